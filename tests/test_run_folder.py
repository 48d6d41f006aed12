"""A run's folder: complete or not there, never mixed, never in the place of something else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from hashlib import sha256
from pathlib import Path

import pytest
from runs import HASKOVO, SilentListener, impossible, write_small
from toy import TOY

from mapping.errors import BrokenPlanError, InfeasibleError, InputError
from mapping.model import Breach
from mapping.plan import plan_from_json
from mapping.region import REGION_TABLES
from mapping.run import OutputError, RunResult, discard_unfinished, execute, recheck, runs_under, steps
from mapping.run.folder import RECORD, new_run_folder, put_right
from mapping.words import Text

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals or permissions")


def finish(folder: Path, text: str = "new") -> None:
    """Write what makes a run."""
    (folder / "map.png").write_text(text, encoding="utf-8")
    (folder / RECORD).write_text(json.dumps({"program": "needsmap"}), encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestFolder:
    def test_appears_when_the_block_ends_and_not_before(self, tmp_path: Path):
        with new_run_folder(tmp_path / "outputs", "toy") as folder:
            finish(folder)
            assert not (tmp_path / "outputs" / "toy").exists()
        assert names(tmp_path / "outputs") == ["toy"]
        assert names(tmp_path / "outputs" / "toy") == ["map.png", RECORD]

    def test_failure_leaves_nothing(self, tmp_path: Path):
        with pytest.raises(ZeroDivisionError), new_run_folder(tmp_path, "toy") as folder:
            finish(folder)
            raise ZeroDivisionError
        assert names(tmp_path) == []

    def test_failure_keeps_the_earlier_run(self, tmp_path: Path):
        with new_run_folder(tmp_path, "toy") as folder:
            finish(folder, "old")
        with pytest.raises(KeyboardInterrupt), new_run_folder(tmp_path, "toy") as folder:
            finish(folder)
            raise KeyboardInterrupt
        assert (tmp_path / "toy" / "map.png").read_text(encoding="utf-8") == "old"
        assert names(tmp_path) == ["toy"]

    def test_replaces_the_earlier_run_with_all_its_files(self, tmp_path: Path):
        with new_run_folder(tmp_path, "toy") as folder:
            finish(folder, "old")
            (folder / "gone.csv").touch()
        with new_run_folder(tmp_path, "toy") as folder:
            finish(folder)
        assert names(tmp_path / "toy") == ["map.png", RECORD]
        assert names(tmp_path) == ["toy"]

    @pytest.mark.parametrize("what", ["a folder of somebody", "a file", "another program's run.json"])
    def test_never_replaces_what_is_no_run(self, tmp_path: Path, what: str):
        """--outputs geodata must not replace the region's tables."""
        place = tmp_path / "haskovo"
        if what == "a file":
            place.write_text("mine", encoding="utf-8")
        else:
            place.mkdir()
            (place / (RECORD if "run.json" in what else "settlements.csv")).write_text("[1]", encoding="utf-8")
        with pytest.raises(InputError) as caught, new_run_folder(tmp_path, "haskovo"):
            pass
        assert "--outputs" in caught.value.problems[0].todo.en
        assert names(tmp_path) == ["haskovo"]

    def test_an_empty_folder_is_taken(self, tmp_path: Path):
        (tmp_path / "toy").mkdir()
        with new_run_folder(tmp_path, "toy") as folder:
            finish(folder)
        assert names(tmp_path / "toy") == ["map.png", RECORD]

    def test_an_output_path_that_is_a_file_is_told_in_words(self, tmp_path: Path):
        (tmp_path / "outputs").write_text("", encoding="utf-8")
        with pytest.raises(OutputError) as caught, new_run_folder(tmp_path / "outputs", "toy"):
            pass
        assert "--outputs" in caught.value.of("bg")

    def test_a_living_run_is_left_alone(self, tmp_path: Path):
        with new_run_folder(tmp_path, "toy") as one:
            with new_run_folder(tmp_path, "toy") as other:
                finish(other, "other")
            assert one.is_dir()
            finish(one, "one")
        assert (tmp_path / "toy" / "map.png").read_text(encoding="utf-8") == "one"
        assert names(tmp_path) == ["toy"]

    def test_what_this_process_left_can_be_discarded(self, tmp_path: Path):
        work = new_run_folder(tmp_path, "toy")
        folder = work.__enter__()
        finish(folder)
        discard_unfinished(tmp_path, os.getpid() + 1)
        assert folder.is_dir()
        discard_unfinished(tmp_path, os.getpid())
        assert names(tmp_path) == []


def start(program: str, *arguments: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@posix
class TestKilled:
    def test_while_writing(self, tmp_path: Path):
        run = start(
            """
            import sys, time
            from pathlib import Path
            from mapping.run.folder import new_run_folder
            with new_run_folder(Path(sys.argv[1]), "toy") as folder:
                (folder / "run.json").write_text('{"program": "needsmap"}')
                print("written", flush=True)
                time.sleep(60)
            """,
            tmp_path,
        )
        assert run.stdout is not None
        assert run.stdout.readline() == "written\n"
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert all(name.startswith(".toy.") for name in names(tmp_path))
        with new_run_folder(tmp_path, "other") as folder:
            finish(folder)
        assert names(tmp_path) == ["other"]

    def test_between_moving_the_earlier_run_away_and_the_new_one_in(self, tmp_path: Path):
        """The earlier results come back with the next run, whatever it plans."""
        with new_run_folder(tmp_path, "toy") as folder:
            finish(folder, "old")
        run = start(
            """
            import os, signal, sys
            from pathlib import Path
            from mapping.run.folder import new_run_folder
            move = Path.rename
            def rename(self, target):
                if self.suffix == ".part":
                    os.kill(os.getpid(), signal.SIGKILL)
                return move(self, target)
            Path.rename = rename
            with new_run_folder(Path(sys.argv[1]), "toy") as folder:
                (folder / "run.json").write_text('{"program": "needsmap"}')
            """,
            tmp_path,
        )
        assert run.wait() == -signal.SIGKILL
        assert not (tmp_path / "toy").exists()
        with new_run_folder(tmp_path, "other") as folder:
            finish(folder)
        assert names(tmp_path) == ["other", "toy"]
        assert (tmp_path / "toy" / "map.png").read_text(encoding="utf-8") == "old"


def is_whole(folder: Path) -> bool:
    """Whether a folder holds exactly the files that its run.json names, with their bytes."""
    outputs = json.loads((folder / RECORD).read_text(encoding="utf-8"))["outputs"]
    found = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names(folder) if name != RECORD}
    return bool(found == outputs)


@posix
class TestKilledAtAnyMoment:
    """kill -9 at moments that a seed draws: what looks finished is whole, and the next run clears the rest away.

    Every victim is a fork of one process that has imported everything.
    """

    def test_of_writing_replacing_and_removing(self, tmp_path: Path):
        run = start(
            """
            import json, os, random, signal, sys, time
            from hashlib import sha256
            from pathlib import Path
            from mapping.run.folder import new_run_folder, remove_run

            def write_for_ever(outputs):
                for number in range(10**6):
                    with new_run_folder(outputs, "toy") as folder:
                        hashes = {}
                        for name in ("a.csv", "b.csv", "c.csv", "plan.json"):
                            data = os.urandom(random.randrange(10**6))
                            (folder / name).write_bytes(data)
                            hashes[name] = sha256(data).hexdigest()
                        (folder / "run.json").write_text(json.dumps({"program": "needsmap", "outputs": hashes}))
                    if number % 3 == 2:
                        remove_run(outputs, outputs / "toy", (outputs / "toy" / "run.json").read_bytes())

            draw = random.Random(1)
            for number in range(40):
                child = os.fork()
                if not child:
                    write_for_ever(Path(sys.argv[1]) / str(number))
                time.sleep(draw.uniform(0, 0.2))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            """,
            tmp_path,
        )
        assert run.wait() == 0
        assert len(names(tmp_path)) > 20  # the others were killed before they began
        left = 0
        for outputs in tmp_path.iterdir():
            found = [name for name in names(outputs) if not name.startswith(".")]
            left += len(names(outputs)) > len(found)
            assert all(is_whole(outputs / name) for name in found)
            put_right(outputs)
            assert set(names(outputs)) <= {"toy"}
            assert set(found) <= set(names(outputs))
            assert all(is_whole(outputs / name) for name in names(outputs))
        assert left > 10  # there was something to clear away

    def test_of_a_whole_run(self, tmp_path: Path):
        """From reading to the last product, ten times."""
        scenario = tmp_path / "toy.toml"
        region = TOY.parent / "toy"
        text = TOY.read_text(encoding="utf-8").replace('region = "toy"', f'region = "{region.as_posix()}"')
        scenario.write_text('outputs = ["tables", "geojson"]\n' + text, encoding="utf-8")
        run = start(
            """
            import os, random, signal, sys, time
            from pathlib import Path
            from runs import SilentListener
            from mapping.run import Reuse, execute
            scenario, outputs = map(Path, sys.argv[1:])
            began = time.perf_counter()
            execute(scenario, outputs, SilentListener(), reuse=Reuse(again=True))
            once, draw, ends = time.perf_counter() - began, random.Random(1), []
            for _ in range(10):
                child = os.fork()
                if not child:
                    execute(scenario, outputs, SilentListener(), reuse=Reuse(again=True))
                    os._exit(0)
                time.sleep(draw.uniform(0, once))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                print("killed", flush=True)
                sys.stdin.readline()
            """,
            scenario,
            tmp_path / "outputs",
        )
        assert run.stdout is not None
        assert run.stdin is not None
        for _ in range(10):
            assert run.stdout.readline() == "killed\n"
            for entry in runs_under(tmp_path / "outputs"):
                found = recheck(entry.folder)
                assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())
            run.stdin.write("go on\n")
            run.stdin.flush()
        assert run.wait() == 0
        put_right(tmp_path / "outputs")
        assert names(tmp_path / "outputs") == ["toy"]  # the first, or one that ended before it was killed


def test_runs_at_the_same_time_do_not_mix(tmp_path: Path):
    program = """
        import sys
        from pathlib import Path
        from mapping.run.folder import new_run_folder
        me = sys.argv[2]
        for _ in range(30):
            with new_run_folder(Path(sys.argv[1]), "toy") as folder:
                for number in range(8):
                    (folder / f"{number}.csv").write_text(Path(me).name)
                (folder / "run.json").write_text('{"program": "needsmap"}')
        """
    runs = [start(program, tmp_path, Path(name)) for name in ("one", "two", "three")]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert names(tmp_path) == ["toy"]
    written = {path.read_text(encoding="utf-8") for path in (tmp_path / "toy").glob("*.csv")}
    assert len(written) == 1
    assert len(names(tmp_path / "toy")) == 9


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    folder = tmp_path_factory.mktemp("run")
    listener = SilentListener()
    done = execute(write_small(folder), folder / "outputs", listener)
    assert listener.steps == ["read", "need", "model", "solve", "check", "publish"]
    assert listener.stages == {"unmet", "worst_served", "travel", "money"}
    return done


class TestRun:
    def test_everything_promised_is_there(self, result: RunResult):
        promised = {
            "plan.json", "run.json", "map.png", "map.svg", "units.geojson", "settlements.geojson",
            "service_areas.geojson", "units.csv", "needs.csv", "money.csv", "stages.csv",
        }  # fmt: skip
        assert promised <= set(names(result.folder))
        assert names(result.folder.parent) == ["small"]

    def test_run_json_holds_scenario_versions_hashes_and_times(self, result: RunResult):
        record = json.loads((result.folder / RECORD).read_text(encoding="utf-8"))
        assert record["program"] == "needsmap"
        assert record["scenario"]["keys"]["sites"]["nearest"] == 8  # a default, resolved
        assert {"python", "pulp", "highspy", "numpy", "geopandas"} <= set(record["versions"])
        assert set(record["inputs"]) == {
            "small.toml",
            *(f"haskovo/{name}" for name in (*REGION_TABLES, "region.toml", "country.geojson")),
        }
        assert set(record["outputs"]) == set(names(result.folder)) - {RECORD}
        for name, digest in record["outputs"].items():
            assert sha256((result.folder / name).read_bytes()).hexdigest() == digest
        units = sha256((HASKOVO / "units.csv").read_bytes()).hexdigest()
        assert record["inputs"]["haskovo/units.csv"] == units
        assert set(record["seconds"]) == {"read", "need", "model", "solve", "check", "publish"}
        assert [stage["objective"] for stage in record["stages"]] == [
            "unmet",
            "worst_served",
            "travel",
            "money",
        ]
        assert all(stage["seconds"] >= 0 and stage["nodes"] >= 0 for stage in record["stages"])
        assert record["started"] <= record["finished"]
        assert record["machine"]["cores"] >= 1
        assert record["notes"] == []
        assert set(record["travel"]) == {"bg", "en"}

    def test_plan_json_is_the_plan(self, result: RunResult):
        assert plan_from_json((result.folder / "plan.json").read_text(encoding="utf-8")) == result.plan

    def test_recheck_finds_it_sound_and_unchanged(self, result: RunResult):
        found = recheck(result.folder)
        assert (found.breaches, found.changed_inputs, found.changed_outputs) == ((), (), ())

    def test_recheck_of_another_folder_is_bad_input(self, tmp_path: Path):
        with pytest.raises(InputError):
            recheck(tmp_path)


def without_publishers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "make_products", lambda *_, **__: {})


class TestNothingIsLeft:
    def test_by_a_plan_that_fails_its_check(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        without_publishers(monkeypatch)
        breach = Breach("places", Text("препълнено", "too full"))
        monkeypatch.setattr(steps, "verify_plan", lambda *_: (breach,) * 30)
        with pytest.raises(BrokenPlanError) as caught:
            execute(write_small(tmp_path), tmp_path / "outputs", SilentListener())
        assert "places: too full" in caught.value.of("en")
        assert "10 more" in caught.value.of("en")
        assert names(tmp_path / "outputs") == []

    def test_by_a_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        without_publishers(monkeypatch)

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(steps, "make_products", full)
        with pytest.raises(OutputError) as caught:
            execute(write_small(tmp_path), tmp_path / "outputs", SilentListener())
        assert "на диска няма място" in caught.value.of("bg")
        assert names(tmp_path / "outputs") == []

    def test_by_rules_that_contradict_each_other(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        without_publishers(monkeypatch)
        with pytest.raises(InfeasibleError):
            execute(write_small(tmp_path, text=impossible()), tmp_path / "outputs", SilentListener())
        assert names(tmp_path / "outputs") == []
