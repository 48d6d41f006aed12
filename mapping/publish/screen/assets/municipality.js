// A municipality: the served share of its need, by service, and the units and settlements in it.

function areaPanel(m) {
  const members = MEMBERS[m];
  const sum = coverage(members, every, state.period);
  const units = members.flatMap((i) => UNITS_AT[i]).filter((u) => stateIn(DATA.units[u], state.period));
  const least = members
    .map((i) => ({ i, sum: coverage([i], every, state.period) }))
    .sort((a, b) => b.sum.unmet - a.sum.unmet || a.i - b.i);
  const rows = least.map(({ i, sum: own }) => [
    placeLink(i),
    persons(own.need),
    persons(own.unmet),
    percent(own.served, own.need),
  ]);
  return [
    heading(el("span", { text: say("area_before") + areaName(m) })),
    line(say("area_places", number(members.length), number(members.reduce((all, i) => all + PLACES.people[i], 0)))),
    part(say("need_in", periodWords()), coverageFigures(sum)),
    part(say("share_by_period"), shareTable(members)),
    part(say("by_service"), table(coverageHeads(), serviceRows(members), "coverage-table")),
    part(say("units_in_area", number(units.length)), ...units.map((u) => unitLink(u))),
    part(say("places_by_unmet"), table([say("place"), say("need"), say("unmet"), say("share_short")], rows)),
  ];
}

/** The served share of all services in each period. */
function shareTable(places) {
  const sums = DATA.periods.map((_, t) => coverage(places, every, t));
  return table(
    [say("period"), ...DATA.periods],
    [
      [say("need"), ...sums.map((sum) => persons(sum.need))],
      [say("served"), ...sums.map((sum) => persons(sum.served))],
      [say("share"), ...sums.map((sum) => percent(sum.served, sum.need))],
    ],
    "periods-table",
  );
}
