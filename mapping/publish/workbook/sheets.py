"""The sheets of the workbook, in their order."""

from __future__ import annotations

from mapping.publish.records import Lookup
from mapping.publish.uncovered import uncovered
from mapping.publish.workbook.evidence import assumptions, sources
from mapping.publish.workbook.money import money_by_fund, money_by_municipality
from mapping.publish.workbook.need import need_by_municipality, villages
from mapping.publish.workbook.sheet import Sheet
from mapping.publish.workbook.strategy import indicators, services, staff
from mapping.publish.workbook.summary import objectives, summary
from mapping.publish.workbook.uncovered import uncovered_list, uncovered_summary
from mapping.publish.workbook.units import units


def sheets_of(look: Lookup) -> tuple[Sheet, ...]:
    """Every sheet of a plan."""
    left = uncovered(look)
    return (
        summary(look),
        objectives(look),
        services(look),
        staff(look),
        indicators(look),
        units(look),
        villages(look),
        need_by_municipality(look),
        uncovered_summary(look, left),
        uncovered_list(look, left),
        money_by_fund(look),
        money_by_municipality(look),
        sources(look),
        assumptions(look),
    )
