"""The one place where a run meets the solver."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version

from mapping.errors import InfeasibleError
from mapping.instance import Case, Instance, build_instance
from mapping.model import Model, build_model
from mapping.plan import Plan
from mapping.run.listener import Listener, Step
from mapping.solve import HighsSession, LocationRun, Progress, StageResult, extract_plan, solve_stages


@dataclass(frozen=True, slots=True)
class Solved:
    """The plan, how each stage went, and the seconds of the final assignment of persons."""

    plan: Plan
    stages: tuple[StageResult, ...]
    assignment_seconds: float


def plan_case(case: Case, step: Callable[[Step], AbstractContextManager[None]], listener: Listener) -> Solved:
    """Plan `case` as `search_case` does, which see; where no plan satisfies all rules, the error names those that
    conflict."""
    try:
        return search_case(case, step, listener)
    except InfeasibleError as error:
        from mapping.run.explaining import with_conflict, with_hint  # noqa: PLC0415 - plans do not depend on it

        if LocationRun.of(case) is not None:
            raise with_hint(error, case) from error
        raise with_conflict(error, case, listener) from error


def search_case(case: Case, step: Callable[[Step], AbstractContextManager[None]], listener: Listener) -> Solved:
    """Plan `case`: a pure location problem in a small form of its own, any other through the model of all rules.

    `step` times a step; raises as `solve_case` does.
    """
    with step("model"):
        location = LocationRun.of(case)
        if location is None:
            instance = build_instance(case)
            model = build_model(instance)
    with step("solve"):
        if location is not None:
            return _solve_location(location, listener, len(case.scenario.keys.stages))
        return solve_case(case, instance, model, listener)


def solve_case(case: Case, instance: Instance, model: Model, listener: Listener) -> Solved:
    """Solve all stages of the scenario and read the plan out.

    Raises:
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: the time ran out, or the run was cancelled, before there was any plan.
    """
    options = case.scenario.keys.solver
    session = HighsSession(model.program, model.goals[0], options.threads, options.seed)

    def report(stage: int, objective: str, progress: Progress) -> None:
        listener.progress(stage, len(instance.stages), objective, progress)

    listener.solving(session.cancel)
    try:
        solution = solve_stages(model, instance.stages, session, report)
    finally:
        listener.solving(None)
    plan = extract_plan(case, instance, model, solution, solver_name())
    return Solved(plan, solution.stages, solution.assignment_seconds)


def _solve_location(run: LocationRun, listener: Listener, stages: int) -> Solved:
    """Solve a pure location problem of so many stages; raises as `solve_case` does."""

    def report(stage: int, objective: str, progress: Progress) -> None:
        listener.progress(stage, stages, objective, progress)

    listener.solving(run.cancel)
    try:
        solution = run.solve(solver_name(), report)
    finally:
        listener.solving(None)
    return Solved(solution.plan, solution.stages, 0.0)


def solver_name() -> str:
    """The solver and what states the programme to it, with their versions."""
    return f"HiGHS {version('highspy')}, PuLP {version('pulp')}"
