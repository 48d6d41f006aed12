"""The tables of the strategy that a plan is held against: service_contents.csv and indicators.csv.

A region may lack both. They shape no plan: the first says what a service does, the second which targets the strategy
sets and how a plan's part in them is counted. Targets that contradict each other are rows of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from mapping.errors import ProblemLog, unknown_word
from mapping.tables import Code, EstimateRow, MunicipalityCode, Names, Row, Status, Table, check_known, check_ranges
from mapping.validation import refusal
from mapping.words import Text

SERVICE_CONTENTS, INDICATORS = "service_contents.csv", "indicators.csv"

LISTED_PATTERN = r"^([a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)*)?$"

Measure = Literal[
    "group_served", "need_served", "territory_reached", "units_shared", "units_in_service", "places", "not_counted"
]
"""group_served: of the persons of a group, those whom the services serve (who uses two counts twice); need_served: of
the group's need for the services, the served part; territory_reached: of the area, what units reach within the
standard; units_shared: units that serve two municipalities; units_in_service, places: units that stand, their places;
not_counted: a plan of places cannot say it."""

TargetUnit = Literal["percent", "units", "places", "persons"]

UNIT_OF: Mapping[str, TargetUnit] = {
    "group_served": "percent",
    "need_served": "percent",
    "territory_reached": "percent",
    "units_shared": "units",
    "units_in_service": "units",
    "places": "places",
}
OF_A_GROUP = ("group_served", "need_served")


class ServiceContentRow(Row):
    """What a service does, in one sentence."""

    service: Code
    content_bg: Annotated[str, Field(min_length=1)]
    content_en: Annotated[str, Field(min_length=1)]
    status: Status
    source: Code
    note: str = ""


class IndicatorRow(EstimateRow):
    """A target of a strategy: `central` is the least that it asks for; `low` and `high` are the ends of a target that
    is itself a range. `services` are joined with `;`, empty for all; `municipality` empty for the whole region."""

    indicator: Code
    document_bg: Annotated[str, Field(min_length=1)]
    document_en: Annotated[str, Field(min_length=1)]
    name_bg: Annotated[str, Field(min_length=1)]
    name_en: Annotated[str, Field(min_length=1)]
    measure: Measure
    group: Code | None = None
    services: Annotated[str, Field(pattern=LISTED_PATTERN)] = ""
    municipality: MunicipalityCode | None = None
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    unit: TargetUnit
    why_not_bg: str = ""
    why_not_en: str = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> IndicatorRow:
        if UNIT_OF.get(self.measure, self.unit) != self.unit:
            raise refusal(
                Text(f"{self.measure} се мери в {UNIT_OF[self.measure]}, а unit е {self.unit}",
                     f"{self.measure} is measured in {UNIT_OF[self.measure]}, but unit is {self.unit}"),
                Text("Поправете unit или measure.", "Correct unit or measure."),
            )  # fmt: skip
        if (self.measure in OF_A_GROUP) != (self.group is not None):
            raise refusal(
                Text(f"{self.measure} и group не вървят заедно", f"{self.measure} and group do not go together"),
                Text("Групата се посочва при group_served и need_served и само там.",
                     "A group is named with group_served and need_served, and only there."),
            )  # fmt: skip
        if (self.measure == "not_counted") != bool(self.why_not_bg and self.why_not_en):
            raise refusal(
                Text("не е казано защо показателят не се брои, или се брои, а има такова обяснение",
                     "it is not said why the indicator is not counted, or it is counted and there is a reason"),
                Text("Попълнете why_not_bg и why_not_en при not_counted и само там.",
                     "Fill in why_not_bg and why_not_en with not_counted, and only there."),
            )  # fmt: skip
        return self

    @property
    def listed(self) -> tuple[str, ...]:
        """The services one by one."""
        return tuple(self.services.split(";")) if self.services else ()


@dataclass(frozen=True, slots=True)
class StrategyTables:
    """The two tables as they were read."""

    contents: Table[ServiceContentRow]
    indicators: Table[IndicatorRow]

    @property
    def with_sources(self) -> tuple[Table[Row], ...]:
        """Both name a source in every row."""
        return (self.contents, self.indicators)


def check_strategy_tables(t: StrategyTables, services: Names, groups: Names, places: Names, log: ProblemLog) -> None:
    """Note rows given twice, ranges out of order and names that the other tables do not know."""
    for table, key in ((t.contents, "service"), (t.indicators, "indicator")):
        seen: dict[str, int] = {}
        for line in table.lines:
            value = str(getattr(line.row, key))
            if value in seen:
                log.add(table.where(line, key),
                        Text(f"повтаря ред {seen[value]}", f"repeats row {seen[value]}"),
                        Text("Оставете само единия ред.", "Keep only one of the two rows."))  # fmt: skip
            seen.setdefault(value, line.number)
    check_known(t.contents, log, lambda row: row.service, "service", services)
    check_ranges(t.indicators, log)
    check_known(t.indicators, log, lambda row: row.group, "group", groups)
    check_known(t.indicators, log, lambda row: row.municipality, "municipality", places)
    known = None if services is None else {word for (word,) in services}
    for named in t.indicators.lines if known is not None else ():
        for service in named.row.listed:
            if known is not None and service not in known:
                unknown_word(log, t.indicators.where(named, "services"), service, known)
