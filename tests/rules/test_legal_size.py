"""Legal size: a new unit is never larger than the law allows."""

from __future__ import annotations

from changing import asylum_may, change, deciding, old_home_may
from rule_testing import caught, check, rows_of, switched_off, with_service
from toy import solve, solved_toy, toy_case

from mapping.verify import verify_plan


def test_bites_without_it_the_larger_home_is_built():
    """12 places for 310 serve the last 10 persons: (10 - 6) x weight 2 x 2 years = 16 less."""
    check(switched_off(toy_case(), "legal_size"), {"unmet": 108 - 16})
    check(toy_case(), {"unmet": 108})


def test_check_catches_a_unit_larger_than_a_stricter_law():
    assert caught(with_service(toy_case(), "home", legal_places=5), solved_toy().plan) == {"legal_size"}


def test_edge_exactly_as_large_as_the_law_allows():
    check(with_service(toy_case(), "home", legal_places=12), {"unmet": 108 - 16})
    check(with_service(toy_case(), "home", legal_places=11), {"unmet": 108})
    assert caught(with_service(toy_case(), "home", legal_places=6), solved_toy().plan) == set()


def test_bites_an_enlargement_beyond_the_law_is_not_made():
    """12 places instead of 6 in the old home: 6 more persons x weight 2 x 2 years in the first period, 4 in the
    second: 24 + 16 less. No row of the tables may ask for it, but a case may be built in another way."""
    enlarged = old_home_may(change("enlarge", places=12))
    check(switched_off(enlarged, "legal_size"), {"unmet": 108 - 24 - 16})
    check(enlarged, {"unmet": 108})
    assert any("old_home.enlarge" in row for row in rows_of(enlarged, "legal_size"))


def test_check_catches_an_enlarged_and_a_transformed_unit_above_the_law():
    larger = solve(deciding(old_home_may(change("enlarge", places=8)), "old_home", "enlarge"))
    assert caught(with_service(larger.case, "home", legal_places=7), larger.plan) == {"legal_size"}
    other = solve(deciding(asylum_may(change("transform", service="home", places=8)), "asylum", "transform"))
    assert caught(with_service(other.case, "home", legal_places=7), other.plan) == {"legal_size"}


def test_edge_a_unit_above_the_law_stays_or_shrinks():
    """The old home has 6 places, the law allows 3: it may shrink to 4, and is not caught for what it is."""
    case = deciding(old_home_may(change("shrink", places=4)), "old_home", "shrink")
    strict = with_service(case, "home", legal_places=3)
    assert verify_plan(strict, solve(strict).plan) == ()
