"""The statistics of the inspection, held against arithmetic by hand and simulation."""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

import numpy as np
import pytest

from mapping.inspection.funnel import Funnel, _drawn_in, discoveries, fit_funnel
from mapping.inspection.robust import modified_z


def polya(k: int, n: int, a: Fraction, b: Fraction) -> Fraction:
    """Probability of k of n in Polya's urn, which is the beta-binomial with a and b."""
    up = prod((a + i for i in range(k)), start=Fraction(1))
    down = prod((b + i for i in range(n - k)), start=Fraction(1))
    return comb(n, k) * up * down / prod((a + b + i for i in range(n)), start=Fraction(1))


@pytest.mark.parametrize(("persons", "of"), [(0, 9), (4, 9), (9, 9), (25, 40)])
def test_the_tail_is_that_of_the_urn(persons: int, of: int):
    """Share 0.3 and correlation 0.1: a = 0.3 x 0.9 / 0.1 = 2.7 and b = 6.3."""
    a, b = Fraction(27, 10), Fraction(63, 10)
    below = sum(polya(k, of, a, b) for k in range(persons + 1))
    above = sum(polya(k, of, a, b) for k in range(persons, of + 1))
    exact = min(1.0, 2 * float(min(below, above)))
    assert Funnel(0.3, 0.1).tail(persons, of) == pytest.approx(exact, rel=1e-9)


def test_without_correlation_the_tail_is_binomial():
    """8 heads of 8: 2 / 256."""
    assert Funnel(0.5, 0.0).tail(8, 8) == pytest.approx(2 / 256)
    assert Funnel(0.5, 0.0).tail(4, 8) == 1.0
    assert Funnel(0.5, 0.0).tail(0, 0) == 1.0


def test_a_town_of_many_thousands_has_a_tail_too():
    assert 0 < Funnel(0.15, 0.002).tail(12_000, 65_000) < 1
    assert Funnel(0.15, 0.0).tail(20_000, 65_000) < 1e-200


def test_between_the_limits_nothing_is_outside_them():
    funnel = Funnel(0.12, 0.01)
    low, high = funnel.limits(300, 0.002)
    assert funnel.tail(low, 300) > 0.002 >= funnel.tail(low - 1, 300)
    assert funnel.tail(high, 300) > 0.002 >= funnel.tail(high + 1, 300)


def test_the_fit_finds_the_share_and_the_correlation_that_were_drawn():
    draw = np.random.default_rng(5)
    of = draw.integers(100, 900, 4000).astype(float)
    shares = draw.beta(0.12 * 99, 0.88 * 99, 4000)  # correlation 1 / (a + b + 1) = 0.01
    fit = fit_funnel(draw.binomial(of.astype(int), shares).astype(float), of)
    assert fit.share == pytest.approx(0.12, abs=0.003)
    assert fit.rho == pytest.approx(0.01, rel=0.15)


def test_one_wild_peer_does_not_widen_the_funnel_much():
    """Thirty peers of 300 with 30 to 42 each; then one of them with 280."""
    persons = np.array([30.0 + k % 13 for k in range(30)])
    of = np.full(30, 300.0)
    calm = fit_funnel(persons, of)
    persons[7] = 280.0
    wild = fit_funnel(persons, of)
    assert wild.share == pytest.approx(calm.share, rel=0.05)
    assert wild.tail(185, 300) < 1e-6


def test_where_nobody_of_the_peers_is_counted_one_person_is_still_possible():
    fit = fit_funnel(np.zeros(10), np.full(10, 50.0))
    assert 0.01 < fit.tail(1, 50) <= 1
    with pytest.raises(ValueError, match="no peer"):
        fit_funnel(np.zeros(3), np.zeros(3))


@pytest.mark.parametrize("count", [1, 2, 5, 11, 30])
def test_what_is_drawn_in_ends_at_the_deciles(count: int):
    values = np.random.default_rng(count).normal(size=count)
    assert _drawn_in(values) == pytest.approx(np.clip(values, *np.quantile(values, [0.1, 0.9])))


def test_the_example_of_benjamini_and_hochberg():
    """Their table of 15 p-values: four stand out at 0.05, three with Bonferroni's limit."""
    tails = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
             0.7590, 1.0]  # fmt: skip
    assert discoveries(tails, 0.05) == [0, 1, 2, 3]
    assert discoveries(tails[::-1], 0.05) == [11, 12, 13, 14]
    assert discoveries([], 0.05) == discoveries([0.9], 0.05) == []


def test_ordinary_places_are_hardly_ever_named():
    """A hundred regions of 60 places drawn from one distribution: at a rate of 1 % hardly one names anything."""
    draw, named = np.random.default_rng(11), 0
    for _region in range(100):
        of = draw.integers(40, 600, 60)
        persons = draw.binomial(of, draw.beta(0.15 * 49, 0.85 * 49, 60))
        tails = []
        for at in range(60):
            others = np.arange(60) != at
            funnel = fit_funnel(persons[others].astype(float), of[others].astype(float))
            tails.append(funnel.tail(int(persons[at]), int(of[at])))
        named += bool(discoveries(tails, 0.01))
    assert named <= 6


def test_modified_z_by_hand():
    """Median 3, deviations 2, 1, 0, 1, 97: their median is 1, so 100 has 0.6745 x 97."""
    assert modified_z(np.array([1.0, 2.0, 3.0, 4.0, 100.0]))[-1] == pytest.approx(0.6745 * 97)
    assert modified_z(np.array([7.0, 7.0, 7.0])).tolist() == [0, 0, 0]
    assert modified_z(np.array([])).tolist() == []


def test_where_most_values_are_the_same_the_mean_deviation_stands_in():
    """Deviations 0, 0, 0, 0, 5: median 0, mean 1, so 5 / 1.2533."""
    assert modified_z(np.array([2.0, 2.0, 2.0, 2.0, 7.0]))[-1] == pytest.approx(5 / 1.2533)
