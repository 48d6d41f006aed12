"""The numbered table of the services on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mapping.catalogue.types import Service
from mapping.publish.printed.legend import SIZE, draw_heading
from mapping.publish.printed.marks import PLAN_LOOKS, Looks, draw_mark
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import STATES, Mark, ServiceTotal, State
from mapping.publish.printed.text import height_mm, put, put_lines, wrap
from mapping.words import Language, Text, number

NAME_SIZES = (7.2, 6.8, 6.5)
"""Sizes tried for the full names of services, points."""
NAME_LINES = 3
"""A longer name is cut."""
HEAD_SIZE = 6.5
COLUMN, LAST_COLUMN = 10.8, 13.4
"""Distances of the columns of figures, mm."""
MARK_ROOM = 8.0
"""Width of the column of marks, mm."""
ROW_PAD, LEAST_ROW, TIGHT_ROW = 0.8, 4.8, 2.6
"""Free height of a row, its least height, and its height where nothing else fits, mm."""
LEAST_MARK = 0.75
"""In a mark drawn smaller than this part of its size nobody can read the number: it stands beside the mark."""
NUMBER_ROOM = 3.6
"""Width of a number beside its mark, mm."""
MOST_SPARE = 1.6
"""Free height that a row may get where there is room, mm."""

TABLE = Text("Услуги: номера и капацитет", "Services: numbers and capacity")
Key = Literal["existing", "committed", "new", "units"]
HEADS: dict[Key, tuple[Text, Text]] = {
    "existing": (Text("места", "places"), Text("сега", "now")),
    "committed": (Text("догов.,", "com-"), Text("изгр.", "mitted")),
    "new": (Text("нови", "new"), Text("места", "places")),
    "units": (Text("нови", "new"), Text("единици", "units")),
}
"""Each in two lines."""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What the table says of a service: its mark, the figures of the columns, and which of them are bold."""

    service: Service
    mark: Mark
    values: tuple[int, ...]
    bold: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row's name in lines, and its height, mm."""

    lines: list[str]
    height: float


def draw_service_table(axes: Axes, room: Rect, totals: Sequence[ServiceTotal], language: Language) -> float:
    """Draw the services with places today, committed and new (changes too), and new units; returns the y below, mm."""
    keys: list[Key] = ["existing", "new", "units"]
    if any(t.places["committed"] or t.units["committed"] for t in totals):
        keys.insert(1, "committed")
    lines = []
    for total in totals:
        figures: dict[str, int] = {**dict(total.places.items()), "units": total.units["new"]}
        figures["new"] += total.places["transformed"]
        values = tuple(figures[key] for key in keys)
        bold = tuple(key in ("new", "units") for key in keys)
        lines.append(ServiceLine(total.service, sample_mark(total), values, bold))
    return draw_lines(axes, room, TABLE, [HEADS[key] for key in keys], lines=lines, language=language)


def sample_mark(total: ServiceTotal) -> Mark:
    """The service's mark: as new where anything is new, as changed where existing units get more places."""
    states: list[State] = ["new", *STATES]
    state = next(s for s in states if total.units[s] or total.places[s])
    if state != "new" and total.places["transformed"] and not total.units["transformed"]:
        state = "changed"
    return Mark(total.service.number, total.service.kind, state, 1, 1)


def draw_lines(
    axes: Axes,
    room: Rect,
    title: Text,
    heads: Sequence[tuple[Text, Text]],
    *,
    lines: Sequence[ServiceLine],
    language: Language,
    looks: Looks = PLAN_LOOKS,
    column: float = COLUMN,
) -> float:
    """Draw a table of services; returns the y below, mm. The columns of figures, one of each of `heads`, are
    `column` mm apart.

    Full names are taken where all rows fit into `room`, else the short ones. A figure of 0 is drawn as a dash.
    """
    if not lines:
        return room.y1
    y = draw_heading(axes, room, room.y1, title.of(language))
    offsets = [0.0, *(LAST_COLUMN + column * i for i in range(len(heads) - 1))][::-1]
    rights = [room.x1 - 1.0 - offset for offset in offsets]
    for head, right in zip(heads, rights, strict=True):
        for line, words in enumerate(head):
            put(
                axes,
                right,
                y - 2.4 - line * 2.6,
                words.of(language),
                HEAD_SIZE,
                across="right",
                color="#444444",
            )
    y -= 6.4
    services = [line.service for line in lines]
    size, rows = _rows(services, rights[0] - 9.0 - room.x0 - MARK_ROOM, y - room.y0, language)
    for i, (shown, row) in enumerate(zip(lines, rows, strict=True)):
        if i % 2:
            axes.add_patch(
                Rectangle((room.x0, y - row.height), room.width, row.height, facecolor="#f4f2ee", zorder=0.5)
            )
        scale = min(0.8 if shown.mark.kind == "mobile" else 1.0, row.height / 5.6)
        blank = scale < LEAST_MARK
        draw_mark(axes, room.x0 + MARK_ROOM / 2 - 0.4, y - row.height / 2, shown.mark, scale=scale, blank=blank,
                  looks=looks)  # fmt: skip
        text = height_mm(size, len(row.lines))
        top, x = y - (row.height - text) / 2 - 0.15, room.x0 + MARK_ROOM
        if blank:
            put_lines(axes, x - 1.0, top, [shown.mark.inside], size, bold=True)
            x += NUMBER_ROOM
        put_lines(axes, x, top, row.lines, size)
        for value, bold, right in zip(shown.values, shown.bold, rights, strict=True):
            put(
                axes,
                right,
                y - row.height / 2 - 0.85,
                number(value, language) if value else "–",
                min(SIZE, size + 0.4),
                across="right",
                bold=bold and value > 0,
            )
        y -= row.height
    return y - 1.6


def _rows(services: Sequence[Service], width: float, height: float, language: Language) -> tuple[float, list[Row]]:
    """Size of the names and the rows, as large as fits into `height`, mm."""
    size = NAME_SIZES[-1]
    rows: list[Row] = []
    for size in NAME_SIZES:
        names = [wrap(service.name.of(language), size, width, NAME_LINES) for service in services]
        rows = [Row(name, max(height_mm(size, len(name)) + ROW_PAD, LEAST_ROW)) for name in names]
        if sum(row.height for row in rows) <= height:
            break
    else:
        tight = min(LEAST_ROW, max(height / len(services), TIGHT_ROW))
        rows = [Row(wrap(service.short.of(language), size, width - NUMBER_ROOM, 1), tight) for service in services]
    spare = min(MOST_SPARE, max(0.0, height - sum(row.height for row in rows)) / len(rows))
    return size, [Row(row.lines, row.height + spare) for row in rows]
