"""From a case to the explanation why it has no plan."""

from __future__ import annotations

import threading
import time

from mapping.explain.conflicts.changes import corrections, priced
from mapping.explain.conflicts.plain import plain
from mapping.explain.conflicts.question import Clock, Question
from mapping.explain.conflicts.search import find_conflict, smallest, told
from mapping.explain.conflicts.types import Explanation
from mapping.instance import Case

SHARE_OF_ONE = 0.2
"""One question takes this share of the whole time at most."""


def explain(case: Case, seconds: float, stop: threading.Event | None = None, changes: bool = True) -> Explanation:
    """Why `case` has no plan: conflicts, and (with `changes`) the smallest changes with which it has one.

    Args:
        case: the region and the scenario.
        seconds: when they are over, what is not settled stays open and is said to be.
        stop: ends the search when it is set.
        changes: whether changes are sought; without them one conflict is told.
    """
    began = time.perf_counter()
    clock = Clock(began + seconds, max(1.0, seconds * SHARE_OF_ONE), stop or threading.Event())
    question = Question(plain(case), clock, case.scenario.keys.solver.seed)
    name = case.scenario.name
    answer = question.possible(question.all)
    if answer is not False:
        return Explanation(name, answer, seconds=time.perf_counter() - began)
    first, is_smallest = smallest(question, find_conflict(question, question.all))
    found, made, whole = [first], [], True
    if changes:
        chosen, whole = corrections(question, found)
        for members in chosen:
            change = priced(question, members)
            if change is not None:
                made.append(change)
            whole &= change is not None
    conflicts = tuple(told(question, one, is_smallest and len(one) == len(first)) for one in found)
    return Explanation(name, False, conflicts, tuple(made), whole, time.perf_counter() - began)
