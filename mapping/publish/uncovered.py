"""Who stays without a service in the last period, worst first, and why, as far as the plan itself can tell.

Three reasons can be read off a plan: no unit of the service that serves the place (its catchment holds it) stands
within its standard of travel; those that do are full; or one has room, and then the search left these people out for
others (weights, minimum use, gap of the proof).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mapping.catalogue import Service
from mapping.instance import client_week, standard_of
from mapping.plan import NeedRecord, PlanUnit
from mapping.publish.records import Lookup
from mapping.publish.weeks import team_weeks
from mapping.units import MILLI
from mapping.words import Text

Reason = Literal["no_unit", "full", "room_left"]

FULL_MILLI = 100
"""A unit with room for less than a tenth of a person is full."""

REASONS: Mapping[Reason, Text] = {
    "no_unit": Text(
        "няма звено на услугата, което да обслужва мястото в рамките на стандарта за пътуване",
        "no unit of the service that serves the place within its standard of travel",
    ),
    "full": Text("звената в рамките на стандарта са пълни", "the units within the standard are full"),
    "room_left": Text(
        "в рамките на стандарта има звено със свободно място; планът не го е насочил насам",
        "a unit within the standard has room; the plan does not direct it here",
    ),
}


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A settlement and a service with unmet need; `nearest` is the nearest unit that may serve it, with one-way minutes
    and km, None where there is no such unit in the region."""

    need: NeedRecord
    reason: Reason
    nearest: PlanUnit | None
    minutes: float | None
    km: float | None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the reasons rest on: the units of each service that stand in the last period, and the room they have left:
    thousandths of a person, or hours a week of new teams."""

    index: Mapping[str, int]
    standing: Mapping[str, Sequence[PlanUnit]]
    places: Mapping[str, int]
    hours: Mapping[str, float]


def uncovered(look: Lookup) -> tuple[Uncovered, ...]:
    """Every settlement and service with unmet need in the last period, the largest number of persons first."""
    records = [record for record in look.plan.needs if record.period == look.last and record.unmet_milli > 0]
    records.sort(key=lambda record: (-record.unmet_milli, record.municipality, record.settlement, record.service))
    scene = _scene(look)
    return tuple(_why(look, scene, record) for record in records)


def _scene(look: Lookup) -> _Scene:
    standing: dict[str, list[PlanUnit]] = {}
    places: dict[str, int] = {}
    for unit in look.plan.units:
        new_team = unit.kind == "mobile" and unit.state == "new"
        if unit.units_in_service[look.last] > 0 and (new_team or unit.places[look.last] > 0):
            standing.setdefault(unit.service, []).append(unit)
            if not new_team:
                users = look.users.get((unit.id, look.last), 0)
                places[unit.id] = unit.places[look.last] * MILLI - users
    weeks = [week for week in team_weeks(look.case, look.plan) if week.period == look.last]
    return _Scene(
        index={place.ekatte: i for i, place in enumerate(look.case.region.settlements)},
        standing=standing,
        places=places,
        hours={week.unit: week.available - week.visits - week.driving for week in weeks},
    )


def _why(look: Lookup, scene: _Scene, record: NeedRecord) -> Uncovered:
    service, travel = look.catalogue[record.service], look.case.travel
    i, (longest, farthest) = scene.index[record.settlement], standard_of(look.case, service)
    near = sorted(
        (
            (float(travel.minutes[i, j]), float(travel.km[i, j]), unit)
            for unit in scene.standing.get(record.service, ())
            if _may_serve(look, unit, record.municipality)
            for j in (scene.index[unit.settlement],)
        ),
        key=lambda way: (way[0], way[1], way[2].id),
    )
    within = [(minutes, unit) for minutes, km, unit in near if minutes <= longest and km <= farthest]
    reason: Reason = "full" if within else "no_unit"
    if any(_room_milli(scene, service, unit, minutes, record) > FULL_MILLI for minutes, unit in within):
        reason = "room_left"
    if not near:
        return Uncovered(record, reason, None, None, None)
    minutes, km, unit = near[0]
    return Uncovered(record, reason, unit, minutes, km)


def _may_serve(look: Lookup, unit: PlanUnit, municipality: str) -> bool:
    """Whether the unit's catchment holds a municipality."""
    known = look.existing.get(unit.home)
    catchment = known.catchment if known else look.catalogue[unit.service].catchment
    return catchment == "region" or unit.municipality == municipality


def _room_milli(scene: _Scene, service: Service, unit: PlanUnit, minutes: float, record: NeedRecord) -> float:
    """Thousandths of a person of the settlement whom the unit could take on."""
    if unit.id in scene.places:
        return scene.places[unit.id]
    a_client = sum(client_week(service, minutes, record.need_milli / MILLI))
    return MILLI * scene.hours.get(unit.id, 0.0) / a_client if a_client > 0 else 0.0
