"""needsmap scenario new, list, show, diff, check, as planners call them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from toy import TOY

from mapping.cli.main import entry
from mapping.scenario import read_scenario

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
BAD_INPUT = 2


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    """Calls the command; what it says, and its exit code."""

    def call(*words: str | Path, code: int = 0) -> str:
        assert entry(["scenario", *map(str, words)]) == code
        out = capsys.readouterr()
        return out.out + out.err

    return call


def test_list_tells_what_each_asks_and_changes(said):
    text = said("list", SCENARIOS)
    assert "haskovo_half_budget.toml  Половин бюджет\n  Кои услуги остават" in text
    assert "Разлики от haskovo.toml (7): budget.factor, after.running, stages[1].gap" in text
    assert "Indicative" not in text
    assert "haskovo_half_budget.toml  Half the budget" in said("list", SCENARIOS, "--lang", "en")


def test_list_does_not_stop_at_a_broken_file(said, tmp_path: Path):
    (tmp_path / "a.toml").write_text("x = [", encoding="utf-8")
    assert "cannot be read: 1 problem(s)" in said("list", tmp_path, "--lang", "en")


def test_list_of_a_folder_without_scenarios(said, tmp_path: Path):
    assert "няма сценарии" in said("list", tmp_path, code=BAD_INPUT)


def test_show_tells_the_differences_who_states_what_and_what_it_means(said):
    lines = said("show", SCENARIOS / "haskovo_half_budget.toml", "--lang", "en").splitlines()
    assert lines[0] == "Half the budget"
    assert [line.split() for line in lines if line.split()[:1] == ["budget.factor"]] == [
        ["budget.factor", "1", "0.5"],
        ["budget.factor", "=", "0.5", "[haskovo_half_budget.toml]"],
    ]
    at = lines.index("  weights.crisis_centre = 8  [haskovo.toml]")
    assert at > 0
    first = lines.index("  weights.ftc_children_disabilities = 6  [haskovo.toml]")
    assert lines[first + 1].strip().startswith("what one unmet person weighs")


def test_show_as_toml_extends_nothing_and_asks_the_same(said, tmp_path: Path):
    text = said("show", SCENARIOS / "haskovo_day_service_everywhere.toml", "--toml")
    assert "extends" not in tomllib.loads(text)
    copy = tmp_path / "copy.toml"
    copy.write_text(text, encoding="utf-8")
    assert read_scenario(copy).keys == read_scenario(SCENARIOS / "haskovo_day_service_everywhere.toml").keys


def test_diff_both_ways(said):
    one, other = SCENARIOS / "haskovo_half_budget.toml", SCENARIOS / "haskovo_double_budget.toml"
    text = said("diff", one, other, "--lang", "en")
    assert "haskovo_half_budget.toml → haskovo_double_budget.toml: 2 difference(s)" in text
    assert [line.split() for line in text.splitlines()[-2:]] == [
        ["budget.factor", "0.5", "2"],
        ["after.running", "1808630", "7234520"],
    ]
    assert said("diff", one, one).startswith("haskovo_half_budget.toml и haskovo_half_budget.toml искат едно и също.")


def test_check_tells_all_problems_of_all_files(said, tmp_path: Path):
    base = (SCENARIOS / "haskovo.toml").as_posix()
    head = f'extends = "{base}"\n[title]\nbg = "а"\nen = "a"\n[question]\nbg = "?"\nen = "?"\n'
    (tmp_path / "good.toml").write_text(head, encoding="utf-8")
    (tmp_path / "idle.toml").write_text(head + "[rules]\ncoverage = false\n", encoding="utf-8")
    (tmp_path / "bad.toml").write_text(
        head + "[parameters]\nstaff_per_100 = 1\n[funds]\nx.factor = 1\n", encoding="utf-8"
    )
    text = said("check", tmp_path, "--lang", "en", code=BAD_INPUT)
    assert f"{tmp_path / 'good.toml'}: in order\n" in text
    assert f"{tmp_path / 'idle.toml'}: in order; 1 to look at\n" in text
    assert "has no effect, because rules.coverage = false" in text
    assert f"{tmp_path / 'bad.toml'}: 2 problem(s)\n" in text
    assert "bad.toml, key parameters.staff_per_100: unknown value “staff_per_100”" in text
    assert "Did you mean “staff_per_1000”?" in text
    assert "key funds.x" in text
    assert said("check", tmp_path / "good.toml", tmp_path / "idle.toml")


def test_new_makes_a_file_that_can_be_read_at_once(said, tmp_path: Path):
    path = tmp_path / "mine.toml"
    text = said("new", path, "--extends", SCENARIOS / "haskovo.toml", "--lang", "en")
    assert f"Made {path}" in text
    scenario = read_scenario(path)
    assert scenario.base is not None
    assert scenario.keys.model_dump(exclude={"title", "question", "region"}) == scenario.base.model_dump(
        exclude={"title", "question", "region"}
    )
    assert path.read_text(encoding="utf-8").startswith("#:schema ")


def test_every_example_of_a_new_file_works(said, tmp_path: Path):
    path = tmp_path / "mine.toml"
    said("new", path, "--extends", SCENARIOS / "haskovo.toml")
    lines = path.read_text(encoding="utf-8").split("\n")
    start = next(n for n, line in enumerate(lines) if "Махнете знака" in line)
    open_lines = [line.removeprefix("# ") for line in lines[start + 1 :]]
    path.write_text("\n".join([*lines[:start], *open_lines]), encoding="utf-8")
    assert "наред" in said("check", path)
    assert read_scenario(path).keys.coverage[0].share == 0.4


def test_the_examples_are_of_the_region_that_is_planned(said, tmp_path: Path):
    """The toy has neither the funds and services of Haskovo nor floors; and nobody has written a title yet."""
    path = tmp_path / "mine.toml"
    said("new", path, "--extends", TOY)
    opened = path.read_text(encoding="utf-8").partition("Remove the # before what you want.\n")
    path.write_text(opened[0] + "\n" + opened[2].replace("\n# ", "\n"), encoding="utf-8")
    text = said("check", path, "--lang", "en")
    assert f"{path}: in order; 4 to look at" in text
    assert "title.bg: is still the example of a new file" in text
    keys = read_scenario(path).keys
    assert (list(keys.funds), keys.sites.choices[0].service, keys.all_services.minutes) == (["state"], "home", 45)


@pytest.mark.parametrize(
    ("name", "extends", "what"),
    [
        ("mine.txt", "haskovo.toml", "ends in .toml"),
        ("there.toml", "haskovo.toml", "a file here already"),
        ("mine.toml", "nowhere.toml", "no such scenario file"),
    ],
)
def test_new_refuses(said, tmp_path: Path, name: str, extends: str, what: str):
    (tmp_path / "there.toml").write_text("", encoding="utf-8")
    text = said("new", tmp_path / name, "--extends", SCENARIOS / extends, "--lang", "en", code=BAD_INPUT)
    assert what in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there.toml"]
