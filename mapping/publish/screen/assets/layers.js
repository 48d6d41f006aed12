// The choice of period, services and states, with the number of units of each.

/** Units by service and state in the chosen period, whatever is chosen otherwise. */
function counts() {
  const found = SERVICES.number.map(() => Object.fromEntries(STATES.map((name) => [name, 0])));
  for (const unit of DATA.units) {
    const is = stateIn(unit, state.period);
    if (is) found[unit.service][is] += Math.max(1, unit.units[state.period]);
  }
  for (const one of missingIn(state.period)) found[one.service].missing += one.shares.length;
  return found;
}

function layersPanel() {
  const periods = DATA.periods.map((name, t) =>
    el(
      "label",
      { class: "period" },
      el("input", { type: "radio", name: "period", value: t, onchange: () => change({ period: t }) }),
      el("span", { text: name }),
    ),
  );
  const states = STATES.map((name) =>
    el(
      "label",
      { class: "choice" },
      el("input", {
        type: "checkbox",
        "data-state": name,
        onchange: (event) => toggle("states", name, event.target.checked),
      }),
      stateIcon(name),
      el("span", { class: "words", text: say(`state_${name}`) }),
      el("span", { class: "count" }),
    ),
  );
  const present = SERVICES.number.map((_, s) => SERVICES.planned[s] || DATA.units.some((unit) => unit.service === s));
  const groups = KINDS.map((kind, k) => {
    const own = [...SERVICES.number.keys()].filter((s) => SERVICES.kind[s] === k && present[s]);
    if (!own.length) return null;
    return el(
      "fieldset",
      {},
      el("legend", {}, kindIcon(k), el("span", { text: say(`kind_${kind}`) })),
      ...own.map(serviceChoice),
    );
  });
  const panel = el(
    "section",
    { id: "layers", class: "panel", "aria-label": say("layers") },
    el("h2", { text: say("period") }),
    el("div", { class: "periods", role: "radiogroup", "aria-label": say("period") }, ...periods),
    el("h2", { text: say("states") }),
    el("div", { class: "states" }, ...states),
    el(
      "div",
      { class: "heading" },
      el("h2", { text: say("services") }),
      button("small", say("all"), () => change({ services: new Set(SERVICES.number.keys()) }), { id: "all-services" }),
      button("small", say("none"), () => change({ services: new Set() }), { id: "no-services" }),
    ),
    el("p", { class: "hint", text: say("services_hint") }),
    ...groups.filter(Boolean),
  );
  updateLayers(panel);
  return panel;
}

function serviceChoice(s) {
  return el(
    "div",
    { class: "choice service", "data-service": s },
    el(
      "label",
      {},
      el("input", {
        type: "checkbox",
        "data-service": s,
        onchange: (event) => toggle("services", s, event.target.checked),
      }),
      markIcon(s, "existing"),
      el("span", { class: "words", title: serviceName(s), text: serviceShort(s) }),
    ),
    el("span", { class: "count" }),
    button(
      "only",
      say("only"),
      () => {
        change({ services: new Set([s]) });
        show({ type: "service", at: s });
      },
      { title: say("only_title", serviceName(s)), "aria-label": say("only_title", serviceName(s)) },
    ),
  );
}

/** A square as the state draws it, without a number. */
function stateIcon(name) {
  return icon(markShape(0, name, 0, 13, 12, ""));
}

function toggle(which, one, on) {
  const chosen = new Set(state[which]);
  if (on) chosen.add(one);
  else chosen.delete(one);
  change({ [which]: chosen });
}

const standing = (own) => own.existing + own.committed + own.changed;

/** What stands and what is new: "4 +1". */
function countWords(own) {
  const before = standing(own);
  return [before ? number(before) : "", own.new ? "+" + number(own.new) : ""].filter(Boolean).join(" ") || "–";
}

/** Ticks and counts as they are now. */
function updateLayers(panel) {
  const found = counts();
  for (const input of panel.querySelectorAll("input")) {
    if (input.type === "radio") input.checked = Number(input.value) === state.period;
    else if (input.dataset.state) input.checked = state.states.has(input.dataset.state);
    else input.checked = wanted(Number(input.dataset.service));
  }
  for (const row of panel.querySelectorAll(".service")) {
    const own = found[Number(row.dataset.service)];
    const count = row.querySelector(".count");
    count.textContent = countWords(own);
    count.title = say("count_title", number(standing(own)), number(own.new));
  }
  for (const input of panel.querySelectorAll("input[data-state]")) {
    const sum = found.reduce((total, own, s) => total + (wanted(s) ? own[input.dataset.state] : 0), 0);
    input.closest("label").querySelector(".count").textContent = number(sum);
    input.closest("label").hidden = !occurs(input.dataset.state);
  }
}
