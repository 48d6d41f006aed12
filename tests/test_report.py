"""The Word report and the project sheets: read back with python-docx and held against the plan, harmless, the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import docx
import pytest
from builders import tiny_case, tiny_plan
from docx.oxml.ns import qn
from docx.shared import Mm
from ensembles import certainties_of
from line import HEAD, line_case, snippets
from lxml import etree
from test_csv_tables import HOSTILE
from toy import solve, solved_toy, toy_case, with_keys

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.products import BY_NAME, Form
from mapping.publish.report import write_project_sheets, write_report
from mapping.publish.report.counted import NEW_UNIT, POST, TEAM, counted, euros, share
from mapping.publish.report.figures import key_figures, new_units
from mapping.publish.report.plain import LONGEST, NAME, plain
from mapping.publish.report.sections.choices_asked import FLOOR_OF
from mapping.publish.report.sections.summary import _votes
from mapping.publish.report.story import tell
from mapping.scenario.schema import CoverageFloor
from mapping.words import Language, Text

LEFTOVERS = re.compile(r"[{}]|\bNone\b|\bnan\b|\binf\b|TODO|XXX|<function|Text\(|\?\s*г\.")
CYRILLIC = re.compile("[а-яА-Я]")


def report(case: Case, plan: Plan, folder: Path, language: Language = "bg", **more: Any) -> Any:
    write_report(case, plan, folder, language, **more)
    return docx.Document(str(folder / "report.docx"))


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(solved_toy().case, solved_toy().plan, folder)
    return folder


@pytest.fixture(scope="module")
def toy(toy_folder: Path) -> Any:
    return docx.Document(str(toy_folder / "report.docx"))


def number(text: str) -> float:
    """A number as Bulgarian writes it: 1 234,5."""
    return float(text.replace("\u00a0", "").replace(" ", "").replace("%", "").replace(",", "."))


def caption_of(table: Any) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))


def rows_of(document: Any, caption: str) -> list[list[str]]:
    """The rows of the table whose caption begins so, its heads first."""
    table = next(one for one in document.tables if caption_of(one).startswith(caption))
    return [[cell.text for cell in row.cells] for row in table.rows]


def texts(document: Any) -> Iterator[str]:
    """All that a reader reads: paragraphs, cells, headers."""
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for section in document.sections:
        yield from (p.text for p in (*section.header.paragraphs, *section.footer.paragraphs))


class TestFigures:
    def test_the_summary_says_what_docs_toy_works_out_by_hand(self, toy: Any):
        rows = {row[0]: row[1:] for row in rows_of(toy, "Ключови числа")}
        assert rows["Потребност (потребители, сбор по услуги)"][0] == "64"  # 16 + 38 + 10
        assert rows["Остават непокрити"][0] == "12"
        assert rows["Обслужени от съществуващи и нови услуги"][0] == "52 (81,2\u00a0%)"

    def test_money_of_the_summary_is_that_of_the_units(self, toy: Any):
        plan = solved_toy().plan
        rows = {row[0]: row[1:] for row in rows_of(toy, "Ключови числа")}
        capital = sum(o.capital_cents for unit in plan.units for o in unit.openings)
        capital += sum(u.change.capital_cents for u in plan.units if u.change and u.state != "transformed")
        assert number(rows["Капиталови разходи"][0].split("\u00a0млн")[0]) == round(capital / 1e8, 1)

    def test_every_new_unit_has_a_row_with_its_own_numbers(self, toy: Any):
        _, *rows, total = rows_of(toy, "Нови звена и екипи;")
        units = new_units(tell(solved_toy().case, solved_toy().plan, None).look)
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(units) + 1)]
        for row, unit in zip(rows, units, strict=True):
            assert number(row[8]) == sum(o.capital_cents for o in unit.openings) / 100
            assert number(row[9]) == sum(o.running_cents_a_year for o in unit.openings) / 100
            users = sum(v.milli for v in solved_toy().plan.served if v.unit == unit.id and v.period == 1)
            assert number(row[5]) == pytest.approx(users / 1000, abs=0.051)
        assert number(total[8]) == sum(o.capital_cents for unit in units for o in unit.openings) / 100

    def test_money_by_fund_is_what_the_units_are_paid(self, toy: Any):
        heads, *_, total = rows_of(toy, "Средства по фонд")
        paid = sum(pay.cents for unit in solved_toy().plan.units for pay in unit.money)
        assert number(total[heads.index("Общо по плана")]) == paid / 100

    def test_uncovered_people_are_all_told_with_a_reason(self, toy: Any):
        _, *rows, total = rows_of(toy, "Непокрита потребност по причина")
        unmet = sum(r.unmet_milli for r in solved_toy().plan.needs if r.period == 1)
        assert sum(number(row[1]) for row in rows) == number(total[1]) == unmet / 1000 == 12

    def test_totals_are_the_sums_of_their_columns(self, toy: Any):
        """Each printed total is the sum of what stands above it, up to the rounding of each printed number."""
        checked = 0
        for table in toy.tables:
            look = table._tbl.tblPr.find(qn("w:tblLook"))
            if look.get(qn("w:lastRow")) != "1":
                continue
            heads, *rows, total = [[cell.text for cell in row.cells] for row in table.rows]
            for c, told in enumerate(total):
                cells = [row[c] for row in rows if row[c]]
                one_of = heads[c] in ("от", "до", "№", "Населени места") or "%" in told
                if c and told and not one_of and all(re.fullmatch(r"[\d\s\u00a0,]+", cell) for cell in [told, *cells]):
                    step = 0.05 if "," in "".join([told, *cells]) else 0.5
                    if all("," not in cell for cell in [told, *cells]) and "евро" in caption_of(table):
                        step = 0.0
                    assert sum(map(number, cells)) == pytest.approx(number(told), abs=step * (len(cells) + 1)), (
                        caption_of(table), heads[c])  # fmt: skip
                    checked += 1
        assert checked > 15


class TestGrammar:
    @pytest.mark.parametrize(
        ("value", "unit", "team", "post"),
        [
            (0, "0 нови звена", "0 мобилни екипа", "0 щатни бройки"),
            (1, "1 ново звено", "1 мобилен екип", "1 щатна бройка"),
            (2, "2 нови звена", "2 мобилни екипа", "2 щатни бройки"),
            (5, "5 нови звена", "5 мобилни екипа", "5 щатни бройки"),
            (21, "21 нови звена", "21 мобилни екипа", "21 щатни бройки"),
        ],
    )
    def test_a_noun_agrees_with_its_number(self, value: int, unit: str, team: str, post: str):
        for noun, said in ((NEW_UNIT, unit), (TEAM, team), (POST, post)):
            digits, _, rest = said.partition(" ")
            assert counted(value, noun).bg == f"{digits}\u00a0{rest}"

    def test_english_agrees_too(self):
        assert [counted(n, NEW_UNIT).en for n in (0, 1, 2, 21)] == [
            "0\u00a0new units", "1\u00a0new unit", "2\u00a0new units", "21\u00a0new units",
        ]  # fmt: skip

    def test_one_and_a_bit_is_not_one(self):
        assert counted(1.04, POST, 1).bg == "1,0\u00a0щатни бройки"
        assert counted(0.96, POST).bg == "1\u00a0щатна бройка"

    def test_money_and_shares_are_written_as_bulgarian_does(self):
        assert euros(2_267_600_000) == Text("22\u00a0676\u00a0000\u00a0евро", "EUR\u00a022,676,000")
        assert share(0.5005).bg == "50,1\u00a0%" or share(0.5005).bg == "50,0\u00a0%"

    @pytest.mark.parametrize("left", [1, 2, 5, 21])
    def test_the_vote_on_who_stays_uncovered_agrees(self, left: int):
        story = tell(solved_toy().case, solved_toy().plan, None)
        cover = replace(story.figures.cover, unmet_milli=left * 1000)
        said = _votes(replace(story, figures=replace(story.figures, cover=cover)))[-1].bg
        assert ("потребител остава" if left == 1 else "потребители остават") in said

    def test_no_vote_on_what_is_not_there(self):
        story = tell(solved_toy().case, solved_toy().plan, None)
        nothing = replace(story.figures, new=dict.fromkeys(story.figures.new, 0), changed=0,
                          cover=replace(story.figures.cover, unmet_milli=0))  # fmt: skip
        said = " ".join(vote.bg for vote in _votes(replace(story, figures=nothing)))
        assert "нито едно" in said
        assert "промен" not in said
        assert "непокрит" not in said


class TestForm:
    def test_no_chapter_is_empty_and_nothing_is_left_over(self, toy: Any):
        body = [child for child in toy.element.body if child.tag in (qn("w:p"), qn("w:tbl"))]
        told, heading = 1, ""
        for child in body:
            style = child.pPr.style if child.tag == qn("w:p") and child.pPr is not None else None
            if style in ("Heading1", "AppendixHeading"):
                assert told, heading
                told, heading = 0, "".join(child.itertext())
            elif child.tag == qn("w:tbl") or "".join(child.itertext()).strip():
                told += 1
        assert told
        assert [text for text in texts(toy) if LEFTOVERS.search(text)] == []

    def test_contents_are_filled_and_point_at_their_headings(self, toy: Any):
        marks = {mark.get(qn("w:name")) for mark in toy.element.body.iter(qn("w:bookmarkStart"))}
        links = list(toy.element.body.iter(qn("w:hyperlink")))
        assert {link.get(qn("w:anchor")) for link in links} <= marks
        entries = ["".join(link.xpath(".//w:t/text()")) for link in links]
        heads = [p.text for p in toy.paragraphs if p.style.name in ("Heading 1", "Heading 2", "Appendix Heading")]
        assert len(entries) == len(heads) > 10
        assert [entry.endswith(head) for entry, head in zip(entries, heads, strict=True)] == [True] * len(heads)
        assert entries[0] == "1. Резюме за гласуването"
        assert any(entry.startswith("Приложение А. ") for entry in entries)

    def test_tables_repeat_their_heads_and_split_no_row(self, toy: Any):
        for table in toy.tables:
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
            heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
            assert heads == [True] + [False] * (len(heads) - 1)

    def test_pictures_say_what_they_show(self, toy: Any):
        about = [one.get("descr") for one in toy.element.body.iter(qn("wp:docPr"))]
        assert len(about) >= 3  # the map and charts
        assert all(text and len(text) > 40 for text in about)

    def test_looks_are_styles(self, toy: Any):
        """No run of the text carries a look of its own."""
        for name in ("w:b", "w:i", "w:sz", "w:color", "w:rFonts"):
            assert not list(toy.element.body.iter(qn(name))), name

    def test_language_title_and_dates(self, toy: Any):
        assert {mark.get(qn("w:val")) for mark in toy.styles.element.iter(qn("w:lang"))} == {"bg-BG"}
        about = toy.core_properties
        assert (about.title, about.author, about.comments) == ("Учебен план", "needsmap", "")
        assert about.created == about.modified
        head = toy.sections[0].header.paragraphs[0].text
        assert head == "Учебен план\tИндикативна оценка"
        numbered = ["PAGE" in etree.tostring(section.footer._element).decode() for section in toy.sections]
        sheets = [section.left_margin < Mm(10) for section in toy.sections]
        assert numbered == [not sheet for sheet in sheets]  # the sheets of the map have no room for heads
        assert sheets.count(True) == 1

    def test_same_plan_same_bytes(self, toy_folder: Path, tmp_path: Path):
        write_report(solved_toy().case, solved_toy().plan, tmp_path)
        assert (tmp_path / "report.docx").read_bytes() == (toy_folder / "report.docx").read_bytes()
        sheets = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            write_project_sheets(solved_toy().case, solved_toy().plan, tmp_path / name)
            files = sorted((tmp_path / name).rglob("*.docx"))
            sheets.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in files])
        assert sheets[0] == sheets[1]

    def test_english_is_english(self, tmp_path: Path):
        document = report(solved_toy().case, solved_toy().plan, tmp_path, "en")
        assert [text for text in texts(document) if CYRILLIC.search(text)] == []
        assert rows_of(document, "Key figures")[1][1] == "64"
        assert {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


class TestOtherPlans:
    def test_certainty_is_told_where_it_is_known(self, tmp_path: Path):
        case, plan = solved_toy().case, solved_toy().plan
        document = report(case, plan, tmp_path, certainties=certainties_of(case, plan, worlds=40, missing=1))
        assert rows_of(document, "Нови звена и екипи;")[0][-1] == "Сигурност"
        _, *rows, total = rows_of(document, "Нови звена и екипи по сигурност")
        assert sum(number(row[2]) for row in rows) == number(total[2])
        assert "Сигурността на отделния знак не е изчислена" not in " ".join(texts(document))

    @pytest.mark.parametrize("question", [name for name in snippets() if name != HEAD][:2])
    def test_points_have_no_map_and_no_groups(self, tmp_path: Path, question: str):
        solved = solve(line_case(tmp_path, snippets()[question]))
        document = report(solved.case, solved.plan, tmp_path)
        write_project_sheets(solved.case, solved.plan, tmp_path)
        said = " ".join(texts(document))
        assert "Индикативна карта" not in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert "Рискови групи" not in said
        assert not LEFTOVERS.search(said)

    def test_one_service_and_nothing_new(self, tmp_path: Path):
        def change(keys: dict[str, Any]) -> None:
            keys["services"] = ["day"]
            keys["number"] = [{"at_most": 0}]

        solved = solve(with_keys(toy_case(), change))
        assert not [unit for unit in solved.plan.units if unit.state == "new"]
        document = report(solved.case, solved.plan, tmp_path)
        assert "Планът не предлага нови звена." in [p.text for p in document.paragraphs]
        write_project_sheets(solved.case, solved.plan, tmp_path)
        assert sorted(path.name for path in tmp_path.rglob("*.docx")) == ["project_sheets.docx", "report.docx"]

    def test_a_plan_without_money(self, tmp_path: Path):
        case = with_keys(toy_case(), lambda keys: keys["rules"].update(money=False))  # type: ignore[union-attr]
        plan = solved_toy().plan
        bare = replace(plan, envelopes=(), units=tuple(replace(unit, money=()) for unit in plan.units))
        document = report(case, bare, tmp_path)
        assert "не разпределя разходите по фондове" in " ".join(texts(document))
        write_project_sheets(case, bare, tmp_path)


class TestSheets:
    def test_each_place_of_new_units_has_its_sheet_twice(self, tmp_path: Path):
        plan = solved_toy().plan
        write_project_sheets(solved_toy().case, plan, tmp_path)
        new = [unit for unit in plan.units if unit.state == "new"]
        alone = sorted((tmp_path / "project_sheets").iterdir())
        assert len(alone) == len(new) > 2
        whole = docx.Document(str(tmp_path / "project_sheets.docx"))
        heads = [p.text for p in whole.paragraphs if p.style.name == "Heading 1"]
        titles = [docx.Document(str(path)).paragraphs[0].text for path in alone]
        assert titles == [f"Проектен фиш: {head}" for head in heads]
        for unit in new:
            assert [path for path in alone if path.stem.endswith(f"_{unit.settlement}") and unit.service in path.stem]

    def test_its_numbers_are_those_of_the_unit(self, tmp_path: Path):
        plan = solved_toy().plan
        write_project_sheets(solved_toy().case, plan, tmp_path)
        for unit in (unit for unit in plan.units if unit.state == "new"):
            stem = f"*_{unit.service}_*_{unit.settlement}.docx"
            sheet = docx.Document(str(next((tmp_path / "project_sheets").glob(stem))))
            *_, money = rows_of(sheet, "Разходи по вид")
            assert number(money[-1]) == sum(pay.cents for pay in unit.money) / 100
            last = [visit for visit in plan.served if visit.unit == unit.id and visit.period == 1]
            *villages, total = rows_of(sheet, "Обслужвани населени места")[1:]
            assert len(villages) == len(last)
            assert number(total[2]) == pytest.approx(sum(visit.milli for visit in last) / 1000, abs=0.051)
            posts = [number(row[-1]) for row in rows_of(sheet, "График и персонал")[1:]]
            assert sum(posts) == pytest.approx(sum(o.staff for o in unit.openings))


NASTY = (*HOSTILE, "\x00\x01\x0b\x1f\ud800\uffff", "дълго " * 500)


@pytest.mark.parametrize("first", [0, 7, 14])
def test_hostile_names_are_text_and_nothing_else(tmp_path: Path, first: int):
    """Each thing of the region has another hostile name; three turns give every kind of thing several of them."""
    given: dict[str, str] = {}

    def naming(code: str) -> Text:
        given.setdefault(code, NASTY[(first + len(given)) % len(NASTY)])
        return Text(given[code], code)

    case = tiny_case(naming, note=NASTY[first])
    document = report(case, tiny_plan(), tmp_path)
    write_project_sheets(case, tiny_plan(), tmp_path)
    for path in tmp_path.rglob("*.docx"):
        assert re.fullmatch("[A-Za-z0-9_.]+", path.name)
        with ZipFile(path) as parts:
            for part in parts.namelist():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(parts.read(part))  # raises where it is no XML
    assert max(len(text) for text in texts(document)) <= LONGEST
    assert not [rel for rel in document.part.rels.values() if rel.is_external]
    said = list(texts(document))
    for code in ("home", "00021", "AAA01", "state"):
        shown = plain(given[code], NAME) or code
        assert any(shown in text for text in said), code


def test_texts_lose_what_xml_cannot_hold_and_keep_the_rest():
    assert plain("a\x00b\x0bc\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert plain("<b>&amp; „x“") == "<b>&amp; „x“"
    assert plain("я" * 50, 10) == "я" * 9 + "…"
    assert plain("2021–2023 г.") == "2021–2023\u00a0г."


def test_both_are_products():
    assert {"report", "project_sheets"} <= set(BY_NAME)
    assert BY_NAME["report"].missing(solved_toy().case.region) is None
    assert Form().certainties is None


def test_key_figures_of_the_toy():
    story = tell(solved_toy().case, solved_toy().plan, None)
    figures = key_figures(story.look, story.needs)
    plan = solved_toy().plan
    new = [unit for unit in plan.units if unit.state == "new"]
    assert figures.units + figures.new["mobile"] == sum(unit.units_in_service[-1] for unit in new)
    assert figures.capital.low <= figures.capital.central <= figures.capital.high
    paid = sum(pay.cents for unit in plan.units for pay in unit.money)
    assert figures.cost == pytest.approx(paid)
    assert figures.after == sum(o.running_cents_a_year for unit in plan.units for o in unit.openings)


def test_every_kind_of_floor_has_its_words():
    assert set(FLOOR_OF) == set(get_args(CoverageFloor.model_fields["of"].annotation))
