"""The estimate of need as people read it: ranges, how well each is known, what was met and what contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mapping.needs.ageing import people_at
from mapping.needs.calibration import Contradicted
from mapping.needs.compare import LEVELS, Comparison, Range, compare
from mapping.needs.estimate import middle
from mapping.needs.overlap import Distinct, distinct_persons
from mapping.needs.people import census_people
from mapping.needs.projection import decimal_year
from mapping.needs.raking import Floats
from mapping.needs.worked import Worked, work_out
from mapping.region import Region
from mapping.scenario import Level, Period


@dataclass(frozen=True, slots=True)
class NeedReport:
    """All of one region's estimate over the `periods` of a scenario.

    `days` are the census, the last count of the region and the end of the last period; `people` their people (days,
    settlements, cells), and `people_range` the same with the least and the most of the past carried forward. `worked`
    holds groups and users at the middle of each period, at each level.
    """

    region: Region
    periods: tuple[Period, ...]
    days: tuple[date, ...]
    people: Floats
    people_range: tuple[Floats, Floats]
    worked: Mapping[Level, Worked]
    distinct: Distinct
    comparisons: tuple[Comparison, ...]

    def persons(self, group: str, t: int = -1, within: Floats | None = None) -> Range:
        """Persons of a group in period `t`, in the settlements of `within` (1 for those inside; None: all)."""
        return self._range(lambda worked: worked.of_group(group)[t], within)

    def users(self, services: Iterable[str], t: int = -1, within: Floats | None = None) -> Range:
        """Users of services in period `t`; who uses two counts twice."""
        wanted = set(services)
        columns = [r for r, rate in enumerate(self.region.catalogue.rates) if rate.service in wanted]
        return self._range(lambda worked: np.asarray(worked.users[t][:, columns].sum(axis=1)), within)

    def _range(self, values: Callable[[Worked], Floats], within: Floats | None) -> Range:
        mask = np.ones(len(self.region.settlements)) if within is None else within
        low, central, high = (float((values(self.worked[level]) * mask).sum()) for level in LEVELS)
        # A floor may lift a low end; the range stays a range.
        return Range(min(low, central), central, max(central, high))

    @property
    def contradicted(self) -> tuple[Contradicted, ...]:
        """Counts and criteria that were left out of the central estimate, because they contradict each other."""
        return self.worked["central"].contradicted

    @property
    def met(self) -> tuple[Comparison, ...]:
        """Counts of people in need that the estimate meets."""
        return tuple(one for one in self.comparisons if one.by_rate is not None)

    @property
    def contradictions(self) -> tuple[Comparison, ...]:
        """Counts that contradict what the rates alone give by more than both ranges."""
        return tuple(one for one in self.met if one.contradiction)

    @property
    def outside(self) -> tuple[Comparison, ...]:
        """Counts that the estimate is not in accord with; their notes explain why."""
        return tuple(one for one in self.comparisons if one.gap)


def report_needs(region: Region, periods: Sequence[Period]) -> NeedReport:
    """Work the estimate out at the three levels, and hold every known count against it."""
    times = [middle(period) for period in periods]
    worked = {level: work_out(region, level, times) for level in LEVELS}
    counted = [c.day for c in region.population_counts if c.scope == "region" and c.use == "calibrate"]
    days = sorted({region.census_date, *([max(counted)] if counted else []), date(periods[-1].last_year, 12, 31)})
    census = census_people(region)
    moments = [decimal_year(day) for day in days]
    low, central, high = (people_at(region, census, moments, level) for level in LEVELS)
    return NeedReport(
        region=region,
        periods=tuple(periods),
        days=tuple(days),
        people=central,
        people_range=(np.minimum(low, high), np.maximum(low, high)),
        worked=worked,
        distinct=distinct_persons(region, worked["central"]),
        comparisons=compare(region),
    )
