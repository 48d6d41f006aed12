"""Planning a case as a run does, for questions about finished runs."""

from __future__ import annotations

from collections.abc import Callable

from mapping.instance import Case
from mapping.plan import Plan
from mapping.run.listener import Listener
from mapping.run.solving import plan_case
from mapping.run.steps import Clock, check_plan


def planner_of(listener: Listener) -> Callable[[Case], Plan]:
    """A planner that goes through the stages of a case as a run does, tells `listener`, and checks the plan."""

    def plan(case: Case) -> Plan:
        clock = Clock(listener)
        found = plan_case(case, clock.step, listener).plan
        with clock.step("check"):
            check_plan(case, found)
        return found

    return plan
