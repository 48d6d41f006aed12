"""What a check looks at, what it finds, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from mapping.errors import Where
from mapping.region import Region
from mapping.region.tables import RegionTables
from mapping.words import Language, Text


@dataclass(frozen=True, slots=True)
class Subject:
    """A region that was read without errors: its values, its tables with the lines they stand on, and the outline of
    the country (WGS84; None where there is none).

    `borders` are the official areas of the municipalities by code, where there are such; `named_elsewhere` the sources
    that files other than tables name.
    """

    region: Region
    tables: RegionTables
    outline: BaseGeometry | None = None
    borders: Mapping[str, BaseGeometry] = field(default_factory=dict)
    named_elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Odd:
    """What a check came upon: where, what is there, and why that is odd.

    `note` is the note of the row: it explains what was found if it names the check in square brackets. `explained` is
    an explanation that the check itself knows of.
    """

    where: Where
    what: Text
    why: Text
    note: str = ""
    explained: Text | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be odd in the tables.

    `method` says how it is measured, `source` where that is from (a paper, or a convention of this program), `todo`
    what a planner should do about a finding.
    """

    id: str
    title: Text
    method: Text
    source: str
    todo: Text
    find: Callable[[Subject], Iterable[Odd]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd, found by a check. It is no error: the tables can be used as they are."""

    check: Check
    where: Where
    what: Text
    why: Text
    explained: Text | None

    @property
    def open(self) -> bool:
        """Whether nobody has explained it yet."""
        return self.explained is None

    def of(self, language: Language) -> str:
        """The finding in words: where and what, why it is odd, and what explains it or what to do."""
        lines = [f"{self.where.of(language)}: {self.what.of(language)}", f"  {self.why.of(language)}"]
        if self.explained is None:
            lines.append(f"  → {self.check.todo.of(language)}")
        else:
            lines.append(Text(f"  обяснено: {self.explained.bg}", f"  explained: {self.explained.en}").of(language))
        return "\n".join(lines)
