"""What is within reach: the standard of a service in minutes and in kilometres, and the catchment of a unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue import Service
from mapping.catalogue.types import Planning
from mapping.instance.case import Case
from mapping.instance.types import Facility, IntArray


def planning_of(service: Service) -> Planning:
    """The planning values of a planned service."""
    if service.planning is None:
        raise ValueError(f"{service.id} is not planned")
    return service.planning


def standard_of(case: Case, service: Service) -> tuple[float, float]:
    """Longest acceptable one-way travel for `service` in minutes and km,
    as the scenario or the catalogue says.
    """
    planning = planning_of(service)
    changed = case.scenario.keys.standards.get(service.id)
    minutes, km = planning.standard_minutes.central, planning.standard_km.central
    if changed is not None:
        minutes = changed.minutes if changed.minutes is not None else minutes
        km = changed.km if changed.km is not None else km
    return minutes, km


def within_reach(
    case: Case, service: Service, facilities: Sequence[Facility], municipality_of: IntArray
) -> NDArray[np.bool_]:
    """Whether each settlement is inside the standard and the catchment of each of these facilities of `service`,
    shape (settlements, facilities); whether there is need plays no part.
    """
    units = {unit.id: unit for unit in case.region.units}
    limit_minutes, limit_km = standard_of(case, service)
    at = np.array([facility.settlement for facility in facilities], dtype=np.int64)
    within: NDArray[np.bool_] = (case.travel.minutes[:, at] <= limit_minutes) & (case.travel.km[:, at] <= limit_km)
    for column, facility in enumerate(facilities):
        catchment = units[facility.unit].catchment if facility.unit is not None else service.catchment
        if catchment == "municipality":
            within[:, column] &= municipality_of == municipality_of[facility.settlement]
    return within
