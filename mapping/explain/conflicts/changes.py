"""The smallest changes: which settings to ease, by how much, so that the whole scenario has a plan.

Which: settings whose removal leaves a plan meet every conflict (`hitting`); the fewest that do are sought, first one
setting alone, then two together. A setting whose removal is not enough shows another conflict. How much: where easing
moves nothing but sides of rows, by one programme that moves them as little as possible; else by halving the distinct
values there are (travel times, say), because easing more never takes a plan away. Amounts are rounded up to the step in
which the setting is written, and the changed scenario is asked again whether it has a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, isfinite

from mapping.explain.conflicts.everywhere import all_standards
from mapping.explain.conflicts.hitting import hitting_sets
from mapping.explain.conflicts.question import Ids, Question
from mapping.explain.conflicts.search import find_conflict
from mapping.explain.conflicts.types import Change, Common, Easing, Edit, Member, Step

LARGEST = 3
"""So many settings are changed together at most."""
COMMON: tuple[Common, ...] = ("money", "people", "places", "staff")
SHOWN = 4
"""So many combinations are told."""
SEVERAL = 2
WHISKER = 1e-5
"""Steps: floating point."""


def changes_of(question: Question, conflicts: list[Ids]) -> tuple[tuple[Change, ...], bool]:
    """The changes of one setting alone; where money, floors or staff has none, of all of that kind together; where
    several standards conflict, of all standards; where there is none of these, of two or three settings. Also whether
    all that was looked for was settled.

    `conflicts` are those known; others that come to light are added to it.
    """
    order = [m.id for m in question.members if m.easing is not None or m.drop is not None]
    alone, whole = _of_size(question, conflicts, 1, order)
    found, settled = _all_priced(question, alone)
    whole &= settled
    for common in COMMON:
        if not any(
            step.member.easing is not None and step.member.easing.common == common for c in found for step in c.steps
        ):
            change = together(question, common)
            found += [] if change is None else [change]
    found += _everywhere(question, conflicts, found)
    for size in range(2, LARGEST + 1):
        if not found and whole:
            several, whole = _of_size(question, conflicts, size, order)
            found, settled = _all_priced(question, several)
            whole &= settled
    return tuple(found), whole and not question.clock.over


def fixed_of(question: Question, conflicts: list[Ids]) -> tuple[Member, ...]:
    """The members of all conflicts that are not the working group's to change (law, the promise of a new place), and
    without each of which there is a plan."""
    shared = frozenset.intersection(*conflicts)
    fixed = (member for member in question.members if member.easing is None and member.drop is None)
    return tuple(m for m in fixed if m.id in shared and question.possible(question.all - {m.id}) is True)


def _everywhere(question: Question, conflicts: list[Ids], found: list[Change]) -> list[Change]:
    """Longer travel for all services at once, where standards of several conflict and none is enough alone."""
    standards = {m for conflict in conflicts for m in conflict if m.startswith("standards.")}
    joint = all_standards(question.plain)
    one = any(step.member.id in standards for change in found for step in change.steps)
    if len(standards) < SEVERAL or one or joint is None:
        return []
    step = _amount(question, *joint, question.all, ())
    return [] if step is None else [Change((step,))]


def _all_priced(question: Question, chosen: list[tuple[str, ...]]) -> tuple[list[Change], bool]:
    changes = [priced(question, members) for members in chosen]
    return [change for change in changes if change is not None], None not in changes


def _of_size(
    question: Question, conflicts: list[Ids], size: int, order: list[str]
) -> tuple[list[tuple[str, ...]], bool]:
    found: list[tuple[str, ...]] = []
    tried: set[tuple[str, ...]] = set()
    while True:
        chosen = next((c for c in hitting_sets(conflicts, size, order) if c not in tried), None)
        if chosen is None:
            return found, True
        if size > 1 and len(found) >= SHOWN:
            return found, True
        tried.add(chosen)
        left = question.all - frozenset(chosen)
        answer = question.possible(left)
        if answer is True:
            found.append(chosen)
        elif answer is False:
            conflicts.append(find_conflict(question, left))
        if question.clock.over:
            return found, False


def priced(question: Question, chosen: tuple[str, ...]) -> Change | None:
    """How far the chosen members must be eased: each as little as possible after those before it, while those behind it
    are taken away; None where the time did not suffice for one of them."""
    steps: list[Step] = []
    # What is given up whole comes first: what has degrees then needs the less.
    members = sorted((question.by_id[m] for m in chosen), key=lambda member: member.easing is not None)
    for number, member in enumerate(members):
        in_force = question.all - frozenset(later.id for later in members[number + 1 :])
        edits = tuple(step.edit for step in steps)
        found = list(_eased(question, member, in_force, edits))
        if not found:
            return None
        steps += found
    return Change(tuple(steps))


def _eased(question: Question, member: Member, in_force: Ids, edits: tuple[Edit, ...]) -> Iterator[Step]:
    if member.easing is not None:
        step = _amount(question, member, member.easing, in_force, edits)
        if step is None or step.amount is None:
            return
        then = None if member.easing.then is None else member.easing.then(step.amount)
        if step.amount > 0 or then is None:
            yield step
        if then is not None:
            more = _amount(question, member, then, in_force, edits)
            if more is not None and more.amount:
                yield more
            elif more is None:
                return
    elif member.drop is not None and question.possible_with(in_force, (*edits, member.drop.edit)) is True:
        yield Step(member, member.drop.says, member.drop.edit)


def _amount(question: Question, member: Member, easing: Easing, in_force: Ids, edits: tuple[Edit, ...]) -> Step | None:
    if easing.linear:
        slack = question.slack(in_force, edits, [easing])
        if slack is not None:
            if slack.units is None:
                return None
            amount = _up(slack.units[0], easing)
            for extra in range(3):
                tried = min(easing.most, amount + extra * easing.step)
                if question.possible_with(in_force, (*edits, easing.by(tried))) is True:
                    below = _up(slack.least / easing.price, easing)
                    return _step(member, easing, tried, below, tried <= below + WHISKER * easing.step)
            return None
    return _by_halving(question, member, easing, in_force, edits)


def together(question: Question, common: Common) -> Change | None:
    """The cheapest way to ease settings of one kind only; None where they do not suffice, or time did not."""
    mine = [(m, m.easing) for m in question.members if m.easing is not None and m.easing.common == common]
    ids = frozenset(member.id for member, _ in mine)
    if not mine or question.possible(question.all - ids) is not True:
        return None
    slack = question.slack(question.all, (), [easing for _, easing in mine])
    if slack is None or slack.units is None:
        return None
    amounts = [_up(units, easing) for units, (_, easing) in zip(slack.units, mine, strict=True)]
    steps = tuple(
        _step(member, easing, amount, 0.0, False)
        for amount, (member, easing) in zip(amounts, mine, strict=True)
        if amount > 0
    )
    if question.possible_with(question.all, tuple(step.edit for step in steps)) is not True:
        return None
    total = sum(amount * easing.price for amount, (_, easing) in zip(amounts, mine, strict=True))
    return Change(steps, common, total, min(slack.least, total))


def _up(units: float, easing: Easing) -> float:
    """Whole steps that are enough."""
    return min(easing.most, easing.step * max(0, ceil(units / easing.step - WHISKER)))


def _by_halving(
    question: Question, member: Member, easing: Easing, in_force: Ids, edits: tuple[Edit, ...]
) -> Step | None:
    """The first amount of the ladder (or multiple of the step) with which there is a plan."""
    ladder: tuple[float, ...] = easing.ladder
    if not ladder:
        if not isfinite(easing.most):
            return None
        ladder = (*(easing.step * n for n in range(1, floor(easing.most / easing.step) + 1)), easing.most)
    if question.possible_with(in_force, (*edits, easing.by(ladder[-1]))) is not True:
        return None
    low, high, settled = -1, len(ladder) - 1, -1
    while high - low > 1:
        middle = (low + high) // 2
        answer = question.possible_with(in_force, (*edits, easing.by(ladder[middle])))
        if answer is True:
            high = middle
        else:
            low = middle
            settled = middle if answer is False else settled
    least = ladder[settled + 1]
    return _step(member, easing, ladder[high], least, settled + 1 == high)


def _step(member: Member, easing: Easing, amount: float, least: float, proven: bool) -> Step:
    return Step(member, easing.says(amount), easing.by(amount), amount, easing.unit, least, proven)
