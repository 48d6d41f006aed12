"""The evidence of the numbers on the first page, and the list of sources."""

from __future__ import annotations

from mapping.evidence.book import claim_of
from mapping.evidence.claim import Claim
from mapping.evidence.coverage import ALL, coverage_key
from mapping.evidence.facts import REGION, Facts
from mapping.evidence.tree import date_words, label_words, range_words, source_words, value_words
from mapping.publish.report.counted import SOURCE, counted
from mapping.publish.report.paper import Paper
from mapping.publish.report.plain import plain
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Language, Text

PARTS = 7
"""So many parts of a number are printed, the largest; the rest is one line that names the file."""
DEPTH = 1


def write(story: Story, paper: Paper) -> None:
    """The chains below the key figures, one level of each."""
    paper.appendix(Text("Доказателства за ключовите числа", "Evidence of the key figures"))
    paper.paragraph(
        Text("Всяко число от резюмето, от какво е направено и откъде е известно. Цялата верига на всички числа от картата, "
             "до реда в таблицата и до източника, е в evidence.csv; needsmap evidence отговаря за кое да е число.",
             "Each number of the summary, what it was made of and how it is known. The whole chain of all numbers of the "
             "map, down to the row of the table and the source, is in evidence.csv; needsmap evidence answers for any "
             "number.")
    )  # fmt: skip
    facts = Facts(story.look.case, story.look.plan)
    rows: list[tuple[Cell, ...]] = []
    levels: list[int] = []
    for key in _keys(facts):
        try:
            claim = claim_of(facts, key)
        except KeyError:
            continue
        for level, row in _rows(claim):
            levels.append(level)
            rows.append(row)
    paper.table(
        Table(
            Text("Доказателства за числата на резюмето", "Evidence of the numbers of the summary"),
            (words("Число", "Number", 72), digits("Стойност", "Value", 34), digits("Обхват", "Range", 28),
             words("Как е известно", "How it is known", 46)),
            rows, levels=tuple(levels),
        )
    )  # fmt: skip


def _keys(facts: Facts) -> list[str]:
    """The numbers of the summary, by their keys in evidence.csv."""
    covers = [coverage_key(facts, REGION, ALL, facts.last, measure) for measure in ("need", "served", "share")]
    units = [f"units/{kind}" for kind in ("all", "residential", "centre", "mobile")]
    return [*covers, *units, "money/capital", "money/running",
            *(f"stage/{stage.objective}/value" for stage in facts.plan.stages)]  # fmt: skip


def _rows(claim: Claim) -> list[tuple[int, tuple[Cell, ...]]]:
    """The claim and its largest parts."""
    parts = sorted(claim.parts, key=lambda part: -abs(part.value))
    shown, rest = parts[:PARTS], parts[PARTS:]
    if len(rest) == 1:
        shown, rest = parts, []
    rows: list[tuple[int, tuple[Cell, ...]]] = [(0, _row(claim, _known(claim)))]
    rows += [(1, _row(part, _see(part))) for part in shown]
    if rest:
        rows.append((1, (
            Text(f"и още {len(rest)} по-малки части", f"and {len(rest)} smaller parts"), None, None,
            Text("evidence.csv", "evidence.csv"),
        )))  # fmt: skip
    return rows


def _both(bg: str, en: str) -> Text:
    return Text(plain(bg, 300), plain(en, 300))


def _row(claim: Claim, known: Text) -> tuple[Cell, ...]:
    return (
        _both(claim.what.bg, claim.what.en),
        _both(value_words(claim, "bg"), value_words(claim, "en")),
        _both(range_words(claim, "bg"), range_words(claim, "en")),
        known,
    )


def _known(claim: Claim) -> Text:
    def said(language: Language) -> str:
        how = claim.how.of(language)
        short = f" ({how})" if how and len(how) <= 90 else ""
        source = (
            "" if claim.source is None else f"; {claim.source.publisher}, {date_words(claim.source.date, language)}"
        )
        return label_words(claim, language) + short + source

    return _both(said("bg"), said("en"))


def _see(part: Claim) -> Text:
    """A part that is told in full under its own key names it; others say how they are known."""
    return Text(part.see, part.see) if part.see is not None else _known(part)


def write_sources(story: Story, paper: Paper) -> None:
    """Every source of the tables, by its publisher."""
    sources = sorted(story.look.case.region.sources, key=lambda row: (row.publisher.casefold(), row.title.casefold()))
    paper.appendix(Text("Източници", "Sources"))
    number = counted(len(sources), SOURCE)
    paper.paragraph(
        Text(f"Таблиците на региона цитират {number.bg}. Адресите и условията за ползване са в sources.csv.",
             f"The region's tables quote {number.en}. Addresses and terms of use are in sources.csv.")
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (str(n), plain(row.title, 220), plain(row.publisher, 100), Text(date_words(row.date, "bg"),
                                                                        date_words(row.date, "en")))
        for n, row in enumerate(sources, 1)
    ]  # fmt: skip
    paper.table(
        Table(
            Text("Източници на данните по издател", "Sources of the data by publisher"),
            (digits("№", "No", 9), words("Заглавие", "Title", 92), words("Издател", "Publisher", 44),
             words("Дата", "Date", 25)),
            rows,
        )
    )  # fmt: skip


_ = source_words
EVIDENCE = Chapter(always, write)
SOURCES = Chapter(lambda story: bool(story.look.case.region.sources), write_sources)
