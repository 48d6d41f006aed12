"""A scenario as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mapping.errors import Where
from mapping.scenario.keypath import Path as KeyPath
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.stated import Origin, place_of


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that was read: its name (the file's), its keys, and the region's folder.

    `chain` are the files that it was read from, its own first, each before the one that it extends; `origins` says
    which of them states a key (that of the longest beginning of the key holds). `base` are the keys of the last of the
    chain, from which the scenario differs; None where it extends nothing and no key was changed.
    """

    name: str
    file: str
    keys: ScenarioFile
    region_folder: Path
    chain: tuple[Path, ...] = ()
    origins: Mapping[KeyPath, Origin] = field(default_factory=dict)
    base: ScenarioFile | None = None

    def place(self, where: Where) -> Where:
        """Where the key of `where` is really stated, if `where` is in this scenario."""
        if where.file != self.file or where.key is None:
            return where
        return place_of(self.origins, where)

    def where(self, key: str) -> Where:
        """The place that states a key."""
        return self.place(Where(self.file, key=key))
