// Names of municipalities and settlements where there is room: seats and towns first, then the larger places.

const AREA_FONT = "600 12px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
const PLACE_FONTS = ["10.5px", "11px", "600 11.5px", "700 13px"].map(
  (size) => `${size} system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif`,
);
const LABEL_MOST = 150;
const SPACED = 1.5;

const SEATS = new Set(AREAS.seat);
const LABEL_ORDER = [...ALL_PLACES].sort((a, b) => labelRank(b) - labelRank(a) || a - b);

function labelRank(i) {
  return (SEATS.has(i) ? 2e9 : 0) + (PLACES.kind[i] === "town" ? 1e9 : 0) + PLACES.people[i];
}

/** Draws names round what is `taken`; settlements in `withCard` have theirs on the card. */
function drawLabels(layer, view, taken, withCard) {
  const nodes = [];
  const frame = frameOf(view);
  AREAS.label.forEach((at, m) => at && nodes.push(areaLabel(m, at, view, taken)));
  const chosen = state.selected && state.selected.type === "place" ? [state.selected.at] : [];
  const dots = new Taken();
  ALL_PLACES.forEach((i) => {
    const r = RADII[sizeClass(PLACES.people[i])] + 0.5;
    const [x, y] = [PLACES.x[i] * view.k, PLACES.y[i] * view.k];
    dots.add([x - r, y - r, x + r, y + r]);
  });
  for (const i of [...chosen, ...LABEL_ORDER.filter((one) => !chosen.includes(one))]) {
    if (!withCard.has(i) || chosen.includes(i)) nodes.push(placeLabel(i, view, frame, taken, dots));
  }
  layer.replaceChildren(...nodes.filter(Boolean));
}

/** In the largest circle inside the municipality, higher or lower where cards stand; none where it is too small. */
function areaLabel(m, [gx, gy, radius], view, taken) {
  const text = clipped(areaName(m).toLocaleUpperCase(LOCALES[state.language]), AREA_FONT, 170);
  const width = textWidth(text, AREA_FONT) + SPACED * text.length;
  const most = Math.max(radius * view.k, 20);
  if (width > 3.4 * most) return null;
  for (const dy of [0, -18, 18, -36, 36, -54, 54, -72, 72]) {
    if (Math.abs(dy) > most) continue;
    const [x, y] = [gx * view.k, gy * view.k + dy];
    const box = [x - width / 2, y - 8, x + width / 2, y + 8];
    if (taken.hits(box)) continue;
    taken.add(box);
    return draw(
      "text",
      { class: "area", x, y, dy: "0.36em", text, onclick: () => select({ type: "area", at: m }) },
      draw("title", { text: say("area_before") + areaName(m) }),
    );
  }
  return null;
}

function placeLabel(i, view, frame, taken, dots) {
  const size = sizeClass(PLACES.people[i]);
  const font = PLACE_FONTS[size];
  const text = clipped(bareName(i), font, LABEL_MOST);
  const width = textWidth(text, font);
  const r = RADII[size] + 2;
  const [x, y] = [PLACES.x[i] * view.k, PLACES.y[i] * view.k];
  const sides = [
    [x + r, y - 6, "start"],
    [x - r - width, y - 6, "end"],
    [x - width / 2, y - r - 12, "middle"],
    [x - width / 2, y + r, "middle"],
  ];
  for (const [left, top, anchor] of sides) {
    const box = rectAt(left, top, width, 12);
    if (taken.hits(grown(box, 1)) || dots.hits(box) || !inside(box, frame)) continue;
    taken.add(box);
    const at = { start: left, end: left + width, middle: x }[anchor];
    return draw("text", {
      class: `place size-${size}`,
      x: at,
      y: top + 6,
      dy: "0.34em",
      "text-anchor": anchor,
      text,
      onclick: () => select({ type: "place", at: i }),
    });
  }
  return null;
}
