"""How the weeks of new mobile teams are spent: numbers of docs/toy.md and of the plan in builders.py."""

from __future__ import annotations

import pytest
from builders import tiny_case, tiny_plan
from toy import solved_toy

from mapping.publish.weeks import driving_share, least_and_most, team_weeks


def test_the_toys_teams_drive_as_the_page_says():
    """A client of the toy has 3 visits of 40 minutes: 2 hours. On the way, two share a trip: Beta 0.5 hours each, Gama
    1.25, Epsilon 0.5. The West's two teams serve 3 + 3 clients, the East's one 4."""
    weeks = {(week.unit, week.period): week for week in team_weeks(solved_toy().case, solved_toy().plan)}
    assert set(weeks) == {(f"new.visits.{code}", t) for code in ("00001", "00004") for t in (0, 1)}
    west, east = weeks["new.visits.00001", 1], weeks["new.visits.00004", 1]
    assert (west.teams, west.available, west.visits, west.driving) == pytest.approx((2, 20, 12, 5.25))
    assert (east.teams, east.available, east.visits, east.driving) == pytest.approx((1, 10, 8, 2))
    assert west.driving_share == pytest.approx(5.25 / 17.25)
    assert driving_share([west, east]) == pytest.approx(7.25 / 27.25)
    assert least_and_most([west, east]) == pytest.approx((0.2, 5.25 / 17.25))


def test_a_village_with_less_than_one_client_has_its_trips_alone():
    """0.1 persons of a village 5 minutes away and 0.2 of one 12 minutes away: 2 visits of 30 minutes a client, 10 and
    24 minutes of driving each."""
    [_, week] = team_weeks(tiny_case(), tiny_plan())
    assert week.visits == pytest.approx(0.3 * 1)
    assert week.driving == pytest.approx(0.1 * 2 * 10 / 60 + 0.2 * 2 * 24 / 60)


def test_nobody_visited_has_no_share():
    assert driving_share([]) is None
    assert least_and_most([]) == (0.0, 0.0)
