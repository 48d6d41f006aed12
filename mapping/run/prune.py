"""Removing old runs: what would go, and removing it; never anything that is no run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mapping.publish.making import files_of
from mapping.run.folder import RECORD, remove_run
from mapping.run.index import Entry, entry_of, runs_under
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Old:
    """A run that would go: its entry, the bytes that it takes, and the content of its run.json (`seen`): it goes only
    while that is the same."""

    entry: Entry
    size: int
    seen: bytes


@dataclass(frozen=True, slots=True)
class Pruning:
    """The runs that would go, and those that are old enough but stay, each with the reason."""

    going: tuple[Old, ...]
    staying: tuple[tuple[Entry, Text], ...]

    @property
    def size(self) -> int:
        """Bytes of all runs that would go."""
        return sum(old.size for old in self.going)


def what_would_go(outputs: Path, keep: int | None, before: datetime | None, scenario: str | None = None) -> Pruning:
    """The old runs directly in `outputs`: of each scenario all but the newest `keep`, and only those that ended before
    `before`, where these are given; of one `scenario` only where one is named. Runs of a sweep stay with it.

    A run stays where its folder holds files that it did not write, is a link, or cannot be told to be whole.
    """
    entries = [one for one in runs_under(outputs, deepest=1) if one.folder != outputs]
    going, staying = [], []
    for entry in _old(entries, keep, before):
        if scenario is not None and entry.scenario != scenario:
            continue
        reason = _why_not(entry)
        if reason is not None:
            staying.append((entry, reason))
            continue
        going.append(Old(entry, _size(entry.folder), (entry.folder / RECORD).read_bytes()))
    return Pruning(tuple(going), tuple(staying))


def prune(outputs: Path, pruning: Pruning) -> tuple[Path, ...]:
    """Remove what would go, unless it changed meanwhile; returns the folders that are gone.

    Raises:
        OutputError: the disk refuses; what was removed until then is gone, the rest is whole.
    """
    return tuple(old.entry.folder for old in pruning.going if remove_run(outputs, old.entry.folder, old.seen))


def _old(entries: Iterable[Entry], keep: int | None, before: datetime | None) -> list[Entry]:
    """The entries that are neither among the newest `keep` of their scenario and kind nor ended after `before`."""
    found: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    # Of two that ended together (a run and its copy) the one that has its scenario's name counts as the newer.
    order = sorted(entries, key=lambda entry: (_when(entry), entry.folder.name == entry.scenario), reverse=True)
    for entry in order:
        place = seen[entry.kind, entry.scenario] = seen.get((entry.kind, entry.scenario), 0) + 1
        if (keep is None or place > keep) and (before is None or _when(entry) < before):
            found.append(entry)
    return found


def _when(entry: Entry) -> datetime:
    """When the run ended; long ago where nobody knows."""
    return entry.finished or datetime.min.replace(tzinfo=UTC)


def _why_not(entry: Entry) -> Text | None:
    """Why a run stays although it is old."""
    if entry.folder.is_symlink():
        return Text("папката е връзка към друго място", "the folder is a link to another place")
    if entry.kind == "unreadable" or entry_of(entry.folder) is None:
        return Text("run.json не може да се прочете", "run.json cannot be read")
    others = _files_of_others(entry)
    if others:
        named = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        return Text(f"в папката има и други файлове: {named}", f"the folder holds other files too: {named}")
    return None


def _files_of_others(entry: Entry) -> list[str]:
    """Files in the folder that its run.json does not name."""
    outputs = json.loads((entry.folder / RECORD).read_text(encoding="utf-8")).get("outputs", {})
    return sorted(set(files_of(entry.folder)) - set(outputs) - {RECORD})


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
