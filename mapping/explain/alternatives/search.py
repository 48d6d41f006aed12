"""Looking for alternatives one after the other, each other than all before it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from mapping.errors import BrokenPlanError, InfeasibleError, NoPlanError
from mapping.explain.alternatives.start import carried
from mapping.explain.alternatives.types import Alternative, Alternatives, End, Wish, marks_of
from mapping.instance import Case, Instance, build_instance
from mapping.model import Goal, Mark, Model, Others, Sharing, build_model
from mapping.plan import Plan, StageProof, StageStatus
from mapping.scenario import Stage
from mapping.solve import HighsSession, extract_plan, solve_stages
from mapping.solve.arrays import FloatArray
from mapping.solve.outcome import SMALL, relative_gap
from mapping.solve.stages import PROVEN, Solution
from mapping.verify import verify_plan
from mapping.words import Text

LEAST_LOSS = 1e-6
"""Who may lose less (relative) than this may lose nothing."""

Solving = Callable[[Callable[[], None] | None], None]
"""Hears how the running search can be stopped, and (None) that it has ended."""


Solve = Callable[[Model, tuple[Stage, ...], FloatArray | None], Solution]
"""Solves a programme in these stages, from a plan by its columns where one is given."""


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A solution by the columns of `model`, with a result for each of the scenario's stages; how many marks it shares
    with the plans before it (or its first goal, where the next best was sought) and what no other solution can beat."""

    model: Model
    solution: Solution
    value: float
    bound: float


def _next(
    case: Case,
    instance: Instance,
    run: Plan,
    known: list[frozenset[Mark]],
    worst: float,
    wish: Wish,
    solving: Solving,
) -> Alternative:
    """The next alternative: searched to the end in a small programme, with all known plans cut off."""
    every = tuple(known)
    model = build_model(instance, others=Others(every, every, 1, worst))
    large = bool(model.program.whole.sum() >= SMALL)
    solve = partial(_solved, case, solving)
    if wish == "best":
        free = build_model(instance, others=Others(every, every, 1, None)) if large else model
        found = _next_best(free, instance, solve)
    else:
        far = _away(case, instance, run, known, worst, solve) if large else None
        found = far if far is not None else _fewest_shared(model, instance, solve)
    plan = extract_plan(case, instance, found.model, found.solution, run.solver)
    plan = replace(plan, stages=tuple(_proof(n, mine, run) for n, mine in enumerate(plan.stages)))
    _check(case, plan)
    return Alternative(plan, marks_of(plan), _loss(run, plan), found.value, found.bound)


def _solved(
    case: Case, solving: Solving, model: Model, stages: tuple[Stage, ...], start: FloatArray | None = None
) -> Solution:
    options = case.scenario.keys.solver
    session = HighsSession(model.program, model.goals[0], options.threads, options.seed)
    solving(session.cancel)
    try:
        return solve_stages(model, stages, session, start=start)
    finally:
        solving(None)


def _next_best(model: Model, instance: Instance, solve: Solve) -> _Found:
    """The best of all that are other; in a large programme a limit on the first goal only makes plans hard to find."""
    solution = solve(model, instance.stages, None)
    return _Found(model, solution, solution.stages[0].found, solution.stages[0].bound)


def _fewest_shared(model: Model, instance: Instance, solve: Solve) -> _Found:
    """The fewest shared marks within the limit of the first goal, proven (hop, skip, jump)."""
    sharing = _sharing(model)
    stage = Stage(objective="units", gap=0.0, seconds=instance.stages[0].seconds)
    both = replace(model, goals=(sharing.goal, *model.goals))
    solution = solve(both, (stage, *instance.stages), None)
    looked_for, *results = solution.stages
    return _Found(model, replace(solution, stages=tuple(results)), looked_for.found, looked_for.bound)


def _away(
    case: Case, instance: Instance, run: Plan, known: list[frozenset[Mark]], worst: float, solve: Solve
) -> _Found | None:
    """A plan of a large programme that leaves the known ones far behind, from the run's plan; None where the run's plan
    shares nothing, or nothing may be lost.

    Under a tight limit a large programme hardly finds any plan. So the marks shared are priced instead (weighting in
    place of the constraint: Cohen 1978, Multiobjective programming and planning): z + price * s, where z is the first
    goal and all marks of the run's plan together cost what may be lost. Whatever is better than the run's plan then
    loses no more than the price of the marks that it does not share. That no plan shares fewer is not proven.
    """
    model = build_model(instance, others=Others(tuple(known), tuple(known[1:]), 1, worst))
    sharing, first = _sharing(model), model.goals[0]
    start = carried(instance, model, run, case.scenario.keys.solver.seed)
    shares = sum(len(known[0] & marks) for marks in known)
    may_lose = abs(worst - run.stages[0].found)
    if start is None or not shares or may_lose <= abs(run.stages[0].found) * LEAST_LOSS:
        return None
    sign, price = (1.0 if first.minimise else -1.0), may_lose / shares
    terms = {column: sign * by for column, by in first.terms.items()}
    for column, by in sharing.goal.terms.items():
        terms[column] = terms.get(column, 0.0) + price * by
    gap = may_lose / max(abs(run.stages[0].found), may_lose)
    stages = (
        instance.stages[0].model_copy(update={"gap": gap}),
        Stage(objective="units", gap=1.0),  # nothing more is sought: holds the marks shared while the others improve
        *instance.stages[1:],
    )
    away = replace(model, goals=(Goal(first.objective, True, terms), sharing.goal, *model.goals[1:]))
    solution = solve(away, stages, start)
    shared = _value(sharing.goal, solution.values)
    of_first = replace(solution.stages[0], minimise=first.minimise, found=_value(first, solution.values))
    solution = replace(solution, stages=(of_first, *solution.stages[2:]))
    return _Found(model, solution, shared, 0.0)


def _sharing(model: Model) -> Sharing:
    if model.sharing is None:
        raise AssertionError("a programme of other plans says which marks they share")
    return model.sharing


def _value(goal: Goal, values: FloatArray) -> float:
    return math.fsum(by * float(values[column]) for column, by in goal.terms.items())


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
