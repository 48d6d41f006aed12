"""Claims about what becomes of existing units."""

from __future__ import annotations

from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_word
from mapping.evidence.makers import computed, decided, estimated, persons, stub
from mapping.evidence.measures import EURO, EURO_A_YEAR, PERSONS, PLACES, POSTS
from mapping.evidence.places import change_start_claim, change_value, unit_name
from mapping.plan import MadeChange, PlanUnit
from mapping.words import Text

CHANGE_FIGURES = ("places_before", "places_after", "users", "staff", "capital", "running", "starts")

WORDS = {
    "places_before": Text("места през последния период без промяната", "places in the last period without the change"),
    "places_after": Text("места през последния период след промяната", "places in the last period after the change"),
    "users": Text("потребители, които трябва да получат ново място", "users who must have a new place"),
    "staff": Text("допълнителни щатни длъжности", "additional posts"),
    "capital": Text("капиталови разходи за промяната", "capital cost of the change"),
    "running": Text("допълнителна годишна издръжка", "additional running cost a year"),
    "starts": Text("кога промяната влиза в сила", "when the change takes effect"),
}
_UNITS = {"users": PERSONS, "staff": POSTS, "capital": EURO, "running": EURO_A_YEAR}


def change_key(unit: str, figure: str) -> str:
    """The key of a figure of a unit's change."""
    return f"change/{unit}/{figure}"


def change_claim(facts: Facts, unit_id: str, figure: str) -> Claim:
    """A figure of the change that the plan makes of a unit; KeyError where it makes none."""
    unit, key = facts.unit[unit_id], change_key(unit_id, figure)
    made = unit.change
    if made is None or unit.state == "transformed":
        raise KeyError(key)
    name = unit_name(facts, unit)
    what = Text(f"{WORDS[figure].bg}: {name.bg} („{made.id}“)", f"{WORDS[figure].en}: {name.en} (“{made.id}”)")
    if figure == "starts":
        return change_start_claim(facts, key, unit, made)
    if figure == "places_before":
        return _before(facts, key, unit, what)
    if figure == "places_after":
        return _after(facts, key, unit, made, what)
    found = change_value(facts, key, unit, made, figure, WORDS[figure])
    moved = [m for m in facts.plan.moved if m.unit == unit_id and m.period == facts.last] if figure == "users" else []
    parts = [
        decided(f"{key}/{move.to}",
            Text(f"ново място през последния период: {unit_name(facts, facts.unit[move.to]).bg}",
                 f"new place in the last period: {unit_name(facts, facts.unit[move.to]).en}"),
            persons(move.milli), PERSONS, Text("разпределението е решение на плана", "the plan's assignment"),
        )
        for move in moved
    ]  # fmt: skip
    return computed(key, what, "same", [found, *parts], _UNITS[figure])


def _before(facts: Facts, key: str, unit: PlanUnit, what: Text) -> Claim:
    year = facts.plan.periods[facts.last].last_year
    step = [step for step in facts.known[unit.id].places if step.year <= year][-1]
    row = (unit.id, str(step.year))
    since = Text(f"места от {step.year} г. нататък", f"places from {step.year} on")
    return computed(
        key, what, "same", [estimated(facts, f"{key}/table", since, step.places, "unit_places.csv", row)], PLACES
    )


def _after(facts: Facts, key: str, unit: PlanUnit, made: MadeChange, what: Text) -> Claim:
    after = facts.unit[f"{unit.id}.{made.id}"] if made.service is not None else unit
    told = stub(
        f"unit/{after.id}/places/{period_word(facts, facts.last)}", unit_name(facts, after),
        float(after.places[facts.last]), PLACES,
    )  # fmt: skip
    return computed(key, what, "same", [told], PLACES)
