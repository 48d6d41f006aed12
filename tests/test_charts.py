"""The charts: that bars are as long as the plan's sums, that words stand apart and on the paper, that bytes repeat."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from builders import need, tiny_case, tiny_plan, unit, visit
from changing import change, old_home_may
from line import line_case, snippets
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text as Words
from toy import solve, solved_toy, toy_case

from mapping.instance import Case
from mapping.needs import Needs, estimate_needs
from mapping.plan import Payment, Plan, plan_to_json
from mapping.publish.charts import CHARTS, write_charts
from mapping.publish.charts.figures import capacities, municipality_shares
from mapping.publish.charts.money import millions
from mapping.publish.charts.paper import WIDTH, ticks
from mapping.publish.charts.shares import MOST
from mapping.publish.charts.shelf import draw_chart
from mapping.publish.printed.phases import services_in
from mapping.publish.printed.sites import service_totals
from mapping.publish.printed.text import MM_PER_POINT
from mapping.scenario import Level
from mapping.words import LANGUAGES, Language, Text, share_percent

BY_NAME = {chart.name: chart for chart in CHARTS}
LOW_HIGH: tuple[Level, ...] = ("low", "high")
STATES = {"existing": "existing", "committed": "committed", "new": "new", "transformed": "new"}


@pytest.fixture(scope="module")
def toy() -> Plan:
    return solved_toy().plan


@pytest.fixture(scope="module")
def content(toy: Plan) -> Any:
    """plan.json of the toy, as any reader of JSON has it."""
    return json.loads(plan_to_json(toy))


def draw(name: str, case: Case, plan: Plan, language: Language = "bg") -> Figure:
    return draw_chart(BY_NAME[name], case, plan, language)


def bars(figure: Figure) -> dict[str, float]:
    """Lengths of the bars on the page by their names, mm; the key's samples are no bars."""
    found = {str(p.get_gid()): p.get_width() for p in figure.findobj(Rectangle) if p.get_gid()}
    return {name: long for name, long in found.items() if not name.startswith("key.")}


def per_mm(lengths: Mapping[str, float], values: Mapping[str, float]) -> float:
    """Checks that every bar and no other is drawn, all of one scale; returns what a mm is worth."""
    assert set(lengths) == {name for name, value in values.items() if value}
    scales = [values[name] / lengths[name] for name in lengths]
    assert scales == pytest.approx([scales[0]] * len(scales))
    return scales[0]


def written(figure: Figure) -> list[Words]:
    return [words for words in figure.findobj(Words) if isinstance(words, Words) and words.get_text()]


def on_page(figure: Figure) -> str:
    return " ".join(words.get_text() for words in written(figure))


def check_words(figure: Figure) -> None:
    """All words are on the paper, no two of them overlap, none is smaller than 7 points."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    width, height = figure.get_size_inches() * figure.dpi
    boxes = []
    for words in written(figure):
        assert words.get_fontsize() >= 7, words.get_text()
        box = words.get_window_extent(renderer)
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, words.get_text()
        boxes.append((words.get_text(), box))
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
        assert apart, f"{one!r} and {other!r} overlap"


class TestNumbers:
    def test_money_is_what_the_funds_pay_and_what_they_hold(self, toy: Plan, content: Any):
        values: dict[str, float] = defaultdict(float)
        last = len(content["periods"])
        for one in content["units"]:
            for pay in one["money"]:
                values[f"{pay['fund']}.{pay['kind']}.{pay['period']}"] += pay["cents"]
                values[f"{pay['fund']}.{pay['kind']}.{last}"] += pay["cents"]
        figure = draw("money", toy_case(), toy)
        drawn = bars(figure)
        spent = {name: long for name, long in drawn.items() if not name.endswith("envelope")}
        worth = per_mm(spent, values)
        for one in content["envelopes"]:  # in the toy every fund has one sum for all periods, or nothing carried over
            if len(one["periods"]) == 1:
                values[f"{one['fund']}.{one['kind']}.{one['periods'][0]}.envelope"] += one["cents"]
            values[f"{one['fund']}.{one['kind']}.{last}.envelope"] += one["cents"]
        limits = {name: long for name, long in drawn.items() if name.endswith("envelope")}
        assert per_mm(limits, {name: v for name, v in values.items() if name.endswith("envelope")}) == pytest.approx(
            worth
        )
        total = sum(pay["cents"] for one in content["units"] for pay in one["money"])
        assert millions(total, "bg") in [words.get_text() for words in written(figure)]

    def test_the_years_of_a_period_add_up_to_what_is_paid_in_it(self, toy: Plan, content: Any):
        drawn = bars(draw("money_by_year", toy_case(), toy))
        paid: dict[tuple[str, int], int] = defaultdict(int)
        for one in content["units"]:
            for pay in one["money"]:
                paid[f"{pay['fund']}.{pay['kind']}", pay["period"]] += pay["cents"]
        first = content["periods"][0]["first_year"]
        long = {
            (purse, t): sum(drawn.get(f"{purse}.{year - first}", 0.0)
                            for year in range(period["first_year"], period["last_year"] + 1))
            for purse in {purse for purse, _ in paid}
            for t, period in enumerate(content["periods"])
        }  # fmt: skip
        assert len({period["last_year"] - period["first_year"] for period in content["periods"]} - {0}) > 0
        assert sum(long.values()) == pytest.approx(sum(drawn.values()))
        per_mm({f"{purse}.{t}": one for (purse, t), one in long.items() if one},
               {f"{purse}.{t}": cents for (purse, t), cents in paid.items()})  # fmt: skip

    def test_municipalities_are_served_as_the_plan_says_and_by_whom(self, toy: Plan, content: Any):
        state = {one["id"]: STATES[one["state"]] for one in content["units"]}
        home = {one["settlement"]: one["municipality"] for one in content["needs"]}
        need_of: dict[tuple[str, str], float] = defaultdict(float)
        values: dict[str, float] = defaultdict(float)
        names = [
            str(p["first_year"]) if p["first_year"] == p["last_year"] else f"{p['first_year']}–{p['last_year']}"
            for p in content["periods"]
        ]
        for one in content["needs"]:
            for place in (one["municipality"], "region"):
                need_of[place, names[one["period"]]] += one["need_milli"]
        for one in content["served"]:
            for place in (home[one["settlement"]], "region"):
                period = names[one["period"]]
                values[f"{place}.{period}.{state[one['unit']]}"] += one["milli"] / need_of[place, period]
        shown = {name: v for name, v in values.items() if name.split(".")[1] in (names[0], names[-1])}
        drawn = bars(draw("served_by_municipality", toy_case(), toy))
        assert sum(shown.values()) > 1
        share = per_mm(drawn, shown)
        unmet = sum(one["unmet_milli"] for one in content["needs"] if one["period"] == len(names) - 1)
        region = sum(long for name, long in drawn.items() if name.startswith(f"region.{names[-1]}")) * share
        assert region == pytest.approx(1 - unmet / need_of["region", names[-1]])

    def test_a_group_is_served_as_its_settlements_and_services_are(self):
        """Half of the need of 00021 for homes is of group a, a tenth of that of 00022; nobody else is in it."""
        case, plan = tiny_case(), tiny_plan()
        parts = replace(case.needs, groups=("a", "b")).milli[..., None].repeat(2, axis=3) * 0.0
        parts[2, 0, 1] = (0.5, 0.5)
        parts[3, 0, 1] = (0.1, 0.9)
        case = replace(case, needs=Needs(case.needs.services, case.needs.milli, ("a", "b"), parts))
        old = case.region.catalogue.groups[0]
        groups = tuple(replace(old, id=code, name=Text(code, code)) for code in ("a", "b"))
        case = replace(case, region=replace(case.region, catalogue=replace(case.region.catalogue, groups=groups)))
        drawn = bars(draw("served_by_group", case, plan))
        need_a, need_b = 0.5 * 9000 + 0.1 * 6200, 0.5 * 9000 + 0.9 * 6200
        values = {
            "a.2024.new": (0.5 * 7100 + 0.1 * 200) / need_a,
            "a.2024.committed": 0.1 * 5999 / need_a,
            "b.2024.new": (0.5 * 7100 + 0.9 * 200) / need_b,
            "b.2024.committed": 0.9 * 5999 / need_b,
        }
        per_mm(drawn, values)

    def test_places_and_need_by_kind_are_those_of_the_plan(self, toy: Plan, content: Any):
        kind_of = {service.id: service.kind for service in toy_case().services}
        values: dict[str, float] = defaultdict(float)
        users: dict[tuple[str, int], float] = defaultdict(float)
        for one in content["served"]:
            users[one["unit"], one["period"]] += one["milli"] / 1000
        for one in content["units"]:
            for t, places in enumerate(one["places"]):
                team = one["kind"] == "mobile" and one["state"] == "new"
                clients = users[one["id"], t] if team else places
                values[f"{kind_of[one['service']]}.{t}.{STATES[one['state']]}"] += clients
        figure = draw("need_and_places", toy_case(), toy)
        drawn = bars(figure)
        persons = per_mm({name: long for name, long in drawn.items() if not name.endswith("need")}, values)
        low, high = (
            needs_at(level).milli.sum(axis=0) / 1000 for level in LOW_HIGH
        )  # fmt: skip
        for s, service in enumerate(toy_case().services):
            alone = [other for other in kind_of.values() if other == service.kind] == [service.kind]
            for t in range(len(toy.periods)) if alone else ():
                width = drawn[f"{service.kind}.{t}.need"] * persons
                assert width == pytest.approx(high[s, t] - low[s, t])

    def test_places_that_an_enlargement_adds_are_not_those_of_units_of_today(self):
        """The toy's old home with 8 places instead of 6, as the table of the printed map has it; two new places more
        stand in the new home."""
        solved = solve(old_home_may(change("enlarge", places=8)))
        last = len(solved.plan.periods) - 1
        [homes] = [one for one in capacities(solved.case, solved.plan, "service")
                   if one.name == "home" and one.period == last]  # fmt: skip
        [total] = [total for total in service_totals(solved.case, solved.plan) if total.service.id == "home"]
        assert homes.places["existing"] == total.places["existing"] == 6
        assert homes.places["new"] == total.places["transformed"] + total.places["new"] == 8
        phases = [{p.service.id: p for p in services_in(solved.case, solved.plan, t)}["home"] for t in range(last + 1)]
        assert sum(phase.new_places for phase in phases) == 8
        assert [phase.changed for phase in phases].count(True) == 1

    def test_services_are_drawn_as_parts_of_their_need(self, toy: Plan, content: Any):
        last = len(content["periods"]) - 1
        drawn = bars(draw("need_and_places_by_service", toy_case(), toy))
        values: dict[str, float] = defaultdict(float)
        need_of: dict[str, float] = defaultdict(float)
        for one in content["needs"]:
            need_of[one["service"]] += one["need_milli"] / 1000 * (one["period"] == last)
        for one in content["units"]:
            if one["kind"] != "mobile":
                values[f"{one['service']}.{last}.{STATES[one['state']]}"] += (
                    one["places"][last] / need_of[one["service"]]
                )
        shown = {name: long for name, long in drawn.items() if name in values}
        per_mm(shown, {name: value for name, value in values.items() if value})


def needs_at(level: Level) -> Needs:
    case = toy_case()
    return estimate_needs(case.region, case.needs.services, case.periods, level)


class TestPaper:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("name", BY_NAME)
    def test_words_are_large_enough_and_stand_apart(self, name: str, toy: Plan, language: Language):
        check_words(draw(name, toy_case(), toy, language))
        check_words(draw(name, tiny_case(), tiny_plan(), language))

    @pytest.mark.parametrize("name", BY_NAME)
    def test_a_chart_fits_the_text_of_a_report_and_says_what_it_is(self, name: str, toy: Plan):
        figure = draw(name, toy_case(), toy, "en")
        assert figure.get_size_inches()[0] * 25.4 == pytest.approx(WIDTH)
        assert figure.get_size_inches()[1] * 25.4 < 240
        said = on_page(figure)
        assert "ndicative estimate until adopted" in said
        assert "estimate" in said.replace("ndicative estimate until adopted", "")
        assert "EUR million" in said or "ersons" in said

    def test_a_plan_stopped_early_says_so(self, toy: Plan):
        stage = replace(toy.stages[0], status="time_limit")
        said = on_page(draw("money", toy_case(), replace(toy, stages=(stage, *toy.stages[1:])), "en"))
        assert "stopped before its stated precision" in said

    def test_the_same_plan_gives_the_same_bytes(self, tmp_path: Path):
        for name in ("a", "b"):
            write_charts(tiny_case(), tiny_plan(), tmp_path / name)
        files = sorted(path.name for path in (tmp_path / "a" / "charts").iterdir())
        assert files == sorted(f"{name}.{end}" for name in BY_NAME for end in ("png", "svg", "pdf"))
        for file in files:
            first, second = ((tmp_path / name / "charts" / file).read_bytes() for name in ("a", "b"))
            assert first == second, file

    @pytest.mark.parametrize("name", ["$x^2$ \\frac{1}{2}", "=1+1", "<script>alert(1)</script>", "", "Щ" * 3000])
    def test_hostile_names_are_drawn_as_they_are_and_stay_on_the_paper(self, name: str, tmp_path: Path):
        case, plan = tiny_case(lambda code: Text(name, f"{name} {code}")), tiny_plan()
        for chart in CHARTS:
            check_words(draw_chart(chart, case, plan, "bg"))
        write_charts(case, plan, tmp_path)
        assert b"<script" not in (tmp_path / "charts" / "served_by_municipality.svg").read_bytes()


class TestEdges:
    def test_a_plan_without_money_says_why_there_is_no_chart(self):
        plan = tiny_plan()
        free = replace(plan, units=tuple(replace(u, money=()) for u in plan.units), envelopes=())
        assert BY_NAME["money"].missing(tiny_case(), plan) is None
        reason = BY_NAME["money"].missing(tiny_case(), free)
        assert reason is not None and "not limited" in reason.en
        figure = draw("money", tiny_case(), free, "en")
        assert "Money is not limited in this scenario" in on_page(figure)
        assert bars(figure) == {}
        check_words(figure)

    def test_a_plan_of_one_period_has_one_bar_a_row(self):
        plan = tiny_plan()
        one = replace(
            plan,
            periods=plan.periods[:1],
            units=tuple(
                replace(
                    u,
                    places=u.places[:1],
                    units_in_service=u.units_in_service[:1],
                    money=tuple(m for m in u.money if m.period == 0),
                    openings=tuple(o for o in u.openings if o.period == 0),
                )
                for u in plan.units
            ),
            served=tuple(v for v in plan.served if v.period == 0),
            needs=tuple(r for r in plan.needs if r.period == 0),
            envelopes=tuple(replace(e, periods=(0,)) for e in plan.envelopes if 0 in e.periods),
        )
        case = tiny_case()
        keys = case.scenario.keys.model_copy(update={"periods": case.scenario.keys.periods[:1]})
        case = replace(case, scenario=replace(case.scenario, keys=keys))
        assert {name.split(".")[1] for name in bars(draw("served_by_municipality", case, one))} == {"2021–2023"}
        for name in BY_NAME:
            check_words(draw(name, case, one))

    def test_a_plan_that_opens_and_serves_nothing(self):
        plan = replace(tiny_plan(), units=(), served=(), envelopes=())
        plan = replace(plan, needs=tuple(replace(r, unmet_milli=r.need_milli) for r in plan.needs))
        for name in BY_NAME:
            check_words(draw(name, tiny_case(), plan))
        assert "0 %" in on_page(draw("served_by_municipality", tiny_case(), plan))

    def test_a_region_without_need_says_so(self):
        plan = replace(tiny_plan(), needs=(), served=())
        for name in ("served_by_municipality", "served_by_group", "need_and_places", "need_and_places_by_service"):
            assert "Няма потребност" in on_page(draw(name, tiny_case(), plan)), name

    def test_a_region_of_points_has_no_groups_and_no_money(self, tmp_path: Path):
        solved = solve(line_case(tmp_path, next(text for text in snippets().values() if "stages" in text)))
        assert sum(record.need_milli for record in solved.plan.needs) > 0
        for chart in CHARTS:
            check_words(draw_chart(chart, solved.case, solved.plan, "bg"))
        missing = {chart.name for chart in CHARTS if chart.missing(solved.case, solved.plan) is not None}
        assert missing == {"money", "money_by_year", "served_by_group"}

    def test_beyond_so_many_rows_the_best_served_are_one_row(self):
        """30 municipalities, the one with the number k served to k thirtieths."""
        plan = tiny_plan()
        needs = tuple(replace(need("00011", "home", 1, 30_000, 1000 * (30 - k)), municipality=f"M{k:02}",
                              settlement=f"{k:05}") for k in range(30))  # fmt: skip
        plan = replace(
            plan,
            needs=needs,
            served=tuple(visit(f"{k:05}", "old_home", "home", 1, 1000 * k) for k in range(30)),
            units=(unit("old_home", "home", "residential", "00011", "existing", places=(0, 435), in_service=(1, 1)),),
        )
        case = tiny_case()
        [old, _] = case.region.municipalities
        case = replace(
            case,
            region=replace(
                case.region,
                municipalities=tuple(replace(old, code=f"M{k:02}", name=Text(f"М{k}", f"M{k}")) for k in range(30)),
            ),
        )
        figure = draw("served_by_municipality", case, plan, "en")
        rest = range(MOST - 1, 30)
        assert f"The other {len(rest)}" in on_page(figure)
        drawn = bars(figure)
        each = {f"M{k:02}.2024.existing": k / 30 for k in range(1, MOST - 1)}
        values = {
            **each,
            "rest.2024.existing": sum(rest) / 30 / len(rest),
            "region.2024.existing": sum(range(30)) / 900,
        }
        per_mm(drawn, values)
        assert municipality_shares(plan)["M03", 1].share == pytest.approx(0.1)
        check_words(figure)

    def test_many_periods_and_funds_stand_apart(self):
        plan = tiny_plan()
        periods = tuple(replace(plan.periods[0], first_year=2000 + t, last_year=2000 + t) for t in range(12))
        pays = tuple(Payment("state", None, "running", t, 123_456_789_000 + t) for t in range(12))
        unit_ = replace(plan.units[3], money=pays, places=(31,) * 12, units_in_service=(3,) * 12)
        wide = replace(plan, periods=periods, units=(unit_,), envelopes=(), served=(), needs=())
        check_words(draw("money", tiny_case(), wide))

    def test_small_sums_are_never_shown_as_nothing(self):
        assert millions(0, "en") == "–"
        assert millions(499_999, "en") == "< 0.01"
        assert millions(500_000, "en") == "0.01"
        assert millions(1_675_100_000, "bg") == "16,75"


def test_nearly_all_is_not_called_all_nor_nearly_nothing_nothing():
    said = {share: share_percent(share, "bg") for share in (0.0, 0.001, 0.504, 0.994, 0.996, 1.0)}
    assert said == {0.0: "0 %", 0.001: "под 1 %", 0.504: "50 %", 0.994: "99 %", 0.996: "над 99 %", 1.0: "100 %"}
    assert share_percent(0.9999, "en") == "over 99%"


def test_ticks_are_round_and_within():
    assert ticks(6011, 4) == (0, 2000, 4000, 6000)
    assert ticks(3.0, 3) == (0, 1, 2, 3)
    assert ticks(0.0, 3) == (0,)
    assert pytest.approx(0.3528, abs=1e-4) == MM_PER_POINT
