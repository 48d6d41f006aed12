"""The GeoPackage as a file: sound, the same bytes for the same plan, words in Bulgarian, sources and terms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pyogrio
from builders import tiny_case, tiny_plan

from gis.files import NAMES, columns, layer, rows_of, write_all
from mapping.publish.gis.aliases import coded_values
from mapping.publish.gis.definitions import LAYERS
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.metadata import day_of_inputs
from mapping.region.rows import SourceRow
from mapping.words import Text


class TestGeoPackage:
    def test_is_a_sound_geopackage(self, folder: Path):
        """The marks of the format, the keys between its tables, every table and column where the standard wants it."""
        assert (folder / "needsmap.gpkg").read_bytes()[68:72] == b"GPKG"
        assert rows_of(folder, "PRAGMA user_version") == [(10200,)]
        assert rows_of(folder, "PRAGMA integrity_check") == [("ok",)]
        assert rows_of(folder, "PRAGMA foreign_key_check") == []
        tables = {name for (name,) in rows_of(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        used = "SELECT table_name FROM gpkg_contents UNION SELECT table_name FROM gpkg_extensions"
        assert {name for (name,) in rows_of(folder, used) if name} <= tables
        assert {name for (name,) in rows_of(folder, "SELECT extension_name FROM gpkg_extensions")} == {
            "gpkg_rtree_index", "gpkg_schema", "gpkg_metadata"
        }  # fmt: skip
        for table, column in rows_of(folder, "SELECT table_name, column_name FROM gpkg_data_columns"):
            assert column in {row[1] for row in rows_of(folder, f"PRAGMA table_info({table})")}

    def test_same_plan_gives_the_same_bytes(self, folder: Path, tmp_path: Path):
        write_all(tiny_case(), tiny_plan(), tmp_path)
        for path in [folder / "needsmap.gpkg", *folder.glob("*.parquet")]:
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name

    def test_every_time_in_the_file_is_the_day_of_the_inputs(self, folder: Path):
        day = (f"{day_of_inputs(tiny_case().region)}T00:00:00.000Z",)
        times = [
            *rows_of(folder, "SELECT DISTINCT last_change FROM gpkg_contents"),
            *rows_of(folder, "SELECT DISTINCT timestamp FROM gpkg_metadata_reference"),
            *rows_of(folder, "SELECT DISTINCT update_time FROM layer_styles"),
        ]
        assert times == [day, day, day] == [("2021-09-07T00:00:00.000Z",)] * 3

    def test_the_clock_of_other_writers_is_left_alone(self, tmp_path: Path):
        write_geopackage(tiny_case(), tiny_plan(), tmp_path)
        assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None

    def test_columns_are_named_in_bulgarian(self, folder: Path):
        words = {
            (t, c): n for t, c, n in rows_of(folder, "SELECT table_name, column_name, name FROM gpkg_data_columns")
        }
        assert set(words) == {(d.name, column) for d in LAYERS for column in columns(d)}
        assert words["units", "ekatte"] == "ЕКАТТЕ"
        assert words["settlements", "need_home_2021_2023"] == "потребност 2021–2023: име home"
        assert words["settlements", "share_2024_2024"] == "обслужен дял 2024"
        assert words["settlements", "kind"] != words["units", "kind"]
        assert all(re.search("[а-яА-Я]", name) for name in words.values())

    def test_codes_have_words(self, folder: Path):
        """Every code that a record has is one of its list; so programs can show the words for it."""
        found = rows_of(folder, "SELECT constraint_name, value, description FROM gpkg_data_column_constraints")
        words = {(name, code): said for name, code, said in found}
        assert words["service_kind", "mobile"] == "мобилна услуга"
        lists = rows_of(
            folder, "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns WHERE constraint_name != ''"
        )
        assert {(t, c) for t, c, _ in lists} == {(d.name, c) for d in LAYERS for c in coded_values(d)}
        for table, column, name in lists:
            assert {(name, code) for code in layer(folder, table)[column].dropna()} <= set(words), (table, column)

    def test_says_what_it_is_from_which_sources_and_on_what_terms(self, tmp_path: Path):
        sources = (
            SourceRow(
                source="a", title="Преброяване <2021>", publisher="НСИ", date="2022-03-04", address="", licence="&"
            ),
            SourceRow(
                source="b", title="Карта", publisher="x", date=date(2023, 5, 6), address="https://x", licence="CC"
            ),
            SourceRow(source="c", title="Година", publisher="y", date="2025", licence="CC"),
        )
        case = tiny_case()
        case = replace(case, region=replace(case.region, sources=sources))
        write_geopackage(case, tiny_plan(), tmp_path)
        [(whole,)] = rows_of(
            tmp_path, "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON id = md_file_id"
            " WHERE reference_scope = 'geopackage'"
        )  # fmt: skip
        terms: dict[str, list[str]] = {}
        for element in ElementTree.fromstring(whole):
            terms.setdefault(element.tag.removeprefix("{http://purl.org/dc/terms/}"), []).append(element.text or "")
        assert terms["date"] == ["2023-05-06"]
        assert terms["title"] == ["т"]
        assert terms["source"] == [
            "Преброяване <2021> (НСИ, 2022-03-04). &", "Карта (x, 2023-05-06). https://x. CC", "Година (y, 2025). CC"
        ]  # fmt: skip
        assert "оценка" in terms["description"][0]
        assert "MIT" in terms["license"][0]
        layers = rows_of(tmp_path, "SELECT table_name FROM gpkg_metadata_reference WHERE reference_scope = 'table'")
        assert [name for (name,) in layers] == NAMES
        titles = rows_of(tmp_path, "SELECT identifier FROM gpkg_contents WHERE data_type = 'features'")
        assert [name for (name,) in titles] == [d.title.bg for d in LAYERS]

    def test_in_english_titles_legends_and_columns_are_english(self, tmp_path: Path):
        write_geopackage(tiny_case(lambda code: Text(code, code)), tiny_plan(), tmp_path, "en")
        said = [
            *rows_of(tmp_path, "SELECT styleQML, description FROM layer_styles"),
            *rows_of(tmp_path, "SELECT name, description FROM gpkg_data_columns"),
            *rows_of(tmp_path, "SELECT value, description FROM gpkg_data_column_constraints"),
            *rows_of(tmp_path, "SELECT identifier, description FROM gpkg_contents"),
        ]
        assert not re.search("[а-яА-Я]", "".join(str(row) for row in said))
