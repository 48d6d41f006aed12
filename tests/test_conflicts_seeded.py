"""Conflicts of seeded infeasible scenarios, judged by brute force, which knows nothing of how they were found.

Each scenario is a random tiny case (random_cases) without a plan. What is reported is rewritten by conflict_judge: the
members of a conflict alone leave no plan, without any one of them there is one; with a change the whole scenario has a
plan, and with the next smaller amount it has none.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

import pytest
from conflict_judge import Judge, choices, has_plan, longer_km
from random_cases import random_case

from mapping.explain.conflicts import Change, Explanation, explain
from mapping.explain.conflicts.members import members_of
from mapping.explain.conflicts.plain import plain
from mapping.instance import Case

SEEDS = (
    12, 15, 28, 31, 44, 48, 71, 75, 172, 179, 181, 202, 219, 223, 245, 291, 295, 314, 334, 336, 343, 391, 407, 454,
)  # fmt: skip
"""Found without a plan, small enough to be gone through, and together with every kind of member (tested below)."""

KINDS = {
    "sites", "changes", "coverage", "inter_municipal", "number", "after", "envelopes", "contracts_from", "spacing",
    "pairing", "standards", "staff", "co_financing", "rehousing", "assignment", "sizes", "legal_size", "minimum_use",
    "catchment", "site_needs", "fund_pays", "budget", "fairness",
}  # fmt: skip

STEPS = {
    "EUR": 100, "EUR a year": 100, "share": 0.001, "minutes": 1, "km": 1, "posts": 0.5, "percent": 1, "number": 1,
}  # fmt: skip
"""The next smaller amount is so much less."""

MOST_CHOICES = 4000
SECONDS = 600.0


@cache
def explained(seed: int) -> tuple[Case, Explanation, Judge]:
    case = random_case(seed)
    return case, explain(case, SECONDS), Judge(case, (member.id for member in members_of(plain(case))))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_scenario_has_no_plan(seed: int):
    case, found, _ = explained(seed)
    assert not has_plan(case)
    assert found.possible is False
    assert found.conflicts
    assert found.whole


@pytest.mark.parametrize("seed", SEEDS)
def test_the_members_of_a_conflict_leave_no_plan_and_all_but_one_of_them_do(seed: int):
    _, found, judge = explained(seed)
    for conflict in found.conflicts:
        assert conflict.irreducible
        members = {member.id for member in conflict.members}
        sets = [members, *(members - {member} for member in sorted(members))]
        most = next(most for most in (3, 2, 1) if sum(choices(judge.only(kept, most)) for kept in sets) <= MOST_CHOICES)
        whole, *parts = (has_plan(judge.only(kept, most)) for kept in sets)
        assert not whole, members
        assert all(parts), (members, parts)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_smallest_conflict_is_no_larger_than_any_other(seed: int):
    _, found, _ = explained(seed)
    sizes = [len(conflict.members) for conflict in found.conflicts]
    assert all(len(c.members) == min(sizes) for c in found.conflicts if c.smallest)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_suffices_and_a_little_less_does_not(seed: int):
    _, found, judge = explained(seed)
    for change in found.changes:
        assert has_plan(changed(judge, change)), [step.says.en for step in change.steps]
        last = change.steps[-1]
        if len(change.steps) == 1 and last.amount is not None and last.unit in STEPS:
            assert last.proven
            less = last.amount - STEPS[last.unit]
            assert not has_plan(changed(judge, change, less)), last.says.en


def test_every_kind_of_member_is_part_of_a_conflict():
    found = {member.id for seed in SEEDS for c in explained(seed)[1].conflicts for member in c.members}
    assert {member.partition(".")[0].partition("[")[0] for member in found} >= KINDS


def test_some_changes_are_alone_and_some_together():
    changes = list(chain.from_iterable(explained(seed)[1].changes for seed in SEEDS))
    assert any(len(change.steps) == 1 for change in changes)
    assert any(len(change.steps) > 1 for change in changes)


def changed(judge: Judge, change: Change, last: float | None = None) -> Case:
    """The whole case with the change made; `last`: another amount of its last step."""
    case = judge.case
    for number, step in enumerate(change.steps, start=1):
        amount = last if last is not None and number == len(change.steps) else step.amount
        family, _, service = step.member.id.partition(".")
        if family == "standards" and step.unit == "km":
            assert amount is not None
            case = longer_km(case, service, amount)
        else:
            case = judge.eased(case, step.member.id, amount)
    return case
