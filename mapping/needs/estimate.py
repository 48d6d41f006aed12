"""Need: persons by settlement, service and period, from people by age and sex, rates, counts and criteria
(`mapping.needs.worked`), at the middle of each period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mapping.needs.calibration import Contradicted
from mapping.needs.worked import work_out
from mapping.region import Points, Region
from mapping.scenario import Level, Period
from mapping.units import MILLI


def middle(period: Period) -> float:
    """The middle of a period, as a decimal year."""
    return (period.first_year + period.last_year + 1) / 2


@dataclass(frozen=True, slots=True)
class Needs:
    """Persons who need a service, expected number, in whole thousandths of a person.

    `milli` has shape (settlements, services, periods), in the region's and the scenario's order. Expected
    persons may be fractions: 0.300 means three such villages hold about one person.

    `parts` (settlements, services, periods, groups) says which part (0..1) of a settlement's need for a service comes
    from each of `groups`. Where there is no need, all parts are 0. Without `groups` nobody is told apart.
    `contradicted` are the counts and criteria that could not be met, because they contradict each other.
    """

    services: tuple[str, ...]
    milli: NDArray[np.int64]
    groups: tuple[str, ...] = ()
    parts: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0, 0, 0)))
    contradicted: tuple[Contradicted, ...] = ()

    @property
    def persons(self) -> NDArray[np.float64]:
        """The same in persons."""
        return self.milli / MILLI

    def part(self, group: str) -> NDArray[np.float64]:
        """The part of the need from `group`, shape (settlements, services, periods); 0 for an unknown group."""
        if group not in self.groups:
            return np.zeros(self.milli.shape)
        part: NDArray[np.float64] = self.parts[..., self.groups.index(group)]
        return part

    def mean_weight(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """What one person in need weighs on average, shape (settlements, services, periods), where `weights` gives what
        a person of a group weighs (1 where it does not say).
        """
        mean = np.ones(self.milli.shape)
        for group, weight in weights.items():
            mean += self.part(group) * (weight - 1)
        return mean


def estimate_needs(region: Region, services: tuple[str, ...], periods: tuple[Period, ...], level: Level) -> Needs:
    """Estimate the need for `services` in `periods`, with every rate, count and criterion at `level` of its range."""
    if region.points is not None:
        return _weights_of_points(region, region.points, services, periods)
    worked = work_out(region, level, [middle(period) for period in periods])
    order = {group: g for g, group in enumerate(worked.groups)}
    shape = (len(region.settlements), len(services), len(periods))
    parts = np.zeros((*shape, len(order)))
    for r, rate in enumerate(worked.rates):
        if rate.service in services:
            parts[:, services.index(rate.service), :, order[rate.group]] += worked.users[..., r].T
    now = parts.sum(axis=3)
    parts /= np.where(now > 0, now, 1.0)[..., None]
    milli = np.round(now * MILLI).astype(np.int64)
    return Needs(services, milli, worked.groups, parts, worked.contradicted)


def _weights_of_points(region: Region, points: Points, services: tuple[str, ...], periods: tuple[Period, ...]) -> Needs:
    """The need of a points region: the weights that hold in the last year of each period."""
    weights = np.array([[points.weight(i, p.last_year) for p in periods] for i in range(len(points.weights))])
    weights *= np.array([region.edits.plans_for(place.municipality) for place in region.settlements])[:, None]
    factors = np.array([region.edits.services.get(service, 1.0) for service in services])
    return Needs(services, np.round(weights[:, None, :] * factors[None, :, None] * MILLI).astype(np.int64))
