"""What is measured of one plan, so that plans can stand side by side: people, units, travel, fairness, money.

Everything about people is that of the last period, of the services that every compared plan plans.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mapping.catalogue.rows import Kind
from mapping.compare.available import available_money
from mapping.compare.groups import reach_by_group
from mapping.compare.types import Reach
from mapping.instance import Case
from mapping.plan import Plan, coverage_by, last_period, money_by_fund
from mapping.region.changes import ChangeKind
from mapping.region.rows import MoneyKind


@dataclass(frozen=True, slots=True)
class Travel:
    """One-way minutes between the homes of those served and their units: mean over the users, longest; None without
    users. To clients of mobile services the team travels."""

    mean: float | None
    longest: float | None


@dataclass(frozen=True, slots=True)
class Measures:
    """One plan in figures.

    `units` are new units by kind and `places` theirs, of all contracts; `changes` are existing units changed, by what
    is done to them. `total` and the others are need and persons served in the last period, by code. `unreached` are the
    settlements with a need of which nobody is served. `spent` and `available` are cents over all periods.
    """

    total: Reach
    by_municipality: Mapping[str, Reach]
    by_group: Mapping[str, Reach]
    by_service: Mapping[str, Reach]
    units: Mapping[Kind, int]
    places: int
    changes: Mapping[ChangeKind, int]
    travel: Travel
    unreached: tuple[str, ...]
    spent: Mapping[tuple[str, MoneyKind], int]
    available: Mapping[tuple[str, MoneyKind], int]

    @property
    def worst_municipality(self) -> str | None:
        """The code of the municipality with the least served share (of equals the first); None without need."""
        return _extreme(self.by_municipality, min)

    @property
    def best_municipality(self) -> str | None:
        """The code of the municipality with the largest served share."""
        return _extreme(self.by_municipality, max)

    @property
    def worst_group(self) -> str | None:
        """The risk group with the least served share; None where the need is not told apart by group."""
        return _extreme(self.by_group, min)


def _extreme(reaches: Mapping[str, Reach], of: Callable[..., str]) -> str | None:
    known = [code for code, reach in reaches.items() if reach.need_milli > 0]
    return of(known, key=lambda code: reaches[code].share) if known else None


def measures_of(case: Case, plan: Plan, services: tuple[str, ...]) -> Measures:
    """Measure `plan`; people only for `services`."""
    last = len(plan.periods) - 1
    records = [record for record in last_period(plan) if record.service in services]
    by_place = coverage_by(records, lambda record: record.settlement)
    units: Counter[Kind] = Counter()
    places = 0
    for unit in plan.units:
        if unit.state == "new":
            units[unit.kind] += sum(opening.units for opening in unit.openings)
            places += sum(opening.places for opening in unit.openings)
    return Measures(
        total=Reach(
            sum(record.need_milli for record in records),
            sum(record.need_milli - record.unmet_milli for record in records),
        ),
        by_municipality={
            code: Reach(cover.need_milli, cover.need_milli - cover.unmet_milli)
            for code, cover in coverage_by(records, lambda record: record.municipality).items()
        },
        by_group=reach_by_group(case, plan, services, last),
        by_service={
            code: Reach(cover.need_milli, cover.need_milli - cover.unmet_milli)
            for code, cover in coverage_by(records, lambda record: record.service).items()
        },
        units=units,
        places=places,
        changes=Counter(u.change.kind for u in plan.units if u.change is not None and u.state != "transformed"),
        travel=_travel(plan, services, last),
        unreached=tuple(
            ekatte for ekatte, cover in by_place.items() if cover.need_milli and cover.unmet_milli == cover.need_milli
        ),
        spent=money_by_fund(plan),
        available=available_money(case, plan),
    )


def _travel(plan: Plan, services: tuple[str, ...], period: int) -> Travel:
    visits = [v for v in plan.served if v.period == period and v.milli > 0 and v.service in services]
    users = sum(visit.milli for visit in visits)
    if not users:
        return Travel(None, None)
    return Travel(
        sum(visit.milli * visit.minutes for visit in visits) / users,
        max(visit.minutes for visit in visits),
    )
