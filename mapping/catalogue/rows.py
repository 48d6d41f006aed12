"""Row types of the catalogue's tables: groups, prevalence, services, rates, sizes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mapping.tables import Code, EstimateRow, Row

Kind = Literal["residential", "centre", "mobile"]
"""residential: people move in; centre: people travel to it; mobile: a team travels to people."""

Catchment = Literal["municipality", "region"]
"""Whose people a unit may serve: those of its own municipality, or of the whole region."""

AgeBand = Literal["age_0_14", "age_15_29", "age_30_44", "age_45_64", "age_65_plus"]
AGE_BANDS: tuple[AgeBand, ...] = ("age_0_14", "age_15_29", "age_30_44", "age_45_64", "age_65_plus")

Sex = Literal["male", "female"]
SEXES: tuple[Sex, ...] = ("male", "female")

Reference = Literal["country", "region"]
"""Whose people a prevalence was measured on: all those of the country, or of the region."""

ServiceQuantity = Literal[
    "standard_minutes",
    "standard_km",
    "min_population",
    "minimum_use",
    "lead_months",
    "legal_places",
    "facility_minutes",
    "team_hours_week",
    "visits_week",
    "visit_minutes",
    "clients_per_trip",
]
SizeQuantity = Literal["places", "capital", "running", "staff"]

Share = Annotated[float, Field(ge=0, le=1)]


class GroupRow(Row):
    """A risk group, and which part of each age band can belong to it (its base population)."""

    group: Code
    name_bg: str
    name_en: str
    share_0_14: Share
    share_15_29: Share
    share_30_44: Share
    share_45_64: Share
    share_65_plus: Share
    settlements: Literal["all", "villages"]
    note: str = ""


class PrevalenceRow(EstimateRow):
    """How many of the base population belong to the group (per 1,000); `reference` says whose base population it is."""

    group: Code
    reference: Reference = "region"
    unit: Literal["per 1000"]
    low: Annotated[float, Field(ge=0, le=1000)]
    central: Annotated[float, Field(ge=0, le=1000)]
    high: Annotated[float, Field(ge=0, le=1000)]


class AgeProfileRow(EstimateRow):
    """How much more often people of an age band and sex belong to a group than others of its base (relative; 1 where
    the table does not say). The prevalence stays what it is in its reference population.
    """

    group: Code
    band: AgeBand
    sex: Literal["male", "female", "all"]
    unit: Literal["relative"]
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]


class ServiceRateRow(EstimateRow):
    """Which part of a group needs a service (percent)."""

    group: Code
    service: Code
    unit: Literal["percent"]
    low: Annotated[float, Field(ge=0, le=100)]
    central: Annotated[float, Field(ge=0, le=100)]
    high: Annotated[float, Field(ge=0, le=100)]


class ServiceRow(Row):
    """A service of the catalogue; `number` is its mark on the map."""

    service: Code
    number: Annotated[int, Field(ge=1, le=99)]
    name_bg: str
    name_en: str
    short_bg: str
    short_en: str
    kind: Kind
    catchment: Catchment
    planned: Literal["yes", "no"]
    site_facility: Code | None = None
    note: str = ""


class ServiceValueRow(EstimateRow):
    """One number of a service: a standard, a limit, a share, the week of a mobile team."""

    service: Code
    quantity: ServiceQuantity
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]


class SizeValueRow(EstimateRow):
    """One number of one size of a service: places, capital, running cost a year, staff."""

    service: Code
    size: Code
    quantity: SizeQuantity
    low: Annotated[float, Field(ge=0)]
    central: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
