"""Tracing the frontier by the epsilon-constraint method: one objective is searched for, the others are held to levels.

(Haimes, Lasdon and Wismer 1971, "On a bicriterion formulation of the problems of integrated system identification and
system optimization", IEEE Transactions on Systems, Man, and Cybernetics 1, 296-297.) Money is held by `budget.total`,
fairness by `fairness.least`, so that a point is a run of the scenario with these keys and nothing else. With one
objective alone such a point may be weakly efficient: as many reached, for money that need not be spent. The
stages of the scenario that follow (worst-served municipality, travel, money) settle that, as the lexicographic
optimisation of the payoff table does in AUGMECON (Mavrotas 2009, "Effective implementation of the epsilon-constraint
method in multi-objective mathematical programming problems", Applied Mathematics and Computation 213, 455-465). As
there, the range of fairness comes from that table, and a floor that the plan found last keeps anyway is
passed over (Mavrotas and Florios 2013), and once a floor cannot be reached no higher one is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor

from mapping.errors import InfeasibleError, NoPlanError
from mapping.explain.effects import worst_served
from mapping.explain.frontier.types import Frontier, Point, Reached
from mapping.explain.planner import Planner
from mapping.instance import Case, prepare_case
from mapping.plan import Plan, coverage, last_period
from mapping.publish.costs import cost_of_plan
from mapping.scenario import Stage, with_keys

Told = Callable[[int, int], None]
"""Hears that so many of so many points are done."""

STEP = 1000.0
"""EUR: budgets are whole thousands."""


def trace(
    case: Case, planner: Planner, points: int, floors: int = 0, budgets: Sequence[float] = (), told: Told | None = None
) -> Frontier:
    """The frontier of `case`: at `budgets` (EUR), or at `points` of them evenly spaced between nothing and what the
    plan without a ceiling spends, which is the last point; and for each budget `floors` levels of fairness on top of
    none.

    Raises:
        InfeasibleError: not even without a ceiling there is a plan.
        NoPlanError: none was found there in time.
    """
    say = told or (lambda _done, _all: None)
    total = (len(budgets) + 1 if budgets else points) * (1 + (floors + 1 if floors else 0))
    done = 0

    def one(budget: float | None, least: float | None) -> Point:
        nonlocal done
        done += 1
        say(done, total)
        return _point(case, planner, budget, least)

    say(0, total)
    free = planner(case)
    done += 1
    say(done, total)
    unlimited = Point(None, None, reached(case, free))
    levels = (
        sorted(budgets) if budgets else budgets_below(unlimited.reached.money if unlimited.reached else 0.0, points)
    )
    found: list[Point] = []
    for point in (*(one(budget, None) for budget in levels), unlimited):
        found.append(point)
        if floors and point.reached is not None:
            done += 1
            say(done, total)
            found += _floors(case, planner, point, floors, one)
    first = case.scenario.keys.stages[0]
    return Frontier(first.objective, free.stages[0].minimise, tuple(found))


def budgets_below(most: float, points: int) -> tuple[float, ...]:
    """`points` - 1 budgets, evenly spaced from nothing towards `most`, which is the point without a ceiling."""
    return tuple(floor(most * k / (points - 1) / STEP) * STEP for k in range(points - 1)) if points > 1 else ()


def point_case(case: Case, budget: float | None, least: float | None) -> Case:
    """`case` with a ceiling and a floor: what the point is a run of."""
    changes: dict[str, object] = {}
    if budget is not None:
        changes["budget.total"] = budget
    if least is not None:
        changes["fairness.least"] = least
    return changed(case, changes)


def changed(case: Case, changes: Mapping[str, object]) -> Case:
    """`case` with other keys in its scenario, as if its file said so."""
    return prepare_case(case.region, with_keys(case.scenario, changes)) if changes else case


def reached(case: Case, plan: Plan) -> Reached:
    """What `plan` of `case` reaches, and for how much."""
    cover, cost = coverage(last_period(plan)), cost_of_plan(case, plan)
    new = sum(opening.units for unit in plan.units for opening in unit.openings)
    return Reached(
        plan, cost["capital"] / 100, cost["running"] / 100, cover.need, cover.served, worst_served(case, plan), new
    )


def _point(case: Case, planner: Planner, budget: float | None, least: float | None) -> Point:
    this = point_case(case, budget, least)
    try:
        return Point(budget, least, reached(this, planner(this)))
    except (InfeasibleError, NoPlanError) as error:
        return Point(budget, least, None, error.message, isinstance(error, InfeasibleError))


def _floors(
    case: Case,
    planner: Planner,
    point: Point,
    floors: int,
    one: Callable[[float | None, float | None], Point],
) -> list[Point]:
    """Points with floors between what the point reaches for the worst-served municipality and the most that can be."""
    if point.reached is None:
        return []
    low, high = point.reached.worst.share, _fairest(case, planner, point.budget)
    share = low
    found: list[Point] = []
    for n in range(1, floors + 1):
        level = floor((low + (high - low) * n / floors) * 1000) / 1000
        if level <= share:
            continue  # the plan found last keeps this floor too
        found.append(one(point.budget, level))
        last = found[-1].reached
        if last is None:
            break  # what this floor does not allow, no higher one does
        share = last.worst.share
    return found


def _fairest(case: Case, planner: Planner, budget: float | None) -> float:
    """The served share of the worst-served municipality where that comes first; 0 where no plan was found."""
    stages = case.scenario.keys.stages
    gap = next((stage.gap for stage in stages if stage.objective == "worst_served"), stages[0].gap)
    others = [stage for stage in stages if stage.objective != "worst_served"]
    order = [Stage(objective="worst_served", gap=gap), *others]
    this = changed(point_case(case, budget, None), {"stages": [stage.model_dump(mode="json") for stage in order]})
    try:
        return reached(this, planner(this)).worst.share
    except (InfeasibleError, NoPlanError):
        return 0.0
