"""People by settlement, age band and sex at the census.

The census gives the five age bands of each settlement and its men and women, not the one by the other. The cross table
is found by raking (`mapping.needs.raking`): the seed splits each band by the country's share of women in it (half where
the tables do not say), and the bands and the two sexes of each settlement are its margins.
"""

from __future__ import annotations

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES, AgeBand, Sex
from mapping.needs.raking import Floats, Margin, rake
from mapping.region import Region

CELLS: tuple[tuple[AgeBand, Sex], ...] = tuple((band, sex) for band in AGE_BANDS for sex in SEXES)
"""Age band and sex of each column of a table of people."""


def country_people(region: Region) -> Floats | None:
    """Residents of the whole country by cell, shape (cells,), on the last day that has them all; None without one."""
    days: dict[object, dict[tuple[AgeBand, Sex], float]] = {}
    for count in region.population_counts:
        if count.scope == "country" and count.band is not None and count.sex is not None:
            days.setdefault(count.day, {})[count.band, count.sex] = count.persons.central
    whole = [day for day, cells in days.items() if len(cells) == len(CELLS)]
    if not whole:
        return None
    latest = days[max(whole, key=str)]
    return np.array([latest[cell] for cell in CELLS])


def census_people(region: Region) -> Floats:
    """Residents of each settlement by age band and sex at the census, shape (settlements, cells); `CELLS` names these.

    Band totals are met exactly; so are men and women where they were counted.
    """
    n, bands, sexes = len(region.settlements), len(AGE_BANDS), len(SEXES)
    persons = np.array([[float(place.persons.get(band, 0)) for band in AGE_BANDS] for place in region.settlements])
    persons = persons.reshape(n, bands)
    country = country_people(region)
    split = np.full((bands, sexes), 1 / sexes)
    if country is not None:
        table = country.reshape(bands, sexes)
        split = np.divide(
            table, table.sum(axis=1, keepdims=True), out=split, where=table.sum(axis=1, keepdims=True) > 0
        )
    seed = (persons[:, :, None] * split[None, :, :]).reshape(n, bands * sexes)
    index = np.arange(n * bands * sexes).reshape(n, bands, sexes)
    margins = []
    for i, place in enumerate(region.settlements):
        counted = [place.by_sex.get(sex, 0.0) for sex in SEXES]
        if sum(counted) <= 0 or persons[i].sum() <= 0:
            continue
        scale = persons[i].sum() / sum(counted)
        margins += [Margin(f"{i}.{b}", index[i, b], float(persons[i, b])) for b in range(bands)]
        margins += [Margin(f"{i}.{sex}", index[i, :, k], counted[k] * scale) for k, sex in enumerate(SEXES)]
    return rake(seed.ravel(), margins).cells.reshape(n, bands * sexes)
