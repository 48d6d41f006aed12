"""Distances between points: in the plane, on the sphere, or as a table gives them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapping.region.points.rows import CostRow, DistanceKeys, PointRow
from mapping.words import Text

FloatArray = NDArray[np.float64]

MEASURES = {
    "euclidean": Text("Разстояние по права в равнината", "Straight-line distance in the plane"),
    "sphere": Text(
        "Разстояние по земната сфера, в единицата на радиуса", "Great-circle distance, in the radius's unit"
    ),
    "costs": Text("Разстояние или цена по costs.csv", "Distance or cost of costs.csv"),
}
ROUNDINGS = {
    "none": Text("", ""),
    "down": Text(", закръглено надолу", ", rounded down"),
    "nearest": Text(", закръглено", ", rounded"),
}


def distances(keys: DistanceKeys, points: tuple[PointRow, ...], costs: tuple[CostRow, ...]) -> FloatArray:
    """From every point to every point, shape (n, n); inf where no way leads. Coordinates are there where needed."""
    index = {row.point: i for i, row in enumerate(points)}
    n = len(points)
    if keys.measure == "costs":
        found = np.full((n, n), np.inf)
    elif keys.measure == "euclidean":
        x, y = np.array([row.x for row in points], dtype=float), np.array([row.y for row in points], dtype=float)
        found = np.sqrt((x[:, None] - x[None, :]) ** 2 + (y[:, None] - y[None, :]) ** 2)
    else:
        found = _great_circle(points) * keys.radius
    if keys.round == "down":
        found = np.floor(found)
    elif keys.round == "nearest":
        found = np.rint(found)
    if costs:
        i = np.array([index[row.from_point] for row in costs])
        j = np.array([index[row.to_point] for row in costs])
        value = np.array([np.inf if row.cost is None else row.cost for row in costs])
        if keys.cost_of == "all":
            # The table has the cost of the whole weight: per person it is that much less.
            weight = np.array([row.weight for row in points])[i]
            value = np.divide(value, weight, out=value.copy(), where=weight > 0)
        found[i, j] = value
    return found


def measure_words(keys: DistanceKeys, costs: int) -> Text:
    """How the distances were found, for people."""
    how, rounding = MEASURES[keys.measure], ROUNDINGS[keys.round]
    if keys.measure == "costs" or not costs:
        given = Text("", "")
    else:
        given = Text(f"; {costs} двойки са зададени в costs.csv", f"; {costs} pairs are set in costs.csv")
    return Text(f"{how.bg}{rounding.bg}{given.bg}.", f"{how.en}{rounding.en}{given.en}.")


def _great_circle(points: tuple[PointRow, ...]) -> FloatArray:
    """Angles between points (haversine), radians."""
    lat = np.radians(np.array([row.lat for row in points], dtype=float))
    lon = np.radians(np.array([row.lon for row in points], dtype=float))
    half_lat = np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
    half_lon = np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    chord = half_lat + np.cos(lat)[:, None] * np.cos(lat)[None, :] * half_lon
    return np.asarray(2 * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), dtype=np.float64)
