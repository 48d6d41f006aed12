"""Site status: where new units may, must and must not stand, and how many of a service at one site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_testing import caught, check, keys_of, switched_off, toy_unit, with_unit
from toy import solved_toy

from mapping.instance import Case
from rules.test_minimum_use import ONE_TEAM

HOME_IN_ALFA = 1436 + 2 * (182 - 68)
"""Travel with the new home in Alfa instead of Delta: 182 instead of 68 person-minutes a year, over two years."""


def decided(service: str, settlement: str, status: str) -> Case:
    """The toy with one decision of the working group."""
    choice = {"service": service, "settlement": settlement, "status": status}
    return keys_of(lambda keys: keys["sites"].update(choices=[choice]))


def test_bites_a_forbidden_site():
    """Alfa reaches 18 of the 24: 2 x 4 years more."""
    case = decided("day", "00002", "forbidden")
    check(case, {"unmet": 108 + 8})
    check(switched_off(case, "site_status"), {"unmet": 108})


def test_bites_a_required_site():
    """The home in Alfa instead of Delta."""
    case = decided("home", "00001", "required")
    check(case, {"unmet": 108, "worst_served": 0.8, "travel": HOME_IN_ALFA, "money": 1710})


def test_bites_a_candidate_that_the_catalogue_does_not_allow():
    """A base in Epsilon has no driving but inside the village: the same team, 9 minutes less for 4 persons, 4 years."""
    check(decided("visits", "00005", "candidate"), {"unmet": 108, "travel": 1436 - 9 * 4 * 4, "money": 1710})


@pytest.mark.parametrize(("settlement", "status"), [("00004", "forbidden"), ("00001", "required")])
def test_check_catches_a_decision_that_the_plan_ignores(settlement: str, status: str):
    case = decided("home", settlement, status)
    assert caught(case, solved_toy().plan) == {"site_status"}
    assert caught(switched_off(case, "site_status"), solved_toy().plan) == set()


def test_check_catches_more_units_than_a_site_may_have():
    case = keys_of(lambda keys: keys["sites"].update(teams_per_site=1))
    assert caught(case, solved_toy().plan) == {"site_status"}


def test_edge_as_many_as_a_site_may_have_and_one_fewer():
    """The West needs two teams in Alfa, the only settlement there that may be their base."""
    check(keys_of(lambda keys: keys["sites"].update(teams_per_site=2)), {"unmet": 108})
    check(keys_of(lambda keys: keys["sites"].update(teams_per_site=1)), {"unmet": 108 + ONE_TEAM})
    unit = toy_unit("new.visits.00001")
    [opening] = unit.openings
    four = replace(opening, units=4)
    assert "site_status" not in caught(solved_toy().case, with_unit(unit.id, openings=(four,)))
    five = replace(opening, units=5)
    assert "site_status" in caught(solved_toy().case, with_unit(unit.id, openings=(five,)))
