"""Weights by group and period: what an unmet person counts for. Expected values are worked out from docs/toy.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import estimate
from rule_testing import caught, check, keys_of
from toy import solve, solved_toy, toy_case

from mapping.catalogue.rows import AgeBand
from mapping.instance import Case, build_instance, prepare_case
from mapping.region import PopulationCount
from mapping.scenario import Period


def weighted(state: float = 830, **keys: Any) -> Case:
    return keys_of(lambda content: content.update(keys, funds={"state": {"factor": state / 830}}))


def test_a_group_that_weighs_more_counts_more_in_unmet_need_and_in_shares():
    """The disabled are the need of day centres: 40 + 16 for homes, twice 36 + 16 for centres.

    In the second period the West's need is 20 + 48 + 6 = 74, the East's 12 + 28 + 4 = 44; centres leave 8 unmet in
    each, and w of the 4 without a home are in the West: 44 (66 - 2w) = 74 (28 + 2w).
    """
    w = (44 * 66 - 74 * 28) / (2 * (44 + 74))
    check(weighted(group_weights={"disabled": 2}), {"unmet": 56 + 2 * 52, "worst_served": (66 - 2 * w) / 74})


def test_a_group_that_weighs_more_changes_what_is_built():
    """With 600 the best is 520 for day centres (100). A home for people who weigh four times as much serves 96; 10
    places in Beta 40 more. Unmet are homes 4 x (40 + 16), 14 persons in the West and 14 in the East, in all four years.
    """
    check(weighted(600, group_weights={"frail": 4}), {"unmet": 4 * 56 + 28 * 4})
    check(weighted(600), {"unmet": 132})


@pytest.mark.parametrize(("weights", "unmet"), [([1, 1], 108), ([1, 0], 76), ([0, 1], 32), ([0.5, 2], 38 + 64)])
def test_periods_weigh_by_themselves(weights: list[float], unmet: float):
    """No plan is better in one of the periods: 40 + 36 in the first, 16 + 16 in the second."""
    check(weighted(period_weights=weights), {"unmet": unmet})


def test_weights_of_1_change_nothing():
    case = weighted(group_weights={"disabled": 1, "frail": 1}, period_weights=[1, 1])
    assert solve(case).solution.stages[0].found == pytest.approx(108)
    assert caught(case, solved_toy().plan) == set()


@pytest.mark.parametrize("keys", [{"group_weights": {"disabled": 2}}, {"period_weights": [1, 2]}])
def test_the_check_catches_values_that_were_weighted_otherwise(keys: dict[str, Any]):
    assert caught(weighted(**keys), solved_toy().plan) == {"proof"}


def two_groups() -> Case:
    """The toy where 10 % of the disabled need a home too."""
    region = toy_case().region
    [rate] = [rate for rate in region.catalogue.rates if rate.service == "day"]
    more = replace(rate, service="home", rate=replace(rate.rate, central=10))
    catalogue = replace(region.catalogue, rates=(*region.catalogue.rates, more))
    return prepare_case(replace(region, catalogue=catalogue), toy_case().scenario)


def test_parts_of_the_need_by_group():
    """Alfa: 300 x 100 per 1,000 x 20 % = 6 frail and 600 x 40 per 1,000 x 10 % = 2.4 disabled."""
    needs = two_groups().needs
    assert needs.groups == ("frail", "disabled", "families")
    for t in range(2):
        assert needs.parts[0, 0, t] == pytest.approx([6 / 8.4, 2.4 / 8.4, 0])
        assert needs.parts[0, 2, t] == pytest.approx([0, 0, 0])  # no visits in a town
        assert needs.part("disabled")[0, :, t] == pytest.approx([2.4 / 8.4, 1, 0])
    assert needs.parts.sum(axis=3)[needs.milli > 0] == pytest.approx(1)
    assert not needs.part("nobody").any()


def test_a_person_weighs_the_mean_of_the_groups_in_need():
    case = two_groups()
    keys = case.scenario.keys.model_copy(update={"group_weights": {"disabled": 3.0, "frail": 0.5}})
    weight = build_instance(replace(case, scenario=replace(case.scenario, keys=keys))).weight
    for t in range(2):
        assert weight[0, :, t] == pytest.approx([2 * (6 * 0.5 + 2.4 * 3) / 8.4, 3, 1])


def test_parts_and_weights_change_when_the_region_ages():
    """In 2031 the region has 900 aged 65+ instead of 800, and nobody else more: the frail are a larger part of Alfa's
    need for a home, and the mean weight follows."""
    case = two_groups()
    places = case.region.settlements
    old = sum(place.persons["age_65_plus"] for place in places)
    everybody = sum(sum(place.persons.values()) for place in places)

    def counted(band: AgeBand | None, persons: float) -> PopulationCount:
        return PopulationCount("region", date(2031, 9, 7), band, None, estimate(persons), "calibrate", 2)

    counts = (counted(None, everybody + 100), counted("age_65_plus", old + 100))
    years = (Period(first_year=2021, last_year=2021), Period(first_year=2031, last_year=2031))
    update = {"periods": years, "group_weights": {"frail": 3.0}}
    keys = case.scenario.keys.model_copy(update=update)
    aged = prepare_case(replace(case.region, population_counts=counts), replace(case.scenario, keys=keys))
    frail = aged.needs.part("frail")[0, 0]
    assert frail[0] == pytest.approx(6 / 8.4)
    assert frail[1] > frail[0]
    home = [service.id for service in aged.services].index("home")
    weight = build_instance(aged).weight[0, home]
    assert weight / weight[0] == pytest.approx((1 + 2 * frail) / (1 + 2 * frail[0]))
