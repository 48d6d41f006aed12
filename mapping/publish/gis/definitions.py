"""The layers: what one record of each is, its fields, its geometry. docs/gis.md is printed from here.

Fields that the CSV and GeoJSON files have too are the same fields (`mapping.publish.fields`), with the same values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mapping.publish import fields
from mapping.publish.fields import Field, FieldType
from mapping.words import Text

Geometry = Literal["Point", "LineString", "MultiLineString", "MultiPolygon"]


@dataclass(frozen=True, slots=True)
class LayerDefinition:
    """A layer: its name in files, its title, what one record is, its fields and the kind of its geometry.

    `areas` says that it shows territories, which a region of mere points has not.
    """

    name: str
    title: Text
    record: Text
    fields: tuple[Field, ...]
    geometry: Geometry
    areas: bool = False


def _pick(source: Sequence[Field], *names: str) -> tuple[Field, ...]:
    """The fields of these names, in their order in `source`."""
    found = tuple(field for field in source if field.name in names)
    if len(found) != len(names):
        raise AssertionError(f"not all of {names} are fields")
    return found


def _new(name: str, kind: FieldType, unit: str, meaning: str) -> Field:
    return Field(name, kind, unit, meaning)


_SETTLEMENT = fields.SETTLEMENTS_GEOJSON.fields
_AREA = _new("area_km2", "decimal", "km²", "area of the shape, computed in an equal-area projection")
_APPROXIMATE = replace(
    _pick(fields.SERVICE_AREAS_GEOJSON.fields, "approximate_boundaries")[0],
    meaning="the boundaries are approximate (nearest settlement), not official",
)
_COVERAGE = _pick(_SETTLEMENT, "need_<period>", "served_<period>", "unmet_<period>", "share_<period>")
_BY_SERVICE = _pick(_SETTLEMENT, "need_<service>_<period>", "served_<service>_<period>", "unmet_<service>_<period>")

MUNICIPALITIES = LayerDefinition(
    "municipalities",
    Text("Общини", "Municipalities"),
    Text("Община: землищата на населените ѝ места.", "A municipality: the territories of its settlements."),
    (
        *_pick(_SETTLEMENT, "municipality", "municipality_bg", "municipality_en"),
        _new("seat", "text", "", "EKATTE code of its seat"),
        _new("settlements", "integer", "settlements", "towns and villages of the municipality"),
        *_pick(_SETTLEMENT, "population_2013", "population_2021"),
        _AREA,
        *_COVERAGE,
        *_BY_SERVICE,
        _APPROXIMATE,
    ),
    "MultiPolygon",
    areas=True,
)
TERRITORIES = LayerDefinition(
    "territories",
    Text("Землища: обслужен дял от потребността", "Territories: served share of need"),
    Text("Територията на населено място.", "The territory of a settlement."),
    (
        *_pick(
            _SETTLEMENT, "ekatte", "name_bg", "name_en", "kind", "municipality", "municipality_bg",
            "municipality_en", "population_2021",
        ),
        _AREA,
        _new("area_decares", "decimal", "decares", "area in the region's `settlements.csv` (1 km² = 1000 decares)"),
        *_COVERAGE,
        _APPROXIMATE,
    ),
    "MultiPolygon",
    areas=True,
)  # fmt: skip
SERVICE_AREAS = LayerDefinition(
    "service_areas",
    Text("Обслужвани територии", "Service areas"),
    Text(
        "Звено с потребители в последния период: общата територия на населените места, които обслужва.",
        "A unit with users in the last period: the joined territories of the settlements it serves.",
    ),
    fields.SERVICE_AREAS_GEOJSON.fields,
    "MultiPolygon",
    areas=True,
)
ASSIGNMENTS = LayerDefinition(
    "assignments",
    Text("Кой къде се обслужва", "Who is served where"),
    Text(
        "Лицата от населено място, обслужвани от звено в период: права линия от мястото до звеното (без геометрия, "
        "когато звеното е в същото място).",
        "The persons of a settlement whom a unit serves in a period: a straight line from there to the unit (no "
        "geometry where the unit is in the same settlement).",
    ),
    (
        *fields.ASSIGNMENTS_CSV.fields,
        _new("kind", "text", "", "`residential`, `centre` or `mobile`"),
    ),
    "LineString",
)
MOBILE_ROUNDS = LayerDefinition(
    "mobile_rounds",
    Text("Обиколки на мобилните екипи", "Rounds of mobile teams"),
    Text(
        "Новите мобилни екипи на една услуга в една база и период: права линия до всяко населено място, което "
        "посещават (не маршрут: планът не определя реда).",
        "The new mobile teams of a service at one base in a period: a straight line to each settlement they visit (no "
        "route: the plan does not say in which order).",
    ),
    (
        *fields.TEAMS_CSV.fields,
        _new("settlements", "integer", "settlements", "towns and villages visited"),
        _new("persons", "decimal", "persons", "visited in the period"),
        _new("farthest_minutes", "decimal", "minutes", "one way, the farthest client; empty where nobody is visited"),
    ),
    "MultiLineString",
)
SETTLEMENTS = LayerDefinition(
    "settlements",
    Text("Населени места", "Settlements"),
    Text("Населено място, с потребност или без.", "A settlement, with or without need."),
    _SETTLEMENT,
    "Point",
)
UNITS = LayerDefinition(
    "units",
    Text("Звена", "Units"),
    Text(
        "Звено от плана. Точката е на населеното му място: звената от едно място съвпадат.",
        "A unit of the plan. Point of its settlement: units of one settlement coincide.",
    ),
    fields.UNIT_FIELDS,
    "Point",
)

CERTAIN: Mapping[str, tuple[Field, ...]] = {
    UNITS.name: fields.UNIT_CERTAINTY,
    SETTLEMENTS.name: fields.SETTLEMENT_RANGE,
}
"""What layers say besides where it is known how sure the plan is (an ensemble's folder)."""

LAYERS: tuple[LayerDefinition, ...] = (
    TERRITORIES,
    SERVICE_AREAS,
    MUNICIPALITIES,
    ASSIGNMENTS,
    MOBILE_ROUNDS,
    SETTLEMENTS,
    UNITS,
)
"""From the lowest to the uppermost on the screen."""


def with_certainty_fields(layer: LayerDefinition) -> LayerDefinition:
    """The layer of an ensemble's folder."""
    return replace(layer, fields=(*layer.fields, *CERTAIN.get(layer.name, ())))
