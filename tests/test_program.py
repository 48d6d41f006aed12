"""The programme as arrays: rows and columns written in batches are those written one by one."""

from __future__ import annotations

import numpy as np
import pytest

from mapping.instance.build import _nearest
from mapping.model.names import ALL_NAMES, Names
from mapping.model.problem import state_problem
from mapping.model.program import Draft, Goal, Program


def one_by_one() -> Program:
    draft = Draft()
    a, b, c = (draft.column(f"x[{n}]", 0.0, float(n + 1)) for n in range(3))
    draft.row("r[0]", [(c, 2.0), (a, -1.0)], "<=", 3.0)
    draft.row("r[1]", [(b, 1.0)], "<=", 4.0)
    draft.row("s", [(a, 1.0), (b, 1.0), (c, -5.0)], ">=", 0.0, linking=True)
    return draft.freeze()


def in_batches() -> Program:
    draft = Draft()
    columns = draft.columns("x[{}]".format, 0.0, np.array([1.0, 2.0, 3.0]))
    a, b, c = columns.tolist()
    row, column, value = np.array([1, 0, 0, 1]), np.array([b, c, a, c]), np.array([1.0, 2.0, -1.0, 0.0])
    draft.rows("r[{}]".format, row, column, value, "<=", np.array([3.0, 4.0]))
    draft.long_row("s", columns[:2], 1.0, [(c, -5.0)], ">=", 0.0, linking=True)
    return draft.freeze()


def test_batches_write_the_same_programme():
    one, many = one_by_one(), in_batches()
    assert list(one.columns) == list(many.columns)
    assert list(one.rows) == list(many.rows)
    assert many.text() == "r[0]: 2 x[2] - x[0] <= 3\nr[1]: x[1] <= 4\ns: x[0] + x[1] - 5 x[2] >= 0"
    assert (len(many.rows), many.rows[-1].name, [row.name for row in many.rows[:2]]) == (3, "s", ["r[0]", "r[1]"])


def test_coefficients_of_a_row_are_added_up_and_zeros_left_out():
    draft = Draft()
    a, b = draft.column("a"), draft.column("b")
    draft.row("r", [(a, 1.0), (b, 2.0), (a, 2.0), (b, -2.0)], "=", 1.0)
    draft.long_row("s", np.array([a]), np.array([0.0]), [(b, 1.0)], "=", 1.0)
    assert draft.freeze().text() == "r: 3 a = 1\ns: b = 1"


def test_a_frozen_programme_cannot_be_written():
    draft = Draft()
    draft.column("a")
    program = draft.freeze()
    with pytest.raises(BufferError):
        draft.column("b")
    with pytest.raises(ValueError, match="read-only"):
        program.lower[0] = 1.0


@pytest.mark.parametrize("twice", ["single", "batch"])
def test_a_name_given_twice_is_a_defect(twice: str):
    draft = Draft()
    draft.column("x[0]")
    if twice == "single":
        draft.column("x[0]")
    else:
        draft.columns("x[{}]".format, 0.0, np.ones(2))
    with pytest.raises(ValueError, match=r"two columns are named x\[0\]"):
        draft.freeze()


def test_very_many_names_are_made_only_when_asked_for():
    made: list[int] = []

    def naming(n: int) -> str:
        made.append(n)
        return f"x[{n}]"

    names = Names()
    names.add("first")
    names.add_block(ALL_NAMES, naming)
    names.add("last")
    assert names.repeated() is None
    assert made == []
    assert (names[0], names[1], names[7], names[-1], len(names)) == ("first", "x[0]", "x[6]", "last", ALL_NAMES + 2)
    assert made == [0, 6]


def test_pulp_has_the_same_rows():
    program = in_batches()
    problem, variables = state_problem(program, Goal("g", True, {0: 1.0, 2: 2.0}))
    assert [variable.name for variable in variables] == ["c0", "c1", "c2"]
    rows = [problem.get_constraint_by_name(f"r{n}") for n in range(3)]
    assert [{v.name: coefficient for v, coefficient in row.items()} for row in rows] == [
        {"c0": -1.0, "c2": 2.0},
        {"c1": 1.0},
        {"c0": 1.0, "c1": 1.0, "c2": -5.0},
    ]
    assert [(row.getLb(), row.getUb()) for row in rows] == [(None, 3.0), (None, 4.0), (0.0, None)]


def test_the_nearest_sites_and_of_equally_near_ones_the_first():
    minutes = np.array([[5.0, 3.0, 3.0, 3.0], [9.0, 1.0, 2.0, 3.0], [1.0, 1.0, 1.0, 1.0], [4.0, 3.0, 2.0, 1.0]])
    allowed = np.ones((4, 4), dtype=bool)
    allowed[1, 1:3] = False
    allowed[2, :] = False
    assert _nearest(minutes, allowed, 2).tolist() == [
        [False, True, True, False],
        [True, False, False, True],
        [False, False, False, False],
        [False, False, True, True],
    ]
    assert _nearest(minutes, allowed, 4).tolist() == allowed.tolist()
