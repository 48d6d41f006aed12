"""Plans of a piece between those that prices alone bring forth.

At any prices a piece's best plan lies on the outline of all that it can do; in whole numbers the joined plan often
needs one inside: one unit more or less than what is best at the prices. Such plans are found by fixing the number of
units.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from mapping.solve.arrays import Slice
from mapping.solve.master import Master, Relaxed
from mapping.solve.seam import Piece

NEAR = 4
"""Numbers of units tried for a piece at most: those nearest to its average in the master's linear programme."""


def levels_between(master: Master, relaxed: Relaxed) -> list[tuple[int, int]]:
    """(piece, number of units) to try: pieces that the linear programme mixes from plans of different units."""
    units: dict[int, list[tuple[float, int]]] = {}
    for plan, weight in zip(master.plans, relaxed.weights.tolist(), strict=True):
        if weight > 1e-6:
            units.setdefault(plan.piece, []).append((weight, int(np.frombuffer(plan.units, dtype=np.int32).sum())))
    tried = []
    for piece, mixed in sorted(units.items()):
        if len(mixed) > 1:
            average = sum(weight * number for weight, number in mixed)
            first = max(0, math.floor(average) - NEAR // 2 + 1)
            tried += [(piece, number) for number in range(first, first + NEAR)]
    return tried


def with_units(piece: Piece, number: int) -> Piece:
    """The piece with just `number` units."""
    whole = np.flatnonzero(piece.whole)
    old = piece.slice
    fixed = Slice(
        old.columns,
        np.append(old.start, old.start[-1] + len(whole)),
        np.concatenate([old.index, whole]),
        np.concatenate([old.value, np.ones(len(whole))]),
        np.append(old.row_lower, float(number)),
        np.append(old.row_upper, float(number)),
    )
    return replace(piece, slice=fixed)
