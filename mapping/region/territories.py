"""Territories: the area that belongs to each settlement, its municipality and the region.

Where nobody supplies the official boundaries, a territory is the settlement's Thiessen cell, all places
nearer to its point than to any other settlement's (Voronoi 1908; Thiessen 1911, "Precipitation averages for
large areas", Monthly Weather Review 39), cut with the country's outline. It is an approximation, good for a
map that says so.

Geometry is WGS84 longitude and latitude (degrees), and borders run straight in degrees, as RFC 7946 says.
Distances are metres in the UTM zone of the region. Corners of cells and unions are rounded to 1e-7 degree
(about 1 cm), the same for neighbours, so borders are shared exactly; official polygons are kept as given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import MultiPoint, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapping.errors import Problem, ProblemLog, Where, nearest_word
from mapping.region.geojson import Feature, read_polygons
from mapping.region.rows import SettlementRow, SurroundingRow
from mapping.words import Text, number

FloatArray = NDArray[np.float64]
Geometries = NDArray[Any]
"""A one-dimensional numpy array of shapely geometries."""

COUNTRY = "country.geojson"
OFFICIAL_SETTLEMENTS = "official_settlements.geojson"
OFFICIAL_MUNICIPALITIES = "official_municipalities.geojson"

WGS84 = "EPSG:4326"
GRID_DEGREES = 1e-7
OUTLINE_ALLOWANCE_M = 1000.0
"""A settlement outside a generalised outline gets this much land round its point, metres."""
OWN_PLACE_M = 300.0
"""Radius of the place of a settlement that has no territory of its own, metres."""
REACH_M = 500_000.0
"""A cell that nothing bounds ends this far from the outermost settlements, metres."""
STRAIGHT_M = 10_000.0
"""Longer borders of cells get corners between, so that metres and degrees agree on them to 2 m, metres."""
FAR_M = 3000.0
"""A point farther than this outside its own polygon, or the outline, is taken for a mistake, metres."""
OVERLAP_SHARE = 0.05
"""Official polygons that share more than this part of the smaller one are taken for a mistake."""
MOST_ALIKE = 20
"""So many problems of one kind are listed singly; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Territories:
    """The areas of the map, WGS84 longitude and latitude.

    `cells` follow the order of the settlements, cover the region and do not overlap; `municipalities` (by
    code) are their unions and `region` is the union of those. `crs` is the metric system they were made in.
    The two flags say which borders are estimates: with official municipalities only the cells inside them
    are.
    """

    crs: str
    cells: tuple[Polygon | MultiPolygon, ...]
    municipalities: Mapping[str, Polygon | MultiPolygon]
    region: Polygon | MultiPolygon
    cells_approximate: bool
    municipalities_approximate: bool

    @property
    def approximate(self) -> bool:
        """Whether any border shown is an estimate."""
        return self.cells_approximate or self.municipalities_approximate


NO_TERRITORIES = Territories("", (), {}, Polygon(), cells_approximate=True, municipalities_approximate=True)
"""What a reading with problems returns; the log is closed before anyone looks at it."""


def build_territories(
    ekatte: Sequence[str],
    municipality: Sequence[str],
    lonlat: FloatArray,
    surroundings: FloatArray,
    country: BaseGeometry,
) -> Territories:
    """Thiessen cells of the settlements, cut with the outline of the `country` and dissolved.

    `lonlat` (n, 2) are the settlements' points, `surroundings` (m, 2) those of the settlements outside the
    region that bound its outer cells, degrees. Where a settlement's point falls outside the outline
    (outlines are generalised by hundreds of metres), `OUTLINE_ALLOWANCE_M` round that point is added to the
    outline, so a cell always holds its point. Raises `ValueError` if two points are identical.
    """
    _check_points(ekatte, np.vstack([lonlat, surroundings]))
    crs = metric_crs(lonlat)
    outside = lonlat[~shapely.covers(country, shapely.points(lonlat))]
    allowance = shapely.buffer(_metric_points(outside, crs), OUTLINE_ALLOWANCE_M)
    outline = shapely.union_all([country, *_project(allowance, crs, WGS84)])
    cells = _thiessen(np.vstack([lonlat, surroundings]), outline, crs)[: len(lonlat)]
    cells = _polygonal_all(shapely.set_precision(cells, GRID_DEGREES))
    return _dissolve(crs, cells, municipality, cells_approximate=True, municipalities_approximate=True)


def territories_of_municipalities(
    ekatte: Sequence[str],
    municipality: Sequence[str],
    lonlat: FloatArray,
    polygons: Mapping[str, BaseGeometry],
) -> Territories:
    """Thiessen cells inside official municipalities: nearest settlement of the same municipality.

    `polygons` has the area of every municipality by code. A settlement whose point lies outside the polygon
    of its own municipality gets a disc round its point too, as in `territories_of_settlements`. Raises
    `ValueError` if two points are identical, `KeyError` if a municipality has no polygon.
    """
    _check_points(ekatte, lonlat)
    crs = metric_crs(lonlat)
    cells = np.full(len(lonlat), Polygon(), dtype=object)
    for code in sorted(set(municipality)):
        members = np.flatnonzero(np.asarray(municipality) == code)
        cells[members] = _thiessen(lonlat[members], polygons[code], crs)
    for i in np.flatnonzero(~shapely.covers(cells, shapely.points(lonlat))):
        cells = _give_place(cells, lonlat, int(i), crs)
    return _dissolve(crs, cells, municipality, cells_approximate=True, municipalities_approximate=False)


def territories_of_settlements(
    ekatte: Sequence[str],
    municipality: Sequence[str],
    lonlat: FloatArray,
    polygons: Mapping[str, BaseGeometry],
) -> Territories:
    """Official territories, `polygons` by EKATTE code; municipalities and region are their unions.

    A settlement without a polygon has no territory of its own (its land is counted with a neighbour's). So
    that it can be seen and clicked, it gets a small disc round its point (radius `OWN_PLACE_M`, or half way
    to the nearest other point), which is taken out of the neighbour's polygon: the cells still do not
    overlap. Raises `ValueError` if two points are identical.
    """
    _check_points(ekatte, lonlat)
    crs = metric_crs(lonlat)
    cells = np.array([_polygonal(polygons.get(code, Polygon())) for code in ekatte], dtype=object)
    for i in np.flatnonzero(shapely.is_empty(cells)):
        cells = _give_place(cells, lonlat, int(i), crs)
    return _dissolve(crs, cells, municipality, cells_approximate=False, municipalities_approximate=False)


def read_territories(
    folder: Path,
    settlements: Sequence[SettlementRow],
    surroundings: Sequence[SurroundingRow],
    log: ProblemLog,
) -> Territories:
    """The territories of the region in `folder`, from the best boundaries it has.

    1. `official_settlements.geojson` (polygons with property `ekatte`): used as they are; a settlement may be
       missing only if its area is 0.
    2. `official_municipalities.geojson` (polygons with property `municipality`): cells inside them.
    3. `country.geojson`: cells cut with the country's outline.

    Files after the first found are not read. Problems, identical points too, go to `log`; if there are any,
    `NO_TERRITORIES` comes back.
    """
    if not settlements:
        return NO_TERRITORIES
    noted = len(log)
    _note_identical_points(f"{folder.name}/settlements.csv", settlements, surroundings, log)
    ekatte = [row.ekatte for row in settlements]
    municipality = [row.municipality for row in settlements]
    lonlat = _lonlat(settlements)

    if (folder / OFFICIAL_SETTLEMENTS).exists():
        may_miss = {row.ekatte for row in settlements if row.area_decares == 0}
        asked = _Asked(OFFICIAL_SETTLEMENTS, "ekatte", set(ekatte), set(ekatte) - may_miss)
        polygons = _read_official(folder, asked, zip(ekatte, ekatte, lonlat, strict=True), log)
        build = territories_of_settlements
    elif (folder / OFFICIAL_MUNICIPALITIES).exists():
        asked = _Asked(OFFICIAL_MUNICIPALITIES, "municipality", set(municipality), set(municipality))
        polygons = _read_official(folder, asked, zip(ekatte, municipality, lonlat, strict=True), log)
        build = territories_of_municipalities
    else:
        country = _read_country(folder, settlements, lonlat, log)
        if len(log) > noted:
            return NO_TERRITORIES
        return build_territories(ekatte, municipality, lonlat, _lonlat(surroundings), country)
    return NO_TERRITORIES if len(log) > noted else build(ekatte, municipality, lonlat, polygons)


def areas_km2(cells: Sequence[BaseGeometry]) -> FloatArray:
    """Area of each cell, km², in an equal-area projection (Lambert azimuthal) round the middle of them."""
    if all(cell.is_empty for cell in cells):
        return np.zeros(len(cells))
    west, south, east, north = shapely.total_bounds(np.asarray(cells, dtype=object))
    crs = f"+proj=laea +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +datum=WGS84 +units=m"
    return np.asarray(shapely.area(_project(cells, WGS84, crs)) / 1e6, dtype=np.float64)


def metric_crs(lonlat: FloatArray) -> str:
    """The UTM zone of the middle of the points, as an EPSG code; lengths are true to 0.1 % inside a zone."""
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    zone = min(int(((west + east) / 2 + 180) // 6) + 1, 60)
    return f"EPSG:{(32600 if north + south >= 0 else 32700) + zone}"


def _check_points(ekatte: Sequence[str], lonlat: FloatArray) -> None:
    _, first, count = np.unique(lonlat, axis=0, return_index=True, return_counts=True)
    twice = [int(i) for i in first[count > 1]]
    if twice:
        names = ", ".join(ekatte[i] if i < len(ekatte) else "a surrounding settlement" for i in sorted(twice))
        raise ValueError(f"points given twice: {names}")


def _lonlat(rows: Sequence[SettlementRow] | Sequence[SurroundingRow]) -> FloatArray:
    return np.array([(row.lon, row.lat) for row in rows], dtype=np.float64).reshape(-1, 2)


def _project(geometries: Sequence[BaseGeometry] | Geometries, source: str, target: str) -> Geometries:
    transformer = Transformer.from_crs(source, target, always_xy=True)

    def moved(xy: FloatArray) -> FloatArray:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return np.asarray(shapely.transform(np.asarray(geometries, dtype=object), moved), dtype=object)


def _metric_points(lonlat: FloatArray, crs: str) -> Geometries:
    return _project(np.asarray(shapely.points(lonlat), dtype=object).reshape(-1), WGS84, crs)


def _polygonal(shape: BaseGeometry) -> Polygon | MultiPolygon:
    """The areas of `shape`, without the lines and points at which two areas only touch."""
    if isinstance(shape, Polygon | MultiPolygon):
        return shape
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, Polygon)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _polygonal_all(shapes: Iterable[BaseGeometry]) -> Geometries:
    return np.array([_polygonal(shape) for shape in shapes], dtype=object)


def _thiessen(lonlat: FloatArray, outline: BaseGeometry, crs: str) -> Geometries:
    """The cell of each point (all different), nearest in metres of `crs`, cut with `outline`; in degrees."""
    if len(lonlat) == 1:  # one point divides nothing
        return np.array([_polygonal(outline)], dtype=object)
    points = MultiPoint(_metric_points(lonlat, crs))
    frame = points.envelope.buffer(REACH_M, join_style="mitre")
    diagram = shapely.voronoi_polygons(points, extend_to=frame, ordered=True)
    cells = _project(shapely.segmentize(shapely.get_parts(diagram), STRAIGHT_M), crs, WGS84)
    shapely.prepare(outline)
    cut = ~shapely.covers(outline, cells)  # the others are inside, and an outline may have very many corners
    cells[cut] = shapely.intersection(cells[cut], outline)
    return _polygonal_all(cells)


def _give_place(cells: Geometries, lonlat: FloatArray, i: int, crs: str) -> Geometries:
    """Give settlement `i` a disc round its point, out of the cells it falls into."""
    points = _metric_points(lonlat, crs)
    others = np.delete(points, i)
    room = float(shapely.distance(others, points[i]).min()) / 2 if len(others) else OWN_PLACE_M
    [disc] = _project([points[i].buffer(min(OWN_PLACE_M, room))], crs, WGS84)
    touched = shapely.intersects(cells, disc)
    touched[i] = False
    given = cells.copy()
    given[touched] = _polygonal_all(shapely.difference(cells[touched], disc))
    given[i] = _polygonal(shapely.union(cells[i], disc))
    return given


def _dissolve(
    crs: str,
    cells: Geometries,
    municipality: Sequence[str],
    *,
    cells_approximate: bool,
    municipalities_approximate: bool,
) -> Territories:
    codes = np.asarray(municipality)
    union = {code: _union(cells[codes == code]) for code in sorted(set(municipality))}
    return Territories(
        crs,
        tuple(cells),
        union,
        _union(union.values()),
        cells_approximate=cells_approximate,
        municipalities_approximate=municipalities_approximate,
    )


def _union(shapes: Iterable[BaseGeometry]) -> Polygon | MultiPolygon:
    return _polygonal(shapely.union_all(list(shapes), grid_size=GRID_DEGREES))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file of official polygons: the property that names them, the codes it may and those it must have."""

    name: str
    column: str
    known: set[str]
    needed: set[str]


def _note_identical_points(
    file: str, settlements: Sequence[SettlementRow], surroundings: Sequence[SurroundingRow], log: ProblemLog
) -> None:
    seen: dict[tuple[float, float], str] = {}
    rows: list[SettlementRow | SurroundingRow] = [*settlements, *surroundings]
    for row in rows:
        point = (row.lon, row.lat)
        if point in seen:
            log.add(Where(file, column="lat, lon", key=seen[point]),
                    Text(f"точката е същата като на {row.ekatte} ({row.name_bg})",
                         f"the point is the same as that of {row.ekatte} ({row.name_bg})"),
                    Text("Поправете координатите на едното; съседите са в surroundings.csv.",
                         "Correct the coordinates of one; neighbours are in surroundings.csv."))  # fmt: skip
        else:
            seen[point] = row.ekatte


def _read_country(
    folder: Path, settlements: Sequence[SettlementRow], lonlat: FloatArray, log: ProblemLog
) -> BaseGeometry:
    features = read_polygons(folder, COUNTRY, None, log)
    if not features or any(feature.polygon is None for feature in features):
        return Polygon()
    outline = shapely.union_all([feature.polygon for feature in features])
    file = f"{folder.name}/{COUNTRY}"
    problems = []
    for row, metres in zip(settlements, _distances(outline, lonlat), strict=True):
        if metres > FAR_M:
            place = f"{row.name_bg} ({row.ekatte})"
            problems.append(Problem(
                Where(file),
                Text(f"{place} е на {number(metres / 1000, 'bg', 1)} km извън очертанието на страната",
                     f"{place} lies {number(metres / 1000, 'en', 1)} km outside the outline of the country"),
                Text("Поправете координатите на населеното място или сменете очертанието.",
                     "Correct the settlement's coordinates or replace the outline."),
            ))  # fmt: skip
    _note_alike(log, problems)
    return outline


def _read_official(
    folder: Path, asked: _Asked, points: Iterable[tuple[str, str, FloatArray]], log: ProblemLog
) -> dict[str, BaseGeometry]:
    """Polygons by code, fully checked; `points` are (EKATTE, code of its polygon, longitude and latitude)."""
    features = read_polygons(folder, asked.name, asked.column, log)
    file = f"{folder.name}/{asked.name}"
    named: dict[str, Feature] = {}
    unknown: list[Problem] = []
    for feature in features:
        where = Where(file, feature.number, asked.column)
        if feature.name in named:
            log.add(where, Text(f"кодът {feature.name} повтаря обект {named[feature.name].number}",
                                f"the code {feature.name} repeats feature {named[feature.name].number}"),
                    Text("Обединете двата обекта в един (MultiPolygon) или поправете кода.",
                         "Merge the two into one feature (MultiPolygon) or correct the code."))  # fmt: skip
        elif feature.name in asked.known:
            named[feature.name] = feature
        elif feature.name:
            unknown.append(_unknown(where, feature.name, asked.known))
    _note_alike(log, unknown)
    if any(feature.name for feature in features):
        _note_alike(log, [_missing(file, asked.column, code) for code in sorted(asked.needed - set(named))])
    good = {code: feature for code, feature in named.items() if feature.polygon is not None}
    _note_alike(log, _far_points(file, asked.column, good, points))
    _note_alike(log, _overlaps(file, list(good.values())))
    return {code: feature.polygon for code, feature in good.items() if feature.polygon is not None}


def _unknown(where: Where, code: str, known: set[str]) -> Problem:
    near = code.zfill(5) if code.zfill(5) in known else nearest_word(code, sorted(known))
    return Problem(
        where,
        Text(f"кодът „{code}“ не е в settlements.csv", f"the code “{code}” is not in settlements.csv"),
        Text(f"Вероятно е „{near}“; иначе махнете обекта.",
             f"Did you mean “{near}”? Otherwise remove the feature.")
        if near else Text("Махнете обекта от файла.", "Remove the feature from the file."),
    )  # fmt: skip


def _missing(file: str, column: str, code: str) -> Problem:
    return Problem(
        Where(file, column=column),
        Text(f"няма обект за {code}", f"there is no feature for {code}"),
        Text("Добавете площта му; да липсва може само населено място с площ 0 в settlements.csv.",
             "Add its area; only a settlement whose area in settlements.csv is 0 may be missing."),
    )  # fmt: skip


def _far_points(
    file: str, column: str, good: Mapping[str, Feature], points: Iterable[tuple[str, str, FloatArray]]
) -> list[Problem]:
    """Settlements far from their polygon: its code is another's, or longitude and latitude are swapped."""
    problems = []
    for ekatte, code, lonlat in points:
        feature = good.get(code)
        if feature is None or feature.polygon is None or feature.polygon.covers(shapely.Point(lonlat)):
            continue
        km = float(_distances(feature.polygon, lonlat[np.newaxis])[0]) / 1000
        if km > FAR_M / 1000:
            problems.append(Problem(
                Where(file, feature.number, column),
                Text(f"точката на {ekatte} е на {number(km, 'bg', 1)} km извън площта на {code}",
                     f"the point of {ekatte} lies {number(km, 'en', 1)} km outside the area of {code}"),
                Text("Проверете кода на обекта и реда на координатите (дължина, ширина).",
                     "Check the feature's code and the order of its coordinates (longitude, latitude)."),
            ))  # fmt: skip
    return problems


def _overlaps(file: str, features: Sequence[Feature]) -> list[Problem]:
    """Pairs of polygons that share more than a border."""
    shapes = np.array([feature.polygon for feature in features], dtype=object)
    problems = []
    for i, j in sorted(zip(*shapely.STRtree(shapes).query(shapes, predicate="intersects"), strict=True)):
        smaller = min(shapes[i].area, shapes[j].area)
        if i < j and shapely.intersection(shapes[i], shapes[j]).area > OVERLAP_SHARE * smaller:
            problems.append(Problem(
                Where(file, features[j].number, "geometry"),
                Text(f"площта се припокрива с обект {features[i].number} ({features[i].name})",
                     f"the area overlaps feature {features[i].number} ({features[i].name})"),
                Text("Всяко място принадлежи само на един обект; поправете границата.",
                     "Every place belongs to one feature only; correct the border."),
            ))  # fmt: skip
    return problems


def _distances(shape: BaseGeometry, lonlat: FloatArray) -> FloatArray:
    """Metres from each point to `shape`, 0 inside; a polygon elsewhere on the globe is simply far."""
    # Degrees made equal on the spot: true to a few per cent nearby, and defined for any polygon in degrees.
    scale = np.array([np.cos(np.radians(lonlat[:, 1].mean())), 1.0]) * 111_200.0
    flat = shapely.transform(shape, lambda xy: xy * scale)
    return np.asarray(shapely.distance(flat, shapely.points(lonlat * scale)), dtype=np.float64)


def _note_alike(log: ProblemLog, problems: Sequence[Problem]) -> None:
    for problem in problems[:MOST_ALIKE]:
        log.add(problem.where, problem.what, problem.todo)
    rest = len(problems) - MOST_ALIKE
    if rest > 0:
        last = problems[MOST_ALIKE]
        what = Text(f"и още {rest} такива грешки", f"and {rest} more problems like these")
        log.add(Where(last.where.file), what, last.todo)
