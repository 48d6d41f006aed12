"""The one place where a run meets the solver."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from mapping.instance import Case, Instance
from mapping.model import Model
from mapping.plan import Plan
from mapping.run.listener import Listener
from mapping.solve import HighsSession, Progress, StageResult, extract_plan, solve_stages


@dataclass(frozen=True, slots=True)
class Solved:
    """The plan, how each stage went, and the seconds of the final assignment of persons."""

    plan: Plan
    stages: tuple[StageResult, ...]
    assignment_seconds: float


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
    name = f"HiGHS {version('highspy')}, PuLP {version('pulp')}"
    return Solved(extract_plan(case, instance, model, solution, name), solution.stages, solution.assignment_seconds)
