"""Claims about a unit: every number that the map and units.csv have of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping.evidence.changes import CHANGE_FIGURES, change_key
from mapping.evidence.claim import Claim
from mapping.evidence.costs import cost_claim, own_change, paid_claim, payment_key, staff_claim
from mapping.evidence.facts import Facts
from mapping.evidence.makers import stated
from mapping.evidence.measures import PLACES
from mapping.evidence.places import places_claim, start_claim, unit_name
from mapping.evidence.serving import assigned_key, mean_minutes, settlements_served, units_in_service, users_claim
from mapping.plan import PlanUnit
from mapping.words import Text

PERIODICAL = ("places", "units", "users", "capital_paid", "running_paid")
"""What a unit has for every period."""


def unit_key(unit: str, quantity: str, period: str | None = None) -> str:
    """The key of one of a unit's numbers."""
    return "/".join(filter(None, ("unit", unit, quantity, period)))


def unit_keys(facts: Facts) -> Iterator[str]:
    """The numbers of all units, and the persons whom they serve."""
    for unit in facts.plan.units:
        yield from unit_keys_of(facts, unit)
    for visit in facts.plan.served:
        yield assigned_key(facts, visit)


def unit_keys_of(facts: Facts, unit: PlanUnit) -> tuple[str, ...]:
    """The numbers of one unit, each once."""
    new_teams = unit.kind == "mobile" and unit.state == "new"
    quantities = [name for name in PERIODICAL if not (name == "places" and new_teams)]
    keys = [unit_key(unit.id, name, period) for period in facts.periods for name in quantities]
    figures = ["settlements_served", "lon", "lat", *(f"starts.{n}" for n in range(len(unit.openings)))]
    if unit.staff is not None:
        figures.append("staff")
    if facts.visits.get((unit.id, facts.last)):
        figures.append("mean_minutes")
    if not new_teams and has_range(facts, unit):
        figures += ["places_low", "places_high"]
    if unit.openings or own_change(unit) is not None:
        figures += ["capital", "running"]
    keys += [unit_key(unit.id, name) for name in figures]
    keys += [payment_key(facts, unit, payment) for payment in unit.money]
    if unit.change is not None and unit.state != "transformed":
        keys += [change_key(unit.id, name) for name in CHANGE_FIGURES]
    return tuple(dict.fromkeys(keys))


def has_range(facts: Facts, unit: PlanUnit) -> bool:
    """Whether the places of the last period come from a table."""
    made = unit.change
    if unit.state == "new":
        return True
    if made is not None and made.first_service_period <= facts.last:
        return made.service is None or unit.state == "transformed"
    known = facts.known.get(unit.id)
    year = facts.plan.periods[facts.last].last_year
    return known is not None and any(step.year <= year for step in known.places)


def unit_claim(facts: Facts, unit_id: str, quantity: str, period: str | None) -> Claim:
    """One of a unit's numbers; KeyError where it has no such number."""
    unit = facts.unit[unit_id]
    key = unit_key(unit_id, quantity, period)
    if quantity.startswith("starts."):
        return start_claim(facts, key, unit, int(quantity.partition(".")[2]))
    if period is not None:
        return _OF_PERIOD[quantity](facts, key, unit, facts.periods[period])
    return _OF_UNIT[quantity](facts, key, unit)


def _places(facts: Facts, key: str, unit: PlanUnit, t: int) -> Claim:
    if unit.kind == "mobile" and unit.state == "new":
        raise KeyError(key)
    return places_claim(facts, key, unit, t)


def _end(facts: Facts, key: str, unit: PlanUnit, end: str) -> Claim:
    name = unit_name(facts, unit)
    words = {
        "low": Text("долна граница на местата", "low end of the places"),
        "high": Text("горна граница на местата", "high end of the places"),
    }[end]
    places = places_claim(facts, f"{key}/places", unit, facts.last)
    value = getattr(places, end)
    if value is None:
        raise KeyError(key)
    what = Text(f"{words.bg} през последния период: {name.bg}", f"{words.en} in the last period: {name.en}")
    return Claim(
        key,
        what,
        value,
        PLACES,
        "computed",
        Text("от обхвата на местата", "from the range of the places"),
        (places,),
        operation="low" if end == "low" else "high",
        assumed=places.assumed,
    )


def _degree(facts: Facts, key: str, unit: PlanUnit, column: str) -> Claim:
    place = facts.settlement[unit.settlement]
    axis = {"lat": Text("географска ширина", "latitude"), "lon": Text("географска дължина", "longitude")}[column]
    what = Text(f"{axis.bg} на {place.label.bg}", f"{axis.en} of {place.label.en}")
    return stated(facts, key, what, getattr(place, column), Text("°", "°"), "settlements.csv", (place.ekatte,), column)


_OF_PERIOD: dict[str, Callable[[Facts, str, PlanUnit, int], Claim]] = {
    "places": _places,
    "units": units_in_service,
    "users": users_claim,
    "capital_paid": lambda facts, key, unit, t: paid_claim(facts, key, unit, t, "capital"),
    "running_paid": lambda facts, key, unit, t: paid_claim(facts, key, unit, t, "running"),
}
_OF_UNIT: dict[str, Callable[[Facts, str, PlanUnit], Claim]] = {
    "capital": lambda facts, key, unit: cost_claim(facts, key, unit, "capital"),
    "running": lambda facts, key, unit: cost_claim(facts, key, unit, "running"),
    "staff": staff_claim,
    "settlements_served": settlements_served,
    "mean_minutes": mean_minutes,
    "places_low": lambda facts, key, unit: _end(facts, key, unit, "low"),
    "places_high": lambda facts, key, unit: _end(facts, key, unit, "high"),
    "lon": lambda facts, key, unit: _degree(facts, key, unit, "lon"),
    "lat": lambda facts, key, unit: _degree(facts, key, unit, "lat"),
}
