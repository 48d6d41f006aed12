"""The strategy's own tables, filled from the toy plan: every number is worked out on docs/toy.md by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import tiny_case, tiny_plan
from toy import solved_toy

from mapping.errors import InputError
from mapping.publish.records import Lookup, look_up
from mapping.publish.strategy.indicators import indicator_lines
from mapping.publish.strategy.services import planned_services
from mapping.publish.strategy.staff import staff_lines
from mapping.publish.uncovered import uncovered
from mapping.region import read_region

TOY = Path(__file__).parent / "data" / "toy"


@pytest.fixture(scope="module")
def toy() -> Lookup:
    return look_up(solved_toy().case, solved_toy().plan)


class TestServices:
    def test_every_unit_is_a_row_with_its_capacity_by_year(self, toy: Lookup):
        rows = [(row.number, row.unit.id, row.now, row.capacity, row.start) for row in planned_services(toy)]
        assert rows == [
            (1, "old_home", 6, (6, 6), None),
            (2, "new.home.00004", 0, (0, 6), "2023–2024"),
            (3, "new.day.00002", 0, (20, 20), "2021–2022"),
            (4, "new.day.00004", 0, (0, 10), "2023–2024"),
            (5, "new.visits.00001", 0, (6, 6), "2021–2022"),  # persons: 3 of Beta and 3 of Gama
            (6, "new.visits.00004", 0, (4, 4), "2021–2022"),  # 4 of Epsilon
        ]

    def test_group_reach_content_and_status_are_in_words(self, toy: Lookup):
        old, home, day, *_ = planned_services(toy)
        assert [group.en for group in old.groups] == ["Frail elderly"]
        assert (old.reach.bg, day.reach.bg) == ("Учебен район", "община Запад")
        assert old.content is not None
        assert (old.content.bg, day.content) == ("Денонощна грижа.", None)
        assert (old.status.bg, home.status.bg) == ("налична, продължава дейността", "нова, от 2023–2024 г.")
        assert (day.place.bg, day.municipality.bg) == ("с. Бета", "Запад")

    def test_teams_stand_beside_their_users(self, toy: Lookup):
        rows = planned_services(toy)
        assert [row.teams for row in rows[3:]] == [None, (2, 2), (1, 1)]
        assert [row.clients for row in rows] == [False] * 4 + [True] * 2


class TestStaff:
    def test_totals_of_kinds_and_of_all(self, toy: Lookup):
        totals = [
            (line.kind, line.places_now, line.staff_now, line.places_planned, line.staff_planned)
            for line in staff_lines(toy)
            if line.is_total
        ]
        assert totals == [
            ("residential", 6, 5, 12, 10),
            ("centre", 0, 0, 30, 8),
            ("mobile", 0, 0, 10, 6),
            (None, 6, 5, 52, 24),
        ]

    def test_units_whose_staff_is_not_known_are_counted_and_not_added(self):
        lines = staff_lines(look_up(tiny_case(), tiny_plan()))
        units = [line for line in lines if not line.is_total]
        every = lines[-1]
        assert every.unknown_planned == sum(line.staff_planned is None for line in units) > 0
        assert every.staff_planned == sum((line.staff_planned or Decimal(0) for line in units), Decimal(0))


class TestIndicators:
    def test_what_is_reached_and_what_is_missing(self, toy: Lookup):
        found = {line.code: (line.target, line.reached, line.gap) for line in indicator_lines(toy)}
        assert found == {
            "disabled_west": (50, Decimal("41.7"), Decimal("8.3")),  # 20 places; 1,200 aged 15-64 x 40 per 1,000 = 48
            "disabled_need": (60, Decimal("78.9"), 0),  # 30 of 24 + 14
            "visited_land": (80, 100, 0),
            "shared": (2, 1, 1),  # the home in Delta takes one of Beta; the old one has Alfa's only
            "homes_east": (10, 6, 4),
            "homes_there": (1, 2, 0),
            "content_people": (90, None, None),
        }

    def test_the_numbers_behind_a_percentage_are_told(self, toy: Lookup):
        first = indicator_lines(toy)[0]
        assert "20,0 потребители от групата при 48,0 лица" in first.counted.bg
        assert "20.0 users of the group, of 48.0 persons" in first.counted.en

    def test_a_service_that_is_not_planned_counts_for_nothing(self, toy: Lookup):
        fewer = replace(toy, services=tuple(one for one in toy.services if one.id != "day"))
        line = next(line for line in indicator_lines(fewer) if line.code == "disabled_need")
        assert (line.reached, line.gap) == (None, None)
        assert "not all services" in line.counted.en.lower()


class TestUncovered:
    def test_worst_first_with_the_nearest_unit(self, toy: Lookup):
        left = uncovered(toy)
        assert [(row.need.settlement, row.need.service, row.need.unmet_milli) for row in left] == [
            ("00005", "day", 4000),
            ("00003", "day", 4000),
            ("00003", "home", 2000),
            ("00005", "home", 1000),
            ("00002", "home", 1000),
        ]
        assert {row.reason for row in left} == {"full"}
        assert left[0].nearest is not None
        assert (left[0].nearest.id, left[0].minutes, left[0].km) == ("new.day.00004", 10, 10)

    def test_reasons_follow_what_stands_and_what_is_free(self, toy: Lookup):
        def reason_without(*gone: str, places: int | None = None) -> str:
            units = tuple(
                replace(unit, places=(20, places)) if places and unit.id == "new.day.00002" else unit
                for unit in toy.plan.units
                if unit.id not in gone
            )
            look = look_up(toy.case, replace(toy.plan, units=units, served=tuple(
                visit for visit in toy.plan.served if visit.unit not in gone)))  # fmt: skip
            return next(
                row.reason for row in uncovered(look) if (row.need.settlement, row.need.service) == ("00003", "day")
            )

        assert reason_without() == "full"
        assert reason_without("new.day.00002") == "no_unit"  # that of Delta is for its own municipality
        assert reason_without(places=21) == "room_left"


class TestBadTables:
    def test_all_problems_are_told_at_once(self, tmp_path: Path):
        folder = tmp_path / "toy"
        shutil.copytree(TOY, folder)
        path = folder / "indicators.csv"
        text = path.read_text(encoding="utf-8")
        text = text.replace("group_served,disabled,day,WST01", "group_served,disable,days,WST09")
        text = text.replace("homes_there", "homes_east").replace(",1,1,1,units", ",3,2,1,units")
        path.write_text(text, encoding="utf-8")
        (folder / "service_contents.csv").write_text(
            "service,content_bg,content_en,status,source,note\nhom,а,a,assumption,nobody,\n", encoding="utf-8"
        )
        with pytest.raises(InputError) as caught:
            read_region(folder)
        found = {(p.where.file, p.where.row, p.where.column) for p in caught.value.problems}
        assert found == {
            ("toy/indicators.csv", 2, "group"),
            ("toy/indicators.csv", 2, "services"),
            ("toy/indicators.csv", 2, "municipality"),
            ("toy/indicators.csv", 7, "indicator"),
            ("toy/indicators.csv", 7, "low, central, high"),
            ("toy/service_contents.csv", 2, "service"),
            ("toy/service_contents.csv", 2, "source"),
        }

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("places,,home,EST02,10,10,10,places", "places,,home,EST02,10,10,10,percent"),
            ("group_served,disabled,day", "group_served,,day"),
            ("Планът не брои доволство.", ""),
        ],
        ids=["unit", "group", "reason"],
    )
    def test_a_row_that_contradicts_itself_is_refused(self, tmp_path: Path, before: str, after: str):
        folder = tmp_path / "toy"
        shutil.copytree(TOY, folder)
        path = folder / "indicators.csv"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_region(folder)
        assert len(caught.value.problems) == 1

    def test_a_region_without_the_tables_has_no_targets_and_no_contents(self, tmp_path: Path):
        folder = tmp_path / "toy"
        shutil.copytree(TOY, folder)
        (folder / "indicators.csv").unlink()
        (folder / "service_contents.csv").unlink()
        region = read_region(folder)
        assert (region.indicators, region.contents) == ((), ())
