"""The units of one service in a table: where, what, since when, for how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.plan import Plan, PlanUnit, users_of
from mapping.publish.printed.legend import draw_heading
from mapping.publish.printed.marks import draw_mark
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import Mark, State, state_of
from mapping.publish.printed.text import clip, put
from mapping.units import MILLI
from mapping.words import Language, Text, number

SIZE, HEAD_SIZE = 6.8, 6.5
ROW, TIGHT = 4.0, 2.75
"""Height of a row, and its least height, mm."""
COLUMNS, TEAM_COLUMNS = (33.0, 20.0, 1.0), (44.0, 33.5, 18.5, 1.0)
"""Right ends of the columns of figures from the right edge of the table, mm: of places, and of mobile services."""

UNITS = Text("Звена и екипи на услугата", "Units and teams of the service")
HEADS = (Text("от", "since"), Text("места", "places"), Text("потребители", "users"))
TEAM_HEADS = (Text("от", "since"), Text("екипи", "teams"), Text("капацитет", "capacity"), Text("потребители", "users"))
"""The capacity of a unit of today is its clients; what a new team can do depends on its ways."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in service in the last period: its settlement and mark, the period since which a new one serves or an
    existing one is changed (empty for the others), and its users (persons)."""

    place: Text
    mark: Mark
    since: str
    users: float


def unit_lines(case: Case, plan: Plan, service: str) -> tuple[UnitLine, ...]:
    """The units of `service` in service in the last period: new ones first, then by users."""
    last = len(plan.periods) - 1
    names = {place.ekatte: place.name for place in case.region.settlements}
    number_ = case.region.catalogue.service(service).number
    users = users_of(plan)
    found = []
    for unit in plan.units:
        if unit.service != service or not (unit.places[last] or unit.units_in_service[last]):
            continue
        mark = Mark(number_, unit.kind, state_of(unit), unit.units_in_service[last], unit.places[last])
        persons = users.get((unit.id, last), 0) / MILLI
        found.append(UnitLine(names[unit.settlement], mark, _since(plan, unit), persons))
    order: list[State] = ["new", "transformed", "committed", "changed", "existing"]
    return tuple(sorted(found, key=lambda one: (order.index(one.mark.state), -one.users, one.place.bg)))


def _since(plan: Plan, unit: PlanUnit) -> str:
    """The period in which a new unit begins to serve or a change takes effect; empty for units of today."""
    firsts = [opening.first_service_period for opening in unit.openings]
    if unit.change is not None:
        firsts = [unit.change.first_service_period]
    return plan.periods[min(firsts)].name if firsts and min(firsts) < len(plan.periods) else ""


def draw_unit_table(
    axes: Axes, room: Rect, lines: Sequence[UnitLine], *, mobile: bool, counted: bool, language: Language
) -> float:
    """Draw the table in `room`; what does not fit is counted in its last row. Returns the y below, mm.

    Users are shown where they are `counted`: not of a service whose need nobody estimates.
    """
    if not lines:
        return room.y1
    y = draw_heading(axes, room, room.y1, UNITS.of(language))
    rights = [room.x1 - column for column in (TEAM_COLUMNS if mobile else COLUMNS)]
    for head, right in zip(TEAM_HEADS if mobile else HEADS, rights, strict=True):
        put(axes, right, y - 2.4, head.of(language), HEAD_SIZE, across="right", color="#444444")
    y -= 3.6
    row = max(TIGHT, min(ROW, (y - room.y0) / len(lines)))
    fit = int((y - room.y0 + 1e-6) / row)
    shown = lines if len(lines) <= fit else lines[: max(0, fit - 1)]
    for i, line in enumerate(shown):
        if i % 2:
            axes.add_patch(Rectangle((room.x0, y - row), room.width, row, facecolor="#f4f2ee", zorder=0.5))
        draw_mark(axes, room.x0 + 3.0, y - row / 2, line.mark, scale=row / 6.6, blank=True)
        base = y - row / 2 - 0.85
        name = clip(line.place.of(language), SIZE, rights[0] - 17.5 - (room.x0 + 6.5))
        put(axes, room.x0 + 6.5, base, name, SIZE, bold=line.mark.state == "new")
        amounts = [line.mark.places]
        if mobile:  # units of today have clients and no count of teams, new teams the other way round
            amounts.insert(0, line.mark.units if line.mark.state == "new" else 0)
        values = (
            line.since,
            *(number(amount, language) if amount else "–" for amount in amounts),
            number(line.users, language, 1) if counted else "–",
        )
        for value, right in zip(values, rights, strict=True):
            put(axes, right, base, value, SIZE, across="right")
        y -= row
    left = len(lines) - len(shown)
    if left:
        more = Text(f"и още {left}; всички са в таблиците", f"and {left} more; all are in the tables")
        put(axes, room.x0 + 6.5, y - row / 2 - 0.85, more.of(language), SIZE, italic=True)
        y -= row
    return y - 1.6
