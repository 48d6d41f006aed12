"""Names of services, places, municipalities and funds as they can stand in a document."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.plan import PlanPeriod, PlanUnit
from mapping.publish.records import Lookup
from mapping.publish.report.plain import name_of
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Names:
    """Every name made fit to be shown; a code where a name is empty."""

    look: Lookup

    @property
    def title(self) -> Text:
        """The scenario's title."""
        words = self.look.case.scenario.keys.title
        return name_of(Text(words.bg, words.en), self.look.case.region.id)

    @property
    def region(self) -> Text:
        """The region."""
        return name_of(self.look.case.region.title, self.look.case.region.id)

    @property
    def planned(self) -> Text:
        """The region, or the municipalities that the scenario plans for."""
        return name_of(self.look.planned_title, self.look.case.region.id)

    def service(self, code: str) -> Text:
        """A service in full."""
        return name_of(self.look.catalogue[code].name, code)

    def short(self, code: str) -> Text:
        """A service in short."""
        return name_of(self.look.catalogue[code].short, code)

    def place(self, ekatte: str) -> Text:
        """гр. / с. and the name."""
        place = self.look.settlements[ekatte]
        before = {"town": "гр.\u00a0", "village": "с.\u00a0", "point": ""}[place.kind]
        name = name_of(place.name, ekatte)
        return Text(f"{before}{name.bg}", name.en)

    def municipality(self, code: str) -> Text:
        """A municipality, without the word."""
        return name_of(self.look.municipalities[code].name, code)

    def fund(self, code: str) -> Text:
        """A fund."""
        return name_of(self.look.funds[code].name, code)

    def group(self, code: str) -> Text:
        """A risk group."""
        groups = {group.id: group.name for group in self.look.case.region.catalogue.groups}
        return name_of(groups[code], code)

    def unit(self, unit: PlanUnit) -> Text:
        """An existing unit by its own name, a new one by its service and place."""
        known = self.look.existing.get(unit.home)
        if known is not None:
            return name_of(known.name, unit.home)
        service, place = self.service(unit.service), self.place(unit.settlement)
        return Text(f"{service.bg}, {place.bg}", f"{service.en}, {place.en}")


def years(period: PlanPeriod) -> Text:
    """The years of a period as a sentence says them: 2026–2027 г."""
    return Text(f"{period.name}\u00a0г.", period.name)
