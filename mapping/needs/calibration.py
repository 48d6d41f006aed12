"""Counts and criteria as margins: what is known of people in need is met, not approached by hand-set factors.

A count of persons of a group, or of users of a service (those who wait included), holds in the region or in one
municipality at the end of its year; an `at_least` count is a floor: people who are served today are people in need, but
more may be. A numeric criterion of the planning ordinance (users per 1,000 of a base) replaces the rates of its service
and holds in every period. Cells are settlements x groups, so a margin keeps the proportions that the rates give inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES
from mapping.needs.raking import Floats, Margin, rake
from mapping.region import Criterion, KnownCount, Region
from mapping.scenario import Level


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Margins of one group or service that cannot all hold: they were left out. `rows` are "file:line"; `gap` persons.

    "empty": nobody is there whom the count could be; "sums": the counts add up to different totals; "slow": no proof
    was found, but they were not met either.
    """

    of: str
    rows: tuple[str, ...]
    kind: Literal["empty", "sums", "slow"]
    gap: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What the cells (settlements, columns) are multiplied by, and which margins could not be met."""

    factors: Floats
    contradicted: tuple[Contradicted, ...]


def inside(region: Region, scope: str) -> Floats:
    """1 for the settlements of `scope` (a municipality or "region"), shape (settlements,)."""
    return np.array([float(scope in ("region", place.municipality)) for place in region.settlements])


def calibrate_counts(
    region: Region, of: str, groups: Sequence[str], seed: Floats, counts: Iterable[KnownCount], level: Level
) -> Calibrated:
    """Meet `counts` of one group or service (`of`); `seed` has a column for each of `groups`."""
    margins = []
    for count in counts:
        columns = np.array([float(count.group in (None, group)) for group in groups])
        cells = np.flatnonzero(np.outer(inside(region, count.scope), columns).ravel())
        margins.append(Margin(f"counts.csv:{count.row}", cells, count.count.at(level), count.sense == "at_least"))
    return _meet(of, seed, margins)


def calibrate_criteria(
    region: Region,
    of: str,
    seed: Floats,
    criteria: Iterable[Criterion],
    people: Floats,
    groups: Mapping[str, Floats],
    level: Level,
) -> Calibrated:
    """Meet `criteria` of one service with the `people` (settlements, cells) and `groups` (persons by settlement) of a
    period."""
    margins = []
    for criterion in criteria:
        base = base_people(criterion.base, people, groups)
        scopes = ["region"] if criterion.level == "region" else [m.code for m in region.municipalities]
        for scope in scopes:
            within = inside(region, scope)
            target = float((base * within).sum()) * criterion.per_1000.at(level) / 1000
            cells = np.flatnonzero(np.repeat(within[:, None], seed.shape[1], axis=1).ravel())
            margins.append(Margin(f"criteria.csv:{criterion.row}:{scope}", cells, target))
    return _meet(of, seed, margins)


def base_people(base: str | None, people: Floats, groups: Mapping[str, Floats]) -> Floats:
    """The persons whom a criterion counts, shape (settlements,)."""
    if base is None:
        everybody: Floats = people.sum(axis=1)
        return everybody
    if base in groups:
        return groups[base]
    band = AGE_BANDS.index(base)
    of_band: Floats = people[:, band * len(SEXES) : (band + 1) * len(SEXES)].sum(axis=1)
    return of_band


def _meet(of: str, seed: Floats, margins: Sequence[Margin]) -> Calibrated:
    raked = rake(seed.ravel(), margins)
    found = [Contradicted(of, one.margins, one.kind, one.gap) for one in raked.contradictions]
    found += [Contradicted(of, (name,), "slow", 0.0) for name in raked.missed]
    return Calibrated(raked.factors.reshape(seed.shape), tuple(found))
