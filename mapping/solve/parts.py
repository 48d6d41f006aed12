"""Improving a plan part by part, and bounding what any plan could reach.

Each move frees some parts (or all units that could help the worst-served municipality), lets everything else stand, and
solves that smaller programme: large neighbourhood search (Shaw 1998, "Using constraint programming and local search
methods to solve vehicle routing problems", CP-98, LNCS 1520, 417-431). Moves are bounded by nodes, not by seconds, so
that the same inputs give the same plan.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from mapping.model import Goal, Program
from mapping.model.program import Share
from mapping.solve.arrays import (
    Arrays,
    Effort,
    FloatArray,
    IntArray,
    arrays_of,
    cost_of,
    minimise,
    slice_of,
    with_linking_row,
)
from mapping.solve.outcome import Outcome, Progress, feasibility, relative_gap
from mapping.solve.seam import Seam, find_seam, priced_bound
from mapping.solve.wide import VERY_LARGE, Circumstances, reassigned, solve_wide

MOVE_GAP = 0.0005
"""A move's own search stops this close to its best, relative to the goal's value."""
MOVE_NODES = 20
BOUND_GAP = 0.001
BOUND_NODES = 100
GROUP = 120
"""Whole columns that a move frees at most, when parts are joined at random."""
SWEEPS = 3


@dataclass(frozen=True, slots=True)
class _Task:
    """A goal on the programme with all rows held so far, and when its stage must end."""

    arrays: Arrays
    cost: FloatArray
    sign: float
    deadline: float


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

    def hold(self, goal: Goal, bound: float) -> None:
        """Keep a goal no worse than `bound` from now on."""
        cost = cost_of(goal, self._arrays.columns)
        self._arrays = with_linking_row(self._arrays, cost, bound if goal.minimise else -bound)

    def bound(self, goal: Goal, seconds: float) -> float:
        """A proven bound of `goal` under the rows held: no plan is better."""
        task = self._task(goal, seconds)
        columns, rows = np.arange(self._arrays.columns), np.arange(self._arrays.rows)
        relaxed = minimise(
            slice_of(task.arrays, columns, rows, None), task.cost, task.arrays.lower, task.arrays.upper,
            np.zeros(len(columns), dtype=bool), Effort(0.0, 0, task.deadline, self._tolerance), self._seed, self._stop,
        )  # fmt: skip
        if relaxed is None:
            return -task.sign * math.inf
        each = BOUND_GAP * max(1e-3, abs(relaxed.value)) / max(1, len(self._seam.parts))
        effort = Effort(each, BOUND_NODES, task.deadline, self._tolerance)
        priced = priced_bound(
            task.arrays, self._seam, task.cost, relaxed.duals, effort, self._threads, self._seed, self._stop
        )
        return task.sign * max(relaxed.bound, priced)

    def reassign(self, goal: Goal, values: FloatArray) -> FloatArray:
        """The units of `values` with the persons assigned best for `goal` (a linear programme)."""
        if self.very_large:
            how = Circumstances(self._threads, self._seed, self._tolerance, math.inf, threading.Event())
            cost = cost_of(goal, self._arrays.columns)
            return reassigned(self._arrays, self._seam, cost, values, how)
        task = self._task(goal, math.inf)
        arrays = task.arrays
        lower, upper = arrays.lower.copy(), arrays.upper.copy()
        lower[arrays.whole] = upper[arrays.whole] = np.round(values[arrays.whole])
        columns, rows = np.arange(arrays.columns), np.arange(arrays.rows)
        found = minimise(
            slice_of(arrays, columns, rows, None), task.cost, lower, upper, np.zeros(len(columns), dtype=bool),
            Effort(0.0, 0, task.deadline, self._tolerance), self._seed, threading.Event(),
        )  # fmt: skip
        return values if found is None else found.values

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
        self, goal: Goal, values: FloatArray, gap: float, seconds: float, report: Callable[[Progress], None]
    ) -> Outcome:
        """Improve the plan `values` for `goal` until the gap is at most `gap`, moves no longer help, or time is up."""
        began = time.perf_counter()
        task = self._task(goal, seconds)
        values = self.reassign(goal, values)
        reachable: dict[int, float] = {}
        bound = self._best_bound(goal, task, values, reachable)
        moves = 0

        def tell() -> float:
            value = task.sign * float(task.cost @ values)
            now = relative_gap(value, bound)
            report(Progress(time.perf_counter() - began, value, bound, now, moves))
            return now

        tell()
        for sweep in self._sweeps(goal, task, reachable):
            before = float(task.cost @ values)
            for move in sweep:
                if self._stop.is_set() or self._left(task) <= 0:
                    break
                values = move(values)
                moves += 1
                tell()
            better = before - float(task.cost @ values) > 1e-9 * max(1.0, abs(before))
            if self._stop.is_set() or self._left(task) <= 0 or tell() <= gap or not better:
                break
        value = task.sign * float(task.cost @ values)
        final = relative_gap(value, bound)
        if final <= gap:
            return Outcome("proven", value, bound, final, moves, values)
        return Outcome("cancelled" if self._stop.is_set() else "limit", value, bound, final, moves, values)

    def _task(self, goal: Goal, seconds: float) -> _Task:
        sign = 1.0 if goal.minimise else -1.0
        return _Task(self._arrays, cost_of(goal, self._arrays.columns), sign, time.perf_counter() + seconds)

    @staticmethod
    def _left(task: _Task) -> float:
        return min(1e9, task.deadline - time.perf_counter())

    def _best_bound(self, goal: Goal, task: _Task, values: FloatArray, reachable: dict[int, float]) -> float:
        """The goal's bound; where it is the least of shares, what its worst share could reach at most."""
        if not goal.shares:
            return self.bound(goal, self._left(task))
        return self._reachable(goal, task, _worst(goal, values), reachable)

    def _reachable(self, goal: Goal, task: _Task, share: Share, reachable: dict[int, float]) -> float:
        """A bound of one share alone, worked out once a stage."""
        if share.column not in reachable:
            alone = Goal(goal.objective, goal.minimise, {share.column: 1.0})
            reachable[share.column] = self.bound(alone, self._left(task))
        return reachable[share.column]

    def _sweeps(
        self, goal: Goal, task: _Task, reachable: dict[int, float]
    ) -> Iterator[list[Callable[[FloatArray], FloatArray]]]:
        """First each part alone (or the worst share), then parts in seeded groups."""
        if goal.shares:
            for _ in range(SWEEPS):
                yield [partial(self._help_worst, goal, task, reachable)]
            return
        yield [partial(self._free, task, [part]) for part in range(len(self._seam.parts))]
        order = np.random.default_rng(self._seed)
        for _ in range(SWEEPS - 1):
            groups = self._groups(order.permutation(len(self._seam.parts)))
            yield [partial(self._free, task, group) for group in groups]

    def _groups(self, order: IntArray) -> list[list[int]]:
        groups: list[list[int]] = [[]]
        weight = 0
        for part in order.tolist():
            more = int(self._arrays.whole[self._seam.parts[part].columns].sum())
            if groups[-1] and weight + more > GROUP:
                groups.append([])
                weight = 0
            groups[-1].append(part)
            weight += more
        return groups

    def _free(self, task: _Task, parts: list[int], values: FloatArray) -> FloatArray:
        """Free `parts`, let the others stand, and take the better plan."""
        chosen = [self._seam.parts[part] for part in parts]
        columns = np.concatenate([*(part.columns for part in chosen), self._seam.loose])
        linking = np.flatnonzero(task.arrays.linking)
        rows = np.concatenate([*(part.rows for part in chosen), linking])
        return self._move(task, task.cost, values, columns, rows, task.arrays.upper)

    def _help_worst(self, goal: Goal, task: _Task, reachable: dict[int, float], values: FloatArray) -> FloatArray:
        """Free all units near the worst-served share; all others may only close.

        Shares count up to what they can reach, so that lifting any low one counts, and not only the lowest.
        """
        arrays = task.arrays
        shares = np.array([share.column for share in goal.shares])
        worst = _worst(goal, values)
        ceiling = min(1.0, max(float(values[worst.column]), self._reachable(goal, task, worst, reachable)))
        upper = arrays.upper.copy()
        upper[arrays.whole] = np.round(values[arrays.whole])
        near = np.array(worst.near, dtype=np.int64)
        upper[near] = arrays.upper[near]
        upper[shares] = ceiling
        start = values.copy()
        start[shares] = np.minimum(start[shares], ceiling)
        surrogate = np.zeros(arrays.columns)
        surrogate[shares] = -1.0
        everything, rows = np.arange(arrays.columns), np.arange(arrays.rows)
        lifted = self._move(task, surrogate, start, everything, rows, upper)
        lifted = self.reassign(goal, lifted)
        return lifted if float(task.cost @ lifted) < float(task.cost @ values) else values

    def _move(
        self, task: _Task, cost: FloatArray, values: FloatArray, columns: IntArray, rows: IntArray, upper: FloatArray
    ) -> FloatArray:
        arrays = task.arrays
        effort = Effort(MOVE_GAP * max(1e-3, abs(float(cost @ values))), MOVE_NODES, task.deadline, self._tolerance)
        found = minimise(
            slice_of(arrays, columns, rows, values), cost[columns], arrays.lower[columns], upper[columns],
            arrays.whole[columns], effort, self._seed, self._stop, values[columns],
        )  # fmt: skip
        if found is None:
            return values
        moved = values.copy()
        moved[columns] = found.values
        moved[arrays.whole] = np.round(moved[arrays.whole])
        return moved if float(cost @ moved) < float(cost @ values) - 1e-9 else values


def _worst(goal: Goal, values: FloatArray) -> Share:
    return min(goal.shares, key=lambda share: float(values[share.column]))
