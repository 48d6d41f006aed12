// The plan as Python wrote it (mapping/publish/screen/document.py). Languages: 0 Bulgarian, 1 English.

const DATA = JSON.parse(document.getElementById("data").textContent);
const PERIODS = DATA.periods.length;
const PLACES = DATA.settlements;
const SERVICES = DATA.services;
const AREAS = DATA.municipalities;
const KINDS = ["residential", "centre", "mobile"];
const STATES = ["existing", "changed", "committed", "new", "closed", "missing"];

/** Need of settlement i by service: [need…, unmet…, low…, high…], a number a period, thousandths of a person. */
const NEEDS = DATA.needs.map((rows) => new Map(rows.map(([service, ...values]) => [service, values])));

/** Settlements of each municipality. */
const MEMBERS = AREAS.code.map(() => []);
PLACES.municipality.forEach((m, i) => MEMBERS[m].push(i));

/** Units by settlement, and who serves a settlement: [unit, row of its `served`]. */
const UNITS_AT = PLACES.code.map(() => []);
const SERVED_BY = PLACES.code.map(() => []);
DATA.units.forEach((unit, u) => {
  UNITS_AT[unit.at].push(u);
  for (const row of unit.served) SERVED_BY[row[0]].push([u, row]);
});

/** What most of the tried futures build and the plan has not: {service, at, shares: [of each unit…]}; and by place. */
const MISSING = (DATA.sure ? DATA.sure.missing : []).map(([service, at, shares]) => ({ service, at, shares }));
const MISSING_AT = PLACES.code.map(() => []);
MISSING.forEach((one, m) => MISSING_AT[one.at].push(m));

/** Missing units are those of the last period. */
const missingIn = (period) => (period === PERIODS - 1 ? MISSING : []);

/** Persons (thousandths) that a row of `served` stands for in a period. */
const servedIn = (row, period) => row[3 + period];

/** Whether a unit has places or teams in a period. */
const inService = (unit, period) => unit.places[period] > 0 || unit.units[period] > 0;

/** Whether a state occurs in any period. */
const occurs = (name) =>
  name === "missing"
    ? MISSING.length > 0
    : DATA.units.some((unit) => DATA.periods.some((_, t) => stateIn(unit, t) === name));

/** What a unit is in a period: one of STATES, or null where it is not to be seen. */
function stateIn(unit, period) {
  const change = unit.change;
  const changed = change && change.first <= period;
  if (changed && unit.state === "existing" && change.kind === "close") return "closed";
  if (!inService(unit, period)) return null;
  if (unit.state === "transformed") return "changed";
  return changed ? "changed" : unit.state;
}
