// A settlement's units as a card of marks with a leader to its point; where there is no room, a badge with their number.

const NAME_FONT = "700 11.5px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
const CAPTION_FONT = "11px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";
const NAME_HEIGHT = 16;
const CARD_PAD = 4;
const [CELL, SURE_CELL] = [27, 33];
const NAME_MOST = 130;
/** Cards take at most this part of the region's rectangle; the largest become badges first. */
const CARD_PART = 0.5;
/** Where all cards together would take more than this part, there are only badges. */
const MOST_PART = 0.95;
const BADGE = [24, 18];
/** On a small map cards are drawn smaller, down to this scale. */
const LEAST_SCALE = 0.84;

/** The inside of a card: columns, cell width, row height, size. */
function cardLayout(place, marks) {
  const name = clipped(bareName(place), NAME_FONT, NAME_MOST);
  const sure = marks.some((mark) => mark.sure !== null);
  const row = sure ? 50 : 38;
  const cell = Math.max(
    sure ? SURE_CELL : CELL,
    ...marks.map((mark) => textWidth(markCaption(mark), CAPTION_FONT) + 5),
  );
  let best = null;
  for (let columns = 1; columns <= marks.length; columns++) {
    const rows = Math.ceil(marks.length / columns);
    const width = Math.max(columns * cell, textWidth(name, NAME_FONT)) + 2 * CARD_PAD;
    const height = NAME_HEIGHT + rows * row + 2;
    const worth = Math.abs(Math.log(width / height / 1.4)) + 0.1 * (columns * rows - marks.length);
    if (!best || worth < best.worth) best = { name, columns, rows, cell, row, width, height, worth };
  }
  return best;
}

/** Shows one unit, or the units of a mark that stands for several. */
function selectMark(place, mark) {
  if (mark.state === "missing") select({ type: "missing", at: mark.missing });
  else if (mark.ids.length === 1) select({ type: "unit", at: mark.ids[0] });
  else select({ type: "group", at: place, service: mark.service });
}

function markWords(place, mark) {
  const is = say(`state_${mark.state}`);
  const sure = mark.sure === null ? "" : "; " + say("sure_in", Math.floor(mark.sure * 100 + 1e-9));
  return `${serviceName(mark.service)}: ${is}; ${placeName(place)}; ${markCaption(mark)}${sure}`;
}

function drawCard(place, marks, layout, [left, top], scale) {
  const { name, columns, rows, cell, row, width, height } = layout;
  const middle = width / 2;
  const nodes = marks.map((mark, n) => {
    const line = Math.floor(n / columns);
    const inLine = rows === 1 ? marks.length : columns;
    const x = middle + ((n % columns) - (inLine - 1) / 2) * cell;
    const y = NAME_HEIGHT + line * row + 13;
    const words = markWords(place, mark);
    const act = () => selectMark(place, mark);
    return draw(
      "g",
      { class: "pick", "data-units": mark.ids.join(" "), "data-missing": mark.missing, onclick: act },
      draw("title", { text: words }),
      draw("rect", { class: "reach", x: x - cell / 2, y: y - 14, width: cell, height: row }),
      markShape(SERVICES.kind[mark.service], mark.state, markStep(mark), x, y, String(SERVICES.number[mark.service])),
      draw("text", { class: "caption", x, y: y + 23, text: markCaption(mark) }),
      mark.sure === null
        ? null
        : draw("text", {
            class: "caption sure",
            x,
            y: y + 34,
            text: say("percent", Math.floor(mark.sure * 100 + 1e-9)),
          }),
    );
  });
  return draw(
    "g",
    { class: "card", transform: `translate(${left} ${top}) scale(${scale})` },
    draw("rect", { class: "paper", width, height, rx: 3 }),
    draw("text", { class: "name", x: middle, y: 12, text: name, onclick: () => select({ type: "place", at: place }) }),
    ...nodes,
  );
}

function drawBadge(place, marks, [left, top, right, bottom]) {
  const units = marks.reduce((sum, mark) => sum + (mark.ids.length || mark.units), 0);
  const fresh = marks.some((mark) => mark.state === "new");
  const act = () => select({ type: "place", at: place });
  return draw(
    "g",
    {
      class: fresh ? "badge fresh" : "badge",
      "data-units": marks.flatMap((mark) => mark.ids).join(" "),
      "data-missing": marks.flatMap((mark) => (mark.state === "missing" ? [mark.missing] : [])).join(" "),
      onclick: act,
    },
    draw("title", { text: `${placeName(place)}: ${say("units_here", units)}` }),
    draw("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: 9 }),
    draw("text", { x: (left + right) / 2, y: (top + bottom) / 2, dy: "0.36em", text: units }),
  );
}

function leader(card, box) {
  const [x0, y0, x1, y1] = leaderOf(card, box);
  return draw("path", { d: `M${x0} ${y0}L${x1} ${y1}` });
}

/** How far a badge may stand from its point, px: rather there than over a card. */
const BADGE_REACH = 170;

/** Where cards may stand: what is seen when the whole region is, and some room round the region when it is larger. */
function frameOf(view) {
  const [wide, high] = [DATA.ground.width * view.k, DATA.ground.height * view.k];
  const [x, y] = [Math.max(view.width - wide, 60) / 2, Math.max(view.height - high, 60) / 2];
  return [-x + 4, -y + 4, wide + x - 4, high + y - 4];
}

/** The part of the map that an open legend may take; a larger one lies over cards until the reader closes it. */
const LEGEND_PART = 0.2;

/** What lies over the map (buttons, legend), while the whole region is seen: cards keep away from it. */
function covered(view) {
  if (view.k > view.least * 1.01 || document.body.classList.contains("printing")) return [];
  const map = svgMap.getBoundingClientRect();
  return [...document.querySelectorAll(".zooms, #legend, #scale")]
    .map((node) => node.getBoundingClientRect())
    .filter((box) => box.width && box.width * box.height < LEGEND_PART * map.width * map.height)
    .map((box) => [
      box.left - map.left - view.x,
      box.top - map.top - view.y,
      box.right - map.left - view.x,
      box.bottom - map.top - view.y,
    ]);
}

/** Draws cards and badges; returns the rectangles they take and the settlements that have a card. */
function drawCards(layer, view) {
  const sites = ALL_PLACES.map((place) => ({ place, marks: marksAt(place) })).filter((site) => site.marks.length);
  const cards = sites.map((site) => {
    const layout = cardLayout(site.place, site.marks);
    return {
      ...site,
      layout,
      x: PLACES.x[site.place] * view.k,
      y: PLACES.y[site.place] * view.k,
      width: layout.width,
      height: layout.height,
    };
  });
  const [wide, high] = [DATA.ground.width * view.k, DATA.ground.height * view.k];
  const area = (card) => card.width * card.height;
  const ground_ = Math.max(wide, 200) * Math.max(high, 200);
  const part_ = cards.reduce((sum, card) => sum + area(card), 0) / ground_;
  const crowded = part_ > MOST_PART;
  const scale = Math.min(1, Math.max(LEAST_SCALE, Math.sqrt(CARD_PART / 2 / part_)));
  for (const card of cards) Object.assign(card, { width: card.width * scale, height: card.height * scale });
  let room = crowded ? 0 : CARD_PART * ground_;
  const full = [...cards].sort((a, b) => area(a) - area(b)).filter((card) => (room -= area(card)) > 0);
  const dots = new Taken();
  ALL_PLACES.forEach((i) =>
    dots.add(grown([PLACES.x[i] * view.k, PLACES.y[i] * view.k, PLACES.x[i] * view.k, PLACES.y[i] * view.k], 4)),
  );
  const taken = new Taken();
  const frame = frameOf(view);
  for (const box of covered(view)) taken.add(box);
  const placed = placeCards(full, frame, dots, taken);
  const withCard = new Set();
  const [leaders, papers] = [draw("g", { class: "leaders" }), draw("g", {})];
  full.forEach((card, n) => {
    const box = placed[n];
    if (!box) return;
    withCard.add(card.place);
    leaders.append(leader(card, box));
    papers.append(drawCard(card.place, card.marks, card.layout, box, scale));
  });
  const badges = cards
    .filter((card) => !withCard.has(card.place))
    .map((card) => ({ ...card, width: BADGE[0], height: BADGE[1], reach: BADGE_REACH }));
  placeCards(badges, frame, dots, taken).forEach((found, n) => {
    const card = badges[n];
    const box = found || rectAt(card.x - BADGE[0] / 2, card.y - BADGE[1] / 2, ...BADGE);
    if (!found) taken.add(box);
    leaders.append(leader(card, box));
    papers.append(drawBadge(card.place, card.marks, box));
  });
  layer.replaceChildren(leaders, papers);
  return { taken, withCard };
}

const numbers = (list) => (list ? list.split(" ").map(Number) : []);

/** Rings round the marks of what is selected. */
function markSelected(layer) {
  const chosen = selectedUnits();
  for (const node of layer.querySelectorAll("[data-units]")) {
    const { units, missing } = node.dataset;
    const one = state.selected;
    const is =
      numbers(units).some((u) => chosen.has(u)) ||
      (one && one.type === "missing" && numbers(missing).includes(one.at)) ||
      false;
    node.classList.toggle("selected", is);
  }
}
