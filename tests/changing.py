"""The toy with changes that its units may undergo; what they cost and whom they touch is said in each test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from builders import estimate
from toy import toy_case, with_keys

from mapping.instance import Case
from mapping.region import ExistingUnit, UnitChange

Kind = Literal["enlarge", "shrink", "transform", "close"]


def change(
    kind: Kind,
    *,
    places: int = 0,
    users: int = 0,
    capital: float = 0.0,
    running: float = 0.0,
    staff: float = 0.0,
    lead: float = 0.0,
    service: str | None = None,
    users_to: tuple[str, ...] = ("home",),
) -> UnitChange:
    """A change with these central values; its code is its kind."""
    return UnitChange(
        id=kind, kind=kind, service=service, users_to=users_to, places=estimate(places), users=estimate(users),
        capital=estimate(capital), running=estimate(running), staff=estimate(staff), lead_months=estimate(lead),
        status="assumption", source="toy", note="",
    )  # fmt: skip


def old_home_may(*changes: UnitChange) -> Case:
    """The toy whose old home may undergo `changes`."""
    [home] = toy_case().region.units
    return with_units(replace(home, changes=changes))


def asylum_may(*changes: UnitChange) -> Case:
    """The toy with, beside the old home, an institution in Alfa of a service that is not planned; it may change so."""
    case = toy_case()
    [home] = case.region.units
    spec = replace(case.region.catalogue.service("home"), id="asylum", number=9, planning=None)
    catalogue = replace(case.region.catalogue, services=(*case.region.catalogue.services, spec))
    asylum = replace(home, id="asylum", service="asylum", changes=changes)
    return replace(case, region=replace(case.region, catalogue=catalogue, units=(home, asylum)))


def with_units(*units: ExistingUnit) -> Case:
    """The toy with these existing units."""
    return replace(toy_case(), region=replace(toy_case().region, units=units))


def deciding(case: Case, unit: str, kind: Kind, status: str = "required") -> Case:
    """`case` whose scenario requires or forbids a change."""

    def decide(keys: dict[str, Any]) -> None:
        keys["changes"] = [{"unit": unit, "change": kind, "status": status}]

    return with_keys(case, decide)
