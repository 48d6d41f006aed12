"""Coarse grey thumbnails of pages as small text files: they hold a picture without holding its every pixel.

A page is averaged over 64 x 45 cells (or 45 x 64, upright), each one of 16 greys, written as a hexadecimal digit.
Another version of a font moves a few cells by a level; a missing layer moves many, or some by much.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

GOLDEN = Path(__file__).parent / "golden" / "pages"
LONG, SHORT = 64, 45
MEAN = 0.06
"""Levels by which the cells of a page may differ on average."""
FAR, FEW = 3, 8
"""No more than so many cells may differ by more than so many levels."""

Levels = NDArray[np.int64]


def thumbnail(figure: Figure) -> Levels:
    """The greys (0 black, 15 white) of the cells of the page, its top first."""
    before = figure.dpi
    figure.set_dpi(50)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba(), dtype=np.float64)[:, :, :3] @ np.array([0.299, 0.587, 0.114])
    figure.set_dpi(before)
    height, width = pixels.shape
    rows, columns = (SHORT, LONG) if width > height else (LONG, SHORT)
    means = [[cell.mean() for cell in np.array_split(band, columns, axis=1)] for band in np.array_split(pixels, rows)]
    return np.rint(np.array(means) / 255 * 15).astype(np.int64)


def written(levels: Levels) -> str:
    return "\n".join("".join(f"{level:x}" for level in row) for row in levels.tolist()) + "\n"


def golden(name: str) -> Levels:
    """The thumbnail kept for the page `name`."""
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="ascii").splitlines()
    return np.array([[int(digit, 16) for digit in line] for line in lines], dtype=np.int64)


def alike(one: Levels, other: Levels) -> bool:
    """Whether two thumbnails are of the same picture."""
    if one.shape != other.shape:
        return False
    away = np.abs(one - other)
    return bool(away.mean() <= MEAN and (away > FAR).sum() <= FEW)
