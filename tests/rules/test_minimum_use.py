"""Minimum use: a new unit opens only if a stated share of its places (of its teams' hours) is used."""

from __future__ import annotations

from dataclasses import replace

from rule_testing import caught, check, rows_of, switched_off, with_service
from toy import solved_toy, toy_case

ONE_TEAM = 4 * (3 - 2.5 / 3.25)
"""Unmet with one team in the West, 10 hours: Beta's 3 take 7.5, the rest serves 2.5 / 3.25 of Gama's 3."""


def test_bites_where_the_second_team_misses_it():
    """Two teams are used to 86 %."""
    case = with_service(toy_case(), "visits", minimum_use=90)
    check(case, {"unmet": 108 + ONE_TEAM})
    check(switched_off(case, "minimum_use"), {"unmet": 108})


def test_check_catches_a_unit_that_nobody_uses():
    plan = solved_toy().plan
    idle = replace(plan, served=tuple(visit for visit in plan.served if visit.unit != "new.home.00004"))
    assert "minimum_use" in caught(solved_toy().case, idle)
    assert "minimum_use" not in caught(switched_off(solved_toy().case, "minimum_use"), idle)


def test_edge_exactly_used_and_just_missed():
    """Two teams in Alfa work 17.25 of 20 hours: 86.25 %."""
    check(with_service(toy_case(), "visits", minimum_use=86.25), {"unmet": 108})
    check(with_service(toy_case(), "visits", minimum_use=86.3), {"unmet": 108 + ONE_TEAM})


def test_edge_none_is_wanted():
    case = with_service(toy_case(), "visits", minimum_use=0)
    assert not [row for row in rows_of(case, "minimum_use") if "visits" in row]
    check(case, {"unmet": 108})
