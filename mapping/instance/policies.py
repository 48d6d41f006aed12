"""What a scenario and its region state for the whole region: floors of coverage, staff, inter-municipal units."""

from __future__ import annotations

import numpy as np

from mapping.instance.case import Case
from mapping.instance.reach import within_reach
from mapping.instance.types import Facility, FloatArray, Labour, NeedFloor, ReachFloor, Sharing
from mapping.scenario import CoverageFloor


def need_floors(case: Case) -> tuple[NeedFloor, ...]:
    """The floors of the scenario that count persons, one for each scope."""
    floors = []
    for number, floor in enumerate(case.scenario.keys.coverage, start=1):
        if floor.of == "need":
            listed = np.isin(np.arange(len(case.services)), _services(case, floor.services))
            counted = case.needs.part(floor.group) if floor.group is not None else np.ones((1, len(case.services), 1))
            for scope, inside in _scopes(case, floor):
                parts = np.broadcast_to(counted, case.needs.milli.shape) * listed[None, :, None] * inside[:, None, None]
                floors.append(NeedFloor(f"{number}.{scope}", floor.share, first_period(case, floor.by), parts))
    return tuple(floors)


def reach_floors(case: Case, facilities: tuple[Facility, ...]) -> tuple[ReachFloor, ...]:
    """The floors of the scenario that count territory, settlements or municipalities (each at its first settlement),
    one for each scope.
    """
    floors = []
    for number, floor in enumerate(case.scenario.keys.coverage, start=1):
        if floor.of == "municipalities":
            near = _standing_in(case, facilities, _services(case, floor.services))
            first = {place.municipality: place.ekatte for place in reversed(case.region.settlements)}
            each = [float(place.ekatte == first[place.municipality]) for place in case.region.settlements]
        elif floor.of != "need":
            near = _near(case, facilities, _services(case, floor.services))
            each = [1.0 if floor.of == "settlements" else place.area_decares for place in case.region.settlements]
        if floor.of != "need":
            for scope, inside in _scopes(case, floor):
                name, amounts = f"{number}.{scope}", np.array(each) * inside
                floors.append(ReachFloor(name, floor.share, first_period(case, floor.by), amounts, near))
    return tuple(floors)


def labour(case: Case) -> Labour | None:
    """The posts that can be filled in each municipality, and who may commute where; None where the region says nothing.

    People commute between municipalities whose seats are at most `commuting_minutes` apart.
    """
    region = case.region
    rate, longest = region.parameters.get("staff_per_1000"), region.parameters.get("commuting_minutes")
    if rate is None or longest is None:
        return None
    people = dict.fromkeys((m.code for m in region.municipalities), 0)
    for place in region.settlements:
        persons = place.persons
        people[place.municipality] += persons["age_15_29"] + persons["age_30_44"] + persons["age_45_64"]
    index = {place.ekatte: i for i, place in enumerate(region.settlements)}
    seats = [index[municipality.seat] for municipality in region.municipalities]
    near = case.travel.minutes[np.ix_(seats, seats)] <= longest.central
    np.fill_diagonal(near, True)
    ways = tuple((int(one), int(other)) for one, other in np.argwhere(near))
    return Labour(np.array(list(people.values())) * rate.central / 1000, ways)


def sharing(case: Case) -> Sharing | None:
    """What the scenario asks of inter-municipal units."""
    asked = case.scenario.keys.inter_municipal
    if asked is None:
        return None
    by = case.periods[-1].last_year if asked.by is None else asked.by
    return Sharing(asked.units, asked.persons, frozenset(_services(case, asked.services)), first_period(case, by))


def first_period(case: Case, year: int) -> int:
    """The first period that ends in `year` or later; as many as there are periods where none does."""
    return next((t for t, period in enumerate(case.periods) if period.last_year >= year), len(case.periods))


def _services(case: Case, listed: tuple[str, ...]) -> list[int]:
    return [s for s, service in enumerate(case.services) if not listed or service.id in listed]


def _scopes(case: Case, floor: CoverageFloor) -> list[tuple[str, FloatArray]]:
    """(name, 1 for each settlement inside) of every scope for which the floor holds by itself."""
    homes = np.array([place.municipality for place in case.region.settlements])
    planned = [m.code for m in case.region.municipalities if case.region.edits.plans_for(m.code)]
    if floor.municipality is None and not floor.each_municipality:
        return [("region", np.isin(homes, planned).astype(float))]
    codes = planned if floor.each_municipality else [floor.municipality]
    return [(str(code), (homes == code).astype(float)) for code in codes]


def _standing_in(case: Case, facilities: tuple[Facility, ...], services: list[int]) -> tuple[tuple[int, ...], ...]:
    """For each settlement the facilities of `services` in its municipality."""
    homes = [place.municipality for place in case.region.settlements]
    found: dict[str, list[int]] = {code: [] for code in homes}
    for f, facility in enumerate(facilities):
        if facility.service in services:
            found[homes[facility.settlement]].append(f)
    return tuple(tuple(found[code]) for code in homes)


def _near(case: Case, facilities: tuple[Facility, ...], services: list[int]) -> tuple[tuple[int, ...], ...]:
    """For each settlement the facilities of `services` that reach it."""
    index = {m.code: m_at for m_at, m in enumerate(case.region.municipalities)}
    municipality_of = np.array([index[place.municipality] for place in case.region.settlements], dtype=np.int64)
    found: list[list[int]] = [[] for _ in case.region.settlements]
    for s in services:
        mine = [f for f, facility in enumerate(facilities) if facility.service == s]
        within = within_reach(case, case.services[s], [facilities[f] for f in mine], municipality_of)
        for i, column in np.argwhere(within).tolist():
            found[i].append(mine[column])
    return tuple(tuple(near) for near in found)
