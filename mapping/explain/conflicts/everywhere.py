"""Longer travel for all services at once: where no single standard is enough."""

from __future__ import annotations

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.members.services import ways_of
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Case, standard_of
from mapping.scenario.schema import Standard
from mapping.words import Text


def all_standards(plain: Plain) -> tuple[Member, Easing] | None:
    """The standards of all services as one setting: none is shorter than so many minutes; None where none can be
    raised. The kilometres stay."""
    case = plain.case
    limits = {service.id: standard_of(case, service) for service in case.services}
    shortest = min(minutes for minutes, _ in limits.values())
    ladder = tuple(way - shortest for way in ways_of(case, case.travel.minutes) if way > shortest)
    if not ladder:
        return None
    stated = plain.stated.scenario.keys.all_services.minutes is not None
    key = "all_services.minutes" if stated else "standards"

    def by(more: float) -> Edit:
        standards = {s: Standard(minutes=max(m, shortest + more), km=km) for s, (m, km) in limits.items()}

        def on_case(other: Case) -> Case:
            return with_keys(other, standards={**other.scenario.keys.standards, **standards})

        return Edit(on_case)

    def says(more: float) -> Text:
        least = naming.way(shortest + more, naming.MINUTES)
        return Text(
            f"стандартите на всички услуги: поне {least.bg} (all_services.minutes, standards.<услуга>.minutes)",
            f"the standards of all services: at least {least.en} (all_services.minutes, standards.<service>.minutes)",
        )

    words = Text("стандартите за пътуване на всички услуги", "the travel standards of all services")
    easing = Easing("minutes", by, says, ladder=ladder)
    return Member("standards", key, words, by(ladder[-1]), wide=True, easing=easing), easing
