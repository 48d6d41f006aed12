"""What a scenario changes of the tables: values of the catalogue, parameters, years of funds, whose need counts.

The region that a case is made of has the changed values; whatever reads it (the model, the checks of a plan, the
tables, the evidence) so sees the same. What was changed, and by which key, stands in `Region.edits`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from mapping.catalogue import Planning, Service, Size
from mapping.errors import ProblemLog, Where, unknown_word
from mapping.region import Edit, Edits, Fund, Region
from mapping.region.checks import wrong_parameter
from mapping.region.rows import FundPaysRow
from mapping.scenario import Scenario, ScenarioFile
from mapping.tables import Estimate
from mapping.words import Text

Note = Callable[[Edit], Estimate]
"""Remembers an edit and hands back the value that stands now."""


def check_edits(scenario: Scenario, region: Region, log: ProblemLog) -> None:
    """Note parameters that the region has not, and decisions about places in which the scenario plans nothing."""
    keys = scenario.keys
    for name in keys.parameters:
        if name not in region.parameters:
            unknown_word(log, scenario.where(f"parameters.{name}"), name, region.parameters)
        wrong = wrong_parameter(name, keys.parameters[name])
        if wrong is not None:
            log.add(scenario.where(f"parameters.{name}"), *wrong)
    if not keys.municipalities:
        return
    home = {place.ekatte: place.municipality for place in region.settlements}
    for number, choice in enumerate(keys.sites.choices, start=1):
        if choice.status == "required" and home.get(choice.settlement) not in (None, *keys.municipalities):
            _note_outside(scenario.where(f"sites.choices[{number}]"), log)
    for number, floor in enumerate(keys.coverage, start=1):
        if floor.municipality is not None and floor.municipality not in keys.municipalities:
            _note_outside(scenario.where(f"coverage[{number}].municipality"), log)
    if keys.inter_municipal is not None and keys.rules.inter_municipal and len(set(keys.municipalities)) == 1:
        log.add(
            scenario.where("inter_municipal"),
            Text("сценарият е за една община, а иска звена за хора от две",
                 "the scenario is about one municipality, but asks for units that serve people of two"),
            Text('Добавете remove = ["inter_municipal"] или още общини в municipalities.',
                 'Add remove = ["inter_municipal"], or more municipalities to municipalities.'),
        )  # fmt: skip


def _note_outside(where: Where, log: ProblemLog) -> None:
    log.add(
        where,
        Text("това е извън общините на сценария (municipalities)",
             "this is outside the scenario's municipalities (municipalities)"),
        Text("Махнете го или добавете общината.", "Remove it, or add the municipality."),
    )  # fmt: skip


def edit_region(region: Region, keys: ScenarioFile) -> Region:
    """`region` as a scenario with `keys` sees it; itself where that has been done, or where there is nothing to do.

    Raises:
        ValueError: another scenario has changed it already; start from the tables.
    """
    asked = _asked(keys)
    if region.edits.asked == asked:
        return region
    if region.edits.asked:
        raise ValueError("the region has been changed by another scenario already")
    edits: list[Edit] = []

    def note(edit: Edit) -> Estimate:
        edits.append(edit)
        return edit.after

    services = tuple(_service(service, keys, note) for service in region.catalogue.services)
    parameters = {
        name: note(_stated(f"parameters.{name}", value, keys.parameters[name])) if name in keys.parameters else value
        for name, value in region.parameters.items()
    }
    inside = {place.ekatte for place in region.settlements if place.municipality in keys.municipalities}
    return replace(
        region,
        catalogue=replace(region.catalogue, services=services),
        parameters=parameters,
        funds=tuple(_fund(fund, keys) for fund in region.funds),
        units=tuple(unit for unit in region.units if not keys.municipalities or unit.ekatte in inside),
        edits=Edits(
            asked,
            tuple(edits),
            keys.need.services,
            keys.need.groups,
            frozenset(keys.municipalities),
            {fund.id: fund.pays for fund in region.funds},
        ),
    )


def _asked(keys: ScenarioFile) -> str:
    """The keys that change tables, as text; empty where none does."""
    content = keys.model_dump(mode="json", include={"municipalities", "catalogue", "parameters"})
    content["all_services"] = keys.all_services.model_dump(exclude={"minutes", "km"})
    content["need"] = keys.need.model_dump(exclude={"level"})
    content["funds"] = {fund: change.model_dump(exclude={"factor"}) for fund, change in keys.funds.items()}
    stated = _without_nothing(content)
    return json.dumps(stated, sort_keys=True) if stated else ""


def _without_nothing(value: object) -> object:
    """`value` without Nones and what is empty, at any depth."""
    if isinstance(value, dict):
        kept = {key: _without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    return value


def _service(service: Service, keys: ScenarioFile, note: Note) -> Service:
    if service.planning is None:
        return service
    own, common = keys.catalogue.get(service.id), keys.all_services

    def asked(name: str) -> tuple[str, float] | None:
        """The key that changes this figure of the service, its own before that of all, and its value."""
        if own is not None and getattr(own, name) is not None:
            return f"catalogue.{service.id}.{name}", getattr(own, name)
        value = getattr(common, name)
        return None if value is None else (f"all_services.{name}", value)

    def factored(value: Estimate, name: str) -> Estimate:
        found = asked(name)
        return value if found is None else note(_factored(found[0], value, found[1]))

    def stated(value: Estimate, name: str) -> Estimate:
        found = asked(name)
        return value if found is None else note(_stated(found[0], value, found[1]))

    def size(one: Size) -> Size:
        return replace(
            one,
            capital=factored(one.capital, "capital_factor"),
            running=factored(one.running, "running_factor"),
            staff=factored(one.staff, "staff_factor"),
        )

    planning: Planning = replace(
        service.planning,
        minimum_use=stated(service.planning.minimum_use, "minimum_use"),
        lead_months=stated(service.planning.lead_months, "lead_months"),
        sizes=tuple(size(one) for one in service.planning.sizes),
    )
    catchment = (own.catchment if own is not None else None) or common.catchment or service.catchment
    return replace(service, planning=planning, catchment=catchment)


def _factored(key: str, value: Estimate, factor: float) -> Edit:
    after = replace(
        value, low=value.low * factor, central=value.central * factor, high=value.high * factor, status="user",
        note=_remark(value, key, factor),
    )  # fmt: skip
    return Edit(key, value, after, factor)


def _stated(key: str, value: Estimate, figure: float) -> Edit:
    after = replace(value, low=figure, central=figure, high=figure, status="user", note=_remark(value, key, figure))
    return Edit(key, value, after, None)


def _remark(value: Estimate, key: str, figure: float) -> str:
    return " ".join(filter(None, (f"Scenario: {key} = {figure:g}, tables: {value.central:g}.", value.note)))


def _fund(fund: Fund, keys: ScenarioFile) -> Fund:
    change = keys.funds.get(fund.id)
    if change is None or (change.pays_from is None and change.pays_until is None):
        return fund
    return replace(fund, pays=tuple(clipped(fund.pays, change.pays_from, change.pays_until)))


def clipped(rows: tuple[FundPaysRow, ...], first: int | None, last: int | None) -> Iterator[FundPaysRow]:
    """What is left of `rows`, where a fund pays from the year `first` and until `last` only (None: no such limit)."""
    for row in rows:
        years = max(row.first_year, first or row.first_year), min(row.last_year, last or row.last_year)
        if years[0] <= years[1]:
            yield row.model_copy(update={"first_year": years[0], "last_year": years[1]})
