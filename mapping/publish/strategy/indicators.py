"""The indicator table: what the strategy and the scenario want reached, what the plan reaches, and what is missing.

The strategy's targets are rows of the region's indicators.csv, read literally: "30 % of the children with disabilities"
are 30 % of the group, not of those who need the services. What the scenario asks of the plan (coverage,
inter_municipal) stands below them, counted as its rule counts it. Everything is counted in the last period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mapping.publish.records import Lookup
from mapping.publish.strategy.counting import Counted, by_the_scenario, listed_words, of_group, of_units, shared_units
from mapping.region.strategy_tables import IndicatorRow, TargetUnit
from mapping.scenario import CoverageFloor
from mapping.words import Text

SCENARIO = Text("Сценарий", "Scenario")
NOT_PLANNED = Text(
    "Не всички услуги на показателя се планират в този сценарий.",
    "Not all services of the indicator are planned in this scenario.",
)

ELSEWHERE = Text(
    "Сценарият не планира за всички общини, за които е показателят.",
    "The scenario does not plan for all the municipalities that the indicator is of.",
)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A target and what the plan reaches of it, in `unit`; `reached` and `gap` are None where the plan cannot say.

    `counted` says how, with the numbers behind a percentage, or why not. `low` and `high` are the ends of a target
    that is a range; `gap` is what is missing to `target`, 0 where it is met.
    """

    code: str
    document: Text
    name: Text
    scope: Text
    low: Decimal
    target: Decimal
    high: Decimal
    unit: TargetUnit
    reached: Decimal | None
    gap: Decimal | None
    counted: Text
    source: str | None


def indicator_lines(look: Lookup) -> tuple[IndicatorLine, ...]:
    """The strategy's targets in the order of the table, then what the scenario asks for."""
    return (*(_of_row(look, row) for row in look.case.region.indicators), *_of_scenario(look))


def _of_row(look: Lookup, row: IndicatorRow) -> IndicatorLine:
    low, target, high = (_exact(value) for value in (row.low, row.central, row.high))
    counted = _count(look, row)
    place = Text("", "") if row.municipality is None else look.municipalities[row.municipality].name
    scope = Text(f"община {place.bg}", f"{place.en} municipality") if row.municipality else look.case.region.title
    return IndicatorLine(
        row.indicator, Text(row.document_bg, row.document_en), Text(row.name_bg, row.name_en), scope,
        low, target, high, row.unit, counted.value, gap_of(target, counted.value), counted.how, row.source,
    )  # fmt: skip


def _count(look: Lookup, row: IndicatorRow) -> Counted:
    if row.measure == "not_counted":
        return Counted(None, Text(row.why_not_bg, row.why_not_en))
    planned = {service.id for service in look.services}
    if not planned.issuperset(row.listed):
        return Counted(None, NOT_PLANNED)
    if not set(look.municipalities if row.municipality is None else (row.municipality,)).issubset(look.planned):
        return Counted(None, ELSEWHERE)
    if row.measure in ("units_shared", "units_in_service", "places"):
        return of_units(look, row)
    if row.measure == "group_served" and row.group is not None:
        return of_group(look, row, row.group)
    floor = CoverageFloor(
        services=row.listed, group=row.group, of="territory" if row.measure == "territory_reached" else "need",
        share=min(1.0, row.central / 100), by=look.plan.periods[look.last].last_year, municipality=row.municipality,
    )  # fmt: skip
    return by_the_scenario(look, floor)


def _of_scenario(look: Lookup) -> Iterator[IndicatorLine]:
    keys = look.case.scenario.keys
    for number, floor in enumerate(keys.coverage, 1):
        counted = by_the_scenario(look, floor)
        target = _exact(floor.share * 100)
        yield IndicatorLine(
            f"coverage[{number}]", SCENARIO, _floor_name(look, floor), _floor_scope(look, floor), target, target,
            target, "percent", counted.value, gap_of(target, counted.value), counted.how, None,
        )  # fmt: skip
    asked = keys.inter_municipal
    if asked is not None:
        counted, target = shared_units(look, asked.services, asked.persons, None, ("new",)), Decimal(asked.units)
        listed = listed_words(look, asked.services)
        name = Text(f"нови междуобщински звена: {listed.bg}", f"new inter-municipal units: {listed.en}")
        yield IndicatorLine(
            "inter_municipal", SCENARIO, name, look.planned_title, target, target, target,
            "units", counted.value, gap_of(target, counted.value), counted.how, None,
        )  # fmt: skip


def gap_of(target: Decimal, reached: Decimal | None) -> Decimal | None:
    """What is missing to the target; 0 where it is met, None where nothing was counted."""
    return None if reached is None else max(Decimal(0), target - reached)


def _floor_name(look: Lookup, floor: CoverageFloor) -> Text:
    what = {
        "need": Text("обслужена потребност", "need served"),
        "territory": Text("достигната територия", "territory reached"),
        "settlements": Text("достигнати населени места", "settlements reached"),
        "municipalities": Text("общини със звено", "municipalities with a unit"),
    }[floor.of]
    groups = {group.id: group.name for group in look.case.region.catalogue.groups}
    group = Text("", "") if floor.group is None else groups[floor.group]
    listed = listed_words(look, floor.services)
    return Text(
        f"{what.bg}{', ' + group.bg if group.bg else ''}: {listed.bg} (до {floor.by} г.)",
        f"{what.en}{', ' + group.en if group.en else ''}: {listed.en} (by {floor.by})",
    )


def _floor_scope(look: Lookup, floor: CoverageFloor) -> Text:
    if floor.each_municipality:
        return Text("всяка община (тук най-лошата)", "each municipality (here the worst)")
    if floor.municipality is None:
        return look.planned_title
    name = look.municipalities[floor.municipality].name
    return Text(f"община {name.bg}", f"{name.en} municipality")


def _exact(value: float) -> Decimal:
    """A target as it is written, without the noise of floating point."""
    return Decimal(repr(round(value, 6))).normalize() + Decimal(0) if value else Decimal(0)
