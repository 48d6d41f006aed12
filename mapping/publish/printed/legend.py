"""The legend: every mark that is on the map, and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from mapping.catalogue.rows import Kind
from mapping.publish.printed.marks import PLAN_LOOKS, Looks, draw_mark
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import (
    KINDS,
    MEDIUM_PLACES,
    MEDIUM_TEAMS,
    SMALL_PLACES,
    SMALL_TEAMS,
    Mark,
    Site,
    State,
)
from mapping.publish.printed.territories import PERSONS, PLAIN_COLOR, SHARES, draw_dot
from mapping.publish.printed.text import clip, put, put_lines, width_mm, wrap
from mapping.words import Language, Text, number, percent

HEAD_SIZE, SIZE = 8.5, 7.2
"""Sizes of headings and of words, points."""
BETWEEN = 3.4
"""Space between two entries of a line, mm."""

SETTLEMENTS = Text(
    "Населени места (точка и фон): обслужен дял от потребността",
    "Settlements (dot and ground): served share of need",
)
NO_NEED = Text("без потребност или жители", "no need or inhabitants")
MARKS = Text("Услуги: знаци", "Services: marks")
KIND_WORDS: dict[Kind, Text] = {
    "residential": Text("резидентна услуга", "residential service"),
    "centre": Text("дневна услуга, център", "day service, centre"),
    "mobile": Text("мобилна услуга", "mobile service"),
}
STATE_WORDS: dict[State, Text] = {
    "new": Text("нова", "new"),
    "transformed": Text("преобразувана", "transformed"),
    "existing": Text("съществуваща", "existing"),
    "changed": Text("съществуваща, променена", "existing, changed"),
    "committed": Text("договорена / в изграждане", "committed / under construction"),
    "earlier": Text("нова от предишен период", "new since an earlier period"),
    "closed": Text("закрита или преобразувана през периода", "closed or transformed in the period"),
}
FIGURES = Text(
    "В знака: номер на услугата от таблицата. Под него: места (при съществуващи мобилни услуги – "
    "потребители) общо, в скоби – на колко единици; ×n – брой екипи",
    "In the mark: number of the service in the table. Below it: places (users, for existing mobile "
    "services) in all, in brackets of how many units; ×n: number of teams",
)
TEAMS = Text(
    f" (екипи: среден знак от {SMALL_TEAMS + 1}, голям над {MEDIUM_TEAMS})",
    f" (teams: medium mark from {SMALL_TEAMS + 1}, large over {MEDIUM_TEAMS})",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A symbol, drawn with its middle at a point, mm; its width, mm; what it means."""

    draw: Callable[[float, float], None]
    width: float
    words: str


def draw_heading(axes: Axes, room: Rect, y: float, text: str) -> float:
    """Draw a heading with a line under it; returns the y below, mm."""
    put(axes, room.x0, y - 3.2, clip(text, HEAD_SIZE, room.width, bold=True), HEAD_SIZE, bold=True)
    axes.plot([room.x0, room.x1], [y - 4.4, y - 4.4], color="#8a8178", linewidth=0.6)
    return y - 5.4


def draw_share_legend(
    axes: Axes, room: Rect, *, classes: Sequence[int | None], sizes: Sequence[int], language: Language
) -> float:
    """Draw the classes of served share and the sizes of dots that occur; returns the y below, mm."""
    y = draw_heading(axes, room, room.y1, SETTLEMENTS.of(language))
    y = flow(axes, room, y, share_entries(axes, classes, language), line=4.4)
    return flow(axes, room, y, _size_entries(axes, sizes, language), line=4.4) - 1.2


def share_entries(axes: Axes, classes: Sequence[int | None], language: Language) -> list[Entry]:
    """The classes of served share that occur."""
    limits = [0.0, *SHARES, 1.0]
    to = Text("до", "to").of(language)
    entries = []
    for i in range(len(limits) - 1):
        if i in classes:
            words = f"{number(limits[i] * 100, language)} {to} {percent(limits[i + 1], language)}"
            entries.append(Entry(_dot(axes, i, 2), 3.4, words))
    if None in classes:
        entries.append(Entry(_dot(axes, None, 2), 3.4, NO_NEED.of(language)))
    return entries


def plain_entry(axes: Axes, words: Text, language: Language) -> Entry:
    """A dot without a class, where nothing is served by a share."""
    return Entry(_dot(axes, 0, 2, PLAIN_COLOR), 3.4, words.of(language))


def _size_entries(axes: Axes, sizes: Sequence[int], language: Language) -> list[Entry]:
    bounds = [number(value, language) for value in (0, *PERSONS)]
    entries = []
    for size in sorted(set(sizes)):
        if size == 0:
            words = Text("до ", "up to ").of(language) + bounds[1]
        elif size == len(PERSONS):
            words = Text("над ", "over ").of(language) + bounds[size]
        else:
            words = f"{bounds[size]}–{bounds[size + 1]}"
        if size == max(sizes):
            words += Text(" жители", " inhabitants").of(language)
        entries.append(Entry(_dot(axes, 0, size, "white"), 4.0, words))
    return entries


def _dot(axes: Axes, number_: int | None, size: int, color: str | None = None) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        draw_dot(axes, x, y, number_, size=size, color=color)

    return draw


def flow(axes: Axes, room: Rect, y: float, entries: Sequence[Entry], *, line: float) -> float:
    """Draw entries one after another in as many lines (`line` mm high) as needed; returns the y below."""
    x = room.x0
    for entry in entries:
        width = entry.width + 1.0 + width_mm(entry.words, SIZE)
        if x > room.x0 and x + width > room.x1:
            x, y = room.x0, y - line
        entry.draw(x + entry.width / 2, y - line / 2)
        put(axes, x + entry.width + 1.0, y - line / 2 - 0.9, entry.words, SIZE)
        x += width + BETWEEN
    return y - line if entries else y


def draw_mark_legend(axes: Axes, room: Rect, sites: Sequence[Site], language: Language) -> float:
    """Draw what shape, filling, size and figures of the marks mean; returns the y below, mm."""
    marks = [mark for site in sites for mark in site.marks]
    if not marks:
        return room.y1
    y = draw_heading(axes, room, room.y1, MARKS.of(language))
    kinds = [k for k in KINDS if any(m.kind == k for m in marks)]
    shapes = [sample(axes, Mark(0, k, "existing", 1, MEDIUM_PLACES), KIND_WORDS[k].of(language)) for k in kinds]
    y = flow(axes, room, y, shapes, line=6.8)
    y = flow(axes, room, y, state_entries(axes, marks, kinds[0], language), line=6.4)
    y = flow(axes, room, y, _step_entries(axes, marks, kinds[0], language), line=7.0)
    teams = TEAMS.of(language) if any(not m.places for m in marks) else ""
    said = FIGURES.of(language) + teams + "."
    return put_lines(axes, room.x0, y - 0.4, wrap(said, SIZE, room.width, 3), SIZE, color="#333333") - 1.6


def state_entries(axes: Axes, marks: Sequence[Mark], kind: Kind, language: Language) -> list[Entry]:
    """The states that occur, each as a mark of `kind`."""
    states = [s for s in STATE_WORDS if any(m.state == s for m in marks)]
    return [sample(axes, Mark(0, kind, s, 1, MEDIUM_PLACES), STATE_WORDS[s].of(language)) for s in states]


def _step_entries(axes: Axes, marks: Sequence[Mark], kind: Kind, language: Language) -> list[Entry]:
    """The sizes of marks with places that occur."""
    words = (f"≤ {SMALL_PLACES}", f"{SMALL_PLACES + 1}–{MEDIUM_PLACES}", f"> {MEDIUM_PLACES}")
    places = (SMALL_PLACES, MEDIUM_PLACES, MEDIUM_PLACES + 1)
    steps = sorted({mark.step for mark in marks if mark.places})
    unit = Text(" места (потребители)", " places (users)").of(language)
    return [
        sample(axes, Mark(0, kind, "existing", 1, places[s]), words[s] + (unit if s == steps[-1] else ""))
        for s in steps
    ]


def sample(axes: Axes, mark: Mark, words: str, looks: Looks = PLAN_LOOKS) -> Entry:
    """A mark without its number, and what it means."""

    def draw(x: float, y: float) -> None:
        draw_mark(axes, x, y, mark, blank=True, looks=looks)

    return Entry(draw, 6.8 if mark.kind == "mobile" else 6.0, words)
