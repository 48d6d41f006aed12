"""Worlds: draws of all factors inside their ranges, with the dependence that the region's table states.

Each factor has a split triangular distribution: half of its mass lies on each side of the central value, which is its
median and mode, and its ends are low and high (a two-sided distribution, Kotz and van Dorp 2004, "Beyond Beta", ch. 3).
Low and high are taken as the ends of what is possible, so nothing ever lies outside.

Factors of a block move together by a Gaussian copula with one common factor (Vasicek 1987; Nelsen 2006, "An
Introduction to Copulas", 2.3): z = sqrt(r) M + sqrt(1 - r) e, where M is the block's draw, e the factor's own, both
standard normal, and r the block's correlation. Blocks are independent of each other.

A draw depends on the seed, the world's number and the name of the block or factor, and on nothing else: the same
worlds come out whatever their number, and a new row of a table leaves the draws of all other values as they were.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from statistics import NormalDist

from mapping.region import Region
from mapping.region.rows import DependenceRow
from mapping.tables import Estimate
from mapping.uncertainty.factors import with_values
from mapping.uncertainty.types import Factor, World

_NORMAL = NormalDist()


def sample_worlds(
    factors: tuple[Factor, ...], dependence: tuple[DependenceRow, ...], seed: int, count: int
) -> tuple[World, ...]:
    """Worlds 1 to `count` of `seed`. Correlations are the central ones of `dependence` (the first row of a block)."""
    return tuple(draw_world(factors, dependence, seed, number) for number in range(1, count + 1))


def draw_world(factors: tuple[Factor, ...], dependence: tuple[DependenceRow, ...], seed: int, number: int) -> World:
    """World `number` of `seed`; world 0 is that of the central values."""
    if number == 0:
        return World(0, (0.5,) * len(factors))
    together = {row.block: row.central for row in reversed(dependence)}
    common = {block: _normal(seed, number, "block", block) for block in together}
    quantiles = []
    for factor in factors:
        own, share = _normal(seed, number, "factor", factor.id), together.get(factor.block, 0.0)
        z = math.sqrt(share) * common.get(factor.block, 0.0) + math.sqrt(1 - share) * own
        quantiles.append(_NORMAL.cdf(z))
    return World(number, tuple(quantiles))


def _normal(seed: int, number: int, what: str, name: str) -> float:
    """A standard normal draw that belongs to a name: a hash of it, taken as a uniform number, through the inverse."""
    digest = blake2b(f"{seed}/{number}/{what}/{name}".encode(), digest_size=8).digest()
    return _NORMAL.inv_cdf(((int.from_bytes(digest, "big") >> 11) + 0.5) / 2**53)


def quantile(estimate: Estimate, q: float) -> float:
    """The value that a share `q` (0..1) of the split triangular distribution lies below."""
    if q == 0.5:
        return estimate.central  # exactly, not but for rounding
    if q < 0.5:
        return estimate.low + (estimate.central - estimate.low) * math.sqrt(2 * q)
    return estimate.high - (estimate.high - estimate.central) * math.sqrt(2 * (1 - q))


def factor_value(factor: Factor, q: float) -> float:
    """The factor's value at quantile `q`; whole where it must be."""
    value = quantile(factor.estimate, q)
    return float(math.floor(value + 0.5)) if factor.whole and q != 0.5 else value


def world_values(factors: Sequence[Factor], world: World) -> Mapping[str, float]:
    """The value of each factor in `world`, by its id."""
    return {f.id: factor_value(f, q) for f, q in zip(factors, world.quantiles, strict=True)}


def world_region(region: Region, factors: Sequence[Factor], world: World) -> Region:
    """`region` as it is in `world`: other central values, so that all that follows works as ever."""
    return with_values(region, world_values(factors, world))
