"""The toy region: the plan is the one that docs/toy.md finds with a pencil. No number here is the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pulp
import pytest
from toy import solved_toy

from mapping.model import Goal, Program
from mapping.model.problem import state_problem
from mapping.model.program import Draft, Sense
from mapping.plan import money_by_fund
from mapping.verify import verify_plan

ALFA, BETA, GAMA, DELTA, EPSILON = "00001", "00002", "00003", "00004", "00005"
PAGE = Path(__file__).parents[1] / "docs" / "toy.md"

ROUNDING = 0.002
"""Persons: thousandths are rounded down."""

NEED = {
    "home": {ALFA: 6, BETA: 2, GAMA: 2, DELTA: 4, EPSILON: 2},
    "day": {ALFA: 12, BETA: 6, GAMA: 6, DELTA: 8, EPSILON: 6},
    "visits": {BETA: 3, GAMA: 3, EPSILON: 4},
}

STAGES = {"unmet": 108, "worst_served": 0.8, "travel": 1436, "money": 1710}

OPENED = {
    # unit: (size, period of contract, units, first period of service)
    "new.home.00004": ("p6", 0, 1, 1),
    "new.day.00002": ("p20", 0, 1, 0),
    "new.day.00004": ("p10", 1, 1, 1),
    "new.visits.00001": ("car", 0, 2, 0),
    "new.visits.00004": ("car", 0, 1, 0),
}

SERVED = {
    # (unit, settlement): persons in each period
    ("old_home", ALFA): (6, 5),
    ("old_home", BETA): (0, 1),
    ("new.home.00004", ALFA): (0, 1),
    ("new.home.00004", DELTA): (0, 4),
    ("new.home.00004", EPSILON): (0, 1),
    ("new.day.00002", ALFA): (12, 12),
    ("new.day.00002", BETA): (6, 6),
    ("new.day.00002", GAMA): (2, 2),
    ("new.day.00004", DELTA): (0, 8),
    ("new.day.00004", EPSILON): (0, 2),
    ("new.visits.00001", BETA): (3, 3),
    ("new.visits.00001", GAMA): (3, 3),
    ("new.visits.00004", EPSILON): (4, 4),
}

PAID = {
    # (unit, fund, municipality, kind): thousand EUR in each period
    ("new.home.00004", "state", None, "capital"): (300, 0),
    ("new.home.00004", "state", None, "running"): (0, 100),
    ("new.day.00002", "state", None, "capital"): (320, 0),
    ("new.day.00002", "municipal", "WST01", "running"): (100, 200),
    ("new.day.00004", "state", None, "capital"): (0, 200),
    ("new.day.00004", "municipal", "EST02", "running"): (0, 70),
    ("new.visits.00001", "municipal", "WST01", "capital"): (40, 0),
    ("new.visits.00001", "municipal", "WST01", "running"): (120, 120),
    ("new.visits.00004", "municipal", "EST02", "capital"): (20, 0),
    ("new.visits.00004", "municipal", "EST02", "running"): (60, 60),
}

FUNDS = {
    ("state", "capital"): 820,
    ("state", "running"): 100,
    ("municipal", "capital"): 60,
    ("municipal", "running"): 730,
}


def test_need():
    case = solved_toy().case
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    for s, service in enumerate(case.services):
        for ekatte, i in index.items():
            assert case.needs.persons[i, s].tolist() == [NEED[service.id].get(ekatte, 0)] * 2


@pytest.mark.parametrize("objective", STAGES)
def test_every_stage_is_proven_at_its_value(objective: str):
    [stage] = [stage for stage in solved_toy().plan.stages if stage.objective == objective]
    assert stage.status == "optimal"
    for figure in (stage.found, stage.bound, stage.value):
        assert figure == pytest.approx(STAGES[objective], rel=1e-5)


def test_units_opened():
    opened = {}
    for unit in solved_toy().plan.units:
        if unit.state == "new":
            [opening] = unit.openings
            opened[unit.id] = (opening.size, opening.period, opening.units, opening.first_service_period)
    assert opened == OPENED


def test_the_old_home_stays():
    [old] = [unit for unit in solved_toy().plan.units if unit.state == "existing"]
    assert (old.id, old.places, old.money) == ("old_home", (6, 6), ())


def test_persons_served():
    served: dict[tuple[str, str], list[float]] = {}
    for visit in solved_toy().plan.served:
        served.setdefault((visit.unit, visit.settlement), [0.0, 0.0])[visit.period] += visit.persons
    assert served.keys() == SERVED.keys()
    for key, persons in served.items():
        assert persons == pytest.approx(SERVED[key], abs=ROUNDING), key


def test_money_by_unit_and_fund():
    paid: dict[tuple[str, str, str | None, str], list[float]] = {}
    for unit in solved_toy().plan.units:
        for payment in unit.money:
            key = (unit.id, payment.fund, payment.municipality, payment.kind)
            paid.setdefault(key, [0, 0])[payment.period] += payment.cents / 100_000
    assert {key: tuple(amounts) for key, amounts in paid.items()} == PAID


def test_money_by_fund():
    by_fund = {key: cents / 100_000 for key, cents in money_by_fund(solved_toy().plan).items()}
    assert by_fund == FUNDS
    assert sum(FUNDS.values()) == STAGES["money"]


def test_the_check_finds_nothing():
    assert verify_plan(solved_toy().case, solved_toy().plan) == ()


def test_the_page_says_these_numbers():
    text = PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^## \d\. .*: ([\d.]+)\b", text, re.MULTILINE)
    assert [float(value) for value in headings] == list(STAGES.values())


def held(program: Program, goal: Goal, value: float) -> Program:
    """`program` in which a goal is no worse than `value`, but for a whisker of floating point."""
    sense: Sense = "<=" if goal.minimise else ">="
    sign = 1.0 if goal.minimise else -1.0
    rhs = value + sign * 1e-6 * max(1.0, abs(value))
    draft = Draft()
    for column in program.columns:
        draft.column(column.name, column.lower, column.upper, column.whole)
    for row in program.rows:
        draft.row(row.name, zip(row.columns, row.coefficients, strict=True), row.sense, row.rhs, row.linking)
    draft.row(f"held[{goal.objective}]", goal.terms.items(), sense, rhs)
    return draft.freeze()


def cbc() -> pulp.LpSolver:
    """CBC: it comes with PuLP 3.3; PuLP 4 runs the one that it finds installed."""
    command = getattr(pulp, "PULP_CBC_CMD", None) or pulp.COIN_CMD
    solver = command(msg=False, threads=1, gapRel=0.0, gapAbs=1e-7)
    if not solver.available():
        pytest.skip(f"PuLP {pulp.__version__} comes without CBC, and none is installed here")
    return solver


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")
def test_another_solver_finds_the_same_at_every_stage():
    """CBC solves each stage as it is stated for HiGHS, the stages before it held at the values of docs/toy.md."""
    solver = cbc()
    model = solved_toy().model
    program = model.program
    for goal in model.goals:
        problem, _ = state_problem(program, goal)
        problem.solve(solver)
        assert pulp.LpStatus[problem.status] == "Optimal"
        assert pulp.value(problem.objective) == pytest.approx(STAGES[goal.objective], rel=1e-5)
        program = held(program, goal, STAGES[goal.objective])
