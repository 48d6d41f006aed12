"""Reading the catalogue's five tables into one frozen value."""

from __future__ import annotations

from pathlib import Path

from mapping.catalogue.rows import (
    GroupRow,
    PrevalenceRow,
    ServiceQuantity,
    ServiceRateRow,
    ServiceRow,
    ServiceValueRow,
    SizeQuantity,
    SizeValueRow,
)
from mapping.catalogue.types import Catalogue, Group, Planning, Service, ServiceRate, Size, TeamWeek
from mapping.errors import ProblemLog
from mapping.tables import Estimate, Row, Table, check_known, check_ranges, check_unique, read_table
from mapping.words import Text

CATALOGUE_TABLES: dict[str, type[Row]] = {
    "groups.csv": GroupRow,
    "prevalence.csv": PrevalenceRow,
    "services.csv": ServiceRow,
    "service_rates.csv": ServiceRateRow,
    "service_values.csv": ServiceValueRow,
    "size_values.csv": SizeValueRow,
}

_ALWAYS: tuple[ServiceQuantity, ...] = (
    "standard_minutes",
    "standard_km",
    "min_population",
    "minimum_use",
    "lead_months",
)
_TEAM: tuple[ServiceQuantity, ...] = ("team_hours_week", "visits_week", "visit_minutes", "clients_per_trip")


def read_catalogue(folder: Path, log: ProblemLog) -> tuple[Catalogue, tuple[Table[Row], ...]]:
    """Read and check the catalogue in `folder`.

    Returns the catalogue and its tables (so that the region can check their sources). Problems go to `log`; the
    catalogue then holds only what could be read.
    """
    groups = read_table(folder, "groups.csv", GroupRow, log)
    prevalence = read_table(folder, "prevalence.csv", PrevalenceRow, log)
    services = read_table(folder, "services.csv", ServiceRow, log)
    rates = read_table(folder, "service_rates.csv", ServiceRateRow, log)
    values = read_table(folder, "service_values.csv", ServiceValueRow, log)
    sizes = read_table(folder, "size_values.csv", SizeValueRow, log)

    check_unique(groups, log, lambda r: r.group, "group")
    check_unique(prevalence, log, lambda r: r.group, "group")
    check_unique(services, log, lambda r: r.service, "service")
    check_unique(services, log, lambda r: r.number, "number")
    check_unique(rates, log, lambda r: (r.group, r.service), "group, service")
    check_unique(values, log, lambda r: (r.service, r.quantity), "service, quantity")
    check_unique(sizes, log, lambda r: (r.service, r.size, r.quantity), "service, size, quantity")
    group_ids = {r.group for r in groups.rows}
    service_ids = {r.service for r in services.rows}
    check_known(prevalence, log, lambda r: r.group, "group", group_ids)
    check_known(rates, log, lambda r: r.group, "group", group_ids)
    check_known(rates, log, lambda r: r.service, "service", service_ids)
    check_known(values, log, lambda r: r.service, "service", service_ids)
    check_known(sizes, log, lambda r: r.service, "service", service_ids)
    for table in (prevalence, rates, values, sizes):
        check_ranges(table, log)

    tables: tuple[Table[Row], ...] = (groups, prevalence, services, rates, values, sizes)  # type: ignore[assignment]
    catalogue = Catalogue(
        groups=_groups(groups, prevalence, log),
        services=tuple(
            _service(services, line.number, line.row, values, sizes, log) for line in services.lines
        ),
        rates=tuple(
            ServiceRate(r.group, r.service, r.estimate)
            for r in rates.rows
            if r.group in group_ids and r.service in service_ids
        ),
    )
    _check_rates(services, rates, log)
    return catalogue, tables


def _groups(groups: Table[GroupRow], prevalence: Table[PrevalenceRow], log: ProblemLog) -> tuple[Group, ...]:
    known = {r.group: r.estimate for r in prevalence.rows}
    built = []
    for line in groups.lines:
        row = line.row
        if row.group not in known:
            log.add(groups.where(line, "group"),
                    Text(f"групата „{row.group}“ няма ред в prevalence.csv",
                         f"group “{row.group}” has no row in prevalence.csv"),
                    Text("Добавете честота на 1000 души с източник.",
                         "Add a prevalence per 1,000 persons with its source."))  # fmt: skip
            continue
        base = {
            "age_0_14": row.share_0_14,
            "age_15_29": row.share_15_29,
            "age_30_44": row.share_30_44,
            "age_45_64": row.share_45_64,
            "age_65_plus": row.share_65_plus,
        }
        name = Text(row.name_bg, row.name_en)
        built.append(Group(row.group, name, base, row.settlements, known[row.group], row.note))  # type: ignore[arg-type]
    return tuple(built)


def _service(
    services: Table[ServiceRow],
    line_number: int,
    row: ServiceRow,
    values: Table[ServiceValueRow],
    sizes: Table[SizeValueRow],
    log: ProblemLog,
) -> Service:
    where = next(services.where(line, "service") for line in services.lines if line.number == line_number)
    known = {v.quantity: v.estimate for v in values.rows if v.service == row.service}
    by_size: dict[str, dict[SizeQuantity, Estimate]] = {}
    for size_row in sizes.rows:
        if size_row.service == row.service:
            by_size.setdefault(size_row.size, {})[size_row.quantity] = size_row.estimate
    planning: Planning | None = None
    if row.planned == "yes":
        mobile = row.kind == "mobile"
        needed = (*_ALWAYS, *_TEAM) if mobile else _ALWAYS
        missing = [q for q in needed if q not in known]
        for quantity in missing:
            log.add(where,
                    Text(f"услугата „{row.service}“ няма „{quantity}“ в service_values.csv",
                         f"service “{row.service}” has no “{quantity}” in service_values.csv"),
                    Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip
        built = []
        for size_id, quantities in by_size.items():
            wanted: tuple[SizeQuantity, ...] = ("capital", "running", "staff") + (() if mobile else ("places",))
            gaps = [q for q in wanted if q not in quantities]
            for size_quantity in gaps:
                log.add(where,
                        Text(f"размерът „{size_id}“ няма „{size_quantity}“ в size_values.csv",
                             f"size “{size_id}” has no “{size_quantity}” in size_values.csv"),
                        Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip
            if not gaps:
                places = None if mobile else quantities["places"]
                built.append(
                    Size(size_id, places, quantities["capital"], quantities["running"], quantities["staff"])
                )
        if not by_size:
            log.add(where,
                    Text(f"услугата „{row.service}“ няма нито един размер в size_values.csv",
                         f"service “{row.service}” has no size in size_values.csv"),
                    Text("Добавете поне един размер или поставете planned=no.",
                         "Add at least one size, or set planned=no."))  # fmt: skip
        if not missing:
            team = None
            if mobile:
                team = TeamWeek(*(known[q] for q in _TEAM))
            planning = Planning(
                known["standard_minutes"],
                known["standard_km"],
                known["min_population"],
                known["minimum_use"],
                known["lead_months"],
                known.get("legal_places"),
                team,
                tuple(built),
            )
    return Service(
        id=row.service,
        number=row.number,
        name=Text(row.name_bg, row.name_en),
        short=Text(row.short_bg, row.short_en),
        kind=row.kind,
        catchment=row.catchment,
        site_facility=row.site_facility,
        planning=planning,
        note=row.note,
    )


def _check_rates(services: Table[ServiceRow], rates: Table[ServiceRateRow], log: ProblemLog) -> None:
    needed = {r.service for r in rates.rows}
    for line in services.lines:
        if line.row.planned == "yes" and line.row.service not in needed:
            log.add(services.where(line, "service"),
                    Text(f"никоя група няма потребност от „{line.row.service}“ в service_rates.csv",
                         f"no group needs “{line.row.service}” in service_rates.csv"),
                    Text("Добавете поне един ред или поставете planned=no.",
                         "Add at least one row, or set planned=no."))  # fmt: skip
