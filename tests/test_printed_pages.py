"""Pages of services and periods, the overview on A4, insets: what stands on them, and that nothing lies over another.

`python tests/test_printed_pages.py` writes the thumbnails of tests/golden/pages anew: look at the pages first.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from builders import need, tiny_case, tiny_plan, unit, visit
from matplotlib.figure import Figure
from test_printed_map import (
    CROWDED,
    HOSTILE,
    check_field,
    haskovo,
    haskovo_case,
    inside,
    on_page,
    plan_of,
    texts,
    worst,
    worst_plan,
    written_in,
)
from thumbnails import GOLDEN, alike, golden, thumbnail, written

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed import a4_pages, field_drawing, page, period_pages, service_pages
from mapping.publish.printed.a4_pages import draw_a4_map, write_a4_map
from mapping.publish.printed.field import Field, arrange, arrange_on, base_of
from mapping.publish.printed.inset import Inset, find_inset, magnified
from mapping.publish.printed.layout import A3, A4_LEGEND, A4_MAP
from mapping.publish.printed.legend import STATE_WORDS
from mapping.publish.printed.municipalities import spaced
from mapping.publish.printed.notes import notes
from mapping.publish.printed.page import draw_map
from mapping.publish.printed.period_pages import draw_period_map, write_period_maps
from mapping.publish.printed.phases import sites_in
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.service_pages import draw_service_map, service_sheets, write_service_maps
from mapping.publish.printed.sites import Site, State, sites_of
from mapping.publish.printed.spokes import Spoke, dashes_of, spokes_of, thickness
from mapping.publish.printed.territories import Ground
from mapping.publish.printed.text import ManyWords
from mapping.region.edits import Edits
from mapping.words import Language, Text

__all__ = ["haskovo", "worst"]  # fixtures

LEAST_LETTERS = 4.8
"""Points: the numbers inside the smallest marks. Sentences are larger."""


@pytest.fixture(scope="module")
def served(haskovo: Case, worst: Plan) -> Plan:
    """The worst case with people served: every village by the new day centre for the elderly in the largest town."""
    return served_plan(haskovo, worst)


def served_plan(haskovo: Case, worst: Plan) -> Plan:
    new = f"{CROWDED}.day_elderly"
    assert any(u.id == new for u in worst.units)
    villages = [place.ekatte for place in haskovo.region.settlements if place.ekatte != CROWDED]
    return replace(
        worst,
        served=tuple(visit(code, new, "day_elderly", 1, 900 * (1 + i % 30), minutes=9.0, km=5.0)
                     for i, code in enumerate(villages)),
        needs=tuple(need(code, "day_elderly", 1, 900 * (1 + i % 30), 0) for i, code in enumerate(villages)),
    )  # fmt: skip


def all_pages(case: Case, plan: Plan, language: Language) -> dict[str, Figure]:
    """Every page of every product, but the A3 overview."""
    first, second = draw_a4_map(case, plan, language)
    pages = {"a4 map": first, "a4 legend": second}
    base = base_of(case, service_pages.LAYOUT.frame, language)
    for sheet in service_sheets(case, plan):
        pages[sheet.service.id] = draw_service_map(case, plan, sheet, base, language)
    base = base_of(case, period_pages.LAYOUT.frame, language)
    for t in range(len(plan.periods)):
        pages[plan.periods[t].name] = draw_period_map(case, plan, t, base, language)
    return pages


@pytest.fixture(scope="module")
def pages(haskovo: Case, served: Plan) -> dict[str, Figure]:
    return all_pages(haskovo, served, "bg")


class TestInset:
    def ground(self) -> tuple[Ground, Rect]:
        """A region on the left of a frame, with three settlements in a row 6 mm apart and two far from all."""
        frame = Rect(0.0, 0.0, 280.0, 200.0)
        region = shapely.box(4.0, 4.0, 130.0, 196.0)
        points = np.array([(60.0, 100.0), (66.0, 100.0), (72.0, 100.0), (20.0, 20.0), (120.0, 190.0)])
        return Ground(
            400_000, (region,), {"A": region}, region, points, np.full(len(points), 0.75), frozenset(range(5))
        ), frame

    def test_what_crowds_is_magnified_in_free_land(self):
        ground, frame = self.ground()
        inset = find_inset(ground, frame, [], dict.fromkeys(range(5), 600.0))
        assert inset is not None
        assert inset.settlements == {0, 1, 2}
        assert inside(inset.room, frame)
        room = shapely.box(inset.room.x0, inset.room.y0, inset.room.x1, inset.room.y1)
        assert not shapely.intersects(room, ground.region)
        assert inset.room.width / inset.window.width == pytest.approx(inset.room.height / inset.window.height)
        assert inset.factor > 1.5
        for i in range(3):
            x, y = ground.points[i]
            assert inside(Rect(x, y, x, y), inset.window)

    def test_where_nothing_crowds_there_is_none(self):
        ground, frame = self.ground()
        assert find_inset(ground, frame, [], dict.fromkeys(range(5), 30.0)) is None

    def test_two_blocks_do_not_crowd(self):
        ground, frame = self.ground()
        assert find_inset(ground, frame, [], {0: 600.0, 1: 600.0}) is None

    def test_where_there_is_no_free_land_there_is_none(self):
        ground, frame = self.ground()
        free = Rect(131.0, 0.0, 280.0, 200.0)
        assert find_inset(ground, frame, [free], dict.fromkeys(range(5), 600.0)) is None

    def test_the_ground_of_the_inset_is_the_window_made_larger(self):
        ground, _ = self.ground()
        inset = Inset(Rect(56.0, 90.0, 76.0, 110.0), Rect(200.0, 20.0, 240.0, 60.0), frozenset({0, 1, 2}))
        larger = magnified(ground, inset)
        assert larger.denominator == 200_000
        assert larger.points[0].tolist() == [208.0, 40.0]
        assert (larger.points[1] - larger.points[0]).tolist() == [12.0, 0.0]
        assert shapely.equals(larger.region, shapely.box(200.0, 20.0, 240.0, 60.0))

    @pytest.mark.parametrize("layout", [A3, A4_MAP], ids=["A3", "A4"])
    def test_every_unit_is_shown_once_on_the_map_or_its_inset(self, haskovo: Case, worst: Plan, layout):
        sites = sites_of(haskovo, worst, changes=True)
        field = arrange(haskovo, sites, layout.frame, "bg")
        check_field(field)
        shown = [block.site for block in field.all_blocks if block.placed]
        assert len(shown) + field.left_out == len(sites)
        assert {site.settlement for site in shown} <= {site.settlement for site in sites}
        assert len({site.settlement for site in shown}) == len(shown)

    def test_a_crowded_town_gets_an_inset_with_a_scale_of_its_own(self, haskovo: Case):
        """Six marks in the largest town and in its six nearest villages: their blocks have no room between them."""
        places = haskovo.region.settlements
        town = next(place for place in places if place.ekatte == CROWDED)
        near = sorted(places, key=lambda p: (p.lat - town.lat) ** 2 + (p.lon - town.lon) ** 2)[:7]
        services = haskovo.region.catalogue.services[:6]
        plan = plan_of(*(
            unit(f"{p.ekatte}.{s.id}", s.id, s.kind, p.ekatte, "new", places=(0, 9), in_service=(0, 1))
            for p in near for s in services
        ))  # fmt: skip
        field = arrange(haskovo, sites_of(haskovo, plan), A3.frame, "bg")
        assert field.inset is not None and field.within is not None
        check_field(field)
        assert {block.site.settlement for block in field.within.blocks} == field.inset.settlements
        assert len(field.inset.settlements) >= 3
        written_words = texts(draw_map(haskovo, plan))
        assert f"1:{field.within.ground.denominator // 1000} 000" in written_words
        lone = plan_of(*(u for u in plan.units if u.settlement == CROWDED))
        assert arrange(haskovo, sites_of(haskovo, lone), A3.frame, "bg").inset is None


@pytest.fixture(scope="module")
def alone(haskovo: Case) -> Case:
    code = haskovo.region.settlement(CROWDED).municipality
    return replace(haskovo, region=replace(haskovo.region, edits=Edits(municipalities=frozenset({code}))))


@pytest.fixture(scope="module")
def alone_plan(alone: Case) -> Plan:
    mine = [p.ekatte for p in alone.region.settlements if alone.region.edits.plans_for(p.municipality)]
    home = next(s for s in alone.region.catalogue.services if s.kind == "residential")
    made = unit("a", home.id, home.kind, CROWDED, "new", places=(0, 8), in_service=(0, 1))
    served = (visit(mine[0], "a", home.id, 1, 900, minutes=9.0, km=5.0),)
    return replace(plan_of(made), served=served, needs=tuple(need(code, home.id, 1, 900, 0) for code in mine))


class TestSomeMunicipalities:
    """A scenario that plans for one municipality alone: the pages show it, and say nothing of the others."""

    def test_its_land_fills_the_page_and_the_others_are_not_drawn(self, haskovo: Case, alone: Case, alone_plan: Plan):
        field, all_of_it = (arrange(case, sites_of(case, alone_plan), A3.frame, "bg") for case in (alone, haskovo))
        check_field(field)
        assert field.ground.denominator < 0.6 * all_of_it.ground.denominator
        places = alone.region.settlements
        assert len(field.members) == 37
        assert {places[i].municipality for i in field.members} == {places[min(field.members)].municipality}
        assert [label.text for label in field.municipalities] == [spaced("Хасково")]
        names = {places[i].name.bg for i in field.members}
        assert {label.text for label in field.settlements} <= names

    def test_nobody_is_said_to_have_no_need(self, alone: Case, alone_plan: Plan):
        for name, figure in {**all_pages(alone, alone_plan, "bg"), "a3": draw_map(alone, alone_plan)}.items():
            if name != "2021–2023":  # no need is given for that period
                assert "без потребност или жители" not in texts(figure), name
            assert "Свиленград" not in on_page(figure), name

    def test_the_number_of_different_people_is_that_of_the_municipality(self, haskovo: Case, alone: Case):
        said = [re.search(r"около ([\d\s]+) различни", notes(case, "bg")[1]) for case in (haskovo, alone)]
        region, one = (int(re.sub(r"\s", "", found[1])) for found in said if found)
        assert 0.2 * region < one < 0.6 * region


class TestAllPages:
    def test_the_a4_map_says_what_the_reader_of_one_sheet_must_know(self, pages: dict[str, Figure]):
        assert pages["a4 map"].get_size_inches() * 25.4 == pytest.approx(A4_MAP.size)
        assert pages["a4 legend"].get_size_inches() * 25.4 == pytest.approx(A4_LEGEND.size)
        foot = on_page(pages["a4 map"])
        known = ("Индикативна оценка", "2024–2027", "Пътуването е оценено", "Приблизителни граници", "при печат на А4")
        for words in known:
            assert words in foot

    def test_letters_can_be_read(self, pages: dict[str, Figure]):
        """Type does not shrink with the paper; blocks may, but not on the legend nor in sentences."""
        for name, figure in pages.items():
            if name == "a4 map" or name[:2] == "20":
                continue  # 40 settlements with blocks: smaller blocks there
            sizes = [words.get_fontsize() for words in written_in(figure)]
            sizes += [one.size for many in figure.findobj(ManyWords) for one in many.written]
            assert min(sizes) >= LEAST_LETTERS, name
            sentences = [w.get_fontsize() for w in written_in(figure) if len(w.get_text()) > 12]
            assert min(sentences) >= 6.5, name

    def test_no_text_leaves_the_page(self, pages: dict[str, Figure]):
        for name, figure in pages.items():
            sheet = figure.bbox
            for artist in written_in(figure):
                box = artist.get_window_extent()
                assert sheet.x0 <= box.x0 and box.x1 <= sheet.x1, (name, artist)
                assert sheet.y0 <= box.y0 and box.y1 <= sheet.y1, (name, artist)

    def test_names_of_settlements_stand_in_the_frame(self, pages: dict[str, Figure]):
        frame = service_pages.LAYOUT.frame
        found = [one for many in pages["day_elderly"].findobj(ManyWords) for one in many.written]
        assert len(found) > 50
        for one in found:
            assert inside(Rect(one.x, one.y, one.x, one.y), frame)

    def test_blocks_and_names_of_a_service_page_lie_apart(self, haskovo: Case, served: Plan):
        base = base_of(haskovo, service_pages.LAYOUT.frame, "bg")
        sheets = list(service_sheets(haskovo, served))
        assert len(sheets) > 15
        for sheet in sheets:
            field = arrange_on(haskovo, base, sheet.sites, "bg")
            assert field.left_out == 0
            check_field(field)

    @pytest.mark.parametrize("language", ["bg", "en"])
    def test_names_of_municipalities_leave_the_dots_of_villages_free(self, haskovo: Case, language: Language):
        """Of 261 dots the letters of the eleven names of a service page may touch two: some territories are full of
        dots."""
        base = base_of(haskovo, service_pages.LAYOUT.frame, language)
        assert len(base.names) == len(haskovo.region.municipalities)
        touched = 0
        for label in base.names.values():
            lower = label.size * 0.3528 * 0.1  # capitals are lower than the line
            letters = shapely.box(label.rect.x0, label.rect.y0 + lower, label.rect.x1, label.rect.y1 - lower)
            away = shapely.distance(letters, shapely.points(base.ground.points))
            touched += int((away < base.ground.radii).sum())
        assert touched <= 2

    def test_no_name_could_be_read_as_that_of_a_larger_dot(self, haskovo: Case, served: Plan):
        """„Минерални бани“ must not end at the dot of Хасково: nearest to a name is its own dot, or a smaller one."""
        base = base_of(haskovo, service_pages.LAYOUT.frame, "bg")
        sheet = next(sheet for sheet in service_sheets(haskovo, served) if sheet.service.id == "day_elderly")
        field = arrange_on(haskovo, base, sheet.sites, "bg")
        by_name: dict[str, list[int]] = {}
        for i, settlement in enumerate(haskovo.region.settlements):
            by_name.setdefault(settlement.name.bg, []).append(i)
        assert "Минерални бани" in {label.text for label in field.settlements}
        for label in field.settlements:
            rect = shapely.box(label.rect.x0, label.rect.y0, label.rect.x1, label.rect.y1)
            away = shapely.distance(rect, shapely.points(base.ground.points)) - base.ground.radii
            own = min(by_name[label.text], key=lambda i: away[i])
            larger = np.flatnonzero(base.ground.radii > base.ground.radii[own])
            assert away[own] < away[larger].min(initial=np.inf), label.text

    def test_the_legend_of_each_page_has_the_states_that_occur_and_no_other(self, haskovo: Case, served: Plan, pages):
        every: dict[str, tuple[Site, ...]] = {
            sheet.service.id: sheet.sites for sheet in service_sheets(haskovo, served)
        }
        every |= {p.name: sites_in(haskovo, served, t) for t, p in enumerate(served.periods)}
        for name, sites in every.items():
            states: set[State] = {mark.state for site in sites for mark in site.marks}
            shown = {state for state, words in STATE_WORDS.items() if words.bg in texts(pages[name])}
            assert shown == states, name

    @pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_names_are_drawn_literally_or_cut(self, hostile: str, tmp_path: Path):
        case = tiny_case(lambda _code: Text(hostile, hostile), note=hostile)
        for number, figure in enumerate(all_pages(case, tiny_plan(), "bg").values()):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                figure.savefig(tmp_path / f"{number}.pdf")
            assert all(len(line) < 220 for line in texts(figure))
            assert not any(words.get_parse_math() for words in written_in(figure))

    def test_the_same_plan_gives_the_same_bytes(self, tmp_path: Path):
        for folder in (tmp_path / "a", tmp_path / "b"):
            folder.mkdir()
            for write in (write_a4_map, write_service_maps, write_period_maps):
                write(tiny_case(), tiny_plan(), folder)
        files = sorted(path.relative_to(tmp_path / "a").as_posix() for path in (tmp_path / "a").rglob("*.*"))
        assert files == [
            "map_a4.pdf", "map_a4/1_map.png", "map_a4/2_legend.png", "maps_periods.pdf",
            "maps_periods/1_2021_2023.png", "maps_periods/2_2024_2024.png", "maps_services.pdf",
            "maps_services/01_home.png", "maps_services/02_visits.png", "maps_services/03_asylum.png",
        ]  # fmt: skip
        for path in files:
            found = (tmp_path / "a" / path).read_bytes()
            assert found == (tmp_path / "b" / path).read_bytes(), path
            assert b"Date" not in found or path.endswith(".png")


class TestServices:
    """On the tiny plan, whose lines and states are told by hand."""

    def test_lines_join_villages_with_the_units_that_serve_them(self):
        """In the last period 0.001 of 00012 at the old home of 00011, 0.2 of 00022 at the new ones of 00021; who is
        served at home has no line."""
        assert spokes_of(tiny_case(), tiny_plan(), "home") == (Spoke(1, 0, 1, False), Spoke(3, 2, 200, True))
        assert spokes_of(tiny_case(), tiny_plan(), "visits") == (Spoke(0, 1, 200, True),)
        assert spokes_of(tiny_case(), tiny_plan(), "asylum") == ()

    def test_lines_are_the_thicker_the_more_users_they_carry(self):
        widths = [thickness(milli) for milli in (999, 1_000, 5_000, 20_000)]
        assert widths == sorted(set(widths))

    def test_lines_to_neighbouring_places_have_different_dashes(self):
        """Three fans in a row: the middle one crosses both others, which are far from each other."""
        points = np.array([(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (20.0, 0.5), (80.0, 0.5), (0.0, 30.0)])
        spokes = (Spoke(3, 0, 100, True), Spoke(5, 0, 100, True), Spoke(3, 1, 100, True), Spoke(4, 1, 100, True),
                  Spoke(4, 2, 100, False))  # fmt: skip
        dashes = dashes_of(spokes, points)
        assert dashes[1] not in (dashes[0], dashes[2])
        assert dashes[1] == 0 and dashes[2] == 1  # new: unbroken first; of today: dashed first
        alone = tuple(spoke for spoke in spokes if spoke.site != 1)
        assert dashes_of(alone, points) == {0: 0, 2: 1}

    def test_on_a_page_with_many_places_no_two_near_ones_look_alike(self, haskovo: Case):
        """Every village is served by the nearest of eight towns; their fans touch their neighbours'."""
        ground = base_of(haskovo, service_pages.LAYOUT.frame, "bg").ground
        towns = np.argsort(-ground.radii, kind="stable")[:8]
        away = np.hypot(*np.moveaxis(ground.points[:, None] - ground.points[towns][None], 2, 0))
        spokes = tuple(Spoke(i, int(towns[j]), 900, True) for i, j in enumerate(away.argmin(axis=1)) if i not in towns)
        dashes = dashes_of(spokes, ground.points)
        fans = {site: shapely.MultiLineString([ground.points[[s.home, s.site]] for s in spokes if s.site == site])
                for site in dashes}  # fmt: skip
        alike_ = [(a, b) for a in fans for b in fans if a < b and dashes[a] == dashes[b]]
        assert alike_
        assert all(shapely.distance(fans[a], fans[b]) > 1.9 for a, b in alike_)

    def test_every_settlement_is_drawn_and_every_unit_has_a_row(
        self, haskovo: Case, served: Plan, pages: dict[str, Figure]
    ):
        figure = pages["day_elderly"]
        [dots] = [found for found in figure.axes[0].collections if found.get_gid() == "settlements"]
        with_need = {record.settlement for record in served.needs if record.need_milli}
        inhabited = {p.ekatte for p in haskovo.region.settlements if p.population_2021}
        assert len(dots.get_paths()) == len(with_need & inhabited)
        rows = [u for u in served.units if u.service == "day_elderly"]
        assert rows
        said = texts(figure)
        for one in rows:
            assert haskovo.region.settlement(one.settlement).name.bg in said

    def test_english_pages_are_english(self):
        for figure in all_pages(tiny_case(), tiny_plan(), "en").values():
            said = on_page(figure)
            assert "Indicative estimate" in said
            assert not [letter for letter in said if "а" <= letter <= "я"]

    def test_a_line_is_drawn_for_each(self, haskovo: Case, served: Plan, pages: dict[str, Figure]):
        drawn = [lines for lines in pages["day_elderly"].axes[0].collections if lines.get_zorder() == 3.5]
        assert sum(len(lines.get_segments()) for lines in drawn) == len(haskovo.region.settlements) - 1
        assert len(spokes_of(haskovo, served, "day_elderly")) == len(haskovo.region.settlements) - 1

    def test_a_service_whose_need_nobody_estimates_has_no_share(self):
        case, plan = tiny_case(), tiny_plan()
        sheets = {sheet.service.id: sheet for sheet in service_sheets(case, plan)}
        base = base_of(case, service_pages.LAYOUT.frame, "bg")
        said = on_page(draw_service_map(case, plan, sheets["asylum"], base, "bg"))
        assert "потребността не е оценена" in said
        assert "100 %" not in said
        known = on_page(draw_service_map(case, plan, sheets["home"], base, "bg"))
        assert "потребността не е оценена" not in known
        assert "от тях обслужени" in known

    def test_units_that_a_plan_changes_have_their_own_mark(self):
        [asylum] = [m for s in sites_of(tiny_case(), tiny_plan(), changes=True) for m in s.marks if m.number == 3]
        assert asylum.state == "changed"
        [plain] = [m for s in sites_of(tiny_case(), tiny_plan()) for m in s.marks if m.number == 3]
        assert plain.state == "existing"


class TestPeriods:
    def test_what_stands_what_is_new_and_what_changes(self):
        """In the first period the old home, the asylum and the team, if it serves; in the second the three new homes,
        the home under construction and the asylum, which shrinks then."""
        case, plan = tiny_case(), tiny_plan()

        def found(period: int) -> set[tuple[int, int, State]]:
            return {(s.settlement, m.number, m.state) for s in sites_in(case, plan, period) for m in s.marks}

        team = next(u for u in plan.units if u.service == "visits")
        teams: set[tuple[int, int, State]] = {(1, 2, "new")} if team.units_in_service[0] else set()
        assert found(0) == {(0, 1, "existing"), (2, 3, "existing"), *teams}
        later: set[tuple[int, int, State]] = {(1, 2, "earlier")} if teams else {(1, 2, "new")}
        assert found(1) == {
            (0, 1, "existing"), (2, 1, "new"), (3, 1, "committed"), (2, 3, "changed"), *later,
        }  # fmt: skip

    def test_a_unit_that_ends_is_shown_in_the_period_in_which_it_ends(self):
        plan = tiny_plan()
        closed = replace(next(u for u in plan.units if u.id == "old_home"), places=(10, 0), units_in_service=(1, 0))
        plan = replace(plan, units=(closed, *(u for u in plan.units if u.id != "old_home")))
        [mark] = [m for s in sites_in(tiny_case(), plan, 1) if s.settlement == 0 for m in s.marks]
        assert (mark.state, mark.places) == ("closed", 10)


def drawn(name: str, case: Case, plan: Plan) -> Figure:
    """The page whose thumbnail is kept under `name`."""
    if name == "overview":
        return draw_map(case, plan)
    if name == "a4_map":
        return draw_a4_map(case, plan)[0]
    if name == "a4_legend":
        return draw_a4_map(case, plan)[1]
    if name == "service":
        sheet = next(sheet for sheet in service_sheets(case, plan) if sheet.service.id == "day_elderly")
        return draw_service_map(case, plan, sheet, base_of(case, service_pages.LAYOUT.frame, "bg"))
    return draw_period_map(case, plan, 1, base_of(case, period_pages.LAYOUT.frame, "bg"))


ARRANGED: dict[Rect, Field] = {}


def _arranged_once(case: Case, sites: tuple[Site, ...], frame: Rect, language: Language) -> Field:
    if frame not in ARRANGED:
        ARRANGED[frame] = arrange(case, sites, frame, language)
    return ARRANGED[frame]


PAGES = ("overview", "a4_map", "a4_legend", "service", "period")
LAYERS = (
    ("overview", field_drawing, "draw_ground"),
    ("overview", field_drawing, "draw_blocks"),
    ("a4_map", field_drawing, "draw_dots"),
    ("overview", field_drawing, "draw_place_labels"),
    ("overview", page, "draw_service_table"),
    ("overview", page, "draw_facts"),
    ("a4_map", field_drawing, "draw_blocks"),
    ("a4_legend", a4_pages, "draw_mark_legend"),
    ("service", service_pages, "draw_spokes"),
    ("period", period_pages, "draw_lines"),
)


class TestPictures:
    @pytest.fixture(autouse=True)
    def arranged_once(self, monkeypatch: pytest.MonkeyPatch):
        """All pictures are of one plan: its blocks are placed once for each frame."""
        for room in (page, a4_pages):
            monkeypatch.setattr(room, "arrange", _arranged_once)

    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_looks_as_it_did(self, name: str, haskovo: Case, served: Plan):
        assert alike(thumbnail(drawn(name, haskovo, served)), golden(name)), f"look at the page “{name}”"

    @pytest.mark.parametrize(("name", "room", "layer"), LAYERS, ids=[f"{n}-{layer}" for n, _, layer in LAYERS])
    def test_a_missing_layer_is_seen(
        self, name: str, room, layer: str, haskovo: Case, served: Plan, monkeypatch: pytest.MonkeyPatch
    ):
        """The thumbnails can fail: without one layer of the page they do."""
        monkeypatch.setattr(room, layer, lambda _axes, where, *_, **__: getattr(where, "y1", 100.0))
        assert not alike(thumbnail(drawn(name, haskovo, served)), golden(name))


def write_thumbnails() -> None:
    case = haskovo_case()
    plan = served_plan(case, worst_plan(case))
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (GOLDEN / f"{name}.txt").write_text(written(thumbnail(drawn(name, case, plan))), encoding="ascii", newline="\n")


if __name__ == "__main__":
    write_thumbnails()
