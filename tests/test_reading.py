"""What needsmap ensemble reads from its worlds, on the toy region, from worlds to files."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from test_fixed_plans import built_of
from toy import TOY, solved_toy, toy_case

from mapping.instance import build_instance
from mapping.plan import plan_from_json
from mapping.run import EnsembleSize, Question, execute_ensemble
from mapping.run.certainty import files_in, write_robust
from mapping.uncertainty.ensemble import run_ensemble
from mapping.uncertainty.fixed import FixedWorld, places_of
from mapping.uncertainty.matrix import Circumstances
from mapping.uncertainty.read import read_certainties
from mapping.uncertainty.types import Candidate, Certainties, Ensemble, RobustPlan
from mapping.verify import verify_plan

WORLDS = 5


@cache
def ensemble() -> Ensemble:
    case = toy_case()
    return run_ensemble(case, solved_toy().plan, 1, WORLDS, 1, lambda *_: None, threading.Event())


@cache
def certainties(threads: int = 1) -> Certainties:
    return read_certainties(toy_case(), ensemble(), Circumstances(threads), 0.05, "expected")


def test_everything_is_read():
    """Of each unit, settlement and factor something is said, and of each criterion a robust plan."""
    read, case = certainties(), toy_case()
    units = solved_toy().plan.units
    assert len(read.marks) == sum(o.units for unit in units for o in unit.openings)
    assert [one.settlement for one in read.served] == [place.ekatte for place in case.region.settlements]
    assert {one.factor for one in read.influences} == {factor.id for factor in ensemble().factors}
    assert {one.factor for one in read.blocks} == {factor.block for factor in ensemble().factors}
    assert [one.criterion for one in read.robust] == ["expected", "worst", "regret"]
    assert read.candidates[0].built == ensemble().central.built
    assert read.candidates[0].central == pytest.approx(108)
    assert all(len(candidate.values) == WORLDS for candidate in read.candidates)
    assert read.loss == 0.05


def test_reading_does_not_depend_on_the_number_of_threads():
    one, two = certainties(1), certainties(2)
    assert (one.marks, one.missing, one.influences, one.blocks, one.candidates) == (
        two.marks, two.missing, two.influences, two.blocks, two.candidates,
    )  # fmt: skip


def test_no_candidate_beats_the_bound_of_a_world():
    """Nobody knows the world better than its own bound (no floor is let go in the toy: it has none)."""
    bounds = [plan.bound for plan in ensemble().plans]
    for candidate in certainties().candidates:
        assert all(value >= bound * (1 - 1e-3) for value, bound in zip(candidate.values, bounds, strict=True))


def test_work_that_was_stopped_leaves_out_what_it_did_not_read():
    stop = threading.Event()
    stop.set()
    read = read_certainties(toy_case(), ensemble(), Circumstances(1, 1, stop), 0.05, "expected")
    assert (read.robust, read.candidates) == ((), ())
    assert [mark.share for mark in read.marks] == [mark.share for mark in certainties().marks]
    assert all(mark.elsewhere == () for mark in read.marks)
    assert all(math.isnan(one.worth) for one in read.influences)  # not computed, which is not 0


def test_the_robust_plan_that_was_asked_for_is_written_whole(tmp_path: Path):
    """A robust plan without the home: its folder holds a plan that passes the check in the central world, with a gap
    to the bound of the central run. One that was not asked for is not written."""
    case, plan = toy_case(), solved_toy().plan
    some = tuple(one for one in built_of(plan) if one.service != "home")
    built = FixedWorld(0, build_instance(case), places_of(some)).carry_out(some).plan.built
    chosen = Candidate("world 3", built, (132.0,) * WORLDS, 132.0)
    read = replace(certainties(), robust=(RobustPlan("worst", chosen, 132.0, 140.0, 100.0),))
    write_robust(case, plan, read, "expected", tmp_path, "bg")
    write_robust(case, plan, certainties(), "regret", tmp_path, "bg")  # the central plan itself
    assert not (tmp_path / "robust").exists()
    write_robust(case, plan, read, "worst", tmp_path, "bg")
    written = plan_from_json((tmp_path / "robust" / "plan.json").read_text(encoding="utf-8"))
    assert verify_plan(case, written) == ()
    assert built_of(written) == built
    # 108, and 6 homes x 2 x 2 years more (docs/toy.md)
    assert written.stages[0].found == pytest.approx(132)
    assert (written.stages[0].bound, written.stages[0].gap) == pytest.approx((108, 24 / 132), abs=1e-5)
    assert "robust/plan.json" in files_in(tmp_path) and "robust/units.csv" in files_in(tmp_path)


class Quiet:
    """Listens to nothing."""

    def step(self, step: str) -> None: ...

    def solving(self, cancel: Callable[[], None] | None) -> None: ...

    def progress(self, stage: int, stages: int, objective: str, progress: object) -> None: ...

    def world(self, done: int, worlds: int) -> None: ...


def test_an_ensemble_from_its_scenario_to_its_folder(tmp_path: Path):
    """What is in the folder is what is handed back, and every file of it is in the record."""
    result = execute_ensemble(TOY, tmp_path, EnsembleSize(2, 1, 1), Quiet(), Question(0.02, "worst"), "en")
    assert result.certainties.loss == 0.02
    assert [one.criterion for one in result.certainties.robust] == ["expected", "worst", "regret"]
    names = set(files_in(result.folder))
    assert {"certainty.csv", "robust.csv", "assumptions.csv", "ensemble.json", "plan.json"} <= names
    assert set(result.record.outputs) == names - {"run.json"}
