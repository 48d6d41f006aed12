"""Reading a region's folder: every table checked, then held against the others, all problems raised at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mapping.catalogue.read import CATALOGUE_TABLES, read_catalogue
from mapping.catalogue.rows import AGE_BANDS
from mapping.catalogue.types import Catalogue
from mapping.errors import ProblemLog, Where, unknown_word
from mapping.region.rows import (
    CensusCorrectionRow,
    EnvelopeRow,
    FacilityRow,
    FundPaysRow,
    FundRow,
    MunicipalityRow,
    ParameterName,
    ParameterRow,
    RoadDistanceRow,
    SettlementRow,
    SourceRow,
    SurroundingRow,
    TravelOverrideRow,
    UnitPlacesRow,
    UnitRow,
)
from mapping.region.territories import read_territories
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement
from mapping.tables import (
    Estimate,
    Row,
    Table,
    check_known,
    check_ranges,
    check_unique,
    note_validation_errors,
    read_table,
)
from mapping.words import Text

REGION_TABLES: dict[str, type[Row]] = {
    "settlements.csv": SettlementRow,
    "municipalities.csv": MunicipalityRow,
    "surroundings.csv": SurroundingRow,
    "census_corrections.csv": CensusCorrectionRow,
    "facilities.csv": FacilityRow,
    "units.csv": UnitRow,
    "unit_places.csv": UnitPlacesRow,
    "funds.csv": FundRow,
    "fund_pays.csv": FundPaysRow,
    "envelopes.csv": EnvelopeRow,
    "road_distances.csv": RoadDistanceRow,
    "travel_overrides.csv": TravelOverrideRow,
    "parameters.csv": ParameterRow,
    "sources.csv": SourceRow,
    **CATALOGUE_TABLES,
}
"""Every table of a region's folder and the type of its rows."""


class _Bilingual(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    bg: str
    en: str


class _Heading(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    census_year: Annotated[int, Field(ge=1990, le=2060)]
    title: _Bilingual


def read_region(folder: Path) -> Region:
    """Read the region in `folder`.

    Raises:
        InputError: with every problem of every table, each with file, row, column and what to do.
    """
    log = ProblemLog()
    if not folder.is_dir():
        log.add(Where(folder.as_posix()), Text("няма такава папка с район", "there is no such region folder"),
                Text("Проверете ключа region в сценария; пътят е спрямо файла на сценария.",
                     "Check the key region of the scenario; its path is relative to the scenario file."))  # fmt: skip
        log.close()
    heading = _read_heading(folder, log)
    catalogue, catalogue_tables = read_catalogue(folder, log)

    sources = read_table(folder, "sources.csv", SourceRow, log)
    municipalities = read_table(folder, "municipalities.csv", MunicipalityRow, log)
    settlements = read_table(folder, "settlements.csv", SettlementRow, log)
    surroundings = read_table(folder, "surroundings.csv", SurroundingRow, log)
    corrections = read_table(folder, "census_corrections.csv", CensusCorrectionRow, log)
    facilities = read_table(folder, "facilities.csv", FacilityRow, log)
    units = read_table(folder, "units.csv", UnitRow, log)
    unit_places = read_table(folder, "unit_places.csv", UnitPlacesRow, log)
    funds = read_table(folder, "funds.csv", FundRow, log)
    fund_pays = read_table(folder, "fund_pays.csv", FundPaysRow, log)
    envelopes = read_table(folder, "envelopes.csv", EnvelopeRow, log)
    distances = read_table(folder, "road_distances.csv", RoadDistanceRow, log)
    overrides = read_table(folder, "travel_overrides.csv", TravelOverrideRow, log)
    parameters = read_table(folder, "parameters.csv", ParameterRow, log)

    ekatte = {r.ekatte for r in settlements.rows}
    codes = {r.municipality for r in municipalities.rows}
    service_ids = {s.id for s in catalogue.services}
    fund_ids = {r.fund for r in funds.rows}
    facility_names = {r.facility for r in facilities.rows}

    check_unique(sources, log, lambda r: r.source, "source")
    check_unique(municipalities, log, lambda r: r.municipality, "municipality")
    check_unique(settlements, log, lambda r: r.ekatte, "ekatte")
    check_unique(settlements, log, lambda r: (r.lat, r.lon), "lat, lon")
    check_unique(facilities, log, lambda r: (r.ekatte, r.facility), "ekatte, facility")
    check_unique(units, log, lambda r: r.unit, "unit")
    check_unique(unit_places, log, lambda r: (r.unit, r.from_year), "unit, from_year")
    check_unique(funds, log, lambda r: r.fund, "fund")
    check_unique(fund_pays, log, lambda r: (r.fund, r.service, r.kind, r.first_year), "fund, service, kind, first_year")
    check_unique(envelopes, log, lambda r: (r.fund, r.municipality, r.kind, r.first_year), "fund, municipality, kind")
    check_unique(overrides, log, lambda r: frozenset((r.from_ekatte, r.to_ekatte)), "from_ekatte, to_ekatte")
    check_unique(parameters, log, lambda r: r.parameter, "parameter")
    check_known(settlements, log, lambda r: r.municipality, "municipality", codes)
    check_known(municipalities, log, lambda r: r.seat, "seat", ekatte)
    check_known(corrections, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(facilities, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(units, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(units, log, lambda r: r.service, "service", service_ids)
    check_known(unit_places, log, lambda r: r.unit, "unit", {r.unit for r in units.rows})
    check_known(fund_pays, log, lambda r: r.fund, "fund", fund_ids)
    check_known(fund_pays, log, lambda r: r.service, "service", service_ids)
    check_known(envelopes, log, lambda r: r.fund, "fund", fund_ids)
    check_known(envelopes, log, lambda r: r.municipality, "municipality", codes)
    for pairs in (distances, overrides):
        check_known(pairs, log, lambda r: r.from_ekatte, "from_ekatte", ekatte)
        check_known(pairs, log, lambda r: r.to_ekatte, "to_ekatte", ekatte)
    check_ranges(envelopes, log)
    check_ranges(parameters, log)
    _check_places(unit_places, log)
    _check_sums(settlements, log)
    _check_years(fund_pays, envelopes, log)
    _check_envelope_scopes(funds, envelopes, log)
    _check_parameters(parameters, folder, log)
    _check_facilities(catalogue, facility_names, folder, log)
    _check_sources(
        (
            *catalogue_tables, corrections, facilities, units, unit_places, fund_pays, envelopes, distances,
            overrides, parameters,
        ),
        sources, log,
    )  # fmt: skip
    built_units = _units(units, unit_places, log)
    territories = read_territories(folder, settlements.rows, surroundings.rows, log)
    log.close()

    return Region(
        id=heading.id,
        title=Text(heading.title.bg, heading.title.en),
        census_year=heading.census_year,
        settlements=_settlements(settlements.rows, corrections.rows),
        municipalities=tuple(
            Municipality(r.municipality, Text(r.name_bg, r.name_en), r.seat) for r in municipalities.rows
        ),
        facilities=facilities.rows,
        catalogue=catalogue,
        units=built_units,
        funds=tuple(_fund(r, fund_pays.rows, envelopes.rows) for r in funds.rows),
        road_distances=distances.rows,
        travel_overrides=overrides.rows,
        parameters={r.parameter: r.estimate for r in parameters.rows},
        sources=sources.rows,
        territories=territories,
    )


def _read_heading(folder: Path, log: ProblemLog) -> _Heading:
    file = f"{folder.name}/region.toml"
    unread = _Heading(id="unread", census_year=2021, title=_Bilingual(bg="", en=""))
    try:
        content = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
        return _Heading.model_validate(content)
    except FileNotFoundError:
        log.add(Where(file), Text("файлът липсва", "the file is missing"),
                Text("Добавете го с ключове id, census_year и [title] bg, en.",
                     "Add it with the keys id, census_year and [title] bg, en."))  # fmt: skip
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        log.add(Where(file), Text(f"файлът не е правилен TOML ({error})", f"the file is not valid TOML ({error})"),
                Text("Поправете посочения ред.", "Correct the line named."))  # fmt: skip
    except ValidationError as error:
        note_validation_errors(log, error, lambda loc: Where(file, key=".".join(map(str, loc))))
    return unread


def _settlements(
    rows: tuple[SettlementRow, ...], corrections: tuple[CensusCorrectionRow, ...]
) -> tuple[Settlement, ...]:
    taken = {(c.ekatte, c.band): c.persons for c in corrections}
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
            persons={band: max(0, getattr(r, band) - taken.get((r.ekatte, band), 0)) for band in AGE_BANDS},
            area_decares=r.area_decares,
            note=r.note,
        )
        for r in rows
    )


def _units(
    units: Table[UnitRow], places: Table[UnitPlacesRow], log: ProblemLog
) -> tuple[ExistingUnit, ...]:
    built = []
    for line in units.lines:
        row = line.row
        steps = sorted((p for p in places.rows if p.unit == row.unit), key=lambda p: p.from_year)
        if not steps:
            log.add(units.where(line, "unit"),
                    Text(f"звеното „{row.unit}“ няма места в unit_places.csv",
                         f"unit “{row.unit}” has no places in unit_places.csv"),
                    Text("Добавете ред с година и брой места.", "Add a row with a year and the places."))  # fmt: skip
            continue
        built.append(
            ExistingUnit(
                id=row.unit,
                service=row.service,
                ekatte=row.ekatte,
                name=Text(row.name_bg, row.name_en),
                state=row.state,
                catchment=row.catchment,
                staff=row.staff,
                may=tuple(row.may.split(";")),
                places=tuple(
                    PlacesFrom(
                        p.from_year, Estimate(p.low, p.places, p.high, "places", p.status, p.source, p.note)
                    )
                    for p in steps
                ),
                source=row.source,
                note=row.note,
            )
        )
    return tuple(built)


def _fund(row: FundRow, pays: tuple[FundPaysRow, ...], envelopes: tuple[EnvelopeRow, ...]) -> Fund:
    return Fund(
        id=row.fund,
        name=Text(row.name_bg, row.name_en),
        scope=row.scope,
        pays=tuple(p for p in pays if p.fund == row.fund),
        envelopes=tuple(
            Envelope(e.municipality, e.kind, e.first_year, e.last_year, e.unit == "EUR/year", e.estimate)
            for e in envelopes
            if e.fund == row.fund
        ),
        note=row.note,
    )


def _check_places(places: Table[UnitPlacesRow], log: ProblemLog) -> None:
    for line in places.lines:
        if not line.row.low <= line.row.places <= line.row.high:
            log.add(places.where(line, "low, places, high"),
                    Text("местата не са между low и high", "the places are not between low and high"),
                    Text("Поправете трите стойности.", "Correct the three values."))  # fmt: skip


def _check_sums(settlements: Table[SettlementRow], log: ProblemLog) -> None:
    for line in settlements.lines:
        row = line.row
        bands = sum(getattr(row, band) for band in AGE_BANDS)
        for total, column in ((bands, "age_*"), (row.male + row.female, "male, female")):
            if total != row.population_2021:
                log.add(settlements.where(line, column),
                        Text(f"сборът е {total}, а населението {row.population_2021}",
                             f"they add up to {total}, the population is {row.population_2021}"),
                        Text("Поправете реда по източника.", "Correct the row from its source."))  # fmt: skip


def _check_years(pays: Table[FundPaysRow], envelopes: Table[EnvelopeRow], log: ProblemLog) -> None:
    for table in (pays, envelopes):
        for line in table.lines:
            if line.row.first_year > line.row.last_year:  # type: ignore[attr-defined]
                log.add(table.where(line, "first_year, last_year"),  # type: ignore[arg-type]
                        Text("първата година е след последната", "the first year is after the last"),
                        Text("Разменете двете години.", "Swap the two years."))  # fmt: skip


def _check_envelope_scopes(funds: Table[FundRow], envelopes: Table[EnvelopeRow], log: ProblemLog) -> None:
    scope = {r.fund: r.scope for r in funds.rows}
    for line in envelopes.lines:
        wants_municipality = scope.get(line.row.fund) == "municipality"
        if line.row.fund in scope and wants_municipality != (line.row.municipality is not None):
            log.add(envelopes.where(line, "municipality"),
                    Text("общината не отговаря на обхвата на фонда",
                         "the municipality does not fit the scope of the fund"),
                    Text("Фонд с scope=municipality има ред за всяка община, другите са без община.",
                         "A fund of scope=municipality has a row per municipality, others have none."))  # fmt: skip


def _check_parameters(parameters: Table[ParameterRow], folder: Path, log: ProblemLog) -> None:
    for name in sorted(set(get_args(ParameterName)) - {r.parameter for r in parameters.rows}):
        log.add(Where(f"{folder.name}/parameters.csv", column="parameter"),
                Text(f"липсва параметърът „{name}“", f"the parameter “{name}” is missing"),
                Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip


def _check_facilities(catalogue: Catalogue, known: set[str], folder: Path, log: ProblemLog) -> None:
    for service in catalogue.services:
        if service.site_facility is not None and service.site_facility not in known:
            where = Where(f"{folder.name}/services.csv", column="site_facility", key=service.id)
            unknown_word(log, where, service.site_facility, known)


def _check_sources(tables: tuple[Table[Row], ...], sources: Table[SourceRow], log: ProblemLog) -> None:
    known = {r.source for r in sources.rows}
    for table in tables:
        check_known(table, log, lambda r: getattr(r, "source", None), "source", known)
