"""Text for people, in Bulgarian and English, and numbers written as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

Language = Literal["bg", "en"]
LANGUAGES: tuple[Language, ...] = ("bg", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; Bulgarian first."""

    bg: str
    en: str

    def of(self, language: Language) -> str:
        """The words in `language`."""
        return self.bg if language == "bg" else self.en


def number(value: float, language: Language, decimals: int = 0) -> str:
    """`value` with `decimals` places, grouped and pointed as in `language` (bg: 1 234,5).

    Bulgarian groups only from five digits on (CLDR), as Bulgarian typography asks.
    """
    shown = round(value, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(shown if shown else 0.0, format=pattern, locale=language)


def as_written(value: float, language: Language) -> str:
    """`value` with as many decimals as it has, three at most (bg: 29,15)."""
    return format_decimal(value, format="#,##0.###", locale=language)


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """`share` (0..1) as a percentage."""
    return number(share * 100, language, decimals) + (" %" if language == "bg" else "%")


def share_percent(share: float, language: Language) -> str:
    """A part of a whole (0..1) as a percentage: not 100 % where anything is left out, nor 0 % where there is any."""
    shown = percent(share, language)
    if share < 1.0 and shown == percent(1.0, language):
        return Text("над ", "over ").of(language) + percent(0.99, language)
    if share > 0.0 and shown == percent(0.0, language):
        return Text("под ", "under ").of(language) + percent(0.01, language)
    return shown


def moment(value: datetime, language: Language) -> str:
    """`value` as day and time of the day where the program runs (22.11.2026 г., 08:05 / 22 Nov 2026, 08:05)."""
    here = value.astimezone()
    return f"{day(here.date(), language)}, {here:%H:%M}"


def day(value: date, language: Language) -> str:
    """`value` as a date people read (21.11.2026 г. / 21 Nov 2026)."""
    return format_date(value, format="medium", locale=language)
