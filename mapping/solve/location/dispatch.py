"""Which way a location problem is solved, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mapping.instance import Location
from mapping.solve.location import capacitated, covering, median
from mapping.solve.location.capacitated import solve_capacitated
from mapping.solve.location.center import solve_center
from mapping.solve.location.context import Context, FloatArray, Found
from mapping.solve.location.covering import nearest, solve_covering
from mapping.solve.location.dispersion import solve_dispersion
from mapping.solve.location.median import solve_median

Way = Literal["capacitated", "covering", "median", "center", "dispersion"]


def way_of(location: Location) -> Way | None:
    """How the problem is solved; None where it is to be stated as any other case.

    A last stage in which only the nearest unit matters may follow `unmet` where everybody can be served.
    """
    objectives = [stage.objective for stage in location.stages]
    if location.capacity is not None:
        return "capacitated" if set(objectives) <= capacitated.OBJECTIVES else None
    if set(objectives) <= covering.OBJECTIVES:
        return "covering"
    if objectives == ["spread"]:
        return "dispersion" if _only_apart(location) else None
    sure = location.everybody or (objectives[0] == "unmet" and _one_reaches_all(location))
    if not sure or objectives[:-1] not in ([], ["unmet"]) or np.isfinite(location.budget):
        return None
    if objectives[-1] in median.OBJECTIVES:
        return "median"
    return "center" if objectives[-1] == "longest_trip" else None


def _only_apart(location: Location) -> bool:
    """Whether two new units or more are asked for, and neither whom they reach nor what they cost plays a part."""
    two = location.least >= 2 or int(location.must[~location.existing].sum()) >= 2
    return two and not location.everybody and not np.isfinite(location.budget)


def _one_reaches_all(location: Location) -> bool:
    """Whether some unit that may stand reaches everybody, so that nobody need be unmet."""
    allowed = location.must | (location.most > int((location.must & ~location.existing).sum()))
    return bool((np.isfinite(location.distance).all(axis=0) & allowed).any())


@dataclass(frozen=True, slots=True)
class Apart:
    """How far sites are apart (sites, sites), and the most that two points of the region are."""

    between: FloatArray
    most: float


def solve_location(location: Location, way: Way, apart: Apart | None, context: Context) -> list[Found]:
    """What each stage found, in order. `apart` is needed for dispersion.

    Raises:
        InfeasibleError: no plan satisfies the scenario.
        NoPlanError: a stage ended before it had a plan.
    """
    if way == "capacitated":
        return solve_capacitated(location, context)
    if way == "covering":
        return solve_covering(location, context)
    *_, last = location.stages
    context.begin(last.seconds)
    if way == "dispersion":
        if apart is None:
            raise ValueError("dispersion needs the distances between sites")
        return [solve_dispersion(location, apart.between, apart.most, context)]
    found = solve_center(location, context) if way == "center" else solve_median(location, last, context)
    before = Found(found.open, nearest(location, found.open), 0.0, 0.0)
    return [before] * (len(location.stages) - 1) + [found]
