"""Reading named polygons of a GeoJSON file (RFC 7946); what is wrong goes to the log with its feature number.

Features are counted from 1, in file order; a problem's `row` is that number and its `column` the property.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapping.errors import ProblemLog, Where, nearest_word
from mapping.words import Text

EXPORT_AGAIN = Text(
    "Експортирайте файла отново като GeoJSON (RFC 7946, WGS84).",
    "Export the file again as GeoJSON (RFC 7946, WGS84).",
)
DRAW = Text("Начертайте площта му или махнете обекта.", "Draw its area or remove the feature.")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature; a wrong name (or one not asked for) is blank, a wrong polygon None."""

    number: int
    name: str
    polygon: BaseGeometry | None


def read_polygons(folder: Path, name: str, column: str | None, log: ProblemLog) -> tuple[Feature, ...]:
    """Read the polygons of `folder/name` (WGS84 longitude and latitude, degrees; heights are dropped).

    `column` is the property that names a feature, as text; None asks for no name. Returns one `Feature` for
    each feature of the file. Problems with the file, a property or a geometry go to `log`; nothing is raised.
    """
    file = f"{folder.name}/{name}"
    records = _records(folder / name, file, log)
    if column is not None and records and not any(column in properties for properties, _ in records):
        _note_no_column(file, column, records, log)
        column = None
    features = []
    projected = 0
    for number, (properties, geometry) in enumerate(records, start=1):
        word = "" if column is None else _name(properties, column, Where(file, number, column), log)
        polygon = _polygon(geometry, Where(file, number, "geometry"), log)
        if polygon is not None and not _in_degrees(polygon):
            projected += 1
            polygon = None
        features.append(Feature(number, word, polygon))
    if projected:
        log.add(
            Where(file, column="geometry"),
            Text(f"{projected} от {len(records)} обекта имат координати, които не са градуси",
                 f"{projected} of {len(records)} features have coordinates that are not degrees"),
            Text("Преобразувайте слоя в WGS84 (EPSG:4326): дължина −180..180, ширина −90..90.",
                 "Reproject the layer to WGS84 (EPSG:4326): longitude −180..180, latitude −90..90."),
        )  # fmt: skip
    return tuple(features)


def _records(path: Path, file: str, log: ProblemLog) -> list[tuple[Mapping[str, object], object]]:
    """Properties and geometry of every feature; an empty list where the file cannot be used."""
    try:
        # NaN and Infinity are no JSON, though Python would take them
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse)
    except FileNotFoundError:
        log.add(Where(file), Text("файлът липсва", "the file is missing"),
                Text("Добавете го; docs/tables.md описва границите.",
                     "Add it; docs/tables.md describes the boundaries."))  # fmt: skip
        return []
    except OSError as error:
        log.add(Where(file), Text(f"файлът не може да се прочете ({error.strerror})",
                                  f"the file cannot be read ({error.strerror})"),
                Text("Проверете правата за достъп до файла.",
                     "Check the permissions of the file."))  # fmt: skip
        return []
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        at = Text(f" (ред {line})", f" (line {line})") if line is not None else Text("", "")
        log.add(Where(file), Text(f"файлът не е JSON в UTF-8{at.bg}",
                                  f"the file is not JSON in UTF-8{at.en}"), EXPORT_AGAIN)  # fmt: skip
        return []
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        log.add(Where(file), Text("файлът не е GeoJSON „FeatureCollection“",
                                  "the file is not a GeoJSON “FeatureCollection”"), EXPORT_AGAIN)  # fmt: skip
        return []
    if not features:
        log.add(Where(file), Text("файлът няма нито един обект", "the file has no feature"), EXPORT_AGAIN)
    return [_record(feature) for feature in features]


def _record(feature: object) -> tuple[Mapping[str, object], object]:
    if not isinstance(feature, dict):
        return {}, None
    properties = feature.get("properties")
    return (properties if isinstance(properties, dict) else {}), feature.get("geometry")


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _note_no_column(
    file: str, column: str, records: Sequence[tuple[Mapping[str, object], object]], log: ProblemLog
) -> None:
    found = sorted({key for properties, _ in records for key in properties})
    near = next((key for key in found if key.casefold() == column), None) or nearest_word(column, found)
    shown = ", ".join(found[:12]) or "–"
    log.add(
        Where(file, column=column),
        Text(f"никой обект няма свойство „{column}“ (има: {shown})",
             f"no feature has the property “{column}” (there are: {shown})"),
        Text(f"Преименувайте „{near}“ на „{column}“.", f"Rename “{near}” to “{column}”.") if near
        else Text(f"Добавете свойство „{column}“ към всеки обект.",
                  f"Add the property “{column}” to every feature."),
    )  # fmt: skip


def _name(properties: Mapping[str, object], column: str, where: Where, log: ProblemLog) -> str:
    value = properties.get(column)
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or value == "":
        log.add(where, Text("свойството липсва или е празно", "the property is missing or blank"),
                Text("Запишете кода на обекта.", "Write the code of the feature."))  # fmt: skip
    else:
        log.add(where, Text(f"стойността {value} не е текст", f"the value {value} is not text"),
                Text("Кодовете са текст в кавички и пазят водещите нули.",
                     "Codes are text in quotation marks and keep leading zeros."))  # fmt: skip
    return ""


def _polygon(geometry: object, where: Where, log: ProblemLog) -> BaseGeometry | None:
    if geometry is None:
        log.add(where, Text("обектът няма геометрия", "the feature has no geometry"), DRAW)
        return None
    shape = shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
    if shape is None:
        log.add(where, Text("координатите не са правилен GeoJSON", "the coordinates are not valid GeoJSON"),
                EXPORT_AGAIN)  # fmt: skip
        return None
    if shape.is_empty:
        log.add(where, Text("геометрията е празна", "the geometry is empty"), DRAW)
        return None
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        log.add(where, Text(f"геометрията е {shape.geom_type}, а не площ",
                            f"the geometry is a {shape.geom_type}, not an area"),
                Text("Нужни са Polygon или MultiPolygon.", "Polygon or MultiPolygon is needed."))  # fmt: skip
        return None
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        log.add(where, Text(f"геометрията е невалидна ({reason})", f"the geometry is invalid ({reason})"),
                Text("Поправете я, напр. с „Fix geometries“ в QGIS.",
                     "Repair it, for instance with “Fix geometries” in QGIS."))  # fmt: skip
        return None
    return shapely.force_2d(shape)


def _in_degrees(shape: BaseGeometry) -> bool:
    west, south, east, north = shape.bounds
    return west >= -180 and south >= -90 and east <= 180 and north <= 90
