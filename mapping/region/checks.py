"""The tables of a region held against each other:
names that no table knows, rows given twice, sums that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, get_args

from mapping.catalogue.rows import AGE_BANDS
from mapping.errors import ProblemLog, Where
from mapping.region.change_checks import KnownServices, KnownUnits, check_changes
from mapping.region.cost_standards import check_cost_standards
from mapping.region.need_checks import check_need_tables
from mapping.region.people_checks import check_people
from mapping.region.points.rows import BudgetRow
from mapping.region.rows import (
    EnvelopeRow,
    FundPaysRow,
    FundRow,
    ParameterName,
    ParameterRow,
    SettlementRow,
    StaffParameterName,
    UnitPlacesRow,
    UnitRow,
)
from mapping.region.strategy_tables import check_strategy_tables
from mapping.region.tables import RegionTables
from mapping.tables import Line, Table, check_filled, check_known, check_ranges, check_unique
from mapping.words import Text


def check_tables(t: RegionTables, log: ProblemLog) -> None:
    """Note every contradiction between and inside the region's tables."""
    check_filled(t.settlements, log)
    check_filled(t.municipalities, log)
    _check_repeats(t, log)
    _check_names(t, log)
    check_ranges(t.envelopes, log)
    check_ranges(t.co_financing, log)
    check_ranges(t.dependence, log)
    check_ranges(t.parameters, log)
    _check_partners(t, log)
    _check_places(t.unit_places, log)
    _check_units(t.units, t.unit_places, log)
    check_changes(t.unit_changes, t.change_values, _known_units(t), _known_services(t), log)
    _check_sums(t.settlements, log)
    _check_years(t.fund_pays, log)
    _check_years(t.envelopes, log)
    _check_envelope_scopes(t.funds, t.envelopes, log)
    _check_carry_over(t.envelopes, log)
    check_years_apart(t.envelopes, log, lambda r: (r.fund, r.municipality, r.kind))
    _check_parameters(t.parameters, log)
    check_cost_standards(t.cost_standards, t.catalogue.services, log)
    check_need_tables(t.need, t.catalogue, t.municipalities.names("municipality"), log)
    names = (t.catalogue.services.names("service"), t.catalogue.groups.names("group"))
    check_strategy_tables(t.strategy, *names, t.municipalities.names("municipality"), log)
    check_people(t.settlements, t.corrections, t.catalogue.groups, t.need, log)
    for table in t.with_sources:
        check_known(table, log, lambda r: getattr(r, "source", None), "source", t.sources.names("source"))


def _known_units(t: RegionTables) -> KnownUnits:
    largest: dict[str, int] = {}
    for step in t.unit_places.rows:
        largest[step.unit] = max(step.places, largest.get(step.unit, 0))
    return KnownUnits(
        ids=t.units.names("unit"),
        service={row.unit: row.service for row in t.units.rows},
        largest=largest,
        committed=frozenset(row.unit for row in t.units.rows if row.state == "committed"),
    )


def _known_services(t: RegionTables) -> KnownServices:
    planned = t.catalogue.services.names("service", "planned")
    values = t.catalogue.values.rows
    return KnownServices(
        planned=None if planned is None else {(service,) for service, word in planned if word == "yes"},
        mobile=frozenset(row.service for row in t.catalogue.services.rows if row.kind == "mobile"),
        legal={row.service: row.central for row in values if row.quantity == "legal_places"},
    )


def _check_repeats(t: RegionTables, log: ProblemLog) -> None:
    check_unique(t.sources, log, lambda r: r.source, "source")
    check_unique(t.municipalities, log, lambda r: r.municipality, "municipality")
    check_unique(t.settlements, log, lambda r: r.ekatte, "ekatte")
    check_unique(t.facilities, log, lambda r: (r.ekatte, r.facility), "ekatte, facility")
    check_unique(t.corrections, log, lambda r: (r.ekatte, r.band), "ekatte, band")
    check_unique(t.units, log, lambda r: r.unit, "unit")
    check_unique(t.unit_places, log, lambda r: (r.unit, r.from_year), "unit, from_year")
    check_unique(t.funds, log, lambda r: r.fund, "fund")
    columns = "fund, service, kind, first_year"
    check_unique(t.fund_pays, log, lambda r: (r.fund, r.service, r.kind, r.first_year), columns)
    columns = "fund, municipality, kind, first_year"
    check_unique(t.envelopes, log, lambda r: (r.fund, r.municipality, r.kind, r.first_year), columns)
    columns = "fund, service, kind, partner"
    check_unique(t.dependence, log, lambda r: r.block, "block")
    check_unique(t.co_financing, log, lambda r: (r.fund, r.service, r.kind, r.partner), columns)
    columns = "from_ekatte, to_ekatte"
    check_unique(t.overrides, log, lambda r: frozenset((r.from_ekatte, r.to_ekatte)), columns)
    check_unique(t.parameters, log, lambda r: r.parameter, "parameter")


def _check_names(t: RegionTables, log: ProblemLog) -> None:
    ekatte, codes = t.settlements.names("ekatte"), t.municipalities.names("municipality")
    services, funds = t.catalogue.services.names("service"), t.funds.names("fund")
    check_known(t.settlements, log, lambda r: r.municipality, "municipality", codes)
    check_known(t.municipalities, log, lambda r: r.seat, "seat", ekatte)
    check_known(t.corrections, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(t.facilities, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(t.units, log, lambda r: r.ekatte, "ekatte", ekatte)
    check_known(t.units, log, lambda r: r.service, "service", services)
    check_known(t.unit_places, log, lambda r: r.unit, "unit", t.units.names("unit"))
    check_known(t.fund_pays, log, lambda r: r.fund, "fund", funds)
    check_known(t.fund_pays, log, lambda r: r.service, "service", services)
    check_known(t.envelopes, log, lambda r: r.fund, "fund", funds)
    check_known(t.envelopes, log, lambda r: r.municipality, "municipality", codes)
    check_known(t.co_financing, log, lambda r: r.fund, "fund", funds)
    check_known(t.co_financing, log, lambda r: r.partner, "partner", funds)
    check_known(t.co_financing, log, lambda r: r.service, "service", services)
    check_known(t.distances, log, lambda r: r.from_ekatte, "from_ekatte", ekatte)
    check_known(t.distances, log, lambda r: r.to_ekatte, "to_ekatte", ekatte)
    check_known(t.overrides, log, lambda r: r.from_ekatte, "from_ekatte", ekatte)
    check_known(t.overrides, log, lambda r: r.to_ekatte, "to_ekatte", ekatte)
    facilities = t.facilities.names("facility")
    check_known(t.catalogue.services, log, lambda r: r.site_facility, "site_facility", facilities)


def _check_places(places: Table[UnitPlacesRow], log: ProblemLog) -> None:
    for line in places.lines:
        if not line.row.low <= line.row.places <= line.row.high:
            log.add(places.where(line, "low, places, high"),
                    Text("местата не са между low и high", "the places are not between low and high"),
                    Text("Поправете трите стойности.", "Correct the three values."))  # fmt: skip


def _check_units(units: Table[UnitRow], places: Table[UnitPlacesRow], log: ProblemLog) -> None:
    with_places = places.names("unit")
    for line in units.lines:
        row = line.row
        if with_places is not None and (row.unit,) not in with_places:
            log.add(
                units.where(line, "unit"),
                Text(
                    f"звеното „{row.unit}“ няма места в unit_places.csv",
                    f"unit “{row.unit}” has no places in unit_places.csv",
                ),
                Text("Добавете ред с година и брой места.", "Add a row with a year and the places."),
            )


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


def _check_years(table: Table[FundPaysRow] | Table[EnvelopeRow], log: ProblemLog) -> None:
    for line in table.lines:
        if line.row.first_year > line.row.last_year:
            log.add(table.where(line, "first_year, last_year"),
                    Text("първата година е след последната", "the first year is after the last"),
                    Text("Разменете двете години.", "Swap the two years."))  # fmt: skip


def _check_envelope_scopes(funds: Table[FundRow], envelopes: Table[EnvelopeRow], log: ProblemLog) -> None:
    scope = {r.fund: r.scope for r in funds.rows}
    for line in envelopes.lines:
        wants_municipality = scope.get(line.row.fund) == "municipality"
        if line.row.fund in scope and wants_municipality != (line.row.municipality is not None):
            log.add(
                envelopes.where(line, "municipality"),
                Text(
                    "общината не отговаря на обхвата на фонда",
                    "the municipality does not fit the scope of the fund",
                ),
                Text(
                    "Фонд с scope=municipality има ред за всяка община, другите са без община.",
                    "A fund of scope=municipality has a row per municipality, others have none.",
                ),
            )


def _check_carry_over(envelopes: Table[EnvelopeRow], log: ProblemLog) -> None:
    for line in envelopes.lines:
        if line.row.carry_over == "yes" and line.row.unit == "EUR":
            log.add(envelopes.where(line, "carry_over, unit"),
                    Text("сума за всички години заедно няма какво да прехвърля",
                         "a sum for all years together has nothing to carry over"),
                    Text("Запишете carry_over=no, или unit=EUR/year със сумата за една година.",
                         "Write carry_over=no, or unit=EUR/year with the amount of one year."))  # fmt: skip


def _check_partners(t: RegionTables, log: ProblemLog) -> None:
    """Note shares of a fund with itself, of funds that do not pay for the service at all, and shares that two funds
    ask of each other although they add up to more than everything."""
    asked = {(r.fund, r.partner, r.service, r.kind): r.central for r in t.co_financing.rows}
    pays, funds = t.fund_pays.names("fund", "service", "kind"), t.funds.names("fund")
    for line in t.co_financing.lines:
        row = line.row
        if row.fund == row.partner:
            log.add(t.co_financing.where(line, "partner"),
                    Text("фондът не може да е партньор на себе си", "a fund cannot be its own partner"),
                    Text("Запишете фонда, който съфинансира.",
                         "Write the fund that pays the other share."))  # fmt: skip
            continue
        other = asked.get((row.partner, row.fund, row.service, row.kind), 0.0)
        if row.fund < row.partner and row.central + other > 100:
            log.add(t.co_financing.where(line, "central"),
                    Text(f"„{row.partner}“ плаща поне {row.central:g} %, а „{row.fund}“ поне {other:g} % от едни и "
                         "същи пари: повече от 100 %",
                         f"“{row.partner}” pays at least {row.central:g} % and “{row.fund}” at least {other:g} % of "
                         "the same money: more than 100 %"),
                    Text("Намалете единия дял или махнете единия ред.",
                         "Lower one of the shares, or remove one of the rows."))  # fmt: skip
        for column, fund in (("fund", row.fund), ("partner", row.partner)):
            known = funds is not None and (fund,) in funds
            if known and pays is not None and (fund, row.service, row.kind) not in pays:
                log.add(t.co_financing.where(line, column),
                        Text(f"„{fund}“ не плаща за „{row.service}“ ({row.kind}) според fund_pays.csv",
                             f"“{fund}” does not pay for “{row.service}” ({row.kind}) in fund_pays.csv"),
                        Text("Добавете реда там или махнете този.",
                             "Add the row there, or remove this one."))  # fmt: skip


MoneyRow = TypeVar("MoneyRow", EnvelopeRow, BudgetRow)


def check_years_apart(table: Table[MoneyRow], log: ProblemLog, key: Callable[[MoneyRow], Hashable]) -> None:
    """Note money whose years overlap those of an earlier row with the same `key`: every year has one envelope.

    Rows that begin in the same year are left to `check_unique`.
    """
    before: dict[Hashable, list[Line[MoneyRow]]] = {}
    for line in table.lines:
        row, others = line.row, before.setdefault(key(line.row), [])
        for other in others:
            first, last = other.row.first_year, other.row.last_year
            if row.first_year != first and row.first_year <= last and first <= row.last_year:
                log.add(table.where(line, "first_year, last_year"),
                        Text(f"годините се застъпват с тези на ред {other.number} за същите пари",
                             f"the years overlap those of row {other.number} for the same money"),
                        Text("Разделете годините или съберете двата реда в един: всяка година има една рамка.",
                             "Part the years, or join the two rows: every year has one envelope."))  # fmt: skip
        others.append(line)


def _check_parameters(parameters: Table[ParameterRow], log: ProblemLog) -> None:
    known = parameters.names("parameter")
    for name in sorted(get_args(ParameterName)):
        if known is not None and (name,) not in known:
            log.add(Where(parameters.file, column="parameter"),
                    Text(f"липсва параметърът „{name}“", f"the parameter “{name}” is missing"),
                    Text("Добавете реда, с източник.", "Add the row, with its source."))  # fmt: skip
    staff = sorted(get_args(StaffParameterName))
    given = [name for name in staff if known is not None and (name,) in known]
    for name in staff:
        if given and name not in given:
            log.add(Where(parameters.file, column="parameter"),
                    Text(f"има параметър „{given[0]}“, но липсва „{name}“",
                         f"there is a parameter “{given[0]}”, but “{name}” is missing"),
                    Text("Добавете реда, с източник, или махнете и другия.",
                         "Add the row, with its source, or remove the other too."))  # fmt: skip
    for line in parameters.lines:
        for column in ("low", "central"):
            wrong = wrong_parameter(line.row.parameter, getattr(line.row, column))
            if wrong is not None and (column == "central") == line.row.parameter.startswith("speed_"):
                log.add(parameters.where(line, column), *wrong)


def wrong_parameter(name: str, value: float) -> tuple[Text, Text] | None:
    """What is wrong with this value of a parameter, and what to do; None where it can be worked with."""
    if name.startswith("speed_"):
        return None if value > 0 else (
            Text("скоростта не е положителна", "the speed is not positive"),
            Text("Запишете км/ч, по-голямо от 0.", "Write km/h greater than 0."),
        )  # fmt: skip
    if name.startswith("trend_") or value >= 0:
        return None
    return Text("стойността е отрицателна", "the value is negative"), Text("Запишете 0 или повече.", "Write 0 or more.")
