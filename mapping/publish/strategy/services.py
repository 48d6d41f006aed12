"""The summary table of planned services: one row a unit, in the columns of the strategy of Haskovo municipality
2016-2020 (part "Г": number, service, target groups, territorial reach, capacity by year, content, place, status, year).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapping.plan import PlanPeriod, PlanUnit
from mapping.publish.records import Lookup
from mapping.publish.strategy.capacity import capacity, is_new_team, places_now, stands_ever
from mapping.region.changes import ChangeKind
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A unit as the strategy lists it. `capacity` by period, `now` before the plan: places, or clients where `clients`.

    `groups` are those that the service is for, `content` what it does (both empty where the region's tables do not
    say); `start` is the year or period in which it begins to serve, None of a unit that serves today.
    """

    number: int
    unit: PlanUnit
    service: Text
    name: Text | None
    groups: tuple[Text, ...]
    reach: Text
    now: int
    capacity: tuple[int, ...]
    clients: bool
    teams: tuple[int, ...] | None
    content: Text | None
    place: Text
    municipality: Text
    status: Text
    start: str | None


ENLARGED: Mapping[ChangeKind, Text] = {
    "enlarge": Text("планирано разширение", "to be enlarged"),
    "shrink": Text("планирано намаляване на капацитета", "to be made smaller"),
    "transform": Text("планирано преобразуване в друга услуга", "to be transformed into another service"),
    "close": Text("планирано закриване", "to be closed"),
}


def planned_services(look: Lookup) -> tuple[PlannedService, ...]:
    """All units that stand before the plan or in it, by service in the order of the catalogue, numbered from 1."""
    order = {service: n for n, service in enumerate(look.catalogue)}
    units = sorted((u for u in look.plan.units if stands_ever(look, u)), key=lambda unit: order[unit.service])
    return tuple(_planned(look, number, unit) for number, unit in enumerate(units, 1))


def _planned(look: Lookup, number: int, unit: PlanUnit) -> PlannedService:
    catalogue = look.case.region.catalogue
    groups = {group.id: group.name for group in catalogue.groups}
    named = dict.fromkeys(rate.group for rate in catalogue.rates if rate.service == unit.service)
    contents = {row.service: Text(row.content_bg, row.content_en) for row in look.case.region.contents}
    known = look.existing.get(unit.home)
    status, start = _status(look, unit)
    return PlannedService(
        number=number,
        unit=unit,
        service=look.catalogue[unit.service].name,
        name=known.name if known else None,
        groups=tuple(groups[group] for group in named),
        reach=_reach(look, unit),
        now=places_now(look, unit),
        capacity=capacity(look, unit),
        clients=unit.kind == "mobile",
        teams=unit.units_in_service if is_new_team(unit) else None,
        content=contents.get(unit.service),
        place=look.settlements[unit.settlement].label,
        municipality=look.municipalities[unit.municipality].name,
        status=status,
        start=start,
    )


def _reach(look: Lookup, unit: PlanUnit) -> Text:
    known = look.existing.get(unit.home)
    catchment = known.catchment if known else look.catalogue[unit.service].catchment
    if catchment == "region":
        return look.case.region.title if known else look.planned_title
    name = look.municipalities[unit.municipality].name
    return Text(f"община {name.bg}", f"{name.en} municipality")


def _status(look: Lookup, unit: PlanUnit) -> tuple[Text, str | None]:
    """The status in the strategy's words, and when the unit begins to serve."""
    periods = look.plan.periods
    if unit.state == "new":
        start = _years(periods, min((o.first_service_period for o in unit.openings), default=None))
        return Text(f"нова, от {start or '?'} г.", f"new, from {start or '?'}"), start
    made = unit.change
    if unit.state == "transformed":
        start = _years(periods, made.first_service_period if made else None)
        return Text(
            f"нова, чрез преобразуване, от {start or '?'} г.", f"new, by transformation, from {start or '?'}"
        ), start
    if unit.state == "committed":
        steps = look.existing[unit.id].places if unit.id in look.existing else ()
        year = str(steps[0].year) if steps else None
        return Text(f"договорена или в изграждане, от {year or '?'} г.",
                    f"committed or under construction, from {year or '?'}"), year  # fmt: skip
    if made is None:
        begins = _begins(look, unit)
        if begins is not None:
            return Text(f"налична, от {begins} г.", f"existing, from {begins}"), begins
        return Text("налична, продължава дейността", "existing, continues"), None
    when, what = _years(periods, made.first_service_period), ENLARGED[made.kind]
    return Text(f"налична, {what.bg} от {when} г.", f"existing, {what.en} from {when}"), None


def _begins(look: Lookup, unit: PlanUnit) -> str | None:
    """The first year of an existing unit that had no places before the plan."""
    known = look.existing.get(unit.id)
    years = [step.year for step in known.places if step.places.central > 0] if known else []
    return str(min(years)) if years and places_now(look, unit) == 0 else None


def _years(periods: tuple[PlanPeriod, ...], period: int | None) -> str | None:
    """The years of a period; None after the last one, or where there is none."""
    return None if period is None or period >= len(periods) else periods[period].name
