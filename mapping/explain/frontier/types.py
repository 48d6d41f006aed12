"""Points of a frontier as frozen values. Money EUR over all periods, persons at the end of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite

from mapping.explain.effects import Fairness
from mapping.plan import Plan
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Reached:
    """The plan of a point and what it reaches: money spent (`capital`, `running`), persons in need and served (summed
    over services), the worst-served municipality, new units."""

    plan: Plan
    capital: float
    running: float
    need: float
    served: float
    worst: Fairness
    new_units: int

    @property
    def money(self) -> float:
        """All new money."""
        return self.capital + self.running


@dataclass(frozen=True, slots=True)
class Point:
    """A ceiling on all new money (`budget`; None: the funds alone limit it), a floor of every municipality's served
    share (`least`; None: none), and the plan of a run with both; or why there is none (`trouble`): no plan can keep
    all rules (`infeasible`), or none was found."""

    budget: float | None
    least: float | None
    reached: Reached | None
    trouble: Text | None = None
    infeasible: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a point from all points together, in its first objective.

    `found` and `bound` are those of its own run. `best` is the best value of all plans that keep its budget and its
    floor, `proven` the best bound of all points that ask for no more: where a search ended within its gap, a
    neighbour's plan may be better, and a neighbour's bound nearer. `efficient`: no other plan found reaches as much
    with as little money for as fair a share, and more of one of them.
    """

    found: float
    bound: float
    best: float
    proven: float
    efficient: bool


@dataclass(frozen=True, slots=True)
class Frontier:
    """All points, the budgets from the least on, for each of them its floors from the least on."""

    objective: str
    minimise: bool
    points: tuple[Point, ...]

    def known(self, point: Point) -> Known | None:
        """What is known of `point`; None where it has no plan."""
        if point.reached is None:
            return None
        sign = 1.0 if self.minimise else -1.0
        mine = point.reached
        plans = [other.reached for other in self.points if other.reached is not None]
        fits = [
            one for one in plans
            if one.money <= _most(point) + 1 and one.worst.share >= (point.least or 0.0) - 1e-4
        ]  # fmt: skip
        looser = [
            other.reached for other in self.points
            if other.reached is not None and _most(other) >= _most(point) and (other.least or 0) <= (point.least or 0)
        ]  # fmt: skip
        proof = mine.plan.stages[0]
        bounds = [sign * one.plan.stages[0].bound for one in looser if isfinite(one.plan.stages[0].bound)]
        return Known(
            found=proof.found,
            bound=proof.bound,
            best=sign * min(sign * one.plan.stages[0].value for one in (*fits, mine)),
            proven=sign * max(bounds, default=-inf),
            efficient=not any(_dominates(one, mine, sign) for one in plans),
        )


def _most(point: Point) -> float:
    return inf if point.budget is None else point.budget


def _dominates(one: Reached, other: Reached, sign: float) -> bool:
    """Whether `one` is as good in all three and better in one; what differs by less than a rounding is the same."""
    better = (
        sign * (other.plan.stages[0].value - one.plan.stages[0].value) / max(1.0, abs(other.plan.stages[0].value)),
        (other.money - one.money) / max(1.0, other.money),
        one.worst.share - other.worst.share,
    )
    return all(b >= -1e-5 for b in better) and any(b > 1e-4 for b in better)
