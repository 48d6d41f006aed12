"""What may become of existing units: the tables unit_changes.csv and change_values.csv, and what they build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from mapping.tables import Code, Estimate, EstimateRow, Row, Status
from mapping.validation import SERVICES_PATTERN

ChangeKind = Literal["enlarge", "shrink", "transform", "close"]
ChangeQuantity = Literal["places", "capital", "running", "staff", "lead_months", "users"]

REQUIRED: dict[ChangeKind, tuple[ChangeQuantity, ...]] = {
    "enlarge": ("places", "capital", "running", "staff", "lead_months"),
    "shrink": ("places", "users", "lead_months"),
    "transform": ("places", "users", "capital", "running", "staff", "lead_months"),
    "close": ("users", "lead_months"),
}
"""What each kind of change must state; the rest is 0 where it is left out."""


class UnitChangeRow(Row):
    """A change that an existing unit may undergo; `users_to` lists, after semicolons, the services whose new places
    may take the users who leave."""

    unit: Code
    change: Code
    kind: ChangeKind
    service: Code | None = None
    users_to: str = Field(default="", pattern=SERVICES_PATTERN)
    status: Status
    source: Code
    note: str = ""


class ChangeValueRow(EstimateRow):
    """One number of a change: places after it, capital, additional running cost a year, additional staff, months from
    contract to effect, users who must have a place elsewhere (or in what the unit becomes)."""

    unit_code: Code
    change: Code
    quantity: ChangeQuantity
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A change of an existing unit. Money in EUR; `running` a year and `staff` in posts come on top of today's.

    `service` is what the unit is transformed into. `users` (persons) leave and need new places of `users_to`, or of
    what the unit becomes.
    """

    id: str
    kind: ChangeKind
    service: str | None
    users_to: tuple[str, ...]
    places: Estimate
    users: Estimate
    capital: Estimate
    running: Estimate
    staff: Estimate
    lead_months: Estimate
    status: Status
    source: str
    note: str


def build_changes(
    unit: str, rows: tuple[UnitChangeRow, ...], values: tuple[ChangeValueRow, ...]
) -> tuple[UnitChange, ...]:
    """The changes of `unit`, from tables without problems."""
    built = []
    for row in rows:
        if row.unit != unit:
            continue
        known = {v.quantity: v.estimate for v in values if (v.unit_code, v.change) == (unit, row.change)}
        nothing = Estimate(0, 0, 0, "", row.status, row.source)
        built.append(
            UnitChange(
                id=row.change,
                kind=row.kind,
                service=row.service,
                users_to=tuple(word for word in row.users_to.split(";") if word),
                places=known.get("places", nothing) if row.kind != "close" else nothing,
                users=known.get("users", nothing),
                capital=known.get("capital", nothing),
                running=known.get("running", nothing),
                staff=known.get("staff", nothing),
                lead_months=known.get("lead_months", nothing),
                status=row.status,
                source=row.source,
                note=row.note,
            )
        )
    return tuple(built)
