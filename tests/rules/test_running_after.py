"""Running cost after the programme: the toy's plan leaves 50 + 100 + 70 + 3 x 30 = 310 thousand a year."""

from __future__ import annotations

from rule_testing import caught, check, keys_of, switched_off
from toy import solved_toy

from mapping.instance import Case
from rules.test_minimum_use import ONE_TEAM


def ceiling(thousands: float) -> Case:
    return keys_of(lambda keys: keys.update(after={"running": thousands * 1000}))


def golden_case() -> Case:
    return ceiling(300)


def test_bites_the_cheaper_to_run_is_bought():
    """Two of three teams by electric car: 5 a year less each, 10 dearer each over the four years."""
    case = ceiling(300)
    check(case, {"unmet": 108, "travel": 1436, "money": 1710 + 20})
    check(switched_off(case, "running_after"), {"unmet": 108, "money": 1710})


def test_bites_what_cannot_be_run_is_not_opened():
    """Three electric cars leave 295. Below that the West's second team is the least to lose."""
    check(ceiling(295), {"unmet": 108, "money": 1710 + 30})
    check(ceiling(294.9), {"unmet": 108 + ONE_TEAM})


def test_edge_exactly_the_ceiling_and_a_little_less():
    check(ceiling(310), {"unmet": 108, "money": 1710})
    check(ceiling(309.9), {"unmet": 108, "money": 1710 + 10})


def test_edge_nothing_may_remain():
    """Only the old home serves: 48 of 320."""
    check(ceiling(0), {"unmet": 320 - 48, "money": 0})


def test_check_catches_more_than_the_ceiling():
    assert caught(ceiling(309), solved_toy().plan) == {"running_after"}
    assert caught(ceiling(310), solved_toy().plan) == set()
