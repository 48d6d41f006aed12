"""Ensembles of the toy: the same whatever the workers, kept whole, written and read back."""

from __future__ import annotations

import csv
import json
import math
import multiprocessing
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from toy import TOY, solved_toy, toy_case, with_keys

from mapping.cli.main import entry
from mapping.errors import InfeasibleError, InputError, NoPlanError
from mapping.instance import Case
from mapping.publish.ensemble import ENSEMBLE, read_ensemble, write_ensemble
from mapping.run import EnsembleSize, Step, execute_ensemble
from mapping.run.ensemble import check_planned
from mapping.uncertainty.ensemble import run_ensemble
from mapping.uncertainty.json import ensemble_from_json, ensemble_to_json
from mapping.uncertainty.types import Built, Ensemble, Place, WorldPlan
from mapping.uncertainty.worlds import world_values


def planned(worlds: int, workers: int = 1, case: Case | None = None, stop_after: int | None = None) -> Ensemble:
    stop = threading.Event()

    def tell(done: int, _worlds: int, _last: WorldPlan | None) -> None:
        if done == stop_after:
            stop.set()

    return run_ensemble(toy_case() if case is None else case, solved_toy().plan, 1, worlds, workers, tell, stop)


@pytest.fixture(scope="module")
def eight() -> Ensemble:
    return planned(8)


@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_seed_gives_the_same_bytes_whatever_the_workers(eight: Ensemble, workers: int):
    """Really in processes of their own."""
    assert ensemble_to_json(planned(8, workers)) == ensemble_to_json(eight)


def test_more_worlds_begin_with_fewer(eight: Ensemble):
    fewer = planned(3)
    assert fewer == replace(eight, worlds=eight.worlds[:3], plans=eight.plans[:3])


def test_a_stop_keeps_the_worlds_that_are_planned(eight: Ensemble):
    assert planned(8, stop_after=3) == replace(eight, worlds=eight.worlds[:3], plans=eight.plans[:3])
    with pytest.raises(NoPlanError):
        planned(8, stop_after=0)


def test_a_stop_reaches_the_workers(eight: Ensemble):
    found = planned(8, workers=2, stop_after=2)
    assert found == replace(eight, worlds=eight.worlds[:2], plans=eight.plans[:2])


def test_a_worker_that_is_ended_from_outside_changes_nothing(eight: Ensemble):
    """As when the memory runs out: half as many workers plan the worlds that are left."""
    ended: list[int] = []

    def tell(done: int, _worlds: int, last: WorldPlan | None) -> None:
        if last is not None and not ended:
            worker = multiprocessing.active_children()[0]
            worker.kill()
            ended.append(done)

    found = run_ensemble(toy_case(), solved_toy().plan, 1, 8, 2, tell, threading.Event())
    assert ended
    assert ensemble_to_json(found) == ensemble_to_json(eight)


def test_worlds_that_all_lack_a_plan_say_nothing(eight: Ensemble):
    lost = replace(eight, plans=tuple(replace(plan, status="infeasible") for plan in eight.plans))
    check_planned(eight)
    check_planned(replace(eight, plans=(*lost.plans[:7], eight.plans[7])))
    with pytest.raises(InfeasibleError):
        check_planned(lost)


def test_the_central_plan_is_the_one_given(eight: Ensemble):
    """docs/toy.md: 52 of 64 users in the last period, 1,710 thousand EUR, weighted unmet need 108."""
    central = eight.central
    assert (central.world, central.value, central.bound, central.need, central.served) == (0, 108, 108, 64, 52)
    assert central.money == 1_710_000
    assert central.units_at()[Place("visits", "00001")] == 2
    assert [plan.world for plan in eight.plans] == list(range(1, 9))


def test_need_of_a_world_is_what_its_rates_say(eight: Ensemble):
    """The need of all settlements for homes: 800 people of 65+ x prevalence x rate, as worlds.csv has them."""
    names = [factor.id for factor in eight.factors]
    assert names == [
        "prevalence.frail", "prevalence.disabled", "prevalence.families",
        "rate.frail.home", "rate.disabled.day", "rate.families.visits",
    ]  # fmt: skip
    for world, plan in zip(eight.worlds, eight.plans, strict=True):
        v = list(world_values(eight.factors, world).values())
        homes = 800 * v[0] / 1000 * v[3] / 100
        days = 1900 * v[1] / 1000 * v[4] / 100
        visits = 100 * v[2] / 1000 * v[5] / 100
        assert plan.need == pytest.approx(homes + days + visits, abs=0.01)
        assert 0 <= plan.served <= plan.need
        assert plan.gap <= 1e-3


def test_a_world_where_the_rules_cannot_hold_is_kept_as_one():
    """Floors that today's central need allows, and a higher need does not: some worlds have a plan, some have none."""

    def floor(keys: dict[str, object]) -> None:
        keys["coverage"] = [{"of": "need", "services": ["visits"], "share": 0.95, "by": 2024}]

    case = with_keys(toy_case(), floor)
    found = planned(8, case=case)
    states = {plan.status for plan in found.plans}
    assert "infeasible" in states
    assert len(states) > 1
    assert len(found.plans) == 8
    lost = next(plan for plan in found.plans if plan.status == "infeasible")
    assert not lost.found
    assert math.isnan(lost.value)
    assert lost.built == ()
    assert ensemble_to_json(ensemble_from_json(ensemble_to_json(found))) == ensemble_to_json(found)


def test_an_ensemble_is_written_and_read_back(eight: Ensemble, tmp_path: Path):
    write_ensemble(toy_case(), eight, tmp_path)
    assert read_ensemble(tmp_path) == eight
    with (tmp_path / "plans.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["world"] for row in rows] == [str(n) for n in range(9)]
    assert float(rows[0]["unmet"]) == 108
    assert [int(row["new_units"]) for row in rows] == [
        sum(one.units for one in plan.built) for plan in (eight.central, *eight.plans)
    ]
    with (tmp_path / "built.csv").open(encoding="utf-8") as file:
        built = [row for row in csv.DictReader(file) if row["world"] == "0"]
    assert {(row["service"], row["settlement"], row["size"], int(row["units"])) for row in built} == {
        (one.service, one.settlement, one.size, one.units) for one in eight.central.built
    }
    with (tmp_path / "worlds.csv").open(encoding="utf-8") as file:
        worlds = list(csv.DictReader(file))
    assert list(worlds[0]) == ["world", *(factor.id for factor in eight.factors)]


def test_what_is_no_ensemble_is_not_read(tmp_path: Path):
    with pytest.raises(InputError):
        read_ensemble(tmp_path)
    (tmp_path / ENSEMBLE).write_text('{"seed": 1}', encoding="utf-8")
    with pytest.raises(InputError):
        read_ensemble(tmp_path)


def test_units_of_all_sizes_at_a_place_count_together():
    plan = WorldPlan(
        1, 1.0, 1.0, 0.0, "optimal", 1.0, 1.0, 0.0,
        (Built("day", "00001", "p10", 0, 1), Built("day", "00001", "p20", 1, 2)), (1.0,),
    )  # fmt: skip
    assert plan.units_at() == {Place("day", "00001"): 3}


class Quiet:
    """A listener that notes the worlds."""

    def __init__(self) -> None:
        self.worlds: list[tuple[int, int]] = []
        self.steps: list[Step] = []

    def step(self, step: Step) -> None:
        self.steps.append(step)

    def solving(self, cancel: object) -> None: ...

    def progress(self, stage: int, stages: int, objective: str, progress: object) -> None: ...

    def world(self, done: int, worlds: int) -> None:
        self.worlds.append((done, worlds))


def test_a_run_of_worlds_is_a_folder_and_takes_the_plan_that_is_there(tmp_path: Path):
    first, second = Quiet(), Quiet()
    result = execute_ensemble(TOY, tmp_path, EnsembleSize(3, 1, 1), first)
    assert "solve" in first.steps
    # After these come the worlds in which plans are held against each other.
    assert first.worlds[:5] == [(0, 3), (0, 3), (1, 3), (2, 3), (3, 3)]
    record = json.loads((result.folder / "run.json").read_text(encoding="utf-8"))
    assert result.folder == tmp_path / "toy.ensemble"
    assert (record["program"], record["planned"], record["worlds"], record["without_plan"]) == ("needsmap", 3, 3, 0)
    assert set(record["outputs"]) >= {
        "built.csv", "ensemble.json", "factors.csv", "plan.json", "plans.csv", "worlds.csv",
    }  # fmt: skip
    assert entry(["run", str(TOY), "--outputs", str(tmp_path)]) == 0
    again = execute_ensemble(TOY, tmp_path, EnsembleSize(3, 1, 1), second)
    assert "solve" not in second.steps
    assert again.ensemble == result.ensemble
    assert again.record.central_plan_from == "../toy"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert entry(["ensemble", str(TOY), "--worlds", "2", "--workers", "1", "--outputs", str(tmp_path)]) == 0
    assert "Планирани са 2 от 2 възможни развития" in capsys.readouterr().out
    assert len(read_ensemble(tmp_path / "toy.ensemble").plans) == 2
    assert entry(["ensemble", str(TOY), "--worlds", "0", "--outputs", str(tmp_path)]) == 2
