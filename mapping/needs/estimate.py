"""Need = people of the group in the settlement x the service's rate,
carried forward to the middle of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    `parts` (settlements, services, groups) says which part (0..1) of a settlement's need for a service comes from each
    of `groups`; the same in every period, because a settlement's groups follow one trend. Where there is no need, all
    parts are 0. Without `groups` nobody is told apart.
    """

    services: tuple[str, ...]
    milli: NDArray[np.int64]
    groups: tuple[str, ...] = ()
    parts: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 0)))

    @property
    def persons(self) -> NDArray[np.float64]:
        """The same in persons."""
        return self.milli / MILLI

    def part(self, group: str) -> NDArray[np.float64]:
        """The part of the need that comes from `group`, shape (settlements, services); 0 for an unknown group."""
        if group not in self.groups:
            return np.zeros(self.milli.shape[:2])
        part: NDArray[np.float64] = self.parts[:, :, self.groups.index(group)]
        return part

    def mean_weight(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """What one person in need weighs on average, shape (settlements, services), where `weights` gives what a person
        of a group weighs (1 where it does not say).
        """
        mean = np.ones(self.milli.shape[:2])
        for group, weight in weights.items():
            mean += self.part(group) * (weight - 1)
        return mean


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
    parts = np.zeros((len(region.settlements), len(services), len(groups)))
    order = {group: g for g, group in enumerate(groups)}
    for s, service in enumerate(services):
        for rate in region.catalogue.rates:
            if rate.service == service:
                parts[:, s, order[rate.group]] += groups[rate.group] * rate.rate.at(level) / 100
        now = parts[:, s, :].sum(axis=1)
        parts[:, s, :] /= np.where(now > 0, now, 1.0)[:, None]
        for t, period in enumerate(periods):
            years = (period.first_year + period.last_year + 1) / 2 - census
            milli[:, s, t] = np.round(now * (1 + trend) ** years * MILLI)
    return Needs(services, milli, tuple(groups), parts)


def _weights_of_points(points: Points, services: tuple[str, ...], periods: tuple[Period, ...]) -> Needs:
    """The need of a points region: the weights that hold in the last year of each period."""
    weights = np.array([[points.weight(i, p.last_year) for p in periods] for i in range(len(points.weights))])
    return Needs(services, np.repeat(np.round(weights[:, None, :] * MILLI).astype(np.int64), len(services), axis=1))
