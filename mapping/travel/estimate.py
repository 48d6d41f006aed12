"""The embedded travel provider: straight line times a detour factor, over a speed, by terrain.

The detour factor (circuity) of a terrain is the one that minimises the squared error of the logarithm of the
road distance on the published pairs, i.e. the geometric mean of their ratios (O'Sullivan and Morrall 1996,
and Ballou, Rahardja and Sakai 2002, "Selected country circuity factors for road travel distance estimation",
Transportation Research A 36(9), 843-848, estimate circuity in the same way). Its error is measured leaving
one pair out at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.region import Points, Region
from mapping.region.rows import RoadDistanceRow, Terrain
from mapping.travel.types import DetourFit, FloatArray, Travel
from mapping.words import Language, Text, number, percent

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

TERRAINS: tuple[Terrain, ...] = ("plain", "rough")


def straight_km(lat: FloatArray, lon: FloatArray) -> FloatArray:
    """Great-circle distances (haversine) between points in degrees, shape (n, n), km."""
    phi, lam = np.radians(lat), np.radians(lon)
    km = np.empty((len(lat), len(lat)))
    for rows in _bands(len(lat)):
        half_phi = np.sin((phi[rows, None] - phi[None, :]) / 2) ** 2
        half_lam = np.sin((lam[rows, None] - lam[None, :]) / 2) ** 2
        chord = half_phi + np.cos(phi)[rows, None] * np.cos(phi)[None, :] * half_lam
        km[rows] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return km


def _bands(count: int) -> Iterator[slice]:
    """Rows in bands of a million pairs, so that a country needs no more memory than its two matrices."""
    step = max(1, 1_000_000 // max(1, count))
    for first in range(0, count, step):
        yield slice(first, min(first + step, count))


def estimate_travel(region: Region) -> Travel:
    """Estimate travel between all settlements of `region` from its points, published distances and overrides.

    A pair is rough when either end is; published exact distances replace the estimate of their pair,
    overrides replace both. Kilometres and minutes are rounded to 0.1.
    """
    if region.points is not None:
        return _given(region.points)
    places = region.settlements
    index = {s.ekatte: i for i, s in enumerate(places)}
    km = straight_km(np.array([s.lat for s in places]), np.array([s.lon for s in places]))
    rough = np.array([s.terrain == "rough" for s in places])

    fits = tuple(fit for terrain in TERRAINS if (fit := fit_detour(region.road_distances, terrain)) is not None)
    factors = {fit.terrain: fit.factor for fit in fits}
    plain_factor = factors.get("plain", factors.get("rough", 1.3))
    rough_factor = factors.get("rough", plain_factor)
    for rows in _bands(len(places)):
        km[rows] *= np.where(rough[rows, None] | rough[None, :], rough_factor, plain_factor)

    published = 0
    for (one, other), road in _published(region.road_distances).items():
        a, b = index[one], index[other]
        km[a, b] = km[b, a] = road
        published += 1

    value = {name: estimate.central for name, estimate in region.parameters.items()}
    internal = np.where([s.kind == "town" for s in places], value["internal_km_town"], value["internal_km_village"])
    np.fill_diagonal(km, internal)

    # Hours a km: a pair with one rough end drives half of its way on rough roads.
    minutes = np.empty_like(km)
    for rows in _bands(len(places)):
        share_rough = (rough[rows, None].astype(float) + rough[None, :]) / 2
        pace = (1 - share_rough) / value["speed_plain"] + share_rough / value["speed_rough"]
        minutes[rows] = km[rows] * pace * 60 + value["terminal_minutes"]

    for override in region.travel_overrides:
        a, b = index[override.from_ekatte], index[override.to_ekatte]
        km[a, b] = km[b, a] = override.km
        minutes[a, b] = minutes[b, a] = override.minutes
    return Travel(
        minutes=np.round(minutes, 1, out=minutes),
        km=np.round(km, 1, out=km),
        method=_describe(fits, published, len(region.travel_overrides), value),
        estimated=True,
        fits=fits,
        published=published,
        overridden=len(region.travel_overrides),
    )


def _given(points: Points) -> Travel:
    """The distances of a points region, as its tables give them: both minutes and kilometres."""
    return Travel(points.distance, points.distance, points.measure, False, (), 0, 0)


def fit_detour(rows: tuple[RoadDistanceRow, ...], terrain: Terrain) -> DetourFit | None:
    """Fit the detour factor of `terrain` on the rows marked `fit`; None where there is no pair.

    A pair published several times counts once, with the geometric mean of its ratios. The errors are relative
    (0.1 = 10 %): each pair predicted from the others.
    """
    by_pair: dict[frozenset[str], list[float]] = {}
    for row in rows:
        if row.use == "fit" and row.terrain == terrain:
            pair = frozenset((row.from_ekatte, row.to_ekatte))
            by_pair.setdefault(pair, []).append(np.log(row.road_km / row.straight_km))
    if not by_pair:
        return None
    logs = np.array([np.mean(values) for _, values in sorted(by_pair.items(), key=lambda item: sorted(item[0]))])
    n = len(logs)
    if n == 1:
        return DetourFit(terrain, float(np.exp(logs[0])), 1, float("nan"), float("nan"))
    others = (logs.sum() - logs) / (n - 1)
    errors = np.abs(np.exp(others - logs) - 1)
    return DetourFit(terrain, float(np.exp(logs.mean())), n, float(np.median(errors)), float(errors.max()))


def _published(rows: tuple[RoadDistanceRow, ...]) -> dict[tuple[str, str], float]:
    by_pair: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        if row.use == "fit" and row.precision == "exact":
            a, b = sorted((row.from_ekatte, row.to_ekatte))
            by_pair.setdefault((a, b), []).append(row.road_km)
    return {pair: float(np.mean(values)) for pair, values in sorted(by_pair.items())}


def _describe(fits: tuple[DetourFit, ...], published: int, overridden: int, value: dict[str, float]) -> Text:
    terrain = {"plain": Text("равнина", "lowland"), "rough": Text("хълмисти долини", "rough valleys")}

    def words(lang: Language) -> str:
        parts = []
        for fit in fits:
            name = terrain[fit.terrain].of(lang)
            if fit.pairs == 1:
                evidence = Text("една двойка, грешката е неизвестна", "one pair, error unknown")
            else:
                error = percent(fit.median_error, lang)
                evidence = Text(
                    f"{fit.pairs} двойки, типична грешка {error}", f"{fit.pairs} pairs, typical error {error}"
                )
            parts.append(f"{name}: {number(fit.factor, lang, 2)} ({evidence.of(lang)})")
        return "; ".join(parts)

    return Text(
        bg=(
            "Оценено пътуване с кола: въздушна линия по коефициент на заобикаляне, напаснат по публикувани "
            f"пътни разстояния ({words('bg')}); скорост {number(value['speed_plain'], 'bg')} и "
            f"{number(value['speed_rough'], 'bg')} км/ч (допускане); {published} публикувани и {overridden} "
            "зададени двойки."
        ),
        en=(
            "Estimated travel by car: straight line times a detour factor fitted on published road distances "
            f"({words('en')}); speed {number(value['speed_plain'], 'en')} and "
            f"{number(value['speed_rough'], 'en')} km/h (assumption); "
            f"{published} published and {overridden} overridden pairs."
        ),
    )
