"""From a case to the explanation why it has no plan."""

from __future__ import annotations

import threading
import time

from mapping.explain.conflicts.changes import changes_of, fixed_of
from mapping.explain.conflicts.facts import facts_stated
from mapping.explain.conflicts.plain import plain
from mapping.explain.conflicts.question import Clock, Question
from mapping.explain.conflicts.search import find_conflict, smallest, told
from mapping.explain.conflicts.types import Explanation
from mapping.instance import Case

SHORTEST = 3.0
"""Seconds that one question may always take, if there are so many."""
SHARE_OF_A_QUESTION, SHARE_OF_A_CHANGE = 0.02, 0.1
"""One question takes this share of the whole time at most, while conflicts and while changes are sought."""


def explain(case: Case, seconds: float, stop: threading.Event | None = None, changes: bool = True) -> Explanation:
    """Why `case` has no plan: conflicts, and (with `changes`) the smallest changes with which it has one.

    Args:
        case: the region and the scenario.
        seconds: when they are over, what is not settled stays open and is said to be.
        stop: ends the search when it is set.
        changes: whether changes are sought; without them one conflict is told.
    """
    began = time.perf_counter()
    clock = Clock(began + seconds, max(SHORTEST, seconds * SHARE_OF_A_QUESTION), stop or threading.Event())
    question = Question(plain(case), clock, case.scenario.keys.solver.seed)
    name = case.scenario.name
    answer = question.possible(question.all)
    if answer is not False:
        return Explanation(name, answer, seconds=time.perf_counter() - began)
    first, is_smallest = smallest(question, find_conflict(question, question.all))
    conflicts = [told(question, first, is_smallest)]
    if not changes:
        facts = facts_stated(case)
        return Explanation(name, False, tuple(conflicts), facts=facts, seconds=time.perf_counter() - began)
    found = [first]
    clock.longest = max(SHORTEST, seconds * SHARE_OF_A_CHANGE)
    made, whole = changes_of(question, found)
    others = (told(question, one, is_smallest and len(one) == len(first)) for one in found[1:])
    conflicts += [other for other in others if other.irreducible]
    fixed, facts = fixed_of(question, found), facts_stated(case)
    return Explanation(name, False, tuple(conflicts), made, whole, fixed, facts, time.perf_counter() - began)
