"""Site needs: enough inhabitants, or the service's facility there or near.

Beta has the bus junction that day centres need.
"""

from __future__ import annotations

from dataclasses import replace

from rule_testing import caught, check, relocated, switched_off, toy_unit, with_service
from toy import solved_toy, toy_case

from mapping.catalogue import Service
from mapping.instance import Case


def junction(minutes: float | None) -> Case:
    """The toy where no place is large enough for a day centre, which may be within so many minutes of the junction."""
    case = with_service(toy_case(), "day", min_population=2000)

    def changed(service: Service) -> Service:
        if service.id != "day" or service.planning is None or minutes is None:
            return service
        limit = replace(service.planning.min_population, low=minutes, central=minutes, high=minutes)
        return replace(service, planning=replace(service.planning, facility_minutes=limit))

    return replace(case, services=tuple(map(changed, case.services)))


def test_bites_where_no_place_is_large_enough_there_is_no_home():
    """24 less served."""
    case = with_service(toy_case(), "home", min_population=2000)
    check(case, {"unmet": 108 + 24})
    check(switched_off(case, "site_needs"), {"unmet": 108})


def test_bites_a_facility_makes_a_site_in_its_settlement():
    """Beta has its centre; Delta, 40 minutes away, has none: 20 less."""
    check(junction(None), {"unmet": 108 + 20})


def test_edge_a_facility_exactly_near_enough():
    check(junction(40), {"unmet": 108})
    check(junction(39.9), {"unmet": 108 + 20})


def test_edge_a_facility_in_the_settlement_counts_without_minutes():
    """The way inside Beta is 1 minute; 0 minutes allow Beta all the same."""
    check(junction(0), {"unmet": 108 + 20})


def test_edge_exactly_enough_inhabitants():
    """Delta has 900, Alfa 1000."""
    check(with_service(toy_case(), "home", min_population=900), {"unmet": 108, "travel": 1436})
    assert caught(with_service(toy_case(), "home", min_population=901), solved_toy().plan) == {"site_needs"}


def test_check_catches_a_unit_where_none_may_stand():
    plan = relocated(solved_toy().plan, "new.home.00004", "00005", "EST02")
    assert "site_needs" in caught(solved_toy().case, plan)
    assert "site_needs" not in caught(switched_off(solved_toy().case, "site_needs"), plan)


def test_check_catches_a_site_too_far_from_the_facility():
    assert caught(junction(39.9), solved_toy().plan) == {"site_needs"}
    assert caught(junction(40), solved_toy().plan) == set()
    assert toy_unit("new.day.00004").settlement == "00004"
