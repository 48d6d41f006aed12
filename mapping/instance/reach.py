"""What is within reach: the standard of a service in minutes and in kilometres, and the catchment of a unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue import Service
from mapping.instance.case import Case
from mapping.instance.standards import standard_of
from mapping.instance.types import Facility, IntArray


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
