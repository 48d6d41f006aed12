"""Bad input: every problem of every table and of the scenario in one report,
each with its place and what to do.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import HASKOVO, SMALL, STAGES, write_small

from mapping.cli.main import entry
from mapping.errors import InputError, Problem
from mapping.region import OPTIONAL_TABLES, OWN_TABLES, REGION_TABLES
from mapping.run import read_case

BAD_INPUT = 2


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A copy of the shipped region that may be broken."""
    return Path(shutil.copytree(HASKOVO, tmp_path / "haskovo"))


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_case(path)
    return caught.value.problems


def only_problem(path: Path) -> Problem:
    [problem] = problems(path)
    return problem


def read_rows(region: Path, file: str) -> list[dict[str, str]]:
    with (region / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(region: Path, file: str, rows: list[dict[str, str]]) -> None:
    with (region / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cell(region: Path, file: str, row: int, column: str, value: str) -> None:
    """Set a cell; `row` is the line in the file,
    the header is line 1 (no cell of the tables has a line break).
    """
    rows = read_rows(region, file)
    assert column in rows[row - 2]
    rows[row - 2][column] = value
    write_rows(region, file, rows)


def repeat_row(region: Path, file: str, row: int) -> int:
    """Add a copy of `row` at the end; returns its line."""
    rows = read_rows(region, file)
    rows.append(rows[row - 2])
    write_rows(region, file, rows)
    return len(rows) + 1


CELLS: list[tuple[str, int, str, str, str, str]] = [
    # file, row, column, what is written there, column of the problem, a part of what is said
    ("settlements.csv", 2, "population_2013", "many", "population_2013", "not a whole number"),
    ("settlements.csv", 3, "lat", "41,93", "lat", "not a number"),
    ("settlements.csv", 4, "lon", "540", "lon", "out of bounds"),
    ("settlements.csv", 5, "terrain", "hilly", "terrain", "unknown value"),
    ("settlements.csv", 6, "name_bg", "", "name_bg", "empty cell"),
    ("settlements.csv", 7, "male", "99999", "male, female", "they add up to"),
    ("settlements.csv", 8, "age_0_14", "99999", "age_*", "they add up to"),
    ("settlements.csv", 9, "municipality", "HKV99", "municipality", "unknown value"),
    ("municipalities.csv", 2, "seat", "99999", "seat", "unknown value"),
    ("surroundings.csv", 2, "ekatte", "62", "ekatte", "expected form"),
    ("census_corrections.csv", 2, "persons", "-3", "persons", "out of bounds"),
    ("facilities.csv", 2, "facility", "Болница", "facility", "expected form"),
    ("units.csv", 2, "service", "ftc_chldren", "service", "unknown value"),
    ("unit_changes.csv", 2, "kind", "sell", "kind", "unknown value"),
    ("unit_changes.csv", 3, "users_to", "ftc_chldren", "users_to", "unknown value"),
    ("unit_changes.csv", 7, "service", "ftc_children", "service", "named exactly where"),
    ("change_values.csv", 2, "status", "guess", "status", "unknown value"),
    ("change_values.csv", 3, "low", "40", "low, central, high", "not in order"),
    ("unit_places.csv", 2, "low", "500", "low, places, high", "not between"),
    ("unit_places.csv", 3, "from_year", "1066", "from_year", "out of bounds"),
    ("funds.csv", 4, "scope", "country", "scope", "unknown value"),
    ("fund_pays.csv", 2, "first_year", "2027", "first_year, last_year", "after the last"),
    ("fund_pays.csv", 3, "fund", "recovery_pln", "fund", "unknown value"),
    ("envelopes.csv", 2, "municipality", "HKV34", "municipality", "scope of the fund"),
    ("envelopes.csv", 3, "central", "-1", "central", "out of bounds"),
    ("envelopes.csv", 5, "carry_over", "maybe", "carry_over", "unknown value"),
    ("envelopes.csv", 4, "carry_over", "yes", "carry_over, unit", "nothing to carry over"),
    ("road_distances.csv", 2, "from_ekatte", "00000", "from_ekatte", "unknown value"),
    ("road_distances.csv", 3, "road_km", "0", "road_km", "out of bounds"),
    ("parameters.csv", 2, "low", "1000", "low, central, high", "not in order"),
    ("sources.csv", 3, "licence", "", "licence", "empty cell"),
    ("groups.csv", 2, "share_0_14", "2", "share_0_14", "out of bounds"),
    ("prevalence.csv", 2, "high", "1", "low, central, high", "not in order"),
    ("prevalence.csv", 3, "source", "hearsay", "source", "unknown value"),
    ("services.csv", 2, "kind", "home", "kind", "unknown value"),
    ("service_rates.csv", 2, "central", "150", "central", "out of bounds"),
    ("service_values.csv", 2, "quantity", "standard_minuts", "quantity", "unknown value"),
    ("size_values.csv", 2, "unit", "", "unit", "empty cell"),
]


@pytest.mark.parametrize("cell", CELLS, ids=[f"{file}-{column}-{value}" for file, _, column, value, *_ in CELLS])
def test_one_wrong_cell_is_one_problem_with_its_place(
    region: Path, tmp_path: Path, cell: tuple[str, int, str, str, str, str]
):
    """No other table is blamed for it: what a refused row names is still known."""
    file, row, column, value, place, said = cell
    set_cell(region, file, row, column, value)
    found = problems(write_small(tmp_path, region=region))
    at = tuple(p for p in found if (p.where.file, p.where.row, p.where.column) == (f"haskovo/{file}", row, place))
    assert len(at) == 1, [p.of("en") for p in found]
    assert said in at[0].what.en
    # A service value under another name is also missing under its own.
    assert found == at or value == "standard_minuts", [p.of("en") for p in found]


def test_all_problems_of_all_tables_and_of_the_scenario_are_in_one_report(region: Path, tmp_path: Path):
    for file, row, column, value, _, _ in CELLS:
        set_cell(region, file, row, column, value)
    (region / "travel_overrides.csv").unlink()
    repeated = repeat_row(region, "facilities.csv", 3)
    text = (SMALL + STAGES).replace("[[periods]]", "[nede]\nlevel = 1\n\n[weights]\nftc_demntia = 2\n\n[[periods]]", 1)
    text = text.replace("first_year = 2024", "first_year = 2026").replace("gap = 0.2", "gap = 3")
    found = problems(write_small(tmp_path, region=region, text=text))
    places = {(p.where.file, p.where.row, p.where.column, p.where.key) for p in found}
    for file, row, _, _, place, _ in CELLS:
        assert (f"haskovo/{file}", row, place, None) in places
    assert ("haskovo/travel_overrides.csv", None, None, None) in places
    assert ("haskovo/facilities.csv", repeated, "ekatte, facility", None) in places
    for key in ("nede", "periods[2].first_year", "stages[2].gap", "weights.ftc_demntia"):
        assert ("small.toml", None, None, key) in places, [p.of("en") for p in found if p.where.key]


def test_every_problem_says_what_and_what_to_do_in_both_languages(region: Path, tmp_path: Path):
    for file, row, column, value, _, _ in CELLS:
        set_cell(region, file, row, column, value)
    for problem in problems(write_small(tmp_path, region=region, text=SMALL)):
        for text in (problem.what, problem.todo):
            assert re.search("[а-я]", text.bg)
            assert re.search("[a-z]", text.en)
            assert text.bg != text.en
        assert problem.of("bg").count("\n") == problem.of("en").count("\n") == 1


def test_the_command_prints_every_problem_writes_nothing_and_exits_with_2(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for file, row, column, value, _, _ in CELLS:
        set_cell(region, file, row, column, value)
    scenario = write_small(tmp_path, region=region)
    before = sorted(path.name for path in tmp_path.iterdir())
    for language in ("bg", "en"):
        for command in (["check"], ["run", "--outputs", str(tmp_path / "outputs")]):
            assert entry([*command, str(scenario), "--lang", language]) == BAD_INPUT
            out, err = capsys.readouterr()
            assert out == ""
            assert err.count("→") == len(problems(scenario))
            assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


class TestFiles:
    def test_missing_tables_are_one_problem_each(self, region: Path, tmp_path: Path):
        for file in REGION_TABLES:
            (region / file).unlink()
        found = problems(write_small(tmp_path, region=region))
        needed = set(REGION_TABLES) - set(OWN_TABLES) - set(OPTIONAL_TABLES)
        assert sorted(p.where.file for p in found) == sorted(f"haskovo/{file}" for file in needed)

    def test_missing_region_folder(self, tmp_path: Path):
        assert "no such region folder" in only_problem(write_small(tmp_path, region=tmp_path / "nowhere")).what.en

    def test_another_encoding(self, region: Path, tmp_path: Path):
        text = (region / "funds.csv").read_text(encoding="utf-8").replace("–", "-")
        (region / "funds.csv").write_text(text, encoding="cp1251")
        assert "UTF-8" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_byte_order_mark_is_fine(self, region: Path, tmp_path: Path):
        for path in region.glob("*.csv"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        (region / "region.toml").write_bytes(b"\xef\xbb\xbf" + (region / "region.toml").read_bytes())
        scenario = write_small(tmp_path, region=region)
        scenario.write_bytes(b"\xef\xbb\xbf" + scenario.read_bytes())
        assert read_case(scenario).region.id == "haskovo"

    def test_windows_line_ends_are_fine(self, region: Path, tmp_path: Path):
        for path in region.glob("*.csv"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert read_case(write_small(tmp_path, region=region)).region.id == "haskovo"

    @pytest.mark.parametrize("mark", [";", "\t"])
    def test_columns_separated_as_bulgarian_excel_does(self, region: Path, tmp_path: Path, mark: str):
        rows = read_rows(region, "groups.csv")
        lines = [mark.join(rows[0]), *(mark.join(row.values()) for row in rows)]
        (region / "groups.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        problem = only_problem(write_small(tmp_path, region=region))
        assert problem.where.file == "haskovo/groups.csv"
        assert "not separated by commas" in problem.what.en

    def test_an_open_quotation_mark(self, region: Path, tmp_path: Path):
        path = region / "facilities.csv"
        path.write_text(path.read_text(encoding="utf-8") + '77195,"hospital,sourced\n', encoding="utf-8")
        problem = only_problem(write_small(tmp_path, region=region))
        assert (problem.where.file, problem.where.row is not None) == ("haskovo/facilities.csv", True)
        assert "not valid CSV" in problem.what.en

    def test_a_row_with_a_cell_too_many(self, region: Path, tmp_path: Path):
        path = region / "units.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[1] += ",more"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        problem = only_problem(write_small(tmp_path, region=region))
        assert problem.where.row == 2
        assert "cells" in problem.what.en

    def test_an_empty_file_and_one_with_a_header_only(self, region: Path, tmp_path: Path):
        (region / "units.csv").write_text("", encoding="utf-8")
        header = (region / "municipalities.csv").read_text(encoding="utf-8").splitlines()[0]
        (region / "municipalities.csv").write_text(header + "\n", encoding="utf-8")
        said = {p.where.file: p.what.en for p in problems(write_small(tmp_path, region=region)) if p.where.row is None}
        assert said["haskovo/units.csv"] == "the file is empty"
        assert said["haskovo/municipalities.csv"] == "the table has no rows"

    def test_a_folder_where_a_table_should_be(self, region: Path, tmp_path: Path):
        (region / "funds.csv").unlink()
        (region / "funds.csv").mkdir()
        assert "cannot be read" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_wrong_header_names_the_nearest_column(self, region: Path, tmp_path: Path):
        path = region / "groups.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("name_bg", "nam_bg", 1), encoding="utf-8")
        found = {p.where.column: p for p in problems(write_small(tmp_path, region=region))}
        assert set(found) == {"nam_bg", "name_bg"}
        assert "name_bg" in found["nam_bg"].todo.en
        assert found["name_bg"].what.en == "the column is missing"

    def test_region_toml_is_checked_too(self, region: Path, tmp_path: Path):
        text = 'id = "Хасково"\ncensus_dat = 2021-09-07\nearlier_date = true\n[title]\nbg = "а"\n'
        (region / "region.toml").write_text(text, encoding="utf-8")
        found = {p.where.key: p for p in problems(write_small(tmp_path, region=region))}
        assert set(found) == {"id", "census_date", "census_dat", "earlier_date", "title.en"}
        assert "census_date" in found["census_dat"].todo.en
        assert "not a date" in found["earlier_date"].what.en

    def test_counts_in_the_wrong_order(self, region: Path, tmp_path: Path):
        text = (region / "region.toml").read_text(encoding="utf-8").replace("2013-12-31", "2021-09-07")
        (region / "region.toml").write_text(text, encoding="utf-8")
        assert "is not before census_date 2021-09-07" in only_problem(write_small(tmp_path, region=region)).what.en


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("settlements.csv", "ekatte"),
        ("municipalities.csv", "municipality"),
        ("units.csv", "unit"),
        ("unit_places.csv", "unit, from_year"),
        ("funds.csv", "fund"),
        ("fund_pays.csv", "fund, service, kind, first_year"),
        ("envelopes.csv", "fund, municipality, kind, first_year"),
        ("parameters.csv", "parameter"),
        ("sources.csv", "source"),
        ("groups.csv", "group"),
        ("prevalence.csv", "group"),
        ("services.csv", "service"),
        ("service_rates.csv", "group, service"),
        ("service_values.csv", "service, quantity"),
        ("size_values.csv", "service, size, quantity"),
        ("census_corrections.csv", "ekatte, band"),
    ],
)
def test_a_row_given_twice_is_named_with_the_row_it_repeats(region: Path, tmp_path: Path, file: str, columns: str):
    row = repeat_row(region, file, 2)
    found = [p for p in problems(write_small(tmp_path, region=region)) if p.where.column == columns]
    assert [(p.where.file, p.where.row, p.what.en) for p in found] == [(f"haskovo/{file}", row, "repeats row 2")]


def drop_rows(region: Path, file: str, drop: Callable[[dict[str, str]], bool]) -> None:
    write_rows(region, file, [row for row in read_rows(region, file) if not drop(row)])


class TestCoFinancing:
    def write(self, region: Path, **changes: str) -> None:
        row = {
            "fund": "human_resources", "service": "mobile_health_social", "kind": "running",
            "partner": "municipal_budget", "low": "5", "central": "10", "high": "15", "unit": "percent",
            "status": "user", "source": "needsmap_assumption", "note": "",
        }  # fmt: skip
        write_rows(region, "co_financing.csv", [row | changes])

    def test_a_share_that_can_be_paid_is_fine(self, region: Path, tmp_path: Path):
        self.write(region)
        [share] = read_case(write_small(tmp_path, region=region)).region.co_financing
        assert (share.partner, share.central) == ("municipal_budget", 10)

    @pytest.mark.parametrize(
        ("column", "value", "place", "said"),
        [
            ("fund", "human_resource", "fund", "unknown value"),
            ("partner", "municipalities", "partner", "unknown value"),
            ("service", "mobile_health", "service", "unknown value"),
            ("kind", "wages", "kind", "unknown value"),
            ("high", "101", "high", "out of bounds"),
            ("low", "12", "low, central, high", "not in order"),
            ("unit", "EUR", "unit", "unknown value"),
            ("source", "hearsay", "source", "unknown value"),
            ("partner", "human_resources", "partner", "its own partner"),
            ("partner", "state_delegated", "partner", "does not pay for “mobile_health_social” (running)"),
            ("fund", "regional_development", "fund", "does not pay for “mobile_health_social” (running)"),
        ],
    )
    def test_one_wrong_cell(self, region: Path, tmp_path: Path, column: str, value: str, place: str, said: str):
        self.write(region, **{column: value})
        found = [p for p in problems(write_small(tmp_path, region=region)) if p.where.column == place]
        assert [(p.where.file, p.where.row) for p in found] == [("haskovo/co_financing.csv", 2)]
        assert said in found[0].what.en

    def test_a_share_given_twice(self, region: Path, tmp_path: Path):
        self.write(region)
        row = repeat_row(region, "co_financing.csv", 2)
        problem = only_problem(write_small(tmp_path, region=region))
        assert (problem.where.row, problem.where.column) == (row, "fund, service, kind, partner")


class TestDependence:
    """Line 2 of dependence.csv is the block of prevalence rates."""

    @pytest.mark.parametrize(
        ("column", "value", "place"),
        [
            ("central", "1", "central"),
            ("central", "0.9", "low, central, high"),
            ("unit", "percent", "unit"),
            ("source", "hearsay", "source"),
            ("block", "asking", "block"),
            ("factors", "", "factors"),
        ],
    )
    def test_one_wrong_cell(self, region: Path, tmp_path: Path, column: str, value: str, place: str):
        set_cell(region, "dependence.csv", 2, column, value)
        found = [(p.where.file, p.where.column) for p in problems(write_small(tmp_path, region=region))]
        assert found == [("haskovo/dependence.csv", place)]

    def test_a_region_without_the_table(self, region: Path, tmp_path: Path):
        (region / "dependence.csv").unlink()
        assert read_case(write_small(tmp_path, region=region)).region.dependence == ()


class TestEnvelopes:
    def add(self, region: Path, **changes: str) -> int:
        """Add a row like that of state_delegated (line 7), changed; returns its line."""
        rows = read_rows(region, "envelopes.csv")
        assert rows[5]["fund"] == "state_delegated"
        rows.append(rows[5] | changes)
        write_rows(region, "envelopes.csv", rows)
        return len(rows) + 1

    @pytest.mark.parametrize(
        ("first", "last"), [("2020", "2021"), ("2022", "2023"), ("2027", "2030"), ("2015", "2040")]
    )
    def test_of_one_fund_that_share_a_year(self, region: Path, tmp_path: Path, first: str, last: str):
        row = self.add(region, first_year=first, last_year=last)
        problem = only_problem(write_small(tmp_path, region=region))
        assert (problem.where.row, problem.where.column) == (row, "first_year, last_year")
        assert "overlap those of row 7" in problem.what.en

    @pytest.mark.parametrize(
        "changes",
        [
            {"first_year": "2028", "last_year": "2030"},
            {"first_year": "2015", "last_year": "2020"},
            {"first_year": "2022", "kind": "capital"},
        ],
    )
    def test_in_other_years_or_of_another_kind_are_fine(self, region: Path, tmp_path: Path, changes: dict[str, str]):
        self.add(region, **changes)
        assert read_case(write_small(tmp_path, region=region)).region.id == "haskovo"


class TestWhatIsMissing:
    def test_a_group_without_prevalence(self, region: Path, tmp_path: Path):
        drop_rows(region, "prevalence.csv", lambda row: row["group"] == "children_at_risk")
        problem = only_problem(write_small(tmp_path, region=region))
        assert (problem.where.file, problem.where.row) == ("haskovo/groups.csv", 3)

    def test_a_planned_service_without_a_standard(self, region: Path, tmp_path: Path):
        drop_rows(
            region,
            "service_values.csv",
            lambda row: (row["service"], row["quantity"]) == ("ftc_dementia", "standard_km"),
        )
        assert "standard_km" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_planned_service_without_sizes(self, region: Path, tmp_path: Path):
        drop_rows(region, "size_values.csv", lambda row: row["service"] == "ftc_dementia")
        assert "has no size" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_planned_service_that_nobody_needs(self, region: Path, tmp_path: Path):
        drop_rows(region, "service_rates.csv", lambda row: row["service"] == "ftc_dementia")
        assert "no group needs" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_unit_without_places(self, region: Path, tmp_path: Path):
        gone = read_rows(region, "units.csv")[0]["unit"]
        drop_rows(region, "unit_places.csv", lambda row: row["unit"] == gone)
        assert "no places" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_facility_that_a_service_should_be_near(self, region: Path, tmp_path: Path):
        rows = read_rows(region, "services.csv")
        at = next(n for n, row in enumerate(rows, start=2) if row["service"] == "ftc_dementia")
        set_cell(region, "services.csv", at, "site_facility", "")
        values = read_rows(region, "service_values.csv")
        evidence = {"unit": "min", "status": "user", "source": "needsmap_assumption", "note": ""}
        minutes = {"service": "ftc_dementia", "quantity": "facility_minutes", "low": "5", "central": "10", "high": "15"}
        write_rows(region, "service_values.csv", [*values, minutes | evidence])
        problem = only_problem(write_small(tmp_path, region=region))
        assert (problem.where.row, problem.where.column) == (len(values) + 2, "quantity")
        assert "has no site_facility" in problem.what.en

    def test_a_parameter(self, region: Path, tmp_path: Path):
        drop_rows(region, "parameters.csv", lambda row: row["parameter"] == "speed_rough")
        assert "speed_rough" in only_problem(write_small(tmp_path, region=region)).what.en

    def test_a_speed_of_zero(self, region: Path, tmp_path: Path):
        rows = read_rows(region, "parameters.csv")
        at = next(n for n, row in enumerate(rows, start=2) if row["parameter"] == "speed_plain")
        for column in ("low", "central"):
            set_cell(region, "parameters.csv", at, column, "0")
        assert "not positive" in only_problem(write_small(tmp_path, region=region)).what.en


class TestScenario:
    """Keys of the scenario, the nearest known one where a key is misspelt."""

    def said(self, tmp_path: Path, text: str) -> dict[str | None, Problem]:
        return {p.where.key: p for p in problems(write_small(tmp_path, text=text))}

    @pytest.mark.parametrize(
        ("wrong", "key", "meant"),
        [
            ("[slover]\nseed = 2\n", "slover", "solver"),
            ("[solver]\nsede = 2\n", "solver.sede", "seed"),
            ("[rules]\nmonney = false\n", "rules.monney", "money"),
            ("[standards.home_patronage]\nminute = 20\n", "standards.home_patronage.minute", "minutes"),
            ("[funds.recovery_plan]\nfaktor = 2\n", "funds.recovery_plan.faktor", "factor"),
            ("[funds.recovery_pln]\nfactor = 2\n", "funds.recovery_pln", "recovery_plan"),
            ("[weights]\nhome_patronag = 2\n", "weights.home_patronag", "home_patronage"),
            ('[[sites.choices]]\nservice = "home_patronage"\nsettlement = "77196"\nstatus = "required"\n',
             "sites.choices[1].settlement", "77195"),
        ],
    )  # fmt: skip
    def test_an_unknown_key_or_name_names_the_nearest(self, tmp_path: Path, wrong: str, key: str, meant: str):
        found = self.said(tmp_path, SMALL + STAGES + wrong)
        assert set(found) == {key}
        assert f"“{meant}”" in found[key].todo.en
        assert f"„{meant}“" in found[key].todo.bg

    @pytest.mark.parametrize(
        ("wrong", "key", "said"),
        [
            ('[need]\nlevel = "lowest"\n', "need.level", "unknown value “lowest”"),
            ("[solver]\nthreads = 2.5\n", "solver.threads", "not a whole number"),
            ("[solver]\nthreads = 0\n", "solver.threads", "out of bounds"),
            ('[solver]\nthreads = "two"\n', "solver.threads", "not a whole number"),
            ('[rules]\nmoney = "maybe"\n', "rules.money", "neither true nor false"),
            ("[weights]\nhome_patronage = -1\n", "weights.home_patronage", "out of bounds"),
            ("[weights]\nhome_for_children = 1\n", "weights.home_for_children", "unknown value"),
        ],
    )
    def test_a_wrong_value(self, tmp_path: Path, wrong: str, key: str, said: str):
        found = self.said(tmp_path, SMALL + STAGES + wrong)
        assert set(found) == {key}
        assert said in found[key].what.en

    @pytest.mark.parametrize(
        ("wrong", "key", "said"),
        [
            ("contracts_from = 2050\n", "contracts_from", "no contract is signed after 2025"),
            ('contracts_from = "soon"\n', "contracts_from", "not a whole number"),
            ("after = {running = -1}\n", "after.running", "out of bounds"),
            ("sizes = {ftc_dementia = {least = 0}}\n", "sizes.ftc_dementia.least", "out of bounds"),
            ("sizes = {ftc_dementia = {least = 12, most = 8}}\n", "sizes.ftc_dementia", "is above most 8"),
            ("sizes = {ftc_dementia = {least = 100}}\n", "sizes.ftc_dementia", "the service has sizes of"),
            ("sizes = {home_patronage = {most = 5}}\n", "sizes.home_patronage", "has teams, not places"),
            ("sizes = {ftc_demntia = {most = 15}}\n", "sizes.ftc_demntia", "unknown value"),
            ('spacing = [{service = "ftc_dementia"}]\n', "spacing[1]", "neither minutes nor km"),
            ('spacing = [{service = "ftc_dementia", minutes = 0}]\n', "spacing[1].minutes", "out of bounds"),
            ('spacing = [{service = "ftc_demntia", km = 5}]\n', "spacing[1].service", "unknown value"),
            ('spacing = [{service = "ftc_dementia", km = 5}, {service = "ftc_dementia", minutes = 9}]\n',
             "spacing[2]", "repeats spacing[1]"),
            ('pairing = [{service = "ftc_dementia", beside = "ftc_dementia", minutes = 9}]\n',
             "pairing[1]", "the same service"),
            ('pairing = [{service = "ftc_dementia", beside = "hospital", minutes = 9}]\n',
             "pairing[1].beside", "unknown value"),
            ('pairing = [{service = "supervised_home", beside = "ftc_dementia", minutes = 9}]\n',
             "pairing[1].service", "no new units are planned"),
            ('pairing = [{service = "ftc_dementia", beside = "supervised_home"}]\n',
             "pairing[1].minutes", "a required key is missing"),
            ('pairing = [{service = "ftc_dementia", beside = "day_elderly", minutes = 9}, '
             '{service = "ftc_dementia", beside = "day_elderly", minutes = 8}]\n',
             "pairing[2]", "repeats pairing[1]"),
        ],
    )  # fmt: skip
    def test_a_wrong_choice_of_where_when_and_how_large(self, tmp_path: Path, wrong: str, key: str, said: str):
        found = self.said(tmp_path, wrong + SMALL + STAGES)
        assert set(found) == {key}
        assert said in found[key].what.en

    def test_missing_keys(self, tmp_path: Path):
        text = (SMALL + STAGES).replace('en = "Trial"\n', "").replace("gap = 0.1\n", "")
        found = self.said(tmp_path, text)
        assert set(found) == {"title.en", "stages[1].gap"}
        assert "required key is missing" in found["title.en"].what.en

    def test_no_stages(self, tmp_path: Path):
        assert set(self.said(tmp_path, SMALL)) == {"stages"}

    def test_a_number_where_a_section_should_be(self, tmp_path: Path):
        text = SMALL.replace("services =", "need = 3\nstages = 4\nsites = 5\nservices =")
        assert set(self.said(tmp_path, text)) == {"need", "stages", "sites"}

    def test_periods_that_overlap_or_run_backwards(self, tmp_path: Path):
        found = self.said(tmp_path, (SMALL + STAGES).replace("first_year = 2024", "first_year = 2023"))
        assert "2024" in found["periods[2].first_year"].todo.en
        found = self.said(tmp_path, (SMALL + STAGES).replace("last_year = 2027", "last_year = 2020"))
        assert "is after the last 2020" in found["periods[2]"].what.en

    def test_an_objective_given_twice(self, tmp_path: Path):
        found = self.said(tmp_path, (SMALL + STAGES).replace('"travel"', '"unmet"'))
        assert "repeated" in found["stages[3].objective"].what.en

    def test_a_service_that_is_not_planned(self, tmp_path: Path):
        unplanned = next(row["service"] for row in read_rows(HASKOVO, "services.csv") if row["planned"] == "no")
        found = self.said(tmp_path, (SMALL + STAGES).replace('"ftc_dementia"', f'"{unplanned}"'))
        assert "no new units are planned" in found["services[1]"].what.en

    def test_a_site_decided_twice(self, tmp_path: Path):
        choice = '[[sites.choices]]\nservice = "home_patronage"\nsettlement = "77195"\nstatus = "required"\n'
        found = self.said(tmp_path, SMALL + STAGES + choice + choice.replace("required", "forbidden"))
        assert "already decided" in found["sites.choices[2]"].what.en

    def test_no_toml_at_all(self, tmp_path: Path):
        problem = only_problem(write_small(tmp_path, text="region = haskovo\n"))
        assert "not valid TOML" in problem.what.en

    def test_another_encoding(self, tmp_path: Path):
        path = tmp_path / "small.toml"
        path.write_bytes((SMALL + STAGES).encode("cp1251"))
        assert "not text in UTF-8" in only_problem(path).what.en

    def test_a_missing_file_and_a_folder(self, tmp_path: Path):
        assert "no such scenario file" in only_problem(tmp_path / "nothing.toml").what.en
        assert "a folder" in only_problem(tmp_path).what.en
