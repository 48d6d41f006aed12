// A unit: what it is, places and users by period, staff, money, whom it serves, how sure it is.

function unitPanel(u) {
  const unit = DATA.units[u];
  const is = stateIn(unit, state.period);
  const name = unit.name && pick(unit.name);
  return [
    heading(
      markIcon(unit.service, is || unit.state.replace("transformed", "changed"), 30),
      el("span", { text: serviceName(unit.service) }),
    ),
    name ? line(name, "name") : null,
    el("p", {}, placeLink(unit.at), el("span", { text: " · " }), areaLink(PLACES.municipality[unit.at])),
    el(
      "p",
      {},
      el("strong", { class: "state", text: say(`state_${is || "absent"}`) }),
      el("span", { text: startWords(unit) }),
    ),
    changeWords(unit),
    certaintyPart(unit),
    part(say("places_users"), unitTable(unit), placesNote(unit)),
    part(
      say("staff"),
      line(
        unit.staff === null
          ? say("staff_unknown")
          : say("posts", number(unit.staff, Number.isInteger(unit.staff) ? 0 : 1)),
      ),
    ),
    part(say("money"), ...moneyPart(unit)),
    part(say("villages_served", periodWords()), ...servedPart(unit)),
    sourcePart(unit),
  ];
}

function startWords(unit) {
  if (unit.start === null) return "";
  return " · " + say(unit.state === "committed" ? "start_committed" : "start_new", unit.start);
}

/** What becomes of an existing unit, from when. */
function changeWords(unit) {
  const made = unit.change;
  if (!made) return null;
  const into = made.into === null ? "" : serviceName(made.into);
  const from = made.from === null ? "" : serviceName(made.from);
  const words = say(`change_${made.kind}`, made.before ?? "–", made.after, into, from);
  return line(`${words} ${say("change_when", DATA.periods[made.first], made.year)}`, "change");
}

function certaintyPart(unit) {
  if (!unit.sure) return null;
  const rows = unit.sure.map(([share, sure], n) =>
    line(
      (unit.sure.length > 1 ? say(unit.teams ? "team_number" : "unit_number", n + 1) + " " : "") +
        say(`sure_${sure}`, Math.floor(share * 100 + 1e-9)),
      `sure-line ${sure}`,
    ),
  );
  return part(say("certainty"), ...rows, line(say("certainty_note"), "muted"));
}

function unitTable(unit) {
  const mobile = SERVICES.kind[unit.service] === 2;
  const rows = [];
  if (unit.teams) rows.push([say("teams"), ...unit.units.map((n) => number(n))]);
  else rows.push([say(mobile ? "clients" : "places"), ...unit.places.map((n) => number(n))]);
  if (!unit.teams && unit.units.some((n) => n > 1))
    rows.push([say("units_count"), ...unit.units.map((n) => number(n))]);
  rows.push([say("users_head"), ...unit.users.map((n) => persons(n))]);
  return table([say("period"), ...DATA.periods], rows, "periods-table");
}

/** The range of the places that are known, and that users of services outside the plan are not known. */
function placesNote(unit) {
  const words = [];
  if (!SERVICES.planned[unit.service]) words.push(say("not_planned"));
  if (unit.range && unit.range[0] !== unit.range[1]) words.push(say("places_range", ...unit.range));
  if (unit.status && unit.status !== "sourced") words.push(say(`status_${unit.status}`));
  return words.length ? line(words.join(" "), "muted") : null;
}

/** By fund and kind what is paid in each period, and what the unit costs. */
function moneyPart(unit) {
  const parts = [];
  const made = unit.change && unit.change.into === null ? unit.change : null;
  const capital = unit.capital ?? (made ? made.capital : undefined);
  const running = unit.running ?? (made ? made.running : undefined);
  if (capital !== undefined) parts.push(line(say("cost_line", euro(capital), euro(running))));
  if (!unit.money.length) return [...parts, line(say("no_money"), "muted")];
  const sums = new Map();
  for (const [fund, kind, period, cents] of unit.money) {
    const key = fund * 2 + kind;
    if (!sums.has(key))
      sums.set(
        key,
        DATA.periods.map(() => 0),
      );
    sums.get(key)[period] += cents;
  }
  const total = DATA.periods.map((_, t) => [...sums.values()].reduce((sum, row) => sum + row[t], 0));
  const cells = (row) => row.map((cents) => (cents ? number(cents / 100) : "–"));
  const all = (rows_) => rows_.flat().reduce((sum, cents) => sum + cents, 0);
  const funds = [...new Set([...sums.keys()].map((key) => key >> 1))];
  const rows = funds.flatMap((fund) => [
    [
      el("span", {
        text: say(
          "fund_line",
          pick(DATA.funds[fund]),
          euro(all([0, 1].map((kind) => sums.get(fund * 2 + kind) || []))),
        ),
      }),
    ],
    ...[0, 1]
      .filter((kind) => sums.has(fund * 2 + kind))
      .map((kind) => [say(kind ? "running" : "capital"), ...cells(sums.get(fund * 2 + kind))]),
  ]);
  rows.push([el("strong", { text: say("together") }), ...cells(total)]);
  return [
    ...parts,
    line(say("money_total", euro(all(total))), "strong"),
    table([say("in_euro"), ...DATA.periods], rows, "money-table"),
    line(say("money_note"), "muted"),
  ];
}

function servedPart(unit) {
  const rows = unit.served
    .filter((row) => servedIn(row, state.period))
    .sort((a, b) => servedIn(b, state.period) - servedIn(a, state.period) || a[0] - b[0]);
  if (!rows.length) return [line(say("serves_nobody"), "muted")];
  const all = rows.reduce((sum, row) => sum + servedIn(row, state.period), 0);
  const mean = rows.reduce((sum, row) => sum + servedIn(row, state.period) * row[1], 0) / all;
  const farthest = Math.max(...rows.map((row) => row[1]));
  const areas = new Set(rows.map((row) => PLACES.municipality[row[0]])).size;
  const cells = rows.map((row) => [
    placeLink(row[0]),
    persons(servedIn(row, state.period)),
    number(row[1]),
    number(row[2], 1),
  ]);
  return [
    line(say("served_summary", number(rows.length), number(areas), number(mean), number(farthest))),
    table([say("place"), say("users_head"), say("minutes"), say("km")], cells, "served-table"),
    DATA.about.estimated ? line(say("estimated_travel"), "muted") : null,
  ];
}

function sourcePart(unit) {
  const source = DATA.about.sources[unit.source];
  return source ? part(say("source"), line(`${source[0]} – ${source[1]}, ${pick(source[2])}`, "muted")) : null;
}
