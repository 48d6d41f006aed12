"""People of a settlement by age in a period: census, corrections, and how they are carried forward.

Follows mapping.needs.people and mapping.needs.ageing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from mapping.catalogue import Group
from mapping.catalogue.rows import AGE_BANDS, SEXES, AgeBand, Sex
from mapping.errors import Where
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts, period_name, period_word
from mapping.evidence.makers import computed, estimated, stated
from mapping.evidence.measures import PERSONS
from mapping.evidence.trend import growth_claim
from mapping.needs.people import CELLS
from mapping.region import Settlement
from mapping.words import Text, day

BANDS: dict[AgeBand, Text] = {
    "age_0_14": Text("0–14 г.", "0-14"),
    "age_15_29": Text("15–29 г.", "15-29"),
    "age_30_44": Text("30–44 г.", "30-44"),
    "age_45_64": Text("45–64 г.", "45-64"),
    "age_65_plus": Text("65 и повече г.", "65 and over"),
}
assert set(BANDS) == set(get_args(AgeBand))

SEX_WORDS: dict[Sex, Text] = {"male": Text("мъже", "men"), "female": Text("жени", "women")}


@dataclass(frozen=True, slots=True)
class Cells:
    """An age band, of both sexes together (`sex` None) or of one."""

    band: AgeBand
    sex: Sex | None

    @classmethod
    def of_group(cls, group: Group) -> list[Cells]:
        """The cells in which a group is equally frequent: by sex only where its profile tells the sexes apart."""
        apart = {one.band for one in group.profile if one.sex is not None}
        return [cls(band, sex) for band in AGE_BANDS for sex in (SEXES if band in apart else (None,))]

    @property
    def name(self) -> str:
        """The cells in a key."""
        return self.band if self.sex is None else f"{self.band}.{self.sex}"

    @property
    def words(self) -> Text:
        """The cells in words."""
        years = BANDS[self.band]
        if self.sex is None:
            return years
        return Text(f"{years.bg}, {SEX_WORDS[self.sex].bg}", f"{years.en}, {SEX_WORDS[self.sex].en}")

    @property
    def numbers(self) -> list[int]:
        """Their columns in a table of people."""
        return [n for n, (band, sex) in enumerate(CELLS) if band == self.band and self.sex in (None, sex)]

    @property
    def first(self) -> int:
        """The first of these columns."""
        return self.numbers[0]


def row_of(facts: Facts, file: str, row: int) -> Where:
    """A line of one of the region's tables."""
    return Where(f"{facts.case.scenario.region_folder.name}/{file}", row)


def cells_claim(facts: Facts, place: Settlement, cells: Cells, t: int) -> Claim:
    """People of a settlement in one age band (of one sex) in the middle of a period."""
    key = f"residents/{place.ekatte}/{cells.name}/{period_word(facts, t)}"
    what = Text(
        f"жители на {cells.words.bg} в средата на {period_name(facts, t)} г.",
        f"residents aged {cells.words.en} in the middle of {period_name(facts, t)}",
    )
    value = float(facts.worked("central").people[t, facts.index[place.ekatte], cells.numbers].sum())
    counted = band_claim(facts, f"residents/{place.ekatte}/{cells.band}/census", place, cells.band)
    growth = growth_claim(facts, place, t)
    if cells.sex is None and abs(counted.value * growth.value - value) < 1e-6:
        words = Text("преброените × изменение на населението", "those counted × change of population")
        return computed(key, what, "product", [counted, growth], PERSONS, words, value=value)
    how = Text(
        "преброените, пренесени напред: застаряват от група в група, раждат се деца, а промяната следва преброяванията "
        "на района и тенденцията на мястото (docs/method.md)",
        "those counted, carried forward: they age from band to band, children are born, and the change follows the "
        "region's counts and the settlement's trend (docs/method.md)",
    )
    parts = [counted]
    if cells.sex is not None:
        parts.append(_sex(facts, key, place, cells.sex))
    parts += [growth, *_region_counts(facts)]
    return Claim(key, what, value, PERSONS, "computed", how, tuple(parts), assumed=any(p.assumed for p in parts))


def _region_counts(facts: Facts) -> list[Claim]:
    """The counts of the region's people that the projection goes through, as one claim."""
    counts = [
        c for c in facts.case.region.population_counts if c.scope == "region" and c.use == "calibrate" and c.sex is None
    ]
    rows = []
    for count in counts:
        whom = Text("всички жители", "all residents") if count.band is None else BANDS[count.band]
        what = Text(f"{whom.bg} към {day(count.day, 'bg')}", f"{whom.en} on {day(count.day, 'en')}")
        found = estimated(facts, f"region/counts/{count.row}", what, count.persons, "population_counts.csv", ())
        rows.append(replace(found, where=row_of(facts, "population_counts.csv", count.row)))
    if not rows:
        return []
    what = Text("преброявания на района след преброяването", "counts of the region after the census")
    number = Text("брой на изброените", "number of those listed")
    return [computed("region/counts", what, "count", rows, Text("бр.", ""), number)]


def _sex(facts: Facts, key: str, place: Settlement, sex: Sex) -> Claim:
    what = Text(f"{SEX_WORDS[sex].bg} по преброяването", f"{SEX_WORDS[sex].en} at the census")
    apart = place.set_apart_by_sex.get(sex, 0.0)
    value = float(place.by_sex.get(sex, 0.0) + apart)
    return stated(facts, f"{key}/{sex}", what, value, PERSONS, "settlements.csv", (place.ekatte,), sex)


def band_claim(facts: Facts, key: str, place: Settlement, band: AgeBand) -> Claim:
    """Usual residents of an age band, less those in institutions."""
    what = Text(f"жители на {BANDS[band].bg} по преброяването", f"residents aged {BANDS[band].en} at the census")
    corrections = [c for c in facts.case.region.corrections if (c.ekatte, c.band) == (place.ekatte, band)]
    taken = float(place.set_apart.get(band, 0))
    people = stated(facts, key, what, place.persons[band] + taken, PERSONS, "settlements.csv", (place.ekatte,), band)
    if not corrections:
        return people
    out = Text("от тях настанени в заведения, които се изваждат", "of them in institutions, taken out")
    parts = [
        stated(
            facts, f"{key}/correction/{n}", out, float(c.persons), PERSONS, "census_corrections.csv",
            (place.ekatte, band), "persons", c.status, c.source, c.note,
        )
        for n, c in enumerate(corrections)
    ]  # fmt: skip
    left = Text(
        f"жители на {BANDS[band].bg} без настанените в заведения",
        f"residents aged {BANDS[band].en} outside institutions",
    )
    return computed(f"{key}/left", left, "difference", [people, *parts], PERSONS)
