"""Staying near another plan: as few units as possible that stand elsewhere, are missing or are more.

Of plans that are as good as each other, the one nearest to a plan that people know already is wanted. What is counted
is the distance in whole units: per possible site the difference of the numbers of units, per change whether it is
made; a unit of another size or period at a site that the other plan has counts a hundredth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from mapping.instance import Instance
from mapping.instance.types import FloatArray
from mapping.model.program import Draft, Goal
from mapping.model.variables import Variables

ANOTHER_KIND = 0.01
"""What a unit of another size or period counts, at a site that has as many units in the other plan."""


@dataclass(frozen=True, slots=True)
class Known:
    """A plan to stay near: its new units by (service, settlement, size, index of the period of the contract), and its
    changes of existing units by (unit, change)."""

    units: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    changes: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Nearness:
    """The goal of staying near a known plan, and for every site of it the column of what is missing there: the column,
    the units wanted, and the columns of the site's units."""

    goal: Goal
    missing: tuple[tuple[int, int, tuple[int, ...]], ...]

    def settled(self, values: FloatArray) -> FloatArray:
        """`values` (by the programme's columns) with no more missing than is."""
        settled = values.copy()
        for column, wanted, units in self.missing:
            settled[column] = max(0.0, wanted - float(np.round(values[list(units)]).sum()))
        return settled


def define_nearness(instance: Instance, variables: Variables, draft: Draft, known: Known) -> Nearness:
    """Minimise sum_sites |units - known units| + sum_changes |made - known|, less a constant.

    |n - c| = n - c + 2 less, where less >= c - n. Sites of the known plan that the instance does not have count for
    all plans alike and are left out.
    """
    terms: dict[int, float] = {}
    missing: list[tuple[int, int, tuple[int, ...]]] = []
    for f, facility in enumerate(instance.facilities):
        here = variables.open_at.get(f, ())
        if not here:
            continue
        service, settlement = instance.services[facility.service], instance.settlements[facility.settlement]
        wanted = 0
        for k, t, column in here:
            count = known.units.get((service.id, settlement, service.sizes[k].id, t), 0)
            wanted += count
            terms[column] = 1.0 if count else 1.0 + ANOTHER_KIND
        if wanted:
            place = int(instance.municipality_of[facility.settlement])
            less = draft.column(f"nearness[{facility.name}]", 0.0, float(wanted), at=(place, place))
            units = [(column, 1.0) for _, _, column in here]
            draft.row(f"nearness[{facility.name}]", [*units, (less, 1.0)], ">=", float(wanted))
            terms[less] = 2.0
            missing.append((less, wanted, tuple(column for _, _, column in here)))
    for (c, _), column in variables.change.items():
        change = instance.changes[c]
        terms[column] = -1.0 if (change.unit, change.id) in known.changes else 1.0
    return Nearness(Goal("nearness", True, terms), tuple(missing))
