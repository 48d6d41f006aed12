"""Whom units serve: the plan's assignment, and what follows from it."""

from __future__ import annotations

from mapping.evidence.choices import standard_claims
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import computed, decided, persons, stub
from mapping.evidence.measures import COUNT, KM, MINUTES, PERSONS
from mapping.evidence.places import opened, places_claim, start_claim, unit_name
from mapping.evidence.travel import travel_key
from mapping.plan import PlanUnit, Served
from mapping.words import Text

TRIPS = Text("лицеминути", "person-minutes")


def assigned_key(facts: Facts, visit: Served) -> str:
    """The key of the persons of a settlement whom a unit serves in a period."""
    return f"assigned/{visit.settlement}/{visit.unit}/{period_word(facts, visit.period)}"


def assigned_stub(facts: Facts, visit: Served, of: str) -> Claim:
    """How many of a settlement a unit serves, told by the name of the settlement or of the unit (`of`)."""
    name = facts.settlement[visit.settlement].label if of == "settlement" else unit_name(facts, facts.unit[visit.unit])
    return stub(assigned_key(facts, visit), name, persons(visit.milli), PERSONS)


def assigned_claim(facts: Facts, settlement: str, unit_id: str, t: int) -> Claim:
    """Persons of a settlement whom a unit serves in a period: the plan's decision, inside need and standard."""
    unit, place = facts.unit[unit_id], facts.settlement[settlement]
    [visit] = [v for v in facts.visits[unit_id, t] if v.settlement == settlement]
    name, period = unit_name(facts, unit), period_name(facts, t)
    what = Text(
        f"{place.label.bg}: обслужени през {period} г. от: {name.bg}",
        f"{place.label.en}: served in {period} by {name.en}",
    )
    how = Text(
        "разпределението е решение на плана: не повече от потребността, в рамките на стандарта за пътуване и местата",
        "the plan's assignment: no more than the need, inside the standard of travel and the places",
    )
    parts = [
        _need_stub(facts, settlement, unit.service, t),
        *_way_stubs(facts, visit),
        *standard_claims(facts, unit.service),
    ]
    return decided(assigned_key(facts, visit), what, persons(visit.milli), PERSONS, how, parts)


def _need_stub(facts: Facts, settlement: str, service: str, t: int) -> Claim:
    record = facts.needs[settlement, service, t]
    what = Text("потребност на населеното място", "need of the settlement")
    return stub(f"need/{settlement}/{service}/{period_word(facts, t)}", what, persons(record.need_milli), PERSONS)


def _way_stubs(facts: Facts, visit: Served) -> list[Claim]:
    to = facts.unit[visit.unit].settlement
    return [
        stub(
            travel_key(visit.settlement, to, "minutes"),
            Text("пътуване в едната посока", "travel one way"),
            visit.minutes,
            MINUTES,
        ),
        stub(
            travel_key(visit.settlement, to, "km"), Text("разстояние в едната посока", "distance one way"), visit.km, KM
        ),
    ]


def units_in_service(facts: Facts, key: str, unit: PlanUnit, t: int) -> Claim:
    """Units (teams) in service in a period."""
    name = unit_name(facts, unit)
    words = Text("екипи", "teams") if unit.kind == "mobile" and unit.state == "new" else Text("звена", "units")
    what = Text(
        f"{words.bg} в действие през {period_name(facts, t)} г.: {name.bg}",
        f"{words.en} in service in {period_name(facts, t)}: {name.en}",
    )
    if unit.state == "new":
        serving = [(n, o) for n, o in enumerate(unit.openings) if o.first_service_period <= t]
        parts = [opened(facts, f"{key}/{n}", opening) for n, opening in serving]
        if parts:
            return computed(key, what, "sum", parts, COUNT)
        return decided(
            key,
            what,
            0.0,
            COUNT,
            Text("още не работи", "not at work yet"),
            [start_claim(facts, f"{key}/start", unit, 0)],
        )
    how = Text("1, ако има места, иначе 0", "1 where it has places, else 0")
    return decided(
        key, what, float(unit.units_in_service[t]), COUNT, how, [places_claim(facts, f"{key}/places", unit, t)]
    )


def users_claim(facts: Facts, key: str, unit: PlanUnit, t: int) -> Claim:
    """Persons whom a unit serves in a period."""
    name, period = unit_name(facts, unit), period_name(facts, t)
    what = Text(f"потребители през {period} г.: {name.bg}", f"users in {period}: {name.en}")
    visits = facts.visits.get((unit.id, t), ())
    if not visits:
        how = Text("планът не насочва никого към него", "the plan assigns nobody to it")
        if unit.service not in facts.service_index:
            how = Text("услугата не се планира в този сценарий; потребителите ѝ не са оценявани",
                       "this scenario does not plan the service; its users are not estimated")  # fmt: skip
        return decided(key, what, 0.0, PERSONS, how)
    most_first = sorted(visits, key=lambda visit: -visit.milli)
    parts = [assigned_stub(facts, visit, "settlement") for visit in most_first]
    return computed(key, what, "sum", parts, PERSONS, Text("по населени места", "by settlement"), decimals=3)


def settlements_served(facts: Facts, key: str, unit: PlanUnit) -> Claim:
    """From how many settlements a unit has users in the last period."""
    name = unit_name(facts, unit)
    visits = facts.visits.get((unit.id, facts.last), ())
    what = Text(
        f"населени места с потребители през последния период: {name.bg}",
        f"settlements with users in the last period: {name.en}",
    )
    if not visits:
        return decided(
            key, what, 0.0, COUNT, Text("планът не насочва никого към него", "the plan assigns nobody to it")
        )
    return computed(
        key,
        what,
        "count",
        [assigned_stub(facts, visit, "settlement") for visit in visits],
        COUNT,
        Text("брой на изброените", "number of those listed"),
    )


def mean_minutes(facts: Facts, key: str, unit: PlanUnit) -> Claim:
    """Mean travel of a unit's users in the last period."""
    name = unit_name(facts, unit)
    what = Text(
        f"средно пътуване на потребител през последния период: {name.bg}",
        f"mean travel of a user in the last period: {name.en}",
    )
    trips = []
    for visit in facts.visits[unit.id, facts.last]:
        pair = [assigned_stub(facts, visit, "settlement"), _way_stubs(facts, visit)[0]]
        trips.append(
            computed(f"{key}/{visit.settlement}", facts.settlement[visit.settlement].label, "product", pair, TRIPS)
        )
    whole = computed(f"{key}/trips", Text("потребители × минути", "users × minutes"), "sum", trips, TRIPS)
    users = stub(
        f"unit/{unit.id}/users/{period_word(facts, facts.last)}",
        Text("потребители", "users"),
        sum(persons(v.milli) for v in facts.visits[unit.id, facts.last]),
        PERSONS,
    )
    return computed(key, what, "share", [whole, users], MINUTES, decimals=2)
