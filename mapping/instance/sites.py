"""Which settlements may be sites of a service, and which sites are near each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue import Planning, Service
from mapping.instance.case import Case
from mapping.instance.types import Apart, Beside, Facility
from mapping.scenario import Pairing, Spacing


def fit_settlements(case: Case, service: Service, planning: Planning) -> NDArray[np.bool_]:
    """Whether each settlement meets the site needs of `service`, shape (settlements,).

    Enough inhabitants at the census, or the service's facility there (within `facility_minutes`, where the service has
    them); every settlement where the scenario leaves the rule out. In a points region: whether the point is a site.
    """
    places = case.region.settlements
    if planning.site_sizes is not None:
        return np.array([place.ekatte in planning.site_sizes for place in places], dtype=bool)
    if not case.scenario.keys.rules.site_needs:
        return np.ones(len(places), dtype=bool)
    fit = np.array([place.population_2021 >= planning.min_population.central for place in places], dtype=bool)
    with_facility = {f.ekatte for f in case.region.facilities if f.facility == service.site_facility}
    at = [i for i, place in enumerate(places) if place.ekatte in with_facility]
    fit[at] = True
    if planning.facility_minutes is not None and at:
        fit |= (case.travel.minutes[at, :] <= planning.facility_minutes.central).any(axis=0)
    return fit


def too_near(case: Case, spacing: Spacing, facilities: tuple[Facility, ...]) -> Apart | None:
    """The sites of a spaced service whose settlements are too near; None where the service is not planned here."""
    mine = _sites_of(case, spacing.service, facilities)
    if mine is None:
        return None
    at = [facilities[f].settlement for f in mine]
    near = np.zeros((len(mine), len(mine)), dtype=bool)
    for limit, travel in ((spacing.minutes, case.travel.minutes), (spacing.km, case.travel.km)):
        if limit is not None:
            way = travel[np.ix_(at, at)]
            near |= np.minimum(way, way.T) < limit
    near &= np.not_equal.outer(at, at)
    new = np.array([facilities[f].is_new for f in mine], dtype=bool)
    both = [(mine[a], mine[b]) for a, b in np.argwhere(np.triu(near & new & new[:, None])).tolist()]
    one = [(mine[a], mine[b]) for a, b in np.argwhere(near & new[:, None] & ~new).tolist()]
    return Apart(spacing.service, tuple(both), tuple(one))


def near_enough(case: Case, pairing: Pairing, facilities: tuple[Facility, ...]) -> Beside | None:
    """What stands or may stand near the sites of a paired service; None where the service is not planned here."""
    mine = _sites_of(case, pairing.service, facilities)
    if mine is None:
        return None
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    others = _sites_of(case, pairing.beside, facilities)
    # Units of a service that is not planned here have no place among the facilities, but they stand.
    outside = [] if others is not None else [unit for unit in case.region.units if unit.service == pairing.beside]
    near: dict[int, tuple[int, ...]] = {}
    units: dict[int, tuple[str, ...]] = {}
    for f in mine:
        if not facilities[f].is_new:
            continue
        minutes = case.travel.minutes[facilities[f].settlement]
        near[f] = tuple(g for g in others or () if minutes[facilities[g].settlement] <= pairing.minutes)
        units[f] = tuple(unit.id for unit in outside if minutes[index[unit.ekatte]] <= pairing.minutes)
    places = {unit.id: tuple(unit.places_in(period.last_year) for period in case.periods) for unit in outside}
    return Beside(pairing.service, pairing.beside, near, units, places)


def _sites_of(case: Case, service: str, facilities: tuple[Facility, ...]) -> list[int] | None:
    """The facilities of a service; None where it is not planned in this run."""
    planned = [s for s, planned in enumerate(case.services) if planned.id == service]
    return [f for f, facility in enumerate(facilities) if facility.service in planned] if planned else None
