"""Every known count held against the estimate: inside or outside, by how much, with the explanation of its row.

An exact count is inside where its range and that of the estimate meet; a count of at least so many where the central
estimate is not below it. Counts that the estimate meets are also held against what the rates alone give: where that
contradicts them by more than both ranges, the count and the rates cannot both be right, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES, AgeBand
from mapping.needs.ageing import people_at
from mapping.needs.calibration import inside
from mapping.needs.people import census_people
from mapping.needs.projection import decimal_year
from mapping.needs.raking import Floats
from mapping.needs.worked import Worked, calibrating, count_time, counting_time, work_out
from mapping.region import KnownCount, PopulationCount, Region
from mapping.scenario import Level
from mapping.tables import Estimate
from mapping.words import Text

LEVELS: tuple[Level, ...] = get_args(Level)

BAND_WORDS: Mapping[AgeBand, Text] = {
    "age_0_14": Text("0–14 г.", "aged 0-14"),
    "age_15_29": Text("15–29 г.", "aged 15-29"),
    "age_30_44": Text("30–44 г.", "aged 30-44"),
    "age_45_64": Text("45–64 г.", "aged 45-64"),
    "age_65_plus": Text("65 и повече г.", "aged 65+"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """Low, central and high, in persons."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A count and what the estimate says of the same people; `by_rate` what the rates alone say, where the estimate
    meets the count. `what` and `where` name the people, `when` the day or year of the count.
    """

    what: Text
    where: Text
    when: str
    count: Estimate
    at_least: bool
    calibrated: bool
    estimate: Range
    by_rate: Range | None

    @property
    def gap(self) -> float:
        """Persons by which the estimate is above (or, negative, below) what the count allows; 0 inside."""
        return _gap(self.count, self.estimate, self.at_least)

    @property
    def contradiction(self) -> float:
        """Persons by which the whole range of the rates alone is above (or below) that of a count that the estimate
        meets; 0 where the two ranges meet."""
        if self.by_rate is None or (self.at_least and self.by_rate.high >= self.count.low):
            return 0.0
        return _gap(self.count, self.by_rate, False) if not self.at_least else self.by_rate.high - self.count.low


def _gap(count: Estimate, found: Range, at_least: bool) -> float:
    close = 1e-6 * max(1.0, count.high)
    if at_least:
        return found.central - count.low if found.central < count.low - close else 0.0
    if found.low > count.high + close:
        return found.low - count.high
    return found.high - count.low if found.high < count.low - close else 0.0


def compare(region: Region) -> tuple[Comparison, ...]:
    """All counts of the tables, population first, then in the order of counts.csv."""
    met = calibrating(region)
    # Counts that are met are all met at one time, others are held against the estimate of their own.
    met_at = counting_time(region)
    when = {count: met_at if count in met else count_time(region, count) for count in region.counts}
    times = sorted(set(when.values()))
    worked = {level: work_out(region, level, times) for level in LEVELS} if times else {}
    # What was left out because it contradicts others is not met, whatever its row asks for.
    left_out = {row for one in worked["central"].contradicted for row in one.rows} if worked else set()
    held = {count for count in met if f"counts.csv:{count.row}" not in left_out}
    return (
        *_of_population(region, [count for count in region.population_counts if count.scope != "country"]),
        *(_of_need(region, count, worked, times.index(when[count]), count in held)
          for count in region.counts),
    )  # fmt: skip


def _of_population(region: Region, counts: Sequence[PopulationCount]) -> Iterator[Comparison]:
    census = census_people(region)
    days = sorted({count.day for count in counts})
    times = [max(decimal_year(day), decimal_year(region.census_date)) for day in days]
    people = [people_at(region, census, times, level) for level in LEVELS]
    for count in counts:
        cells = [float(count.band in (None, band) and count.sex in (None, sex)) for band in AGE_BANDS for sex in SEXES]
        mask = np.outer(inside(region, count.scope), cells)
        apart = _set_apart(region, count)
        found = [float((one[days.index(count.day)] * mask).sum()) + apart for one in people]
        yield Comparison(
            what=_who(count),
            where=scope_words(region, count.scope),
            when=count.day.isoformat(),
            count=count.persons,
            at_least=False,
            calibrated=count.use == "calibrate",
            estimate=Range(min(found), found[LEVELS.index("central")], max(found)),
            by_rate=None,
        )


def _who(count: PopulationCount) -> Text:
    who = Text("население", "residents") if count.band is None else BAND_WORDS[count.band]
    if count.sex is None:
        return who
    words = Text("жени", "women") if count.sex == "female" else Text("мъже", "men")
    return Text(f"{who.bg}, {words.bg}", f"{who.en}, {words.en}")


def _set_apart(region: Region, count: PopulationCount) -> float:
    """Persons set apart by census_corrections.csv, whom a count holds and the estimate does not; men and women of them
    are told apart where the settlement's own counts say."""
    total = 0.0
    for place in region.settlements:
        if count.scope not in ("region", place.municipality):
            continue
        band = sum(persons for of, persons in place.set_apart.items() if count.band in (None, of))
        everybody = sum(place.set_apart.values())
        if not everybody:
            continue
        share = 1.0 if count.sex is None else place.set_apart_by_sex.get(count.sex, 0.0) / everybody
        total += band * share
    return total


def _of_need(
    region: Region, count: KnownCount, worked: Mapping[Level, Worked], time: int, calibrated: bool
) -> Comparison:
    within = inside(region, count.scope)
    found = [_sum(count, worked[level], worked[level].users[time], within, time) for level in LEVELS]
    by_rate = None
    if calibrated:
        raw = [_sum(count, worked[level], worked[level].by_rate, within, None) for level in LEVELS]
        by_rate = Range(min(raw), raw[LEVELS.index("central")], max(raw))
    return Comparison(
        what=_what(region, count),
        where=scope_words(region, count.scope),
        when=str(count.year),
        count=count.count,
        at_least=count.sense == "at_least",
        calibrated=calibrated,
        estimate=Range(min(found), found[LEVELS.index("central")], max(found)),
        by_rate=by_rate,
    )


def _sum(count: KnownCount, worked: Worked, users: Floats, within: Floats, time: int | None) -> float:
    if count.measure == "persons":
        g = worked.groups.index(str(count.group))
        persons = worked.persons_by_rate[:, g] if time is None else worked.persons[time, :, :, g].sum(axis=1)
        return float((persons * within).sum())
    columns = np.array(
        [float(count.service in (None, r.service) and count.group in (None, r.group)) for r in worked.rates]
    )
    return float((users * columns * within[:, None]).sum())


def _what(region: Region, count: KnownCount) -> Text:
    groups = {group.id: group.name for group in region.catalogue.groups}
    parts = []
    if count.service is not None:
        parts.append(region.catalogue.service(count.service).name)
    elif count.measure == "users":
        parts.append(Text("всички услуги", "all services"))
    if count.group is not None:
        parts.append(groups[count.group])
    return Text("; ".join(part.bg for part in parts), "; ".join(part.en for part in parts))


def scope_words(region: Region, scope: str) -> Text:
    """The region or the municipality by name."""
    if scope == "region":
        return region.title
    name = region.municipality(scope).name
    return Text(f"община {name.bg}", f"municipality {name.en}")
