"""Committed units enter at their year, at no new cost. Numbers from docs/toy.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import estimate
from changing import change, with_units
from rule_testing import caught, check, edited
from toy import Solved, solve, toy_case

from mapping.instance import Case
from mapping.model.rules.committed_units import COMMITTED_UNITS
from mapping.plan import Payment
from mapping.region import PlacesFrom


def built_from(year: int) -> Case:
    """The toy with a second home of 2 places in Alfa, under construction until `year`."""
    [home] = toy_case().region.units
    second = replace(home, id="second_home", state="committed", places=(PlacesFrom(year, estimate(2)),))
    return with_units(home, second)


def test_bites_a_unit_under_construction_serves_from_its_year():
    """2 persons x weight 2 x the two years of the second period = 8 less, at no cost."""
    check(built_from(2023), {"unmet": 100, "money": 1710})
    check(toy_case(), {"unmet": 108, "money": 1710})


@pytest.mark.parametrize(("year", "unmet"), [(2022, 92), (2024, 100), (2025, 108)])
def test_edge_the_last_year_of_a_period_counts(year: int, unmet: float):
    """Each period of two years that ends in the unit's year or later: 8 less."""
    check(built_from(year), {"unmet": unmet})


def test_edge_a_committed_unit_has_no_choice():
    """Even if its row allowed a change."""
    case = built_from(2023)
    home, second = case.region.units
    free = replace(second, changes=(change("enlarge", places=20),))
    check(with_units(home, free), {"unmet": 100})


def solved() -> Solved:
    return solve(built_from(2023))


@pytest.mark.parametrize(
    "changes",
    [
        {"places": (2, 2)},
        {"units_in_service": (1, 1)},
        {"settlement": "00002"},
        {"money": (Payment("state", None, "running", 1, 100),)},
    ],
    ids=["too_early", "stands_too_early", "elsewhere", "at_a_cost"],
)
def test_check_catches_a_unit_that_is_not_as_committed(changes: dict[str, object]):
    found = solved()
    assert "committed_units" in caught(found.case, edited(found.plan, "second_home", **changes))


def test_check_catches_a_committed_unit_left_out_or_invented():
    found = solved()
    gone = replace(
        found.plan,
        units=tuple(unit for unit in found.plan.units if unit.id != "second_home"),
        served=tuple(visit for visit in found.plan.served if visit.unit != "second_home"),
    )
    assert "committed_units" in caught(found.case, gone)
    assert "structure" in caught(toy_case(), found.plan)
    assert list(COMMITTED_UNITS.check(toy_case(), found.plan))
