"""Planning a case as a run does, for questions about finished runs."""

from __future__ import annotations

import threading
from collections.abc import Callable

from mapping.instance import Case, build_instance
from mapping.model import build_model
from mapping.plan import Plan
from mapping.run.listener import Listener
from mapping.run.solving import plan_case, solver_name
from mapping.run.steps import Clock, check_plan
from mapping.solve import Start, extract_plan, solve_again
from mapping.uncertainty.world_plan import columns_of, known_of


def planner_of(listener: Listener) -> Callable[[Case], Plan]:
    """A planner that goes through the stages of a case as a run does, tells `listener`, and checks the plan."""

    def plan(case: Case) -> Plan:
        clock = Clock(listener)
        found = plan_case(case, clock.step, listener).plan
        with clock.step("check"):
            check_plan(case, found)
        return found

    return plan


def near_planner_of(listener: Listener, known: Plan) -> Callable[[Case], Plan]:
    """A planner that starts from the `known` plan and stays as near to it as the first stage's tolerance allows, so
    that of what is different little is chance. Only the first objective is searched for, to 2 %; the later ones only
    decide who is served where, and nothing is proven of them. No run gives this plan.
    """

    def plan(case: Case) -> Plan:
        clock, stop = Clock(listener), threading.Event()
        with clock.step("model"):
            instance, known_units = build_instance(case), known_of(known)
            model = build_model(instance, known_units)
        listener.solving(stop.set)
        try:
            with clock.step("solve"):
                start = Start((columns_of(instance, model, known_units),))
                solution = solve_again(model, instance.stages, start, case.scenario.keys.solver.seed, stop)
        finally:
            listener.solving(None)
        found = extract_plan(case, instance, model, solution, solver_name())
        with clock.step("check"):
            check_plan(case, found)
        return found

    return plan
