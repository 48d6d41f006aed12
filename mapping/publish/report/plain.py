"""Texts from outside made fit for a document: no control characters that XML forbids, one line, no endless words."""

from __future__ import annotations

import re

from mapping.words import Language, Text

NAME = 120
"""Letters of a name that are shown; a longer one ends in an ellipsis."""
LONGEST = 3_000
"""Letters of a paragraph or a cell."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_YEAR = re.compile(r"(?<=\d) (?=г\.)")
_BLANKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")


def plain(text: str, longest: int = LONGEST) -> str:
    """`text` in one line, with a mark in the place of characters that XML 1.0 forbids or discourages, cut to
    `longest` letters. Non-breaking spaces stay, and a year keeps its „г.“ on its line.
    """
    shown = _YEAR.sub("\u00a0", _BLANKS.sub(" ", _ILLEGAL.sub("\ufffd", text)).strip(" "))
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def name_of(text: Text, code: str) -> Text:
    """A name as it can stand inside a sentence, in both languages; the code where there is no name."""

    def one(language: Language) -> str:
        return plain(text.of(language), NAME) or plain(code, NAME) or "?"

    return Text(one("bg"), one("en"))
