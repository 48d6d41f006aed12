"""The plan of one world: as a run plans, but from what other worlds have taught, and near the central plan.

Every plan is checked by the same independent check as that of a run.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from mapping.errors import BrokenPlanError, InfeasibleError, InputError, NoPlanError
from mapping.instance import Case, Instance, build_instance, prepare_case
from mapping.model import Known, Model, build_model
from mapping.plan import Plan
from mapping.region import Region
from mapping.scenario import Scenario
from mapping.solve import Start, extract_plan, prepare_start, solve_again
from mapping.solve.outcome import relative_gap
from mapping.uncertainty.types import Built, Factor, World, WorldPlan, WorldStatus
from mapping.uncertainty.worlds import world_region
from mapping.units import MILLI
from mapping.verify import verify_plan
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Basis:
    """What all worlds share: the tables, the scenario, the factors, the central plan, and what its search taught."""

    region: Region
    scenario: Scenario
    factors: tuple[Factor, ...]
    known: Known
    start: Start
    seed: int


def make_basis(case: Case, factors: tuple[Factor, ...], plan: Plan, seed: int, stop: threading.Event) -> Basis:
    """What the worlds of `case` share, given its central plan: one search of its first stage for the parts' plans."""
    known = known_of(plan)
    instance = build_instance(case)
    model = build_model(instance)
    start = prepare_start(model, columns_of(instance, model, known), case.scenario.keys.solver.threads, seed, stop)
    return Basis(case.region, case.scenario, factors, known, start, seed)


def known_of(plan: Plan) -> Known:
    """The new units and changes of `plan`."""
    units: dict[tuple[str, str, str, int], int] = {}
    for unit in plan.units:
        for opening in unit.openings:
            key = (unit.service, unit.settlement, opening.size, opening.period)
            units[key] = units.get(key, 0) + opening.units
    changes = frozenset((u.home, u.change.id) for u in plan.units if u.change is not None)
    return Known(units, changes)


def plan_world(basis: Basis, world: World, stop: threading.Event) -> WorldPlan:
    """Plan `world`.

    A world in which no plan satisfies all rules, or none was found, is a result too; so is one in which the scenario
    asks for what cannot be (a required change that comes too late there).

    Raises:
        BrokenPlanError: the plan failed its independent check, a defect of the program.
    """
    region = world_region(basis.region, basis.factors, world)
    try:
        case = prepare_case(region, basis.scenario)
        instance = build_instance(case)
        model = build_model(instance, basis.known)
        solution = solve_again(model, instance.stages, basis.start, basis.seed, stop)
    except (InfeasibleError, InputError):
        return _without(world, "infeasible", len(region.settlements))
    except NoPlanError:
        return _without(world, "no_plan", len(region.settlements))
    plan = extract_plan(case, instance, model, solution, "")
    breaches = verify_plan(case, plan)
    if breaches:
        broken = breaches[0]
        raise BrokenPlanError(
            Text(
                f"Планът на възможно развитие {world.number} не издържа независимата проверка, това е грешка на "
                f"програмата: {broken.rule}: {broken.what.bg}",
                f"The plan of world {world.number} failed its independent check, a defect of the program: "
                f"{broken.rule}: {broken.what.en}",
            )
        )
    return world_plan(case, plan, world.number)


def world_plan(case: Case, plan: Plan, number: int) -> WorldPlan:
    """`plan` as the plan of world `number`; by its first stage."""
    proof = plan.stages[0]
    built = sorted(
        Built(unit.service, unit.settlement, opening.size, opening.period, opening.units)
        for unit in plan.units
        for opening in unit.openings
    )
    last = len(plan.periods) - 1
    need, unmet = dict.fromkeys((s.ekatte for s in case.region.settlements), 0), dict[str, int]()
    for record in plan.needs:
        if record.period == last:
            need[record.settlement] += record.need_milli
            unmet[record.settlement] = unmet.get(record.settlement, 0) + record.unmet_milli
    total = sum(need.values())
    return WorldPlan(
        world=number,
        value=proof.value,
        bound=proof.bound,
        gap=round(relative_gap(proof.value, proof.bound), 6),
        status=proof.status,
        need=total / MILLI,
        served=(total - sum(unmet.values())) / MILLI,
        money=sum(unit.cents for unit in plan.units) / 100,
        built=tuple(built),
        served_share=tuple(1 - unmet[code] / n if n else math.nan for code, n in need.items()),
    )


def _without(world: World, status: WorldStatus, settlements: int) -> WorldPlan:
    nan = math.nan
    return WorldPlan(world.number, nan, nan, nan, status, nan, nan, 0.0, (), (nan,) * settlements)


def columns_of(instance: Instance, model: Model, known: Known) -> Mapping[str, int]:
    """The known plan's units by column name."""
    names = model.program.column_names
    units = {}
    for (f, k, t), column in model.variables.open.items():
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        count = known.units.get((service.id, instance.settlements[facility.settlement], service.sizes[k].id, t), 0)
        if count:
            units[names[column]] = count
    return units
