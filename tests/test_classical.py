"""The location problems of docs/classical.md, each scenario as it stands there, held to the numbers found by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from line import HEAD, LINE, copy_of_line, line_case, snippets
from toy import Solved, solve

from mapping.errors import InfeasibleError
from mapping.instance import Case
from mapping.verify import verify_plan

CAPACITY_5 = (LINE / "points.csv").read_text(encoding="utf-8").replace(",6,", ",5,")

ANSWERS: dict[str, dict[str, float]] = {
    "Location set covering": {"units": 3},
    "Weighted set covering": {"money": 0.016},
    "Maximal covering": {"unmet": 2},
    "P-median": {"unmet": 0, "travel": 19},
    "P-center": {"longest_trip": 4},
    "Uncapacitated facility location": {"location_cost": 27},
    "Capacitated facility location": {"location_cost": 28},
    "Single-source facility location": {"travel": 15},
    "Capacitated set covering": {"units": 3},
    "P-dispersion": {"spread": 5},
    "Several periods": {"unmet": 0, "travel": 64},
}


def answered(case: Case) -> dict[str, float]:
    """The value of every stage; all are proven, and the plan passes its check."""
    solved = solve(case)
    assert verify_plan(case, solved.plan) == ()
    assert {proof.status for proof in solved.plan.stages} == {"optimal"}
    return {proof.objective: proof.value for proof in solved.plan.stages}


def region_for(problem: str, folder: Path) -> Path:
    """The line, with 5 places a unit where the page says so."""
    return copy_of_line(folder, points=CAPACITY_5) if problem == "Single-source facility location" else LINE


def test_the_page_states_these_problems_and_no_others():
    assert set(snippets()) == {HEAD, "What cannot be", *ANSWERS}


@pytest.mark.parametrize("problem", ANSWERS)
def test_the_page_is_right(problem: str, tmp_path: Path):
    case = line_case(tmp_path, snippets()[problem], region_for(problem, tmp_path))
    assert answered(case) == pytest.approx(ANSWERS[problem])


def test_what_cannot_be_is_said_to_be_impossible(tmp_path: Path):
    with pytest.raises(InfeasibleError):
        solve(line_case(tmp_path, snippets()["What cannot be"]))


def asked(folder: Path, question: str, points: str | None = None, **tables: str) -> dict[str, float]:
    """What a scenario of its own reaches on the line."""
    more = {"points": points} if points is not None else {}
    return answered(line_case(folder, question, copy_of_line(folder, **more, **tables)))


FEWEST_WITHIN = """
standards = {{ unit = {{ minutes = {} }} }}
stages = [{{ objective = "unmet", gap = 0.0 }}, {{ objective = "units", gap = 0.0 }}]
"""


@pytest.mark.parametrize(("within", "units"), [(0.9, 6), (1, 4), (1.9, 4), (2, 3), (3.9, 3), (4, 2), (6.9, 2), (7, 1)])
def test_fewest_units_within(within: float, units: int, tmp_path: Path):
    """Within 1 B and C share a unit, D and E another; within 2 B's takes A too; within 4 E's F; within 7 D's all."""
    assert asked(tmp_path, FEWEST_WITHIN.format(within)) == {"unmet": 0, "units": units}


def test_a_budget_instead_of_a_number(tmp_path: Path):
    """For EUR 7 B (4) and E (3) reach 11 of 13; for EUR 6.99 only the left three (B, 6) are worth it."""
    question = """
        rules = { places = false }
        standards = { unit = { minutes = 3 } }
        stages = [{ objective = "unmet", gap = 0.0 }]
    """
    budget = "kind,first_year,last_year,unit,amount\ncapital,2024,2024,EUR,{}\n"
    assert asked(tmp_path / "a", question, budget=budget.format(7)) == {"unmet": 2}
    assert asked(tmp_path / "b", question, budget=budget.format(6.99)) == {"unmet": 7}


EXISTING_F = """point,x,y,weight,existing
A,0,0,3,
B,2,0,1,
C,3,0,2,
D,7,0,4,
E,8,0,1,
F,12,0,2,yes
"""


def test_a_unit_that_stands_already_is_kept_and_not_counted(tmp_path: Path):
    """With F there, one more unit reaches the left three (6): of 13, 5 stay unmet."""
    question = """
        standards = { unit = { minutes = 3 } }
        number = [{ at_least = 1, at_most = 1 }]
        stages = [{ objective = "unmet", gap = 0.0 }]
    """
    assert asked(tmp_path, question, EXISTING_F) == {"unmet": 5}


def test_a_required_point_is_counted(tmp_path: Path):
    """With F required one of two units is left: 6 + 2 of 13 are reached."""
    question = """
        standards = { unit = { minutes = 3 } }
        number = [{ at_most = 2 }]
        stages = [{ objective = "unmet", gap = 0.0 }]
        sites = { units_per_site = 1, choices = [{ service = "unit", settlement = "F", status = "required" }] }
    """
    assert asked(tmp_path, question) == {"unmet": 5}


def test_places_count_unless_they_are_switched_off(tmp_path: Path):
    """One unit of 6 places for 13 persons."""
    one = 'number = [{ at_most = 1 }]\nstages = [{ objective = "unmet", gap = 0.0 }]\n'
    assert asked(tmp_path / "a", one) == {"unmet": 0}
    assert asked(tmp_path / "b", "rules = { money = false }\n" + one) == {"unmet": 7}


def test_costs_may_have_one_way_streets_and_gaps(tmp_path: Path):
    """From A to B 1, from B to A nothing leads (blank, or no row). A unit at B serves both, one at A only A."""
    points = "point,weight\nA,3\nB,1\n"
    costs = "from_point,to_point,cost\nA,A,0\nB,B,0\nA,B,1\nB,A,\n"
    question = """
        number = [{ at_most = 1 }]
        stages = [{ objective = "unmet", gap = 0.0 }, { objective = "travel", gap = 0.0 }]
    """
    region = copy_of_line(tmp_path, points=points, costs=costs)
    text = (region / "region.toml").read_text(encoding="utf-8")
    (region / "region.toml").write_text(text.replace('"euclidean"', '"costs"'), encoding="utf-8")
    assert answered(line_case(tmp_path, question, region)) == {"unmet": 0, "travel": 3}


def test_costs_of_all_are_divided_by_the_weight(tmp_path: Path):
    """3 persons of A to B for 6 in all are 2 each; the travel is 6 again."""
    region = copy_of_line(tmp_path, points="point,weight,role\nA,3,demand\nB,1,site\n",
                          costs="from_point,to_point,cost\nA,B,6\n")  # fmt: skip
    text = (region / "region.toml").read_text(encoding="utf-8")
    text = text.replace('"euclidean"', '"costs"\ncost_of = "all"')
    (region / "region.toml").write_text(text, encoding="utf-8")
    case = line_case(
        tmp_path, 'stages = [{ objective = "unmet", gap = 0.0 }, { objective = "travel", gap = 0.0 }]', region
    )
    assert case.travel.minutes[0, 1] == 2
    assert answered(case) == {"unmet": 0, "travel": 6}


@pytest.mark.parametrize(("rounding", "expected"), [("none", (2.5, 2.6)), ("down", (2, 2)), ("nearest", (2, 3))])
def test_distances_may_be_rounded(rounding: str, expected: tuple[float, float], tmp_path: Path):
    """The ways are sqrt(1.5² + 2²) = 2.5, of which a half rounds to the even 2, and 2.6."""
    region = copy_of_line(tmp_path, points="point,x,y\nA,0,0\nB,1.5,2\nC,2.6,0\n")
    text = (region / "region.toml").read_text(encoding="utf-8") + f'round = "{rounding}"\n'
    (region / "region.toml").write_text(text, encoding="utf-8")
    minutes = line_case(tmp_path, snippets()["P-dispersion"], region).travel.minutes
    assert tuple(minutes[0, 1:]) == expected


def test_great_circles(tmp_path: Path):
    """A degree of the equator is 2 pi R / 360."""
    region = copy_of_line(tmp_path, points="point,lat,lon\nA,0,10\nB,0,11\n")
    text = (region / "region.toml").read_text(encoding="utf-8").replace('"euclidean"', '"sphere"\nradius = 180')
    (region / "region.toml").write_text(text, encoding="utf-8")
    minutes = line_case(tmp_path, snippets()["P-dispersion"], region).travel.minutes
    assert minutes[0, 1] == pytest.approx(3.141592653589793)


def test_weights_change_with_the_years(tmp_path: Path):
    """One unit for two years. Alone D costs 45 a year, E 24 + 6 + 10 + 4 + 8 = 52. With 9 persons at F from 2025 on the
    second year costs 35 + 45 = 80 at D and 44 + 36 = 80 at E: D, 45 + 80."""
    question = """
        periods = [{ first_year = 2024, last_year = 2024 }, { first_year = 2025, last_year = 2025 }]
        number = [{ at_least = 1, at_most = 1 }, { at_least = 1, by = 2024 }]
        stages = [{ objective = "unmet", gap = 0.0 }, { objective = "travel", gap = 0.0 }]
    """
    weights = "point,from_year,weight\nF,2025,9\n"
    assert asked(tmp_path / "a", question) == {"unmet": 0, "travel": 90}
    assert asked(tmp_path / "b", question, weights=weights) == {"unmet": 0, "travel": 125}


def broken(case: Case, change: Callable[[Solved], object]) -> set[str]:
    """The rules that notice a change of the plan of `case`."""
    solved = solve(case)
    return {breach.rule for breach in verify_plan(case, change(solved))}  # type: ignore[arg-type]


def test_a_size_of_another_site_is_caught(tmp_path: Path):
    """B's unit with the size (so the price) of E's."""
    case = line_case(tmp_path, FEWEST_WITHIN.format(3))

    def change(solved: Solved) -> object:
        units = list(solved.plan.units)
        other = units[1].openings[0]
        units[0] = replace(units[0], openings=(replace(units[0].openings[0], size=other.size),))
        return replace(solved.plan, units=tuple(units))

    assert "site_status" in broken(case, change)


@pytest.mark.parametrize("objective", ["units", "longest_trip", "location_cost", "spread"])
def test_a_wrong_value_is_caught(objective: str, tmp_path: Path):
    question = f"""
        travel_price = 1.0
        number = [{{ at_least = 2 }}]
        stages = [{{ objective = "unmet", gap = 0.0 }}, {{ objective = "{objective}", gap = 0.0 }}]
    """
    case = line_case(tmp_path, question)

    def change(solved: Solved) -> object:
        stages = solved.plan.stages
        return replace(solved.plan, stages=(stages[0], replace(stages[1], value=stages[1].value + 1)))

    assert broken(case, change) == {"proof"}
