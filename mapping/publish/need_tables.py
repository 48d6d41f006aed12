"""Rows of people.csv, groups.csv and distinct.csv: whom the need of the plan stands on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES
from mapping.needs.compare import LEVELS
from mapping.needs.estimate import middle
from mapping.needs.labels import group_label
from mapping.needs.overlap import distinct_persons
from mapping.needs.people import census_people
from mapping.needs.raking import Floats
from mapping.needs.worked import Worked, work_out
from mapping.publish.fields import Row
from mapping.publish.records import Lookup, named, of_municipality, of_settlement, period_value, persons
from mapping.units import milli


def _at(look: Lookup, level: str = "central") -> Worked | None:
    """The estimate at the middle of each period; None for a region of points."""
    region = look.case.region
    if region.points is not None:
        return None
    named_level = next(one for one in LEVELS if one == level)
    return work_out(region, named_level, [middle(period) for period in look.case.periods])


def people_rows(look: Lookup) -> Iterator[Row]:
    """Men and women of each settlement by age band, at the census and in each period."""
    worked, region = _at(look), look.case.region
    if worked is None:
        return
    moments = [(region.census_date.isoformat(), census_people(region))]
    moments += [(period_value(period), worked.people[t]) for t, period in enumerate(look.plan.periods)]
    for i, place in enumerate(region.settlements):
        for moment, people in moments:
            table = people[i].reshape(len(AGE_BANDS), len(SEXES))
            for b, band in enumerate(AGE_BANDS):
                male, female = (milli(float(table[b, s])) for s in range(len(SEXES)))
                yield {
                    **of_settlement(look, place.ekatte),
                    **of_municipality(look, place.municipality),
                    "at": moment,
                    "band": band,
                    "male": persons(male),
                    "female": persons(female),
                    "persons": persons(male + female),
                }


def group_rows(look: Lookup) -> Iterator[Row]:
    """Persons of each risk group by settlement and period, with their range."""
    found = [_at(look, level) for level in LEVELS]
    levels = [worked for worked in found if worked is not None]
    region = look.case.region
    for group in region.catalogue.groups if levels else ():
        low, central, high = (worked.of_group(group.id) for worked in levels)
        label = group_label(region, group, look.case.needs.contradicted)
        for i, place in enumerate(region.settlements):
            for t, period in enumerate(look.plan.periods):
                yield {
                    **of_settlement(look, place.ekatte),
                    **of_municipality(look, place.municipality),
                    "group": group.id,
                    **named("group", group.name),
                    "period": period_value(period),
                    "low": _shown(min(low[t, i], central[t, i])),
                    "central": _shown(central[t, i]),
                    "high": _shown(max(high[t, i], central[t, i])),
                    "known": label,
                }


def distinct_rows(look: Lookup) -> Iterator[Row]:
    """Distinct persons in need in the region, in each municipality and in each settlement."""
    worked, region = _at(look), look.case.region
    if worked is None:
        return
    distinct = distinct_persons(region, worked)
    homes = np.array([place.municipality for place in region.settlements])
    scopes: list[tuple[str, str | None, str | None, Floats]] = [("region", None, None, np.ones(len(homes)))]
    scopes += [("municipality", None, m.code, (homes == m.code).astype(float)) for m in region.municipalities]
    scopes += [
        ("settlement", place.ekatte, place.municipality, np.eye(1, len(homes), i)[0])
        for i, place in enumerate(region.settlements)
    ]
    for scope, ekatte, municipality, inside in scopes:
        name: Row = {"ekatte": None, **named("settlement", None)}
        if ekatte is not None:
            name = of_settlement(look, ekatte)
        for t, period in enumerate(look.plan.periods):
            yield {
                "scope": scope,
                **name,
                **of_municipality(look, municipality),
                "period": period_value(period),
                "at_least": _shown(float(distinct.lower[t] @ inside)),
                "central": _shown(float(distinct.central[t] @ inside)),
                "at_most": _shown(float(distinct.upper[t] @ inside)),
                "added": _shown(float(distinct.added[t] @ inside)),
            }


def _shown(value: float) -> Decimal:
    return persons(milli(float(value)))
