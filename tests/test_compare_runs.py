"""Runs side by side: by hand for the toy (docs/toy.md), every plan against the first, what is said first, the files."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from builders import tiny_case, tiny_plan
from matplotlib.figure import Figure
from matplotlib.text import Text as Words
from runs import SilentListener

from mapping.cli.main import entry
from mapping.compare import Contender, Gains, NotComparableError, compare_many, compare_plans
from mapping.errors import InputError
from mapping.publish.comparison.measures import MeasureLine, measure_lines
from mapping.publish.comparison.page import page_text
from mapping.publish.comparison.tables import comparison_tables, write_comparison_tables
from mapping.publish.making import files_of
from mapping.publish.printed.change_page import draw_change_map
from mapping.publish.tables import unguarded
from mapping.run import ComparedRuns, compare_runs, execute, write_comparison
from mapping.run.comparison import LONGEST_NAME, folder_name
from mapping.run.folder import RECORD
from mapping.words import Text

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parents[1] / "docs" / "compare.md"
NAMES = ("toy", "half", "none")
FACTORS = {"half": 0.5, "none": 0.0}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three runs of the toy: as it is, with half of the state's money, and with none of it."""
    place = tmp_path_factory.mktemp("three")
    shutil.copytree(DATA / "toy", place / "toy")
    text = (DATA / "toy.toml").read_text(encoding="utf-8")
    for name in NAMES:
        funds = f"[funds.state]\nfactor = {FACTORS[name]}\n\n" if name in FACTORS else ""
        (place / f"{name}.toml").write_text(text.replace("[weights]", f"{funds}[weights]"), encoding="utf-8")
        execute(place / f"{name}.toml", place / "outputs", SilentListener())
    return place


@pytest.fixture(scope="module")
def compared(place: Path) -> ComparedRuns:
    return compare_runs([place / "outputs" / name for name in NAMES])


@pytest.fixture(scope="module")
def written(compared: ComparedRuns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_comparison(compared, tmp_path_factory.mktemp("written"), "en")


@pytest.fixture
def copy(place: Path, tmp_path: Path) -> Path:
    """A copy of that place, to change."""
    return Path(shutil.copytree(place, tmp_path / "place"))


def measures(compared: ComparedRuns) -> dict[tuple[str, str], MeasureLine]:
    return {(line.topic, line.code): line for line in measure_lines(compared.comparison)}


class TestMeasures:
    def test_half_of_the_states_money_builds_the_large_day_centre_of_the_west_alone(self, compared: ComparedRuns):
        """415 of 830 thousand: the 20 places of the West cost 320 and serve most (docs/toy.md, 1). Home and the centre
        of the East drop out: 6 and 10 persons of 52."""
        found = measures(compared)
        assert found["overview", "served"].values[:2] == (52.0, 36.0)
        assert found["overview", "new_residential"].values[:2] == (1, 0)
        assert found["overview", "new_centre"].values[:2] == (2, 1)
        assert found["overview", "new_mobile"].values[:2] == (3, 3)
        assert found["overview", "new_places"].values[:2] == (36, 20)
        assert found["fund", "state.capital"].values[:2] == (820_000, 320_000)

    def test_without_the_state_there_are_the_old_home_and_the_teams(self, compared: ComparedRuns):
        """6 in the old home, 10 visited: 16 of 64; nobody of 38 has a day centre."""
        found = measures(compared)
        assert found["overview", "served"].values[2] == 16.0
        assert found["overview", "share"].values[2] == pytest.approx(0.25)
        assert found["service", "day"].values[2] == 0.0
        assert found["fund", "state.capital"].values[2] == 0.0

    def test_travel_is_the_mean_over_those_served(self, compared: ComparedRuns):
        """The teams: Beta 3 x 10, Gama 3 x 25, Epsilon 4 x 10 = 145 person-minutes for 10. The rest of the plan without
        state money is the old home of Alfa, whose 6 users the plan lists."""
        plan = compared.comparison.contenders[2].plan
        home = [v for v in plan.served if v.period == 1 and v.service == "home"]
        minutes = (145 + sum(v.milli * v.minutes for v in home) / 1000) / 16
        found = measures(compared)
        assert found["overview", "mean_minutes"].values[2] == pytest.approx(minutes)
        longest = max(25.0, *(v.minutes for v in home if v.milli))
        assert found["overview", "longest_minutes"].values[2] == longest

    def test_the_worst_served_municipality_and_group_are_named(self, compared: ComparedRuns):
        """With all the East is served 19 of 24, the West 33 of 40. Without the state the worst weighted share is best
        where h of the old home's places go to the East, (4 + 2h) / 30 = (18 - 2h) / 50, so h = 2.125: then 6.125 of 24
        persons are served in the East and 9.875 of 40 in the West, which is less."""
        found = measures(compared)
        worst, spread = found["overview", "worst_municipality"], found["overview", "spread"]
        assert worst.values[0] == pytest.approx(19 / 24)
        assert [name.en for name in worst.whose if name] == ["East", "East", "West"]
        assert worst.values[2] == pytest.approx(9.875 / 40)
        assert spread.values[0] == pytest.approx(33 / 40 - 19 / 24)
        by_group = {code: line for (topic, code), line in found.items() if topic == "group"}
        shares = {code: line.values[0] for code, line in by_group.items()}
        assert shares == pytest.approx({"frail": 12 / 16, "disabled": 30 / 38, "families": 1.0})

    def test_settlements_of_whom_nobody_is_served_are_counted(self):
        plan = tiny_plan()
        needs = tuple(
            replace(r, unmet_milli=r.need_milli) if r.settlement == "00012" and r.period == 1 else r for r in plan.needs
        )
        pair = [Contender("a", tiny_case(), plan), Contender("b", tiny_case(), replace(plan, needs=needs))]
        assert [one.unreached for one in compare_many(pair).measures] == [(), ("00012",)]


class TestDifferences:
    def test_many_runs_are_each_held_against_the_first(self, compared: ComparedRuns):
        first, *others = compared.comparison.contenders
        for against, other in zip(compared.comparison.against, others, strict=True):
            assert against.other is other
            assert against.changes == compare_plans(first.plan, other.plan)
            [alone] = compare_many([first, other]).against
            assert (alone.changes, alone.groups, alone.keys) == (against.changes, against.groups, against.keys)

    def test_the_order_of_the_others_changes_nothing(self, compared: ComparedRuns):
        first, half, none = compared.comparison.contenders
        turned = compare_many([first, none, half])
        assert [one.changes for one in turned.against] == [one.changes for one in compared.comparison.against][::-1]

    def test_gained_less_lost_is_the_difference_of_those_served(self, compared: ComparedRuns):
        comparison = compared.comparison
        served = [round(one.total.served_milli) for one in comparison.measures]
        for number, against in enumerate(comparison.against, 1):
            more = served[number] - served[0]
            assert more < 0
            for key in ("settlement", "municipality", "service"):
                gains = against.changes.served_by(lambda one, key=key: getattr(one, key)).values()
                assert sum(one.gained_milli - one.lost_milli for one in gains) == more, key
            groups = against.groups.values()
            assert sum(one.gained_milli - one.lost_milli for one in groups) == pytest.approx(more, abs=len(groups))

    def test_a_group_gains_where_its_part_of_the_need_is(self, compared: ComparedRuns):
        """Every service of the toy has one group: those of the day centre lose the 10 places of the East."""
        [half, _] = compared.comparison.against
        assert half.groups["disabled"] == Gains(0, 10_000)
        assert "families" not in half.groups
        lost = half.groups["frail"]
        assert lost.lost_milli - lost.gained_milli == 6_000

    def test_the_keys_that_scenarios_state_differently_are_listed(self, compared: ComparedRuns):
        assert [[(k.key, k.old, k.new) for k in one.keys] for one in compared.comparison.against] == [
            [("funds.state.factor", None, "0.5")],
            [("funds.state.factor", None, "0")],
        ]

    def test_services_that_only_one_plans_do_not_count_as_lost(self):
        """The other scenario plans no visits: those visited are not compared, and that is said."""
        case, plan = tiny_case(), tiny_plan()
        fewer = replace(case, services=tuple(one for one in case.services if one.id == "home"))
        homes = replace(plan, needs=tuple(r for r in plan.needs if r.service == "home"))
        comparison = compare_many([Contender("a", case, plan), Contender("b", fewer, homes)])
        assert comparison.services == ("home",)
        assert comparison.services_apart
        [against] = comparison.against
        assert against.changes.served == ()
        assert comparison.measures[0].total == comparison.measures[1].total

    def test_other_periods_or_regions_are_refused_with_their_names(self):
        case, plan = tiny_case(), tiny_plan()
        for other in (replace(plan, region="elsewhere"), replace(plan, periods=plan.periods[:1])):
            with pytest.raises(NotComparableError) as refused:
                compare_many([Contender("first one", case, plan), Contender("odd one", case, other)])
            assert "odd one: " in refused.value.of("en") and "first one: tiny, 2021–2023, 2024" in refused.value.of(
                "en"
            )

    def test_one_plan_is_no_comparison(self):
        with pytest.raises(NotComparableError, match="at least two"):
            compare_many([Contender("a", tiny_case(), tiny_plan())])


def notices(place: Path, *names: str) -> str:
    return "\n".join(one.en for one in compare_runs([place / "outputs" / name for name in names]).notices)


def altered_record(place: Path, name: str, pattern: str, new: str) -> None:
    path = place / "outputs" / name / RECORD
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


class TestWhatIsSaidFirst:
    def test_nothing_where_data_and_versions_are_the_same(self, compared: ComparedRuns):
        assert compared.notices == ()

    def test_tables_that_differ_are_named(self, copy: Path):
        altered_record(copy, "half", r'("toy/settlements\.csv": ")[0-9a-f]{64}', r"\g<1>" + "0" * 64)
        said = notices(copy, "toy", "half")
        assert "2. half was found with other data than 1. toy; these differ: settlements.csv." in said
        assert "Tables were changed after 2. half was found: toy/settlements.csv" in said

    def test_another_scenario_file_is_no_other_data(self, copy: Path):
        with (copy / "half.toml").open("a", encoding="utf-8") as file:
            file.write("# looked at again\n")
        assert notices(copy, "toy", "half") == ""

    def test_versions_that_may_find_another_plan_are_named(self, copy: Path):
        altered_record(copy, "half", r'"highspy": "[^"]+"', '"highspy": "0.0.7"')
        said = notices(copy, "toy", "half")
        assert re.search(r"2\. half was found with other versions than 1\. toy: highspy \S+ → 0\.0\.7\.", said)

    def test_it_stands_before_everything_in_the_terminal_and_on_the_page(
        self, copy: Path, capsys: pytest.CaptureFixture[str]
    ):
        altered_record(copy, "half", r'"highspy": "[^"]+"', '"highspy": "0.0.7"')
        folders = [str(copy / "outputs" / name) for name in ("toy", "half")]
        assert entry(["compare", *folders, "--outputs", str(copy / "outputs"), "--lang=en"]) == 0
        assert capsys.readouterr().out.startswith("2. half was found with other versions than 1. toy")
        page = (copy / "outputs" / "compare_toy_half" / "comparison.html").read_text(encoding="utf-8")
        assert page.index("0.0.7") < page.index("<table>")

    def test_a_plan_that_was_altered_is_refused(self, copy: Path):
        path = copy / "outputs" / "half" / "plan.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"places": 20', '"places": 21', 1), encoding="utf-8")
        with pytest.raises(InputError) as refused:
            compare_runs([copy / "outputs" / name for name in NAMES])
        assert "half/plan.json" in refused.value.of("en") and "altered" in refused.value.of("en")

    def test_the_same_run_twice_is_refused(self, place: Path):
        with pytest.raises(InputError) as refused:
            compare_runs([place / "outputs" / "toy", place / "outputs" / ".." / "outputs" / "toy"])
        assert "given twice" in refused.value.of("en")

    def test_what_is_no_run_is_refused(self, place: Path, tmp_path: Path):
        with pytest.raises(InputError) as refused:
            compare_runs([place / "outputs" / "toy", tmp_path])
        assert f"{tmp_path.name}/{RECORD}" in refused.value.of("en")


class TestFiles:
    def rows(self, folder: Path, name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_folder_is_named_after_the_runs(self, written: Path):
        assert written.name == "compare_toy_half_none"
        record = json.loads((written / RECORD).read_text(encoding="utf-8"))
        assert record["what"] == "differences"
        assert set(record["outputs"]) == set(files_of(written)) - {RECORD}
        assert len(record["inputs"]) == 3

    def test_every_file_and_column_is_on_the_page_of_the_docs(self, compared: ComparedRuns, written: Path):
        page = PAGE.read_text(encoding="utf-8")
        for name in files_of(written):
            assert f"`{Path(name).name}`" in page or Path(name).stem in ("difference_map_2", "difference_map_3"), name
        for name, (columns, _) in comparison_tables(compared.comparison).items():
            for column in columns:
                shown = re.sub(r"_\d+$", "_<n>", column)
                assert f"`{shown}`" in page, f"{name}: {column}"

    def test_measures_are_those_of_the_plans(self, written: Path):
        rows = {(row["topic"], row["code"]): row for row in self.rows(written, "measures.csv")}
        served = rows["overview", "served"]
        assert [served[f"value_{n}"] for n in (1, 2, 3)] == ["52.000", "36.000", "16.000"]
        assert rows["overview", "worst_municipality"]["whose_en_1"] == "East"

    def test_gains_add_up_in_the_file_too(self, written: Path):
        rows = self.rows(written, "gains.csv")
        for run, more in (("2", -16.0), ("3", -36.0)):
            for by in ("municipality", "group", "service", "settlement"):
                mine = [row for row in rows if (row["run"], row["by"]) == (run, by)]
                assert sum(float(row["more"]) for row in mine) == pytest.approx(more, abs=0.002), (run, by)
                assert all(
                    float(row["gained"]) - float(row["lost"]) == pytest.approx(float(row["more"])) for row in mine
                )

    def test_excel_has_the_same_tables_in_bulgarian(self, written: Path):
        for name in files_of(written / "excel"):
            text = (written / "excel" / name).read_bytes().decode("utf-8-sig")
            lines = text.split("\r\n")
            assert len(lines) == len(self.rows(written, name)) + 2, name
            assert re.search("[а-я]", lines[0]), name
        measures_ = (written / "excel" / "measures.csv").read_bytes().decode("utf-8-sig")
        assert "показател;served;обслужени;served;потребители;52,000;36,000;16,000" in measures_

    def test_the_same_runs_give_the_same_bytes(self, compared: ComparedRuns, written: Path, tmp_path: Path):
        again = write_comparison(compared, tmp_path, "en")
        for name in files_of(written):
            if name != RECORD:
                assert (again / name).read_bytes() == (written / name).read_bytes(), name

    def test_an_earlier_comparison_is_replaced_and_nothing_else_ever_is(self, compared: ComparedRuns, tmp_path: Path):
        pair = ComparedRuns(compare_many(compared.comparison.contenders[:2]), compared.folders[:2], ())
        folder = write_comparison(pair, tmp_path)
        (folder / "left.txt").write_text("x", encoding="utf-8")
        assert write_comparison(pair, tmp_path) == folder
        assert not (folder / "left.txt").exists()
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "letter.txt").write_text("x", encoding="utf-8")
        with pytest.raises(InputError):
            write_comparison(pair, tmp_path)
        assert [path.name for path in folder.iterdir()] == ["letter.txt"]

    def test_nothing_is_left_of_a_comparison_that_fails(
        self, compared: ComparedRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("mapping.run.comparison.write_page", fail)
        with pytest.raises(KeyboardInterrupt):
            write_comparison(compared, tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_names_of_many_runs_are_cut_and_stay_apart(self):
        case, plan = tiny_case(), tiny_plan()

        def name(last: str) -> str:
            contenders = [Contender(f"run_of_the_scenario_{n}", case, plan) for n in range(9)]
            return folder_name(compare_many([*contenders, Contender(last, case, plan)]))

        assert len(name("a")) == len(name("b")) == LONGEST_NAME
        assert name("a") != name("b")

    def test_the_page_needs_no_network_and_no_script(self, written: Path):
        page = (written / "comparison.html").read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert not re.search(r"<script|https?://|javascript:", page)
        assert re.findall(r'<img src="([^"]+)"', page) == ["difference_map_2.png", "difference_map_3.png"]
        assert "Proof by stage" in page


HOSTILE = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", '"; drop', "$x^2$", "Щ" * 3000, "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_pass_through_harmless(name: str, tmp_path: Path):
    case = tiny_case(lambda code: Text(name, f"{name}{code}"))
    plan = tiny_plan()
    less = replace(
        plan,
        units=tuple(one for one in plan.units if one.id != "new.home.00021"),
        needs=tuple(replace(one, unmet_milli=one.need_milli) for one in plan.needs),
    )
    comparison = compare_many([Contender(name or "a", case, plan), Contender(f"{name}b", case, less)])
    page = page_text(comparison, [Text(name, name)], {}, "bg")
    assert "<script" not in page
    write_comparison_tables(comparison, tmp_path)
    with (tmp_path / "gains.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@") or (cell[:1] == "-" and not cell[1:2].isdigit())]
    assert name in {unguarded(cell) for cell in cells}
    figure = draw_change_map(comparison, comparison.against[0], [Text(name, name)], "bg")
    check_words(figure)


def written_on(figure: Figure) -> list[Words]:
    return [words for words in figure.findobj(Words) if isinstance(words, Words) and words.get_text()]


def check_words(figure: Figure) -> None:
    """All words are on the paper."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    width, height = figure.get_size_inches() * figure.dpi
    for words in written_on(figure):
        box = words.get_window_extent(renderer)
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, words.get_text()


def test_every_pair_can_be_compared_both_ways(compared: ComparedRuns):
    for one, other in combinations(compared.comparison.contenders, 2):
        there, back = compare_many([one, other]).against[0], compare_many([other, one]).against[0]
        assert {g: (x.gained_milli, x.lost_milli) for g, x in there.groups.items()} == {
            g: (x.lost_milli, x.gained_milli) for g, x in back.groups.items()
        }
