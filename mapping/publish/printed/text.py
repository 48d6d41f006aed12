"""Text on the page: measured in millimetres, wrapped, clipped, and drawn literally.

Nothing that comes from data is ever read as mathematics (`$`) or as a control character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PathCollection
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so the map looks the same on every machine; has Bulgarian, € and №."""

MM_PER_POINT = 25.4 / 72
ELLIPSIS = "…"
MISSING = "□"
"""Stands for a character that the font does not have."""

LINE = 1.2
"""Distance of base lines, in font sizes."""

INK = "#1a1a1a"
THIN = "\u2009"
"""The thin space, kept as it is: it spaces out the names of municipalities."""

GROUND = 0.62
"""How little of what is below the ground of a name shows through."""
MEASURED = 10.0
"""Size at which widths are measured, points."""
LONGEST = 2000
"""Characters of one text that are looked at; nothing on a page is longer."""


@cache
def _font(bold: bool, italic: bool = False) -> FontProperties:
    weight: Literal["bold", "normal"] = "bold" if bold else "normal"
    return FontProperties(family=FAMILY, weight=weight, style="italic" if italic else "normal")


@cache
def _known_characters() -> frozenset[str]:
    font = FT2Font(font_manager.findfont(_font(False)))
    return frozenset(chr(code) for code in font.get_charmap())


@cache
def clean(text: str) -> str:
    """`text` on one line, without control and direction characters, unknown glyphs as □."""
    shown = []
    for character in text[:LONGEST]:
        category = unicodedata.category(character)
        if character == THIN:
            shown.append(character)
        elif category in ("Cc", "Zl", "Zp", "Zs"):
            shown.append(" ")
        elif category[0] == "C":
            continue
        else:
            shown.append(character if character in _known_characters() else MISSING)
    return " ".join(filter(None, "".join(shown).split(" ")))


def width_mm(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of `text` set in `size` points, mm."""
    return _width_of_point(text, bold) * size


@cache
def _width_of_point(text: str, bold: bool) -> float:
    """Width of one line of `text` set in one point, mm: outlines grow with the size of the type."""
    if not text:
        return 0.0
    font = _font(bold).copy()
    font.set_size(MEASURED)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) * MM_PER_POINT / MEASURED


def height_mm(size: float, lines: int = 1) -> float:
    """Height of `lines` lines of `size` points, mm."""
    return size * MM_PER_POINT * LINE * lines


def clip(text: str, size: float, width: float, bold: bool = False) -> str:
    """`text`, cleaned, cut with … to at most `width` mm."""
    text = clean(text)
    if width_mm(text, size, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_mm(text[:middle].rstrip() + ELLIPSIS, size, bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def wrap(text: str, size: float, width: float, most: int, bold: bool = False) -> list[str]:
    """`text`, cleaned, in at most `most` lines no wider than `width` mm; what does not fit ends with …."""
    words = clean(text).split(" ")
    lines: list[str] = []
    line = ""
    for i, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width_mm(longer, size, bold) <= width:
            line = longer
        elif len(lines) == most - 1:
            return [*lines, clip(" ".join(filter(None, [line, *words[i:]])), size, width, bold)]
        else:
            if line:
                lines.append(line)
            line = clip(word, size, width, bold)
    return [*lines, line]


def put(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    color: str = INK,
    across: Literal["left", "center", "right"] = "left",
    up: Literal["baseline", "center_baseline", "top", "bottom"] = "baseline",
    halo: float = 0.0,
    order: float = 10.0,
) -> None:
    """Draw one line of `text` at (`x`, `y`) mm, as it is; `halo` is the width of its white edge, points."""
    text = clean(text)
    if not text:
        return
    font = _font(bold, italic).copy()
    font.set_size(size)
    artist = axes.text(
        x,
        y,
        text,
        fontproperties=font,
        color=color,
        ha=across,
        va=up,
        zorder=order,
        parse_math=False,
    )
    if halo:
        artist.set_path_effects([withStroke(linewidth=halo, foreground="white")])


def put_lines(
    axes: Axes,
    x: float,
    y: float,
    lines: Sequence[str],
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    color: str = INK,
) -> float:
    """Draw `lines` downwards from the top `y` mm; returns the y below them."""
    for line in lines:
        put(axes, x, y - size * MM_PER_POINT * 0.95, line, size, bold=bold, italic=italic, color=color)
        y -= height_mm(size)
    return y


@dataclass(frozen=True, slots=True)
class Written:
    """One line of text with its base line's left end, mm, and its size, points."""

    x: float
    y: float
    text: str
    size: float
    bold: bool


class ManyWords(Artist):
    """Many short texts of one colour, drawn without the layout that matplotlib works out for each `Text`: several times
    as quick, and in a PDF still text that can be searched. `written` says what stands there."""

    def __init__(self, written: Sequence[Written], color: str, order: float) -> None:
        """Texts in `color`."""
        super().__init__()
        self.written = tuple(written)
        self._color = color
        self.set_zorder(order)

    def draw(self, renderer: RendererBase) -> None:
        """Draw every text with its left end on its base line."""
        context = renderer.new_gc()
        context.set_foreground(self._color)
        points = self.get_transform().transform([(one.x, one.y) for one in self.written])
        _, height = renderer.get_canvas_width_height()
        for one, (x, y) in zip(self.written, points.tolist(), strict=True):
            font = _font(one.bold).copy()
            font.set_size(one.size)
            renderer.draw_text(context, x, height - y if renderer.flipy() else y, one.text, font, 0.0)
        context.restore()


def put_many(axes: Axes, written: Sequence[Written], *, color: str, order: float) -> None:
    """Draw many short texts, cleaned already, on a light ground that lets lines and tints through."""
    shown = [one for one in written if one.text]
    if shown:
        axes.add_collection(
            PathCollection(
                [_ground_of(one) for one in shown], facecolors="white", edgecolors="none", alpha=GROUND,
                zorder=order - 0.01,
            ),
            autolim=False,
        )  # fmt: skip
        axes.add_artist(ManyWords(shown, color, order))


def _ground_of(one: Written) -> Path:
    x0, x1 = one.x - 0.3, one.x + width_mm(one.text, one.size, one.bold) + 0.3
    y0, y1 = one.y - 0.22 * one.size * MM_PER_POINT, one.y + 0.8 * one.size * MM_PER_POINT
    return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])
