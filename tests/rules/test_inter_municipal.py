"""Inter-municipal units: enough new units serve people of two municipalities.

In the toy's plan the new home in Delta serves 5 persons of the East and 1 of the West; no other crosses it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rule_testing import caught, check, keys_of, rows_of, switched_off
from toy import solve, solved_toy

from mapping.errors import InfeasibleError
from mapping.instance import Case
from mapping.verify import verify_plan


def shared(state: float = 830, **asked: Any) -> Case:
    """The toy with inter-municipal units, and another amount of the state's 830 thousand."""
    changes = {"inter_municipal": {"units": 1, **asked}, "funds": {"state": {"factor": state / 830}}}
    return keys_of(lambda keys: keys.update(changes))


def three_municipalities(**asked: Any) -> Case:
    """The same with Gama as a municipality of its own."""
    case = shared(**asked)
    region = case.region
    gama = replace(region.settlements[2], municipality="NRD03")
    settlements = (*region.settlements[:2], gama, *region.settlements[3:])
    third = replace(region.municipalities[0], code="NRD03", seat="00003")
    return replace(
        case, region=replace(region, settlements=settlements, municipalities=(*region.municipalities, third))
    )


def golden_case() -> Case:
    """Three municipalities, so that homes may share two of three."""
    return three_municipalities(services=["home"])


def test_bites_where_no_home_would_be_built():
    """With 600 the best is 520 for two day centres (100 served). A home leaves 300: with 10 places in Beta 24 + 40."""
    case = shared(state=600)
    check(case, {"unmet": 320 - 88 - 64})
    check(switched_off(case, "inter_municipal"), {"unmet": 320 - 88 - 100})


def test_bites_more_persons_from_both_sides():
    """0.1 person of Alfa goes to Delta (2 -> 30 minutes) and 0.1 of Delta to Alfa, over two years."""
    check(shared(persons=1.1), {"unmet": 108, "worst_served": 0.8, "travel": 1436 + 2 * 0.1 * 56})


@pytest.mark.parametrize("asked", [{"units": 2}, {"persons": 1.1}, {"services": ["day"]}, {"by": 2022}])
def test_check_catches_too_few(asked: dict[str, Any]):
    """The home does not stand in 2022."""
    assert caught(shared(**asked), solved_toy().plan) == {"inter_municipal"}


def test_edge_exactly_one_person():
    case = shared(persons=1.0)
    check(case, {"unmet": 108, "worst_served": 0.8, "travel": 1436, "money": 1710})
    assert caught(case, solved_toy().plan) == set()


@pytest.mark.parametrize("make", [shared, three_municipalities])
def test_edge_half_a_home_each_and_just_more(make: Any):
    """6 places can serve 3 persons of two municipalities, not more; of Gama there are only 2."""
    case = make(persons=3)
    assert verify_plan(case, solve(case).plan) == ()
    with pytest.raises(InfeasibleError):
        solve(make(persons=3.01))


def test_edge_two_homes_cannot_be_run():
    """2 x 2 x 50 of the state's 160."""
    with pytest.raises(InfeasibleError):
        solve(shared(units=2))


def test_edge_services_that_nobody_can_share():
    """Centres are for their own municipality; no team reaches villages of both."""
    for service in ("day", "visits"):
        case = shared(services=[service])
        [row] = rows_of(case, "inter_municipal")
        assert row.endswith("0 >= 1")
        with pytest.raises(InfeasibleError):
            solve(case)


def test_two_municipalities_need_one_whole_column_three_need_three():
    def whole(case: Case) -> int:
        program = solve(case).model.program
        return sum(c.whole for c in program.columns if c.name.startswith("inter_municipal[home.00001"))

    assert whole(shared()) == 1
    assert whole(three_municipalities()) == 3
