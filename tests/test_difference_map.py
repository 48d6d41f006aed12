"""The map of the differences between two plans: its marks, its signs, its arrows, its legend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import need, tiny_case, tiny_plan, unit, visit
from matplotlib.figure import Figure
from matplotlib.text import Text as Words

from mapping.compare import Against, Comparison, Contender, compare_many
from mapping.plan import Opening, Plan
from mapping.publish.printed.change_page import draw_change_map
from mapping.publish.printed.change_sites import Shift, change_sites, moves, service_changes, shifts
from mapping.publish.printed.layout import A3
from mapping.publish.printed.sheet import save_page
from mapping.words import LANGUAGES, Language


def opening(places: int, period: int = 0, size: str = "p8", units: int = 1) -> Opening:
    return Opening(size, period, units, period, places, 1.0, 0, 0)


def home(ekatte: str, places: int, *, period: int = 0, size: str = "p8") -> Plan:
    """The tiny plan with a new home of so many places at a village, which serves 00021, instead of its own."""
    plan = tiny_plan()
    code = f"new.home.{ekatte}"
    new = unit(code, "home", "residential", ekatte, "new", places=(0, places), in_service=(0, 1),
               openings=(opening(places, period, size),))  # fmt: skip
    served = (*(v for v in plan.served if v.unit != "new.home.00021"), visit("00021", code, "home", 1, 7_100))
    return replace(plan, units=(*(u for u in plan.units if u.id != "new.home.00021"), new), served=served)


def pair(before: Plan, after: Plan) -> tuple[Comparison, Against]:
    case = tiny_case()
    comparison = compare_many([Contender("eins", case, before), Contender("zwei", case, after)])
    return comparison, comparison.against[0]


def marks(before: Plan, after: Plan) -> dict[tuple[int, str], str]:
    """What stands under the marks, by settlement (its place) and state."""
    comparison, against = pair(before, after)
    sites = change_sites(comparison, against)
    return {(site.settlement, mark.state): mark.caption for site in sites for mark in site.marks}


def without_home(plan: Plan) -> Plan:
    return replace(plan, units=tuple(u for u in plan.units if not (u.state == "new" and u.service == "home")),
                   served=tuple(v for v in plan.served if not v.unit.startswith("new.home")))  # fmt: skip


TEAM = {(1, "kept"): "×1"}
"""The team of 00012 stands in every plan here."""


class TestMarks:
    def test_opened_and_dropped_have_their_signs(self):
        plan = home("00021", 8)
        assert marks(without_home(plan), plan) == {(2, "opened"): "+8"} | TEAM
        assert marks(plan, without_home(plan)) == {(2, "dropped"): "−8"} | TEAM

    def test_what_moves_has_a_mark_at_both_ends_and_an_arrow_between(self):
        before, after = home("00021", 8), home("00022", 15, size="p15")
        assert marks(before, after) == {(2, "moved_from"): "8 →", (3, "moved_to"): "→ 15"} | TEAM
        comparison, against = pair(before, after)
        assert moves(against.case, against) == [(2, 3)]
        figure = draw_change_map(comparison, against, [])
        assert sum(artist.get_gid() == "move" for artist in figure.findobj()) == 4  # on white; and in the legend

    def test_another_size_and_another_year_say_both(self):
        small, large = home("00021", 8), home("00021", 15, size="p15")
        assert marks(small, large) == {(2, "resized"): "8→15"} | TEAM
        assert marks(small, home("00021", 8, period=1)) == {(2, "retimed"): "2021→2024"} | TEAM

    def test_the_same_plans_have_kept_marks_only(self):
        assert marks(home("00021", 8), home("00021", 8)) == {(2, "kept"): "8"} | TEAM

    def test_an_existing_unit_that_becomes_something_else_shows_its_places(self):
        plan = home("00021", 8)
        old = next(u for u in plan.units if u.id == "old_asylum")
        as_it_was = replace(old, change=None, places=(40, 44))
        other = replace(plan, units=tuple(as_it_was if u.id == "old_asylum" else u for u in plan.units))
        assert marks(plan, other)[2, "altered"] == "40→44"

    def test_the_table_counts_what_the_marks_show(self):
        _, against = pair(home("00021", 8), home("00022", 15, size="p15"))
        counts = {one.service.id: {k: n for k, n in one.counts.items() if n} for one in service_changes(against)}
        assert counts == {"home": {"moved": 1}, "visits": {"kept": 1}}


class TestSettlements:
    def shifted(self, unmet: int) -> Shift | None:
        """00021 needs 9 persons' homes, of which 1.9 are missing before and `unmet` thousandths after."""
        plan = tiny_plan()
        needs = tuple(
            replace(r, unmet_milli=unmet) if (r.settlement, r.period) == ("00021", 1) else r for r in plan.needs
        )
        return shifts(*pair(plan, replace(plan, needs=needs)))[2]

    @pytest.mark.parametrize(
        ("unmet", "step"), [(1_900, 0), (1_460, 0), (1_440, 1), (90, 2), (2_340, 0), (2_360, -1), (3_700, -2)]
    )
    def test_the_sign_says_by_how_much_the_served_share_changes(self, unmet: int, step: int):
        """440 of 9,000 are 4.9 points, 460 are 5.1; 1,800 are 20."""
        found = self.shifted(unmet)
        assert found is not None
        assert found.step == step
        assert found.persons == pytest.approx((1_900 - unmet) / 1000)

    def test_its_size_says_how_many_persons(self):
        assert [Shift(1, persons).size for persons in (0.9, 1.0, -9.9, -10.0)] == [0, 1, 1, 2]

    def test_where_there_is_no_need_there_is_no_sign(self):
        plan = tiny_plan()
        needs = tuple(r for r in plan.needs if r.settlement != "00022")
        found = shifts(*pair(replace(plan, needs=needs), plan))
        assert found[3] is None and found[2] == Shift(0, 0.0)


def texts(figure: Figure) -> str:
    return "\n".join(words.get_text() for words in figure.findobj(Words) if isinstance(words, Words))


class TestPage:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_one_legend_explains_what_is_on_the_map_and_nothing_else(self, language: Language):
        figure = draw_change_map(*pair(home("00021", 8), home("00022", 15, size="p15")), [], language)
        said = texts(figure)
        assert figure.get_size_inches() * 25.4 == pytest.approx(A3.size)
        assert ("мести се оттук" if language == "bg" else "moves from here") in said
        assert ("отпада" if language == "bg" else "drops out") not in said.replace("отпада\n", "").replace(
            "drops\n", ""
        )
        assert ("равностойни планове" if language == "bg" else "equally good plans") in said

    def test_what_must_be_said_first_and_an_early_stop_are_on_the_page(self):
        before, after = home("00021", 8), without_home(home("00021", 8))
        from mapping.words import Text  # noqa: PLC0415

        figure = draw_change_map(*pair(before, after), [Text("други данни", "other data")], "en")
        assert "other data" in texts(figure)
        assert "stopped before its stated" in texts(figure)  # the tiny plan's second stage ran out of time
        done = tuple(replace(stage, status="optimal") for stage in before.stages)
        sound = draw_change_map(*pair(replace(before, stages=done), replace(after, stages=done)), [], "en")
        assert "stopped before its stated" not in texts(sound)

    def test_plans_that_are_the_same_make_a_map_too(self):
        plan = replace(tiny_plan(), units=(), served=())
        said = texts(draw_change_map(*pair(plan, plan), [], "en"))
        assert "unchanged (up to 5 pp)" in said and "more" not in said.split("unchanged")[1].split("\n")[0]

    def test_the_same_plans_give_the_same_bytes(self, tmp_path: Path):
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            figure = draw_change_map(*pair(home("00021", 8), home("00022", 15, size="p15")), [])
            save_page(figure, tmp_path / name, "difference_map")
        for end in ("png", "svg", "pdf"):
            file = f"difference_map.{end}"
            assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file

    def test_gains_and_losses_are_told_apart_without_colour(self):
        """Triangles up and down: the lowest corner count differs."""
        plan = tiny_plan()
        needs = (*(r for r in plan.needs if r.period == 0), need("00011", "home", 1, 2_000, 0),
                 need("00021", "home", 1, 9_000, 9_000))  # fmt: skip
        other = (*(r for r in plan.needs if r.period == 0), need("00011", "home", 1, 2_000, 2_000),
                 need("00021", "home", 1, 9_000, 0))  # fmt: skip
        figure = draw_change_map(*pair(replace(plan, needs=needs), replace(plan, needs=other)), [])
        shapes = {a.get_gid(): a.get_xy() for a in figure.findobj() if str(a.get_gid()).startswith("shift.")
                  and hasattr(a, "get_xy")}  # fmt: skip
        tips = {}
        for gid, xy in shapes.items():
            ys = [y for _, y in xy[:3]]
            tips[gid] = "up" if sorted(ys)[1] - min(ys) < max(ys) - sorted(ys)[1] else "down"
        assert tips == {"shift.2": "up", "shift.-2": "down"}
