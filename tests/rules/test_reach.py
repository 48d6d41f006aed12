"""Reach: the standard holds in minutes and in kilometres, and a unit may be for its own municipality only."""

from __future__ import annotations

from rule_testing import caught, check, keys_of, toy_visit, with_visit
from toy import solved_toy, toy_case

from mapping.instance import Case, build_instance


def pairs(case: Case) -> set[tuple[str, str]]:
    """(facility, settlement) of everybody who may be served."""
    instance = build_instance(case)
    links = zip(instance.links.facility.tolist(), instance.links.settlement.tolist(), strict=True)
    return {(instance.facilities[f].name, instance.settlements[i]) for f, i in links}


def test_bites_a_shorter_standard_leaves_gama_out_of_reach():
    """A centre in Beta or Alfa reaches 18 of the West's 24: 2 x 4 years more."""
    check(keys_of(lambda keys: keys["standards"].update(day={"minutes": 10})), {"unmet": 108 + 8})
    check(toy_case(), {"unmet": 108})


def test_bites_kilometres_bind_where_minutes_do_not():
    """Alfa to Epsilon: 40 of 45 minutes, but 40 of 35 km."""
    assert ("visits.00001", "00003") in pairs(toy_case())
    assert ("visits.00001", "00005") not in pairs(toy_case())
    longer = keys_of(lambda keys: keys["standards"].update(visits={"km": 40}))
    assert ("visits.00001", "00005") in pairs(longer)


def test_bites_a_centre_serves_its_own_municipality_only():
    """Delta is within 30 minutes of Alfa."""
    found = pairs(keys_of(lambda keys: keys["standards"].update(day={"minutes": 60, "km": 60})))
    west, east = {"00001", "00002", "00003"}, {"00004", "00005"}
    for facility, settlement in found:
        service, site = facility.split(".")
        if service == "day":
            assert (site in west, site in east) == (settlement in west, settlement in east)
    assert ("home.00001", "00004") in found


def test_check_catches_persons_beyond_the_standard():
    """Gama is 55 minutes from Delta, a visit may take 45."""
    plan = with_visit(toy_visit("new.visits.00001", "00003"), unit="new.visits.00004")
    assert "reach" in caught(solved_toy().case, plan)


def test_check_catches_persons_of_another_municipality():
    """Delta may be reached in 60 minutes, but Beta's day centre is for the West."""
    case = keys_of(lambda keys: keys["standards"].update(day={"minutes": 60, "km": 60}))
    plan = with_visit(toy_visit("new.day.00004", "00004"), unit="new.day.00002")
    assert "reach" in caught(case, plan)


def test_edge_exactly_at_the_standard_and_just_beyond():
    """Gama is 15 minutes and 15 km from Beta."""
    for quantity in ("minutes", "km"):
        check(keys_of(lambda keys, q=quantity: keys["standards"].update(day={q: 15})), {"unmet": 108})
        check(keys_of(lambda keys, q=quantity: keys["standards"].update(day={q: 14.9})), {"unmet": 108 + 8})
