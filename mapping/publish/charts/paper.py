"""The paper of a chart: as wide as a report's text, as high as it needs, with title, key and small print.

Drawn in millimetres; nothing on it is set in less than 7 points, so a chart goes into a report as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import INDICATIVE, proof, title
from mapping.publish.printed.sheet import page
from mapping.publish.printed.text import INK, height_mm, put, put_lines, width_mm, wrap
from mapping.words import Language, Text

WIDTH = 160.0
"""Of the text of an A4 report with margins of 25 mm, mm."""
EDGE = 2.0
TITLE_SIZE, LEAD_SIZE, SIZE, NOTE_SIZE = 11.0, 8.0, 7.5, 7.0
GREY = "#444444"
STRIPE = "#f4f2ee"
KEY_BOX = (6.0, 2.8)
BAR_EDGE = 0.5


@dataclass(frozen=True, slots=True)
class Fill:
    """How bars of one meaning are filled: they differ in lightness and pattern too, for grey print."""

    color: str
    hatch: str
    words: Text


@dataclass(frozen=True, slots=True)
class Said:
    """What stands around a chart: its title, a line below it, and the paragraphs at its foot."""

    title: str
    lead: str
    notes: tuple[str, ...]


def said(case: Case, plan: Plan, words: tuple[Text, Text], notes: Sequence[Text], language: Language) -> Said:
    """The words around a chart of `plan`: `words` are its title and what it shows; the notes end with the scenario,
    what is proven of the plan, and that it is an estimate."""
    scenario = Text("Сценарий", "Scenario").of(language)
    name = title(case, language).rstrip()
    stop = "" if name.endswith(".") else "."
    last = f"{scenario}: {name}{stop} {proof(plan, language)} {INDICATIVE.of(language)}."
    return Said(words[0].of(language), words[1].of(language), (*(note.of(language) for note in notes), last))


@contextmanager
def paper(around: Said, body: float, width: float = WIDTH) -> Iterator[tuple[Figure, Axes, Rect]]:
    """A page with room for a chart of `body` mm height; draw into the room while it is open."""
    inner = width - 2 * EDGE
    heading = wrap(around.title, TITLE_SIZE, inner, 2, bold=True)
    lead = wrap(around.lead, LEAD_SIZE, inner, 3)
    notes = [wrap(note, NOTE_SIZE, inner, 6) for note in around.notes]
    head = height_mm(TITLE_SIZE, len(heading)) + height_mm(LEAD_SIZE, len(lead)) + 3.0
    foot = sum(height_mm(NOTE_SIZE, len(note)) + 0.6 for note in notes) + 2.0
    height = EDGE + head + body + foot + EDGE
    with page(width, height) as (figure, axes):
        y = put_lines(axes, EDGE, height - EDGE, heading, TITLE_SIZE, bold=True) - 0.6
        put_lines(axes, EDGE, y, lead, LEAD_SIZE, color=GREY)
        y = EDGE + foot - 2.0
        for note in notes:
            y = put_lines(axes, EDGE, y, note, NOTE_SIZE, color=GREY) - 0.6
        yield figure, axes, Rect(EDGE, EDGE + foot, width - EDGE, EDGE + foot + body)


def draw_bar(axes: Axes, box: Rect, fill: Fill, name: str) -> None:
    """Draw a filled bar; nothing where it has no length. `name` is its id in the drawing (and in the SVG)."""
    if box.width <= 0:
        return
    axes.add_patch(
        Rectangle(
            (box.x0, box.y0), box.width, box.height, facecolor=fill.color, edgecolor=INK, linewidth=BAR_EDGE,
            hatch=fill.hatch or None, zorder=2.0, gid=name,
        )
    )  # fmt: skip


def draw_outline(axes: Axes, box: Rect, name: str) -> None:
    """Draw an empty box: a limit."""
    axes.add_patch(
        Rectangle(
            (box.x0, box.y0), box.width, box.height, facecolor="white", edgecolor=INK, linewidth=0.7, zorder=1.5,
            linestyle=(0.0, (2.0, 1.2)), gid=name,
        )
    )  # fmt: skip


def draw_stripe(axes: Axes, box: Rect) -> None:
    """Draw the ground of every other row."""
    axes.add_patch(Rectangle((box.x0, box.y0), box.width, box.height, facecolor=STRIPE, edgecolor="none", zorder=0.5))


def draw_key(axes: Axes, x: float, y: float, fills: Sequence[Fill], language: Language) -> float:
    """Draw the meaning of fills from (`x`, `y`) mm on, on the base line `y`; returns the x behind them."""
    for i, fill in enumerate(fills):
        draw_bar(axes, Rect(x, y - 0.4, x + KEY_BOX[0], y - 0.4 + KEY_BOX[1]), fill, f"key.{i}")
        words = fill.words.of(language)
        put(axes, x + KEY_BOX[0] + 1.2, y, words, SIZE)
        x += KEY_BOX[0] + 1.2 + width_mm(words, SIZE) + 4.5
    return x


def ticks(most: float, wanted: int) -> tuple[float, ...]:
    """Round values from 0 to `most`, about `wanted` of them: steps of 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return (0.0,)
    power = 10.0 ** floor(log10(most / wanted))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= most / wanted - 1e-12)
    return tuple(step * k for k in range(int(most / step + 1e-9) + 1))


def draw_grid(axes: Axes, xs: Sequence[float], room: Rect) -> None:
    """Draw light vertical lines at `xs` through `room`; the first one darker."""
    for i, x in enumerate(xs):
        axes.plot(
            [x, x], [room.y0, room.y1], color=INK if i == 0 else "#c9c3ba",
            linewidth=0.8 if i == 0 else 0.4, zorder=3.0 if i == 0 else 1.0,
        )  # fmt: skip


def apart(xs: Sequence[float], words: Sequence[str], size: float) -> bool:
    """Whether words centred at `xs` stand apart."""
    return all(
        b - a >= (width_mm(one, size) + width_mm(other, size)) / 2 + 1.0
        for (a, one), (b, other) in pairwise(zip(xs, words, strict=True))
    )
