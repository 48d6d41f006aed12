"""The targets of the strategy and of the scenario, and what the plan reaches of them."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.publish.report.counted import NBSP, PERSON, PLACE, UNIT, Noun, agree, counted, share, shown
from mapping.publish.report.names import years
from mapping.publish.report.paper import Paper
from mapping.publish.report.story import Chapter, Story
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.publish.strategy.indicators import IndicatorLine, indicator_lines
from mapping.region.strategy_tables import TargetUnit
from mapping.words import Text

NOUNS: Mapping[TargetUnit, Noun] = {"units": UNIT, "places": PLACE, "persons": PERSON}
TARGET = Noun(Text("показател", "target"), Text("показателя", "targets"))


def wanted(story: Story) -> bool:
    """Whether a strategy or the scenario sets targets."""
    keys = story.look.case.scenario.keys
    return bool(story.look.case.region.indicators or keys.coverage or keys.inter_municipal)


def write(story: Story, paper: Paper) -> None:
    """Those that can be counted in a table, the others named."""
    paper.heading(Text("Показатели: цел и какво достига планът", "Targets, and what the plan reaches"))
    lines = indicator_lines(story.look)
    told = [line for line in lines if line.reached is not None]
    silent = [line for line in lines if line.reached is None]
    met = sum(line.gap == 0 for line in told)
    can = agree(len(told), Text("може да се преброи", ""), Text("могат да се преброят", ""))
    period, number = years(story.figures.period), counted(len(told), TARGET)
    paper.paragraph(
        Text(f"За {period.bg} {can.bg} {number.bg}; достигнати: {met}. Целите на документите са "
             "четени дословно; когато два документа поставят различни цели, стоят и двете.",
             f"In {period.en} {number.en} can be counted; met: {met}. The targets of the documents are read as "
             "written; where two documents set different targets, both stand.")
    )  # fmt: skip
    if told:
        paper.table(_table(told))
        paper.small(
            Text("Документите говорят за хора от една група: техните проценти са от всички лица в нея. Праговете на "
                 "сценария са от оценената потребност от изброените услуги, която е по-малка; затова при една и съща "
                 "цел процентите са различни. Как е броен всеки показател, е в strategy_indicators.csv.",
                 "The documents speak of the people of a group: their percentages are of all persons in it. The floors "
                 "of the scenario are of the estimated need for the services listed, which is less; so the "
                 "percentages differ where the aim is the same. How each was counted is in strategy_indicators.csv.")
        )  # fmt: skip
    if silent:
        many = counted(len(silent), TARGET)
        say = agree(len(silent), Text("не може да се прочете", "cannot be read"),
                    Text("не могат да се прочетат", "cannot be read"))  # fmt: skip
        paper.paragraph(
            Text(f"Още {many.bg} {say.bg} от план на места и потребители (например промяна в живота на хората); те, с "
                 "причината, са в strategy_indicators.csv.",
                 f"Another {many.en} {say.en} off a plan of places and users (for example a change in people's lives); "
                 "they are in strategy_indicators.csv, with the reason.")
        )  # fmt: skip


def _table(lines: list[IndicatorLine]) -> Table:
    def value(line: IndicatorLine, number: float) -> Text:
        return share(number / 100) if line.unit == "percent" else counted(number, NOUNS[line.unit])

    def missing(line: IndicatorLine, number: float) -> Text:
        points = shown(number, 1)
        return (
            Text(f"{points.bg}{NBSP}пр.{NBSP}п.", f"{points.en} pp") if line.unit == "percent" else value(line, number)
        )

    rows: list[tuple[Cell, ...]] = [
        (line.name, line.scope, line.document, value(line, float(line.target)), value(line, float(line.reached or 0)),
         Text("достигната", "met") if line.gap == 0 else missing(line, float(line.gap or 0)))
        for line in lines
    ]  # fmt: skip
    return Table(
        Text("Показатели", "Targets"),
        (words("Показател", "Target", 62), words("Обхват", "Scope", 28), words("Документ", "Document", 28),
         digits("Цел", "Aim", 18), digits("Достига планът", "The plan reaches", 20),
         digits("Недостиг", "Missing", 20)),
        rows,
    )  # fmt: skip


INDICATORS = Chapter(wanted, write)
