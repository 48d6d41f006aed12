"""What the scenario itself says of money: the total budget, and the ceiling on running costs after the programme."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.scenario.schema import After, Budget
from mapping.words import Text

STEP = 100.0
"""Money is told to whole hundreds of euro, upwards."""


def total(plain: Plain) -> Iterator[Member]:
    """What everything new may cost together."""
    keys = plain.case.scenario.keys
    now = keys.budget.total
    if now is None or not keys.rules.total_budget:
        return
    shown = naming.euro(now)
    yield Member(
        id="budget.total",
        key="budget.total",
        words=Text(f"общият бюджет за всичко ново: {shown.bg}", f"the total budget of everything new: {shown.en}"),
        without=Edit(lambda case: with_keys(case, budget=Budget())),
        easing=Easing(
            "EUR",
            lambda by: Edit(lambda case: with_keys(case, budget=Budget(total=now + by))),
            lambda by: naming.from_to("budget.total", shown, naming.euro(now + by)),
            step=STEP,
            linear=True,
            common="money",
        ),
    )


def ceiling(plain: Plain) -> Iterator[Member]:
    """What new units may cost to run when the programme has ended."""
    keys = plain.case.scenario.keys
    now = keys.after.running
    if now is None or not keys.rules.running_after:
        return
    shown = naming.euro(now)
    yield Member(
        id="after.running",
        key="after.running",
        words=Text(
            f"таванът на издръжката след програмата: {shown.bg} годишно",
            f"the ceiling on running costs after the programme: {shown.en} a year",
        ),
        without=Edit(lambda case: with_keys(case, after=After())),
        easing=Easing(
            "EUR a year",
            lambda by: Edit(lambda case: with_keys(case, after=After(running=now + by))),
            lambda by: naming.from_to("after.running", shown, naming.euro(now + by)),
            step=STEP,
            linear=True,
            common="money",
        ),
    )
