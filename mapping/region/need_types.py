"""What a region's tables know of its people and their need, beside rates: counts, overlaps, the user's criteria."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mapping.catalogue.rows import AgeBand, Sex
from mapping.tables import Estimate

Measure = Literal["persons", "users"]
"""persons: who belong to a risk group; users: who use a service or wait for it."""

Use = Literal["calibrate", "compare"]
"""calibrate: the estimate meets the count; compare: it is only held against it."""

Sense = Literal["exact", "at_least"]
"""exact: the count is all of them; at_least: those that were counted, and there may be more."""

CriterionLevel = Literal["municipality", "region"]


@dataclass(frozen=True, slots=True)
class PopulationCount:
    """Residents on a day, of the region, of one municipality or of the whole country (`scope`).

    `band` and `sex` None: all of them. `use` says whether the projection goes through it.
    """

    scope: str
    day: date
    band: AgeBand | None
    sex: Sex | None
    persons: Estimate
    use: Use
    row: int


@dataclass(frozen=True, slots=True)
class KnownCount:
    """A count of people in need in the region or one municipality (`scope`) at the end of a `year`.

    Of a group, of a service, or of a group in a service (None: of all); users counted with those who wait. `row` is
    the line of counts.csv.
    """

    scope: str
    year: int
    measure: Measure
    group: str | None
    service: str | None
    sense: Sense
    use: Use
    count: Estimate
    row: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """The share (percent) of `group` that belongs to `other` too."""

    group: str
    other: str
    share: Estimate


@dataclass(frozen=True, slots=True)
class Criterion:
    """A numeric criterion of the planning ordinance: users of a service per 1,000 of a base in each municipality or in
    the region. `base` is an age band, a risk group or None (all residents)."""

    service: str
    level: CriterionLevel
    base: str | None
    per_1000: Estimate
    row: int
