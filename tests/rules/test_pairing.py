"""Pairing: a unit that needs another service beside it.

The toy's day centres stand in Beta (from 2021, 10 minutes from Alfa and 40 from Delta) and in Delta (from 2023 only),
its teams in Alfa and Delta, its homes in Alfa (the old one) and in Delta (the new one, in the second period).
"""

from __future__ import annotations

from dataclasses import replace

from changing import asylum_may, change, deciding
from rule_testing import caught, check, edited, keys_of, switched_off
from toy import solve, solved_toy, with_keys

from mapping.instance import Case, prepare_case
from mapping.model.rules.pairing import PAIRING


def paired(service: str, beside: str, minutes: float) -> Case:
    return keys_of(lambda keys: keys.update(pairing=[{"service": service, "beside": beside, "minutes": minutes}]))


def golden_case() -> Case:
    """Teams beside day centres: near enough or not; day centres beside homes: the old one stands for certain."""
    pairing = [
        {"service": "visits", "beside": "day", "minutes": 10},
        {"service": "day", "beside": "home", "minutes": 10},
    ]
    return keys_of(lambda keys: keys.update(pairing=pairing))


def test_bites_a_team_waits_for_its_centre():
    """Delta has no centre in the first period: 4 persons x 2 years."""
    case = paired("visits", "day", 10)
    check(case, {"unmet": 108 + 8})
    check(switched_off(case, "pairing"), {"unmet": 108})


def test_bites_a_centre_must_go_where_the_other_is():
    """At 9 minutes the West's teams need the centre in Alfa, which reaches 18 of the 24: 2 x 4 more."""
    check(paired("visits", "day", 9), {"unmet": 108 + 8 + 8})


def test_edge_exactly_as_far_as_allowed():
    check(paired("visits", "day", 40), {"unmet": 108})
    check(paired("visits", "day", 39.9), {"unmet": 108 + 8})


def test_edge_an_existing_unit_counts_and_so_does_a_new_one():
    """Beta's centre has the old home, Delta's the new one."""
    check(paired("day", "home", 10), {"unmet": 108, "travel": 1436})


def test_edge_the_same_settlement_counts_if_its_own_minutes_are_few_enough():
    """Inside a town the way is 2 minutes: with 2 the West's centre stands in Alfa, with fewer there is none at all.

    Then the state's money for running (160 a period) runs one home, 24 instead of 124.
    """
    check(paired("day", "home", 2), {"unmet": 108 + 8})
    check(paired("day", "home", 1.9), {"unmet": 108 + 124 - 24})


def only_day(case: Case) -> Case:
    """`case` as if its run planned day centres only."""
    services = tuple(service for service in case.services if service.id == "day")
    needs = replace(case.needs, services=("day",), milli=case.needs.milli[:, 1:2])
    return replace(case, services=services, needs=needs)


def test_edge_units_of_a_service_that_the_run_does_not_plan_stand_all_the_same():
    """Of 152 the West gets 80 for 320, and 2 x 4 more for 200 from 2023; the East 20 for 200, without a home none."""
    check(only_day(keys_of(lambda _: None)), {"unmet": 152 - 80 - 8 - 20})
    check(only_day(paired("day", "home", 10)), {"unmet": 152 - 80 - 8})


def test_edge_a_service_without_new_units_counts_until_it_closes():
    """Beta's centre has the asylum in Alfa, Delta's none (20 less). Where it must close, nobody has (100 less)."""

    def beside_asylum(keys: dict[str, object]) -> None:
        keys["pairing"] = [{"service": "day", "beside": "asylum", "minutes": 10}]

    case = asylum_may(change("close"))
    check(with_keys(deciding(case, "asylum", "close", "forbidden"), beside_asylum), {"unmet": 108 + 20})
    closed = with_keys(deciding(case, "asylum", "close"), beside_asylum)
    check(closed, {"unmet": 108 + 80 + 20})
    open_plan = check(with_keys(deciding(case, "asylum", "close", "forbidden"), beside_asylum), {}).plan
    assert list(PAIRING.check(closed, open_plan)) == []
    gone = edited(open_plan, "asylum", places=(6, 0))
    assert [breach.what.en for breach in PAIRING.check(closed, gone)] == [
        "new.day.00002, 2023–2024: no “asylum” within 10 minutes"
    ]


def test_check_catches_a_unit_without_the_other_service():
    assert caught(paired("visits", "day", 10), solved_toy().plan) == {"pairing"}
    assert caught(paired("visits", "day", 40), solved_toy().plan) == set()
    assert caught(paired("day", "home", 9.9), solved_toy().plan) == {"pairing"}


def test_check_catches_a_unit_whose_neighbour_comes_too_late():
    """The team in Delta serves in both periods, the centre there in the second."""
    case, plan = paired("visits", "day", 10), solved_toy().plan
    found = [breach.what.en for breach in PAIRING.check(case, plan)]
    assert found == ["new.visits.00004, 2021–2022: no “day” within 10 minutes"]


def test_edge_a_service_left_out_of_the_run_may_stand_beside():
    """Nothing new is planned of it, but its existing units stand: the old home in Alfa lets day centres open there."""
    paired_alone = keys_of(
        lambda keys: keys.update(services=["day"], pairing=[{"service": "day", "beside": "home", "minutes": 5}])
    )
    solved = solve(prepare_case(paired_alone.region, paired_alone.scenario))
    assert {unit.settlement for unit in solved.plan.units if unit.state == "new"} == {"00001"}
