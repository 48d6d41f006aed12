"""The range of an estimated need, in words."""

from __future__ import annotations

from collections.abc import Collection

from mapping.evidence.facts import Facts
from mapping.evidence.need import need_ends
from mapping.words import LANGUAGES, Text, number


def need_range(facts: Facts, settlements: Collection[str], service: str) -> Text:
    """In brackets: that the need of settlements for a service at the end of the plan is an estimate, and the least and
    the most of it with all rates and counts at the low or at the high ends of their ranges; nothing for points, whose
    weights are given."""
    ends = need_ends(facts, settlements, [service], facts.last)
    if ends is None:
        return Text("", "")
    bg, en = ([number(end, language, 1) for end in ends] for language in LANGUAGES)
    return Text(f" (оценка; в диапазоните от {bg[0]} до {bg[1]})", f" (estimate; in the ranges {en[0]} to {en[1]})")
