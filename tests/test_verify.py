"""The independent check: a good plan passes, and a broken one is caught.

What the check of each rule catches is in tests/rules; here are the checks of openings, totals, structure and proofs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from runs import SolvedCase, solved_small

from mapping.instance import Case
from mapping.plan import Plan, PlanUnit, Served
from mapping.verify import verify_plan

Break = Callable[[Case, Plan], Plan]
BREAKS: list[tuple[str, Break]] = []
"""The check that must notice, and how the plan is broken."""


def breaks(rule: str) -> Callable[[Break], Break]:
    def note(change: Break) -> Break:
        BREAKS.append((rule, change))
        return change

    return note


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> SolvedCase:
    return solved_small(tmp_path_factory.mktemp("verify"))


def keys(case: Case, plan: Plan) -> set[str]:
    return {breach.rule for breach in verify_plan(case, plan)}


def swap(records: tuple[Any, ...], old: Any, **changes: Any) -> tuple[Any, ...]:
    """`records` with `old` changed."""
    return tuple(replace(record, **changes) if record is old else record for record in records)


def new_unit(plan: Plan, kind: str = "residential") -> PlanUnit:
    return next(unit for unit in plan.units if unit.state == "new" and unit.kind == kind)


def visit_to(plan: Plan, unit: PlanUnit) -> Served:
    return max((visit for visit in plan.served if visit.unit == unit.id), key=lambda visit: visit.milli)


@breaks("openings")
def more_places_than_were_opened(_case: Case, plan: Plan) -> Plan:
    unit = new_unit(plan)
    return replace(plan, units=swap(plan.units, unit, places=tuple(n + 1 for n in unit.places)))


@breaks("openings")
def in_service_before_the_lead_time(_case: Case, plan: Plan) -> Plan:
    unit = next(u for u in plan.units if any(o.first_service_period > 0 for o in u.openings))
    opening = next(o for o in unit.openings if o.first_service_period > 0)
    openings = swap(unit.openings, opening, first_service_period=0)
    return replace(plan, units=swap(plan.units, unit, openings=openings))


@breaks("openings")
def cheaper_than_the_catalogue(_case: Case, plan: Plan) -> Plan:
    unit = new_unit(plan)
    openings = swap(unit.openings, unit.openings[0], capital_cents=1)
    return replace(plan, units=swap(plan.units, unit, openings=openings))


@breaks("totals")
def a_settlement_left_out(_case: Case, plan: Plan) -> Plan:
    gone = plan.needs[0].settlement
    return replace(
        plan,
        needs=tuple(record for record in plan.needs if record.settlement != gone),
        served=tuple(visit for visit in plan.served if visit.settlement != gone),
    )


@breaks("totals")
def shorter_ways_than_estimated(_case: Case, plan: Plan) -> Plan:
    return replace(plan, served=swap(plan.served, plan.served[0], minutes=0.1))


@breaks("totals")
def larger_envelopes_than_the_funds_have(_case: Case, plan: Plan) -> Plan:
    envelope = plan.envelopes[0]
    return replace(plan, envelopes=swap(plan.envelopes, envelope, cents=envelope.cents + 1))


@breaks("structure")
def two_units_of_one_id(_case: Case, plan: Plan) -> Plan:
    return replace(plan, units=(*plan.units, plan.units[-1]))


@breaks("structure")
def users_of_a_unit_that_is_not_there(_case: Case, plan: Plan) -> Plan:
    return replace(plan, served=swap(plan.served, plan.served[0], unit="nowhere"))


@breaks("structure")
def users_of_another_service(_case: Case, plan: Plan) -> Plan:
    visit = visit_to(plan, new_unit(plan))
    return replace(plan, served=swap(plan.served, visit, unit=new_unit(plan, "mobile").id))


@breaks("structure")
def a_period_too_many(_case: Case, plan: Plan) -> Plan:
    return replace(plan, needs=swap(plan.needs, plan.needs[0], period=7))


@breaks("structure")
def a_unit_in_another_municipality(_case: Case, plan: Plan) -> Plan:
    unit = new_unit(plan)
    other = next(u.municipality for u in plan.units if u.municipality != unit.municipality)
    return replace(plan, units=swap(plan.units, unit, municipality=other))


@breaks("structure")
def another_region(_case: Case, plan: Plan) -> Plan:
    return replace(plan, region="elsewhere")


@breaks("structure")
def one_site_in_two_records(_case: Case, plan: Plan) -> Plan:
    unit = new_unit(plan)
    return replace(plan, units=(*plan.units, replace(unit, id=f"{unit.id}b")))


@breaks("structure")
def a_new_unit_of_another_name(_case: Case, plan: Plan) -> Plan:
    unit = new_unit(plan)
    served = tuple(replace(v, unit="mine") if v.unit == unit.id else v for v in plan.served)
    return replace(plan, units=swap(plan.units, unit, id="mine"), served=served)


@breaks("structure")
def more_sites_were_near_than_the_scenario_asks(_case: Case, plan: Plan) -> Plan:
    return replace(plan, size=replace(plan.size, nearest=plan.size.nearest + 1))


@breaks("structure")
def persons_without_end(_case: Case, plan: Plan) -> Plan:
    return replace(plan, needs=swap(plan.needs, plan.needs[0], need_milli=10**400))


@breaks("proof")
def an_unknown_objective(_case: Case, plan: Plan) -> Plan:
    return replace(plan, stages=swap(plan.stages, plan.stages[0], objective="nonsense"))


@breaks("proof")
def optimal_without_a_gap_stated(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    changes = {"status": "optimal", "bound": 0.0, "gap": float("nan")}
    return replace(plan, stages=swap(plan.stages, stage, **changes))


@breaks("proof")
def within_a_gap_that_is_not_stated(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    changes = {"status": "within_gap", "bound": stage.found * 0.5, "gap": float("nan")}
    return replace(plan, stages=swap(plan.stages, stage, **changes))


@breaks("proof")
def the_other_direction(_case: Case, plan: Plan) -> Plan:
    """A found value far from a bound on its other side."""
    stage = plan.stages[0]
    return replace(plan, stages=swap(plan.stages, stage, minimise=False))


@breaks("proof")
def optimal_at_a_small_distance(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    changes = {"status": "optimal", "bound": stage.found * 0.99995, "gap": 0.0}
    return replace(plan, stages=swap(plan.stages, stage, **changes))


@breaks("proof")
def stopped_by_the_clock_at_the_bound(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    return replace(plan, stages=swap(plan.stages, stage, status="time_limit", bound=stage.found, gap=0.0))


@breaks("proof")
def a_stage_left_out(_case: Case, plan: Plan) -> Plan:
    return replace(plan, stages=plan.stages[:-1])


@breaks("proof")
def optimal_with_a_gap(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[-1]
    changes = {"status": "optimal", "bound": stage.found * 0.8, "gap": 0.2}
    return replace(plan, stages=swap(plan.stages, stage, **changes))


@breaks("proof")
def a_clock_stop_called_within_gap(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[-1]
    changes = {"status": "within_gap", "bound": stage.found * 0.5, "gap": 0.5}
    return replace(plan, stages=swap(plan.stages, stage, **changes))


@breaks("proof")
def a_gap_that_is_not_the_difference(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[-1]
    return replace(plan, stages=swap(plan.stages, stage, bound=stage.found * 0.9, gap=0.01, status="within_gap"))


@breaks("proof")
def better_than_its_own_bound(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    return replace(plan, stages=swap(plan.stages, stage, bound=stage.found * 2 + 1))


@breaks("proof")
def a_better_value_than_the_plan_has(_case: Case, plan: Plan) -> Plan:
    stage = next(s for s in plan.stages if s.objective == "money")
    return replace(plan, stages=swap(plan.stages, stage, value=stage.value * 0.9))


@breaks("proof")
def proven_without_a_bound(_case: Case, plan: Plan) -> Plan:
    stage = plan.stages[0]
    return replace(plan, stages=swap(plan.stages, stage, bound=float("nan"), gap=float("nan"), status="within_gap"))


def test_a_good_plan_passes(solved: SolvedCase):
    assert verify_plan(solved.case, solved.plan) == ()


def test_the_small_plan_opens_what_the_broken_plans_need(solved: SolvedCase):
    """It has residential units and mobile teams, unmet persons, and proven stages."""
    kinds = {unit.kind for unit in solved.plan.units if unit.state == "new"}
    assert kinds == {"residential", "mobile"}
    assert any(record.unmet_milli for record in solved.plan.needs)
    assert {stage.status for stage in solved.plan.stages} <= {"optimal", "within_gap"}


@pytest.mark.parametrize(("rule", "change"), BREAKS, ids=[f"{rule}-{f.__name__}" for rule, f in BREAKS])
def test_a_broken_plan_is_caught_by_its_check(solved: SolvedCase, rule: str, change: Break):
    assert rule in keys(solved.case, change(solved.case, solved.plan))


def test_a_stage_stopped_by_the_clock_or_the_user_is_a_sound_plan(solved: SolvedCase):
    first, *others = solved.plan.stages
    stopped = replace(first, status="time_limit", bound=first.found * 0.5, gap=0.5)
    unproven = [replace(s, status="cancelled", bound=float("nan"), gap=float("inf")) for s in others]
    assert verify_plan(solved.case, replace(solved.plan, stages=(stopped, *unproven))) == ()


def test_breaches_speak_both_languages(solved: SolvedCase):
    for _, change in BREAKS:
        for breach in verify_plan(solved.case, change(solved.case, solved.plan)):
            assert breach.what.bg != breach.what.en
            assert not re.search("[а-яА-Я]", breach.what.en)
