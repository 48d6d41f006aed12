"""A new unit stands where enough people live, or near what its service needs."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """No rows: where a service's needs are not met and the scenario decides nothing, there is no variable."""


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every new unit is in a settlement with enough inhabitants, near its service's facility, or decided upon."""
    keys = case.scenario.keys
    decided = {(c.service, c.settlement) for c in keys.sites.choices if keys.rules.site_status}
    services = {service.id: service for service in case.services}
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    for unit in plan.units:
        if unit.state != "new" or (unit.service, unit.settlement) in decided:
            continue
        service = services[unit.service]
        planning = planning_of(service)
        if planning.site_sizes is not None:
            fit = unit.settlement in planning.site_sizes
        else:
            i = index[unit.settlement]
            fit = case.region.settlements[i].population_2021 >= planning.min_population.central
            for facility in case.region.facilities:
                if facility.facility == service.site_facility:
                    minutes = case.travel.minutes[index[facility.ekatte], i]
                    limit = planning.facility_minutes
                    near = limit is not None and minutes <= limit.central
                    fit = fit or near or facility.ekatte == unit.settlement
        if not fit:
            yield Breach(
                "site_needs",
                Text(
                    f"{unit.id}: малко населено място без нужното за услугата",
                    f"{unit.id}: a small settlement without what the service needs",
                ),
            )


SITE_NEEDS = Rule(
    key="site_needs",
    title=Text("Нужди на мястото", "Site needs"),
    equation="open[s,j,k,t] exists only if population[j] >= least[s] or min[facility of s, j] <= facility_minutes[s]",
    words=Text(
        "Място за звено е населено място с достатъчно жители или със съоръжението, от което услугата има нужда, там "
        "или наблизо.",
        "A site is a settlement with enough inhabitants, or with the facility that the service needs, there or near.",
    ),
    source="Siting of care centres needs hospital, transport and support services nearby (see sources.csv); "
    "the populations are assumptions of service_values.csv",
    scenario_key="rules.site_needs",
    always=False,
    constrain=constrain,
    check=check,
)
