"""Bad input of floors, weights, inter-municipal units and staff: each problem with its key or cell and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from runs import HASKOVO, SMALL, STAGES, write_small
from test_bad_input import drop_rows, problems, read_rows, set_cell

FLOOR = """
[[coverage]]
of = "need"
share = 0.2
by = 2027
"""


def said(tmp_path: Path, text: str, before: str = "") -> dict[str | None, str]:
    """Key -> what is wrong, for the small scenario with more text after it (and before its tables)."""
    small = SMALL.replace("[title]", before + "\n[title]", 1)
    return {p.where.key: p.what.en for p in problems(write_small(tmp_path, text=small + STAGES + text))}


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (FLOOR.replace("0.2", "1.2"), "coverage[1].share", "out of bounds"),
        (FLOOR.replace('"need"', '"people"'), "coverage[1].of", "unknown value “people”"),
        (FLOOR.replace("2027", "2028"), "coverage[1].by", "after the last period"),
        (FLOOR.replace("by = 2027", ""), "coverage[1].by", "required key is missing"),
        (FLOOR + "places = 2\n", "coverage[1].places", "unknown key"),
        (FLOOR + 'services = ["home_patronag"]\n', "coverage[1].services[1]", "unknown value"),
        (FLOOR + 'services = ["home_patronage", "crisis_centre"]\n', "coverage[1].services[2]", "not among"),
        (FLOOR + 'services = ["supervised_home"]\n', "coverage[1].services[1]", "no new units are planned"),
        (FLOOR + 'group = "dementa"\n', "coverage[1].group", "unknown value"),
        (FLOOR + 'group = "children_at_risk"\n', "coverage[1].group", "do not serve the group"),
        (FLOOR + 'group = "dementia"\nservices = ["home_patronage"]\n', "coverage[1].group", "do not serve the group"),
        (FLOOR.replace('"need"', '"territory"') + 'group = "dementia"\n', "coverage[1]", "only need can be counted"),
        (FLOOR + 'municipality = "HKV99"\n', "coverage[1].municipality", "unknown value"),
        (FLOOR + 'municipality = "Haskovo"\n', "coverage[1].municipality", "expected form"),
        (FLOOR + 'municipality = "HKV34"\neach_municipality = true\n', "coverage[1]", "both one and each"),
        (FLOOR + FLOOR + "each_municipality = 2\n", "coverage[2].each_municipality", "neither true nor false"),
        ("[inter_municipal]\nunits = 0\n", "inter_municipal.units", "out of bounds"),
        ("[inter_municipal]\nunits = 3\npersons = 0\n", "inter_municipal.persons", "out of bounds"),
        ("[inter_municipal]\npersons = 1\n", "inter_municipal.units", "required key is missing"),
        ("[inter_municipal]\nunits = 3\nby = 2028\n", "inter_municipal.by", "after the last period"),
        ('[inter_municipal]\nunits = 3\nservices = ["crisis_centre"]\n', "inter_municipal.services[1]", "not among"),
        ("[group_weights]\nlone_elderl = 2\n", "group_weights.lone_elderl", "unknown value"),
        ("[group_weights]\nlone_elderly = -2\n", "group_weights.lone_elderly", "out of bounds"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, text: str, key: str, words: str):
    found = said(tmp_path, text)
    assert words in found[key]
    assert set(found) == {key}


@pytest.mark.parametrize(
    ("weights", "key", "words"),
    [
        ("[1, 2, 3]", "period_weights", "3 weights for 2 periods"),
        ("[0, 0]", "period_weights", "all weights are 0"),
        ("[1, -1]", "period_weights[2]", "out of bounds"),
        ("2", "period_weights", "not a list"),
    ],
)
def test_wrong_period_weights(tmp_path: Path, weights: str, key: str, words: str):
    found = said(tmp_path, "", f"period_weights = {weights}\n")
    assert set(found) == {key}
    assert words in found[key]


def test_a_group_names_the_services_that_serve_it(tmp_path: Path):
    text = SMALL + STAGES + FLOOR + 'group = "dementia"\nservices = ["home_patronage"]\n'
    [problem] = problems(write_small(tmp_path, text=text))
    assert "ftc_dementia" in problem.todo.en
    assert "ftc_dementia" in problem.todo.bg


def test_one_staff_parameter_without_the_other_and_a_negative_one(tmp_path: Path):
    region = Path(shutil.copytree(HASKOVO, tmp_path / "haskovo"))
    drop_rows(region, "parameters.csv", lambda row: row["parameter"] == "staff_per_1000")
    row = next(n for n, r in enumerate(read_rows(region, "parameters.csv"), 2) if r["parameter"] == "commuting_minutes")
    set_cell(region, "parameters.csv", row, "low", "-5")
    found = {(p.where.row, p.where.column): p.what.en for p in problems(write_small(tmp_path, region=region))}
    assert found == {
        (None, "parameter"): "there is a parameter “commuting_minutes”, but “staff_per_1000” is missing",
        (row, "low"): "the value is negative",
    }
