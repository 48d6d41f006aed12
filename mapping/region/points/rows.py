"""What the folder of a points region holds: the keys of region.toml and the rows of its tables.

The descriptions of the columns stand in docs/tables.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mapping.region.rows import Latitude, Longitude, MoneyKind, Year
from mapping.tables import Code, PlaceCode, Row

NotNegative = Annotated[float, Field(ge=0)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(_Keys):
    """One text in both languages."""

    bg: str
    en: str


class DistanceKeys(_Keys):
    """How far it is from point to point."""

    measure: Literal["euclidean", "sphere", "costs"]
    round: Literal["none", "down", "nearest"] = "none"
    radius: Annotated[float, Field(gt=0)] = 6371008.8
    cost_of: Literal["one", "all"] = "one"


class ServiceKeys(_Keys):
    """What stands at a site: one service."""

    id: Code
    title: Bilingual


class PointsHeading(_Keys):
    """All of region.toml."""

    id: Code
    kind: Literal["points"]
    title: Bilingual
    distance: DistanceKeys
    service: ServiceKeys = ServiceKeys(id="unit", title=Bilingual(bg="звено", en="unit"))


class PointRow(Row):
    """A point: where it is, how many persons it stands for, what a unit there costs and holds."""

    point: PlaceCode = Field(description="Id of the point: ASCII letters, digits, full stops, dashes, underscores.")
    name: str | None = Field(None, description="Name for people; blank: the id.")
    x: float | None = Field(None, description="Coordinate in the plane; needed for `euclidean`.")
    y: float | None = Field(None, description="Coordinate in the plane; needed for `euclidean`.")
    lat: Latitude | None = Field(None, description="Latitude, degrees (WGS84); needed for `sphere`.")
    lon: Longitude | None = Field(None, description="Longitude, degrees (WGS84); needed for `sphere`.")
    weight: NotNegative = Field(1.0, description="Persons in need at the point, to the thousandth; blank: 1.")
    role: Literal["both", "demand", "site"] = Field(
        "both", description="`demand`: nobody may build here; `site`: nobody lives here; blank: both."
    )
    existing: Literal["yes", "no"] = Field("no", description="`yes`: a unit stands here already and stays, at no cost.")
    capacity: Annotated[int, Field(ge=0)] | None = Field(
        None, description="Places of one unit here; blank: enough for everybody."
    )
    fixed_cost: NotNegative = Field(0.0, description="What it costs to build a unit here, EUR to the cent; blank: 0.")
    running_cost: NotNegative = Field(0.0, description="What a unit here costs a year, EUR to the cent; blank: 0.")


class WeightRow(Row):
    """Another weight of a point from a year on."""

    point: PlaceCode = Field(description="Point of points.csv.")
    from_year: Year = Field(description="First year in which the weight holds; a period is judged by its last year.")
    weight: NotNegative = Field(description="Persons in need from that year on, to the thousandth.")


class CostRow(Row):
    """The distance or cost of one pair, in one direction."""

    from_point: PlaceCode = Field(description="The point whose persons are served.")
    to_point: PlaceCode = Field(description="The point at which the unit stands.")
    cost: NotNegative | None = Field(
        None, description="Distance or cost of the pair; blank: no way leads there. It replaces the measured distance."
    )


class BudgetRow(Row):
    """Money for units, of a kind, in some years."""

    kind: MoneyKind = Field(description="`capital`: fixed costs; `running`: yearly costs.")
    first_year: Year = Field(description="First year in which the money may be spent.")
    last_year: Year = Field(description="Last year in which the money may be spent.")
    unit: Literal["EUR", "EUR/year"] = Field(description="All the years together, or each of them.")
    amount: NotNegative = Field(description="EUR.")


POINT_TABLES: dict[str, type[Row]] = {
    "points.csv": PointRow,
    "weights.csv": WeightRow,
    "costs.csv": CostRow,
    "budget.csv": BudgetRow,
}
"""Every table of a points region; only points.csv is always needed."""
