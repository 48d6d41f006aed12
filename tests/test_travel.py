"""Travel: the fit of the detour, published and overridden pairs, rough roads, on numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, pi
from typing import Any

import numpy as np
import pytest
from builders import estimate, tiny_region
from toy import toy_case

from mapping.region import Region
from mapping.region.rows import RoadDistanceRow, TravelOverrideRow
from mapping.travel import Travel, estimate_travel, fit_detour, straight_km
from mapping.travel.estimate import EARTH_RADIUS_KM

PARAMETERS = {
    "speed_plain": 60.0,
    "speed_rough": 30.0,
    "terminal_minutes": 3.0,
    "internal_km_town": 2.0,
    "internal_km_village": 1.0,
}

A, B, C, D = 0, 1, 2, 3
"""The four villages of tests/builders.py: A south-west, B north-west, C south-east, D north-east."""


def road(one: str, other: str, km: float, straight: float = 10.0, **changes: Any) -> RoadDistanceRow:
    values = {"terrain": "plain", "precision": "rounded", "use": "fit", "source": "us", **changes}
    return RoadDistanceRow(from_ekatte=one, to_ekatte=other, road_km=km, straight_km=straight, **values)


def override(one: str, other: str, km: float, minutes: float) -> TravelOverrideRow:
    return TravelOverrideRow(from_ekatte=one, to_ekatte=other, km=km, minutes=minutes, status="user", source="us")


def region_of(
    *roads: RoadDistanceRow, rough: tuple[int, ...] = (), overrides: tuple[TravelOverrideRow, ...] = ()
) -> Region:
    tiny = tiny_region()
    places = tuple(
        replace(place, terrain="rough" if i in rough else "plain") for i, place in enumerate(tiny.settlements)
    )
    return replace(
        tiny,
        settlements=places,
        road_distances=roads,
        travel_overrides=overrides,
        parameters={name: estimate(value) for name, value in PARAMETERS.items()},
    )


def straight(region: Region) -> np.ndarray:
    places = region.settlements
    return straight_km(np.array([p.lat for p in places]), np.array([p.lon for p in places]))


class TestStraight:
    def test_a_quarter_of_the_equator_and_from_pole_to_pole(self):
        lat, lon = np.array([0.0, 0.0, 90.0, -90.0]), np.array([0.0, 90.0, 0.0, 0.0])
        km = straight_km(lat, lon)
        assert km[0, 1] == pytest.approx(EARTH_RADIUS_KM * pi / 2)
        assert km[2, 3] == pytest.approx(EARTH_RADIUS_KM * pi)
        assert km[0, 2] == pytest.approx(10007.56, abs=0.01)

    def test_sofia_to_haskovo(self):
        """NSI points 42.6977 N 23.3219 E and 41.9344 N 25.5555 E: about 202 km by any map."""
        km = straight_km(np.array([42.6977, 41.9344]), np.array([23.3219, 25.5555]))
        assert km[0, 1] == pytest.approx(202.5, abs=1.5)

    def test_symmetric_with_nothing_on_the_diagonal(self):
        km = straight(region_of())
        assert (km == km.T).all()
        assert (np.diag(km) == 0).all()

    def test_a_degree_of_latitude(self):
        km = straight_km(np.array([42.0, 43.0]), np.array([25.0, 25.0]))
        assert km[0, 1] == pytest.approx(2 * pi * EARTH_RADIUS_KM / 360)


class TestFit:
    def test_geometric_mean_of_the_ratios(self):
        """1.1, 1.2, 1.6: the third root of 2.112."""
        fit = fit_detour((road("00011", "00012", 11), road("00011", "00021", 12), road("00011", "00022", 16)), "plain")
        assert fit is not None
        assert fit.factor == pytest.approx(2.112 ** (1 / 3))
        assert fit.pairs == 3

    def test_errors_leave_one_out(self):
        """1 and 4 predict each other: off by 300 % and by 75 %."""
        fit = fit_detour((road("00011", "00012", 10), road("00011", "00021", 40)), "plain")
        assert fit is not None
        assert fit.factor == pytest.approx(2)
        assert (fit.median_error, fit.worst_error) == pytest.approx(((3 + 0.75) / 2, 3))

    def test_three_pairs_by_hand(self):
        """1, 1, 8: the others' geometric means are sqrt(8), sqrt(8) and 1; errors 1.828, 1.828 and 7/8."""
        fit = fit_detour((road("00011", "00012", 10), road("00011", "00021", 10), road("00011", "00022", 80)), "plain")
        assert fit is not None
        assert fit.factor == pytest.approx(2)
        assert (fit.median_error, fit.worst_error) == pytest.approx((8**0.5 - 1, 8**0.5 - 1))

    def test_a_pair_published_twice_counts_once(self):
        """Once at 10 and, the other way round, at 40: 2 together; with a pair of 8, the mean is 4."""
        rows = (road("00011", "00012", 10), road("00012", "00011", 40), road("00011", "00021", 80))
        fit = fit_detour(rows, "plain")
        assert fit is not None
        assert fit.factor == pytest.approx(4)
        assert fit.pairs == 2

    def test_skipped_rows_and_other_terrains_do_not_count(self):
        rows = (
            road("00011", "00012", 12),
            road("00011", "00021", 90, use="skip"),
            road("00011", "00022", 20, terrain="rough"),
        )
        plain, rough = fit_detour(rows, "plain"), fit_detour(rows, "rough")
        assert plain is not None
        assert rough is not None
        assert (plain.factor, rough.factor) == pytest.approx((1.2, 2.0))

    def test_one_pair_has_no_error_and_none_no_fit(self):
        fit = fit_detour((road("00011", "00012", 12),), "plain")
        assert fit is not None
        assert isnan(fit.median_error)
        assert isnan(fit.worst_error)
        assert fit_detour((), "plain") is None


class TestEstimate:
    def test_straight_line_times_the_detour_over_the_speed(self):
        """60 km/h: a kilometre a minute, and 3 minutes more."""
        region = region_of(road("00011", "00012", 15))
        travel = estimate_travel(region)
        km = straight(region)[A, C] * 1.5
        assert travel.km[A, C] == pytest.approx(km, abs=0.051)
        assert travel.minutes[A, C] == pytest.approx(km + 3, abs=0.051)

    def test_everything_is_in_tenths_and_the_same_both_ways(self):
        travel = estimate_travel(region_of(road("00011", "00012", 13.37, precision="exact"), rough=(D,)))
        for values in (travel.km, travel.minutes):
            assert (values == values.T).all()
            assert np.round(values, 1).tolist() == values.tolist()

    def test_inside_a_village_and_a_town(self):
        region = region_of()
        town = replace(region.settlements[0], kind="town")
        travel = estimate_travel(replace(region, settlements=(town, *region.settlements[1:])))
        assert np.diag(travel.km).tolist() == [2.0, 1.0, 1.0, 1.0]
        assert np.diag(travel.minutes).tolist() == [5.0, 4.0, 4.0, 4.0]

    def test_rough_ends_take_the_rough_detour_and_half_or_all_of_the_way_at_the_rough_speed(self):
        """30 km/h: two minutes a kilometre; with one rough end one and a half."""
        roads = (road("00011", "00012", 12), road("00011", "00022", 20, terrain="rough"))
        region = region_of(*roads, rough=(C, D))
        travel, line = estimate_travel(region), straight(region)
        assert travel.km[A, B] == pytest.approx(line[A, B] * 1.2, abs=0.051)
        assert travel.km[A, C] == pytest.approx(line[A, C] * 2.0, abs=0.051)
        assert travel.minutes[A, C] == pytest.approx(line[A, C] * 2.0 * 1.5 + 3, abs=0.051)
        assert travel.minutes[C, D] == pytest.approx(line[C, D] * 2.0 * 2.0 + 3, abs=0.051)

    def test_a_published_exact_distance_stands_for_its_pair(self):
        travel = estimate_travel(region_of(road("00021", "00011", 17, precision="exact")))
        assert travel.km[A, C] == travel.km[C, A] == 17
        assert travel.minutes[A, C] == 20
        assert travel.published == 1

    def test_a_rounded_or_skipped_one_does_not(self):
        rows = (road("00011", "00021", 40), road("00011", "00012", 40, precision="exact", use="skip"))
        travel = estimate_travel(region_of(*rows))
        assert travel.published == 0
        assert 40 not in (travel.km[A, C], travel.km[A, B])

    def test_two_exact_ones_are_averaged(self):
        rows = (road("00011", "00021", 16, precision="exact"), road("00021", "00011", 18, precision="exact"))
        travel = estimate_travel(region_of(*rows))
        assert travel.km[A, C] == 17
        assert travel.published == 1

    def test_an_override_replaces_both_in_both_directions(self):
        travel = estimate_travel(
            region_of(
                road("00011", "00021", 16, precision="exact"),
                overrides=(override("00021", "00011", 21, 33), override("00012", "00012", 0, 0)),
            )
        )
        assert travel.km[A, C] == travel.km[C, A] == 21
        assert travel.minutes[A, C] == travel.minutes[C, A] == 33
        assert travel.km[B, B] == travel.minutes[B, B] == 0
        assert travel.overridden == 2

    @pytest.mark.parametrize(("roads", "factor"), [((), 1.3), ((road("00011", "00012", 20, terrain="rough"),), 2.0)])
    def test_without_pairs_of_its_terrain(self, roads: tuple[RoadDistanceRow, ...], factor: float):
        """The other terrain's factor, else 1.3."""
        region = region_of(*roads)
        assert estimate_travel(region).km[A, D] == pytest.approx(straight(region)[A, D] * factor, abs=0.051)


class TestWords:
    @staticmethod
    def travel() -> Travel:
        roads = (road("00011", "00012", 10), road("00011", "00021", 40), road("00012", "00021", 17, precision="exact"))
        return estimate_travel(region_of(*roads, overrides=(override("00011", "00022", 1, 2),)))

    def test_it_says_that_it_is_an_estimate_and_how_far_off_it_may_be(self):
        travel = self.travel()
        assert travel.estimated
        assert "Estimated" in travel.method.en
        assert "3 pairs, typical error" in travel.method.en
        assert "1 published and 1 overridden pairs" in travel.method.en
        assert "Оценено" in travel.method.bg
        assert "типична грешка" in travel.method.bg

    def test_one_pair_has_no_error_to_state(self):
        """The toy's: 31 / 24.8 = 1.25."""
        travel = toy_case().travel
        assert "1.25 (one pair, error unknown)" in travel.method.en
        assert "nan" not in travel.method.bg
