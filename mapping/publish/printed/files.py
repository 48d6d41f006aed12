"""A drawing as PNG, SVG and PDF: the same drawing gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from mapping.publish.printed.sheet import STYLE, save_page


def save_drawing(figure: Figure, folder: Path, name: str) -> None:
    """Write `folder`/`name`.png, .svg and .pdf."""
    save_page(figure, folder, name)
    nothing = {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None}
    with rc_context(STYLE):
        figure.savefig(folder / f"{name}.pdf", metadata=nothing)
