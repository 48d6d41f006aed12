"""Robust plans over worlds of a tiny region: values by brute force, choices by arithmetic."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import isnan

import numpy as np
import pytest
from brute_force import least_unmet
from test_fixed_plans import built_of, richer_case, units_of
from toy import solve, solved_toy, with_keys

from mapping.errors import NoPlanError
from mapping.instance import Case, Instance, build_instance
from mapping.uncertainty.fixed import FixedWorld, places_of
from mapping.uncertainty.matrix import Circumstances, Matrix
from mapping.uncertainty.medoids import medoids
from mapping.uncertainty.robust import Robustness, find_robust, largest_regret, majority, with_service
from mapping.uncertainty.types import Built, Criterion, Ensemble, World, WorldPlan

SEED = 67
"""A tiny random case with several units of two services."""

WORLDS = ((1.0, 1.0, 1.0), (0.5, 1.0, 1.0), (0.3, 2.0, 0.5), (0.6, 0.5, 2.0), (1.0, 1.5, 1.5))
"""What there is of the money, and of the need for either service, in each world; world 0 has the central values."""


@cache
def world_case(number: int) -> Case:
    money, *need = WORLDS[number]
    case = richer_case(SEED)
    poorer = with_keys(
        case, lambda keys: keys.update(funds={fund.id: {"factor": 3 * money} for fund in case.region.funds})
    )
    milli = np.round(case.needs.milli * np.array(need)[None, :, None]).astype(np.int64)
    return replace(poorer, needs=replace(case.needs, milli=milli))


@cache
def instance_of(number: int) -> Instance:
    return build_instance(world_case(number))


@cache
def ensemble() -> Ensemble:
    """The worlds 1 to 4 with the plans that are best in them."""
    plans = []
    for number in range(len(WORLDS)):
        solved = solve(world_case(number))
        built = built_of(solved.plan)
        carried = FixedWorld(number, instance_of(number), places_of(built)).carry_out(built).plan
        assert carried.value == pytest.approx(solved.plan.stages[0].value, rel=1e-3)
        plans.append(carried)
    worlds = tuple(World(n, ()) for n in range(1, len(WORLDS)))
    return Ensemble(1, (), worlds, tuple(plans[1:]), plans[0])


def found(asked: Criterion | None = None, threads: int = 1) -> Robustness:
    matrix = Matrix(range(1, len(WORLDS)), instance_of, Circumstances(threads))
    return find_robust(ensemble(), matrix, asked)


def test_the_worlds_differ():
    assert len({round(plan.value, 3) for plan in ensemble().plans}) == len(WORLDS) - 1


def test_every_value_is_the_best_that_the_units_allow_there():
    """Brute force over all choices among the candidate's units, in each world and in the central one."""
    robust = found("regret")
    assert len(robust.candidates) >= 3
    for candidate in robust.candidates:
        most = Counter({(b.service, b.settlement, b.size, b.period): b.units for b in candidate.built})

        def inside(case: Case, most: Counter[tuple[str, str, str, int]] = most) -> Callable[..., bool]:
            return lambda here: units_of(case, here) <= most

        values = [least_unmet(world_case(n), inside(world_case(n))) for n in range(len(WORLDS))]
        assert (candidate.central, *candidate.values) == pytest.approx(values, rel=1e-3)


def test_candidates_fit_the_world_of_the_central_values():
    for candidate in found("expected").candidates:
        carried = FixedWorld(0, instance_of(0), places_of(candidate.built)).carry_out(candidate.built)
        assert carried.plan.built == candidate.built or candidate.name == "central"
        assert carried.floors_hold


@pytest.mark.parametrize("asked", [None, "expected", "worst", "regret"])
def test_the_best_by_each_criterion(asked: Criterion | None):
    robust = found(asked)
    values = np.array([candidate.values for candidate in robust.candidates])
    own = np.minimum([plan.value for plan in ensemble().plans], values.min(axis=0))
    scores = {"expected": values.mean(axis=1), "worst": values.max(axis=1), "regret": (values - own).max(axis=1)}
    assert robust.candidates[0].name == "central"
    for one in robust.plans:
        measured = scores[one.criterion]
        assert one.value == pytest.approx(measured.min(), abs=1e-2)
        assert one.central_value == pytest.approx(measured[0])
        assert one.value <= one.central_value + 1e-9
        assert measured[robust.candidates.index(one.chosen)] == pytest.approx(one.value)
    bounds = [plan.bound for plan in ensemble().plans]
    expected, worst, regret = robust.plans
    assert (expected.bound, worst.bound) == pytest.approx((sum(bounds) / len(bounds), max(bounds)))
    assert expected.bound <= expected.value + 1e-6 and worst.bound <= worst.value + 1e-6
    assert isnan(regret.bound) and isnan(expected.at_most)
    assert regret.at_most >= regret.value


def test_mixing_finds_what_no_world_has():
    """The central plan lacks the day centres, the only world's plan has nothing else: together they are the toy's plan,
    which leaves 108 (docs/toy.md)."""
    whole = built_of(solved_toy().plan)
    day, rest = (tuple(b for b in whole if (b.service == "day") == wanted) for wanted in (True, False))
    toy = build_instance(solved_toy().case)
    alone = [FixedWorld(n, toy, places_of(b)).carry_out(b).plan for n, b in enumerate((rest, day))]
    here = Ensemble(1, (), (World(1, ()),), (alone[1],), alone[0])
    matrix = Matrix([1], lambda _: toy, Circumstances())
    plain = {plan.criterion: plan for plan in find_robust(here, matrix).plans}
    mixed = {plan.criterion: plan for plan in find_robust(here, matrix, "expected").plans}
    assert mixed["expected"].value == pytest.approx(108)
    assert mixed["expected"].chosen.built == whole
    assert mixed["expected"].chosen.name.startswith("mixed")
    assert plain["expected"].value == pytest.approx(min(alone[0].value, alone[1].value))


def test_the_number_of_threads_changes_nothing():
    one, two = found("worst", 1), found("worst", 2)
    assert one.candidates == two.candidates
    assert [plan.chosen for plan in one.plans] == [plan.chosen for plan in two.plans]


def test_a_stop_ends_the_work():
    stop = threading.Event()
    stop.set()
    with pytest.raises(NoPlanError):
        find_robust(ensemble(), Matrix([1, 2], instance_of, Circumstances(1, 1, stop)))


def test_regret_by_hand():
    """Two plans in three worlds whose best are 1, 5, 3: the first loses 0, 2, 1, the second 3, 0, 0."""
    values = np.array([[1.0, 4.0], [7.0, 5.0], [4.0, 3.0]])
    assert largest_regret(values, np.array([1.0, 5.0, 3.0])).tolist() == [2.0, 3.0]


def plan_with(**units: int) -> WorldPlan:
    built = tuple(Built("home", place, "k", 0, n) for place, n in sorted(units.items()) if n)
    return WorldPlan(1, 1, 1, 0, "optimal", 1, 1, 0, built, ())


def test_without_any_world_there_is_no_candidate():
    none = replace(ensemble(), worlds=(), plans=())
    assert find_robust(none, Matrix([], instance_of, Circumstances())) == Robustness((), ())


def test_medoids_stand_for_groups():
    """Three plans about A, two about B, one alone at C: one of each, the largest group first."""
    plans = [plan_with(A=5), plan_with(A=5, D=1), plan_with(A=5), plan_with(B=5), plan_with(B=5), plan_with(C=5)]
    assert medoids(plans, 3) == (0, 3, 5)
    assert medoids(plans, 9) == (0, 3, 5, 1)
    assert medoids([], 3) == ()


def test_the_majority_has_what_half_of_the_plans_have():
    plans = [plan_with(A=3), plan_with(A=2, B=1), plan_with(B=1), plan_with(A=1, C=1)]
    assert majority(plans) == (Built("home", "A", "k", 0, 2), Built("home", "B", "k", 0, 1))


def test_a_service_is_taken_from_another_plan():
    mine = (Built("day", "A", "k", 0, 1), Built("home", "A", "k", 0, 1))
    other = (Built("day", "B", "k", 1, 2), Built("visits", "A", "k", 0, 1))
    assert with_service(mine, other, "day") == (Built("day", "B", "k", 1, 2), Built("home", "A", "k", 0, 1))
    assert with_service(mine, other, "home") == (Built("day", "A", "k", 0, 1),)
