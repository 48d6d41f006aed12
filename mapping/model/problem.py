"""The programme as a PuLP problem."""

from __future__ import annotations

import operator

import pulp

from mapping.model.program import Goal, Program

_SENSES = {"<=": operator.le, ">=": operator.ge, "=": operator.eq}

# PuLP 4 builds an expression with from_list, PuLP 3.3 with the class itself.
_expression = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)


def state_problem(program: Program, goal: Goal) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """State `program` with `goal` as a PuLP problem; returns it and its variables in column order.

    Columns and rows get short names (c12, r7): the long ones stay in `program`, and some solvers cannot bear them.
    """
    problem = pulp.LpProblem("needsmap", pulp.LpMinimize if goal.minimise else pulp.LpMaximize)
    variables = [
        problem.add_variable(
            f"c{number}",
            lowBound=column.lower,
            upBound=None if column.upper == float("inf") else column.upper,
            cat=pulp.LpInteger if column.whole else pulp.LpContinuous,
        )
        for number, column in enumerate(program.columns)
    ]
    problem.setObjective(_expression([(variables[column], value) for column, value in goal.terms.items()]))
    for number, row in enumerate(program.rows):
        terms = _expression([(variables[c], v) for c, v in zip(row.columns, row.coefficients, strict=True)])
        problem.addConstraint(_SENSES[row.sense](terms, row.rhs), name=f"r{number}")
    return problem, variables
