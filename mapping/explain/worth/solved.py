"""What a step is worth, by planning with it: the first stage alone, to its stated gap.

A step only adds to what is possible, so it is never worth less than nothing, and the plan of the run is a plan with the
step too. What the step is worth lies between what bounds and plans of both searches prove; where that interval begins
at nothing, the search was not precise enough to tell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isfinite

from mapping.explain.planner import Planner
from mapping.explain.worth.steps import Step
from mapping.instance import Case
from mapping.plan import Plan, coverage, last_period


@dataclass(frozen=True, slots=True)
class Solved:
    """What a step is worth in the first objective (`found`; proven between `low` and `high`), and how many persons more
    the found plan serves at its end: that number may come from the search as well as from the step."""

    step: Step
    found: float
    low: float
    high: float
    persons: float


def solve_step(case: Case, plan: Plan, step: Step, planner: Planner) -> Solved:
    """Plan the first stage of `case` with `step`; `plan` is the run's.

    Raises:
        InfeasibleError, NoPlanError: as planning does.
    """
    this = step.case(case)
    keys = this.scenario.keys
    only = keys.model_copy(update={"stages": keys.stages[:1]})
    after = planner(replace(this, scenario=replace(this.scenario, keys=only)))
    return worth_of(plan, after, step)


def worth_of(before: Plan, after: Plan, step: Step) -> Solved:
    """What the step from `before` to `after` is worth by the proofs of their first stages."""
    was, now = before.stages[0], after.stages[0]
    sign = 1.0 if was.minimise else -1.0
    found = min(sign * now.found, sign * was.found)
    low = max(0.0, sign * was.bound - found) if isfinite(was.bound) else 0.0
    high = max(low, sign * was.found - sign * now.bound) if isfinite(now.bound) else inf
    served = [coverage(last_period(one)).served for one in (before, after)]
    return Solved(step, sign * was.found - found, low, high, served[1] - served[0])
