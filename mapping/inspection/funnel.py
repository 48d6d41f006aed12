"""Whether a share is out of line with those of its peers: an exact tail that small villages and large towns can share.

Persons x of n in a place follow, among its peers, a beta-binomial distribution: mean share p and correlation rho
between the persons of one place, which is how far the shares of ordinary places differ by more than chance
(overdispersion). A funnel plot has limits of this kind (Spiegelhalter 2005, "Funnel plots for comparing institutional
performance", Statistics in Medicine 24(8), 1185-1202, section 4 on overdispersion): wide for small n, narrow for
large. Here the limits are the exact tails instead of his normal ones, because half of the villages have fewer than a
hundred residents.

p and rho are estimated from the peers without the place itself; the most extreme tenth of them on either side is drawn
in to the deciles (winsorised, as Spiegelhalter does), so that a second odd place does not hide the first. What drawing
in takes from the variance of normal values is given back (`WINSORISED_VARIANCE`).

Among hundreds of places some are extreme by chance: the false discovery rate of all places of one check together is
held (Benjamini and Hochberg 1995, "Controlling the false discovery rate", Journal of the Royal Statistical Society B
57(1), 289-300).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

WINSORISED = 0.1
"""This part of the peers on either side is drawn in."""

WINSORISED_VARIANCE = 0.6787
"""Variance of standard normal values drawn in to their deciles: 0.8 - 2 c f(c) + 0.2 c^2, with c = 1.2816 and f the
normal density."""

LEAST_RHO = 1e-9
"""Below it the distribution is taken for binomial."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """What is ordinary among peers: the mean share (0..1) and the correlation between persons of one place (0..1)."""

    share: float
    rho: float

    def tail(self, persons: int, of: int) -> float:
        """Two-sided p-value of so many `persons` of `of`: twice the smaller exact tail, at most 1."""
        if of == 0:
            return 1.0
        pmf = np.exp(_log_pmf(of, self.share, self.rho))
        below, above = float(pmf[: persons + 1].sum()), float(pmf[persons:].sum())
        return min(1.0, 2 * min(below, above))

    def limits(self, of: int, level: float) -> tuple[int, int]:
        """Fewest and most persons of `of` that are not outside a two-sided limit of `level` (0.002: 99.8 %)."""
        mass = np.cumsum(np.exp(_log_pmf(of, self.share, self.rho)))
        low, high = np.searchsorted(mass, [level / 2, 1 - level / 2])
        return int(low), int(min(high, of))


def fit_funnel(persons: FloatArray, of: FloatArray) -> Funnel:
    """The funnel of peers with `persons` of `of` each (shapes (n,)); peers without anybody do not count.

    Raises:
        ValueError: no peer has anybody.
    """
    some = of > 0
    persons, of = persons[some], of[some]
    if not len(of):
        raise ValueError("no peer has anybody")
    shares = persons / of
    drawn = _drawn_in(shares)
    # A share of exactly 0 or 1 would make every other count impossible: half a person is the least that is said.
    share = float(np.clip((drawn * of).sum() / of.sum(), 0.5 / of.sum(), 1 - 0.5 / of.sum()))
    z = _drawn_in((persons - of * share) / np.sqrt(of * share * (1 - share)))
    extra = float((z**2 / WINSORISED_VARIANCE - 1).sum())
    rho = extra / float(np.maximum(of - 1, 1).sum())
    return Funnel(share, float(np.clip(rho, 0.0, 0.5)))


def _drawn_in(values: FloatArray) -> FloatArray:
    """`values` with those outside the outer deciles at the deciles (as numpy's `quantile`, but five times as fast: a
    country has forty thousand funnels)."""
    ordered = np.sort(values)
    at = WINSORISED * (len(values) - 1)
    low, part = int(at), at - int(at)
    high, last = min(low + 1, len(values) - 1), len(values) - 1
    least = (1 - part) * ordered[low] + part * ordered[high]
    most = (1 - part) * ordered[last - low] + part * ordered[last - high]
    drawn: FloatArray = np.minimum(np.maximum(values, least), most)
    return drawn


def discoveries(tails: Sequence[float], rate: float) -> list[int]:
    """The tests (by index) that stand out when at most `rate` of those named may do so by chance.

    Benjamini and Hochberg's step-up procedure: the largest k with p(k) <= rate k / m.
    """
    order = np.argsort(tails, kind="stable")
    limits = rate * (np.arange(len(tails)) + 1) / max(1, len(tails))
    under = np.flatnonzero(np.asarray(tails, dtype=np.float64)[order] <= limits)
    return sorted(int(i) for i in order[: under[-1] + 1]) if len(under) else []


def _log_pmf(of: int, share: float, rho: float) -> FloatArray:
    """Logarithm of the probability of 0, 1, ..., `of` persons, shape (of + 1,)."""
    k = np.arange(of, dtype=np.float64)
    if rho < LEAST_RHO:
        first = of * np.log1p(-share)
        steps = np.log(of - k) - np.log(k + 1) + np.log(share) - np.log1p(-share)
    else:
        a, b = share * (1 - rho) / rho, (1 - share) * (1 - rho) / rho
        first = lgamma(of + b) + lgamma(a + b) - lgamma(of + a + b) - lgamma(b)
        steps = np.log(of - k) - np.log(k + 1) + np.log(k + a) - np.log(of - k - 1 + b)
    logs: FloatArray = first + np.concatenate([[0.0], np.cumsum(steps)])
    return logs
