"""Carrying people forward by each settlement's own trend, damped for what small places cannot carry.

The yearly rate of a settlement between the 2013 estimate and the 2021 census is drawn towards the region's
rate, the more so the smaller the place (empirical-Bayes shrinkage, weight n / (n + k); Fay and Herriot 1979,
JASA 74, 269-277, use the same composite form), then damped, because part of the fall is the census's own
correction of the earlier estimate, and kept between a floor and a ceiling.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mapping.region import Region
from mapping.tables import Estimate

YEARS_2013_TO_2021 = 7.69
"""From 31.12.2013 (NSI estimate) to 07.09.2021 (census)."""


def yearly_trend(region: Region) -> NDArray[np.float64]:
    """Yearly relative change of each settlement's people, shape (n,), in the region's order."""
    before = np.array([s.population_2013 for s in region.settlements], dtype=float)
    after = np.array([s.population_2021 for s in region.settlements], dtype=float)
    value = _central(region.parameters)
    regional = (after.sum() / before.sum()) ** (1 / YEARS_2013_TO_2021) - 1 if before.sum() > 0 else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where((before > 0) & (after > 0), (after / before) ** (1 / YEARS_2013_TO_2021) - 1, regional)
    weight = before / (before + value["trend_half_weight"])
    mixed = weight * own + (1 - weight) * regional
    damped = value["trend_damping"] * mixed
    return np.clip(damped, value["trend_floor"], value["trend_ceiling"])


def _central(parameters: Mapping[str, Estimate]) -> dict[str, float]:
    return {name: estimate.central for name, estimate in parameters.items()}
