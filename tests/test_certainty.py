"""Certainty of marks, missing marks and served ranges of ensembles written by hand."""

from __future__ import annotations

from math import isnan, nan

import pytest

from mapping.uncertainty.certainty import certainty_of, read_marks, read_missing, read_served, share_interval
from mapping.uncertainty.types import Alternative, Built, Ensemble, Place, World, WorldPlan


def world_plan(number: int, units: dict[tuple[str, str], int], served: tuple[float, ...] = ()) -> WorldPlan:
    """A plan with so many units of one size by service and settlement."""
    built = tuple(Built(service, place, "k", 0, n) for (service, place), n in sorted(units.items()))
    return WorldPlan(number, 10.0, 9.0, 0.1, "within_gap", 1.0, 1.0, 0.0, built, served)


def ensemble(central: WorldPlan, plans: list[WorldPlan]) -> Ensemble:
    return Ensemble(1, (), tuple(World(n, ()) for n in range(1, len(plans) + 1)), tuple(plans), central)


def test_the_nth_unit_stands_where_a_world_has_at_least_n():
    """Of ten worlds A has three units in eight (with two sizes and periods), one in one more, none in the last."""
    three = (Built("home", "A", "big", 1, 1), Built("home", "A", "k", 0, 2))
    plans = [WorldPlan(n, 1, 1, 0, "optimal", 1, 1, 0, three, ()) for n in range(8)]
    plans += [world_plan(9, {("home", "A"): 1}), world_plan(10, {("day", "A"): 4})]
    found = read_marks(ensemble(world_plan(0, {("home", "A"): 4, ("day", "B"): 1}), plans), {})
    assert [(m.place.service, m.place.settlement, m.number, m.share, m.certainty) for m in found] == [
        ("day", "B", 1, 0.0, "open"),
        ("home", "A", 1, 0.9, "solid"),
        ("home", "A", 2, 0.8, "solid"),
        ("home", "A", 3, 0.8, "solid"),
        ("home", "A", 4, 0.0, "open"),
    ]


@pytest.mark.parametrize(
    ("count", "worlds", "name"),
    [(8, 10, "solid"), (159, 200, "likely"), (160, 200, "solid"), (100, 200, "likely"), (99, 200, "open"),
     (0, 3, "open"), (3, 3, "solid"), (28, 35, "solid")],
)  # fmt: skip
def test_limits_belong_to_the_surer_class(count: int, worlds: int, name: str):
    assert certainty_of(count / worlds) == name


def test_marks_carry_where_they_could_stand():
    place = Place("home", "A")
    other = (Alternative("B", 0.001), Alternative(None, 0.004))
    found = read_marks(ensemble(world_plan(0, {("home", "A"): 2}), [world_plan(1, {})]), {(place, 2): other})
    assert [mark.elsewhere for mark in found] == [(), other]


def test_missing_is_what_half_of_the_worlds_have_beyond_the_central_plan():
    plans = [
        world_plan(1, {("home", "A"): 2, ("day", "B"): 1}),
        world_plan(2, {("home", "A"): 2, ("day", "C"): 1}),
        world_plan(3, {("home", "A"): 2, ("day", "B"): 2}),
        world_plan(4, {("home", "A"): 1}),
    ]
    found = read_missing(ensemble(world_plan(0, {("home", "A"): 1}), plans))
    assert [(m.place.settlement, m.number, m.share) for m in found] == [("A", 2, 0.75), ("B", 1, 0.5)]


def test_served_ranges_are_over_the_worlds_with_need():
    """Eleven worlds with 0, 0.1, ... 1 (and nine without need): 5 % of the way from 0 to 1 is 0.05, and so on."""
    shares = [n / 10 for n in range(11)] + [nan] * 9
    plans = [world_plan(n, {}, (share, nan)) for n, share in enumerate(shares, start=1)]
    first, second = read_served(ensemble(world_plan(0, {}, (0.3, nan)), plans), ("A", "B"))
    assert (first.settlement, first.low, first.median, first.high, first.central) == pytest.approx(
        ("A", 0.05, 0.5, 0.95, 0.3)
    )
    assert second.settlement == "B"
    assert all(isnan(value) for value in (second.low, second.median, second.high, second.central))


def test_worlds_without_a_plan_count_nowhere():
    nothing = WorldPlan(2, nan, nan, nan, "infeasible", nan, nan, 0.0, (), (nan,))
    whole = ensemble(world_plan(0, {("home", "A"): 1}, (1.0,)), [world_plan(1, {("home", "A"): 1}, (0.4,)), nothing])
    known = whole.planned()
    assert [plan.world for plan in known.plans] == [1] == [world.number for world in known.worlds]
    assert read_marks(known, {})[0].share == 1.0
    assert read_served(known, ("A",))[0].median == 0.4


def test_sampling_error_is_wilsons():
    """Textbook values: 5 of 10 is 0.237 to 0.763, 10 of 10 is 0.722 to 1 (Newcombe 1998, Statistics in Medicine 17),
    81 of 263 is 0.2553 to 0.3662 (the same, table I)."""
    assert share_interval(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share_interval(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert share_interval(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert share_interval(0.0, 0) == (0.0, 1.0)
