"""The site that is asked about, as the model of its plan would see it if it were required."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mapping.catalogue import Planning, Service
from mapping.evidence.facts import Facts
from mapping.explain.left import Left
from mapping.explain.site.question import SiteQuestion
from mapping.instance import Case, Instance, ServiceSpec, build_instance, planning_of
from mapping.instance.types import Facility, IntArray
from mapping.plan import PlanUnit
from mapping.region import Settlement
from mapping.units import MILLI


@dataclass(frozen=True)
class Scene:
    """`facts` are those of the run; `forced` is the case in which the unit is required. The service is planned."""

    facts: Facts
    question: SiteQuestion
    forced: Case

    @cached_property
    def instance(self) -> Instance:
        """The instance in which the unit is required."""
        return build_instance(self.forced)

    @cached_property
    def s(self) -> int:
        """Index of the service."""
        return self.facts.service_index[self.question.service]

    @cached_property
    def i(self) -> int:
        """Index of the settlement."""
        return self.facts.index[self.question.settlement]

    @property
    def service(self) -> Service:
        """The service."""
        return self.forced.services[self.s]

    @property
    def planning(self) -> Planning:
        """What planning its units needs to know."""
        return planning_of(self.service)

    @property
    def spec(self) -> ServiceSpec:
        """The service as the model sees it."""
        return self.instance.services[self.s]

    @property
    def place(self) -> Settlement:
        """The settlement."""
        return self.facts.settlement[self.question.settlement]

    @cached_property
    def f(self) -> int:
        """Index of the required site among the facilities."""
        return next(f for f, one in enumerate(self.instance.facilities)
                    if one.is_new and (one.service, one.settlement) == (self.s, self.i))  # fmt: skip

    @property
    def facility(self) -> Facility:
        """The required site."""
        return self.instance.facilities[self.f]

    @cached_property
    def links(self) -> IntArray:
        """The pairs of the site: settlements with need within the standard and the catchment."""
        return np.flatnonzero(self.instance.links.facility == self.f)

    @property
    def reached(self) -> list[int]:
        """Indices of the settlements that the site reaches."""
        return [int(i) for i in self.instance.links.settlement[self.links].tolist()]

    def need(self, t: int) -> float:
        """Persons in need of the service whom the site reaches in period `t`."""
        return float(self.instance.need[self.reached, self.s, t].sum())

    def hours(self, t: int) -> float:
        """Hours a week of a team that all of them would take in period `t`; 0 where the service is not mobile."""
        hours = self.instance.links.hours[self.links, t]
        return float((self.instance.need[self.reached, self.s, t] * hours).sum())

    @cached_property
    def arriving(self) -> int:
        """Users of existing units that may change who could move here and are not part of the need: they fill places
        too."""
        return sum(c.users for c in self.instance.changes if self.f in c.takers and not c.in_need)

    @cached_property
    def sizes(self) -> list[int]:
        """The sizes that the rules about size allow at the site, the smallest first."""
        rules, spec = self.instance.rules, self.spec
        mobile = spec.kind == "mobile"
        return sorted(
            (
                k for k in self.facility.sizes
                if mobile or (
                    not ("legal_size" in rules and spec.legal_places is not None
                         and spec.sizes[k].places > spec.legal_places)
                    and not ("size_limits" in rules and (
                        spec.sizes[k].places < spec.least_places
                        or (spec.most_places is not None and spec.sizes[k].places > spec.most_places)))
                )
            ),
            key=lambda k: (spec.sizes[k].places, spec.sizes[k].capital, k),
        )  # fmt: skip

    @cached_property
    def contracts(self) -> list[tuple[int, int]]:
        """(period of contract, first period of service) of every contract that is not too late."""
        return [(t, start) for t, start in enumerate(self.spec.starts) if start is not None]

    def served_elsewhere(self, t: int) -> float:
        """Of the persons whom the site reaches in period `t`, how many the run's plan serves."""
        codes = {self.instance.settlements[i] for i in self.reached}
        service = self.question.service
        records = (r for r in self.facts.plan.needs if (r.service, r.period) == (service, t) and r.settlement in codes)
        return sum(r.need_milli - r.unmet_milli for r in records) / MILLI

    @cached_property
    def left(self) -> Left:
        """What the run's plan leaves of the money."""
        return Left(self.instance, self.facts.plan)

    def units(self) -> list[PlanUnit]:
        """The plan's units of the service that stand at its end."""
        last = self.facts.last
        return [u for u in self.facts.plan.units if u.service == self.question.service and u.units_in_service[last] > 0]

    def minutes(self, to: str) -> float:
        """Minutes one way from the settlement to another, by its code."""
        return float(self.forced.travel.minutes[self.i, self.facts.index[to]])
