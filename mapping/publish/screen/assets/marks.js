// Marks as on the printed map: the shape says the kind of service, filling and edge the state, the number the service.

const MARK_SIZES = [
  [16, 18.5, 21],
  [18, 20.5, 23],
  [23, 25, 27],
];
/** What has changed has a second edge, so much wider (px), to be told from what stands without its colour. */
const RING = 5;
/** Share of its height by which a triangle's number stands below the middle. */
const TRIANGLE = { height: 0.88, lower: 0.18 };

/**
 * The units of one service and state at one settlement.
 * A missing mark has the index of what is missing instead of ids.
 * @typedef {{service: number, state: string, ids: number[], missing: ?number, units: number, places: number,
 *   sure: ?number}} Mark
 */

/** 0 small, 1 middle, 2 large: by places, or by teams where there are none. */
function markStep(mark) {
  const [small, medium] = mark.places ? DATA.limits.places : DATA.limits.teams;
  const size = mark.places || mark.units;
  return (size > small) + (size > medium);
}

/** The figure under a mark: places in all, in brackets of how many units; ×n where there are no places to state. */
function markCaption(mark) {
  if (mark.state === "closed") return "0";
  if (!mark.places) return `×${mark.units}`;
  return mark.units < 2 ? String(mark.places) : `${mark.places} (${mark.units})`;
}

/** The marks of a settlement as they are chosen now, by kind, number and state. */
function marksAt(place) {
  const found = new Map();
  for (const u of UNITS_AT[place]) {
    const unit = DATA.units[u];
    if (!shown(unit)) continue;
    const is = stateIn(unit, state.period);
    const key = `${unit.service} ${is}`;
    const mark = found.get(key) || { service: unit.service, state: is, ids: [], units: 0, places: 0, sure: null };
    mark.ids.push(u);
    mark.units += unit.units[state.period];
    mark.places += unit.places[state.period];
    for (const [share] of unit.sure || []) mark.sure = mark.sure === null ? share : Math.min(mark.sure, share);
    found.set(key, mark);
  }
  for (const m of state.states.has("missing") && state.period === PERIODS - 1 ? MISSING_AT[place] : []) {
    const { service, shares } = MISSING[m];
    if (wanted(service))
      found.set(`${service} missing`, {
        service,
        state: "missing",
        ids: [],
        missing: m,
        units: shares.length,
        places: 0,
        sure: Math.min(...shares),
      });
  }
  const rank = (mark) =>
    SERVICES.kind[mark.service] * 1e6 + SERVICES.number[mark.service] * 10 + STATES.indexOf(mark.state);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** A mark with its middle at (x, y), and `text` (the service's number) in it. */
function markShape(kind, is, step, x, y, text) {
  const side = MARK_SIZES[kind][step];
  const half = side / 2;
  const lower = kind === 2 ? TRIANGLE.lower * TRIANGLE.height * side : 0;
  const number = draw("text", { x, y: y + lower, dy: "0.36em", class: `number step-${step}`, text });
  const cross =
    is === "closed" &&
    draw("path", { class: "crossed", d: `M${x - half} ${y - half}l${side} ${side}m0 ${-side}l${-side} ${side}` });
  const ring = is === "changed" ? outline(kind, x, y, side + RING, "second") : null;
  return draw("g", { class: `mark ${is}` }, outline(kind, x, y, side), ring, number, cross || null);
}

/** Square, circle or triangle; the triangle is a little higher than its middle, as one that grows on all sides is. */
function outline(kind, x, y, side, name) {
  const half = side / 2;
  const tall = side * TRIANGLE.height;
  if (kind === 0) return draw("rect", { class: name, x: x - half, y: y - half, width: side, height: side });
  if (kind === 1) return draw("circle", { class: name, cx: x, cy: y, r: half });
  const foot = y + tall / 2 - (name ? RING / 5 : 0);
  return draw("path", { class: name, d: `M${x - half} ${foot}h${side}L${x} ${foot - tall}z` });
}

/** A mark by itself, for panels: an SVG of its own. */
function markIcon(service, is, size = 24) {
  return icon(markShape(SERVICES.kind[service], is, 0, 13, 12, String(SERVICES.number[service])), size);
}

const icon = (mark, size = 24) =>
  draw(
    "svg",
    { class: "icon", width: size, height: (size * 24) / 26, viewBox: "0 0 26 24", "aria-hidden": "true" },
    mark,
  );
