"""What only a points region knows: its distances and its weights over the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Points:
    """Distances and weights, in the order of the region's settlements (its points).

    `distance` has shape (n, n): from the point served (row) to the point of the unit (column), per person; inf
    where no way leads. `weights` are by point the years from which a weight holds, in order, with the weight.
    `coordinates`: `lonlat` are degrees and can be drawn on a map, `plane` and `none` cannot.
    """

    distance: NDArray[np.float64]
    weights: tuple[tuple[tuple[int, float], ...], ...]
    measure: Text
    coordinates: Literal["lonlat", "plane", "none"]

    def weight(self, point: int, year: int) -> float:
        """Persons in need at a point in `year`."""
        now = 0.0
        for start, weight in self.weights[point]:
            if start <= year:
                now = weight
        return now
