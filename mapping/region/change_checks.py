"""The tables unit_changes.csv and change_values.csv held against the units, the services and themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapping.errors import ProblemLog, unknown_word
from mapping.region.changes import REQUIRED, ChangeQuantity, ChangeValueRow, UnitChangeRow
from mapping.tables import Line, Names, Table, check_known, check_ranges, check_unique
from mapping.words import Text

Values = Mapping[tuple[str, str, str], Line[ChangeValueRow]]
"""(unit, change, quantity) -> its row."""


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """Of units.csv and unit_places.csv: ids (None where unreadable), services, largest places of any year, and which
    are committed."""

    ids: Names
    service: Mapping[str, str]
    largest: Mapping[str, int]
    committed: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownServices:
    """Of services.csv and service_values.csv: planned services (None where unreadable), mobile ones, and the largest
    lawful unit of those that have one (places)."""

    planned: Names
    mobile: frozenset[str]
    legal: Mapping[str, float]


def check_changes(
    changes: Table[UnitChangeRow],
    values: Table[ChangeValueRow],
    units: KnownUnits,
    services: KnownServices,
    log: ProblemLog,
) -> None:
    """Note unknown names, rows given twice, missing quantities, and changes that contradict themselves, the unit's
    places, the law or the services."""
    check_unique(changes, log, lambda r: (r.unit, r.change), "unit, change")
    check_unique(values, log, lambda r: (r.unit_code, r.change, r.quantity), "unit_code, change, quantity")
    check_ranges(values, log)
    check_known(changes, log, lambda r: r.unit, "unit", units.ids)
    _check_values(changes, values, log)
    known = values.names("unit_code", "change", "quantity")
    stated: Values = {(line.row.unit_code, line.row.change, line.row.quantity): line for line in values.lines}
    for line in changes.lines:
        _check_unit(changes, line, units, log)
        _check_services(changes, line, units, services, log)
        _check_users_to(changes, line, log)
        _check_quantities(changes, line, known, log)
        _check_places(values, line.row, stated, units, services, log)
        _check_paid(changes, line, stated, units, services, log)


def _check_values(changes: Table[UnitChangeRow], values: Table[ChangeValueRow], log: ProblemLog) -> None:
    """Note values of changes that are not in unit_changes.csv, and parts of persons or of places."""
    known = changes.names("unit", "change")
    for line in values.lines:
        row = line.row
        if known is not None and (row.unit_code, row.change) not in known:
            log.add(values.where(line, "unit_code, change"),
                    Text(f"няма промяна „{row.change}“ на „{row.unit_code}“ в unit_changes.csv",
                         f"there is no change “{row.change}” of “{row.unit_code}” in unit_changes.csv"),
                    Text("Добавете промяната или махнете реда.", "Add the change, or remove the row."))  # fmt: skip
        broken = [word for word in ("low", "central", "high") if getattr(row, word) % 1]
        if row.quantity in ("places", "users") and broken:
            log.add(values.where(line, ", ".join(broken)),
                    Text("местата и потребителите са цели числа", "places and users are whole numbers"),
                    Text("Запишете цяло число.", "Write a whole number."))  # fmt: skip


def _check_unit(changes: Table[UnitChangeRow], line: Line[UnitChangeRow], units: KnownUnits, log: ProblemLog) -> None:
    if line.row.unit in units.committed:
        log.add(changes.where(line, "unit"),
                Text(f"„{line.row.unit}“ още не работи и не може да се променя",
                     f"“{line.row.unit}” is not in service yet and cannot change"),
                Text("Махнете реда или поставете state=existing в units.csv.",
                     "Remove the row, or set state=existing in units.csv."))  # fmt: skip


def _check_services(
    changes: Table[UnitChangeRow],
    line: Line[UnitChangeRow],
    units: KnownUnits,
    services: KnownServices,
    log: ProblemLog,
) -> None:
    row, planned = line.row, services.planned
    named = [("users_to", word) for word in row.users_to.split(";")] + [("service", row.service or "")]
    seen: set[str] = set()
    for column, word in named:
        if not word or word in seen:
            continue
        seen.add(word)
        if planned is not None and (word,) not in planned:
            unknown_word(log, changes.where(line, column), word, {name for (name,) in planned})
        elif word in services.mobile:
            log.add(changes.where(line, column),
                    Text(f"„{word}“ е мобилна услуга: тя има екипи, а не места",
                         f"“{word}” is a mobile service: it has teams, not places"),
                    Text("Посочете услуга с места.", "Name a service that has places."))  # fmt: skip
    if (row.kind == "transform") != (row.service is not None):
        log.add(changes.where(line, "service"),
                Text("услуга се посочва точно когато звеното се преобразува (transform)",
                     "a service is named exactly where the unit is transformed"),
                Text("Попълнете или изпразнете клетката.", "Fill the cell, or empty it."))  # fmt: skip
    elif row.service is not None and row.service == units.service.get(row.unit):
        log.add(changes.where(line, "service"),
                Text(f"звеното вече е „{row.service}“", f"the unit is “{row.service}” already"),
                Text("Посочете друга услуга, или enlarge или shrink в kind.",
                     "Name another service, or write enlarge or shrink in kind."))  # fmt: skip


def _check_users_to(changes: Table[UnitChangeRow], line: Line[UnitChangeRow], log: ProblemLog) -> None:
    if line.row.kind in ("shrink", "close") and not line.row.users_to:
        log.add(changes.where(line, "users_to"),
                Text("не е казано кои услуги поемат потребителите",
                     "it is not said which services take the users"),
                Text("Изброете ги с точка и запетая.", "List them, with semicolons between."))  # fmt: skip


def _check_quantities(changes: Table[UnitChangeRow], line: Line[UnitChangeRow], known: Names, log: ProblemLog) -> None:
    for quantity in REQUIRED[line.row.kind]:
        if known is not None and (line.row.unit, line.row.change, quantity) not in known:
            log.add(changes.where(line, "change"),
                    Text(f"промяната няма „{quantity}“ в change_values.csv",
                         f"the change has no “{quantity}” in change_values.csv"),
                    Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip


def _check_places(
    values: Table[ChangeValueRow],
    row: UnitChangeRow,
    stated: Values,
    units: KnownUnits,
    services: KnownServices,
    log: ProblemLog,
) -> None:
    """Note enlargements that are none or send users away, shrinking that is none, and places above the law.

    A unit that shrinks may stay above the law: it is as it is, and comes nearer to it.
    """
    users, after = (stated.get((row.unit, row.change, quantity)) for quantity in ("users", "places"))
    if row.kind == "enlarge" and users is not None and users.row.high > 0:
        log.add(values.where(users, "low, central, high"),
                Text("при разширяване никой не напуска звеното", "nobody leaves a unit that is enlarged"),
                Text("Махнете реда.", "Remove the row."))  # fmt: skip
    if after is None:
        return
    places, today = after.row.central, units.largest.get(row.unit)
    if row.kind == "enlarge" and today is not None and places <= today:
        log.add(values.where(after, "central"),
                Text(f"{places:g} места след разширяването, а звеното има до {today}",
                     f"{places:g} places when enlarged, and the unit has up to {today}"),
                Text(f"Запишете повече от {today}.", f"Write more than {today}."))  # fmt: skip
    if row.kind == "shrink" and today is not None and not 0 < places < today:
        log.add(values.where(after, "central"),
                Text(f"{places:g} места след намаляването, а звеното има до {today}",
                     f"{places:g} places when made smaller, and the unit has up to {today}"),
                Text(f"Запишете повече от 0 и по-малко от {today}; за 0 промяната е close.",
                     f"Write more than 0 and less than {today}; for 0 the change is a close."))  # fmt: skip
    if row.kind == "transform" and places == 0:
        log.add(values.where(after, "central"),
                Text("преобразуваното звено няма места", "the transformed unit has no places"),
                Text("Запишете повече от 0; за 0 промяната е close.",
                     "Write more than 0; for 0 the change is a close."))  # fmt: skip
    service = row.service if row.kind == "transform" else units.service.get(row.unit)
    legal = services.legal.get(service or "")
    if row.kind in ("enlarge", "transform") and legal is not None and places > legal:
        log.add(values.where(after, "central"),
                Text(f"{places:g} места, а законът допуска {legal:g} за „{service}“",
                     f"{places:g} places, and the law allows {legal:g} for “{service}”"),
                Text(f"Запишете най-много {legal:g} или поправете legal_places в service_values.csv.",
                     f"Write {legal:g} at most, or correct legal_places in service_values.csv."))  # fmt: skip


def _check_paid(
    changes: Table[UnitChangeRow],
    line: Line[UnitChangeRow],
    stated: Values,
    units: KnownUnits,
    services: KnownServices,
    log: ProblemLog,
) -> None:
    """Note a change with a cost of a service that no fund pays for, since nothing is planned for it."""
    row = line.row
    paid: tuple[ChangeQuantity, ...] = ("capital", "running", "staff")
    costs = any(
        (row.unit, row.change, quantity) in stated and stated[row.unit, row.change, quantity].row.high > 0
        for quantity in paid
    )
    pays = row.service or units.service.get(row.unit)
    if costs and services.planned is not None and pays is not None and (pays,) not in services.planned:
        log.add(changes.where(line, "change"),
                Text(f"промяна с разход на услуга „{pays}“, за която не се планира",
                     f"a change with a cost, of the service “{pays}”, which is not planned"),
                Text("Поставете planned=yes за услугата или разход 0.",
                     "Set planned=yes for the service, or a cost of 0."))  # fmt: skip
