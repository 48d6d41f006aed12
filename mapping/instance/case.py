"""A case: the region, a scenario, and what was worked out from them.
All that a check of a plan may rest on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapping.catalogue import Service
from mapping.errors import ProblemLog
from mapping.needs import Needs, estimate_needs
from mapping.region import ExistingUnit, Region
from mapping.scenario import Period, Scenario, check_against_region
from mapping.travel import Travel, estimate_travel


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
        services={(s.id,) for s in region.catalogue.services},
        planned={(s.id,) for s in planned},
        funds={(f.id,) for f in region.funds},
        settlements={(s.ekatte,) for s in region.settlements},
        changes={(u.id, c.id) for u in region.units for c in u.changes},
    )
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
