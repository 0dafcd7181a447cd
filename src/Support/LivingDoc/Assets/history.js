(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const form = document.getElementById('compare');
  const [left, right] = form.querySelectorAll('select');
  const place = document.getElementById('compared');
  for (const select of [left, right]) {
    data.runs.forEach((run, index) => select.add(new Option(`${run.at} · ${run.name}`, index)));
  }
  const chosen = new URLSearchParams(location.hash.slice(1));
  const byName = name => data.runs.findIndex(run => run.name === name);
  right.value = String(Math.max(0, byName(chosen.get('right'))));
  const wanted = byName(chosen.get('left'));
  left.value = String(wanted >= 0 ? wanted : Math.min(1, data.runs.length - 1));

  const cell = (row, text, kind = 'td', look = '') => {
    const element = document.createElement(kind);
    element.textContent = text;
    if (look) element.className = look;
    if (kind === 'th') element.scope = 'row';
    row.append(element);
    return element;
  };
  const number = value => Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : '∞';
  const scenariosOf = run => new Map(run.scenarios.map(([id, verdict, evidence, setting, failed, ...rows]) => [id, {
    verdict, evidence, machine: run.machine, ...data.settings[setting],
    rows: new Map(rows.map(([measure, value, low, high, text]) => [measure, { value, low, high, text, failed }])),
  }]));
  const signs = { slower: '▲', faster: '▼', same: '=', undecided: '?' };

  const show = () => {
    const [before, after] = [data.runs[left.value], data.runs[right.value]];
    place.replaceChildren();
    if (!before || !after) return;
    const [one, two] = [scenariosOf(before), scenariosOf(after)];
    const timed = row => row.measure.split('\n')[3] === 'ms';
    const shared = [...two.keys()].filter(id => one.has(id));
    const rows = shared.flatMap(id => [...two.get(id).rows.keys()].filter(measure => one.get(id).rows.has(measure))
      .map(measure => ({ id, measure: data.measures[measure], a: one.get(id).rows.get(measure), b: two.get(id).rows.get(measure) })));
    const tests = rows.filter(timed).length;
    const table = document.createElement('table');
    table.className = 'plain';
    table.innerHTML = '<thead><tr><th scope="col">scenario</th><th scope="col">measure</th><th scope="col" class="figure">left</th><th scope="col" class="figure">right</th><th scope="col" class="figure">ratio (interval)</th><th scope="col">right is</th></tr></thead>';
    const body = table.createTBody();
    let last = null;
    for (const entry of rows) {
      const [a, b] = [one.get(entry.id), two.get(entry.id)];
      const row = body.insertRow();
      const name = data.scenarios[entry.id].split('\n').slice(1).join(' ');
      cell(row, entry.id === last ? '' : name, entry.id === last ? 'td' : 'th');
      last = entry.id;
      const [, load, measure] = entry.measure.split('\n');
      cell(row, load ? `${measure} (${load})` : measure);
      cell(row, entry.a.text, 'td', 'figure');
      cell(row, entry.b.text, 'td', 'figure');
      const obstacle = Compare.obstacle(a, b);
      const result = obstacle ? { outcome: 'not compared', why: obstacle }
        : timed(entry) ? Compare.ratio(entry.a, entry.b, tests)
          : { outcome: 'shown only', why: 'without an interval' };
      cell(row, result.ratio ? `${number(result.ratio)} (${number(result.low)} to ${number(result.high)})` : '–', 'td', 'figure');
      const verdict = cell(row, `${signs[result.outcome] ?? ''} ${result.outcome}`.trim(), 'td', `outcome ${result.outcome}`);
      if (result.why) {
        const why = document.createElement('small');
        why.textContent = result.why;
        verdict.append(why);
      }
    }
    if (rows.length) place.append(table);
    else place.append(Object.assign(document.createElement('p'), { className: 'muted', textContent: 'These two runs have no scenario in common.' }));
  };
  form.hidden = data.runs.length < 2;
  document.getElementById('no-comparison').hidden = data.runs.length > 1;
  form.addEventListener('change', () => {
    history.replaceState(null, '', '#' + new URLSearchParams({ left: data.runs[left.value].name, right: data.runs[right.value].name }));
    show();
  });
  if (data.runs.length > 1) show();
})();
