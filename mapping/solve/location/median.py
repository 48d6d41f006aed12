"""Problems in which everybody goes to the nearest unit and travel counts: p-median and uncapacitated facility location.

First a bound and a plan (`lagrange`, `heuristic`). What no plan better than that one can use is left out with proof: a
site, or a pair of point and site, that would lift the bound to the plan's value or above. What remains is small, and is
stated with a column for each step from one of a point's distances to the next that nobody saves it (Cornuejols,
Nemhauser and Wolsey 1980, Operations Research Letters 1(1), 33-38; Garcia, Labbe and Marin 2011, INFORMS Journal on
Computing 23(4), 546-556), then solved to the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.instance import Location
from mapping.model import Goal, Program
from mapping.model.program import Draft
from mapping.scenario import Stage
from mapping.solve.location.context import BoolArray, Context, FloatArray, Found
from mapping.solve.location.cover import Cover, greedy
from mapping.solve.location.heuristic import Best, Choice, Nearest, exchange, nearest_lists, value_of
from mapping.solve.location.lagrange import Priced, best_set, price
from mapping.solve.location.trouble import with_plan
from mapping.solve.outcome import Outcome, relative_gap

OBJECTIVES = frozenset({"travel", "location_cost"})
ROUNDS, FIRST_MOVES, MOVES = 2000, 20, 200
MANY = 15_000
"""With more pairs than this left, a third of the gap is searched first for a better plan, which then leaves fewer."""
WHISKER = 1e-9
"""Relative: what sums of floating-point numbers may be off."""


def solve_median(location: Location, stage: Stage, context: Context) -> Found:
    """The stage's objective, with everybody served by the nearest unit."""
    search = _Search(location, stage, context)
    best, bound = search.run()
    nearest, _, _ = search.near.two(best.open)
    return Found(best.open, nearest, best.value, bound)


class _Search:
    """One search: what it knows so far."""

    def __init__(self, location: Location, stage: Stage, context: Context) -> None:
        self._stage, self._context = stage, context
        each = location.years * (location.travel_price if stage.objective == "location_cost" else 1.0)
        costs = location.distance * (location.persons * each)[:, None]
        if each == 0:
            costs[~np.isfinite(location.distance)] = np.inf
        fixed = location.cost if stage.objective == "location_cost" else np.zeros(location.sites)
        there = int(location.existing.sum())
        self.choice = Choice(
            fixed=fixed,
            must=location.must,
            least=location.least + there,
            most=location.most + there,
        )
        self.near = nearest_lists(costs, self.choice.most)
        # Where every cost is a whole number, so is every value: less than 1 better is not better.
        finite = costs[np.isfinite(costs)]
        whole = _whole(finite) and _whole(fixed)
        self._step = 1 - 1e-6 if whole else 0.0

    def run(self) -> tuple[Best, float]:
        """The best plan, and the bound that is proven."""
        best = self._first()
        if best is None:
            return self._everything()
        priced, best = price(self.near, self.choice, best, self._enough(best.value), ROUNDS, self._context)
        best = exchange(self.near, self.choice, best, MOVES)
        left = self._left(best, priced)
        if left.pairs > MANY and not self._finished(best, priced.bound):
            best, _ = self._solve(best, self._left(best, priced, share=1 / 3))
            left = self._left(best, priced)
        if self._finished(best, priced.bound):
            return best, self._lifted(priced.bound, best.value)
        better, bound = self._solve(best, left)
        # What was left out is no better than the plan at hand, and what is left no better than its own bound.
        return better, self._lifted(max(min(bound, best.value), priced.bound), better.value)

    def _finished(self, best: Best, bound: float) -> bool:
        return best.value - bound <= self._enough(best.value) or self._context.over

    def _enough(self, value: float) -> float:
        """The absolute gap at which the stage is done."""
        return max(self._stage.gap * abs(value), self._step, WHISKER * abs(value))

    def _lifted(self, bound: float, value: float) -> float:
        """The bound, rounded up to the next whole number where all values are whole; never above the value."""
        whole = float(np.ceil(bound - 1e-6)) if self._step else bound
        close = value if value - whole <= WHISKER * max(1.0, abs(value)) else whole
        return min(close, value)

    def _first(self) -> Best | None:
        """A plan by construction: the sites that earn most at the price of a plausible distance."""
        near, choice = self.near, self.choice
        number = max(1, choice.most if choice.most < near.sites else max(choice.least, near.sites // 10))
        k = min(near.site.shape[1] - 1, max(1, near.sites // number))
        prices = np.where(np.isfinite(near.cost[:, k]), near.cost[:, k], near.cost[:, 0])
        reduced = choice.fixed + near.earned(prices)
        opened = np.zeros(near.sites, dtype=bool)
        opened[best_set(choice, reduced)] = True
        value = value_of(near, choice, opened)
        if not np.isfinite(value):
            opened = self._reaching()
            value = value_of(near, choice, opened)
        return exchange(near, choice, Best(opened, value), FIRST_MOVES) if np.isfinite(value) else None

    def _reaching(self) -> BoolArray:
        """Sites that reach as many points as a greedy choice can."""
        reach = np.isfinite(self.near.costs)
        sites = tuple(tuple(np.flatnonzero(line).tolist()) for line in reach)
        musts = np.flatnonzero(self.choice.must).tolist()
        cover = Cover(np.ones(len(reach)), sites, np.arange(self.near.sites))
        chosen = [*musts, *greedy(cover, self.choice.most - len(musts), musts)]
        opened = np.zeros(self.near.sites, dtype=bool)
        opened[chosen] = True
        spare = np.flatnonzero(~opened)[: max(0, self.choice.least - len(chosen))]
        opened[spare] = True
        return opened

    def _left(self, best: Best, priced: Priced, share: float = 1.0) -> _Left:
        """Sites and pairs that a plan better than `best` may use (with `share` < 1: that a good plan may use)."""
        near, choice = self.near, self.choice
        room = (best.value - self._step - priced.bound) * share + WHISKER * max(1.0, abs(best.value))
        penalty = np.maximum(0.0, priced.reduced - self._last(priced.reduced))
        penalty[choice.must] = 0.0
        keep = penalty <= room
        pairs = np.isfinite(near.cost) & keep[near.site]
        pairs &= np.maximum(0.0, near.cost - priced.prices[:, None]) + penalty[near.site] <= room
        return _Left(keep, pairs)

    def _last(self, reduced: FloatArray) -> float:
        """What opening one more site saves: the last of the best set closes, where it must or where that pays."""
        chosen = best_set(self.choice, reduced)
        free = chosen[~self.choice.must[chosen]]
        if len(free) == 0:
            return 0.0 if len(chosen) < self.choice.most else -np.inf
        last = float(reduced[free].max())
        return last if len(chosen) == self.choice.most else max(0.0, last)

    def _solve(self, best: Best, left: _Left) -> tuple[Best, float]:
        """The better of `best` and the best of what is left, and the bound of that (inf where it has no plan)."""
        if not left.kept.any(axis=1).all():
            return best, np.inf
        outcome, columns = self._search(left)
        if outcome.status == "infeasible":
            return best, np.inf
        bound = outcome.bound if np.isfinite(outcome.bound) else -np.inf
        if outcome.values is None:
            return best, bound
        return min(best, self._plan_of(outcome.values, columns), key=lambda plan: plan.value), bound

    def _everything(self) -> tuple[Best, float]:
        """Without a plan to begin with: all sites and pairs are stated."""
        self.near = _all_pairs(self.near.costs)
        left = _Left(np.ones(self.near.sites, dtype=bool), np.isfinite(self.near.cost))
        outcome, columns = self._search(left)
        best = self._plan_of(with_plan(outcome), columns)
        return best, self._lifted(outcome.bound, best.value)

    def _search(self, left: _Left) -> tuple[Outcome, dict[int, int]]:
        """State and solve what is left; returns the columns of the sites too."""
        program, goal, constant, columns = _state(self.near, self.choice, left)
        session = self._context.state(program, goal)
        outcome = self._context.solve(session, goal, self._stage.gap, quiet=True)
        value, bound = outcome.value + constant, outcome.bound + constant
        gap = relative_gap(value, bound)
        return Outcome(outcome.status, value, bound, gap, outcome.nodes, outcome.values), columns

    def _plan_of(self, values: FloatArray, columns: dict[int, int]) -> Best:
        opened = self.choice.must.copy()
        for site, column in columns.items():
            opened[site] = values[column] > 0.5
        return Best(opened, value_of(self.near, self.choice, opened))


@dataclass(frozen=True, slots=True)
class _Left:
    """Sites that are kept, and pairs (points, k of the lists)."""

    keep: BoolArray
    kept: BoolArray

    @property
    def pairs(self) -> int:
        """Number of pairs kept."""
        return int(self.kept.sum())


def _whole(values: FloatArray) -> bool:
    """Whether all are whole numbers, but for what dividing and multiplying by weights may do to them."""
    return bool((np.abs(values - np.round(values)) <= WHISKER * np.maximum(1.0, np.abs(values))).all())


def _all_pairs(costs: FloatArray) -> Nearest:
    order = np.argsort(costs, axis=1, kind="stable")
    return Nearest(order, np.take_along_axis(costs, order, axis=1), np.full(len(costs), np.inf), costs)


def _state(near: Nearest, choice: Choice, left: _Left) -> tuple[Program, Goal, float, dict[int, int]]:
    """The programme of steps: farther[i.k] is 1 where no site among the nearest k distances of point i is open.

    farther[i.k] + sum of open over the sites at the k-th distance >= farther[i.k-1]; the farthest distance kept is as
    far as anybody goes. Points with the same sites kept in the same order share their columns, their costs added up.
    """
    draft = Draft()
    sites = np.flatnonzero(left.keep)
    columns = {int(s): draft.column(f"open[{s}]", float(choice.must[s]), 1.0, whole=True) for s in sites}
    cost: dict[int, float] = {columns[int(s)]: float(choice.fixed[s]) for s in sites if choice.fixed[s]}
    constant = 0.0
    # What is within the first distances of a point is a set of sites: the same set is the same column.
    seen: dict[frozenset[int], int] = {}
    for i in range(near.points):
        here = np.flatnonzero(left.kept[i])
        levels, start = np.unique(near.cost[i, here], return_index=True)
        ends = [*start[1:].tolist(), len(here)]
        constant += float(levels[0])
        within: frozenset[int] = frozenset()
        before: int | None = None
        for k, (begin, end) in enumerate(zip(start.tolist(), ends, strict=True)):
            these = [int(s) for s in near.site[i, here[begin:end]]]
            within = within.union(these)
            last = k + 1 == len(levels)
            column = None if last else seen.get(within)
            new = column is None and not last
            if new:
                column = seen[within] = draft.column(f"farther[{i}.{k}]", 0.0, 1.0)
            if column is not None:
                cost[column] = cost.get(column, 0.0) + float(levels[k + 1] - levels[k])
            if new or last:
                terms = [(columns[s], 1.0) for s in these]
                if column is not None:
                    terms.append((column, 1.0))
                if before is not None:
                    terms.append((before, -1.0))
                draft.row(f"step[{i}.{k}]", terms, ">=", 1.0 if before is None else 0.0)
            before = column
    everything = [(column, 1.0) for column in columns.values()]
    if choice.least == choice.most:
        draft.row("number", everything, "=", float(choice.most))
    else:
        draft.row("number[least]", everything, ">=", float(choice.least))
        draft.row("number[most]", everything, "<=", float(choice.most))
    return draft.freeze(), Goal("travel", True, cost), constant, columns
