"""Finding conflicts: one that cannot be made smaller, then whether there is one with fewer members, then others.

1. QuickXplain over all members but the `wide` ones, which stay in force; then over the wide ones with what was found in
   force. The first part stays irreducible: it conflicts with all wide ones, so with those that were found needed, and
   without one of its members not even with all of them.
2. Whether the conflict is smallest: implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva 2015,
   "Smallest MUS extraction with minimal hitting set dualization", CP): every conflict meets every set of members whose
   removal leaves a plan; so no conflict has fewer members than the smallest set that meets those found so far.
"""

from __future__ import annotations

from dataclasses import replace

from mapping.explain.conflicts.hitting import smallest_hitting
from mapping.explain.conflicts.members import members_of
from mapping.explain.conflicts.plain import Plain, part_of
from mapping.explain.conflicts.question import Ids, Question
from mapping.explain.conflicts.quickxplain import quickxplain
from mapping.explain.conflicts.types import Conflict, Member

GROWTHS = 40
"""So many sets whose removal leaves a plan are looked for at most."""


def find_conflict(question: Question, among: Ids) -> Ids:
    """A conflict of members `among`, which are known to conflict; no part of it conflicts, as far as was settled."""
    narrow = [m.id for m in question.members if m.id in among and not m.wide]
    wide = [m.id for m in question.members if m.id in among and m.wide]
    first = quickxplain(frozenset(wide), narrow, question.possible)
    here = {member.id for member in members_of(_about(question, first))}
    return first | quickxplain(first, [member for member in wide if member in here], question.possible)


def unproven(question: Question, conflict: Ids) -> tuple[str, ...]:
    """The members of which it is not settled that the others have a plan without them."""
    return tuple(
        member for member in _ordered(question, conflict) if question.possible(conflict - {member}) is not True
    )


def smallest(question: Question, conflict: Ids) -> tuple[Ids, bool]:
    """A conflict with as few members as any, and whether that is proven; `conflict` itself where it is not."""
    everything, order = question.all, [member.id for member in question.members]
    corrections: list[Ids] = []
    for member in _ordered(question, conflict):
        if question.possible(everything - {member}) is True:
            corrections.append(frozenset({member}))
    for _ in range(GROWTHS):
        candidate = smallest_hitting(corrections, len(conflict), order)
        if candidate is None:
            return conflict, True
        answer = question.possible(candidate)
        if answer is False:
            return candidate, True
        if answer is None:
            return conflict, False
        rest = _grown(question, candidate)
        if rest is None:
            return conflict, False
        corrections.append(everything - rest)
    return conflict, False


def told(question: Question, conflict: Ids, is_smallest: bool) -> Conflict:
    """The conflict in words: its members named as they concern the services that it is about."""
    here = {member.id: member for member in members_of(_about(question, conflict))}
    members = tuple(_named(question.by_id[m], here.get(m)) for m in _ordered(question, conflict))
    return Conflict(members, unproven(question, conflict), is_smallest)


def _about(question: Question, conflict: Ids) -> Plain:
    """The part of the case that the services are which `conflict` asks something of: nothing else can matter to it."""
    return replace(question.plain, case=part_of(question.plain.case, question.asked_of(conflict)))


def _named(member: Member, here: Member | None) -> Member:
    return member if here is None else replace(member, words=here.words)


def _grown(question: Question, start: Ids) -> Ids | None:
    """`start` with as many more members as leave a plan, taken in whole runs where possible; None if time is over.

    The wide ones come first: the more of them are in force, the smaller the models are.
    """
    kept = start
    others = [member for member in question.members if member.id not in start]
    waiting = [[member.id for member in others if member.wide is wide] for wide in (False, True)]
    while waiting:
        run = waiting.pop()
        if not run:
            continue
        if question.clock.over:
            return None
        answer = question.possible(kept | frozenset(run))
        if answer is True:
            kept |= frozenset(run)
        elif len(run) > 1:
            waiting += [run[len(run) // 2 :], run[: len(run) // 2]]
        elif answer is None:
            return None
    return kept


def _ordered(question: Question, ids: Ids) -> list[str]:
    return [member.id for member in question.members if member.id in ids]
