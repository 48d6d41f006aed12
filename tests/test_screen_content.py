"""The map on screen as a file: what data it holds, that nothing in it can run or fetch, that its bytes repeat."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from builders import tiny_case, tiny_plan
from ensembles import certainties_of, units_of, world_plan
from line import copy_of_line, write_question
from screens import HOSTILE, full_plan, haskovo_case, hostile_case

from mapping.instance import Case
from mapping.plan import Plan, PlanPeriod
from mapping.publish.certainty import unit_certainties
from mapping.publish.printed.marks import NEW_RED
from mapping.publish.printed.sentences import proof
from mapping.publish.printed.territories import NONE_TINT, SHARE_COLORS, SHARE_TINTS
from mapping.publish.screen import FILE, write_screen_map
from mapping.publish.screen.document import document
from mapping.publish.screen.ground import GRID, MOST_CORNERS, ground_of
from mapping.publish.screen.json import embedded
from mapping.publish.screen.page import SCRIPTS, STYLES, screen_map
from mapping.publish.screen.sure import Sureness, sureness
from mapping.publish.screen.words import WORDS
from mapping.region.edits import Edits
from mapping.run import read_case
from mapping.uncertainty.certainty import read_missing, read_served
from mapping.uncertainty.types import Certainties, Ensemble, MarkCertainty, Place

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "mapping" / "publish" / "screen" / "assets"


class Parts(HTMLParser):
    """The page as a browser takes it apart: elements with their attributes, and what stands in scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style", "title"):
            self.inside.append("")
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == self._open else self._open

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[-1] += data


def page_of(case: Case, plan: Plan) -> Parts:
    return Parts(screen_map(case, plan, None))


def data_of(page: Parts) -> Any:
    return json.loads(page.inside[2])


def test_a_scenario_for_some_municipalities_shows_them_alone():
    """Beta is not planned for: it is no part of the map, and nobody there is said to have no need."""
    case, plan = tiny_case(), tiny_plan()
    first, *others = case.region.municipalities
    assert others
    alone = replace(case, region=replace(case.region, edits=Edits(municipalities=frozenset({first.code}))))
    mine = [place.ekatte for place in case.region.settlements if place.municipality == first.code]
    units = tuple(unit for unit in plan.units if unit.settlement in mine)
    kept = {unit.id for unit in units}
    plan = replace(plan, units=units, served=tuple(v for v in plan.served if v.settlement in mine and v.unit in kept))
    page, whole = document(alone, plan, None), document(case, tiny_plan(), None)
    assert page["settlements"]["code"] == mine
    assert page["municipalities"]["code"] == [first.code]
    index = {code: i for i, code in enumerate(whole["settlements"]["code"])}
    assert page["needs"] == [whole["needs"][index[code]] for code in mine]
    assert {unit["at"] for unit in page["units"]} <= set(range(len(mine)))
    assert page["about"]["region"][0] == f"община {first.name.bg}"


def test_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_screen_map(tiny_case(), tiny_plan(), tmp_path / name)
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()


@pytest.mark.parametrize("case", [tiny_case, hostile_case])
def test_policy_names_exactly_the_pages_own_script_and_style(case: Any) -> None:
    page = page_of(case(), tiny_plan())
    policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv"))
    assert policy is not None
    _, style, data, script = page.inside
    assert f"script-src '{_sha(script)}'" in policy
    assert f"style-src '{_sha(style)}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert json.loads(data)


def _sha(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_page_has_no_element_or_attribute_that_fetches_or_runs() -> None:
    for case in (tiny_case(), hostile_case()):
        page = page_of(case, tiny_plan())
        tags = sorted(tag for tag, _ in page.elements)
        assert tags == sorted(
            [
                "html",
                "head",
                "meta",
                "meta",
                "meta",
                "meta",
                "link",
                "title",
                "style",
                "body",
                "noscript",
                "p",
                "p",
                "div",
                "script",
                "script",
            ]
        )
        for _, attrs in page.elements:
            assert not [name for name in attrs if name.startswith("on") or name in ("src", "style", "srcset")]
            assert attrs.get("href", "data:,") == "data:,"


def test_scripts_use_nothing_that_makes_markup_or_code_from_text_or_fetches() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setInterval\("
        r"|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|import\(|importScripts|createContextualFragment|DOMParser|srcdoc|"
        r"localStorage|location\s*=|window\.open|\.style\b|url\(|@import"
    )
    for path in sorted(ASSETS.iterdir()):
        assert not forbidden.findall(path.read_text(encoding="utf-8")), path.name


def test_hostile_names_come_back_from_the_data_as_they_are() -> None:
    case = hostile_case()
    page = page_of(case, tiny_plan())
    data = data_of(page)
    assert data["settlements"]["bg"] == [place.name.bg for place in case.region.settlements]
    assert data["about"]["title"] == [HOSTILE[2], HOSTILE[1]]
    assert page.inside[0] == HOSTILE[2], "the title of the page is text too"
    assert not re.search("[<>&\u2028\u2029]", page.inside[2])


def test_half_a_character_is_replaced() -> None:
    assert json.loads(embedded(["a\ud800b"])) == ["a\ufffdb"]


def test_needs_are_in_thousandths_with_unmet_and_the_ends_of_the_range() -> None:
    """The tiny plan by hand; its region has no rates, so the ends of the range are the need itself."""
    data = document(tiny_case(), tiny_plan(), None)
    home, visits = 0, 1
    assert data["needs"] == [
        [[home, 4000, 2001, 667, 0, 4000, 2001, 4000, 2001], [visits, 0, 300, 0, 100, 0, 300, 0, 300]],
        [[home, 0, 1, 0, 0, 0, 1, 0, 1], [visits, 100, 100, 0, 0, 100, 100, 100, 100]],
        [[home, 9000, 9000, 9000, 1900, 9000, 9000, 9000, 9000]],
        [[home, 0, 6200, 0, 1, 0, 6200, 0, 6200]],
    ]


def test_range_of_the_need_holds_the_need_itself() -> None:
    case = haskovo_case()
    rows = [row for place in document(case, full_plan(case), None)["needs"] for row in place]  # type: ignore[union-attr]
    n = len(case.periods)
    assert len(rows) > 3000
    for _, *values in rows:  # type: ignore[misc]
        need_, low, high = values[:n], values[2 * n : 3 * n], values[3 * n :]
        assert all(a <= b <= c for a, b, c in zip(low, need_, high, strict=True))


def test_units_say_places_users_money_change_and_whom_they_serve() -> None:
    old, _, asylum, home, visits = document(tiny_case(), tiny_plan(), None)["units"]  # type: ignore[misc]
    assert (old["places"], old["users"], old["start"], old["name"]) == (
        [10, 12],
        [3333, 2002],
        None,
        ["име old_home", "name old_home"],
    )
    assert old["served"] == [[0, 0, 0, 3333, 2001], [1, 30.1, 20.2, 0, 1]]
    assert (asylum["change"]["kind"], asylum["change"]["before"], asylum["change"]["after"]) == ("shrink", 44, 40)
    assert (home["capital"], home["running"], home["teams"]) == (19_000_011, 3_000_021, False)
    assert home["money"] == [[0, 0, 0, 10], [1, 0, 0, 10_000_000], [0, 0, 1, 9_000_001], [0, 1, 1, 3_000_021]]
    assert (home["at"], home["start"]) == (2, 2022)  # contract in the middle year of 2021-2023, no lead time
    assert (visits["teams"], visits["units"]) == (True, [1, 1])


def test_certainty_stands_with_its_unit_only() -> None:
    mark = MarkCertainty(Place("home", "00021"), 1, 0.87, "solid", ())
    units = document(tiny_case(), tiny_plan(), Sureness(10, {"new.home.00021": [mark]}))["units"]
    assert [row.get("sure") for row in units] == [None, None, None, [[0.87, "solid"]], None]  # type: ignore[union-attr]


def test_certainty_of_an_ensemble_is_that_of_the_tables(tmp_path: Path) -> None:
    case = haskovo_case()
    plan = full_plan(case)
    certainties = certainties_of(case, plan, worlds=20, missing=0)
    write_screen_map(case, plan, tmp_path, certainty=certainties)
    units = data_of(Parts((tmp_path / FILE).read_text(encoding="utf-8")))["units"]
    known = unit_certainties(plan, certainties)
    assert [row["sure"] for row in units] == [[[m.share, m.certainty] for m in known[row["id"]]] for row in units]


def test_what_is_missing_and_the_ranges_of_villages_are_those_of_the_ensemble() -> None:
    """Three worlds, by hand: two build a second home in 00021's neighbour, which the plan has not."""
    case, plan = tiny_case(), tiny_plan()
    places = [place.ekatte for place in case.region.settlements]
    standing, extra = units_of(plan), Place("home", "00022")
    worlds = [{**standing, extra: 1}, {**standing, extra: 2}, standing]
    plans = tuple(
        world_plan(n, units, (0.1 * n, 0.5, 0.5, float("nan")), value=1.0, served=2_800.0)
        for n, units in enumerate(worlds, start=1)
    )
    central = world_plan(0, standing, (0.2, 0.5, 0.5, float("nan")), value=1.0, served=2_800.0)
    ensemble = Ensemble(1, (), (), plans, central)
    certainties = Certainties(ensemble, (), read_missing(ensemble), read_served(ensemble, places), (), (), 0.005)
    found: Any = document(case, plan, sureness(plan, certainties))["sure"]
    services = [service.id for service in case.region.catalogue.services]
    assert found["worlds"] == 3
    assert found["missing"] == [[services.index("home"), places.index("00022"), [pytest.approx(2 / 3)]]]
    low, median, high = found["served"][0]  # quantiles of 0.1, 0.2, 0.3
    assert (low, median, high) == (pytest.approx(0.11), pytest.approx(0.2), pytest.approx(0.29))
    assert found["served"][3] is None
    assert sum(found["counts"]) == sum(standing.values())
    assert found["region"] == [0.5, 0.5]  # 2,800 of 5,600 in each world
    assert document(case, plan, None)["sure"] is None


def test_never_called_optimal_when_it_is_not_proven() -> None:
    plan = tiny_plan()
    about: Any = document(tiny_case(), plan, None)["about"]
    assert about["proof"] == [proof(plan, "bg"), proof(plan, "en")]
    assert about["stopped"] is True
    said = json.dumps(about, ensure_ascii=False)
    assert "птимал" not in said
    assert "ptimal" not in said


def test_ground_keeps_shared_borders_on_a_grid_of_whole_steps() -> None:
    """Four squares of 0.1 degree: each path is a rectangle, and neighbours have the same corners."""
    ground = ground_of(tiny_case())
    assert max(ground.width, ground.height) == GRID
    corners = [set(_corners(path)) for path in ground.cells]
    assert len(corners) == 4
    assert len(corners[0] & corners[1]) >= 2
    assert len(corners[0] & corners[2]) >= 2
    for code, (x, y, radius) in ground.labels.items():
        assert radius > 0
        assert shapely.Polygon(_corners(ground.municipalities[code])).contains(shapely.Point(x, y))


def _corners(path: str) -> list[tuple[int, int]]:
    numbers = [int(one) for one in re.findall(r"-?\d+", path)]
    steps = np.array(numbers).reshape(-1, 2)
    return [(int(x), int(y)) for x, y in np.cumsum(steps, axis=0)]


def test_borders_with_very_many_corners_are_simplified_together() -> None:
    case = tiny_case()
    fine = [shapely.segmentize(cell, 1e-6 * 8) for cell in case.region.territories.cells]
    assert shapely.get_num_coordinates(fine).sum() > MOST_CORNERS
    heavy = replace(case, region=replace(case.region, territories=replace(case.region.territories, cells=tuple(fine))))
    ground = ground_of(heavy)
    assert sum(len(_corners(path)) for path in ground.cells) < MOST_CORNERS / 4
    assert len(set(_corners(ground.cells[0])) & set(_corners(ground.cells[1]))) >= 2


QUESTION = 'stages = [{ objective = "unmet", gap = 0.0 }]\n'


def test_region_without_longitudes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        ground_of(read_case(write_question(tmp_path, QUESTION)))


def test_points_with_longitudes_are_drawn_without_territories(tmp_path: Path) -> None:
    region = copy_of_line(tmp_path, points="point,x,y,lat,lon\nA,0,0,42,25\nB,3,0,42.5,25.5\n")
    case = read_case(write_question(tmp_path, QUESTION, region))
    plan = replace(
        tiny_plan(), periods=(PlanPeriod(2024, 2024),), stages=(), units=(), served=(), moved=(), needs=(), envelopes=()
    )
    assert '"cell":["",""]' in screen_map(case, plan, None)
    assert ground_of(case).points.tolist()[0][1] > ground_of(case).points.tolist()[1][1], "south is below north"


def test_haskovo_weighs_less_than_a_megabyte() -> None:
    case = haskovo_case()
    page = screen_map(case, full_plan(case), None)
    assert 200_000 < len(page.encode()) < 1_000_000


def test_every_word_is_asked_for_and_every_key_has_words() -> None:
    source = "\n".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    plain = set(re.findall(r'"([a-z][a-z_0-9]*)"', source))
    families = set(re.findall(r"`([a-z]+_)\$\{", source))
    called = set(re.findall(r'say\("([a-z_0-9]+)"', source))
    assert called <= set(WORDS)
    assert [key for key in WORDS if key not in plain and not key.startswith(tuple(families))] == []
    for key, words in WORDS.items():
        assert sorted(re.findall(r"\{\d\}", words.bg)) == sorted(re.findall(r"\{\d\}", words.en)), key
        assert words.bg or key.endswith("_before")


def test_every_asset_is_in_the_page_and_in_the_package() -> None:
    assert {f"{name}.js" for name in SCRIPTS} | {f"{name}.css" for name in STYLES} | {"page.html"} == {
        path.name for path in ASSETS.iterdir()
    }
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"mapping.publish.screen" = ["assets/*"]' in project


def test_colours_are_those_of_the_printed_map() -> None:
    css = (ASSETS / "map.css").read_text(encoding="utf-8")
    for n, (color, tint) in enumerate(zip(SHARE_COLORS, SHARE_TINTS, strict=True)):
        assert f".dot.share-{n} {{ fill: {color}; }}" in css
        assert f".cell.share-{n} {{ fill: {tint}; }}" in css
    assert f".cell.share-none {{ fill: {NONE_TINT}; }}" in css
    assert f".mark.new > :first-child {{ fill: {NEW_RED}; stroke: {NEW_RED};" in css
