"""From the solver's values to a plan carried out in a world: what is built, who is served, what it costs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mapping.instance import Instance
from mapping.model import Model
from mapping.model.variables import NONE
from mapping.plan import StageStatus
from mapping.solve.arrays import FloatArray
from mapping.solve.outcome import relative_gap
from mapping.uncertainty.types import Built, WorldPlan


def carried_plan(
    number: int,
    instance: Instance,
    model: Model,
    values: FloatArray,
    value: float,
    bound: float,
    status: StageStatus,
) -> WorldPlan:
    """`values` (by column of the model) as the plan of world `number`; `value` and `bound` are of the unmet need."""
    need, unmet = _last_period(instance, model, values)
    total = need.sum(axis=1)
    served = total - unmet.sum(axis=1)
    share = np.divide(served, total, out=np.full(len(total), np.nan), where=total > 0)
    return WorldPlan(
        world=number,
        value=value,
        bound=bound,
        gap=relative_gap(value, bound),
        status=status,
        need=float(total.sum()),
        served=float(served.sum()),
        money=_money(instance, model, values),
        built=built_of(instance, model, values),
        served_share=tuple(np.clip(share, 0.0, 1.0).tolist()),
    )


def built_of(instance: Instance, model: Model, values: FloatArray) -> tuple[Built, ...]:
    """The new units of `values`, in order."""
    found = []
    for (f, k, t), column in model.variables.open.items():
        units = round(float(values[column]))
        if units:
            facility = instance.facilities[f]
            service = instance.services[facility.service]
            place = instance.settlements[facility.settlement]
            found.append(Built(service.id, place, service.sizes[k].id, t, units))
    return tuple(sorted(found))


def unmet_by_service(instance: Instance, model: Model, weighted: FloatArray) -> Mapping[str, float]:
    """The sum of `weighted` (by column) over what is unmet of each service."""
    columns = model.variables.unmet
    return {
        service.id: float(weighted[columns[:, s, :][columns[:, s, :] != NONE]].sum())
        for s, service in enumerate(instance.services)
    }


def _last_period(instance: Instance, model: Model, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Need and unmet persons (settlements, services) in the last period."""
    need = instance.need[:, :, -1]
    columns = model.variables.unmet[:, :, -1]
    known = columns != NONE
    unmet = np.zeros(need.shape)
    unmet[known] = np.clip(values[columns[known]], 0.0, None)
    return need, np.minimum(unmet, need)


def _money(instance: Instance, model: Model, values: FloatArray) -> float:
    """EUR of new units and changes, capital and running, over all periods."""
    total = 0.0
    for (f, k, t), column in model.variables.open.items():
        units = round(float(values[column]))
        if units:
            service = instance.services[instance.facilities[f].service]
            size = service.sizes[k]
            total += units * (size.capital + size.running * sum(service.running_years[t]))
    for (c, t), column in model.variables.change.items():
        if round(float(values[column])):
            change = instance.changes[c]
            total += change.capital + change.running * sum(change.running_years[t])
    return total
