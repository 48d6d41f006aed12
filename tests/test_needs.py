"""Need = base x prevalence x rate, carried forward: every formula on numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from builders import estimate, plain_name, tiny_region

from mapping.catalogue import Catalogue, Group, ServiceRate
from mapping.catalogue.rows import AGE_BANDS
from mapping.needs import estimate_needs, yearly_trend
from mapping.needs.groups import group_people
from mapping.needs.projection import decimal_year, years_between_counts
from mapping.region import Region, Settlement
from mapping.scenario import Period

STILL = {"trend_damping": 1.0, "trend_half_weight": 0.0, "trend_floor": -1.0, "trend_ceiling": 1.0}
"""The settlement's own trend as it is."""


def region_of(
    populations: list[tuple[int, int]],
    parameters: Mapping[str, float] = STILL,
    groups: tuple[Group, ...] = (),
    rates: tuple[ServiceRate, ...] = (),
) -> Region:
    """A region of villages with these populations of 2013 and 2021; ages in the proportions 1 2 3 4 0."""
    tiny = tiny_region()
    model = tiny.settlements[0]
    places = tuple(
        replace(
            model,
            ekatte=f"{i:05d}",
            population_2013=before,
            population_2021=after,
            persons=dict(zip(AGE_BANDS, (after // 10 * n for n in (1, 2, 3, 4, 0)), strict=True)),
        )
        for i, (before, after) in enumerate(populations)
    )
    return replace(
        tiny,
        settlements=places,
        parameters={name: estimate(value) for name, value in parameters.items()},
        catalogue=Catalogue(groups, tiny.catalogue.services, rates),
    )


def group(name: str = "g", settlements: str = "all", prevalence: float = 100, **shares: float) -> Group:
    base = {band: shares.get(band, 0.0) for band in AGE_BANDS}
    rate = estimate(prevalence, prevalence / 2, prevalence * 2)
    return Group(name, plain_name(name), base, settlements, rate, "")  # type: ignore[arg-type]


def rate(percent: float, of: str = "g", service: str = "home") -> ServiceRate:
    return ServiceRate(of, service, estimate(percent, percent / 2, percent * 2))


def period(first: int, last: int) -> Period:
    return Period(first_year=first, last_year=last)


class TestPeople:
    def test_base_times_prevalence(self):
        """1000 residents: 100 + half of 200, at 50 of 1000."""
        region = region_of([(1000, 1000)])
        half = group(prevalence=50, age_0_14=1.0, age_15_29=0.5)
        assert group_people(region, half, "central").sum() == pytest.approx(10)

    def test_levels(self):
        region = region_of([(1000, 1000)])
        people = [group_people(region, group(age_0_14=1.0), level).sum() for level in ("low", "central", "high")]
        assert people == pytest.approx([5, 10, 20])

    def test_villages_only(self):
        region = region_of([(1000, 1000), (1000, 1000)])
        town = replace(region.settlements[0], kind="town")
        region = replace(region, settlements=(town, region.settlements[1]))
        found = group_people(region, group(settlements="villages", age_0_14=1.0), "central").sum(axis=1)
        assert found == pytest.approx([0, 10])


class TestTrend:
    def test_years_between_the_counts(self):
        """31.12.2013 to 07.09.2021: 7 years and 250 days; ten years from an earlier count make a slower trend."""
        region = region_of([(1000, 800)])
        assert years_between_counts(region) == 7.69 == pytest.approx(7 + 250 / 365, abs=0.01)
        earlier = replace(region, earlier_date=date(2011, 9, 7))
        assert years_between_counts(earlier) == 10
        assert yearly_trend(earlier)[0] == pytest.approx(0.8 ** (1 / 10) - 1)

    @pytest.mark.parametrize(
        ("day", "year"),
        [(date(2021, 9, 7), 2021.69), (date(2013, 12, 31), 2014), (date(2021, 1, 1), 2021), (date(2021, 7, 1), 2021.5)],
    )
    def test_a_day_as_a_year_with_decimals(self, day: date, year: float):
        assert decimal_year(day) == year

    def test_own_trend(self):
        """1000 to 800: (0.8) ** (1 / 7.69) a year, for both alike."""
        expected = 0.8 ** (1 / 7.69) - 1
        assert yearly_trend(region_of([(1000, 800), (500, 400)])) == pytest.approx([expected] * 2)

    def test_shrinkage_towards_the_regions_trend(self):
        """Weight n / (n + k): at n = k half of the own trend, half of the region's."""
        region = region_of([(500, 400), (1500, 1600)], STILL | {"trend_half_weight": 500.0})
        own = (400 / 500) ** (1 / 7.69) - 1
        other = (1600 / 1500) ** (1 / 7.69) - 1
        assert yearly_trend(region) == pytest.approx([0.5 * own + 0.5 * 0, 0.75 * other + 0.25 * 0])

    def test_damping(self):
        full = yearly_trend(region_of([(1000, 800)]))
        assert yearly_trend(region_of([(1000, 800)], STILL | {"trend_damping": 0.25})) == pytest.approx(full * 0.25)

    def test_clip_comes_last(self):
        limits = {"trend_floor": -0.02, "trend_ceiling": 0.01, "trend_damping": 0.5}
        steep = region_of([(1000, 100), (100, 1000), (1000, 1000)], STILL | limits)
        assert yearly_trend(steep).tolist() == [-0.02, 0.01, 0.0]

    @pytest.mark.parametrize("counts", [(0, 50), (50, 0), (0, 0)])
    def test_a_place_that_was_or_is_empty_follows_the_region(self, counts: tuple[int, int]):
        region = region_of([counts, (1000, 800)], STILL | {"trend_half_weight": 1.0})
        total = (counts[1] + 800) / (counts[0] + 1000)
        assert yearly_trend(region)[0] == pytest.approx(total ** (1 / 7.69) - 1)

    def test_nobody_anywhere(self):
        assert yearly_trend(region_of([(0, 0)], STILL | {"trend_half_weight": 500.0})).tolist() == [0.0]


class TestNeeds:
    def test_need_is_base_times_prevalence_times_rate(self):
        """1000 residents, 100 of them 0-14, 100 of 1000 of these, half of them need it: 5."""
        region = region_of([(1000, 1000)], groups=(group(age_0_14=1.0),), rates=(rate(50),))
        needs = estimate_needs(region, ("home", "visits"), (period(2021, 2023), period(2024, 2025)), "central")
        assert needs.milli[0].tolist() == [[5000, 5000], [0, 0]]
        assert needs.persons[0, 0].tolist() == [5.0, 5.0]

    def test_groups_add_up(self):
        """5 of the first group, and 200 aged 15-29 x 30 per 1000 x 10 % = 0.6 of the second."""
        groups = (group(age_0_14=1.0), group("h", prevalence=30, age_15_29=1.0))
        region = region_of([(1000, 1000)], groups=groups, rates=(rate(50), rate(10, "h"), rate(100, "h", "visits")))
        needs = estimate_needs(region, ("home", "visits"), (period(2021, 2021),), "central")
        assert needs.milli[0, :, 0].tolist() == [5600, 6000]

    def test_low_and_high_take_every_rate_there(self):
        region = region_of([(1000, 1000)], groups=(group(age_0_14=1.0),), rates=(rate(50),))
        persons = [
            estimate_needs(region, ("home",), (period(2021, 2021),), level).persons[0, 0, 0]
            for level in ("low", "high")
        ]
        assert persons == [5 / 4, 5 * 4]

    def test_carried_from_the_census_to_the_middle_of_the_period(self):
        """The census was on 07.09.2021 (2021.69); 2024-2026 has its middle at 2025.5: 3.81 years."""
        flat = {"trend_floor": -0.02, "trend_ceiling": 0.01}
        region = region_of([(1000, 100)], STILL | flat, (group(prevalence=1000, age_30_44=1.0),), (rate(100),))
        needs = estimate_needs(region, ("home",), (period(2024, 2026), period(2022, 2022)), "central")
        expected = [30 * 0.98**3.81, 30 * 0.98**0.81]
        assert needs.persons[0, 0] == pytest.approx(expected, abs=0.0005)

    def test_fractions_are_whole_thousandths_and_add_up(self):
        """Three villages of 30: 3 children x 100 per 1000 x 11 % = 0.033 each."""
        region = region_of([(30, 30)] * 3, groups=(group(age_0_14=1.0),), rates=(rate(11),))
        needs = estimate_needs(region, ("home",), (period(2021, 2021),), "central")
        assert needs.milli.dtype == np.int64
        assert needs.milli[:, 0, 0].tolist() == [33, 33, 33]
        assert needs.milli.sum() == 99

    def test_services_keep_the_order_asked_for(self):
        region = region_of([(1000, 1000)], groups=(group(age_0_14=1.0),), rates=(rate(50),))
        needs = estimate_needs(region, ("visits", "home"), (period(2021, 2021),), "central")
        assert needs.services == ("visits", "home")
        assert needs.milli[0, :, 0].tolist() == [0, 5000]


def test_with_persons_set_apart_a_place_follows_the_region():
    """A village of 200 that a centre of 800 moved into has not grown fivefold; of a closed one nobody knows either."""
    places = [(200, 1000), (1000, 900)]
    region = region_of(places)
    centre, other = region.settlements
    apart = replace(region, settlements=(replace(centre, set_apart={"age_15_29": 800}), other))
    regional = (1900 / 1200) ** (1 / 7.69) - 1
    assert yearly_trend(apart)[0] == pytest.approx(regional)
    assert yearly_trend(apart)[1] == yearly_trend(region)[1]
    assert yearly_trend(region)[0] > 0.2


def test_a_correction_of_the_census_does_not_change_the_trend():
    """Persons taken out of a band do not need services, but the population's trend is of the whole count."""
    region = region_of([(1000, 1000)])
    [place] = region.settlements
    fewer: Settlement = replace(place, persons={**place.persons, "age_0_14": 40})
    corrected = replace(region, settlements=(fewer,))
    assert yearly_trend(corrected).tolist() == [0.0]
    assert group_people(corrected, group(age_0_14=1.0), "central").sum() == pytest.approx(4)
