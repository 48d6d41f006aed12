"""How a plan's part in an indicator is counted, in the last period, with the numbers behind it in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from mapping.model.rules.coverage import measured
from mapping.needs.estimate import middle
from mapping.needs.worked import work_out
from mapping.plan import PlanUnit
from mapping.publish.records import Lookup
from mapping.region.strategy_tables import IndicatorRow
from mapping.scenario import CoverageFloor
from mapping.units import MILLI
from mapping.words import Language, Text, number

ALL = Text("всички планирани услуги", "all planned services")
NOBODY = Text("няма кого или какво да се брои", "there is nobody and nothing to count")
WORDS = {
    "need": (Text("обслужени", "served"), Text("лица с потребност", "persons in need")),
    "territory": (Text("достигнати", "reached"), Text("декара", "decares")),
    "settlements": (Text("достигнати", "reached"), Text("населени места", "settlements")),
    "municipalities": (Text("със звено", "with a unit"), Text("общини", "municipalities")),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted (None: nothing can be), and how."""

    value: Decimal | None
    how: Text


def listed_words(look: Lookup, services: Collection[str]) -> Text:
    """The short names of services, all planned ones if none is listed."""
    short = [look.catalogue[service].short for service in services]
    return Text(", ".join(one.bg for one in short), ", ".join(one.en for one in short)) if short else ALL


def of_group(look: Lookup, row: IndicatorRow, group: str) -> Counted:
    """The users of the services who come from a group, in percent of the persons of the group.

    A person who uses two of the services counts twice, so this is the most that the share of persons can be.
    """
    region, period = look.case.region, look.case.periods[look.last]
    if region.points is not None:
        return Counted(None, NOBODY)
    by_place = work_out(region, look.case.scenario.keys.need.level, [middle(period)]).of_group(group)[0]
    inside = np.array([row.municipality in (None, place.municipality) for place in region.settlements])
    whole = float(by_place @ inside)
    served = _users_of_group(look, row, group)
    if whole <= 0:
        return Counted(None, NOBODY)
    listed = listed_words(look, row.listed)

    def said(language: Language) -> tuple[str, str]:
        return number(served, language, 1), number(whole, language, 1)

    return Counted(
        _tenths(100 * served / whole),
        Text(
            "{} потребители от групата при {} лица в нея (оценка); който ползва две от услугите, се брои два пъти. "
            "Услуги: {}".format(*said("bg"), listed.bg),
            "{} users of the group, of {} persons in it (estimate); who uses two of the services counts twice. "
            "Services: {}".format(*said("en"), listed.en),
        ),
    )


def _users_of_group(look: Lookup, row: IndicatorRow, group: str) -> float:
    """Persons served in the last period who come from the group, by its part in the need of each settlement."""
    part = look.case.needs.part(group)[:, :, look.last]
    index = {place.ekatte: i for i, place in enumerate(look.case.region.settlements)}
    order = {service.id: s for s, service in enumerate(look.services)}
    served = 0.0
    for record in look.plan.needs:
        counts = not row.listed or record.service in row.listed
        if record.period == look.last and counts and row.municipality in (None, record.municipality):
            share = float(part[index[record.settlement], order[record.service]])
            served += share * (record.need_milli - record.unmet_milli) / MILLI
    return served


def by_the_scenario(look: Lookup, floor: CoverageFloor) -> Counted:
    """The share that a floor of the scenario asks for, counted as its rule counts it, in percent.

    Of a floor for each municipality the worst one is told.
    """
    scopes = [pair for pair in measured(look.case, look.plan, floor, look.last).values() if pair[1] > 0]
    if not scopes:
        return Counted(None, NOBODY)
    reached, whole, _ = min(scopes, key=lambda pair: pair[0] / pair[1])
    verb, noun = WORDS[floor.of]
    decimals = 1 if floor.of == "need" else 0
    listed = listed_words(look, floor.services)

    def said(language: Language) -> tuple[str, str]:
        return number(reached, language, decimals), number(whole, language, decimals)

    return Counted(
        _tenths(100 * reached / whole),
        Text(
            "{} {} от {} {}. Услуги: {}".format(verb.bg, *said("bg"), noun.bg, listed.bg),
            "{} {} of {} {}. Services: {}".format(verb.en, *said("en"), noun.en, listed.en),
        ),
    )


def of_units(look: Lookup, row: IndicatorRow) -> Counted:
    """Units of the services that stand in the last period, their places, or those that serve two municipalities."""
    if row.measure == "units_shared":
        return shared_units(look, row.listed, 1.0, row.municipality, ("existing", "committed", "transformed", "new"))
    units = [
        unit
        for unit in look.plan.units
        if (not row.listed or unit.service in row.listed)
        and row.municipality in (None, unit.municipality)
        and unit.units_in_service[look.last] > 0
    ]
    listed = listed_words(look, row.listed)
    if row.measure == "places":
        total = sum(unit.places[look.last] for unit in units)
        how = Text(f"места в действие. Услуги: {listed.bg}", f"places in service. Services: {listed.en}")
    else:
        total = sum(unit.units_in_service[look.last] for unit in units)
        new = sum(unit.units_in_service[look.last] for unit in units if unit.state in ("new", "transformed"))
        how = Text(
            f"звена в действие, от тях нови по плана: {new}. Услуги: {listed.bg}",
            f"units in service, of them new by the plan: {new}. Services: {listed.en}",
        )
    return Counted(Decimal(total), how)


def shared_units(
    look: Lookup, services: Collection[str], least: float, municipality: str | None, states: Collection[str]
) -> Counted:
    """Units in these states that serve at least `least` persons from each of two municipalities or more."""
    wide = [
        unit
        for unit in look.plan.units
        if unit.state in states
        and (not services or unit.service in services)
        and municipality in (None, unit.municipality)
        and _municipalities_served(look, unit, least) > 1
    ]
    new = sum(unit.state == "new" for unit in wide)
    listed = listed_words(look, services)
    shown_bg, shown_en = number(least, "bg", 0 if least == int(least) else 1), f"{least:g}"
    return Counted(
        Decimal(len(wide)),
        Text(
            f"звена с поне {shown_bg} потребител от всяка от две или повече общини, от тях нови по плана: {new}. "
            f"Услуги: {listed.bg}",
            f"units with at least {shown_en} user from each of two municipalities or more, of them new by the plan: "
            f"{new}. Services: {listed.en}",
        ),
    )


def _municipalities_served(look: Lookup, unit: PlanUnit, least: float) -> int:
    """Of how many municipalities the unit serves enough persons; each village may have lost a thousandth of a person to
    rounding, as the rule of inter-municipal units allows."""
    served: dict[str, int] = {}
    villages: dict[str, int] = {}
    for visit in look.visits[unit.id]:
        code = look.settlements[visit.settlement].municipality
        served[code] = served.get(code, 0) + visit.milli
        villages[code] = villages.get(code, 0) + 1
    return sum(milli + villages[code] >= least * MILLI for code, milli in served.items())


def _tenths(value: float) -> Decimal:
    return Decimal(repr(round(value, 1)))
