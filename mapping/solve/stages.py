"""Lexicographic stages: improve one objective, hold it within its tolerance, improve the next.

Small programmes are solved whole, by HiGHS; large ones part by part (`mapping.solve.parts`), each stage from the plan
of the one before. At the end the units are fixed and the persons are assigned anew, objective by objective, so that the
last stage leaves no needless travel.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mapping.errors import InfeasibleError, NoPlanError
from mapping.model import Goal, Model
from mapping.plan import StageStatus
from mapping.scenario import Stage
from mapping.solve.outcome import SMALL, Outcome, Progress, SolveStatus, relative_gap
from mapping.solve.parts import PartSolver
from mapping.solve.session import HighsSession
from mapping.words import Text

PROVEN = 1e-6
"""A relative gap this small is a solver's tolerance, not a gap."""

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
    by_parts: bool | None = None,
    start: NDArray[np.float64] | None = None,
) -> Solution:
    """Solve `stages` in order on `session`.

    `by_parts` says whether to work part by part; by default where the programme is large and falls into several.
    `start` is a plan to begin with, by the programme's columns: the first stage improves it, as later ones do theirs.

    Raises:
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: the first stage ended without any plan.
    """
    parts = PartSolver(model.program, session.threads, session.seed, session.stop)
    if by_parts is None:
        by_parts = model.program.whole.sum() >= SMALL and parts.worthwhile
    results: list[StageResult] = []
    values = start
    for number, (stage, goal) in enumerate(zip(stages, model.goals, strict=True), start=1):
        began = time.perf_counter()

        def on_progress(progress: Progress, number: int = number, objective: str = stage.objective) -> None:
            if report is not None:
                report(number, objective, progress)

        on_progress(Progress(0.0, None, None, None, 0))
        outcome = _solve_stage(goal, stage, values, session, parts, by_parts, on_progress)
        if outcome.values is None:
            raise no_plan(outcome.status == "infeasible")
        values = outcome.values
        result = StageResult(
            stage.objective,
            goal.minimise,
            outcome.value,
            outcome.bound,
            outcome.gap,
            status_of(outcome.gap, stage.gap, outcome.status == "cancelled"),
            outcome.nodes,
            time.perf_counter() - began,
        )
        results.append(result)
        held = held_at(goal, outcome.value, stage.tolerance)
        session.hold(goal, held)
        parts.hold(goal, held)
        on_progress(Progress(result.seconds, result.found, result.bound, result.gap, result.nodes))
    if values is None:
        raise ValueError("a scenario has at least one stage")
    began = time.perf_counter()
    values = assign(model, parts, values)
    return Solution(values, tuple(results), time.perf_counter() - began)


def _solve_stage(
    goal: Goal,
    stage: Stage,
    values: NDArray[np.float64] | None,
    session: HighsSession,
    parts: PartSolver,
    by_parts: bool,
    report: Callable[[Progress], None],
) -> Outcome:
    """One stage, from the plan `values` of the stage before (None in the first)."""
    if by_parts:
        return _by_parts(goal, stage, values, session, parts, report)
    if values is None:
        return session.solve(goal, stage.gap, stage.seconds, None, report)
    if session.cancelled:
        return _unimproved(goal, parts.reassign(goal, values))
    outcome = session.solve(goal, stage.gap, stage.seconds, parts.reassign(goal, values), report)
    return outcome if outcome.values is not None else _marked(_unimproved(goal, values), stage.gap, session)


def _by_parts(
    goal: Goal,
    stage: Stage,
    values: NDArray[np.float64] | None,
    session: HighsSession,
    parts: PartSolver,
    report: Callable[[Progress], None],
) -> Outcome:
    """Find or improve a plan part by part.

    The whole programme is searched only where the parts found no plan at all, or where it is small and the stated gap
    was not reached.
    """
    if values is not None and session.cancelled:
        return _unimproved(goal, parts.reassign(goal, values))
    if values is None and parts.very_large:
        wide = parts.find(goal, stage.gap, stage.seconds, report)
        if wide is not None:
            return wide
    began = time.perf_counter()
    outcome = parts.improve(goal, values, stage.gap, stage.seconds, report)
    left = stage.seconds - (time.perf_counter() - began)
    small = session.program.whole.sum() < SMALL
    enough = outcome.gap <= stage.gap + PROVEN or (outcome.values is not None and not small)
    if enough or outcome.status == "infeasible" or session.cancelled or left <= 0:
        return outcome
    whole = session.solve(goal, stage.gap, left, outcome.values, report)
    if outcome.values is None:
        return whole
    better = whole.value < outcome.value if goal.minimise else whole.value > outcome.value
    if whole.values is None or not (better or whole.gap <= stage.gap + PROVEN):
        kept = outcome if whole.values is None else _tightened(goal, outcome, whole.bound)
        return _marked(kept, stage.gap, session)
    return _tightened(goal, whole, outcome.bound)


def _marked(outcome: Outcome, wanted: float, session: HighsSession) -> Outcome:
    """`outcome` with the status that its gap and the session's state give it."""
    status: SolveStatus = (
        "proven" if outcome.gap <= wanted + PROVEN else ("cancelled" if session.cancelled else "limit")
    )
    return replace(outcome, status=status)


def _tightened(goal: Goal, outcome: Outcome, bound: float) -> Outcome:
    """`outcome` with the better of its own bound and `bound`."""
    pick = max if goal.minimise else min
    best = pick(outcome.bound, bound) if math.isfinite(bound) else outcome.bound
    gap = relative_gap(outcome.value, best)
    return Outcome(outcome.status, outcome.value, best, gap, outcome.nodes, outcome.values)


def held_at(goal: Goal, value: float, tolerance: float) -> float:
    """What a goal of `value` is held at while others are improved."""
    # A whisker more than the tolerance, so that the plan just found stays feasible in floating point.
    slack = abs(value) * (tolerance + 1e-7) + 1e-6
    return value + slack if goal.minimise else value - slack


def assign(model: Model, parts: PartSolver, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keep the units of `values` and improve each goal in order, holding it."""
    for goal in model.goals:
        values = parts.reassign(goal, values)
        value = math.fsum(coefficient * float(values[column]) for column, coefficient in goal.terms.items())
        parts.hold(goal, held_at(goal, value, 0.0))
    return values


def status_of(gap: float, wanted: float, cancelled: bool = False) -> StageStatus:
    """Only the gap proves anything: a solver that says it is done without a bound has proven nothing."""
    if gap <= PROVEN:
        return "optimal"
    if gap <= wanted + PROVEN:
        return "within_gap"
    return "cancelled" if cancelled else "time_limit"


def _unimproved(goal: Goal, values: NDArray[np.float64]) -> Outcome:
    """The plan at hand, unimproved for `goal`, with nothing proven."""
    value = sum(coefficient * float(values[column]) for column, coefficient in goal.terms.items())
    return Outcome("cancelled", value, math.nan, math.inf, 0, values)


def no_plan(infeasible: bool) -> InfeasibleError | NoPlanError:
    """The error of a search without a plan: there is none, or none was found."""
    if infeasible:
        return InfeasibleError(
            Text(
                "Няма план, който да спазва всички правила едновременно. Най-често причината е изисквано място без "
                "пари или без достатъчно потребители, изисквана промяна, чиито потребители няма къде да отидат, праг, "
                "който не може да се достигне, или твърде голям или малък брой звена: проверете sites.choices, "
                "changes, coverage, inter_municipal, number, фондовете и минималната заетост.",
                "No plan satisfies all rules at once. The usual causes are a required site without money or without "
                "enough users, a required change whose users have nowhere to go, a floor that cannot be reached, or "
                "too many or too few units asked for: check sites.choices, changes, coverage, inter_municipal, number, "
                "the funds and the minimum use.",
            )
        )
    return NoPlanError(
        Text(
            "Времето изтече (или работата беше спряна), преди да се намери план. Увеличете stages.seconds.",
            "The time ran out (or the run was cancelled) before any plan was found. Raise stages.seconds.",
        )
    )
