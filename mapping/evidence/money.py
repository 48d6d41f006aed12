"""A fund's envelope, what is spent from it and by which units, and what the plan costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.evidence.claim import Claim
from mapping.evidence.costs import CENTS, due_claim, own_change, payment_key
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import chosen, computed, decided, estimated, stub
from mapping.evidence.measures import COUNT, EURO, NONE, YEARS
from mapping.evidence.places import unit_name
from mapping.instance.envelopes import pots_of
from mapping.plan import Envelope, Payment, PlanUnit
from mapping.region import Envelope as TableEnvelope
from mapping.region import Fund
from mapping.region.rows import MoneyKind
from mapping.words import Text

KINDS: dict[MoneyKind, Text] = {"capital": Text("капиталови", "capital"), "running": Text("за издръжка", "running")}
FIGURES = ("amount", "spent", "left")


def envelope_key(facts: Facts, envelope: Envelope, figure: str) -> str:
    """The key of a figure of an envelope."""
    years = "+".join(period_word(facts, t) for t in envelope.periods)
    return f"envelope/{envelope.fund}/{envelope.municipality or 'region'}/{envelope.kind}/{years}/{figure}"


def spent_key(facts: Facts, fund: str, municipality: str | None, kind: str, t: int) -> str:
    """The key of what a fund spends on a kind in a period."""
    return f"spent/{fund}/{municipality or 'region'}/{kind}/{period_word(facts, t)}"


def money_keys(facts: Facts) -> Iterator[str]:
    """Money of the map's head, envelopes, and spending by fund and period."""
    yield from ("money/all", "money/capital", "money/running")
    for unit in facts.plan.units:
        if unit.openings or own_change(unit) is not None:
            yield from (f"cost/{unit.id}/{kind}" for kind in KINDS)
    covered: dict[str, None] = {}
    for envelope in facts.plan.envelopes:
        for figure in FIGURES:
            yield envelope_key(facts, envelope, figure)
        for t in envelope.periods:
            covered[spent_key(facts, envelope.fund, envelope.municipality, envelope.kind, t)] = None
    for unit in facts.plan.units:
        for pay in unit.money:
            covered[spent_key(facts, pay.fund, pay.municipality, pay.kind, pay.period)] = None
    for key in covered:
        yield from (f"{key}/eur", f"{key}/units")


def purse_name(facts: Facts, fund: str, municipality: str | None) -> Text:
    """A fund, and whose money of it."""
    name = facts.fund[fund].name
    if municipality is None:
        return name
    whose = facts.municipality[municipality].name
    return Text(f"{name.bg}, община {whose.bg}", f"{name.en}, {whose.en} municipality")


def envelope_claim(facts: Facts, words: tuple[str, ...]) -> Claim:
    """The amount of an envelope, what is spent of it, or what is left, by the words of its key."""
    *_, figure = words
    key = "/".join(("envelope", *words))
    envelope = next((e for e in facts.plan.envelopes if envelope_key(facts, e, figure) == key), None)
    if envelope is None or figure not in FIGURES:
        raise KeyError(key)
    name = purse_name(facts, envelope.fund, envelope.municipality)
    years = " + ".join(period_name(facts, t) for t in envelope.periods)
    kind = KINDS[envelope.kind]
    about = Text(f"„{name.bg}“, средства {kind.bg}, {years} г.", f"“{name.en}”, {kind.en} money, {years}")
    if figure == "amount":
        return _amount(facts, key, envelope, Text(f"налични: {about.bg}", f"available: {about.en}"))
    if figure == "spent":
        return _spent_of(facts, key, envelope, Text(f"похарчени: {about.bg}", f"spent: {about.en}"))
    both = [envelope_claim(facts, (*words[:-1], name)) for name in ("amount", "spent")]
    told = [stub(claim.key, claim.what, claim.value, EURO, claim.assumed) for claim in both]
    return computed(key, Text(f"остават: {about.bg}", f"left: {about.en}"), "difference", told, EURO, decimals=2)


def _amount(facts: Facts, key: str, envelope: Envelope, what: Text) -> Claim:
    """The pots of the tables' envelopes that are open in the periods, together."""
    fund, first, last = facts.fund[envelope.fund], envelope.periods[0], envelope.periods[-1]
    parts = []
    for row in fund.envelopes:
        if (row.municipality, row.kind) != (envelope.municipality, envelope.kind):
            continue
        pots = pots_of(facts.case, replace(fund, envelopes=(row,)), row.municipality, row.kind)
        for n, pot in enumerate(pots):
            if pot.first <= last and first <= pot.last:
                parts.append(_pot(facts, f"{key}/{row.first_year}/{n}", fund, row, pot.first))
    words = Text(
        "рамките, които може да се ползват през тези години", "the envelopes that may be drawn on in these years"
    )
    return computed(key, what, "sum", parts, EURO, words, value=envelope.cents / CENTS, decimals=2)


def _pot(facts: Facts, key: str, fund: Fund, row: TableEnvelope, t: int) -> Claim:
    """One envelope of the tables, or one period's years of a yearly one."""
    keys, span = facts.case.scenario.keys, f"{row.first_year}–{row.last_year}"
    changed = keys.funds[fund.id].factor if fund.id in keys.funds else 1.0
    amount = estimated(
        facts, f"{key}/table", Text(f"рамка на фонда за {span} г.", f"envelope of the fund for {span}"), row.amount,
        "envelopes.csv", (fund.id, row.municipality or "", row.kind, str(row.first_year)), keys.cost.envelopes,
    )  # fmt: skip
    parts = [amount]
    if row.yearly:
        period = facts.case.periods[t]
        years = max(0, min(period.last_year, row.last_year) - max(period.first_year, row.first_year) + 1)
        words = Text(
            f"години на рамката в периода {period_name(facts, t)} г.", f"years of it in {period_name(facts, t)}"
        )
        parts.append(chosen(facts, f"{key}/years", words, float(years), YEARS, "periods"))
    if changed != 1:
        what = Text("промяна на фонда в сценария", "the scenario's change of the fund")
        parts.append(chosen(facts, f"{key}/factor", what, changed, NONE, f"funds.{fund.id}.factor"))
    if keys.budget.factor != 1:
        what = Text("промяна на всички фондове в сценария", "the scenario's change of all funds")
        parts.append(chosen(facts, f"{key}/budget", what, keys.budget.factor, NONE, "budget.factor"))
    if len(parts) == 1:
        return amount
    return computed(key, Text("рамка × години × промяна", "envelope × years × change"), "product", parts, EURO)


def _payments(
    facts: Facts, fund: str, municipality: str | None, kind: str, t: int
) -> dict[str, tuple[PlanUnit, Payment, int]]:
    """What a purse pays in a period, by key, with the cents."""
    found: dict[str, tuple[PlanUnit, Payment, int]] = {}
    for unit in facts.plan.units:
        for pay in unit.money:
            if (pay.fund, pay.municipality, pay.kind, pay.period) == (fund, municipality, kind, t):
                key = payment_key(facts, unit, pay)
                found[key] = (unit, pay, pay.cents + (found[key][2] if key in found else 0))
    return found


def _spent_of(facts: Facts, key: str, envelope: Envelope, what: Text) -> Claim:
    parts = []
    for t in envelope.periods:
        spent = _payments(facts, envelope.fund, envelope.municipality, envelope.kind, t)
        here = spent_key(facts, envelope.fund, envelope.municipality, envelope.kind, t)
        cents = sum(cents for _, _, cents in spent.values())
        parts.append(
            stub(
                f"{here}/eur",
                Text(f"през {period_name(facts, t)} г.", f"in {period_name(facts, t)}"),
                cents / CENTS,
                EURO,
            )
        )
    return computed(key, what, "sum", parts, EURO, decimals=2)


def spent_claim(facts: Facts, fund: str, purse: str, kind: str, period: str, figure: str) -> Claim:
    """What a fund spends on a kind in a period (`eur`), and on how many units (`units`)."""
    t, municipality = facts.periods[period], None if purse == "region" else purse
    key = f"{spent_key(facts, fund, municipality, kind, t)}/{figure}"
    paid = _payments(facts, fund, municipality, kind, t)
    name, sort = purse_name(facts, fund, municipality), KINDS["capital" if kind == "capital" else "running"]
    about = Text(
        f"„{name.bg}“, средства {sort.bg}, {period_name(facts, t)} г.",
        f"“{name.en}”, {sort.en} money, {period_name(facts, t)}",
    )
    parts = [stub(at, unit_name(facts, unit), cents / CENTS, EURO) for at, (unit, _, cents) in paid.items()]
    words = {"eur": Text("похарчени", "spent"), "units": Text("звена, за които плаща", "units it pays for")}[figure]
    what, unit_of = Text(f"{words.bg}: {about.bg}", f"{words.en}: {about.en}"), EURO if figure == "eur" else COUNT
    if not parts:
        return decided(
            key,
            what,
            0.0,
            unit_of,
            Text("планът не харчи от тези средства", "the plan spends nothing of this money"),
        )
    if figure == "units":
        return computed(key, what, "count", parts, COUNT, Text("брой на изброените", "number of those listed"))
    return computed(key, what, "sum", parts, EURO, Text("по звена", "by unit"), decimals=2)


def plan_cost_claim(facts: Facts, kind: str) -> Claim:
    """What all new units and changes cost over all periods: capital, running money, or both (`all`)."""
    key, words = f"money/{kind}", Text("нови звена и промени, всички години", "new units and changes, all years")
    if kind == "all":
        both = [plan_cost_claim(facts, name) for name in ("capital", "running")]
        told = [stub(claim.key, claim.what, claim.value, EURO, claim.assumed) for claim in both]
        return computed(key, Text(f"пари: {words.bg}", f"money: {words.en}"), "sum", told, EURO)
    sort = KINDS["capital" if kind == "capital" else "running"]
    costs = [(unit, unit_cost_claim(facts, unit.id, kind)) for unit in facts.plan.units]
    parts = [
        stub(cost.key, unit_name(facts, unit), cost.value, EURO, cost.assumed) for unit, cost in costs if cost.value
    ]
    what = Text(f"средства {sort.bg}: {words.bg}", f"{sort.en} money: {words.en}")
    if not parts:
        return decided(
            key,
            what,
            0.0,
            EURO,
            Text("планът не открива и не променя нищо", "the plan opens and changes nothing"),
        )
    return computed(key, what, "sum", parts, EURO)


def unit_cost_claim(facts: Facts, unit_id: str, kind: str) -> Claim:
    """What a new unit or a change costs over all periods, whoever pays: capital or running money."""
    unit, key = facts.unit[unit_id], f"cost/{unit_id}/{kind}"
    sort, name = KINDS["capital" if kind == "capital" else "running"], unit_name(facts, unit)
    what = Text(f"средства {sort.bg} за всички години: {name.bg}", f"{sort.en} money of all years: {name.en}")
    dues = [due_claim(facts, f"{key}/{period_word(facts, t)}", unit, kind, t) for t in range(facts.last + 1)]
    parts = [due for due in dues if due.value]
    if not parts:
        return decided(key, what, 0.0, EURO, Text("планът не харчи такива средства", "the plan spends no such money"))
    return computed(key, what, "sum", parts, EURO, Text("по периоди", "by period"))
