"""Rules laid at random over a random case: each of them now and then, some together, with numbers that can bite."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any, cast

import numpy as np
from builders import estimate, plain_name

from mapping.catalogue import Catalogue, Group, Service, ServiceRate
from mapping.catalogue.rows import AGE_BANDS
from mapping.instance import Case
from mapping.region import Envelope, ExistingUnit, Municipality, PlacesFrom, Region, UnitChange
from mapping.region.rows import CoFinancingRow, MoneyKind
from mapping.scenario import ScenarioFile
from mapping.scenario.schema import Rules

GROUPS = ("g0", "g1")
THIRD = "CCC03"
ORDERS = ["unmet", "worst_served", "travel", "money", "units", "longest_trip", "location_cost", "spread"]


LATER = ("total_budget", "least_served")
"""Rules whose switches are not drawn: they are in force where their keys are given."""


def with_more_rules(case: Case, rng: Random) -> Case:
    """`case` with a draw of all rules that a scenario or a region may set."""
    return _More(case, rng).case()


@dataclass
class _More:
    plain: Case
    rng: Random

    def case(self) -> Case:
        plain = self.plain
        services = tuple(map(self._service, plain.services))
        region = self._changing(self._region(services), services)
        self.codes = [town.code for town in region.municipalities]
        self.changes = [(unit.id, change.id) for unit in region.units for change in unit.changes]
        keys = self._keys(plain.scenario.keys.model_dump(mode="json"))
        scenario = replace(plain.scenario, keys=ScenarioFile.model_validate(keys))
        needs = replace(plain.needs, groups=GROUPS, parts=self._parts())
        return replace(plain, region=region, services=services, scenario=scenario, needs=needs)

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def _service(self, service: Service) -> Service:
        if service.planning is None or self.often(0.6):
            return service
        minutes = estimate(self.rng.choice([2.0, 20, 45]), 0, 90)
        sizes = tuple(replace(size, staff=estimate(self.rng.choice([1, 2, 3.5]))) for size in service.planning.sizes)
        return replace(service, planning=replace(service.planning, facility_minutes=minutes, sizes=sizes))

    def _region(self, services: tuple[Service, ...]) -> Region:
        rng, region = self.rng, self.plain.region
        towns = [town.code for town in region.municipalities]
        if self.often(0.3):
            towns.append(THIRD)
        settlements = tuple(
            replace(
                place,
                municipality=rng.choice(towns) if THIRD in towns else place.municipality,
                area_decares=rng.choice([1.0, 7.0, 12.5]),
                persons={band: rng.choice([0, 50, 111]) for band in AGE_BANDS},
            )
            for place in region.settlements
        )
        values = dict(region.parameters)
        if self.often(0.5):
            values["staff_per_1000"] = estimate(rng.choice([2, 5, 10, 30]), 1, 40)
            values["commuting_minutes"] = estimate(rng.choice([0, 15, 30, 60]), 0, 90)
        everywhere = dict.fromkeys(AGE_BANDS, 1.0)
        groups = tuple(Group(name, plain_name(name), everywhere, "all", estimate(10), "") for name in GROUPS)
        rates = tuple(ServiceRate(group, service.id, estimate(10)) for group in GROUPS for service in services)
        return replace(
            region,
            settlements=settlements,
            municipalities=tuple(
                Municipality(code, plain_name(code), rng.choice([place.ekatte for place in settlements]))
                for code in towns
            ),
            parameters=cast(Any, values),
            funds=tuple(replace(fund, envelopes=self._envelopes(fund.envelopes)) for fund in region.funds),
            catalogue=Catalogue(groups, services, rates),
            co_financing=self._partners(region, services),
        )

    def _partners(self, region: Region, services: tuple[Service, ...]) -> tuple[CoFinancingRow, ...]:
        """With two funds, one of them may pay some services only together with the other."""
        funds = [fund.id for fund in region.funds]
        if len(funds) < 2 or self.often(0.3):
            return ()
        fund, partner = self.rng.sample(funds, 2)
        kinds: tuple[MoneyKind, ...] = ("capital", "running")
        return tuple(
            CoFinancingRow(
                fund=fund, service=service.id, kind=kind, partner=partner, low=0,
                central=self.rng.choice([0, 10, 50, 100]), high=100, unit="percent", status="assumption", source="us",
            )
            for service in services for kind in kinds if self.often(0.5)
        )  # fmt: skip

    def _envelopes(self, plain: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
        """Some carry over, and some are followed by another, which may meet it inside a period."""
        found: list[Envelope] = []
        for envelope in plain:
            carry = envelope.yearly and self.often(0.4)
            if envelope.first_year < envelope.last_year and self.often(0.3):
                cut = self.rng.randint(envelope.first_year, envelope.last_year - 1)
                yearly = self.often(0.5)
                amount = estimate(self.rng.choice([30_000, 90_000, 200_000]), 20_000, 300_000)
                found.append(replace(envelope, last_year=cut, carry_over=carry))
                found.append(replace(envelope, first_year=cut + 1, yearly=yearly, carry_over=False, amount=amount))
            else:
                found.append(replace(envelope, carry_over=carry))
        return tuple(found)

    def _changing(self, region: Region, services: tuple[Service, ...]) -> Region:
        """Some existing units may change; now and then there is an institution, of a service that is not planned."""
        units = [self._may_change(unit, services) for unit in region.units]
        catalogue = region.catalogue
        if self.often(0.15):
            asylum = replace(services[0], id="asylum", number=9, kind="residential", planning=None)
            catalogue = replace(catalogue, services=(*services, asylum))
            units.append(self._may_change(self._asylum(region), services))
        return replace(region, units=tuple(units), catalogue=catalogue)

    def _asylum(self, region: Region) -> ExistingUnit:
        return ExistingUnit(
            id="asylum", service="asylum", ekatte=self.rng.choice(region.settlements).ekatte, name=plain_name("asylum"),
            state="existing", catchment="region", staff=None, changes=(),
            places=(PlacesFrom(2015, estimate(20)),), source="us", note="",
        )  # fmt: skip

    def _may_change(self, unit: ExistingUnit, services: tuple[Service, ...]) -> ExistingUnit:
        """Up to two changes; the places of such a unit are the same in all years."""
        if unit.state != "existing" or not self.often(0.7 if unit.service == "asylum" else 0.4):
            return unit
        kinds = self.rng.sample(["enlarge", "shrink", "transform", "close"], self.rng.choice([1, 1, 2]))
        places = max(2, int(unit.places[0].places.central))
        changes = tuple(change for kind in kinds if (change := self._change(kind, unit, places, services)) is not None)
        return replace(unit, places=(PlacesFrom(2015, estimate(places)),), changes=changes)

    def _change(self, kind: str, unit: ExistingUnit, now: int, services: tuple[Service, ...]) -> UnitChange | None:
        rng = self.rng
        into = [s.id for s in services if s.id != unit.service and s.kind != "mobile"]
        foreign = unit.service == "asylum"
        if (kind == "transform" and not into) or (kind == "enlarge" and foreign):
            return None
        places = {"enlarge": now + rng.choice([1, 3]), "shrink": now // 2, "transform": rng.choice([2, 5]), "close": 0}
        costs = kind in ("enlarge", "transform")
        return UnitChange(
            id=kind, kind=cast(Any, kind), service=rng.choice(into) if kind == "transform" else None,
            users_to=tuple(service.id for service in services if self.often(0.6)),
            places=estimate(places[kind]), users=estimate(0 if kind == "enlarge" else rng.choice([0, 1, 2, 4])),
            capital=estimate(rng.choice([0, 20_000, 70_000]), 0, 90_000) if costs else estimate(0),
            running=estimate(rng.choice([0, 5_000]), 0, 9_000) if costs else estimate(0),
            staff=estimate(rng.choice([0, 1, 2]) if costs else 0), lead_months=estimate(rng.choice([0, 12, 24])),
            status="assumption", source="us", note="",
        )  # fmt: skip

    def _parts(self) -> np.ndarray:
        """Of every settlement's need for a service in a period, the part of each group."""
        shape = self.plain.needs.milli.shape
        first = np.array([self.rng.choice([0.0, 0.25, 0.8, 1.0]) for _ in range(int(np.prod(shape)))]).reshape(shape)
        parts = np.stack([first, 1 - first], axis=3)
        return parts * (self.plain.needs.milli > 0)[..., None]

    def _keys(self, keys: dict[str, Any]) -> dict[str, Any]:
        rng = self.rng
        known = {*keys["rules"], *LATER}
        keys["rules"] |= {rule: self.often(0.9) for rule in Rules.model_fields if rule not in known}
        keys["rules"]["places"] = self.often(0.85)
        last = keys["periods"][-1]["last_year"]
        self.services = [service.id for service in self.plain.services]
        self.years = list(range(keys["periods"][0]["first_year"], last + 1))
        keys["changes"] = [
            {"unit": unit, "change": change, "status": rng.choice(["required", "forbidden"])}
            for unit, change in self.changes
            if self.often(0.25)
        ]
        if self.often(0.15):
            keys["contracts_from"] = rng.choice(self.years)
        if self.often(0.3):
            keys["group_weights"] = {group: rng.choice([0, 0.5, 2]) for group in GROUPS if self.often(0.7)}
        if self.often(0.3):
            keys["period_weights"] = [rng.choice([0, 0.5, 1, 2]) for _ in keys["periods"]]
        if self.often(0.2):
            keys["assignment"] = "whole"
        keys["coverage"] = [self._floor() for _ in range(rng.choice([0, 0, 0, 0, 1, 2]))]
        keys["number"] = [self._number() for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        keys["spacing"] = [self._spacing(service) for service in self.services if self.often(0.2)]
        keys["sizes"] = {service: self._sizes() for service in self._not_mobile() if self.often(0.2)}
        if len(self.services) > 1:
            keys["pairing"] = [self._pairing(*rng.sample(self.services, 2)) for _ in range(rng.choice([0, 0, 1]))]
        if self.often(0.15):
            keys["inter_municipal"] = self._inter_municipal()
        if self.often(0.2):
            keys["after"] = {"running": rng.choice([10_000, 25_000, 60_000])}
        if self.often(0.4):
            loose = any(stage["tolerance"] for stage in keys["stages"])
            order = rng.sample(ORDERS, rng.randint(1, 4))
            keys["stages"] = [
                {"objective": name, "gap": 0.0, "tolerance": rng.choice([0.0, 0.05, 0.2]) if loose else 0.0}
                for name in order
            ]
            keys["travel_price"] = rng.choice([0, 3, 50, 400])
        blank = {"bg": "", "en": ""}  # what the draws followed at first
        untitled = {"title": blank, "question": blank}
        return keys | self._later(Random(f"later {keys | untitled}"))

    def _later(self, rng: Random) -> dict[str, Any]:
        """Keys that came later, of a draw of their own: what the seeds gave before stays as it was."""
        keys: dict[str, Any] = {}
        if rng.random() < 0.15:
            keys["budget"] = {"total": rng.choice([20_000, 60_000, 150_000])}
        if rng.random() < 0.15:
            keys["fairness"] = {"least": rng.choice([0.05, 0.2, 0.5])}
        return keys

    def _some(self) -> list[str]:
        """Services of a list: none named (so all), or one."""
        return [] if self.often(0.5) else [self.rng.choice(self.services)]

    def _not_mobile(self) -> list[str]:
        return [service.id for service in self.plain.services if service.kind != "mobile"]

    def _floor(self) -> dict[str, Any]:
        rng = self.rng
        of = rng.choice(["need", "need", "territory", "settlements", "municipalities"])
        floor: dict[str, Any] = {
            "services": self._some(), "of": of, "share": rng.choice([0, 0.1, 0.25, 0.4, 0.6]),
            "by": rng.choice([*self.years, self.years[-1]]),
        }  # fmt: skip
        if of == "need" and self.often(0.4):
            floor["group"] = rng.choice(GROUPS)
        scope = rng.choice(["all", "all", "one", "each"])
        if scope == "one":
            floor["municipality"] = rng.choice(self.codes)
        if scope == "each":
            floor["each_municipality"] = True
        return floor

    def _number(self) -> dict[str, Any]:
        rng = self.rng
        least, most = sorted(rng.choices([0, 1, 2, 3], k=2))
        wish: dict[str, Any] = {"services": self._some()}
        side = rng.choice(["least", "most", "most", "both"])
        if side != "most":
            wish["at_least"] = least
        if side != "least":
            wish["at_most"] = most
        if self.often(0.5):
            wish["by"] = rng.choice(self.years)
        return wish

    def _spacing(self, service: str) -> dict[str, Any]:
        rng = self.rng
        wish: dict[str, Any] = {"service": service}
        measure = rng.choice(["minutes", "km", "both"])
        if measure != "km":
            wish["minutes"] = rng.choice([20, 40, 60])
        if measure != "minutes":
            wish["km"] = rng.choice([15, 30, 50])
        return wish

    def _pairing(self, service: str, beside: str) -> dict[str, Any]:
        return {"service": service, "beside": beside, "minutes": self.rng.choice([1, 3, 30, 60])}

    def _sizes(self) -> dict[str, Any]:
        rng = self.rng
        return rng.choice([{"least": 3}, {"most": 5}, {"least": 3, "most": 8}])

    def _inter_municipal(self) -> dict[str, Any]:
        rng = self.rng
        wish: dict[str, Any] = {
            "units": rng.choice([1, 1, 2]), "persons": rng.choice([0.5, 1, 2]), "services": self._some(),
        }  # fmt: skip
        if self.often(0.4):
            wish["by"] = rng.choice(self.years)
        return wish
