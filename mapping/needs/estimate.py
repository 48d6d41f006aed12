"""Need = people of the group in the settlement x the service's rate,
carried forward to the middle of the period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.catalogue import Group
from mapping.needs.projection import decimal_year, yearly_trend
from mapping.region import Points, Region
from mapping.scenario import Level, Period
from mapping.units import MILLI


@dataclass(frozen=True, slots=True)
class Needs:
    """Persons who need a service, expected number, in whole thousandths of a person.

    `milli` has shape (settlements, services, periods), in the region's and the scenario's order. Expected
    persons may be fractions: 0.300 means three such villages hold about one person.
    """

    services: tuple[str, ...]
    milli: NDArray[np.int64]

    @property
    def persons(self) -> NDArray[np.float64]:
        """The same in persons."""
        return self.milli / MILLI


def group_people(region: Region, group: Group, level: Level) -> NDArray[np.float64]:
    """Persons of `group` in each settlement at the census, shape (settlements,)."""
    base = np.array(
        [
            sum(share * s.persons[band] for band, share in group.base.items())
            if group.settlements == "all" or s.kind == "village"
            else 0.0
            for s in region.settlements
        ]
    )
    return base * group.prevalence.at(level) / 1000


def estimate_needs(region: Region, services: tuple[str, ...], periods: tuple[Period, ...], level: Level) -> Needs:
    """Estimate the need for `services` in `periods`, with every rate at `level` of its range.

    The trend is a relative change a year since the census; a period stands at its middle.
    """
    if region.points is not None:
        return _weights_of_points(region.points, services, periods)
    trend = yearly_trend(region)
    groups = {g.id: group_people(region, g, level) for g in region.catalogue.groups}
    milli = np.zeros((len(region.settlements), len(services), len(periods)), dtype=np.int64)
    census = decimal_year(region.census_date)
    for s, service in enumerate(services):
        now = np.zeros(len(region.settlements))
        for rate in region.catalogue.rates:
            if rate.service == service:
                now += groups[rate.group] * rate.rate.at(level) / 100
        for t, period in enumerate(periods):
            years = (period.first_year + period.last_year + 1) / 2 - census
            milli[:, s, t] = np.round(now * (1 + trend) ** years * MILLI)
    return Needs(services, milli)


def _weights_of_points(points: Points, services: tuple[str, ...], periods: tuple[Period, ...]) -> Needs:
    """The need of a points region: the weights that hold in the last year of each period."""
    weights = np.array([[points.weight(i, p.last_year) for p in periods] for i in range(len(points.weights))])
    return Needs(services, np.repeat(np.round(weights[:, None, :] * MILLI).astype(np.int64), len(services), axis=1))
