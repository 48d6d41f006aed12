"""What a service asks of its units and sites: the standard of travel, site needs, catchment, minimum use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

import numpy as np

from mapping.catalogue import Service
from mapping.catalogue.types import Planning
from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Easing, Edit, Member
from mapping.instance import Case, Instance, ServiceSpec, planning_of, standard_of
from mapping.instance.sites import fit_settlements
from mapping.instance.types import FloatArray
from mapping.scenario.schema import Standard
from mapping.tables import Estimate
from mapping.words import Text

THOUSANDTHS = 1000
CLOSE = 1e-9
"""Floating point."""
FAR = 1e9
"""Minutes and km beyond every way there is."""


def standards(plain: Plain) -> Iterator[Member]:
    """How far each service may be, in minutes and in kilometres."""
    case = plain.case
    ways = np.isfinite(case.travel.minutes)
    longest = float(case.travel.minutes[ways].max()) if ways.any() else 0.0
    far = np.isfinite(case.travel.km)
    widest = float(case.travel.km[far].max()) if far.any() else 0.0
    for service in case.services:
        minutes, km = standard_of(case, service)
        if longest <= minutes and widest <= km:
            continue
        name = naming.service(case, service.id)
        # A limit beyond every way there is limits nobody.
        stated = ((minutes, longest, naming.MINUTES), (km, widest, naming.KM))
        limits = [naming.way(limit, unit) for limit, most, unit in stated if limit < most]
        yield Member(
            id=f"standards.{service.id}",
            key=f"standards.{service.id}",
            words=Text(
                f"стандартът за {name.bg}: най-много {' и '.join(limit.bg for limit in limits)} път",
                f"the standard of {name.en}: at most {' and '.join(limit.en for limit in limits)} of travel",
            ),
            without=_standard(service.id, FAR, FAR),
            wide=True,
            easing=_longer(case, service.id, minutes, km),
        )


def site_needs(plain: Plain) -> Iterator[Member]:
    """Where a unit may stand: how many inhabitants a settlement must have."""
    case = plain.case
    if not case.scenario.keys.rules.site_needs:
        return
    for service in case.services:
        planning = planning_of(service)
        if planning.site_sizes is not None or fit_settlements(case, service, planning).all():
            continue
        yield _of_site_needs(case, service, planning.min_population.central)


def _of_site_needs(case: Case, service: Service, least: float) -> Member:
    name, shown = naming.service(case, service.id), naming.plain_number(least)
    smaller = {float(place.population_2021) for place in case.region.settlements if place.population_2021 < least}

    def fewer(by: float) -> Edit:
        return _planning(service.id, lambda p: replace(p, min_population=_value(p.min_population, least - by)))

    return Member(
        id=f"site_needs.{service.id}",
        key="service_values.csv: min_population; rules.site_needs",
        words=Text(
            f"място за {name.bg} е само населено място с поне {shown.bg} жители или с нужното съоръжение",
            f"sites of {name.en} are settlements of at least {shown.en} inhabitants, or with what it needs",
        ),
        without=fewer(least),
        wide=True,
        easing=Easing(
            "persons",
            fewer,
            lambda by: _other_value("min_population", name, shown, naming.plain_number(least - by)),
            ladder=tuple(least - population for population in sorted(smaller, reverse=True)),
        ),
    )


def catchments(plain: Plain) -> Iterator[Member]:
    """That new units serve their own municipality only."""
    case = plain.case
    for service in case.services:
        if service.catchment == "municipality" and len(case.region.municipalities) > 1:
            name, key = naming.service(case, service.id), f"catalogue.{service.id}.catchment"
            whole = _service(service.id, lambda s: replace(s, catchment="region"))
            before, after = Text("municipality", "municipality"), Text("region", "region")
            yield Member(
                id=f"catchment.{service.id}",
                key=key,
                words=Text(f"{name.bg} обслужва само своята община", f"{name.en} serves its own municipality only"),
                without=whole,
                wide=True,
                drop=Drop(naming.from_to(key, before, after), whole),
            )


def minimum_use(plain: Plain) -> Iterator[Member]:
    """The share of its places that a new unit must have used."""
    case = plain.case
    for service in case.services if case.scenario.keys.rules.minimum_use else ():
        percent = planning_of(service).minimum_use.central
        if percent > 0:
            yield _of_use(case, service, percent)


def _of_use(case: Case, service: Service, percent: float) -> Member:
    name, before = naming.service(case, service.id), naming.share(percent / 100)

    def shown(by: float) -> Text:
        return naming.plain_number(percent - by)

    return Member(
        id=f"minimum_use.{service.id}",
        key=f"catalogue.{service.id}.minimum_use",
        words=Text(
            f"ново звено от {name.bg} се открива само при поне {before.bg} заетост",
            f"a new unit of {name.en} opens only if at least {before.en} of it is used",
        ),
        without=_use(service.id, percent),
        easing=Easing(
            "percent",
            lambda by: _use(service.id, by),
            lambda by: naming.from_to(f"catalogue.{service.id}.minimum_use", shown(0.0), shown(by)),
            ladder=(*(float(n) for n in range(1, ceil(percent))), percent),
        ),
    )


def _longer(case: Case, code: str, minutes: float, km: float) -> Easing:
    """More minutes; then as few kilometres more as these minutes need."""
    ladder = (0.0, *(way - minutes for way in ways_of(case, case.travel.minutes) if way > minutes))
    before = naming.way(minutes, naming.MINUTES)

    def with_km(by: float) -> Easing | None:
        near = np.where(case.travel.minutes <= minutes + by, case.travel.km, np.inf)
        wider = [way for way in ways_of(case, near) if way > km]
        if not wider:
            return None
        return Easing(
            "km",
            lambda more: _standard(code, minutes + by, km + more),
            lambda more: naming.from_to(
                f"standards.{code}.km", naming.way(km, naming.KM), naming.way(km + more, naming.KM)
            ),
            ladder=(0.0, *(way - km for way in wider)),
        )

    return Easing(
        "minutes",
        lambda by: _standard(code, minutes + by, FAR),
        lambda by: naming.from_to(f"standards.{code}.minutes", before, naming.way(minutes + by, naming.MINUTES)),
        ladder=ladder,
        then=with_km,
    )


def ways_of(case: Case, travel: FloatArray) -> list[float]:
    """The different lengths there are, rounded up: to whole ones, in a points region to thousandths."""
    parts = 1 if case.region.points is None else THOUSANDTHS
    return [float(n) / parts for n in np.unique(np.ceil(travel[np.isfinite(travel)] * parts - CLOSE))]


def _standard(code: str, minutes: float, km: float) -> Edit:
    def on_case(case: Case) -> Case:
        return with_keys(case, standards={**case.scenario.keys.standards, code: Standard(minutes=minutes, km=km)})

    return Edit(on_case)


def _use(code: str, less: float) -> Edit:
    return spec_edit(code, lambda spec: replace(spec, minimum_use=max(0.0, spec.minimum_use - less / 100)))


def spec_edit(code: str, change: Callable[[ServiceSpec], ServiceSpec]) -> Edit:
    """What the model knows of a service, changed."""

    def on_instance(made: Instance) -> Instance:
        return replace(made, services=tuple(change(s) if s.id == code else s for s in made.services))

    return Edit(on_instance=on_instance)


def _service(code: str, change: Callable[[Service], Service]) -> Edit:
    def on_case(case: Case) -> Case:
        return replace(case, services=tuple(change(s) if s.id == code else s for s in case.services))

    return Edit(on_case)


def _planning(code: str, change: Callable[[Planning], Planning]) -> Edit:
    return _service(code, lambda service: replace(service, planning=change(planning_of(service))))


def _value(before: Estimate, value: float) -> Estimate:
    return replace(before, low=min(before.low, value), central=value, high=max(before.high, value))


def _other_value(column: str, name: Text, before: Text, after: Text) -> Text:
    return Text(
        f"{column} за {name.bg}: {after.bg} вместо {before.bg} (service_values.csv)",
        f"{column} of {name.en}: {after.en} instead of {before.en} (service_values.csv)",
    )
