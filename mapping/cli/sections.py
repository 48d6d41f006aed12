"""Sections of a comparison as lines of a terminal."""

from __future__ import annotations

from mapping.cli.columns import columns
from mapping.publish.comparison.sections import Section


def section_lines(section: Section | None) -> list[str]:
    """The heading, the table and the notes of `section`; nothing of None."""
    if section is None:
        return []
    table = columns(section.head, section.rows, left=section.left) if section.rows else []
    return [*([section.heading] if section.heading else []), *table, *section.notes]
