"""The layers of a plan: their records and shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapping.instance import Case
from mapping.plan import NeedRecord, Plan, Served, coverage_by
from mapping.publish.certainty_records import with_certainty, with_ranges
from mapping.publish.change_tables import team_rows
from mapping.publish.crs import Crs
from mapping.publish.fields import Field, Row
from mapping.publish.gis import definitions
from mapping.publish.gis.definitions import LAYERS, LayerDefinition, with_certainty_fields
from mapping.publish.gis.frames import columns_of, frame_of, points_of, service_area_shapes
from mapping.publish.records import (
    NOTHING,
    Lookup,
    look_up,
    named,
    of_coverage,
    of_municipality,
    period_column,
    period_value,
    persons,
    plain,
    served_share,
    service_area_rows,
    settlement_rows,
    unit_rows,
)
from mapping.publish.tables import assignment_rows
from mapping.region.territories import GRID_DEGREES, areas_km2
from mapping.uncertainty.types import Certainties

Shapes = Sequence[BaseGeometry | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its columns and its frame: one row a record, in the plan's or the region's order."""

    definition: LayerDefinition
    columns: dict[str, Field]
    frame: Any


def layers_of(
    case: Case, plan: Plan, crs: Crs = "EPSG:4326", certainties: Certainties | None = None
) -> tuple[Lookup, list[Layer]]:
    """Every layer that the region allows, from the lowest to the uppermost, and what their codes mean; with
    `certainties` units and settlements say how sure they are.
    """
    look = look_up(case, plan)
    made = []
    for definition in LAYERS:
        if definition.areas and case.region.points is not None:
            continue
        rows, shapes = _MAKERS[definition.name](look)
        known = definition
        if certainties is not None:
            known = with_certainty_fields(definition)
            rows = _with_certainties(definition, plan, certainties, rows)
        columns = columns_of(look, known.fields)
        made.append(Layer(known, columns, frame_of(columns, rows, shapes, crs)))
    return look, made


def _with_certainties(layer: LayerDefinition, plan: Plan, certainties: Certainties, rows: list[Row]) -> list[Row]:
    if layer.name == definitions.UNITS.name:
        return with_certainty(plan, certainties, rows)
    return with_ranges(certainties, rows) if layer.name == definitions.SETTLEMENTS.name else rows


def _units(look: Lookup) -> tuple[list[Row], Shapes]:
    rows = unit_rows(look)
    return rows, points_of(look, rows)


def _settlements(look: Lookup) -> tuple[list[Row], Shapes]:
    rows = settlement_rows(look)
    return rows, points_of(look, rows)


def _service_areas(look: Lookup) -> tuple[list[Row], Shapes]:
    return service_area_rows(look), service_area_shapes(look, GRID_DEGREES)


def _municipalities(look: Lookup) -> tuple[list[Row], Shapes]:
    region = look.case.region
    shapes = [_multi(region.territories.municipalities[place.code]) for place in region.municipalities]
    columns = _coverage_columns(look, lambda record: record.municipality)
    rows: list[Row] = []
    for place, area in zip(region.municipalities, areas_km2(shapes).tolist(), strict=True):
        members = [settlement for settlement in region.settlements if settlement.municipality == place.code]
        rows.append({
            **of_municipality(look, place.code),
            "seat": place.seat,
            "settlements": len(members),
            "population_2013": sum(settlement.population_2013 for settlement in members),
            "population_2021": sum(settlement.population_2021 for settlement in members),
            "area_km2": _area(area),
            **columns(place.code),
            "approximate_boundaries": region.territories.municipalities_approximate,
        })  # fmt: skip
    return rows, shapes


def _territories(look: Lookup) -> tuple[list[Row], Shapes]:
    region = look.case.region
    shapes = [_multi(cell) for cell in region.territories.cells]
    columns = _coverage_columns(look, lambda record: record.settlement)
    rows: list[Row] = []
    for place, area in zip(region.settlements, areas_km2(shapes).tolist(), strict=True):
        rows.append({
            "ekatte": place.ekatte,
            **named("name", place.name),
            "kind": place.kind,
            **of_municipality(look, place.municipality),
            "population_2021": place.population_2021,
            "area_km2": _area(area),
            "area_decares": plain(place.area_decares),
            **columns(place.ekatte),
            "approximate_boundaries": region.territories.cells_approximate,
        })  # fmt: skip
    return rows, shapes


def _assignments(look: Lookup) -> tuple[list[Row], Shapes]:
    rows = [row | {"kind": look.catalogue[str(row["service"])].kind} for row in assignment_rows(look)]
    ways = [_ways(look, str(row["unit_ekatte"]), [str(row["ekatte"])]) for row in rows]
    return rows, [shapely.LineString(way[0]) if way else None for way in ways]


def _mobile_rounds(look: Lookup) -> tuple[list[Row], Shapes]:
    visits: dict[tuple[str, str], list[Served]] = {}
    for visit in look.plan.served:
        if visit.milli > 0:
            period = period_value(look.plan.periods[visit.period])
            visits.setdefault((visit.unit, period), []).append(visit)
    rows: list[Row] = []
    shapes: list[BaseGeometry | None] = []
    for row in team_rows(look):
        found = visits.get((str(row["unit"]), str(row["period"])), [])
        places = list(dict.fromkeys(visit.settlement for visit in found))
        rows.append(row | {
            "settlements": len(places),
            "persons": persons(sum(visit.milli for visit in found)),
            "farthest_minutes": plain(max((visit.minutes for visit in found), default=None)),
        })  # fmt: skip
        ways = _ways(look, str(row["ekatte"]), places)
        shapes.append(shapely.MultiLineString(ways) if ways else None)
    return rows, shapes


_MAKERS: Mapping[str, Callable[[Lookup], tuple[list[Row], Shapes]]] = {
    definitions.UNITS.name: _units,
    definitions.SETTLEMENTS.name: _settlements,
    definitions.SERVICE_AREAS.name: _service_areas,
    definitions.MUNICIPALITIES.name: _municipalities,
    definitions.TERRITORIES.name: _territories,
    definitions.ASSIGNMENTS.name: _assignments,
    definitions.MOBILE_ROUNDS.name: _mobile_rounds,
}


def _ways(look: Lookup, base: str, places: Sequence[str]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight ways from each of the settlements to the base, but for the base itself; longitude and latitude."""
    end = look.settlements[base]
    return [
        ((start.lon, start.lat), (end.lon, end.lat))
        for start in (look.settlements[place] for place in places)
        if (start.lon, start.lat) != (end.lon, end.lat)
    ]


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape


def _area(km2: float) -> Decimal:
    return Decimal(str(round(km2, 3)))


def _coverage_columns(look: Lookup, code_of: Callable[[NeedRecord], str]) -> Callable[[str], Row]:
    """Need, served, unmet and share by period, and by service and period, of whatever `code_of` a record names."""
    total = coverage_by(look.plan.needs, lambda record: (code_of(record), record.period))
    single = coverage_by(look.plan.needs, lambda record: (code_of(record), record.service, record.period))

    def columns(code: str) -> Row:
        row: Row = {}
        for t, period in enumerate(look.plan.periods):
            end = period_column(period)
            cover = total.get((code, t), NOTHING)
            row |= {f"{name}_{end}": value for name, value in of_coverage(cover).items()}
            row[f"share_{end}"] = served_share(cover)
            for service in look.services:
                part = of_coverage(single.get((code, service.id, t), NOTHING))
                row |= {f"{name}_{service.id}_{end}": value for name, value in part.items()}
        return row

    return columns
