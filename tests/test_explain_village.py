"""What is said of a settlement is what docs/toy.md finds with a pencil."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from runs import SilentListener, solved_small
from toy import TOY, solve, solved_toy, toy_case, with_keys

from mapping.cli.main import entry
from mapping.evidence.facts import Facts
from mapping.explain.room import Room
from mapping.explain.village.describe import NotOneSettlementError, describe, read_settlement
from mapping.explain.village.types import OfService, Village
from mapping.plan import coverage
from mapping.publish.records import look_up
from mapping.publish.uncovered import uncovered
from mapping.run import execute

ALFA, BETA, GAMA, DELTA, EPSILON = "00001", "00002", "00003", "00004", "00005"


@cache
def facts() -> Facts:
    return Facts(solved_toy().case, solved_toy().plan)


def of(village: Village, service: str) -> OfService:
    [found] = [one for one in village.services if one.service == service]
    return found


class TestGama:
    """A village of six in need of a day centre, two for a home, three for visits; two and three of them are served."""

    def test_need_and_who_serves_it(self):
        village = describe(facts(), GAMA)
        day, visits = of(village, "day"), of(village, "visits")
        assert (village.need, village.unmet) == pytest.approx((11, 6), abs=0.002)
        assert [(s.way.unit.id, round(s.persons), s.way.minutes) for s in day.served] == [("new.day.00002", 2, 15.0)]
        assert [(s.way.unit.id, round(s.persons)) for s in visits.served] == [("new.visits.00001", 3)]
        assert (day.low, day.need, day.high) == pytest.approx((1.5, 6, 13.5))

    def test_full_units_are_why_and_minimum_use_is_in_the_way(self):
        day = of(describe(facts(), GAMA), "day")
        assert day.lack == "full" and day.with_room is None
        assert [(group, round(persons, 2)) for group, persons in day.groups] == [("disabled", 4.0)]
        # Four unserved in Gama, none in Beta and Alfa: a unit of ten needs five users.
        assert day.new is not None
        assert (day.new.hurdle, day.new.places) == ("empty", 10)
        assert (day.new.unserved, day.new.wanted, day.new.missing) == pytest.approx((4, 5, 1), abs=0.002)
        # In 2023: 200,000 of capital and one year of 70,000 until the end.
        assert (day.new.cost, day.new.running) == (270_000, 70_000)

    def test_money_is_in_the_way_where_people_would_be_enough(self):
        def without_use(keys: dict[str, object]) -> None:
            keys["rules"] = {"minimum_use": False}

        case = with_keys(toy_case(), without_use)
        new = of(describe(Facts(case, facts().plan), GAMA), "day").new
        # The state has 10,000 of capital left, the western municipalities' running money of 2023-2024 is spent.
        assert new is not None
        assert new.hurdle == "money" and new.missing == pytest.approx(190_000 + 70_000, abs=1)

    def test_the_ceiling_is_in_the_way_where_money_is_not(self):
        def rich(keys: dict[str, object]) -> None:
            keys["rules"] = {"minimum_use": False, "money": False}
            keys["after"] = {"running": 300_000}

        case = with_keys(toy_case(), rich)
        new = of(describe(Facts(case, facts().plan), GAMA), "day").new
        # The plan runs at 100,000 + 70,000 + 50,000 + 90,000 a year already.
        used = sum(o.running_cents_a_year for u in facts().plan.units for o in u.openings) / 100
        assert new is not None
        assert new.hurdle == "ceiling" and new.missing == pytest.approx(used + new.running - 300_000)

    def test_a_plan_that_left_room_is_told_so(self):
        plan = facts().plan
        visits = tuple(v for v in plan.served if (v.settlement, v.service) != (GAMA, "visits"))
        needs = tuple(
            replace(r, unmet_milli=r.need_milli) if (r.settlement, r.service) == (GAMA, "visits") else r
            for r in plan.needs
        )
        found = of(describe(Facts(facts().case, replace(plan, served=visits, needs=needs)), GAMA), "visits")
        assert found.lack == "room_left" and found.room >= 2.9 and found.with_room is not None


def test_a_village_that_is_served_lacks_nothing():
    assert all(one.lack == "nothing" and one.new is None for one in describe(facts(), BETA).services
               if one.service in ("day", "visits"))  # fmt: skip


def test_a_service_that_nobody_may_build_takes_what_cannot_be():
    def none(keys: dict[str, object]) -> None:
        keys["sites"]["choices"] = [  # type: ignore[index]
            {"service": "home", "settlement": code, "status": "forbidden"} for code in (ALFA, DELTA)
        ]

    solved = solve(with_keys(toy_case(), none))
    home = of(describe(Facts(solved.case, solved.plan), EPSILON), "home")
    assert home.lack in ("no_unit", "full") and home.new is None


@pytest.mark.parametrize("said", ["Алфа Бета", "дневен център"])
def test_not_one_settlement_is_asked_back(said: str):
    with pytest.raises(NotOneSettlementError):
        read_settlement(facts(), said)


class TestRegion:
    """On two services of the shipped region, against the plan's own sums and the table of the uncovered."""

    def test_all_villages_add_up_to_the_plan(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        known = Facts(solved.case, solved.plan)
        villages = [describe(known, place.ekatte) for place in solved.case.region.settlements[:40]]
        codes = {village.settlement for village in villages}
        last = known.last
        sums = coverage(r for r in solved.plan.needs if r.period == last and r.settlement in codes)
        assert sum(v.need for v in villages) == pytest.approx(sums.need)
        assert sum(v.unmet for v in villages) == pytest.approx(sums.unmet)
        by_unit = sum(s.persons for v in villages for one in v.services for s in one.served)
        assert by_unit == pytest.approx(sums.served)

    def test_reasons_are_those_of_the_table_of_the_uncovered(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        known = Facts(solved.case, solved.plan)
        told = [one for one in uncovered(look_up(solved.case, solved.plan)) if one.need.unmet_milli >= 50]
        assert told
        for one in told[::7]:
            lack = of(describe(known, one.need.settlement), one.need.service).lack
            assert lack == one.reason

    def test_room_is_places_less_users(self, tmp_path: Path):
        solved = solved_small(tmp_path)
        known = Facts(solved.case, solved.plan)
        room = Room(known, known.last)
        for unit in room.standing["ftc_dementia"]:
            way = next(w for w in room.ways(unit.settlement, "ftc_dementia") if w.unit.id == unit.id)
            users = sum(v.milli for v in solved.plan.served if (v.unit, v.period) == (unit.id, known.last)) / 1000
            assert room.persons_left(way) == pytest.approx(max(0.0, unit.places[known.last] - users))


def test_the_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run = execute(TOY, tmp_path, SilentListener()).folder
    assert entry(["explain", "village", str(run), "Гама"]) == 0
    said = capsys.readouterr().out
    assert "с. Гама, община Запад" in said and "обслужени 5,0 (45 %)" in said and "минималната заетост" in said
