"""What units cost, who pays, and the posts that they take."""

from __future__ import annotations

from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import computed, decided, stated, summed
from mapping.evidence.measures import EURO, EURO_A_YEAR, POSTS, YEAR
from mapping.evidence.places import (
    change_start_claim,
    change_value,
    opened,
    size_value,
    start_claim,
    unit_name,
    years_claim,
)
from mapping.plan import MadeChange, Payment, PlanUnit
from mapping.words import Text

CENTS = 100


def own_change(unit: PlanUnit) -> MadeChange | None:
    """The change whose cost the unit bears: its own, or the one it came from."""
    made = unit.change
    return made if made is not None and (made.service is None) != (unit.state == "transformed") else None


def payment_key(facts: Facts, unit: PlanUnit, payment: Payment) -> str:
    """The key of what a fund pays for a unit."""
    purse = payment.municipality or "region"
    return f"payment/{unit.id}/{payment.fund}/{purse}/{payment.kind}/{period_word(facts, payment.period)}"


def payment_claim(facts: Facts, unit: PlanUnit, payment: Payment) -> Claim:
    """What a fund pays for a unit in a period: the plan's choice among those that may pay for what is due."""
    key = payment_key(facts, unit, payment)
    fund, period = facts.fund[payment.fund], period_name(facts, payment.period)
    cents = sum(p.cents for p in unit.money if payment_key(facts, unit, p) == key)
    name = unit_name(facts, unit)
    what = Text(
        f"„{fund.name.bg}“ плаща през {period} г. за: {name.bg}", f"“{fund.name.en}” pays in {period} for {name.en}"
    )
    rows = [r for r in fund.pays if (r.service, r.kind) == (unit.service, payment.kind)]
    parts = [due_claim(facts, f"{key}/due", unit, payment.kind, payment.period)]
    for n, row in enumerate(rows):
        said = Text(
            f"фондът може да плаща от {row.first_year} до {row.last_year} г.; първа година",
            f"the fund may pay from {row.first_year} to {row.last_year}; first year",
        )
        place = (row.fund, row.service, row.kind, str(row.first_year))
        parts.append(
            stated(
                facts,
                f"{key}/may/{n}",
                said,
                float(row.first_year),
                YEAR,
                "fund_pays.csv",
                place,
                "first_year",
                row.status,
                row.source,
                row.note,
            )
        )
    how = Text(
        "кой фонд плаща е решение на плана: в рамките на парите му и на това, за което може да плаща",
        "which fund pays is the plan's decision, inside its money and what it may pay for",
    )
    return decided(key, what, cents / CENTS, EURO, how, parts)


def paid_claim(facts: Facts, key: str, unit: PlanUnit, t: int, kind: str) -> Claim:
    """Money of one kind that the funds pay for a unit in a period."""
    name, period = unit_name(facts, unit), period_name(facts, t)
    words = {
        "capital": Text("капиталови средства", "capital money"),
        "running": Text("средства за издръжка", "running money"),
    }[kind]
    what = Text(f"{words.bg}, платени през {period} г.: {name.bg}", f"{words.en} paid in {period}: {name.en}")
    mine = [payment for payment in unit.money if (payment.kind, payment.period) == (kind, t)]
    if not mine:
        how = Text("през този период фондовете не плащат за него", "the funds pay nothing for it in this period")
        if not facts.case.scenario.keys.rules.money:
            how = Text(
                "сценарият не ограничава парите и не ги разпределя по фондове",
                "the scenario does not limit money nor share it among funds",
            )
        return decided(key, what, 0.0, EURO, how)
    by_fund = {payment_key(facts, unit, payment): payment for payment in mine}
    parts = [payment_claim(facts, unit, payment) for payment in by_fund.values()]
    return computed(key, what, "sum", parts, EURO, Text("по фондове", "by fund"), decimals=2)


def due_claim(facts: Facts, key: str, unit: PlanUnit, kind: str, t: int) -> Claim:
    """What must be paid for a unit in a period, whoever pays."""
    parts: list[Claim] = []
    for n, opening in enumerate(unit.openings):
        here = f"{key}/{n}"
        cost = [opened(facts, here, opening), size_value(facts, here, unit, opening, kind)]
        if kind == "capital" and opening.period == t:
            words = Text("звена × разход за едно, при договора", "units × cost of one, at the contract")
            parts.append(
                computed(here, Text(f"размер {opening.size}", f"size {opening.size}"), "product", cost, EURO, words)
            )
        if kind == "running":
            years = years_claim(facts, f"{here}/years", start_claim(facts, f"{here}/start", unit, n), t)
            words = Text("звена × издръжка за година × години", "units × running cost a year × years")
            if years.value > 0:
                parts.append(
                    computed(
                        here,
                        Text(f"размер {opening.size}", f"size {opening.size}"),
                        "product",
                        [*cost, years],
                        EURO,
                        words,
                    )
                )
    made = own_change(unit)
    if made is not None:
        cost_of = change_value(
            facts, key, unit, made, kind, Text(f"разход за промяната „{made.id}“", f"cost of the change “{made.id}”")
        )
        if kind == "capital" and made.period == t:
            parts.append(cost_of)
        if kind == "running":
            years = years_claim(facts, f"{key}/years", change_start_claim(facts, f"{key}/start", unit, made), t)
            if years.value > 0:
                parts.append(
                    computed(
                        f"{key}/change",
                        Text("издръжка на промяната", "running cost of the change"),
                        "product",
                        [cost_of, years],
                        EURO,
                    )
                )
    what = Text(f"дължимо през {period_name(facts, t)} г.", f"due in {period_name(facts, t)}")
    return summed(key, what, parts, EURO)


def cost_claim(facts: Facts, key: str, unit: PlanUnit, kind: str) -> Claim:
    """Capital cost, or running cost a year, of all that the plan contracts for a unit; KeyError where it is nothing."""
    name = unit_name(facts, unit)
    quantity, unit_of = {"capital": ("capital", EURO), "running": ("running", EURO_A_YEAR)}[kind]
    words = {
        "capital": Text("капиталови разходи", "capital cost"),
        "running": Text("годишна издръжка", "running cost a year"),
    }[kind]
    parts = []
    for n, opening in enumerate(unit.openings):
        both = [opened(facts, f"{key}/{n}", opening), size_value(facts, f"{key}/{n}", unit, opening, quantity)]
        parts.append(
            computed(f"{key}/{n}", Text(f"размер {opening.size}", f"size {opening.size}"), "product", both, unit_of)
        )
    made = own_change(unit)
    if made is not None:
        parts.append(
            change_value(facts, key, unit, made, quantity, Text(f"промяната „{made.id}“", f"the change “{made.id}”"))
        )
    if not parts:
        raise KeyError(key)
    return summed(key, Text(f"{words.bg}: {name.bg}", f"{words.en}: {name.en}"), parts, unit_of, decimals=2)


def staff_claim(facts: Facts, key: str, unit: PlanUnit) -> Claim:
    """Posts of a unit when everything is in place; KeyError where the tables do not know them."""
    name = unit_name(facts, unit)
    what = Text(f"щатни длъжности, когато всичко е готово: {name.bg}", f"posts when everything is in place: {name.en}")
    if unit.staff is None:
        raise KeyError(key)
    if unit.state == "new":
        parts = []
        for n, opening in enumerate(unit.openings):
            both = [opened(facts, f"{key}/{n}", opening), size_value(facts, f"{key}/{n}", unit, opening, "staff")]
            parts.append(
                computed(f"{key}/{n}", Text(f"размер {opening.size}", f"size {opening.size}"), "product", both, POSTS)
            )
        return summed(key, what, parts, POSTS, decimals=3)
    known, made = facts.known[unit.home], unit.change
    today = stated(
        facts,
        f"{key}/today" if made else key,
        Text("днешните длъжности", "posts of today") if made else what,
        known.staff or 0.0,
        POSTS,
        "units.csv",
        (known.id,),
        "staff",
        known.status,
        known.source,
        known.note,
    )
    if made is None:
        return today
    if unit.state != "transformed" and made.kind in ("close", "transform"):
        return decided(
            key,
            what,
            0.0,
            POSTS,
            Text("звеното се закрива или преобразува", "the unit closes or becomes another"),
        )
    added = change_value(facts, key, unit, made, "staff", Text("допълнителни длъжности", "additional posts"))
    return computed(key, what, "sum", [today, added], POSTS, decimals=3)
