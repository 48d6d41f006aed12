"""A comparison of runs for the terminal: what must be said first, then side by side, then what is different."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.cli.sections import section_lines
from mapping.compare import Comparison
from mapping.publish.comparison.sections import Section
from mapping.publish.comparison.side_by_side import differences, in_brief, plans, side_by_side
from mapping.words import Language, Text

WHOLE = 3
"""Of so many plans against the first the terminal says everything; of more, what is different in brief."""
MORE = Text(
    "Всяка разлика – кои звена, кой печели и кой губи, кои ключове – е в comparison.html и в таблиците.",
    "Every difference (which units, who gains and who loses, which keys) is in comparison.html and in the tables.",
)


def comparison_words(comparison: Comparison, notices: Sequence[Text], language: Language) -> str:
    """All of a comparison, with `notices` before anything else."""
    sections = [plans(comparison, language), *side_by_side(comparison, language)]
    if len(comparison.against) <= WHOLE:
        for against in comparison.against:
            sections += differences(comparison, against, language)
    else:
        sections += [in_brief(comparison, against, language) for against in comparison.against]
        sections.append(Section(MORE.of(language)))
    parts = [[notice.of(language)] for notice in notices] + [section_lines(section) for section in sections]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
