"""How frequent risk groups are, by age and sex, and which part of each needs a service."""

from __future__ import annotations

from dataclasses import replace

from mapping.catalogue import Group
from mapping.region import Region
from mapping.uncertainty.kinds.people import people
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text


def prevalence(region: Region, visit: Visit) -> Region:
    """How frequent each group is."""
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


def profiles(region: Region, visit: Visit) -> Region:
    """How frequent it is by age and sex."""

    def of_group(group: Group) -> Group:
        profile = []
        for rate in group.profile:
            who = people(rate.band, rate.sex)
            name = Text(
                f"{group.name.bg}: честота спрямо останалите, {who.bg}",
                f"{group.name.en}: frequency relative to the others, {who.en}",
            )
            key = f"profile.{group.id}.{rate.band}.{rate.sex or 'all'}"
            profile.append(replace(rate, relative=visit(Value(key, name, rate.relative))))
        return replace(group, profile=tuple(profile))

    groups = tuple(of_group(group) for group in region.catalogue.groups)
    return replace(region, catalogue=replace(region.catalogue, groups=groups))


def rates(region: Region, visit: Visit) -> Region:
    """Which part of a group needs a service."""
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
