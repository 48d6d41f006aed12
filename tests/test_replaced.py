"""What the user's own figures change in a plan, worked out by hand for the toy (docs/toy.md)."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from runs import SilentListener
from toy import TOY, solved_toy

from mapping.cli.main import entry
from mapping.run import Effect, effect_of_own_figures

ROWS = "service,year,low,central,high,unit,clients_per_team,status,source,note\n"
DEAR_HOMES = ROWS + "home,2025,15000,15000,15000,EUR/place/year,,user,toy,\n"


def toy_with(folder: Path, rows: str) -> Path:
    """The toy with cost standards; returns the scenario."""
    shutil.copytree(TOY.parent / "toy", folder / "toy")
    (folder / "toy" / "cost_standards.csv").write_text(rows, encoding="utf-8")
    return Path(shutil.copy(TOY, folder))


@pytest.fixture(scope="module")
def effect(tmp_path_factory: pytest.TempPathFactory) -> Effect:
    """Homes at 15,000 a place: 6 places run for 90,000 a year, but the state gives 80,000."""
    path = toy_with(tmp_path_factory.mktemp("dear"), DEAR_HOMES)
    found = effect_of_own_figures(path, SilentListener(), lambda _text: None)
    assert found is not None
    return found


def test_the_home_that_cannot_be_run_any_more_drops_out_and_nothing_takes_its_place(effect: Effect):
    """300 of the 830 are free, but more day centres cannot be run (docs/toy.md): West would pay 2 x 170 + 120 = 460 of
    320 for 30 places, East 100 + 60 = 160 of 130 for 20 in one year."""
    [one] = effect.changes.units
    assert (one.kind, one.service, one.settlement_before) == ("dropped", "home", "00004")
    assert effect.changes.existing == ()


def test_six_persons_lose_their_place_as_the_shares_of_the_municipalities_say(effect: Effect):
    """10 of 16 are without a home, w of them in the West: (46 - 2w) / 50 = (6 + 2w) / 30, so w = 6.75 instead of 3."""
    lost = effect.changes.served_by(lambda one: one.municipality)
    assert {code: (g.gained_milli, g.lost_milli) for code, g in lost.items()} == {
        "WST01": (0, 3750),
        "EST02": (0, 2250),
    }
    assert {one.service for one in effect.changes.served} == {"home"}


def test_the_state_saves_the_building_and_the_running_of_the_home(effect: Effect):
    assert {(m.fund, m.municipality, m.kind): (m.before_cents, m.after_cents) for m in effect.changes.money} == {
        ("state", None, "capital"): (82_000_000, 52_000_000),
        ("state", None, "running"): (10_000_000, 0),
    }


def test_the_objectives_of_both_plans(effect: Effect):
    """108 + 6 x 2 x 2 = 132 stay unmet; the worst share falls from 0.8 to 32.5 / 50."""
    values = {stage.objective: (stage.before, stage.after) for stage in effect.changes.stages}
    assert values["unmet"] == (pytest.approx(108), pytest.approx(132))
    assert values["worst_served"] == (pytest.approx(0.8), pytest.approx(0.65))


def test_a_criterion_changes_the_need_and_the_money_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """4 homes a 1,000 of 3,200 residents less 100 students: 12.4 in need instead of 16, of 64 all together. The 6 and
    then 12 places are full: unmet (6.4 x 2 x 2 + 36) + (0.4 x 2 x 2 + 16) = 79.2 instead of 108."""
    path = toy_with(tmp_path, ROWS)
    (tmp_path / "toy" / "criteria.csv").write_text(
        "service,level,base,low,central,high,unit,status,source,note\n"
        "home,municipality,total,4,4,4,per 1000,user,toy,\n",
        encoding="utf-8",
    )
    found = effect_of_own_figures(path, SilentListener(), lambda _text: None)
    assert found is not None
    assert (found.changes.units, found.changes.existing, found.changes.money) == ((), (), ())
    unmet = next(stage for stage in found.changes.stages if stage.objective == "unmet")
    assert (unmet.before, unmet.after) == (pytest.approx(108), pytest.approx(79.2))
    assert sum(g.gained_milli - g.lost_milli for g in found.changes.served_by(lambda one: one.service).values()) == 0
    assert entry(["replaced", str(path), "--lang=en"]) == 0
    said = capsys.readouterr().out
    assert "20.0 (10.0–30.0) % → 4.00 per 1,000 persons (toy/criteria.csv, row 2)" in said
    assert "Need 2023–2024 (estimate, expected users): 64.0 → 60.4." in said


def test_the_plan_without_the_figures_is_the_one_without_the_table(effect: Effect):
    assert [(u.id, u.openings) for u in effect.before.units] == [(u.id, u.openings) for u in solved_toy().plan.units]


def test_without_rows_nothing_is_planned_and_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = toy_with(tmp_path, ROWS)
    listener = SilentListener()
    assert effect_of_own_figures(path, listener, lambda _text: None) is None
    assert "solve" not in listener.steps
    assert entry(["replaced", str(path), "--lang=en"]) == 0
    assert "There is nothing to replace" in capsys.readouterr().out


def test_the_command_says_what_is_replaced_and_what_changes_and_writes_nothing_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = toy_with(tmp_path, DEAR_HOMES)
    monkeypatch.chdir(tmp_path)
    there = sorted(tmp_path.rglob("*"))
    assert entry(["replaced", str(path), "--lang=en"]) == 0
    said = capsys.readouterr().out
    for words in (
        "Home, size p6 (size_values.csv): 50,000 → 90,000 EUR/year (toy/cost_standards.csv, row 2)",
        "drops out  Home     Delta: 1 × 6 places, 2021–2022",
        "Served 2023–2024 (estimate, expected users): 52.0 → 46.0.",
        "State budget  running        100,000          0    −100,000",
    ):
        assert words in said
    assert sorted(tmp_path.rglob("*")) == there


def test_asked_for_it_both_plans_and_their_differences_are_written(tmp_path: Path):
    path = toy_with(tmp_path, DEAR_HOMES)
    for _again in range(2):
        assert entry(["replaced", str(path), "--outputs", str(tmp_path / "o")]) == 0
    folder = tmp_path / "o" / "toy_replaced"
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert set(record["outputs"]) | {"run.json"} == {file.name for file in folder.iterdir()}
    with (folder / "units_changed.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert (row["change"], row["ekatte_before"], row["contracts_before"]) == ("dropped", "00004", "1 p6 2021-2022")
    with (folder / "served_changed.csv").open(encoding="utf-8", newline="") as stream:
        lost = sum(float(row["served_before"]) - float(row["served_after"]) for row in csv.DictReader(stream))
    assert lost == pytest.approx(6)


def test_check_and_run_say_what_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = toy_with(tmp_path, DEAR_HOMES)
    for command in (["check", str(path)], ["run", str(path), "--outputs", str(tmp_path / "o")]):
        assert entry(command) == 0
        assert "Дом, размер p6 (size_values.csv): 50 000 → 90 000 евро/година" in (
            capsys.readouterr().out.replace("\xa0", " ")
        )
