"""A case and its plan with what claims look up in them, and the makers of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mapping.instance import Case
from mapping.needs.estimate import middle
from mapping.needs.worked import Worked, work_out
from mapping.plan import NeedRecord, Plan, PlanUnit, Served
from mapping.region import ExistingUnit, Fund, Municipality, Settlement, TableSourceRow
from mapping.region.rows import SourceRow
from mapping.scenario import Level
from mapping.words import Text

PLAN_FILE = "plan.json"

Scope = tuple[str, str]
"""`region`, `municipality` or `settlement`, and its code (empty for the region)."""

REGION: Scope = ("region", "")


@dataclass(frozen=True)
class Facts:
    """The case, the plan, and their records by code. Built once for a run."""

    case: Case
    plan: Plan

    @cached_property
    def settlement(self) -> Mapping[str, Settlement]:
        """Settlements by code."""
        return {place.ekatte: place for place in self.case.region.settlements}

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Index of each settlement in the region's order."""
        return {place.ekatte: i for i, place in enumerate(self.case.region.settlements)}

    @cached_property
    def municipality(self) -> Mapping[str, Municipality]:
        """Municipalities by code."""
        return {place.code: place for place in self.case.region.municipalities}

    @cached_property
    def unit(self) -> Mapping[str, PlanUnit]:
        """The plan's units by id."""
        return {unit.id: unit for unit in self.plan.units}

    @cached_property
    def known(self) -> Mapping[str, ExistingUnit]:
        """The tables' units by id."""
        return {unit.id: unit for unit in self.case.region.units}

    @cached_property
    def fund(self) -> Mapping[str, Fund]:
        """Funds by id."""
        return {fund.id: fund for fund in self.case.region.funds}

    @cached_property
    def service_index(self) -> Mapping[str, int]:
        """Index of each planned service."""
        return {service.id: s for s, service in enumerate(self.case.services)}

    @cached_property
    def service_name(self) -> Mapping[str, Text]:
        """Short names of all services."""
        return {service.id: service.short for service in self.case.region.catalogue.services}

    @cached_property
    def sources(self) -> Mapping[str, SourceRow]:
        """Sources by code."""
        return {row.source: row for row in self.case.region.sources}

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], TableSourceRow]:
        """What is said of whole columns, by file and column."""
        return {(row.table, name): row for row in self.case.region.table_sources for name in row.names}

    @cached_property
    def periods(self) -> Mapping[str, int]:
        """Index of each period by its years: 2021-2023."""
        return {period_word(self, t): t for t in range(len(self.plan.periods))}

    @cached_property
    def needs(self) -> Mapping[tuple[str, str, int], NeedRecord]:
        """Need records by settlement, service and period."""
        return {(r.settlement, r.service, r.period): r for r in self.plan.needs}

    @cached_property
    def records(self) -> Mapping[tuple[Scope, int], Sequence[NeedRecord]]:
        """Need records of a scope in a period."""
        found: dict[tuple[Scope, int], list[NeedRecord]] = {}
        for record in self.plan.needs:
            scopes = (REGION, ("municipality", record.municipality), ("settlement", record.settlement))
            for scope in scopes:
                found.setdefault((scope, record.period), []).append(record)
        return found

    @cached_property
    def visits(self) -> Mapping[tuple[str, int], Sequence[Served]]:
        """Who is served by a unit in a period."""
        found: dict[tuple[str, int], list[Served]] = {}
        for visit in self.plan.served:
            found.setdefault((visit.unit, visit.period), []).append(visit)
        return found

    @cached_property
    def served_by(self) -> Mapping[tuple[str, str, int], Sequence[Served]]:
        """By whom a settlement's need for a service is served in a period."""
        found: dict[tuple[str, str, int], list[Served]] = {}
        for visit in self.plan.served:
            found.setdefault((visit.settlement, visit.service, visit.period), []).append(visit)
        return found

    @cached_property
    def _worked(self) -> dict[str, Worked]:
        """The estimate of need by level, as far as it was asked for."""
        return {}

    def worked(self, level: Level) -> Worked:
        """The estimate of need worked out at one level of all ranges, at the middles of the periods."""
        if level not in self._worked:
            middles = [middle(period) for period in self.case.periods]
            self._worked[level] = work_out(self.case.region, level, middles)
        return self._worked[level]

    @property
    def last(self) -> int:
        """Index of the last period."""
        return len(self.plan.periods) - 1


def period_word(facts: Facts, t: int) -> str:
    """The years of a period as keys write them: 2021-2023."""
    period = facts.plan.periods[t]
    return f"{period.first_year}-{period.last_year}"


def period_name(facts: Facts, t: int) -> str:
    """The years of a period as people read them."""
    return facts.plan.periods[t].name
