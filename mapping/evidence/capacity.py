"""Places, units and teams by service, as the map's table and marks and services.csv show them; residents."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.catalogue.rows import Kind
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import computed, decided, stated, stub
from mapping.evidence.measures import COUNT, NONE, PERSONS, PLACES
from mapping.evidence.places import unit_name
from mapping.plan import PlanUnit
from mapping.words import Text, day

ALL = "all"
KINDS: dict[Kind, Text] = {
    "residential": Text("резидентни", "residential"),
    "centre": Text("центрове", "centres"),
    "mobile": Text("мобилни екипи", "mobile teams"),
}
STATES = {
    "existing": Text("съществуващи", "existing"),
    "committed": Text("договорени или в изграждане", "committed"),
    "transformed": Text("преобразувани", "transformed"),
    "new": Text("нови", "new"),
}


def capacity_keys(facts: Facts) -> Iterator[str]:
    """Places and units by service; the marks on the map; residents."""
    shown = dict.fromkeys([*facts.service_index, *(unit.service for unit in facts.plan.units)])
    for service in shown:
        yield f"service/{service}/number"
        yield from (f"map/{service}/{name}" for name in ("now", "committed", "new", "units"))
        for t in range(len(facts.plan.periods)):
            for state in STATES:
                yield f"service/{service}/{period_word(facts, t)}/{state}_places"
            yield from (f"service/{service}/{period_word(facts, t)}/{name}" for name in ("new_units", "new_teams"))
    yield from (f"units/{kind}" for kind in (*KINDS, ALL))
    for ekatte in facts.settlement:
        yield from (f"settlement/{ekatte}/{name}" for name in ("population_2013", "population_2021"))
    marks = {(u.settlement, u.service, u.state) for u in facts.plan.units if u.places[-1] or u.units_in_service[-1]}
    for settlement, service, state in sorted(marks):
        yield from (f"mark/{settlement}/{service}/{state}/{name}" for name in ("places", "units"))


def service_claim(facts: Facts, service: str, t: int, figure: str) -> Claim:
    """Places of a service by state, new units and new teams in a period."""
    name, period = facts.service_name[service], period_name(facts, t)
    key = f"service/{service}/{period_word(facts, t)}/{figure}"
    if figure.endswith("_places"):
        state = figure.removesuffix("_places")
        what = Text(
            f"места в звена ({STATES[state].bg}), „{name.bg}“, {period} г.",
            f"places in {STATES[state].en} units, “{name.en}”, {period}",
        )
        units = [u for u in facts.plan.units if u.service == service and u.state == state]
        teams = state == "new" and facts.case.region.catalogue.service(service).kind == "mobile"
        return _sum_of_units(facts, key, what, units if not teams else [], t, "places")
    kind = facts.case.region.catalogue.service(service).kind
    words = {
        "new_units": Text("нови резидентни звена и центрове", "new residential units and centres"),
        "new_teams": Text("нови мобилни екипи", "new mobile teams"),
    }[figure]
    what = Text(f"{words.bg}, „{name.bg}“, {period} г.", f"{words.en}, “{name.en}”, {period}")
    units = [
        u
        for u in facts.plan.units
        if u.service == service and u.state == "new" and (kind == "mobile") == (figure == "new_teams")
    ]
    return _sum_of_units(facts, key, what, units, t, "units")


def _sum_of_units(facts: Facts, key: str, what: Text, units: list[PlanUnit], t: int, quantity: str) -> Claim:
    unit_of = PLACES if quantity == "places" else COUNT
    parts = [
        stub(f"unit/{unit.id}/{quantity}/{period_word(facts, t)}", unit_name(facts, unit), float(value), unit_of)
        for unit in units
        if (value := (unit.places if quantity == "places" else unit.units_in_service)[t])
    ]
    if not parts:
        return decided(key, what, 0.0, unit_of, Text("няма такива", "there are none"))
    return computed(key, what, "sum", parts, unit_of, Text("по звена", "by unit"))


def map_claim(facts: Facts, service: str, column: str) -> Claim:
    """A cell of the table on the printed map: the last period; what an enlargement adds counts as new places."""
    words = {
        "now": Text("места сега", "places now"), "committed": Text("договорени и в изграждане", "committed"),
        "new": Text("нови места", "new places"), "units": Text("нови единици", "new units"),
    }[column]  # fmt: skip
    name, key = facts.case.region.catalogue.service(service).name, f"map/{service}/{column}"
    what = Text(f"таблица на картата, {words.bg}: {name.bg}", f"table of the map, {words.en}: {name.en}")
    last, period = facts.last, period_word(facts, facts.last)
    mine = [unit for unit in facts.plan.units if unit.service == service]
    if column == "units":
        return _sum_of_units(facts, key, what, [u for u in mine if u.state == "new"], last, "units")
    parts = []
    for unit in mine:
        today = facts.known[unit.id].places_in(facts.plan.periods[last].last_year) if unit.id in facts.known else 0
        added = max(0, unit.places[last] - today) if unit.change is not None and unit.id in facts.known else 0
        counted = {
            "now": unit.places[last] - added if unit.state == "existing" else 0,
            "committed": unit.places[last] - added if unit.state == "committed" else 0,
            "new": unit.places[last] if unit.state in ("new", "transformed") else added,
        }[column]
        if counted:
            whole = stub(f"unit/{unit.id}/places/{period}", unit_name(facts, unit), float(unit.places[last]), PLACES)
            parts.append(
                whole
                if counted == unit.places[last]
                else _part_of(facts, f"{key}/{unit.id}", unit, whole, column, float(today))
            )
    if not parts:
        return decided(
            key, what, 0.0, PLACES, Text("няма такива; на картата е тире", "there are none; the map has a dash")
        )
    return computed(key, what, "sum", parts, PLACES, Text("по звена", "by unit"))


def _part_of(facts: Facts, key: str, unit: PlanUnit, whole: Claim, column: str, today: float) -> Claim:
    """The places of an enlarged unit that stand today, or those that are added."""
    name = unit_name(facts, unit)
    if column == "new":
        before = stub(
            f"change/{unit.id}/places_before", Text("местата без разширяването", "the places without it"), today, PLACES
        )
        return computed(
            key,
            Text(f"добавени с разширяване: {name.bg}", f"added by enlargement: {name.en}"),
            "difference",
            [whole, before],
            PLACES,
        )
    before = stub(
        f"change/{unit.id}/places_before",
        Text(f"{name.bg}, без разширяването", f"{name.en}, without its enlargement"),
        today,
        PLACES,
    )
    return computed(key, name, "same", [before], PLACES)


def new_units_claim(facts: Facts, kind: str) -> Claim:
    """New units in service in the last period, of one kind or of all."""
    key = f"units/{kind}"
    if kind == ALL:
        parts = [new_units_claim(facts, one) for one in KINDS]
        told = [
            stub(c.key, words, c.value, COUNT, assumed=False) for c, words in zip(parts, KINDS.values(), strict=True)
        ]
        return computed(key, Text("нови единици на картата", "new units on the map"), "sum", told, COUNT)
    words = next(words for name, words in KINDS.items() if name == kind)
    units = [unit for unit in facts.plan.units if unit.state == "new" and unit.kind == kind]
    return _sum_of_units(
        facts,
        key,
        Text(f"нови единици на картата: {words.bg}", f"new units on the map: {words.en}"),
        units,
        facts.last,
        "units",
    )


def mark_claim(facts: Facts, ekatte: str, service: str, state: str, figure: str) -> Claim:
    """The figure under a mark of the map: places, or units, of one service and state in a settlement."""
    place, name = facts.settlement[ekatte].label, facts.service_name[service]
    words = PLACES if figure == "places" else Text("единици", "units")
    what = Text(
        f"знак на картата, {words.bg}: {name.bg} ({STATES[state].bg}), {place.bg}",
        f"mark on the map, {words.en}: {name.en} ({STATES[state].en}), {place.en}",
    )
    units = [u for u in facts.plan.units if (u.settlement, u.service, u.state) == (ekatte, service, state)]
    return _sum_of_units(facts, f"mark/{ekatte}/{service}/{state}/{figure}", what, units, facts.last, figure)


def number_claim(facts: Facts, service: str) -> Claim:
    """The number of a service on the map."""
    found = facts.case.region.catalogue.service(service)
    what = Text(f"номер на картата: {found.name.bg}", f"number on the map: {found.name.en}")
    return stated(
        facts,
        f"service/{service}/number",
        what,
        float(found.number),
        NONE,
        "services.csv",
        (service,),
        "number",
        note=found.note,
    )


def population_claim(facts: Facts, ekatte: str, column: str) -> Claim:
    """Residents of a settlement at one of the two counts."""
    place = facts.settlement[ekatte]
    when = {"population_2013": facts.case.region.earlier_date, "population_2021": facts.case.region.census_date}[column]
    what = Text(f"{place.label.bg}: жители към {day(when, 'bg')}", f"{place.label.en}: residents on {day(when, 'en')}")
    return stated(
        facts,
        f"settlement/{ekatte}/{column}",
        what,
        float(getattr(place, column)),
        PERSONS,
        "settlements.csv",
        (ekatte,),
        column,
        note=place.note,
    )
