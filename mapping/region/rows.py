"""Row types of the region's own tables: settlements, units, facilities,
funds, distances, parameters, sources.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from mapping.catalogue.rows import AgeBand, Catchment, Sex
from mapping.tables import Code, Ekatte, EstimateRow, MunicipalityCode, Row, Status

Terrain = Literal["plain", "rough"]
"""plain: lowland and low hills; rough: valleys where roads wind (the Arda valley, the eastern Rhodope)."""

MoneyKind = Literal["capital", "running"]

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Persons = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1990, le=2060)]

ParameterName = Literal[
    "speed_plain",
    "speed_rough",
    "terminal_minutes",
    "internal_km_town",
    "internal_km_village",
    "trend_damping",
    "trend_half_weight",
    "trend_floor",
    "trend_ceiling",
]
"""Parameters that every region has."""

StaffParameterName = Literal["staff_per_1000", "commuting_minutes"]
"""Parameters of the rule of staff: a region has both or neither."""


class SettlementRow(Row):
    """A settlement with its census figures (usual residents)."""

    ekatte: Ekatte
    name_bg: str
    name_en: str
    kind: Literal["town", "village"]
    municipality: MunicipalityCode
    lat: Latitude
    lon: Longitude
    terrain: Terrain
    altitude_class: Annotated[int, Field(ge=1, le=8)]
    area_decares: Annotated[float, Field(ge=0)]
    population_2013: Persons
    population_2021: Persons
    age_0_14: Persons
    age_15_29: Persons
    age_30_44: Persons
    age_45_64: Persons
    age_65_plus: Persons
    male: Persons
    female: Persons
    note: str = ""


class MunicipalityRow(Row):
    """A municipality and its seat; its published residents and area, where they are known, hold its settlements'
    rows to account (mapping/inspection/checks/totals.py)."""

    municipality: MunicipalityCode
    name_bg: str
    name_en: str
    seat: Ekatte
    population_2021: Persons | None = None
    area_decares: Annotated[float, Field(ge=0)] | None = None


class SurroundingRow(Row):
    """A settlement outside the region; it shapes the outer territories and nothing else."""

    ekatte: Ekatte
    name_bg: str
    lat: Latitude
    lon: Longitude


class CensusCorrectionRow(Row):
    """Persons counted in a settlement who do not call on the region's services (institutions,
    reception centres).
    """

    ekatte: Ekatte
    band: AgeBand
    sex: Sex | None = None
    persons: Annotated[int, Field(gt=0)]
    status: Status
    source: Code
    note: str


class FacilityRow(Row):
    """A facility that a service may need near its site."""

    ekatte: Ekatte
    facility: Code
    status: Status
    source: Code
    note: str = ""


class UnitRow(Row):
    """A unit that exists or is committed (under construction, or funded and decided)."""

    unit: Code
    service: Code
    ekatte: Ekatte
    name_bg: str
    name_en: str
    state: Literal["existing", "committed"]
    catchment: Catchment
    staff: Annotated[float, Field(ge=0)] | None = None
    status: Status
    source: Code
    note: str = ""


class UnitPlacesRow(Row):
    """Places of a unit from a year on; the first year is when it starts."""

    unit: Code
    from_year: Year
    places: Annotated[int, Field(ge=0, le=2000)]
    low: Annotated[int, Field(ge=0, le=2000)]
    high: Annotated[int, Field(ge=0, le=2000)]
    status: Status
    source: Code
    note: str = ""


class FundRow(Row):
    """A source of money; scope `municipality` means every municipality has an envelope of its own."""

    fund: Code
    name_bg: str
    name_en: str
    scope: Literal["region", "municipality"]
    note: str = ""


class FundPaysRow(Row):
    """What a fund may pay: a service (or all of a kind), capital or running money, in which years."""

    fund: Code
    service: Code
    kind: MoneyKind
    first_year: Year
    last_year: Year
    status: Status
    source: Code
    note: str = ""


class EnvelopeRow(EstimateRow):
    """The money of a fund for a kind, over the years stated or for each of them; `carry_over`: what a period does not
    spend of the yearly money stays for later ones.
    """

    fund: Code
    municipality: MunicipalityCode | None = None
    kind: MoneyKind
    first_year: Year
    last_year: Year
    unit: Literal["EUR", "EUR/year"]
    carry_over: Literal["yes", "no"] = "no"
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]


class CoFinancingRow(EstimateRow):
    """The least share (percent) that a partner fund pays of what a fund and the partner pay together for a service."""

    fund: Code
    service: Code
    kind: MoneyKind
    partner: Code
    unit: Literal["percent"]
    low: Annotated[float, Field(ge=0, le=100)]
    central: Annotated[float, Field(ge=0, le=100)]
    high: Annotated[float, Field(ge=0, le=100)]


class RoadDistanceRow(Row):
    """A road distance published between two settlements,
    with the straight line measured on the same points.
    """

    from_ekatte: Ekatte
    to_ekatte: Ekatte
    road_km: Annotated[float, Field(gt=0)]
    straight_km: Annotated[float, Field(gt=0)]
    terrain: Terrain
    precision: Literal["exact", "rounded"]
    use: Literal["fit", "skip"]
    source: Code
    note: str = ""


class TravelOverrideRow(Row):
    """Minutes and kilometres set by hand for a pair, in both directions."""

    from_ekatte: Ekatte
    to_ekatte: Ekatte
    km: Annotated[float, Field(ge=0)]
    minutes: Annotated[float, Field(ge=0)]
    status: Status
    source: Code
    note: str = ""


class ParameterRow(EstimateRow):
    """A number of the region that belongs to no service, group or fund."""

    parameter: ParameterName | StaffParameterName


class DependenceRow(EstimateRow):
    """A block of uncertain values that move together: `factors` lists patterns of their names after semicolons (`*`
    stands for anything), low, central and high the correlation between any two of them.
    """

    block: Code
    factors: str = Field(min_length=1)
    unit: Literal["correlation"]
    low: Annotated[float, Field(ge=0, lt=1)]
    central: Annotated[float, Field(ge=0, lt=1)]
    high: Annotated[float, Field(ge=0, lt=1)]

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns one by one."""
        return tuple(word.strip() for word in self.factors.split(";") if word.strip())


class SourceRow(Row):
    """Where values come from; `licence` says on what terms it may be passed on."""

    source: Code
    title: str
    publisher: str
    date: date | str
    address: str = ""
    licence: str
