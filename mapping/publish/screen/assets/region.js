// The whole region: the question, what is proven, the key figures, the municipalities.

function regionPanel() {
  const about = DATA.about;
  const sum = coverage(ALL_PLACES, wanted, state.period);
  const rows = AREAS.code
    .map((_, m) => ({ m, sum: coverage(MEMBERS[m], wanted, state.period) }))
    .filter((one) => one.sum.need)
    .sort((a, b) => a.sum.served / a.sum.need - b.sum.served / b.sum.need || a.m - b.m)
    .map(({ m, sum: own }) => [
      areaLink(m, ""),
      bar(own.served, own.need),
      percent(own.served, own.need),
      persons(own.unmet),
    ]);
  const all = [...SERVICES.number.keys()].every((s) => !SERVICES.planned[s] || wanted(s));
  return [
    heading(el("span", { text: pick(about.region) })),
    line(pick(about.question), "question"),
    line(pick(about.proof), about.stopped ? "proof warning" : "proof"),
    part(say(all ? "need_in_all" : "need_in_chosen", periodWords()), coverageFigures(sum)),
    planCertainty(),
    part(
      say("key_figures"),
      el(
        "dl",
        { class: "facts" },
        ...about.facts.map(([value, meaning]) =>
          el("div", {}, el("dd", {}, el("strong", { text: pick(value) })), el("dt", { text: pick(meaning) })),
        ),
      ),
    ),
    rows.length > 1
      ? part(say("share_by_area"), table([say("area"), "", say("share_short"), say("unmet")], rows, "bars"))
      : null,
    line(say("how_to"), "muted hint"),
  ];
}
