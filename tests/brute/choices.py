"""The choices of whole units: which sizes may be contracted where and when, and what becomes of existing units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from brute.tables import on, place_of, planning, serves_from, service_of, signed
from mapping.catalogue import Service
from mapping.instance import Case
from mapping.region import ExistingUnit, UnitChange

Kind = tuple[int, int]
"""A size and the period of its contract."""


@dataclass(frozen=True)
class Site:
    """A settlement where units of a service may stand: how many at most, and which sizes when."""

    service: int
    at: int
    kinds: tuple[Kind, ...]
    most: int
    required: bool

    def choices(self) -> list[tuple[int, ...]]:
        """Numbers of each kind."""
        counts = [c for c in product(range(self.most + 1), repeat=len(self.kinds)) if sum(c) <= self.most]
        return [c for c in counts if sum(c) >= 1 or not self.required]


@dataclass(frozen=True)
class Built:
    """Units of one size at one site: contracted in a period, in service from another on."""

    site: int
    service: int
    at: int
    size: int
    contracted: int
    start: int
    number: int


def kinds_of(case: Case, service: Service) -> tuple[Kind, ...]:
    """Sizes that the law and the scenario allow, in periods in which contracts are signed and that are early enough."""
    keys, plan = case.scenario.keys, planning(service)
    lawful = []
    for k, size in enumerate(plan.sizes):
        places = None if size.places is None else size.places.central
        limits = keys.sizes.get(service.id) if on(case, "size_limits") else None
        fits = limits is None or places is None or service.kind == "mobile"
        if not fits and limits is not None and places is not None:
            fits = (limits.least is None or places >= limits.least) and (limits.most is None or places <= limits.most)
        law = plan.legal_places if on(case, "legal_size") else None
        if fits and (law is None or places is None or places <= law.central):
            lawful.append(k)
    lead = plan.lead_months.central
    return tuple((k, t) for k in lawful for t in signed(case) if serves_from(case, t, lead) is not None)


def meets_needs(case: Case, service: Service, i: int) -> bool:
    """Whether settlement i is large enough for a site, or the service's facility is there (near enough)."""
    plan, place = planning(service), case.region.settlements[i]
    if not on(case, "site_needs") or place.population_2021 >= plan.min_population.central:
        return True
    for facility in case.region.facilities:
        if facility.facility == service.site_facility:
            at = place_of(case, facility.ekatte)
            near = plan.facility_minutes
            if at == i or (near is not None and case.travel.minutes[at, i] <= near.central):
                return True
    return False


def sites(case: Case) -> list[Site]:
    keys = case.scenario.keys
    decided = {(c.service, c.settlement): c.status for c in keys.sites.choices} if on(case, "site_status") else {}
    found = []
    for s, service in enumerate(case.services):
        kinds = kinds_of(case, service)
        most = keys.sites.teams_per_site if service.kind == "mobile" else keys.sites.units_per_site
        for i, place in enumerate(case.region.settlements):
            status = decided.get((service.id, place.ekatte))
            if status in ("required", "candidate") or (status is None and meets_needs(case, service, i)):
                found.append(Site(s, i, kinds, most, status == "required"))
    return found


@dataclass(frozen=True)
class Old:
    """What stands of an existing unit, or of what it `becomes` by a change (its code)."""

    unit: str
    becomes: str | None
    service: int | None
    at: int
    catchment: str


@dataclass(frozen=True)
class Made:
    """A change of an existing unit: contracted in a period, in effect from another on."""

    unit: ExistingUnit
    change: UnitChange
    contracted: int
    start: int

    @property
    def service(self) -> str:
        """The service that pays."""
        return self.change.service or self.unit.service


Fate = Made | None
"""What becomes of an existing unit: one change, or none."""


@dataclass(frozen=True)
class Standing:
    """A whole choice: what is built, which changes are made, and the places of existing units by period."""

    new: tuple[Built, ...]
    made: tuple[Made, ...]
    places: Mapping[Old, tuple[float, ...]]
    added: Mapping[Old, tuple[float, ...]]
    """Of these, the places that would not be there without the changes."""


def tables_places(unit: ExistingUnit, year: int) -> float:
    """Places by the tables in a year."""
    steps = [step for step in unit.places if step.year <= year]
    return max(steps, key=lambda step: step.year).places.central if steps else 0.0


def olds(case: Case) -> list[Old]:
    """Existing units, and all that they may become."""
    found = []
    for unit in case.region.units:
        at = place_of(case, unit.ekatte)
        found.append(Old(unit.id, None, service_of(case, unit.service), at, unit.catchment))
        for change in unit.changes:
            if change.service is not None:
                found.append(Old(unit.id, change.id, service_of(case, change.service), at, unit.catchment))
    return found


def _is_lawful(case: Case, unit: ExistingUnit, change: UnitChange) -> bool:
    """A unit does not grow, nor become another, beyond the law; one that shrinks may stay above it."""
    service = change.service or unit.service
    planning = next((s.planning for s in case.services if s.id == service), None)
    law = planning.legal_places if planning is not None and on(case, "legal_size") else None
    return law is None or change.kind in ("shrink", "close") or change.places.central <= law.central


def fates(case: Case, unit: ExistingUnit) -> list[Fate]:
    """What may become of a unit: what its rows allow and the scenario does not forbid; what it requires must."""
    keys = case.scenario.keys
    if not on(case, "existing_units"):
        return [None]
    decided = {choice.change: choice.status for choice in keys.changes if choice.unit == unit.id}
    today = tables_places(unit, case.periods[0].first_year - 1)
    found: list[Fate] = []
    for change in unit.changes:
        planned = unit.service in [service.id for service in case.services]
        known = planned or case.region.catalogue.service(unit.service).planning is None
        known &= change.service is None or service_of(case, change.service) is not None
        nothing = unit.state == "committed" or today == 0 or (not change.service and today == change.places.central)
        if known and not nothing and decided.get(change.id) != "forbidden" and _is_lawful(case, unit, change):
            for t in signed(case):
                start = serves_from(case, t, change.lead_months.central)
                if start is not None:
                    found.append(Made(unit, change, t, start))
    required = [change for change, status in decided.items() if status == "required"]
    if not required:
        return [None, *found]
    # A unit changes once: of two changes that are required one cannot be made.
    return [fate for fate in found if fate is not None and [fate.change.id] == required]


def standing(case: Case, new: tuple[Built, ...], made: tuple[Made, ...]) -> Standing:
    """The places of existing units, and of what they become, after these changes."""
    places: dict[Old, tuple[float, ...]] = {}
    added: dict[Old, tuple[float, ...]] = {}
    for old in olds(case):
        unit = next(unit for unit in case.region.units if unit.id == old.unit)
        mine = next((one for one in made if one.unit.id == unit.id), None)
        here, more = [], []
        for t, period in enumerate(case.periods):
            now = tables_places(unit, period.last_year) if old.becomes is None else 0.0
            after = now
            if mine is not None and mine.start <= t:
                if old.becomes is None:
                    after = 0.0 if mine.change.service else mine.change.places.central
                elif old.becomes == mine.change.id:
                    after = mine.change.places.central
            here.append(after)
            more.append(max(0.0, after - now))
        places[old], added[old] = tuple(here), tuple(more)
    return Standing(new, made, places, added)


def count_choices(case: Case) -> int:
    counts = [len(site.choices()) for site in sites(case)] + [len(fates(case, unit)) for unit in case.region.units]
    return int(np.prod(counts, dtype=float))


def all_choices(case: Case, possible: list[Site]) -> Iterator[Standing]:
    every = [
        [one for one in chosen if one is not None] for chosen in product(*(fates(case, u) for u in case.region.units))
    ]
    for choice in product(*(site.choices() for site in possible)):
        new = built(case, possible, choice)
        for made in every:
            yield standing(case, new, made)


def built(case: Case, possible: list[Site], choice: tuple[tuple[int, ...], ...]) -> tuple[Built, ...]:
    """The units of a choice: for every site the number of each of its kinds."""
    found = []
    for n, (site, counts) in enumerate(zip(possible, choice, strict=True)):
        lead = planning(case.services[site.service]).lead_months.central
        for (k, contracted), number in zip(site.kinds, counts, strict=True):
            start = serves_from(case, contracted, lead)
            if number and start is not None:
                found.append(Built(n, site.service, site.at, k, contracted, start, number))
    return tuple(found)
