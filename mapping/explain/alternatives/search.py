"""Looking for alternatives one after the other, each other than all before it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from mapping.errors import BrokenPlanError, InfeasibleError, NoPlanError
from mapping.explain.alternatives.start import carried
from mapping.explain.alternatives.types import Alternative, Alternatives, End, Wish, marks_of
from mapping.instance import Case, Instance, build_instance
from mapping.model import Mark, Others, build_model
from mapping.plan import Plan, StageProof, StageStatus
from mapping.scenario import Stage
from mapping.solve import HighsSession, extract_plan, solve_stages
from mapping.solve.outcome import SMALL, relative_gap
from mapping.solve.stages import PROVEN, Solution
from mapping.verify import verify_plan
from mapping.words import Text

ENOUGH = 0.1
"""The gap at which the search for few shared marks ends in large programmes; small ones are searched to the end."""

Solving = Callable[[Callable[[], None] | None], None]
"""Hears how the running search can be stopped, and (None) that it has ended."""


def find_alternatives(
    case: Case, plan: Plan, number: int, within: float, wish: Wish, solving: Solving, told: Callable[[int], None]
) -> Alternatives:
    """Up to `number` plans of `case` other than `plan`, the run's, and than each other, losing at most `within`
    (relative) of the best value that the run found for its first objective. `told` hears how many there are.

    Raises:
        BrokenPlanError: a plan failed its independent check, a defect of the program.
    """
    instance = build_instance(case)
    first = plan.stages[0]
    sign = 1.0 if first.minimise else -1.0
    slack = abs(first.found) * (within + 1e-7) + 1e-6
    worst = first.found + sign * slack
    known, found = [marks_of(plan)], list[Alternative]()
    end: End = "enough"
    while len(found) < number:
        told(len(found))
        try:
            one = _next(case, instance, plan, known, worst, wish, solving)
        except InfeasibleError:
            end = "no_other"
            break
        except NoPlanError:
            end = "not_found"
            break
        if one.marks in known or _loss(plan, one.plan) > within + 1e-4:
            end = "not_found"
            break
        found.append(one)
        known.append(one.marks)
    return Alternatives(plan, known[0], wish, within, tuple(found), end)


def _next(
    case: Case,
    instance: Instance,
    run: Plan,
    known: list[frozenset[Mark]],
    worst: float,
    wish: Wish,
    solving: Solving,
) -> Alternative:
    """The next alternative. A small programme is searched to the end, with all known plans cut off. In a large one a
    plan under a tight limit is hard to find from nothing: the search for other sites starts from the run's plan, which
    is therefore not cut off, and leaves it as far as it can; the search for the next best goes without the limit.
    """
    every = tuple(known)
    others, start = Others(every, every, 1, worst), None
    model = build_model(instance, others=others)
    large = bool(model.program.whole.sum() >= SMALL)
    if large and wish == "different":
        model = build_model(instance, others=Others(every, every[1:], 1, worst))
        start = carried(instance, model, run, case.scenario.keys.solver.seed)
    elif large:
        model = build_model(instance, others=Others(every, every, 1, None))
    stages, sharing = instance.stages, model.sharing
    if wish == "different" and sharing is not None:
        first = Stage(objective="units", gap=ENOUGH if large else 0.0, seconds=stages[0].seconds)
        stages, model = (first, *stages), replace(model, goals=(sharing.goal, *model.goals))
    options = case.scenario.keys.solver
    session = HighsSession(model.program, model.goals[0], options.threads, options.seed)
    solving(session.cancel)
    try:
        solution = solve_stages(model, stages, session, start=start)
    finally:
        solving(None)
    looked_for = solution.stages[0]
    if wish == "different":
        solution = Solution(solution.values, solution.stages[1:], solution.assignment_seconds)
        model = replace(model, goals=model.goals[1:])
    plan = extract_plan(case, instance, model, solution, run.solver)
    plan = replace(plan, stages=tuple(_proof(n, mine, run) for n, mine in enumerate(plan.stages)))
    _check(case, plan)
    return Alternative(plan, marks_of(plan), _loss(run, plan), looked_for.found, looked_for.bound)


def _loss(run: Plan, plan: Plan) -> float:
    was, now = run.stages[0], plan.stages[0]
    lost = now.value - was.found if was.minimise else was.found - now.value
    if not was.found:
        return 0.0 if lost <= 0 else math.inf
    return lost / abs(was.found)


def _proof(number: int, mine: StageProof, run: Plan) -> StageProof:
    """The first stage against the run's bound, which holds for every plan; of the later ones nothing is proven here,
    since their bounds hold under the cuts only."""
    bound = run.stages[0].bound if number == 0 else math.nan
    if not math.isfinite(bound):
        return replace(mine, bound=math.nan, gap=math.inf, status="time_limit")
    gap = round(relative_gap(mine.found, bound), 6)
    status: StageStatus = "optimal" if gap <= PROVEN else "within_gap" if gap <= mine.wanted_gap else "time_limit"
    return replace(mine, bound=bound, gap=gap, status=status)


def _check(case: Case, plan: Plan) -> None:
    breaches = verify_plan(case, plan)
    if breaches:
        broken = breaches[0]
        raise BrokenPlanError(
            Text(
                f"Друг план не издържа независимата проверка, това е грешка на програмата: {broken.rule}: "
                f"{broken.what.bg}",
                f"An alternative failed its independent check, a defect of the program: {broken.rule}: "
                f"{broken.what.en}",
            )
        )
