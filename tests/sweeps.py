"""A small sweep of the toy region, for tests: here, in this process, or in a process of its own."""

from __future__ import annotations

import atexit
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from pathlib import Path

from toy import TOY

from mapping.sweep import SweepResult, execute_sweep
from mapping.sweep.work import Task

GRID = """
[grid]
"funds.state.factor" = [0.5, 1, 2]
"weights.home" = [1, 2]
"stages[4].gap" = [0, 0.2]
"""


class Place:
    """A folder with the toy and a sweep of it."""

    def __init__(self, folder: Path, text: str = GRID) -> None:
        shutil.copytree(TOY.parent / "toy", folder / "toy")
        # A map of a single run takes longer than its plan.
        (folder / "toy.toml").write_text('outputs = ["tables"]\n' + TOY.read_text(encoding="utf-8"), encoding="utf-8")
        self.folder, self.outputs, self.sweep = folder, folder / "outputs", folder / "many.toml"
        self.results = self.outputs / "many.sweep"
        self.write(text)

    def write(self, text: str) -> None:
        self.sweep.write_text('scenario = "toy.toml"\n' + text, encoding="utf-8")

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`needsmap sweep` in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "mapping", "sweep", str(self.sweep), "--outputs", str(self.outputs), "--lang", "en",
             *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment(),
        )  # fmt: skip

    def runs(self) -> int:
        """How many members have a finished run."""
        members = self.results / "members"
        return len([path for path in members.glob("m*") if path.is_dir()]) if members.is_dir() else 0

    def rows(self) -> list[dict[str, str]]:
        with (self.results / "table.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def table(self) -> list[list[str]]:
        """The table of members without the seconds that each took."""
        return [[cell for name, cell in row.items() if name != "seconds"] for row in self.rows()]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path)), "PYTHONWARNINGS": ""}


class Watcher:
    """Watches a sweep, and may stop it after so many members."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.said: list[tuple[int, int, int]] = []
        self.stop_after = stop_after
        self.cancel = None

    def solving(self, cancel: object) -> None:
        self.cancel = cancel or self.cancel

    def members(self, done: int, members: int, without_plan: int) -> None:
        self.said.append((done, members, without_plan))
        if self.stop_after is not None and done >= self.stop_after:
            self.cancel()  # type: ignore[misc]


def plans(place: Place) -> Sequence[Path]:
    return sorted((place.results / "members").glob("m*/plan.json"))


WITHOUT_PLAN = """
[[list]]
"weights.home" = 1

[[list]]
"number[+]" = { at_least = 100 }

[[list]]
"stages[1].seconds" = 1e-9
"""
"""All but the first have no plan: no rules allow it; no time."""


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
        future: Future[object] = Future()
        try:
            future.set_result(do(task))  # type: ignore[operator]
        except BaseException as error:
            future.set_exception(error)
        return future


def sweep(place: Place, watcher: Watcher | None = None, again: bool = False) -> SweepResult:
    return execute_sweep(place.sweep, place.outputs, HereArena(), watcher or Watcher(), again=again)  # type: ignore[arg-type]


@cache
def finished_sweep() -> Place:
    """The sweep of GRID, in one process, once for all tests; nobody may change it."""
    folder = Path(tempfile.mkdtemp(prefix="needsmap-sweep-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = Place(folder)
    assert sweep(done).complete
    return done
