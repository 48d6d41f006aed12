// Lines between villages and the units that serve them, for what is selected.

/** The units that the selection is about. */
function selectedUnits() {
  const one = state.selected;
  if (!one) return new Set();
  if (one.type === "unit") return new Set([one.at]);
  if (one.type === "group") return new Set(UNITS_AT[one.at].filter((u) => DATA.units[u].service === one.service));
  if (one.type === "service") return new Set([...DATA.units.keys()].filter((u) => DATA.units[u].service === one.at));
  if (one.type === "place")
    return new Set(
      SERVED_BY[one.at]
        .filter(([u, row]) => wanted(DATA.units[u].service) && servedIn(row, state.period))
        .map(([u]) => u),
    );
  return new Set();
}

/** Where what is selected stands. */
const SPOTS = {
  unit: (one) => DATA.units[one.at].at,
  group: (one) => one.at,
  missing: (one) => MISSING[one.at].at,
};

/** [unit, settlement, persons] of every line. */
function links() {
  const one = state.selected;
  const found = [];
  for (const u of selectedUnits()) {
    for (const row of DATA.units[u].served) {
      const milli = servedIn(row, state.period);
      if (milli && row[0] !== DATA.units[u].at && (one.type !== "place" || row[0] === one.at))
        found.push([u, row[0], milli]);
    }
  }
  return found;
}

function drawLinks(layer, view) {
  const one = state.selected;
  const spot = (i) => `${PLACES.x[i] * view.k} ${PLACES.y[i] * view.k}`;
  const lines = links();
  const edges = lines.map(([u, i, milli]) =>
    draw("path", {
      class: "link",
      d: `M${spot(DATA.units[u].at)}L${spot(i)}`,
      "stroke-width": one.type === "service" ? 1 : Math.min(1.2 + Math.sqrt(milli / 1000) / 3, 5),
    }),
  );
  // With all the lines of a service, rings would hide what they ring.
  const ringed = new Set(one && one.type === "service" ? [] : lines.map(([, i]) => i));
  if (one && one.type === "place") ringed.add(one.at);
  if (one && one.type in SPOTS) ringed.add(SPOTS[one.type](one));
  const rings = [...ringed].map((i) =>
    draw("circle", {
      class: "ring",
      cx: PLACES.x[i] * view.k,
      cy: PLACES.y[i] * view.k,
      r: RADII[sizeClass(PLACES.people[i])] + 2.5,
    }),
  );
  layer.replaceChildren(...edges, ...rings);
}
