"""Where new units may, must and must not stand, and how many of a service at one site."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case, Instance, planning_of
from mapping.model.program import Draft
from mapping.model.rule import Breach, Rule
from mapping.model.variables import Variables
from mapping.plan import Plan
from mapping.words import Text


def constrain(instance: Instance, variables: Variables, draft: Draft) -> None:
    """Per possible site: at most so many units; at least one where required. Forbidden sites have no variables."""
    for f, facility in enumerate(instance.facilities):
        opened = [(column, 1.0) for _, _, column in variables.opened(f)]
        if opened:
            draft.row(f"site_status[{facility.name}.most]", opened, "<=", float(facility.most_units))
        if facility.status == "required":
            draft.row(f"site_status[{facility.name}.required]", opened, ">=", 1.0)


def check(case: Case, plan: Plan) -> Iterator[Breach]:
    """No new unit stands where it is forbidden, required ones are there, and none has too many at one site."""
    keys = case.scenario.keys
    choices = {(c.service, c.settlement): c.status for c in keys.sites.choices} if keys.rules.site_status else {}
    services = {service.id: service for service in case.services}
    new = [unit for unit in plan.units if unit.state == "new"]
    for unit in new:
        service = services[unit.service]
        status = choices.get((unit.service, unit.settlement))
        if status == "forbidden":
            yield Breach("site_status", Text(f"{unit.id}: мястото е забранено", f"{unit.id}: the site is forbidden"))
        allowed = planning_of(service).site_sizes
        if allowed is not None and {o.size for o in unit.openings} - set(allowed.get(unit.settlement, ())):
            yield Breach(
                "site_status",
                Text(f"{unit.id}: размерът не е за това място", f"{unit.id}: the size is not for this site"),
            )
        most = keys.sites.teams_per_site if service.kind == "mobile" else keys.sites.units_per_site
        if sum(opening.units for opening in unit.openings) > most:
            yield Breach(
                "site_status",
                Text(f"{unit.id}: повече от {most} на едно място", f"{unit.id}: more than {most} at one site"),
            )
    standing = {(unit.service, unit.settlement) for unit in new}
    for pair, status in choices.items():
        if status == "required" and pair[0] in services and pair not in standing:
            yield Breach(
                "site_status",
                Text(f"{pair[0]} в {pair[1]}: изисква се, но липсва", f"{pair[0]} in {pair[1]}: required but missing"),
            )


SITE_STATUS = Rule(
    key="site_status",
    title=Text("Статут на местата", "Site status"),
    equation="sum_{k,t} open[s,j,k,t] <= most[s]; >= 1 where required; no variable where forbidden",
    words=Text(
        "Работната група може да изиска или да забрани място за звено; на едно място звената на услугата са най-много "
        "толкова, колкото е посочено.",
        "The working group may require or forbid a site; at one site there are at most as many units of a service as "
        "stated.",
    ),
    source="Decisions of the working group",
    scenario_key="sites",
    always=True,
    constrain=constrain,
    check=check,
)
