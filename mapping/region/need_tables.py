"""The tables of known people and counts: population_counts.csv, counts.csv, overlaps.csv and the user's criteria.csv.

A region may lack each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mapping.catalogue.read import CatalogueTables
from mapping.catalogue.rows import AgeBand
from mapping.errors import ProblemLog
from mapping.region.need_types import (
    Criterion,
    CriterionLevel,
    KnownCount,
    Measure,
    Overlap,
    PopulationCount,
    Sense,
    Use,
)
from mapping.region.replaced import Replaced
from mapping.region.rows import Year
from mapping.tables import (
    Code,
    EstimateRow,
    Row,
    Table,
    read_own_table,
)
from mapping.words import Text

POPULATION_COUNTS, COUNTS, OVERLAPS = "population_counts.csv", "counts.csv", "overlaps.csv"
CRITERIA = "criteria.csv"

REGION, COUNTRY = "region", "country"
"""Scopes that are no municipality."""

EVERYBODY = "total"
"""The base of a criterion that counts all residents."""

NotNegative = Annotated[float, Field(ge=0)]
PerThousand = Annotated[float, Field(ge=0, le=1000)]
Scope = Annotated[str, Field(pattern=r"^(region|country|[A-Z0-9]{3,5})$")]


class PopulationCountRow(EstimateRow):
    """Residents on a day, by age band and sex, or all of them."""

    date: date
    scope: Scope
    band: AgeBand | Literal["all"]
    sex: Literal["male", "female", "all"]
    use: Use
    unit: Literal["persons"]
    low: NotNegative
    central: NotNegative
    high: NotNegative


class KnownCountRow(EstimateRow):
    """People in need who were counted: of a group, of a service, or of a group in a service."""

    scope: Scope
    year: Year
    measure: Measure
    group: Code | None = None
    service: Code | None = None
    sense: Sense
    use: Use
    unit: Literal["persons"]
    low: NotNegative
    central: NotNegative
    high: NotNegative


class OverlapRow(EstimateRow):
    """Which part of a group belongs to another one too (percent)."""

    group: Code
    other: Code
    unit: Literal["percent"]
    low: Annotated[float, Field(ge=0, le=100)]
    central: Annotated[float, Field(ge=0, le=100)]
    high: Annotated[float, Field(ge=0, le=100)]


class CriterionRow(EstimateRow):
    """A numeric criterion of the planning ordinance: users of a service per 1,000 of a base."""

    service: Code
    level: CriterionLevel
    base: Code
    unit: Literal["per 1000"]
    status: Literal["user", "sourced"]
    low: PerThousand
    central: PerThousand
    high: PerThousand


COUNT_TABLES: dict[str, type[Row]] = {
    POPULATION_COUNTS: PopulationCountRow,
    COUNTS: KnownCountRow,
    OVERLAPS: OverlapRow,
}
CRITERIA_TABLES: dict[str, type[Row]] = {CRITERIA: CriterionRow}


@dataclass(frozen=True, slots=True)
class NeedTables:
    """The four tables as they were read."""

    population: Table[PopulationCountRow]
    counts: Table[KnownCountRow]
    overlaps: Table[OverlapRow]
    criteria: Table[CriterionRow]

    @property
    def with_sources(self) -> tuple[Table[Row], ...]:
        """All of them name a source in every row."""
        return (self.population, self.counts, self.overlaps, self.criteria)


def read_need_tables(folder: Path, log: ProblemLog, own_figures: bool) -> NeedTables:
    """Read the tables of `folder` that are there; the criteria only with the user's `own_figures`."""
    return NeedTables(
        read_own_table(folder, POPULATION_COUNTS, PopulationCountRow, log),
        read_own_table(folder, COUNTS, KnownCountRow, log),
        read_own_table(folder, OVERLAPS, OverlapRow, log),
        read_own_table(folder, CRITERIA, CriterionRow, log, own_figures),
    )


def population_counts(t: NeedTables) -> tuple[PopulationCount, ...]:
    """The residents counted."""
    return tuple(
        PopulationCount(
            r.scope,
            r.date,
            None if r.band == "all" else r.band,
            None if r.sex == "all" else r.sex,
            r.estimate,
            r.use,
            line.number,
        )
        for line in t.population.lines
        for r in (line.row,)
    )


def known_counts(t: NeedTables) -> tuple[KnownCount, ...]:
    """The people in need who were counted."""
    return tuple(
        KnownCount(r.scope, r.year, r.measure, r.group, r.service, r.sense, r.use, r.estimate, line.number)
        for line in t.counts.lines
        for r in (line.row,)
    )


def overlaps(t: NeedTables) -> tuple[Overlap, ...]:
    """The overlaps stated."""
    return tuple(Overlap(r.group, r.other, r.estimate) for r in t.overlaps.rows)


def criteria(t: NeedTables, catalogue: CatalogueTables) -> tuple[tuple[Criterion, ...], tuple[Replaced, ...]]:
    """The user's criteria, and the rates that they replace. Rates are in percent of a group, criteria per 1,000 of
    their base, as their units say."""
    found, replaced = [], []
    services = {row.service: row for row in catalogue.services.rows}
    groups = {row.group: row for row in catalogue.groups.rows}
    for line in t.criteria.lines:
        r = line.row
        found.append(Criterion(r.service, r.level, None if r.base == EVERYBODY else r.base, r.estimate, line.number))
        for rate in catalogue.rates.rows:
            if rate.service == r.service:
                service, group = services[r.service], groups[rate.group]
                what = Text(
                    f"потребност: {service.short_bg}, {group.name_bg} (service_rates.csv)",
                    f"need: {service.short_en}, {group.name_en} (service_rates.csv)",
                )
                replaced.append(Replaced(t.criteria.file, line.number, what, rate.estimate, r.estimate))
    return tuple(found), tuple(replaced)
