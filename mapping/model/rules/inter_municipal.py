"""At least a stated number of new units serve people of more than one municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping.instance import Case, Instance
from mapping.model.presence import NOBODY, users_by_facility
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.units import MILLI
from mapping.words import Text

CLOSE = 1e-9
"""Persons: sums in floating point."""

Users = dict[int, list[int]]
"""Municipality -> columns of its persons served."""


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """One row per period for the number of sites, and some for each site that persons enough of two municipalities
    can reach.

    A site that counts (`inter_municipal[site.period]` = 1) has two municipalities. Of m that could be meant, all but
    one get a whole column; the one left (the site's own, if it is among them) is meant where only one of the others is.
    With m = 2 no such columns are needed.
    """
    sharing = instance.sharing
    if sharing is None:
        return
    users = users_by_facility(instance, variables)
    for t in range(sharing.first_period, len(instance.periods)):
        counting = []
        for f, facility in enumerate(instance.facilities):
            if facility.is_new and facility.service in sharing.services:
                able = _able(instance, f, t, users.get((f, t), NOBODY), sharing.persons)
                if len(able) > 1:
                    counting.append(_site(instance, draft, (f, t), able, sharing.persons))
        name = f"inter_municipal[{instance.period_name(t)}]"
        draft.row(name, [(column, 1.0) for column in counting], ">=", float(sharing.units), linking=True)


def _able(instance: Instance, facility: int, t: int, users: Iterable[tuple[int, int]], persons: float) -> Users:
    """The municipalities with persons enough within reach; the site's own comes last."""
    columns: Users = {}
    people: dict[int, float] = {}
    for row, column in users:
        i = int(instance.links.settlement[row])
        municipality = int(instance.municipality_of[i])
        columns.setdefault(municipality, []).append(column)
        need = float(instance.need[i, instance.facilities[facility].service, t])
        people[municipality] = people.get(municipality, 0.0) + need
    own = int(instance.municipality_of[instance.facilities[facility].settlement])
    enough = sorted((m for m in columns if people[m] >= persons - CLOSE), key=lambda m: (m == own, m))
    return {municipality: columns[municipality] for municipality in enough}


def _site(instance: Instance, draft: Draft, at: tuple[int, int], able: Users, persons: float) -> int:
    """Write what makes a site count in a period; returns the column that says whether it does."""
    f, t = at
    site, period = instance.facilities[f].name, instance.period_name(t)
    here = int(instance.municipality_of[instance.facilities[f].settlement])
    counts = draft.column(f"inter_municipal[{site}.{period}]", 0.0, 1.0, True, (here, here))

    def serves(municipality: int, meant: list[tuple[int, float]]) -> None:
        terms = [(column, 1.0) for column in able[municipality]]
        terms += [(column, -persons * value) for column, value in meant]
        draft.row(f"inter_municipal[{site}.{instance.municipalities[municipality]}.{period}]", terms, ">=", 0.0)

    *others, last = able
    if len(others) == 1:
        serves(others[0], [(counts, 1.0)])
        serves(last, [(counts, 1.0)])
        return counts
    meant = {
        m: draft.column(f"inter_municipal[{site}.{instance.municipalities[m]}.{period}]", 0.0, 1.0, True, (here, here))
        for m in others
    }
    for municipality, column in meant.items():
        serves(municipality, [(column, 1.0)])
    serves(last, [(counts, 2.0), *((column, -1.0) for column in meant.values())])
    terms = [(counts, 1.0), *((column, -1.0) for column in meant.values())]
    draft.row(f"inter_municipal[{site}.others.{period}]", terms, "<=", 0.0)
    return counts


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """In every period asked for, enough new units serve persons enough from each of two municipalities."""
    asked = case.scenario.keys.inter_municipal
    if asked is None:
        return
    home = {place.ekatte: place.municipality for place in case.region.settlements}
    villages = {municipality.code: 0 for municipality in case.region.municipalities}
    for municipality in home.values():
        villages[municipality] += 1
    by = asked.by if asked.by is not None else plan.periods[-1].last_year
    new = {unit.id for unit in plan.units if unit.state == "new"}
    for t, period in enumerate(plan.periods):
        if period.last_year < by:
            continue
        served: dict[str, dict[str, int]] = {}
        for visit in plan.served:
            listed = not asked.services or visit.service in asked.services
            if visit.period == t and visit.unit in new and listed:
                here = served.setdefault(visit.unit, {})
                here[home[visit.settlement]] = here.get(home[visit.settlement], 0) + visit.milli
        # Each village may have lost a thousandth of a person to rounding.
        wide = [
            unit
            for unit, milli in served.items()
            if sum(number + villages[code] >= asked.persons * MILLI for code, number in milli.items()) > 1
        ]
        if len(wide) < asked.units:
            yield Breach(
                "inter_municipal",
                Text(f"{period.name}: междуобщински звена {len(wide)} при най-малко {asked.units}",
                     f"{period.name}: {len(wide)} inter-municipal units, the least is {asked.units}"),
            )  # fmt: skip


INTER_MUNICIPAL = Rule(
    key="inter_municipal",
    title=Text("Междуобщински услуги", "Inter-municipal units"),
    equation="sum_j y[j,t] >= units; y[j,t] = 1 only if sum_{i in m} serve[i,j,s,t] >= persons for two different m",
    words=Text(
        "Поне посоченият брой нови звена обслужват хора от повече от една община, от всяка поне толкова, колкото е "
        "посочено.",
        "At least the stated number of new units serve people of more than one municipality, at least as many of each "
        "as stated.",
    ),
    source="Target of the strategy of Haskovo municipality 2016-2020: at least 3 inter-municipal services "
    "(strategy_2016_2020 in sources.csv)",
    scenario_key="inter_municipal",
    always=False,
    constrain=constrain,
    check=check,
)
