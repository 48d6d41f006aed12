"""Size limits: new units have as many places as the scenario allows; day centres have 10 or 20."""

from __future__ import annotations

from rule_testing import caught, check, keys_of, switched_off
from toy import solved_toy

from mapping.instance import Case


def limited(service: str, **limits: int) -> Case:
    return keys_of(lambda keys: keys.update(sizes={service: limits}))


def golden_case() -> Case:
    """No day centre below 20 places, no home above 10."""
    return keys_of(lambda keys: keys.update(sizes={"day": {"least": 20}, "home": {"least": 6, "most": 10}}))


def test_bites_only_large_centres():
    """Delta's centre of 10 places goes (20); 20 places there cannot be run."""
    case = limited("day", least=20)
    check(case, {"unmet": 108 + 20})
    check(switched_off(case, "size_limits"), {"unmet": 108})


def test_bites_only_small_centres():
    """10 places in the West from 2021 add 40; another 10 from 2023, with two electric cars to run both, 20; at 400.

    The rest builds a home (24), but no centre in the East: 84 instead of 124. (Or 10 in the West, 10 in the East, and
    a home.)
    """
    check(limited("day", most=10), {"unmet": 108 + 124 - 84})


def test_edge_the_limits_themselves_are_allowed():
    check(limited("day", least=10, most=20), {"unmet": 108})
    check(limited("day", least=11), {"unmet": 108 + 20})
    check(limited("day", most=19), {"unmet": 108 + 124 - 84})


def test_edge_old_units_are_as_they_are():
    """The old home has 6 places; new ones of at least 12 are against the law, so there are none: 24 more."""
    check(limited("home", least=12), {"unmet": 108 + 24})


def test_check_catches_a_unit_too_small_or_too_large():
    assert caught(limited("day", least=20), solved_toy().plan) == {"size_limits"}
    assert caught(limited("day", most=10), solved_toy().plan) == {"size_limits"}
    assert caught(limited("day", least=10, most=20), solved_toy().plan) == set()
