"""Alternatives as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapping.model import Mark
from mapping.plan import Plan

Wish = Literal["different", "best"]
"""different: each plan shares as few marks as can be with those before it, and loses no more than the stated share;
best: each plan is the best of all whose marks are other than those before it."""

End = Literal["enough", "no_other", "not_found"]
"""enough: as many as were asked for; no_other: it is proven that there is no further one; not_found: none was found in
time."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan, checked without a solver. `loss` is what it loses of the first objective against the run's plan
    (relative, below 0 where it is better), `proven` how much of what was looked for is proven: of `different` the marks
    shared with the plans before it (`found`, and at least `bound` by any plan within the loss), of `best` the value of
    the first objective (`found`, and no other plan beats `bound`)."""

    plan: Plan
    marks: frozenset[Mark]
    loss: float
    found: float
    bound: float


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The run's plan, the others in the order in which they were found, and why there are no more."""

    run: Plan
    marks: frozenset[Mark]
    wish: Wish
    within: float
    found: tuple[Alternative, ...]
    end: End

    def distances(self) -> tuple[tuple[int, ...], ...]:
        """In how many marks any two plans differ, the run's plan first."""
        every = [self.marks, *(one.marks for one in self.found)]
        return tuple(tuple(len(a ^ b) for b in every) for a in every)


def marks_of(plan: Plan) -> frozenset[Mark]:
    """Where new units stand, by service, and which existing units change, and how."""
    sites = {(unit.service, unit.settlement) for unit in plan.units if unit.state == "new" and unit.openings}
    return frozenset(sites | {(unit.home, unit.change.id) for unit in plan.units if unit.change is not None})
