"""A value as a cell of a table that a Bulgarian Excel opens by a double click."""

from __future__ import annotations

import re
from decimal import Decimal

from mapping.publish.fields import Cell
from mapping.publish.tables import guarded

_MONTHS = "яну|фев|март|мар|апр|май|юни|юли|авг|сеп|окт|ное|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMBER = r"[(+−-]?[€$£]?[ .,]*\d[\d .,/:%()eE+\u00a0\u202f−-]*(лв\.?|€|г\.|ч\.|am|pm)?"
_MONTH = rf"(\d+[ ./-]*({_MONTHS})|({_MONTHS})[а-яa-z]*\.?[ ./-]*\d)[а-яa-z\d ./-]*"
_WORD = "true|false|вярно|невярно|истина|лъжа"
_TAKEN_FOR_A_NUMBER = re.compile(rf"\s*({_NUMBER}|{_MONTH}|{_WORD})\s*", re.IGNORECASE)
"""What Excel takes for a number, money, a date (5-6, 1 юни) or a truth value when it opens a CSV, and rewrites."""
_YEARS = re.compile(r"\d{4}-\d{4}(;\d{4}-\d{4})*")
"""Periods: there is no month of that number, so Excel leaves them alone."""
_QUOTED = re.compile('[";\r\n]')


def cell_text(cell: Cell) -> str:
    """The cell as it stands in the file: decimal comma, an apostrophe before texts that Excel would change."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = kept(cell)
        return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
    if isinstance(cell, bool):
        return "да" if cell else "не"
    return format(cell, "f").replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def kept(text: str) -> str:
    """`text` with an apostrophe in front where Excel would take it for a formula, a number, a date or a truth value.

    Text that already begins with apostrophes before such a thing gets one more, so that `given_back` is exact.
    """
    return "'" + text if _taken(text) else guarded(text)


def given_back(text: str) -> str:
    """The text that was `kept`: one apostrophe less where there is one that guards."""
    return text[1:] if text.startswith("'") and kept(text[1:]) == text else text


def _taken(text: str) -> bool:
    bare = text.lstrip("'")
    return _TAKEN_FOR_A_NUMBER.fullmatch(bare) is not None and _YEARS.fullmatch(bare) is None
