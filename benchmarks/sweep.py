"""Sweeps of the toy region: `python -m benchmarks sweep` and `sweep_kills`.

`sweep` measures how many members a second one process and a pool plan. `sweep_kills` kills workers and the main process
of a sweep at moments that a seed draws, starts it again each time, and counts what is lost.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from benchmarks.table import Cell, Table

TOY = Path(__file__).parents[1] / "tests" / "data"

SWEEP = """
scenario = "toy.toml"

[fixed]
stages = [{{ objective = "unmet", gap = 0.0 }}]

[draws]
count = {members}
seed = 1

[draws.keys]
"funds.state.factor" = {{ uniform = [0.3, 3] }}
"funds.municipal.factor" = {{ uniform = [0.3, 3] }}
"weights.home" = {{ uniform = [0.5, 4] }}
"all_services.minutes" = {{ uniform = [10, 60] }}
"""


class _Silent:
    def solving(self, cancel: Callable[[], None] | None) -> None:
        """Nothing to say."""

    def members(self, done: int, members: int, without_plan: int) -> None:
        """Nothing to say."""


def place(folder: Path, members: int) -> Path:
    """The toy and a sweep of so many members in `folder`; returns the sweep's file."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(TOY / "toy", folder / "toy", dirs_exist_ok=True)
    shutil.copy(TOY / "toy.toml", folder)
    path = folder / "sweep.toml"
    path.write_text(SWEEP.format(members=members), encoding="utf-8")
    return path


def throughput(folder: Path, members: int, workers: int) -> list[Table]:
    """So many members one after the other by `needsmap run`'s own function in one process, then by pools."""
    from mapping.sweep import LocalArena, execute_sweep  # noqa: PLC0415 - what is measured, not what measures

    rows: list[dict[str, Cell]] = []

    def measure(how: str, work: Callable[[], object]) -> None:
        began, used = time.perf_counter(), _cpu()
        work()
        wall, cpu = time.perf_counter() - began, _cpu() - used
        first = float(rows[0]["members / s"] or 0) if rows else members / wall
        rows.append({
            "how": how, "members": members, "wall s": wall, "cpu s": cpu, "members / s": members / wall,
            "against one process": members / wall / first,
        })  # fmt: skip

    measure("one process, run by run", lambda: _one_by_one(folder / "runs", members))
    for number in sorted({1, workers}):
        path = place(folder / f"pool_{number}", members)
        arena = LocalArena(number)
        measure(
            f"pool of {number}",
            lambda path=path, arena=arena: execute_sweep(path, path.parent / "outputs", arena, _Silent()),
        )
    note = (
        "Wall clock and CPU seconds of all processes, the pool's start (loading the program in each) included; members "
        "of the toy region take some hundredths of a second, so what a sweep adds shows most. The ratio depends on "
        "what else runs on the machine."
    )
    return [Table("sweep", f"{members} small runs: one process and pools", rows, [note])]


def _one_by_one(folder: Path, members: int) -> None:
    """The same members as scenarios of their own, each read, planned and written without products, as by itself."""
    from mapping.run import Reuse, execute  # noqa: PLC0415
    from mapping.run.scenario_files import resolved_text  # noqa: PLC0415
    from mapping.scenario import read_scenario, with_keys  # noqa: PLC0415
    from mapping.sweep.file import read_sweep  # noqa: PLC0415
    from mapping.sweep.members import members_of  # noqa: PLC0415
    from mapping.sweep.work import _Silent as SilentListener  # noqa: PLC0415

    path = place(folder, members)
    base = read_scenario(folder / "toy.toml")
    for member in members_of(read_sweep(path)):
        scenario = with_keys(base, {**member.changes, "outputs": []})
        file = folder / f"{member.id}.toml"
        file.write_text(resolved_text(scenario, "toy"), encoding="utf-8")
        execute(file, folder / "outputs", SilentListener(), reuse=Reuse(again=True))


def kills(folder: Path, members: int, workers: int, number: int) -> list[Table]:
    """A sweep whose workers and main process are killed `number` times in all, against one that nobody touches."""
    quiet = place(folder / "quiet", members)
    _wait(_start(quiet, workers))
    path = place(folder / "killed", members)
    began, draw = time.perf_counter(), Random(1)
    counts = {"worker": 0, "main": 0}
    starts, lost = 1, 0
    process = _start(path, workers)
    while sum(counts.values()) < number:
        victim = "main" if draw.random() < 1 / 3 else "worker"
        _until(process, path, draw)
        if process.poll() is not None:
            break  # it ended before it could be killed so often
        before = _finished(path)
        if victim == "main":
            process.send_signal(signal.SIGKILL)
            process.wait()
            process, starts = _start(path, workers), starts + 1
        else:
            children = _children(process.pid)
            if not children:
                continue
            os.kill(draw.choice(children), signal.SIGKILL)
        counts[victim] += 1
        lost += len(before - _finished(path))
    code = _wait(process)
    mine, theirs = _table(path), _table(quiet)
    row: dict[str, Cell] = {
        "members": members,
        "workers killed": counts["worker"],
        "main killed": counts["main"],
        "starts": starts,
        "wall s": time.perf_counter() - began,
        "exit": code,
        "rows": len(mine),
        "finished runs lost": lost,
        "rows other than without kills": sum(a != b for a, b in zip(mine, theirs, strict=True)),
        "runs not whole": sum(not _is_whole(one) for one in _members(path)),
    }
    return [Table("sweep_kills", f"{members} small runs under random kills", [row])]


def _start(path: Path, workers: int) -> subprocess.Popen[bytes]:
    words = ["sweep", str(path), "--outputs", str(path.parent / "outputs"), "--workers", str(workers)]
    with (path.parent / "log.txt").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "mapping", *words], stdout=log, stderr=log)


def _wait(process: subprocess.Popen[bytes]) -> int:
    return process.wait()


def _until(process: subprocess.Popen[bytes], path: Path, draw: Random) -> None:
    """Wait until some more members are finished, and a moment longer; or until the process ends."""
    wanted = len(_finished(path)) + draw.randint(1, 30)
    while process.poll() is None and len(_finished(path)) < wanted:
        time.sleep(0.01)
    time.sleep(draw.uniform(0, 0.05))


def _members(path: Path) -> list[Path]:
    folder = path.parent / "outputs" / "sweep.sweep" / "members"
    return sorted(one for one in folder.glob("m*") if one.is_dir()) if folder.is_dir() else []


def _finished(path: Path) -> set[str]:
    return {one.name for one in _members(path)}


def _is_whole(folder: Path) -> bool:
    from mapping.run import finished_entry, look  # noqa: PLC0415

    record = finished_entry(folder).record
    return record is not None and not look(folder, record).changed_outputs


def _table(path: Path) -> list[dict[str, str]]:
    """The rows, without the seconds that each took."""
    file = path.parent / "outputs" / "sweep.sweep" / "table.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [{name: cell for name, cell in row.items() if name != "seconds"} for row in rows]


def _children(parent: int) -> list[int]:
    """Processes of the pool: children of `parent` that plan (Linux; not Python's tracker of resources)."""
    found = []
    for number in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            found += [int(child) for child in number.read_text().split()]
        except OSError:
            continue
    return [child for child in found if "spawn_main" in _command(child)]


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def tables(name: str, folder: Path, members: int, workers: int, number: int) -> Iterator[Table]:
    """Those of the benchmark called `name`."""
    yield from throughput(folder, members, workers) if name == "sweep" else kills(folder, members, workers, number)
