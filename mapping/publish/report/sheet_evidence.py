"""How sure a sheet's unit is, and what it rests on: the values of the tables with their ranges and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.evidence.tree import date_words
from mapping.instance import planning_of, standard_of
from mapping.needs.labels import LABEL_WORDS, service_label
from mapping.plan import PlanUnit
from mapping.publish.certainty import CERTAINTY_WORDS, unit_certainties
from mapping.publish.certainty_words import UNIT_WORDS, value_words
from mapping.publish.report.counted import listed, share, shown
from mapping.publish.report.paper import Paper
from mapping.publish.report.plain import name_of
from mapping.publish.report.story import Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.workbook.words import STATUSES
from mapping.tables import Estimate
from mapping.words import Language, Text

SCENARIO = "scenario"
"""In place of a source: the value is the scenario's."""
OWN = Text("сценарият", "the scenario")
UNLIMITED = 1e9
"""A value of a table that is larger sets no limit (a region of points need not state a standard)."""


def write_evidence(story: Story, unit: PlanUnit, paper: Paper) -> None:
    """Certainty of the marks, how the need is known, then the table of values."""
    for said in (*_certainty(story, unit), *_need(story, unit)):
        paper.paragraph(said)
    rows = [_row(story, name, value) for name, value in _values(story, unit) if value.central < UNLIMITED]
    paper.table(
        Table(
            Text("Стойности, на които стои фишът", "Values that the sheet rests on"),
            (words("Стойност", "Value", 50), digits("Прието", "Taken", 22), digits("Граници", "Range", 30),
             words("Мярка", "Unit", 20), words("Как е известна", "How it is known", 24),
             words("Източник", "Source", 40)),
            rows,
        )
    )  # fmt: skip
    standard = _standard(story, unit)
    if standard.bg:
        paper.small(
            Text(f"Планът не насочва никого отвъд стандарта за пътуване ({standard.bg}).",
                 f"The plan directs nobody beyond the standard of travel ({standard.en}).")
        )  # fmt: skip
    paper.small(
        Text("Местоположението е предложение на плана: терен, собственост и достъпност не са проверявани. Всяко число "
             f"с веригата си: evidence.csv и needsmap evidence ({unit.id}).",
             "The place is the plan's proposal: land, ownership and access were not checked. Every number with its "
             f"chain: evidence.csv and needsmap evidence ({unit.id}).")
    )  # fmt: skip


def _standard(story: Story, unit: PlanUnit) -> Text:
    """The longest way; empty where there is no limit."""
    minutes, km = standard_of(story.look.case, story.look.catalogue[unit.service])
    both = ((minutes, Text("минути", "minutes")), (km, Text("км", "km")))
    return listed([
        Text(f"{shown(value).bg} {word.bg}", f"{shown(value).en} {word.en}")
        for value, word in both
        if value < UNLIMITED
    ])  # fmt: skip


def _certainty(story: Story, unit: PlanUnit) -> Iterator[Text]:
    if story.certainties is None:
        return
    marks = unit_certainties(story.look.plan, story.certainties).get(unit.id, ())
    for mark in marks:
        name, often = CERTAINTY_WORDS[mark.certainty], share(mark.share, 0)
        which = Text(f" (единица {mark.number})", f" (unit {mark.number})") if len(marks) > 1 else Text("", "")
        places = [story.names.place(way.settlement) for way in mark.elsewhere if way.settlement is not None][:3]
        also = Text("", "")
        if places:
            also = Text(f" Почти толкова добре би стояло и в: {', '.join(place.bg for place in places)}.",
                        f" Nearly as well it could stand in: {', '.join(place.en for place in places)}.")  # fmt: skip
        yield Text(
            f"Сигурност{which.bg}: {name.bg}, появява се в {often.bg} от възможните развития.{also.bg}",
            f"Certainty{which.en}: {name.en}, stands in {often.en} of the possible futures.{also.en}",
        )


def _need(story: Story, unit: PlanUnit) -> Iterator[Text]:
    if story.needs is None:
        return
    found = story.needs.users((unit.service,), story.look.last)
    label = LABEL_WORDS[service_label(story.look.case.region, unit.service, story.needs.contradicted)]
    if found.low < found.high:
        low, central, high = (shown(value) for value in (found.low, found.central, found.high))
        where, whole = story.names.planned, len(story.look.planned) == len(story.look.municipalities)
        region = Text(f"целия регион ({where.bg})" if whole else where.bg,
                      f"the whole region ({where.en})" if whole else where.en)  # fmt: skip
        yield Text(
            f"Потребността от услугата в {region.bg} е оценена на {central.bg} потребители (от "
            f"{low.bg} до "
            f"{high.bg}; {label.bg}). За отделно село оценката е по-несигурна: тя е очакван брой, не списък на хора.",
            f"The need for the service in {region.en} is estimated at {central.en} users "
            f"({low.en} to "
            f"{high.en}; {label.en}). For a single village the estimate is less sure: it is an expected number, not a "
            "list of people.",
        )


def _values(story: Story, unit: PlanUnit) -> Iterator[tuple[Text, Estimate]]:
    planning = planning_of(story.look.catalogue[unit.service])
    for size in planning.sizes:
        if size.id not in {opening.size for opening in unit.openings}:
            continue
        if size.places is not None:
            yield Text("Места на едно звено", "Places of a unit"), size.places
        each = Text("един екип", "a team") if unit.kind == "mobile" else Text("едно звено", "a unit")
        yield Text(f"Капиталов разход за {each.bg}", f"Capital cost of {each.en}"), size.capital
        yield Text(f"Издръжка за година на {each.bg}", f"Running cost a year of {each.en}"), size.running
        yield Text(f"Персонал на {each.bg}", f"Staff of {each.en}"), size.staff
    yield Text("От договора до първия потребител", "From contract to first user"), planning.lead_months
    minutes, km = standard_of(story.look.case, story.look.catalogue[unit.service])
    yield Text("Най-дълъг път (време)", "Longest way (time)"), _in_force(planning.standard_minutes, minutes)
    yield Text("Най-дълъг път (разстояние)", "Longest way (distance)"), _in_force(planning.standard_km, km)
    yield Text("Най-малка заетост", "Least use"), planning.minimum_use
    if planning.team is not None:
        yield Text("Работна седмица на екипа", "Week of a team"), planning.team.hours
        yield Text("Посещения на потребител седмично", "Visits a client and week"), planning.team.visits
    for rate in story.look.case.region.catalogue.rates:
        if rate.service == unit.service:
            group = story.names.group(rate.group)
            yield Text(f"Нуждаят се от услугата: {group.bg}", f"Need the service: {group.en}"), rate.rate


def _in_force(value: Estimate, figure: float) -> Estimate:
    """The table's value, or the scenario's `figure` that stands in its place."""
    if value.central == figure:
        return value
    return replace(value, low=figure, central=figure, high=figure, status="user", source=SCENARIO)


def _row(story: Story, name: Text, value: Estimate) -> tuple[Cell, ...]:
    sources = {row.source: row for row in story.look.case.region.sources}
    source = sources.get(value.source)
    edits = story.look.case.region.edits.values
    of_scenario = value.source == SCENARIO or any(edit.after == value for edit in edits)

    def known(language: Language) -> str:
        if of_scenario:
            return OWN.of(language)
        if source is None:
            return value.source
        return f"{source.publisher}, {date_words(source.date, language)}"

    def ends(language: Language) -> str:
        if value.low == value.high:
            return ""
        return f"{value_words(value.low, language)}–{value_words(value.high, language)}"

    unit = UNIT_WORDS.get(value.unit, Text(value.unit, value.unit))
    return (
        name,
        Text(value_words(value.central, "bg"), value_words(value.central, "en")),
        Text(ends("bg"), ends("en")),
        unit,
        STATUSES[value.status],
        name_of(Text(known("bg"), known("en")), value.source),
    )
