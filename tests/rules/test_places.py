"""Places: a unit serves at most as many as it has places in service."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_testing import caught, check, switched_off, toy_unit, toy_visit, with_unit, with_visit, without
from toy import solved_toy, toy_case

from mapping.region import PlacesFrom


def with_old_home(places: float):
    """The toy with other places of its old home."""
    [home] = toy_case().region.units
    other = PlacesFrom(2015, replace(home.places[0].places, central=places))
    return replace(toy_case(), region=replace(toy_case().region, units=(replace(home, places=(other,)),)))


def test_bites_without_it_nobody_would_be_unmet(monkeypatch: pytest.MonkeyPatch):
    assert without(monkeypatch, "places")["unmet"] == pytest.approx(0, abs=1e-6)


def test_bites_two_more_places_serve_two_more():
    """2 persons x weight 2 x 4 years = 16 less."""
    check(with_old_home(8), {"unmet": 108 - 16})


def test_bites_a_base_without_hours_still_needs_a_team():
    """Without the rule of hours one team at a base serves everybody, but it must be there: two teams, 280."""
    case = switched_off(toy_case(), "mobile_hours")
    solved = check(case, {"unmet": 108, "money": 1710 - 140})
    teams = {unit.id: sum(o.units for o in unit.openings) for unit in solved.plan.units if unit.kind == "mobile"}
    assert teams == {"new.visits.00001": 1, "new.visits.00004": 1}


def test_check_catches_more_users_than_places():
    visit = toy_visit("new.day.00002", "00001")
    assert "places" in caught(solved_toy().case, with_visit(visit, milli=visit.milli + 15_000))


def test_check_catches_visits_without_a_team():
    plan = with_unit("new.visits.00004", units_in_service=(0, 1))
    assert "places" in caught(solved_toy().case, plan)


def test_edge_full_is_allowed_a_thousandth_more_is_not():
    """The day centre in Delta is full."""
    case, plan = solved_toy().case, solved_toy().plan
    users = [visit for visit in plan.served if visit.unit == "new.day.00004" and visit.period == 1]
    room = toy_unit("new.day.00004").places[1] * 1000 - sum(visit.milli for visit in users)
    assert 0 <= room <= len(users), "rounding down loses less than a thousandth a record"
    assert "places" not in caught(case, with_visit(users[0], milli=users[0].milli + room))
    assert "places" in caught(case, with_visit(users[0], milli=users[0].milli + room + 1))


def test_edge_a_unit_without_places_serves_nobody():
    """As without the old home: 6 persons x weight 2 x 4 years = 48 more."""
    check(with_old_home(0), {"unmet": 108 + 48})
