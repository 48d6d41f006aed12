"""One GeoPackage (OGC 12-128) with all layers, their names in Bulgarian, metadata, and the styles that QGIS applies.

GDAL writes the layers; the tables round them, which GDAL writes only in part, are put in with SQLite:
`gpkg_data_columns` and its constraints (extension `gpkg_schema`), `gpkg_metadata` (extension `gpkg_metadata`), and
`layer_styles`, the table in which QGIS looks for the style of a layer. All times in the file are the day of the inputs:
the same plan gives the same bytes with the same versions of GDAL and SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyogrio

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.crs import Crs
from mapping.publish.gis.aliases import aliases, coded_values
from mapping.publish.gis.layers import Layer, layers_of
from mapping.publish.gis.metadata import DUBLIN_CORE, about, day_of_inputs, dublin_core, title
from mapping.publish.gis.styles import style_of
from mapping.publish.records import Lookup
from mapping.uncertainty.types import Certainties
from mapping.words import Language

FILE = "needsmap.gpkg"
SPEC = "http://www.geopackage.org/spec121/"

_TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
    definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
    description TEXT, mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
    min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
    md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
    mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
    row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
    styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
"""
_EXTENSIONS = (
    ("gpkg_data_columns", "gpkg_schema", "#extension_schema"),
    ("gpkg_data_column_constraints", "gpkg_schema", "#extension_schema"),
    ("gpkg_metadata", "gpkg_metadata", "#extension_metadata"),
    ("gpkg_metadata_reference", "gpkg_metadata", "#extension_metadata"),
)


def write_geopackage(
    case: Case,
    plan: Plan,
    folder: Path,
    language: Language = "bg",
    crs: Crs = "EPSG:4326",
    certainties: Certainties | None = None,
) -> None:
    """Write `folder`/needsmap.gpkg: the layers of docs/gis.md in `crs`; a file of that name is replaced.

    `language` is that of titles and legends; columns are shown in Bulgarian with "bg", by their own names with "en".
    """
    path = folder / FILE
    path.unlink(missing_ok=True)
    look, layers = layers_of(case, plan, crs, certainties)
    time = f"{day_of_inputs(case.region).isoformat()}T00:00:00.000Z"
    with _dated(time):
        for number, layer in enumerate(layers):
            pyogrio.write_dataframe(
                layer.frame,
                path,
                driver="GPKG",
                layer=layer.definition.name,
                append=number > 0,
                dataset_options={"VERSION": "1.2"},  # which older programs know too
                geometry_type=layer.definition.geometry,
                layer_options={
                    "IDENTIFIER": layer.definition.title.of(language),
                    "DESCRIPTION": layer.definition.record.of(language),
                },
            )
    with closing(sqlite3.connect(path)) as base:
        with base:
            base.executescript(_TABLES)
            _extensions(base)
            _codes(base, layers, language)
            for layer in layers:
                words = aliases(look, layer.definition)
                _columns(base, layer, words, language)
                _style(base, layer, style_of(layer.definition, look, words, language), language, time)
            _contents(base, time)
            _metadata(base, look, layers, language, time)
        base.execute("VACUUM")


@contextmanager
def _dated(time: str) -> Iterator[None]:
    """Let GDAL write `time` wherever it would write the clock's."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": time})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _extensions(base: sqlite3.Connection) -> None:
    base.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
        [(table, name, SPEC + anchor) for table, name, anchor in _EXTENSIONS],
    )


def _codes(base: sqlite3.Connection, layers: list[Layer], language: Language) -> None:
    """The words for codes (a kind, a state), which QGIS shows in their place."""
    lists = {name: words for layer in layers for name, words in coded_values(layer.definition).values()}
    base.executemany(
        "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)"
        " VALUES (?, 'enum', ?, ?)",
        [(name, code, text.of(language)) for name, words in lists.items() for code, text in words.items()],
    )


def _columns(base: sqlite3.Connection, layer: Layer, words: dict[str, str], language: Language) -> None:
    codes = coded_values(layer.definition)
    base.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description, constraint_name)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                layer.definition.name,
                column,
                words[column] if language == "bg" else column,
                words[column] if language == "bg" else column,
                f"{field.meaning} ({field.unit})" if field.unit else field.meaning,
                codes[column][0] if column in codes else None,
            )
            for column, field in layer.columns.items()
        ],
    )


def _style(base: sqlite3.Connection, layer: Layer, qml: str, language: Language, time: str) -> None:
    base.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
        " VALUES ('', '', ?, 'geom', 'needsmap', ?, '', 1, ?, '', ?)",
        (layer.definition.name, qml, layer.definition.title.of(language), time),
    )


def _contents(base: sqlite3.Connection, time: str) -> None:
    """QGIS registers its table of styles as one of attributes; so is this one."""
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
        (time,),
    )


def _metadata(base: sqlite3.Connection, look: Lookup, layers: list[Layer], language: Language, time: str) -> None:
    """One description of the whole, and a short one for each layer, which refers to it."""
    insert = "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES (?, ?, ?, ?)"
    refer = "INSERT INTO gpkg_metadata_reference VALUES (?, ?, NULL, NULL, ?, ?, ?)"
    whole = base.execute(insert, ("dataset", DUBLIN_CORE, "text/xml", dublin_core(look, language))).lastrowid
    base.execute(refer, ("geopackage", None, time, whole, None))
    for layer in layers:
        said = f"{title(look, language)}. {layer.definition.record.of(language)} {about(look, language)}"
        part = base.execute(insert, ("series", DUBLIN_CORE, "text/plain", said)).lastrowid
        base.execute(refer, ("table", layer.definition.name, time, part, whole))
