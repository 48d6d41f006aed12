"""Tables and GeoJSON of an ensemble: counted by hand on four villages, every field documented, the same bytes."""

from __future__ import annotations

import csv
import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import tiny_case, tiny_plan
from ensembles import certainties_of, read_of, units_of, world_plan
from line import write_question
from runs import SilentListener
from test_points import QUESTION

from mapping.publish.certainties import write_certainties
from mapping.publish.certainty import class_counts, direction, missing_marks, served_range, strongest, wide_settlements
from mapping.publish.certainty_tables import write_certainty_tables
from mapping.publish.certainty_words import (
    change_words,
    movable_words,
    range_words,
    summary_sentences,
    unplanned_words,
    value_words,
    worth_words,
)
from mapping.publish.fields import CERTAIN_TABLES, SETTLEMENT_RANGE, UNIT_CERTAINTY, OutputFile, expand, field_table
from mapping.publish.geojson import write_geojson
from mapping.run import execute
from mapping.tables import Estimate
from mapping.uncertainty.types import (
    Candidate,
    Certainties,
    Ensemble,
    Factor,
    Influence,
    Place,
    RobustPlan,
    World,
)
from mapping.words import Text

DOCS = Path(__file__).parent.parent / "docs" / "outputs.md"
HOMES, VISITS, ELSEWHERE = Place("home", "00021"), Place("visits", "00012"), Place("home", "00022")
NAN = math.nan
FORMS = {"integer": r"-?\d+", "decimal": r"-?\d+(\.\d+)?", "text": r".+"}


def influence(factor: str, *, low: float = -0.1, high: float = 0.2, share: float = 0.3) -> Influence:
    return Influence(factor, low, high, 0.25, share, 12.5)


def hand_made() -> Certainties:
    """Ten worlds: homes in the east stand 3, 2, 1 or 0 times, visits in seven worlds, homes elsewhere in six.

    At least one home: 9 worlds, two: 6, three: 4. West: half served; east: 0.1, 0.2, … 1.0; one village has no need.
    """
    homes = (3, 3, 3, 3, 2, 2, 1, 1, 1, 0)
    units = [
        {HOMES: n, VISITS: int(w < 7), ELSEWHERE: int(w >= 4)} for w, n in enumerate(homes)
    ]  # fmt: skip
    plans = tuple(
        replace(
            world_plan(w + 1, units[w], (0.5, 0.5, (w + 1) / 10, NAN), value=100.0 + w, served=20.0 + w), need=100.0
        )
        for w in range(10)
    )
    factors = tuple(
        Factor(name, Text(f"Стойност {name}", f"Value {name}"), block, Estimate(1, 2, 4, "EUR", "assumption", "us"))
        for name, block in (("a", "one"), ("b", "one"), ("c", "c"))
    )
    worlds = tuple(World(w + 1, (0.5, 0.5, 0.5)) for w in range(10))
    central = world_plan(0, units_of(tiny_plan()), (0.5, 0.5, 0.6, NAN), value=104.0, served=24.0)
    influences = (influence("b"), influence("a"), influence("c", low=0.2, high=-0.1, share=0.1))
    central_plan, steady = Candidate("central", (), (87.0, 121.0), 50.0), Candidate("world 3", (), (90.0, 110.0), 51.0)
    plans_by = (
        RobustPlan("expected", steady, 100.0, 104.0, 95.0),
        RobustPlan("worst", steady, 110.0, 121.0, NAN),
        RobustPlan("regret", central_plan, 4.0, 4.0, 0.0, 6.0),
    )
    ensemble = Ensemble(1, factors, worlds, plans, central)
    return read_of(
        tiny_case(), ensemble, influences=influences, often=(ELSEWHERE,), robust=(plans_by, (central_plan, steady))
    )


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def features(folder: Path, name: str, key: str) -> dict[str, dict[str, Any]]:
    content = json.loads((folder / name).read_text(encoding="utf-8"))
    return {feature["properties"][key]: feature["properties"] for feature in content["features"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certainty")
    write_certainty_tables(tiny_case(), tiny_plan(), hand_made(), path)
    write_geojson(tiny_case(), tiny_plan(), path, hand_made())
    return path


def test_each_unit_of_a_place_has_its_own_share_and_class(folder: Path) -> None:
    rows = {(row["service"], row["n"]): row for row in read(folder, "certainty.csv")}
    shares = {key: (row["worlds_with"], row["worlds"], row["share"], row["certainty"]) for key, row in rows.items()}
    assert shares == {
        ("home", "1"): ("9", "10", "0.900000", "solid"),
        ("home", "2"): ("6", "10", "0.600000", "likely"),
        ("home", "3"): ("4", "10", "0.400000", "open"),
        ("visits", "1"): ("7", "10", "0.700000", "likely"),
    }
    assert {row["unit"] for row in rows.values()} == {"new.home.00021", "new.visits.00012"}


def test_the_range_of_a_share_is_wilsons(folder: Path) -> None:
    """9 of 10: (0.9 + 3.8415/20 -/+ 1.96 sqrt(0.9 x 0.1/10 + 3.8415/400)) / (1 + 3.8415/10) = 0.5958 to 0.9821."""
    [row] = [row for row in read(folder, "certainty.csv") if row["service"] == "home" and row["n"] == "1"]
    assert float(row["share_low"]) == pytest.approx(0.5958, abs=1e-4)
    assert float(row["share_high"]) == pytest.approx(0.9821, abs=1e-4)


def test_where_a_unit_could_as_well_stand_is_listed_with_its_loss(folder: Path) -> None:
    rows = {(row["service"], row["n"]): row for row in read(folder, "certainty.csv")}
    likely, solid = rows["home", "2"], rows["home", "1"]
    assert (likely["elsewhere"], likely["elsewhere_loss"]) == ("00011;nowhere", "0.002000;0.004000")
    assert likely["elsewhere_bg"] == "име 00011;никъде"
    assert (solid["elsewhere"], solid["elsewhere_bg"], solid["elsewhere_loss"]) == ("", "", "")


def test_what_most_worlds_build_and_the_plan_does_not_is_missing(folder: Path) -> None:
    [row] = read(folder, "missing.csv")
    assert (row["service"], row["ekatte"], row["n"], row["share"]) == ("home", "00022", "1", "0.600000")


def test_a_plan_that_has_a_missing_unit_does_not_miss_it() -> None:
    """A robust plan may differ from the central one: its own units are counted in the worlds."""
    plan = tiny_plan()
    moved = replace(next(unit for unit in plan.units if unit.id == "new.visits.00012"), id="x", service="home",
                    settlement="00022", units_in_service=(0, 1))  # fmt: skip
    plan = replace(plan, units=(*plan.units, moved))
    assert missing_marks(plan, hand_made()) == ()
    assert class_counts(plan, hand_made()) == {"solid": 1, "likely": 3, "open": 1}


def test_ranges_of_settlements_are_empty_without_need(folder: Path) -> None:
    rows = {row["ekatte"]: row for row in read(folder, "served_ranges.csv")}
    assert (rows["00011"]["low"], rows["00011"]["high"]) == ("0.500000", "0.500000")
    assert float(rows["00021"]["low"]) == pytest.approx(0.145)  # 0.45 of the way from the first to the second of ten
    assert float(rows["00021"]["central"]) == pytest.approx(0.6)
    assert "00022" not in rows
    assert wide_settlements(tiny_case(), hand_made()) == frozenset({2})


def test_assumptions_come_in_their_order_with_direction_and_worth(folder: Path) -> None:
    rows = read(folder, "assumptions.csv")
    assert [(row["factor"], row["direction"]) for row in rows] == [("b", "up"), ("a", "up"), ("c", "down")]
    assert (rows[0]["low"], rows[0]["central"], rows[0]["high"], rows[0]["unit"]) == ("1.0", "2.0", "4.0", "EUR")
    assert rows[0]["worth"] == "12.5"
    assert float(rows[0]["worth_share"]) == pytest.approx(12.5 / 104.5, abs=1e-6)  # the mean of 100 … 109


def test_of_a_block_only_the_strongest_is_named() -> None:
    named = strongest(hand_made(), 3)
    assert [(one.factor.id, one.others) for one in named] == [("b", 1), ("c", 0)]


def test_an_effect_that_cannot_be_told_from_none_has_no_direction() -> None:
    assert direction(influence("a", low=0.001, high=0.004)) == "none"
    assert direction(influence("a", low=NAN)) == "none"
    assert direction(influence("a", low=-0.1, high=0.2, share=0.0)) == "none"  # by chance: it explains nothing
    assert direction(influence("a", low=-0.1, high=0.2, share=0.02)) == "up"


def test_a_robust_plan_states_what_it_gains_and_what_it_costs(folder: Path) -> None:
    expected, worst, regret = read(folder, "robust.csv")
    assert (expected["gain"], expected["bound"], expected["price"]) == ("4.0", "95.0", "-4.0")
    assert (worst["gain"], worst["bound"], worst["expected"], worst["price"]) == ("11.0", "", "100.0", "-4.0")
    assert (worst["at_central"], worst["price_at_central"], worst["at_most"]) == ("51.0", "1.0", "")
    assert (regret["plan"], regret["gain"], regret["price"], regret["at_most"]) == ("central", "0.0", "0.0", "6.0")


def test_units_of_geojson_say_how_sure_they_are_and_existing_ones_nothing(folder: Path) -> None:
    units = features(folder, "units.geojson", "unit")
    homes = {field.name: units["new.home.00021"][field.name] for field in UNIT_CERTAINTY}
    assert homes == {
        "units_solid": 1, "units_likely": 1, "units_open": 1, "share_first": 0.9, "share_all": 0.4, "certainty": "open",
    }  # fmt: skip
    assert all(units["old_home"][field.name] is None for field in UNIT_CERTAINTY)


def test_settlements_of_geojson_hold_the_range_of_their_share(folder: Path) -> None:
    settlements = features(folder, "settlements.geojson", "ekatte")
    assert [settlements["00021"][field.name] for field in SETTLEMENT_RANGE] == pytest.approx([0.145, 0.55, 0.955])
    assert all(settlements["00022"][field.name] is None for field in SETTLEMENT_RANGE)


def test_geojson_without_an_ensemble_has_no_field_of_it(tmp_path: Path) -> None:
    write_geojson(tiny_case(), tiny_plan(), tmp_path)
    fields = {field.name for field in (*UNIT_CERTAINTY, *SETTLEMENT_RANGE)}
    for name, key in (("units.geojson", "unit"), ("settlements.geojson", "ekatte")):
        assert not fields & {key for properties in features(tmp_path, name, key).values() for key in properties}


@pytest.mark.parametrize("file", CERTAIN_TABLES, ids=[file.name for file in CERTAIN_TABLES])
def test_every_column_is_documented_and_has_its_type(folder: Path, file: OutputFile) -> None:
    columns = expand(file.fields, ("2021_2023", "2024_2024"), ("home", "visits"))
    rows = read(folder, file.name)
    assert rows
    for row in rows:
        assert list(row) == list(columns)
        for name, field in columns.items():
            assert not row[name] or re.fullmatch(FORMS[field.type], row[name], re.DOTALL), (name, row[name])
    assert f"## {file.name}\n\n{file.record}\n\n{field_table(file.fields)}" in DOCS.read_text(encoding="utf-8")


def test_further_fields_of_geojson_are_documented() -> None:
    said = DOCS.read_text(encoding="utf-8")
    for name, fields in (("units", UNIT_CERTAINTY), ("settlements", SETTLEMENT_RANGE)):
        heading = f"## Further fields of {name}.geojson\n\nIn an ensemble's folder, after the fields above:\n\n"
        assert heading + field_table(fields) in said


def test_everything_is_written_and_the_same_ensemble_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_certainties(tiny_case(), tiny_plan(), hand_made(), tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == sorted([
        *(file.name for file in CERTAIN_TABLES), "units.geojson", "settlements.geojson", "service_areas.geojson",
        "map_certainty.pdf", "map_certainty.png", "map_certainty.svg", "assumptions.pdf", "assumptions.png",
        "assumptions.svg",
    ])  # fmt: skip
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_points_in_the_plane_have_tables_and_the_chart_only(tmp_path: Path) -> None:
    result = execute(write_question(tmp_path, QUESTION), tmp_path / "out", SilentListener())
    certain = certainties_of(result.case, result.plan, worlds=5, missing=1)
    write_certainties(result.case, result.plan, certain, tmp_path / "certain")
    names = {path.name for path in (tmp_path / "certain").iterdir()}
    assert names == {"assumptions.pdf", "assumptions.png", "assumptions.svg", *(file.name for file in CERTAIN_TABLES)}
    assert len(read(tmp_path / "certain", "certainty.csv")) == sum(units_of(result.plan).values())


def test_the_range_of_the_served_share_leaves_out_a_twentieth_at_each_end() -> None:
    """Ten worlds serve 20 to 29 of 100: a twentieth of ten is none. Forty serve 1 to 40: two fall away at each end."""
    assert served_range(hand_made().ensemble) == pytest.approx((0.20, 0.29))
    world = replace(hand_made().ensemble.plans[0], need=100.0)
    many = replace(hand_made().ensemble, plans=tuple(replace(world, served=float(n)) for n in range(1, 41)))
    assert served_range(many) == pytest.approx((0.03, 0.38))


def test_worlds_without_a_plan_are_not_counted_but_told_of(tmp_path: Path) -> None:
    certain = hand_made()
    lost = replace(certain.ensemble.plans[0], world=11, status="infeasible", value=NAN, served=NAN, built=())
    ensemble = replace(
        certain.ensemble,
        plans=(*certain.ensemble.plans, lost),
        worlds=(*certain.ensemble.worlds, World(11, (0.5, 0.5, 0.5))),
    )
    with_lost = replace(certain, ensemble=ensemble)
    write_certainty_tables(tiny_case(), tiny_plan(), certain, tmp_path / "all")
    write_certainty_tables(tiny_case(), tiny_plan(), with_lost, tmp_path / "lost")
    for file in CERTAIN_TABLES:
        assert (tmp_path / "all" / file.name).read_bytes() == (tmp_path / "lost" / file.name).read_bytes()
    said = [text.bg for text in unplanned_words(with_lost)]
    assert unplanned_words(certain) == []
    assert "В 1 от 11 развития няма план, който да спазва всички правила; те не са броени." in said


def test_sentences_for_the_terminal_name_classes_assumptions_and_their_worth() -> None:
    said = "\n".join(text.bg for text in summary_sentences(tiny_plan(), hand_made()))
    assert "Нови звена и екипи: 4; от 10 възможни развития: сигурно 1 (в поне 80 от 100" in said
    assert "вероятно 2 (в 50 до 80 от 100" in said and "под въпрос 1 (в по-малко от 50 от 100" in said
    assert "Обслужен дял в 90 от 100 развития: от 20 % до 29 %." in said
    assert "Стойност b, 1–4 евро (прието 2); с нея се менят още 1: по-високо" in said
    assert "по-високо → по-малко непокрита потребност (високо −10 %, ниско +20 %)" in said
    assert "Ако се знаеше: 12,0 % по-малко непокрита потребност." in said
    assert "Най-добър в най-лошото развитие: друг план, 9,1 % по-малко непокрита потребност така броена" in said
    assert "непокритата потребност при приетите стойности: +2,0 %." in said
    assert "С най-малък пропуск спрямо най-добрия план за всяко развитие: планът за приетите стойности." in said


def test_units_that_could_as_well_stand_elsewhere_are_counted() -> None:
    """Hand-made: of four units one is solid; the three others have another settlement."""
    (said,) = movable_words(tiny_plan(), hand_made())
    assert "at most: at least 3 of 4 new units, 0 of them solid" in said.en
    nowhere = replace(hand_made(), marks=tuple(replace(mark, elsewhere=()) for mark in hand_made().marks))
    assert movable_words(tiny_plan(), nowhere) == []


def test_without_candidates_the_sentences_say_that_no_robust_plan_was_searched_for() -> None:
    said = [text.en for text in summary_sentences(tiny_plan(), replace(hand_made(), robust=(), candidates=()))]
    assert said[-1].startswith("No robust plan was searched for")


@pytest.mark.parametrize(
    ("worth", "said"),
    [(12.5, "12,5 % по-малко непокрита потребност"), (0.05, "под 0,1 % по-малко непокрита потребност"),
     (0.0, "не личи изборът на план да се промени"), (NAN, "не е изчислено")],
)  # fmt: skip
def test_what_knowing_a_value_is_worth_is_never_more_than_it_is(worth: float, said: str) -> None:
    assert worth_words(replace(influence("a"), worth=worth), 100.0, "bg") == said


@pytest.mark.parametrize(
    ("value", "shown"),
    [(25, "25"), (0.25, "0,25"), (1.4, "1,4"), (123.45, "123,5"), (2_400_000.4, "2 400 000"), (-9, "−9")],
)
def test_values_have_the_digits_that_they_need(value: float, shown: str) -> None:
    assert value_words(value, "bg").replace("\u00a0", " ") == shown


def test_a_range_below_zero_is_not_read_as_a_dash() -> None:
    assert range_words(Estimate(-14, -9, -5, "percent", "derived", "us"), "bg") == "−14 до −5 % (прието −9)"


def test_changes_carry_their_sign() -> None:
    assert [change_words(change, "en") for change in (0.12, -0.034, 0.0, NAN)] == ["+12%", "−3.4%", "0.0%", "–"]
