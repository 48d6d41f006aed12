"""Solving a programme like another: bounds that no plan beats, plans that pass their check, units that stay."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
import pytest
from brute_force import best_values
from random_cases import random_case
from toy import solve, solved_toy, toy_case

from mapping.errors import InfeasibleError, NoPlanError
from mapping.instance import Case, build_instance, prepare_case
from mapping.model import Known, build_model
from mapping.solve import Solution, Start, extract_plan, prepare_start, solve_again
from mapping.solve.reuse import units_of
from mapping.uncertainty.factors import find_factors
from mapping.uncertainty.world_plan import known_of
from mapping.uncertainty.worlds import draw_world, world_region
from mapping.verify import verify_plan


def world_case(number: int) -> Case:
    """The toy in a world of seed 1."""
    case = toy_case()
    factors = find_factors(case.region)
    return prepare_case(world_region(case.region, factors, draw_world(factors, (), 1, number)), case.scenario)


@cache
def toy_start() -> Start:
    """What the toy's central plan teaches, part by part."""
    solved = solved_toy()
    program = solved.model.program
    units = {
        program.column_names[column]: round(float(solved.solution.values[column]))
        for column in range(len(program.whole))
        if program.whole[column] and round(float(solved.solution.values[column]))
    }
    return prepare_start(solved.model, units, 1, 1, threading.Event(), by_parts=True)


def again(case: Case, known: Known, start: Start, by_parts: bool) -> tuple[Solution, tuple[object, ...]]:
    """The solution, and what the independent check finds wrong with its plan."""
    instance = build_instance(case)
    model = build_model(instance, known)
    solution = solve_again(model, instance.stages, start, 1, threading.Event(), by_parts)
    return solution, verify_plan(case, extract_plan(case, instance, model, solution, "test"))


@pytest.mark.parametrize("number", range(12))
def test_by_parts_the_bound_is_below_and_the_plan_above_what_is_best(number: int):
    case = world_case(number)
    best = solve(case).solution.stages[0].found
    whole, broken = again(case, known_of(solved_toy().plan), Start(), by_parts=False)
    assert not broken
    assert whole.stages[0].found == pytest.approx(best, rel=1e-4, abs=1e-3)
    found, broken = again(case, known_of(solved_toy().plan), toy_start(), by_parts=True)
    assert not broken
    first = found.stages[0]
    assert first.bound <= best + 1e-3
    assert first.found >= best - 1e-3
    assert first.gap == pytest.approx((first.found - first.bound) / first.found, abs=1e-6)


@pytest.mark.parametrize("seed", range(25))
def test_random_cases_from_nothing_known(seed: int):
    """Held against every plan there is: infeasible exactly where there is none, else never better than the best."""
    case = random_case(seed)
    best = best_values(case)
    for by_parts in (False, True):
        try:
            found, broken = again(case, Known(), Start(), by_parts)
        except InfeasibleError:
            assert best is None
            continue
        except NoPlanError:
            assert by_parts  # parts that join to no plan prove nothing
            continue
        assert best is not None
        assert not broken
        first = found.stages[0]
        if by_parts:
            better = first.bound - best[0]
            assert (better if case.scenario.keys.stages[0].objective != "worst_served" else -better) <= 1e-3
        else:
            assert first.found == pytest.approx(best[0], rel=1e-4, abs=1e-3)


def test_what_is_handed_on_names_units_only():
    plans = toy_start().plans
    assert plans
    assert all(name.startswith(("open[", "change[")) and count >= 1 for plan in plans for name, count in plan.items())


def test_a_plan_that_is_as_good_stays_where_it_was():
    """The toy's teams may stand in either town of the east; told of the other plan, the programme keeps it."""
    central = solved_toy()
    known = known_of(central.plan)
    solution, broken = again(toy_case(), known, Start(), by_parts=False)
    assert not broken
    program = build_model(build_instance(toy_case()), known).program
    again_units = units_of(program, np.arange(len(program.whole)), solution.values)
    assert again_units == units_of(
        central.model.program, np.arange(len(central.solution.values)), central.solution.values
    )


def test_units_that_are_no_longer_possible_are_left_out():
    start = Start(({"open[day.99999.p20.2021_2022]": 1}, *toy_start().plans))
    found, broken = again(world_case(3), Known(), start, by_parts=True)
    assert not broken
    assert found.stages[0].found > 0


def test_a_stop_before_any_plan_is_said():
    stop = threading.Event()
    stop.set()
    instance = build_instance(toy_case())
    with pytest.raises(NoPlanError):
        solve_again(build_model(instance, Known()), instance.stages, Start(), 1, stop, by_parts=True)


def test_distance_from_a_known_plan_by_hand():
    """Six units stay: 6. One of them elsewhere instead: 5 stay, 2 for the missing one, 1.01 for the new one. One of
    another size at its place: 5 + 1.01. One more: 6 + 1.01."""
    solved = solved_toy()
    model = build_model(build_instance(toy_case()), known_of(solved.plan))
    nearness = model.nearness
    assert nearness is not None
    column = {model.program.column_names[at]: at for at in range(len(model.program.column_names))}

    def distance(**moves: int) -> float:
        values = np.zeros(len(column))
        values[: len(solved.solution.values)] = solved.solution.values
        for name, units in moves.items():
            values[column[f"open[{name}]"]] += units
        return float(sum(c * nearness.settled(values)[at] for at, c in nearness.goal.terms.items()))

    day = "day.00002.p20.2021_2022"
    assert distance() == 6
    assert distance(**{day: -1, "day.00001.p20.2021_2022": 1}) == pytest.approx(8.01)
    assert distance(**{day: -1, "day.00002.p10.2021_2022": 1}) == pytest.approx(6.01)
    assert distance(**{"day.00001.p20.2021_2022": 1}) == pytest.approx(7.01)
    assert distance(**{day: -1}) == 7
