"""Which settings of a scenario cannot hold together, and the smallest changes with which there is a plan."""

from mapping.explain.conflicts.explain import explain
from mapping.explain.conflicts.types import Change, Conflict, Explanation, Member, Step
from mapping.explain.conflicts.words import conflict_lines, explanation_words, fact_lines, joined

__all__ = [
    "Change",
    "Conflict",
    "Explanation",
    "Member",
    "Step",
    "conflict_lines",
    "explain",
    "explanation_words",
    "fact_lines",
    "joined",
]
