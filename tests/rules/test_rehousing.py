"""Nothing closes or shrinks before its users have a place elsewhere. Numbers from docs/toy.md."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from changing import asylum_may, change, deciding, old_home_may
from rule_testing import caught, check, switched_off
from toy import Solved, solve, with_keys

from mapping.errors import InfeasibleError
from mapping.instance import Case


def closing(users: int) -> Case:
    """The old home of 6 places must close; so many of its users need new places, in a home."""
    return deciding(old_home_may(change("close", users=users)), "old_home", "close")


def poorer(case: Case) -> Case:
    """The state has 520 thousand for buildings instead of 830, and 100 instead of 160 a period for homes."""

    def cut(keys: dict[str, Any]) -> None:
        keys["funds"] = {"state": {"factor": 520 / 830}}

    return with_keys(case, cut)


def golden_case() -> Case:
    """The old home may close; an institution may become a home of 8 places, 3 of them for its users."""
    case = asylum_may(change("transform", service="home", places=8, users=3))
    old, asylum = case.region.units
    old = replace(old, changes=(change("close", users=6),))
    return replace(case, region=replace(case.region, units=(old, asylum)))


def test_bites_a_home_is_built_for_the_users_of_the_one_that_closes():
    """The state has 520. Without the rule: 20 places in Beta and 10 in Delta, 100; the old home serves 2021-2022 only,
    24; visits 40: 320 - 164. With it: a home for 300 (24) and 10 places in the West for 200 (40): 320 - 128."""
    check(switched_off(poorer(closing(6)), "rehousing"), {"unmet": 156})
    check(poorer(closing(6)), {"unmet": 192})


def test_bites_users_of_an_institution_take_places_of_what_it_becomes():
    """Homes need 16. With 8 places more from 2021: 40 for visits, 48 the old home, 32 and 32, and the day centres that
    the West and the East can run, 80 and 28: 320 - 260. If 3 of its users stay in it: 20 and 20, and a new home for the
    last 5 pays again: 40 + 48 + 20 + 20 + 20 + 80 + 20 = 248."""
    case = deciding(asylum_may(change("transform", service="home", places=8, users=0)), "asylum", "transform")
    check(case, {"unmet": 60})
    case = deciding(asylum_may(change("transform", service="home", places=8, users=3)), "asylum", "transform")
    check(case, {"unmet": 72})


def test_edge_the_last_place_and_one_too_many():
    """One new home of 6 places is all that the state can run (50 of 80 thousand a year)."""
    check(closing(6), {"unmet": 132})
    with pytest.raises(InfeasibleError):
        solve(closing(7))


def test_edge_nobody_to_move_needs_no_place():
    """Without users the money goes to day centres as if the home had not closed in time: the old home serves 24, new
    homes and centres 124, visits 40."""
    check(closing(0), {"unmet": 132})
    assert solve(closing(0)).plan.moved == ()


def test_edge_all_places_of_what_an_institution_becomes_may_be_for_its_users():
    """Then it serves nobody else, and the plan is the toy's."""
    case = deciding(asylum_may(change("transform", service="home", places=8, users=8)), "asylum", "transform")
    check(case, {"unmet": 108})


def closed() -> Solved:
    return solve(closing(6))


def test_check_catches_users_without_a_new_place():
    solved = closed()
    assert caught(solved.case, replace(solved.plan, moved=())) == {"rehousing"}


def test_check_catches_fewer_new_places_than_users():
    solved = closed()
    [move] = solved.plan.moved
    assert "rehousing" in caught(solved.case, replace(solved.plan, moved=(replace(move, milli=7000),)))


def test_check_catches_users_moved_where_no_new_places_are():
    solved = closed()
    [move] = solved.plan.moved
    assert "rehousing" in caught(solved.case, replace(solved.plan, moved=(replace(move, to="new.day.00002"),)))


def test_check_catches_users_moved_from_a_unit_that_stays():
    solved = closed()
    [move] = solved.plan.moved
    stays = replace(move, unit=move.to)
    assert "rehousing" in caught(solved.case, replace(solved.plan, moved=(move, stays)))
