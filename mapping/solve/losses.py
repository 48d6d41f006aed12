"""Where a plan loses against the prices: which pieces to open up next."""

from __future__ import annotations

import numpy as np

from mapping.solve.arrays import FloatArray, IntArray
from mapping.solve.master import Relaxed
from mapping.solve.prices import Joint

EVERYWHERE = 0.05
"""Of all chances to be opened, the share that is spread over all pieces alike."""


class Losses:
    """Shares a plan's distance from the master's linear programme out among the pieces.

    A piece loses what its plan costs beyond its best at the prices; a linking row what it leaves unused, at its price;
    a loose column its reduced cost. What rows and loose columns lose is shared by the pieces that stand in these rows,
    or in rows one loose column further.
    """

    def __init__(self, joint: Joint) -> None:
        """Find the pieces of each linking row."""
        self._joint = joint
        touched: list[set[int]] = [set() for _ in range(joint.rows)]
        for number, piece in enumerate(joint.pieces):
            for row in np.unique(piece.link_row).tolist():
                touched[row].add(number)
        loose = joint.loose
        self._rows_of_loose: list[IntArray] = [
            loose.link_row[loose.link_column == column] for column in range(len(loose.columns))
        ]
        near = [set(pieces) for pieces in touched]
        for rows in self._rows_of_loose:
            together = set().union(*(touched[row] for row in rows.tolist()))
            for row in rows.tolist():
                near[row] |= together
        self._near = [np.array(sorted(pieces), dtype=np.int64) for pieces in near]

    def chances(self, relaxed: Relaxed, plan: FloatArray) -> FloatArray:
        """The chance of each piece to be opened, adding up to 1; `plan` is by the programme's columns."""
        joint, prices = self._joint, relaxed.prices
        lost = np.zeros(len(joint.pieces))
        used = joint.loose.profile(plan[joint.loose.columns], joint.rows)
        for number, piece in enumerate(joint.pieces):
            values = plan[piece.columns]
            profile = piece.profile(values, joint.rows)
            used += profile
            lost[number] = max(0.0, float(joint.cost[number] @ values - prices @ profile) - relaxed.worth[number])
        sides = np.where(prices > 0, joint.row_lower, joint.row_upper)
        unused = np.abs(prices * (np.where((prices != 0) & np.isfinite(sides), sides, used) - used))
        for row in np.flatnonzero(unused > 0).tolist():
            self._spread(lost, row, float(unused[row]))
        reduced = joint.loose.priced(joint.loose_cost, prices)
        values = plan[joint.loose.columns]
        ends = np.where(reduced > 0, joint.loose.lower, joint.loose.upper)
        for column in np.flatnonzero((np.abs(reduced) > 1e-9) & (np.abs(values - ends) > 1e-9)).tolist():
            if np.isfinite(ends[column]):
                rows = self._rows_of_loose[column].tolist()
                for row in rows:
                    self._spread(lost, row, abs(float(reduced[column] * (values[column] - ends[column]))) / len(rows))
        total = lost.sum()
        alike = np.full(len(lost), 1.0 / max(1, len(lost)))
        return alike if not 0 < total < np.inf else (1 - EVERYWHERE) * lost / total + EVERYWHERE * alike

    def _spread(self, lost: FloatArray, row: int, amount: float) -> None:
        near = self._near[row]
        if len(near):
            lost[near] += amount / len(near)
