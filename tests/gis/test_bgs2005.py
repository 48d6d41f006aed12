"""The coordinate system for areas and print in Bulgaria."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from builders import tiny_case, tiny_plan
from pyproj import Transformer

from gis.files import NAMES, layer, rows_of
from mapping.publish.gis.geopackage import write_geopackage
from mapping.publish.gis.parquet import write_geoparquet
from mapping.region import Region
from mapping.region.territories import areas_km2


class TestBgs2005:
    def test_layers_come_in_the_system_asked_for_and_go_back(self, folder: Path, tmp_path: Path):
        """Easting is x; PROJ brings every corner back to less than 0.1 mm."""
        write_geopackage(tiny_case(), tiny_plan(), tmp_path, crs="EPSG:7801")
        write_geoparquet(tiny_case(), tiny_plan(), tmp_path, crs="EPSG:7801")
        back = Transformer.from_crs("EPSG:7801", "EPSG:4326", always_xy=True)
        for name in NAMES:
            frame, degrees = layer(tmp_path, name), layer(folder, name)
            assert frame.crs.to_epsg() == 7801
            assert geopandas.read_parquet(tmp_path / f"{name}.parquet").crs.to_epsg() == 7801
            metres = shapely.get_coordinates(frame.geometry)
            assert (metres[:, 0] < 1e6).all()
            assert (metres[:, 1] > 4e6).all()
            returned = np.column_stack(back.transform(metres[:, 0], metres[:, 1]))
            assert np.abs(returned - shapely.get_coordinates(degrees.geometry)).max() < 1e-9
        assert rows_of(tmp_path, "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys"
                       " WHERE srs_id = 7801") == [("EPSG", 7801)]  # fmt: skip

    def test_a_known_point_is_where_the_projection_puts_it(self):
        """Worked from the definition: the central meridian, 25° 30' E, has easting 500 000 m; places east of it more;
        a degree of latitude is 111 km."""
        project = Transformer.from_crs("EPSG:4326", "EPSG:7801", always_xy=True)
        x, y = project.transform(25.5, 42.0)
        assert x == pytest.approx(500_000, abs=0.001)
        assert project.transform(25.6, 42.0)[0] - x == pytest.approx(8_284, abs=10)  # 0.1° x 111.3 km x cos 42°
        assert project.transform(25.5, 43.0)[1] - y == pytest.approx(111_000, rel=0.002)

    def test_areas_of_the_shipped_region_agree_with_an_equal_area_projection(self, haskovo: Region):
        """The projection is conformal: areas are 0.03 % off at most over the oblast; and the land of each municipality
        by the table (its settlements' decares) is within 13 % of that of its approximate boundaries."""
        shapes = list(haskovo.territories.municipalities.values())
        metres = geopandas.GeoSeries(shapes, crs="EPSG:4326").to_crs("EPSG:7801").area.to_numpy() / 1e6
        true = areas_km2(shapes)
        assert np.abs(metres / true - 1).max() < 0.0004
        decares = [
            sum(place.area_decares for place in haskovo.settlements if place.municipality == code)
            for code in haskovo.territories.municipalities
        ]
        assert np.abs(true / (np.array(decares) / 1000) - 1).max() < 0.13
        assert true.sum() / (sum(decares) / 1000) == pytest.approx(1, abs=0.02)
