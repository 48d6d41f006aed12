"""Number of units: at least, at most, by a year."""

from __future__ import annotations

from typing import Any

import pytest
from rule_testing import caught, check, keys_of
from toy import solved_toy

from mapping.errors import InfeasibleError
from mapping.instance import Case

NOTHING_NEW = 320 - 40 - 48
"""Weighted person-years unmet with visits and the old home only (docs/toy.md)."""


def limited(*numbers: dict[str, Any]) -> Case:
    """The toy with limits on the number of units."""
    return keys_of(lambda keys: keys.update(number=list(numbers)))


def golden_case() -> Case:
    """Homes and day centres together at most two, one of them by 2021; at least one team."""
    return limited(
        {"services": ["home", "day"], "at_most": 1, "by": 2021},
        {"services": ["home", "day"], "at_most": 2},
        {"services": ["visits"], "at_least": 1},
    )


def test_bites_with_two_buildings_the_east_has_no_day_centre():
    """Of 24 (home), 80 (Beta) and 20 (Delta) the two largest."""
    check(limited({"services": ["home", "day"], "at_most": 2}), {"unmet": NOTHING_NEW - 104})
    check(limited(), {"unmet": 108})


def test_bites_only_contracts_by_the_year_count():
    """One by 2021: Beta (80), and Delta, which is contracted in 2023 anyway (20); a home would be too late."""
    check(limited({"services": ["home", "day"], "at_most": 1, "by": 2021}), {"unmet": NOTHING_NEW - 100})
    check(limited({"services": ["home", "day"], "at_most": 1, "by": 2022}), {"unmet": NOTHING_NEW - 100})


def test_bites_more_than_there_is_use_for_cannot_be():
    """A fourth team would not be used to its 75 %."""
    with pytest.raises(InfeasibleError):
        check(limited({"services": ["visits"], "at_least": 4}), {})


def test_check_catches_too_many_and_too_few():
    """The plan has a home, two day centres and three teams; the home and one centre are contracted in 2021."""
    plan = solved_toy().plan
    assert caught(limited({"services": ["home", "day"], "at_most": 2}), plan) == {"number"}
    assert caught(limited({"at_least": 7}), plan) == {"number"}
    assert caught(limited({"services": ["home", "day"], "at_most": 1, "by": 2022}), plan) == {"number"}


def test_edge_exactly_as_many_and_none():
    plan = solved_toy().plan
    assert caught(limited({"at_least": 6, "at_most": 6}), plan) == set()
    assert caught(limited({"services": ["home", "day"], "at_most": 2, "by": 2022}), plan) == set()
    check(limited({"at_least": 6, "at_most": 6}), {"unmet": 108, "money": 1710})
    check(limited({"services": ["home", "day"], "at_most": 0}), {"unmet": NOTHING_NEW})
