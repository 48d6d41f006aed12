"""Whole assignment: one facility serves all of a settlement's need of a service, or none of it."""

from __future__ import annotations

from dataclasses import replace

from rule_testing import caught, check, keys_of
from toy import solved_toy

from mapping.instance import Case


def golden_case() -> Case:
    """The toy with whole assignment."""
    return keys_of(lambda keys: keys.update(assignment="whole"))


def test_bites_a_day_centre_cannot_take_a_part_of_a_village():
    """Of Alfa 12, Beta 6, Gama 6 the 20 places in Beta take 18, not 20: 2 x 4 years more unmet; of Delta 8 and Epsilon
    6 the 10 places in Delta take 8, not 10: 2 x 2 years more. Homes fill their 6 and 12 places with whole villages."""
    check(golden_case(), {"unmet": 108 + 8 + 4})
    check(keys_of(lambda keys: keys.update(assignment="divisible")), {"unmet": 108})


def test_check_catches_a_village_divided():
    """Gama has 6 in need of a day centre, and 2 of them go to Beta."""
    assert caught(golden_case(), solved_toy().plan) == {"assignment"}
    assert caught(solved_toy().case, solved_toy().plan) == set()


def test_edge_all_but_a_thousandth_is_divided():
    solved = check(golden_case(), {})
    visit = next(visit for visit in solved.plan.served if visit.service == "day")
    served = tuple(replace(v, milli=v.milli - 1) if v is visit else v for v in solved.plan.served)
    assert "assignment" in caught(golden_case(), replace(solved.plan, served=served))
    assert "assignment" not in caught(golden_case(), solved.plan)
