"""Solving by parts: prices of what ties the parts, plans of each part at these prices, and joining them.

1. Prices: from the linear relaxation (from nothing, where the programme is too large for it), then from the master's,
   drawn towards the best prices so far (Wentges 1997, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer
   programming", International Transactions in Operational Research 4, 151-162). Each pricing proves a bound and puts
   plans of the parts into the pool.
2. Join: the pool's plans in whole numbers, one for each part.
3. Moves: some parts opened up, the others choosing among their pooled plans: large neighbourhood search (Shaw 1998,
   "Using constraint programming and local search methods to solve vehicle routing problems", CP-98, LNCS 1520,
   417-431). Parts that lose most against the prices are opened most often.

Everything is bounded by nodes and rounds, not by seconds, so that the same inputs give the same plan.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mapping.model import Goal, Program
from mapping.solve.arrays import (
    Arrays,
    Effort,
    FloatArray,
    Found,
    arrays_of,
    cost_of,
    minimise,
    slice_of,
    with_linking_row,
)
from mapping.solve.join import PiecePlan
from mapping.solve.outcome import Outcome, Progress, SolveStatus, feasibility, relative_gap
from mapping.solve.prices import joint_of
from mapping.solve.seam import Seam, find_seam
from mapping.solve.search import Search, Terms
from mapping.solve.wide import VERY_LARGE, Circumstances, reassigned, solve_wide

RELAXED_WHOLE = 400_000
"""Programmes with more columns get their first prices from the parts, not from the whole linear relaxation."""


class PartSolver:
    """Knows the programme's parts; holds goals while others are improved. Not safe for several threads."""

    def __init__(self, program: Program, threads: int, seed: int, stop: threading.Event) -> None:
        """Cut `program` along its seam; `stop` ends running searches early."""
        self._arrays = arrays_of(program)
        self._places = program.places
        self._seam: Seam = find_seam(self._arrays)
        self._threads = threads
        self._tolerance = feasibility(program)
        self._seed = seed
        self._stop = stop
        self._pool: list[PiecePlan] = []

    @property
    def worthwhile(self) -> bool:
        """Whether cutting up helps: no part holds more than half of the whole columns."""
        sizes = [int(self._arrays.whole[part.columns].sum()) for part in self._seam.parts]
        return bool(sizes) and 2 * max(sizes) <= sum(sizes)

    def hold(self, goal: Goal, bound: float) -> None:
        """Keep a goal no worse than `bound` from now on."""
        cost = cost_of(goal, self._arrays.columns)
        self._arrays = with_linking_row(self._arrays, cost, bound if goal.minimise else -bound)

    def reassign(self, goal: Goal, values: FloatArray) -> FloatArray:
        """The units of `values` with the persons assigned best for `goal` (a linear programme)."""
        arrays = self._arrays
        if self.very_large:
            how = Circumstances(self._threads, self._seed, self._tolerance, math.inf, threading.Event())
            return reassigned(arrays, self._seam, cost_of(goal, arrays.columns), values, how)
        lower, upper = arrays.lower.copy(), arrays.upper.copy()
        lower[arrays.whole] = upper[arrays.whole] = np.round(values[arrays.whole])
        found = self._relaxed(cost_of(goal, arrays.columns), lower, upper, math.inf, threading.Event())
        return values if found.values is None else found.values

    @property
    def very_large(self) -> bool:
        """Whether the programme is too large for any search, or linear programme, of the whole."""
        return int(self._arrays.whole.sum()) >= VERY_LARGE

    def find(self, goal: Goal, gap: float, seconds: float, report: Callable[[Progress], None]) -> Outcome | None:
        """Find and bound a plan of a very large programme, by places and by parts; None where that leads nowhere."""
        sign, began = 1.0 if goal.minimise else -1.0, time.perf_counter()

        def tell(progress: Progress) -> None:
            best = None if progress.best is None else sign * progress.best
            report(replace(progress, best=best, bound=None if progress.bound is None else sign * progress.bound))

        how = Circumstances(self._threads, self._seed, self._tolerance, began + seconds, self._stop)
        cost = cost_of(goal, self._arrays.columns)
        found = solve_wide(self._arrays, self._seam, self._places, cost, gap, how, tell)
        return found and replace(found, value=sign * found.value, bound=sign * found.bound)

    def improve(
        self, goal: Goal, values: FloatArray | None, gap: float, seconds: float, report: Callable[[Progress], None]
    ) -> Outcome:
        """Improve the plan `values` (find one, if None) for `goal` until the gap is at most `gap`, moves no longer
        help, or time is up."""
        deadline = time.perf_counter() + seconds
        search, prices = self._begin(goal, gap, deadline, report)
        search.know(self._pool)
        if values is not None:
            search.take(self.reassign(goal, values))
        if search.bound < math.inf:
            search.price(prices)
            search.move()
        if values is None and search.bound == math.inf:
            # A part has no plan at all: neither has the whole, whatever was joined of the others.
            return Outcome("infeasible", math.nan, math.nan, math.inf, search.steps, None)
        if search.plan is not None:
            search.take(self.reassign(goal, search.plan))
        self._pool = search.pool
        return self._outcome(goal, search, gap)

    @property
    def arrays(self) -> Arrays:
        """The programme, with a row for each goal that is held."""
        return self._arrays

    def search(self, goal: Goal, gap: float) -> Search:
        """A search for `goal` without a time limit, before anything is known: no prices, no plans, no bound."""
        cost = cost_of(goal, self._arrays.columns)
        terms = Terms(gap, math.inf, self._tolerance, self._seed, self._threads, self._stop)
        return Search(joint_of(self._arrays, self._seam, cost), cost, terms, lambda _value, _bound, _steps: None)

    def relaxed(self, goal: Goal) -> Found:
        """The linear relaxation: its value is a bound, its duals are prices."""
        arrays = self._arrays
        return self._relaxed(cost_of(goal, arrays.columns), arrays.lower, arrays.upper, math.inf, self._stop)

    def _begin(
        self, goal: Goal, gap: float, deadline: float, report: Callable[[Progress], None]
    ) -> tuple[Search, FloatArray]:
        """A search for `goal`, with the first prices."""
        arrays, sign, began = self._arrays, 1.0 if goal.minimise else -1.0, time.perf_counter()
        cost = cost_of(goal, arrays.columns)
        joint = joint_of(arrays, self._seam, cost)

        def tell(value: float, bound: float, steps: int) -> None:
            best = sign * value if math.isfinite(value) else None
            known = sign * bound if math.isfinite(bound) else None
            now = relative_gap(value, bound) if math.isfinite(value) and math.isfinite(bound) else None
            report(Progress(time.perf_counter() - began, best, known, now, steps))

        terms = Terms(gap, deadline, self._tolerance, self._seed, self._threads, self._stop)
        search = Search(joint, cost, terms, tell)
        prices = np.zeros(joint.rows)
        if arrays.columns <= RELAXED_WHOLE:
            relaxed = self._relaxed(cost, arrays.lower, arrays.upper, deadline, self._stop)
            search.prove(relaxed.bound)
            if len(relaxed.duals):
                prices = relaxed.duals[arrays.linking]
        return search, prices

    def _relaxed(
        self, cost: FloatArray, lower: FloatArray, upper: FloatArray, deadline: float, stop: threading.Event
    ) -> Found:
        arrays = self._arrays
        everything = slice_of(arrays, np.arange(arrays.columns), np.arange(arrays.rows), None)
        effort = Effort(0.0, 0, deadline, self._tolerance)
        return minimise(everything, cost, lower, upper, np.zeros(len(cost), dtype=bool), effort, self._seed, stop)

    def _outcome(self, goal: Goal, search: Search, wanted: float) -> Outcome:
        sign = 1.0 if goal.minimise else -1.0
        if search.plan is None:
            nothing: SolveStatus = "infeasible" if search.bound == math.inf else "no_plan"
            ended: SolveStatus = "cancelled" if self._stop.is_set() else nothing
            return Outcome(ended, math.nan, math.nan, math.inf, search.steps, None)
        gap = relative_gap(search.value, search.bound)
        status: SolveStatus = "cancelled" if self._stop.is_set() else "limit"
        if gap <= wanted:
            status = "proven"
        return Outcome(status, sign * search.value, sign * search.bound, gap, search.steps, search.plan)
