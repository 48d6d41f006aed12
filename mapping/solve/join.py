"""Joining plans of the pieces in whole numbers.

A join may open some pieces up: these are stated with all their own columns and rows, while each of the others takes one
of its pooled plans, or a mix of plans with the same units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.solve.arrays import FloatArray, IntArray, Slice
from mapping.solve.prices import Joint

Profile = tuple[IntArray, FloatArray]
"""What a pooled plan uses: linking rows, and how much of each."""

ONE = np.ones(1)


@dataclass(frozen=True, slots=True)
class PiecePlan:
    """A plan of a piece: its values that are not 0, by its columns, and the key of its whole values."""

    piece: int
    at: IntArray
    values: FloatArray
    units: bytes

    def dense(self, columns: int) -> FloatArray:
        """The values by the piece's columns."""
        full = np.zeros(columns)
        full[self.at] = self.values
        return full


def piece_plan(joint: Joint, number: int, values: FloatArray) -> PiecePlan:
    """`values` (by the piece's columns) as a plan, whole columns rounded."""
    piece = joint.pieces[number]
    clean = np.clip(values, piece.lower, piece.upper)
    clean[piece.whole] = np.round(clean[piece.whole])
    at = np.flatnonzero(clean)
    return PiecePlan(number, at, clean[at], clean[piece.whole].astype(np.int32).tobytes())


class _Sheet:
    """Rows and columns being written down."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._entries: list[tuple[IntArray, IntArray, FloatArray]] = []
        self._sides: list[tuple[FloatArray, FloatArray]] = []
        self._columns: list[tuple[FloatArray, FloatArray, FloatArray, np.ndarray]] = []

    def add_rows(self, lower: FloatArray, upper: FloatArray) -> int:
        """The first of the new rows."""
        self._sides.append((lower, upper))
        self.rows += len(lower)
        return self.rows - len(lower)

    def add_columns(self, cost: FloatArray, lower: FloatArray, upper: FloatArray, whole: np.ndarray) -> int:
        """The first of the new columns."""
        self._columns.append((cost, lower, upper, whole))
        self.columns += len(cost)
        return self.columns - len(cost)

    def enter(self, rows: IntArray, columns: IntArray, values: FloatArray) -> None:
        self._entries.append((rows, columns, values))

    def column_arrays(self) -> tuple[FloatArray, FloatArray, FloatArray, np.ndarray]:
        """Cost, lower, upper, whole."""
        cost, lower, upper, whole = (np.concatenate(parts) for parts in zip(*self._columns, strict=True))
        return cost, lower, upper, whole

    def slice(self) -> Slice:
        rows = np.concatenate([row for row, _, _ in self._entries]).astype(np.int64)
        order = np.argsort(rows, kind="stable")
        counts = np.bincount(rows, minlength=self.rows)
        return Slice(
            np.arange(self.columns),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.concatenate([column for _, column, _ in self._entries]).astype(np.int64)[order],
            np.concatenate([value for _, _, value in self._entries])[order],
            np.concatenate([lower for lower, _ in self._sides]),
            np.concatenate([upper for _, upper in self._sides]),
        )


class Join:
    """A programme to minimise: `slice`, `cost`, `lower`, `upper`, `whole`.

    Columns: the loose ones, those of opened pieces, a share for each pooled plan, and for each set of pooled plans with
    the same units whether it is taken.
    """

    def __init__(
        self,
        joint: Joint,
        opened: tuple[int, ...],
        plans: list[PiecePlan],
        profiles: list[Profile],
        costs: list[float],
    ) -> None:
        """`plans` with `profiles` and `costs` are of pieces that are not `opened`."""
        self._joint = joint
        self._plans = plans
        sheet = _Sheet()
        loose = joint.loose
        sheet.add_rows(joint.row_lower, joint.row_upper)
        sheet.add_columns(joint.loose_cost, loose.lower, loose.upper, loose.whole)
        sheet.enter(loose.link_row, loose.link_column, loose.link_value)
        self._start_of = {number: self._open(sheet, number) for number in opened}
        self._first = sheet.columns
        self._mixed: list[tuple[int, list[int]]] = []
        self._pool(sheet, profiles, costs)
        self.cost, self.lower, self.upper, self.whole = sheet.column_arrays()
        self.slice = sheet.slice()

    def start(self, plan: FloatArray, taken: list[int]) -> FloatArray | None:
        """`plan` (by the programme's columns) in the join's columns, where the pooled plans `taken` are its plans of
        the pieces that are not opened; None where these are not complete."""
        joint = self._joint
        start = np.zeros(len(self.cost))
        start[: len(joint.loose.columns)] = plan[joint.loose.columns]
        for number, at in self._start_of.items():
            columns = joint.pieces[number].columns
            start[at : at + len(columns)] = plan[columns]
        for k in taken:
            start[self._first + k] = 1.0
            for column, members in self._mixed:
                if k in members:
                    start[column] = 1.0
        complete = len(taken) + len(self._start_of) == len(joint.pieces)
        return start if complete else None

    def values(self, found: FloatArray) -> FloatArray:
        """What was found, by the programme's columns."""
        joint = self._joint
        values = np.zeros(joint.columns)
        values[joint.loose.columns] = found[: len(joint.loose.columns)]
        for number, at in self._start_of.items():
            piece = joint.pieces[number]
            mine = found[at : at + len(piece.columns)].copy()
            mine[piece.whole] = np.round(mine[piece.whole])
            values[piece.columns] = mine
        shares: dict[int, list[tuple[float, PiecePlan]]] = {}
        for k, plan in enumerate(self._plans):
            share = float(found[self._first + k])
            if share > 1e-9:
                shares.setdefault(plan.piece, []).append((share, plan))
        for number, taken in shares.items():
            piece = joint.pieces[number]
            total = sum(share for share, _ in taken)
            mix = np.zeros(len(piece.columns))
            for share, plan in taken:
                mix[plan.at] += share / total * plan.values
            mix[piece.whole] = np.round(mix[piece.whole])
            values[piece.columns] = mix
        return values

    def _open(self, sheet: _Sheet, number: int) -> int:
        """All of a piece's own columns and rows; its first column."""
        piece = self._joint.pieces[number]
        row = sheet.add_rows(piece.slice.row_lower, piece.slice.row_upper)
        at = sheet.add_columns(self._joint.cost[number], piece.lower, piece.upper, piece.whole)
        lengths = np.diff(piece.slice.start)
        sheet.enter(piece.link_row, piece.link_column + at, piece.link_value)
        sheet.enter(
            np.repeat(np.arange(len(lengths), dtype=np.int64), lengths) + row, piece.slice.index + at, piece.slice.value
        )
        return at

    def _pool(self, sheet: _Sheet, profiles: list[Profile], costs: list[float]) -> None:
        """Shares of the pooled plans: each piece takes plans of one set of units only, wholly."""
        sets: dict[tuple[int, bytes], list[int]] = {}
        for k, plan in enumerate(self._plans):
            sets.setdefault((plan.piece, plan.units), []).append(k)
        count = len(self._plans)
        alone = np.zeros(count, dtype=bool)
        for members in sets.values():
            alone[members] = len(members) == 1
        at = sheet.add_columns(np.array(costs, dtype=float), np.zeros(count), np.ones(count), alone)
        for k, (used, amount) in enumerate(profiles):
            sheet.enter(used, np.full(len(used), at + k), amount)
        pieces = sorted({plan.piece for plan in self._plans})
        ones = np.ones(len(pieces))
        row = sheet.add_rows(ones, ones)
        row_of = {piece: row + n for n, piece in enumerate(pieces)}
        for (piece, _), members in sets.items():
            column = at + members[0]
            if len(members) > 1:
                column = sheet.add_columns(np.zeros(1), np.zeros(1), ONE, np.ones(1, dtype=bool))
                self._mixed.append((column, members))
                balance = sheet.add_rows(np.zeros(1), np.zeros(1))
                columns = np.array([at + k for k in members] + [column])
                sheet.enter(np.full(len(columns), balance), columns, np.append(np.ones(len(members)), -1.0))
            sheet.enter(np.array([row_of[piece]]), np.array([column]), ONE)
