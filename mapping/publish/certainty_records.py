"""What an ensemble adds to the records of units and settlements."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mapping.plan import Plan
from mapping.publish.certainty import CERTAINTY_WORDS, unit_certainties
from mapping.publish.fields import SETTLEMENT_RANGE, UNIT_CERTAINTY, Row
from mapping.publish.records import plain
from mapping.uncertainty.certainty import certainty_of
from mapping.uncertainty.types import Certainties, MarkCertainty

SIX = Decimal("0.000001")


def six(value: float) -> Decimal | None:
    """`value` with six decimals; None where it is not a finite number."""
    exact = plain(value)
    return None if exact is None else exact.quantize(SIX)


def with_certainty(plan: Plan, certainties: Certainties, rows: Sequence[Row]) -> list[Row]:
    """Rows of units with how sure each is; empty for units that are not new, or not in service in the last period."""
    sure = unit_certainties(plan, certainties)
    nothing: Row = dict.fromkeys((field.name for field in UNIT_CERTAINTY), None)
    return [row | (_of_unit(marks) if (marks := sure.get(str(row["unit"]))) else nothing) for row in rows]


def _of_unit(marks: Sequence[MarkCertainty]) -> Row:
    least = marks[-1].share
    counts: Row = {f"units_{name}": sum(mark.certainty == name for mark in marks) for name in CERTAINTY_WORDS}
    return counts | {"share_first": six(marks[0].share), "share_all": six(least), "certainty": certainty_of(least)}


def with_ranges(certainties: Certainties, rows: Sequence[Row]) -> list[Row]:
    """Rows of settlements with the range of their served share; empty where there is no need."""
    ranges = {served.settlement: served for served in certainties.served}
    nothing: Row = dict.fromkeys((field.name for field in SETTLEMENT_RANGE), None)
    found = []
    for row in rows:
        served = ranges.get(str(row["ekatte"]))
        found.append(
            row | nothing
            if served is None
            else row
            | {
                "share_low": six(served.low),
                "share_median": six(served.median),
                "share_high": six(served.high),
            }
        )
    return found
