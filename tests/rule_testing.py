"""What the tests of single rules (tests/rules) share: the toy with other keys, and what its plan then reaches."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from toy import Solved, solve, solved_toy, toy_case, with_keys

import mapping.model.build
from mapping.catalogue import Service
from mapping.instance import Case, build_instance
from mapping.model import RULES, build_model
from mapping.plan import Plan, PlanUnit, Served
from mapping.verify import verify_plan

Values = dict[str, float]
"""Stage -> value; only those that are held against the toy's."""


def values(solved: Solved) -> Values:
    """What each stage found."""
    return {stage.objective: stage.found for stage in solved.solution.stages}


def check(case: Case, expected: Values) -> Solved:
    """Every stage of `case` is proven, those of `expected` at these values, and the plan passes its check."""
    solved = solve(case)
    found = values(solved)
    for stage in solved.solution.stages:
        assert stage.status == "optimal", stage
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-5)
    assert verify_plan(case, solved.plan) == ()
    return solved


def keys_of(change: Callable[[Any], None]) -> Case:
    """The toy with other keys."""
    return with_keys(toy_case(), change)


def switched_off(case: Case, rule: str) -> Case:
    """`case` with a rule switched off in its scenario."""
    return with_keys(case, lambda keys: keys["rules"].update({rule: False}))  # type: ignore[attr-defined]


def with_service(case: Case, service_id: str, **quantities: float) -> Case:
    """`case` with other values of a service."""

    def changed(service: Service) -> Service:
        if service.id != service_id or service.planning is None:
            return service
        new = {name: replace(getattr(service.planning, name), central=value) for name, value in quantities.items()}
        return replace(service, planning=replace(service.planning, **new))

    return replace(case, services=tuple(map(changed, case.services)))


def with_team_hours(case: Case, hours: float) -> Case:
    """`case` with another working week of every team."""

    def changed(service: Service) -> Service:
        if service.planning is None or service.planning.team is None:
            return service
        team = replace(service.planning.team, hours=replace(service.planning.team.hours, central=hours))
        return replace(service, planning=replace(service.planning, team=team))

    return replace(case, services=tuple(map(changed, case.services)))


def without(monkeypatch: pytest.MonkeyPatch, rule: str, case: Case | None = None) -> Values:
    """What `case` (the toy) would reach if the rule wrote no rows."""
    others = tuple(other for other in RULES if other.key != rule)
    monkeypatch.setattr(mapping.model.build, "RULES", others)
    return values(solve(case or toy_case()))


def rows_of(case: Case, prefix: str) -> list[str]:
    """The rows of `case` whose names start with `prefix`, as people write them."""
    return build_model(build_instance(case)).program.text(f"{prefix}[").splitlines()


def caught(case: Case, plan: Plan) -> set[str]:
    """The rules and checks that notice something in `plan`; they say so in both languages."""
    breaches = verify_plan(case, plan)
    for breach in breaches:
        assert breach.what.bg != breach.what.en
        assert not re.search("[а-яА-Я]", breach.what.en)
    return {breach.rule for breach in breaches}


def swap(records: tuple[Any, ...], old: Any, **changes: Any) -> tuple[Any, ...]:
    """`records` with `old` changed."""
    return tuple(replace(record, **changes) if record is old else record for record in records)


def toy_unit(unit_id: str) -> PlanUnit:
    """A unit of the toy's plan."""
    return next(unit for unit in solved_toy().plan.units if unit.id == unit_id)


def toy_visit(unit_id: str, settlement: str, period: int = 1) -> Served:
    """Persons of a settlement served at a unit in the toy's plan."""
    return next(
        visit
        for visit in solved_toy().plan.served
        if (visit.unit, visit.settlement, visit.period) == (unit_id, settlement, period)
    )


def with_unit(unit_id: str, **changes: Any) -> Plan:
    """The toy's plan with a unit changed."""
    plan = solved_toy().plan
    return replace(plan, units=swap(plan.units, toy_unit(unit_id), **changes))


def with_visit(visit: Served, **changes: Any) -> Plan:
    """The toy's plan with one record of persons served changed."""
    plan = solved_toy().plan
    return replace(plan, served=swap(plan.served, visit, **changes))


def edited(plan: Plan, unit_id: str, **changes: Any) -> Plan:
    """`plan` with a unit changed."""
    unit = next(unit for unit in plan.units if unit.id == unit_id)
    return replace(plan, units=swap(plan.units, unit, **changes))


def relocated(plan: Plan, unit_id: str, settlement: str, municipality: str) -> Plan:
    """`plan` with a new unit in another settlement, under the id that it has there."""
    unit = next(unit for unit in plan.units if unit.id == unit_id)
    new_id = f"new.{unit.service}.{settlement}"
    return replace(
        plan,
        units=swap(plan.units, unit, id=new_id, settlement=settlement, municipality=municipality),
        served=tuple(replace(v, unit=new_id) if v.unit == unit_id else v for v in plan.served),
    )
