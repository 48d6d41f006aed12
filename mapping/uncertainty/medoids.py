"""Plans that stand for many: the medoids of the worlds' plans by their marks.

Two plans are as far from each other as the number of marks that only one of them has. Medoids are chosen one after the
other, each bringing the plans nearer on the whole to those chosen than any other would (the BUILD phase of
"partitioning around medoids", Kaufman and Rousseeuw 1990, "Finding Groups in Data", ch. 2). No chance is in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mapping.uncertainty.types import WorldPlan


def medoids(plans: Sequence[WorldPlan], count: int) -> tuple[int, ...]:
    """The indices of up to `count` plans that stand for `plans`, the first for most; all different in their marks."""
    if not plans:
        return ()
    places = sorted({place for plan in plans for place in plan.units_at()})
    units = np.array([[plan.units_at().get(place, 0) for place in places] for plan in plans], dtype=float)
    apart = np.abs(units[:, None, :] - units[None, :, :]).sum(axis=2)
    nearest = np.full(len(plans), np.inf)
    chosen: list[int] = []
    while len(chosen) < count:
        together = np.minimum(nearest[:, None], apart).sum(axis=0)
        best = int(together.argmin())
        if chosen and together[best] >= nearest.sum():
            break
        chosen.append(best)
        nearest = np.minimum(nearest, apart[:, best])
    return tuple(chosen)
