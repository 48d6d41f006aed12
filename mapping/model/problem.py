"""The programme as a PuLP problem."""

from __future__ import annotations

import pulp

from mapping.model.program import Goal, Program

_SENSES = {"<=": pulp.LpConstraintLE, ">=": pulp.LpConstraintGE, "=": pulp.LpConstraintEQ}


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
    problem.setObjective(
        pulp.LpAffineExpression([(variables[column], value) for column, value in goal.terms.items()])
    )
    for number, row in enumerate(program.rows):
        terms = [(variables[c], v) for c, v in zip(row.columns, row.coefficients, strict=True)]
        expression = pulp.LpAffineExpression(terms)
        problem.addConstraint(
            pulp.LpConstraint(expression, sense=_SENSES[row.sense], rhs=row.rhs), name=f"r{number}"
        )
    return problem, variables
