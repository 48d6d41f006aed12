"""The kinds of values that a region's tables state with a range: one function a kind goes through a region.

It hands each estimate to whoever asks, with its id and name; what is handed back stands in its place. The same walk so
finds the values and writes others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mapping.catalogue import Group, Service
from mapping.catalogue.rows import AgeBand, Sex
from mapping.catalogue.types import Planning, Size, TeamWeek
from mapping.needs.compare import BAND_WORDS
from mapping.region import ExistingUnit, Region, UnitChange
from mapping.region.changes import ChangeKind
from mapping.tables import Estimate
from mapping.words import Text, day


@dataclass(frozen=True, slots=True)
class Value:
    """An estimate met on the walk through a region; `whole` as in `Factor`."""

    id: str
    name: Text
    estimate: Estimate
    whole: bool = False


Visit = Callable[[Value], Estimate]
"""Told of each estimate; what it returns stands in its place."""

Kind = Callable[[Region, Visit], Region]
"""Goes through the values of one kind."""


def walk(region: Region, visit: Visit) -> Region:
    """Go through all values of `region`."""
    for kind in KINDS.values():
        region = kind(region, visit)
    return region


def _prevalence(region: Region, visit: Visit) -> Region:
    groups = tuple(
        replace(
            group,
            prevalence=visit(
                Value(
                    f"prevalence.{group.id}",
                    Text(f"{group.name.bg}: брой на 1000 души", f"{group.name.en}: persons per 1,000"),
                    group.prevalence,
                )
            ),
        )
        for group in region.catalogue.groups
    )
    return replace(region, catalogue=replace(region.catalogue, groups=groups))


def _rates(region: Region, visit: Visit) -> Region:
    groups = {group.id: group.name for group in region.catalogue.groups}
    services = {service.id: service.short for service in region.catalogue.services}
    rates = tuple(
        replace(
            rate,
            rate=visit(
                Value(
                    f"rate.{rate.group}.{rate.service}",
                    Text(
                        f"{groups[rate.group].bg}: дял, който има нужда от {services[rate.service].bg}",
                        f"{groups[rate.group].en}: share that needs {services[rate.service].en}",
                    ),
                    rate.rate,
                )
            ),
        )
        for rate in region.catalogue.rates
    )
    return replace(region, catalogue=replace(region.catalogue, rates=rates))


def _sizes(region: Region, visit: Visit) -> Region:
    return _each_planning(
        region,
        lambda service, planning: replace(
            planning, sizes=tuple(_size(service, size, visit) for size in planning.sizes)
        ),
    )


def _size(service: Service, size: Size, visit: Visit) -> Size:
    places = "" if size.places is None else f"{size.places.central:g}"
    module = Text(f"{places} места", f"{places} places") if places else Text("екип", "team")

    def ask(quantity: str, bg: str, en: str, estimate: Estimate) -> Estimate:
        name = Text(f"{service.short.bg}, {module.bg}: {bg}", f"{service.short.en}, {module.en}: {en}")
        return visit(Value(f"size.{service.id}.{size.id}.{quantity}", name, estimate))

    return replace(
        size,
        capital=ask("capital", "капиталов разход", "capital cost", size.capital),
        running=ask("running", "текущ разход за година", "running cost a year", size.running),
        staff=ask("staff", "персонал", "staff", size.staff),
    )


def _teams(region: Region, visit: Visit) -> Region:
    def of_service(service: Service, planning: Planning) -> Planning:
        team = planning.team
        if team is None:
            return planning

        def ask(quantity: str, bg: str, en: str, estimate: Estimate) -> Estimate:
            name = Text(f"{service.short.bg}: {bg}", f"{service.short.en}: {en}")
            return visit(Value(f"team.{service.id}.{quantity}", name, estimate))

        week = TeamWeek(
            hours=ask("hours", "часове на екипа за седмица", "hours of a team a week", team.hours),
            visits=ask("visits", "посещения за седмица", "visits a week", team.visits),
            visit_minutes=ask("visit_minutes", "минути на посещение", "minutes a visit", team.visit_minutes),
            clients_per_trip=ask(
                "clients_per_trip", "потребители на едно пътуване", "clients a trip", team.clients_per_trip
            ),
        )
        return replace(planning, team=week)

    return _each_planning(region, of_service)


def _lead(region: Region, visit: Visit) -> Region:
    def of_service(service: Service, planning: Planning) -> Planning:
        name = Text(
            f"{service.short.bg}: месеци от договора до услугата",
            f"{service.short.en}: months from contract to service",
        )
        return replace(planning, lead_months=visit(Value(f"lead_months.{service.id}", name, planning.lead_months)))

    return _each_planning(region, of_service)


def _each_planning(region: Region, change: Callable[[Service, Planning], Planning]) -> Region:
    services = tuple(
        service if service.planning is None else replace(service, planning=change(service, service.planning))
        for service in region.catalogue.services
    )
    return replace(region, catalogue=replace(region.catalogue, services=services))


def _unit_places(region: Region, visit: Visit) -> Region:
    def of_unit(unit: ExistingUnit) -> ExistingUnit:
        steps = tuple(
            replace(
                step,
                places=visit(
                    Value(
                        f"places.{unit.id}.{step.year}",
                        Text(f"{unit.name.bg}: места от {step.year} г.", f"{unit.name.en}: places from {step.year}"),
                        step.places,
                        whole=True,
                    )
                ),
            )
            for step in unit.places
        )
        return replace(unit, places=steps)

    return replace(region, units=tuple(of_unit(unit) for unit in region.units))


_CHANGE_WORDS: Mapping[ChangeKind, Text] = {
    "enlarge": Text("разширяване", "enlargement"),
    "shrink": Text("намаляване", "reduction"),
    "transform": Text("преобразуване", "transformation"),
    "close": Text("закриване", "closing"),
}


def _changes(region: Region, visit: Visit) -> Region:
    def of_change(unit: ExistingUnit, change: UnitChange) -> UnitChange:
        def ask(quantity: str, bg: str, en: str, estimate: Estimate, whole: bool = False) -> Estimate:
            kind = _CHANGE_WORDS[change.kind]
            name = Text(f"{unit.name.bg}, {kind.bg}: {bg}", f"{unit.name.en}, {kind.en}: {en}")
            return visit(Value(f"change.{unit.id}.{change.id}.{quantity}", name, estimate, whole))

        return replace(
            change,
            users=ask("users", "потребители, които напускат", "users who leave", change.users, whole=True),
            capital=ask("capital", "капиталов разход", "capital cost", change.capital),
            running=ask("running", "текущ разход за година", "running cost a year", change.running),
            staff=ask("staff", "персонал", "staff", change.staff),
            lead_months=ask("lead_months", "месеци до промяната", "months to take effect", change.lead_months),
        )

    units = tuple(replace(u, changes=tuple(of_change(u, change) for change in u.changes)) for u in region.units)
    return replace(region, units=units)


def _envelopes(region: Region, visit: Visit) -> Region:
    money = {"capital": Text("капиталови средства", "capital money"), "running": Text("текущи", "running money")}
    municipality = {m.code: m.name for m in region.municipalities}
    funds = []
    for fund in region.funds:
        envelopes = []
        for e in fund.envelopes:
            place = Text("", "") if e.municipality is None else municipality[e.municipality]
            name = Text(
                f"{' '.join(filter(None, (fund.name.bg, place.bg)))}: {money[e.kind].bg} {e.first_year}–{e.last_year}",
                f"{' '.join(filter(None, (fund.name.en, place.en)))}: {money[e.kind].en} {e.first_year}-{e.last_year}",
            )
            key = f"envelope.{fund.id}.{e.municipality or 'region'}.{e.kind}.{e.first_year}_{e.last_year}"
            envelopes.append(replace(e, amount=visit(Value(key, name, e.amount))))
        funds.append(replace(fund, envelopes=tuple(envelopes)))
    return replace(region, funds=tuple(funds))


def _profiles(region: Region, visit: Visit) -> Region:
    def of_group(group: Group) -> Group:
        profile = []
        for rate in group.profile:
            who = _who(rate.band, rate.sex)
            name = Text(
                f"{group.name.bg}: честота спрямо останалите, {who.bg}",
                f"{group.name.en}: frequency relative to the others, {who.en}",
            )
            key = f"profile.{group.id}.{rate.band}.{rate.sex or 'all'}"
            profile.append(replace(rate, relative=visit(Value(key, name, rate.relative))))
        return replace(group, profile=tuple(profile))

    groups = tuple(of_group(group) for group in region.catalogue.groups)
    return replace(region, catalogue=replace(region.catalogue, groups=groups))


def _who(band: AgeBand | None, sex: Sex | None) -> Text:
    """An age band and a sex, in words."""
    age = BAND_WORDS[band] if band is not None else Text("всички възрасти", "all ages")
    of = {"male": Text("мъже", "men"), "female": Text("жени", "women"), None: Text("двата пола", "both sexes")}[sex]
    return Text(f"{age.bg}, {of.bg}", f"{age.en}, {of.en}")


def _counts(region: Region, visit: Visit) -> Region:
    """Counts that the estimate must meet; those it is only held against change nothing."""
    groups = {group.id: group.name for group in region.catalogue.groups}
    services = {service.id: service.short for service in region.catalogue.services}
    places = {m.code: m.name for m in region.municipalities}
    counts = []
    for count in region.counts:
        of = [services[count.service]] if count.service is not None else []
        of += [groups[count.group]] if count.group is not None else []
        where = places.get(count.scope, region.title)
        name = Text(
            f"{', '.join(o.bg for o in of)}: преброени, {where.bg}, {count.year} г.",
            f"{', '.join(o.en for o in of)}: counted, {where.en}, {count.year}",
        )
        what = f"{count.measure}.{count.group or 'all'}.{count.service or 'all'}.{count.sense}"
        key = f"count.{count.scope}.{count.year}.{what}"
        meant = count.use == "calibrate"
        counts.append(replace(count, count=visit(Value(key, name, count.count))) if meant else count)
    return replace(region, counts=tuple(counts))


def _population(region: Region, visit: Visit) -> Region:
    """Counts of residents that the projection must meet."""
    places = {m.code: m.name for m in region.municipalities} | {"country": Text("страната", "the country")}
    counts = []
    for count in region.population_counts:
        where = places.get(count.scope, region.title)
        who = _who(count.band, count.sex)
        name = Text(
            f"Население към {day(count.day, 'bg')}: {where.bg}, {who.bg}",
            f"Population on {day(count.day, 'en')}: {where.en}, {who.en}",
        )
        key = f"population.{count.scope}.{count.day}.{count.band or 'all'}.{count.sex or 'all'}"
        meant = count.use == "calibrate"
        counts.append(replace(count, persons=visit(Value(key, name, count.persons))) if meant else count)
    return replace(region, population_counts=tuple(counts))


_PARAMETER_NAMES: Mapping[str, Text] = {
    "speed_plain": Text("Скорост в равнината", "Speed in the plain"),
    "speed_rough": Text("Скорост в хълмистите долини", "Speed in the rough valleys"),
    "terminal_minutes": Text("Минути за тръгване и паркиране", "Minutes for leaving and parking"),
    "internal_km_town": Text("Път в същия град", "Way inside the same town"),
    "internal_km_village": Text("Път в същото село", "Way inside the same village"),
    "trend_damping": Text("Част от досегашната промяна на населението", "Part of the past population trend"),
    "trend_half_weight": Text("Население, при което тенденцията тежи наполовина", "Population of half trend weight"),
    "trend_floor": Text("Най-бързо намаляване на населението", "Fastest fall of population"),
    "trend_ceiling": Text("Най-бързо нарастване на населението", "Fastest rise of population"),
    "staff_per_1000": Text("Персонал, който може да се намери, на 1000 души", "Staff to be found per 1,000"),
    "commuting_minutes": Text("Най-дълъг път до работа", "Longest way to work"),
}


def _parameters(region: Region, visit: Visit) -> Region:
    return replace(
        region,
        parameters={
            key: visit(Value(f"parameter.{key}", _PARAMETER_NAMES.get(key, Text(key, key)), estimate))
            for key, estimate in region.parameters.items()
        },
    )


KINDS: Mapping[str, Kind] = {
    "prevalence": _prevalence,
    "profile": _profiles,
    "count": _counts,
    "population": _population,
    "rate": _rates,
    "size": _sizes,
    "team": _teams,
    "lead_months": _lead,
    "places": _unit_places,
    "change": _changes,
    "envelope": _envelopes,
    "parameter": _parameters,
}
"""The first word of a factor's id -> how such values are found and written. Another table of values: another line."""
