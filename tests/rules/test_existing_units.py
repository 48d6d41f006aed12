"""Existing and committed units: places in service today count, those under construction from their year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from changing import asylum_may, change, deciding, old_home_may
from rule_testing import caught, check, edited, switched_off, toy_unit, with_unit
from toy import solve, solved_toy, toy_case

from mapping.instance import Case
from mapping.model.rules.existing_units import EXISTING_UNITS
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
    more = replace(plan, units=(*plan.units, replace(toy_unit("old_home"), id="second_home")))
    assert "structure" in caught(solved_toy().case, more)
    assert list(EXISTING_UNITS.check(solved_toy().case, more))


@pytest.mark.parametrize(("year", "unmet"), [(2021, 92), (2022, 92), (2023, 100), (2024, 100), (2025, 108)])
def test_edge_places_count_from_the_last_year_of_a_period_on(year: int, unmet: float):
    """Two more persons at weight 2: 8 less for each period of two years that ends in that year or later."""
    check(two_more_from(year), {"unmet": unmet})


def golden_case() -> Case:
    """The old home may grow or close; the scenario requires that it grows."""
    return deciding(old_home_may(change("enlarge", places=8), change("close", users=6)), "old_home", "enlarge")


def test_bites_an_enlargement_serves_two_more():
    """2 persons x weight 2 x 4 years = 16 less."""
    case = old_home_may(change("enlarge", places=8))
    check(case, {"unmet": 92})
    check(switched_off(case, "existing_units"), {"unmet": 108})
    check(deciding(case, "old_home", "enlarge", "forbidden"), {"unmet": 108})


def test_bites_a_smaller_home_serves_two_less():
    """As the strategy plans for the old people's home, but nobody has to move: 2 persons x weight 2 x 2 years, since it
    is made as late as it may be."""
    case = old_home_may(change("shrink", places=4))
    check(case, {"unmet": 108})
    check(deciding(case, "old_home", "shrink"), {"unmet": 116})


def test_edge_an_enlargement_that_the_state_can_just_pay():
    """820 of its 830 thousand are spent on what serves more than 16."""
    check(old_home_may(change("enlarge", places=8, capital=10_000)), {"unmet": 92})
    check(old_home_may(change("enlarge", places=8, capital=10_100)), {"unmet": 108})


@pytest.mark.parametrize(("lead", "unmet"), [(0, 92), (12, 92), (13, 100), (36, 100), (37, 108)])
def test_edge_a_change_takes_effect_after_its_lead_time(lead: int, unmet: float):
    """Contracts of January 2021 and 2023: it counts from the period whose last year begins after it."""
    check(old_home_may(change("enlarge", places=8, lead=lead)), {"unmet": unmet})


def test_edge_only_one_change():
    """8 or 9 places, not 6 + 2 + 3: 3 persons x weight 2 x 4 years = 24 less."""
    larger = replace(change("enlarge", places=9), id="enlarge_more")
    check(old_home_may(change("enlarge", places=8), larger), {"unmet": 108 - 24})


def test_check_catches_a_change_that_is_not_allowed_or_not_as_offered():
    solved = solve(old_home_may(change("enlarge", places=8, capital=5_000)))
    home = next(unit for unit in solved.plan.units if unit.id == "old_home")
    assert home.change is not None
    for made in (
        replace(home.change, users_milli=1000),
        replace(home.change, first_service_period=1),
        replace(home.change, capital_cents=0),
    ):
        assert "existing_units" in caught(solved.case, edited(solved.plan, "old_home", change=made))


def test_check_catches_a_required_change_that_is_missing():
    solved = solve(old_home_may(change("enlarge", places=8, capital=10_100)))
    required = deciding(solved.case, "old_home", "enlarge")
    assert "existing_units" in caught(required, solved.plan)


def test_check_catches_a_transformed_unit_that_is_missing_or_another():
    case = deciding(asylum_may(change("transform", service="home", places=8, users=3)), "asylum", "transform")
    solved = solve(case)
    assert caught(case, solved.plan) == set()
    for wrong in ({"places": (8, 9)}, {"settlement": "00002"}):
        assert "existing_units" in caught(case, edited(solved.plan, "asylum.transform", **wrong))


def test_staff_is_of_the_whole_unit_after_its_change():
    """The old home has 5 posts today: 6.5 when enlarged, 5 when smaller, none when closed or transformed; what it is
    transformed into has its 5 and 1 more."""
    for made, posts in (
        (change("enlarge", places=8, staff=1.5), {"old_home": 6.5}),
        (change("shrink", places=4), {"old_home": 5}),
        (change("close"), {"old_home": 0}),
        (change("transform", service="day", places=8, staff=1), {"old_home": 0, "old_home.transform": 6}),
    ):
        solved = solve(deciding(old_home_may(made), "old_home", made.kind))
        assert {unit.id: unit.staff for unit in solved.plan.units if unit.home == "old_home"} == posts
        assert caught(solved.case, solved.plan) == set()


def test_staff_of_a_changed_unit_is_not_known_where_that_of_today_is_not():
    case = asylum_may(change("transform", service="home", places=8, staff=2))
    old, asylum = case.region.units
    case = replace(case, region=replace(case.region, units=(old, replace(asylum, staff=None))))
    solved = solve(deciding(case, "asylum", "transform"))
    assert {u.id: u.staff for u in solved.plan.units if u.home == "asylum"} == {"asylum": 0, "asylum.transform": None}
    assert caught(solved.case, solved.plan) == set()


@pytest.mark.parametrize("posts", [5, 1.5, None])
def test_check_catches_other_staff_of_an_enlarged_unit(posts: float | None):
    solved = solve(deciding(old_home_may(change("enlarge", places=8, staff=1.5)), "old_home", "enlarge"))
    assert "existing_units" in caught(solved.case, edited(solved.plan, "old_home", staff=posts))
