// What colours, dots and marks mean: only what is on this map.

function legendBox() {
  const people = [0, ...DATA.limits.people];
  const sizes = people.map((from, n) => {
    const to = people[n + 1];
    const words = n === 0 ? say("up_to", number(to)) : to ? `${number(from)}–${number(to)}` : say("over", number(from));
    return entry_(dotSwatch(n), words);
  });
  const kinds = KINDS.map((kind, k) => entry_(kindIcon(k), say(`kind_${kind}`)));
  const used = STATES.filter(occurs);
  const states = used.map((name) => entry_(stateIcon(name), say(`state_${name}`)));
  const sure = DATA.units.some((unit) => unit.sure) ? say("legend_sure") : "";
  const closed = window.matchMedia("(max-width: 1700px), (max-height: 960px)").matches;
  return el(
    "details",
    { id: "legend", open: !closed, ontoggle: drawOver },
    el("summary", { text: say("legend") }),
    el(
      "div",
      { class: "inside" },
      el("h3", { text: say("legend_shares") }),
      el("div", { class: "row" }, ...shareEntries(), entry_(crossSwatch(), say("legend_none"))),
      DATA.settlements.kind.includes("point")
        ? null
        : el("div", { class: "row" }, ...sizes, el("span", { class: "words", text: say("inhabitants") })),
      el("h3", { text: say("legend_marks") }),
      el("div", { class: "row" }, ...kinds),
      el("div", { class: "row" }, ...states),
      el("p", { text: `${say("legend_figures")} ${sure}` }),
      el("div", { id: "key" }),
    ),
  );
}

function shareEntries(words = "from_to") {
  const limits = [0, ...DATA.limits.shares, 1];
  return limits
    .slice(1)
    .map((to, n) => entry_(shareSwatch(n), say(words, Math.round(limits[n] * 100), Math.round(to * 100))));
}

/** The classes of served share in one line, seen also when the legend is closed. */
const ramp = () =>
  el("span", { class: "ramp" }, el("span", { class: "words", text: say("ramp") }), ...shareEntries("range"));

/** For paper: the chosen services with their numbers, names and units. */
function fillKey(key) {
  const found = counts();
  const rows = [...SERVICES.number.keys()]
    .filter((s) => wanted(s) && (SERVICES.planned[s] || standing(found[s]) + found[s].new))
    .map((s) =>
      el(
        "div",
        {},
        markIcon(s, "existing", 15),
        el("span", { class: "words", text: serviceShort(s) }),
        el("span", { class: "count", text: countWords(found[s]) }),
      ),
    );
  key.replaceChildren(el("h3", { text: say("key") }), ...rows);
}

function entry_(icon, words) {
  return el("span", { class: "entry" }, icon, el("span", { class: "words", text: words }));
}

function swatch(...inside) {
  return draw("svg", { class: "icon", width: 22, height: 16, viewBox: "0 0 22 16", "aria-hidden": "true" }, ...inside);
}

const shareSwatch = (n) =>
  swatch(
    draw("rect", { class: `cell share-${n}`, x: 0.5, y: 0.5, width: 21, height: 15 }),
    draw("g", { class: `dot share-${n}` }, draw("circle", { cx: 11, cy: 8, r: 4.7 })),
  );
const dotSwatch = (n) => swatch(draw("g", { class: "dot blank" }, draw("circle", { cx: 11, cy: 8, r: RADII[n] })));
const crossSwatch = () => swatch(draw("g", { class: "dot share-none" }, draw("path", { d: "M8 5l6 6m0 -6l-6 6" })));

function kindIcon(k) {
  return icon(markShape(k, "existing", 0, 13, 12, ""));
}
