"""What scenario files state, and which of them states what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mapping.errors import Where
from mapping.scenario.keypath import NoKeyError, dotted, parse
from mapping.scenario.keypath import Path as KeyPath
from mapping.scenario.tree import Tree


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a key is stated: the file's name, and the key as that file writes it."""

    file: str
    key: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The keys that a chain of files states together, with the origin of each (that of the longest beginning of the key
    holds), and the files, each before the one that it extends.
    """

    content: Tree
    origins: Mapping[KeyPath, Origin]
    chain: tuple[Path, ...]


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
