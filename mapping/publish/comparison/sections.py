"""A part of a comparison as people read it: a sentence and a table, for the terminal and for the page alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a table of which the first `left` columns are words (the others figures), and notes below; all in
    one language. Without rows there is no table."""

    heading: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left: int = 1
    notes: tuple[str, ...] = ()
