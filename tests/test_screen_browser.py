"""The map on screen in a browser: it opens from a folder, asks nobody for anything, and does what its reader asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Watched, browser, opened
from builders import SMALLER, tiny_case, tiny_plan
from playwright.sync_api import Browser, Page, expect
from screens import ROOT, full_plan, haskovo_case, hostile_case

from mapping.plan import MadeChange, StageProof
from mapping.publish.printed.sentences import proof
from mapping.publish.screen import FILE, write_screen_map
from mapping.publish.screen.page import screen_map
from mapping.publish.screen.sure import Sureness
from mapping.uncertainty.types import MarkCertainty, MissingMark, Place, ServedRange

SIZES = ((1920, 1080), (1366, 768), (390, 844))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the tiny plan, of the tiny plan with hostile names, and of the shipped region."""
    folder = tmp_path_factory.mktemp("pages")
    haskovo = haskovo_case()
    sure = {"new.home.00021": [MarkCertainty(Place("home", "00021"), n, 0.9 - n / 4, "likely", ()) for n in (1, 2)]}
    (folder / "tiny").mkdir()
    (folder / "tiny" / FILE).write_text(screen_map(tiny_case(), tiny_plan(), Sureness(20, sure)), encoding="utf-8")
    write_screen_map(hostile_case(), tiny_plan(), folder / "hostile")
    write_screen_map(haskovo, full_plan(haskovo), folder / "haskovo")
    return {path.name: path / FILE for path in folder.iterdir()}


@pytest.fixture
def tiny(chromium: Browser, files: dict[str, Path]) -> Iterator[Watched]:
    with opened(chromium, files["tiny"]) as watched:
        yield watched
        assert watched.faults == []


@pytest.fixture
def haskovo(chromium: Browser, files: dict[str, Path]) -> Iterator[Watched]:
    with opened(chromium, files["haskovo"]) as watched:
        yield watched
        assert watched.faults == []


def click_mark(page: Page, units: str) -> None:
    """Clicks the mark that stands for these units."""
    page.locator(f'#map .pick[data-units="{units}"]').click()


def choose(page: Page, period: str) -> None:
    page.get_by_role("radio", name=period).check(force=True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["tiny", "haskovo", "hostile"])
def test_opens_from_a_folder_without_a_request_an_error_or_a_dialog(
    chromium: Browser, files: dict[str, Path], name: str, size: tuple[int, int]
) -> None:
    with opened(chromium, files[name], *size) as watched:
        page = watched.page
        expect(page.locator("#map .dots > g")).to_have_count(261 if name == "haskovo" else 4)
        for language in ("English", "Български"):
            page.get_by_role("button", name=language).click()
            for tab in ("about", "details"):
                page.locator(f'[data-tab="{tab}"].tab').click()
        scroll = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert scroll[0] <= scroll[1], "nothing is wider than the screen"
        assert watched.faults == []


def test_a_page_that_tries_to_fetch_is_stopped_by_its_policy(chromium: Browser, files: dict[str, Path]) -> None:
    """The test itself can fail: what it forbids is refused by the browser, and noted."""
    with opened(chromium, files["tiny"]) as watched:
        watched.page.evaluate("() => fetch('https://example.org/x').catch(() => 0)")
        watched.page.evaluate("() => { new Image().src = 'https://example.org/y'; }")
        assert (
            watched.page.evaluate(
                "() => { try { document.body.innerHTML = '<b>x</b>'; return 'made'; } catch { return 'refused'; } }"
            )
            == "refused"
        )
        assert any("Content Security Policy" in error for error in watched.errors)


def test_hostile_names_are_words_and_nothing_else(chromium: Browser, files: dict[str, Path]) -> None:
    with opened(chromium, files["hostile"]) as watched:
        page = watched.page
        expect(page).to_have_title("</script><script>alert(2)</script>")
        for number in range(4):
            page.locator("#map .cell").nth(number).click(force=True)
            expect(page.locator("#details .selected-heading")).not_to_be_empty()
        for unit in range(page.locator("#map .pick").count()):
            page.locator("#map .pick").nth(unit).click(force=True)
        page.locator("#search").fill("<script>")
        expect(page.locator("#found li").first).to_be_visible()
        assert page.locator("script").count() == 2
        assert page.locator("img").count() == 0
        assert watched.faults == []


def test_village_says_its_need_who_serves_it_and_what_is_unmet(tiny: Watched) -> None:
    """Village 00021 in 2024: 9 need a home, 7.1 are served in the new home there, 1.9 are not."""
    page = tiny.page
    page.locator("#map .dots > g").nth(2).click()
    panel = page.locator("#details")
    expect(panel.locator(".selected-heading")).to_have_text("с. име 00021")
    expect(panel).to_contain_text("община име BBB02")
    expect(panel.locator("article.need")).to_contain_text("потребност 9 потребители · обслужени 7,1 · непокрити 1,9")
    expect(panel.locator("article.need .server")).to_contain_text("7,1 потребители · 3 мин, 1,1 км")
    expect(panel).to_contain_text("оценка")
    choose(page, "2021–2023")
    expect(panel.locator("article.need")).to_contain_text("потребност 9 потребители · обслужени 0 · непокрити 9")
    expect(panel.locator(".need .server")).to_have_count(0)


def test_unit_says_places_users_money_year_and_certainty(tiny: Watched) -> None:
    page = tiny.page
    click_mark(page, "3")
    panel = page.locator("#details")
    expect(panel.locator(".selected-heading")).to_contain_text("име home")
    expect(panel).to_contain_text("в услуга от 2022 г.")
    rows = panel.locator(".periods-table tbody tr")
    expect(rows.nth(0)).to_have_text("места031")
    expect(rows.nth(1)).to_have_text("звена03")
    expect(rows.nth(2)).to_have_text("потребители07,3")
    expect(panel).to_contain_text("19,5 щатни бройки")
    expect(panel).to_contain_text("Капиталов разход 190 000 евро; текущ 30 000 евро годишно")
    expect(panel.locator(".money-table")).to_contain_text("име budget: 100 000 евро")
    expect(panel.locator(".money-table tr").last).to_have_text("общо100 000120 000")
    expect(panel.locator(".served-table tbody tr")).to_have_count(2)
    expect(panel.locator(".served-table tbody tr").first).to_have_text("с. име 000217,131,1")
    expect(panel).to_contain_text("вероятно ●●○ – в 65 от 100 възможни развития")
    expect(page.locator("#map path.link")).to_have_count(1)
    expect(page.locator("#map .pick.selected")).to_have_count(1)


def test_changed_unit_says_what_changes_and_states_follow_the_period(tiny: Watched) -> None:
    """The asylum shrinks in the second period; the committed home opens in it."""
    page = tiny.page
    expect(page.locator("#map .mark.changed")).to_have_count(1)
    expect(page.locator("#map .mark.committed")).to_have_count(1)
    click_mark(page, "2")
    expect(page.locator("#details .change")).to_contain_text("Намалява от 44 на 40 места.")
    choose(page, "2021–2023")
    expect(page.locator("#map .mark.changed")).to_have_count(0)
    expect(page.locator("#map .mark.committed")).to_have_count(0)
    expect(page.locator("#map .mark.existing")).to_have_count(2)


def test_layers_switch_services_and_states_and_count_them(tiny: Watched) -> None:
    page = tiny.page
    home = page.locator('.service[data-service="0"]')
    expect(home.locator(".count")).to_have_text("2 +3")
    expect(page.locator("#map .pick")).to_have_count(5)
    home.get_by_role("checkbox").uncheck()
    expect(page.locator("#map .pick")).to_have_count(2)
    page.locator("#all-services").click()
    page.locator('input[data-state="new"]').uncheck()
    expect(page.locator("#map .pick")).to_have_count(3)
    page.locator("#no-services").click()
    expect(page.locator("#map .pick")).to_have_count(0)
    expect(page.locator("#map .cell.share-none")).to_have_count(4)
    home.get_by_role("button").click()
    expect(page.locator("#details .selected-heading")).to_have_text(re.compile("име home"))
    expect(page.locator("#map .cell.share-none")).to_have_count(0)


def test_ground_shows_the_share_of_the_chosen_services_and_period(tiny: Watched) -> None:
    """Of homes in 2024: 00011 whole, 00012 whole, 00021 7.1 of 9 (79 %), 00022 nearly whole; in 2021 none in 00021."""
    page = tiny.page
    page.locator('.service[data-service="0"]').get_by_role("button").click()
    shares = page.locator("#map .cells .cell")
    for number, share in enumerate((4, 4, 3, 4)):
        expect(shares.nth(number)).to_have_class(f"cell share-{share}")
    choose(page, "2021–2023")
    expect(shares.nth(2)).to_have_class("cell share-0")
    expect(shares.nth(3)).to_have_class("cell share-none")


def test_municipality_says_its_served_share(tiny: Watched) -> None:
    """In the east 15.2 need a home in 2024, 1.901 are unmet: 87 %."""
    page = tiny.page
    page.locator("#search").fill("BBB02")
    page.keyboard.press("Enter")
    panel = page.locator("#details")
    expect(panel.locator(".selected-heading")).to_have_text("община име BBB02")
    expect(panel.locator(".figures")).to_contain_text("15,2")
    expect(panel.locator(".figures")).to_contain_text("87 %")
    expect(panel).to_contain_text("Звена в общината: 3")


def test_both_languages_change_everything_but_the_choice(tiny: Watched) -> None:
    page = tiny.page
    click_mark(page, "3")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("t")
    expect(page.locator("#details .selected-heading")).to_contain_text("name home")
    expect(page.locator("#details")).to_contain_text("Capital cost EUR 190,000; running EUR 30,000 a year")
    expect(page.locator("#layers")).to_contain_text("Period")
    cyrillic = page.evaluate("document.getElementById('app').innerText.replace('Български', '').match(/[а-яА-Я]+/g)")
    assert cyrillic is None


def test_never_says_optimal_where_it_is_not_proven(chromium: Browser, tiny: Watched, tmp_path: Path) -> None:
    page = tiny.page
    expect(page.locator("header .proof.warning")).to_have_text(proof(tiny_plan(), "bg"))
    page.locator('[data-tab="about"].tab').click()
    assert "птимал" not in page.locator("body").inner_text()
    best = StageProof("unmet", True, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, "optimal")
    write_screen_map(tiny_case(), replace(tiny_plan(), stages=(best,)), tmp_path)
    with opened(chromium, tmp_path / FILE) as watched:
        expect(watched.page.locator("header .proof")).to_contain_text("Доказано оптимален план")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Светлина", ["с. Светлинаобщина Димитровград", "с. Светлинаобщина Тополовград"]),
        ("svetlina", ["с. Светлинаобщина Димитровград", "с. Светлинаобщина Тополовград"]),
        ("с. СВЕТЛИНА", ["с. Светлинаобщина Димитровград", "с. Светлинаобщина Тополовград"]),
        ("s.Svetl", ["с. Светлинаобщина Димитровград", "с. Светлинаобщина Тополовград"]),
        ("гр. хасково", ["гр. Хасковообщина Хасково", "община Хасково"]),
        ("Khaskovo", ["гр. Хасковообщина Хасково", "община Хасково"]),
        ("Щит", ["с. Щитобщина Свиленград"]),
        ("shtit", ["с. Щитобщина Свиленград"]),
        ("77195", ["гр. Хасковообщина Хасково"]),
        ("няматакова", ["Няма такова име в областта."]),
    ],
)
def test_search_finds_names_in_both_alphabets(haskovo: Watched, typed: str, found: list[str]) -> None:
    haskovo.page.locator("#search").fill(typed)
    rows = haskovo.page.locator("#found li")
    expect(rows).to_have_count(len(found))
    assert sorted(rows.all_inner_texts()) != [] and sorted(
        re.sub(r"\s*\n\s*", "", t) for t in rows.all_inner_texts()
    ) == sorted(found)


def test_every_name_has_the_same_key_in_both_alphabets(chromium: Browser) -> None:
    """The official Latin names of the region's tables are those that the search makes of the Cyrillic ones."""
    case = haskovo_case()
    names = [[place.name.bg, place.name.en] for place in case.region.settlements]
    source = (ROOT / "mapping/publish/screen/assets/names.js").read_text(encoding="utf-8")
    page = chromium.new_page()
    pairs = page.evaluate(
        "([source, names]) => { const empty = { code: [] }; const latin = new Function('PLACES', 'AREAS', "
        "source + '; return latin;')(empty, empty); return names.map((pair) => pair.map(latin)); }",
        [source, names],
    )
    page.close()
    assert [(bg, en) for bg, en in pairs if bg != en] == []
    assert len(pairs) == 261


def test_keyboard_alone_is_enough(haskovo: Watched) -> None:
    """From the top: search, choose with arrows, read, go on to who serves, move and zoom the map."""
    page = haskovo.page
    page.keyboard.press("Tab")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("svetlina")
    page.keyboard.press("ArrowDown")
    expect(page.locator('#found li[aria-selected="true"]')).to_have_attribute("id", "found-1")
    page.keyboard.press("Enter")
    heading = page.locator("#details .selected-heading")
    expect(heading).to_have_text("с. Светлина")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#details .link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("община")
    page.locator("#map").focus()
    ground = page.locator("#map .ground")
    seen = [ground.get_attribute("transform")]
    for key in ("+", "ArrowLeft", "ArrowDown", "0"):
        page.keyboard.press(key)
        expect(ground).not_to_have_attribute("transform", seen[-1] or "")
        seen.append(ground.get_attribute("transform"))
    page.keyboard.press("Escape")


def test_wheel_drag_and_buttons_move_the_map(haskovo: Watched) -> None:
    page = haskovo.page
    ground = page.locator("#map .ground")
    before = ground.get_attribute("transform") or ""
    page.locator(".zooms button").first.click()
    expect(ground).not_to_have_attribute("transform", before)
    zoomed = ground.get_attribute("transform") or ""
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y - 40, steps=4)
    page.mouse.up()
    expect(ground).not_to_have_attribute("transform", zoomed)
    expect(page.locator("#details .back")).to_have_count(0)
    page.locator(".zooms button").nth(2).click()
    expect(ground).to_have_attribute("transform", before)


def test_no_card_or_name_lies_over_another(haskovo: Watched) -> None:
    boxes = haskovo.page.evaluate(
        "[...document.querySelectorAll('#map .paper, #map .badge rect, #map .labels text')].map((one) => {"
        "const r = one.getBoundingClientRect(); const text = one.tagName === 'text';"
        "return [r.left + 1, r.top + (text ? 4 : 1), r.right - 1, r.bottom - (text ? 4 : 1), one.textContent]; })"
    )
    assert len(boxes) > 40
    over = [
        (a[4], b[4])
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert over == []


def test_paper_shows_the_map_with_legend_and_numbers_of_services(haskovo: Watched) -> None:
    page = haskovo.page
    view = page.locator("#map").get_attribute("viewBox")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#map")).to_have_attribute("viewBox", "0 0 960 788")
    for hidden in ("#layers", "nav", ".search", ".zooms"):
        expect(page.locator(hidden)).to_be_hidden()
    for seen in ("h1", "#map", "#legend .inside", "#key", "header .proof", ".foot .notes", "#details", "#about"):
        expect(page.locator(seen).first).to_be_visible()
    expect(page.locator("#key > div")).to_have_count(20)  # those of the plan
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#map")).to_have_attribute("viewBox", view or "")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(842, 595)}, "A4, lying"


def test_narrow_screen_shows_one_panel_at_a_time(chromium: Browser, files: dict[str, Path]) -> None:
    with opened(chromium, files["haskovo"], 390, 844, touch=True) as watched:
        page = watched.page
        expect(page.locator("#details")).to_be_visible()
        expect(page.locator("#layers")).to_be_hidden()
        page.locator('[data-tab="layers"].tab').tap()
        expect(page.locator("#layers")).to_be_visible()
        expect(page.locator("#details")).to_be_hidden()
        page.locator("#map .badge").first.tap()
        expect(page.locator("#details .selected-heading")).to_be_visible()
        box = page.locator("#map").bounding_box()
        assert box
        assert box["height"] > 300
        assert watched.faults == []


def test_closed_and_transformed_units_are_told_apart(chromium: Browser, tmp_path: Path) -> None:
    """The asylum closes in the second period; the old home becomes a mobile service in it."""
    case, plan = tiny_case(), tiny_plan()
    old_home, next_home, asylum, *rest = plan.units
    allowed = {
        "old_home": replace(SMALLER, id="moves", kind="transform", service="visits"),
        "old_asylum": replace(SMALLER, id="ends", kind="close"),
    }
    tables = tuple(replace(one, changes=(allowed[one.id],)) if one.id in allowed else one for one in case.region.units)
    case = replace(case, region=replace(case.region, units=tables))
    gone = {"places": (40, 0), "units_in_service": (1, 0)}
    closes = replace(asylum, **gone, change=MadeChange("ends", "close", 0, 1, None, 40_000, 0.0, 0, 0))
    becomes = MadeChange("moves", "transform", 0, 1, "visits", 0, 1.0, 5_000_00, 1_000_00)
    was = replace(old_home, places=(10, 0), units_in_service=(1, 0), change=becomes)
    is_now = replace(
        old_home, id="old_home.moves", service="visits", kind="mobile", state="transformed", places=(0, 7),
        units_in_service=(0, 1), change=becomes,
    )  # fmt: skip
    write_screen_map(case, replace(plan, units=(was, next_home, closes, *rest, is_now)), tmp_path)
    with opened(chromium, tmp_path / FILE) as watched:
        page = watched.page
        marks = page.locator("#map .mark")
        expect(page.locator("#map .mark.closed")).to_have_count(1)
        expect(page.locator("#map .mark.changed")).to_have_count(1)
        expect(page.locator("#map .mark.existing")).to_have_count(0)
        expect(marks).to_have_count(5)
        click_mark(page, "2")
        expect(page.locator("#details .change")).to_contain_text("Закрива се; имаше 44 места.")
        click_mark(page, "5")
        expect(page.locator("#details .change")).to_contain_text(
            "Преобразува се: от „име home“ (12 места) в „име visits“ (7 места)."
        )
        choose(page, "2021–2023")
        expect(page.locator("#map .mark.existing")).to_have_count(2)
        expect(page.locator("#map .mark.closed")).to_have_count(0)
        assert watched.faults == []


def test_what_is_often_built_but_not_planned_is_a_mark_of_its_own(chromium: Browser, tmp_path: Path) -> None:
    """A home that two of three futures build and the plan has not: a mark, a layer, a panel, in the last period."""
    home = Place("home", "00022")
    sure = Sureness(
        worlds=3,
        units={},
        counts={"solid": 2, "likely": 1, "open": 0},
        missing=(MissingMark(home, 1, 2 / 3),),
        served=(ServedRange("00021", 0.31, 0.5, 0.82, 0.79),),
        region=(0.42, 0.56),
    )
    (tmp_path / FILE).write_text(screen_map(tiny_case(), tiny_plan(), sure), encoding="utf-8")
    with opened(chromium, tmp_path / FILE) as watched:
        page = watched.page
        panel = page.locator("#details")
        expect(panel).to_contain_text("пробван в 3 възможни развития")
        expect(panel).to_contain_text("сигурни ●●● 2, вероятни ●●○ 1, под въпрос ●○○ 0")
        expect(panel).to_contain_text("Обслужен дял през 2024 г. в 90 от 100 развития: от 42 до 56 %")
        marks = page.locator("#map .mark.missing")
        expect(marks).to_have_count(1)
        page.locator('#map .pick[data-missing="0"]').click()
        expect(panel).to_contain_text("Не е в плана, но се строи в 66 от 100 възможни развития.")
        expect(page.locator("#map .pick.selected")).to_have_attribute("data-missing", "0")
        panel.get_by_role("button", name="с. име 00022").click()
        expect(panel).to_contain_text("Често се строят, но не са в плана: 1")
        expect(panel.locator(".served-range")).to_have_count(0)  # nothing is known of this village
        page.locator(".zooms button").nth(2).click()
        page.locator("#map .dots > g").nth(2).click()
        expect(panel.locator(".served-range")).to_have_text(
            "В 90 от 100 възможни развития се обслужват от 31 до 82 % от потребността, в средното 50 %; по плана 79 %."
        )
        expect(page.locator("#map .cell title").nth(2)).to_have_text(re.compile("в 90 от 100 развития 31–82 %"))
        expect(page.locator('label:has(input[data-state="missing"]) .count')).to_have_text("1")
        page.locator('input[data-state="missing"]').uncheck()
        expect(marks).to_have_count(0)
        page.locator('input[data-state="missing"]').check()
        choose(page, "2021–2023")
        expect(marks).to_have_count(0)
        expect(panel.locator(".served-range")).to_have_count(0)
        assert watched.faults == []


def test_without_an_ensemble_nothing_is_said_of_certainty(chromium: Browser, files: dict[str, Path]) -> None:
    with opened(chromium, files["haskovo"]) as watched:
        expect(watched.page.locator("#details")).not_to_contain_text("сигурен")
        expect(watched.page.locator('label:has(input[data-state="missing"])')).to_be_hidden()
