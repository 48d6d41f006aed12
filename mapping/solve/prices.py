"""Prices of the linking rows, and the bound they prove.

With the linking rows priced instead of stated, every piece is solved by itself in whole numbers. Whatever the prices,
the sum is a value that no plan can beat (Geoffrion 1974, "Lagrangean relaxation for integer programming",
Mathematical Programming Study 2, 82-114); it is at least as strong as the linear relaxation at its best prices.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from mapping.solve.arrays import INFINITY, Arrays, Effort, FloatArray, Found, minimise
from mapping.solve.seam import Piece, Seam, cut, cut_loose

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Joint:
    """A goal over pieces: the pieces, the loose columns, their costs, and the linking rows' sides.

    `cost` is by piece and by its columns, `loose_cost` by loose column.
    """

    pieces: tuple[Piece, ...]
    loose: Piece
    cost: tuple[FloatArray, ...]
    loose_cost: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    columns: int

    @property
    def rows(self) -> int:
        """Number of linking rows."""
        return len(self.row_lower)


def joint_of(arrays: Arrays, seam: Seam, cost: FloatArray) -> Joint:
    """`arrays` cut along `seam`, with `cost` to minimise."""
    pieces, loose = cut(arrays, seam), cut_loose(arrays, seam)
    rows = np.flatnonzero(arrays.linking)
    return Joint(
        pieces,
        loose,
        tuple(cost[piece.columns] for piece in pieces),
        cost[loose.columns],
        arrays.row_lower[rows],
        arrays.row_upper[rows],
        arrays.columns,
    )


@dataclass(frozen=True, slots=True)
class Priced:
    """What each piece does at some prices, and the bound that this proves; the bound of each piece, too."""

    prices: FloatArray
    bound: float
    found: tuple[Found, ...]
    fixed: float

    @property
    def promise(self) -> float:
        """What the bound would be if every plan found were the best of its piece; the bound is never more."""
        return self.fixed + math.fsum(found.value for found in self.found)


class Pricing:
    """Solves the pieces of a joint at given prices, side by side, and remembers what it solved last."""

    def __init__(self, joint: Joint, threads: int, seed: int, stop: threading.Event) -> None:
        """Nothing is solved yet."""
        self._joint = joint
        self._threads = threads
        self._seed = seed
        self._stop = stop
        self._last: dict[int, tuple[bytes, Effort, Found]] = {}

    def at(self, prices: FloatArray, effort: Effort, starts: Mapping[int, FloatArray] | None = None) -> Priced:
        """Every piece at its least for `prices` (by linking row), those of the wrong sign ignored.

        `starts` are plans that are known of some pieces, by their columns.
        """
        usable = self._usable(prices)
        found = self._solve(usable, range(len(self._joint.pieces)), effort, starts or {})
        fixed = self._fixed(usable)
        return Priced(usable, fixed + math.fsum(f.bound for f in found), tuple(found), fixed)

    def closer(self, priced: Priced, pieces: Sequence[int], effort: Effort) -> Priced:
        """`priced` with some pieces solved again, with more effort."""
        found = list(priced.found)
        for piece, again in zip(pieces, self._solve(priced.prices, pieces, effort, {}), strict=True):
            better = again if again.value <= found[piece].value else found[piece]
            found[piece] = replace(better, bound=max(again.bound, found[piece].bound))
        return Priced(priced.prices, priced.fixed + math.fsum(f.bound for f in found), tuple(found), priced.fixed)

    def least(self, piece: Piece, number: int, prices: FloatArray, effort: Effort) -> Found:
        """The least at `prices` of `piece`, which is piece `number` with more rows of its own."""
        priced = piece.priced(self._joint.cost[number], self._usable(prices))
        return minimise(piece.slice, priced, piece.lower, piece.upper, piece.whole, effort, self._seed, self._stop)

    def _solve(
        self, prices: FloatArray, pieces: Sequence[int], effort: Effort, starts: Mapping[int, FloatArray]
    ) -> list[Found]:
        def one(number: int) -> Found:
            piece, cost = self._joint.pieces[number], self._joint.cost[number]
            priced = piece.priced(cost, prices)
            key = priced.tobytes()
            known = self._last.get(number)
            same_effort = replace(effort, deadline=0.0)
            if known is not None and known[0] == key and known[1] == same_effort:
                return known[2]
            found = minimise(
                piece.slice, priced, piece.lower, piece.upper, piece.whole, effort, self._seed, self._stop,
                starts.get(number),
            )  # fmt: skip
            self._last[number] = (key, same_effort, found)
            return found

        return in_threads(one, pieces, self._threads)

    def _usable(self, prices: FloatArray) -> FloatArray:
        usable = prices.copy()
        usable[(usable > 0) & (self._joint.row_lower <= -INFINITY)] = 0.0
        usable[(usable < 0) & (self._joint.row_upper >= INFINITY)] = 0.0
        return usable

    def _fixed(self, prices: FloatArray) -> float:
        """What does not depend on the pieces: the rows' sides, and the loose columns at their better end."""
        joint = self._joint
        used = np.flatnonzero(prices)
        sides = np.where(prices[used] > 0, joint.row_lower[used], joint.row_upper[used])
        loose = joint.loose
        reduced = loose.priced(joint.loose_cost, prices)
        reduced[np.abs(reduced) < 1e-12] = 0.0
        ends = np.where(reduced > 0, loose.lower, loose.upper)
        endless = (np.abs(ends) >= INFINITY) & (reduced != 0)
        if endless.any():
            return -math.inf
        return float((prices[used] * sides).sum() + (reduced[reduced != 0] * ends[reduced != 0]).sum())


def in_threads(work: Callable[[int], T], items: Sequence[int], threads: int) -> list[T]:
    """`work` of each item, side by side, in their order."""
    if threads == 1 or len(items) == 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
