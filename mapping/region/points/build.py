"""From the tables of points to the same region as any other: points are settlements, what stands there is a service."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

from mapping.catalogue import Catalogue, Planning, Service, Size
from mapping.region.points.distance import distances, measure_words
from mapping.region.points.rows import BudgetRow, CostRow, PointRow, PointsHeading, WeightRow
from mapping.region.points.types import Points
from mapping.region.rows import FundPaysRow
from mapping.region.territories import NO_TERRITORIES
from mapping.region.types import Envelope, ExistingUnit, Fund, Municipality, PlacesFrom, Region, Settlement
from mapping.tables import Estimate
from mapping.words import Text

Coordinates = Literal["lonlat", "plane", "none"]

AREA = "ALL"
"""Code of the one municipality that holds all points."""

BUDGET = "budget"
"""The fund of budget.csv."""

SOURCE = "points"
FARTHEST = 1e11
"""The standard where the scenario sets none: farther than any table says, and less than inf, where no way leads."""

FIRST_YEAR, LAST_YEAR = 1990, 2060
"""The years that a table may name."""

NO_CENSUS = date(FIRST_YEAR, 1, 1)
"""Points have weights for every year that differs, and no trend between counts."""


def build_region(
    heading: PointsHeading,
    points: tuple[PointRow, ...],
    weights: tuple[WeightRow, ...],
    costs: tuple[CostRow, ...],
    budget: tuple[BudgetRow, ...],
) -> Region:
    """The region of tables that were read without problems."""
    by_point: dict[str, list[tuple[int, float]]] = {}
    for row in weights:
        by_point.setdefault(row.point, []).append((row.from_year, row.weight))
    over_years = tuple(_weights(row, by_point.get(row.point, [])) for row in points)
    everybody = math.ceil(sum(max(weight for _, weight in steps) for steps in over_years))
    service, sizes = _service(heading, points, everybody)
    return Region(
        id=heading.id,
        title=Text(heading.title.bg, heading.title.en),
        census_date=NO_CENSUS,
        earlier_date=NO_CENSUS,
        settlements=tuple(_settlement(row) for row in points),
        municipalities=(Municipality(AREA, Text("всички точки", "all points"), points[0].point),),
        facilities=(),
        catalogue=Catalogue((), (service,), ()),
        units=tuple(_unit(heading, row, sizes[_module(row, everybody)]) for row in points if row.existing == "yes"),
        funds=(_fund(heading, budget),) if budget else (),
        road_distances=(),
        travel_overrides=(),
        parameters={},
        sources=(),
        territories=NO_TERRITORIES,
        points=Points(
            distances(heading.distance, points, costs),
            over_years,
            measure_words(heading.distance, len(costs)),
            _coordinates(points),
        ),
    )


def _weights(row: PointRow, steps: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    if row.role == "site":
        return ((FIRST_YEAR, 0.0),)
    return ((FIRST_YEAR - 1, row.weight), *sorted(steps))


def _coordinates(points: tuple[PointRow, ...]) -> Coordinates:
    if all(row.lat is not None and row.lon is not None for row in points):
        return "lonlat"
    return "plane" if all(row.x is not None and row.y is not None for row in points) else "none"


def _settlement(row: PointRow) -> Settlement:
    name = row.name if row.name is not None else row.point
    return Settlement(
        ekatte=row.point,
        name=Text(name, name),
        kind="point",
        municipality=AREA,
        lat=math.nan if row.lat is None else row.lat,
        lon=math.nan if row.lon is None else row.lon,
        terrain="plain",
        population_2013=0,
        population_2021=0,
        persons={},
        area_decares=0.0,
        note="",
    )


_Module = tuple[int, float, float]
"""Places, fixed cost and yearly cost of a unit: points that agree in all three share a size."""


def _module(row: PointRow, everybody: int) -> _Module:
    return (everybody if row.capacity is None else row.capacity, row.fixed_cost, row.running_cost)


def _service(
    heading: PointsHeading, points: tuple[PointRow, ...], everybody: int
) -> tuple[Service, dict[_Module, Size]]:
    """The one service, with a size for each combination of places and costs, and which of them may stand where."""
    sizes: dict[_Module, Size] = {}
    at: dict[str, tuple[str, ...]] = {}
    for row in points:
        module = _module(row, everybody)
        if row.role == "demand" and row.existing == "no":
            continue
        if module not in sizes:
            places, fixed, running = module
            sizes[module] = Size(f"size_{len(sizes) + 1}", _known(places), _known(fixed), _known(running), _known(0))
        if row.existing == "no":
            at[row.point] = (sizes[module].id,)
    title = Text(heading.service.title.bg, heading.service.title.en)
    planning = Planning(
        standard_minutes=_known(FARTHEST),
        standard_km=_known(FARTHEST),
        min_population=_known(0),
        minimum_use=_known(0),
        lead_months=_known(0),
        legal_places=None,
        team=None,
        sizes=tuple(sizes.values()),
        site_sizes=at,
    )
    return Service(heading.service.id, 1, title, title, "centre", "region", None, planning, ""), sizes


def _known(value: float) -> Estimate:
    """A value without a range, as the user gave it."""
    return Estimate(value, value, value, "", "user", SOURCE)


def _unit(heading: PointsHeading, row: PointRow, size: Size) -> ExistingUnit:
    if size.places is None:
        raise AssertionError("a size of a points region has places")
    name = row.name if row.name is not None else row.point
    return ExistingUnit(
        id=f"existing.{row.point}",
        service=heading.service.id,
        ekatte=row.point,
        name=Text(name, name),
        state="existing",
        catchment="region",
        staff=None,
        changes=(),
        places=(PlacesFrom(FIRST_YEAR, size.places),),
        source=SOURCE,
        note="",
    )


def _fund(heading: PointsHeading, budget: tuple[BudgetRow, ...]) -> Fund:
    """The budget as a fund that may pay for every unit, the kinds of cost that have a row."""
    return Fund(
        id=BUDGET,
        name=Text("бюджет", "budget"),
        scope="region",
        pays=tuple(
            FundPaysRow(
                fund=BUDGET,
                service=heading.service.id,
                kind=row.kind,
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
                status="user",
                source=SOURCE,
            )
            for row in {row.kind: row for row in budget}.values()
        ),
        envelopes=tuple(
            Envelope(None, row.kind, row.first_year, row.last_year, row.unit == "EUR/year", _known(row.amount))
            for row in budget
        ),
        note="",
    )
