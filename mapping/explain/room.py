"""Which units of a plan could serve the people of a settlement, how far they are, and how much room they have left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mapping.evidence.facts import Facts
from mapping.instance import client_week, standard_of
from mapping.plan import PlanUnit
from mapping.publish.weeks import team_weeks
from mapping.units import MILLI


@dataclass(frozen=True, slots=True)
class Way:
    """From a settlement to a unit: minutes and km one way, and whether both are within the service's standard."""

    settlement: str
    unit: PlanUnit
    minutes: float
    km: float
    within: bool


@dataclass(frozen=True)
class Room:
    """The units that stand in period `t` of the plan of `facts`."""

    facts: Facts
    t: int

    @cached_property
    def standing(self) -> Mapping[str, Sequence[PlanUnit]]:
        """Units with places, or teams, by service."""
        found: dict[str, list[PlanUnit]] = {}
        for unit in self.facts.plan.units:
            teams = unit.kind == "mobile" and unit.state == "new"
            if unit.units_in_service[self.t] > 0 and (teams or unit.places[self.t] > 0):
                found.setdefault(unit.service, []).append(unit)
        return found

    @cached_property
    def _hours(self) -> Mapping[str, float]:
        weeks = [week for week in team_weeks(self.facts.case, self.facts.plan) if week.period == self.t]
        return {week.unit: week.available - week.visits - week.driving for week in weeks}

    def ways(self, settlement: str, service: str) -> tuple[Way, ...]:
        """The ways to all units of a planned service whose catchment holds the settlement, the nearest first."""
        facts = self.facts
        home, i = facts.settlement[settlement].municipality, facts.index[settlement]
        longest, farthest = standard_of(facts.case, facts.case.services[facts.service_index[service]])
        found = []
        for unit in self.standing.get(service, ()):
            known = facts.known.get(unit.home)
            catchment = known.catchment if known else facts.case.region.catalogue.service(service).catchment
            if catchment == "municipality" and unit.municipality != home:
                continue
            j = facts.index[unit.settlement]
            minutes, km = float(facts.case.travel.minutes[i, j]), float(facts.case.travel.km[i, j])
            found.append(Way(settlement, unit, minutes, km, minutes <= longest and km <= farthest))
        return tuple(sorted(found, key=lambda way: (way.minutes, way.km, way.unit.id)))

    def persons_left(self, way: Way) -> float:
        """Persons of the settlement whom the unit could serve on top of those it serves."""
        facts, unit = self.facts, way.unit
        if unit.kind == "mobile" and unit.state == "new":
            service = facts.case.services[facts.service_index[unit.service]]
            record = facts.needs.get((way.settlement, unit.service, self.t))
            need = record.need_milli / MILLI if record is not None else 0.0
            a_client = sum(client_week(service, way.minutes, need))
            return max(0.0, self._hours.get(unit.id, 0.0)) / a_client if a_client > 0 else 0.0
        users = sum(visit.milli for visit in facts.visits.get((unit.id, self.t), ()))
        moved = sum(m.milli for m in facts.plan.moved if m.to == unit.id and m.period == self.t
                    and not self._in_need(m.unit))  # fmt: skip
        return max(0.0, unit.places[self.t] - (users + moved) / MILLI)

    def _in_need(self, unit: str) -> bool:
        """Whether the users of a changed unit are part of the need, and so among those served."""
        known = self.facts.known.get(unit)
        return known is not None and known.service in self.facts.service_index
