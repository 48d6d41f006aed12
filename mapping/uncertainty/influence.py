"""Which assumptions move the plan: effects at their ends, shares of variance, and what knowing them better is worth.

All is read from the worlds that were solved anyway. The share of variance is first-order (Saltelli and others 2008,
"Global Sensitivity Analysis", ch. 4: Var(E[Y | X]) / Var(Y)); where factors move together, what one of them explains
includes what it shares with the others of its block, so shares of a block do not add up. Blocks are drawn
independently of each other, so theirs do (up to what they do together).

The worth of knowing a factor before deciding is the expected value of partial perfect information among the candidate
plans: the best of them by expectation is chosen once for all worlds, or anew for what the factor is known to be. The
conditional expectations are those of a regression (Strong, Oakley and Brennan 2014, "Estimating multiparameter partial
expected value of perfect information from a probabilistic sensitivity analysis sample", Medical Decision Making 34,
311-326). Taking the least of noisy estimates overstates the worth; what permutations of the factor show is taken off.
Where a worth
is real, that is more than chance had added, and the figure is up to a fifth too low. A candidate set is
not all plans: with a richer set the worth could be more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mapping.uncertainty.regression import (
    CHANCE,
    PERMUTATIONS,
    Basis,
    FloatArray,
    block_basis,
    explained,
    factor_basis,
)
from mapping.uncertainty.types import Candidate, Ensemble, Influence

BoolArray = NDArray[np.bool_]

OUTER = 0.2
"""The lowest and the highest fifth of a factor's distribution; the middle is the fifth about its median."""


def read_influences(ensemble: Ensemble, candidates: Sequence[Candidate]) -> tuple[Influence, ...]:
    """The influence of every factor; what moves the plan most comes first. Without any world there is none.

    First is what explains most of the differences between the worlds: half of them in what the plans leave unmet, half
    in how many of the central plan's units they do not build. Then the larger effect on the unmet need decides.
    """
    if not ensemble.plans:
        return ()
    reading = _Reading(ensemble, candidates)
    quantiles = reading.quantiles
    read = [
        reading.influence(factor.id, factor_basis(quantiles[:, n]), quantiles[:, n], n)
        for n, factor in enumerate(ensemble.factors)
    ]
    return reading.ordered(read)


def read_blocks(ensemble: Ensemble, candidates: Sequence[Candidate]) -> tuple[Influence, ...]:
    """The influence of every block of factors together (`factor` is the block), in the same order; a block is low or
    high by the mean of its factors' quantiles."""
    if not ensemble.plans:
        return ()
    reading = _Reading(ensemble, candidates)
    blocks: dict[str, list[int]] = {}
    for n, factor in enumerate(ensemble.factors):
        blocks.setdefault(factor.block, []).append(n)
    read = []
    for number, (block, members) in enumerate(blocks.items()):
        mine = reading.quantiles[:, members]
        mean = mine.mean(axis=1)
        # Of several factors the mean has not the quantiles of one: by rank it has.
        rank = mean if len(members) == 1 else (np.argsort(np.argsort(mean, kind="stable")) + 0.5) / len(mean)
        read.append(reading.influence(block, block_basis(mine), rank, number))
    return reading.ordered(read)


def worth_of(basis: Basis, values: FloatArray, seed: int) -> float:
    """What knowing the factors of `basis` is worth, in the unit of `values` (worlds, plans), of which less is better.

    0 where it is not beyond chance; never more than knowing everything (among these plans).
    """
    means = values.mean(axis=0)
    best = int(means.argmin())
    everything = float(means[best] - values.min(axis=1).mean())
    # Differences from the best plan: what moves all plans alike decides nothing, and would only be noise.
    behind = values - values[:, [best]]

    def worth(of: Basis) -> float:
        return float(-of.fit(behind).min(axis=1).mean())

    plain = worth(basis)
    draw = np.random.default_rng(seed)
    chance = np.array([worth(basis.shuffled(draw)) for _ in range(PERMUTATIONS)])
    if plain <= np.quantile(chance, CHANCE):
        return 0.0
    return min(max(0.0, plain - float(chance.mean())), everything)


class _Reading:
    """The numbers of an ensemble by world."""

    def __init__(self, ensemble: Ensemble, candidates: Sequence[Candidate]) -> None:
        self.seed = ensemble.seed
        self.quantiles = np.array([world.quantiles for world in ensemble.worlds], dtype=float)
        self.unmet = np.array([plan.value for plan in ensemble.plans], dtype=float)
        self.moved = np.array(share_not_built(ensemble), dtype=float)
        self.values = np.array([candidate.values for candidate in candidates], dtype=float).T
        self._order: dict[str, float] = {}

    def influence(self, name: str, basis: Basis, quantiles: FloatArray, number: int) -> Influence:
        """The influence of what `basis` spans; `quantiles` (worlds,) say where it is low and high."""
        low, high = quantiles <= OUTER, quantiles >= 1 - OUTER
        middle = np.abs(quantiles - 0.5) <= OUTER / 2
        seed = self.seed * 1_000_003 + number
        share = explained(basis, self.unmet, seed)
        self._order[name] = (share + explained(basis, self.moved, seed)) / 2
        return Influence(
            factor=name,
            at_low=self._change(low),
            at_high=self._change(high),
            marks_moved=_mean(self.moved, low | high) - _mean(self.moved, middle)
            if (low | high).any() and middle.any()
            else 0.0,
            share_of_variance=share,
            worth=worth_of(basis, self.values, seed) if self.values.size else math.nan,
        )

    def ordered(self, read: Sequence[Influence]) -> tuple[Influence, ...]:
        """What moves the plan most first."""
        return tuple(
            sorted(read, key=lambda one: (-self._order[one.factor], -abs(one.at_high - one.at_low), one.factor))
        )

    def _change(self, chosen: BoolArray) -> float:
        mean = float(self.unmet.mean())
        return _mean(self.unmet, chosen) / mean - 1 if chosen.any() and mean > 0 else 0.0


def share_not_built(ensemble: Ensemble) -> tuple[float, ...]:
    """By world: the share of the central plan's units that its plan does not build."""
    central = ensemble.central.units_at()
    total = sum(central.values())
    shares = []
    for plan in ensemble.plans:
        here = plan.units_at()
        gone = sum(max(0, units - here.get(place, 0)) for place, units in central.items())
        shares.append(gone / total if total else 0.0)
    return tuple(shares)


def _mean(values: FloatArray, chosen: BoolArray) -> float:
    return float(values[chosen].mean())
