"""The pages of docs/ say what the program does: every scenario key, every column of every table.

`python tests/test_docs.py` writes docs/tables.md anew from the data package, and scenarios/scenario.schema.json.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from annotated_types import Ge, Gt, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mapping.publish.products import USUAL
from mapping.region import POINT_TABLES, REGION_TABLES
from mapping.region.territories import COUNTRY, OFFICIAL_MUNICIPALITIES, OFFICIAL_SETTLEMENTS
from mapping.scenario import ScenarioFile
from mapping.scenario.editors import schema_text
from mapping.scenario.words import KEY_WORDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "geodata" / "haskovo" / "datapackage.json"

# The names of a dict's keys, as the page writes them.
NAMED_BY = {
    "weights": "<service>",
    "group_weights": "<group>",
    "standards": "<service>",
    "sizes": "<service>",
    "funds": "<fund>",
    "catalogue": "<service>",
    "parameters": "<parameter>",
    "need.services": "<service>",
    "need.groups": "<group>",
}
# What stands for a missing value, where it is not the catalogue's or all items.
DEFAULTS = {
    "period_weights": "1 each",
    "coverage[].group": "everybody",
    "coverage[].municipality": "the region",
    "inter_municipal.by": "the last year",
    "outputs": ", ".join(f"`{name}`" for name in USUAL),
    "parameters.<parameter>": "none",
}
TEXTS = {"Code", "Ekatte", "str"}


def bounds(metadata: list[Any]) -> str:
    low = next((m for m in metadata if isinstance(m, Ge | Gt)), None)
    high = next((m for m in metadata if isinstance(m, Le)), None)
    if isinstance(low, Ge) and high is not None:
        return f", {low.ge:g} to {high.le}"
    if isinstance(low, Gt):
        return f", above {low.gt}" + ("" if high is None else f", at most {high.le}")
    return f", at least {low.ge}" if isinstance(low, Ge) else ""


def constraints(metadata: list[Any]) -> list[Any]:
    """The bounds in `metadata`, also those inside pydantic's Field."""
    found: list[Any] = []
    for item in metadata:
        found += constraints(item.metadata) if isinstance(item, FieldInfo) else [item]
    return found


def type_words(annotation: Any, metadata: list[Any]) -> str:
    """A type as the page writes it."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return type_words(inner, [*metadata, *constraints(list(more))])
    if get_origin(annotation) is Literal:
        values = get_args(annotation)
        return "level" if values == ("low", "central", "high") else f"one of: {', '.join(values)}"
    if get_origin(annotation) is tuple:
        return f"list of {type_words(get_args(annotation)[0], [])}"
    options = [option for option in get_args(annotation) if option is not type(None)]
    if options:
        return type_words(options[0], metadata)
    return {bool: "true or false", str: "text", int: "whole number", float: "number"}[annotation] + bounds(metadata)


def model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = model_in(inner)
        if found is not None:
            return found
    return None


def is_list(annotation: Any) -> bool:
    return any(get_origin(a) is tuple for a in (annotation, *get_args(annotation)))


def default_words(field: FieldInfo, standard: bool = False) -> str:
    if field.is_required():
        return ""
    value = field.default
    if value is None:
        return "the catalogue's" if standard else "none"
    if value == ():
        return "all"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def keys_of(model: type[BaseModel], prefix: str = "") -> dict[str, tuple[str, str]]:
    """Every key of the schema: its type and default as the page writes them."""
    keys: dict[str, tuple[str, str]] = {}
    for name, field in model.model_fields.items():
        key = whole = prefix + name
        inner = model_in(field.annotation)
        if whole in NAMED_BY:
            key += f".{NAMED_BY[whole]}"
        if inner is not None:
            mark = "[]" if is_list(field.annotation) else ""
            keys |= keys_of(inner, f"{key}{mark}.")
        elif whole in NAMED_BY:
            value = get_args(field.annotation)[1]
            keys[key] = (type_words(value, []), DEFAULTS.get(key, "1"))
        else:
            default = DEFAULTS.get(key, default_words(field, key.startswith("standards")))
            keys[key] = (type_words(field.annotation, constraints(field.metadata)), default)
    return keys


def documented_keys() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| `([^`]+)` \| (.*?) \| ?(.*?) ?\| (.+) \|$", page("scenario.md"), re.MULTILINE)
    assert all(len(meaning) > 5 for *_, meaning in rows)
    twice = [key for key, count in Counter(key for key, *_ in rows).items() if count > 1]
    assert not twice, f"more than one row: {twice}"
    return {key: (type_, default) for key, type_, default, _ in rows}


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_scenario_key_is_documented_with_its_type_and_default_and_no_other():
    assert documented_keys() == keys_of(ScenarioFile)


def test_every_scenario_key_is_explained_in_the_words_that_editors_show():
    rows = re.findall(r"^\| `([^`]+)` \| .*? \| ?.*? ?\| (.+) \|$", page("scenario.md"), re.MULTILINE)
    assert dict(rows) == {key: words.en for key, words in KEY_WORDS.items()}


def test_the_shipped_schema_is_that_of_the_keys():
    """`python tests/test_docs.py` writes it anew."""
    assert (ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_no_row_of_a_table_stands_apart_from_its_heading(name: str):
    """A blank line cuts a table in two: the second half is shown as text."""
    blocks = [[*block.splitlines(), "", ""] for block in re.split(r"\n\s*\n", page(name))]
    assert not [first for first, second, *_ in blocks if first.startswith("| ") and not second.startswith("|-")]


def test_every_objective_is_explained_under_the_table():
    objectives = documented_keys()["stages[].objective"][0].removeprefix("one of: ").split(", ")
    explained = " ".join(page("scenario.md").split("Stages are solved", 1)[1].split())
    assert all(f"`{objective}` (" in explained for objective in objectives)


def tables_page() -> str:
    """docs/tables.md, from the data package of the shipped region."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    parts = [HEAD.strip()]
    for resource in package["resources"]:
        rows = [
            f"| `{field['name']}` | {kind(field)} | {blank(field)} | {meaning(field)} |"
            for field in resource["schema"]["fields"]
        ]
        heading = f"## `{resource['path']}`\n\n{resource['description']}"
        parts.append("\n".join([heading, "", "| column | type | | meaning |", "|---|---|---|---|", *rows]))
    parts.append(POINTS.strip())
    for file, row_type in POINT_TABLES.items():
        rows = [
            f"| `{name}` | {of_row(field)} | {field.description} |" for name, field in row_type.model_fields.items()
        ]
        parts.append(
            "\n".join(
                [f"## `{file}`", "", row_type.__doc__ or "", "", "| column | type | meaning |", "|---|---|---|", *rows]
            )
        )
    return "\n\n".join(parts) + "\n"


def of_row(field: FieldInfo) -> str:
    words = type_words(field.annotation, constraints(field.metadata))
    return words if field.is_required() else f"{words}; may be blank"


POINTS = """
# The tables of a points region

A region may be nothing but points: where people are, where a unit may stand, and how far it is. Such a folder has
`region.toml`, `points.csv`, and where they are needed the other tables below. Points take the part of settlements and are
run, checked and published like any other region ([classical.md](classical.md) has examples). Only what needs geography is left
out: with `lat` and `lon` of every point the run writes `units.geojson` and `settlements.geojson`, without them tables
only; there are no territories and no printed map.

| key of `region.toml` | type | meaning |
|---|---|---|
| `id` | text | code of the region: small Latin letters, digits, underscores |
| `kind` | one of: points | says that the folder is a points region |
| `title.bg`, `title.en` | text | name of the region |
| `distance.measure` | one of: euclidean, sphere, costs | straight line in the plane (`x`, `y`); great circle (`lat`, `lon`); the pairs of `costs.csv` and no others |
| `distance.round` | one of: none, down, nearest | rounding of measured distances to whole numbers; `none` if not given |
| `distance.radius` | number, above 0 | radius of the sphere, in the unit of the distances; 6371008.8 (metres) if not given |
| `distance.cost_of` | one of: one, all | whether a cost is that of one person or of all the point's weight; `one` if not given |
| `service.id` | text | code of the service whose units are placed; `unit` if not given |
| `service.title.bg`, `service.title.en` | text | its name |

Standards in minutes and in kilometres both hold the distance or cost; a points region has no standard of its own, so
everybody reaches every unit to which a way leads, unless the scenario says less.
"""  # noqa: E501


def required(field: dict[str, Any]) -> bool:
    return bool(field.get("constraints", {}).get("required"))


def blank(field: dict[str, Any]) -> str:
    return "" if required(field) else "may be blank"


def kind(field: dict[str, Any]) -> str:
    limits = field.get("constraints", {})
    if "enum" in limits:
        return "one of: " + ", ".join(f"`{value}`" for value in limits["enum"])
    words = {"string": "text", "integer": "whole number", "number": "number", "date": "date"}[field["type"]]
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None and high is not None:
        return f"{words}, {low} to {high}"
    return words if low is None else f"{words}, at least {low}"


def meaning(field: dict[str, Any]) -> str:
    unit = f" ({field['unit']})" if "unit" in field else ""
    return field["description"].replace("|", "\\|") + unit


HEAD = f"""
# The tables of a region

A region is a folder; `geodata/haskovo/` is the shipped one and the example to copy. `needsmap check` reads
all of it and lists every problem at once. This page is written from `datapackage.json` by
`python tests/test_docs.py`; the same file describes the tables to
[frictionless](https://framework.frictionlessdata.io) and other programs.

**Form.** CSV, separated by commas, UTF-8 (Excel: "CSV UTF-8 (comma delimited)"), one header line with
exactly the columns below, in any order. Decimal point, no grouping, no units in cells. Codes are text and
keep leading zeros. A cell may be blank only where the table says so. No control characters but tabs and line ends.

**Evidence.** Where a table has `low`, `central` and `high`, they are in that order; `status` says whether the
value was read (`sourced`), worked out from read values (`derived`), assumed (`assumption`) or set by the user
(`user`); `source` is a row of `sources.csv`. Where rows do not say this, `table_sources.csv` says it of whole columns.

## `region.toml`

What the folder is about. All keys are needed.

| key | type | meaning |
|---|---|---|
| `id` | text | code of the region: small Latin letters, digits, underscores |
| `census_date` | date | day of the census: `population_2021`, age bands and sexes of `settlements.csv` |
| `earlier_date` | date, before the census | day of the earlier count: `population_2013` of `settlements.csv` |
| `title.bg` | text | name of the region in Bulgarian |
| `title.en` | text | name of the region in English |

## Boundaries

GeoJSON in WGS84 (RFC 7946): polygons, longitude before latitude. The first of these files that is there is
used:

- `{OFFICIAL_SETTLEMENTS}`, property `ekatte`: official land of each settlement, used as it is; municipalities
  and region are its unions. Only a settlement with `area_decares` 0 may be missing.
- `{OFFICIAL_MUNICIPALITIES}`, property `municipality`: official municipalities; inside them each place
  belongs to the nearest settlement of the same municipality.
- `{COUNTRY}`: outline of the country; each place belongs to the nearest settlement, those of
  `surroundings.csv` included. The map marks such borders as approximate.

The two official files are optional; without them `{COUNTRY}` is needed.
"""


def test_tables_page_is_what_the_data_package_says():
    assert page("tables.md") == tables_page(), "run: python tests/test_docs.py"


@pytest.mark.parametrize("file", sorted(REGION_TABLES))
def test_blank_cells_are_allowed_where_the_row_type_allows_them(file: str):
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    [resource] = [r for r in package["resources"] if r["path"] == file]
    for field in resource["schema"]["fields"]:
        assert required(field) == REGION_TABLES[file].model_fields[field["name"]].is_required(), field["name"]


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in sorted(DOCS.glob("*.md")))])
def test_links_between_pages_lead_somewhere(name: str):
    source = ROOT / name
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", source.read_text(encoding="utf-8")):
        if not link.startswith("http"):
            assert (source.parent / link).exists(), link


if __name__ == "__main__":
    (DOCS / "tables.md").write_text(tables_page(), encoding="utf-8", newline="\n")
    (ROOT / "scenarios" / "scenario.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")
