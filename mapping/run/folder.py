"""A run's folder, whole or not at all.

Results are written into a hidden folder beside the final one and moved there by renaming, which is one step
of the file system. A file with an operating-system lock stands beside it while the run lives: what an
unlocked file names belongs to a run that died, and the next run cleans it up (or puts back the earlier
results, if they were moved away and nothing had taken their place yet). Runs that end at the same moment
put their results in place one after the other: a lock of the whole outputs folder is held while anything
that others can see is looked at or moved.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import IO

from mapping.errors import InputError, Problem, Where
from mapping.run.locks import PLACING, locked, placing
from mapping.run.trouble import writing_to
from mapping.words import Text

RECORD = "run.json"
"""The file that says what a run was; written last."""

PLAN = "plan.json"
"""The file of a run's plan."""

_HIDDEN = re.compile(r"^\.(?P<name>.+)\.(?P<process>\d+)-[0-9a-f]{8}\.(lock|part|old)$")


@contextmanager
def new_run_folder(outputs: Path, name: str, unless: Callable[[], InputError | None] = lambda: None) -> Iterator[Path]:
    """A folder to write in; when the block ends well it becomes `outputs/name`, else nothing of it remains.

    `unless` is asked when nobody else can put results in place any more: an error that it returns is raised, and what
    is there stays.

    Raises:
        InputError: `outputs/name` is there and is no run of this program, or `unless` says so.
        OutputError: the disk refuses.
    """
    final = outputs / name
    with writing_to(final):
        outputs.mkdir(parents=True, exist_ok=True)
        with placing(outputs):
            _check_replaceable(final)
            _clean_up(outputs)
        work = _Work.begin(outputs, name)
    try:
        with writing_to(final):
            work.part.mkdir()
        yield work.part
        with writing_to(final), placing(outputs):
            _check_replaceable(final)
            objection = unless()
            if objection is not None:
                raise objection
            _put_in_place(work.part, final, work.old)
    finally:
        work.discard()
        work.end()


def put_right(outputs: Path) -> None:
    """Remove what dead runs left under `outputs`, and put back earlier results that they had moved away."""
    if outputs.is_dir() and (_hidden(outputs) or (outputs / PLACING).exists()):
        with placing(outputs):
            _clean_up(outputs)


def remove_run(outputs: Path, folder: Path, seen: bytes) -> bool:
    """Remove the run in `folder`, which is directly in `outputs`, if its run.json still is what was `seen`; returns
    whether it is gone. Killed at any moment it leaves the run whole, or nothing that looks like one.

    Raises:
        OutputError: the disk refuses.
    """
    with writing_to(folder):
        work = _Work.begin(outputs, folder.name)
        try:
            with placing(outputs):
                if folder.is_symlink() or _content(folder / RECORD) != seen:
                    return False
                folder.rename(work.part)
        finally:
            work.discard()
            work.end()
    return True


def discard_unfinished(outputs: Path, process: int) -> None:
    """Remove what a run of this `process` left unfinished under `outputs`, when it must end at once."""
    for hidden in _hidden(outputs):
        if hidden.process == process:
            hidden.discard()
            hidden.end()


@dataclass(slots=True)
class _Work:
    """The hidden paths of one run, beside its final folder."""

    final: Path
    stem: Path
    process: int
    handle: IO[bytes] | None = None

    @classmethod
    def begin(cls, outputs: Path, name: str) -> _Work:
        while True:
            stem = outputs / f".{name}.{os.getpid()}-{token_hex(4)}"
            work = cls(outputs / name, stem, os.getpid())
            if work.take():
                return work

    @property
    def lock(self) -> Path:
        return self.stem.with_name(self.stem.name + ".lock")

    @property
    def part(self) -> Path:
        return self.stem.with_name(self.stem.name + ".part")

    @property
    def old(self) -> Path:
        return self.stem.with_name(self.stem.name + ".old")

    def take(self) -> bool:
        """Hold the lock, unless another process does or has removed its file meanwhile."""
        self.handle = locked(self.lock)
        if self.handle is not None and not self.lock.exists():
            self.handle.close()
            self.handle = None
        return self.handle is not None

    def discard(self) -> None:
        """Remove what is unfinished; earlier results that were moved away come back if nothing took their
        place.
        """
        shutil.rmtree(self.part, ignore_errors=True)
        if self.old.exists() and not self.final.exists():
            with suppress(OSError):
                self.old.rename(self.final)
        shutil.rmtree(self.old, ignore_errors=True)

    def end(self) -> None:
        """Give up the lock and its file."""
        if self.handle is not None:
            self.handle.close()
        with suppress(OSError):
            self.lock.unlink()


def _hidden(outputs: Path) -> list[_Work]:
    """Every run that has hidden files under `outputs`."""
    found: dict[Path, _Work] = {}
    for path in sorted(outputs.iterdir()) if outputs.is_dir() else ():
        match = _HIDDEN.match(path.name)
        if match is not None:
            stem = path.with_suffix("")
            found[stem] = _Work(outputs / match["name"], stem, int(match["process"]))
    return list(found.values())


def _clean_up(outputs: Path) -> None:
    """Remove what dead runs left; the lock of a living one cannot be taken."""
    for work in _hidden(outputs):
        if work.take():
            work.discard()
            work.end()


def _check_replaceable(final: Path) -> None:
    """Only an empty folder or an earlier run is ever replaced."""
    if not final.exists() or (final.is_dir() and (_is_run(final) or not any(final.iterdir()))):
        return
    raise InputError([Problem(
        Where(final.as_posix()),
        Text("тук има нещо, което не е резултат от needsmap", "what is here is no result of needsmap"),
        Text("Преместете го или изберете друга папка с --outputs.",
             "Move it away, or choose another folder with --outputs."),
    )])  # fmt: skip


def _is_run(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / RECORD).read_text(encoding="utf-8"))["program"] == "needsmap")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _put_in_place(part: Path, final: Path, old: Path) -> None:
    """Move the earlier run away, the new one in, and remove the earlier one."""
    if final.exists():
        final.rename(old)
    try:
        part.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)  # the earlier results stay if the new ones cannot come
        raise
    shutil.rmtree(old, ignore_errors=True)
