"""The panel of the map of certainty that names the assumptions which move the plan most."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from mapping.publish.certainty import Assumption, mean_unmet, strongest
from mapping.publish.certainty_words import (
    KNOWN,
    STATUS_WORDS,
    STRONGEST,
    direction_words,
    others_words,
    range_words,
    worth_words,
)
from mapping.publish.printed.legend import draw_heading
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.text import height_mm, put, put_lines, wrap
from mapping.uncertainty.types import Certainties
from mapping.words import Language, Text, percent

NAME_SIZE, SIZE = 7.4, 7.0
PAD = 2.4
INDENT = 6.0
ASSUMPTIONS = Text("Кои допускания местят плана най-много", "Which assumptions move the plan most")


def panel_lines(assumption: Assumption, mean: float, width: float, language: Language) -> tuple[list[str], list[str]]:
    """The name of an assumption, and what is said of it, in lines of at most `width` mm."""
    factor, influence = assumption.factor, assumption.influence
    status = STATUS_WORDS[factor.estimate.status].of(language)
    value = f"{range_words(factor.estimate, language)}, {status}"
    moved = percent(max(0.0, influence.marks_moved), language)
    moves = Text(f"мести {moved} от знаците", f"moves {moved} of the marks").of(language)
    said = [
        "; ".join(filter(None, [value, moves, others_words(assumption, language)])),
        direction_words(influence, language),
        f"{KNOWN.of(language)}: {worth_words(influence, mean, language)}",
    ]
    lines = [line for part in said for line in wrap(part, SIZE, width, 2)]
    return wrap(factor.name.of(language), NAME_SIZE, width, 2, bold=True), lines


def draw_assumptions(axes: Axes, room: Rect, certainties: Certainties, language: Language) -> float:
    """Draw the strongest assumptions with range, direction and worth; returns the y below, mm."""
    shown = strongest(certainties, STRONGEST)
    if not shown:
        return room.y1
    y = draw_heading(axes, room, room.y1, ASSUMPTIONS.of(language)) - 0.4
    mean = mean_unmet(certainties.ensemble)
    for place, assumption in enumerate(shown, start=1):
        name, lines = panel_lines(assumption, mean, room.width - INDENT - 1.0, language)
        tall = height_mm(NAME_SIZE, len(name)) + height_mm(SIZE, len(lines)) + PAD
        axes.add_patch(
            Rectangle((room.x0, y - tall), room.width, tall - 0.7, facecolor="#f1efea", edgecolor="none", zorder=0.5)
        )
        put(axes, room.x0 + INDENT / 2, y - 5.0, str(place), 11.0, bold=True, across="center", color="#6b6258")
        below = put_lines(axes, room.x0 + INDENT, y - 0.8, name, NAME_SIZE, bold=True)
        put_lines(axes, room.x0 + INDENT, below, lines, SIZE, color="#333333")
        y -= tall
    return y - 1.4
