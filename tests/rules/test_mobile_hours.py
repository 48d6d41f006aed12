"""Mobile hours: a team's week holds its visits and its driving."""

from __future__ import annotations

from rule_testing import caught, check, switched_off, toy_visit, with_team_hours, with_visit
from toy import solved_toy, toy_case


def test_bites_without_it_one_team_is_enough():
    """The West's second team goes: 140 less."""
    check(switched_off(toy_case(), "mobile_hours"), {"unmet": 108, "travel": 1436, "money": 1710 - 140})


def test_check_catches_more_visits_than_a_week_holds():
    visit = toy_visit("new.visits.00001", "00003")
    assert "mobile_hours" in caught(solved_toy().case, with_visit(visit, milli=visit.milli + 100_000))


def test_edge_a_week_exactly_full_and_one_too_short():
    """Epsilon's 4 clients take 2.5 hours each. At 9.9 hours 0.04 of them are left, over four years."""
    check(with_team_hours(toy_case(), 10), {"unmet": 108})
    check(with_team_hours(toy_case(), 9.9), {"unmet": 108 + 4 * 0.04})


def test_edge_the_check_allows_for_rounding_only():
    """The team in Delta is full; a hundredth of an hour is 0.004 of a client."""
    visit = toy_visit("new.visits.00004", "00005")
    assert "mobile_hours" not in caught(solved_toy().case, with_visit(visit, milli=4_003))
    assert "mobile_hours" in caught(solved_toy().case, with_visit(visit, milli=4_005))
