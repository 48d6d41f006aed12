"""What is drawn of a plan by its certainty: new units apart by class, and places where other plans often build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapping.catalogue.types import Service
from mapping.instance import Case
from mapping.plan import Plan, PlanUnit
from mapping.publish.certainty import CERTAINTY_WORDS, missing_marks, unit_certainties
from mapping.publish.printed.marks import NEW_RED, Look, Looks
from mapping.publish.printed.sites import Mark, Site, State, ordered, sites_of
from mapping.publish.printed.text import INK
from mapping.uncertainty.types import Certainties, Certainty, MarkCertainty, MissingMark

GREY = "#dedbd6"

CERTAINTY_LOOKS: Looks = {
    "solid": Look(NEW_RED, NEW_RED, 0.8, "solid", "white"),
    "likely": Look("#eda7ad", NEW_RED, 1.2, "solid", INK),
    "open": Look("white", NEW_RED, 1.1, (0.0, (1.7, 1.2)), INK),
    "missing": Look("white", "#8a8a8a", 0.7, "solid", "#5c5c5c"),
    "existing": Look(GREY, GREY, 0.6, "solid", INK),
    "committed": Look(GREY, INK, 0.9, "solid", INK),
    "transformed": Look(GREY, NEW_RED, 1.4, "solid", INK),
}
"""The map of certainty: what is given steps back into grey; new marks are the fuller the surer they are."""


@dataclass(frozen=True, slots=True)
class ServiceCertainty:
    """A service on the map of certainty: its new units by class, and how many more most worlds build elsewhere."""

    service: Service
    counts: Mapping[Certainty, int]
    missing: int

    @property
    def state(self) -> State:
        """The state in which its mark is shown: the surest that it has; grey where the plan opens none."""
        new: list[State] = [name for name in CERTAINTY_WORDS if self.counts[name]]
        return (new or ["existing"])[0]


def certain_sites(case: Case, plan: Plan, certainties: Certainties) -> tuple[Site, ...]:
    """The settlements with units in service in the last period, or where most worlds build, in the region's order.

    The new units of a service at one place are a mark for each class among them.
    """
    number = {service.id: service.number for service in case.region.catalogue.services}
    kind = {service.id: service.kind for service in case.region.catalogue.services}
    position = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    marks: dict[int, list[Mark]] = {}
    for site in sites_of(case, plan):
        marks[site.settlement] = [mark for mark in site.marks if mark.state != "new"]
    sure = unit_certainties(plan, certainties)
    for unit in plan.units:
        if unit.state == "new":
            found = marks.setdefault(position[unit.settlement], [])
            found += _split(unit, number[unit.service], sure[unit.id])
    often: dict[tuple[str, str], list[MissingMark]] = {}
    for missing in missing_marks(plan, certainties):
        often.setdefault((missing.place.settlement, missing.place.service), []).append(missing)
    for (settlement, service), group in often.items():
        mark = Mark(number[service], kind[service], "missing", len(group), 0, _ends(group))
        marks.setdefault(position[settlement], []).append(mark)
    return tuple(Site(i, ordered(marks[i])) for i in sorted(marks) if marks[i])


def _split(unit: PlanUnit, number: int, sure: Sequence[MarkCertainty]) -> list[Mark]:
    """A mark a class. Which of several sizes is the surer is not known: then places are left out."""
    classes = [name for name in CERTAINTY_WORDS if any(mark.certainty == name for mark in sure)]
    places, units = unit.places[-1], unit.units_in_service[-1]
    alike = len({opening.size for opening in unit.openings}) == 1 and units > 0 and places % units == 0
    marks = []
    for name in classes:
        group = [mark for mark in sure if mark.certainty == name]
        known = places if len(classes) == 1 else len(group) * places // units if alike else 0
        marks.append(Mark(number, unit.kind, name, len(group), known, _ends(group)))
    return marks


def _ends(marks: Sequence[MarkCertainty | MissingMark]) -> tuple[float, float]:
    shares = [mark.share for mark in marks]
    return min(shares), max(shares)


def service_certainties(case: Case, plan: Plan, certainties: Certainties) -> tuple[ServiceCertainty, ...]:
    """The services with a mark on the map, by number."""
    sure = unit_certainties(plan, certainties)
    often = missing_marks(plan, certainties)
    found = []
    for service in sorted(case.region.catalogue.services, key=lambda s: s.number):
        units = [unit for unit in plan.units if unit.service == service.id]
        marks = [mark for unit in units for mark in sure.get(unit.id, ())]
        counts = {name: sum(mark.certainty == name for mark in marks) for name in CERTAINTY_WORDS}
        missing = sum(mark.place.service == service.id for mark in often)
        if missing or any(unit.places[-1] or unit.units_in_service[-1] for unit in units):
            found.append(ServiceCertainty(service, counts, missing))
    return tuple(found)
