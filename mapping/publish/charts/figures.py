"""What the charts show, as plain tables: money by fund and year, served shares, need and places.

Persons are whole thousandths and money whole cents, as in the plan, so that every bar can be added up exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from mapping.compare.available import planned_envelopes
from mapping.compare.groups import parts_of
from mapping.instance import Case
from mapping.needs import estimate_needs
from mapping.needs.compare import LEVELS
from mapping.plan import Plan, PlanUnit, available_by_fund, coverage, users_of
from mapping.publish.printed.sites import added_places
from mapping.region.rows import MoneyKind
from mapping.units import MILLI

By = Literal["existing", "committed", "new"]
"""Who serves: units of today (with their changes), units under construction, new units and what existing ones become.
"""

BY: tuple[By, ...] = ("existing", "committed", "new")


@dataclass(frozen=True, slots=True)
class PurseYears:
    """What a fund pays of one kind, in cents: `spent` by period; `limits` the envelope of each period by itself (None
    where it is one sum for several); `available` over all periods together (None: no envelope)."""

    fund: str
    kind: MoneyKind
    spent: tuple[int, ...]
    limits: tuple[int | None, ...]
    available: int | None

    @property
    def total(self) -> int:
        """Cents over all periods."""
        return sum(self.spent)


def money_years(case: Case, plan: Plan) -> tuple[PurseYears, ...]:
    """Every fund and kind that has an envelope or pays, in the order of the envelopes; municipal funds are summed over
    the municipalities that are planned."""
    plan = replace(plan, envelopes=planned_envelopes(case, plan))
    periods = range(len(plan.periods))
    available = available_by_fund(plan)
    spent: dict[tuple[str, MoneyKind], list[int]] = {key: [0 for _ in periods] for key in available}
    for unit in plan.units:
        for pay in unit.money:
            spent.setdefault((pay.fund, pay.kind), [0 for _ in periods])[pay.period] += pay.cents
    return tuple(
        PurseYears(fund, kind, tuple(cents), _limits(plan, fund, kind), available.get((fund, kind)))
        for (fund, kind), cents in spent.items()
    )


def _limits(plan: Plan, fund: str, kind: MoneyKind) -> tuple[int | None, ...]:
    """The envelopes of single periods; None where a purse has another one that covers the period too, or none."""
    mine = [e for e in plan.envelopes if (e.fund, e.kind) == (fund, kind)]
    found: list[int | None] = []
    for t in range(len(plan.periods)):
        covering = [e for e in mine if t in e.periods]
        alone = bool(covering) and all(e.periods == (t,) for e in covering)
        found.append(sum(e.cents for e in covering) if alone else None)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Share:
    """Need and who serves it (thousandths of a person) of a municipality or a group in a period."""

    need: float
    served: Mapping[By, float]

    @property
    def share(self) -> float:
        """Served share of the need (0..1); 0 where there is no need."""
        return sum(self.served.values()) / self.need if self.need else 0.0

    def part(self, by: By) -> float:
        """The share (0..1) of the need that is served by these units."""
        return self.served[by] / self.need if self.need else 0.0


def served_by(unit: PlanUnit) -> By:
    """As what a unit counts here."""
    return "new" if unit.state == "transformed" else unit.state


def municipality_shares(plan: Plan) -> dict[tuple[str, int], Share]:
    """By (municipality, period), every municipality that has a need."""
    home = {record.settlement: record.municipality for record in plan.needs}
    return _shares(plan, lambda settlement, _service, _period: {home[settlement]: 1.0})


def region_shares(plan: Plan) -> dict[int, Share]:
    """By period, of the whole region."""
    return {t: share for (_, t), share in _shares(plan, lambda *_: {"region": 1.0}).items()}


def group_shares(case: Case, plan: Plan) -> dict[tuple[str, int], Share]:
    """By (risk group, period), every group that has a need.

    The plan does not say of which group a served person is: within a settlement, service and period every group is
    taken to be served to the same share, as the rule on coverage floors takes it.
    """
    found = _shares(plan, parts_of(case))
    return {
        (group, t): found[group, t]
        for group in case.needs.groups
        for t in range(len(plan.periods))
        if (group, t) in found
    }


def _shares(plan: Plan, weights: Callable[[str, str, int], Mapping[str, float]]) -> dict[tuple[str, int], Share]:
    by = {unit.id: served_by(unit) for unit in plan.units}
    need: dict[tuple[str, int], float] = {}
    served: dict[tuple[str, int], dict[By, float]] = {}
    for record in plan.needs:
        if record.need_milli:
            for key, weight in weights(record.settlement, record.service, record.period).items():
                one = (key, record.period)
                need[one] = need.get(one, 0) + weight * record.need_milli
    for visit in plan.served:
        for key, weight in weights(visit.settlement, visit.service, visit.period).items():
            sums = served.setdefault((key, visit.period), dict.fromkeys(BY, 0.0))
            sums[by[visit.unit]] += weight * visit.milli
    return {key: Share(total, served.get(key, dict.fromkeys(BY, 0.0))) for key, total in need.items()}


@dataclass(frozen=True, slots=True)
class Capacity:
    """Need for some services in a period with its range, places, and persons served; all in persons.

    `places` of mobile services: clients that units of today have, and clients that new teams have in the plan. What
    an enlargement adds counts as new.
    """

    name: str
    period: int
    low: float
    need: float
    high: float
    places: Mapping[By, float]
    served: float


def capacities(case: Case, plan: Plan, by: Literal["kind", "service"]) -> tuple[Capacity, ...]:
    """By kind of service, or by service, and period, of the services that the scenario plans.

    The ends of the range take every rate at its low (its high) value at once.
    """
    name_of: dict[str, str] = {service.id: service.kind if by == "kind" else service.id for service in case.services}
    ids = tuple(name_of)
    levels = [estimate_needs(case.region, ids, case.periods, level).persons.sum(axis=0) for level in LEVELS]
    users, periods = users_of(plan), range(len(plan.periods))
    added = [added_places(case, plan, t) for t in periods]
    found = []
    for name in dict.fromkeys(name_of.values()):
        columns = [s for s, service in enumerate(ids) if name_of[service] == name]
        units = [unit for unit in plan.units if name_of.get(unit.service) == name]
        for t in periods:
            records = [record for record in plan.needs if record.period == t and name_of[record.service] == name]
            total = coverage(records)
            ends = [float(level[columns, t].sum()) for level in levels]
            places = dict.fromkeys(BY, 0.0)
            for unit in units:
                team = unit.kind == "mobile" and unit.state == "new"
                more = added[t].get(unit.id, 0)
                places["new"] += more
                places[served_by(unit)] += users.get((unit.id, t), 0) / MILLI if team else unit.places[t] - more
            found.append(
                Capacity(name, t, min(*ends, total.need), total.need, max(*ends, total.need), places, total.served)
            )
    return tuple(found)
