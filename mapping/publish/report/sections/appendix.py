"""The evidence of the numbers on the first page, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.evidence.book import claim_of
from mapping.evidence.claim import Claim
from mapping.evidence.coverage import ALL, coverage_key
from mapping.evidence.facts import REGION, Facts
from mapping.evidence.measures import SHARE
from mapping.evidence.tree import date_words, label_words
from mapping.publish.report.counted import SOURCE, counted, shown
from mapping.publish.report.paper import Paper
from mapping.publish.report.plain import plain
from mapping.publish.report.story import Chapter, Story, always
from mapping.publish.report.tables import Cell, Table, digits, words
from mapping.words import Language, Text, number, percent

HOW = 60
"""Letters of a formula that is printed; a longer one is in evidence.csv."""
WIDTHS = (3, 1, 1, 1, 1)
"""So many parts of a number are printed at each level below it, the largest first; only the first is followed on."""


def write(story: Story, paper: Paper) -> None:
    """The chains below the key figures."""
    paper.appendix(Text("Доказателства за ключовите числа", "Evidence of the key figures"))
    paper.paragraph(
        Text("Всяко число от резюмето, от какво е направено и откъде е известно. Цялата верига на всички числа от "
             "картата, "
             "до реда в таблицата и до източника, е в evidence.csv; needsmap evidence отговаря за кое да е число.",
             "Each number of the summary, what it was made of and how it is known. The whole chain of all numbers of "
             "the "
             "map, down to the row of the table and the source, is in evidence.csv; needsmap evidence answers for any "
             "number.")
    )  # fmt: skip
    facts = Facts(story.look.case, story.look.plan)
    rows: list[tuple[Cell, ...]] = []
    levels: list[int] = []
    told: set[str] = set()
    for key in _keys(facts):
        try:
            claim = claim_of(facts, key)
        except KeyError:
            continue
        for level, row in _chain(facts, claim, 0, told):
            levels.append(level)
            rows.append(row)
    paper.table(
        Table(
            Text("Доказателства за числата на резюмето", "Evidence of the numbers of the summary"),
            (words("Число", "Number", 68), digits("Стойност", "Value", 30), digits("Обхват", "Range", 36),
             words("Как е известно", "How it is known", 48)),
            rows, levels=tuple(levels),
        )
    )  # fmt: skip


def _keys(facts: Facts) -> list[str]:
    """The numbers of the summary, by their keys in evidence.csv."""
    covers = [coverage_key(facts, REGION, ALL, facts.last, measure) for measure in ("need", "served")]
    units = [f"units/{kind}" for kind in ("all", "residential", "centre", "mobile")]
    return [*covers, *units, "money/capital", "money/running",
            *(f"stage/{stage.objective}/value" for stage in facts.plan.stages)]  # fmt: skip


def _chain(facts: Facts, claim: Claim, level: int, told: set[str]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The claim, its largest parts, and what is below the largest, down to a source. What was `told` before is one
    line."""
    claim = _told(facts, claim)
    yield level, _row(claim)
    if level >= len(WIDTHS) or not claim.parts or claim.key in told:
        return
    told.add(claim.key)
    parts = sorted(claim.parts, key=lambda part: -abs(part.value))
    most = WIDTHS[level] if len(parts) > WIDTHS[level] + 1 else len(parts)
    for n, part in enumerate(parts[:most]):
        if n == 0:
            yield from _chain(facts, part, level + 1, told)
        else:
            yield level + 1, _row(_told(facts, part))
    if len(parts) > most and level == 0:
        left = shown(len(parts) - most)
        yield level + 1, (Text(f"и още по-малки части: {left.bg} (evidence.csv)",
                               f"and smaller parts: {left.en} (evidence.csv)"), None, None, None)  # fmt: skip


def _told(facts: Facts, claim: Claim) -> Claim:
    """The number in full, where it is told in full under a key of its own."""
    if claim.see is None:
        return claim
    try:
        return claim_of(facts, claim.see)
    except KeyError:
        return claim


def _row(claim: Claim) -> tuple[Cell, ...]:
    return (
        _both(claim.what.bg, claim.what.en),
        _both(_value(claim, "bg"), _value(claim, "en")),
        _both(_range(claim, "bg"), _range(claim, "en")),
        _both(_known(claim, "bg"), _known(claim, "en")),
    )


def _both(bg: str, en: str) -> Text:
    return Text(plain(bg, 300), plain(en, 300))


def _digits(value: float, language: Language) -> str:
    """Large numbers whole, others with the decimals that they have, two at most."""
    least = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2
    decimals = next((d for d in (0, 1) if d >= least or round(value, d) == round(value, 6)), 2)
    return number(value, language, decimals if abs(value) >= 1 or not value else 3)


def _value(claim: Claim, language: Language) -> str:
    if claim.unit == SHARE:
        return percent(claim.value, language, 1)
    return " ".join(filter(None, (_digits(claim.value, language), claim.unit.of(language))))


def _range(claim: Claim, language: Language) -> str:
    if claim.low is None or claim.high is None:
        return claim.range_note.of(language)
    return "" if claim.low == claim.high else f"{_digits(claim.low, language)}–{_digits(claim.high, language)}"


def _known(claim: Claim, language: Language) -> str:
    how = claim.how.of(language)
    said = label_words(claim, language) + (f" ({how})" if how and len(how) <= HOW else "")
    if claim.source is None:
        return said
    return f"{said}: {claim.source.publisher}, {date_words(claim.source.date, language)}"


def write_sources(story: Story, paper: Paper) -> None:
    """Every source of the tables, by its publisher."""
    sources = sorted(story.look.case.region.sources, key=lambda row: (row.publisher.casefold(), row.title.casefold()))
    paper.appendix(Text("Източници", "Sources"))
    many = counted(len(sources), SOURCE)
    paper.paragraph(
        Text(f"Таблиците на региона цитират {many.bg}. Адресите и условията за ползване са в sources.csv. "
             "Заглавията са на езика на самия източник.",
             f"The region's tables quote {many.en}. Addresses and terms of use are in sources.csv. Titles are in the "
             "language of the source itself.")
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


EVIDENCE = Chapter(always, write)
SOURCES = Chapter(lambda story: bool(story.look.case.region.sources), write_sources)
