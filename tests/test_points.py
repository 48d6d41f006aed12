"""A region of points: what is wrong with its tables is said all at once, and its run folder holds what can be drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from line import LINE, copy_of_line, write_question
from runs import SilentListener

from mapping.cli.main import entry
from mapping.errors import InputError, Problem
from mapping.run import execute, read_case, recheck

QUESTION = 'stages = [{ objective = "unmet", gap = 0.0 }, { objective = "units", gap = 0.0 }]\n'


def problems(folder: Path, region: Path, question: str = QUESTION) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_case(write_question(folder, question, region))
    return caught.value.problems


def said(found: tuple[Problem, ...]) -> list[tuple[str, int | None, str | None, str]]:
    """File, row, column or key, and the English words of each problem; both languages are there."""
    for problem in found:
        assert problem.what.bg != problem.what.en
        assert problem.todo.bg != problem.todo.en
    return [(p.where.file, p.where.row, p.where.column or p.where.key, p.what.en) for p in found]


def test_every_problem_of_every_table_is_listed(tmp_path: Path):
    region = copy_of_line(
        tmp_path,
        points="point,x,y,weight,role,existing,running_cost\nA,0,0,-1,,,\nB,,0,1,,,5\nC!,1,1,1,,,\nD,7,0,1,demand,yes,\n"
        "E,8,0,1,shop,,\nE,8,0,1,,,\nE,9,0,1,,,\n",
        weights="point,from_year,weight\nX,2024,1\nE,2024,1\nE,2024,2\n",
        costs="from_point,to_point,cost\nB,Y,1\nB,E,1\nB,E,2\n",
        budget="kind,first_year,last_year,unit,amount\ncapital,2025,2024,EUR,1\n",
    )
    found = sorted(said(problems(tmp_path, region)), key=lambda problem: (problem[0], problem[1] or 0))
    assert found == [
        ("line/budget.csv", None, "kind", "points have running costs, but no row pays them"),
        ("line/budget.csv", 2, "first_year, last_year", "the first year is after the last"),
        ("line/costs.csv", 2, "to_point", "unknown value “Y”"),
        ("line/costs.csv", 4, "from_point, to_point", "repeats row 3"),
        ("line/points.csv", 2, "weight", "the value -1 is out of bounds"),
        ("line/points.csv", 3, "x", "“euclidean” needs a coordinate, the cell is empty"),
        ("line/points.csv", 4, "point", "“C!” has not the expected form"),
        ("line/points.csv", 6, "role", "unknown value “shop”"),
        ("line/points.csv", 8, "point", "repeats row 7"),
        ("line/weights.csv", 2, "point", "unknown value “X”"),
        ("line/weights.csv", 4, "point, from_year", "repeats row 3"),
    ]


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ("point,x,y,role\nA,0,0,site\n", ("line/points.csv", None, "role", "no point has any need")),
        ("point,x,y,role,existing\nA,0,0,demand,yes\n",
         ("line/points.csv", 2, "existing", "a unit stands here, but the point is demand only")),
        ("point,x,y\n", ("line/points.csv", None, None, "the table has no rows")),
    ],
)  # fmt: skip
def test_points_without_sense(points: str, problem: tuple[str, int | None, str | None, str], tmp_path: Path):
    assert said(problems(tmp_path, copy_of_line(tmp_path, points=points))) == [problem]


def test_the_heading_is_checked(tmp_path: Path):
    region = copy_of_line(tmp_path)
    text = (region / "region.toml").read_text(encoding="utf-8")
    (region / "region.toml").write_text(text.replace('"euclidean"', '"crow"') + "speed = 3\n", encoding="utf-8")
    assert said(problems(tmp_path, region)) == [
        ("line/region.toml", None, "distance.measure", "unknown value “crow”"),
        ("line/region.toml", None, "distance.speed", "unknown key"),
    ]


def test_costs_are_needed_where_they_are_the_measure(tmp_path: Path):
    region = copy_of_line(tmp_path)
    text = (region / "region.toml").read_text(encoding="utf-8")
    (region / "region.toml").write_text(text.replace('"euclidean"', '"costs"'), encoding="utf-8")
    assert said(problems(tmp_path, region)) == [("line/costs.csv", None, None, "the file is missing")]


def test_costs_that_nobody_pays_must_be_meant(tmp_path: Path):
    found = said(problems(tmp_path, LINE, "rules = { places = false }\n" + QUESTION))
    assert found == [("question.toml", None, "rules.money", "units cost money, but the region has no budget.csv")]


def test_a_scenario_names_points_and_the_service(tmp_path: Path):
    question = QUESTION + (
        'sites = { choices = [{ service = "shop", settlement = "G", status = "required" }] }\n'
        'number = [{ services = ["units"], at_least = 2, at_most = 1 }, { by = 1999 }]\n'
    )
    assert said(problems(tmp_path, LINE, question)) == [
        ("question.toml", None, "number[1]", "at_least 2 is above at_most 1"),
        ("question.toml", None, "number[2]", "neither at_least nor at_most is given"),
        ("question.toml", None, "sites.choices[1].service", "unknown value “shop”"),
        ("question.toml", None, "sites.choices[1].settlement", "unknown value “G”"),
    ]
    question = QUESTION + 'number = [{ services = ["units"], at_least = 2, by = 1999 }]\n'
    assert said(problems(tmp_path, LINE, question)) == [
        ("question.toml", None, "number[1].by", "no period begins by 1999"),
        ("question.toml", None, "number[1].services[1]", "unknown value “units”"),
    ]


TABLES = {
    "assignments.csv", "changes.csv", "distinct.csv", "envelopes.csv", "evidence.csv", "groups.csv", "money.csv",
    "money_by_unit.csv", "moved.csv", "municipalities.csv", "needs.csv", "people.csv", "plan.json",
    "run.json", "scenario.toml", "scenario_differences.csv", "services.csv", "stages.csv",
    "strategy_indicators.csv", "strategy_services.csv", "strategy_staff.csv",
    "teams.csv", "uncovered.csv", "units.csv",
}  # fmt: skip


def test_points_in_the_plane_give_tables_and_no_map(tmp_path: Path):
    result = execute(write_question(tmp_path, QUESTION), tmp_path / "out", SilentListener())
    assert {path.name for path in result.folder.iterdir()} == TABLES
    lines = (result.folder / "units.csv").read_text(encoding="utf-8").splitlines()
    assert dict(zip(lines[0].split(","), lines[1].split(","), strict=True))["lon"] == ""


def test_points_with_degrees_give_geojson_too(tmp_path: Path):
    region = copy_of_line(tmp_path, points="point,x,y,lat,lon\nA,0,0,42,25\nB,3,0,42.5,25.5\n")
    result = execute(write_question(tmp_path, QUESTION, region), tmp_path / "out", SilentListener())
    assert {path.name for path in result.folder.iterdir()} == TABLES | {"units.geojson", "settlements.geojson"}
    shown = json.loads((result.folder / "settlements.geojson").read_text(encoding="utf-8"))
    assert [feature["geometry"]["coordinates"] for feature in shown["features"]] == [[25, 42], [25.5, 42.5]]


def test_a_run_is_checked_again_from_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    region = copy_of_line(tmp_path)
    result = execute(write_question(tmp_path, QUESTION, region), tmp_path / "out", SilentListener())
    again = recheck(result.folder)
    assert (again.breaches, again.changed_inputs, again.changed_outputs) == ((), (), ())
    assert {"line/region.toml", "line/points.csv", "question.toml"} == set(result.record.inputs)
    assert entry(["verify", str(result.folder), "--lang", "en"]) == 0
    table = (region / "points.csv").read_text(encoding="utf-8")
    (region / "points.csv").write_text(table.replace("F,12,0,2", "F,12,0,3"), encoding="utf-8")
    again = recheck(result.folder)
    assert again.changed_inputs == ("line/points.csv",)
    assert "need_balance" in {breach.rule for breach in again.breaches}
    capsys.readouterr()


def test_check_says_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert entry(["check", str(write_question(tmp_path, QUESTION)), "--lang", "en"]) == 0
    words = capsys.readouterr().out
    assert "Points: 6" in words
    assert "Straight-line distance in the plane." in words
    assert "Boundaries" not in words
