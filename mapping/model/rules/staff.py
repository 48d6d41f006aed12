"""The staff of new units (and what changes of existing ones add) is found within commuting reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mapping.instance import Case, Instance
from mapping.model.presence import in_service
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text

TOLERANCE = 1e-6
"""Posts: sums in floating point."""


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Per period one row for each municipality with possible sites (posts needed there <= commuters) and one for each
    (commuters <= posts its people can fill). A period whose need of staff the next one contains has none: it follows.
    """
    labour = instance.labour
    if labour is None:
        return
    needed = [_needed(instance, variables, t) for t in range(len(instance.periods))]
    for t, staff in enumerate(needed):
        if t + 1 < len(needed) and _contained(staff, needed[t + 1]):
            continue
        period = instance.period_name(t)
        commuters = {}
        for home, work in labour.ways:
            if work in staff:
                name = f"staff[{instance.municipalities[home]}.{instance.municipalities[work]}.{period}]"
                commuters[home, work] = draft.column(name, 0.0, float(labour.posts[home]), at=(home, work))
        for work, posts in staff.items():
            terms = [*posts.items(), *((column, -1.0) for (_, to), column in commuters.items() if to == work)]
            draft.row(f"staff[{instance.municipalities[work]}.needed.{period}]", terms, "<=", 0.0, linking=True)
        for home, code in enumerate(instance.municipalities):
            leaving = [(column, 1.0) for (of, _), column in commuters.items() if of == home]
            if leaving:
                draft.row(f"staff[{code}.posts.{period}]", leaving, "<=", float(labour.posts[home]), linking=True)


def _needed(instance: Instance, variables: Variables, t: int) -> dict[int, dict[int, float]]:
    """Municipality -> open column -> full posts of such a unit in service, or change in effect, in period `t`."""
    needed: dict[int, dict[int, float]] = {}
    for f, facility in enumerate(instance.facilities):
        if facility.is_new:
            here = needed.setdefault(int(instance.municipality_of[facility.settlement]), {})
            for k, column in in_service(instance, variables, f, t):
                staff = instance.services[facility.service].sizes[k].staff
                if staff > 0:
                    here[column] = staff
    for (c, contracted), column in variables.change.items():
        change = instance.changes[c]
        start = change.starts[contracted]
        if change.staff > 0 and start is not None and start <= t:
            needed.setdefault(change.municipality, {})[column] = change.staff
    return {municipality: posts for municipality, posts in sorted(needed.items()) if posts}


def _contained(staff: Mapping[int, Mapping[int, float]], later: Mapping[int, Mapping[int, float]]) -> bool:
    return all(
        later.get(municipality, {}).get(column, 0.0) >= posts
        for municipality, columns in staff.items()
        for column, posts in columns.items()
    )


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """In every period the posts of new units and changes can be filled: by a largest flow of commuters."""
    parameters = case.region.parameters
    if "staff_per_1000" not in parameters or "commuting_minutes" not in parameters:
        return
    people = {municipality.code: 0 for municipality in case.region.municipalities}
    for place in case.region.settlements:
        people[place.municipality] += sum(place.persons[b] for b in ("age_15_29", "age_30_44", "age_45_64"))
    posts = {code: parameters["staff_per_1000"].central * n / 1000 for code, n in people.items()}
    for t, period in enumerate(plan.periods):
        wanted: dict[str, float] = {}
        for unit in plan.units:
            if unit.state == "new":
                here = sum(opening.staff for opening in unit.openings if opening.first_service_period <= t)
                wanted[unit.municipality] = wanted.get(unit.municipality, 0.0) + here
            elif unit.change is not None and unit.state != "transformed" and unit.change.first_service_period <= t:
                wanted[unit.municipality] = wanted.get(unit.municipality, 0.0) + unit.change.staff
        arcs = {("source", f"home {code}"): number for code, number in posts.items()}
        arcs |= {(f"home {home}", f"work {work}"): posts[home] for home, work in _commutes(case)}
        arcs |= {(f"work {code}", "sink"): number for code, number in wanted.items()}
        missing = sum(wanted.values()) - _largest_flow(arcs, "source", "sink")
        if missing > TOLERANCE * max(1.0, sum(wanted.values())):
            yield Breach(
                "staff",
                Text(f"{period.name}: за {missing:.2f} щатни бройки не се намират хора",
                     f"{period.name}: {missing:.2f} posts cannot be filled"),
            )  # fmt: skip


def _commutes(case: Case) -> list[tuple[str, str]]:
    """(home, work) by municipality: the seats are near enough, or it is the same."""
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    seat = {municipality.code: index[municipality.seat] for municipality in case.region.municipalities}
    longest = case.region.parameters["commuting_minutes"].central
    return [
        (home, work)
        for home in seat
        for work in seat
        if home == work or case.travel.minutes[seat[home], seat[work]] <= longest
    ]


def _largest_flow(capacity: dict[tuple[str, str], float], source: str, sink: str) -> float:
    """The largest flow along arcs of these capacities (used up): augmenting paths, shortest first (Edmonds and Karp
    1972, "Theoretical improvements in algorithmic efficiency for network flow problems", JACM 19(2), 248-264).
    """
    total = 0.0
    while path := _path(capacity, source, sink):
        amount = min(capacity[arc] for arc in path)
        for one, other in path:
            capacity[one, other] -= amount
            capacity[other, one] = capacity.get((other, one), 0.0) + amount
        total += amount
    return total


def _path(capacity: Mapping[tuple[str, str], float], source: str, sink: str) -> list[tuple[str, str]]:
    """The arcs of a shortest path with capacity left; none where there is no path."""
    leads: dict[str, list[str]] = {}
    for (one, other), left in capacity.items():
        if left > TOLERANCE / 1000:
            leads.setdefault(one, []).append(other)
    came, queue = {source: source}, [source]
    for node in queue:
        for step in leads.get(node, ()):
            if step not in came:
                came[step] = node
                queue.append(step)
    arcs, node = [], sink
    while node in came and node != source:
        arcs.append((came[node], node))
        node = came[node]
    return arcs


STAFF = Rule(
    key="staff",
    title=Text("Персонал", "Staff"),
    equation="sum_{s,j in m,k, t' + lead <= t} staff[s,k] open[s,j,k,t'] "
    "+ sum_{c in m, t' + lead <= t} staff[c] change[c,t'] <= sum_m' commute[m',m,t]; "
    "sum_m commute[m',m,t] <= posts[m'] = staff_per_1000 residents_15_64[m'] / 1000",
    words=Text(
        "Персоналът на новите звена и добавеният при промени се намират в общината или в общини, от които може да се "
        "пътува до работа; всяка община може да даде толкова щатни бройки, колкото се падат на жителите ѝ на 15–64 г.",
        "The staff of new units, and what changes add, is found in the municipality or in those from which one can "
        "commute; each municipality can fill as many posts as its residents of 15-64 allow.",
    ),
    source="staff_per_1000 and commuting_minutes of parameters.csv (assumptions), staff of size_values.csv",
    scenario_key="rules.staff",
    always=False,
    constrain=constrain,
    check=check,
)
