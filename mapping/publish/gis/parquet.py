"""The layers as GeoParquet 1.1, a file each, for analysis with Arrow, DuckDB, geopandas or QGIS.

Geometry is WKB in the column `geometry`, with the box of each record in `bbox`, so that readers may skip what lies
elsewhere.
The same plan gives the same bytes with the same versions of Arrow and geopandas.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.crs import Crs
from mapping.publish.gis.aliases import aliases
from mapping.publish.gis.layers import Layer, layers_of
from mapping.publish.gis.metadata import dublin_core
from mapping.publish.records import Lookup
from mapping.uncertainty.types import Certainties
from mapping.words import Language

VERSION = "1.1.0"

_TYPES: dict[str, Any] = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "decimal": pyarrow.float64(),
    "flag": pyarrow.bool_(),
}


def write_geoparquet(
    case: Case,
    plan: Plan,
    folder: Path,
    language: Language = "bg",
    crs: Crs = "EPSG:4326",
    certainties: Certainties | None = None,
) -> None:
    """Write `folder`/<layer>.parquet for each layer of docs/gis.md, in `crs`; files of those names are replaced.

    Each file says what it is (`title`, `description`, Dublin Core in `metadata`) and each column what it means (`alias`
    in Bulgarian, `description`).
    """
    look, layers = layers_of(case, plan, crs, certainties)
    about = dublin_core(look, language)
    for layer in layers:
        parquet.write_table(_table(look, layer, about, language), folder / f"{layer.definition.name}.parquet")


def _table(look: Lookup, layer: Layer, about: str, language: Language) -> Any:
    """The layer as geopandas gives it, its columns of the fields' types also where all are empty."""
    written = BytesIO()
    layer.frame.to_parquet(written, index=False, schema_version=VERSION, write_covering_bbox=True)
    table = _without_empty_boxes(parquet.read_table(written))
    words = aliases(look, layer.definition)
    fields = []
    for known in table.schema:
        field = layer.columns.get(known.name)
        if field is None:  # the geometry and its box
            fields.append(known)
            continue
        meaning = f"{field.meaning} ({field.unit})" if field.unit else field.meaning
        said = {"alias": words[known.name], "description": meaning}
        fields.append(pyarrow.field(known.name, _TYPES[field.type], metadata=said))
    own = {
        "geo": table.schema.metadata[b"geo"],
        "title": layer.definition.title.of(language),
        "description": layer.definition.record.of(language),
        "metadata": about,
    }
    return table.cast(pyarrow.schema(fields, metadata=own))


def _without_empty_boxes(table: Any) -> Any:
    """No box where there is no geometry; geopandas writes one of nothings."""
    place = table.schema.get_field_index("bbox")
    boxes = table.column(place).combine_chunks()
    nowhere = table.column("geometry").combine_chunks().is_null()
    kind = boxes.type
    parts = [boxes.field(number) for number in range(kind.num_fields)]
    return table.set_column(place, "bbox", pyarrow.StructArray.from_arrays(parts, fields=list(kind), mask=nowhere))
