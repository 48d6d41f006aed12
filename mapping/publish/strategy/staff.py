"""The staff table: places and staff now and planned, by unit, with totals by kind of service and of all (section 7.1.1
of the strategy of Haskovo municipality 2016-2020).

The staff of many units of today is not known. A total adds what is known and says of how many units it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mapping.catalogue.rows import Kind
from mapping.plan import PlanUnit
from mapping.publish.records import Lookup, plain
from mapping.publish.strategy.capacity import capacity, places_now, staff_now, stands_ever

KINDS: tuple[Kind, ...] = ("residential", "centre", "mobile")


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A unit, or a total: of a `kind`, or of all (`kind` None). Places, full posts; None: not known.

    `unknown_now`, `unknown_planned`: of how many units of the line the staff is not known (they are not in the sum).
    """

    unit: PlanUnit | None
    kind: Kind | None
    places_now: int
    staff_now: Decimal | None
    places_planned: int
    staff_planned: Decimal | None
    unknown_now: int
    unknown_planned: int

    @property
    def is_total(self) -> bool:
        """Whether the line adds others."""
        return self.unit is None


def staff_lines(look: Lookup) -> tuple[StaffLine, ...]:
    """The units of each kind, each kind's total after them, and the total of all at the end."""
    order = {service: n for n, service in enumerate(look.catalogue)}
    units = sorted((u for u in look.plan.units if stands_ever(look, u)), key=lambda unit: order[unit.service])
    lines: list[StaffLine] = []
    every: list[StaffLine] = []
    for kind in KINDS:
        of_kind = [_line(look, unit) for unit in units if unit.kind == kind]
        if of_kind:
            lines += [*of_kind, _total(of_kind, kind)]
            every += of_kind
    return (*lines, _total(every, None))


def _line(look: Lookup, unit: PlanUnit) -> StaffLine:
    now, planned = staff_now(look, unit), plain(unit.staff)
    places = capacity(look, unit)[look.last]
    return StaffLine(
        unit, unit.kind, places_now(look, unit), now, places, planned, int(now is None), int(planned is None)
    )


def _total(lines: list[StaffLine], kind: Kind | None) -> StaffLine:
    return StaffLine(
        unit=None,
        kind=kind,
        places_now=sum(line.places_now for line in lines),
        staff_now=sum((line.staff_now for line in lines if line.staff_now is not None), Decimal(0)),
        places_planned=sum(line.places_planned for line in lines),
        staff_planned=sum((line.staff_planned for line in lines if line.staff_planned is not None), Decimal(0)),
        unknown_now=sum(line.unknown_now for line in lines),
        unknown_planned=sum(line.unknown_planned for line in lines),
    )
