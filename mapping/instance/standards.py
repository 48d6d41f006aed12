"""What a planned service asks for, after the scenario's changes."""

from __future__ import annotations

from mapping.catalogue import Service
from mapping.catalogue.types import Planning
from mapping.instance.case import Case


def planning_of(service: Service) -> Planning:
    """The planning values of a planned service."""
    if service.planning is None:
        raise ValueError(f"{service.id} is not planned")
    return service.planning


def standard_of(case: Case, service: Service) -> tuple[float, float]:
    """Longest acceptable one-way travel for `service` in minutes and km,
    as the scenario (for it, or for all services) or the catalogue says.
    """
    planning = planning_of(service)
    minutes, km = planning.standard_minutes.central, planning.standard_km.central
    for changed in (case.scenario.keys.all_services, case.scenario.keys.standards.get(service.id)):
        if changed is not None:
            minutes = changed.minutes if changed.minutes is not None else minutes
            km = changed.km if changed.km is not None else km
    return minutes, km
