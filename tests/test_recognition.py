"""Finished runs are recognised by their inputs, and not solved again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from runs import SilentListener
from toy import TOY
from toy_runs import Place, aged, names, said

import mapping
from mapping.run import Reuse, execute, finished_entry, publication, recheck, runs_under
from mapping.run import key as keys_of_runs
from mapping.run.folder import RECORD
from mapping.run.key import PLANNING_ROOMS, plan_key
from mapping.run.reading import read_whole


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fallen_cost(text: str) -> str:
    return text.replace('objective = "money"\ngap = 0.0', 'objective = "money"\ngap = 0.5')


class TestRecognition:
    def test_the_same_inputs_are_handed_back_without_a_search_and_without_a_write(self, place: Place):
        first, searched = place.run()
        assert searched
        before = content(place.outputs)
        second, searched = place.run()
        assert not searched
        assert second.recognised is not None
        assert second.recognised.found == first.record.finished
        assert (second.plan, second.folder, second.record) == (first.plan, first.folder, first.record)
        assert content(place.outputs) == before

    def test_again_searches(self, place: Place):
        place.run()
        result, searched = place.run(reuse=Reuse(again=True))
        assert searched
        assert result.recognised is None

    @pytest.mark.parametrize("change", ["a key of the scenario", "the seed", "a table", "a new table"])
    def test_other_inputs_are_planned(self, place: Place, change: str):
        place.run()
        if change == "a key of the scenario":
            place.write("plan", fallen_cost)
        elif change == "the seed":
            place.write("plan", lambda text: text + "\n[solver]\nseed = 2\n")
        elif change == "a table":
            table = place.folder / "toy" / "sources.csv"
            table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        else:
            full = TOY.parents[2] / "geodata" / "haskovo" / "dependence.csv"
            heading = full.read_text(encoding="utf-8").splitlines()[0]
            (place.folder / "toy" / "dependence.csv").write_text(heading + "\n", encoding="utf-8")
        result, searched = place.run()
        assert searched
        assert result.recognised is None

    def test_title_products_threads_and_comments_need_no_search(self, place: Place):
        first, _ = place.run()
        place.write(
            "plan", lambda text: "# noted\n" + text.replace("Toy plan", "Our plan") + "\n[solver]\nthreads = 2\n",
            outputs='outputs = ["geojson"]\n',
        )  # fmt: skip
        second, searched = place.run()
        assert not searched
        assert second.plan == first.plan
        assert second.record.scenario.keys.title.en == "Our plan"
        assert list(second.record.products) == ["geojson"]
        assert not (second.folder / "units.csv").exists()
        assert recheck(second.folder).changed_inputs == ()

    def test_another_name_takes_the_plan_over_with_the_bytes_that_a_search_gives(self, place: Place, tmp_path: Path):
        place.run()
        place.write("other")
        taken, searched = place.run("other")
        assert not searched
        assert taken.recognised is not None
        assert taken.recognised.folder == place.outputs / "plan"
        assert taken.record.taken is not None
        assert taken.record.taken.folder == "../plan"
        alone = execute(place.folder / "other.toml", tmp_path / "elsewhere", SilentListener()).folder
        ours, theirs = content(taken.folder), content(alone)
        del ours[RECORD], theirs[RECORD]
        assert ours == theirs
        found = recheck(taken.folder)
        assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())

    def test_a_plan_that_was_taken_over_twice_says_when_it_was_found(self, place: Place):
        first, _ = place.run()
        for name in ("second", "third"):
            place.write(name)
            result, _ = place.run(name)
            shutil.rmtree(place.outputs / ("plan" if name == "second" else "second"))
        assert result.record.taken is not None
        assert result.record.taken.found == first.record.finished

    def test_a_run_that_was_moved_is_found_where_it_is(self, place: Place):
        place.run()
        (place.outputs / "archive").mkdir()
        (place.outputs / "plan").rename(place.outputs / "archive" / "old")
        result, searched = place.run()
        assert not searched
        assert result.recognised is not None
        assert result.recognised.folder == place.outputs / "archive" / "old"
        assert recheck(result.folder).changed_outputs == ()

    def test_a_deleted_run_is_planned_again(self, place: Place):
        place.run()
        shutil.rmtree(place.outputs / "plan")
        assert place.run()[1]

    @pytest.mark.parametrize("harm", ["altered", "gone", "no plan at all", "run.json cut"])
    def test_a_plan_that_is_not_whole_is_not_taken(self, place: Place, harm: str):
        result, _ = place.run()
        path = result.folder / ("run.json" if harm == "run.json cut" else "plan.json")
        if harm == "gone":
            path.unlink()
        elif harm == "altered":
            path.write_text(path.read_text(encoding="utf-8").replace('"milli": 1', '"milli": 2', 1), encoding="utf-8")
        elif harm == "no plan at all":
            path.write_text("{}", encoding="utf-8")
        else:
            record = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps({"program": "needsmap", "key": record["key"]}), encoding="utf-8")
        assert place.run()[1]
        assert not place.run()[1]

    def test_a_forged_plan_fails_its_check_and_is_not_taken(self, place: Place):
        """Even where its hash in run.json was made to fit."""
        result, _ = place.run()
        plan, record = result.folder / "plan.json", result.folder / RECORD
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace('"unmet_milli": 0', '"unmet_milli": 1', 1), encoding="utf-8")
        said = json.loads(record.read_text(encoding="utf-8"))
        said["outputs"]["plan.json"] = sha256(plan.read_bytes()).hexdigest()
        record.write_text(json.dumps(said), encoding="utf-8")
        again, searched = place.run()
        assert searched
        assert again.plan == result.plan

    def test_products_that_are_gone_or_altered_are_made_anew_and_others_stay(self, place: Place):
        place.write("plan", outputs='outputs = ["tables", "geojson"]\n')
        first, _ = place.run()
        whole = content(first.folder)
        publication.publish(first.folder, publication.Wish(("csv_excel",)), publication.form_of("bg", "4326"))
        more = set(content(first.folder)) - set(whole)
        (first.folder / "units.csv").write_text("mine", encoding="utf-8")
        (first.folder / "units.geojson").unlink()
        again, searched = place.run()
        assert not searched
        assert again.recognised is not None
        assert again.recognised.made == ("tables", "geojson")
        after = content(again.folder)
        assert more
        assert more < set(after)
        assert {name: after[name] for name in whole if name != RECORD} == {
            name: data for name, data in whole.items() if name != RECORD
        }
        assert recheck(again.folder).changed_outputs == ()
        assert place.run()[0].recognised.made == ()  # type: ignore[union-attr]

    def test_a_file_of_the_run_that_is_no_products_is_written_anew(self, place: Place):
        first, _ = place.run()
        whole = content(first.folder)
        (first.folder / "scenario.toml").unlink()
        again, searched = place.run()
        assert not searched
        after = content(again.folder)
        del whole[RECORD], after[RECORD]
        assert after == whole

    def test_another_language_or_another_way_of_drawing_makes_the_products_anew(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ):
        place.run()
        listener = SilentListener()
        english = execute(place.folder / "plan.toml", place.outputs, listener, "en")
        assert "solve" not in listener.steps
        assert english.recognised is not None
        assert english.recognised.made == ("tables",)
        monkeypatch.setattr("mapping.run.recognition.code_of_publishing", lambda: "another")
        again, searched = place.run()
        assert not searched
        assert again.recognised is not None
        assert again.recognised.made == ("tables",)

    def test_a_plan_that_was_stopped_is_taken_only_when_asked(self, place: Place):
        """With more time it may be better; the clock of the toy is set by hand, for it needs no second."""
        result, _ = place.run()
        record = result.folder / RECORD
        said = json.loads(record.read_text(encoding="utf-8"))
        said["result"]["stages"][1]["status"] = "time_limit"
        record.write_text(json.dumps(said), encoding="utf-8")
        taken, searched = place.run(reuse=Reuse(stopped=True))
        assert not searched
        assert taken.plan == result.plan
        assert place.run()[1]

    def test_the_newest_of_several_is_taken(self, place: Place):
        place.run()
        for name, year in (("a", 2031), ("b", 2033), ("c", 2032)):
            shutil.copytree(place.outputs / "plan", place.outputs / name)
            aged(place.outputs / name, datetime(year, 1, 1, tzinfo=UTC))
        shutil.rmtree(place.outputs / "plan")
        result, _ = place.run()
        assert result.recognised is not None
        assert result.recognised.folder.name == "b"

    def test_a_run_of_an_older_version_has_no_key_and_is_planned_again(self, place: Place):
        result, _ = place.run()
        record = result.folder / RECORD
        said = json.loads(record.read_text(encoding="utf-8"))
        for name in ("key", "code", "result", "taken"):
            del said[name]
        record.write_text(json.dumps(said), encoding="utf-8")
        assert finished_entry(result.folder).result == result.record.result  # worked out from plan.json
        assert place.run()[1]


class TestKey:
    def test_is_of_the_code_that_plans(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        inputs = read_whole(place.folder / "plan.toml")
        monkeypatch.setattr(keys_of_runs, "code_of_planning", lambda: "another")
        assert read_whole(place.folder / "plan.toml").key != inputs.key

    def test_is_of_the_packages_that_plan(self, place: Place, monkeypatch: pytest.MonkeyPatch):
        inputs = read_whole(place.folder / "plan.toml")
        monkeypatch.setattr(keys_of_runs, "version_of", lambda name: "9" if name == "highspy" else "1")
        one = read_whole(place.folder / "plan.toml").key
        monkeypatch.setattr(keys_of_runs, "version_of", lambda _: "1")
        assert len({inputs.key, one, read_whole(place.folder / "plan.toml").key}) == 3

    def test_does_not_depend_on_the_order_of_files(self, place: Place):
        keys = read_whole(place.folder / "plan.toml").scenario.keys
        assert plan_key(keys, {"a": "1", "b": "2"}) == plan_key(keys, {"b": "2", "a": "1"})
        assert plan_key(keys, {"a": "1"}) != plan_key(keys, {"b": "1"})

    def test_all_that_planning_imports_is_in_it(self):
        """Modules of the package that solving loads, without words and errors, which plan nothing."""
        package = Path(mapping.__file__).parent
        # Without what the package mapping.run itself imports.
        program = (
            "import sys, types; sys.modules['mapping.run'] = types.ModuleType('mapping.run'); "
            f"sys.modules['mapping.run'].__path__ = [{str(package / 'run')!r}]; "
            "import mapping.run.solving; print(*sys.modules, sep='\\n')"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        loaded = [name.split(".")[1:] for name in done.stdout.split() if name.startswith("mapping.")]
        rooms = {path[0] if path[0] != "run" else "/".join(path[:2]) for path in loaded}
        known = {room.removesuffix(".py") for room in PLANNING_ROOMS}
        assert "solve" in rooms
        assert rooms - known <= {"words", "letters", "errors", "run", "run/listener"}


def test_the_command_says_that_nothing_was_searched_for(place: Place, capsys: pytest.CaptureFixture[str]):
    scenario, outputs = str(place.folder / "plan.toml"), str(place.outputs)
    first = said(capsys, "run", scenario, "--outputs", outputs)
    second = said(capsys, "run", scenario, "--outputs", outputs)
    third = said(capsys, "run", scenario, "--outputs", outputs, "--again")
    assert "nothing was searched for" not in first + third
    head, _, rest = second.partition("\n\n")
    assert "this is that plan; nothing was searched for." in head
    assert "--again" in head
    assert rest.split("Time:")[0] in first  # the summary is the same


def test_nothing_is_recognised_while_it_is_half_written(place: Place):
    """A hidden folder, however whole, is no run."""
    place.run()
    (place.outputs / "plan").rename(place.outputs / ".plan.1-00000000.part")
    assert runs_under(place.outputs) == ()
    assert place.run()[1]
    assert names(place.outputs) == ["plan"]
