"""Sweeps: each member gets the plan of a single run, the table says so, and a member without a plan is a row."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet
import pytest
from runs import SilentListener
from sweeps import WITHOUT_PLAN, Place, finished_sweep, sweep

from mapping.cli.main import entry
from mapping.instance.case import NOT_ESTIMATED
from mapping.run import Reuse, execute, finished_entry, recheck, runs_under, what_would_go
from mapping.scenario import ScenarioFile
from mapping.sweep.drive import Driver
from mapping.sweep.work import Failed, OtherVersionError, Planned, Task, work


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def finished() -> Place:
    return finished_sweep()


MIXED = """
[[list]]
"need.level" = "high"

[[list]]
"need.level" = "high"
"weights.home" = 3

[[list]]
"parameters.speed_plain" = 40

[[list]]
"funds.state.factor" = 0.5

[[list]]
"all_services.minutes" = 5

[[list]]
"need.services.home" = 1.5

[[list]]
"cost.level" = "low"

[[list]]
"rules.money" = false

[[list]]
"solver.seed" = 7

[[list]]
"periods[2].last_year" = 2025

[[list]]
services = ["home"]
"""


class TestPlans:
    def test_are_those_of_single_runs_whatever_was_planned_before_in_the_same_process(self, tmp_path: Path):
        """The process shares what it read and estimated among members where it may, and where not it does not."""
        place = Place(tmp_path, MIXED)
        result = sweep(place)
        assert {row.status for row in result.rows} == {"optimal"}
        levels = set()
        for row in result.rows:
            run = place.results / "members" / row.member.id
            scenario = tmp_path / "alone" / "a" / "b" / f"{row.member.id}.toml"
            scenario.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(place.folder / "toy", tmp_path / "toy_alone", dirs_exist_ok=True)
            text = (run / "scenario.toml").read_text(encoding="utf-8")
            scenario.write_text(text.replace("../../../../toy", "../../../toy_alone"), encoding="utf-8")
            alone = execute(scenario, tmp_path / "singles", SilentListener(), reuse=Reuse(again=True))
            assert (run / "plan.json").read_bytes() == (alone.folder / "plan.json").read_bytes(), row.member.changes
            levels.add((run / "plan.json").read_bytes().partition(b"\n")[2])
        assert len(levels) > 8  # the changes do change plans

    def test_what_is_shared_rests_on_known_keys_only(self):
        """A new key of scenarios is taken to touch need and travel, until somebody says that it does not."""
        assert set(ScenarioFile.model_fields) >= NOT_ESTIMATED
        assert not NOT_ESTIMATED & {"region", "units_as_of", "periods", "services", "need", "parameters", "catalogue"}

    def test_are_whole_runs(self, finished: Place):
        for row in finished.rows():
            found = recheck(finished.results / row["folder"])
            assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())
            assert found.plan.scenario == row["id"]

    def test_can_be_published_later(self, finished: Place, tmp_path: Path):
        shutil.copytree(finished.folder, tmp_path / "copy")
        run = tmp_path / "copy" / "outputs" / "many.sweep" / finished.rows()[0]["folder"]
        assert entry(["publish", str(run), "tables", "--lang", "en"]) == 0
        assert (run / "units.csv").is_file()
        assert recheck(run).changed_outputs == ()

    def test_say_what_they_change(self, finished: Place):
        row = finished.rows()[1]
        text = (finished.results / row["folder"] / "scenario_differences.csv").read_text(encoding="utf-8")
        assert "stages[4].gap,0,0.2" in text.replace("0.0,", "0,")
        record = finished_entry(finished.results / row["folder"]).record
        assert record is not None
        assert row["id"] in record.scenario.keys.title.en

    def test_products_are_made_where_the_file_asks(self, place: Place):
        place.write('outputs = ["tables"]\n[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        alone = execute(place.folder / "toy.toml", place.outputs, SilentListener(), reuse=Reuse(again=True))
        run = place.results / place.rows()[1]["folder"]  # weights.home = 2 is the toy itself
        for name in ("units.csv", "money.csv", "needs.csv"):
            assert (run / name).read_bytes() == (alone.folder / name).read_bytes()


class TestTable:
    def test_has_the_numbers_of_the_plans(self, finished: Place):
        """docs/toy.md: at its own values the toy leaves 108 weighted persons × years unmet, serves 52 of 64, and pays
        1,710 thousand EUR for 6 units and teams."""
        [row] = [
            r
            for r in finished.rows()
            if (r["funds.state.factor"], r["weights.home"], r["stages[4].gap"]) == ("1", "2", "0")
        ]
        assert row["status"] == row["unmet.status"] == "optimal"
        assert (row["unmet.found"], row["unmet.bound"], row["unmet.gap"]) == ("108.0", "108.0", "0.0")
        assert (row["need"], row["served"], row["unmet"], row["units"]) == ("64.0", "52.0", "12.0", "6")
        assert (row["eur"], row["eur.state.capital"]) == ("1710000.0", "820000.0")
        assert row["error_bg"] == row["error_en"] == ""

    def test_parquet_holds_the_same_with_types(self, finished: Place):
        table = pyarrow.parquet.read_table(finished.results / "table.parquet")
        rows = finished.rows()
        assert table.column_names == list(rows[0])
        types = {field.name: str(field.type) for field in table.schema}
        assert (types["member"], types["units"], types["unmet.found"], types["id"]) == (
            "int64",
            "int64",
            "double",
            "string",
        )
        assert (types["weights.home"], types["funds.state.factor"]) == ("int64", "double")
        for row, record in zip(rows, table.to_pylist(), strict=True):
            for name, cell in record.items():
                if isinstance(cell, int | float):
                    assert float(row[name]) == cell
                else:
                    assert row[name] == (cell or "")

    def test_order_is_that_of_the_file(self, finished: Place):
        rows = finished.rows()
        assert [row["member"] for row in rows] == [str(n) for n in range(1, 13)]
        assert [row["funds.state.factor"] for row in rows] == ["0.5"] * 4 + ["1"] * 4 + ["2"] * 4


class TestFailures:
    def test_are_rows_with_their_words(self, place: Place):
        place.write(WITHOUT_PLAN)
        result = sweep(place)
        assert [row.status for row in result.rows] == ["optimal", "infeasible", "no_plan"]
        rows = place.rows()
        assert rows[0]["error_en"] == ""
        assert rows[1]["error_en"]
        assert rows[1]["error_bg"]
        assert rows[1]["folder"] == rows[1]["unmet.found"] == rows[1]["eur"] == ""
        assert result.complete

    def test_are_not_planned_again_but_crashes_are(self, place: Place):
        place.write(WITHOUT_PLAN)
        sweep(place)
        failures = place.results / "failures.jsonl"
        lines = [json.loads(line) for line in failures.read_text(encoding="utf-8").splitlines() if line]
        assert sorted(line["trouble"] for line in lines) == ["infeasible", "no_plan"]
        again = sweep(place)
        assert (again.planned, again.before) == (0, 3)
        crash = {**lines[0], "trouble": "crashed"}
        failures.write_text(
            failures.read_text(encoding="utf-8") + json.dumps(crash) + '\n{"id": "cut', encoding="utf-8"
        )
        third = sweep(place)
        assert (third.planned, third.before) == (1, 2)
        assert [row.status for row in third.rows] == ["optimal", "infeasible", "no_plan"]

    def test_an_unexpected_error_is_a_row_too(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        place.write('[grid]\n"weights.home" = [1, 2]\n')

        def broken(task: Task) -> Planned | Failed:
            if task.scenario.keys.weights["home"] == 2:
                raise ZeroDivisionError("by nothing")
            return work(task)

        monkeypatch.setattr("mapping.sweep.execute.Driver", lambda arena: Driver(arena, broken))
        result = sweep(place)
        assert [row.status for row in result.rows] == ["optimal", "crashed"]
        assert "ZeroDivisionError: by nothing" in place.rows()[1]["error_en"]

    def test_a_worker_of_another_version_ends_the_sweep_in_words(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("mapping.sweep.execute.planner", lambda: "another")
        with pytest.raises(OtherVersionError) as caught:
            sweep(place)
        assert "another version" in caught.value.of("en")


class TestOfRuns:
    def test_a_sweep_is_one_line_in_the_list_and_its_members_are_its_own(
        self, finished: Place, capsys: pytest.CaptureFixture[str]
    ):
        assert len(runs_under(finished.outputs)) == 12
        assert entry(["runs", "list", str(finished.outputs), "--lang", "en"]) == 0
        listed = capsys.readouterr().out
        assert "sweep" in listed
        assert "m0" not in listed
        assert entry(["runs", "list", str(finished.results), "--lang", "en"]) == 0
        assert capsys.readouterr().out.count("members/m") == 12
        assert what_would_go(finished.outputs, keep=0, before=None).going == ()
