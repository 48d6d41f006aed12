"""What may become of existing units: the tables unit_changes.csv and change_values.csv, checked and built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from mapping.errors import ProblemLog, unknown_word
from mapping.tables import (
    Code,
    Estimate,
    EstimateRow,
    Names,
    Row,
    Status,
    Table,
    check_known,
    check_ranges,
    check_unique,
)
from mapping.validation import SERVICES_PATTERN
from mapping.words import Text

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


def check_changes(
    changes: Table[UnitChangeRow],
    values: Table[ChangeValueRow],
    units: Names,
    planned: Names,
    unit_service: dict[str, str],
    committed: frozenset[str],
    log: ProblemLog,
) -> None:
    """Note unknown names, rows given twice, missing quantities, and changes that contradict themselves.

    Args:
        changes: unit_changes.csv.
        values: change_values.csv.
        units: ids of the units; None where units.csv is unreadable.
        planned: ids of the planned services; None where services.csv is unreadable.
        unit_service: the service of each unit.
        committed: ids of the units that are committed.
        log: where the problems go.
    """
    check_unique(changes, log, lambda r: (r.unit, r.change), "unit, change")
    check_unique(values, log, lambda r: (r.unit_code, r.change, r.quantity), "unit_code, change, quantity")
    check_ranges(values, log)
    check_known(changes, log, lambda r: r.unit, "unit", units)
    known_changes = changes.names("unit", "change")
    stated = values.names("unit_code", "change", "quantity")
    amounts = {(r.unit_code, r.change, r.quantity): r.high for r in values.rows}
    for value in values.lines:
        pair = (value.row.unit_code, value.row.change)
        if known_changes is not None and pair not in known_changes:
            log.add(values.where(value, "unit_code, change"),
                    Text(f"няма промяна „{pair[1]}“ на „{pair[0]}“ в unit_changes.csv",
                         f"there is no change “{pair[1]}” of “{pair[0]}” in unit_changes.csv"),
                    Text("Добавете промяната или махнете реда.", "Add the change, or remove the row."))  # fmt: skip
    for line in changes.lines:
        row = line.row
        if row.unit in committed:
            log.add(changes.where(line, "unit"),
                    Text(f"„{row.unit}“ още не работи и не може да се променя",
                         f"“{row.unit}” is not in service yet and cannot change"),
                    Text("Махнете реда или поставете state=existing в units.csv.",
                         "Remove the row, or set state=existing in units.csv."))  # fmt: skip
        for word in (*row.users_to.split(";"), row.service or ""):
            if word and planned is not None and (word,) not in planned:
                column = "service" if word == row.service else "users_to"
                unknown_word(log, changes.where(line, column), word, {name for (name,) in planned})
        if (row.kind == "transform") != (row.service is not None):
            log.add(changes.where(line, "service"),
                    Text("услуга се посочва точно когато звеното се преобразува (transform)",
                         "a service is named exactly where the unit is transformed"),
                    Text("Попълнете или изпразнете клетката.", "Fill the cell, or empty it."))  # fmt: skip
        for quantity in REQUIRED[row.kind]:
            if stated is not None and (row.unit, row.change, quantity) not in stated:
                log.add(changes.where(line, "change"),
                        Text(f"промяната няма „{quantity}“ в change_values.csv",
                             f"the change has no “{quantity}” in change_values.csv"),
                        Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip
        if row.kind in ("shrink", "close") and not row.users_to:
            log.add(changes.where(line, "users_to"),
                    Text("не е казано кои услуги поемат потребителите",
                         "it is not said which services take the users"),
                    Text("Изброете ги с точка и запетая.", "List them, with semicolons between."))  # fmt: skip
        pays = row.service or unit_service.get(row.unit)
        costs = any(amounts.get((row.unit, row.change, q), 0) > 0 for q in ("capital", "running", "staff"))
        if costs and planned is not None and pays is not None and (pays,) not in planned:
            log.add(changes.where(line, "change"),
                    Text(f"промяна с разход на услуга „{pays}“, за която не се планира",
                         f"a change with a cost, of the service “{pays}”, which is not planned"),
                    Text("Поставете planned=yes за услугата или разход 0.",
                         "Set planned=yes for the service, or a cost of 0."))  # fmt: skip


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
