"""The places of units, and what changes of existing units make of them."""

from __future__ import annotations

from mapping.catalogue.types import Size
from mapping.evidence.claim import SILENT, Claim
from mapping.evidence.facts import Facts, period_name
from mapping.evidence.makers import chosen, computed, decided, estimated, stated, summed
from mapping.evidence.measures import COUNT, NONE, PLACES, YEAR, YEARS
from mapping.instance import planning_of
from mapping.plan import MadeChange, Opening, PlanUnit
from mapping.region import UnitChange
from mapping.tables import Estimate
from mapping.words import Text


def unit_name(facts: Facts, unit: PlanUnit) -> Text:
    """What a unit is called: its name in the tables, or its service and settlement."""
    known = facts.known.get(unit.id)
    if known is not None:
        return known.name
    place = facts.settlement[unit.settlement].label
    service = facts.service_name[unit.service]
    if unit.state == "transformed":
        before = facts.known[unit.home].name
        return Text(f"„{service.bg}“, преобразувано от „{before.bg}“", f"“{service.en}”, made of “{before.en}”")
    return Text(f"ново звено „{service.bg}“, {place.bg}", f"new unit “{service.en}”, {place.en}")


def size_of(facts: Facts, unit: PlanUnit, opening: Opening) -> Size:
    """The size of an opening."""
    service = facts.case.services[facts.service_index[unit.service]]
    return next(size for size in planning_of(service).sizes if size.id == opening.size)


def change_of(facts: Facts, unit: PlanUnit, made: MadeChange) -> UnitChange:
    """What the tables say of a change that the plan makes."""
    return next(change for change in facts.known[unit.home].changes if change.id == made.id)


def opened(facts: Facts, key: str, opening: Opening) -> Claim:
    """How many units of one size the plan contracts."""
    size = opening.size
    return decided(
        f"{key}/units",
        Text(f"звена с размер {size}", f"units of size {size}"),
        float(opening.units),
        COUNT,
        Text(
            f"договор през {period_name(facts, opening.period)} г.",
            f"contracted in {period_name(facts, opening.period)}",
        ),
    )


def size_value(facts: Facts, key: str, unit: PlanUnit, opening: Opening, quantity: str) -> Claim:
    """One figure of a size: places, capital, running or staff; costs at the scenario's level."""
    words = {
        "places": Text("места в едно звено", "places in one unit"),
        "capital": Text("капиталови разходи за едно звено", "capital cost of one unit"),
        "running": Text("годишна издръжка на едно звено", "running cost of one unit a year"),
        "staff": Text("щатни длъжности в едно звено", "posts in one unit"),
    }[quantity]
    estimate: Estimate = getattr(size_of(facts, unit, opening), quantity)
    level = facts.case.scenario.keys.cost.level if quantity in ("capital", "running") else "central"
    what = Text(f"{words.bg}, размер {opening.size}", f"{words.en}, size {opening.size}")
    row = (unit.service, opening.size, quantity)
    return estimated(facts, f"{key}/{quantity}", what, estimate, "size_values.csv", row, level)


def change_value(facts: Facts, key: str, unit: PlanUnit, made: MadeChange, quantity: str, what: Text) -> Claim:
    """One figure of a change; costs at the scenario's level. A close has 0 places by what it is."""
    change = change_of(facts, unit, made)
    estimate: Estimate = getattr(change, quantity)
    level = facts.case.scenario.keys.cost.level if quantity in ("capital", "running") else "central"
    row = (unit.home, made.id, quantity)
    if estimate.unit or estimate.central:
        return estimated(facts, f"{key}/{quantity}", what, estimate, "change_values.csv", row, level)
    # Left out of the table, as a change of its kind may: 0.
    place = (unit.home, made.id)
    return stated(
        facts, f"{key}/{quantity}", what, 0.0, NONE, "unit_changes.csv", place, "kind", change.status, change.source,
        change.note,
    )  # fmt: skip


def places_claim(facts: Facts, key: str, unit: PlanUnit, t: int) -> Claim:
    """Places in service of a unit in a period (its last year)."""
    name = unit_name(facts, unit)
    what = Text(f"места през {period_name(facts, t)} г.: {name.bg}", f"places in {period_name(facts, t)}: {name.en}")
    made = unit.change
    if unit.state == "new":
        return _new_places(facts, key, unit, t, what)
    if made is not None and (unit.state == "transformed" or t >= made.first_service_period):
        return _changed_places(facts, key, unit, made, t, what)
    year = facts.plan.periods[t].last_year
    steps = [step for step in facts.known[unit.id].places if step.year <= year]
    words = Text(
        f"местата през {year} г., последната година на периода", f"places in {year}, the last year of the period"
    )
    if not steps:
        first = min((step.year for step in facts.known[unit.id].places), default=None)
        later = Text(f"звеното започва работа през {first} г.", f"the unit starts in {first}")
        row = (unit.id, str(first))
        step = facts.known[unit.id].places[0].places
        return stated(
            facts,
            key,
            Text(f"{what.bg} ({later.bg})", f"{what.en} ({later.en})"),
            0.0,
            PLACES,
            "unit_places.csv",
            row,
            "from_year",
            step.status,
            step.source,
            step.note,
        )
    row = (unit.id, str(steps[-1].year))
    since = Text(f"места от {steps[-1].year} г. нататък", f"places from {steps[-1].year} on")
    found = estimated(facts, f"{key}/table", since, steps[-1].places, "unit_places.csv", row)
    return computed(key, what, "same", [found], PLACES, words)


def _new_places(facts: Facts, key: str, unit: PlanUnit, t: int, what: Text) -> Claim:
    parts = []
    for n, opening in enumerate(unit.openings):
        if opening.first_service_period <= t:
            here = f"{key}/{n}"
            both = [opened(facts, here, opening), size_value(facts, here, unit, opening, "places")]
            words = Text("звена × места в едно", "units × places in one")
            parts.append(
                computed(here, Text(f"размер {opening.size}", f"size {opening.size}"), "product", both, PLACES, words)
            )
    if parts:
        return summed(key, what, parts, PLACES)
    start = min(opening.first_service_period for opening in unit.openings)
    how = Text(f"започва работа през периода {period_name(facts, start)} г.", f"starts in {period_name(facts, start)}")
    return decided(key, what, 0.0, PLACES, how, [start_claim(facts, f"{key}/start", unit, 0)])


def _changed_places(facts: Facts, key: str, unit: PlanUnit, made: MadeChange, t: int, what: Text) -> Claim:
    """Places after a change (or 0 of what was transformed, and of what is not there yet)."""
    period = period_name(facts, made.period)
    choice = decided(
        f"{key}/change",
        Text(f"промяната „{made.id}“ е направена (1)", f"the change “{made.id}” is made (1)"),
        1.0,
        COUNT,
        Text(f"договор през {period} г.", f"contracted in {period}"),
    )
    effect = period_name(facts, made.first_service_period)
    if t < made.first_service_period:
        how = Text(f"промяната влиза в сила през {effect} г.", f"the change takes effect in {effect}")
        return decided(key, what, 0.0, PLACES, how, [choice])
    if made.service is not None and unit.state != "transformed":
        how = Text("звеното е преобразувано в друга услуга", "the unit has become another service")
        return decided(key, what, 0.0, PLACES, how, [choice])
    after = change_value(facts, key, unit, made, "places", Text("места след промяната", "places after the change"))
    words = Text(f"в сила от {effect} г.", f"in effect from {effect}")
    return computed(key, what, "product", [choice, after], PLACES, words)


def start_claim(facts: Facts, key: str, unit: PlanUnit, n: int) -> Claim:
    """When the n-th opening of a unit starts to serve (2026.5: the middle of 2026)."""
    opening = unit.openings[n]
    service = facts.case.services[facts.service_index[unit.service]]
    lead = estimated(
        facts,
        f"{key}/lead",
        Text("месеци от договора до първия потребител", "months from contract to first user"),
        planning_of(service).lead_months,
        "service_values.csv",
        (unit.service, "lead_months"),
    )
    name = unit_name(facts, unit)
    what = Text(f"започва работа: {name.bg}, размер {opening.size}", f"starts: {name.en}, size {opening.size}")
    return _start(facts, key, what, opening.period, opening.first_service_period, lead)


def change_start_claim(facts: Facts, key: str, unit: PlanUnit, made: MadeChange) -> Claim:
    """When a change takes effect."""
    lead = change_value(
        facts, key, unit, made, "lead_months", Text("месеци от договора до промяната", "months from contract to effect")
    )
    name = unit_name(facts, unit)
    what = Text(f"промяната влиза в сила: {name.bg}", f"the change takes effect: {name.en}")
    return _start(facts, key, what, made.period, made.first_service_period, lead)


def _start(facts: Facts, key: str, what: Text, contracted: int, serves: int, lead: Claim) -> Claim:
    year = facts.case.periods[contracted].contract_year
    signed = decided(
        f"{key}/signed",
        Text(f"договор: началото на {year} г.", f"contract: the start of {year}"),
        float(year),
        YEAR,
        Text(
            f"планът го подписва през {period_name(facts, contracted)} г.; приема се средната година на периода",
            f"the plan signs it in {period_name(facts, contracted)}; the middle year of the period is taken",
        ),
    )
    words = Text(
        f"служи от {period_name(facts, serves)} г.: започва най-късно в началото на последната година на периода",
        f"it serves {period_name(facts, serves)} and later: by the beginning of that period's last year it is at work",
    )
    return computed(key, what, "start", [signed, lead], YEAR, words)


def years_claim(facts: Facts, key: str, start: Claim, t: int) -> Claim:
    """Years of running cost in a period of what starts then."""
    period = facts.case.periods[t]
    ends = [
        chosen(facts, f"{key}/{name}", words, float(year), YEAR, "periods")
        for name, words, year in (
            ("last", Text("последна година на периода", "last year of the period"), period.last_year),
            ("first", Text("първа година на периода", "first year of the period"), period.first_year),
        )
    ]
    what = Text(
        f"години на издръжка през {period_name(facts, t)} г.", f"years of running cost in {period_name(facts, t)}"
    )
    return computed(key, what, "years_left", [start, *ends], YEARS, SILENT)
