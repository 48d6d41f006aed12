"""What the report says of a scenario: every key that may change a plan has its words, and a part of the region is told
as a part; and what a plan pays by year, worked out by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from test_report import LEFTOVERS, number, report, rows_of, texts
from toy import TOY, Solved, solve, solved_toy, toy_case, with_keys

from mapping.compare.available import available_money
from mapping.instance import Case, prepare_case
from mapping.publish.charts.figures import money_years
from mapping.publish.records import look_up
from mapping.publish.report import write_project_sheets
from mapping.publish.report.figures import Range
from mapping.publish.report.sections.choices import choices
from mapping.publish.report.sections.choices_asked import OFF
from mapping.publish.report.sections.risks import _costs
from mapping.publish.report.story import tell
from mapping.publish.strategy.indicators import indicator_lines
from mapping.publish.workbook.sheets import sheets_of
from mapping.publish.yearly import Beyond, beyond_yearly, by_fund, paid_by_year
from mapping.run.reading import read_inputs
from mapping.scenario import read_scenario
from mapping.scenario import with_keys as edited
from mapping.scenario.schema import Rules, ScenarioFile

SCENARIOS = Path(__file__).parents[1] / "scenarios"

TOLD: dict[str, tuple[Any, str]] = {
    "municipalities": (["WST01"], "Планира се само община Запад"),
    "services": (["home", "day"], "Планират се само услугите: Дом и Дневен център"),
    "units_as_of": (2019, "известни през 2019"),
    "contracts_from": (2022, "най-рано през 2022"),
    "standards": ({"day": {"minutes": 25}}, "„Дневен център“: най-много 25\u00a0минути"),
    "sizes": ({"home": {"least": 6, "most": 10}}, "„Дом“: поне 6, най-много 10"),
    "all_services": ({"minutes": 30, "catchment": "region"}, "всички услуги: най-много 30\u00a0минути"),
    "catalogue": ({"day": {"minimum_use": 25, "capital_factor": 1.2}}, "поне 25\u00a0% от местата му"),
    "parameters": ({"staff_per_1000": 4.5}, "на 1000 души: 4,5"),
    "need": ({"level": "high", "services": {"day": 1.5}}, "„Дневен център“) е умножена по 1,5"),
    "cost": ({"level": "low", "envelopes": "high"}, "Разходите са взети в долния край"),
    "budget": ({"factor": 0.5, "total": 1000}, "умножени по 0,5"),
    "fairness": ({"least": 0.355}, "във всяка община поне 35,5\u00a0%"),
    "funds": ({"state": {"factor": 0.385, "pays_from": 2023}},
              "38,5\u00a0% от записаното в таблиците, плащания от 2023"),
    "after": ({"running": 5000}, "5\u00a0000\u00a0евро годишно"),
    "sites": ({"choices": [{"service": "day", "settlement": "00004", "status": "forbidden"}]},
              "Забранено (решено предварително): Дневен център в гр.\u00a0Делта"),
    "spacing": ([{"service": "day", "km": 12}], "поне на 12\u00a0км едно от друго"),
    "pairing": ([{"service": "day", "beside": "home", "minutes": 5}], "иска звено на „Дом“ до 5\u00a0минути"),
    "number": ([{"services": ["home"], "at_most": 0}], "Без нови звена и екипи (Дом)."),
    "assignment": ("whole", "насочват заедно към едно звено"),
    "coverage": ([{"of": "need", "share": 0.3, "by": 2024, "group": "frail", "services": ["home"],
                   "municipality": "EST02"}],
                 "поне 30\u00a0% от потребността на групата „Немощни стари хора“ в община Изток (Дом) до 2024"),
    "inter_municipal": ({"units": 2, "by": 2024},
                        "поне в 2\u00a0населени места нови звена обслужват поне по 1\u00a0лице"),
    "group_weights": ({"frail": 2}, "„Немощни стари хора“ тежи 2 пъти"),
    "period_weights": ([1, 2.5], "по периоди: 1; 2,5"),
    "rules": ({"minimum_use": False}, "изключва правилата за: най-малката заетост"),
}  # fmt: skip
"""A key of the scenario, another value of it, and what of it a reader must find."""
TOLD_ELSEWHERE = {"title", "question", "region", "outputs", "periods", "weights", "stages", "solver", "changes",
                  "travel_price"}  # fmt: skip
"""On the first page, in the tables of weights and objectives, or (travel_price) of regions of points only; changes of
units, which the toy has none of, are tested below."""


def told(case: Case) -> list[str]:
    return [said.bg for said in choices(tell(case, solved_toy().plan, None))]


class TestEveryChoiceIsTold:
    def test_every_key_of_a_scenario_is_here(self):
        assert set(TOLD) | TOLD_ELSEWHERE == set(ScenarioFile.model_fields)
        assert {rule for rule, _ in OFF} == set(Rules.model_fields)

    @pytest.mark.parametrize("key", TOLD)
    def test_a_key_that_is_given_is_told_and_one_that_is_not_is_not(self, key: str):
        value, words = TOLD[key]
        given = with_keys(toy_case(), lambda keys: keys.update({key: value}))
        assert words in "\n".join(told(given)), told(given)
        assert words not in "\n".join(told(toy_case()))
        assert not [said for said in told(given) if LEFTOVERS.search(said)]

    def test_a_rule_that_is_off_makes_no_demand(self):
        def change(keys: dict[str, Any]) -> None:
            keys["coverage"], keys["rules"] = TOLD["coverage"][0], {"coverage": False}

        assert "Праг" not in "\n".join(told(with_keys(toy_case(), change)))

    def test_shipped_scenarios_differ_in_what_is_told(self):
        """Each shipped scenario but the one that differs by its clock, and one by its weights, says what it changes."""
        case, plan = shipped(), solved_toy().plan
        story = tell(toy_case(), plan, None)
        base = None
        for path in [SCENARIOS / "haskovo.toml", *sorted(SCENARIOS.glob("haskovo_*.toml"))]:
            if path.stem in ("haskovo_2016_2020", "haskovo_limited"):
                continue
            look = replace(story.look, case=replace(case, scenario=read_scenario(path)),
                           **shown_by(case))  # fmt: skip
            names = replace(story.names, look=look)
            said = {one.bg for one in choices(replace(story, look=look, names=names))}
            base = said if base is None else base
            assert path.stem == "haskovo" or said != base, path.stem


@cache
def shipped() -> Case:
    scenario, region = read_inputs(SCENARIOS / "haskovo.toml")
    return replace(toy_case(), scenario=scenario, region=region)


def shown_by(case: Case) -> dict[str, Any]:
    region = case.region
    return {
        "catalogue": {service.id: service for service in region.catalogue.services},
        "settlements": {place.ekatte: place for place in region.settlements},
        "municipalities": {town.code: town for town in region.municipalities},
        "funds": {fund.id: fund for fund in region.funds},
        "existing": {unit.id: unit for unit in region.units},
    }


@cache
def west() -> Solved:
    """The toy planned for the West alone."""
    scenario, region = read_inputs(TOY)
    return solve(prepare_case(region, edited(scenario, {"municipalities": ["WST01"]})))


class TestAPartOfTheRegion:
    def test_the_report_speaks_of_the_municipality(self, tmp_path: Path):
        document = report(west().case, west().plan, tmp_path)
        said = " ".join(texts(document))
        assert document.paragraphs[1].text == "Доклад за работната група, община Запад"
        assert "Населението на община Запад" in said
        assert "Оценката е сравнена" not in said  # with counts of the whole region
        groups = rows_of(document, "Рискови групи, община Запад")
        whole = rows_of(docx.Document(str(self.whole(tmp_path))), "Рискови групи")
        assert all(number(here[1]) < number(there[1]) for here, there in zip(groups[1:], whole[1:], strict=True))

    def test_a_sheet_speaks_of_the_municipality(self, tmp_path: Path):
        write_project_sheets(west().case, west().plan, tmp_path)
        sheet = docx.Document(str(next((tmp_path / "project_sheets").glob("*_visits_*"))))
        assert dict(rows_of(sheet, "Основни данни"))["Териториален обхват"] == "община Запад"
        assert "Потребността от услугата в община Запад е оценена" in " ".join(texts(sheet))

    def whole(self, folder: Path) -> Path:
        (folder / "whole").mkdir()
        report(solved_toy().case, solved_toy().plan, folder / "whole")
        return folder / "whole" / "report.docx"

    def test_targets_of_the_whole_region_are_not_held_against_a_part(self):
        lines = {line.code: line for line in indicator_lines(look_up(west().case, west().plan))}
        assert lines["disabled_west"].reached is not None
        for code in ("shared", "disabled_need", "homes_east"):  # of the region, or of the East
            assert lines[code].reached is None, code

    def test_money_of_the_other_municipality_is_not_available(self):
        found, every = available_money(west().case, west().plan), available_money(solved_toy().case, solved_toy().plan)
        assert found["municipal", "capital"] == 100_000_00
        assert every["municipal", "capital"] == 150_000_00  # docs/toy.md: West 100, East 50
        [drawn] = [
            row for row in money_years(west().case, west().plan) if (row.fund, row.kind) == ("municipal", "capital")
        ]
        assert drawn.available == 100_000_00

    def test_the_workbook_lists_the_municipality_only(self):
        sheets = {sheet.name.bg: sheet for sheet in sheets_of(look_up(west().case, west().plan))}
        towns = {str(row[1].bg) for row in sheets["Населени места"].rows}  # type: ignore[union-attr]
        assert towns == {"Запад"}
        assert {str(row[0].bg) for row in sheets["Потребност"].rows} == {"Запад"}  # type: ignore[union-attr]


class TestYears:
    """docs/toy.md: contracts of 2021 and 2023; a home takes two years, a day centre one, a team starts at once."""

    def test_what_each_fund_pays_in_each_year(self):
        paid = paid_by_year(solved_toy().case, solved_toy().plan)
        thousands = {key: [round(cents / 1e5) for cents in years.values()] for key, years in paid.items()}
        assert thousands == {
            ("state", None, "capital"): [300 + 320, 0, 200, 0],
            ("state", None, "running"): [0, 0, 50, 50],
            ("municipal", "WST01", "capital"): [40, 0, 0, 0],
            ("municipal", "WST01", "running"): [60, 60 + 100, 160, 160],
            ("municipal", "EST02", "capital"): [20, 0, 0, 0],
            ("municipal", "EST02", "running"): [30, 30, 30, 30 + 70],
        }
        assert [round(c / 1e5) for c in by_fund(paid)["municipal", "running"].values()] == [90, 190, 190, 260]

    def test_years_add_up_to_what_is_paid_in_the_period(self):
        plan = solved_toy().plan
        paid = paid_by_year(solved_toy().case, plan)
        for t, period in enumerate(plan.periods):
            inside = range(period.first_year, period.last_year + 1)
            cents = sum(sum(years[year] for year in inside) for years in paid.values())
            assert cents == sum(pay.cents for unit in plan.units for pay in unit.money if pay.period == t)

    def test_a_year_beyond_yearly_money_is_named(self, tmp_path: Path):
        """The East has 65 a year, 130 in the second period: 30 in 2023 and 100 in 2024 keep the period, no year."""
        case, plan = solved_toy().case, solved_toy().plan
        assert beyond_yearly(case, paid_by_year(case, plan)) == (Beyond("municipal", "running", 2024, 35_000_00, 1),)
        said = " ".join(texts(report(case, plan, tmp_path)))
        assert re.search(r"\(текущи, 2024\u00a0г\., 1\u00a0община\) 35", said)

    def test_the_report_has_a_column_a_year(self, tmp_path: Path):
        heads, *_, total = rows_of(report(solved_toy().case, solved_toy().plan, tmp_path), "Средства по фонд и година")
        assert heads == ["Фонд", "Вид", "2021", "2022", "2023", "2024", "Общо"]
        paid = sum(pay.cents for unit in solved_toy().plan.units for pay in unit.money)
        assert number(total[-1]) == round(paid / 1e5)


def test_a_sheet_rests_on_the_values_of_the_scenario(tmp_path: Path):
    """Another standard and another minimum use than the tables': the sheet shows these, and whose they are."""
    scenario, region = read_inputs(TOY)
    keys = {"all_services.minutes": 28, "catalogue.day.minimum_use": 45}
    case = prepare_case(region, edited(scenario, keys))
    write_project_sheets(case, solved_toy().plan, tmp_path)
    sheet = docx.Document(str(next((tmp_path / "project_sheets").glob("*_day_*"))))
    rows = {row[0]: row[1:] for row in rows_of(sheet, "Стойности, на които стои фишът")}
    assert rows["Най-дълъг път (време)"][:2] == ["28", ""]
    assert rows["Най-малка заетост"][0] == "45"
    assert [rows[name][-1] for name in ("Най-дълъг път (време)", "Най-малка заетост")] == ["сценарият"] * 2
    assert rows["Най-дълъг път (разстояние)"][-1] != "сценарият"


def test_risks_of_teams_alone_speak_of_no_building():
    story = tell(solved_toy().case, solved_toy().plan, None)
    dear = replace(story.figures, capital=Range(1e8, 2e8, 3e8), changed=0)
    teams = replace(dear, new={"residential": 0, "centre": 0, "mobile": 3})
    [(built, *_)], [(driven, *_)] = (list(_costs(replace(story, figures=one))) for one in (dear, teams))
    assert (built.bg, driven.bg) == ("Строителството поскъпва", "Автомобилите и оборудването поскъпват")
