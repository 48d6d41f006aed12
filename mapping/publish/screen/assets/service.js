// A service: its need and units in the region; and the units of one service at one settlement.

function servicePanel(s) {
  const sum = coverage(ALL_PLACES, (one) => one === s, state.period);
  const units = [...DATA.units.keys()].filter(
    (u) => DATA.units[u].service === s && stateIn(DATA.units[u], state.period),
  );
  const only = state.services.size === 1 && wanted(s);
  const rows = AREAS.code
    .map((_, m) => {
      const own = coverage(MEMBERS[m], (one) => one === s, state.period);
      return own.need ? [areaLink(m, ""), persons(own.need), persons(own.unmet), percent(own.served, own.need)] : null;
    })
    .filter(Boolean);
  return [
    heading(markIcon(s, "existing", 30), el("span", { text: serviceName(s) })),
    line(say(`kind_${KINDS[SERVICES.kind[s]]}`)),
    only ? null : button("small", say("show_only"), () => change({ services: new Set([s]) })),
    SERVICES.planned[s] ? part(say("need_in", periodWords()), coverageFigures(sum)) : line(say("not_planned"), "muted"),
    part(say("units_list", number(units.length)), ...units.map((u) => unitLink(u))),
    missingList([...MISSING.keys()].filter((m) => MISSING[m].service === s)),
    rows.length
      ? part(say("by_area"), table([say("area"), say("need"), say("unmet"), say("share_short")], rows))
      : null,
  ];
}

function groupPanel(place, s) {
  const units = UNITS_AT[place].filter((u) => DATA.units[u].service === s && stateIn(DATA.units[u], state.period));
  return [
    heading(markIcon(s, "existing", 30), el("span", { text: serviceName(s) })),
    el("p", {}, placeLink(place)),
    part(say("units_list", number(units.length)), ...units.map((u) => unitLink(u, { where: false }))),
  ];
}
