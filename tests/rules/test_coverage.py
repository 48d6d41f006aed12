"""Coverage floors: of a need (of one group too), of the territory, of the settlements; in the region or its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from changing import change, deciding, old_home_may
from rule_testing import caught, check, keys_of, rows_of, swap, switched_off
from toy import solve, solved_toy, with_keys

from mapping.errors import InfeasibleError
from mapping.instance import Case
from mapping.plan import Plan

EAST_DAY = {"services": ["day"], "of": "need", "by": 2024, "municipality": "EST02"}
"""The day centres of the East: 10 places for 14 persons in the toy's plan."""


def floors(*asked: dict[str, Any], state: float = 830) -> Case:
    """The toy with these floors, and another amount of the state's 830 thousand."""
    return keys_of(lambda keys: keys.update(coverage=list(asked), funds={"state": {"factor": state / 830}}))


def with_parts(case: Case) -> Case:
    """`case` where the need for homes comes from the frail in the West, half of it in Alfa; else from the disabled."""
    groups = ("frail", "disabled", "families")
    parts = np.zeros((5, 3, 2, 3))
    parts[:3, 0, :, 0], parts[3:, 0, :, 1] = 1, 1
    parts[0, 0, :, :2] = 0.5
    parts[:, 1, :, 1] = parts[:, 2, :, 2] = 1
    return replace(case, needs=replace(case.needs, groups=groups, parts=parts))


def golden_case() -> Case:
    """Floors of every form; the old home reaches all settlements, so its territory needs no row."""
    return with_parts(
        floors(
            {"services": ["day", "home"], "of": "need", "share": 0.25, "by": 2022},
            {"services": ["home"], "group": "disabled", "of": "need", "share": 0.5, "by": 2023},
            {"services": ["day"], "of": "need", "share": 0.3, "by": 2024, "each_municipality": True},
            {"services": ["day", "visits"], "of": "territory", "share": 0.8, "by": 2024},
            {"services": ["day", "visits"], "of": "settlements", "share": 0.5, "by": 2023, "municipality": "WST01"},
            {"services": ["home"], "of": "territory", "share": 1, "by": 2022},
            {"of": "settlements", "share": 0, "by": 2022},
        )
    )


def test_bites_a_floor_of_the_need_in_one_municipality():
    """Only 20 places serve more than 10 of the East's 14, and running them (100) leaves nothing for a team there.

    With the West's 20 places 640 of capital, so no home: 24 + 20 + 4 x 4 less, 28 more served.
    """
    case = floors(EAST_DAY | {"share": 0.9})
    check(case, {"unmet": 108 + 24 + 20 + 16 - 28})
    check(switched_off(case, "coverage"), {"unmet": 108})


def test_bites_a_floor_of_one_group():
    """All 6 of the East have homes, so 4 of the West have none: (50 - 4 - 8) / 50 of the West's need is served."""
    case = with_parts(floors({"services": ["home"], "group": "disabled", "of": "need", "share": 1, "by": 2024}))
    parts = case.needs.parts.copy()
    parts[0, 0, :] = [1, 0, 0]
    case = replace(case, needs=replace(case.needs, parts=parts))
    check(case, {"unmet": 108, "worst_served": 0.76})


@pytest.mark.parametrize(
    "floor",
    [
        {"of": "territory", "share": 0.61},
        {"of": "settlements", "share": 0.61},
        {"of": "settlements", "share": 0.01, "municipality": "EST02"},
        {"of": "territory", "share": 1, "each_municipality": True},
    ],
    ids=lambda floor: "-".join(map(str, floor.values())),
)
def test_bites_a_floor_of_the_territory_or_the_settlements(floor: dict[str, Any]):
    """With 819.9 the best plan has a home and no centre in Delta (20 less than 108). The floor asks for that centre:
    520 of capital for both, so no home.
    """
    asked = {"services": ["day"], "by": 2024, **floor}
    check(floors(asked, state=819.9), {"unmet": 108 + 24})
    check(floors(state=819.9), {"unmet": 108 + 20})


def test_check_catches_a_need_that_is_not_served():
    assert caught(floors(EAST_DAY | {"share": 0.72}), solved_toy().plan) == {"coverage"}


def test_check_catches_a_group_that_is_not_served():
    """In the second period 5 of the East's 6 have homes, and 6 of Alfa's 6: (5 + 3) / (6 + 3) of the disabled."""
    asked = {"services": ["home"], "group": "disabled", "of": "need", "by": 2024}
    assert caught(with_parts(floors(asked | {"share": 0.88})), solved_toy().plan) == set()
    assert caught(with_parts(floors(asked | {"share": 0.89})), solved_toy().plan) == {"coverage"}


def less_served(settlement: str, service: str, milli: int) -> Plan:
    """The toy's plan with so many thousandths fewer served in the second period, by one visit."""
    plan = solved_toy().plan
    visit = next(v for v in plan.served if (v.settlement, v.service, v.period) == (settlement, service, 1))
    record = next(r for r in plan.needs if (r.settlement, r.service, r.period) == (settlement, service, 1))
    return replace(
        plan,
        served=swap(plan.served, visit, milli=visit.milli - milli),
        needs=swap(plan.needs, record, unmet_milli=record.unmet_milli + milli),
    )


def test_check_catches_more_than_rounding_takes():
    """Two visits serve the East's 10 of 14: each may have lost a thousandth."""
    case = floors(EAST_DAY | {"share": 10 / 14})
    assert "coverage" not in caught(case, less_served("00004", "day", 2))
    assert "coverage" in caught(case, less_served("00004", "day", 3))


def test_check_catches_more_than_rounding_takes_from_a_group():
    """8 of 9 disabled: one visit each in Delta and Epsilon counts wholly, the two of Alfa half, that of Beta not."""
    asked = {"services": ["home"], "group": "disabled", "of": "need", "by": 2024, "share": 8 / 9}
    case = with_parts(floors(asked))
    assert "coverage" not in caught(case, less_served("00004", "home", 3))
    assert "coverage" in caught(case, less_served("00004", "home", 4))


@pytest.mark.parametrize("of", ["territory", "settlements"])
def test_check_catches_settlements_out_of_reach(of: str):
    """In the first period a day centre stands in Beta only."""
    asked = {"services": ["day"], "of": of, "by": 2022}
    assert caught(floors(asked | {"share": 0.6}), solved_toy().plan) == set()
    assert caught(floors(asked | {"share": 0.62}), solved_toy().plan) == {"coverage"}
    assert caught(floors(asked | {"share": 0.01, "each_municipality": True}), solved_toy().plan) == {"coverage"}


def test_edge_a_need_exactly_reached_and_just_missed():
    check(floors(EAST_DAY | {"share": 10 / 14}), {"unmet": 108})
    check(floors(EAST_DAY | {"share": 10 / 14 + 0.001}), {"unmet": 140})


@pytest.mark.parametrize(("of", "west"), [("territory", 14 / 23), ("settlements", 3 / 5)])
def test_edge_a_territory_exactly_reached_and_just_missed(of: str, west: float):
    asked = {"services": ["day"], "of": of, "by": 2024}
    check(floors(asked | {"share": west}, state=819.9), {"unmet": 128})
    check(floors(asked | {"share": west + 0.001}, state=819.9), {"unmet": 132})


def test_edge_the_year_decides_which_periods_count():
    """No centre of the East can run in 2022, so 2022 cannot be met; from 2023 on only the second period counts."""
    asked = {"services": ["day"], "of": "settlements", "share": 1}
    check(floors(asked | {"by": 2023}), {"unmet": 108})
    with pytest.raises(InfeasibleError):
        solve(floors(asked | {"by": 2022}))


def test_edge_nothing_asked_and_nothing_there():
    """A share of 0, a need of nobody (visits in a town's municipality), and what existing units reach write no rows."""
    nothing = {"services": ["home"], "of": "need", "share": 0, "by": 2022}
    reached = {"services": ["home"], "of": "territory", "share": 1, "by": 2022}
    assert rows_of(floors(nothing, reached), "coverage") == []
    nobody = with_keys(
        with_parts(floors()), lambda keys: keys.update(coverage=[nothing | {"share": 1, "group": "families"}])
    )
    assert rows_of(nobody, "coverage") == []


def test_edge_a_unit_that_closes_reaches_nobody():
    """The old home closes in 2023 at the latest, and nobody moves: 24 less served. A floor of territory asks for a home
    in Alfa (Gama is 55 minutes from Delta). With 600 that leaves 300: 24 + 40 instead of 100 are served.
    """
    case = deciding(old_home_may(change("close")), "old_home", "close")

    def asked(*coverage: dict[str, Any]) -> Case:
        state = {"state": {"factor": 600 / 830}}
        return with_keys(case, lambda keys: keys.update(coverage=list(coverage), funds=state))

    floor = {"services": ["home"], "of": "territory", "share": 1}
    check(asked(), {"unmet": 132 + 24})
    check(asked(floor | {"by": 2024}), {"unmet": 168 + 24})
    check(asked(floor | {"by": 2022}), {"unmet": 168 + 24})


def test_settlements_that_the_same_units_reach_share_a_column():
    """Centres reach Alfa and Beta from the same sites, Delta and Epsilon too: 3 columns for 5 settlements."""
    rows = rows_of(floors({"services": ["day"], "of": "territory", "share": 1, "by": 2024}), "coverage")
    assert len([row for row in rows if row.startswith("coverage[reached")]) == 3
