"""From an instance to an integer programme: variables, then the rules in force, in the order of the shelf."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.instance import Instance
from mapping.model.bottleneck import define_longest_trip, define_spread
from mapping.model.nearness import Known, Nearness, define_nearness
from mapping.model.objectives import GOALS
from mapping.model.others import Others, Sharing, define_others
from mapping.model.program import Draft, Goal, Program
from mapping.model.rules import RULES
from mapping.model.variables import NONE, Variables, add_variables


@dataclass(frozen=True, slots=True)
class Model:
    """The programme, its variables by meaning, the goal of each stage, that of staying near a known plan, and that of
    sharing few marks with known plans."""

    program: Program
    variables: Variables
    goals: tuple[Goal, ...]
    nearness: Nearness | None = None
    sharing: Sharing | None = None


def build_model(instance: Instance, known: Known | None = None, others: Others | None = None) -> Model:
    """Write the variables and all rules in force, how near a plan stays to `known`, and that it is other than `others`;
    nothing is solved."""
    draft = Draft()
    variables = add_variables(instance, draft)
    for rule in RULES:
        if rule.always or rule.key in instance.rules:
            rule.constrain(instance, variables, draft)
    _define_worst_served(instance, variables, draft)
    goals = tuple(_goal(stage.objective, instance, variables, draft) for stage in instance.stages)
    nearness = None if known is None else define_nearness(instance, variables, draft, known)
    sharing = None if others is None else define_others(instance, variables, draft, goals[0], others)
    return Model(draft.freeze(), variables, goals, nearness, sharing)


def _goal(objective: str, instance: Instance, variables: Variables, draft: Draft) -> Goal:
    """The goal of a stage; those of distances write columns and rows of their own, only where they are asked for."""
    if objective == "longest_trip":
        return define_longest_trip(instance, variables, draft)
    if objective == "spread":
        return define_spread(instance, variables, draft)
    return GOALS[objective](instance, variables)


def _define_worst_served(instance: Instance, variables: Variables, draft: Draft) -> None:
    """worst_served <= served_share[m] <= served share of m's weighted need in the last period.

    The share is written with the unmet persons: N_m served_share[m] + sum w unmet <= N_m, N_m = sum w need, scaled
    to 100. A municipality without need is fully served.
    """
    t = len(instance.periods) - 1
    for m, code in enumerate(instance.municipalities):
        inside = np.flatnonzero(instance.municipality_of == m)
        total = float((instance.need[inside, :, t] * instance.weight[inside, :, t]).sum())
        if total > 0:
            terms = [(variables.served_share[m], 100.0)]
            for i in inside.tolist():
                for s in range(len(instance.services)):
                    if variables.unmet[i, s, t] != NONE:
                        terms.append((int(variables.unmet[i, s, t]), float(instance.weight[i, s, t]) * 100 / total))
            draft.row(f"worst_served[{code}.share]", terms, "<=", 100.0, linking=True)
        least = [(variables.worst_served, 1.0), (variables.served_share[m], -1.0)]
        draft.row(f"worst_served[{code}.least]", least, "<=", 0.0, linking=True)
