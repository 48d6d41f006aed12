"""What a plan can be published as: one entry a product, for `needsmap run` and `needsmap publish` alike.

A product imports what it draws or writes with when it is made, so that naming the products costs nothing and a
library that only one of them needs is missed by that one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.publish.crs import Crs
from mapping.words import Language, Text

if TYPE_CHECKING:  # the names of the products are known before anything is read
    from mapping.instance import Case
    from mapping.plan import Plan
    from mapping.region import Region
    from mapping.uncertainty.types import Certainties


@dataclass(frozen=True, slots=True)
class Form:
    """How products are written: the language of what people read, the coordinate system of layers that can have another
    than longitude and latitude, and how sure the plan is, where that is known."""

    language: Language = "bg"
    crs: Crs = "EPSG:4326"
    certainties: Certainties | None = None


def _nothing_missing(_: Region) -> Text | None:
    return None


@dataclass(frozen=True, slots=True)
class Product:
    """One thing a plan can be published as.

    `about` says what it is. `make` writes its files into an empty folder (folders inside it are allowed).
    `missing` says why it cannot be made of a region here (None where it can). A `usual` product is made by a run whose
    scenario does not say what it wants. `projected`: it can be written in the form's coordinate system;
    `certain`: it says how sure the plan is, and so is made in an ensemble's folder too.
    """

    name: str
    about: Text
    make: Callable[[Case, Plan, Path, Form], None]
    missing: Callable[[Region], Text | None] = _nothing_missing
    usual: bool = False
    projected: bool = False
    certain: bool = False


def _tables(case: Case, plan: Plan, folder: Path, _: Form) -> None:
    from mapping.publish.tables import write_tables

    write_tables(case, plan, folder)


def _workbook(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.workbook import write_workbook

    write_workbook(case, plan, folder, form.language)


def _csv_excel(case: Case, plan: Plan, folder: Path, _: Form) -> None:
    from mapping.publish.excel_csv import write_excel_tables

    write_excel_tables(case, plan, folder)


def _geojson(case: Case, plan: Plan, folder: Path, _: Form) -> None:
    from mapping.publish.geojson import write_geojson

    write_geojson(case, plan, folder)


def _map(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.printed import write_map

    write_map(case, plan, folder, language=form.language)


def _charts(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.charts import write_charts

    write_charts(case, plan, folder, form.language)


def _map_services(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.printed.service_pages import write_service_maps

    write_service_maps(case, plan, folder, language=form.language)


def _map_a4(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.printed.a4_pages import write_a4_map

    write_a4_map(case, plan, folder, language=form.language)


def _map_periods(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.printed.period_pages import write_period_maps

    write_period_maps(case, plan, folder, language=form.language)


def _screen(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.screen import write_screen_map

    write_screen_map(case, plan, folder, certainty=form.certainties)


def _gpkg(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.gis.geopackage import write_geopackage

    write_geopackage(case, plan, folder, form.language, form.crs, form.certainties)


def _parquet(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.gis.parquet import write_geoparquet

    write_geoparquet(case, plan, folder, form.language, form.crs, form.certainties)


def _report(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.report import write_report

    write_report(case, plan, folder, form.language, form.certainties)


def _project_sheets(case: Case, plan: Plan, folder: Path, form: Form) -> None:
    from mapping.publish.report import write_project_sheets

    write_project_sheets(case, plan, folder, form.language, form.certainties)


def needs_lonlat(region: Region) -> Text | None:
    """Why nothing can be put on a map of the world: the points of the region have no longitude and latitude."""
    if region.points is None or region.points.coordinates == "lonlat":
        return None
    return Text("точките на региона нямат lat и lon", "the region's points have no lat and lon")


def needs_territories(region: Region) -> Text | None:
    """Why no areas can be drawn: the region is nothing but points."""
    return None if region.points is None else Text("регионът е само от точки", "the region is nothing but points")


def needs_arrow(region: Region) -> Text | None:
    """Why no GeoParquet can be written: the library is not installed (it weighs more than all others together)."""
    if find_spec("pyarrow") is None:
        return Text(
            "липсва библиотеката pyarrow; инсталира се с: pip install needsmap[parquet]",
            "the library pyarrow is missing; it is installed with: pip install needsmap[parquet]",
        )
    return needs_lonlat(region)


PRODUCTS: tuple[Product, ...] = (
    Product("tables", Text("таблици CSV", "CSV tables"), _tables, usual=True),
    Product("workbook", Text("работна книга за Excel", "Excel workbook"), _workbook),
    Product(
        "csv_excel",
        Text("таблици CSV за български Excel", "CSV tables as a Bulgarian Excel opens them"),
        _csv_excel,
    ),
    Product(
        "geojson",
        Text("GeoJSON: звена, населени места, обслужвани територии", "GeoJSON: units, settlements, service areas"),
        _geojson,
        needs_lonlat,
        usual=True,
    ),
    Product(
        "map",
        Text("печатна карта на A3 (PNG, SVG, PDF)", "printed map on A3 (PNG, SVG, PDF)"),
        _map,
        needs_territories,
        usual=True,
    ),
    Product(
        "map_a4",
        Text("същата карта на два листа A4 (PDF, PNG)", "the same map on two sheets of A4 (PDF, PNG)"),
        _map_a4,
        needs_territories,
    ),
    Product(
        "map_services",
        Text("карта на всяка услуга на A4 (PDF, PNG)", "a map of each service on A4 (PDF, PNG)"),
        _map_services,
        needs_territories,
    ),
    Product(
        "map_periods",
        Text("карта на всеки период на A4 (PDF, PNG)", "a map of each period on A4 (PDF, PNG)"),
        _map_periods,
        needs_territories,
    ),
    Product(
        "charts",
        Text(
            "диаграми: пари, обслужени по общини и групи, места (PNG, SVG, PDF)",
            "charts: money, served by municipality and group, places (PNG, SVG, PDF)",
        ),
        _charts,
    ),
    Product(
        "report",
        Text("доклад за Word (DOCX)", "Word report (DOCX)"),
        _report,
        certain=True,
    ),
    Product(
        "project_sheets",
        Text("проектни фишове на новите звена (DOCX)", "project sheets of the new units (DOCX)"),
        _project_sheets,
        certain=True,
    ),
    Product(
        "screen",
        Text("карта за екран: един файл HTML, без мрежа", "map for the screen: one HTML file, no network"),
        _screen,
        needs_lonlat,
        certain=True,
    ),
    Product(
        "gpkg",
        Text("GeoPackage: слоеве със стил за QGIS и ArcGIS", "GeoPackage: layers with styles for QGIS and ArcGIS"),
        _gpkg,
        needs_lonlat,
        projected=True,
        certain=True,
    ),
    Product(
        "parquet",
        Text("GeoParquet: същите слоеве за анализ", "GeoParquet: the same layers for analysis"),
        _parquet,
        needs_arrow,
        projected=True,
        certain=True,
    ),
)
"""In the order in which they are made and listed."""

BY_NAME: Mapping[str, Product] = {product.name: product for product in PRODUCTS}
USUAL: tuple[str, ...] = tuple(product.name for product in PRODUCTS if product.usual)
"""What a run makes whose scenario does not say."""


def makeable(names: Iterable[str], region: Region) -> tuple[Product, ...]:
    """The named products that can be made of `region` here, in the order of `PRODUCTS`; unknown names count for
    nothing."""
    wanted = set(names)
    return tuple(product for product in PRODUCTS if product.name in wanted and product.missing(region) is None)
