"""Decisions about sites: required, forbidden; how many units stand at one; from how many a settlement may choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Easing, Edit, Member
from mapping.instance import Case, Instance
from mapping.scenario import SiteChoice
from mapping.words import Text

MOST_UNITS, MOST_TEAMS = 50, 200
"""The most that a scenario may allow at one site."""


def decided(plain: Plain) -> Iterator[Member]:
    """Sites that are required, and sites that are forbidden, of services that are planned."""
    case = plain.case
    keys = case.scenario.keys
    planned = {service.id for service in case.services}
    for number, choice in enumerate(keys.sites.choices, start=1):
        if not keys.rules.site_status or choice.service not in planned or choice.status == "candidate":
            continue
        yield _of_choice(case, choice, f"sites.choices[{number}]")


def _of_choice(case: Case, choice: SiteChoice, key: str) -> Member:
    service, place = naming.service(case, choice.service), naming.settlement(case, choice.settlement)
    candidate = Edit(lambda other: _candidate(other, choice))
    drop = Drop(
        naming.from_to(f"{key}.status", Text(choice.status, choice.status), Text("candidate", "candidate")), candidate
    )
    if choice.status == "required":
        return Member(
            id=key,
            key=key,
            words=Text(
                f"изискването за ново звено в {place.bg}: {service.bg}",
                f"the new unit required in {place.en}: {service.en}",
            ),
            without=Edit(on_instance=lambda made: _not_required(made, choice)),
            asks=frozenset({choice.service}),
            drop=drop,
        )
    return Member(
        id=key,
        key=key,
        words=Text(
            f"забраната за нови звена в {place.bg}: {service.bg}", f"the ban on new units in {place.en}: {service.en}"
        ),
        without=candidate,
        wide=True,
        drop=drop,
    )


def crowding(plain: Plain) -> Iterator[Member]:
    """How many units, and how many teams, one site may have."""
    case = plain.case
    sites = case.scenario.keys.sites
    kinds = {service.kind == "mobile" for service in case.services}
    for mobile, key, now, most in (
        (False, "units_per_site", sites.units_per_site, MOST_UNITS),
        (True, "teams_per_site", sites.teams_per_site, MOST_TEAMS),
    ):
        if mobile in kinds and now < most:
            one, more = (
                (Text("мобилен екип", "mobile team"), Text("мобилни екипа", "mobile teams"))
                if mobile
                else (Text("ново звено", "new unit"), Text("нови звена", "new units"))
            )
            yield _at_most(key, now, most, one if now == 1 else more)


def _at_most(key: str, now: int, most: int, what: Text) -> Member:
    return Member(
        id=f"sites.{key}",
        key=f"sites.{key}",
        words=Text(
            f"най-много {now} {what.bg} на една услуга на едно място",
            f"at most {now} {what.en} of one service at one site",
        ),
        without=_sites(key, most),
        easing=Easing(
            "number",
            lambda by: _sites(key, now + round(by)),
            lambda by: _whole(f"sites.{key}", now, now + round(by)),
            ladder=tuple(float(n) for n in range(1, most - now + 1)),
        ),
    )


def nearest(plain: Plain) -> Iterator[Member]:
    """From how many possible sites a settlement may choose, where there are more settlements than that."""
    case = plain.case
    now, all_of_them = case.scenario.keys.sites.nearest, len(case.region.settlements)
    if now < all_of_them:
        yield Member(
            id="sites.nearest",
            key="sites.nearest",
            words=Text(
                f"всяко населено място избира само сред {now}-те най-близки възможни места на услугата",
                f"a settlement chooses among the {now} nearest possible sites of a service only",
            ),
            without=_sites("nearest", all_of_them),
            wide=True,
            easing=Easing(
                "number",
                lambda by: _sites("nearest", now + round(by)),
                lambda by: _whole("sites.nearest", now, now + round(by)),
                ladder=tuple(float(n) for n in range(1, all_of_them - now + 1)),
            ),
        )


def _sites(key: str, value: int) -> Edit:
    return Edit(lambda case: with_keys(case, sites=case.scenario.keys.sites.model_copy(update={key: value})))


def _whole(key: str, before: int, after: int) -> Text:
    return naming.from_to(key, Text(f"{before}", f"{before}"), Text(f"{after}", f"{after}"))


def _candidate(case: Case, choice: SiteChoice) -> Case:
    sites = case.scenario.keys.sites
    choices = tuple(
        one.model_copy(update={"status": "candidate"})
        if (one.service, one.settlement) == (choice.service, choice.settlement)
        else one
        for one in sites.choices
    )
    return with_keys(case, sites=sites.model_copy(update={"choices": choices}))


def _not_required(instance: Instance, choice: SiteChoice) -> Instance:
    name = f"{choice.service}.{choice.settlement}"
    facilities = tuple(
        replace(facility, status="candidate") if facility.name == name and facility.is_new else facility
        for facility in instance.facilities
    )
    return replace(instance, facilities=facilities)
