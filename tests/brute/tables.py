"""What a case says, read anew: when units start and serve, what existing ones hold, who is within a standard."""

from __future__ import annotations

from mapping.catalogue import Service
from mapping.catalogue.types import Planning
from mapping.instance import Case


def planning(service: Service) -> Planning:
    assert service.planning is not None
    return service.planning


def on(case: Case, rule: str) -> bool:
    """Whether the scenario leaves a rule on; what has no switch is always on."""
    return bool(getattr(case.scenario.keys.rules, rule, True))


def years(case: Case, t: int) -> int:
    """Whole years of a period."""
    return case.periods[t].last_year - case.periods[t].first_year + 1


def contract_year(case: Case, t: int) -> int:
    """A period's contracts are signed at the start of its middle year, the earlier of two."""
    return (case.periods[t].first_year + case.periods[t].last_year) // 2


def begins(case: Case, contracted: int, lead_months: float) -> float:
    """When what is contracted in a period starts."""
    return contract_year(case, contracted) + lead_months / 12


def serves_from(case: Case, contracted: int, lead_months: float) -> int | None:
    """The first period, from that of the contract on, in which it stands when the last year begins."""
    start = begins(case, contracted, lead_months)
    later = [t for t, p in enumerate(case.periods) if t >= contracted and start <= p.last_year]
    return later[0] if later else None


def signed(case: Case) -> list[int]:
    """Periods in which contracts are signed."""
    first = case.scenario.keys.contracts_from
    return [t for t in range(len(case.periods)) if first is None or contract_year(case, t) >= first]


def place_of(case: Case, ekatte: str) -> int:
    return next(i for i, place in enumerate(case.region.settlements) if place.ekatte == ekatte)


def service_of(case: Case, service_id: str) -> int | None:
    """None for what is not planned."""
    return next((s for s, service in enumerate(case.services) if service.id == service_id), None)


def chosen(case: Case, named: tuple[str, ...]) -> list[int]:
    """The services of a list in the scenario; all planned ones where it is empty."""
    return [s for s, service in enumerate(case.services) if not named or service.id in named]


def within(case: Case, s: int, i: int, j: int, catchment: str) -> bool:
    """Whether somebody of settlement i may be served at j: the standard in minutes and in km, and the catchment."""
    service = case.services[s]
    minutes, km = planning(service).standard_minutes.central, planning(service).standard_km.central
    changed = case.scenario.keys.standards.get(service.id)
    if changed is not None:
        minutes = minutes if changed.minutes is None else changed.minutes
        km = km if changed.km is None else changed.km
    places = case.region.settlements
    near = case.travel.minutes[i, j] <= minutes and case.travel.km[i, j] <= km
    return bool(near) and (catchment == "region" or places[i].municipality == places[j].municipality)
