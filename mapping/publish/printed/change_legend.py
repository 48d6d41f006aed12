"""The legend of the map of differences: what the marks and the signs of settlements mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from matplotlib.axes import Axes

from mapping.publish.printed.change_field import draw_move, draw_shift
from mapping.publish.printed.change_sites import CHANGE_LOOKS, PERSONS, STEPS, Shift
from mapping.publish.printed.legend import KIND_WORDS, SIZE, Entry, draw_heading, flow, sample
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sites import CHANGES, KINDS, Mark, Site, State
from mapping.publish.printed.text import put_lines, wrap
from mapping.words import Language, Text, number

MARKS = Text("Нови и променени звена: какво се променя", "New and changed units: what is different")
STATE_WORDS: Mapping[State, Text] = {
    "opened": Text("открива се само в {n}", "opens in {n} only"),
    "dropped": Text("отпада: има го само в 1", "drops out: in 1 only"),
    "moved_from": Text("мести се оттук", "moves from here"),
    "moved_to": Text("мести се тук", "moves here"),
    "resized": Text("друг размер", "another size"),
    "retimed": Text("друга година", "another year"),
    "altered": Text("съществуващо, с друга промяна", "existing, changed otherwise"),
    "kept": Text("същото в 1 и {n}", "the same in 1 and {n}"),
}
ARROW = Text("преместване: поне половината потребители са същите", "a move: at least half of the users are the same")
FIGURES = Text(
    "В знака: номер на услугата от таблицата. Под него: места в 1 → {n}; + само в {n}, − само в 1; × е брой екипи.",
    "In the mark: number of the service in the table. Below it: places in 1 → {n}; + in {n} only, − in 1 only; × is a "
    "number of teams.",
)
SETTLEMENTS = Text(
    "Населени места: обслужен дял в последния период, {n} спрямо 1",
    "Settlements: served share in the last period, {n} against 1",
)
SHIFT_WORDS = {
    2: (Text("над", "over"), Text("повече", "more")),
    1: (Text("", ""), Text("повече", "more")),
    -1: (Text("", ""), Text("по-малко", "less")),
    -2: (Text("над", "over"), Text("по-малко", "less")),
}
SAME = Text("без промяна (до {least} пр. п.)", "unchanged (up to {least} pp)")
NO_NEED = Text("без потребност в поне единия план", "no need in at least one plan")
SIZES = Text(
    "Размер на знака: под {few}, до {many} и над {many} лица повече или по-малко.",
    "Size of the sign: under {few}, up to {many}, over {many} persons more or fewer.",
)


def draw_change_legend(axes: Axes, room: Rect, sites: Sequence[Site], second: int, language: Language) -> float:
    """Draw what the marks mean that are on the map of plan `second` against plan 1; returns the y below, mm."""
    marks = [mark for site in sites for mark in site.marks]
    if not marks:
        return room.y1
    y = draw_heading(axes, room, room.y1, MARKS.of(language))
    kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in marks)]
    states = [state for state in CHANGES if any(mark.state == state for mark in marks)]
    entries = [
        sample(axes, Mark(0, kinds[0], s, 1, 20), STATE_WORDS[s].of(language).format(n=second), CHANGE_LOOKS)
        for s in states
    ]
    y = flow(axes, room, y, entries, line=6.8)
    if "moved_to" in states:
        y = flow(axes, room, y, [Entry(_arrow(axes), 12.0, ARROW.of(language))], line=5.2)
    shapes = [sample(axes, Mark(0, k, "kept", 1, 20), KIND_WORDS[k].of(language), CHANGE_LOOKS) for k in kinds]
    y = flow(axes, room, y, shapes, line=6.8)
    return (
        put_lines(axes, room.x0, y - 0.4, wrap(FIGURES.of(language).format(n=second), SIZE, room.width, 3), SIZE) - 1.6
    )


def _arrow(axes: Axes) -> Callable[[float, float], None]:
    return lambda x, y: draw_move(axes, (x - 6.0, y), (x + 6.0, y))


def draw_shift_legend(axes: Axes, room: Rect, shifts: Sequence[Shift | None], second: int, language: Language) -> float:
    """Draw what the signs of settlements mean that are on the map; returns the y below, mm."""
    y = draw_heading(axes, room, room.y1, SETTLEMENTS.of(language).format(n=second))
    steps = {shift.step for shift in shifts if shift is not None}
    least, much = (number(limit * 100, language) for limit in STEPS)
    points = Text("пр. п.", "pp").of(language)
    entries = []
    for step, (over, more) in SHIFT_WORDS.items():
        if step in steps:
            size = f"{over.of(language)} {much}" if abs(step) == 2 else f"{least}–{much}"
            words = f"{size.strip()} {points} {more.of(language)}"
            entries.append(Entry(_sign(axes, Shift(step, 5.0)), 4.0, words))
    if 0 in steps:
        entries.append(Entry(_sign(axes, Shift(0, 0.0)), 3.0, SAME.of(language).format(least=least)))
    if None in shifts:
        entries.append(Entry(_sign(axes, None), 3.0, NO_NEED.of(language)))
    y = flow(axes, room, y, entries, line=4.8)
    if not steps - {0}:
        return y - 1.2
    few, many = (number(limit, language) for limit in PERSONS)
    said = SIZES.of(language).format(few=few, many=many)
    return put_lines(axes, room.x0, y - 0.4, wrap(said, SIZE, room.width, 2), SIZE) - 1.6


def _sign(axes: Axes, shift: Shift | None) -> Callable[[float, float], None]:
    return lambda x, y: draw_shift(axes, x, y, shift)
