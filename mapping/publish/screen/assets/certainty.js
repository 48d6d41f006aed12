// How sure the plan is: of the region, of a settlement, and of what is often built but not in the plan.

const hundred = (share) => number(Math.round(share * 100));
const inHundred = (share) => Math.floor(share * 100 + 1e-9);

/** The region: how many futures were tried, how many units are of each class, the range of the served share. */
function planCertainty() {
  const sure = DATA.sure;
  if (!sure) return null;
  return part(
    say("plan_certainty"),
    line(say("tried", number(sure.worlds))),
    line(say("class_counts", ...sure.counts.map((n) => number(n)))),
    sure.region ? line(say("region_range", DATA.periods[PERIODS - 1], ...sure.region.map(hundred))) : null,
    missingList(MISSING.keys()),
  );
}

/** What is missing, each as a button. */
function missingList(which, where = true) {
  const found = [...which];
  if (!found.length) return null;
  return part(say("missing_list", number(found.length)), ...found.map((m) => missingLink(m, where)));
}

function missingLink(m, where) {
  const one = MISSING[m];
  const words = [serviceShort(one.service), where ? placeName(one.at) : null].filter(Boolean).join(", ");
  return el(
    "button",
    { type: "button", class: "unit-link", "data-missing-link": m, onclick: () => show({ type: "missing", at: m }) },
    markIcon(one.service, "missing"),
    el("span", { class: "words" }, el("span", { text: words }), el("span", { class: "name", text: sharesWords(one) })),
  );
}

const sharesWords = (one) => one.shares.map((share) => say("sure_in", inHundred(share))).join("; ");

function missingPanel(m) {
  const one = MISSING[m];
  return [
    heading(markIcon(one.service, "missing", 30), el("span", { text: serviceName(one.service) })),
    el("p", {}, placeLink(one.at), el("span", { text: " · " }), areaLink(PLACES.municipality[one.at])),
    el("p", {}, el("strong", { class: "state", text: say("state_missing") })),
    part(
      say("certainty"),
      ...one.shares.map((share, n) =>
        line(
          (one.shares.length > 1 ? say("unit_number", n + 1) + " " : "") + say("missing_share", inHundred(share)),
          "sure-line",
        ),
      ),
      line(say("missing_note"), "muted"),
    ),
  ];
}

/** The range of a settlement's served share over the futures; nothing where none were tried, or in other periods. */
function servedRange(i) {
  const range = DATA.sure && state.period === PERIODS - 1 && DATA.sure.served[i];
  if (!range) return null;
  const sum = coverage([i], every, state.period);
  if (!sum.need) return null;
  const [low, median, high] = range.map(hundred);
  return part(
    say("served_range_head", periodWords()),
    line(say("served_range", low, high, median, hundred(sum.served / sum.need)), "served-range"),
  );
}
