"""The programme as a PuLP problem."""

from __future__ import annotations

import gc
import operator
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np
import pulp

from mapping.model.program import SENSES, Goal, Program

_SENSES = {"<=": operator.le, ">=": operator.ge, "=": operator.eq}

# PuLP 4 builds an expression with from_list, PuLP 3.3 with the class itself.
_expression = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)


def state_problem(program: Program, goal: Goal) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """State `program` with `goal` as a PuLP problem; returns it and its variables in column order.

    Columns and rows get short names (c12, r7): the long ones stay in `program`, and some solvers cannot bear them.
    """
    problem = pulp.LpProblem("needsmap", pulp.LpMinimize if goal.minimise else pulp.LpMaximize)
    add = problem.add_variable
    kinds = (pulp.LpContinuous, pulp.LpInteger)
    infinity = float("inf")
    with _no_collection():
        bounds = zip(program.lower.tolist(), program.upper.tolist(), program.whole.tolist(), strict=True)
        variables = [
            add(f"c{number}", lowBound=lower, upBound=None if upper == infinity else upper, cat=kinds[whole])
            for number, (lower, upper, whole) in enumerate(bounds)
        ]
        problem.setObjective(_expression([(variables[column], value) for column, value in goal.terms.items()]))
        entries = zip(map(variables.__getitem__, program.column.tolist()), program.value.tolist(), strict=True)
        compare = [_SENSES[sense] for sense in SENSES]
        lengths = np.diff(program.start).tolist()
        rows = zip(lengths, program.sense.tolist(), program.rhs.tolist(), strict=True)
        for number, (length, sense, rhs) in enumerate(rows):
            terms = _expression(list(islice(entries, length)))
            problem.addConstraint(compare[sense](terms, rhs), name=f"r{number}")
    return problem, variables


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of objects are made and none is let go: looking through them all, again and again, costs most."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
