"""The new unit that would reach a settlement for the least money, and what keeps it from being built.

The unit is put on top of the plan as it is: it may fill itself with people whom the plan leaves unserved, and be paid
from what the plan leaves of the funds. What the plan could move to make room for it, only planning again tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mapping.evidence.facts import Facts
from mapping.explain.left import Left
from mapping.explain.village.types import Hurdle, NewUnit
from mapping.instance import Instance, build_instance
from mapping.units import MILLI


@dataclass(frozen=True)
class Cheapest:
    """New units on top of the plan of `facts`."""

    facts: Facts

    @cached_property
    def instance(self) -> Instance:
        """The instance of the run."""
        return build_instance(self.facts.case)

    @cached_property
    def left(self) -> Left:
        """What the plan leaves of the money."""
        return Left(self.instance, self.facts.plan)

    def reaching(self, settlement: str, service: str) -> NewUnit | None:
        """Of all allowed sites, sizes and contracts that would reach the settlement by the end of the plan, the one
        that can be built on the plan as it is for the least money; where none can, the cheapest. None where no allowed
        site reaches the settlement."""
        instance, last = self.instance, self.facts.last
        i, s = self.facts.index[settlement], self.facts.service_index[service]
        rows = np.flatnonzero(instance.links.settlement == i)
        found = []
        for row in rows.tolist():
            f = int(instance.links.facility[row])
            facility = instance.facilities[f]
            if facility.service != s or not facility.is_new:
                continue
            for k in facility.sizes:
                for contracted, start in enumerate(instance.services[s].starts):
                    if start is not None and start <= last and self._allowed(s, k):
                        found.append(self._unit(f, k, contracted, float(instance.links.minutes[row])))
        order = {"fits": 0}
        return min(
            found,
            key=lambda one: (order.get(one.hurdle, 1), one.cost, one.minutes, one.settlement, one.size),
            default=None,
        )

    def _allowed(self, s: int, k: int) -> bool:
        spec, rules = self.instance.services[s], self.instance.rules
        places = spec.sizes[k].places
        if spec.kind == "mobile":
            return True
        legal = "legal_size" not in rules or spec.legal_places is None or places <= spec.legal_places
        most = spec.most_places is None or places <= spec.most_places
        return legal and ("size_limits" not in rules or (most and places >= spec.least_places))

    def _unit(self, f: int, k: int, contracted: int, minutes: float) -> NewUnit:
        instance, last = self.instance, self.facts.last
        facility = instance.facilities[f]
        spec = instance.services[facility.service]
        size = spec.sizes[k]
        unserved, amount = self._unserved(f, last)
        full = spec.team_hours if spec.kind == "mobile" else float(size.places)
        wanted = spec.minimum_use * full if "minimum_use" in instance.rules else 0.0
        hurdle, missing = self._hurdle(f, k, contracted, wanted - amount)
        return NewUnit(
            settlement=instance.settlements[facility.settlement],
            minutes=minutes,
            size=size.id,
            places=size.places,
            cost=size.capital + size.running * sum(spec.running_years[contracted]),
            running=size.running,
            unserved=unserved,
            wanted=wanted,
            hurdle=hurdle,
            missing=missing,
        )

    def _unserved(self, f: int, t: int) -> tuple[float, float]:
        """Persons within reach of the site whom the plan leaves unserved, and what they would use: places, or hours a
        week of a team."""
        instance, service = self.instance, self.instance.services[self.instance.facilities[f].service]
        persons = amount = 0.0
        for row in np.flatnonzero(instance.links.facility == f).tolist():
            code = instance.settlements[int(instance.links.settlement[row])]
            record = self.facts.needs.get((code, service.id, t))
            if record is not None:
                unmet = record.unmet_milli / MILLI
                persons += unmet
                amount += unmet * (float(instance.links.hours[row, t]) if service.kind == "mobile" else 1.0)
        return persons, amount

    def _hurdle(self, f: int, k: int, contracted: int, lacking: float) -> tuple[Hurdle, float]:
        """What keeps the unit from being built, and how much is missing: persons (hours) or EUR."""
        if lacking > 0.001:
            return "empty", lacking
        missing = self.left.missing(f, k, contracted)
        if missing > 1:
            return "money", missing
        over = self.left.over_ceiling(f, k)
        return ("ceiling", over) if over > 1 else ("fits", 0.0)
