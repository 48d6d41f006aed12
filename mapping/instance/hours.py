"""The working week of mobile teams: visits and driving."""

from __future__ import annotations

import numpy as np

from mapping.catalogue import Service
from mapping.instance.case import Case
from mapping.instance.standards import planning_of
from mapping.instance.types import Facility
from mapping.units import MILLI


def client_week(service: Service, minutes: float, need: float) -> tuple[float, float]:
    """Hours a week that a team spends with, and on the way to, one client of a village `minutes` away where `need`
    persons need the service.

    Visits a week x minutes a visit; and visits x driving there and back, shared by the clients of the village who are
    visited on the same trip: their number, at most what a trip can hold, at least one.
    """
    team = planning_of(service).team
    if team is None:
        return 0.0, 0.0
    shared = min(team.clients_per_trip.central, max(1.0, need))
    visits = team.visits.central
    return visits * team.visit_minutes.central / 60, visits * 2 * minutes / shared / 60


def weekly_hours(service: Service, minutes: float, need: float) -> float:
    """Hours a week that a team spends on one client, visits and driving together; see `client_week`."""
    return sum(client_week(service, minutes, need))


def link_hours(
    case: Case,
    facilities: tuple[Facility, ...],
    facility: np.ndarray,
    settlement: np.ndarray,
    minutes: np.ndarray,
) -> np.ndarray:
    """Weekly hours of a team for one client, visits and driving, shape (links, periods); 0 where not mobile or not new.

    `facility`, `settlement` and `minutes` are those of the links.
    """
    hours = np.zeros((len(facility), len(case.periods)))
    service_of = np.array([f.service for f in facilities], dtype=np.int64)
    is_new = np.array([f.is_new for f in facilities], dtype=bool)
    for s, service in enumerate(case.services):
        team = planning_of(service).team
        if team is not None:
            rows = np.flatnonzero((service_of[facility] == s) & is_new[facility])
            need = case.needs.milli[settlement[rows], s, :] / MILLI
            shared = np.minimum(team.clients_per_trip.central, np.maximum(1.0, need))
            driving = 2 * minutes[rows][:, None] / shared
            hours[rows] = team.visits.central * (team.visit_minutes.central + driving) / 60
    return hours
