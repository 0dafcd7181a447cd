(() => {
  'use strict';
  const root = document.documentElement;
  const kept = {
    get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* A browser may refuse to keep anything for files. */ } },
  };
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Light or dark
  const theme = document.getElementById('theme');
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches;
  const name = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  if (theme) {
    const chosen = kept.get('theme');
    if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
    theme.hidden = false;
    name();
    systemDark.addEventListener('change', name);
    theme.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      kept.set('theme', root.dataset.theme);
      name();
    });
  }

  // Filter
  const form = document.querySelector('form[role=search]');
  if (form) {
    const key = 'filter' + location.pathname;
    const text = form.querySelector('input[type=search]');
    const boxes = all('input[type=checkbox]', form);
    const chosen = group => boxes.filter(box => box.name === group && box.checked).map(box => box.value);
    const cards = all('.scenario').map(card => ({
      card,
      row: document.querySelector(`[data-for="${CSS.escape(card.id)}"]`),
      words: card.textContent.toLowerCase() + ' ' + (card.closest('.feature')?.querySelector('header')?.textContent.toLowerCase() ?? ''),
    }));
    const apply = () => {
      const words = text.value.trim().toLowerCase();
      const verdicts = chosen('verdict');
      const tags = chosen('tag');
      let shown = 0;
      for (const { card, row, words: content } of cards) {
        const own = card.dataset.tags.split(' ');
        const fits = (!words || content.includes(words))
          && (!verdicts.length || verdicts.includes(card.dataset.verdict))
          && (!tags.length || tags.some(tag => own.includes(tag)));
        card.hidden = !fits;
        if (row) row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const feature of all('.feature')) feature.hidden = !feature.querySelector('.scenario:not([hidden])');
      const isActive = words || verdicts.length || tags.length;
      form.querySelector('.shown').textContent = isActive ? `${shown} of ${cards.length} shown` : '';
      document.querySelector('.nothing').hidden = shown > 0;
      kept.set(key, JSON.stringify({ words: text.value, verdicts, tags }));
    };
    try {
      const last = JSON.parse(kept.get(key) ?? 'null');
      if (last) {
        text.value = last.words;
        for (const box of boxes) box.checked = (box.name === 'verdict' ? last.verdicts : last.tags).includes(box.value);
      }
    } catch { /* Nothing usable was kept. */ }
    form.hidden = false;
    form.addEventListener('input', apply);
    form.addEventListener('submit', event => event.preventDefault());
    apply();
    // A link to something that the filter hides must still lead there.
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest('[hidden]')) {
        text.value = '';
        for (const box of boxes) box.checked = false;
        apply();
        target.scrollIntoView();
      }
    };
    addEventListener('hashchange', reveal);
    reveal();
  }

  // What is folded away belongs on paper too
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details:not([open])');
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of folded) details.open = false; });

  // A run that goes on
  if (root.dataset.state === 'running') {
    const age = () => (Date.now() - Date.parse(root.dataset.rendered)) / 1000;
    const stale = document.querySelector('.stale');
    const tell = () => {
      stale.hidden = age() < 60;
      stale.lastElementChild.textContent = `No news for ${Math.floor(age() / 60)} min: the run was probably interrupted. The page shows what it left behind.`;
      if (age() >= 60) root.dataset.state = 'stale';
    };
    tell();
    const folds = all('details');
    const places = JSON.parse(kept.get('folds') ?? '{}');
    folds.forEach((details, index) => {
      const id = (details.closest('[id]')?.id ?? '') + index;
      if (id in places) details.open = places[id];
      details.addEventListener('toggle', () => { places[id] = details.open; kept.set('folds', JSON.stringify(places)); });
    });
    setInterval(() => {
      const isBusy = document.activeElement?.matches('input[type=search]') || String(getSelection()).length > 0;
      if (!isBusy) location.reload();
      tell();
    }, 5000);
  }
})();
