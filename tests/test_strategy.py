"""The cases of the strategy of Haskovo municipality 2016-2020 run, and nobody is left without a place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toy import Solved, solve

from mapping.run import read_case
from mapping.verify import verify_plan

SCENARIO = Path(__file__).parents[1] / "scenarios" / "haskovo_2016_2020.toml"


@cache
def decided() -> Solved:
    return solve(read_case(SCENARIO))


def places(unit_id: str) -> tuple[int, ...]:
    return next(unit.places for unit in decided().plan.units if unit.id == unit_id)


def moved(unit_id: str, period: int) -> dict[str, int]:
    """Where the users of a unit have new places: persons by service."""
    service = {unit.id: unit.service for unit in decided().plan.units}
    sums: dict[str, int] = {}
    for move in decided().plan.moved:
        if (move.unit, move.period) == (unit_id, period):
            sums[service[move.to]] = sums.get(service[move.to], 0) + move.milli // 1000
    return sums


def test_the_plan_is_proven_and_breaks_no_rule():
    assert [stage.status for stage in decided().plan.stages] == ["optimal"] * 3
    assert verify_plan(decided().case, decided().plan) == ()


def test_the_supervised_home_of_9_becomes_a_family_type_centre_of_10():
    assert places("haskovo_supervised_home") == (0, 0)
    assert places("haskovo_supervised_home.to_family_type") == (10, 10)
    assert moved("haskovo_supervised_home", 0) == {"ftc_children": 9}


def test_the_medico_social_home_of_20_becomes_a_service_for_children_with_disabilities():
    """14 stay in what it becomes, 6 need a new place."""
    assert places("haskovo_medico_social_home") == (20, 0)
    assert places("haskovo_medico_social_home.to_severe_disabilities") == (0, 14)
    assert sum(moved("haskovo_medico_social_home", 1).values()) == 20
    assert set(moved("haskovo_medico_social_home", 1)) <= {"ftc_children_disabilities", "ftc_children"}


def test_the_old_peoples_home_goes_from_160_to_130_with_new_places_for_dementia():
    assert places("haskovo_home_kenana") == (160, 130)
    assert moved("haskovo_home_kenana", 1) == {"ftc_dementia": 30}
