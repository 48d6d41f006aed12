"""Workers and the main process of a sweep die or are interrupted: nothing is lost, nothing is planned twice."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path
from random import Random

import pytest
from sweeps import WITHOUT_PLAN, HereArena, Place, Watcher, finished_sweep, sweep

from mapping.run import recheck
from mapping.sweep import LocalArena, execute_sweep
from mapping.sweep.arena import ClusterError
from mapping.sweep.drive import Driver
from mapping.sweep.work import Failed, Planned, Task, work
from mapping.words import Text

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def finished() -> Place:
    return finished_sweep()


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
        """Workers, when so many members are finished as a seed says."""
        arena, draw, killed, over = LocalArena(2), Random(5), [], threading.Event()
        moments = sorted(draw.sample(range(10), 3))

        def killer() -> None:
            while not over.wait(0.01) and len(killed) < len(moments):
                processes = arena.processes()
                if processes and place.runs() >= moments[len(killed)]:
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
        assert len(killed) == 3
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
    place = Place(tmp_path, WITHOUT_PLAN.rpartition("[[list]]")[0])
    process = place.start("--workers", "1")
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "rules contradict" in out
    assert "Without a plan 2:" in out
    assert "planned now 2, finished before 0" in out
    assert "table.csv" in out
    assert "2 of 2 members, 1 without a plan" in err
