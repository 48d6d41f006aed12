"""Words and columns that several sheets share."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.plan import PlanPeriod
from mapping.publish.certainty_words import STATUS_WORDS
from mapping.publish.workbook.sheet import Column, Kind
from mapping.region.rows import MoneyKind
from mapping.region.strategy_tables import TargetUnit
from mapping.words import Text

SERVICE_KINDS: Mapping[str, Text] = {
    "residential": Text("резидентна", "residential"),
    "centre": Text("дневна, център", "centre"),
    "mobile": Text("мобилна", "mobile"),
}
MONEY_KINDS: Mapping[MoneyKind, Text] = {
    "capital": Text("капиталови", "capital"),
    "running": Text("текущи", "running"),
}
STATES: Mapping[str, Text] = {
    "existing": Text("налична", "existing"),
    "changed": Text("налична, променена", "existing, changed"),
    "committed": Text("договорена / в изграждане", "committed / under construction"),
    "transformed": Text("преобразувана", "transformed"),
    "new": Text("нова", "new"),
}
STATUSES = STATUS_WORDS
"""How a value of the tables is known."""
TARGET_UNITS: Mapping[TargetUnit, Text] = {
    "percent": Text("%", "%"),
    "units": Text("звена", "units"),
    "places": Text("места", "places"),
    "persons": Text("лица", "persons"),
}
WHOLE_REGION = Text("целият регион", "the whole region")
TOTAL = Text("Общо", "Total")


def column(bg: str, en: str, kind: Kind, width: int) -> Column:
    """A column by its heading in both languages."""
    return Column(Text(bg, en), kind, width)


def by_period(periods: tuple[PlanPeriod, ...], bg: str, en: str, kind: Kind, width: int) -> tuple[Column, ...]:
    """A column for each period, its years after the heading."""
    return tuple(column(f"{bg} {period.name}", f"{en} {period.name}", kind, width) for period in periods)
