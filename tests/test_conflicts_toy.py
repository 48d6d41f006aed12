"""Conflicts of the toy region (docs/toy.md), worked out by hand in docs/conflicts.md, and how they are told."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from line import line_case
from runs import SilentListener
from toy import TOY, solve, toy_case, with_keys

from mapping.cli.main import entry
from mapping.errors import InfeasibleError
from mapping.explain.conflicts import Change, Explanation, explain, explanation_words
from mapping.instance import Case, build_instance
from mapping.model import build_model
from mapping.run.listener import STEP_WORDS
from mapping.run.solving import plan_case
from mapping.run.steps import Clock
from mapping.solve.arrays import Effort, arrays_of, minimise, slice_of
from mapping.verify import verify_plan

SECONDS = 300.0

ALFA, EPSILON = "00001", "00005"


def toy(**keys: Any) -> Case:
    return with_keys(toy_case(), lambda content: content.update(keys))


def floor(service: str, share: float, by: int = 2024, **more: Any) -> dict[str, Any]:
    return {"of": "need", "services": [service], "share": share, "by": by, **more}


def required_home() -> dict[str, Any]:
    return {"sites": {"units_per_site": 2, "choices": [{"service": "home", "settlement": ALFA, "status": "required"}]}}


def conflicts(found: Explanation) -> list[set[str]]:
    return [{member.id for member in conflict.members} for conflict in found.conflicts]


def amounts(change: Change) -> dict[str, float | None]:
    return {step.member.id: step.amount for step in change.steps}


def alone(found: Explanation) -> dict[str, float | None]:
    """The changes of one setting, and by how much it changes."""
    return {k: v for change in found.changes if len(change.steps) == 1 for k, v in amounts(change).items()}


class TestByHand:
    def test_a_required_home_costs_more_to_run_than_the_ceiling(self):
        """The smallest home costs 50,000 EUR a year."""
        found = explain(toy(**required_home(), after={"running": 30_000}), SECONDS)
        assert conflicts(found) == [{"sites.choices[1]", "after.running"}]
        assert found.conflicts[0].smallest
        assert alone(found) == {"sites.choices[1]": None, "after.running": 20_000}

    def test_a_required_home_costs_more_than_the_total_budget(self):
        """300,000 EUR to build, 100,000 to run in 2023 and 2024."""
        found = explain(toy(**required_home(), budget={"total": 250_000}), SECONDS)
        assert conflicts(found) == [{"sites.choices[1]", "budget.total"}]
        assert alone(found) == {"sites.choices[1]": None, "budget.total": 150_000}

    def test_a_share_everywhere_takes_more_than_the_total_budget(self):
        """Without money only the old home serves: 6 persons x 2 of the weighted need of 80, none of the East's need
        beyond what its places give; everywhere something cannot be had for nothing."""
        found = explain(toy(fairness={"least": 0.5}, budget={"total": 0}), SECONDS)
        assert conflicts(found) == [{"fairness.least", "budget.total"}]
        lowered = alone(found)["fairness.least"]
        # 12 of the weighted 80 a year, at best 15 % of each municipality's: 7.5 of the West's 50, 4.5 of the East's 30.
        assert lowered == pytest.approx(0.35, abs=0.002)

    def test_whole_units_conflict_where_parts_of_units_would_not(self):
        """The old home serves 6 of 16. 40 % are 6.4: 0.4 of a person, a fifteenth of a home, 3,333 EUR. Homes are
        whole."""
        case = toy(coverage=[floor("home", 0.4)], after={"running": 30_000})
        program = build_model(build_instance(case)).program
        arrays = arrays_of(program)
        part = slice_of(arrays, np.arange(arrays.columns), np.arange(arrays.rows), None)
        nothing_whole, free = np.zeros(arrays.columns, dtype=bool), np.zeros(arrays.columns)
        effort = Effort(0.0, 0, float("inf"))
        relaxed = minimise(part, free, arrays.lower, arrays.upper, nothing_whole, effort, 1, threading.Event())
        assert relaxed.values is not None

        found = explain(case, SECONDS)
        assert conflicts(found) == [{"coverage[1]", "after.running"}]
        assert alone(found) == {"coverage[1]": pytest.approx(0.025), "after.running": 20_000}

    def test_everybody_in_a_home_needs_money_or_a_larger_home_than_the_law_allows(self):
        """10 persons more: two homes of 6 cost 100,000 EUR a year, the state has 80,000; one of 12 costs 80,000."""
        found = explain(toy(coverage=[floor("home", 1.0)]), SECONDS)
        money = "envelopes.state.region.running.2021_2024"
        assert conflicts(found) == [{"coverage[1]", money, "legal_size.home"}]
        # One home: 12 of 16 in need. The law is not the working group's to change.
        assert alone(found) == {"coverage[1]": pytest.approx(0.25), money: 20_000}

    def test_two_numbers_that_exclude_each_other(self):
        number = [{"services": ["day", "home"], "at_least": 4}, {"at_most": 2}]
        found = explain(toy(number=number), SECONDS)
        assert conflicts(found) == [{"number[1].at_least", "number[2].at_most"}]
        assert alone(found) == {"number[1].at_least": 2, "number[2].at_most": 2}

    def test_nobody_is_near_enough(self):
        """Teams start in Alfa or Delta; Epsilon (440 inhabitants) is 10 minutes from Delta, and 1 from itself."""
        case = toy(coverage=[floor("visits", 1.0, municipality="EST02")], standards={"visits": {"minutes": 5}})
        found = explain(case, SECONDS)
        assert conflicts(found) == [{"coverage[1]", "standards.visits", "site_needs.visits"}]
        inhabitants = {place.ekatte: place.population_2021 for place in case.region.settlements}
        needed = next(s for s in case.services if s.id == "visits").planning
        assert needed is not None
        assert alone(found) == {
            "coverage[1]": 1.0,
            "standards.visits": 5.0,
            "site_needs.visits": needed.min_population.central - inhabitants[EPSILON],
        }

    def test_kilometres_are_raised_only_as_far_as_the_minutes_need(self):
        """Delta and Epsilon are 10 km apart."""
        standard = {"visits": {"minutes": 5, "km": 5}}
        found = explain(toy(coverage=[floor("visits", 1.0, municipality="EST02")], standards=standard), SECONDS)
        [steps] = [c.steps for c in found.changes if c.steps[0].member.id == "standards.visits"]
        assert [(step.unit, step.amount) for step in steps] == [("minutes", 5.0), ("km", 5.0)]

    def test_where_nothing_suffices_alone_all_of_a_kind_do_together(self):
        """90 % in day centres by 2022 in both municipalities: in the West 20 + 10 places (170,000 EUR a year, 10,000
        too many), in the East 20 from 2022 (100,000: 50,000 a year of the first two years, 20,000 too many, then
        35,000). Three buildings are 840,000 EUR, 10,000 too many. 10 + 4 x 10 + 2 x 20 + 2 x 35 = 160."""
        found = explain(toy(coverage=[floor("day", 0.9, 2022, each_municipality=True)]), SECONDS)
        [money] = [change for change in found.changes if change.common == "money"]
        assert amounts(money) == {
            "envelopes.state.region.capital.2021_2024": 10_000,
            "envelopes.municipal.WST01.running.2021_2024": 10_000,
            "envelopes.municipal.EST02.running.2021_2022": 20_000,
            "envelopes.municipal.EST02.running.2023_2024": 35_000,
        }
        assert money.total == pytest.approx(160_000)
        assert money.least == pytest.approx(160_000)
        # In the West 20 of 24 (0.0667 fewer: to a tenth of a percent 0.067); in the East nobody.
        [floors] = [change for change in found.changes if change.common == "people"]
        assert amounts(floors) == {"coverage[1].WST01": pytest.approx(0.067), "coverage[1].EST02": pytest.approx(0.9)}
        assert not alone(found)

    def test_where_several_standards_are_too_short_all_are_made_longer_together(self):
        """Everybody in the East: Epsilon's visits and its day centre are 10 minutes away."""
        wishes = [floor(s, 0.9, municipality="EST02", by=2024) for s in ("visits", "day")]
        content = {"all_services": {"minutes": 5}, "coverage": wishes, "rules": {"money": False}}
        found = explain(toy(**content), SECONDS)
        assert {"standards.visits", "standards.day"} <= set().union(*conflicts(found))
        assert alone(found) == {"standards": 5.0}
        [step] = next(change.steps for change in found.changes if len(change.steps) == 1)
        assert "поне 10 мин" in step.says.bg

    def test_a_scenario_with_a_plan_has_no_conflict(self):
        found = explain(toy_case(), SECONDS)
        assert (found.possible, found.conflicts, found.changes) == (True, (), ())

    def test_a_conflict_that_concerns_one_setting_only(self):
        """No home can serve before 2023."""
        found = explain(toy(coverage=[floor("home", 0.9, 2022)]), SECONDS)
        assert conflicts(found) == [{"coverage[1]"}]
        assert alone(found) == {"coverage[1]": pytest.approx(0.525)}


def test_a_location_problem_is_explained_too(tmp_path: Path):
    """docs/classical.md: 3 minutes take three units (test_classical: 4 minutes two)."""
    question = """
number = [{ at_most = 2 }]
coverage = [{ of = "need", share = 1.0, by = 2024 }]
standards = { unit = { minutes = 3 } }
stages = [{ objective = "units", gap = 0.0 }]
"""
    case = line_case(tmp_path, question)
    found = explain(case, SECONDS)
    assert conflicts(found) == [{"coverage[1]", "number[1].at_most", "standards.unit"}]
    assert alone(found).items() >= {"number[1].at_most": 1.0, "standards.unit": 1.0}.items()
    listener = SilentListener()
    with pytest.raises(InfeasibleError, match="needsmap explain conflict"):
        plan_case(case, Clock(listener).step, listener)


def test_the_plan_after_a_change_passes_the_independent_check():
    case = toy(coverage=[floor("home", 1.0)])
    with pytest.raises(InfeasibleError):
        solve(case)
    for change in explain(case, SECONDS).changes:
        [step] = change.steps
        changed = step.edit.on_case(case)
        plan = solve(changed).plan
        assert not verify_plan(changed, plan)


class TestTime:
    def test_without_time_nothing_is_guessed(self):
        found = explain(toy(coverage=[floor("home", 1.0)]), 0.0)
        assert (found.possible, found.conflicts) == (None, ())
        assert "не се установи" in explanation_words(found).bg

    def test_a_stop_ends_the_search(self):
        stop = threading.Event()
        stop.set()
        assert explain(toy(coverage=[floor("home", 1.0)]), SECONDS, stop).possible is None


class TestWords:
    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            # 100,000 EUR a year are wanted, the table has 80,000.
            ({}, "(envelopes.csv)"),
            ({"funds": {"state": {"factor": 0.9}}}, "(funds.state.factor: at least 1.25 instead of 0.9)"),
            (
                {"budget": {"factor": 0.5}, "funds": {"state": {"factor": 2}}},
                "(funds.state.factor: at least 2.5 instead of 2)",
            ),
        ],
    )
    def test_more_money_is_written_where_it_takes_effect(self, keys: dict[str, Any], said: str):
        found = explain(toy(coverage=[floor("home", 1.0)], **keys), SECONDS)
        [step] = [step for change in found.changes for step in change.steps if step.unit == "EUR a year"]
        assert step.says.en.startswith("“State budget”, running costs, 2021–2024: 100,000 EUR a year instead of ")
        assert step.says.en.endswith(said)

    def test_both_languages_say_the_same_numbers(self):
        said = explanation_words(explain(toy(coverage=[floor("home", 1.0)]), SECONDS))
        assert "таванът" not in said.bg
        assert "„Държавен бюджет“" in said.bg
        assert "coverage[1].share: 75 % вместо 100 %" in said.bg
        assert "coverage[1].share: 75% instead of 100%" in said.en
        assert not re.search("[а-яА-Я]", said.en)

    def test_the_command_says_it(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["explain", "conflict", str(_written(tmp_path)), "--lang", "en"]) == 0
        said = capsys.readouterr().out
        assert "the ceiling on running costs after the programme: 30,000 EUR a year [after.running]" in said
        assert "after.running: 50,000 EUR instead of 30,000 EUR" in said

    def test_the_command_says_that_there_is_a_plan(self, capsys: pytest.CaptureFixture[str]):
        assert entry(["explain", "conflict", str(TOY)]) == 0
        assert "има план" in capsys.readouterr().out

    def test_a_run_names_the_conflict_and_where_to_go_on(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        path = _written(tmp_path)
        assert entry(["run", str(path), "--outputs", str(tmp_path / "outputs")]) == 3
        said = capsys.readouterr().err
        assert "таванът на издръжката след програмата: 30\u00a0000 евро годишно [after.running]" in said
        assert f"needsmap explain conflict {path}" in said
        assert not list((tmp_path / "outputs").iterdir())

    def test_an_infeasible_case_says_so_to_its_listener(self):
        listener = SilentListener()
        case = toy(**required_home(), after={"running": 30_000})
        with pytest.raises(InfeasibleError, match=r"after\.running"):
            plan_case(case, Clock(listener).step, listener)
        assert listener.steps[-1] == "conflict"
        assert "conflict" in STEP_WORDS


def _written(folder: Path) -> Path:
    """The toy with a required home and a ceiling that is too low for it, as a file."""
    text = TOY.read_text(encoding="utf-8").replace('region = "toy"', f'region = "{(TOY.parent / "toy").as_posix()}"')
    choice = f'\n[[sites.choices]]\nservice = "home"\nsettlement = "{ALFA}"\nstatus = "required"\n'
    path = folder / "tight.toml"
    path.write_text(text + choice + "\n[after]\nrunning = 30000\n", encoding="utf-8")
    return path
