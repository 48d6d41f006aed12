"""Rows of strategy_services.csv, strategy_staff.csv, strategy_indicators.csv and uncovered.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping.plan import Coverage
from mapping.publish.fields import Row
from mapping.publish.records import (
    Lookup,
    column_periods,
    named,
    of_coverage,
    of_municipality,
    of_service,
    of_settlement,
    plain,
)
from mapping.publish.strategy.indicators import indicator_lines
from mapping.publish.strategy.services import planned_services
from mapping.publish.strategy.staff import staff_lines
from mapping.publish.uncovered import uncovered
from mapping.words import Text


def joined(texts: Sequence[Text], between: str = ";") -> Text | None:
    """The texts in one, in both languages; None of none."""
    if not texts:
        return None
    return Text(between.join(text.bg for text in texts), between.join(text.en for text in texts))


def service_rows(look: Lookup) -> Iterator[Row]:
    """The summary table of planned services."""
    for planned in planned_services(look):
        unit = planned.unit
        row: Row = {
            "row": planned.number,
            "unit": unit.id,
            **of_service(look, unit.service),
            **named("name", planned.name),
            **named("groups", joined(planned.groups)),
            **named("reach", planned.reach),
            "now": planned.now,
            **named("content", planned.content),
            **of_settlement(look, unit.settlement),
            **of_municipality(look, unit.municipality),
            "state": unit.state,
            **named("status", planned.status),
            "start": planned.start,
        }
        for t, end in enumerate(column_periods(look.plan)):
            row[f"capacity_{end}"] = planned.capacity[t]
            row[f"teams_{end}"] = None if planned.teams is None else planned.teams[t]
        yield row


def staff_rows(look: Lookup) -> Iterator[Row]:
    """The staff table with its totals."""
    nobody: Row = {"unit": None, "service": None, **named("service", None), "ekatte": None, **named("settlement", None)}
    for line in staff_lines(look):
        unit = line.unit
        yield {
            "level": "unit" if unit is not None else "all" if line.kind is None else "kind",
            "kind": line.kind,
            **(
                nobody
                if unit is None
                else {"unit": unit.id, **of_service(look, unit.service), **of_settlement(look, unit.settlement)}
            ),
            "places_now": line.places_now,
            "staff_now": line.staff_now,
            "places_planned": line.places_planned,
            "staff_planned": line.staff_planned,
            "unknown_now": line.unknown_now,
            "unknown_planned": line.unknown_planned,
        }


def indicator_rows(look: Lookup) -> Iterator[Row]:
    """The indicator table."""
    for line in indicator_lines(look):
        yield {
            "indicator": line.code,
            **named("document", line.document),
            **named("name", line.name),
            **named("scope", line.scope),
            "unit": line.unit,
            "target_low": line.low,
            "target": line.target,
            "target_high": line.high,
            "reached": line.reached,
            "gap": line.gap,
            **named("counted", line.counted),
            "source": line.source,
        }


def uncovered_rows(look: Lookup) -> Iterator[Row]:
    """Who stays without a service, the most persons first."""
    for left in uncovered(look):
        need = left.need
        yield {
            **of_settlement(look, need.settlement),
            **of_municipality(look, need.municipality),
            **of_service(look, need.service),
            **of_coverage(Coverage(need.need_milli, need.unmet_milli)),
            "reason": left.reason,
            "nearest_unit": None if left.nearest is None else left.nearest.id,
            "nearest_ekatte": None if left.nearest is None else left.nearest.settlement,
            "minutes": plain(left.minutes),
            "km": plain(left.km),
        }
