"""Influence of factors: variance shares and worth of knowing that are known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mapping.tables import Estimate
from mapping.uncertainty.influence import read_blocks, read_influences, share_not_built, worth_of
from mapping.uncertainty.regression import block_basis, explained, factor_basis
from mapping.uncertainty.types import Built, Candidate, Ensemble, Factor, World, WorldPlan
from mapping.words import Text

WORLDS = 200


def uniform(seed: int, factors: int, worlds: int = WORLDS) -> np.ndarray:
    return np.random.default_rng(seed).random((worlds, factors))


def ensemble(quantiles: np.ndarray, values: np.ndarray, built: list[tuple[Built, ...]] | None = None) -> Ensemble:
    """An ensemble with these values; factors f0, f1 ... are each a block, but for `pair`: the last two."""
    n = quantiles.shape[1]
    blocks = [f"f{k}" if k < n - 2 else "pair" for k in range(n)]
    estimate = Estimate(0, 1, 2, "", "assumption", "us")
    factors = tuple(Factor(f"f{k}", Text(f"f{k}", f"f{k}"), blocks[k], estimate) for k in range(n))
    unit = (Built("home", "A", "k", 0, 2), Built("home", "B", "k", 0, 2))
    plans = tuple(
        WorldPlan(w, float(value), 0.0, 0.0, "optimal", 1.0, 1.0, 0.0, unit if built is None else built[w - 1], ())
        for w, value in enumerate(values, start=1)
    )
    worlds = tuple(World(w, tuple(row)) for w, row in enumerate(quantiles.tolist(), start=1))
    return Ensemble(1, factors, worlds, plans, WorldPlan(0, 1.0, 1.0, 0.0, "optimal", 1.0, 1.0, 0.0, unit, ()))


def test_shares_of_variance_of_an_additive_model():
    """Y = 3 A + 2 B + C, all uniform: shares 9/14, 4/14, 1/14; two more factors do nothing."""
    x = uniform(1, 5, 4000)
    read = read_influences(ensemble(x, 10 + 3 * x[:, 0] + 2 * x[:, 1] + x[:, 2]), ())
    share = {one.factor: one.share_of_variance for one in read}
    assert [one.factor for one in read[:3]] == ["f0", "f1", "f2"]
    assert share["f0"] == pytest.approx(9 / 14, abs=0.04)
    assert share["f1"] == pytest.approx(4 / 14, abs=0.04)
    assert share["f2"] == pytest.approx(1 / 14, abs=0.04)
    assert share["f3"] == pytest.approx(0, abs=0.01) and share["f4"] == pytest.approx(0, abs=0.01)


def test_a_share_that_no_straight_line_sees():
    """Y = |A - 1/2| is all A's, though it rises nowhere on the whole: its best cubic explains 15/16 of it."""
    x = uniform(2, 1)
    assert explained(factor_basis(x[:, 0]), np.abs(x[:, 0] - 0.5), 1) == pytest.approx(15 / 16, abs=0.02)


def test_effects_at_the_ends():
    """Y = 10 (1 + A) on an even grid of A: mean 15; the lowest fifth has the mean 11, the highest 19."""
    a = (np.arange(WORLDS) + 0.5) / WORLDS
    x = np.column_stack([a, np.random.default_rng(3).permutation(a), np.random.default_rng(4).permutation(a)])
    one = next(i for i in read_influences(ensemble(x, 10 * (1 + a)), ()) if i.factor == "f0")
    assert (one.at_low, one.at_high) == pytest.approx((11 / 15 - 1, 19 / 15 - 1))


def test_marks_move_where_a_factor_is_far_out():
    """In worlds with f0 in an outer fifth two of the four units are not built, else none; f1 moves nothing."""
    a = (np.arange(WORLDS) + 0.5) / WORLDS
    x = np.column_stack([a, np.random.default_rng(5).permutation(a)])
    whole = (Built("home", "A", "k", 0, 2), Built("home", "B", "k", 0, 2))
    half = (Built("home", "A", "big", 1, 3),)
    plans = [half if q <= 0.2 or q >= 0.8 else whole for q in a]
    here = ensemble(x, np.ones(WORLDS), plans)
    assert set(share_not_built(here)) == {0.0, 0.5}
    read = read_influences(here, ())
    assert read[0].factor == "f0"
    assert read[0].marks_moved == pytest.approx(0.5)
    assert read[1].marks_moved == pytest.approx(0, abs=0.15)


def test_the_worth_of_knowing_the_one_factor_of_a_two_plan_decision():
    """One plan leaves 10 unmet, the other 10 + d with d = 4 (A - 1/2) uniform on -2..2. Without knowing A: 10. Knowing
    it: 10 + E min(0, d) = 10 - 1/2. So knowing is worth 1/2, and the null factor nothing."""
    x = uniform(6, 2)
    d = 4 * (x[:, 0] - 0.5)
    noise = np.random.default_rng(7).normal(0, 3, WORLDS)  # of the world: it moves both plans alike
    values = np.column_stack([10 + noise, 10 + noise + d])
    assert worth_of(factor_basis(x[:, 0]), values, 1) == pytest.approx(0.5, abs=0.06)
    assert worth_of(factor_basis(x[:, 1]), values, 1) == pytest.approx(0.0, abs=0.02)


def test_the_worth_of_one_of_two_factors():
    """d = 4 (A - 1/2) + 4 (B - 1/2): knowing A alone is worth E max(0, -4 (A - 1/2)) = 1/2 of the 2/3 that knowing both
    is worth (the triangular density on -4..4: E max(0, d) = 4/6)."""
    x = uniform(8, 2, 2000)
    d = 4 * (x[:, 0] - 0.5) + 4 * (x[:, 1] - 0.5)
    values = np.column_stack([np.full(len(d), 10.0), 10 + d])
    assert worth_of(factor_basis(x[:, 0]), values, 1) == pytest.approx(0.5, abs=0.05)
    assert worth_of(block_basis(x), values, 1) == pytest.approx(2 / 3, abs=0.05)


def test_what_does_not_change_the_decision_is_worth_nothing():
    """A moves the unmet need a lot, but one plan is better whatever A is."""
    x = uniform(9, 2)
    values = np.column_stack([10 + 20 * x[:, 0], 12 + 20 * x[:, 0] + x[:, 1]])
    assert worth_of(factor_basis(x[:, 0]), values, 1) == 0.0


def test_null_factors_are_about_nothing_on_the_whole():
    """Of 100 factors without influence hardly any shows one, and what they show together is next to nothing."""
    x = uniform(10, 100)
    draw = np.random.default_rng(11)
    values = np.column_stack([draw.normal(10, 1, WORLDS), draw.normal(10, 1, WORLDS)])
    worth = [worth_of(factor_basis(x[:, k]), values, k) for k in range(100)]
    shares = [explained(factor_basis(x[:, k]), values[:, 0], k) for k in range(100)]
    everything = values.mean(axis=0).min() - values.min(axis=1).mean()
    assert np.mean(worth) < 0.02 * everything and sum(w > 0 for w in worth) <= 12
    assert np.mean(shares) < 0.005 and sum(s > 0 for s in shares) <= 12


def test_blocks_take_their_factors_together():
    """f2 and f3 are one block: Y = f0 + f2 + f3 is 1/3 f0's and 2/3 theirs."""
    x = uniform(12, 4, 1000)
    values = 5 + x[:, 0] + x[:, 2] + x[:, 3]
    candidates = [Candidate("a", (), tuple(values)), Candidate("b", (), tuple(values + x[:, 2] + x[:, 3] - 1))]
    read = {one.factor: one for one in read_blocks(ensemble(x, values), candidates)}
    assert list(read) == ["pair", "f0", "f1"]
    assert read["pair"].share_of_variance == pytest.approx(2 / 3, abs=0.04)
    assert read["f0"].share_of_variance == pytest.approx(1 / 3, abs=0.04)
    assert read["pair"].at_low < 0 < read["pair"].at_high
    # E max(0, -(U + V - 1)) of the triangular density on -1..1 is 1/6
    assert read["pair"].worth == pytest.approx(1 / 6, abs=0.02)
    assert read["f0"].worth == 0.0


def test_the_same_ensemble_reads_the_same():
    x = uniform(13, 3)
    here = ensemble(x, x @ np.array([1.0, 0.5, 0.1]))
    plans = (Candidate("a", (), tuple(x[:, 0])), Candidate("b", (), tuple(x[:, 1])))
    assert read_influences(here, plans) == read_influences(here, plans)


def test_two_worlds_are_read_without_a_fault():
    """Too few to tell anything: numbers, all finite."""
    x = uniform(14, 3, 2)
    plans = (Candidate("a", (), (1.0, 2.0)), Candidate("b", (), (2.0, 1.0)))
    here = (read_influences(ensemble(x, np.array([1.0, 2.0])), plans), read_blocks(ensemble(x, np.ones(2)), plans))
    for one in (*here[0], *here[1]):
        assert all(np.isfinite([one.at_low, one.at_high, one.marks_moved, one.share_of_variance, one.worth]))


def test_without_candidates_the_worth_is_not_known_rather_than_nothing():
    x = uniform(15, 2)
    assert all(np.isnan(one.worth) for one in read_influences(ensemble(x, x[:, 0]), ()))
    assert all(np.isnan(one.worth) for one in read_blocks(ensemble(x, x[:, 0]), ()))


def test_without_any_world_there_is_no_influence():
    none = replace(ensemble(uniform(16, 2, 1), np.ones(1)), worlds=(), plans=())
    assert read_influences(none, ()) == read_blocks(none, ()) == ()
