"""Whom a settlement is held against: settlements of its kind and size, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.inspection.funnel import FloatArray
from mapping.region.rows import SettlementRow
from mapping.travel.estimate import EARTH_RADIUS_KM

SIZE_PEERS = 30
"""So many settlements of the same kind, the nearest in the logarithm of their population, are of similar size."""

NEIGHBOURS = 20
"""So many settlements nearest on the map are the neighbourhood."""

LEAST_PEERS = 5
"""With fewer peers nothing is said."""


@dataclass(frozen=True, slots=True)
class Places:
    """The settlements of a region as arrays, in table order, shape (n,)."""

    population: FloatArray
    town: NDArray[np.bool_]
    lat: FloatArray
    lon: FloatArray

    @classmethod
    def of(cls, rows: tuple[SettlementRow, ...]) -> Places:
        """The settlements of the table."""
        return cls(
            np.array([row.population_2021 for row in rows], dtype=np.float64),
            np.array([row.kind == "town" for row in rows], dtype=np.bool_),
            np.array([row.lat for row in rows], dtype=np.float64),
            np.array([row.lon for row in rows], dtype=np.float64),
        )

    def size_peers(self, place: int) -> NDArray[np.int64]:
        """Inhabited settlements of the kind and about the size of `place`, without itself."""
        others = (self.town == self.town[place]) & (self.population > 0)
        others[place] = False
        found = np.flatnonzero(others)
        apart = np.abs(np.log(self.population[found]) - np.log(max(1.0, self.population[place])))
        return found[np.argsort(apart, kind="stable")[:SIZE_PEERS]]

    def neighbours(self, place: int) -> NDArray[np.int64]:
        """The inhabited settlements nearest to `place`, without itself, the nearest first."""
        km = self.km_from(place)
        km[place] = np.inf
        km[self.population == 0] = np.inf
        order = np.argsort(km, kind="stable")[:NEIGHBOURS]
        return order[np.isfinite(km[order])]

    def km_from(self, place: int) -> FloatArray:
        """Great-circle distances from `place` to all settlements, km, shape (n,)."""
        phi, lam = np.radians(self.lat), np.radians(self.lon)
        half_phi = np.sin((phi - phi[place]) / 2) ** 2
        half_lam = np.sin((lam - lam[place]) / 2) ** 2
        chord = half_phi + np.cos(phi) * np.cos(phi[place]) * half_lam
        km: FloatArray = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
        return km
