"""The searches behind conflicts, on made-up families of sets and on programmes of two rows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import combinations
from random import Random

import numpy as np
import pytest

from mapping.explain.conflicts.hitting import hitting_sets, smallest_hitting
from mapping.explain.conflicts.quickxplain import quickxplain
from mapping.model.program import Draft, Program
from mapping.solve import Give, has_plan, least_slack

NAMES = [f"m{n}" for n in range(12)]


def drawn(seed: int, count: int) -> list[frozenset[str]]:
    rng = Random(seed)
    return [frozenset(rng.sample(NAMES, rng.randint(1, 4))) for _ in range(count)]


def none_inside(conflicts: list[frozenset[str]]) -> Callable[[frozenset[str]], bool]:
    """Whether a set contains no conflict: then it has a plan."""
    return lambda members: not any(conflict <= members for conflict in conflicts)


class TestQuickXplain:
    @pytest.mark.parametrize("seed", range(30))
    def test_finds_a_conflict_no_part_of_which_conflicts(self, seed: int):
        possible = none_inside(drawn(seed, 4))
        found = quickxplain(frozenset(), NAMES, possible)
        assert not possible(found)
        assert all(possible(found - {member}) for member in found)

    @pytest.mark.parametrize("seed", range(30))
    def test_with_a_background_only_what_is_needed_beside_it(self, seed: int):
        conflicts = drawn(seed, 4)
        possible, background = none_inside(conflicts), frozenset(NAMES[:4])
        found = quickxplain(background, NAMES[4:], possible)
        assert not possible(background | found)
        assert all(possible(background | found - {member}) for member in found)

    def test_prefers_what_stands_first(self):
        possible = none_inside([frozenset({"m0", "m1"}), frozenset({"m8", "m9"}), frozenset({"m11"})])
        assert quickxplain(frozenset(), NAMES, possible) == {"m0", "m1"}

    def test_what_is_not_settled_is_kept_and_the_rest_still_conflicts(self):
        conflict = frozenset({"m3", "m7"})
        sure = none_inside([conflict])

        def unsure(members: frozenset[str]) -> bool | None:
            return None if "m5" not in members and not sure(members) else sure(members)

        found = quickxplain(frozenset(), NAMES, unsure)
        assert found == conflict | {"m5"}

    def test_asks_far_fewer_questions_than_there_are_members(self):
        asked: list[frozenset[str]] = []
        many = [f"m{n:03}" for n in range(256)]
        conflict = frozenset({"m010", "m200"})

        def possible(members: frozenset[str]) -> bool:
            asked.append(members)
            return not conflict <= members

        assert quickxplain(frozenset(), many, possible) == conflict
        # 2 k log2(n / k) + 2 k = 32, and the first, whether the background conflicts by itself.
        assert len(asked) <= 33


class TestHittingSets:
    @pytest.mark.parametrize("seed", range(20))
    def test_are_all_of_their_size_that_are_minimal(self, seed: int):
        sets = drawn(seed, 4)

        def hits(members: frozenset[str]) -> bool:
            return all(one & members for one in sets)

        for size in (1, 2, 3):
            wanted = {
                frozenset(members)
                for members in combinations(NAMES, size)
                if hits(frozenset(members)) and not any(hits(frozenset(members) - {m}) for m in members)
            }
            assert {frozenset(found) for found in hitting_sets(sets, size, NAMES)} == wanted

    def test_the_smallest_or_none_below_a_size(self):
        sets = [frozenset({"m0", "m1"}), frozenset({"m1", "m2"}), frozenset({"m3"})]
        assert smallest_hitting(sets, 3, NAMES) == {"m1", "m3"}
        assert smallest_hitting(sets, 2, NAMES) is None


def units_for(persons: float, most: float) -> Program:
    """Units of 10 places, at most `most` (which need not be whole), must hold so many persons."""
    draft = Draft()
    units = draft.column("units", 0.0, 100.0, whole=True)
    draft.row("need", [(units, 10.0)], ">=", persons)
    draft.row("most", [(units, 1.0)], "<=", most)
    return draft.freeze()


class TestPrograms:
    @pytest.mark.parametrize(("persons", "most", "plan"), [(20, 2, True), (21, 2, False), (21, 2.5, False)])
    def test_has_a_plan_in_whole_units(self, persons: float, most: float, plan: bool):
        assert has_plan(units_for(persons, most), 60.0, 1, threading.Event()) is plan

    def test_without_time_it_is_not_settled(self):
        stop = threading.Event()
        stop.set()
        assert has_plan(units_for(20, 2), 0.0, 1, stop) in (None, True)

    def test_the_least_slack_of_each_side(self):
        program = units_for(25, 2)
        upper = np.array([100.0])
        least = least_slack(program, [Give({0: -1.0}, 50.0, 1.0, 0.5)], upper, 60.0, 1, threading.Event())
        most = least_slack(program, [Give({1: 1.0}, 50.0, 1.0, 0.5)], upper, 60.0, 1, threading.Event())
        assert least.units == pytest.approx((5.0,))
        assert most.units == pytest.approx((1.0,))
        assert (least.least, most.least) == pytest.approx((5.0, 1.0))

    def test_the_cheaper_of_two_gives_way(self):
        """A person less costs 1, a unit more 4: five persons cost 5."""
        gives = [Give({0: -1.0}, 50.0, 1.0, 0.5), Give({1: 1.0}, 50.0, 4.0, 0.5)]
        found = least_slack(units_for(25, 2), gives, np.array([100.0]), 60.0, 1, threading.Event())
        assert found.units == pytest.approx((0.0, 1.0), abs=1e-6)
        assert found.least == pytest.approx(4.0)

    def test_no_slack_is_enough(self):
        found = least_slack(
            units_for(25, 2), [Give({1: 1.0}, 0.5, 1.0, 0.5)], np.array([100.0]), 60.0, 1, threading.Event()
        )
        assert found.units is None
        assert found.least == float("inf")
