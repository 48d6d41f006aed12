"""Reading the catalogue's tables into one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapping.catalogue.rows import (
    AgeBand,
    AgeProfileRow,
    GroupRow,
    PrevalenceRow,
    ServiceQuantity,
    ServiceRateRow,
    ServiceRow,
    ServiceValueRow,
    SizeQuantity,
    SizeValueRow,
)
from mapping.catalogue.types import Catalogue, Group, Planning, RelativeRate, Service, ServiceRate, Size, TeamWeek
from mapping.errors import ProblemLog
from mapping.tables import (
    Estimate,
    EstimateRow,
    Row,
    Table,
    check_filled,
    check_known,
    check_ranges,
    check_unique,
    read_own_table,
    read_table,
)
from mapping.words import Text

CATALOGUE_TABLES: dict[str, type[Row]] = {
    "groups.csv": GroupRow,
    "prevalence.csv": PrevalenceRow,
    "services.csv": ServiceRow,
    "service_rates.csv": ServiceRateRow,
    "service_values.csv": ServiceValueRow,
    "size_values.csv": SizeValueRow,
    "age_profiles.csv": AgeProfileRow,
}

ADD_ROW = Text("Добавете реда, с източник.", "Add the row, with its source.")

_ALWAYS: tuple[ServiceQuantity, ...] = (
    "standard_minutes",
    "standard_km",
    "min_population",
    "minimum_use",
    "lead_months",
)
_TEAM: tuple[ServiceQuantity, ...] = ("team_hours_week", "visits_week", "visit_minutes", "clients_per_trip")


@dataclass(frozen=True, slots=True)
class CatalogueTables:
    """The catalogue's tables as they were read."""

    groups: Table[GroupRow]
    prevalence: Table[PrevalenceRow]
    services: Table[ServiceRow]
    rates: Table[ServiceRateRow]
    values: Table[ServiceValueRow]
    sizes: Table[SizeValueRow]
    profiles: Table[AgeProfileRow]

    @property
    def with_sources(self) -> tuple[Table[Row], ...]:
        """The tables whose rows name a source."""
        return (self.prevalence, self.rates, self.values, self.sizes, self.profiles)


def read_catalogue(folder: Path, log: ProblemLog) -> CatalogueTables:
    """Read and check the catalogue's tables in `folder`; problems go to `log`."""
    tables = CatalogueTables(
        groups=read_table(folder, "groups.csv", GroupRow, log),
        prevalence=read_table(folder, "prevalence.csv", PrevalenceRow, log),
        services=read_table(folder, "services.csv", ServiceRow, log),
        rates=read_table(folder, "service_rates.csv", ServiceRateRow, log),
        values=read_table(folder, "service_values.csv", ServiceValueRow, log),
        sizes=read_table(folder, "size_values.csv", SizeValueRow, log),
        profiles=read_own_table(folder, "age_profiles.csv", AgeProfileRow, log),
    )
    check_filled(tables.groups, log)
    check_filled(tables.services, log)
    check_unique(tables.groups, log, lambda r: r.group, "group")
    check_unique(tables.prevalence, log, lambda r: r.group, "group")
    check_unique(tables.services, log, lambda r: r.service, "service")
    check_unique(tables.services, log, lambda r: r.number, "number")
    check_unique(tables.rates, log, lambda r: (r.group, r.service), "group, service")
    check_unique(tables.values, log, lambda r: (r.service, r.quantity), "service, quantity")
    check_unique(tables.sizes, log, lambda r: (r.service, r.size, r.quantity), "service, size, quantity")
    check_unique(tables.profiles, log, lambda r: (r.group, r.band, r.sex), "group, band, sex")
    groups, services = tables.groups.names("group"), tables.services.names("service")
    check_known(tables.profiles, log, lambda r: r.group, "group", groups)
    check_known(tables.prevalence, log, lambda r: r.group, "group", groups)
    check_known(tables.rates, log, lambda r: r.group, "group", groups)
    check_known(tables.rates, log, lambda r: r.service, "service", services)
    check_known(tables.values, log, lambda r: r.service, "service", services)
    check_known(tables.sizes, log, lambda r: r.service, "service", services)
    estimates: tuple[Table[EstimateRow], ...] = (tables.prevalence, tables.rates, tables.values, tables.sizes)
    for table in (*estimates, tables.profiles):
        check_ranges(table, log)
    _check_prevalence(tables.groups, tables.prevalence, log)
    _check_quantities(tables.services, tables.values, tables.sizes, log)
    _check_rates(tables.services, tables.rates, log)
    _check_facility_minutes(tables.services, tables.values, log)
    return tables


def build_catalogue(tables: CatalogueTables) -> Catalogue:
    """The catalogue that tables without problems describe."""
    return Catalogue(
        groups=_groups(tables),
        services=tuple(_service(row, tables.values, tables.sizes) for row in tables.services.rows),
        rates=tuple(ServiceRate(r.group, r.service, r.estimate) for r in tables.rates.rows),
    )


def _check_prevalence(groups: Table[GroupRow], prevalence: Table[PrevalenceRow], log: ProblemLog) -> None:
    known = prevalence.names("group")
    for line in groups.lines:
        if known is not None and (line.row.group,) not in known:
            log.add(groups.where(line, "group"),
                    Text(f"групата „{line.row.group}“ няма ред в prevalence.csv",
                         f"group “{line.row.group}” has no row in prevalence.csv"),
                    Text("Добавете честота на 1000 души с източник.",
                         "Add a prevalence per 1,000 persons with its source."))  # fmt: skip


def _check_quantities(
    services: Table[ServiceRow], values: Table[ServiceValueRow], sizes: Table[SizeValueRow], log: ProblemLog
) -> None:
    """Note what a planned service lacks in service_values.csv and size_values.csv."""
    known_values = values.names("service", "quantity")
    known_sizes = sizes.names("service", "size", "quantity")
    for line in services.lines:
        row, where = line.row, services.where(line, "service")
        if row.planned == "no":
            continue
        for quantity in (*_ALWAYS, *(_TEAM if row.kind == "mobile" else ())):
            if known_values is not None and (row.service, quantity) not in known_values:
                log.add(where,
                        Text(f"услугата „{row.service}“ няма „{quantity}“ в service_values.csv",
                             f"service “{row.service}” has no “{quantity}” in service_values.csv"),
                        ADD_ROW)  # fmt: skip
        if known_sizes is None:
            continue
        of_service = sorted({size for service, size, _ in known_sizes if service == row.service})
        for size in of_service:
            for size_quantity in _size_quantities(row):
                if (row.service, size, size_quantity) not in known_sizes:
                    log.add(where,
                            Text(f"размерът „{size}“ няма „{size_quantity}“ в size_values.csv",
                                 f"size “{size}” has no “{size_quantity}” in size_values.csv"),
                            ADD_ROW)  # fmt: skip
        if not of_service:
            log.add(where,
                    Text(f"услугата „{row.service}“ няма нито един размер в size_values.csv",
                         f"service “{row.service}” has no size in size_values.csv"),
                    Text("Добавете поне един размер или поставете planned=no.",
                         "Add at least one size, or set planned=no."))  # fmt: skip


def _check_facility_minutes(services: Table[ServiceRow], values: Table[ServiceValueRow], log: ProblemLog) -> None:
    without = {row.service for row in services.rows if row.site_facility is None}
    for line in values.lines:
        if line.row.quantity == "facility_minutes" and line.row.service in without:
            log.add(values.where(line, "quantity"),
                    Text(f"услугата „{line.row.service}“ няма site_facility в services.csv",
                         f"service “{line.row.service}” has no site_facility in services.csv"),
                    Text("Посочете съоръжението там или махнете реда.",
                         "Name the facility there, or remove the row."))  # fmt: skip


def _size_quantities(row: ServiceRow) -> tuple[SizeQuantity, ...]:
    return ("capital", "running", "staff") + (() if row.kind == "mobile" else ("places",))


def _check_rates(services: Table[ServiceRow], rates: Table[ServiceRateRow], log: ProblemLog) -> None:
    needed = rates.names("service")
    for line in services.lines:
        if needed is not None and line.row.planned == "yes" and (line.row.service,) not in needed:
            log.add(services.where(line, "service"),
                    Text(f"никоя група няма потребност от „{line.row.service}“ в service_rates.csv",
                         f"no group needs “{line.row.service}” in service_rates.csv"),
                    Text("Добавете поне един ред или поставете planned=no.",
                         "Add at least one row, or set planned=no."))  # fmt: skip


def _groups(tables: CatalogueTables) -> tuple[Group, ...]:
    known = {r.group: r for r in tables.prevalence.rows}
    built = []
    for row in tables.groups.rows:
        base: dict[AgeBand, float] = {
            "age_0_14": row.share_0_14,
            "age_15_29": row.share_15_29,
            "age_30_44": row.share_30_44,
            "age_45_64": row.share_45_64,
            "age_65_plus": row.share_65_plus,
        }
        name, rate = Text(row.name_bg, row.name_en), known[row.group]
        profile = tuple(
            RelativeRate(r.band, None if r.sex == "all" else r.sex, r.estimate)
            for r in tables.profiles.rows
            if r.group == row.group
        )
        built.append(Group(row.group, name, base, row.settlements, rate.estimate, row.note, profile, rate.reference))
    return tuple(built)


def _service(row: ServiceRow, values: Table[ServiceValueRow], sizes: Table[SizeValueRow]) -> Service:
    return Service(
        id=row.service,
        number=row.number,
        name=Text(row.name_bg, row.name_en),
        short=Text(row.short_bg, row.short_en),
        kind=row.kind,
        catchment=row.catchment,
        site_facility=row.site_facility,
        planning=_planning(row, values, sizes) if row.planned == "yes" else None,
        note=row.note,
    )


def _planning(row: ServiceRow, values: Table[ServiceValueRow], sizes: Table[SizeValueRow]) -> Planning:
    known = {v.quantity: v.estimate for v in values.rows if v.service == row.service}
    return Planning(
        known["standard_minutes"],
        known["standard_km"],
        known["min_population"],
        known["minimum_use"],
        known["lead_months"],
        known.get("legal_places"),
        TeamWeek(*(known[quantity] for quantity in _TEAM)) if row.kind == "mobile" else None,
        _sizes(row, sizes),
        facility_minutes=known.get("facility_minutes"),
    )


def _sizes(row: ServiceRow, sizes: Table[SizeValueRow]) -> tuple[Size, ...]:
    by_size: dict[str, dict[SizeQuantity, Estimate]] = {}
    for size_row in sizes.rows:
        if size_row.service == row.service:
            by_size.setdefault(size_row.size, {})[size_row.quantity] = size_row.estimate
    return tuple(
        Size(
            size,
            None if row.kind == "mobile" else known["places"],
            known["capital"],
            known["running"],
            known["staff"],
        )
        for size, known in by_size.items()
    )
