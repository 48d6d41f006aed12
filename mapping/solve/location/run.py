"""From a case that is a pure location problem to its plan; None where it is not."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from mapping.instance import Case, Location, location_of
from mapping.plan import Plan, StageStatus
from mapping.scenario import Stage
from mapping.solve.location.context import Context, Found
from mapping.solve.location.dispatch import Apart, Way, solve_location, way_of
from mapping.solve.location.plan import plan_of
from mapping.solve.location.trouble import check_possible
from mapping.solve.outcome import Progress, relative_gap
from mapping.solve.stages import PROVEN, Reporter, StageResult


@dataclass(frozen=True, slots=True)
class LocationSolution:
    """The plan and how each stage went."""

    plan: Plan
    stages: tuple[StageResult, ...]


class LocationRun:
    """A location problem on its way to a plan."""

    def __init__(self, case: Case, location: Location, way: Way) -> None:
        """`way` is how `location` (of `case`) will be solved."""
        self._case, self._location, self.way = case, location, way
        self._context = Context(case.scenario.keys.solver.seed, self._progress)
        self._report: Reporter | None = None
        # Where nobody need be unmet, that stage needs no search and is passed over.
        self._skipped = len(location.stages) - 1 if way in ("median", "center") else 0

    @classmethod
    def of(cls, case: Case) -> LocationRun | None:
        """The case as a location problem; None where it is more, or asks for what only the general model can."""
        location = location_of(case)
        way = way_of(location) if location is not None else None
        return cls(case, location, way) if location is not None and way is not None else None

    def cancel(self) -> None:
        """Stop with the best plan so far; safe from another thread or a signal handler."""
        self._context.cancel()

    def solve(self, solver: str, report: Reporter | None = None) -> LocationSolution:
        """Solve every stage.

        Raises:
            InfeasibleError: no plan satisfies the scenario.
            NoPlanError: a stage ended before it had a plan.
        """
        case, location = self._case, self._location
        self._report = report
        check_possible(case, location)
        began = time.perf_counter()
        found = solve_location(location, self.way, self._apart(), self._context)
        seconds = time.perf_counter() - began
        results = tuple(
            self._result(stage, one, seconds / len(found)) for stage, one in zip(location.stages, found, strict=True)
        )
        return LocationSolution(plan_of(case, location, found[-1], results, self._context.size, solver), results)

    def _apart(self) -> Apart | None:
        if self.way != "dispersion":
            return None
        minutes, site = self._case.travel.minutes, self._location.site
        both = np.minimum(minutes, minutes.T)
        others = both[~np.eye(len(both), dtype=bool)]
        others = others[np.isfinite(others)]
        return Apart(both[np.ix_(site, site)], float(others.max()) if len(others) else 0.0)

    def _result(self, stage: Stage, found: Found, seconds: float) -> StageResult:
        gap = relative_gap(found.value, found.bound)
        status: StageStatus = "optimal"
        if gap > PROVEN:
            status = "within_gap" if gap <= stage.gap + PROVEN else "time_limit"
            if status == "time_limit" and self._context.stop.is_set():
                status = "cancelled"
        minimise = stage.objective != "spread"
        nodes = self._context.nodes
        return StageResult(stage.objective, minimise, found.value, found.bound, gap, status, nodes, seconds)

    def _progress(self, number: int, progress: Progress) -> None:
        if self._report is not None:
            at = number + self._skipped
            self._report(at, self._location.stages[at - 1].objective, progress)
