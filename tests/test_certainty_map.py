"""The map of certainty and the chart of assumptions: what marks say, that they can be told apart, that all fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from builders import case_of, tiny_case, tiny_plan, unit
from ensembles import certainties_of
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from test_certainty_tables import hand_made, influence
from test_printed_map import CROWDED, PROVEN, check_field, haskovo, plan_of, texts, worst, written_in

from mapping.instance import Case
from mapping.plan import Opening, Plan
from mapping.publish.certainty import class_counts, missing_marks
from mapping.publish.printed.certain_sites import CERTAINTY_LOOKS, certain_sites, service_certainties
from mapping.publish.printed.certainty_page import draw_certainty_map
from mapping.publish.printed.field import arrange
from mapping.publish.printed.furniture import WARNING_RED
from mapping.publish.printed.layout import A3
from mapping.publish.printed.marks import ROW, SHARE_LINE, Look, grids
from mapping.publish.printed.sites import Mark
from mapping.publish.printed.tornado import BARS, HIGH_COLOR, LOW_COLOR, draw_assumption_chart, scale_of
from mapping.uncertainty.types import Certainties, MissingMark, Place
from mapping.words import LANGUAGES, Language, Text

__all__ = ["haskovo", "worst"]  # fixtures

HIDDEN_MISSING = "често тук"
PERCENT = "\u2009%"
Pages = dict[Language, tuple[Figure, Figure]]
Colour = tuple[float, float, float]


@pytest.fixture(scope="module")
def certain(haskovo: Case, worst: Plan) -> Certainties:
    """Made-up worlds of the worst case, with nine missing marks."""
    return certainties_of(haskovo, worst, worlds=40, missing=9)


@pytest.fixture(scope="module")
def pages(haskovo: Case, worst: Plan, certain: Certainties) -> Pages:
    """The map and the chart of the worst case in both languages."""
    return {
        language: (
            draw_certainty_map(haskovo, worst, certain, language),
            draw_assumption_chart(haskovo, certain, language),
        )
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def certain_page(pages: Pages) -> Figure:
    return pages["bg"][0]


def marks_at(case: Case, plan: Plan, certainties: Certainties, ekatte: str) -> list[Mark]:
    position = [place.ekatte for place in case.region.settlements].index(ekatte)
    return [m for site in certain_sites(case, plan, certainties) if site.settlement == position for m in site.marks]


def test_units_of_different_certainty_at_one_place_are_marks_of_their_own():
    """Three new homes stand in 9, 6 and 4 of 10 worlds. Their sizes differ, so that their places stay together."""
    marks = [m for m in marks_at(tiny_case(), tiny_plan(), hand_made(), "00021") if m.number == 1]
    assert [(m.state, m.units, m.places, m.shares) for m in marks] == [
        ("solid", 1, 0, (0.9, 0.9)),
        ("likely", 1, 0, (0.6, 0.6)),
        ("open", 1, 0, (0.4, 0.4)),
    ]
    assert [m.caption for m in marks] == ["×1", "×1", "×1"]
    assert [m.share_words for m in marks] == [f"90{PERCENT}", f"60{PERCENT}", f"40{PERCENT}"]


def test_places_are_split_where_all_units_are_of_one_size():
    plan = tiny_plan()
    homes = replace(
        next(u for u in plan.units if u.id == "new.home.00021"),
        places=(0, 45), openings=(Opening("p15", 0, 1, 3, 45, 9.5, 0, 0),),
    )  # fmt: skip
    plan = replace(plan, units=tuple(homes if u.id == homes.id else u for u in plan.units))
    marks = [m for m in marks_at(tiny_case(), plan, hand_made(), "00021") if m.number == 1]
    assert [(m.state, m.places) for m in marks] == [("solid", 15), ("likely", 15), ("open", 15)]


def test_units_of_one_class_share_a_mark_from_the_least_to_the_most_sure():
    mark = Mark(17, "mobile", "open", 3, 0, (0.0799, 0.399))
    assert (mark.caption, mark.share_words) == ("×3", f"7–39{PERCENT}")


def test_a_share_is_rounded_down_so_that_it_never_promises_a_class():
    assert Mark(1, "centre", "likely", 1, 0, (0.7999, 0.7999)).share_words == f"79{PERCENT}"
    assert Mark(1, "centre", "solid", 1, 0, (0.8, 0.8)).share_words == f"80{PERCENT}"
    assert Mark(1, "centre", "solid", 1, 0, (0.29 * 100 / 100, 0.29)).share_words == f"29{PERCENT}"


def test_a_missing_mark_is_a_question_with_the_number_below():
    [mark] = [m for m in marks_at(tiny_case(), tiny_plan(), hand_made(), "00022") if m.state == "missing"]
    assert (mark.inside, mark.caption, mark.share_words) == ("?", "№ 1", f"60{PERCENT}")


def test_only_rows_with_new_marks_are_higher():
    plain, sure = Mark(1, "centre", "existing", 1, 10), Mark(2, "mobile", "solid", 1, 0, (0.9, 0.9))
    [one_row] = [g for g in grids("x", (plain, plain)) if g.columns == 2]
    assert one_row.rows == (ROW,)
    [two_rows] = [g for g in grids("x", (plain, sure)) if g.columns == 1]
    assert two_rows.rows == (ROW, ROW + SHARE_LINE)


def grey(color: str) -> float:
    return float(np.dot(to_rgb(color), (0.299, 0.587, 0.114)))


def deuteranope(color: str) -> Colour:
    """The colour as seen without green cones (Machado, Oliveira and Fernandes 2009, severity 1), linear light."""
    matrix = [(0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    red, green, blue = np.clip(np.array(matrix) @ np.array(linear), 0, 1).tolist()
    return red, green, blue


def drawn_apart(a: Look, b: Look) -> bool:
    """Whether two looks differ in dashes, or clearly in how dark filling or edge are."""
    return (
        a.dashes != b.dashes
        or abs(grey(a.fill) - grey(b.fill)) > 0.12
        or abs(grey(a.edge) - grey(b.edge)) > 0.3
    )  # fmt: skip


@pytest.mark.parametrize(("a", "b"), list(combinations(CERTAINTY_LOOKS, 2)))
def test_any_two_kinds_of_marks_are_told_apart_without_colour(a: str, b: str):
    """A transformed unit differs from a committed one by its red edge only: both are decided, and neither is new."""
    if {a, b} != {"committed", "transformed"}:
        first, second = (next(look for state, look in CERTAINTY_LOOKS.items() if state == name) for name in (a, b))
        assert drawn_apart(first, second)


def test_new_marks_are_the_darker_the_surer_for_the_colour_blind_too():
    fills = [CERTAINTY_LOOKS[state].fill for state in ("solid", "likely", "open")]
    for darkness in ([grey(fill) for fill in fills], [sum(deuteranope(fill)) / 3 for fill in fills]):
        assert darkness[1] - darkness[0] > 0.2 and darkness[2] - darkness[1] > 0.2


def test_the_legend_counts_what_is_on_the_map(haskovo: Case, worst: Plan, certain: Certainties, certain_page: Figure):
    counts = class_counts(worst, certain)
    new = sum(u.units_in_service[-1] for u in worst.units if u.state == "new")
    assert sum(counts.values()) == new > 20
    marks = [m for site in certain_sites(haskovo, worst, certain) for m in site.marks]
    assert {name: sum(m.units for m in marks if m.state == name) for name in counts} == counts
    assert sum(m.units for m in marks if m.state == "missing") == len(missing_marks(worst, certain)) == 9
    written = texts(certain_page)
    for words in ("сигурно", "вероятно", "под въпрос", HIDDEN_MISSING):
        at = written.index(words)
        assert written[at + 1] in {str(count) for count in (*counts.values(), 9)}
    assert "в поне 80 от 100 възможни развития" in written
    assert written.count("?") == 9 + 1  # and in the legend


def test_the_table_adds_up_to_the_counts(haskovo: Case, worst: Plan, certain: Certainties):
    totals = service_certainties(haskovo, worst, certain)
    for name, count in class_counts(worst, certain).items():
        assert sum(total.counts[name] for total in totals) == count
    assert sum(total.missing for total in totals) == 9


def test_the_legend_explains_only_marks_that_occur(haskovo: Case):
    home = next(s for s in haskovo.region.catalogue.services if s.kind == "residential")
    plan = plan_of(unit("a", home.id, home.kind, CROWDED, "new", places=(0, 8), in_service=(0, 1)))
    written = texts(draw_certainty_map(haskovo, plan, certainties_of(haskovo, plan, worlds=10, missing=0)))
    assert "резидентна услуга" in written
    for absent in ("мобилна услуга", "съществуваща", "договорена / в изграждане", "преобразувана", HIDDEN_MISSING):
        assert absent not in written


def test_no_block_lies_over_another_nor_over_a_name(haskovo: Case, worst: Plan, certain: Certainties):
    field = arrange(haskovo, certain_sites(haskovo, worst, certain), A3.frame, "bg")
    assert field.left_out == 0
    assert len(field.all_blocks) > 40
    check_field(field)


@pytest.mark.parametrize("language", ["bg", "en"])
def test_no_text_leaves_the_page(pages: Pages, language: Language):
    for figure in pages[language]:
        page = figure.bbox
        for artist in written_in(figure):
            box = artist.get_window_extent()
            assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, artist


@pytest.mark.parametrize("language", ["bg", "en"])
def test_no_two_texts_of_the_column_beside_the_map_lie_over_each_other(pages: Pages, language: Language):
    """Of the column and of the whole chart; boxes of text may touch by the space above capitals."""
    page, chart = pages[language]
    beside = A3.frame.x1 / 25.4 * page.dpi
    for artists in ([a for a in written_in(page) if a.get_window_extent().x0 > beside], written_in(chart)):
        boxes = [shapely.box(*artist.get_window_extent().extents) for artist in artists]
        for (a, first), (b, second) in combinations(zip(artists, boxes, strict=True), 2):
            over = shapely.intersection(first, second).area
            assert over < 0.2 * min(first.area, second.area), (a.get_text(), b.get_text())


def test_the_panel_names_three_assumptions_with_direction_range_and_worth(certain: Certainties, certain_page: Figure):
    on_page = " ".join(texts(certain_page))
    shown = [certain.ensemble.factors[i].name.bg for i in range(4)]
    assert [name in on_page for name in shown] == [True, True, True, False]
    assert "18–34 % (прието 25), допускане" in on_page.replace("\u00a0", " ")
    assert on_page.count("Ако се знаеше: ") == 3
    assert on_page.count("по-високо → повече непокрита потребност") == 2
    assert on_page.count("по-високо → по-малко непокрита потребност") == 1


def test_the_head_names_worlds_classes_and_the_range_of_the_served_share(
    worst: Plan, certain: Certainties, certain_page: Figure
):
    counts = class_counts(worst, certain)
    written = texts(certain_page)
    for value in ("40 развития", f"{counts['solid']} сигурни", f"{counts['likely']} вероятни", "9 извън плана"):
        assert value in written
    assert any("–" in line and line.endswith("%") and line[:2].isdigit() for line in written)


def test_one_unit_is_spoken_of_in_the_singular():
    """Of the four new units one is solid, two are likely, one is open."""
    written = texts(draw_certainty_map(tiny_case(), tiny_plan(), hand_made()))
    assert {"10 развития", "1 сигурна", "2 вероятни", "1 под въпрос", "1 извън плана"} <= set(written)


def test_a_plan_stopped_early_carries_a_red_warning():
    stopped = replace(tiny_plan(), stages=(replace(PROVEN, status="time_limit", gap=0.2, bound=80.0),))
    [warning] = [
        w for w in written_in(draw_certainty_map(tiny_case(), stopped, hand_made()))
        if "спряно преди зададената точност" in w.get_text()
    ]  # fmt: skip
    assert warning.get_color() == WARNING_RED


def test_only_settlements_whose_share_moves_much_are_hatched():
    """Of the four villages the one in the east that is served from 0.145 to 0.955; the legend then says so."""
    sentence = "в 90 от 100 развития обслуженият дял се мени с над 25 пункта"
    assert sentence in texts(draw_certainty_map(tiny_case(), tiny_plan(), hand_made()))
    still = replace(hand_made(), served=tuple(replace(s, low=s.median, high=s.median) for s in hand_made().served))
    assert sentence not in texts(draw_certainty_map(tiny_case(), tiny_plan(), still))


def test_the_chart_draws_both_ends_of_the_ten_strongest(haskovo: Case, certain: Certainties):
    figure = draw_assumption_chart(haskovo, certain)
    bars = [
        p for p in figure.findobj(Rectangle) if isinstance(p, Rectangle) and p.get_edgecolor()[:3] == to_rgb(HIGH_COLOR)
    ]
    low = [bar for bar in bars if bar.get_facecolor()[:3] == to_rgb(LOW_COLOR)]
    assert len(low) == 10 + 1 and len(bars) == 2 * (10 + 1)  # and the key
    assert BARS[0] <= min(bar.get_x() for bar in bars[2:])
    assert max(bar.get_x() + bar.get_width() for bar in bars[2:]) <= BARS[1]
    longest = max(bars[2:], key=lambda bar: bar.get_width())
    strongest = certain.influences[0]
    assert longest.get_width() == pytest.approx(strongest.at_high * _mm(certain), rel=1e-6)


def _mm(certain: Certainties) -> float:
    return scale_of([change for one in certain.influences[:10] for change in (one.at_low, one.at_high)]).mm


@pytest.mark.parametrize("changes", [[], [0.0, 0.0], [float("nan"), 0.1], [-0.3, -0.1], [0.02, 0.4], [3.0, -2.0]])
def test_a_scale_holds_every_change_between_its_ends(changes: list[float]):
    scale = scale_of(changes)
    for change in filter(np.isfinite, [0.0, *changes]):
        assert BARS[0] <= scale.at(change) <= BARS[1]
    assert 0.0 in scale.ticks
    assert 2 <= len(scale.ticks) <= 9


def test_a_chart_without_influences_says_nothing_wrong(tmp_path: Path):
    nothing = replace(hand_made(), influences=())
    draw_assumption_chart(tiny_case(), nothing).savefig(tmp_path / "chart.png", dpi=30)
    draw_certainty_map(tiny_case(), tiny_plan(), nothing).savefig(tmp_path / "map.png", dpi=30)


def test_an_effect_that_is_not_known_is_drawn_as_none():
    unknown = replace(hand_made(), influences=(influence("a", low=float("nan"), high=float("nan")),))
    written = texts(draw_assumption_chart(tiny_case(), unknown))
    assert not [line for line in written if "nan" in line]


def test_hostile_names_are_drawn_literally():
    hostile = Text("$x^2$ <b> \\frac{1}{2}", "$x^2$ <b> \\frac{1}{2}")
    certain = hand_made()
    factors = tuple(replace(factor, name=hostile) for factor in certain.ensemble.factors)
    certain = replace(certain, ensemble=replace(certain.ensemble, factors=factors))
    for figure in (draw_certainty_map(tiny_case(), tiny_plan(), certain), draw_assumption_chart(tiny_case(), certain)):
        assert any(hostile.bg in line for line in texts(figure))
        assert not any(artist.get_parse_math() for artist in written_in(figure))


def test_a_missing_mark_where_nothing_stands_gets_a_block_of_its_own(haskovo: Case):
    service = haskovo.region.catalogue.services[0]
    lonely = next(place.ekatte for place in haskovo.region.settlements if place.ekatte != CROWDED)
    plan = plan_of()
    case = case_of(haskovo.region, haskovo.scenario, (service,))
    certain = replace(
        certainties_of(case, plan, worlds=10, missing=0), missing=(MissingMark(Place(service.id, lonely), 1, 0.7),)
    )
    [site] = certain_sites(case, plan, certain)
    assert case.region.settlements[site.settlement].ekatte == lonely
    assert [mark.state for mark in site.marks] == ["missing"]
