"""What a step is worth: against brute force, by hand on the toy, and never more than is proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from brute_force import best_values
from random_cases import plain_case, with_stages
from runs import SilentListener
from toy import TOY, solved_toy, toy_case, with_keys

from mapping.cli.main import entry
from mapping.evidence.facts import Facts
from mapping.explain.worth.chosen import NoStepError, chosen_steps
from mapping.explain.worth.look import Look
from mapping.explain.worth.solved import solve_step, worth_of
from mapping.explain.worth.steps import Step, fund_steps, minute_steps, money_of
from mapping.instance import Case
from mapping.plan import Plan
from mapping.run import execute
from mapping.run.planning import planner_of
from mapping.scenario import with_keys as keys_changed

PLANNER = planner_of(SilentListener())


def toy_step(code: str, amount: float) -> Step:
    steps = (*fund_steps(toy_case(), solved_toy().plan, amount), *minute_steps(toy_case(), amount))
    return next(step for step in steps if step.code == code)


class TestSteps:
    def test_money_of_a_fund_is_all_its_envelopes(self):
        """State: 830 for four years, 4 x 80. Municipal: 100 + 50, 4 x 160, 2 x 30 + 2 x 65."""
        assert money_of(toy_case(), solved_toy().plan, "state") == 830_000 + 320_000
        assert money_of(toy_case(), solved_toy().plan, "municipal") == 150_000 + 640_000 + 190_000

    def test_more_money_is_spread_in_proportion(self):
        step = toy_step("state", 115_000)
        assert step.changes == {"funds.state.factor": pytest.approx(1.1)}
        amounts = {e.kind: e.cents for e in PLANNER(step.case(toy_case())).envelopes if e.fund == "state"}
        assert amounts["capital"] == 91_300_000

    def test_a_fund_that_was_changed_grows_from_there(self):
        case = with_keys(toy_case(), lambda keys: keys.update(funds={"state": {"factor": 2.0}}))
        plan = PLANNER(case)
        [step] = [one for one in fund_steps(case, plan, 115_000) if one.code == "state"]
        assert step.changes == {"funds.state.factor": pytest.approx(2.1)}

    def test_minutes_are_added_to_the_standard(self):
        assert toy_step("day", 5.0).changes == {"standards.day.minutes": 20.0}

    def test_without_limits_of_money_no_fund_is_asked_about(self):
        case = with_keys(toy_case(), lambda keys: keys.update(rules={"money": False}))
        assert fund_steps(case, solved_toy().plan, 1000) == ()


class TestSolved:
    def test_whole_units_need_enough_money(self):
        """docs/toy.md: 24 + 96 + 20 takes 1,020 of capital; nothing between 830 and that is better than 124."""
        found = solve_step(toy_case(), solved_toy().plan, toy_step("state", 100_000), PLANNER)
        assert (found.found, found.low, found.high) == pytest.approx((0, 0, 0), abs=1e-3)

    def test_agrees_with_the_best_of_all_choices(self, monkeypatch: pytest.MonkeyPatch):
        """Tiny random cases: what a step is worth is the difference of the best values without and with it."""

        def without_estimates(step: Step, case: Case) -> Case:
            return replace(case, scenario=keys_changed(case.scenario, step.changes))

        monkeypatch.setattr(Step, "case", without_estimates)
        gains = 0
        for seed in range(1, 90):
            case = with_stages(plain_case(seed, tolerances=False), gap=0.0)
            before = best_values(case)
            if before is None or case.scenario.keys.stages[0].objective != "unmet":
                continue
            plan = PLANNER(case)
            steps = (*fund_steps(case, plan, 200_000), *minute_steps(case, 40.0))
            for step in steps:
                best = best_values(step.case(case))
                assert best is not None
                found = solve_step(case, plan, step, PLANNER)
                worth = before[0] - best[0]
                assert found.low - 4e-3 <= worth <= found.high + 4e-3, (seed, step)
                assert found.found == pytest.approx(worth, rel=1e-3, abs=4e-3), (seed, step)
                gains += worth > 0.01
        assert gains > 2

    def test_noise_inside_the_gap_is_not_sold_as_an_effect(self):
        def proved(found: float, bound: float) -> Plan:
            plan = solved_toy().plan
            first = replace(plan.stages[0], found=found, value=found, bound=bound)
            return replace(plan, stages=(first, *plan.stages[1:]))

        step = toy_step("state", 1000)
        better = worth_of(proved(100, 90), proved(95, 88), step)
        assert (better.found, better.low, better.high) == (5, 0, 12)
        worse = worth_of(proved(100, 90), proved(103, 88), step)
        assert (worse.found, worse.low, worse.high) == (0, 0, 12)
        sure = worth_of(proved(100, 90), proved(80, 75), step)
        assert (sure.found, sure.low, sure.high) == (20, 10, 25)


class TestLook:
    def test_no_more_is_gained_than_the_prices_say(self):
        """The relaxation gains less and less: solved again with the money it gains at most what the prices promise."""
        look = Look(toy_case())
        for step in fund_steps(toy_case(), solved_toy().plan, 100_000):
            bound = Look(step.case(toy_case()))._found.bound  # its own relaxation
            assert look._found.bound - bound <= look.gain(step) + 1e-6
            assert look.gain(step) > 0

    def test_the_next_euro_is_worth_its_price(self):
        look = Look(toy_case())
        [step] = [one for one in fund_steps(toy_case(), solved_toy().plan, 100) if one.code == "municipal"]
        gained = look._found.bound - Look(step.case(toy_case()))._found.bound
        assert gained == pytest.approx(look.gain(step), rel=1e-3)

    def test_money_that_is_left_over_is_worth_nothing(self):
        case = with_keys(toy_case(), lambda keys: keys.update(funds={"state": {"factor": 100.0}}))
        look = Look(case)
        assert look.gain(next(s for s in fund_steps(case, PLANNER(case), 1000) if s.code == "state")) == 0
        assert {one.gain for one in look.envelopes(1000) if one.fund == "state"} == {0.0}


class TestNames:
    def test_of_funds_and_services_in_any_spelling(self):
        known = Facts(toy_case(), solved_toy().plan)
        steps = (*fund_steps(toy_case(), solved_toy().plan, 1), *minute_steps(toy_case(), 1))
        found = chosen_steps(known, steps, ["Държавен бюджет", "day", "Общински бюджети", "state"])
        assert [step.code for step in found] == ["state", "day", "municipal"]

    def test_of_something_else_are_refused(self):
        known = Facts(toy_case(), solved_toy().plan)
        with pytest.raises(NoStepError):
            chosen_steps(known, fund_steps(toy_case(), solved_toy().plan, 1), ["Алфа"])


def test_the_command_says_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run = execute(TOY, tmp_path, SilentListener()).folder
    assert entry(["explain", "worth", str(run)]) == 0
    said = capsys.readouterr().out
    assert "линейна задача" in said and "Общински бюджети" in said
    assert entry(["explain", "worth", str(run), "state", "--euro", "200000", "--lang", "en"]) == 0
    assert "EUR 200,000 more: State budget" in capsys.readouterr().out
