// The panel of what is selected, and the way to it.

const PANELS = {
  place: (one) => villagePanel(one.at),
  unit: (one) => unitPanel(one.at),
  area: (one) => areaPanel(one.at),
  service: (one) => servicePanel(one.at),
  missing: (one) => missingPanel(one.at),
  group: (one) => groupPanel(one.at, one.service),
};

function fillDetails(panel) {
  const one = state.selected;
  const back = one ? button("back", "← " + say("whole_region"), () => show(null)) : null;
  const inside = one ? PANELS[one.type](one) : regionPanel();
  panel.replaceChildren(...[back, ...inside].filter(Boolean));
  panel.scrollTop = 0;
}

/** Selects something from a panel or the search: the map goes there, and the keyboard stays in the panel. */
function show(selected) {
  select(selected);
  bringIntoView(selected);
  const target = document.querySelector("#details .selected-heading");
  if (target) target.focus({ preventScroll: true });
}

function bringIntoView(one) {
  if (!one) return mapView.fit();
  const at = {
    place: () => one.at,
    unit: () => DATA.units[one.at].at,
    group: () => one.at,
    missing: () => MISSING[one.at].at,
    area: () => -1,
    service: () => -1,
  }[one.type]();
  if (one.type === "missing") return mapView.show(PLACES.x[at], PLACES.y[at], 2.5);
  if (at >= 0 && !mapView.sees(PLACES.x[at], PLACES.y[at])) return mapView.show(PLACES.x[at], PLACES.y[at], 0);
  if (one.type === "place") return mapView.show(PLACES.x[at], PLACES.y[at], 2.5);
  const label = one.type === "area" && AREAS.label[one.at];
  if (label) return mapView.show(label[0], label[1], 2);
  return one.type === "service" ? mapView.fit() : undefined;
}
