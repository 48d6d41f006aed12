"""How sure the marks of the central plan are: shares of worlds, places that are missing, ranges of the served share.

A mark is the n-th new unit of a service at a settlement; it stands in a world whose plan has at least n new units of
the service there, of whatever size and period. A share of worlds is an estimate from as many worlds as there are:
`share_interval` says how far it may be off.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np

from mapping.uncertainty.types import (
    CERTAIN_FROM,
    Alternative,
    Certainty,
    Ensemble,
    MarkCertainty,
    MissingMark,
    Place,
    ServedRange,
)

WHISKER = 1e-9
"""Shares are counts of worlds divided by their number: rounding must not move one below its limit."""

MISSING_FROM = 0.5
"""A mark is missing from the central plan if at least this share of the worlds builds it."""

RANGE = (0.05, 0.5, 0.95)
"""Quantiles of a settlement's served share over the worlds."""


def certainty_of(share: float) -> Certainty:
    """The class of a mark that stands in `share` of the worlds."""
    return next(name for name, least in CERTAIN_FROM.items() if share >= least - WHISKER)


def share_interval(share: float, worlds: int, confidence: float = 0.95) -> tuple[float, float]:
    """The range (0..1) in which the share would lie with worlds without end: Wilson's score interval.

    Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212. (0, 1) where there are no worlds.
    """
    if worlds == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    scale = 1 + z * z / worlds
    middle = (share + z * z / (2 * worlds)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / worlds + z * z / (4 * worlds * worlds))
    return max(0.0, middle - half), min(1.0, middle + half)


def read_marks(
    ensemble: Ensemble, elsewhere: Mapping[tuple[Place, int], tuple[Alternative, ...]]
) -> tuple[MarkCertainty, ...]:
    """Every mark of the central plan, by place and number, with where it could as well stand."""
    shares = _shares(ensemble)
    marks = []
    for place, units in sorted(ensemble.central.units_at().items()):
        for number in range(1, units + 1):
            share = shares.get((place, number), 0.0)
            marks.append(MarkCertainty(place, number, share, certainty_of(share), elsewhere.get((place, number), ())))
    return tuple(marks)


def read_missing(ensemble: Ensemble) -> tuple[MissingMark, ...]:
    """Marks that at least half of the worlds have and the central plan has not; the surest first."""
    central = ensemble.central.units_at()
    missing = [
        MissingMark(place, number, share)
        for (place, number), share in _shares(ensemble).items()
        if share >= MISSING_FROM - WHISKER and number > central.get(place, 0)
    ]
    return tuple(sorted(missing, key=lambda mark: (-mark.share, mark.place, mark.number)))


def read_served(ensemble: Ensemble, settlements: Sequence[str]) -> tuple[ServedRange, ...]:
    """The served share of each of `settlements` (in the region's order) over the worlds in which it has need; nan where
    it never has."""
    over = np.array([plan.served_share for plan in ensemble.plans], dtype=float).reshape(-1, len(settlements))
    ranges = []
    for i, code in enumerate(settlements):
        known = over[:, i][~np.isnan(over[:, i])]
        low, median, high = np.quantile(known, RANGE).tolist() if len(known) else (math.nan,) * 3
        ranges.append(ServedRange(code, low, median, high, ensemble.central.served_share[i]))
    return tuple(ranges)


def _shares(ensemble: Ensemble) -> dict[tuple[Place, int], float]:
    """The share of the worlds in which each mark stands, for all that stand in any."""
    counts: dict[tuple[Place, int], int] = {}
    for plan in ensemble.plans:
        for place, units in plan.units_at().items():
            for number in range(1, units + 1):
                counts[place, number] = counts.get((place, number), 0) + 1
    return {mark: count / len(ensemble.plans) for mark, count in counts.items()}
