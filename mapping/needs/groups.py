"""People of the risk groups: prevalence by age and sex, such that the published prevalence holds where it was measured.

A group's prevalence p is that of a reference population (prevalence.csv says whether the country's or the region's).
With relative rates r by cell (age band and sex; 1 where age_profiles.csv is silent) the rate of a cell is p k r, where
k makes the reference population as a whole have p: k = sum base / sum base r. An older region then has more people
with disabilities than p alone would give it (indirect standardisation; Rothman, Greenland and Lash 2008, Modern
Epidemiology, ch. 4). Where the country's people by age and sex are not in the tables, the region's own stand in.
"""

from __future__ import annotations

import numpy as np

from mapping.catalogue import Group
from mapping.needs.people import CELLS, census_people, country_people
from mapping.needs.raking import Floats
from mapping.region import Region
from mapping.scenario import Level


def base_shares(group: Group) -> Floats:
    """Which part of each cell can belong to the group, shape (cells,)."""
    return np.array([group.base[band] for band, _ in CELLS])


def lives_here(region: Region, group: Group) -> Floats:
    """1 for the settlements where the group is counted, shape (settlements,)."""
    return np.array([float(group.settlements == "all" or place.kind == "village") for place in region.settlements])


def relative_rates(group: Group) -> Floats:
    """How much more often each cell belongs to the group than others of its base, shape (cells,)."""
    rates = np.ones(len(CELLS))
    for c, (band, sex) in enumerate(CELLS):
        for one in group.profile:
            if one.band == band and one.sex in (None, sex):
                rates[c] = one.relative.central
    return rates


def cell_rates(region: Region, group: Group, level: Level, census: Floats) -> Floats:
    """The share (0..1) of a cell's base that belongs to the group, shape (cells,); `census` are people by cell."""
    relative, base = relative_rates(group), base_shares(group)
    country = country_people(region) if group.reference == "country" and group.settlements == "all" else None
    reference = (census * lives_here(region, group)[:, None]).sum(axis=0) if country is None else country
    everybody, weighted = float((reference * base).sum()), float((reference * base * relative).sum())
    scale = everybody / weighted if weighted > 0 else 1.0
    rates: Floats = np.minimum(1.0, group.prevalence.at(level) / 1000 * scale * relative)
    return rates


def group_people(region: Region, group: Group, level: Level, people: Floats | None = None) -> Floats:
    """Persons of `group` by settlement and cell, shape (settlements, cells), by rates alone.

    Among `people`, those of the census if not given.
    """
    census = census_people(region)
    rates = cell_rates(region, group, level, census) * base_shares(group)
    found: Floats = (census if people is None else people) * rates * lives_here(region, group)[:, None]
    return found
