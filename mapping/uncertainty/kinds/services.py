"""What services cost and need: sizes, a team's week, months from contract to service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mapping.catalogue import Service
from mapping.catalogue.types import Planning, Size, TeamWeek
from mapping.region import Region
from mapping.tables import Estimate
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text


def sizes(region: Region, visit: Visit) -> Region:
    """Capital, running cost and staff of each size."""
    return _each_planning(
        region,
        lambda service, planning: replace(
            planning, sizes=tuple(_size(service, size, visit) for size in planning.sizes)
        ),
    )


def _size(service: Service, size: Size, visit: Visit) -> Size:
    places = "" if size.places is None else f"{size.places.central:g}"
    module = Text(f"{places} места", f"{places} places") if places else Text("екип", "team")

    def ask(quantity: str, bg: str, en: str, estimate: Estimate) -> Estimate:
        name = Text(f"{service.short.bg}, {module.bg}: {bg}", f"{service.short.en}, {module.en}: {en}")
        return visit(Value(f"size.{service.id}.{size.id}.{quantity}", name, estimate))

    return replace(
        size,
        capital=ask("capital", "капиталов разход", "capital cost", size.capital),
        running=ask("running", "текущ разход за година", "running cost a year", size.running),
        staff=ask("staff", "персонал", "staff", size.staff),
    )


def teams(region: Region, visit: Visit) -> Region:
    """The week of a team."""

    def of_service(service: Service, planning: Planning) -> Planning:
        team = planning.team
        if team is None:
            return planning

        def ask(quantity: str, bg: str, en: str, estimate: Estimate) -> Estimate:
            name = Text(f"{service.short.bg}: {bg}", f"{service.short.en}: {en}")
            return visit(Value(f"team.{service.id}.{quantity}", name, estimate))

        week = TeamWeek(
            hours=ask("hours", "часове на екипа за седмица", "hours of a team a week", team.hours),
            visits=ask("visits", "посещения за седмица", "visits a week", team.visits),
            visit_minutes=ask("visit_minutes", "минути на посещение", "minutes a visit", team.visit_minutes),
            clients_per_trip=ask(
                "clients_per_trip", "потребители на едно пътуване", "clients a trip", team.clients_per_trip
            ),
        )
        return replace(planning, team=week)

    return _each_planning(region, of_service)


def lead(region: Region, visit: Visit) -> Region:
    """Months from contract to service."""

    def of_service(service: Service, planning: Planning) -> Planning:
        name = Text(
            f"{service.short.bg}: месеци от договора до услугата",
            f"{service.short.en}: months from contract to service",
        )
        return replace(planning, lead_months=visit(Value(f"lead_months.{service.id}", name, planning.lead_months)))

    return _each_planning(region, of_service)


def _each_planning(region: Region, change: Callable[[Service, Planning], Planning]) -> Region:
    services = tuple(
        service if service.planning is None else replace(service, planning=change(service, service.planning))
        for service in region.catalogue.services
    )
    return replace(region, catalogue=replace(region.catalogue, services=services))
