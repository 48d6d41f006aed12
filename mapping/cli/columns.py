"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GAP = "  "


def columns(header: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> list[str]:
    """A table as lines; its first `left` columns start at the left, the others (numbers) end at the right."""
    body = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[at]) for row in body) for at in range(len(header))]
    lines = [
        GAP.join(
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in body
    ]
    lines.insert(1, "─" * max(len(line) for line in lines))
    return [f"  {line}" for line in lines]


def cut(text: str, width: int) -> str:
    """`text`, at most `width` characters of it."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
