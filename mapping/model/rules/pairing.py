"""A new unit that needs another service beside it serves only while a unit of that service stands near."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance
from mapping.model.presence import in_service, standing
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per possible site of the paired service and period, unless a unit stands near it for certain."""
    for pairing in instance.beside:
        for f, near in pairing.near.items():
            facility = instance.facilities[f]
            most = float(facility.most_units)
            for t in range(len(instance.periods)):
                here = [(column, 1.0) for _, column in in_service(instance, variables, f, t)]
                beside = [standing(instance, variables, g, t) for g in near]
                beside += [_outside(instance, variables, unit, pairing.places[unit], t) for unit in pairing.units[f]]
                certain = any(stands >= 1 and not choice for stands, choice in beside)
                if not here or certain:
                    continue
                stands = sum(constant for constant, _ in beside)
                terms = [*here, *((column, -most * value) for _, choice in beside for column, value in choice)]
                name = f"pairing[{facility.name}.{pairing.beside}.{instance.period_name(t)}]"
                draft.row(name, terms, "<=", most * stands, linking=True)


def _outside(
    instance: Instance, variables: Variables, unit: str, places: tuple[int, ...], t: int
) -> tuple[float, list[tuple[int, float]]]:
    """Whether a unit of a service that is not planned stands in period `t`, as `standing` says it of facilities."""
    now = places[t] > 0
    terms = []
    for (c, contracted), column in variables.change.items():
        change = instance.changes[c]
        start = change.starts[contracted]
        after = change.becomes is None and change.places > 0
        if change.unit == unit and start is not None and start <= t and after != now:
            terms.append((column, float(after) - float(now)))
    return float(now), terms


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """In every period in which a new unit serves, a unit of the service beside it stands within the minutes."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    planned = {unit.id for unit in plan.units}
    for pairing in case.scenario.keys.pairing:
        # Existing units of a service that this run leaves alone are not in the plan, but in the tables.
        stands = [
            (index[unit.ekatte], [unit.places_in(period.last_year) > 0 for period in case.periods])
            for unit in case.region.units
            if unit.service == pairing.beside and unit.id not in planned
        ]
        stands += [
            (index[unit.settlement], [n > 0 for n in (unit.units_in_service if unit.state == "new" else unit.places)])
            for unit in plan.units
            if unit.service == pairing.beside
        ]
        for unit in plan.units:
            if unit.service != pairing.service or unit.state != "new":
                continue
            minutes = case.travel.minutes[index[unit.settlement]]
            for t, serving in enumerate(unit.units_in_service):
                if serving and not any(when[t] and minutes[j] <= pairing.minutes for j, when in stands):
                    limit = f"{pairing.minutes:g}"
                    yield Breach(
                        "pairing",
                        Text(
                            f"{unit.id}, {plan.periods[t].name}: няма „{pairing.beside}“ до {limit} минути",
                            f"{unit.id}, {plan.periods[t].name}: no “{pairing.beside}” within {limit} minutes",
                        ),
                    )


PAIRING = Rule(
    key="pairing",
    title=Text("Съседство", "Pairing"),
    equation="sum_{k, t'+lead <= t} open[s,j,k,t'] <= most[s] sum_{j' within the minutes of j} standing[s',j',t]",
    words=Text(
        "Ново звено работи само докато до него, в посочените минути, има звено на другата посочена услуга.",
        "A new unit serves only while a unit of the other service stated stands within the minutes stated.",
    ),
    source="Siting of care centres needs hospital, transport and support services nearby (see sources.csv); "
    "the minutes are a choice of the working group",
    scenario_key="pairing",
    always=False,
    constrain=constrain,
    check=check,
)
