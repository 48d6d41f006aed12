"""A sweep that was stopped, changed or harmed goes on: what is finished is not planned again, the rest is."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from runs import SilentListener
from sweeps import Place, Watcher, finished_sweep, sweep

from mapping.errors import InputError
from mapping.run import OutputError, execute, finished_entry, recheck
from mapping.run.scenario_files import write_scenario
from mapping.scenario import Scenario
from mapping.words import Text


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def finished() -> Place:
    return finished_sweep()


class TestResume:
    def test_what_is_finished_is_not_planned_again(self, place: Place, finished: Place):
        first = sweep(place, Watcher(stop_after=5))
        assert not first.complete
        kept = place.runs()  # what was being planned when it was stopped may have ended
        assert 5 <= kept == first.planned < 12
        assert [row["status"] for row in place.rows()].count("not_run") == 12 - kept
        times = {path: path.stat().st_mtime_ns for path in (place.results / "members").glob("*/run.json")}
        second = sweep(place)
        assert (second.planned, second.before) == (12 - kept, kept)
        assert all(path.stat().st_mtime_ns == when for path, when in times.items())
        assert place.table() == finished.table()
        assert (sweep(place).planned, sweep(place).before) == (0, 12)

    def test_a_full_disk_ends_it_in_words_and_keeps_what_is_finished(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ):
        place.write('[grid]\n"weights.home" = [1, 2, 3, 4]\n')
        written = []

        def full(scenario: Scenario, folder: Path, final: Path) -> None:
            if len(written) == 2:
                raise OSError(errno.ENOSPC, "full")
            written.append(scenario.name)
            write_scenario(scenario, folder, final)

        monkeypatch.setattr("mapping.sweep.store.write_scenario", full)
        with pytest.raises(OutputError) as caught:
            sweep(place)
        assert "the disk is full. Finished members are kept" in caught.value.of("en")
        assert "Nothing was written" not in caught.value.of("en")
        assert place.runs() == 2
        monkeypatch.undo()
        assert (sweep(place).before, len(place.rows())) == (2, 4)

    def test_again_plans_all(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        assert sweep(place, again=True).planned == 2

    def test_more_values_plan_only_what_is_new(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        place.write('[grid]\n"weights.home" = [3, 2, 1]\n')
        result = sweep(place)
        assert (result.planned, result.before) == (1, 2)
        assert [row["weights.home"] for row in place.rows()] == ["3", "2", "1"]

    def test_other_tables_plan_all_again(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        table = place.folder / "toy" / "sources.csv"
        table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert sweep(place).planned == 2

    def test_a_member_that_was_harmed_is_mended(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        before = sweep(place)
        one, two = ((place.results / "members" / row.member.id) for row in before.rows)
        (one / "plan.json").write_text("{}", encoding="utf-8")
        (two / "scenario.toml").unlink()
        table = place.table()
        assert sweep(place).planned == 2
        assert place.table() == table
        assert all(recheck(run).changed_outputs == () for run in (one, two))

    def test_a_single_run_of_the_same_inputs_is_taken_over(self, place: Place):
        single = execute(place.folder / "toy.toml", place.outputs, SilentListener())
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        result = sweep(place)
        record = finished_entry(place.results / "members" / result.rows[1].member.id).record
        assert record is not None
        assert record.taken is not None
        assert record.taken.found == single.record.finished
        assert "solve" not in record.seconds
        other = finished_entry(place.results / "members" / result.rows[0].member.id).record
        assert other is not None
        assert other.taken is None

    def test_a_member_is_taken_over_by_a_single_run(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        sweep(place)
        listener = SilentListener()
        execute(place.folder / "toy.toml", place.outputs, listener)
        assert "solve" not in listener.steps

    def test_members_of_the_same_inputs_are_planned_once(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 1.0, 2]\n"solver.threads" = [1, 2]\n')
        result = sweep(place)
        records = [finished_entry(place.results / "members" / row.member.id).record for row in result.rows]
        searched = [record is not None and "solve" in record.seconds for record in records]
        assert len({row.member.id for row in result.rows}) == 6
        assert sum(searched) == 2
        assert all(recheck(path.parent).breaches == () for path in place.results.glob("members/*/run.json"))

    def test_a_stopped_member_of_its_own_counts_as_finished(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        rows = sweep(place).rows
        path = place.results / "members" / rows[0].member.id / "run.json"
        said = json.loads(path.read_text(encoding="utf-8"))
        said["result"]["stages"][3]["status"] = "time_limit"
        path.write_text(json.dumps(said), encoding="utf-8")
        assert sweep(place).planned == 0

    def test_another_process_is_kept_out(self, place: Place):
        place.write('[grid]\n"weights.home" = [1, 2]\n')
        store = place.results
        sweep(place)
        from mapping.run.locks import only_here  # noqa: PLC0415

        with only_here(store / ".sweep.lock", Text("зает", "busy")), pytest.raises(InputError) as caught:
            sweep(place)
        assert "another process" in caught.value.of("en")

    def test_nothing_else_is_ever_replaced(self, place: Place):
        place.results.mkdir(parents=True)
        (place.results / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(InputError) as caught:
            sweep(place)
        assert "no sweep of needsmap" in caught.value.of("en")
        assert (place.results / "mine.txt").read_text(encoding="utf-8") == "mine"
