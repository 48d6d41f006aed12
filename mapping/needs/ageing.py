"""People carried forward: settlements shrink and age.

**The region.** Its age bands go through every count that the tables know (population_counts.csv), straight in
logarithms between two counts; bands that a count does not tell apart share its rest as at the census. After the last
count each band goes on at its mean rate since the census, damped (`trend_damping`), because two years of emigration and
a pandemic are no law.

**A settlement** begins with its own bands at the census. Between two bands people flow by age (one in 15, or 20, a
year), children are born to those of 15 to 44, and what else changes a band, deaths and moves, is set so that the whole
region follows its counts: a village of old people without middle-aged ones loses its old people faster than the region
does (cohort-component method with five open cohorts; Smith, Tayman and Swanson 2013, A Practitioner's Guide to State
and Local Population Projections, ch. 7). This is the seed; raking then meets the settlement's total (its damped trend,
`yearly_trend`, all scaled to the region's total) and the region's bands. Persons set apart by census_corrections.csv
stay apart: counts are taken less them.

A region without such counts keeps the age structure of the census, and each settlement follows its trend: an ageing
flow without known deaths would only invent old people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES
from mapping.needs.people import CELLS
from mapping.needs.projection import decimal_year, yearly_trend
from mapping.needs.raking import Floats, Margin, rake
from mapping.region import Region
from mapping.scenario import Level

WIDTHS = (15.0, 15.0, 15.0, 20.0)
"""Years of each band but the last, which is open."""

PARENTS = (1, 2)
"""The bands to whom children are born: 15-29 and 30-44."""

STEP = 0.05
"""Years of one step of the flow: short enough that no band can lose more than it has."""


@dataclass(frozen=True, slots=True)
class Bands:
    """The region's people by age band at one `time` (a decimal year), less those set apart; shape (bands,)."""

    time: float
    persons: Floats


def known_bands(region: Region, census: Floats) -> tuple[Bands, ...]:
    """The region's bands at the census (`census`: people by cell) and at each later count, in order of time."""
    found = [Bands(decimal_year(region.census_date), _by_band(census))]
    apart = np.array([sum(place.set_apart.get(band, 0) for place in region.settlements) for band in AGE_BANDS])
    counts = [c for c in region.population_counts if c.scope == "region" and c.use == "calibrate" and c.sex is None]
    for day in sorted({count.day for count in counts if count.day > region.census_date}):
        told = {count.band: count.persons.central for count in counts if count.day == day}
        total = max(0.0, told[None] - float(apart.sum()))
        known = np.array([band in told for band in AGE_BANDS])
        bands = np.array([max(0.0, told.get(band, 0.0) - float(a)) for band, a in zip(AGE_BANDS, apart, strict=True)])
        rest = np.where(known, 0.0, found[0].persons)
        left = max(0.0, total - float(bands[known].sum()))
        if rest.sum() > 0:
            bands = np.where(known, bands, rest * left / rest.sum())
        found.append(Bands(decimal_year(day), bands))
    return tuple(found)


def bands_at(known: Sequence[Bands], time: float, damping: float) -> Floats:
    """The region's bands at `time`, after the census."""
    first, last = known[0], known[-1]
    if time >= last.time:
        rate = _log_ratio(last.persons, first.persons) / (last.time - first.time)
        # The yearly rate is damped, not its logarithm: as for a settlement's own trend.
        ahead: Floats = last.persons * (1 + damping * np.expm1(rate)) ** (time - last.time)
        return ahead
    k = next(k for k in range(1, len(known)) if time < known[k].time)
    before, after = known[k - 1], known[k]
    share = (time - before.time) / (after.time - before.time)
    between: Floats = before.persons * np.exp(_log_ratio(after.persons, before.persons) * share)
    return between


def people_at(region: Region, census: Floats, times: Sequence[float], level: Level = "central") -> Floats:
    """People by time (decimal years), settlement and cell, shape (times, settlements, cells); never negative.

    `census` are those of the census (`census_people`), `level` is that of the damping.
    """
    start = decimal_year(region.census_date)
    trend = yearly_trend(region, level)
    known = known_bands(region, census)
    result = np.zeros((len(times), *census.shape))
    for k, time in enumerate(times):
        by_trend = census * ((1 + trend) ** (time - start))[:, None]
        if len(known) == 1 or time <= start:
            result[k] = by_trend
        else:
            bands = bands_at(known, time, region.parameters["trend_damping"].at(level))
            result[k] = _aged(census, by_trend.sum(axis=1), bands, time - start)
    return result


def _aged(census: Floats, totals: Floats, bands: Floats, years: float) -> Floats:
    """People by settlement and cell after `years`: the flow of ages, raked to settlements (in the proportions of
    `totals`) and to the region's `bands`."""
    seed = flow(census, bands, years)
    there = seed.sum(axis=1) > 0
    alive = np.flatnonzero(there)
    if not len(alive):
        return seed
    n, cells = seed.shape
    index = np.arange(n * cells).reshape(n, cells)
    of_band = np.repeat(np.arange(len(AGE_BANDS)), len(SEXES))
    scale = float(bands.sum()) / float(totals[there].sum())
    margins = [Margin(f"settlement {i}", index[i], float(totals[i] * scale)) for i in alive.tolist()]
    margins += [Margin(f"band {b}", index[:, of_band == b].ravel(), float(bands[b])) for b in range(len(bands))]
    return rake(seed.ravel(), margins).cells.reshape(n, cells)


def flow(census: Floats, bands: Floats, years: float) -> Floats:
    """The cells of each settlement after `years` of ageing, births, deaths and moves, shape (settlements, cells).

    Deaths and moves are the same for a cell everywhere, such that the region's bands begin to grow as they must to
    become `bands` in that time.
    """
    region = census.sum(axis=0)
    if region.sum() <= 0:
        return census.copy()
    size, sexes = len(CELLS), len(SEXES)
    growth = np.repeat(_log_ratio(bands, _by_band(census)) / years, sexes)
    rates = np.zeros((size, size))
    parents = [b * sexes + s for b in PARENTS for s in range(sexes)]
    adults = float(region[parents].sum())
    for cell in range(size):
        band = cell // sexes
        if region[cell] <= 0:
            continue
        leaving = 1 / WIDTHS[band] if band < len(WIDTHS) else 0.0
        if band == 0:
            # As many children are born to an adult as the region's children need to grow as counted.
            if adults > 0:
                rates[cell, parents] = max(0.0, (growth[cell] + leaving) * region[cell] / adults)
            rates[cell, cell] = -leaving
        else:
            below = cell - sexes
            arriving = region[below] / WIDTHS[band - 1]
            rates[cell, below] = 1 / WIDTHS[band - 1]
            rates[cell, cell] = growth[cell] - arriving / region[cell]
    steps = max(1, int(np.ceil(years / STEP)))
    once = np.maximum(np.eye(size) + rates * (years / steps), 0.0)
    moved: Floats = census @ np.linalg.matrix_power(once, steps).T
    return moved


def _by_band(people: Floats) -> Floats:
    bands: Floats = people.reshape(-1, len(AGE_BANDS), len(SEXES)).sum(axis=(0, 2))
    return bands


def _log_ratio(after: Floats, before: Floats) -> Floats:
    """log(after / before); 0 where one of them is empty."""
    both = (after > 0) & (before > 0)
    ratio = np.divide(after, before, out=np.ones_like(after), where=both)
    logs: Floats = np.log(np.where(both, ratio, 1.0))
    return logs
