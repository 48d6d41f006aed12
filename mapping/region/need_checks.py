"""The tables of known people and counts held against the others of a region."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from mapping.catalogue.read import CatalogueTables
from mapping.catalogue.rows import AGE_BANDS
from mapping.errors import ProblemLog, unknown_word
from mapping.region.need_tables import (
    COUNTRY,
    EVERYBODY,
    REGION,
    CriterionRow,
    KnownCountRow,
    NeedTables,
    PopulationCountRow,
)
from mapping.tables import Names, Table, check_known, check_ranges, check_unique
from mapping.words import Text

ROUNDING = 0.5
"""Persons by which age bands worked out from percentages may miss their total."""

AnyRow = TypeVar("AnyRow", PopulationCountRow, KnownCountRow)


def check_need_tables(t: NeedTables, catalogue: CatalogueTables, municipalities: Names, log: ProblemLog) -> None:
    """Note repeated rows, unknown names, values out of order, and rows that say nothing that can be used."""
    groups, services = catalogue.groups.names("group"), catalogue.services.names("service")
    check_unique(t.population, log, lambda r: (r.date, r.scope, r.band, r.sex), "date, scope, band, sex")
    check_unique(
        t.counts,
        log,
        lambda r: (r.scope, r.year, r.measure, r.group, r.service, r.sense, r.central, r.source),
        "scope, year, measure, group, service, sense, central, source",
    )
    check_unique(t.overlaps, log, lambda r: frozenset((r.group, r.other)), "group, other")
    # Criteria of municipalities add up to one of the region: a second one could only repeat or contradict them.
    check_unique(t.criteria, log, lambda r: r.service, "service")
    check_known(t.counts, log, lambda r: r.group, "group", groups)
    check_known(t.counts, log, lambda r: r.service, "service", services)
    check_known(t.overlaps, log, lambda r: r.group, "group", groups)
    check_known(t.overlaps, log, lambda r: r.other, "other", groups)
    check_known(t.criteria, log, lambda r: r.service, "service", services)
    _check_scopes(t.population, municipalities, ("region", "country"), log)
    _check_scopes(t.counts, municipalities, ("region",), log)
    for table in (t.population, t.counts, t.overlaps, t.criteria):
        check_ranges(table, log)
    _check_population(t.population, log)
    _check_counts(t.counts, log)
    for line in t.overlaps.lines:
        if line.row.group == line.row.other:
            log.add(t.overlaps.where(line, "other"),
                    Text("групата се припокрива със себе си", "the group overlaps with itself"),
                    Text("Посочете друга група.", "Name another group."))  # fmt: skip
    _check_criteria(t.criteria, catalogue, groups, log)


def _check_scopes(table: Table[AnyRow], municipalities: Names, others: tuple[str, ...], log: ProblemLog) -> None:
    if municipalities is None:
        return
    known = {code for (code,) in municipalities} | set(others)
    for line in table.lines:
        if line.row.scope not in known:
            unknown_word(log, table.where(line, "scope"), line.row.scope, known)


def _check_population(population: Table[PopulationCountRow], log: ProblemLog) -> None:
    """Note rows that the projection cannot go through."""
    fit = [line for line in population.lines if line.row.use == "calibrate" and line.row.scope == REGION]
    totals = {line.row.date: line.row.central for line in fit if line.row.band == "all"}
    bands: dict[date, float] = {}
    known: dict[date, set[str]] = {}
    for line in population.lines:
        row = line.row
        if row.use == "compare":
            continue
        if row.scope == COUNTRY:
            if row.band == "all" or row.sex == "all":
                log.add(population.where(line, "band, sex"),
                        Text("за страната са нужни възраст и пол", "of the country, age and sex are needed"),
                        Text("Запишете band и sex, или use=compare.",
                             "Write band and sex, or use=compare."))  # fmt: skip
        elif row.scope != REGION or row.sex != "all":
            log.add(population.where(line, "use"),
                    Text("прогнозата минава само през броя на целия регион, двата пола заедно",
                         "the projection only goes through counts of the whole region, both sexes together"),
                    Text("Запишете use=compare.", "Write use=compare."))  # fmt: skip
        elif row.date not in totals:
            log.add(population.where(line, "band"),
                    Text(f"няма брой на цялото население към {row.date}", f"the total of {row.date} is missing"),
                    Text("Добавете ред с band=all за същата дата.",
                         "Add a row with band=all of the same date."))  # fmt: skip
        elif row.band == "all":
            if row.central == 0:
                log.add(population.where(line, "central"),
                        Text("районът не може да остане без хора", "the region cannot be left without people"),
                        Text("Поправете реда по източника.", "Correct the row from its source."))  # fmt: skip
        else:
            known.setdefault(row.date, set()).add(row.band)
            bands[row.date] = bands.get(row.date, 0.0) + row.central
            short = len(known[row.date]) == len(AGE_BANDS) and bands[row.date] < totals[row.date] - ROUNDING
            if short:
                log.add(population.where(line, "central"),
                        Text("всички възрасти заедно дават по-малко от общия брой",
                             "all age bands together add up to less than the total"),
                        Text("Поправете редовете по източника.", "Correct the rows from their source."))  # fmt: skip
            if bands[row.date] > totals[row.date] + ROUNDING:
                log.add(population.where(line, "central"),
                        Text("възрастите дават повече от общия брой", "the age bands add up to more than the total"),
                        Text("Поправете реда по източника.", "Correct the row from its source."))  # fmt: skip


def _check_counts(counts: Table[KnownCountRow], log: ProblemLog) -> None:
    for line in counts.lines:
        row = line.row
        if row.measure == "persons" and (row.group is None or row.service is not None):
            log.add(counts.where(line, "measure"),
                    Text("лица (persons) се броят на група, без услуга",
                         "persons are counted of a group, not of a service"),
                    Text("Запишете group и изтрийте service, или measure=users.",
                         "Write group and clear service, or write measure=users."))  # fmt: skip
        if row.measure == "users" and row.service is None and row.use == "calibrate":
            log.add(counts.where(line, "service"),
                    Text("не е казано на коя услуга са потребителите", "it is not said whose users they are"),
                    Text("Запишете service или use=compare.", "Write service, or use=compare."))  # fmt: skip


def _check_criteria(criteria: Table[CriterionRow], catalogue: CatalogueTables, groups: Names, log: ProblemLog) -> None:
    planned = {row.service for row in catalogue.services.rows if row.planned == "yes"}
    known = {row.service for row in catalogue.services.rows}
    for line in criteria.lines:
        row = line.row
        bases = {EVERYBODY, *AGE_BANDS} | {group for (group,) in groups or set()}
        if groups is not None and row.base not in bases:
            unknown_word(log, criteria.where(line, "base"), row.base, bases)
        if row.service in known and row.service not in planned:
            log.add(criteria.where(line, "service"),
                    Text(f"за „{row.service}“ не се планират нови звена: няма какво да се замени",
                         f"no new units of “{row.service}” are planned: there is nothing to replace"),
                    Text("Махнете реда.", "Remove the row."))  # fmt: skip
