"""What the user's own figures change in a plan, in words and short tables."""

from __future__ import annotations

from mapping.cli.replaced_lines import replaced_lines
from mapping.cli.sections import section_lines
from mapping.compare import PlanChanges
from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.comparison import pairwise
from mapping.publish.comparison.pairwise import Pair
from mapping.words import Language, Text

NAMES = (Text("без вашите стойности", "without your figures"), Text("с тях", "with them"))
SHORT_NAMES = (Text("без вашите", "without yours"), NAMES[1])


def effect_words(case: Case, before: Plan, after: Plan, changes: PlanChanges, language: Language) -> str:
    """What the user's own figures change in the plan of `case`."""
    pair = Pair(case, before, after, changes, NAMES, language)
    short = Pair(case, before, after, changes, SHORT_NAMES, language)
    parts = [replaced_lines(case.region.replaced, language)]
    if changes.same:
        parts.append([Text(
            "Планът не се променя: същите звена, същите потребители, същите пари.",
            "The plan does not change: the same units, the same users, the same money.",
        ).of(language)])  # fmt: skip
    else:
        sections = (pairwise.units(pair), pairwise.existing(pair), pairwise.people(pair), pairwise.money(short))
        parts += [section_lines(section) for section in sections]
    parts += [section_lines(pairwise.stages(short)), [_caveat(before, after).of(language)]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _caveat(before: Plan, after: Plan) -> Text:
    early = before.stopped_early or after.stopped_early
    return Text(
        "Двата плана са доказани само до отклонението в таблицата: малка разлика може да е равностоен избор, а не "
        "следствие от вашите стойности." + (" Търсенето на поне единия е спряно по-рано." if early else ""),
        "Both plans are proven only up to the gap in the table: a small difference may be an equally good choice and "
        "no effect of your figures." + (" The search for at least one of them was stopped early." if early else ""),
    )
