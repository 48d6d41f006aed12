"""What is wrong with a file that is no TOML, in words: the line, what stands there, what to write instead."""

from __future__ import annotations

import re

from mapping.errors import ProblemLog, Where, meant
from mapping.letters import latin, look_alikes
from mapping.words import Text

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate", "Cannot redefine")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_WORD = re.compile(r"\w+")
_COMMA = re.compile(r"=\s*[+-]?(\d+),(\d+)\s*$")

_SAID: tuple[tuple[str, Text], ...] = (
    ("Expected '='", Text("след ключа няма знак =", "there is no = after the key")),
    ("Expected newline", Text("след стойността има още нещо", "something stands after the value")),
    ("Expected ']", Text("разделът няма затваряща скоба", "the section has no closing bracket")),
    ("Unclosed", Text("отворена скоба няма край", "an open bracket is never closed")),
    ("Unterminated", Text("текст в кавички няма край", "a text in quotation marks has no end")),
    (
        "Illegal character",
        Text("текст в кавички няма край на реда си", "a text in quotation marks does not end on its line"),
    ),
    ("Invalid value", Text("това не е стойност", "this is no value")),
    ("Invalid date", Text("няма такава дата", "there is no such date")),
    ("Unescaped", Text("знакът \\ в текст се пише \\\\", "the sign \\ in a text is written \\\\")),
    (
        "Invalid initial character",
        Text("ключът започва с непозволен знак", "the key begins with a sign that may not stand there"),
    ),
    (
        "Invalid statement",
        Text("редът не е нито ключ = стойност, нито [раздел]", "the line is neither key = value nor [section]"),
    ),
)
"""What the parser says, and the same for planners."""


def note_no_toml(log: ProblemLog, file: str, text: str, said: str) -> None:
    """Note what the parser `said` of the `text` of `file`, with the line that it names."""
    place = _PLACE.search(said)
    row = int(place["line"]) if place is not None and place["line"] is not None else None
    if said.startswith(_TWICE):
        log.add(
            Where(file, row=row),
            Text("ключ или раздел е даден два пъти", "a key or a section is given twice"),
            Text("Оставете само единия; разделите на един списък се пишат [[така]].",
                 "Keep only one of them; the sections of a list are written [[so]]."),
        )  # fmt: skip
        return
    what = next((words for beginning, words in _SAID if said.startswith(beginning)), Text(said, said))
    lines = text.splitlines()
    line = lines[row - 1] if row is not None and row <= len(lines) else ""
    log.add(
        Where(file, row=row),
        Text(f"файлът не е правилен TOML: {what.bg}", f"the file is not valid TOML: {what.en}"),
        _instead(line) or Text("Поправете посочения ред.", "Correct the line named."),
    )


def _instead(line: str) -> Text | None:
    """What to write instead of `line`, where a usual slip can be seen in it."""
    bare = _QUOTED.sub('""', line).partition("#")[0].rstrip()
    if any(mark in bare for mark in "„“”«»’‘"):
        return Text('Пишете прави кавички: "…".', 'Write straight quotation marks: "…".')
    comma = _COMMA.search(bare)
    if comma is not None:
        point = f"{comma[1]}.{comma[2]}"
        return Text(f"Десетичният знак е точка: {point}.", f"The decimal sign is a point: {point}.")
    word = next((word for word in _WORD.findall(bare) if not word.isascii()), None)
    if word is None:
        return None
    if word.lower() in ("да", "не"):
        return Text("Пишете true (да) или false (не).", "Write true or false.")
    if look_alikes(word):
        return meant(word, latin(word))
    return Text(
        f"„{word}“ не е на латиница: ключовете се пишат с латински букви, а текст на български в прави кавички.",
        f"“{word}” is not in Latin letters: keys are, and Bulgarian text stands in straight quotation marks.",
    )
