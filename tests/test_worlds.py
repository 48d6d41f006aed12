"""Factors, worlds and their dependence: held against quantiles worked out by hand and known correlations."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from toy import toy_case, with_keys

from mapping.errors import InputError
from mapping.instance import build_instance, prepare_case
from mapping.region import Region, read_region
from mapping.region.rows import DependenceRow
from mapping.run import read_case
from mapping.tables import Estimate
from mapping.uncertainty.factors import block_of, check_central, check_dependence, find_factors, with_values
from mapping.uncertainty.kinds import KINDS
from mapping.uncertainty.types import Factor, World
from mapping.uncertainty.worlds import draw_world, factor_value, quantile, sample_worlds, world_region, world_values
from mapping.words import Text

ROOT = Path(__file__).parents[1]
HASKOVO = ROOT / "geodata" / "haskovo"


def some_estimate(low: float, central: float, high: float) -> Estimate:
    return Estimate(low, central, high, "", "assumption", "us")


def some_factors(*names: str, whole: bool = False, of: Estimate | None = None) -> tuple[Factor, ...]:
    estimate = of if of is not None else some_estimate(10, 20, 50)
    return tuple(Factor(name, Text(name, name), name.split(".")[0], estimate, whole) for name in names)


def block(name: str, factors: str, central: float) -> DependenceRow:
    return DependenceRow(
        block=name, factors=factors, low=0, central=central, high=0.99, unit="correlation", status="assumption",
        source="us",
    )  # fmt: skip


@pytest.fixture(scope="module")
def haskovo() -> Region:
    return read_region(HASKOVO)


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (0.0, 10.0),
        # Left of the middle the mass is 1/2 ((x - 10) / 10)^2: at 15 it is 1/8, at 10 + 10 sqrt(1/5) it is 1/10.
        (0.125, 15.0),
        (0.1, 10 + 10 * math.sqrt(0.2)),
        (0.5, 20.0),
        # Right of it what is above is 1/2 ((50 - x) / 30)^2: at 35 it is 1/8.
        (0.875, 35.0),
        (1.0, 50.0),
    ],
)
def test_quantiles_of_the_split_triangle_by_hand(q: float, value: float):
    assert quantile(some_estimate(10, 20, 50), q) == pytest.approx(value)


def test_a_range_with_its_centre_at_one_end_keeps_half_of_its_worlds_there():
    assert [quantile(some_estimate(0, 9, 9), q) for q in (0.5, 0.7, 1.0)] == [9, 9, 9]
    assert quantile(some_estimate(0, 9, 9), 0.125) == pytest.approx(4.5)


def test_whole_values_stay_whole_and_inside():
    (factor,) = some_factors("places.a", whole=True, of=some_estimate(0, 6, 10))
    values = {factor_value(factor, q) for q in np.linspace(0, 1, 101)}
    assert values == set(range(11))


def test_the_sample_has_the_quantiles_of_its_distribution_and_never_leaves_its_range():
    factors = some_factors("a.one", "b.two")
    worlds = sample_worlds(factors, (), seed=3, count=4000)
    for f, factor in enumerate(factors):
        values = np.array([factor_value(factor, world.quantiles[f]) for world in worlds])
        assert values.min() >= 10
        assert values.max() <= 50
        # 4,000 draws: a share of them has a standard error of at most 0.008.
        for q in (0.125, 0.5, 0.875):
            assert np.mean(values <= quantile(factor.estimate, q)) == pytest.approx(q, abs=0.025)


def test_correlations_come_out_as_stated():
    factors = some_factors("a.one", "a.two", "b.one", "c.one")
    rows = (block("a", "a.*", 0.6), block("b", "b.*", 0.9))
    worlds = sample_worlds(factors, rows, seed=5, count=5000)
    scores = np.array([[NormalDist().inv_cdf(q) for q in world.quantiles] for world in worlds])
    found = np.corrcoef(scores.T)
    # The standard error of a correlation over 5,000 draws is at most 0.014.
    assert found[0, 1] == pytest.approx(0.6, abs=0.04)
    for one, other in ((0, 2), (0, 3), (2, 3)):
        assert found[one, other] == pytest.approx(0.0, abs=0.05)


def test_a_world_is_the_same_whatever_stands_beside_it():
    factors = some_factors("a.one", "a.two", "b.one")
    rows = (block("a", "a.*", 0.5),)
    many = sample_worlds(factors, rows, seed=1, count=9)
    assert sample_worlds(factors, rows, seed=1, count=4) == many[:4]
    assert draw_world(factors, rows, 1, 7) == many[6]
    fewer = sample_worlds(factors[:2], rows, seed=1, count=9)
    assert [world.quantiles for world in fewer] == [world.quantiles[:2] for world in many]
    assert sample_worlds(factors, rows, seed=2, count=9) != many


def test_the_first_row_that_names_a_value_is_its_block():
    rows = (block("build", "size.*.capital; change.*.capital", 0.5), block("rest", "size.*", 0.5))
    assert block_of("size.home.p8.capital", rows) == "build"
    assert block_of("change.unit.close.capital", rows) == "build"
    assert block_of("size.home.p8.running", rows) == "rest"
    assert block_of("prevalence.frail", rows) == "prevalence.frail"


class TestHaskovo:
    """The shipped region: every kind of value is found, written and left alone as it should be."""

    def test_world_0_is_the_region_itself(self, haskovo: Region):
        factors = find_factors(haskovo)
        assert world_region(haskovo, factors, draw_world(factors, haskovo.dependence, 1, 0)) == haskovo

    def test_every_value_is_written_where_it_was_found(self, haskovo: Region):
        factors = find_factors(haskovo)
        ids = [factor.id for factor in factors]
        assert len(set(ids)) == len(ids)
        written = with_values(haskovo, {factor.id: factor.estimate.high for factor in factors})
        again = {factor.id: factor.estimate for factor in find_factors(written)}
        assert {i: e.central for i, e in again.items()} == {f.id: f.estimate.high for f in factors}
        assert {i: (e.low, e.high) for i, e in again.items()} == {
            f.id: (f.estimate.low, f.estimate.high) for f in factors
        }

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_every_kind_is_there(self, haskovo: Region, kind: str):
        found = [f for f in find_factors(haskovo) if f.id.split(".")[0] == kind]
        assert found or kind == "population"  # counts of residents to be met are exact as shipped

    def test_one_value_changes_nothing_else(self, haskovo: Region):
        changed = with_values(haskovo, {"prevalence.dementia": 1.5})
        before = {g.id: g.prevalence.central for g in haskovo.catalogue.groups}
        after = {g.id: g.prevalence.central for g in changed.catalogue.groups}
        assert after == before | {"dementia": 1.5}
        assert replace(changed, catalogue=haskovo.catalogue) == haskovo

    def test_choices_and_law_do_not_vary(self, haskovo: Region):
        factors = find_factors(haskovo)
        moved = world_region(haskovo, factors, World(1, (0.01,) * len(factors)))
        for before, after in zip(haskovo.catalogue.services, moved.catalogue.services, strict=True):
            if before.planning is not None and after.planning is not None:
                for name in ("standard_minutes", "standard_km", "min_population", "minimum_use", "legal_places"):
                    assert getattr(after.planning, name) == getattr(before.planning, name)
                assert [s.places for s in after.planning.sizes] == [s.places for s in before.planning.sizes]
        assert moved.co_financing == haskovo.co_financing
        assert moved.criteria == haskovo.criteria
        assert moved.settlements == haskovo.settlements

    def test_values_stay_inside_their_ranges_in_every_world(self, haskovo: Region):
        factors = find_factors(haskovo)
        for world in sample_worlds(factors, haskovo.dependence, seed=1, count=30):
            values = world_values(factors, world)
            for factor in factors:
                assert factor.estimate.low <= values[factor.id] <= factor.estimate.high

    def test_every_row_of_its_dependence_names_something(self, haskovo: Region):
        factors = find_factors(haskovo)
        check_dependence(haskovo, factors)
        assert {row.block for row in haskovo.dependence} <= {factor.block for factor in factors}

    def test_every_quantity_reaches_the_programme(self, haskovo: Region):
        """A value that nobody reads would make the plan look surer than it is. Of each quantity one value at least
        changes the instance (some do not: places of years before the scenario, counts that do not bind)."""
        scenario = read_case(ROOT / "scenarios" / "haskovo.toml").scenario
        factors = find_factors(haskovo)

        def instance(values: dict[str, float]) -> bytes:
            return pickle.dumps(build_instance(prepare_case(with_values(haskovo, values), scenario)))

        as_it_is = instance({})
        assert instance({factor.id: factor.estimate.central for factor in factors}) == as_it_is
        quantities: dict[tuple[str, str], list[Factor]] = {}
        for factor in factors:
            kind, *_, last = factor.id.split(".")
            told_apart = kind in ("size", "team", "change", "parameter")
            quantities.setdefault((kind, last if told_apart else ""), []).append(factor)
        for quantity, members in quantities.items():
            moved = [{f.id: value} for f in members for value in (f.estimate.low, f.estimate.high)]
            if quantity[1] in ("trend_floor", "trend_ceiling"):
                moved = [{f.id: 0.0} for f in members]  # inside their ranges these limits do not bind
            assert any(instance(values) != as_it_is for values in moved), quantity


def test_a_row_that_names_nothing_is_an_error():
    region = replace(toy_case().region, dependence=(block("roads", "parameter.sped_*", 0.5),))
    with pytest.raises(InputError) as caught:
        check_dependence(region, find_factors(region))
    assert "parameter.sped_*" in caught.value.of("en")


def test_tables_without_ranges_have_no_worlds():
    with pytest.raises(InputError) as caught:
        check_dependence(toy_case().region, ())
    assert "no value has a range" in caught.value.of("en")


def test_an_unknown_value_cannot_be_written(haskovo: Region):
    with pytest.raises(KeyError, match=r"prevalence\.nobody"):
        with_values(haskovo, {"prevalence.nobody": 1.0})


def test_a_scenario_of_low_need_has_no_worlds():
    def low(keys: dict[str, object]) -> None:
        keys["need"] = {"level": "low"}

    check_central(toy_case().scenario)
    with pytest.raises(InputError) as caught:
        check_central(with_keys(toy_case(), low).scenario)
    assert "need.level" in caught.value.of("en")


def test_a_scenario_whose_first_objective_is_another_has_no_worlds():
    def another(keys: dict[str, object]) -> None:
        keys["stages"] = [{"objective": "worst_served", "gap": 0.0}, {"objective": "unmet", "gap": 0.0}]

    with pytest.raises(InputError) as caught:
        check_central(with_keys(toy_case(), another).scenario)
    assert "worst_served" in caught.value.of("en")
