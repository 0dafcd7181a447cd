// Compares the figures of two runs by the 95% intervals that each of them carries.
// On a logarithmic axis each side of an interval stands for a normal error of its own width, for latencies err further upwards than
// downwards; the two runs' errors are recovered from them and added as squares (Zou and Donner 2008). Tests are made at 1% in all,
// shared among the measures. Two single runs differ a little for many reasons, so only a difference that is surely over 10% is called
// one, as with the baseline (docs/decisions/0031).
const Compare = (() => {
  'use strict';
  const tenth = Math.log(1.1);

  // Upper quantile of the normal distribution (Abramowitz and Stegun 26.2.23, error below 0.0005).
  const quantile = p => {
    const t = Math.sqrt(-2 * Math.log(p));
    return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  };
  const z95 = 1.959964;

  // left and right: { value, low, high, failed }; null where the run measured nothing finite. What failed might have taken any time, so a run
  // with failures is neither faster nor the same.
  const ratio = (left, right, measures) => {
    const known = side => side && [side.value, side.low, side.high].every(number => Number.isFinite(number) && number > 0);
    if (!known(left) || !known(right)) {
      return { outcome: 'undecided', why: 'no interval on both sides' };
    }
    const centre = Math.log(right.value / left.value);
    const wider = quantile(0.005 / Math.max(1, measures)) / z95;
    const low = left.failed ? -Infinity : centre - wider * Math.hypot(Math.log(right.value / right.low), Math.log(left.high / left.value));
    const high = right.failed ? Infinity : centre + wider * Math.hypot(Math.log(right.high / right.value), Math.log(left.value / left.low));
    const outcome = low > -tenth && high < tenth ? 'same' : low > tenth ? 'slower' : high < -tenth ? 'faster' : 'undecided';
    const why = left.failed || right.failed ? `queries failed ${left.failed ? (right.failed ? 'in both' : 'in the left one') : 'in the right one'}` : '';
    return { outcome, ratio: Math.exp(centre), low: Math.exp(low), high: Math.exp(high), why };
  };

  // Why two results of one scenario must not be compared, or an empty text
  const obstacle = (left, right) =>
    left.machine !== right.machine ? 'sent from different machines'
      : left.evidence !== right.evidence ? 'a rehearsal and an acceptance run'
        : left.server !== right.server ? `${left.server} and ${right.server}`
          : left.data !== right.data ? 'different data'
            : left.load !== right.load ? 'different loads' : '';

  return { ratio, obstacle, quantile };
})();
