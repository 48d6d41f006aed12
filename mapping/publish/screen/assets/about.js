// How the map was made: notes, what is proven of each aim, sources.

function aboutPanel() {
  const about = DATA.about;
  const stages = about.stages.map(([name, gap, status]) => [pick(name), gap ? pick(gap) : "–", say(`proof_${status}`)]);
  return [
    heading(el("span", { text: say("about") })),
    line(pick(about.indicative), "banner"),
    part(say("question"), line(pick(about.question))),
    part(
      say("proof"),
      line(pick(about.proof), about.stopped ? "proof warning" : "proof"),
      stages.length ? table([say("aim"), say("gap"), say("result")], stages, "stages") : null,
    ),
    part(
      say("notes"),
      line(pick(about.date)),
      about.approximate ? line(say("approximate"), "strong") : null,
      about.estimated ? line(say("estimated_travel"), "strong") : null,
      ...about.notes.map((note) => line(pick(note))),
    ),
    about.sources.length
      ? part(
          say("sources", number(about.sources.length)),
          el(
            "ol",
            { class: "sources" },
            ...about.sources.map(([title, publisher, date, address]) =>
              el(
                "li",
                {},
                el("span", { text: [title, publisher, pick(date)].filter(Boolean).join(" – ") }),
                address ? el("span", { class: "address", text: " – " + address }) : null,
              ),
            ),
          ),
        )
      : null,
  ];
}
