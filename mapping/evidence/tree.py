"""A claim as a tree of lines that a planner can read, with the sources listed once at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mapping.evidence.arithmetic import figure
from mapping.evidence.claim import LABELS, Claim
from mapping.evidence.measures import EURO, EURO_A_YEAR
from mapping.region.rows import SourceRow
from mapping.words import Language, Text, day, number

HOW = Text("как", "how")
WHERE = Text("къде", "where")
NOTE = Text("бележка", "note")
SOURCE = Text("източник", "source")
SOURCES = Text("Източници", "Sources")
RANGE = Text("обхват", "range")
MORE = Text("повече", "more")
ABOVE = Text("вж. по-горе", "see above")
ASSUMED = Text("почива на допускания", "rests on assumptions")


class Bibliography:
    """The sources of some trees, numbered in the order in which they are met."""

    def __init__(self) -> None:
        """No source yet."""
        self._numbers: dict[str, tuple[int, SourceRow]] = {}
        self._told: set[str] = set()

    def number(self, source: SourceRow) -> int:
        """The number of `source`."""
        return self._numbers.setdefault(source.source, (len(self._numbers) + 1, source))[0]

    def is_new(self, words: str) -> bool:
        """Whether a note, or the key of a claim, was not met before: each is told once."""
        new = words not in self._told
        self._told.add(words)
        return new

    def lines(self, language: Language) -> list[str]:
        """The list, with heading; nothing where no source was met."""
        if not self._numbers:
            return []
        head = f"{SOURCES.of(language)}:"
        return [head, *(f"  [{n}] {source_words(row, language)}" for n, row in self._numbers.values())]


def source_words(row: SourceRow, language: Language) -> str:
    """Publisher, title, date and address."""
    title = f"„{row.title}“" if language == "bg" else f"“{row.title}”"
    parts = [f"{row.publisher}, {title}, {date_words(row.date, language)}", row.address, f"({row.source})"]
    return " ".join(filter(None, parts))


def date_words(value: date | str, language: Language) -> str:
    """A source's date as people read it; what stands in its place where it has none."""
    if isinstance(value, date):
        return day(value, language)
    said = str(value)
    try:
        return day(date.fromisoformat(said), language)
    except ValueError:
        pass
    if not said.startswith("n.d."):
        return f"{said} г." if language == "bg" and re.fullmatch(r"\d{4}", said) else said
    years = re.findall(r"\d{4}(?:-\d{4})?", said)
    if years:
        return Text(f"без дата (около {years[0]} г.)", f"no date (about {years[0]})").of(language)
    return Text("без дата", "no date").of(language)


def value_words(claim: Claim, language: Language) -> str:
    """The value with its unit."""
    if claim.unit in (EURO, EURO_A_YEAR):
        shown = number(claim.value, language, 0 if float(claim.value).is_integer() else 2)
    else:
        shown = figure(claim.value, language)
    return " ".join(filter(None, (shown, claim.unit.of(language))))


def label_words(claim: Claim, language: Language) -> str:
    """How it is known, and whether it rests on assumptions."""
    words = LABELS[claim.label].of(language)
    if claim.assumed and claim.label not in ("assumption", "unstated"):
        words += f"; {ASSUMED.of(language)}"
    return words


def range_words(claim: Claim, language: Language) -> str:
    """From the low to the high end, or the range in words; empty where neither is known."""
    if claim.low is not None and claim.high is not None:
        if claim.low == claim.high:
            return ""
        return f"{figure(claim.low, language)} – {figure(claim.high, language)}"
    return claim.range_note.of(language)


def tree_lines(claim: Claim, language: Language, sources: Bibliography, depth: int | None = None) -> Iterator[str]:
    """The lines of `claim` and of everything under it, down to `depth` levels (None: all).

    What is told in full under a key of its own is one line that ends with this key.
    """
    yield from _lines(claim, language, sources, depth, "", "")


def _lines(
    claim: Claim, language: Language, sources: Bibliography, depth: int | None, first: str, rest: str
) -> Iterator[str]:
    deeper = claim.parts if depth is None or depth > 0 else ()
    head = f"{first}{claim.what.of(language)} = {value_words(claim, language)}"
    if claim.see is not None:
        yield f"{head}  → {claim.see}"
        return
    if claim.parts and not sources.is_new(claim.key):
        yield f"{head}  ({ABOVE.of(language)})"
        return
    yield f"{head}  [{label_words(claim, language)}]"
    under = rest + ("│  " if deeper else "   ")
    for name, words in _remarks(claim, language, sources):
        yield f"{under}{name.of(language)}: {words}"
    if claim.parts and not deeper:
        yield f"{under}… {MORE.of(language)}: {_count(claim)}"
    for n, part in enumerate(deeper):
        last = n == len(deeper) - 1
        left = None if depth is None else depth - 1
        yield from _lines(
            part, language, sources, left, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  ")
        )


def _remarks(claim: Claim, language: Language, sources: Bibliography) -> Iterator[tuple[Text, str]]:
    if how := claim.how.of(language):
        yield HOW, how
    if reach := range_words(claim, language):
        yield RANGE, reach
    if claim.where is not None:
        place = claim.where.of(language)
        yield WHERE, place
    if claim.source is not None:
        published = f"{claim.source.publisher}, {date_words(claim.source.date, language)}"
        yield SOURCE, f"[{sources.number(claim.source)}] {published}"
    if (note := claim.note.of(language)) and sources.is_new(note):
        yield NOTE, note


def _count(claim: Claim) -> int:
    return sum(1 for _ in claim.walk()) - 1


def forest_lines(claims: Sequence[Claim], language: Language, depth: int | None = None) -> Iterator[str]:
    """Several trees with a blank line between them, then the list of all their sources."""
    sources = Bibliography()
    for n, claim in enumerate(claims):
        if n:
            yield ""
        yield from tree_lines(claim, language, sources, depth)
    listed = sources.lines(language)
    if listed:
        yield ""
        yield from listed
