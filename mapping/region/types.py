"""The region as frozen values: what the tables say, cross-checked, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mapping.catalogue import Catalogue
from mapping.catalogue.rows import AGE_BANDS, AgeBand, Catchment, Sex
from mapping.region.changes import UnitChange
from mapping.region.edits import NO_EDITS, Edits
from mapping.region.lines import Lines
from mapping.region.need_types import Criterion, KnownCount, Overlap, PopulationCount
from mapping.region.points.types import Points
from mapping.region.replaced import Replaced
from mapping.region.rows import (
    CensusCorrectionRow,
    CoFinancingRow,
    DependenceRow,
    FacilityRow,
    FundPaysRow,
    MoneyKind,
    RoadDistanceRow,
    SourceRow,
    Terrain,
    TravelOverrideRow,
)
from mapping.region.strategy_tables import IndicatorRow, ServiceContentRow
from mapping.region.table_sources import TableSourceRow
from mapping.region.territories import Territories
from mapping.tables import Estimate, Status
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town or village. `persons` by age band are usual residents of the census less stated corrections.

    `by_sex` are all its residents less the same corrections, empty where they were not counted; `set_apart` and
    `set_apart_by_sex` the corrections themselves.
    """

    ekatte: str
    name: Text
    kind: Literal["town", "village", "point"]
    municipality: str
    lat: float
    lon: float
    terrain: Terrain
    population_2013: int
    population_2021: int
    persons: Mapping[AgeBand, int]
    area_decares: float
    note: str
    by_sex: Mapping[Sex, float] = field(default_factory=dict)
    set_apart: Mapping[AgeBand, int] = field(default_factory=dict)
    set_apart_by_sex: Mapping[Sex, float] = field(default_factory=dict)

    @property
    def label(self) -> Text:
        """гр. / с. and the name, as Bulgarian documents write it."""
        before = {"town": "гр. ", "village": "с. ", "point": ""}[self.kind]
        return Text(bg=f"{before}{self.name.bg}", en=self.name.en)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (община) and the code of its seat."""

    code: str
    name: Text
    seat: str


@dataclass(frozen=True, slots=True)
class PlacesFrom:
    """Places of a unit from a year on."""

    year: int
    places: Estimate


@dataclass(frozen=True, slots=True)
class ExistingUnit:
    """A unit in service today, or committed; `places` are ordered by year.
    For mobile services a place is a client. `status` and `source` say how the unit is known.
    """

    id: str
    service: str
    ekatte: str
    name: Text
    state: Literal["existing", "committed"]
    catchment: Catchment
    staff: float | None
    places: tuple[PlacesFrom, ...]
    changes: tuple[UnitChange, ...]
    source: str
    note: str
    status: Status | None = None

    def places_in(self, year: int) -> int:
        """Places in service in `year` (0 before the unit starts)."""
        now = 0
        for step in self.places:
            if step.year <= year:
                now = int(step.places.central)
        return now


@dataclass(frozen=True, slots=True)
class Envelope:
    """Money for a kind: `amount` in EUR for all the years together, or for each year (`yearly`).

    `carry_over`: money of a year that is not spent may be spent in later years of the envelope.
    """

    municipality: str | None
    kind: MoneyKind
    first_year: int
    last_year: int
    yearly: bool
    amount: Estimate
    carry_over: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """A source of money, what it pays, and its envelopes."""

    id: str
    name: Text
    scope: Literal["region", "municipality"]
    pays: tuple[FundPaysRow, ...]
    envelopes: tuple[Envelope, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Region:
    """Everything the tables of one region say.

    `census_date` is the day of the census (`population_2021` and the age bands of settlements.csv), `earlier_date` that
    of the count before it (`population_2013`). `points`: what only a points region knows, None elsewhere. `replaced`:
    values of the tables that the user's own figures stand in for. `population_counts`, `counts`, `overlaps` and
    `criteria` are what is known of people and their need beside the rates of the catalogue. `table_sources` says how
    whole columns are known, and `lines` where rows stand; both are empty where nothing says so. `contents` says what
    services do, `indicators` what a strategy wants reached. `edits` is what a scenario has changed of the tables:
    nothing as they are read.
    """

    id: str
    title: Text
    census_date: date
    earlier_date: date
    settlements: tuple[Settlement, ...]
    municipalities: tuple[Municipality, ...]
    facilities: tuple[FacilityRow, ...]
    catalogue: Catalogue
    units: tuple[ExistingUnit, ...]
    funds: tuple[Fund, ...]
    road_distances: tuple[RoadDistanceRow, ...]
    travel_overrides: tuple[TravelOverrideRow, ...]
    parameters: Mapping[str, Estimate]
    sources: tuple[SourceRow, ...]
    territories: Territories
    points: Points | None = None
    co_financing: tuple[CoFinancingRow, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    dependence: tuple[DependenceRow, ...] = ()
    population_counts: tuple[PopulationCount, ...] = ()
    counts: tuple[KnownCount, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    table_sources: tuple[TableSourceRow, ...] = ()
    lines: Lines = field(default_factory=dict, repr=False)
    corrections: tuple[CensusCorrectionRow, ...] = ()
    contents: tuple[ServiceContentRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    edits: Edits = NO_EDITS

    _settlement: Mapping[str, Settlement] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the index by code: a region has thousands of settlements, each looked up many times."""
        object.__setattr__(self, "_settlement", {place.ekatte: place for place in self.settlements})

    def settlement(self, ekatte: str) -> Settlement:
        """The settlement with this code; KeyError if there is none."""
        return self._settlement[ekatte]

    def municipality(self, code: str) -> Municipality:
        """The municipality with this code; KeyError if there is none."""
        for municipality in self.municipalities:
            if municipality.code == code:
                return municipality
        raise KeyError(code)


__all__ = [
    "AGE_BANDS",
    "Envelope",
    "ExistingUnit",
    "Fund",
    "Municipality",
    "PlacesFrom",
    "Region",
    "Settlement",
]
