"""The Excel workbook and the tables for a Bulgarian Excel: read back, compared with the plan, harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import need, tiny_case, tiny_plan
from test_csv_tables import HOSTILE
from toy import solved_toy

from mapping.publish.certainty_words import UNIT_WORDS
from mapping.publish.workbook import write_workbook
from mapping.publish.workbook.book import LONGEST, NAME
from mapping.publish.workbook.sheet import as_it_is
from mapping.words import Language, Text

SHEETS = [
    "Обобщение", "Цели", "Планирани услуги", "Персонал", "Индикатори", "Звена", "Населени места", "Потребност",
    "Непокрити", "Непокрити – списък", "Пари по фонд", "Пари по община", "Източници", "Допускания",
]  # fmt: skip
WIDE = ("Звена",)
"""Sheets for A3."""


def toy_book(folder: Path, language: Language = "bg") -> Any:
    write_workbook(solved_toy().case, solved_toy().plan, folder, language)
    return openpyxl.load_workbook(folder / NAME)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return toy_book(tmp_path_factory.mktemp("workbook"))


def table(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows below the frozen heading, by heading."""
    sheet = book[name]
    head = int("".join(c for c in sheet.freeze_panes if c.isdigit())) - 1
    headings = [cell.value for cell in sheet[head]]
    rows = sheet.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


class TestWhatItSays:
    def test_sheets_stand_in_their_order(self, book: Any):
        assert book.sheetnames == SHEETS

    def test_units_are_those_of_the_plan_with_numbers_that_are_numbers(self, book: Any):
        rows = {row["Код"]: row for row in table(book, "Звена")}
        assert list(rows) == [unit.id for unit in solved_toy().plan.units]
        day = rows["new.day.00002"]
        assert (day["Места 2021–2022"], day["Места 2023–2024"], day["Персонал (щата)"]) == (20, 20, 5)
        assert (day["Капиталов разход (евро)"], day["Текущ разход на година (евро)"]) == (320_000, 100_000)
        assert day["Разход за сметка на фондовете (евро)"] == 620_000  # 320 + 3 years of 100, docs/toy.md
        assert (day["ЕКАТТЕ"], day["Състояние"]) == ("00002", "нова")
        assert rows["new.visits.00001"]["Места 2021–2022"] is None

    def test_villages_add_up_to_the_region_and_keep_their_codes(self, book: Any):
        *rows, total = table(book, "Населени места")
        assert [row["ЕКАТТЕ"] for row in rows] == ["00001", "00002", "00003", "00004", "00005"]
        for heading in ("Потребност 2023–2024 (лица)", "Непокрити 2023–2024 (лица)"):
            assert sum(row[heading] for row in rows) == pytest.approx(total[heading])
        assert total["Потребност 2023–2024 (лица)"] == 64  # 16 + 38 + 10
        assert total["Непокрити 2023–2024 (лица)"] == 12

    def test_services_of_municipalities_add_up(self, book: Any):
        rows = table(book, "Потребност")
        towns = [row for row in rows if row["Община"] in ("Запад", "Изток")]
        whole = [row for row in rows if row["Община"] == "Учебен район"]
        need = "Потребност 2023–2024 (лица)"
        for total in whole[:-1]:
            assert total[need] == sum(row[need] for row in towns if row["Услуга"] == total["Услуга"])
        assert whole[-1][need] == sum(row[need] for row in towns)

    def test_money_is_that_of_the_plan_to_the_cent(self, book: Any):
        rows = table(book, "Пари по фонд")
        *lines, capital, running, every = rows
        paid = "Разход общо (евро)"
        assert capital[paid] + running[paid] == pytest.approx(every[paid])
        assert sum(row[paid] for row in lines) == pytest.approx(every[paid])
        assert Decimal(str(every[paid])) * 100 == sum(unit.cents for unit in solved_toy().plan.units)
        assert table(book, "Пари по община")[-1][paid] == every[paid]

    def test_staff_totals_are_marked_and_add_up(self, book: Any):
        rows = table(book, "Персонал")
        planned = "Планиран капацитет 2023–2024 (места)"
        assert [(row["Вид"], row[planned]) for row in rows if row["Вид на услугата"].startswith("Общо")] == [
            ("резидентна", 12), ("дневна, център", 30), ("мобилна", 10), (None, 52),
        ]  # fmt: skip

    def test_uncovered_people_come_worst_first(self, book: Any):
        rows = table(book, "Непокрити – списък")
        assert [row["Непокрити (лица)"] for row in rows] == [4, 4, 2, 1, 1]
        assert (rows[0]["Населено място"], rows[0]["Най-близко звено"]) == ("с. Епсилон", "гр. Делта")

    def test_uncovered_people_are_summed_up_in_two_ways_with_their_reasons(self, book: Any):
        """Municipalities and services hold the same people as the list; the reasons share them out (docs/toy.md)."""
        *rows, total = table(book, "Непокрити")
        reasons = [heading for heading in total if heading.startswith("От тях")]
        assert total["Непокрити (лица)"] == 12
        for view, names in (("по общини", 2), ("по услуги", 3)):
            some = [row for row in rows if row["Разрез"] == view]
            assert len(some) == names
            assert sum(row["Непокрити (лица)"] for row in some) == 12
        for row in (*rows, total):
            assert sum(row[reason] for reason in reasons) == pytest.approx(row["Непокрити (лица)"])
        listed = {row["Защо"] for row in table(book, "Непокрити – списък")}
        assert sum(total[reason] > 0 for reason in reasons) == len(listed)

    def test_paper_holds_the_settlements_that_leave_a_person_or_more(self, tmp_path: Path):
        """Two of five rows are below one person: they are in the sheet, not in its print area."""
        left = [need("00021", "home", 1, 9_000, milli) for milli in (1_900, 1_000, 999, 500)]
        plan = replace(tiny_plan(), needs=tuple(left), served=())
        write_workbook(tiny_case(), plan, tmp_path)
        sheet = openpyxl.load_workbook(tmp_path / NAME)["Непокрити – списък"]
        head = int("".join(c for c in sheet.freeze_panes if c.isdigit())) - 1
        assert sheet.max_row == head + 4
        assert sheet.print_area.endswith(f"$J${head + 2}")
        assert "2 от 4 реда, 3 от 4 непокрити" in sheet["A2"].value

    def test_objectives_say_what_is_found_and_what_no_plan_can_beat(self, tmp_path: Path):
        write_workbook(tiny_case(), tiny_plan(), tmp_path)
        unmet, worst = table(openpyxl.load_workbook(tmp_path / NAME), "Цели")
        assert [unmet[h] for h in ("Стойност в плана", "Намерено", "Граница")] == [12.345678, 12.3, 12.1]
        assert unmet["Разлика (% от намереното)"] == 0.01626
        assert (worst["Граница"], worst["Разлика (% от намереното)"]) == (None, None)  # nothing was proven
        assert "не е доказано" in worst["Как завърши търсенето"]

    def test_values_of_the_tables_keep_their_decimals_and_have_bulgarian_units(self, tmp_path: Path):
        """A rate of 0.015 is not written as 0.0; "per 1000" is said in Bulgarian."""
        shown = {as_it_is(Decimal(text)).kind for text in ("5", "5.0", "120000")}
        assert shown == {"whole"}
        assert [as_it_is(Decimal(t)).kind for t in ("0.8", "0.75", "-0.015", "0.0004")] == [
            "tenth", "hundredth", "thousandth", "thousandth",
        ]  # fmt: skip
        units = {row["Мярка"] for row in table(toy_book(tmp_path), "Допускания")}
        assert units <= {words.bg for words in UNIT_WORDS.values()} | {None}

    def test_in_english_too(self, tmp_path: Path):
        book = toy_book(tmp_path, "en")
        assert book.sheetnames[:3] == ["Summary", "Objectives", "Planned services"]
        letters = [c.value for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
        assert not [text for text in letters if any("а" <= letter <= "я" for letter in text.lower())]


class TestHowItLooks:
    def test_every_sheet_is_set_up_for_reading_and_printing(self, book: Any):
        for sheet in book:
            assert sheet.freeze_panes, sheet.title
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.paperSize == (8 if sheet.title in WIDE else 9), sheet.title  # A3, A4
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_area
            assert sheet.print_title_rows
            assert "&P" in sheet.oddFooter.right.text
            assert bool(sheet.auto_filter.ref) == (sheet.title not in ("Обобщение", "Цели"))

    def test_numbers_have_formats_and_texts_have_none(self, book: Any):
        for sheet in book:
            head = int("".join(c for c in sheet.freeze_panes if c.isdigit()))
            for row in sheet.iter_rows(min_row=head):
                for cell in row:
                    if isinstance(cell.value, int | float):
                        assert cell.number_format.startswith("[$-402]"), cell.coordinate

    def test_no_number_is_written_as_a_text(self, book: Any):
        """A text of nothing but a number is a code, an EKATTE code or a date of a source."""
        for sheet in book:
            head = int("".join(c for c in sheet.freeze_panes if c.isdigit()))
            for row in sheet.iter_rows(min_row=head):
                for cell in row:
                    if isinstance(cell.value, str) and re.fullmatch(r"[-+\d\s.,%]+", cell.value):
                        assert cell.value == "%" or cell.number_format == "@", (sheet.title, cell.coordinate)

    def test_same_plan_gives_the_same_bytes(self, tmp_path: Path):
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            toy_book(tmp_path / name)
        assert (tmp_path / "a" / NAME).read_bytes() == (tmp_path / "b" / NAME).read_bytes()


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:12]))
class TestHostileNames:
    def test_a_cell_of_the_workbook_is_never_a_formula_or_a_link(self, tmp_path: Path, name: str):
        write_workbook(tiny_case(lambda code: Text(name, code), note=name), tiny_plan(), tmp_path)
        book = openpyxl.load_workbook(tmp_path / NAME)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
        texts = [cell.value for cell in cells if isinstance(cell.value, str)]
        if 0 < len(name) < 100 and "\r" not in name:  # XML has no carriage return of its own
            assert name in texts
        assert max(len(text) for text in texts) <= LONGEST
