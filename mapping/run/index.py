"""The runs under a folder, found by reading the run.json of each.

Nothing is kept beside them: what was moved, deleted or copied is as it is now. Reading 500 runs takes 0.3 s of CPU
(docs/runs.md), so a file of what was found last time would save little, and could be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from mapping.errors import InputError, Problem, Where
from mapping.plan import plan_from_json
from mapping.run.folder import PLAN, RECORD
from mapping.run.record import RunRecord
from mapping.run.result import ResultRecord, result_of
from mapping.words import Text

Kind = Literal["plan", "ensemble", "differences", "frontier", "alternatives", "sweep", "unreadable"]
"""What a folder of results holds: a plan, the plans of many worlds, the differences of two plans, the plans of a
frontier, the best plans that differ, the runs of a sweep; or its run.json is of a version of the program that this one
cannot read."""

WITHOUT_PLAN: tuple[Kind, ...] = ("ensemble", "differences", "frontier", "alternatives")
"""Those whose run.json says what they are; that of a plan says nothing."""

SWEEP = "sweep.json"
"""The file that says what a sweep was, in the folder that holds its members' runs and its table."""

DEEPEST = 3
"""So many folders below the one that is looked through: outputs/<sweep>/members/<run>."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished run: its folder, what it holds, of which scenario, when it ended; `record` and `result` of a plan."""

    folder: Path
    kind: Kind
    scenario: str
    finished: datetime | None
    record: RunRecord | None = None
    result: ResultRecord | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Files that run.json names and that are not there any more."""
        return () if self.record is None else tuple(n for n in self.record.outputs if not (self.folder / n).is_file())


def runs_under(outputs: Path, deepest: int = DEEPEST, sweeps_whole: bool = False) -> tuple[Entry, ...]:
    """Every finished run under `outputs`, by folder; `outputs` itself may be one. What is being written, or was left by
    a run that died, is none. Folders inside a run belong to it. With `sweeps_whole` a sweep is one entry, unless it is
    `outputs` itself; else its members are found like any other runs."""
    if sweeps_whole and _is_sweep(outputs):
        return tuple(_walk(outputs, deepest, False))
    return tuple(_walk(outputs, deepest, sweeps_whole))


def entry_of(folder: Path) -> Entry | None:
    """The finished run in `folder`; None where there is none."""
    try:
        content = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("program") != "needsmap":
        return None
    said = content.get("kind", content.get("what"))
    for kind in WITHOUT_PLAN:
        if said == kind:
            return Entry(folder, kind, _name_of(content, folder), _time_of(content))
    try:
        record = RunRecord.model_validate(content)
    except ValidationError:
        return Entry(folder, "unreadable", _name_of(content, folder), _time_of(content))
    return Entry(folder, "plan", record.scenario.name, record.finished, record, record.result or _worked_out(folder))


def finished_entry(folder: Path) -> Entry:
    """The finished run in `folder`.

    Raises:
        InputError: there is none.
    """
    found = entry_of(folder)
    if found is None:
        raise InputError([Problem(
            Where(folder.as_posix()),
            Text("тук няма завършен план от needsmap", "there is no finished run of needsmap here"),
            Text("Вижте кои има с needsmap runs list.", "See which there are with needsmap runs list."),
        )])  # fmt: skip
    return found


def _walk(folder: Path, deepest: int, sweeps_whole: bool) -> Iterator[Entry]:
    found = _sweep_of(folder) if sweeps_whole and _is_sweep(folder) else entry_of(folder)
    if found is not None:
        yield found
        return
    if deepest == 0:
        return
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:  # no folder, or one that nobody may look into
        return
    for path in inside:
        yield from _walk(path, deepest - 1, sweeps_whole)


def _is_sweep(folder: Path) -> bool:
    return (folder / SWEEP).is_file()


def _sweep_of(folder: Path) -> Entry | None:
    try:
        content = json.loads((folder / SWEEP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Entry(folder, "sweep", _name_of(content, folder), _time_of(content)) if isinstance(content, dict) else None


def _worked_out(folder: Path) -> ResultRecord | None:
    """The plan in short, from plan.json: runs of older versions have it nowhere else."""
    try:
        return result_of(plan_from_json((folder / PLAN).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def _name_of(content: Mapping[str, Any], folder: Path) -> str:
    scenario = content.get("scenario", folder.name)
    return str(scenario.get("name", folder.name) if isinstance(scenario, dict) else scenario)


def _time_of(content: Mapping[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(content.get("finished")))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
