"""Text on the page: measured in millimetres, wrapped, clipped, and drawn literally.

Nothing that comes from data is ever read as mathematics (`$`) or as a control character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Literal

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D

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
    if halo:
        _draw_halo(axes, x, y, text, font, across=across, width=halo, order=order)
    axes.text(
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


def _draw_halo(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    font: FontProperties,
    *,
    across: Literal["left", "center", "right"],
    width: float,
    order: float,
) -> None:
    """Draw the white edge round a line of text whose base line is at `y` mm.

    As an outline of its own under the text: matplotlib's path effects would turn the letters themselves into outlines,
    which no PDF reader can search.
    """
    letters = TextPath((0.0, 0.0), text, prop=font, usetex=False)
    size = font.get_size_in_points()
    part = {"left": 0.0, "center": 0.5, "right": 1.0}[across]
    left = x - part * width_mm(text, size, font.get_weight() == "bold")
    to_page = Affine2D().scale(MM_PER_POINT).translate(left, y)
    axes.add_artist(
        PathPatch(
            to_page.transform_path(letters), facecolor="none", edgecolor="white", linewidth=width,
            joinstyle="round", zorder=order - 0.01,
        )
    )  # fmt: skip


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
