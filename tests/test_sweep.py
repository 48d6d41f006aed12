"""Sweeps: which members a file asks for, that each gets the plan of a single run, and that nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path
from random import Random

import pyarrow.parquet
import pytest
from runs import SilentListener
from sweeps import Place, Watcher

from mapping.cli.main import entry
from mapping.errors import InputError
from mapping.instance.case import NOT_ESTIMATED
from mapping.run import Reuse, execute, finished_entry, recheck, runs_under, what_would_go
from mapping.run.reading import read_inputs
from mapping.scenario import ScenarioFile
from mapping.sweep import LocalArena, SweepResult, execute_sweep
from mapping.sweep.arena import ClusterError
from mapping.sweep.drive import Driver
from mapping.sweep.file import read_sweep
from mapping.sweep.members import Member, members_of, scenarios_of
from mapping.sweep.work import Failed, OtherVersionError, Planned, Task, work
from mapping.words import Text

SHIPPED = Path(__file__).parents[1] / "scenarios" / "sweeps"

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")


class HereArena:
    """An arena of one: whatever is submitted is done at once, in this process."""

    def open(self) -> HereArena:
        return self

    def width(self) -> int:
        return 1

    def lost(self) -> None:
        raise AssertionError("nothing is lost here")

    def close(self) -> None:
        pass

    def submit(self, do: object, task: Task) -> object:
        from concurrent.futures import Future  # noqa: PLC0415

        future: Future[object] = Future()
        try:
            future.set_result(do(task))  # type: ignore[operator]
        except BaseException as error:
            future.set_exception(error)
        return future


def sweep(place: Place, watcher: Watcher | None = None, again: bool = False) -> SweepResult:
    return execute_sweep(place.sweep, place.outputs, HereArena(), watcher or Watcher(), again=again)  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sweep of GRID, in one process; nobody may change it."""
    done = Place(tmp_path_factory.mktemp("finished"))
    assert sweep(done).complete
    return done


def members(tmp_path: Path, text: str) -> tuple[Member, ...]:
    path = tmp_path / "s.toml"
    path.write_text('scenario = "x.toml"\n' + text, encoding="utf-8")
    return members_of(read_sweep(path))


class TestMembers:
    def test_a_grid_crosses_all_values_the_last_key_fastest(self, tmp_path: Path):
        found = members(tmp_path, '[grid]\na = [1, 2]\n"b.c" = ["x", "y"]\n')
        assert [dict(one.changes) for one in found] == [
            {"a": 1, "b.c": "x"}, {"a": 1, "b.c": "y"}, {"a": 2, "b.c": "x"}, {"a": 2, "b.c": "y"},
        ]  # fmt: skip
        assert [one.number for one in found] == [1, 2, 3, 4]

    def test_list_grid_and_draws_are_crossed_and_fixed_holds_for_all(self, tmp_path: Path):
        found = members(
            tmp_path,
            '[fixed]\nf = true\n[[list]]\na = 1\n[[list]]\nb = 2\n[grid]\ng = [1, 2]\n'
            "[draws]\ncount = 3\n[draws.keys]\nd = { whole = [1, 6] }\n",
        )  # fmt: skip
        assert len(found) == 2 * 2 * 3
        assert all(one.changes["f"] is True for one in found)
        assert [("a" in one.changes, one.changes["g"]) for one in found[::3]] == [
            (True, 1), (True, 2), (False, 1), (False, 2),
        ]  # fmt: skip
        assert [one.changes["d"] for one in found[:3]] == [one.changes["d"] for one in found[3:6]]

    def test_draws_stay_where_they_belong_and_follow_their_seed(self, tmp_path: Path):
        text = '[draws]\ncount = {}\nseed = {}\n[draws.keys]\n"a" = {{ uniform = [0.5, 2] }}\n"b" = {{ choice = [1, "x"] }}\n"c" = {{ whole = [3, 5] }}\n'  # noqa: E501
        few, many, other = (members(tmp_path, text.format(*how)) for how in ((5, 1), (300, 1), (5, 2)))
        assert [one.changes for one in many[:5]] == [one.changes for one in few]
        assert [one.changes for one in other] != [one.changes for one in few]
        values = [one.changes["a"] for one in many]
        assert 0.5 <= min(values) < 0.6  # type: ignore[type-var]
        assert 1.9 < max(values) <= 2  # type: ignore[type-var]
        assert sum(values) / 300 == pytest.approx(1.25, abs=0.1)  # type: ignore[arg-type]
        assert {one.changes["b"] for one in many} == {1, "x"}
        assert {one.changes["c"] for one in many} == {3, 4, 5}
        assert all(value == round(value, 6) for value in values)  # type: ignore[call-overload]

    def test_another_key_changes_no_other_draws(self, tmp_path: Path):
        one = members(tmp_path, "[draws]\ncount = 4\n[draws.keys]\na = { uniform = [0, 1] }\n")
        two = members(tmp_path, "[draws]\ncount = 4\n[draws.keys]\nz = { whole = [0, 9] }\na = { uniform = [0, 1] }\n")
        assert [m.changes["a"] for m in one] == [m.changes["a"] for m in two]

    def test_an_id_is_that_of_the_changes_wherever_they_stand(self, tmp_path: Path):
        one = members(tmp_path, "[grid]\na = [1, 2]\n")
        two = members(tmp_path, "[grid]\na = [3, 2, 1]\n")
        assert [m.id for m in one] == [two[2].id, two[1].id]
        assert len({m.id for m in two}) == 3

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "varies nothing"),
            ("[grid]\na = []\n", "grid.a"),
            ("[grid]\na = 3\n", "grid.a"),
            ("[gird]\na = [1]\n", "grid"),
            ("[grid]\na = [1]\n[fixed]\na = 2\n", "fixed too"),
            ('[grid]\nregion = ["other"]\n', "not varied"),
            ("[draws]\ncount = 3\n[draws.keys]\na = { uniform = [2, 1] }\n", "Swap"),
            ("[draws]\ncount = 3\n[draws.keys]\na = { whole = [1, 2], choice = [1] }\n", "exactly one way"),
            ('outputs = ["mpa"]\n[grid]\na = [1]\n', "“map”"),
            ("[grid]\na = [1\n", "TOML"),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, tmp_path: Path, text: str, said: str):
        with pytest.raises(InputError) as caught:
            members(tmp_path, text)
        assert said in caught.value.of("en")

    def test_a_mistaken_grid_is_not_begun(self, tmp_path: Path):
        numbers = ", ".join(map(str, range(400)))
        with pytest.raises(InputError) as caught:
            members(tmp_path, f"[grid]\na = [{numbers}]\nb = [{numbers}]\n")
        assert "160000 members" in caught.value.of("en")

    def test_every_wrong_key_is_told_at_once_and_once(self, place: Place):
        place.write('[grid]\n"weights.hoem" = [1, 2]\n"stages[9].gap" = [0.1]\n"need.level" = ["high", "hihg"]\n')
        with pytest.raises(InputError) as caught:
            sweep(place)
        said = [problem.of("en") for problem in caught.value.problems]
        assert len(said) == len(set(said))
        assert any("stages[9]" in words for words in said)
        assert any("hihg" in words for words in said)
        assert all("many.toml" in words for words in said)
        assert not place.results.exists()

    def test_names_that_the_region_does_not_know_are_told_before_anything_is_planned(self, place: Place):
        place.write('[grid]\n"weights.hoem" = [1, 2]\n')
        with pytest.raises(InputError) as caught:
            sweep(place)
        assert "“home”" in caught.value.of("en")


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_sweeps_ask_for_what_there_is(path: Path, tmp_path: Path):
    file = read_sweep(path)
    scenario, region = read_inputs(path.parent / file.scenario)
    found = members_of(file)
    assert len(scenarios_of(path, scenario, region, found, tmp_path)) == len(found) > 1


MIXED = """
[[list]]
"need.level" = "high"

[[list]]
"need.level" = "high"
"weights.home" = 3

[[list]]
"parameters.speed_plain" = 40

[[list]]
"funds.state.factor" = 0.5

[[list]]
"all_services.minutes" = 5

[[list]]
"need.services.home" = 1.5

[[list]]
"cost.level" = "low"

[[list]]
"rules.money" = false

[[list]]
"solver.seed" = 7

[[list]]
"periods[2].last_year" = 2025

[[list]]
services = ["home"]
"""


class TestPlans:
    def test_are_those_of_single_runs_whatever_was_planned_before_in_the_same_process(self, tmp_path: Path):
        """The process shares what it read and estimated among members where it may, and where not it does not."""
        place = Place(tmp_path, MIXED)
        result = sweep(place)
        assert {row.status for row in result.rows} == {"optimal"}
        levels = set()
        for row in result.rows:
            run = place.results / "members" / row.member.id
            scenario = tmp_path / "alone" / "a" / "b" / f"{row.member.id}.toml"
            scenario.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(place.folder / "toy", tmp_path / "toy_alone", dirs_exist_ok=True)
            text = (run / "scenario.toml").read_text(encoding="utf-8")
            scenario.write_text(
                "outputs = []\n" + text.replace("../../../../toy", "../../../toy_alone"), encoding="utf-8"
            )
            alone = execute(scenario, tmp_path / "singles", SilentListener(), reuse=Reuse(again=True))
            assert (run / "plan.json").read_bytes() == (alone.folder / "plan.json").read_bytes(), row.member.changes
            levels.add((run / "plan.json").read_bytes().partition(b"\n")[2])
        assert len(levels) > 8  # the changes do change plans

    def test_what_is_shared_rests_on_known_keys_only(self):
        """A new key of scenarios is taken to touch need and travel, until somebody says that it does not."""
        assert set(ScenarioFile.model_fields) >= NOT_ESTIMATED
        assert not NOT_ESTIMATED & {"region", "units_as_of", "periods", "services", "need", "parameters", "catalogue"}

    def test_are_whole_runs(self, finished: Place):
        for row in finished.rows():
            found = recheck(finished.results / row["folder"])
            assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())
            assert found.plan.scenario == row["id"]

    def test_can_be_published_later(self, finished: Place, tmp_path: Path):
        shutil.copytree(finished.folder, tmp_path / "copy")
        run = tmp_path / "copy" / "outputs" / "many.sweep" / finished.rows()[0]["folder"]
        assert entry(["publish", str(run), "tables", "--lang", "en"]) == 0
        assert (run / "units.csv").is_file()
        assert recheck(run).changed_outputs == ()

    def test_say_what_they_change(self, finished: Place):
        row = finished.rows()[1]
        text = (finished.results / row["folder"] / "scenario_differences.csv").read_text(encoding="utf-8")
        assert "stages[4].gap,0,0.2" in text.replace("0.0,", "0,")
        record = finished_entry(finished.results / row["folder"]).record
        assert record is not None
        assert row["id"] in record.scenario.keys.title.en

    def test_products_are_made_where_the_file_asks(self, place: Place):
        place.write('outputs = ["tables"]\n[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        alone = execute(place.folder / "toy.toml", place.outputs, SilentListener(), reuse=Reuse(again=True))
        run = place.results / place.rows()[1]["folder"]  # weights.home = 2 is the toy itself
        for name in ("units.csv", "money.csv", "needs.csv"):
            assert (run / name).read_bytes() == (alone.folder / name).read_bytes()


class TestTable:
    def test_has_the_numbers_of_the_plans(self, finished: Place):
        """docs/toy.md: at its own values the toy leaves 108 weighted persons × years unmet, serves 52 of 64, and pays
        1,710 thousand EUR for 6 units and teams."""
        [row] = [
            r
            for r in finished.rows()
            if (r["funds.state.factor"], r["weights.home"], r["stages[4].gap"]) == ("1", "2", "0")
        ]
        assert row["status"] == row["unmet.status"] == "optimal"
        assert (row["unmet.found"], row["unmet.bound"], row["unmet.gap"]) == ("108.0", "108.0", "0.0")
        assert (row["need"], row["served"], row["unmet"], row["units"]) == ("64.0", "52.0", "12.0", "6")
        assert (row["eur"], row["eur.state.capital"]) == ("1710000.0", "820000.0")
        assert row["error_bg"] == row["error_en"] == ""

    def test_parquet_holds_the_same_with_types(self, finished: Place):
        table = pyarrow.parquet.read_table(finished.results / "table.parquet")
        rows = finished.rows()
        assert table.column_names == list(rows[0])
        types = {field.name: str(field.type) for field in table.schema}
        assert (types["member"], types["units"], types["unmet.found"], types["id"]) == (
            "int64",
            "int64",
            "double",
            "string",
        )
        assert (types["weights.home"], types["funds.state.factor"]) == ("int64", "double")
        for row, record in zip(rows, table.to_pylist(), strict=True):
            for name, cell in record.items():
                if isinstance(cell, int | float):
                    assert float(row[name]) == cell
                else:
                    assert row[name] == (cell or "")

    def test_order_is_that_of_the_file(self, finished: Place):
        rows = finished.rows()
        assert [row["member"] for row in rows] == [str(n) for n in range(1, 13)]
        assert [row["funds.state.factor"] for row in rows] == ["0.5"] * 4 + ["1"] * 4 + ["2"] * 4


FAILING = """
[[list]]
"weights.home" = 1

[[list]]
"number[+]" = { at_least = 100 }

[[list]]
"stages[1].seconds" = 1e-9

[[list]]
"changes[+]" = { unit = "none", change = "none", status = "required" }
"""


class TestFailures:
    def test_are_rows_with_their_words(self, place: Place):
        place.write(FAILING.rpartition("[[list]]")[0])
        result = sweep(place)
        assert [row.status for row in result.rows] == ["optimal", "infeasible", "no_plan"]
        rows = place.rows()
        assert rows[0]["error_en"] == ""
        assert rows[1]["error_en"]
        assert rows[1]["error_bg"]
        assert rows[1]["folder"] == rows[1]["unmet.found"] == rows[1]["eur"] == ""
        assert result.complete

    def test_are_not_planned_again_but_crashes_are(self, place: Place):
        place.write(FAILING.rpartition("[[list]]")[0])
        sweep(place)
        failures = place.results / "failures.jsonl"
        lines = [json.loads(line) for line in failures.read_text(encoding="utf-8").splitlines() if line]
        assert sorted(line["trouble"] for line in lines) == ["infeasible", "no_plan"]
        again = sweep(place)
        assert (again.planned, again.before) == (0, 3)
        crash = {**lines[0], "trouble": "crashed"}
        failures.write_text(
            failures.read_text(encoding="utf-8") + json.dumps(crash) + '\n{"id": "cut', encoding="utf-8"
        )
        third = sweep(place)
        assert (third.planned, third.before) == (1, 2)
        assert [row.status for row in third.rows] == ["optimal", "infeasible", "no_plan"]

    def test_an_unexpected_error_is_a_row_too(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        place.write('[grid]\n"weights.home" = [1, 2]\n')

        def broken(task: Task) -> Planned | Failed:
            if task.scenario.keys.weights["home"] == 2:
                raise ZeroDivisionError("by nothing")
            return work(task)

        monkeypatch.setattr("mapping.sweep.execute.Driver", lambda arena: Driver(arena, broken))
        result = sweep(place)
        assert [row.status for row in result.rows] == ["optimal", "crashed"]
        assert "ZeroDivisionError: by nothing" in place.rows()[1]["error_en"]

    def test_a_worker_of_another_version_ends_the_sweep_in_words(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("mapping.sweep.execute.planner", lambda: "another")
        with pytest.raises(OtherVersionError) as caught:
            sweep(place)
        assert "another version" in caught.value.of("en")


class TestResume:
    def test_what_is_finished_is_not_planned_again(self, place: Place, finished: Place):
        first = sweep(place, Watcher(stop_after=5))
        assert not first.complete
        kept = place.runs()  # what was being planned when it was stopped may have ended
        assert 5 <= kept == first.planned < 12
        assert [row["status"] for row in place.rows()].count("not_run") == 12 - kept
        times = {path: path.stat().st_mtime_ns for path in (place.results / "members").glob("*/run.json")}
        second = sweep(place)
        assert (second.planned, second.before) == (12 - kept, kept)
        assert all(path.stat().st_mtime_ns == when for path, when in times.items())
        assert place.table() == finished.table()
        assert (sweep(place).planned, sweep(place).before) == (0, 12)

    def test_again_plans_all(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        assert sweep(place, again=True).planned == 2

    def test_more_values_plan_only_what_is_new(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        place.write('[grid]\n"weights.home" = [3, 2, 1]\n')
        result = sweep(place)
        assert (result.planned, result.before) == (1, 2)
        assert [row["weights.home"] for row in place.rows()] == ["3", "2", "1"]

    def test_other_tables_plan_all_again(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        table = place.folder / "toy" / "sources.csv"
        table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert sweep(place).planned == 2

    def test_a_member_that_was_harmed_is_mended(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        before = sweep(place)
        one, two = ((place.results / "members" / row.member.id) for row in before.rows)
        (one / "plan.json").write_text("{}", encoding="utf-8")
        (two / "scenario.toml").unlink()
        table = place.table()
        assert sweep(place).planned == 2
        assert place.table() == table
        assert all(recheck(run).changed_outputs == () for run in (one, two))

    def test_a_single_run_of_the_same_inputs_is_taken_over(self, place: Place):
        single = execute(place.folder / "toy.toml", place.outputs, SilentListener())
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        result = sweep(place)
        record = finished_entry(place.results / "members" / result.rows[1].member.id).record
        assert record is not None
        assert record.taken is not None
        assert record.taken.found == single.record.finished
        assert "solve" not in record.seconds
        other = finished_entry(place.results / "members" / result.rows[0].member.id).record
        assert other is not None
        assert other.taken is None

    def test_a_member_is_taken_over_by_a_single_run(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        listener = SilentListener()
        execute(place.folder / "toy.toml", place.outputs, listener)
        assert "solve" not in listener.steps

    def test_members_of_the_same_inputs_are_planned_once(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 1.0, 2]\n"solver.threads" = [1, 2]\n')
        result = sweep(place)
        records = [finished_entry(place.results / "members" / row.member.id).record for row in result.rows]
        searched = [record is not None and "solve" in record.seconds for record in records]
        assert len({row.member.id for row in result.rows}) == 6
        assert sum(searched) == 2
        assert all(recheck(path.parent).breaches == () for path in place.results.glob("members/*/run.json"))

    def test_a_stopped_member_of_its_own_counts_as_finished(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        rows = sweep(place).rows
        path = place.results / "members" / rows[0].member.id / "run.json"
        said = json.loads(path.read_text(encoding="utf-8"))
        said["result"]["stages"][3]["status"] = "time_limit"
        path.write_text(json.dumps(said), encoding="utf-8")
        assert sweep(place).planned == 0

    def test_another_process_is_kept_out(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        store = place.results
        sweep(place)
        from mapping.run.folder import only_here  # noqa: PLC0415

        with only_here(store / ".sweep.lock", Text("зает", "busy")), pytest.raises(InputError) as caught:
            sweep(place)
        assert "another process" in caught.value.of("en")

    def test_nothing_else_is_ever_replaced(self, place: Place):
        place.results.mkdir(parents=True)
        (place.results / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(InputError) as caught:
            sweep(place)
        assert "no sweep of needsmap" in caught.value.of("en")
        assert (place.results / "mine.txt").read_text(encoding="utf-8") == "mine"


class TestOfRuns:
    def test_a_sweep_is_one_line_in_the_list_and_its_members_are_its_own(
        self, finished: Place, capsys: pytest.CaptureFixture[str]
    ):
        assert len(runs_under(finished.outputs)) == 12
        assert entry(["runs", "list", str(finished.outputs), "--lang", "en"]) == 0
        listed = capsys.readouterr().out
        assert "sweep" in listed
        assert "m0" not in listed
        assert entry(["runs", "list", str(finished.results), "--lang", "en"]) == 0
        assert capsys.readouterr().out.count("members/m") == 12
        assert what_would_go(finished.outputs, keep=0, before=None).going == ()


def deadly(task: Task) -> Planned | Failed:
    """Ends its process over one of the members."""
    if task.scenario.keys.weights["home"] == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(task)


class KilledWorker(Exception):  # noqa: N818 - as Dask calls it
    """What Dask says of a task over which several workers died."""


class TestWhatDaskSays:
    def test_a_task_that_kills_worker_after_worker_is_given_up(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        tried = []

        def do(task: Task) -> Planned | Failed:
            if task.scenario.keys.weights["home"] == 2:
                tried.append(1)
                raise KilledWorker
            return work(task)

        monkeypatch.setattr(HereArena, "lost", lambda _: None)
        monkeypatch.setattr("mapping.sweep.execute.Driver", lambda arena: Driver(arena, do))
        result = sweep(place)
        assert [row.status for row in result.rows] == ["optimal", "crashed"]
        assert len(tried) == 3
        assert "was ended 3 times" in place.rows()[1]["error_en"]

    def test_a_cluster_that_is_gone_ends_the_sweep_and_keeps_what_is_finished(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ):
        def lost(_: HereArena) -> None:
            raise ClusterError(Text("няма", "gone"))

        def do(task: Task) -> Planned | Failed:
            if place.runs() >= 3:
                raise CancelledError
            return work(task)

        monkeypatch.setattr(HereArena, "lost", lost)
        monkeypatch.setattr("mapping.sweep.execute.Driver", lambda arena: Driver(arena, do))
        with pytest.raises(ClusterError):
            sweep(place)
        kept = place.runs()
        assert 3 <= kept < 12
        monkeypatch.undo()
        assert sweep(place).before == kept


@posix
class TestWorkers:
    def test_a_member_that_ends_its_process_every_time_is_a_row_and_the_others_have_plans(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ):
        place.write('[grid]\n"weights.home" = [1, 2, 3, 4, 5]\n')
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, sys.path)))
        monkeypatch.setattr("mapping.sweep.execute.Driver", lambda arena: Driver(arena, deadly))
        monkeypatch.setattr("mapping.sweep.drive.MOST_LOSSES", 1)
        result = execute_sweep(place.sweep, place.outputs, LocalArena(2), Watcher())
        assert [row.status for row in result.rows] == ["optimal", "crashed", "optimal", "optimal", "optimal"]
        assert "was ended" in place.rows()[1]["error_en"]

    def test_killed_at_random_the_table_is_that_of_one_process(self, place: Place, finished: Place):
        """Workers, whenever a seed says so."""
        arena, draw, killed, over = LocalArena(2), Random(5), [], threading.Event()

        def killer() -> None:
            while not over.wait(draw.uniform(2, 5)) and len(killed) < 3:
                processes = arena.processes()
                if processes:
                    os.kill(draw.choice(processes), signal.SIGKILL)
                    killed.append(1)

        thread = threading.Thread(target=killer)
        thread.start()
        try:
            result = execute_sweep(place.sweep, place.outputs, arena, Watcher())
        finally:
            over.set()
            thread.join()
        assert result.complete
        assert place.table() == finished.table()
        assert arena.processes() == ()


@posix
class TestMainProcess:
    def test_killed_and_started_again_nothing_is_lost_or_planned_twice(self, place: Place, finished: Place):
        """`python -m benchmarks sweep --kills 20` does so often, with 500 members."""
        process = place.start("--workers", "1")
        wanted = Random(3).randint(2, 6)
        while place.runs() < wanted and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        runs = place.runs()
        assert wanted <= runs < 12
        for path in (place.results / "members").glob("m*/run.json"):
            assert recheck(path.parent).changed_outputs == ()
        result = sweep(place)
        assert (result.before, result.planned) == (runs, 12 - runs)
        assert place.table() == finished.table()
        assert not [path for path in (place.results / "members").iterdir() if path.name.startswith(".")]

    def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(self, place: Place):
        process = place.start("--workers", "1")
        while place.runs() < 2 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode == 130, err
        assert "goes on from here" in out
        assert "Traceback" not in err
        kept = place.runs()
        assert 2 <= kept < 12
        assert [row["status"] for row in place.rows()].count("not_run") == 12 - kept
        assert sweep(place).before == kept


def test_the_command_says_what_came_of_it(tmp_path: Path):
    place = Place(tmp_path, FAILING.rpartition("[[list]]")[0].rpartition("[[list]]")[0])
    process = place.start("--workers", "1")
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "rules contradict" in out
    assert "Without a plan 2:" in out
    assert "planned now 2, finished before 0" in out
    assert "table.csv" in out
    assert "2 of 2 members, 1 without a plan" in err
