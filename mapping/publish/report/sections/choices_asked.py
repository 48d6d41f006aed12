"""What the scenario asks of the plan: floors, numbers, shared units, sites and changes decided beforehand, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping.publish.report.counted import (
    NBSP,
    PERSON,
    SETTLEMENT,
    SITE,
    TEAM_SHORT,
    UNIT,
    counted,
    joined,
    share,
    shown,
)
from mapping.publish.report.plain import name_of
from mapping.publish.report.story import Story
from mapping.region.changes import ChangeKind
from mapping.scenario.schema import CoverageFloor, Number
from mapping.words import Text

FLOOR_OF = {
    "need": Text("потребността", "the need"),
    "territory": Text("територията", "the territory"),
    "settlements": Text("населените места", "the settlements"),
    "municipalities": Text("общините (със звено в тях)", "the municipalities (with a unit in them)"),
}
"""What a floor of coverage may be a share of."""
CHANGES: dict[ChangeKind, Text] = {
    "enlarge": Text("разширяване", "enlarging"),
    "shrink": Text("намаляване", "making smaller"),
    "transform": Text("преобразуване", "transforming"),
    "close": Text("закриване", "closing"),
}
STATUSES = {
    "required": Text("Задължително", "Required"),
    "forbidden": Text("Забранено", "Forbidden"),
    "candidate": Text("Допуснато по изключение", "Admitted as an exception"),
}
LISTED = 10
"""So many decisions about sites are told one by one."""
OFF: tuple[tuple[str, Text], ...] = (
    ("places", Text("местата в звената", "the places of units")),
    ("mobile_hours", Text("работната седмица на екипите", "the week of teams")),
    ("legal_size", Text("законния най-голям капацитет", "the largest lawful size")),
    ("minimum_use", Text("най-малката заетост", "the least use")),
    ("money", Text("средствата на фондовете", "the money of funds")),
    ("co_financing", Text("съфинансирането", "co-financing")),
    ("total_budget", Text("общия бюджет", "the total budget")),
    ("running_after", Text("издръжката след програмата", "the running cost after the programme")),
    ("size_limits", Text("размерите", "the sizes")),
    ("existing_units", Text("промените на съществуващи звена (всички остават, каквито са)",
                            "changes of existing units (all stay as they are)")),
    ("rehousing", Text("новото място преди закриване", "a new place before a closure")),
    ("staff", Text("хората, които могат да бъдат наети", "the people who can be hired")),
    ("coverage", Text("праговете на обслужване", "the floors of coverage")),
    ("inter_municipal", Text("междуобщинските звена", "inter-municipal units")),
    ("least_served", Text("най-малкия дял на всяка община", "the least share of every municipality")),
    ("site_status", Text("решенията за места", "the decisions on sites")),
    ("site_needs", Text("изискванията към мястото", "what a site needs")),
    ("spacing", Text("разстоянието между звената", "the spacing of units")),
    ("pairing", Text("съседството на услуги", "the pairing of services")),
)  # fmt: skip
"""Rules that a scenario may switch off."""


def asked(story: Story) -> list[Text]:
    """Every demand on the plan that holds."""
    return [*_floors(story), *_numbers(story), *_sites(story), *_changes(story), *_lesser(story), *_off(story)]


def _services(story: Story, codes: Sequence[str]) -> Text:
    """The services in brackets; nothing where all are meant."""
    found = joined([story.names.short(code) for code in codes])
    return Text(f" ({found.bg})", f" ({found.en})") if codes else Text("", "")


def _floors(story: Story) -> Iterator[Text]:
    keys = story.look.case.scenario.keys
    if keys.rules.coverage:
        yield from (_floor(story, floor) for floor in keys.coverage)
    least = keys.fairness.least
    if least is not None and keys.rules.least_served:
        part = share(least, 0 if round(least * 100, 6).is_integer() else 1)
        yield Text(f"Праг: във всяка община поне {part.bg} от претеглената потребност са обслужени в последния период.",
                   f"Floor: in every municipality at least {part.en} of the weighted need is served in the last "
                   "period.")  # fmt: skip
    shared = keys.inter_municipal
    if shared is not None and keys.rules.inter_municipal:
        by = shared.by if shared.by is not None else story.look.plan.periods[-1].last_year
        each = counted(shared.persons, PERSON, 0 if shared.persons == int(shared.persons) else 1)
        where = counted(shared.units, SETTLEMENT)
        which = joined([story.names.short(code) for code in shared.services])
        of = Text(f" ({which.bg})", f" ({which.en})") if shared.services else Text("", "")
        yield Text(f"Праг: поне в {where.bg} нови звена{of.bg} обслужват поне по {each.bg} от всяка от две или повече "
                   f"общини, до {by}{NBSP}г.",
                   f"Floor: in at least {where.en} new units{of.en} serve at least {each.en} of each of two or more "
                   f"municipalities, by {by}.")  # fmt: skip


def _floor(story: Story, floor: CoverageFloor) -> Text:
    part = share(floor.share, 0 if round(floor.share * 100, 6).is_integer() else 1)
    what, which = FLOOR_OF[floor.of], _services(story, floor.services)
    if floor.of == "municipalities" and floor.share == 1:
        return Text(f"Праг: във всяка община има звено на поне една от услугите{which.bg} до {floor.by}{NBSP}г.",
                    f"Floor: every municipality has a unit of at least one of the services{which.en} by "
                    f"{floor.by}.")  # fmt: skip
    if floor.group is not None:
        group = story.names.group(floor.group)
        what = Text(f"{what.bg} на групата „{group.bg}“", f"{what.en} of the group “{group.en}”")
    where = Text("", "")
    if floor.municipality is not None:
        name = story.names.municipality(floor.municipality)
        where = Text(f" в община {name.bg}", f" in {name.en} municipality")
    elif floor.each_municipality:
        where = Text(" във всяка община", " in each municipality")
    return Text(f"Праг: поне {part.bg} от {what.bg}{where.bg}{which.bg} до {floor.by}{NBSP}г.",
                f"Floor: at least {part.en} of {what.en}{where.en}{which.en} by {floor.by}.")  # fmt: skip


def _numbers(story: Story) -> Iterator[Text]:
    for limit in story.look.case.scenario.keys.number:
        yield _number(story, limit)


def _number(story: Story, limit: Number) -> Text:
    which = _services(story, limit.services)
    by = Text("", "") if limit.by is None else Text(f", с договор до {limit.by}{NBSP}г.", f", contracted by {limit.by}")
    if limit.at_most == 0:
        said = Text(f"Без нови звена и екипи{which.bg}{by.bg}", f"No new units and teams{which.en}{by.en}")
        return Text(f"{said.bg.removesuffix('.')}.", f"{said.en}.")
    ends = []
    if limit.at_least is not None:
        ends.append(Text(f"поне {shown(limit.at_least).bg}", f"at least {shown(limit.at_least).en}"))
    if limit.at_most is not None:
        ends.append(Text(f"най-много {shown(limit.at_most).bg}", f"at most {shown(limit.at_most).en}"))
    both = joined(ends, ", ")
    said = Text(f"Брой нови звена и екипи{which.bg}: {both.bg}{by.bg}",
                f"Number of new units and teams{which.en}: {both.en}{by.en}")  # fmt: skip
    return Text(f"{said.bg.removesuffix('.')}.", f"{said.en}.")


def _sites(story: Story) -> Iterator[Text]:
    look, keys, names = story.look, story.look.case.scenario.keys, story.names
    decided = keys.sites.choices if keys.rules.site_status else ()
    for status, said in STATUSES.items():
        found = [choice for choice in decided if choice.status == status]
        if len(found) > LISTED:
            number = counted(len(found), SITE)
            yield Text(
                f"{said.bg} (решено предварително): {number.bg}.", f"{said.en} (decided beforehand): {number.en}."
            )
        elif found:
            told = joined([
                Text(f"{names.short(one.service).bg} в {names.place(one.settlement).bg}",
                     f"{names.short(one.service).en} in {names.place(one.settlement).en}")
                for one in found
            ], "; ")  # fmt: skip
            yield _decided(said, told)
    if keys.sites.nearest < len(look.settlements):
        nearest = counted(keys.sites.nearest, SITE)
        yield Text(f"Населено място може да бъде обслужено от най-много {nearest.bg} за нови звена, най-близките.",
                   f"A settlement may be served from at most {nearest.en} of new units, the nearest.")  # fmt: skip
    units, teams = counted(keys.sites.units_per_site, UNIT), counted(keys.sites.teams_per_site, TEAM_SHORT)
    yield Text(f"На едно място се откриват най-много {units.bg} или {teams.bg} на една услуга.",
               f"At one site at most {units.en} or {teams.en} of a service open.")  # fmt: skip


def _decided(said: Text, what: Text) -> Text:
    return Text(f"{said.bg} (решено предварително): {what.bg}.", f"{said.en} (decided beforehand): {what.en}.")


def _changes(story: Story) -> Iterator[Text]:
    """Changes of existing units that are decided beforehand."""
    units = story.look.existing
    for choice in story.look.case.scenario.keys.changes:
        unit = units.get(choice.unit)
        kind = next((one.kind for one in unit.changes if one.id == choice.change), None) if unit is not None else None
        if unit is None or kind is None:
            continue
        what, name = CHANGES[kind], name_of(unit.name, unit.id)
        yield _decided(STATUSES[choice.status], Text(f"{what.bg} на „{name.bg}“", f"{what.en} “{name.en}”"))


def _lesser(story: Story) -> Iterator[Text]:
    """Sizes, spacing, pairing, whole assignment, weights of groups and periods."""
    keys, names = story.look.case.scenario.keys, story.names
    for code, size in keys.sizes.items() if keys.rules.size_limits else ():
        name = names.service(code)
        ends = [Text(f"{word.bg} {value}", f"{word.en} {value}")
                for value, word in ((size.least, Text("поне", "at least")), (size.most, Text("най-много", "at most")))
                if value is not None]  # fmt: skip
        both = joined(ends)
        yield Text(
            f"Места на едно ново звено, „{name.bg}“: {both.bg}.", f"Places of a new unit, “{name.en}”: {both.en}."
        )
    for apart in keys.spacing if keys.rules.spacing else ():
        name = names.service(apart.service)
        far = joined([Text(f"{shown(value).bg}{NBSP}{unit.bg}", f"{shown(value).en} {unit.en}")
                      for value, unit in ((apart.minutes, Text("минути", "minutes")), (apart.km, Text("км", "km")))
                      if value is not None])  # fmt: skip
        yield Text(f"Звената на „{name.bg}“ са поне на {far.bg} едно от друго.",
                   f"Units of “{name.en}” are at least {far.en} apart.")  # fmt: skip
    for pair in keys.pairing if keys.rules.pairing else ():
        name, beside, far = names.service(pair.service), names.service(pair.beside), shown(pair.minutes)
        yield Text(f"Ново звено на „{name.bg}“ иска звено на „{beside.bg}“ до {far.bg}{NBSP}минути от него.",
                   f"A new unit of “{name.en}” needs one of “{beside.en}” within {far.en} minutes.")  # fmt: skip
    if keys.assignment == "whole":
        yield Text("Хората от едно населено място се насочват заедно към едно звено.",
                   "The people of a settlement are sent to one unit together.")  # fmt: skip
    for code, weight in keys.group_weights.items():
        name, value = names.group(code), shown(weight, 0 if weight == int(weight) else 1)
        yield Text(f"Човек от групата „{name.bg}“ тежи {value.bg} пъти.", f"A person of the group “{name.en}” weighs "
                                                                         f"{value.en} times.")  # fmt: skip
    if keys.period_weights:
        each = joined([shown(weight, 0 if weight == int(weight) else 1) for weight in keys.period_weights], "; ")
        yield Text(f"Тежест на година непокрита потребност по периоди: {each.bg}.",
                   f"What a year of unmet need weighs, by period: {each.en}.")  # fmt: skip


def _off(story: Story) -> Iterator[Text]:
    rules = story.look.case.scenario.keys.rules
    found = joined([said for rule, said in OFF if not getattr(rules, rule)], "; ")
    if found.bg:
        yield Text(
            f"Сценарият изключва правилата за: {found.bg}.", f"The scenario switches off the rules on: {found.en}."
        )
