"""Scenarios that extend each other: what comes of it, who states what, and every trouble in words."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from runs import SMALL, STAGES, SilentListener
from toy import TOY

from mapping.errors import InputError, Problem, Where
from mapping.run import execute, read_case, recheck
from mapping.run.scenario_files import resolved_text
from mapping.scenario import Scenario, differences, read_scenario, to_toml, with_keys
from mapping.scenario.editors import editor_schema
from mapping.scenario.findings import find_idle

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.toml"))

TITLE = '[title]\nbg = "Друг"\nen = "Other"\n[question]\nbg = "Защо?"\nen = "Why?"\n'

BASE = (
    SMALL.replace("{region}", "geo")
    + """
[weights]
ftc_dementia = 6
home_patronage = 2

[[coverage]]
of = "need"
share = 0.1
by = 2027

[[coverage]]
of = "territory"
share = 0.2
by = 2027

[[coverage]]
of = "settlements"
share = 0.3
by = 2027
"""
    + STAGES
)


def extending(folder: Path, own: str, base: str = BASE, title: str = TITLE) -> Path:
    """A file that extends base.toml; `own` stands between."""
    (folder / "base.toml").write_text(base, encoding="utf-8")
    path = folder / "own.toml"
    before, _, after = own.partition("---")
    path.write_text(f'extends = "base.toml"\n{before}\n{title}\n{after}', encoding="utf-8")
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    return list(caught.value.problems)


def said(path: Path) -> list[tuple[str, str | None, str]]:
    return [(p.where.file, p.where.key, p.what.en) for p in problems(path)]


class TestMerging:
    def test_a_file_that_only_extends_asks_the_same(self, tmp_path: Path):
        own = read_scenario(extending(tmp_path, ""))
        base = read_scenario(tmp_path / "base.toml")
        same = {"title", "question"}
        assert own.keys.model_dump(exclude=same) == base.keys.model_dump(exclude=same)
        assert (own.name, own.keys.title.en, base.keys.title.en) == ("own", "Other", "Trial")
        assert [path.name for path in own.chain] == ["own.toml", "base.toml"]
        assert (own.base, base.base, base.chain) == (base.keys, None, (tmp_path / "base.toml",))

    def test_tables_are_merged_key_by_key(self, tmp_path: Path):
        weights = read_scenario(extending(tmp_path, "---[weights]\nhome_patronage = 3")).keys.weights
        assert weights == {"ftc_dementia": 6, "home_patronage": 3}

    def test_a_list_stands_in_for_the_whole_old_one(self, tmp_path: Path):
        own = extending(tmp_path, '---[[coverage]]\nof = "need"\nshare = 0.5\nby = 2026')
        assert [floor.share for floor in read_scenario(own).keys.coverage] == [0.5]

    def test_single_keys_of_items_are_changed(self, tmp_path: Path):
        own = '---[change]\n"coverage[2].share" = 0.9\n"weights.ftc_dementia" = 1\nsites.nearest = 3'
        keys = read_scenario(extending(tmp_path, own)).keys
        assert [floor.share for floor in keys.coverage] == [0.1, 0.9, 0.3]
        assert (keys.weights["ftc_dementia"], keys.sites.nearest) == (1, 3)

    def test_items_are_added_at_the_end(self, tmp_path: Path):
        own = (
            '---[[add.coverage]]\nof = "need"\nshare = 0.4\nby = 2027\n'
            '[[add.sites.choices]]\nservice = "ftc_dementia"\nsettlement = "77195"\nstatus = "required"'
        )
        keys = read_scenario(extending(tmp_path, own)).keys
        assert [floor.share for floor in keys.coverage] == [0.1, 0.2, 0.3, 0.4]
        assert [choice.settlement for choice in keys.sites.choices] == ["77195"]

    def test_what_is_removed_is_counted_as_in_the_extended_file_whatever_goes_first(self, tmp_path: Path):
        own = 'remove = ["coverage[1]", "coverage[3]", "weights.home_patronage"]---[change]\n"coverage[2].share" = 0.9'
        keys = read_scenario(extending(tmp_path, own)).keys
        assert [floor.share for floor in keys.coverage] == [0.9]
        assert keys.weights == {"ftc_dementia": 6}

    def test_a_table_that_is_removed_may_be_stated_anew(self, tmp_path: Path):
        keys = read_scenario(extending(tmp_path, 'remove = ["weights"]---[weights]\nhome_patronage = 9')).keys
        assert keys.weights == {"home_patronage": 9}

    def test_a_chain_of_three_in_other_folders(self, tmp_path: Path):
        """The region is read from the folder of the file that states it."""
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        extending(tmp_path / "a", "---[weights]\nhome_patronage = 3")
        third = tmp_path / "b" / "third.toml"
        third.write_text(f'extends = "../a/own.toml"\n{TITLE}[weights]\nftc_dementia = 1', encoding="utf-8")
        found = read_scenario(third)
        assert found.keys.weights == {"ftc_dementia": 1, "home_patronage": 3}
        assert found.region_folder == (tmp_path / "a" / "geo").resolve()
        assert found.keys.region == "../a/geo"
        assert found.where("weights.home_patronage") == Where("../a/own.toml", key="weights.home_patronage")
        assert found.where("coverage[1].share") == Where("../a/base.toml", key="coverage[1].share")


class TestTroubles:
    @pytest.mark.parametrize(
        ("own", "key", "what"),
        [
            ('---[change]\n"coverage[4].share" = 1', "change.coverage[4].share", "“coverage” has 3 items"),
            ('---[change]\n"coverag[1].share" = 1', "change.coverag[1].share", "the key “coverag” is not stated"),
            ('---[change]\n"coverage[+].share" = 1', "change.coverage[+].share", "change adds no items"),
            ('remove = ["weights.day"]---', "remove[1]", "the key “weights.day” is not stated"),
            ('remove = ["weights", "weights.ftc_dementia"]---', "remove[2]",
             "the key is given in two ways in one file"),
            ('remove = "weights"---', "remove", "remove is no list of keys"),
            ("change = 3---", "change", "change is no section"),
            ("---[add]\ncoverage = 3", "add.coverage", "add holds items of lists only"),
            ("---[[add.weights]]\nx = 1", "add.weights", "“weights” is no list"),
            ('---[weights]\nftc_dementia = 1\n[change]\n"weights.ftc_dementia" = 2', "change.weights.ftc_dementia",
             "the key is given in two ways in one file"),
            ('remove = ["coverage[1]"]---[change]\n"coverage[1].share" = 0.2', "change.coverage[1].share",
             "the key is given in two ways in one file"),
            ('---[[coverage]]\nof = "need"\nshare = 1\nby = 2026\n[[add.coverage]]\nof = "need"\nshare = 1\nby = 2027',
             "add.coverage", "the key is given in two ways in one file"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_done_is_told_with_its_place(self, tmp_path: Path, own: str, key: str, what: str):
        assert said(extending(tmp_path, own)) == [("own.toml", key, what)]

    def test_each_wrong_key_is_told_in_the_file_that_states_it(self, tmp_path: Path):
        own = (
            '---[weights]\nftc_dementia = -1\n[change]\n"coverage[1].share" = 7\n'
            '[[add.coverage]]\nof = "needs"\nshare = 0.1\nby = 2027'
        )
        base = BASE.replace("share = 0.3", "share = 3").replace("home_patronage = 2", "home_patronage = 0")
        assert sorted((file, key) for file, key, _ in said(extending(tmp_path, own, base))) == [
            ("base.toml", "coverage[3].share"),
            ("base.toml", "weights.home_patronage"),
            ("own.toml", "add.coverage[1].of"),
            ("own.toml", "change.coverage[1].share"),
            ("own.toml", "weights.ftc_dementia"),
        ]

    def test_a_removed_item_moves_the_places_of_those_behind_it(self, tmp_path: Path):
        base = BASE.replace("share = 0.3", "share = 3")
        found = said(extending(tmp_path, 'remove = ["coverage[1]"]---', base))
        assert [(file, key) for file, key, _ in found] == [("base.toml", "coverage[3].share")]

    def test_keys_that_contradict_each_other_across_files(self, tmp_path: Path):
        own = extending(tmp_path, '---[change]\n"coverage[1].by" = 2040')
        assert said(own) == [("own.toml", "change.coverage[1].by", "2040 is after the last period")]

    def test_title_and_question_are_stated_by_each(self, tmp_path: Path):
        assert said(extending(tmp_path, "", title="")) == [
            ("own.toml", key, "a scenario that extends another states its title and question itself")
            for key in ("title", "question")
        ]

    def test_a_circle(self, tmp_path: Path):
        own = extending(tmp_path, "", base=f'extends = "own.toml"\n{BASE}')
        [problem] = problems(own)
        assert (problem.where.file, problem.where.key) == ("base.toml", "extends")
        assert "own.toml → base.toml → own.toml" in problem.what.en

    def test_a_file_that_extends_itself(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text(f'extends = "own.toml"\n{TITLE}', encoding="utf-8")
        assert "circle" in problems(path)[0].what.en

    def test_a_missing_file_with_those_that_are_there(self, tmp_path: Path):
        path = extending(tmp_path, "")
        path.write_text(path.read_text(encoding="utf-8").replace("base.toml", "bases.toml"), encoding="utf-8")
        [problem] = problems(path)
        assert problem.what.en == "there is no file “bases.toml” to extend"
        assert "base.toml, own.toml" in problem.todo.en

    @pytest.mark.parametrize("named", ["3", '""', '["base.toml"]'])
    def test_no_name_of_a_file(self, tmp_path: Path, named: str):
        path = extending(tmp_path, "")
        path.write_text(path.read_text(encoding="utf-8").replace('"base.toml"', named, 1), encoding="utf-8")
        assert said(path) == [("own.toml", "extends", "extends is no name of a file")]

    def test_a_broken_file_of_the_chain(self, tmp_path: Path):
        [problem] = problems(extending(tmp_path, "", base="x = ["))
        assert problem.where.file == "base.toml"

    def test_steps_without_a_file_to_extend(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text('remove = ["weights"]\n' + BASE + '\n[change]\n"stages[1].gap" = 0', encoding="utf-8")
        assert sorted(key or "" for _, key, _ in said(path)) == ["change", "remove"]

    def test_a_key_twice_is_told_with_its_line(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text("a = 1\nb = 2\na = 3\n", encoding="utf-8")
        [problem] = problems(path)
        assert (problem.where, problem.what.en) == (Where("own.toml", row=3), "a key or a section is given twice")

    def test_a_section_twice(self, tmp_path: Path):
        path = tmp_path / "own.toml"
        path.write_text("[after]\nrunning = 1\n[after]\n", encoding="utf-8")
        [problem] = problems(path)
        assert (problem.where, problem.what.en) == (Where("own.toml", row=3), "a key or a section is given twice")


class TestDifferences:
    def of(self, changes: dict[str, object]) -> list[tuple[str, str | None, str | None]]:
        scenario = read_scenario(ROOT / "scenarios" / "haskovo.toml")
        found = differences(scenario.keys, with_keys(scenario, changes).keys)
        return [(one.key, one.old, one.new) for one in found]

    def test_none(self):
        assert self.of({}) == []
        assert self.of({"need.level": "central", "budget.factor": 1}) == [], "the defaults stated are no difference"

    def test_old_and_new(self):
        assert self.of({"need.level": "high", "after.running": 5, "stages[2].gap": 0.1, "funds.x.factor": 0.5}) == [
            ("need.level", '"central"', '"high"'),
            ("funds.x.factor", None, "0.5"),
            ("after.running", "3617260", "5"),
            ("stages[2].gap", "0.25", "0.1"),
        ]

    def test_items_added_and_removed_are_told_whole(self):
        added, removed = self.of({"coverage[2]": None, "number[+].at_most": 3})
        assert added == ("number[1]", None, "{ services = [], at_most = 3 }")
        assert removed[0] == "coverage[2]" and removed[2] is None and '"lone_elderly"' in (removed[1] or "")

    def test_an_item_moved_up_is_told_by_its_own_change(self):
        moved = self.of({"coverage[1]": None, "coverage[1].share": 0.3})
        assert [key for key, *_ in moved] == ["coverage[1].share", "coverage[1]"]


class TestWriting:
    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_a_resolved_scenario_reads_as_the_same_keys(self, path: Path, tmp_path: Path):
        scenario = read_scenario(path)
        folder = tmp_path / "run"
        folder.mkdir()
        written = folder / "scenario.toml"
        written.write_text(resolved_text(scenario, scenario.region_folder.as_posix()), encoding="utf-8")
        again = read_scenario(written)
        assert again.keys.model_dump(exclude={"region"}) == scenario.keys.model_dump(exclude={"region"})
        assert (again.region_folder, again.base) == (scenario.region_folder, None)

    def test_strange_texts_and_numbers_survive(self):
        content = {
            "a": 'кавички " и \\ и\nред\tтаб\x7f', "b": 1e-7, "c": 1e22, "d": True,
            "странен ключ": {"x": [1, 2.5, "y"]}, "e": [{"f": []}, {"f": [{"g": 1}]}], "none": None,
        }  # fmt: skip
        assert tomllib.loads(to_toml(content)) == {key: value for key, value in content.items() if value is not None}


class TestRun:
    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """The toy with half the money, beside its tables; where it is run."""
        home = tmp_path_factory.mktemp("home")
        own = home / "less.toml"
        toy = TOY.as_posix()
        own.write_text(f'extends = "{toy}"\noutputs = ["tables"]\n{TITLE}[budget]\nfactor = 0.5\n', encoding="utf-8")
        return execute(own, home / "out", SilentListener()).folder

    def test_the_resolved_scenario_can_be_read_from_its_place(self, folder: Path):
        text = (folder / "scenario.toml").read_text(encoding="utf-8")
        assert "less.toml → toy.toml" in text.split("\n\n")[0]
        assert "#   budget.factor: 1 → 0.5" in text
        again = read_case(folder / "scenario.toml")
        assert again.scenario.keys.budget.factor == 0.5
        assert again.region.id == "toy"

    def test_the_differences_are_a_table(self, folder: Path):
        with (folder / "scenario_differences.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows == [
            {"key": "outputs", "old": "", "new": '["tables"]', "file": "less.toml"},
            {"key": "budget.factor", "old": "1", "new": "0.5", "file": "less.toml"},
        ]

    def test_run_json_has_them_too_and_hashes_every_file_of_the_chain(self, folder: Path):
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert [one["key"] for one in record["scenario"]["differences"]] == ["outputs", "budget.factor"]
        assert sum(name.endswith("toy.toml") for name in record["inputs"]) == 1
        assert {"less.toml", "toy/region.toml"} <= set(record["inputs"])
        assert {"scenario.toml", "scenario_differences.csv"} <= set(record["outputs"])

    def test_the_scenario_is_read_back_with_its_files(self, folder: Path):
        found = recheck(folder)
        assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())
        scenario = found.case.scenario
        assert [path.name for path in scenario.chain] == ["less.toml", "toy.toml"]
        assert scenario.where("budget.factor") == Where("less.toml", key="budget.factor")
        assert scenario.where("weights.home").file.endswith("toy.toml")

    def test_a_changed_file_of_the_chain_is_noticed(self, tmp_path: Path):
        base, own = tmp_path / "base.toml", tmp_path / "own.toml"
        text = TOY.read_text(encoding="utf-8").replace('"toy"', f'"{(TOY.parent / "toy").as_posix()}"', 1)
        base.write_text(text, encoding="utf-8")
        own.write_text(f'extends = "base.toml"\noutputs = ["tables"]\n{TITLE}', encoding="utf-8")
        folder = execute(own, tmp_path / "out", SilentListener()).folder
        base.write_text(text + "\n# changed\n", encoding="utf-8")
        assert recheck(folder).changed_inputs == ("base.toml",)

    def test_a_run_that_extends_nothing_says_so(self, tmp_path: Path):
        path = tmp_path / "alone.toml"
        text = TOY.read_text(encoding="utf-8").replace('"toy"', f'"{(TOY.parent / "toy").as_posix()}"', 1)
        path.write_text('outputs = ["tables"]\n' + text, encoding="utf-8")
        folder = execute(path, tmp_path / "out", SilentListener()).folder
        assert "it extends no other" in (folder / "scenario.toml").read_text(encoding="utf-8").splitlines()[1]
        lines = (folder / "scenario_differences.csv").read_text(encoding="utf-8").splitlines()
        assert lines == ["key,old,new,file"]


class TestShipped:
    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_it_holds_against_its_region_and_states_nothing_idle(self, path: Path):
        case = read_case(path)
        assert find_idle(case.scenario) == ()
        assert case.needs.milli.any()

    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_its_title_and_question_are_its_own_in_both_languages(self, path: Path):
        keys = read_scenario(path).keys
        words = [keys.title.bg, keys.title.en, keys.question.bg, keys.question.en]
        assert len(set(words)) == 4 and all(words)
        assert keys.question.bg.endswith("?") and keys.question.en.endswith("?")
        others = [read_scenario(other).keys for other in SCENARIOS if other != path]
        assert keys.title.bg not in {other.title.bg for other in others}

    @pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
    def test_editors_find_nothing_wrong_with_it(self, path: Path):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(editor_schema()).validate(content)

    def test_those_to_compare_ask_the_same_of_stages(self):
        family = [read_scenario(path) for path in SCENARIOS if path.stem.startswith("haskovo_")]
        extending = [one for one in family if one.base is not None]
        assert len(extending) >= 15
        first = extending[0].keys.stages
        assert all(one.keys.stages == first and one.keys.periods == extending[0].keys.periods for one in extending)


class TestEditors:
    SCHEMA = jsonschema.Draft202012Validator(editor_schema())

    def test_the_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(editor_schema())

    @pytest.mark.parametrize(
        "text",
        [
            'extends = "a.toml"',
            f'extends = "a.toml"\n{TITLE}\nbudgets = 1',
            f'extends = "a.toml"\n{TITLE}\n[budget]\nfactor = -1',
            f'extends = "a.toml"\n{TITLE}\n[rules]\nmoney = "no"',
            f'extends = "a.toml"\n{TITLE}\n[weights]\n"A b" = 1',
            f'extends = "a.toml"\n{TITLE}\n[[add.coverage]]\nof = "needs"\nshare = 0.1\nby = 2027',
            f"{TITLE}",
            BASE + '\n[change]\n"a" = 1',
        ],
    )
    def test_what_the_program_refuses_editors_underline(self, text: str):
        assert list(self.SCHEMA.iter_errors(tomllib.loads(text)))

    def test_a_file_that_extends_needs_only_what_it_says(self):
        text = f'extends = "a.toml"\nremove = ["weights"]\n{TITLE}\n[inter_municipal]\npersons = 3\n'
        assert not list(self.SCHEMA.iter_errors(tomllib.loads(text)))


class TestIdle:
    def idle(self, changes: dict[str, object]) -> list[str | None]:
        scenario: Scenario = with_keys(read_scenario(ROOT / "scenarios" / "haskovo.toml"), changes)
        return [problem.where.key for problem in find_idle(scenario)]

    def test_a_rule_switched_off_beside_what_it_is_about(self):
        assert self.idle({"rules.coverage": False, "rules.inter_municipal": False}) == ["coverage", "inter_municipal"]
        assert self.idle({"rules.spacing": False}) == []

    def test_a_service_left_out(self):
        asked = {
            "services": ["day_elderly"], "weights": {"day_elderly": 1, "crisis_centre": 2},
            "standards.crisis_centre.km": 5, "coverage": [],
        }  # fmt: skip
        assert self.idle(asked) == ["weights.crisis_centre", "standards.crisis_centre"]
