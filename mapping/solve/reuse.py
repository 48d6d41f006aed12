"""Solving a programme that is like one solved before: other coefficients and sides, mostly the same columns.

1. The bound and the prices come from the new programme's own linear relaxation, so they are as good as ever.
2. What is carried over is the units of the plans of the parts, by the columns' names. Each is a plan again once the
   persons are assigned anew at the new prices; those that the new programme does not allow are left out.
3. The parts are priced once, which tightens the bound and adds plans, and all plans are joined.
4. The plan is held within its stage's tolerance, and drawn as near to the known plan as that allows: a unit moves only
   where moving it is worth more.

Nothing is bounded by seconds, so that the same programme gives the same plan wherever and whenever it is solved.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mapping.errors import NoPlanError
from mapping.model import Goal, Model, Program
from mapping.scenario import Stage
from mapping.solve.arrays import Effort, FloatArray, IntArray, minimise
from mapping.solve.join import PiecePlan, piece_plan
from mapping.solve.outcome import SMALL, feasibility, relative_gap
from mapping.solve.parts import PartSolver
from mapping.solve.prices import Joint
from mapping.solve.search import Search
from mapping.solve.session import HighsSession
from mapping.solve.stages import Solution, StageResult, assign, held_at, no_plan, status_of
from mapping.words import Text

Units = Mapping[str, int]
"""Whole columns that are not 0, by name."""

ENOUGH = 0.02
"""The gap at which the search for a plan of a programme like another ends; a convention of this program."""
PREPARED = 0.01
"""The gap to which the first programme is searched for the sake of the others."""
FOREVER = 1e9
"""Seconds: no limit."""
MOVES_WORTH = 15.0
"""Into how many moves of a unit the tolerance is divided, for the price at which nearer plans are sought."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a search hands to the next: the units of the parts' plans."""

    plans: tuple[Units, ...] = ()


def units_of(program: Program, columns: IntArray, values: FloatArray) -> dict[str, int]:
    """The whole columns among `columns` that are not 0 in `values` (both alike), by name."""
    return {
        program.column_names[int(column)]: round(float(value))
        for column, value in zip(columns.tolist(), values.tolist(), strict=True)
        if program.whole[column] and round(float(value))
    }


def prepare_start(
    model: Model, units: Units, threads: int, seed: int, stop: threading.Event, by_parts: bool | None = None
) -> Start:
    """Search the first stage of `model`, from a plan with `units` (by column name), for plans of its parts.

    `by_parts` as for `solve_again`.

    Raises:
        NoPlanError: the programme is so large that its linear relaxation is out of reach.
    """
    parts = PartSolver(model.program, threads, seed, stop)
    if parts.very_large:
        raise NoPlanError(
            Text(
                "Задачата е твърде голяма за много възможни развития: планира се само веднъж, с needsmap run.",
                "The problem is too large for many worlds: it can only be planned once, with needsmap run.",
            )
        )
    if not (_worth_cutting(model, parts) if by_parts is None else by_parts):
        return Start()
    goal = model.goals[0]
    search = parts.search(goal, PREPARED)
    prices = _prices(parts, goal, search)
    if prices is None:
        return Start()
    search.know(carried_over(model.program, search.joint, Start((units,)), prices, seed, stop))
    search.price(prices)
    found: dict[tuple[tuple[str, int], ...], None] = {tuple(sorted(units.items())): None}
    for pooled in search.pool:
        piece = search.joint.pieces[pooled.piece]
        here = units_of(model.program, piece.columns, pooled.dense(len(piece.columns)))
        found[tuple(sorted(here.items()))] = None
    return Start(tuple(dict(plan) for plan in found if plan))


def solve_again(
    model: Model,
    stages: tuple[Stage, ...],
    start: Start,
    seed: int,
    stop: threading.Event,
    by_parts: bool | None = None,
) -> Solution:
    """Plan `model`, which states how near a plan stays to a known one, for the first of `stages`; the later goals only
    decide who is served where.

    `by_parts` says whether to work part by part; by default where the programme is large and falls into several.

    Raises:
        InfeasibleError: no plan satisfies all rules.
        NoPlanError: `stop` was set before there was any plan, or the search found none.
    """
    parts = PartSolver(model.program, 1, seed, stop)
    first, goal = stages[0], model.goals[0]
    if _worth_cutting(model, parts) if by_parts is None else by_parts:
        values, found, bound = _by_parts(model, first, start, parts, seed, stop)
    else:
        values, found, bound = _whole(model, first, seed)
        parts.hold(goal, held_at(goal, found, first.tolerance))
    values = assign(model, parts, values)
    gap = relative_gap(found, bound)
    if goal.minimise == (_value(goal, values) < found):
        found = _value(goal, values)
        gap = relative_gap(found, bound)
    results = [StageResult(first.objective, goal.minimise, found, bound, gap, status_of(gap, first.gap), 0, 0.0)]
    for stage, later in zip(stages[1:], model.goals[1:], strict=True):
        reached = _value(later, values)
        results.append(StageResult(stage.objective, later.minimise, reached, math.nan, math.inf, "cancelled", 0, 0.0))
    return Solution(values, tuple(results), 0.0)


def carried_over(
    program: Program, joint: Joint, start: Start, prices: FloatArray, seed: int, stop: threading.Event
) -> list[PiecePlan]:
    """The plans of `start` that `program` allows, with the persons assigned best at `prices`."""
    effort = Effort(0.0, 0, math.inf, feasibility(program))
    plans = []
    for number, units in _by_piece(program, joint, start):
        piece = joint.pieces[number]
        counts = piece.lower.copy()
        for at, count in units:
            counts[at] = count
        if (counts[piece.whole] > piece.upper[piece.whole]).any():
            continue
        lower, upper = np.where(piece.whole, counts, piece.lower), np.where(piece.whole, counts, piece.upper)
        none_whole = np.zeros(len(counts), dtype=bool)
        cost = piece.priced(joint.cost[number], prices)
        found = minimise(piece.slice, cost, lower, upper, none_whole, effort, seed, stop)
        if found.values is not None:
            plans.append(piece_plan(joint, number, found.values))
    return plans


def _by_piece(program: Program, joint: Joint, start: Start) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """(piece, its columns' counts) of the plans of `start`, each once; columns no longer there are left out."""
    column_of = {program.column_names[int(column)]: int(column) for column in np.flatnonzero(program.whole)}
    piece_of = np.full(joint.columns, -1, dtype=np.int64)
    at = np.full(joint.columns, -1, dtype=np.int64)
    for number, piece in enumerate(joint.pieces):
        piece_of[piece.columns] = number
        at[piece.columns] = np.arange(len(piece.columns))
    found: dict[tuple[int, tuple[tuple[int, int], ...]], None] = {}
    for units in start.plans:
        here: dict[int, list[tuple[int, int]]] = {}
        for name, count in units.items():
            column = column_of.get(name, -1)
            if column >= 0 and piece_of[column] >= 0:
                here.setdefault(int(piece_of[column]), []).append((int(at[column]), count))
        for number, counts in here.items():
            found[number, tuple(sorted(counts))] = None
    return list(found)


def _worth_cutting(model: Model, parts: PartSolver) -> bool:
    return bool(model.program.whole.sum() >= SMALL and parts.worthwhile and not parts.very_large)


def _prices(parts: PartSolver, goal: Goal, search: Search) -> FloatArray | None:
    """The prices of the linear relaxation, whose bound the search is told; None where it has no plan at all."""
    relaxed = parts.relaxed(goal)
    search.prove(relaxed.bound)
    if relaxed.bound == math.inf:
        return None
    return relaxed.duals[parts.arrays.linking] if len(relaxed.duals) else np.zeros(search.joint.rows)


def _by_parts(
    model: Model, first: Stage, start: Start, parts: PartSolver, seed: int, stop: threading.Event
) -> tuple[FloatArray, float, float]:
    """Values, the best value of the first goal before it was drawn near the known plan, and the bound."""
    goal = model.goals[0]
    search = parts.search(goal, ENOUGH)
    prices = _prices(parts, goal, search)
    if prices is None:
        raise no_plan(infeasible=True)
    search.know(carried_over(model.program, search.joint, start, prices, seed, stop))
    search.again(prices)
    if search.plan is None and search.bound < math.inf and not stop.is_set():
        search.price(prices)
    if search.bound == math.inf:
        raise no_plan(infeasible=True)
    if search.plan is None or stop.is_set():
        raise no_plan(infeasible=False)
    plan = parts.reassign(goal, search.plan)
    value = _value(goal, plan)
    sign = 1.0 if goal.minimise else -1.0
    parts.hold(goal, held_at(goal, value, first.tolerance))
    nearer = _nearer(model, parts, plan, search.pool, prices, first.tolerance * abs(value))
    return nearer, value, sign * search.bound


def _nearer(
    model: Model, parts: PartSolver, plan: FloatArray, pool: list[PiecePlan], prices: FloatArray, lost: float
) -> FloatArray:
    """The plan that is nearest to the known one, of those that pooled plans and one more pricing make, inside what is
    held. `lost` is what may be lost of the goal that is held; its row is priced so that a move of a unit is worth a
    part of that."""
    nearness = model.nearness
    if nearness is None:
        return plan
    search = parts.search(nearness.goal, ENOUGH)
    joint = search.joint
    for pooled in pool:
        columns = joint.pieces[pooled.piece].columns
        values = np.zeros(joint.columns)
        values[columns] = pooled.dense(len(columns))
        search.know([piece_plan(joint, pooled.piece, nearness.settled(values)[columns])])
    search.take(nearness.settled(plan))
    if lost > 0:
        worth = MOVES_WORTH / lost
        search.once(np.append(prices * worth, -worth))
    else:
        search.fill()
    return plan if search.plan is None else search.plan


def _whole(model: Model, first: Stage, seed: int) -> tuple[FloatArray, float, float]:
    """As `_by_parts`, of a programme that is solved whole."""
    goal = model.goals[0]
    session = HighsSession(model.program, goal, 1, seed)
    large = model.program.whole.sum() >= SMALL
    outcome = session.solve(goal, max(first.gap, ENOUGH) if large else first.gap, FOREVER)
    if outcome.values is None:
        raise no_plan(outcome.status == "infeasible")
    held = held_at(goal, outcome.value, first.tolerance)
    values = outcome.values
    if model.nearness is not None:
        session.hold(goal, held)
        nearer = session.solve(model.nearness.goal, ENOUGH, FOREVER, model.nearness.settled(values))
        values = values if nearer.values is None else nearer.values
    return values, outcome.value, outcome.bound


def _value(goal: Goal, values: FloatArray) -> float:
    return math.fsum(coefficient * float(values[column]) for column, coefficient in goal.terms.items())
