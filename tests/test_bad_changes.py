"""Changes of existing units that contradict themselves, the unit, the law or the services: each cell is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapping.errors import InputError, Problem
from mapping.run import read_case

DATA = Path(__file__).parent / "data"
FULL = {"places": 8, "users": 0, "capital": 0, "running": 0, "staff": 0, "lead_months": 0}
UNITS_TO = {"enlarge": "", "shrink": "home", "transform": "home", "close": "home"}


def toy_copy(
    folder: Path, rows: dict[str, list[str]], scenario: str = "", top: str = "", edits: dict[str, str] | None = None
) -> Path:
    """The toy in `folder` with more rows in its tables and more text in its scenario; `edits` (old -> new) are made in
    all of its tables."""
    region = Path(shutil.copytree(DATA / "toy", folder / "toy"))
    for file, more in rows.items():
        with (region / file).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{row}\n" for row in more)
    for table in region.glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        for old, new in (edits or {}).items():
            text = text.replace(old, new)
        table.write_text(text, encoding="utf-8")
    path = folder / "toy.toml"
    text = (DATA / "toy.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('region = "toy"\n', f'region = "toy"\n{top}', 1) + scenario, encoding="utf-8")
    return path


def change_rows(
    kind: str, service: str = "", users_to: str | None = None, **values: float | str
) -> dict[str, list[str]]:
    """The rows of a change of the old home, 6 places today, in a home of at most 10 by law."""
    to = UNITS_TO[kind] if users_to is None else users_to
    stated = {name: value for name, value in (FULL | values).items() if value != ""}
    return {
        "unit_changes.csv": [f"old_home,c,{kind},{service},{to},assumption,toy,"],
        "change_values.csv": [f"old_home,c,{q},{v},{v},{v},x,assumption,toy," for q, v in stated.items()],
    }


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_case(path)
    return caught.value.problems


@pytest.mark.parametrize(
    ("rows", "file", "column", "said"),
    [
        (change_rows("enlarge", places=6), "change_values.csv", "central", "6 places when enlarged, and the unit has"),
        (change_rows("enlarge", places=8, users=1), "change_values.csv", "low, central, high", "nobody leaves"),
        (change_rows("enlarge", places=11), "change_values.csv", "central", "the law allows 10 for “home”"),
        (change_rows("shrink", places=6), "change_values.csv", "central", "when made smaller"),
        (change_rows("shrink", places=0), "change_values.csv", "central", "when made smaller"),
        (change_rows("shrink", places=3.5), "change_values.csv", "low, central, high", "whole numbers"),
        (change_rows("shrink", places=3, users=2.7), "change_values.csv", "low, central, high", "whole numbers"),
        (change_rows("transform", "home"), "unit_changes.csv", "service", "“home” already"),
        (change_rows("transform", "visits"), "unit_changes.csv", "service", "mobile service"),
        (change_rows("transform", "day", "home;visits"), "unit_changes.csv", "users_to", "mobile service"),
        (change_rows("transform", "day", places=0), "change_values.csv", "central", "has no places"),
        (change_rows("close", users_to="visits"), "unit_changes.csv", "users_to", "mobile service"),
    ],
)
def test_a_change_that_contradicts_itself_or_others(
    tmp_path: Path, rows: dict[str, list[str]], file: str, column: str, said: str
):
    [problem] = problems(toy_copy(tmp_path, rows))
    assert (problem.where.file, problem.where.column) == (f"toy/{file}", column)
    assert said in problem.what.en


def test_what_a_unit_becomes_keeps_to_the_law_of_its_new_service(tmp_path: Path):
    """The old home becomes a day centre; once the law allows 5 places there, 6 are too many."""
    day = "day,minimum_use,50,50,50,percent,assumption,toy,"
    law = {day: f"{day}\nday,legal_places,5,5,5,places,assumption,toy,"}
    [problem] = problems(toy_copy(tmp_path, change_rows("transform", "day", places=6), edits=law))
    assert "the law allows 5 for “day”" in problem.what.en


@pytest.mark.parametrize(
    "rows",
    [
        change_rows("enlarge", places=7),
        change_rows("enlarge", places=10),  # exactly the law
        change_rows("shrink", places=1, users=5),
        change_rows("shrink", places=5, users=1),
        change_rows("transform", "day", places=200),  # no law for day centres
        change_rows("close", users=6),
    ],
)
def test_changes_that_are_just_possible(tmp_path: Path, rows: dict[str, list[str]]):
    [unit] = read_case(toy_copy(tmp_path, rows)).region.units
    assert [change.id for change in unit.changes] == ["c"]


def test_a_unit_above_the_law_may_shrink_and_stay_above_it(tmp_path: Path):
    """As the old people's home of Haskovo does: 160 places become 130, where new homes have at most 15."""
    edits = {"old_home,2015,6,6,6": "old_home,2015,16,16,16"}
    [unit] = read_case(toy_copy(tmp_path, change_rows("shrink", places=12), edits=edits)).region.units
    assert unit.changes[0].places.central == 12


REQUIRED = '\n[[changes]]\nunit = "old_home"\nchange = "c"\nstatus = "required"\n'


@pytest.mark.parametrize(("lead", "top"), [(37, ""), (99, ""), (13, "contracts_from = 2023\n")])
def test_a_required_change_that_comes_too_late(tmp_path: Path, lead: int, top: str):
    """Contracts of 2021 and 2023, the last period is judged by 2024: after 36 months, or after 12, it is too late."""
    rows = change_rows("close", lead_months=lead)
    [problem] = problems(toy_copy(tmp_path, rows, REQUIRED, top))
    assert (problem.where.key, problem.what.en[:29]) == ("changes[1]", "the change cannot take effect")


@pytest.mark.parametrize(("lead", "top"), [(36, ""), (12, "contracts_from = 2023\n")])
def test_a_required_change_that_is_just_in_time(tmp_path: Path, lead: int, top: str):
    assert read_case(toy_copy(tmp_path, change_rows("close", lead_months=lead), REQUIRED, top)).scenario.keys.changes


def test_a_required_change_whose_users_no_planned_service_takes(tmp_path: Path):
    top = 'services = ["home", "visits"]\n'
    [problem] = problems(toy_copy(tmp_path, change_rows("close", users_to="day", users=6), REQUIRED, top))
    assert problem.where.key == "changes[1]"
    assert "no service of this scenario takes the users (6)" in problem.what.en


@pytest.mark.parametrize(
    ("users", "users_to", "end"),
    [(6, "day;home", ""), (0, "day", ""), (6, "day", "\n[rules]\nrehousing = false\n")],
)
def test_a_required_change_whose_users_may_go(tmp_path: Path, users: int, users_to: str, end: str):
    """One of the services is planned; or nobody leaves; or the scenario does not ask where they go."""
    rows, top = change_rows("close", users_to=users_to, users=users), 'services = ["home", "visits"]\n'
    assert read_case(toy_copy(tmp_path, rows, REQUIRED + end, top)).scenario.keys.changes


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[[number]]\nservices = ["home"]\nat_least = 1\n', "number[1].services[1]"),
        ('[[pairing]]\nservice = "home"\nbeside = "day"\nminutes = 30\n', "pairing[1].service"),
        ('[[spacing]]\nservice = "home"\nkm = 5\n', "spacing[1].service"),
        ("[sizes.home]\nleast = 6\n", "sizes.home"),
    ],
)
def test_a_rule_that_names_a_service_left_out_of_the_run(tmp_path: Path, text: str, key: str):
    [problem] = problems(toy_copy(tmp_path, {}, f"\n{text}", 'services = ["day"]\n'))
    assert problem.where.key == key
    assert problem.what.en == "the service “home” is not among the scenario's services"


def shares(first: int, second: int) -> dict[str, list[str]]:
    """The state and a municipality, both of which may pay to run homes, ask these shares of each other."""
    return {
        "fund_pays.csv": ["municipal,home,running,2021,2024,assumption,toy,"],
        "co_financing.csv": [
            f"state,home,running,municipal,{first},{first},{first},percent,assumption,toy,",
            f"municipal,home,running,state,{second},{second},{second},percent,assumption,toy,",
        ],
    }


def test_partners_that_ask_more_than_everything_of_each_other(tmp_path: Path):
    [problem] = problems(toy_copy(tmp_path, shares(60, 41)))
    assert (problem.where.file, problem.where.row, problem.where.column) == ("toy/co_financing.csv", 3, "central")
    assert "more than 100 %" in problem.what.en


def test_partners_that_share_everything(tmp_path: Path):
    assert len(read_case(toy_copy(tmp_path, shares(60, 40))).region.co_financing) == 2


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            '[[spacing]]\nservice = 3\nkm = 5\n[[spacing]]\nservice = "hom"\nkm = 5\n',
            {"spacing[1].service", "spacing[2].service"},
        ),
        (
            '[[coverage]]\nof = "all"\nshare = 2\nby = 2024\nservices = ["hom"]\n'
            '[[coverage]]\nof = "need"\nshare = 0.1\nby = 2030\n',
            {"coverage[1].of", "coverage[1].share", "coverage[1].services[1]", "coverage[2].by"},
        ),
        (
            '[[changes]]\nunit = "old_home"\nchange = "c"\nstatus = "maybe"\n'
            '[[changes]]\nunit = "old_home"\nchange = "d"\nstatus = "forbidden"\n',
            {"changes[1].status", "changes[2]"},
        ),
        (
            '[[pairing]]\nservice = "home"\nbeside = 1\nminutes = 3\n'
            '[[pairing]]\nservice = "home"\nbeside = "dy"\nminutes = 3\n',
            {"pairing[1].beside", "pairing[2].beside"},
        ),
    ],
)
def test_a_wrong_item_of_a_list_does_not_hide_the_others(tmp_path: Path, text: str, keys: set[str]):
    assert {problem.where.key for problem in problems(toy_copy(tmp_path, {}, f"\n{text}"))} == keys
