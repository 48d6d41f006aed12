"""Smooth regression of few degrees of freedom, and what chance alone would seem to explain.

A response is regressed on Legendre polynomials of the explaining quantiles (three of a factor; many factors together:
the leading principal components of their normal scores, one column each). With 100 or 200 worlds that is as fine as
can be told. Chance is measured by permutation: the explaining columns are dealt to the worlds anew, many times, and
what they then seem to explain is chance (Fisher 1935, "The Design of Experiments", section 21).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

DEGREE = 3
"""Of the polynomials of a single factor."""

WORLDS_PER_COLUMN = 12
"""A block of factors gets at most one column for so many worlds."""

PERMUTATIONS = 200
CHANCE = 0.95
"""What is not more than this share of the permutations show is taken for chance, and so for nothing."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Orthonormal columns (worlds, columns), each of mean 0: with a constant they are what a response is fitted by."""

    columns: FloatArray

    def fit(self, responses: FloatArray) -> FloatArray:
        """`responses` (worlds, any) as far as the basis explains them, means included."""
        means = responses.mean(axis=0)
        fitted: FloatArray = means + self.columns @ (self.columns.T @ (responses - means))
        return fitted

    def shuffled(self, draw: np.random.Generator) -> Basis:
        """The same columns, dealt to the worlds anew."""
        return Basis(self.columns[draw.permutation(len(self.columns))])


def factor_basis(quantiles: FloatArray) -> Basis:
    """The basis of one factor by its quantile (0..1) in each world: polynomials up to the third degree."""
    return _orthonormal(_polynomials(quantiles))


def block_basis(quantiles: FloatArray) -> Basis:
    """The basis of factors together, `quantiles` (worlds, factors).

    The polynomials of each, where the worlds are enough for so many columns; else those linear combinations in which
    the factors vary most (principal components of their normal scores).
    """
    most = max(1, len(quantiles) // WORLDS_PER_COLUMN)
    if quantiles.shape[1] == 1 or DEGREE * quantiles.shape[1] <= most:
        return _orthonormal(np.column_stack([_polynomials(column) for column in quantiles.T]))
    normal = NormalDist()
    scores = np.vectorize(normal.inv_cdf)(np.clip(quantiles, 1e-6, 1 - 1e-6))
    centred = scores - scores.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    count = min(most, int((size > 1e-9 * max(1.0, float(size.max(initial=0.0)))).sum()))
    return _orthonormal(left[:, :count])


def _polynomials(quantiles: FloatArray) -> FloatArray:
    columns: FloatArray = np.polynomial.legendre.legvander(2 * quantiles - 1, DEGREE)[:, 1:].astype(np.float64)
    return columns


def _orthonormal(columns: FloatArray) -> Basis:
    centred = columns - columns.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    return Basis(left[:, size > 1e-9 * max(1.0, float(size.max(initial=0.0)))])


def explained(basis: Basis, response: FloatArray, seed: int) -> float:
    """The share (0..1) of the variance of `response` (worlds,) that the basis explains, less what chance explains.

    With r the plain share and c the mean of what permutations explain it is (r - c) / (1 - c), and 0 where r is not
    beyond chance.
    """
    centred = response - response.mean()
    total = float(centred @ centred)
    if total <= 0:
        return 0.0

    def plain(of: Basis) -> float:
        part = of.columns.T @ centred
        return float(part @ part) / total

    r = plain(basis)
    draw = np.random.default_rng(seed)
    chance = np.array([plain(basis.shuffled(draw)) for _ in range(PERMUTATIONS)])
    if r <= np.quantile(chance, CHANCE):
        return 0.0
    c = float(chance.mean())
    return min(1.0, max(0.0, (r - c) / (1 - c))) if c < 1 else 0.0
