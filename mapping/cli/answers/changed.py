"""That the tables are no longer those of the run."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.words import Language, Text


def changed_lines(names: Sequence[str], language: Language) -> list[str]:
    """A warning where inputs of a run have changed since; nothing where they have not."""
    if not names:
        return []
    listed = ", ".join(names)
    return [
        Text(
            f"Внимание: входните данни са променени след плана: {listed}. Отговорът е по днешните таблици и разликите "
            "може да идват от тях; пуснете плана отново.",
            f"Warning: the inputs changed since the run: {listed}. The answer follows today's tables, and differences "
            "may come from them; run the plan again.",
        ).of(language),
        "",
    ]
