"""CSV tables: totals to the cent and the thousandth, formula guard, hostile names, documentation."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import tiny_case, tiny_plan
from hypothesis import given
from hypothesis import strategies as st

from mapping.plan import plan_from_json, plan_to_json
from mapping.publish.fields import CERTAIN_TABLES, GEOJSON_FILES, TABLES, OutputFile, expand, field_table
from mapping.publish.tables import guarded, unguarded, write_tables
from mapping.words import Text

DOCS = Path(__file__).parent.parent / "docs" / "outputs.md"
NAMES = [file.name for file in TABLES]
FORMS = {
    "integer": re.compile(r"-?\d+"),
    "decimal": re.compile(r"-?\d+(\.\d+)?"),
    "flag": re.compile(r"true|false"),
    "text": re.compile(r".+", re.DOTALL),
}
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=1",
    "'''=1",
    "'apostrophe first",
    "<script>alert(1)</script>",
    'quotes " and "" and „bg“',
    "commas, semicolons; and\ttabs",
    "two\nlines\r\nof\rtext",
    "1e5",
    "",
    " ",
    "я" * 70_000,
)

Table = list[dict[str, str]]


def read(folder: Path, name: str) -> Table:
    """The rows of a table, cells as they stand in the file."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def total(rows: Iterable[dict[str, str]], column: str, *keys: str) -> dict[tuple[str, ...], Decimal]:
    """Sums of a column by other columns, without those that are zero."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[tuple(row[key] for key in keys)] += Decimal(row[column] or 0)
    return {key: value for key, value in sums.items() if value}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables")
    write_tables(tiny_case(), tiny_plan(), path)
    return path


def test_same_plan_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Written again, over other tables and from a plan that went through JSON, every table is the same."""
    plan = replace(tiny_plan(), stages=tiny_plan().stages[:1])  # an unproven bound is not JSON
    write_tables(tiny_case(naming=lambda _: Text("x", "x")), plan, tmp_path)
    write_tables(tiny_case(), plan_from_json(plan_to_json(plan)), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    for name in set(NAMES) - {"stages.csv", "evidence.csv"}:  # the latter tells the stages too
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("file", TABLES, ids=NAMES)
def test_every_column_is_documented_and_has_its_type(folder: Path, file: OutputFile) -> None:
    """The columns are those of docs/outputs.md, in order; each cell has the form of its type, or is empty."""
    columns = expand(file.fields, ("2021_2023", "2024_2024"), ("home", "visits"))
    rows = read(folder, file.name)
    assert rows
    for row in rows:
        assert list(row) == list(columns)
        for name, field in columns.items():
            assert not row[name] or FORMS[field.type].fullmatch(row[name]), (name, row[name])
    section = f"## {file.name}\n\n{file.record}\n\n{field_table(file.fields)}"
    assert section in DOCS.read_text(encoding="utf-8")


def test_documentation_describes_only_files_that_are_written() -> None:
    """Each file has one section in docs/outputs.md, and no other section is named after a file."""
    sections = re.findall(r"^## (\S+\.(?:csv|geojson))$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(sections) == sorted(file.name for file in (*GEOJSON_FILES, *TABLES, *CERTAIN_TABLES))


def test_tables_are_plain_utf_8(folder: Path) -> None:
    """No byte order mark, no carriage returns, one line feed at the end, Bulgarian as it is."""
    for name in NAMES:
        text = (folder / name).read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff")
        assert "\r" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
    assert "име 00011" in (folder / "needs.csv").read_text(encoding="utf-8")


def test_codes_keep_leading_zeros(folder: Path) -> None:
    """Settlements are five digits of text in every table that names them."""
    for name in ("units.csv", "needs.csv", "assignments.csv"):
        assert {row["ekatte"] for row in read(folder, name)} <= {"00011", "00012", "00021", "00022"}
    assert {row["unit_ekatte"] for row in read(folder, "assignments.csv")} == {
        "00011",
        "00012",
        "00021",
        "00022",
    }


def test_need_is_served_plus_unmet_everywhere(folder: Path) -> None:
    """In every row of every table of need, to the thousandth; shares follow."""
    for name in ("needs.csv", "municipalities.csv", "services.csv"):
        for row in read(folder, name):
            if row["need"]:
                assert Decimal(row["need"]) == Decimal(row["served"]) + Decimal(row["unmet"])
            if row.get("share"):
                assert abs(Decimal(row["share"]) - Decimal(row["served"]) / Decimal(row["need"])) < Decimal("1e-6")
            elif "share" in row:
                assert not Decimal(row["need"] or 0)


@pytest.mark.parametrize("column", ["need", "served", "unmet"])
def test_need_adds_up_from_settlement_to_municipality_and_service(folder: Path, column: str) -> None:
    """needs.csv = municipalities.csv = its `all` rows = services.csv, by every key they share."""
    needs, municipalities = read(folder, "needs.csv"), read(folder, "municipalities.csv")
    single = [row for row in municipalities if row["service"] != "all"]
    both = [row for row in municipalities if row["service"] == "all"]
    keys = ("municipality", "service", "period")
    assert total(needs, column, *keys) == total(single, column, *keys)
    assert total(needs, column, "municipality", "period") == total(both, column, "municipality", "period")
    services = total(read(folder, "services.csv"), column, "service", "period")
    assert total(needs, column, "service", "period") == services


def test_every_person_served_is_assigned_to_a_unit(folder: Path) -> None:
    """Persons of assignments.csv = served of needs.csv by settlement, and = users of units.csv by unit."""
    assignments = read(folder, "assignments.csv")
    keys = ("ekatte", "service", "period")
    assert total(assignments, "persons", *keys) == total(read(folder, "needs.csv"), "served", *keys)
    users = {
        (row["unit"], period): Decimal(row[f"users_{period.replace('-', '_')}"])
        for row in read(folder, "units.csv")
        for period in ("2021-2023", "2024-2024")
    }
    assert total(assignments, "persons", "unit", "period") == {k: v for k, v in users.items() if v}


def test_money_of_a_fund_is_the_sum_over_units(folder: Path) -> None:
    """To the cent: money.csv = money_by_unit.csv by purse, kind and period; units.csv by kind and period."""
    money, by_unit = read(folder, "money.csv"), read(folder, "money_by_unit.csv")
    keys = ("fund", "municipality", "kind", "period")
    assert total(money, "spent_eur", *keys) == total(by_unit, "paid_eur", *keys)
    assert len({tuple(row[key] for key in keys) for row in money}) == len(money)
    for kind in ("capital", "running"):
        for period in ("2021-2023", "2024-2024"):
            paid = sum(Decimal(row["paid_eur"]) for row in by_unit if (row["kind"], row["period"]) == (kind, period))
            column = f"{kind}_paid_eur_{period.replace('-', '_')}"
            assert sum(Decimal(row[column]) for row in read(folder, "units.csv")) == paid


def test_money_is_written_to_the_cent(folder: Path) -> None:
    """Ten and twenty cents are 0.30, in the fund's row and in the unit's list of funds; units are counted."""
    rows = {tuple(row[key] for key in ("fund", "municipality", "kind", "period")): row
            for row in read(folder, "money.csv")}  # fmt: skip
    state = rows["state", "", "capital", "2021-2023"]
    assert (state["spent_eur"], state["units"]) == ("0.30", "2")
    assert rows["state", "", "running", "2021-2023"]["spent_eur"] == "0.00"
    units = {row["unit"]: row for row in read(folder, "units.csv")}
    assert units["new.visits.00012"]["funds"] == "state:0.20;budget:1.20"


def test_envelopes_show_what_is_left(folder: Path) -> None:
    """Spent is the sum of the periods of the envelope; what is overspent is a plain negative number."""
    rows = [
        [row[key] for key in ("fund", "municipality", "kind", "periods", "envelope_eur", "spent_eur", "left_eur")]
        for row in read(folder, "envelopes.csv")
    ]
    assert rows == [
        ["state", "", "capital", "2021-2023;2024-2024", "90000.30", "90000.31", "-0.01"],
        ["state", "", "running", "2021-2023", "50000.00", "0.00", "50000.00"],
        ["state", "", "running", "2024-2024", "50000.00", "30000.21", "19999.79"],
        ["budget", "AAA01", "running", "2021-2023;2024-2024", "2.00", "1.20", "0.80"],
        ["budget", "BBB02", "capital", "2021-2023;2024-2024", "100000.00", "100000.00", "0.00"],
    ]


def test_money_without_an_envelope_is_shown_too(tmp_path: Path) -> None:
    """A payment that no envelope covers has its row: sums hold for any plan."""
    write_tables(tiny_case(), replace(tiny_plan(), envelopes=()), tmp_path)
    money, by_unit = read(tmp_path, "money.csv"), read(tmp_path, "money_by_unit.csv")
    assert sum(Decimal(row["spent_eur"]) for row in money) == sum(Decimal(row["paid_eur"]) for row in by_unit)


def test_services_count_places_teams_and_units(folder: Path) -> None:
    """Existing, committed and new places apart; teams only where mobile; no need for what is not planned."""
    rows = {(row["service"], row["period"]): row for row in read(folder, "services.csv")}
    columns = ("existing_places", "committed_places", "new_places", "new_units", "new_teams")
    assert [rows["home", "2021-2023"][column] for column in columns] == ["10", "0", "0", "0", "0"]
    assert [rows["home", "2024-2024"][column] for column in columns] == ["12", "6", "31", "3", "0"]
    assert [rows["visits", "2024-2024"][column] for column in columns] == ["0", "0", "0", "0", "1"]
    assert [rows["asylum", "2024-2024"][column] for column in columns] == ["40", "0", "0", "0", "0"]
    assert [rows["asylum", "2024-2024"][name] for name in ("need", "served", "unmet", "share")] == [""] * 4


def test_stages_say_what_is_proven(folder: Path) -> None:
    """Values as they are with their measure; an unproven bound and gap are empty."""
    first, second = read(folder, "stages.csv")
    assert (first["stage"], first["objective"], first["direction"]) == ("1", "unmet", "minimise")
    assert (first["value"], first["found"], first["bound"]) == ("12.345678", "12.3", "12.1")
    assert first["gap"] == "0.01626"
    assert (first["wanted_gap"], first["tolerance"], first["status"]) == ("0.02", "0.005", "within_gap")
    assert first["measure_bg"]
    assert first["measure_en"]
    assert (second["direction"], second["bound"], second["gap"]) == ("maximise", "", "")
    assert second["status"] == "time_limit"


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:12]))
def test_hostile_names_survive(tmp_path: Path, name: str) -> None:
    """Names are data: no cell begins like a formula, and without the apostrophe the text is the same."""
    write_tables(tiny_case(lambda code: Text(name, code), note=name), tiny_plan(), tmp_path)
    csv.field_size_limit(1_000_000)
    row = next(row for row in read(tmp_path, "units.csv") if row["unit"] == "old_home")
    for column in ("name_bg", "service_bg", "settlement_bg", "municipality_bg", "note"):
        assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert unguarded(row[column]) == name
    assert all(unguarded(row["settlement_bg"]) == name for row in read(tmp_path, "needs.csv"))
    assert all(unguarded(row["fund_bg"]) == name for row in read(tmp_path, "money.csv"))


def test_only_texts_that_look_like_formulas_are_guarded() -> None:
    """The apostrophe comes before = + - @, tab and line ends, and nowhere else."""
    assert guarded("=1") == "'=1"
    assert guarded("'=1") == "''=1"
    assert guarded("с. Брод") == "с. Брод"
    assert guarded("'Единство'") == "'Единство'"
    assert guarded("2021-2023") == "2021-2023"


@given(st.text())
def test_guard_can_be_taken_off_any_text(text: str) -> None:
    """Guarded and unguarded, every text is itself again, and never begins like a formula between."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
