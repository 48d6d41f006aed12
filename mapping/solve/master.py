"""Plans of the pieces, and how they are joined again under the linking rows.

The pool keeps plans of each piece. The master takes them as columns and states the linking rows: its linear programme
gives prices (Dantzig and Wolfe 1960, "Decomposition principle for linear programs", Operations Research 8, 101-111);
joined in whole numbers (`mapping.solve.join`) it gives plans of the whole programme.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from mapping.solve.arrays import INFINITY, Effort, FloatArray, Found, minimise
from mapping.solve.join import Join, PiecePlan, Profile, piece_plan
from mapping.solve.prices import Joint


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The master's linear programme: value, prices by linking row, worth by piece, weights of the pooled plans,
    loose columns, and by how much linking rows are broken."""

    value: float
    prices: FloatArray
    worth: FloatArray
    weights: FloatArray
    loose: FloatArray
    broken: float


class Master:
    """The pool of the pieces' plans with its linear programme, kept warm."""

    def __init__(self, joint: Joint, penalty: float) -> None:
        """An empty pool; breaking a linking row by one costs `penalty`."""
        self.joint = joint
        self.plans: list[PiecePlan] = []
        self._profiles: list[Profile] = []
        self._costs: list[float] = []
        self._known: dict[bytes, int] = {}
        self._penalty = penalty
        self._highs = self._empty()

    def add(self, plan: PiecePlan) -> bool:
        """Put a plan into the pool; False where it is there already, by all that the master sees of it."""
        profile, cost, seen = self._seen(plan)
        if seen in self._known:
            return False
        self._known[seen] = len(self.plans)
        used = np.flatnonzero(np.abs(profile) > 1e-9)
        rows = np.append(used, self.joint.rows + plan.piece).astype(np.int32)
        self._highs.addCol(cost, 0.0, INFINITY, len(rows), rows, np.append(profile[used], 1.0))
        self.plans.append(plan)
        self._profiles.append((used, profile[used]))
        self._costs.append(cost)
        return True

    def pooled(self, plan: FloatArray) -> list[int]:
        """The pooled plans that `plan` (by the programme's columns) is made of, as far as they are in the pool."""
        found = []
        for number, piece in enumerate(self.joint.pieces):
            at = self._known.get(self._seen(piece_plan(self.joint, number, plan[piece.columns]))[2])
            if at is not None:
                found.append(at)
        return found

    def _seen(self, plan: PiecePlan) -> tuple[FloatArray, float, bytes]:
        joint, piece = self.joint, self.joint.pieces[plan.piece]
        values = plan.dense(len(piece.columns))
        profile = piece.profile(values, joint.rows)
        cost = float(joint.cost[plan.piece] @ values)
        # + 0.0: no -0.
        return profile, cost, (np.round(np.append(profile, [cost, plan.piece]), 6) + 0.0).tobytes() + plan.units

    def relax(self) -> Relaxed:
        """Solve the linear programme."""
        joint, highs = self.joint, self._highs
        highs.run()
        solution = highs.getSolution()
        duals = np.array(solution.row_dual, dtype=float)
        values = np.array(solution.col_value, dtype=float)
        loose = len(joint.loose.columns)
        return Relaxed(
            float(highs.getInfo().objective_function_value),
            duals[: joint.rows],
            duals[joint.rows :],
            values[self._first :],
            values[:loose],
            float(values[loose : self._first].sum()),
        )

    def dearer(self) -> None:
        """Make it ten times dearer to break a linking row."""
        self._penalty *= 10
        loose = len(self.joint.loose.columns)
        for column in range(loose, self._first):
            self._highs.changeColCost(column, self._penalty)

    def cheapest(self, prices: FloatArray) -> dict[int, FloatArray]:
        """The pooled plan of each piece that costs least at `prices`, by the piece's columns."""
        best: dict[int, tuple[float, int]] = {}
        for k, (plan, (rows, values), cost) in enumerate(zip(self.plans, self._profiles, self._costs, strict=True)):
            priced = cost - float(values @ prices[rows])
            if plan.piece not in best or priced < best[plan.piece][0]:
                best[plan.piece] = (priced, k)
        return {piece: self.plans[k].dense(len(self.joint.pieces[piece].columns)) for piece, (_, k) in best.items()}

    def regret(self, relaxed: Relaxed) -> FloatArray:
        """What each pooled plan costs at the master's prices beyond the best of its piece."""
        if not self.plans:
            return np.zeros(0)
        piece = np.array([plan.piece for plan in self.plans])
        paid = np.array([float(values @ relaxed.prices[rows]) for rows, values in self._profiles])
        regret: FloatArray = np.array(self._costs) - paid - relaxed.worth[piece]
        return regret

    def join(
        self,
        opened: Sequence[int],
        kept: Sequence[int],
        plan: FloatArray | None,
        effort: Effort,
        seed: int,
        stop: threading.Event,
    ) -> tuple[Found, FloatArray | None]:
        """The best plan of the programme from the pooled plans `kept`, the pieces `opened` free; `plan` is a start.

        Returns what was found, and the values by the programme's columns (None where nothing was found). The bound
        holds for the programme only if all pieces are opened.
        """
        taken = set() if plan is None else set(self.pooled(plan))
        closed = [k for k in sorted(taken | set(kept)) if self.plans[k].piece not in set(opened)]
        join = Join(
            self.joint,
            tuple(opened),
            [self.plans[k] for k in closed],
            [self._profiles[k] for k in closed],
            [self._costs[k] for k in closed],
        )
        start = None if plan is None else join.start(plan, [at for at, k in enumerate(closed) if k in taken])
        found = minimise(join.slice, join.cost, join.lower, join.upper, join.whole, effort, seed, stop, start)
        return found, None if found.values is None else join.values(found.values)

    def _empty(self) -> Any:
        joint = self.joint
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in (("output_flag", False), ("threads", 1)):
            highs.setOptionValue(option, setting)
        nothing = np.zeros(0, dtype=np.int32)
        rows = joint.rows + len(joint.pieces)
        lower = np.append(joint.row_lower, np.ones(len(joint.pieces)))
        upper = np.append(joint.row_upper, np.ones(len(joint.pieces)))
        highs.addRows(rows, lower, upper, 0, np.zeros(rows, dtype=np.int32), nothing, np.zeros(0))
        loose = joint.loose
        for column in range(len(loose.columns)):
            mine = loose.link_column == column
            rows_of = loose.link_row[mine].astype(np.int32)
            highs.addCol(
                joint.loose_cost[column], loose.lower[column], loose.upper[column], len(rows_of), rows_of,
                loose.link_value[mine],
            )  # fmt: skip
        for row in range(joint.rows):
            for side, sign in ((joint.row_upper[row], -1.0), (joint.row_lower[row], 1.0)):
                if abs(side) < INFINITY:
                    highs.addCol(self._penalty, 0.0, INFINITY, 1, np.array([row], dtype=np.int32), np.array([sign]))
        self._first = highs.getNumCol()
        return highs
