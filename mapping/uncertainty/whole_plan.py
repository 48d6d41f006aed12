"""The units of a robust plan as a whole plan for the central values: persons, money and changes decided by the
scenario's stages, the units given.

The proof of the first stage is held against the bound of the central run, so its gap says how far the plan is from the
best for the central values: that is the price of being robust. Of the later stages nothing is proven: their bounds
would hold for these units only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mapping.errors import BrokenPlanError, NoPlanError
from mapping.instance import Case, build_instance
from mapping.model import build_model
from mapping.plan import Plan, StageProof, StageStatus
from mapping.solve import HighsSession, extract_plan, solve_stages
from mapping.solve.outcome import relative_gap
from mapping.solve.stages import PROVEN
from mapping.uncertainty.fixed import places_of
from mapping.uncertainty.restricted import restricted
from mapping.uncertainty.stated import Stated
from mapping.uncertainty.types import Built
from mapping.verify import verify_plan
from mapping.words import Text


def whole_plan(case: Case, central: Plan, built: Sequence[Built]) -> Plan:
    """The plan of `case` with just the units `built`; `central` is the plan for the central values.

    Raises:
        InfeasibleError: these units break a rule of the scenario.
        BrokenPlanError: the plan failed its independent check, a defect of the program.
    """
    full = build_instance(case)
    instance = restricted(full, places_of(built))
    units = Stated(instance).units_by_column(built)
    model = build_model(instance)
    opened = np.array(list(model.variables.open.values()), dtype=np.int64)
    lower, upper = model.program.lower.copy(), model.program.upper.copy()
    if units.sum() != sum(one.units for one in built):
        raise NoPlanError(Text("Звената не са за този сценарий.", "The units are not those of this scenario."))
    lower[opened] = upper[opened] = units[opened]
    model = replace(model, program=replace(model.program, lower=lower, upper=upper))
    options = case.scenario.keys.solver
    session = HighsSession(model.program, model.goals[0], options.threads, options.seed)
    solution = solve_stages(model, instance.stages, session, by_parts=False)
    plan = extract_plan(case, instance, model, solution, central.solver)
    plan = replace(plan, stages=tuple(_proof(n, mine, central) for n, mine in enumerate(plan.stages)))
    breaches = verify_plan(case, plan)
    if breaches:
        broken = breaches[0]
        raise BrokenPlanError(
            Text(
                f"Устойчивият план не издържа независимата проверка, това е грешка на програмата: {broken.rule}: "
                f"{broken.what.bg}",
                f"The robust plan failed its independent check, a defect of the program: {broken.rule}: "
                f"{broken.what.en}",
            )
        )
    return plan


def _proof(number: int, mine: StageProof, central: Plan) -> StageProof:
    """The first stage against the central run's bound, the others without any."""
    bound = central.stages[0].bound if number == 0 else math.nan
    if not math.isfinite(bound):
        return replace(mine, bound=math.nan, gap=math.inf, status="time_limit")
    gap = round(relative_gap(mine.found, bound), 6)
    status: StageStatus = "optimal" if gap <= PROVEN else "within_gap" if gap <= mine.wanted_gap else "time_limit"
    return replace(mine, bound=bound, gap=gap, status=status)
