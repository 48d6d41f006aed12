"""Travel between settlements as arrays, with how it was found and how far it may be off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.words import Text

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DetourFit:
    """Detour factor of one terrain: road km per straight km, and its leave-one-out relative error."""

    terrain: str
    factor: float
    pairs: int
    median_error: float
    worst_error: float


@dataclass(frozen=True, slots=True)
class Travel:
    """One-way travel by car between all settlements, in the region's order.

    `minutes` and `km` have shape (n, n), from the row to the column, and are symmetric but in a points region, where
    both are the distance or cost that its tables give, inf where no way leads; `published` and `overridden` count the
    pairs whose kilometres were published, or set by hand. `estimated` says that the rest are estimates.
    """

    minutes: FloatArray
    km: FloatArray
    method: Text
    estimated: bool
    fits: tuple[DetourFit, ...]
    published: int
    overridden: int
