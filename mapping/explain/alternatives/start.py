"""A known plan in a programme that has other columns and rows beside: its units and changes, and what follows."""

from __future__ import annotations

import math
import threading

import numpy as np

from mapping.explain.alternatives.types import marks_of
from mapping.instance import Instance
from mapping.model import Model
from mapping.plan import Plan
from mapping.solve.arrays import Effort, FloatArray, arrays_of, cost_of, minimise, slice_of
from mapping.solve.outcome import feasibility

NODES = 200


def carried(instance: Instance, model: Model, plan: Plan, seed: int) -> FloatArray | None:
    """The values of `plan`, by the columns of `model`: units, changes and marks as they are, persons and money best for
    the first goal; None where the programme does not allow them."""
    program, fixed = model.program, dict[int, int]()
    units: dict[tuple[str, str, str, int], int] = {}
    for unit in plan.units:
        for opening in unit.openings:
            key = (unit.service, unit.settlement, opening.size, opening.period)
            units[key] = units.get(key, 0) + opening.units
    for (f, k, t), column in model.variables.open.items():
        facility = instance.facilities[f]
        service = instance.services[facility.service]
        key = (service.id, instance.settlements[facility.settlement], service.sizes[k].id, t)
        fixed[column] = units.get(key, 0)
    made = {(unit.home, unit.change.id, unit.change.period) for unit in plan.units if unit.change is not None}
    for (c, t), column in model.variables.change.items():
        fixed[column] = int((instance.changes[c].unit, instance.changes[c].id, t) in made)
    marks = marks_of(plan)
    for mark, parts in (model.sharing.present if model.sharing is not None else {}).items():
        if len(parts) == 1 and parts[0] not in fixed:
            fixed[parts[0]] = int(mark in marks)
    lower, upper = program.lower.copy(), np.minimum(program.upper, arrays_of(program).upper)
    columns = np.array(list(fixed), dtype=np.int64)
    lower[columns] = upper[columns] = np.array(list(fixed.values()), dtype=float)
    arrays = arrays_of(program)
    everything = slice_of(arrays, np.arange(arrays.columns), np.arange(arrays.rows), None)
    effort = Effort(0.0, NODES, math.inf, feasibility(program), quick=True)
    cost = cost_of(model.goals[0], arrays.columns)
    return minimise(everything, cost, lower, upper, arrays.whole, effort, seed, threading.Event()).values
