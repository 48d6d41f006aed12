// Sums of need over settlements and services in a period, exact thousandths of a person.

/**
 * @param {number[]} places
 * @param {(service: number) => boolean} wanted
 * @returns {{need: number, unmet: number, served: number, low: number, high: number}}
 */
function coverage(places, wanted, period) {
  const sum = { need: 0, unmet: 0, served: 0, low: 0, high: 0 };
  for (const i of places) {
    for (const [service, values] of NEEDS[i]) {
      if (!wanted(service)) continue;
      sum.need += values[period];
      sum.unmet += values[PERIODS + period];
      sum.low += values[2 * PERIODS + period];
      sum.high += values[3 * PERIODS + period];
    }
  }
  sum.served = sum.need - sum.unmet;
  return sum;
}

const ALL_PLACES = PLACES.code.map((_, i) => i);
const every = () => true;

/** The class of a served share: how many limits it reaches; null without need or inhabitants. */
function shareClass(sum) {
  if (!sum.need) return null;
  return DATA.limits.shares.filter((limit) => sum.served >= limit * sum.need - 1e-9).length;
}
