"""A drawn page as the bytes of a picture, for documents that hold one: the same drawing gives the same bytes."""

from __future__ import annotations

from io import BytesIO

from matplotlib import rc_context
from matplotlib.figure import Figure

from mapping.publish.printed.sheet import DPI, STYLE


def png_of(figure: Figure) -> bytes:
    """`figure` as PNG, as `save_page` would write it."""
    picture = BytesIO()
    with rc_context(STYLE):
        figure.savefig(picture, format="png", dpi=DPI, metadata={"Software": None})
    return picture.getvalue()
