// What panels are made of.

function heading(...inside) {
  return el("h2", { class: "selected-heading", tabindex: "-1" }, ...inside);
}

const line = (text, className) => el("p", { class: className, text });

/** A section with a small heading; nothing where there is nothing in it. */
function part(title, ...inside) {
  const kept = inside.flat().filter(Boolean);
  return kept.length ? el("section", {}, el("h3", { text: title }), ...kept) : null;
}

/** A table: heads, then rows of cells (text or nodes), to the right but the first; a row of one cell takes all columns. */
function table(heads, rows, className) {
  const cells = (row) =>
    row.map((inside) => el("td", { colspan: row.length === 1 && heads ? heads.length : null }, inside));
  const scope = (inside) => el("th", { scope: "col" }, inside);
  return el(
    "div",
    { class: "table" },
    el(
      "table",
      { class: className },
      heads ? el("thead", {}, el("tr", {}, ...heads.map(scope))) : null,
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells(row)))),
    ),
  );
}

/** A bar of the served share, with its words. */
function bar(served, need) {
  const share = need ? served / need : 0;
  return draw(
    "svg",
    { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect", { class: "all", width: 100, height: 8 }),
    draw("rect", { class: "done", width: 100 * share, height: 8 }),
  );
}

const placeLink = (i) => button("link", placeName(i), () => show({ type: "place", at: i }), { "data-place": i });
const areaLink = (m, before = say("area_before")) =>
  button("link", before + areaName(m), () => show({ type: "area", at: m }), { "data-area": m });
const serviceLink = (s) =>
  button("link", serviceShort(s), () => show({ type: "service", at: s }), { "data-link": s, title: serviceName(s) });

/** A unit as a button: its mark, what it is called, where it stands. */
function unitLink(u, { where = true } = {}) {
  const unit = DATA.units[u];
  const is = stateIn(unit, state.period);
  const name = unit.name && pick(unit.name);
  const words = [serviceShort(unit.service), say(`state_${is || "absent"}`), where ? placeName(unit.at) : null]
    .filter(Boolean)
    .join(", ");
  return el(
    "button",
    { type: "button", class: "unit-link", "data-unit": u, onclick: () => show({ type: "unit", at: u }) },
    markIcon(unit.service, is || unit.state.replace("transformed", "changed")),
    el(
      "span",
      { class: "words" },
      el("span", { text: words }),
      name ? el("span", { class: "name", text: name }) : null,
    ),
  );
}

/** "need 12,3 (10,1–15,0), served …" in three figures with a bar. */
function coverageFigures(sum, label) {
  if (!sum.need) return line(say("no_need"), "muted");
  return el(
    "div",
    { class: "figures" },
    el(
      "dl",
      {},
      figure(say("need"), persons(sum.need), rangeWords(sum)),
      figure(say("served"), persons(sum.served), percent(sum.served, sum.need)),
      figure(say("unmet"), persons(sum.unmet), ""),
    ),
    bar(sum.served, sum.need),
    line(label || say("estimate_note"), "muted"),
  );
}

function figure(name, value, more) {
  return el(
    "div",
    {},
    el("dt", { text: name }),
    el("dd", {}, el("strong", { text: value }), el("br"), el("span", { text: more })),
  );
}

/** The range of a need in brackets; empty where there is none. */
function rangeWords(sum) {
  if (sum.low === sum.high || sum.high < SMALL) return "";
  return `(${persons(sum.low)}–${persons(sum.high)})`;
}

/** Rows of coverage by service for some settlements: mark and name, need with its range, unmet, served share. */
function serviceRows(places) {
  const rows = [];
  for (const s of SERVICES.number.keys()) {
    const sum = coverage(places, (one) => one === s, state.period);
    if (!sum.need) continue;
    rows.push([
      el("span", { class: "with-icon" }, markIcon(s, "existing"), serviceLink(s)),
      el(
        "span",
        {},
        el("span", { text: persons(sum.need) }),
        el("br"),
        el("span", { class: "muted", text: rangeWords(sum) }),
      ),
      persons(sum.unmet),
      percent(sum.served, sum.need),
    ]);
  }
  return rows;
}

const coverageHeads = () => [say("service"), say("need"), say("unmet"), say("share_short")];
