// What the reader has chosen; whoever shows something of it is told when it changes.

const state = {
  language: 0,
  period: PERIODS - 1,
  services: new Set(SERVICES.number.keys()),
  states: new Set(STATES),
  /** null, or {type: "place"|"unit"|"area"|"service"|"group", at, …} */
  selected: null,
  /** "layers", "details" or "about": the panel that a narrow screen shows; wide ones show layers always */
  tab: "details",
};

const listeners = [];

/** Calls `act` after every change, with the names of what changed. */
const whenChanged = (act) => listeners.push(act);

/** Changes some of the state. */
function change(to) {
  Object.assign(state, to);
  const names = new Set(Object.keys(to));
  for (const act of listeners) act(names);
}

const wanted = (service) => state.services.has(service);

/** Whether a unit is on the map now. */
function shown(unit) {
  const is = stateIn(unit, state.period);
  return is !== null && wanted(unit.service) && state.states.has(is);
}

/** Shows something in the panel; on a narrow screen the panel comes forward. */
function select(selected) {
  change({ selected, tab: "details" });
}
