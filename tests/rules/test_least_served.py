"""Floor of every municipality: without the stage `worst_served` the toy's homes go to those who travel least, the East.

Then 6 of the West's 10 have a home and all 6 of the East: of the West's weighted need of 50 a year 4 + 2 x 4 is unmet,
38 / 50 = 0.76. The old home serves Alfa's 6 (12 minutes), the new one Delta's 4 and Epsilon's 2 (28): 2 x 40 = 80 over
two years instead of the 136 of docs/toy.md, so 1380 instead of 1436.
"""

from __future__ import annotations

import pytest
from rule_testing import caught, check, keys_of, switched_off
from toy import solve, solved_toy

from mapping.errors import InfeasibleError
from mapping.instance import Case

STAGES = [{"objective": "unmet", "gap": 0.0}, {"objective": "travel", "gap": 0.0}]


def floor(share: float) -> Case:
    return keys_of(lambda keys: keys.update(fairness={"least": share}, stages=STAGES))


def golden_case() -> Case:
    return floor(0.8)


def test_bites_the_west_gets_its_homes():
    check(floor(0.8), {"unmet": 108, "travel": 1436})
    check(switched_off(floor(0.8), "least_served"), {"unmet": 108, "travel": 1380})


def test_edge_exactly_what_is_reached_anyway():
    check(floor(0.76), {"unmet": 108, "travel": 1380})


def test_edge_everybody_everywhere_cannot_be():
    with pytest.raises(InfeasibleError):
        solve(floor(1.0))


def test_check_catches_a_municipality_left_behind():
    assert caught(keys_of(lambda keys: keys.update(fairness={"least": 0.81})), solved_toy().plan) == {"least_served"}
    assert caught(keys_of(lambda keys: keys.update(fairness={"least": 0.8})), solved_toy().plan) == set()
