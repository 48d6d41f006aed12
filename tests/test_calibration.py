"""Rates by age and sex, counts and criteria as margins, and what is reported where they contradict each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from builders import estimate, plain_name, tiny_region
from test_ageing import TREND, WHOLE, counted, region_of

from mapping.catalogue import Catalogue, Group, RelativeRate, ServiceRate
from mapping.catalogue.rows import AGE_BANDS
from mapping.needs import estimate_needs
from mapping.needs.compare import compare
from mapping.needs.groups import group_people
from mapping.needs.labels import group_label, service_label
from mapping.needs.people import CELLS
from mapping.needs.worked import work_out
from mapping.region import Criterion, KnownCount, Region
from mapping.scenario import Period

CENSUS = 2021.69
NOW = (Period(first_year=2021, last_year=2021),)


def group(name: str = "old", prevalence: float = 100, band: str = "age_65_plus", **more: Any) -> Group:
    base = {b: float(b == band) for b in AGE_BANDS}
    return Group(name, plain_name(name), base, "all", estimate(prevalence, prevalence / 2, prevalence * 2), "", **more)


def rate(percent: float = 50, of: str = "old", service: str = "home") -> ServiceRate:
    return ServiceRate(of, service, estimate(percent, percent / 2, percent * 2))


def count(persons: float, scope: str = "region", service: str | None = "home", row: int = 2, **more: Any) -> KnownCount:
    known: dict[str, Any] = {"group": None, "sense": "exact", "use": "calibrate", "year": 2015, "measure": "users"}
    known |= more
    of = persons if isinstance(persons, tuple) else (persons, persons, persons)
    value = estimate(of[1], of[0], of[2])
    return KnownCount(scope, known["year"], known["measure"], known["group"], service, known["sense"], known["use"],
                      value, row)  # fmt: skip


def still(
    groups: tuple[Group, ...] = (group(),),
    rates: tuple[ServiceRate, ...] = (rate(),),
    counts: tuple[KnownCount, ...] = (),
    criteria: tuple[Criterion, ...] = (),
) -> Region:
    """Four places that do not change: 200 and 100 people of 65+ in the west, 100 and none in the east.

    By rates 10 + 5 users in the west, 5 in the east.
    """
    old = [200, 100, 100, 0]
    region = region_of([{**WHOLE, "age_65_plus": n} for n in old])
    places = tuple(
        replace(place, municipality="AAA01" if i < 2 else "BBB02") for i, place in enumerate(region.settlements)
    )
    catalogue = Catalogue(groups, tiny_region().catalogue.services, rates)
    return replace(region, settlements=places, catalogue=catalogue, counts=counts, criteria=criteria)


def users(region: Region, level: Any = "central") -> np.ndarray:
    """Users of homes by settlement at the census."""
    worked = work_out(region, level, (CENSUS,))
    columns = [r for r, one in enumerate(worked.rates) if one.service == "home"]
    return worked.users[0][:, columns].sum(axis=1)


class TestRates:
    def test_by_rates_alone(self):
        assert users(still()) == pytest.approx([10, 5, 5, 0])

    def test_a_profile_keeps_the_prevalence_of_the_region(self):
        """Women three times as often: 25 and 75 of every 100, half of them women."""
        women = RelativeRate("age_65_plus", "female", estimate(3))
        people = group_people(still(), group(profile=(women,)), "central")
        assert people.sum() == pytest.approx(40)
        assert people[0, 8:] == pytest.approx([20 * 0.25, 20 * 0.75])

    def test_a_profile_keeps_the_prevalence_of_the_country_where_that_is_its_reference(self):
        """The country has as many of 65+ as of 45-64, the region not: with 65+ three times as often, 100 per 1,000 of
        both together are 50 of 45-64 and 150 of 65+."""
        base = {band: float(band in ("age_45_64", "age_65_plus")) for band in AGE_BANDS}
        profile = (RelativeRate("age_65_plus", None, estimate(3)),)
        known = replace(group(), base=base, profile=profile, reference="country")
        country = tuple(counted(1000, band, scope="country", sex=sex) for band, sex in CELLS)
        region = replace(still(), population_counts=country)
        people = group_people(region, known, "central")
        assert people[0].sum() == pytest.approx(300 * 0.05 + 200 * 0.15)
        # Without the country's people the region's own are the reference: 1,200 and 400 of them.
        own = group_people(still(), known, "central")
        assert own.sum() == pytest.approx(1600 * 0.1)

    def test_a_rate_never_exceeds_everybody(self):
        profile = (RelativeRate("age_65_plus", "female", estimate(100)),)
        people = group_people(still(), group(prevalence=900, profile=profile), "central")
        assert people.max() <= 100


class TestCounts:
    def test_a_count_of_the_region_is_met_and_keeps_the_proportions(self):
        assert users(still(counts=(count(30),))) == pytest.approx([15, 7.5, 7.5, 0])

    def test_a_count_of_one_municipality_changes_it_alone(self):
        assert users(still(counts=(count(9, "BBB02"),))) == pytest.approx([10, 5, 9, 0])

    def test_both_together_are_met_to_a_billionth(self):
        found = users(still(counts=(count(30, row=2), count(9, "BBB02", row=3))))
        assert found == pytest.approx([14, 7, 9, 0], rel=1e-9)

    def test_a_floor_lifts_but_never_lowers(self):
        assert users(still(counts=(count(9, "BBB02", sense="at_least"),))) == pytest.approx([10, 5, 9, 0])
        assert users(still(counts=(count(3, "BBB02", sense="at_least"),))) == pytest.approx([10, 5, 5, 0])

    def test_the_level_asked_for_is_met(self):
        region = still(counts=(count((10, 30, 90)),))
        assert [users(region, level).sum() for level in ("low", "central", "high")] == pytest.approx([10, 30, 90])

    def test_a_count_of_persons_moves_every_service_of_the_group(self):
        """40 persons by rates, 60 counted: 30 users instead of 20."""
        region = still(counts=(count(60, service=None, measure="persons", group="old"),))
        assert users(region).sum() == pytest.approx(30)
        assert group_label(region, region.catalogue.groups[0]) == "count"

    def test_a_count_of_one_group_leaves_the_others(self):
        groups, rates = (group(), group("young", band="age_0_14")), (rate(), rate(of="young"))
        region = still(groups, rates, (count(5, group="young"),))
        worked = work_out(region, "central", (CENSUS,))
        assert worked.users[0].sum(axis=0) == pytest.approx([20, 5])

    def test_counts_that_are_only_compared_change_nothing(self):
        assert users(still(counts=(count(500, use="compare"),))) == pytest.approx([10, 5, 5, 0])

    def test_what_a_count_lifts_stays_lifted_and_ages_on(self):
        """Counted at the end of 2023, when the region has twice its 65+: half of what is counted at the census."""
        region = still(counts=(count(60, year=2023),))
        growing = (counted(3000 + 1200), counted(800, "age_65_plus"))
        region = replace(region, population_counts=growing)
        worked = work_out(region, "central", (CENSUS, 2024.0))
        assert worked.users.sum(axis=(1, 2)) == pytest.approx([30, 60], rel=1e-6)

    def test_needs_meet_the_count_in_whole_thousandths(self):
        needs = estimate_needs(still(counts=(count(30),)), ("home", "visits"), NOW, "central")
        assert needs.milli[:, 0, 0].tolist() == [15000, 7500, 7500, 0]
        assert needs.part("old")[:3, 0, 0].tolist() == [1, 1, 1]


class TestContradictions:
    def test_municipal_counts_above_that_of_the_region_are_reported_and_left_out(self):
        counts = (count(30, row=2), count(25, "AAA01", row=3), count(9, "BBB02", row=4))
        needs = estimate_needs(still(counts=counts), ("home",), NOW, "central")
        [found] = needs.contradicted
        assert found.of == "home"
        assert set(found.rows) == {"counts.csv:2", "counts.csv:3", "counts.csv:4"}
        assert found.kind == "sums"
        assert needs.persons[:, 0, 0] == pytest.approx([10, 5, 5, 0])

    def test_a_count_where_nobody_can_be_is_reported(self):
        region = still(counts=(count(4, "BBB02", group="old", row=7),))
        empty = tuple(
            replace(place, persons={**place.persons, "age_65_plus": 0}) if place.municipality == "BBB02" else place
            for place in region.settlements
        )
        needs = estimate_needs(replace(region, settlements=empty), ("home",), NOW, "central")
        [found] = needs.contradicted
        assert (found.rows, found.kind) == (("counts.csv:7",), "empty")

    def test_consistent_counts_report_nothing(self):
        assert estimate_needs(still(counts=(count(30),)), ("home",), NOW, "central").contradicted == ()

    def test_a_count_far_from_the_rates_is_a_contradiction_by_what_lies_between(self):
        """By rates 20 (2.5 halved twice, 5 to 80): 100 (90 to 110) is 10 above, 60 is inside."""
        [far] = compare(still(counts=(count((90, 100, 110)),)))
        assert far.by_rate is not None
        assert (far.by_rate.low, far.by_rate.central, far.by_rate.high) == pytest.approx((5, 20, 80))
        assert far.contradiction == pytest.approx(-10)
        assert far.gap == 0
        [near] = compare(still(counts=(count(60),)))
        assert near.contradiction == 0

    def test_a_floor_within_the_range_of_the_rates_is_none(self):
        [near] = compare(still(counts=(count(70, sense="at_least"),)))
        assert near.contradiction == 0
        [far] = compare(still(counts=(count(85, sense="at_least"),)))
        assert far.contradiction == pytest.approx(-5)


class TestComparisons:
    def test_inside_and_outside(self):
        region = still(counts=tuple(
            count(n, use="compare", row=row) for row, n in enumerate((4, 5, 80, 81), start=2)
        ))  # fmt: skip
        assert [one.gap for one in compare(region)] == pytest.approx([1, 0, 0, -1])

    def test_at_least_is_held_against_the_centre(self):
        region = still(counts=(count(20, use="compare", sense="at_least"),
                               count(23, use="compare", sense="at_least", row=3)))  # fmt: skip
        assert [one.gap for one in compare(region)] == pytest.approx([0, -3])

    def test_all_services_together(self):
        """20 in homes and as many by visits."""
        region = still(rates=(rate(), rate(service="visits")), counts=(count(40, service=None, use="compare"),))
        [one] = compare(region)
        assert one.estimate.central == pytest.approx(40)

    def test_a_population_is_held_with_those_set_apart(self):
        region = still()
        first, *others = region.settlements
        apart = replace(first, set_apart={"age_15_29": 7}, set_apart_by_sex={"male": 7.0, "female": 0.0})
        known = [
            replace(counted(3607), use="compare", day=region.census_date),
            replace(counted(1807, sex="male"), use="compare", day=region.census_date),
        ]
        region = replace(region, settlements=(apart, *others), population_counts=tuple(known))
        assert [one.estimate.central for one in compare(region)] == pytest.approx([3607, 1807])


class TestCriteria:
    def criterion(self, per_1000: float, level: Any = "municipality", base: str | None = "age_65_plus") -> Criterion:
        return Criterion("home", level, base, estimate(per_1000, per_1000 / 2, per_1000 * 2), 2)

    def test_each_municipality_meets_it(self):
        """100 per 1,000 of 65+: 30 of 300 in the west, 10 of 100 in the east."""
        region = still(criteria=(self.criterion(100),))
        assert users(region) == pytest.approx([20, 10, 10, 0])
        assert users(region, "low") == pytest.approx([10, 5, 5, 0])
        assert service_label(region, "home") == "criterion"

    def test_the_region_as_a_whole(self):
        """10 per 1,000 of all 3,600 residents: 36, in the proportions of the rates."""
        found = users(still(criteria=(self.criterion(10, "region", None),)))
        assert found == pytest.approx([18, 9, 9, 0])

    def test_a_risk_group_as_base(self):
        """All 40 of the group."""
        assert users(still(criteria=(self.criterion(1000, "region", "old"),))).sum() == pytest.approx(40)

    def test_it_holds_in_every_period_and_replaces_counts(self):
        region = still(counts=(count(7),), criteria=(self.criterion(100, "region"),))
        region = replace(region, population_counts=(counted(4200), counted(800, "age_65_plus")))
        worked = work_out(region, "central", (CENSUS, 2024.0))
        assert worked.users.sum(axis=(1, 2)) == pytest.approx([40, 80], rel=1e-6)

    def test_a_municipality_without_anybody_by_rates_is_reported(self):
        region = still(criteria=(self.criterion(10, base=None),))
        places = tuple(
            replace(p, persons={**p.persons, "age_65_plus": 0}) if p.municipality == "BBB02" else p
            for p in region.settlements
        )
        needs = estimate_needs(replace(region, settlements=places), ("home",), NOW, "central")
        [found] = needs.contradicted
        assert found.rows == ("criteria.csv:2:BBB02",)


def test_the_parameters_are_those_of_still_places():
    """The settlements here have as many people before as at the census: trends do not move them."""
    assert set(TREND) == {"trend_damping", "trend_half_weight", "trend_floor", "trend_ceiling"}
    worked = work_out(still(), "central", (CENSUS, 2030.0))
    assert worked.people[1] == pytest.approx(worked.people[0])
