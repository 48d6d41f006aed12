"""The trend of each settlement, damped for what small places cannot carry.

The yearly rate of a settlement between the earlier count and the census (in Bulgaria the estimate of 31 December 2013
and the census of 7 September 2021) is drawn towards the region's rate, the more so the smaller the place
(empirical-Bayes shrinkage, weight n / (n + k); Fay and Herriot 1979, JASA 74, 269-277, use the same composite form),
then damped, because part of the fall is the census's own correction of the earlier estimate, and kept between a floor
and a ceiling. A settlement of which persons are set apart (census_corrections.csv) follows the region: nobody knows
how many of them the earlier count held.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mapping.region import Region
from mapping.scenario import Level
from mapping.tables import Estimate


def decimal_year(day: date) -> float:
    """`day` as a year with two decimals, in months of 30 days: 2021-09-07 is 2021.69, 2013-12-31 is 2014.00."""
    return round(day.year + (day.month - 1 + day.day / 30) / 12, 2)


def years_between_counts(region: Region) -> float:
    """From the earlier count of the region to its census."""
    return round(decimal_year(region.census_date) - decimal_year(region.earlier_date), 2)


def yearly_trend(region: Region, level: Level = "central") -> NDArray[np.float64]:
    """Yearly relative change of each settlement's people, shape (n,), in the region's order.

    `level` is that of the damping: at "low" less of the past is carried forward.
    """
    before = np.array([s.population_2013 for s in region.settlements], dtype=float)
    after = np.array([s.population_2021 for s in region.settlements], dtype=float)
    value = _central(region.parameters)
    years = years_between_counts(region)
    regional = (after.sum() / before.sum()) ** (1 / years) - 1 if before.sum() > 0 else 0.0
    # With an institution in one count only (its people are set apart) the two counts are not of the same people.
    alike = np.array([not any(s.set_apart.values()) for s in region.settlements], dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where((before > 0) & (after > 0) & alike, (after / before) ** (1 / years) - 1, regional)
    weight = before / (before + value["trend_half_weight"])
    mixed = weight * own + (1 - weight) * regional
    damped = region.parameters["trend_damping"].at(level) * mixed
    return np.clip(damped, value["trend_floor"], value["trend_ceiling"])


def _central(parameters: Mapping[str, Estimate]) -> dict[str, float]:
    return {name: estimate.central for name, estimate in parameters.items()}
