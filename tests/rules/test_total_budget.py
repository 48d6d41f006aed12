"""Total budget: the toy's plan costs 1710 thousand EUR, see docs/toy.md."""

from __future__ import annotations

from rule_testing import caught, check, keys_of, switched_off
from toy import solved_toy

from mapping.instance import Case
from rules.test_minimum_use import ONE_TEAM


def ceiling(thousands: float) -> Case:
    return keys_of(lambda keys: keys.update(budget={"total": thousands * 1000}))


def golden_case() -> Case:
    return ceiling(1700)


def test_bites_the_second_team_comes_two_years_later():
    """It saves two years of 30, and half of what the team adds: less than anything else that can go."""
    check(ceiling(1709.9), {"unmet": 108 + ONE_TEAM / 2, "money": 1650})


def test_bites_where_no_fund_limits_money():
    case = switched_off(ceiling(140), "money")
    check(case, {"unmet": 320 - 48 - 16})  # one team in the East: 4 persons for four years


def test_edge_exactly_the_price_of_the_plan_and_switched_off():
    check(ceiling(1710), {"unmet": 108, "money": 1710})
    check(switched_off(ceiling(0), "total_budget"), {"unmet": 108, "money": 1710})


def test_edge_nothing_to_spend():
    """Only the old home serves: 48 of 320."""
    check(ceiling(0), {"unmet": 320 - 48, "money": 0})


def test_check_catches_more_than_the_ceiling():
    assert caught(ceiling(1709), solved_toy().plan) == {"total_budget"}
    assert caught(ceiling(1710), solved_toy().plan) == set()
