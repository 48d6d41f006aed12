"""Lexicographic stages: improve one objective, hold it within its tolerance, improve the next.

At the end the units are fixed and the persons are assigned anew, objective by objective, so that the last stage leaves
no needless travel (a linear programme each).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.errors import InfeasibleError, NoPlanError
from mapping.model import Goal, Model
from mapping.plan import StageStatus
from mapping.scenario import Stage
from mapping.solve.session import HighsSession, Outcome, Progress
from mapping.words import Text

Reporter = Callable[[int, str, Progress], None]
"""Called while a stage runs: its number (from 1), its objective, and where it stands."""


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage found: value, proven bound, gap, how it ended, nodes and seconds."""

    objective: str
    minimise: bool
    found: float
    bound: float
    gap: float
    status: StageStatus
    nodes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Solution:
    """Values by column of the programme, the stages' results, and the seconds of the final assignment."""

    values: NDArray[np.float64]
    stages: tuple[StageResult, ...]
    assignment_seconds: float


def solve_stages(
    model: Model,
    stages: tuple[Stage, ...],
    session: HighsSession,
    report: Reporter | None = None,
) -> Solution:
    """Solve `stages` in order on `session`.

    Raises:
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: the first stage ended without any plan.
    """
    results: list[StageResult] = []
    values: NDArray[np.float64] | None = None
    for number, (stage, goal) in enumerate(zip(stages, model.goals, strict=True), start=1):
        began = time.perf_counter()

        def on_progress(progress: Progress, number: int = number, objective: str = stage.objective) -> None:
            if report is not None:
                report(number, objective, progress)

        if session.cancelled and values is not None:
            outcome = _unimproved(goal, values)
        else:
            outcome = session.solve(goal, stage.gap, stage.seconds, values, on_progress)
        if outcome.values is None:
            if values is None:
                raise _no_plan(outcome)
            outcome = _unimproved(goal, values)
        values = outcome.values
        assert values is not None  # noqa: S101
        result = StageResult(
            stage.objective,
            goal.minimise,
            outcome.value,
            outcome.bound,
            outcome.gap,
            _status(outcome, stage.gap),
            outcome.nodes,
            time.perf_counter() - began,
        )
        results.append(result)
        session.hold(goal, _held(goal, outcome.value, stage.tolerance))
        on_progress(Progress(result.seconds, result.found, result.bound, result.gap, result.nodes))
    assert values is not None  # noqa: S101
    began = time.perf_counter()
    values = _assign(model, session, values)
    return Solution(values, tuple(results), time.perf_counter() - began)


def _held(goal: Goal, value: float, tolerance: float) -> float:
    # A whisker more than the tolerance, so that the plan just found stays feasible in floating point.
    slack = abs(value) * (tolerance + 1e-9) + 1e-7
    return value + slack if goal.minimise else value - slack


def _assign(model: Model, session: HighsSession, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fix the units of `values` and improve each goal in order, holding it exactly."""
    session.fix_whole(values)
    for goal in model.goals:
        outcome = session.solve(goal, 0.0, math.inf)
        if outcome.values is None:
            return values
        values = outcome.values
        session.hold(goal, _held(goal, outcome.value, 0.0))
    return values


def _status(outcome: Outcome, wanted: float) -> StageStatus:
    if outcome.status == "cancelled":
        return "cancelled"
    if outcome.status == "limit" and outcome.gap > wanted:
        return "time_limit"
    return "optimal" if outcome.gap <= 1e-6 else "within_gap"


def _unimproved(goal: Goal, values: NDArray[np.float64]) -> Outcome:
    """The plan at hand, unimproved for `goal`, with nothing proven."""
    value = sum(coefficient * float(values[column]) for column, coefficient in goal.terms.items())
    return Outcome("cancelled", value, math.nan, math.inf, 0, values)


def _no_plan(outcome: Outcome) -> InfeasibleError | NoPlanError:
    if outcome.status == "infeasible":
        return InfeasibleError(
            Text(
                "Няма план, който да спазва всички правила едновременно. Най-често причината е изисквано място без "
                "пари или без достатъчно потребители: проверете sites.choices, фондовете и минималната заетост.",
                "No plan satisfies all rules at once. The usual cause is a required site without money or without "
                "enough users: check sites.choices, the funds and the minimum use.",
            )
        )
    return NoPlanError(
        Text(
            "Времето изтече (или работата беше спряна), преди да се намери план. Увеличете stages.seconds.",
            "The time ran out (or the run was cancelled) before any plan was found. Raise stages.seconds.",
        )
    )
