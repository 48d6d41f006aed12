"""People by age and sex, at the census and carried forward: margins by hand, and what may never happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from builders import estimate, tiny_region

from mapping.catalogue.rows import AGE_BANDS, AgeBand, Sex
from mapping.needs.ageing import Bands, bands_at, flow, known_bands, people_at
from mapping.needs.people import CELLS, census_people
from mapping.region import PopulationCount, Region, Settlement

CENSUS = date(2021, 9, 7)
TREND = {"trend_damping": 0.5, "trend_half_weight": 500.0, "trend_floor": -0.04, "trend_ceiling": 0.01}


def region_of(places: list[dict[AgeBand, int]], women: list[float] | None = None) -> Region:
    """Villages with these people by band (others nobody), as many eight years before, and these shares of women."""
    tiny = tiny_region()
    model = tiny.settlements[0]
    built: list[Settlement] = []
    for i, persons in enumerate(places):
        everybody = sum(persons.values())
        share = None if women is None else women[i]
        by_sex: Mapping[Sex, float] = (
            {} if share is None else {"female": everybody * share, "male": everybody * (1 - share)}
        )
        built.append(
            replace(
                model,
                ekatte=f"{i:05d}",
                population_2013=everybody,
                population_2021=everybody,
                persons={band: persons.get(band, 0) for band in AGE_BANDS},
                by_sex=by_sex,
            )
        )
    parameters = {name: estimate(value) for name, value in TREND.items()}
    return replace(tiny, settlements=tuple(built), parameters=parameters, census_date=CENSUS)


def counted(
    persons: float,
    band: AgeBand | None = None,
    day: date = date(2023, 12, 31),
    scope: str = "region",
    sex: Sex | None = None,
) -> PopulationCount:
    return PopulationCount(scope, day, band, sex, estimate(persons), "calibrate", 2)


def by_band(people: np.ndarray) -> np.ndarray:
    return people.reshape(*people.shape[:-1], len(AGE_BANDS), 2).sum(axis=-1)


WHOLE: dict[AgeBand, int] = {
    "age_0_14": 150, "age_15_29": 150, "age_30_44": 200, "age_45_64": 300, "age_65_plus": 200,
}  # fmt: skip


class TestCensus:
    def test_without_sexes_every_band_is_halved(self):
        people = census_people(region_of([{"age_0_14": 10, "age_65_plus": 30}]))
        assert people[0].tolist() == [5, 5, 0, 0, 0, 0, 0, 0, 15, 15]

    def test_bands_and_sexes_are_met_to_a_billionth(self):
        rng = Random(1)
        places = [{band: rng.randint(0, 400) for band in AGE_BANDS} for _ in range(40)]
        region = region_of(places, [rng.uniform(0.3, 0.7) for _ in places])
        people = census_people(region)
        for i, place in enumerate(region.settlements):
            assert by_band(people)[i] == pytest.approx([place.persons[band] for band in AGE_BANDS], rel=1e-9)
            assert people[i, 1::2].sum() == pytest.approx(place.by_sex["female"], rel=1e-9)
        assert (people >= 0).all()

    def test_the_countrys_women_are_the_seed(self):
        """The country has 3 women to 2 men of 65+, as many of both else; 100 + 100 people, 110 women: the odds ratio of
        the seed stays (w/(100 - w)) / ((110 - w)/(w - 10)) = 1.5."""
        region = region_of([{"age_0_14": 100, "age_65_plus": 100}], [0.55])
        country = [
            counted(60.0 if (band, sex) == ("age_65_plus", "female") else 40.0 if band == "age_65_plus" else 50.0,
                    band, scope="country", sex=sex)
            for band, sex in CELLS
        ]  # fmt: skip
        people = census_people(replace(region, population_counts=tuple(country)))[0]
        boys, girls, men, women = people[0], people[1], people[8], people[9]
        assert girls + women == pytest.approx(110, rel=1e-9)
        assert (women / men) / (girls / boys) == pytest.approx(1.5, rel=1e-8)

    def test_a_place_of_men_only(self):
        people = census_people(region_of([{"age_15_29": 7}], [0.0]))
        assert people[0, 2] == pytest.approx(7)
        assert people[0].sum() == pytest.approx(7)


class TestRegion:
    def test_between_counts_and_after_them(self):
        """100 to 121 in two years: 110 between; after them 10 % a year damped by half: 5 %."""
        known = [Bands(2020.0, np.array([100.0])), Bands(2022.0, np.array([121.0]))]
        assert bands_at(known, 2021.0, 0.5) == pytest.approx([110])
        assert bands_at(known, 2024.0, 0.5) == pytest.approx([121 * 1.05**2])
        assert bands_at(known, 2024.0, 0.0) == pytest.approx([121])

    def test_bands_that_were_not_counted_share_the_rest_as_at_the_census(self):
        """Of 950, 210 are 65+ and 140 children; 600 are shared 150 : 200 : 300."""
        region = region_of([WHOLE])
        region = replace(
            region, population_counts=(counted(950), counted(210, "age_65_plus"), counted(140, "age_0_14"))
        )
        _, after = known_bands(region, census_people(region))
        assert after.persons == pytest.approx([140, 600 * 150 / 650, 600 * 200 / 650, 600 * 300 / 650, 210])

    def test_persons_set_apart_are_taken_off_the_counts(self):
        region = region_of([WHOLE])
        [place] = region.settlements
        region = replace(
            region,
            settlements=(replace(place, set_apart={"age_15_29": 50}),),
            population_counts=(counted(1050), counted(200, "age_15_29")),
        )
        _, after = known_bands(region, census_people(region))
        assert after.persons.sum() == pytest.approx(1000)
        assert after.persons[1] == pytest.approx(150)


class TestForward:
    def two(self) -> Region:
        """A village of old people and a place with all ages."""
        region = region_of([{"age_65_plus": 30}, WHOLE], [0.6, 0.5])
        return replace(region, population_counts=(counted(1010), counted(232, "age_65_plus"), counted(146, "age_0_14")))

    def test_the_counts_are_met_on_their_day(self):
        region = self.two()
        people = people_at(region, census_people(region), (2024.0,))[0]
        bands = by_band(people).sum(axis=0)
        assert people.sum() == pytest.approx(1010, rel=1e-9)
        assert bands[4] == pytest.approx(232, rel=1e-9)
        assert bands[0] == pytest.approx(146, rel=1e-9)

    def test_the_census_itself_is_not_moved(self):
        region = self.two()
        census = census_people(region)
        assert people_at(region, census, (2021.69,))[0] == pytest.approx(census)

    def test_without_counts_the_ages_stay(self):
        region = region_of([WHOLE])
        [place] = region.settlements
        region = replace(region, settlements=(replace(place, population_2013=1100),))
        later = people_at(region, census_people(region), (2027.0,))[0, 0]
        assert later / later.sum() == pytest.approx(census_people(region)[0] / 1000)
        assert later.sum() < 1000

    def test_old_people_without_middle_aged_ones_grow_fewer_than_those_elsewhere(self):
        region = self.two()
        census = census_people(region)
        seed = flow(census, by_band(census).sum(axis=0), 5.0)
        before, after = by_band(census)[:, 4], by_band(seed)[:, 4]
        assert after[0] / before[0] < 0.9 < after[1] / before[1]

    def test_one_step_of_the_flow_by_hand(self):
        """The region stays as it is: 1/15 of 15-29 and of 30-44 a year become older, 1/20 of 45-64; what leaves a band
        otherwise is what keeps it. A village of 15 aged 15-29 has after a short time h: h/15 of them in the next."""
        region = region_of([{"age_15_29": 15}, WHOLE])
        census = census_people(region)
        h = 0.01
        moved = by_band(flow(census, by_band(census).sum(axis=0), h))[0]
        assert moved[2] == pytest.approx(15 * h / 15, rel=0.01)
        # 165 of 15-29 receive 150 / 15 children a year, so each loses 10 / 165 a year, by age and by moving away.
        assert moved[1] == pytest.approx(15 * (1 - h * 10 / 165), rel=1e-4)
        # 10 children a year are born to 165 + 200 adults.
        assert moved[0] == pytest.approx(h * 15 * 10 / 365, rel=0.01)

    @pytest.mark.parametrize("number", range(8))
    def test_nobody_is_negative_and_no_village_explodes_or_vanishes(self, number: int):
        """Random regions with villages of a few people, and counts that change by up to 10 %: everybody stays between
        half and one and a half times as many over six years, bands add up to the region's."""
        rng = Random(number)
        places = [{band: rng.choice([0, 1, 3, 8, rng.randint(5, 900)]) for band in AGE_BANDS} for _ in range(30)]
        region = region_of(places, [rng.uniform(0.4, 0.6) for _ in places])
        census = census_people(region)
        bands = by_band(census).sum(axis=0)
        counts = [counted(float(bands[b]) * rng.uniform(0.93, 1.05), band) for b, band in enumerate(AGE_BANDS)]
        total = sum(count.persons.central for count in counts)
        region = replace(region, population_counts=(counted(total), *counts))
        people = people_at(region, census, (2022.5, 2024.0, 2027.0))
        assert (people >= 0).all()
        assert people[1].sum() == pytest.approx(total, rel=1e-9)
        there = census.sum(axis=1) > 0
        for k in range(3):
            growth = people[k].sum(axis=1)[there] / census.sum(axis=1)[there]
            assert growth.min() > 0.5
            assert growth.max() < 1.5
        assert people[:, ~there].sum() == 0
