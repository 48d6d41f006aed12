"""A case: the region, a scenario, and what was worked out from them.
All that a check of a plan may rest on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapping.catalogue import RegionNames, Service
from mapping.errors import ProblemLog, Where
from mapping.needs import Needs, estimate_needs
from mapping.region import ExistingUnit, Region
from mapping.scenario import Period, Scenario, check_against_region
from mapping.travel import Travel, estimate_travel
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Case:
    """Region, scenario, need and travel; the planned services in catalogue order."""

    region: Region
    scenario: Scenario
    services: tuple[Service, ...]
    needs: Needs
    travel: Travel

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the scenario."""
        return self.scenario.keys.periods


def prepare_case(region: Region, scenario: Scenario) -> Case:
    """Check the scenario against its region, then estimate need and travel.

    Raises:
        InputError: if the scenario names something that the region does not know.
    """
    planned = tuple(s for s in region.catalogue.services if s.planning is not None)
    log = ProblemLog()
    check_against_region(
        scenario,
        log,
        RegionNames(
            services={(s.id,) for s in region.catalogue.services},
            planned={(s.id,) for s in planned},
            mobile={(s.id,) for s in region.catalogue.services if s.kind == "mobile"},
            funds={(f.id,) for f in region.funds},
            settlements={(s.ekatte,) for s in region.settlements},
            municipalities={(m.code,) for m in region.municipalities},
            groups={(g.id,) for g in region.catalogue.groups},
            rates={(r.group, r.service) for r in region.catalogue.rates},
            changes={(u.id, c.id) for u in region.units for c in u.changes},
            places={
                (s.id, str(size.places.central))
                for s in region.catalogue.services
                for size in (s.planning.sizes if s.planning is not None else ())
                if size.places is not None
            },
        ),
    )
    check_paid(scenario, region, log)
    log.close()
    keys = scenario.keys
    if keys.units_as_of is not None:
        region = replace(region, units=units_as_of(region.units, keys.units_as_of))
    chosen = tuple(s for s in planned if not keys.services or s.id in keys.services)
    needs = estimate_needs(region, tuple(s.id for s in chosen), keys.periods, keys.need.level)
    return Case(region, scenario, chosen, needs, estimate_travel(region))


def units_as_of(units: tuple[ExistingUnit, ...], year: int) -> tuple[ExistingUnit, ...]:
    """`units` as they were known in `year`: later steps of their places are left out, and units that begin later."""
    known = (replace(unit, places=tuple(step for step in unit.places if step.year <= year)) for unit in units)
    return tuple(unit for unit in known if unit.places)


def check_paid(scenario: Scenario, region: Region, log: ProblemLog) -> None:
    """Note that the units of a points region cost money, that nobody gives any, and that money counts."""
    costly = any(
        size.capital.central > 0 or size.running.central > 0
        for service in region.catalogue.services
        if service.planning is not None
        for size in service.planning.sizes
    )
    if region.points is not None and costly and not region.funds and scenario.keys.rules.money:
        log.add(
            Where(scenario.file, key="rules.money"),
            Text(
                "звената струват пари, а регионът няма budget.csv",
                "units cost money, but the region has no budget.csv",
            ),
            Text(
                "Добавете budget.csv или запишете rules.money = false: тогава разходът се брои, но не се ограничава.",
                "Add budget.csv, or write rules.money = false: then cost is counted, but not limited.",
            ),
        )
