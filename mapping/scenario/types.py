"""A scenario as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mapping.errors import Where
from mapping.scenario.keypath import NoKeyError, dotted, parse
from mapping.scenario.keypath import Path as KeyPath
from mapping.scenario.schema import ScenarioFile


@dataclass(frozen=True, slots=True)
class Difference:
    """A key that a scenario has other than what it extends: its value there and here, as TOML writes them (None: the
    key is not stated), and the file that states it.
    """

    key: str
    old: str | None
    new: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a key is stated: the file's name, and the key as that file writes it."""

    file: str
    key: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read: its name (the file's), its keys, and the region's folder.

    `chain` are the files that it was read from, its own first and what each extends after it; `origins` says which of
    them states a key (that of the longest beginning of the key that it holds), `differences` what the scenario changes
    of the last of them.
    """

    name: str
    file: str
    keys: ScenarioFile
    region_folder: Path
    chain: tuple[Path, ...] = ()
    origins: Mapping[KeyPath, Origin] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()

    def place(self, where: Where) -> Where:
        """Where the key of `where` is really stated, if `where` is in this scenario."""
        if where.file != self.file or where.key is None:
            return where
        return place_of(self.origins, where)


def place_of(origins: Mapping[KeyPath, Origin], where: Where) -> Where:
    """The place that states the key of `where`; `where` itself if nothing does."""
    try:
        path = parse(where.key or "")
    except NoKeyError:
        return where
    for length in range(len(path), 0, -1):
        origin = origins.get(path[:length])
        if origin is not None:
            rest = (where.key or "")[len(dotted(path[:length])) :]
            return Where(origin.file, key=origin.key + rest)
    return where
