"""A scenario with other keys: typed and refused like a file, and nothing else of it is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping.errors import InputError, Problem
from mapping.scenario import Scenario, SiteChoice, differences, read_scenario, with_keys

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def haskovo() -> Scenario:
    return read_scenario(ROOT / "scenarios" / "haskovo.toml")


def refused(scenario: Scenario, **changes: object) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        with_keys(scenario, {key.replace("__", "."): value for key, value in changes.items()})
    return caught.value.problems


def test_no_change_leaves_the_scenario_as_it_was(haskovo: Scenario):
    assert with_keys(haskovo, {}) == haskovo


def test_keys_are_written_into_tables_that_are_there_and_tables_that_are_not(haskovo: Scenario):
    changed = with_keys(haskovo, {"after.running": 5, "funds.regions.factor": 0.5, "standards.crisis_centre.km": 40})
    assert changed.keys.after.running == 5.0
    assert {name: fund.factor for name, fund in changed.keys.funds.items()} == {"regions": 0.5}
    assert changed.keys.standards["crisis_centre"].km == 40.0
    same = {"after", "funds", "standards"}
    assert changed.keys.model_dump(exclude=same) == haskovo.keys.model_dump(exclude=same)
    assert haskovo.keys.funds == {}, "the scenario that was given is not touched"


def test_items_of_lists_are_counted_from_one(haskovo: Scenario):
    changed = with_keys(haskovo, {"stages[1].gap": 0.01, "stages[4].seconds": 30})
    assert [stage.gap for stage in changed.keys.stages] == [0.01, 0.25, 0.22, 0.2]
    assert [stage.seconds for stage in changed.keys.stages] == [600.0, 600.0, 600.0, 30.0]


def test_items_are_added_at_the_end_as_tables_or_key_by_key(haskovo: Scenario):
    choice = SiteChoice(service="crisis_centre", settlement="77195", status="required")
    both = with_keys(haskovo, {"sites.choices[+]": choice, "number[+].at_most": 3})
    assert both.keys.sites.choices == (choice,)
    assert [(n.at_least, n.at_most) for n in both.keys.number] == [(None, 3)]
    again = with_keys(both, {"sites.choices[+]": {**choice.model_dump(), "settlement": "70703"}})
    assert [c.settlement for c in again.keys.sites.choices] == ["77195", "70703"]


def test_a_list_given_whole_stands_in_for_the_old_one(haskovo: Scenario):
    [stage] = with_keys(haskovo, {"stages": haskovo.keys.stages[:1]}).keys.stages
    assert stage == haskovo.keys.stages[0]


def test_nothing_takes_a_key_out_so_that_its_default_holds(haskovo: Scenario):
    changed = with_keys(haskovo, {"after.running": None, "coverage[1]": None, "inter_municipal": None})
    assert changed.keys.after.running is None
    assert changed.keys.coverage == haskovo.keys.coverage[1:]
    assert changed.keys.inter_municipal is None


def test_every_wrong_change_is_told_at_once_with_its_key_and_the_nearest_word(haskovo: Scenario):
    with pytest.raises(InputError) as caught:
        with_keys(
            haskovo,
            {"fund.regions.factor": 1, "stages[9].gap": 0.1, "stage[1].gap": 0.1, "need.level": "hihg",
             "solver.seed.x": 1, "after.runing": 1, "funds.regions.factor": -1, "coverage[1].share": "a lot", "a b": 1},
        )  # fmt: skip
    told = {problem.where.key: (problem.what.en, problem.todo.en) for problem in caught.value.problems}
    assert {problem.where.file for problem in caught.value.problems} == {"haskovo.toml"}
    assert told == {
        "fund": ("unknown key", "Did you mean “funds”?"),
        "stages[9].gap": ("“stages” has 4 items", "Name an item from 1 to 4, or add one with stages[+]."),
        "stage[1].gap": ("the key “stage” is not stated", "Did you mean “stages”?"),
        "need.level": ("unknown value “hihg”", "Did you mean “high”?"),
        "solver.seed.x": ("“solver.seed” is a value, with no keys below it", "Change the key “solver.seed” itself."),
        "after.runing": ("unknown key", "Did you mean “running”?"),
        "funds.regions.factor": ("the value -1 is out of bounds", "It must be ≥ 0."),
        "coverage[1].share": ("“a lot” is not a number",
                              "Write a number with a decimal point, without blanks or a unit."),
        "a b": ("“a b” is no key",
                "Write keys such as funds.regions.factor or stages[1].gap; items are counted from 1."),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("coverage[1]__by", 2040, "2040 is after the last period"),
        ("periods[2]__first_year", 2025, "the period does not start after 2023"),
        ("stages[2]__objective", "unmet", "the objective “unmet” is repeated"),
        ("period_weights", [1, 2], "2 weights for 3 periods"),
    ],
)
def test_keys_that_contradict_each_other_are_refused(haskovo: Scenario, key: str, value: object, what: str):
    assert what in {problem.what.en for problem in refused(haskovo, **{key: value})}


def test_what_is_changed_is_a_difference_from_the_file(haskovo: Scenario):
    """Also where changes follow each other: both are differences from the file."""
    twice = with_keys(with_keys(haskovo, {"budget.factor": 0.5}), {"need.level": "high"})
    assert twice.base == haskovo.keys
    found = {one.key: (one.old, one.new) for one in differences(haskovo.keys, twice.keys)}
    assert found == {"need.level": ('"central"', '"high"'), "budget.factor": ("1", "0.5")}
