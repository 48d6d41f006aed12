"""A comparison of runs for the terminal: what must be said first, then side by side, then what is different."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.cli.sections import section_lines
from mapping.compare import Comparison
from mapping.publish.comparison.side_by_side import differences, plans, side_by_side
from mapping.words import Language, Text


def comparison_words(comparison: Comparison, notices: Sequence[Text], language: Language) -> str:
    """All of a comparison, with `notices` before anything else."""
    sections = [plans(comparison, language), *side_by_side(comparison, language)]
    for against in comparison.against:
        sections += differences(comparison, against, language)
    parts = [[notice.of(language)] for notice in notices] + [section_lines(section) for section in sections]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
