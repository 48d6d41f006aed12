"""A sweep on a real Dask cluster, a scheduler and two workers on loopback, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sweeps import Place, Watcher, environment

from mapping.errors import NeedsmapError
from mapping.sweep import DaskArena, LocalArena, execute_sweep

pytest.importorskip("distributed")


class Cluster:
    """A scheduler and workers of one thread each, processes of their own, which hear 127.0.0.1 only."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        said = folder / "scheduler.json"
        self.scheduler = self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", said)
        while not said.exists():
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        self.address = json.loads(said.read_text(encoding="utf-8"))["address"]
        self.workers = [
            self.start("dask_worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
                       "--local-directory", folder)
            for _ in range(2)
        ]  # fmt: skip

    def start(self, module: str, *words: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *map(str, words)],
            stdout=subprocess.DEVNULL, stderr=(self.folder / "log.txt").open("ab"), env=environment(),
        )  # fmt: skip
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.processes):
            with suppress(OSError):
                process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    started = Cluster(tmp_path / "dask")
    yield started
    started.end()


class Killer(Watcher):
    """Kills a worker when four members are done."""

    def __init__(self, victim: subprocess.Popen[bytes]) -> None:
        super().__init__()
        self.victim = victim

    def members(self, done: int, members: int, without_plan: int) -> None:
        super().members(done, members, without_plan)
        if done == 4:
            os.kill(self.victim.pid, signal.SIGKILL)


def test_gives_the_table_of_one_machine_though_a_worker_is_killed(tmp_path: Path, cluster: Cluster):
    text = '[grid]\n"funds.state.factor" = [0.5, 1, 2]\n"weights.home" = [1, 2, 3, 4]\n'
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    here, there = Place(tmp_path / "one", text), Place(tmp_path / "two", text)
    execute_sweep(here.sweep, here.outputs, LocalArena(1), Watcher())
    killer = Killer(cluster.workers[0])
    result = execute_sweep(there.sweep, there.outputs, DaskArena(cluster.address), killer)
    assert result.complete
    assert killer.victim.wait() == -signal.SIGKILL
    assert there.table() == here.table()
    assert {row.status for row in result.rows} == {"optimal"}
    for row in result.rows:
        run = Path("members") / row.member.id / "plan.json"
        assert (here.results / run).read_bytes() == (there.results / run).read_bytes()


def test_a_cluster_that_is_not_there_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = Place(tmp_path)
    monkeypatch.setattr("mapping.sweep.arena.SECONDS_TO_ANSWER", 1)
    with pytest.raises(NeedsmapError) as caught:
        execute_sweep(place.sweep, place.outputs, DaskArena("tcp://127.0.0.1:1"), Watcher())
    assert "tcp://127.0.0.1:1" in caught.value.of("bg")
    assert "give the command again" in caught.value.of("en")
