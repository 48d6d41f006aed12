"""Layers as they are written, and how the tests of layers read and compare them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.fields import Field, expand
from mapping.publish.geojson import write_geojson
from mapping.publish.gis.definitions import LAYERS, LayerDefinition
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.parquet import write_geoparquet
from mapping.publish.tables import write_tables

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
PERIODS, SERVICES = ("2021_2023", "2024_2024"), ("home", "visits")
NAMES = [layer.name for layer in LAYERS]


def write_all(case: Case, plan: Plan, path: Path) -> None:
    write_geopackage(case, plan, path)
    write_geoparquet(case, plan, path)
    write_geojson(case, plan, path)
    write_tables(case, plan, path)


def layer(folder: Path, name: str) -> Any:
    return pyogrio.read_dataframe(folder / "needsmap.gpkg", layer=name)


def rows_of(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "needsmap.gpkg")) as base:
        return base.execute(query).fetchall()


def csv(folder: Path, name: str) -> Any:
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def columns(definition: LayerDefinition) -> dict[str, Field]:
    return expand(definition.fields, PERIODS, SERVICES)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: nothing is nothing, numbers are numbers, text is text."""
    if one is None or one != one or other is None or other != other:  # noqa: PLR0124 - nan
        return (one is None or one != one) and (other is None or other != other)  # noqa: PLR0124
    return type(one) is type(other) and one == other if isinstance(one, str) else float(one) == float(other)


def text_of(value: Any, field: Field) -> str:
    """A value as the CSV tables write it."""
    if value is None or value != value:  # noqa: PLR0124
        return ""
    return str(int(value)) if field.type == "integer" else str(value)
