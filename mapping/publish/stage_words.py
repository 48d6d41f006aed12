"""Stages of the solver in words: their values and how they ended."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from mapping.model import OBJECTIVE_WORDS
from mapping.plan import StageStatus
from mapping.words import Language, Text, number, percent

STATUS_WORDS: Mapping[StageStatus, Text] = {
    "optimal": Text("доказано най-добро", "proven best"),
    "within_gap": Text("доказано до исканата точност", "proven within the wanted gap"),
    "time_limit": Text("СПРЯНО ОТ ВРЕМЕТО, точността не е достигната", "STOPPED BY THE CLOCK, gap not reached"),
    "cancelled": Text("СПРЯНО ПО ЖЕЛАНИЕ, точността не е достигната", "STOPPED ON REQUEST, gap not reached"),
}


def stage_name(objective: str, language: Language) -> str:
    """The objective in words."""
    return OBJECTIVE_WORDS[objective][0].of(language)


def stage_value(objective: str, value: float | None, language: Language) -> str:
    """A value of the objective, without its unit; a dash where there is none."""
    if value is None or not isfinite(value):
        return "–"
    if objective == "worst_served":
        return percent(value, language, 1)
    return number(value, language, 0 if abs(value) >= 1000 else 1)


def gap_words(gap: float | None, language: Language) -> str:
    """A relative gap as a percentage; a dash where it is not known."""
    return "–" if gap is None or not isfinite(gap) else percent(gap, language, 2)
