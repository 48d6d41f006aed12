"""Raking: margins met exactly, contradictory ones reported by name, and the nearest table of all that meet them."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from mapping.needs.raking import Margin, rake


def margin(name: str, cells: list[int], target: float, at_least: bool = False) -> Margin:
    return Margin(name, np.array(cells, dtype=np.int64), target, at_least)


def rows_and_columns(rows: list[float], columns: list[float]) -> list[Margin]:
    """The margins of a table of len(rows) x len(columns) cells, row by row."""
    m = len(columns)
    return [margin(f"row {r}", [r * m + c for c in range(m)], t) for r, t in enumerate(rows)] + [
        margin(f"column {c}", [r * m + c for r in range(len(rows))], t) for c, t in enumerate(columns)
    ]


def test_a_table_worked_out_by_hand():
    """2 x 2 of ones, rows 30 and 70, columns 40 and 60: independence, row x column / 100."""
    found = rake(np.ones(4), rows_and_columns([30, 70], [40, 60]))
    assert found.cells == pytest.approx([12, 18, 28, 42], rel=1e-9)
    assert found.contradictions == ()
    assert found.missed == ()


def test_odds_ratios_of_the_seed_stay():
    """Deming and Stephan's table keeps a d / (b c)."""
    seed = np.array([10.0, 3.0, 4.0, 20.0])
    a, b, c, d = rake(seed, rows_and_columns([100, 50], [60, 90])).cells
    assert a * d / (b * c) == pytest.approx(10 * 20 / (3 * 4), rel=1e-9)
    assert (a + b, c + d, a + c, b + d) == pytest.approx((100, 50, 60, 90), rel=1e-9)


@pytest.mark.parametrize("number", range(12))
def test_random_consistent_margins_are_met_to_a_billionth(number: int):
    """Margins taken from another table, so that they can hold: three families that cross, some cells empty."""
    rng = np.random.default_rng(number)
    shape = tuple(rng.integers(2, 7, 3))
    seed, other = rng.uniform(0.1, 5, shape), rng.uniform(0.1, 5, shape)
    empty = rng.random(shape) < 0.1
    seed[empty] = other[empty] = 0
    index = np.arange(seed.size).reshape(shape)
    margins = []
    for axis in range(3):
        for k in range(shape[axis]):
            cells = np.take(index, k, axis).ravel()
            if other.ravel()[cells].sum() > 0:
                margins.append(Margin(f"{axis}.{k}", cells, float(other.ravel()[cells].sum())))
    found = rake(seed.ravel(), margins)
    assert found.contradictions == ()
    assert found.missed == ()
    for one in margins:
        assert found.cells[one.cells].sum() == pytest.approx(one.target, rel=1e-9)
    assert (found.cells >= 0).all()
    assert (found.cells[seed.ravel() == 0] == 0).all()
    # Nearest in relative entropy: log(cells / seed) is a sum of one number a margin (no part outside their span).
    there = seed.ravel() > 0
    span = np.array([[float(cell in set(one.cells.tolist())) for one in margins] for cell in np.flatnonzero(there)])
    log = np.log(found.factors[there])
    rest = log - span @ np.linalg.lstsq(span, log, rcond=None)[0]
    assert np.abs(rest).max() < 1e-6


@pytest.mark.parametrize("number", range(6))
def test_floors_against_an_independent_search(number: int):
    """Disjoint floors under one total. The nearest table multiplies a group of cells by max(common, floor / group):
    the common factor is found here by bisection."""
    rng = np.random.default_rng(100 + number)
    seed = rng.uniform(1, 10, 12)
    groups = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    total = float(seed.sum() * rng.uniform(0.8, 2.0))
    floors = [float(seed[g].sum() * rng.uniform(0.5, 2.2)) for g in groups]
    if sum(floors) > 0.95 * total:
        floors = [f * 0.9 * total / sum(floors) for f in floors]
    margins = [margin("all", list(range(12)), total)]
    margins += [margin(f"floor {k}", g, f, at_least=True) for k, (g, f) in enumerate(zip(groups, floors, strict=True))]
    found = rake(seed, margins)

    def with_common(factor: float) -> float:
        return (
            sum(max(factor * seed[g].sum(), f) for g, f in zip(groups, floors, strict=True)) + factor * seed[9:].sum()
        )

    low, high = 0.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if with_common(middle) < total else (low, middle)
    expected = np.concatenate(
        [seed[g] * max(low, f / seed[g].sum()) for g, f in zip(groups, floors, strict=True)] + [seed[9:] * low]
    )
    assert found.contradictions == ()
    assert found.cells == pytest.approx(expected, rel=1e-8)


def test_a_floor_that_holds_already_changes_nothing():
    found = rake(np.array([5.0, 5.0]), [margin("floor", [0], 4, at_least=True)])
    assert found.cells.tolist() == [5, 5]
    assert found.factors.tolist() == [1, 1]


def test_a_raised_floor_comes_down_again_when_the_total_lifts_it():
    """The floor of 6 is met by the total alone (10 + 10 -> 20): no cell may be lifted twice."""
    found = rake(np.array([5.0, 5.0]), [margin("floor", [0], 6, at_least=True), margin("all", [0, 1], 20)])
    assert found.cells == pytest.approx([10, 10], rel=1e-9)


class TestContradictions:
    def test_municipal_counts_above_the_count_of_the_oblast_are_named(self):
        """60 + 50 > 100: the three are named, the one beside them is not and is met."""
        margins = [
            margin("oblast", [0, 1], 100),
            margin("first", [0], 60),
            margin("second", [1], 50),
            margin("elsewhere", [2], 7),
        ]
        found = rake(np.array([1.0, 1.0, 1.0]), margins)
        [one] = found.contradictions
        assert set(one.margins) == {"oblast", "first", "second"}
        assert one.kind == "sums"
        assert one.gap == pytest.approx(10, rel=0.05)
        assert found.cells.tolist() == [1, 1, 7]

    def test_floors_above_the_total(self):
        margins = [margin("oblast", [0, 1, 2], 100), margin("first", [0], 60, True), margin("second", [1], 50, True)]
        [one] = rake(np.ones(3), margins).contradictions
        assert set(one.margins) == {"oblast", "first", "second"}

    def test_a_margin_over_empty_cells(self):
        found = rake(np.array([0.0, 2.0]), [margin("nobody", [0], 5), margin("somebody", [1], 3)])
        [one] = found.contradictions
        assert (one.margins, one.kind, one.gap) == (("nobody",), "empty", 5)
        assert found.cells.tolist() == [0, 3]

    def test_a_margin_whose_cells_another_empties(self):
        found = rake(np.ones(2), [margin("none", [0, 1], 0), margin("some", [0], 5)])
        [one] = found.contradictions
        assert one.margins == ("some", "none")

    def test_two_totals_of_the_same_cells(self):
        found = rake(np.ones(3), [margin("a", [0, 1, 2], 10), margin("b", [0, 1, 2], 11)])
        [one] = found.contradictions
        assert set(one.margins) == {"a", "b"}
        assert found.cells.tolist() == [1, 1, 1]

    def test_rows_and_columns_that_add_up_differently(self):
        found = rake(np.ones(4), rows_and_columns([30, 70], [40, 61]))
        assert {name for one in found.contradictions for name in one.margins} == {
            "row 0", "row 1", "column 0", "column 1",
        }  # fmt: skip

    def test_two_separate_contradictions_are_both_found(self):
        margins = [margin(n, c, t) for n, c, t in (("a", [0], 1), ("b", [0], 2), ("c", [1], 1), ("d", [1], 9))]
        found = rake(np.ones(2), margins)
        assert {name for one in found.contradictions for name in one.margins} == {"a", "b", "c", "d"}

    @pytest.mark.parametrize("number", range(10))
    def test_random_margins_one_of_which_was_changed(self, number: int):
        """Rows and columns that hold, then one row is raised: every contradiction names it, and none is missed."""
        rng = Random(number)
        rows, columns = rng.randint(2, 4), rng.randint(2, 4)
        table = [[rng.uniform(1, 9) for _ in range(columns)] for _ in range(rows)]
        margins = rows_and_columns([sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)])
        wrong = margins[0]
        margins[0] = Margin(wrong.name, wrong.cells, wrong.target * 1.1)
        found = rake(np.array([rng.uniform(1, 5) for _ in range(rows * columns)]), margins)
        assert any(wrong.name in one.margins for one in found.contradictions)


def test_margins_that_leave_nobody_elsewhere_are_no_contradiction():
    """40 + 60 = 100: the third municipality must be empty, and is, although its seed is not."""
    margins = [margin("oblast", [0, 1, 2], 100), margin("first", [0], 40), margin("second", [1], 60)]
    found = rake(np.array([1.0, 1.0, 5.0]), margins)
    assert found.contradictions == ()
    assert found.missed == ()
    assert found.cells == pytest.approx([40, 60, 0], abs=1e-9)


def test_no_margins_change_nothing():
    assert rake(np.array([1.0, 2.0]), []).cells.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("seed", "target"), [([-1.0], 1.0), ([float("nan")], 1.0), ([1.0], -1.0), ([1.0], float("inf"))]
)
def test_negative_and_endless_numbers_are_refused(seed: list[float], target: float):
    with pytest.raises(ValueError, match=r"seed|target"):
        rake(np.array(seed), [margin("a", [0], target)])


def test_two_margins_of_one_name_are_refused():
    with pytest.raises(ValueError, match="name"):
        rake(np.ones(1), [margin("a", [0], 1), margin("a", [0], 1)])


def test_the_order_of_the_margins_does_not_matter():
    seed = np.array([10.0, 3.0, 4.0, 20.0])
    margins = rows_and_columns([100, 50], [60, 90])
    expected = rake(seed, margins).cells
    for order in itertools.permutations(margins):
        assert rake(seed, list(order)).cells == pytest.approx(expected, rel=1e-9)
