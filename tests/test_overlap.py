"""Distinct persons: bounds and centre by hand, and against all that can be the case."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from builders import estimate
from test_ageing import region_of
from test_calibration import CENSUS, group

from mapping.catalogue import Catalogue
from mapping.needs.overlap import Distinct, distinct_persons, forest, overlap_words
from mapping.needs.worked import work_out
from mapping.region import Overlap, Region


def overlapping(prevalences: dict[str, float], overlaps: list[tuple[str, str, float]]) -> Region:
    """1,000 people of 65+, half of them women, in one village."""
    region = region_of([{"age_65_plus": 1000}])
    groups = tuple(group(name, 1000 * share) for name, share in prevalences.items())
    stated = tuple(Overlap(a, b, estimate(percent, percent / 2, min(100, percent * 2))) for a, b, percent in overlaps)
    return replace(region, catalogue=Catalogue(groups, (), ()), overlaps=stated)


def distinct(region: Region) -> Distinct:
    return distinct_persons(region, work_out(region, "central", (CENSUS,)))


def numbers(region: Region) -> tuple[float, float, float, float]:
    found = distinct(region)
    return tuple(float(v.sum()) for v in (found.lower, found.central, found.upper, found.added))  # type: ignore


def test_two_groups_without_a_stated_overlap_are_independent():
    """300 and 200 of 1,000: at least 300, at most 500, 1000 (1 - 0.7 x 0.8) = 440."""
    assert numbers(overlapping({"a": 0.3, "b": 0.2}, [])) == pytest.approx((300, 440, 500, 500))


def test_a_stated_overlap_is_taken_off():
    """Half of the 200 are among the 300: 400; at most, by the low end of a quarter, 450."""
    assert numbers(overlapping({"a": 0.3, "b": 0.2}, [("b", "a", 50)])) == pytest.approx((300, 400, 450, 500))


def test_an_overlap_is_never_more_than_the_smaller_group():
    """All of the 300 in a group of 200 is not possible: the 200 are."""
    assert numbers(overlapping({"a": 0.3, "b": 0.2}, [("a", "b", 100)])) == pytest.approx((300, 300, 350, 500))


def test_three_groups_on_a_forest():
    """c and a share 100, b and a 60 (stated); b and c are independent given a.

    Nobody in a, b or c: 0.7 x (1 - 0.3 - 0.2 + 0.06) / (0.7 x 1) ... = P(no a, no b) P(no a, no c) / P(no a).
    """
    region = overlapping({"a": 0.3, "b": 0.2, "c": 0.25}, [("b", "a", 30), ("c", "a", 40)])
    no_a, no_ab, no_ac = 0.7, 1 - 0.3 - 0.2 + 0.06, 1 - 0.3 - 0.25 + 0.1
    lower, central, upper, added = numbers(region)
    assert central == pytest.approx(1000 * (1 - no_ab * no_ac / no_a))
    assert (lower, upper, added) == pytest.approx((300, 750 - 30 - 50, 750))


def test_of_a_circle_of_overlaps_the_smallest_is_left_out():
    region = overlapping({"a": 0.3, "b": 0.3, "c": 0.3}, [("a", "b", 10), ("b", "c", 40), ("a", "c", 30)])
    chosen = forest(region, work_out(region, "central", (CENSUS,)))
    assert [(o.group, o.other) for o in chosen] == [("b", "c"), ("a", "c")]


def test_people_of_different_ages_are_different_people():
    """100 children and 100 old people: at least 200 persons."""
    region = region_of([{"age_0_14": 1000, "age_65_plus": 1000}])
    groups = (group("young", 100, "age_0_14"), group("old", 100))
    region = replace(region, catalogue=Catalogue(groups, (), ()))
    assert numbers(region) == pytest.approx((200, 200, 200, 200))


@pytest.mark.parametrize("number", range(6))
def test_the_bounds_hold_for_every_joint_distribution(number: int):
    """Random joint distributions of three groups: the stated overlaps are theirs, and so many belong to any of them."""
    rng = np.random.default_rng(number)
    joint = rng.dirichlet(np.full(8, 0.6)).reshape(2, 2, 2)
    shares = [float(joint.take(1, axis=k).sum()) for k in range(3)]
    names = ("a", "b", "c")
    overlaps = []
    for k, m in itertools.combinations(range(3), 2):
        both = float(joint.sum(axis=3 - k - m)[1, 1])
        overlaps.append((names[k], names[m], 100 * both / shares[k]))
    region = overlapping(dict(zip(names, shares, strict=True)), overlaps)
    exact = tuple(replace(o, share=replace(o.share, low=o.share.central)) for o in region.overlaps)
    lower, central, upper, _ = numbers(replace(region, overlaps=exact))
    truth = 1000 * (1 - float(joint[0, 0, 0]))
    assert lower <= truth + 1e-6
    assert truth <= upper + 1e-6
    assert lower <= central <= upper


def test_the_sentence_says_all_four_numbers():
    words = overlap_words(distinct(overlapping({"a": 0.3, "b": 0.2}, [("b", "a", 50)])))
    for shown in ("400", "300", "450", "500"):
        assert shown in words.bg
        assert shown in words.en
