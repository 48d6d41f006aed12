"""Corrections and counts held against the census: nobody can be set apart or counted who was not there."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.catalogue.rows import AGE_BANDS, GroupRow
from mapping.errors import ProblemLog
from mapping.region.need_tables import REGION, KnownCountRow, NeedTables, PopulationCountRow
from mapping.region.rows import CensusCorrectionRow, SettlementRow
from mapping.tables import Table
from mapping.words import Text


def check_people(
    settlements: Table[SettlementRow],
    corrections: Table[CensusCorrectionRow],
    groups: Table[GroupRow],
    need: NeedTables,
    log: ProblemLog,
) -> None:
    """Note corrections larger than the people they are taken from, counts of more people in need than could be, and
    counts of an age of which the census has nobody."""
    _check_corrections(settlements, corrections, log)
    _check_counts(settlements.rows, {row.group: row for row in groups.rows}, need.counts, log)
    _check_bands(settlements.rows, need.population, log)


def _check_corrections(
    settlements: Table[SettlementRow], corrections: Table[CensusCorrectionRow], log: ProblemLog
) -> None:
    left = {row.ekatte: {"male": row.male, "female": row.female} for row in settlements.rows}
    place = {row.ekatte: row for row in settlements.rows}
    for line in corrections.lines:
        row = line.row
        if row.ekatte not in place:
            continue
        there: int = getattr(place[row.ekatte], row.band)
        column = "persons"
        if row.persons <= there and row.sex is not None:
            there, column = left[row.ekatte][row.sex], "sex, persons"
            left[row.ekatte][row.sex] -= row.persons
        if row.persons > there:
            log.add(corrections.where(line, column),
                    Text(f"изваждат се {row.persons} лица, а по преброяването са {max(0, there)}",
                         f"{row.persons} persons are taken out, the census has {max(0, there)}"),
                    Text("Поправете броя, възрастта или пола.", "Correct the number, the age or the sex."))  # fmt: skip


def _check_counts(
    settlements: Iterable[SettlementRow], groups: dict[str, GroupRow], counts: Table[KnownCountRow], log: ProblemLog
) -> None:
    places = tuple(settlements)
    for line in counts.lines:
        row = line.row
        if row.use != "calibrate" or (row.group is not None and row.group not in groups):
            continue
        inside = [place for place in places if row.scope in (REGION, place.municipality)]
        most = _most(inside, None if row.group is None else groups[row.group])
        if inside and row.central > most:
            log.add(counts.where(line, "central"),
                    Text(f"броят е {row.central:g}, а там живеят само {most:.0f}, които може да са от тази група",
                         f"the count is {row.central:g}, but only {most:.0f} live there who could belong to it"),
                    Text("Поправете числото или запишете use=compare.",
                         "Correct the number, or write use=compare."))  # fmt: skip


def _most(places: Iterable[SettlementRow], group: GroupRow | None) -> float:
    """The residents of the census who could belong to `group` (None: all of them)."""
    if group is None:
        return float(sum(place.population_2021 for place in places))
    share = {band: float(getattr(group, f"share_{band.removeprefix('age_')}")) for band in AGE_BANDS}
    found = [place for place in places if group.settlements == "all" or place.kind == "village"]
    return float(sum(share[band] * getattr(place, band) for place in found for band in AGE_BANDS))


def _check_bands(settlements: Iterable[SettlementRow], population: Table[PopulationCountRow], log: ProblemLog) -> None:
    census: dict[str, int] = dict.fromkeys(AGE_BANDS, 0)
    for place in settlements:
        for band in AGE_BANDS:
            census[band] += getattr(place, band)
    for line in population.lines:
        row = line.row
        if row.use != "calibrate" or row.scope != REGION or row.band == "all" or row.central == 0:
            continue
        if not census[row.band]:
            log.add(population.where(line, "band"),
                    Text("по преброяването няма никого на тази възраст, от когото да продължи прогнозата",
                         "the census has nobody of this age from whom the projection could go on"),
                    Text("Поправете settlements.csv или запишете use=compare.",
                         "Correct settlements.csv, or write use=compare."))  # fmt: skip
