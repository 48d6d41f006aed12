"""Nobody is assigned beyond the minutes and the kilometres of the service's standard, nor outside the catchment."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, standard_of
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """No rows: pairs beyond the standard or outside the catchment have no variable."""


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """Every assignment is inside the standard in minutes and km, and inside the unit's catchment."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    services = {service.id: service for service in case.services}
    existing = {unit.id: unit for unit in case.region.units}
    units = {unit.id: unit for unit in plan.units}
    for visit in plan.served:
        unit, service = units[visit.unit], services[visit.service]
        i, j = index[visit.settlement], index[unit.settlement]
        minutes, km = standard_of(case, service)
        place = f"{visit.settlement} → {visit.unit}"
        if case.travel.minutes[i, j] > minutes or case.travel.km[i, j] > km:
            yield Breach("reach", Text(f"{place}: извън стандарта за пътуване", f"{place}: beyond the travel standard"))
        catchment = existing[unit.home].catchment if unit.home in existing else service.catchment
        home, site = case.region.settlements[i].municipality, case.region.settlements[j].municipality
        if catchment == "municipality" and home != site:
            yield Breach(
                "reach",
                Text(
                    f"{place}: звеното е само за своята община", f"{place}: the unit is for its own municipality only"
                ),
            )


REACH = Rule(
    key="reach",
    title=Text("Достижимост", "Reach"),
    equation="serve[i,j,s,t] exists only if min[i,j] <= T[s] and km[i,j] <= D[s] and i is in the catchment of j",
    words=Text(
        "Никой не се насочва по-далеч от стандарта на услугата в минути и в километри, нито към звено само за друга "
        "община.",
        "Nobody is assigned beyond the service's standard in minutes and in kilometres, nor to a unit that is for "
        "another municipality only.",
    ),
    source="Time and distance both hold, as in 42 CFR 422.116; the values are assumptions of service_values.csv",
    scenario_key="standards",
    always=True,
    constrain=constrain,
    check=check,
)
