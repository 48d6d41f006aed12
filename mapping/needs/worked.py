"""The estimate worked out at one level of its ranges: people, groups, users, at any moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapping.catalogue import ServiceRate
from mapping.needs.ageing import people_at
from mapping.needs.calibration import Contradicted, calibrate_counts, calibrate_criteria
from mapping.needs.groups import base_shares, cell_rates, lives_here
from mapping.needs.people import census_people
from mapping.needs.projection import decimal_year
from mapping.needs.raking import Floats
from mapping.region import KnownCount, Region
from mapping.scenario import Level


@dataclass(frozen=True, slots=True)
class Worked:
    """People and need at several `times` (decimal years).

    `people` (times, settlements, cells); `persons` (times, settlements, cells, groups) of each group; `users` (times,
    settlements, rates), one column for each of `rates`: persons of its group who need its service. `by_rate` are the
    users that the rates alone give, at the time of the counts (`counted_at`), shape (settlements, rates), and
    `persons_by_rate` (settlements, groups) the same of the groups.
    """

    times: tuple[float, ...]
    groups: tuple[str, ...]
    rates: tuple[ServiceRate, ...]
    people: Floats
    persons: Floats
    users: Floats
    counted_at: float
    by_rate: Floats
    persons_by_rate: Floats
    contradicted: tuple[Contradicted, ...]

    def of_group(self, group: str) -> Floats:
        """Persons of a group by time and settlement."""
        found: Floats = self.persons[..., self.groups.index(group)].sum(axis=2)
        return found


def count_time(region: Region, count: KnownCount) -> float:
    """When a count holds: the end of its year, the census for counts before it."""
    return max(decimal_year(region.census_date), count.year + 1.0)


def calibrating(region: Region) -> tuple[KnownCount, ...]:
    """The counts that the estimate meets: those of services with a criterion are only compared."""
    ruled = {criterion.service for criterion in region.criteria}
    return tuple(c for c in region.counts if c.use == "calibrate" and c.service not in ruled)


def counting_time(region: Region) -> float:
    """When the counts that the estimate meets are met: the time of the latest of them, or the census."""
    census = decimal_year(region.census_date)
    return max((count_time(region, count) for count in calibrating(region)), default=census)


def work_out(region: Region, level: Level, times: Sequence[float]) -> Worked:
    """The estimate with every rate, count and criterion at `level` of its range, times what a scenario has edited.

    Counts are met at the time of the latest of them; what they multiply a settlement's group by holds at all times.
    """
    counts = calibrating(region)
    counted_at = counting_time(region)
    census = census_people(region)
    people = people_at(region, census, (*times, counted_at))
    groups = tuple(group.id for group in region.catalogue.groups)
    persons, contradicted = _persons(region, level, census, people, counts)
    by_group = persons.sum(axis=2)
    rates, users, by_rate = _users(region, level, people, by_group, counts, contradicted)
    raw = _persons(region, level, census, people[-1:], ())[0][0].sum(axis=1)
    _edit(region, groups, rates, persons, users)
    return Worked(
        tuple(times),
        groups,
        rates,
        people[:-1],
        persons[:-1],
        users[:-1],
        counted_at,
        by_rate,
        raw,
        tuple(contradicted),
    )


def _edit(region: Region, groups: Sequence[str], rates: Sequence[ServiceRate], persons: Floats, users: Floats) -> None:
    """Multiply by the scenario's factors of groups and services; who lives where it does not plan is not asked."""
    edits = region.edits
    for g, group in enumerate(groups):
        persons[..., g] *= edits.groups.get(group, 1.0)
    for r, rate in enumerate(rates):
        users[..., r] *= edits.groups.get(rate.group, 1.0) * edits.services.get(rate.service, 1.0)
    asked = [edits.plans_for(place.municipality) for place in region.settlements]
    users[:, ~np.array(asked, dtype=bool), :] = 0.0


def _persons(
    region: Region, level: Level, census: Floats, people: Floats, counts: Sequence[KnownCount]
) -> tuple[Floats, list[Contradicted]]:
    """Persons by time, settlement, cell and group; counts are met at the last time."""
    persons = np.zeros((*people.shape, len(region.catalogue.groups)))
    contradicted: list[Contradicted] = []
    for g, group in enumerate(region.catalogue.groups):
        rates = cell_rates(region, group, level, census) * base_shares(group)
        persons[..., g] = people * rates * lives_here(region, group)[None, :, None]
        mine = [count for count in counts if count.measure == "persons" and count.group == group.id]
        if mine:
            seed = persons[-1, :, :, g].sum(axis=1)[:, None]
            found = calibrate_counts(region, group.id, (group.id,), seed, mine, level)
            persons[..., g] *= found.factors[None, :, :]
            contradicted += found.contradicted
    return persons, contradicted


def _users(
    region: Region,
    level: Level,
    people: Floats,
    by_group: Floats,
    counts: Sequence[KnownCount],
    contradicted: list[Contradicted],
) -> tuple[tuple[ServiceRate, ...], Floats, Floats]:
    rates = region.catalogue.rates
    order = {group.id: g for g, group in enumerate(region.catalogue.groups)}
    users = np.zeros((*by_group.shape[:2], len(rates)))
    for r, rate in enumerate(rates):
        users[..., r] = by_group[..., order[rate.group]] * rate.rate.at(level) / 100
    by_rate = users[-1].copy()
    for service in dict.fromkeys(rate.service for rate in rates):
        columns = [r for r, rate in enumerate(rates) if rate.service == service]
        asked = [criterion for criterion in region.criteria if criterion.service == service]
        mine = [count for count in counts if count.measure == "users" and count.service == service]
        if asked:
            for t in range(len(people)):
                now = {group: by_group[t, :, g] for group, g in order.items()}
                found = calibrate_criteria(region, service, users[t][:, columns], asked, people[t], now, level)
                users[t][:, columns] *= found.factors
                contradicted += [one for one in found.contradicted if one not in contradicted]
        elif mine:
            names = [rates[r].group for r in columns]
            found = calibrate_counts(region, service, names, users[-1][:, columns], mine, level)
            users[..., columns] *= found.factors
            contradicted += found.contradicted
    return rates, users, by_rate
