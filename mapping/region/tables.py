"""The tables of a region's folder, read one by one, before they are held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from mapping.catalogue.read import CATALOGUE_TABLES, CatalogueTables, read_catalogue
from mapping.errors import ProblemLog
from mapping.region.changes import ChangeValueRow, UnitChangeRow
from mapping.region.cost_standards import COST_STANDARDS, CostStandardRow
from mapping.region.need_tables import COUNT_TABLES, CRITERIA_TABLES, NeedTables, read_need_tables
from mapping.region.rows import (
    CensusCorrectionRow,
    CoFinancingRow,
    DependenceRow,
    EnvelopeRow,
    FacilityRow,
    FundPaysRow,
    FundRow,
    MunicipalityRow,
    ParameterRow,
    RoadDistanceRow,
    SettlementRow,
    SourceRow,
    SurroundingRow,
    TravelOverrideRow,
    UnitPlacesRow,
    UnitRow,
)
from mapping.region.table_sources import TABLE_SOURCES, TableSourceRow
from mapping.tables import Row, RowT, Table, read_own_table, read_table

OWN_TABLES: dict[str, type[Row]] = {COST_STANDARDS: CostStandardRow, **CRITERIA_TABLES}
"""Tables of the user's own figures, which replace others of the region; a region may lack them."""

OPTIONAL_TABLES: dict[str, type[Row]] = {
    TABLE_SOURCES: TableSourceRow,
    "age_profiles.csv": CATALOGUE_TABLES["age_profiles.csv"],
    "dependence.csv": DependenceRow,
    **COUNT_TABLES,
}
"""Other tables that a region may lack."""

REGION_TABLES: dict[str, type[Row]] = {
    "settlements.csv": SettlementRow,
    "municipalities.csv": MunicipalityRow,
    "surroundings.csv": SurroundingRow,
    "census_corrections.csv": CensusCorrectionRow,
    "facilities.csv": FacilityRow,
    "units.csv": UnitRow,
    "unit_places.csv": UnitPlacesRow,
    "unit_changes.csv": UnitChangeRow,
    "change_values.csv": ChangeValueRow,
    "funds.csv": FundRow,
    "fund_pays.csv": FundPaysRow,
    "envelopes.csv": EnvelopeRow,
    "co_financing.csv": CoFinancingRow,
    "road_distances.csv": RoadDistanceRow,
    "travel_overrides.csv": TravelOverrideRow,
    "parameters.csv": ParameterRow,
    "sources.csv": SourceRow,
    **CATALOGUE_TABLES,
    **OPTIONAL_TABLES,
    **OWN_TABLES,
}
"""Every table of a region's folder and the type of its rows."""


@dataclass(frozen=True, slots=True)
class RegionTables:
    """The region's own tables and those of its catalogue."""

    settlements: Table[SettlementRow]
    municipalities: Table[MunicipalityRow]
    surroundings: Table[SurroundingRow]
    corrections: Table[CensusCorrectionRow]
    facilities: Table[FacilityRow]
    units: Table[UnitRow]
    unit_places: Table[UnitPlacesRow]
    unit_changes: Table[UnitChangeRow]
    change_values: Table[ChangeValueRow]
    funds: Table[FundRow]
    fund_pays: Table[FundPaysRow]
    envelopes: Table[EnvelopeRow]
    co_financing: Table[CoFinancingRow]
    dependence: Table[DependenceRow]
    distances: Table[RoadDistanceRow]
    overrides: Table[TravelOverrideRow]
    parameters: Table[ParameterRow]
    sources: Table[SourceRow]
    table_sources: Table[TableSourceRow]
    catalogue: CatalogueTables
    cost_standards: Table[CostStandardRow]
    need: NeedTables

    @property
    def with_sources(self) -> tuple[Table[Row], ...]:
        """The tables whose rows name a source."""
        return (
            *self.catalogue.with_sources,
            self.corrections,
            self.facilities,
            self.units,
            self.unit_places,
            self.unit_changes,
            self.change_values,
            self.fund_pays,
            self.envelopes,
            self.co_financing,
            self.dependence,
            self.distances,
            self.overrides,
            self.parameters,
            self.cost_standards,
            *self.need.with_sources,
            self.table_sources,
        )

    @property
    def all(self) -> Mapping[str, Table[Row]]:
        """Every table, by the name of its file."""
        parts = (self, self.catalogue, self.need)
        held = [getattr(part, field.name) for part in parts for field in fields(part)]
        return {table.file.rpartition("/")[2]: table for table in held if isinstance(table, Table)}


def read_tables(folder: Path, log: ProblemLog, own_figures: bool = True) -> RegionTables:
    """Read every table of `folder`; problems go to `log`.

    Without `own_figures` the region is read as if the user had not added any (`OWN_TABLES`).
    """
    return RegionTables(
        settlements=read_table(folder, "settlements.csv", SettlementRow, log),
        municipalities=read_table(folder, "municipalities.csv", MunicipalityRow, log),
        surroundings=read_table(folder, "surroundings.csv", SurroundingRow, log),
        corrections=read_table(folder, "census_corrections.csv", CensusCorrectionRow, log),
        facilities=read_table(folder, "facilities.csv", FacilityRow, log),
        units=read_table(folder, "units.csv", UnitRow, log),
        unit_places=read_table(folder, "unit_places.csv", UnitPlacesRow, log),
        unit_changes=read_table(folder, "unit_changes.csv", UnitChangeRow, log),
        change_values=read_table(folder, "change_values.csv", ChangeValueRow, log),
        funds=read_table(folder, "funds.csv", FundRow, log),
        fund_pays=read_table(folder, "fund_pays.csv", FundPaysRow, log),
        envelopes=read_table(folder, "envelopes.csv", EnvelopeRow, log),
        co_financing=read_table(folder, "co_financing.csv", CoFinancingRow, log),
        dependence=read_own_table(folder, "dependence.csv", DependenceRow, log),
        distances=read_table(folder, "road_distances.csv", RoadDistanceRow, log),
        overrides=read_table(folder, "travel_overrides.csv", TravelOverrideRow, log),
        parameters=read_table(folder, "parameters.csv", ParameterRow, log),
        sources=read_table(folder, "sources.csv", SourceRow, log),
        table_sources=_optional(folder, TABLE_SOURCES, TableSourceRow, log),
        catalogue=read_catalogue(folder, log),
        cost_standards=read_own_table(folder, COST_STANDARDS, CostStandardRow, log, own_figures),
        need=read_need_tables(folder, log, own_figures),
    )


def _optional(folder: Path, name: str, row_type: type[RowT], log: ProblemLog) -> Table[RowT]:
    """A table that a region may lack: without its file it has no rows."""
    if (folder / name).exists():
        return read_table(folder, name, row_type, log)
    return Table(f"{folder.name}/{name}", ())
