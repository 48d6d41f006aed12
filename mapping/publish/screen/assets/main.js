// The page: title, search, map, panels; and what is drawn anew when something changes.

const svgMap = draw("svg", { id: "map", tabindex: "0", role: "application" });
const ground = groundOf(svgMap);
const layers = { links: draw("g", {}), labels: draw("g", { class: "labels" }), cards: draw("g", {}) };
const over = draw("g", {}, ground.over, layers.links, layers.labels, layers.cards);
svgMap.append(over);

/** The zoom at which cards and names were placed, and the wait until they are placed anew. */
const laid = { k: 1, timer: 0 };
const PAUSE = 90;

/** While the reader zooms, cards and names grow with the map; when the hand rests they are placed anew. */
const mapView = viewOf(svgMap, (placing) => {
  clearTimeout(laid.timer);
  if (placing === "now") drawOver();
  else {
    ground.lay(mapView);
    over.setAttribute("transform", `translate(${mapView.x} ${mapView.y}) scale(${mapView.k / laid.k})`);
    if (placing === "soon" || mapView.k !== laid.k) laid.timer = setTimeout(drawOver, PAUSE);
  }
});

/** Everything that keeps its size when the map grows. */
function drawOver() {
  laid.k = mapView.k;
  over.setAttribute("transform", `translate(${mapView.x} ${mapView.y})`);
  ground.lay(mapView);
  ground.layDots(mapView);
  const { taken, withCard } = drawCards(layers.cards, mapView);
  drawLabels(layers.labels, mapView, taken, withCard);
  drawLinks(layers.links, mapView);
  markSelected(layers.cards);
  drawScale();
}

function drawScale() {
  const bar_ = document.getElementById("scale");
  if (!bar_) return;
  const pixel = DATA.ground.metres / mapView.k;
  const most = 75 * pixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((n) => n * power).find((length) => length <= most);
  const words = metres >= 1000 ? say("km_words", number(metres / 1000)) : say("m_words", number(metres));
  const left = 128 - metres / pixel;
  bar_.replaceChildren(
    draw("path", { d: `M${left} 5v7h${metres / pixel}v-7` }),
    draw("text", { x: left - 5, y: 13, "text-anchor": "end", text: words }),
    draw("path", { class: "north", d: "M144 16l5 -14l5 14l-5 -3z" }),
    draw("text", { x: 157, y: 14, text: say("north") }),
  );
}

function page() {
  const about = DATA.about;
  document.documentElement.lang = ["bg", "en"][state.language];
  document.title = pick(about.title);
  svgMap.setAttribute("aria-label", say("map_label"));
  const languages = ["Български", "English"].map((name, n) =>
    button("language", name, () => state.language !== n && change({ language: n }), {
      "aria-pressed": String(state.language === n),
      lang: ["bg", "en"][n],
    }),
  );
  const zoom = [
    ["+", "zoom_in", () => mapView.zoom(STEP)],
    ["−", "zoom_out", () => mapView.zoom(1 / STEP)],
    ["⤢", "whole_region", () => mapView.fit()],
  ].map(([sign, key, act]) => button("zoom", sign, act, { title: say(key), "aria-label": say(key) }));
  const tabs = ["layers", "details", "about"].map((name) =>
    button("tab", say(`tab_${name}`), () => change({ tab: name }), { "data-tab": name }),
  );
  const notes = [about.approximate ? say("approximate") : "", about.estimated ? say("estimated_travel") : ""]
    .filter(Boolean)
    .join(" ");
  document.getElementById("app").replaceChildren(
    el(
      "header",
      {},
      el(
        "div",
        { class: "titles" },
        el("h1", { text: pick(about.title) }),
        el(
          "p",
          { class: "under" },
          el("span", { class: "indicative", text: pick(about.indicative) }),
          el("span", { class: about.stopped ? "proof warning" : "proof", text: pick(about.proof) }),
        ),
      ),
      searchBox(show),
      el(
        "div",
        { class: "buttons" },
        ...languages,
        button("print", say("print"), () => window.print()),
      ),
    ),
    layersPanel(),
    el(
      "main",
      {},
      el(
        "div",
        { class: "field" },
        svgMap,
        el("div", { class: "zooms" }, ...zoom),
        legendBox(),
        draw("svg", { id: "scale", width: 170, height: 18 }),
      ),
      el(
        "div",
        { class: "foot" },
        el("span", { class: "shown", id: "shown" }),
        ramp(),
        el("span", { class: "notes", text: notes }),
      ),
    ),
    el("nav", { "aria-label": say("panels") }, ...tabs),
    el("section", { id: "details", class: "panel", "aria-label": say("tab_details") }),
    el("section", { id: "about", class: "panel", "aria-label": say("about") }, ...aboutPanel().filter(Boolean)),
  );
}

/** What is chosen, in words under the map: on paper nothing else says it. */
function shownWords() {
  const chosen = [...state.services].filter(
    (s) => SERVICES.planned[s] || DATA.units.some((unit) => unit.service === s),
  );
  const all = [...SERVICES.number.keys()].every(wanted);
  const services = all
    ? say("all_services")
    : chosen.length > 3
      ? say("some_services", number(chosen.length))
      : chosen.map(serviceShort).join(", ") || say("no_services");
  return `${periodWords()} · ${services}`;
}

whenChanged((names) => {
  if (names.has("language")) page();
  else updateLayers(document.getElementById("layers"));
  document.body.dataset.tab = state.tab;
  for (const tab of document.querySelectorAll(".tab"))
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === state.tab));
  fillDetails(document.getElementById("details"));
  document.getElementById("shown").textContent = shownWords();
  if (names.has("language") || names.has("period") || names.has("services")) ground.paint();
  ground.markArea();
  drawOver();
});

change({ language: 0 });
mapView.resize();
new ResizeObserver(() => document.body.classList.contains("printing") || mapView.resize()).observe(svgMap);
printing();
