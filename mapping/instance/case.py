"""A case: the region, a scenario, and what was worked out from them.
All that a check of a plan may rest on.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from mapping.catalogue import RegionNames, Service
from mapping.errors import ProblemLog
from mapping.instance.edits import check_edits, edit_region
from mapping.instance.timing import first_service_period, may_sign
from mapping.needs import Needs, estimate_needs
from mapping.region import ExistingUnit, Region, UnitChange
from mapping.scenario import Period, Scenario, ScenarioFile, check_against_region
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


NOT_ESTIMATED = frozenset({
    "title", "question", "outputs", "weights", "group_weights", "period_weights", "contracts_from", "standards",
    "sizes", "cost", "budget", "funds", "after", "sites", "spacing", "pairing", "changes", "number", "assignment",
    "travel_price", "coverage", "inter_municipal", "rules", "stages", "solver",
})  # fmt: skip
"""Keys of a scenario on which neither need nor travel depends; of any other it is taken that they may."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """Need and travel, which scenarios of one region share where the keys that they depend on are the same."""

    needs: Needs
    travel: Travel


def estimates_key(keys: ScenarioFile) -> str:
    """What need and travel of a region depend on in a scenario, as text: the same text, the same estimates."""
    return keys.model_dump_json(exclude=set(NOT_ESTIMATED))


def prepare_case(region: Region, scenario: Scenario, estimated: Estimates | None = None) -> Case:
    """Check the scenario against its region, then estimate need and travel.

    Args:
        region: as the tables have it.
        scenario: what is to be planned in it.
        estimated: need and travel, where they are known: those of a case of the same region whose scenario has the same
            `estimates_key`.

    Raises:
        InputError: if the scenario names something that the region does not know.
    """
    log = ProblemLog()
    check_scenario(region, scenario, log)
    log.close()
    keys = scenario.keys
    region = edit_region(region, keys)
    if keys.units_as_of is not None:
        region = replace(region, units=units_as_of(region.units, keys.units_as_of))
    planned = (s for s in region.catalogue.services if s.planning is not None)
    chosen = tuple(s for s in planned if not keys.services or s.id in keys.services)
    _check_required_changes(region, scenario, {s.id for s in chosen}, log)
    log.close()
    if estimated is not None:
        return Case(region, scenario, chosen, estimated.needs, estimated.travel)
    needs = estimate_needs(region, tuple(s.id for s in chosen), keys.periods, keys.need.level)
    return Case(region, scenario, chosen, needs, estimate_travel(region))


def check_scenario(region: Region, scenario: Scenario, log: ProblemLog) -> None:
    """Note every name in the scenario that its region does not know, and what cannot be asked of this region."""
    planned = tuple(s for s in region.catalogue.services if s.planning is not None)
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
    check_edits(scenario, region, log)
    check_paid(scenario, region, log)


def changes_open(region: Region, keys: ScenarioFile, chosen: Set[str]) -> list[tuple[ExistingUnit, UnitChange]]:
    """The changes that the tables allow when the first period begins, of and into services that are planned (`chosen`),
    or of services for which nothing is planned at all.

    Committed units, units without places then, and units that already have the places after the change have nothing to
    change.
    """
    found = []
    for unit in region.units:
        today = unit.places_in(keys.periods[0].first_year - 1)
        own = unit.service in chosen or region.catalogue.service(unit.service).planning is None
        if unit.state == "committed" or today == 0 or not own:
            continue
        for change in unit.changes:
            done = change.service is None and today == int(change.places.central)
            if not done and (change.service is None or change.service in chosen):
                found.append((unit, change))
    return found


def _check_required_changes(region: Region, scenario: Scenario, chosen: Set[str], log: ProblemLog) -> None:
    """Note required changes that cannot be made, come too late to take effect, or whose users nobody may take."""
    keys = scenario.keys
    if not keys.rules.existing_units:
        return
    possible = {(unit.id, change.id): change for unit, change in changes_open(region, keys, chosen)}
    for number, choice in enumerate(keys.changes, start=1):
        if choice.status != "required":
            continue
        where = scenario.where(f"changes[{number}]")
        change = possible.get((choice.unit, choice.change))
        if change is None:
            log.add(
                where,
                Text(
                    f"„{choice.unit}“ не може да се промени така: в началото на {keys.periods[0].first_year} г. няма "
                    "места или вече е променено, или услугата не се планира в този сценарий",
                    f"“{choice.unit}” cannot change so: at the start of {keys.periods[0].first_year} it has no places "
                    "or has changed already, or this scenario does not plan the service",
                ),
                Text(
                    "Махнете решението, добавете услугата в services или върнете времето с units_as_of.",
                    "Remove the decision, add the service to services, or turn time back with units_as_of.",
                ),
            )
            continue
        if not _takes_effect(change, keys):
            log.add(
                where,
                Text(
                    f"промяната не може да влезе в сила до края на {keys.periods[-1].last_year} г.: от договора до нея "
                    f"минават {change.lead_months.central:g} месеца",
                    f"the change cannot take effect by the end of {keys.periods[-1].last_year}: from the contract to "
                    f"it {change.lead_months.central:g} months pass",
                ),
                Text(
                    "Махнете решението, удължете периодите или проверете lead_months и contracts_from.",
                    "Remove the decision, lengthen the periods, or check lead_months and contracts_from.",
                ),
            )
        if keys.rules.rehousing and not _somebody_takes(region, change, chosen):
            log.add(
                where,
                Text(
                    f"никоя услуга в този сценарий не поема потребителите ({change.users.central:g}), които напускат",
                    f"no service of this scenario takes the users ({change.users.central:g}) who leave",
                ),
                Text(
                    f"Добавете в services една от: {', '.join(change.users_to)}; или махнете решението.",
                    f"Add one of these to services: {', '.join(change.users_to)}; or remove the decision.",
                ),
            )


def _takes_effect(change: UnitChange, keys: ScenarioFile) -> bool:
    """Whether `change` is in effect in some period, if its contract is signed in one that allows it."""
    lead = change.lead_months.central
    return any(
        may_sign(period, keys.contracts_from) and first_service_period(keys.periods, t, lead) is not None
        for t, period in enumerate(keys.periods)
    )


def _somebody_takes(region: Region, change: UnitChange, chosen: Set[str]) -> bool:
    """Whether the users who leave by `change`, if any, have a service that may take them: one of `users_to` that is
    planned (`chosen`) and has places, or what the unit becomes."""
    takers = (region.catalogue.service(service) for service in change.users_to if service in chosen)
    return not change.users.central or change.service is not None or any(taker.kind != "mobile" for taker in takers)


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
            scenario.where("rules.money"),
            Text(
                "звената струват пари, а регионът няма budget.csv",
                "units cost money, but the region has no budget.csv",
            ),
            Text(
                "Добавете budget.csv или запишете rules.money = false: тогава разходът се брои, но не се ограничава.",
                "Add budget.csv, or write rules.money = false: then cost is counted, but not limited.",
            ),
        )
