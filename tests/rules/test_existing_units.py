"""Existing and committed units: places in service today count, those under construction from their year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_testing import caught, check, toy_unit, with_unit
from toy import solved_toy, toy_case

from mapping.instance import Case
from mapping.plan import Payment
from mapping.region import PlacesFrom


def two_more_from(year: int) -> Case:
    """The toy with 8 instead of 6 places in its old home from a year on."""
    [home] = toy_case().region.units
    more = PlacesFrom(year, replace(home.places[0].places, central=8))
    return replace(toy_case(), region=replace(toy_case().region, units=(replace(home, places=(*home.places, more)),)))


def test_bites_without_the_old_home_its_users_are_unmet():
    """6 persons x weight 2 x 4 years = 48 more."""
    check(replace(toy_case(), region=replace(toy_case().region, units=())), {"unmet": 108 + 48})
    check(toy_case(), {"unmet": 108})


def test_check_catches_a_unit_left_out():
    plan = solved_toy().plan
    gone = replace(
        plan,
        units=tuple(unit for unit in plan.units if unit.id != "old_home"),
        served=tuple(visit for visit in plan.served if visit.unit != "old_home"),
    )
    assert "existing_units" in caught(solved_toy().case, gone)


def test_check_catches_a_unit_that_grew():
    assert "existing_units" in caught(solved_toy().case, with_unit("old_home", places=(6, 11)))


def test_check_catches_a_unit_at_a_new_cost():
    paid = (Payment("state", None, "running", 0, 100),)
    assert "existing_units" in caught(solved_toy().case, with_unit("old_home", money=paid))


def test_check_catches_a_unit_that_no_table_has():
    plan = solved_toy().plan
    extra = replace(toy_unit("old_home"), id="second_home")
    assert "existing_units" in caught(solved_toy().case, replace(plan, units=(*plan.units, extra)))


@pytest.mark.parametrize(("year", "unmet"), [(2021, 92), (2022, 92), (2023, 100), (2024, 100), (2025, 108)])
def test_edge_places_count_from_the_last_year_of_a_period_on(year: int, unmet: float):
    """Two more persons at weight 2: 8 less for each period of two years that ends in that year or later."""
    check(two_more_from(year), {"unmet": unmet})
