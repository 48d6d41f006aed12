"""The uniform cost standards per place, where the user has them: they replace the running cost of every size.

The state pays for social services by uniform cost standards (единни разходни стандарти), so much a place and year,
which the Council of Ministers adopts anew for each budget year. The standards themselves could not be had; a region's
`cost_standards.csv` is where the user puts them.

A standard is a sum a place and year, so a size of p places runs for p times as much. A mobile team has no places: its
standard is a sum a client and year, which needs the clients that one team is paid for (`clients_per_team`), or a sum
for the whole team. Leva are divided by 1.95583 (Council Regulation (EU) 2025/1409) and stay in the note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from mapping.catalogue import Catalogue, Service, Size
from mapping.catalogue.rows import ServiceRow
from mapping.errors import ProblemLog
from mapping.region.changes import UnitChange
from mapping.region.replaced import Replaced
from mapping.region.rows import Year
from mapping.region.types import ExistingUnit
from mapping.tables import Code, Estimate, EstimateRow, Line, Table, check_known, check_ranges, check_unique
from mapping.units import BGN_PER_EUR
from mapping.words import Text

COST_STANDARDS = "cost_standards.csv"

StandardUnit = Literal[
    "EUR/place/year", "EUR/client/year", "EUR/team/year", "BGN/place/year", "BGN/client/year", "BGN/team/year"
]


class CostStandardRow(EstimateRow):
    """What a place (of a mobile service a client, or a whole team) costs to run for a year, by a uniform cost standard
    of a `year`. Of several rows of a service the latest year counts.
    """

    service: Code
    year: Year | None = None
    clients_per_team: Annotated[float, Field(gt=0, le=500)] | None = None
    unit: StandardUnit
    status: Literal["sourced", "user"]
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    @property
    def currency(self) -> str:
        """EUR or BGN."""
        return self.unit.split("/")[0]

    @property
    def per(self) -> str:
        """What the sum is for: place, client or team."""
        return self.unit.split("/")[1]


def check_cost_standards(table: Table[CostStandardRow], services: Table[ServiceRow], log: ProblemLog) -> None:
    """Note rows of unknown services or of services that are not planned, units that do not fit the service, and rows of
    which nobody can say which counts."""
    check_unique(table, log, lambda row: (row.service, row.year), "service, year")
    check_known(table, log, lambda row: row.service, "service", services.names("service"))
    check_ranges(table, log)
    known = {row.service: row for row in services.rows}
    rows_of: dict[str, list[Line[CostStandardRow]]] = {}
    for line in table.lines:
        rows_of.setdefault(line.row.service, []).append(line)
        if line.row.service in known:
            _check_row(table, line, known[line.row.service], log)
    for lines in rows_of.values():
        for line in lines if len({one.row.year for one in lines}) > 1 else ():
            if line.row.year is None:
                log.add(table.where(line, "year"),
                        Text("услугата има няколко стандарта, а този няма година",
                             "the service has several standards, and this one has no year"),
                        Text("Запишете годината на стандарта: важи най-новият.",
                             "Write the year of the standard: the latest counts."))  # fmt: skip


def _check_row(
    table: Table[CostStandardRow], line: Line[CostStandardRow], service: ServiceRow, log: ProblemLog
) -> None:
    row, mobile = line.row, service.kind == "mobile"
    if service.planned == "no":
        log.add(table.where(line, "service"),
                Text(f"за „{row.service}“ не се планират нови звена: няма какво да се замени",
                     f"no new units of “{row.service}” are planned: there is nothing to replace"),
                Text("Махнете реда.", "Remove the row."))  # fmt: skip
    elif mobile == (row.per == "place"):
        log.add(table.where(line, "unit"),
                Text(f"мерната единица {row.unit} не подхожда на „{row.service}“ ({service.kind})",
                     f"the unit {row.unit} does not fit “{row.service}” ({service.kind})"),
                Text("Мобилните услуги се плащат на потребител (client) или екип (team), другите на място (place).",
                     "Mobile services are paid by client or team, all others by place."))  # fmt: skip
    elif row.per == "client" and row.clients_per_team is None:
        log.add(table.where(line, "clients_per_team"),
                Text("не е казано колко потребители има един екип", "it is not said how many clients a team has"),
                Text("Запишете за колко потребители се плаща един екип.",
                     "Write for how many clients one team is paid."))  # fmt: skip
    elif row.per != "client" and row.clients_per_team is not None:
        log.add(table.where(line, "clients_per_team"),
                Text(f"броят потребители не се ползва при {row.unit}", f"the clients are not used with {row.unit}"),
                Text("Изтрийте клетката.", "Clear the cell."))  # fmt: skip


def with_cost_standards(catalogue: Catalogue, table: Table[CostStandardRow]) -> tuple[Catalogue, tuple[Replaced, ...]]:
    """`catalogue` with the running cost of every size of the services in `table` by its standard, and what was
    replaced, in the catalogue's order."""
    latest = _latest(table)
    replaced: list[Replaced] = []
    services = tuple(
        _with_standard(service, latest[service.id], table.file, replaced.append) if service.id in latest else service
        for service in catalogue.services
    )
    return replace(catalogue, services=services), tuple(replaced)


def enlarged_at_standard(
    units: tuple[ExistingUnit, ...], table: Table[CostStandardRow]
) -> tuple[tuple[ExistingUnit, ...], tuple[Replaced, ...]]:
    """`units` with the added places of every enlargement at the standard of the unit's service, and what was replaced.

    The added places are those after the change less the last that the tables state for the unit. Were they left at the
    cost in the tables, a plan would enlarge or build anew for no other reason than two price lists. Other changes keep
    the cost of change_values.csv: what a transformed unit costs on top of today is no sum a place.
    """
    latest = {service: line for service, line in _latest(table).items() if line.row.per == "place"}
    replaced: list[Replaced] = []

    def changed(unit: ExistingUnit, change: UnitChange) -> UnitChange:
        line = latest.get(unit.service)
        added = change.places.central - (unit.places[-1].places.central if unit.places else 0.0)
        if line is None or change.kind != "enlarge" or added <= 0:
            return change
        running = _times(line.row, added)
        replaced.append(Replaced(table.file, line.number, Text(
            f"текущи разходи: {unit.name.bg}, промяна {change.id} (change_values.csv)",
            f"running cost: {unit.name.en}, change {change.id} (change_values.csv)",
        ), change.running, running))  # fmt: skip
        return replace(change, running=running)

    found = tuple(replace(unit, changes=tuple(changed(unit, change) for change in unit.changes)) for unit in units)
    return found, tuple(replaced)


def _latest(table: Table[CostStandardRow]) -> dict[str, Line[CostStandardRow]]:
    """The row that counts for each service."""
    latest: dict[str, Line[CostStandardRow]] = {}
    for line in table.lines:
        before = latest.get(line.row.service)
        if before is None or (line.row.year or 0) > (before.row.year or 0):
            latest[line.row.service] = line
    return latest


def _with_standard(
    service: Service, line: Line[CostStandardRow], file: str, note: Callable[[Replaced], None]
) -> Service:
    if service.planning is None:
        return service
    sizes = []
    for size in service.planning.sizes:
        running = _running(line.row, size)
        note(Replaced(file, line.number, _what(service, size), size.running, running))
        sizes.append(replace(size, running=running))
    return replace(service, planning=replace(service.planning, sizes=tuple(sizes)))


def _what(service: Service, size: Size) -> Text:
    return Text(
        f"текущи разходи: {service.short.bg}, размер {size.id} (size_values.csv)",
        f"running cost: {service.short.en}, size {size.id} (size_values.csv)",
    )


def _running(row: CostStandardRow, size: Size) -> Estimate:
    """The running cost of a size, EUR a year: the standard times what it is paid for."""
    if row.per == "place":
        return _times(row, 1.0 if size.places is None else size.places.central)
    return _times(row, row.clients_per_team if row.per == "client" and row.clients_per_team is not None else 1.0)


def _times(row: CostStandardRow, times: float) -> Estimate:
    """So many times the standard, EUR a year, rounded to cents.

    A standard read at its source gives a derived value, one set by the user stays the user's.
    """
    rate = times / (BGN_PER_EUR if row.currency == "BGN" else 1.0)
    year = f" ({row.year})" if row.year is not None else ""
    leva = f" / {BGN_PER_EUR}" if row.currency == "BGN" else ""
    arithmetic = f"{row.central:g} {row.unit}{year} x {times:g}{leva}."
    return Estimate(
        low=round(row.low * rate, 2),
        central=round(row.central * rate, 2),
        high=round(row.high * rate, 2),
        unit="EUR/year",
        status="user" if row.status == "user" else "derived",
        source=row.source,
        note=f"{arithmetic} {row.note}".strip(),
    )
