"""Reading a region's folder: every table checked, then held against the others,
all problems raised at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from mapping.catalogue.names import RegionNames
from mapping.catalogue.read import build_catalogue
from mapping.catalogue.rows import AGE_BANDS
from mapping.errors import ProblemLog, Where
from mapping.region.changes import build_changes
from mapping.region.checks import check_tables
from mapping.region.cost_standards import enlarged_at_standard, with_cost_standards
from mapping.region.lines import lines_of
from mapping.region.need_tables import criteria, known_counts, overlaps, population_counts
from mapping.region.points.read import collect_points, points_are_meant
from mapping.region.rows import (
    CensusCorrectionRow,
    EnvelopeRow,
    FundPaysRow,
    FundRow,
    SettlementRow,
    UnitRow,
)
from mapping.region.set_apart import people_by_sex, set_apart_by_sex
from mapping.region.table_sources import TABLE_SOURCES, check_table_sources
from mapping.region.tables import REGION_TABLES, RegionTables, read_tables
from mapping.region.territories import Territories, read_territories
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement
from mapping.tables import Code, Estimate
from mapping.validation import Words, note_unreadable, note_validation_errors, refusal
from mapping.words import Text

HEADING = "region.toml"


class _Bilingual(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    bg: Words
    en: Words


class _Heading(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Code
    census_date: date
    earlier_date: date
    title: _Bilingual

    @model_validator(mode="after")
    def _in_order(self) -> _Heading:
        if self.earlier_date >= self.census_date:
            raise refusal(
                Text(f"earlier_date {self.earlier_date} не е преди census_date {self.census_date}",
                     f"earlier_date {self.earlier_date} is not before census_date {self.census_date}"),
                Text("Запишете деня на по-ранното преброяване в earlier_date и деня на последното в census_date.",
                     "Write the day of the earlier count in earlier_date, that of the census in census_date."),
            )  # fmt: skip
        return self


@dataclass(frozen=True, slots=True)
class RegionReading:
    """What a folder names, even where it has problems (None:
    unreadable), and the region where it has none.
    """

    names: RegionNames
    region: Region | None


def read_region(folder: Path, own_figures: bool = True) -> Region:
    """Read the region in `folder`; without `own_figures` as if the user had added none (`OWN_TABLES`).

    Raises:
        InputError: with every problem of every table, each with file, row, column and what to do.
    """
    log = ProblemLog()
    region = collect_region(folder, log, own_figures).region
    log.close()
    if region is None:
        raise AssertionError("a region that was not read has a problem, and close() has raised it")
    return region


def collect_region(folder: Path, log: ProblemLog, own_figures: bool = True) -> RegionReading:
    """Read the region in `folder`; every problem of every table goes to `log`.

    Without `own_figures` the tables of the user's own figures (`OWN_TABLES`) count as missing.
    """
    if not folder.is_dir():
        log.add(
            Where(folder.as_posix()),
            Text("няма такава папка с таблици на регион", "there is no such region folder"),
            Text(
                "Проверете ключа region в сценария; пътят е спрямо файла на сценария.",
                "Check the key region of the scenario; its path is relative to the scenario file.",
            ),
        )
        return RegionReading(RegionNames(), None)
    if points_are_meant(folder):
        found = collect_points(folder, log)
        service = None if found.service is None else {(found.service,)}
        names = RegionNames(
            services=service,
            planned=service,
            mobile=set(),
            funds=found.funds,
            settlements=found.points,
            municipalities=None if found.region is None else {(m.code,) for m in found.region.municipalities},
            groups=set(),
            rates=set(),
            changes=set(),
        )
        return RegionReading(names, found.region)
    noted = len(log)
    heading = _read_heading(folder, log)
    tables = read_tables(folder, log, own_figures)
    check_tables(tables, log)
    if (folder / TABLE_SOURCES).exists():
        present = [path.name for path in folder.iterdir()]
        check_table_sources(tables.table_sources, REGION_TABLES, present, log)
    territories = read_territories(folder, tables.settlements.rows, tables.surroundings.rows, log)
    services = tables.catalogue.services
    planned, kinds = services.names("service", "planned"), services.names("service", "kind")
    sizes = tables.catalogue.sizes.names("service", "quantity", "central")
    return RegionReading(
        names=RegionNames(
            services=services.names("service"),
            planned=None if planned is None else {(service,) for service, word in planned if word != "no"},
            mobile=None if kinds is None else {(service,) for service, kind in kinds if kind == "mobile"},
            funds=tables.funds.names("fund"),
            settlements=tables.settlements.names("ekatte"),
            municipalities=tables.municipalities.names("municipality"),
            groups=tables.catalogue.groups.names("group"),
            rates=tables.catalogue.rates.names("group", "service"),
            changes=tables.unit_changes.names("unit", "change"),
            places=None if sizes is None else {(service, n) for service, what, n in sizes if what == "places"},
        ),
        region=_build(heading, tables, territories) if len(log) == noted else None,
    )


def _build(heading: _Heading, tables: RegionTables, territories: Territories) -> Region:
    catalogue, replaced = with_cost_standards(build_catalogue(tables.catalogue), tables.cost_standards)
    units, enlarged = enlarged_at_standard(
        tuple(_unit(row, tables) for row in tables.units.rows), tables.cost_standards
    )
    asked, rates = criteria(tables.need, tables.catalogue)
    return Region(
        id=heading.id,
        title=Text(heading.title.bg, heading.title.en),
        census_date=heading.census_date,
        earlier_date=heading.earlier_date,
        settlements=_settlements(tables.settlements.rows, tables.corrections.rows),
        municipalities=tuple(
            Municipality(r.municipality, Text(r.name_bg, r.name_en), r.seat) for r in tables.municipalities.rows
        ),
        facilities=tables.facilities.rows,
        catalogue=catalogue,
        units=units,
        funds=tuple(_fund(r, tables.fund_pays.rows, tables.envelopes.rows) for r in tables.funds.rows),
        road_distances=tables.distances.rows,
        travel_overrides=tables.overrides.rows,
        parameters={r.parameter: r.estimate for r in tables.parameters.rows},
        sources=tables.sources.rows,
        territories=territories,
        co_financing=tables.co_financing.rows,
        dependence=tables.dependence.rows,
        replaced=(*replaced, *enlarged, *rates),
        population_counts=population_counts(tables.need),
        counts=known_counts(tables.need),
        overlaps=overlaps(tables.need),
        criteria=asked,
        table_sources=tables.table_sources.rows,
        lines=lines_of(tables.all),
        corrections=tables.corrections.rows,
        contents=tables.strategy.contents.rows,
        indicators=tables.strategy.indicators.rows,
    )


def _read_heading(folder: Path, log: ProblemLog) -> _Heading:
    file = f"{folder.name}/{HEADING}"
    nothing = _Bilingual(bg="", en="")
    unread = _Heading(id="unread", census_date=date(2021, 1, 1), earlier_date=date(2011, 1, 1), title=nothing)
    try:
        content = tomllib.loads((folder / HEADING).read_text(encoding="utf-8-sig"))
        return _Heading.model_validate(content)
    except FileNotFoundError:
        log.add(Where(file), Text("файлът липсва", "the file is missing"),
                Text("Добавете го с ключове id, census_date, earlier_date и [title] bg, en.",
                     "Add it with the keys id, census_date, earlier_date and [title] bg, en."))  # fmt: skip
    except OSError as error:
        note_unreadable(log, file, error)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        log.add(
            Where(file),
            Text(f"файлът не е правилен TOML ({error})", f"the file is not valid TOML ({error})"),
            Text("Поправете посочения ред.", "Correct the line named."),
        )
    except ValidationError as error:
        note_validation_errors(log, error.errors(), lambda loc: Where(file, key=".".join(map(str, loc))), _Heading)
    return unread


def _settlements(
    rows: tuple[SettlementRow, ...], corrections: tuple[CensusCorrectionRow, ...]
) -> tuple[Settlement, ...]:
    taken: dict[str, list[CensusCorrectionRow]] = {}
    for row in corrections:
        taken.setdefault(row.ekatte, []).append(row)
    return tuple(
        Settlement(
            ekatte=r.ekatte,
            name=Text(r.name_bg, r.name_en),
            kind=r.kind,
            municipality=r.municipality,
            lat=r.lat,
            lon=r.lon,
            terrain=r.terrain,
            population_2013=r.population_2013,
            population_2021=r.population_2021,
            persons={
                band: max(0, getattr(r, band) - sum(c.persons for c in taken.get(r.ekatte, ()) if c.band == band))
                for band in AGE_BANDS
            },
            area_decares=r.area_decares,
            note=r.note,
            by_sex=people_by_sex(r, taken.get(r.ekatte, [])),
            set_apart={c.band: c.persons for c in taken.get(r.ekatte, ())},
            set_apart_by_sex=set_apart_by_sex(r, taken.get(r.ekatte, [])),
        )
        for r in rows
    )


def _unit(row: UnitRow, tables: RegionTables) -> ExistingUnit:
    steps = sorted((p for p in tables.unit_places.rows if p.unit == row.unit), key=lambda p: p.from_year)
    return ExistingUnit(
        id=row.unit,
        service=row.service,
        ekatte=row.ekatte,
        name=Text(row.name_bg, row.name_en),
        state=row.state,
        catchment=row.catchment,
        staff=row.staff,
        places=tuple(
            PlacesFrom(p.from_year, Estimate(p.low, p.places, p.high, "places", p.status, p.source, p.note))
            for p in steps
        ),
        changes=build_changes(row.unit, tables.unit_changes.rows, tables.change_values.rows),
        source=row.source,
        note=row.note,
        status=row.status,
    )


def _fund(row: FundRow, pays: tuple[FundPaysRow, ...], envelopes: tuple[EnvelopeRow, ...]) -> Fund:
    return Fund(
        id=row.fund,
        name=Text(row.name_bg, row.name_en),
        scope=row.scope,
        pays=tuple(p for p in pays if p.fund == row.fund),
        envelopes=tuple(
            Envelope(
                e.municipality,
                e.kind,
                e.first_year,
                e.last_year,
                e.unit == "EUR/year",
                e.estimate,
                e.carry_over == "yes",
            )
            for e in envelopes
            if e.fund == row.fund
        ),
        note=row.note,
    )
