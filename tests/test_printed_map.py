"""The printed map: what stands on the page, that nothing lies over another thing, that its bytes repeat."""

from __future__ import annotations

import random
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import NO_SIZE, case_of, need, tiny_case, tiny_plan, unit
from changing import change, old_home_may
from matplotlib.figure import Figure
from matplotlib.text import Text as Words
from toy import solve

from mapping.instance import Case
from mapping.plan import Plan, PlanPeriod, PlanUnit, StageProof
from mapping.publish.printed import draw_map, write_map
from mapping.publish.printed.field import Field, arrange
from mapping.publish.printed.furniture import WARNING_RED, bar_kilometres
from mapping.publish.printed.layout import A3
from mapping.publish.printed.municipalities import spaced
from mapping.publish.printed.placement import GAP, Box, Placed, place
from mapping.publish.printed.rectangles import Rect
from mapping.publish.printed.sentences import INDICATIVE, could_improve, proof
from mapping.publish.printed.sites import Mark, service_totals, sites_of
from mapping.publish.printed.territories import share_classes
from mapping.publish.printed.text import MISSING, clean, clip, width_mm, wrap
from mapping.region import read_region
from mapping.scenario import Period, Scenario
from mapping.scenario.schema import Bilingual, ScenarioFile, Stage
from mapping.words import Language, Text

HASKOVO = Path(__file__).parent.parent / "geodata" / "haskovo"
TITLE = "Карта на опита"
CROWDED = "77195"
PROVEN = StageProof("unmet", True, 100.0, 100.0, 98.9, 0.011, 0.03, 0.0, "within_gap")
HOSTILE = (
    "$x^2$ и \\frac{1}{2}",
    "= 2 + 2",
    "<b>&amp;</b>",
    "два\nреда\r\nи\tтабулатор",
    "\u202eобърнато\u202c \u0007 \U0001f600 名",
    "",
    " ",
    "Щ" * 5000,
    "много думи " * 500,
)


@pytest.fixture(scope="module")
def haskovo() -> Case:
    """The shipped region, with no need of its own."""
    return haskovo_case()


@pytest.fixture(scope="module")
def worst(haskovo: Case) -> Plan:
    """25 marks in the largest town, and one to six in each of the 39 next larger settlements."""
    return worst_plan(haskovo)


def haskovo_case() -> Case:
    region = read_region(HASKOVO)
    keys = ScenarioFile(
        title=Bilingual(bg=TITLE, en="Map of the trial"),
        question=Bilingual(bg="?", en="?"),
        region="haskovo",
        periods=(Period(first_year=2021, last_year=2023), Period(first_year=2024, last_year=2027)),
        stages=(Stage(objective="unmet", gap=0.03),),
    )
    services = tuple(service for service in region.catalogue.services if service.planning is not None)
    return case_of(region, Scenario("trial", "trial.toml", keys, Path("haskovo")), services)


def worst_plan(haskovo: Case) -> Plan:
    services = haskovo.region.catalogue.services
    units: list[PlanUnit] = []
    larger = sorted(haskovo.region.settlements, key=lambda s: (-s.population_2021, s.ekatte))[:40]
    assert larger[0].ekatte == CROWDED
    for i, place_ in enumerate(larger):
        for j, service in enumerate(services if i == 0 else services[i % 7 : i % 7 + 1 + i % 6]):
            state = ("new", "existing", "committed")[(i + j) % 3]
            code = f"{place_.ekatte}.{service.id}"
            units.append(
                unit(
                    code,
                    service.id,
                    service.kind,
                    place_.ekatte,
                    state,
                    places=(0, 20 + j),
                    in_service=(0, 1),
                )
            )
    first = services[0]
    units.append(unit("second", first.id, first.kind, CROWDED, "committed", places=(0, 9), in_service=(0, 2)))
    return plan_of(*units)


@pytest.fixture(scope="module")
def worst_page(haskovo: Case, worst: Plan) -> Figure:
    """The page of the worst case in Bulgarian."""
    return draw_map(haskovo, worst)


def plan_of(*units: PlanUnit, stages: tuple[StageProof, ...] = (PROVEN,)) -> Plan:
    """A plan of two periods with these units; all of its need lies in two settlements."""
    needs = (need(CROWDED, "day_elderly", 1, 9_000, 3_000), need("21052", "day_elderly", 1, 0, 0))
    periods = (PlanPeriod(2021, 2023), PlanPeriod(2024, 2027))
    return Plan("trial", "haskovo", periods, stages, units, (), (), needs, (), NO_SIZE, "by hand")


def written_in(figure: Figure) -> list[Words]:
    """All that is written on the page."""
    return [words for words in figure.findobj(Words) if isinstance(words, Words) and words.get_text()]


def texts(figure: Figure) -> list[str]:
    return [words.get_text() for words in written_in(figure)]


def on_page(figure: Figure) -> str:
    return "\n".join(texts(figure))


def arranged(case: Case, plan: Plan, language: Language = "bg") -> Field:
    return arrange(case, sites_of(case, plan), A3.frame, language)


def pairs(rects: list[Rect]) -> list[tuple[Rect, Rect]]:
    """Every two that overlap."""
    return [(a, b) for i, a in enumerate(rects) for b in rects[:i] if a.overlaps(b)]


def test_the_same_plan_gives_the_same_bytes_of_all_files(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write_map(tiny_case(), tiny_plan(), tmp_path / "a")
    write_map(tiny_case(), tiny_plan(), tmp_path / "b")
    for name in ("map.png", "map.svg", "map.pdf"):
        first = (tmp_path / "a" / name).read_bytes()
        assert first == (tmp_path / "b" / name).read_bytes()
        assert b"dc:date" not in first
        assert b"CreationDate" not in first
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["map.pdf", "map.png", "map.svg"]


def test_the_page_is_a3_landscape():
    figure = draw_map(tiny_case(), tiny_plan())
    assert figure.get_size_inches() * 25.4 == pytest.approx(A3.size)
    assert A3.size == (420.0, 297.0)


@pytest.mark.parametrize("language", ["bg", "en"])
def test_title_municipalities_and_status_are_on_the_page(haskovo: Case, worst_page: Figure, language: Language):
    written = texts(worst_page if language == "bg" else draw_map(haskovo, plan_of(), language))
    assert Text(TITLE, "Map of the trial").of(language) in written
    for municipality in haskovo.region.municipalities:
        name = municipality.name.of(language)
        assert {spaced(name), name.upper()} & set(written)
    assert INDICATIVE.of(language) in written
    approximate = Text("Приблизителни граници", "Approximate boundaries").of(language)
    assert any(line.startswith(approximate) for line in written)


def test_the_table_lists_the_services_of_the_plan_and_no_other(haskovo: Case):
    services = haskovo.region.catalogue.services
    shown = (services[3], services[11])
    plan = plan_of(
        *(
            unit(s.id, s.id, s.kind, CROWDED, "new", places=(0, 15), in_service=(0, 1))
            for s in shown
        ),
        # Closed before the last period: not on the map.
        unit("old", services[5].id, services[5].kind, CROWDED, "existing", places=(9, 0), in_service=(1, 0)),
    )  # fmt: skip
    written = " ".join(texts(draw_map(haskovo, plan)))
    for service in services:
        assert (service.name.bg in written) == (service in shown), service.id


def test_the_legend_explains_only_marks_that_occur(haskovo: Case):
    home = next(s for s in haskovo.region.catalogue.services if s.kind == "residential")
    figure = draw_map(haskovo, plan_of(unit("a", home.id, home.kind, CROWDED, "new", places=(0, 8), in_service=(0, 1))))
    written = texts(figure)
    assert "резидентна услуга" in written
    assert "нова" in written
    assert "≤ 10 места (потребители)" in written
    for absent in (
        "мобилна услуга",
        "дневна услуга, център",
        "съществуваща",
        "договорена / в изграждане",
        "11–30",
    ):
        assert absent not in written


def test_a_plan_without_units_has_neither_marks_nor_table(haskovo: Case):
    written = texts(draw_map(haskovo, plan_of()))
    assert "Услуги: знаци" not in written
    assert "Услуги: номера и капацитет" not in written


def test_no_block_lies_over_another_nor_over_a_name_in_the_worst_case(haskovo: Case, worst: Plan):
    field = arranged(haskovo, worst)
    assert field.left_out == 0
    assert len(field.all_blocks) == 40
    assert max(len(block.site.marks) for block in field.all_blocks) == 25
    check_field(field)


def check_field(field: Field) -> None:
    """Nothing lies over another thing nor outside its frame, on the map and in its inset."""
    blocks = [block.placed.rect for block in field.blocks if block.placed]
    names = [label.rect for label in (*field.municipalities, *field.settlements)]
    hard = [field.inset.room] if field.inset else []
    assert pairs([*blocks, *(label.rect for label in field.municipalities), field.corner, *hard]) == []
    assert not [(a, b) for a in names for b in [*blocks, *hard] if a.overlaps(b)]
    assert pairs(names) == []
    for rect in [*blocks, *hard, *names]:
        assert inside(rect, field.frame)
    if field.inset is not None:
        assert not [rect for rect in blocks if rect.overlaps(field.inset.window)]
        assert field.within is not None
        check_field(field.within)


def inside(rect: Rect, frame: Rect) -> bool:
    return frame.x0 <= rect.x0 and rect.x1 <= frame.x1 and frame.y0 <= rect.y0 and rect.y1 <= frame.y1


def test_every_seat_of_a_municipality_is_named(haskovo: Case):
    field = arranged(haskovo, plan_of())
    named = {label.text for label in field.settlements}
    assert {haskovo.region.settlement(m.seat).name.bg for m in haskovo.region.municipalities} <= named


def test_random_boxes_keep_apart_and_inside():
    chance = random.Random(7)
    frame, obstacle = Rect(0, 0, 280, 240), Rect(100, 100, 140, 110)
    points = np.array([(chance.uniform(10, 270), chance.uniform(10, 230)) for _ in range(150)])
    for count in (1, 12, 45):
        boxes = [
            Box(f"b{i}", *points[i].tolist(), ((chance.uniform(8, 40), chance.uniform(9, 30)), (25.0, 12.0)))
            for i in range(count)
        ]
        placed = place(boxes, frame, [obstacle], points)
        rects = [spot.rect for spot in placed.values() if spot]
        assert len(rects) == count
        assert pairs([*rects, obstacle]) == []
        for box in boxes:
            spot = placed[box.key]
            assert spot is not None
            assert (spot.rect.width, spot.rect.height) == pytest.approx(box.sizes[spot.size])
            assert frame.x0 <= spot.rect.x0 and spot.rect.x1 <= frame.x1
            assert frame.y0 <= spot.rect.y0 and spot.rect.y1 <= frame.y1


def test_placing_does_not_depend_on_the_order_of_the_boxes():
    boxes = [Box(f"b{i}", 20.0 + 9 * i, 50.0 + (i * 37) % 60, ((18.0, 14.0), (10.0, 22.0))) for i in range(14)]
    frame, points = Rect(0, 0, 200, 150), np.array([(box.x, box.y) for box in boxes])
    shuffled = boxes.copy()
    random.Random(3).shuffle(shuffled)
    assert place(boxes, frame, [], points) == place(shuffled, frame, [], points)


def test_a_lone_box_stands_beside_its_point():
    placed = place([Box("a", 50.0, 50.0, ((20.0, 10.0),))], Rect(0, 0, 100, 100), [], np.array([(50.0, 50.0)]))
    spot = placed["a"]
    assert isinstance(spot, Placed)
    x, y = spot.rect.nearest(50.0, 50.0)
    assert GAP < float(np.hypot(x - 50, y - 50)) < 5


def test_a_leader_keeps_off_foreign_points():
    """The nearest free room is straight to the right, past a foreign point that the box would not hide."""
    box = Box("a", 20.0, 50.0, ((20.0, 10.0),))
    walls = [Rect(0, 56, 35, 100), Rect(0, 0, 35, 44), Rect(0, 0, 15, 100)]
    points = np.array([(20.0, 50.0), (30.0, 50.0)])
    free = place([box], Rect(0, 0, 200, 100), walls, points[:1])["a"]
    assert free is not None and abs((free.rect.y0 + free.rect.y1) / 2 - 50) < 1
    kept = place([box], Rect(0, 0, 200, 100), walls, points)["a"]
    assert kept is not None
    x, y = kept.rect.nearest(20.0, 50.0)
    off = abs((x - 20.0) * 0.0 - (y - 50.0) * 10.0) / float(np.hypot(x - 20.0, y - 50.0))
    assert off > 1.0


def test_a_box_without_room_is_left_out_and_the_page_says_so(
    haskovo: Case, worst: Plan, monkeypatch: pytest.MonkeyPatch
):
    big = Box("a", 5.0, 5.0, ((20.0, 20.0),))
    assert place([big], Rect(0, 0, 10, 10), [], np.zeros((0, 2))) == {"a": None}
    monkeypatch.setattr("mapping.publish.printed.blocks.place", lambda boxes, *_: {box.key: None for box in boxes})
    assert "на брой 40, няма място на картата" in on_page(draw_map(haskovo, worst)).replace("\n", " ")


@pytest.mark.parametrize("status", ["time_limit", "cancelled"])
def test_a_plan_stopped_early_carries_a_red_warning(haskovo: Case, status: str):
    stage = replace(PROVEN, status=status, gap=0.2, bound=80.0)
    figure = draw_map(haskovo, plan_of(stages=(PROVEN, stage)))
    [warning] = [w for w in written_in(figure) if "спряно преди зададената точност" in w.get_text()]
    assert warning.get_color() == WARNING_RED
    assert "с до 20,0 %" in warning.get_text()


def test_the_proof_is_rounded_up_and_says_optimal_only_where_it_is():
    plan = plan_of()
    assert "с повече от 1,1 %" in proof(plan, "bg")
    assert "by more than 1.2%" in proof(plan_of(stages=(replace(PROVEN, bound=98.89),)), "en")
    assert "оптимален" not in proof(plan, "bg")
    done = replace(PROVEN, status="optimal")
    assert "оптимален" in proof(plan_of(stages=(done, done)), "bg")
    assert "оптимален" not in proof(plan_of(stages=(done, PROVEN)), "bg")


def test_a_bound_that_is_not_known_is_not_printed_as_a_number():
    for bound in (float("nan"), float("-inf")):
        stage = replace(PROVEN, bound=bound, gap=float("nan"), status="time_limit")
        assert could_improve(stage) is None
        said = proof(plan_of(stages=(stage,)), "bg")
        assert "не е известно" in said
        assert "nan" not in said and "inf" not in said
    raised = StageProof("worst_served", False, 0.5, 0.5, 0.55, 0.1, 0.01, 0.0, "within_gap")
    assert could_improve(raised) == pytest.approx(0.1)


def test_units_of_one_service_and_state_share_a_mark():
    marks = {mark.caption: mark for site in sites_of(tiny_case(), tiny_plan()) for mark in site.marks}
    assert marks["31 (3)"] == Mark(1, "residential", "new", 3, 31)
    assert marks["×1"] == Mark(2, "mobile", "new", 1, 0)
    assert set(marks) == {"12", "6", "40", "31 (3)", "×1"}


def test_settlements_without_need_or_inhabitants_have_a_class_of_their_own(haskovo: Case):
    classes = dict(zip((s.ekatte for s in haskovo.region.settlements), share_classes(haskovo, plan_of()), strict=True))
    assert classes[CROWDED] == 3  # two thirds of the need
    assert classes["21052"] is None
    assert [share for share in classes.values() if share is not None] == [3]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_drawn_literally_or_cut(hostile: str, tmp_path: Path):
    case = tiny_case(lambda _code: Text(hostile, hostile), note=hostile)
    words = Bilingual.model_construct(
        bg=hostile, en=hostile
    )  # a scenario refuses control characters; a page bears them
    keys = case.scenario.keys.model_copy(update={"title": words})
    case = replace(case, scenario=replace(case.scenario, keys=keys))
    figure = draw_map(case, tiny_plan())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(tmp_path / "map.png", dpi=30)
        figure.savefig(tmp_path / "map.svg")
    for artist in written_in(figure):
        assert not artist.get_parse_math()
    assert all(len(line) < 200 for line in texts(figure))
    if 0 < len(clean(hostile)) < 30:
        assert clean(hostile) in texts(figure)


def test_no_text_leaves_the_page(worst_page: Figure, haskovo: Case):
    keys = haskovo.scenario.keys.model_copy(update={"title": Bilingual(bg="Дълго заглавие " * 40, en="x")})
    case = replace(haskovo, scenario=replace(haskovo.scenario, keys=keys))
    long_title = draw_map(case, plan_of(stages=(replace(PROVEN, status="cancelled"),)))
    page = worst_page.bbox
    for artist in [*written_in(worst_page), *written_in(long_title)]:
        box = artist.get_window_extent()
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, artist


def test_text_is_cleaned_cut_and_wrapped_to_its_width():
    assert clean(" а\n\tб\u202eв\x00 ") == "а бв"
    assert clean("名") == MISSING
    cut = clip("Ш" * 300, 7.0, 30.0)
    assert cut.endswith("…")
    assert width_mm(cut, 7.0) <= 30.0
    lines = wrap("дума " * 100, 7.0, 30.0, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_mm(line, 7.0) <= 30.0 for line in lines)
    assert wrap("", 7.0, 30.0, 3) == [""]


def test_the_scale_bar_has_a_round_length_that_fits():
    assert bar_kilometres(400_000) == pytest.approx(10)
    assert bar_kilometres(1_500_000) == pytest.approx(50)
    assert bar_kilometres(50_000) == pytest.approx(2)


def test_places_that_an_enlargement_adds_are_not_places_of_today():
    """The toy's old home with 8 places instead of 6: 6 stand today, 2 more count with the new ones."""
    solved = solve(old_home_may(change("enlarge", places=8)))
    [home] = [total for total in service_totals(solved.case, solved.plan) if total.service.id == "home"]
    assert home.places == {"existing": 6, "committed": 0, "transformed": 2, "new": 6}
