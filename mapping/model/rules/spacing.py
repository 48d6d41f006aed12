"""Units of a service that must stay apart do: new ones from each other, and from existing ones while these stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping.instance import Case, Instance
from mapping.instance.types import Apart
from mapping.model.presence import in_service, standing
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """A column per site with a neighbour that is too near (whether new units stand there), a row for every set of
    sites that are all too near each other, and one for a site, a period and an existing unit too near.
    """
    for apart in instance.apart:
        present = _present(instance, variables, draft, apart)
        cliques = _cliques((f, g) for f, g in apart.new_pairs if f in present and g in present)
        for number, clique in enumerate(cliques, start=1):
            terms = [(present[f], 1.0) for f in clique]
            draft.row(f"spacing[{apart.service}.apart.{number}]", terms, "<=", 1.0)
        for f, existing in apart.existing_pairs:
            for t in range(len(instance.periods)):
                stands, choice = standing(instance, variables, existing, t)
                here = [(column, 1.0) for _, column in in_service(instance, variables, f, t)]
                if here and (stands or choice):
                    most = float(instance.facilities[f].most_units)
                    other = instance.facilities[existing]
                    names = f"{instance.facilities[f].name}.{other.name.removeprefix(f'{apart.service}.')}"
                    terms = [*here, *((column, most * value) for column, value in choice)]
                    name = f"spacing[{names}.{instance.period_name(t)}]"
                    draft.row(name, terms, "<=", most * (1.0 - stands))


def _present(instance: Instance, variables: Variables, draft: Draft, apart: Apart) -> dict[int, int]:
    """Columns that are 1 where new units stand at a site, for sites that may open units and have a neighbour."""
    present = {}
    for f in sorted({f for pair in apart.new_pairs for f in pair}):
        opened = [(column, 1.0) for _, _, column in variables.opened(f)]
        if opened:
            facility = instance.facilities[f]
            present[f] = draft.column(f"spacing[{facility.name}.present]", 0.0, 1.0, whole=True)
            terms = [*opened, (present[f], -float(facility.most_units))]
            draft.row(f"spacing[{facility.name}]", terms, "<=", 0.0)
    return present


def _cliques(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Sets of sites that are all too near each other, so that every pair is in one of them.

    Each starts from a pair not yet covered and takes in whatever is too near all that it holds: first what shares most
    uncovered pairs with it.
    """
    neighbours: dict[int, set[int]] = {}
    left: dict[int, set[int]] = {}
    edges = sorted(pairs)
    for f, g in edges:
        for a, b in ((f, g), (g, f)):
            neighbours.setdefault(a, set()).add(b)
            left.setdefault(a, set()).add(b)
    cliques = []
    for f, g in edges:
        if g not in left[f]:
            continue
        clique, common = {f, g}, neighbours[f] & neighbours[g]
        while common:
            best = min(common, key=lambda h: (-len(left[h] & clique), h))
            clique.add(best)
            common &= neighbours[best]
        for member in clique:
            left[member] -= clique
        cliques.append(tuple(sorted(clique)))
    return cliques


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """No new unit is in a settlement too near another with a new unit, or with an existing one while both serve."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    for spacing in case.scenario.keys.spacing:
        mine = [unit for unit in plan.units if unit.service == spacing.service]
        new = [unit for unit in mine if unit.state == "new"]
        others = [*new, *(unit for unit in mine if unit.state != "new")]
        for number, unit in enumerate(new):
            for other in others[number + 1 :]:
                i, j = index[unit.settlement], index[other.settlement]
                minutes = min(case.travel.minutes[i, j], case.travel.minutes[j, i])
                km = min(case.travel.km[i, j], case.travel.km[j, i])
                near = (spacing.minutes is not None and minutes < spacing.minutes) or (
                    spacing.km is not None and km < spacing.km
                )
                together = other.state == "new" or any(
                    here > 0 and there > 0 for here, there in zip(unit.units_in_service, other.places, strict=True)
                )
                if i != j and near and together:
                    way = f"{minutes:.0f} min, {km:.0f} km"
                    yield Breach(
                        "spacing",
                        Text(f"{unit.id} и {other.id} са твърде близо ({way})",
                             f"{unit.id} and {other.id} are too near each other ({way})"),
                    )  # fmt: skip


SPACING = Rule(
    key="spacing",
    title=Text("Отстояние", "Spacing"),
    equation=(
        "sum_{k,t} open[s,j,k,t] <= most[s] present[s,j];  sum_{j in C} present[s,j] <= 1, C: sites all too near each "
        "other;  sum_{k, t'+lead <= t} open[s,j,k,t'] = 0 where an existing unit too near stands in t"
    ),
    words=Text(
        "Нови звена на една услуга не се откриват в две населени места, които са по-близо едно до друго от посоченото, "
        "нито близо до друго населено място със съществуващо звено на услугата, докато то работи.",
        "New units of a service are not opened in two settlements nearer to each other than stated, nor near another "
        "settlement with an existing unit of the service while that stands.",
    ),
    source="A choice of the working group: services spread over the region; no figure was found in the sources",
    scenario_key="spacing",
    always=False,
    constrain=constrain,
    check=check,
)
