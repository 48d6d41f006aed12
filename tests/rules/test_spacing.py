"""Spacing: units of a service stay apart.

The old home stands in Alfa; from there to Beta it is 10 minutes, to Delta 30, from Beta to Delta 40.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from changing import change, deciding, old_home_may
from rule_testing import caught, check, keys_of, rows_of, switched_off, values, with_service, with_unit
from toy import solved_toy, with_keys

from mapping.instance import Case
from mapping.model.rules.spacing import _cliques
from mapping.region import PlacesFrom
from rules.test_site_status import HOME_IN_ALFA


def spaced(service: str, **limits: float) -> Case:
    """The toy with units of a service at least so far from each other."""
    return keys_of(lambda keys: keys.update(spacing=[{"service": service, **limits}]))


def golden_case() -> Case:
    """All three sites of day centres are too near each other, and the home in Delta is too near the old one."""
    spacing = [{"service": "day", "minutes": 41}, {"service": "home", "km": 31}]
    return keys_of(lambda keys: keys.update(spacing=spacing))


def test_bites_a_new_unit_near_an_old_one():
    """The new home joins the old one in Alfa."""
    case = spaced("home", minutes=31)
    check(case, {"unmet": 108, "travel": HOME_IN_ALFA})
    check(switched_off(case, "spacing"), {"unmet": 108, "travel": 1436})


def test_bites_new_units_near_each_other():
    """One settlement only has day centres: Delta's goes, and with it 20."""
    case = spaced("day", minutes=41)
    check(case, {"unmet": 108 + 20})
    check(switched_off(case, "spacing"), {"unmet": 108})


def test_edge_as_far_as_stated_is_far_enough():
    check(spaced("home", minutes=30), {"unmet": 108, "travel": 1436})
    check(spaced("home", km=30), {"unmet": 108, "travel": 1436})
    check(spaced("home", km=30.1), {"unmet": 108, "travel": HOME_IN_ALFA})
    check(spaced("day", minutes=40), {"unmet": 108})
    check(spaced("day", km=40.1), {"unmet": 108 + 20})


def test_edge_minutes_or_kilometres_too_few_are_too_near():
    """Far enough in minutes, too near in kilometres."""
    check(spaced("home", minutes=5, km=31), {"travel": HOME_IN_ALFA})


def test_edge_an_old_unit_that_has_closed_keeps_nobody_away():
    """A home of 2021 serves from the second period on, in which the old one has no places."""
    case = spaced("home", minutes=31)
    [home] = case.region.units
    closed = PlacesFrom(2023, replace(home.places[0].places, central=0))
    region = replace(case.region, units=(replace(home, places=(*home.places, closed)),))
    assert not any("old_home" in row for row in rows_of(replace(case, region=region), "spacing"))
    check(replace(case, region=region), {"unmet": 108 + 24})


def test_edge_a_home_may_stand_where_one_closes():
    """The old home must close, and does so in the second period, when the new one begins: 12 x 2 years less."""
    case = deciding(old_home_may(change("close")), "old_home", "close")
    near = with_keys(case, lambda keys: keys.update(spacing=[{"service": "home", "minutes": 31}]))
    [row] = [row for row in rows_of(near, "spacing") if "old_home" in row]
    assert row.endswith("- 2 change[old_home.close.2021_2022] - 2 change[old_home.close.2023_2024] <= 0")
    free = check(case, {"unmet": 108 + 24})
    check(near, values(free))


def test_edge_sites_all_too_near_each_other_share_one_row():
    rows = [row for row in rows_of(golden_case(), "spacing") if "day.apart" in row]
    assert len(rows) == 1
    assert rows[0].endswith("<= 1")
    assert rows[0].count("present]") == 3


@pytest.mark.parametrize("seed", range(50))
def test_sets_of_sites_cover_every_pair_and_hold_no_other(seed: int):
    rng = Random(seed)
    chance = rng.random()
    pairs = {pair for pair in combinations(range(rng.randint(2, 12)), 2) if rng.random() < chance}
    cliques = _cliques(pairs)
    assert {pair for clique in cliques for pair in combinations(clique, 2)} == pairs
    assert len(cliques) <= len(pairs)


@pytest.mark.parametrize("limits", [{"minutes": 31}, {"km": 31}])
def test_check_catches_a_new_unit_near_an_old_one(limits: dict[str, float]):
    assert caught(spaced("home", **limits), solved_toy().plan) == {"spacing"}


def test_check_catches_new_units_near_each_other():
    assert caught(spaced("day", minutes=41), solved_toy().plan) == {"spacing"}
    assert caught(spaced("day", minutes=40), solved_toy().plan) == set()


def test_check_catches_nothing_in_one_settlement():
    """The new home moved to the old one's town is not too near it."""
    plan = with_unit("new.home.00004", settlement="00001", municipality="WST01")
    assert "spacing" not in caught(spaced("home", minutes=31), plan)


def test_edge_a_service_without_any_site():
    """No settlement is large enough and no junction is known: there is nothing to keep apart."""
    case = with_service(spaced("day", minutes=20), "day", min_population=5000)
    assert rows_of(replace(case, region=replace(case.region, facilities=())), "spacing") == []
