"""Staff: new units take no more posts than people within commuting reach can fill.

Of 15-64 the West has 600 + 300 + 300, the East 500 less 100 students + 300. At 10 posts per 1,000 that is 12 and 7. The
toy's plan needs 9 in the West (day centre 5, two teams 4) and 10 in the East (home 5, day centre 3, team 2).
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from changing import change, deciding, old_home_may
from rule_testing import caught, check, rows_of, switched_off
from toy import solve, solved_toy, toy_case

from mapping.instance import Case
from mapping.verify import verify_plan

ONE_TEAM_LESS = 4 * (3 - 2.5 / 3.25)
"""One team has 10 hours: Beta's 3 take 7.5, the rest serves 2.5 / 3.25 of Gama's 3, in all four years."""


def with_staff(per_1000: float, minutes: float) -> Case:
    """The toy with other parameters; Alfa and Delta, the seats, are 30 minutes apart."""
    region = toy_case().region
    changed = {
        "staff_per_1000": replace(region.parameters["staff_per_1000"], central=per_1000),
        "commuting_minutes": replace(region.parameters["commuting_minutes"], central=minutes),
    }
    return replace(toy_case(), region=replace(region, parameters={**region.parameters, **changed}))


def golden_case() -> Case:
    """As many posts as the plan needs."""
    return with_staff(10, 30)


def test_bites_when_nobody_commutes():
    """The home does not fit into the East beside the day centre and the team. In Alfa it takes the second team's posts
    (5 + 5 + 2 = 12), which is less than the 20 of the day centre in Delta.
    """
    case = with_staff(10, 29)
    check(case, {"unmet": 108 + ONE_TEAM_LESS})
    check(switched_off(case, "staff"), {"unmet": 108})


def test_check_catches_posts_that_nobody_fills():
    assert caught(with_staff(10, 30), solved_toy().plan) == set()
    assert caught(with_staff(10, 29), solved_toy().plan) == {"staff"}
    assert caught(with_staff(9.9, 30), solved_toy().plan) == {"staff"}
    assert caught(switched_off(with_staff(9.9, 30), "staff"), solved_toy().plan) == set()


def test_check_catches_it_in_the_period_in_which_it_happens():
    """In the first period the East needs a team only: 2 posts; the second needs 10."""
    [breach] = verify_plan(with_staff(10, 29), solved_toy().plan)
    assert breach.what.en == "2023–2024: 3.00 posts cannot be filled"


def test_edge_exactly_enough_and_a_little_less():
    """12 + 7 posts for 9 + 10: 3 people of the West work in the East. With less than 19 the cheapest is one team."""
    check(with_staff(10, 30), {"unmet": 108, "worst_served": 0.8, "travel": 1436, "money": 1710})
    check(with_staff(9.9, 30), {"unmet": 108 + ONE_TEAM_LESS})


def test_edge_no_staff_at_all():
    """The old home only: 6 x 2 x 4 of 320."""
    check(with_staff(0, 30), {"unmet": 320 - 48})


def test_edge_a_region_that_says_nothing_of_staff_has_no_rows():
    region = toy_case().region
    silent = {name: value for name, value in region.parameters.items() if name != "commuting_minutes"}
    case = replace(toy_case(), region=replace(region, parameters=silent))
    assert rows_of(case, "staff") == []
    assert caught(case, solved_toy().plan) == set()


def test_edge_a_change_takes_its_additional_posts():
    """At 10 posts per 1,000 the toy's plan takes all 19. With 3 posts the old home grows to 8 places: 16 less unmet.
    Of what takes 3 posts the day centre in Delta serves least (20; two teams of the West and the East 24.9).
    """
    larger = deciding(old_home_may(change("enlarge", places=8, staff=3)), "old_home", "enlarge")
    case = replace(larger, region=replace(larger.region, parameters=with_staff(10, 30).region.parameters))
    check(larger, {"unmet": 108 - 16})
    assert "3 change[old_home.enlarge.2021_2022]" in rows_of(case, "staff")[0]
    check(case, {"unmet": 108 - 16 + 20})
    assert caught(case, solve(larger).plan) >= {"staff"}


def test_only_the_last_period_has_rows():
    """Units never close, so the last period needs most."""
    assert all("2023_2024" in row for row in rows_of(golden_case(), "staff"))


@pytest.mark.parametrize("minutes", [30, 29])
def test_people_may_always_work_in_their_own_municipality(minutes: float):
    own = [row for row in rows_of(with_staff(10, minutes), "staff") if row.startswith("staff[WST01.posts")]
    assert ["staff[EST02.WST01" in own[0], "staff[WST01.WST01" in own[0]] == [False, True]
