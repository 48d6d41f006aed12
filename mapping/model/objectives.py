"""The objectives a scenario may order into stages, each a sum over the variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from mapping.instance import Instance
from mapping.model.program import Goal
from mapping.model.variables import NONE, Variables
from mapping.units import THOUSAND
from mapping.words import Text

OBJECTIVE_WORDS: Mapping[str, tuple[Text, Text]] = {
    "unmet": (
        Text("непокрита потребност", "unmet need"),
        Text("претеглени лица към края на периода × години", "weighted persons at the end of a period × its years"),
    ),
    "worst_served": (
        Text("най-слабо обслужена община", "worst-served municipality"),
        Text("дял обслужена потребност", "share of need served"),
    ),
    "travel": (
        Text("пътуване", "travel"),
        Text("човекоминути в една посока × години", "person-minutes one way × years"),
    ),
    "money": (Text("разход", "money"), Text("хил. евро", "thousand EUR")),
    "units": (Text("нови звена", "new units"), Text("брой", "number")),
    "longest_trip": (Text("най-дълго пътуване", "longest trip"), Text("минути в една посока", "minutes one way")),
    "location_cost": (
        Text("разход за звена и пътуване", "cost of units and travel"),
        Text("евро, пътуването по travel_price", "EUR, travel at travel_price"),
    ),
    "spread": (
        Text("раздалеченост на новите звена", "spread of the new units"),
        Text("минути между най-близките две", "minutes between the nearest two"),
    ),
}
"""Name and unit of each objective, for people."""


def unmet(instance: Instance, variables: Variables) -> Goal:
    """Minimise sum of weight[i,s] x weight[t] x years[t] x unmet[i,s,t]."""
    terms = {
        int(variables.unmet[i, s, t]): float(instance.weight[i, s, t]) * instance.period_weights[t] * instance.years(t)
        for i, s, t in np.argwhere(variables.unmet != NONE).tolist()
    }
    return Goal("unmet", True, terms)


def worst_served(_instance: Instance, variables: Variables) -> Goal:
    """Maximise the share of weighted need served in the worst-served municipality in the last period."""
    return Goal("worst_served", False, {variables.worst_served: 1.0})


def travel(instance: Instance, variables: Variables) -> Goal:
    """Minimise sum of years[t] x minutes[i,j] x serve[i,j,s,t]."""
    terms = {
        int(variables.serve[row, t]): instance.years(t) * float(instance.links.minutes[row])
        for row, t in np.argwhere(variables.serve != NONE).tolist()
    }
    return Goal("travel", True, terms)


def money(instance: Instance, variables: Variables) -> Goal:
    """Minimise capital and running money of new units and changes over all periods, in thousand EUR."""
    terms: dict[int, float] = {}
    for (f, k, t), column in variables.open.items():
        service = instance.services[instance.facilities[f].service]
        size = service.sizes[k]
        cost = size.capital + size.running * sum(service.running_years[t])
        terms[column] = cost / THOUSAND
    for (c, t), column in variables.change.items():
        change = instance.changes[c]
        terms[column] = (change.capital + change.running * sum(change.running_years[t])) / THOUSAND
    return Goal("money", True, terms)


def units(_instance: Instance, variables: Variables) -> Goal:
    """Minimise the number of new units."""
    return Goal("units", True, dict.fromkeys(variables.open.values(), 1.0))


def location_cost(instance: Instance, variables: Variables) -> Goal:
    """Minimise money in EUR plus person-minutes one way x years x their price."""
    terms = {column: value * THOUSAND for column, value in money(instance, variables).terms.items()}
    for column, value in travel(instance, variables).terms.items():
        terms[column] = value * instance.travel_price
    return Goal("location_cost", True, terms)


GOALS: Mapping[str, Callable[[Instance, Variables], Goal]] = {
    "unmet": unmet,
    "worst_served": worst_served,
    "travel": travel,
    "money": money,
    "units": units,
    "location_cost": location_cost,
}
"""Objective name in a scenario -> how it is written; `mapping.model.bottleneck` has the others."""
