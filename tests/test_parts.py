"""Solving by parts: the seam is where it should be, no bound is beaten, and no move makes a plan worse."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
import pytest
from brute_force import best_values
from random_cases import random_case
from toy import solve, solved_toy, toy_case

from mapping.errors import InfeasibleError
from mapping.instance import Case, build_instance
from mapping.model import Goal, Model, Program, build_model
from mapping.model.program import Draft
from mapping.solve import HighsSession
from mapping.solve.arrays import Arrays, Effort, FloatArray, arrays_of, cost_of, minimise, slice_of, with_linking_row
from mapping.solve.parts import PartSolver
from mapping.solve.prices import Pricing, joint_of
from mapping.solve.seam import Part, find_seam

EFFORT = Effort(gap=0.0, nodes=1000, deadline=float("inf"))
SEEDS = range(40)
FEASIBLE = 1e-5


def never() -> threading.Event:
    return threading.Event()


def no_report(_progress: object) -> None:
    pass


def services_of(part: Part, program: Program) -> set[str]:
    """service.municipality of the sites where whole columns of a part stand."""
    west = {"00001", "00002", "00003"}
    found = set()
    for column in part.columns.tolist():
        if program.columns[column].whole:
            service, ekatte, *_ = program.columns[column].name.removeprefix("open[").split(".")
            found.add(f"{service}.{'west' if ekatte in west else 'east'}")
    return found


class TestSeam:
    def test_toy(self):
        """Homes reach across the two municipalities' border; who pays is settled outside the parts."""
        program = solved_toy().model.program
        seam = find_seam(arrays_of(program))
        parts = sorted(sorted(services_of(part, program)) for part in seam.parts)
        assert parts == [["day.east"], ["day.west"], ["home.east", "home.west"], ["visits.east"], ["visits.west"]]
        loose = {program.columns[column].name for column in seam.loose.tolist()}
        shares = {"served_share[WST01]", "served_share[EST02]", "worst_served"}
        towns = ("WST01", "EST02")
        commuters = {f"staff[{home}.{work}.2023_2024]" for home in towns for work in towns}
        payments = {column.name for column in program.columns if column.name.startswith("spend[")}
        assert loose == shares | commuters | payments

    def test_a_home_that_cannot_be_opened_yet_is_in_the_remainder(self):
        program = solved_toy().model.program
        seam = find_seam(arrays_of(program))
        names = {program.columns[column].name for column in seam.remainder.columns.tolist()}
        assert "serve[00001.home.old_home.2021_2022]" in names
        assert not any(name.startswith("open[") for name in names)

    @pytest.mark.parametrize("seed", [-1, *range(10)])
    def test_parts_share_nothing_and_leave_nothing_out(self, seed: int):
        arrays = arrays_of(build_model(build_instance(toy_case() if seed < 0 else random_case(seed))).program)
        seam = find_seam(arrays)
        every = [*seam.parts, seam.remainder]
        columns = np.concatenate([*(part.columns for part in every), seam.loose])
        assert sorted(columns.tolist()) == list(range(arrays.columns))
        rows = np.concatenate([part.rows for part in every]).tolist()
        own = [r for r in range(arrays.rows) if not arrays.linking[r] and arrays.start[r + 1] > arrays.start[r]]
        assert sorted(rows) == own
        for part in every:
            inside = set(part.columns.tolist())
            for r in part.rows.tolist():
                assert set(arrays.column[arrays.start[r] : arrays.start[r + 1]].tolist()) <= inside


class TestSlice:
    """x + 2 y - 3 z <= 10; y + z >= 4; x = 5."""

    @staticmethod
    def arrays() -> Arrays:
        draft = Draft()
        x, y, z = (draft.column(name, 0.0, 9.0) for name in "xyz")
        draft.row("first", [(x, 1.0), (y, 2.0), (z, -3.0)], "<=", 10.0)
        draft.row("second", [(y, 1.0), (z, 1.0)], ">=", 4.0)
        draft.row("third", [(x, 1.0)], "=", 5.0)
        return arrays_of(draft.freeze())

    def test_what_stands_moves_to_the_right(self):
        """With x = 2 and z = 7: 2 y <= 10 - 2 + 21 = 29; y >= 4 - 7 = -3."""
        part = slice_of(self.arrays(), np.array([1]), np.array([0, 1]), np.array([2.0, 100.0, 7.0]))
        assert part.row_upper[0] == 29
        assert part.row_lower[1] == -3
        assert part.row_lower[0] <= -1e20
        assert part.row_upper[1] >= 1e20
        assert (part.start.tolist(), part.index.tolist(), part.value.tolist()) == ([0, 1, 2], [0, 0], [2.0, 1.0])

    def test_nothing_stands(self):
        part = slice_of(self.arrays(), np.array([0, 1, 2]), np.array([0, 1, 2]), None)
        assert (part.row_upper[0], part.row_lower[1]) == (10, 4)
        assert part.row_lower[2] == part.row_upper[2] == 5
        assert part.start.tolist() == [0, 3, 5, 6]

    def test_rows_in_another_order(self):
        part = slice_of(self.arrays(), np.array([2, 0]), np.array([2, 0]), np.array([0.0, 3.0, 0.0]))
        assert part.row_upper.tolist() == [5, 10 - 6]
        assert part.start.tolist() == [0, 1, 3]
        assert dict(zip(part.index[1:].tolist(), part.value[1:].tolist(), strict=True)) == {1: 1.0, 0: -3.0}

    def test_one_more_linking_row(self):
        arrays = with_linking_row(self.arrays(), np.array([0.0, 4.0, 5.0]), 20.0)
        part = slice_of(arrays, np.array([1]), np.array([3]), np.array([1.0, 1.0, 2.0]))
        assert arrays.linking.tolist() == [False, False, False, True]
        assert part.row_upper.tolist() == [10.0]
        assert part.value.tolist() == [4.0]


@cache
def best(seed: int) -> float | None:
    """The best value of the first stage, by brute force."""
    values = best_values(random_case(seed, tolerances=False))
    return None if values is None else values[0]


def model_of(case: Case) -> Model:
    return build_model(build_instance(case))


def is_below(bound: float, value: float) -> bool:
    """Whether a bound of something that is minimised is sound."""
    return bound <= value + 1e-5 * max(1.0, abs(value))


class TestBounds:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_no_multipliers_give_a_bound_that_the_best_plan_beats(self, seed: int):
        value = best(seed)
        if value is None:
            return
        model = model_of(random_case(seed, tolerances=False))
        goal, arrays = model.goals[0], arrays_of(model.program)
        cost, seam = cost_of(goal, arrays.columns), find_seam(arrays)
        rng = np.random.default_rng(seed)
        for scale in (0.0, 0.01, 1.0, 100.0):
            prices = rng.normal(scale=scale, size=arrays.rows) if scale else np.zeros(arrays.rows)
            pricing = Pricing(joint_of(arrays, seam, cost), 1, seed, never())
            bound = pricing.at(prices[arrays.linking], EFFORT).bound
            assert is_below(bound, value if goal.minimise else -value), scale

    @pytest.mark.parametrize("seed", SEEDS)
    def test_the_solvers_own_bound_is_not_beaten(self, seed: int):
        value = best(seed)
        if value is None:
            return
        model = model_of(random_case(seed, tolerances=False))
        goal = model.goals[0]
        bound = proven(PartSolver(model.program, threads=1, seed=1, stop=never()), goal)
        assert is_below(bound, value) if goal.minimise else is_below(-bound, -value)

    def test_the_toys_bounds_hold_and_are_not_below_the_linear_relaxations(self):
        model = solved_toy().model
        solver = PartSolver(model.program, threads=1, seed=1, stop=never())
        arrays = arrays_of(model.program)
        everything = slice_of(arrays, np.arange(arrays.columns), np.arange(arrays.rows), None)
        relaxed = minimise(
            everything, cost_of(model.goals[0], arrays.columns), arrays.lower, arrays.upper,
            np.zeros(arrays.columns, dtype=bool), EFFORT, 1, never(),
        )  # fmt: skip
        assert 0 < relaxed.value - 1e-6 <= proven(solver, model.goals[0]) <= 108 + 1e-6
        solver.hold(model.goals[0], 108.0001)
        assert 0.8 - 1e-5 <= proven(solver, model.goals[1]) <= 1

    def test_threads_change_nothing(self):
        model = solved_toy().model
        one, two = (PartSolver(model.program, threads=n, seed=1, stop=never()) for n in (1, 2))
        assert proven(one, model.goals[0]) == proven(two, model.goals[0])


def proven(solver: PartSolver, goal: Goal) -> float:
    """The bound that comes with the plan found by parts."""
    return solver.improve(goal, None, 0.0, 60.0, no_report).bound


def value_of(goal: Goal, values: FloatArray) -> float:
    return sum(coefficient * float(values[column]) for column, coefficient in goal.terms.items())


def broken_rows(program: Program, values: FloatArray) -> list[str]:
    """Rows, bounds and whole numbers that `values` does not keep."""
    broken = []
    for row in program.rows:
        left = sum(c * float(values[column]) for column, c in zip(row.columns, row.coefficients, strict=True))
        over = {"<=": left - row.rhs, ">=": row.rhs - left, "=": abs(left - row.rhs)}[row.sense]
        if over > FEASIBLE * max(1.0, abs(row.rhs)):
            broken.append(row.name)
    for column, value in zip(program.columns, values.tolist(), strict=True):
        if not column.lower - FEASIBLE <= value <= column.upper + FEASIBLE:
            broken.append(column.name)
        if column.whole and abs(value - round(value)) > FEASIBLE:
            broken.append(column.name)
    return broken


class TestImprove:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_a_plan_is_never_worse_and_keeps_all_rows_and_what_is_held(self, seed: int):
        model = model_of(random_case(seed, tolerances=False))
        first, *others = model.goals
        session = HighsSession(model.program, first, threads=1, seed=1)
        start = session.solve(first, 0.0, 60.0)
        if start.values is None:
            return
        solver = PartSolver(model.program, threads=1, seed=1, stop=never())
        held = start.value + (1e-4 if first.minimise else -1e-4)
        solver.hold(first, held)
        for goal in others:
            outcome = solver.improve(goal, start.values, 0.0, 60.0, no_report)
            assert outcome.values is not None
            assert broken_rows(model.program, outcome.values) == []
            sign = 1 if goal.minimise else -1
            assert is_below(sign * outcome.value, sign * value_of(goal, start.values))
            assert outcome.value == pytest.approx(value_of(goal, outcome.values))
            assert is_below(sign * outcome.bound, sign * outcome.value)
            kept = 1 if first.minimise else -1
            assert is_below(kept * value_of(first, outcome.values), kept * held)

    def test_the_idle_toy_gets_better(self):
        """From the plan that opens nothing, without a hold: moves by parts find most of what there is."""
        model = solved_toy().model
        goal = model.goals[0]
        idle = np.zeros(len(model.program.columns))
        solver = PartSolver(model.program, threads=1, seed=1, stop=never())
        idle = solver.reassign(goal, idle)
        assert value_of(goal, idle) == pytest.approx(320 - 48)
        outcome = solver.improve(goal, idle, 0.0, 60.0, no_report)
        assert 108 - 1e-6 <= outcome.value <= 108 + 16
        assert outcome.bound <= 108 + 1e-6

    def test_a_stop_ends_it_with_the_plan_at_hand(self):
        solved = solved_toy()
        stop = threading.Event()
        stop.set()
        solver = PartSolver(solved.model.program, threads=1, seed=1, stop=stop)
        outcome = solver.improve(solved.model.goals[3], solved.solution.values, 0.0, 60.0, no_report)
        assert outcome.values is not None
        assert broken_rows(solved.model.program, outcome.values) == []
        assert outcome.value <= 1710 + 1e-6

    def test_twice_is_the_same(self):
        once, again = (solve(toy_case(), by_parts=True) for _ in range(2))
        assert once.solution.values.tolist() == again.solution.values.tolist()

    def test_the_toy_by_parts_is_the_toy(self):
        stages = solve(toy_case(), by_parts=True).solution.stages
        assert [stage.found for stage in stages] == pytest.approx([108, 0.8, 1436, 1710], rel=1e-5)


def test_infeasible_either_way():
    infeasible = [seed for seed in SEEDS if best(seed) is None]
    assert infeasible
    for seed in infeasible:
        for by_parts in (False, True):
            with pytest.raises(InfeasibleError):
                solve(random_case(seed, tolerances=False), by_parts=by_parts)
