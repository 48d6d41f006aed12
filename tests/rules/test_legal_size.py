"""Legal size: a new unit is never larger than the law allows."""

from __future__ import annotations

from rule_testing import caught, check, switched_off, with_service
from toy import solved_toy, toy_case


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
