"""The frontier: each point is a run at its budget, no plan beats it; what is known follows from all."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from math import nan
from pathlib import Path

import pytest
from brute_force import best_values
from random_cases import plain_case, with_stages
from runs import SMALL, STAGES, SilentListener, write_small
from toy import TOY, solved_toy, toy_case

from mapping.cli.main import entry
from mapping.explain.effects import Fairness
from mapping.explain.frontier import trace as tracing
from mapping.explain.frontier.trace import budgets_below, trace
from mapping.explain.frontier.types import Frontier, Point, Reached
from mapping.instance import Case
from mapping.plan import plan_from_json
from mapping.run import execute
from mapping.run.frontier import FrontierSize, execute_frontier
from mapping.run.planning import planner_of
from mapping.scenario import with_keys

PLANNER = planner_of(SilentListener())


def nobody(_done: int, _plans: int) -> None:
    pass


@cache
def toy_frontier() -> Frontier:
    return trace(toy_case(), PLANNER, 7, 2)


def toy_text(more: str) -> str:
    text = TOY.read_text(encoding="utf-8").replace('region = "toy"', f'region = "{(TOY.parent / "toy").as_posix()}"')
    return f"{text}\n{more}"


class TestPointsAreRuns:
    @pytest.mark.parametrize("number", [3, 6, 8])
    def test_of_the_scenario_with_the_budget_and_the_floor_in_its_file(self, tmp_path: Path, number: int):
        point = toy_frontier().points[number]
        more = f"[budget]\ntotal = {point.budget}\n"
        more += f"[fairness]\nleast = {point.least}\n" if point.least is not None else ""
        path = tmp_path / "toy.toml"
        path.write_text(toy_text(more), encoding="utf-8")
        run = execute(path, tmp_path / "out", SilentListener()).plan
        assert point.reached is not None
        assert replace(point.reached.plan, solver="") == replace(run, solver="")

    def test_where_the_programme_is_larger(self, tmp_path: Path):
        path = write_small(tmp_path)
        result = execute_frontier(
            path, tmp_path / "out", FrontierSize(budgets=(1_500_000.0,)), SilentListener(), nobody
        )
        text = 'outputs = ["tables"]\n' + SMALL + "[budget]\ntotal = 1500000.0\n" + STAGES
        run = execute(write_small(tmp_path, text=text), tmp_path / "out", SilentListener()).plan
        stored = plan_from_json((result.folder / "points" / "01.json").read_text(encoding="utf-8"))
        assert stored == run

    def test_and_the_last_one_is_the_scenario_as_it_is(self):
        last = [p for p in toy_frontier().points if p.least is None][-1]
        assert last.budget is None and last.reached is not None
        assert last.reached.plan.units == solved_toy().plan.units


class TestValues:
    def test_no_choice_of_units_beats_a_point(self, monkeypatch: pytest.MonkeyPatch):
        """Tiny random cases: at every budget the plan is the best of all choices of units that cost no more."""

        # These regions have no tables from which need could be estimated again.
        def changed(case: Case, changes: dict[str, object]) -> Case:
            return replace(case, scenario=with_keys(case.scenario, changes)) if changes else case

        monkeypatch.setattr(tracing, "changed", changed)
        seen = 0
        for seed in range(1, 45):
            case = with_stages(plain_case(seed, tolerances=False), gap=0.0)
            if best_values(case) is None:
                continue
            for point in trace(case, PLANNER, 4, 1).points:
                best = best_values(tracing.point_case(case, point.budget, point.least))
                assert (best is None) == (point.reached is None), (seed, point.budget, point.least)
                if best is not None and point.reached is not None:
                    values = [stage.value for stage in point.reached.plan.stages]
                    assert values[0] == pytest.approx(best[0], rel=1e-3, abs=2e-3), (seed, point.budget)
                    seen += point.reached.money > 0
        assert seen > 10

    def test_less_money_never_reaches_more(self):
        plain = [p.reached for p in toy_frontier().points if p.least is None]
        values = [one.plan.stages[0].value for one in plain if one is not None]
        assert values == sorted(values, reverse=True) and values[0] == pytest.approx(272, abs=0.01)
        assert values[-1] == pytest.approx(108, abs=0.01)

    def test_every_point_keeps_its_budget_and_its_floor(self):
        for point in toy_frontier().points:
            assert point.reached is not None
            assert point.budget is None or point.reached.money <= point.budget + 1
            assert point.least is None or point.reached.worst.share >= point.least - 1e-3

    def test_money_of_a_point_is_what_its_plan_pays(self):
        for point in toy_frontier().points:
            assert point.reached is not None
            assert point.reached.money == pytest.approx(sum(u.cents for u in point.reached.plan.units) / 100)


def test_budgets_are_even_and_end_below_the_most():
    assert budgets_below(1_000_500, 5) == (0, 250_000, 500_000, 750_000)


class TestKnown:
    def point(self, budget: float | None, money: float, value: float, bound: float, share: float = 0.5) -> Point:
        plan = solved_toy().plan
        proof = replace(plan.stages[0], value=value, found=value, bound=bound)
        plan = replace(plan, stages=(proof, *plan.stages[1:]))
        return Point(budget, None, Reached(plan, money, 0.0, 10.0, 5.0, Fairness("WST01", share), 1))

    def test_a_better_plan_for_less_money_counts_for_more_money_too(self):
        low, high = self.point(100, 90, 50, 45), self.point(200, 190, 52, 40)
        known = Frontier("unmet", True, (low, high)).known(high)
        assert known is not None and (known.found, known.best, known.efficient) == (52, 50, False)

    def test_a_bound_for_more_money_holds_for_less(self):
        low, high = self.point(100, 90, 60, 40), self.point(200, 190, 52, 50)
        known = Frontier("unmet", True, (low, high)).known(low)
        assert known is not None and (known.bound, known.proven, known.best) == (40, 50, 60)

    def test_a_bound_for_less_money_does_not_hold_for_more(self):
        low, high = self.point(100, 90, 60, 59), self.point(200, 190, 52, 30)
        known = Frontier("unmet", True, (low, high)).known(high)
        assert known is not None and known.proven == 30

    def test_nothing_is_proven_without_a_bound(self):
        one = self.point(100, 90, 60, nan)
        known = Frontier("unmet", True, (one,)).known(one)
        assert known is not None and known.proven == float("-inf") and known.efficient

    def test_a_fairer_plan_is_efficient_though_others_reach_more(self):
        fair, many = self.point(100, 90, 60, 60, share=0.8), self.point(100, 90, 50, 50, share=0.5)
        known = Frontier("unmet", True, (fair, many)).known(fair)
        assert known is not None and known.efficient


class TestFolder:
    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        outputs = tmp_path_factory.mktemp("frontier")
        assert entry(["frontier", str(TOY), "--points", "3", "--floors", "1", "--outputs", str(outputs)]) == 0
        return outputs / "toy.frontier"

    def test_has_a_row_and_a_plan_for_every_point(self, folder: Path):
        rows = list(csv.DictReader((folder / "frontier.csv").open(encoding="utf-8")))
        assert [row["budget_eur"] for row in rows if not row["least_share"]] == ["0.0", "855000.0", ""]
        for row in rows:
            plan = plan_from_json((folder / row["plan"]).read_text(encoding="utf-8"))
            assert float(row["money_eur"]) == pytest.approx(sum(unit.cents for unit in plan.units) / 100)
            assert float(row["found"]) == pytest.approx(plan.stages[0].found)

    def test_has_a_record_with_the_hash_of_every_file(self, folder: Path):
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert record["kind"] == "frontier" and "frontier.png" in record["outputs"]

    def test_the_same_scenario_gives_the_same_bytes(self, folder: Path, tmp_path: Path):
        assert entry(["frontier", str(TOY), "--points", "3", "--floors", "1", "--outputs", str(tmp_path)]) == 0
        for name in ("frontier.csv", "frontier.png", "points/02.json"):
            assert (tmp_path / "toy.frontier" / name).read_bytes() == (folder / name).read_bytes()

    def test_a_budget_that_floors_do_not_allow_is_a_row_without_a_plan(self, tmp_path: Path):
        path = tmp_path / "floor.toml"
        path.write_text(toy_text('[[coverage]]\nof = "need"\nshare = 0.5\nby = 2024\n'), encoding="utf-8")
        result = execute_frontier(path, tmp_path, FrontierSize(budgets=(1000.0,)), SilentListener(), nobody)
        assert [(row.status, row.plan is None) for row in result.rows] == [("infeasible", True), ("optimal", False)]

    @pytest.mark.parametrize("wrong", [["--points", "1"], ["--budgets", "-5"], ["--floors", "-1"]])
    def test_numbers_that_make_no_sense_are_refused(self, wrong: list[str], capsys: pytest.CaptureFixture[str]):
        assert entry(["frontier", str(TOY), *wrong]) == 2
        assert capsys.readouterr().err
