// A settlement: its need by service, what is served, by whom, and the units that stand there.

function villagePanel(i) {
  const sum = coverage([i], every, state.period);
  const here = UNITS_AT[i].filter((u) => stateIn(DATA.units[u], state.period));
  const facts = [
    PLACES.kind[i] === "point" ? null : say("people", number(PLACES.people[i])),
    say("code", PLACES.code[i]),
  ];
  return [
    heading(el("span", { text: placeName(i) })),
    el("p", {}, areaLink(PLACES.municipality[i]), el("span", { text: " · " + facts.filter(Boolean).join(" · ") })),
    part(say("need_in", periodWords()), coverageFigures(sum)),
    servedRange(i),
    part(say("need_by_service"), ...villageServices(i)),
    part(say("units_in_place"), ...here.map((u) => unitLink(u, { where: false }))),
    missingList(MISSING_AT[i], false),
  ];
}

/** For each service that somebody needs: the figures, and who serves; the largest need first, the smallest in a line. */
function villageServices(i) {
  const sums = [...NEEDS[i].keys()]
    .map((s) => ({ s, sum: coverage([i], (one) => one === s, state.period) }))
    .sort((a, b) => b.sum.need - a.sum.need || SERVICES.number[a.s] - SERVICES.number[b.s]);
  const small = sums.filter(({ sum }) => sum.need && sum.need < SMALL).map(({ s }) => serviceShort(s));
  const cards = sums
    .filter(({ sum }) => sum.need >= SMALL)
    .map(({ s, sum }) => {
      const by = SERVED_BY[i]
        .filter(([u, row]) => DATA.units[u].service === s && servedIn(row, state.period))
        .sort(([, a], [, b]) => servedIn(b, state.period) - servedIn(a, state.period));
      return el(
        "article",
        { class: "need", "data-service": s },
        el("div", { class: "with-icon" }, markIcon(s, "existing"), el("strong", { text: serviceName(s) })),
        line(needLine(sum)),
        ...by.map(([u, row]) => serverRow(u, row, i)),
      );
    });
  return [...cards, small.length ? line(say("small_needs", small.join(", ")), "muted") : null];
}

function needLine(sum) {
  const range = rangeWords(sum);
  const need = say("need_line", users(sum.need)) + (range ? " " + range : "");
  return `${need} · ${say("served_line", persons(sum.served))} · ${say("unmet_line", persons(sum.unmet))}`;
}

/** Who serves, how many, how far; of the place itself no way is stated. */
function serverRow(u, row, i) {
  const way = DATA.units[u].at === i && !row[1] ? say("in_place") : wayWords(row);
  return el("div", { class: "server" }, unitLink(u), line(`${users(servedIn(row, state.period))} · ${way}`, "muted"));
}

/** Minutes and km one way. */
const wayWords = (row) => say("way", number(row[1]), number(row[2], row[2] < 10 ? 1 : 0));

const periodWords = () => say("period_words", DATA.periods[state.period]);
