"""How the weeks of new mobile teams are spent: with clients, driving, free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapping.instance import Case, client_week, planning_of
from mapping.plan import Plan
from mapping.units import MILLI

ELSEWHERE = (18, 26)
"""Percent of the working time that home care teams drive (Norwegian time study, norway_home_care in sources.csv)."""


@dataclass(frozen=True, slots=True)
class Week:
    """The week of the new teams of a service at one base in a period, all together, in hours."""

    unit: str
    period: int
    teams: int
    available: float
    visits: float
    driving: float

    @property
    def driving_share(self) -> float | None:
        """Driving as a part of the hours worked (visits and driving); None where nobody is visited."""
        worked = self.visits + self.driving
        return self.driving / worked if worked > 0 else None


def team_weeks(case: Case, plan: Plan) -> list[Week]:
    """The weeks of all bases with new teams in service, in the plan's order."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: (s, service) for s, service in enumerate(case.services)}
    units = {unit.id: unit for unit in plan.units if unit.state == "new" and unit.kind == "mobile"}
    spent: dict[tuple[str, int], list[float]] = {}
    for visit in plan.served:
        if visit.unit in units:
            s, service = services[visit.service]
            need = float(case.needs.milli[index[visit.settlement], s, visit.period]) / MILLI
            with_client, driving = client_week(service, visit.minutes, need)
            pair = spent.setdefault((visit.unit, visit.period), [0.0, 0.0])
            pair[0] += with_client * visit.persons
            pair[1] += driving * visit.persons
    weeks = []
    for unit in units.values():
        team = planning_of(services[unit.service][1]).team
        for t, teams in enumerate(unit.units_in_service):
            if teams and team is not None:
                visits, driving = spent.get((unit.id, t), [0.0, 0.0])
                weeks.append(Week(unit.id, t, teams, teams * team.hours.central, visits, driving))
    return weeks


def driving_share(weeks: Iterable[Week]) -> float | None:
    """Driving as a part of all hours worked in `weeks`."""
    visits = driving = 0.0
    for week in weeks:
        visits += week.visits
        driving += week.driving
    return driving / (visits + driving) if visits + driving > 0 else None


def least_and_most(weeks: Iterable[Week]) -> tuple[float, float]:
    """The least and the largest driving share among bases that visit anybody; (0, 0) where there is none."""
    shares = [share for week in weeks if (share := week.driving_share) is not None]
    return min(shares, default=0.0), max(shares, default=0.0)
