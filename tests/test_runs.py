"""Finished runs are found, shown, and removed when they are old."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from toy_runs import Place, aged, names, said

from mapping.cli.main import entry
from mapping.errors import InputError
from mapping.run import finished_entry, prune, runs_under, what_would_go
from mapping.run.folder import RECORD


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of outputs: five copies of one run, a day apart, of two scenarios; and what is no run."""
    made = Place(tmp_path_factory.mktemp("many"))
    done, _ = made.run()
    for days, name in enumerate(("plan_1", "plan_2", "plan_3", "other_1", "other_2")):
        folder = made.outputs / name
        shutil.copytree(done.folder, folder)
        aged(folder, NOW - timedelta(days=days))
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        record["scenario"]["name"] = name[:-2]
        (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    shutil.rmtree(done.folder)
    (made.outputs / "notes").mkdir()
    (made.outputs / "notes" / "run.json").write_text('{"program": "another"}', encoding="utf-8")
    (made.outputs / "README.md").write_text("mine", encoding="utf-8")
    shutil.copytree(made.outputs / "plan_1", made.outputs / ".plan.1-00000000.part")
    return made.outputs


@pytest.fixture
def some(many: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may harm."""
    return Path(shutil.copytree(many, tmp_path / "outputs"))


class TestIndex:
    def test_finds_runs_and_nothing_else(self, many: Path):
        found = runs_under(many)
        assert [one.folder.name for one in found] == ["other_1", "other_2", "plan_1", "plan_2", "plan_3"]
        assert {one.kind for one in found} == {"plan"}
        assert [one.finished for one in found][2] == NOW

    def test_follows_every_move_copy_and_deletion(self, some: Path):
        assert len(runs_under(some)) == 5
        shutil.rmtree(some / "plan_1")
        (some / "deep" / "er").mkdir(parents=True)
        (some / "plan_2").rename(some / "deep" / "er" / "moved")
        shutil.copytree(some / "other_1", some / "deep" / "copy")
        found = [one.folder.relative_to(some).as_posix() for one in runs_under(some)]
        assert found == ["deep/copy", "deep/er/moved", "other_1", "other_2", "plan_3"]

    def test_a_folder_that_is_no_run_is_told_in_words(self, many: Path):
        with pytest.raises(InputError) as caught:
            finished_entry(many / "notes")
        assert "needsmap runs list" in caught.value.problems[0].todo.en

    def test_a_run_that_lost_files_is_known_by_it(self, some: Path):
        (some / "plan_1" / "units.csv").unlink()
        assert finished_entry(some / "plan_1").missing == ("units.csv",)

    def test_a_record_that_cannot_be_read_is_listed_as_such(self, some: Path):
        (some / "plan_1" / RECORD).write_text('{"program": "needsmap", "scenario": 3}', encoding="utf-8")
        assert finished_entry(some / "plan_1").kind == "unreadable"


class TestBrokenRecords:
    """A run.json that was cut, or in which any value is another: what can be read is listed, nothing is a traceback."""

    OTHERS = (None, "x", "2026-01-01T00:00:00")

    def looked_at(self, some: Path) -> None:
        for words in (["list", str(some)], ["prune", str(some), "--keep", "1"], ["show", str(some / "plan_1")]):
            assert entry(["runs", *words, "--lang", "en"]) in (0, 2), words

    def test_any_value_may_be_another(self, some: Path, capsys: pytest.CaptureFixture[str]):
        for other in ("plan_3", "other_1", "other_2"):
            shutil.rmtree(some / other)
        path = some / "plan_1" / RECORD
        whole = json.loads(path.read_text(encoding="utf-8"))
        for way in _ways(whole):
            for value in self.OTHERS:
                content = json.loads(json.dumps(whole))
                inner = content
                for part in way[:-1]:
                    inner = inner[part]
                inner[way[-1]] = value
                path.write_text(json.dumps(content), encoding="utf-8")
                self.looked_at(some)
                assert "unexpected error" not in capsys.readouterr().err, (way, value)

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"null", b'{"program": "needsmap"}', b"[" * 100_000])
    def test_what_is_no_record_is_no_run(self, some: Path, content: bytes, capsys: pytest.CaptureFixture[str]):
        (some / "plan_1" / RECORD).write_bytes(content)
        self.looked_at(some)
        assert "unexpected error" not in capsys.readouterr().err

    def test_half_a_record_is_no_run(self, some: Path):
        path = some / "plan_1" / RECORD
        text = path.read_text(encoding="utf-8")
        for share in range(1, 10):
            path.write_text(text[: len(text) * share // 10], encoding="utf-8")
            assert "plan_1" not in {one.folder.name for one in runs_under(some)}


def _ways(content: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to the values of a record, of a long table to the first two; not into what it says of scenarios."""
    items = list(content.items()) if isinstance(content, dict) else list(enumerate(content))
    for key, value in items if not before else items[:2]:
        yield (*before, key)
        if isinstance(value, dict | list) and key != "scenario":
            yield from _ways(value, (*before, key))


class TestList:
    def test_shows_the_newest_first_with_what_was_found(self, many: Path, capsys: pytest.CaptureFixture[str]):
        lines = said(capsys, "runs", "list", str(many)).splitlines()
        assert [line.split()[0] for line in lines[2:7]] == ["plan_1", "plan_2", "plan_3", "other_1", "other_2"]
        # docs/toy.md: 64 in need, 52 served, 6 units and teams, 1,710 thousand EUR
        assert lines[2].split()[-5:] == ["0.00%", "64", "81.2%", "6", "1,710"]
        assert "proven best" in lines[2]

    @pytest.mark.parametrize(
        ("words", "shown"),
        [
            (("--scenario", "plan"), ["plan_1", "plan_2", "plan_3"]),
            (("--scenario", "o*"), ["other_1", "other_2"]),
            (("--since", "2026-11-21"), ["plan_1", "plan_2"]),
            (("--until", "2026-11-19"), ["other_1", "other_2"]),
            (("--since", "2026-11-20", "--until", "2026-11-20"), ["plan_3"]),
            (("--status", "optimal", "--scenario", "other"), ["other_1", "other_2"]),
            (("--gap", "0"), ["plan_1", "plan_2", "plan_3", "other_1", "other_2"]),
        ],
    )
    def test_filters(self, many: Path, words: tuple[str, ...], shown: list[str], capsys: pytest.CaptureFixture[str]):
        lines = said(capsys, "runs", "list", str(many), *words).splitlines()
        assert [line.split()[0] for line in lines if line.split()[0] in names(many)] == shown

    def test_what_nobody_asked_for_is_not_shown(self, many: Path, capsys: pytest.CaptureFixture[str]):
        assert "None of 5" in said(capsys, "runs", "list", str(many), "--status", "cancelled")
        assert "no finished runs" in said(capsys, "runs", "list", str(many / "notes"))

    def test_says_that_files_are_missing(self, some: Path, capsys: pytest.CaptureFixture[str]):
        (some / "plan_2" / "units.csv").unlink()
        [line] = [one for one in said(capsys, "runs", "list", str(some)).splitlines() if "plan_2" in one]
        assert "FILES ARE MISSING" in line


class TestShow:
    def test_says_what_it_was_what_is_proven_and_that_all_is_as_it_was(
        self, place: Place, capsys: pytest.CaptureFixture[str]
    ):
        place.run()
        out = said(capsys, "runs", "show", str(place.outputs / "plan"))
        for words in (
            "Toy plan", "Can a person check", "64 users, served 52 (81.2%)", "EUR 1,710,000", "1. unmet need",
            "proven best", "tables (CSV tables): assignments.csv", "The inputs are the same.", "run are whole.",
        ):  # fmt: skip
            assert words in out, words

    def test_names_what_changed(self, place: Place, capsys: pytest.CaptureFixture[str]):
        place.run()
        table = place.folder / "toy" / "sources.csv"
        table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        (place.outputs / "plan" / "units.csv").unlink()
        out = said(capsys, "runs", "show", str(place.outputs / "plan"))
        assert "Inputs changed since the run: toy/sources.csv." in out
        assert "changed, added or missing: units.csv." in out
        shutil.rmtree(place.folder / "toy")
        assert "whether they changed is unknown" in said(capsys, "runs", "show", str(place.outputs / "plan"))


class TestPrune:
    def test_keeps_the_newest_of_each_scenario(self, some: Path):
        found = what_would_go(some, keep=1, before=None)
        assert sorted(old.entry.folder.name for old in found.going) == ["other_2", "plan_2", "plan_3"]
        size = sum(path.stat().st_size for name in ("other_2", "plan_2", "plan_3") for path in (some / name).iterdir())
        assert found.size == size
        prune(some, found)
        assert names(some) == ["README.md", "notes", "other_1", "plan_1"]

    def test_both_conditions_must_hold(self, some: Path):
        found = what_would_go(some, keep=1, before=NOW - timedelta(days=1, hours=1))
        assert sorted(old.entry.folder.name for old in found.going) == ["other_2", "plan_3"]

    def test_of_one_scenario(self, some: Path):
        found = what_would_go(some, keep=0, before=None, scenario="other")
        assert sorted(old.entry.folder.name for old in found.going) == ["other_1", "other_2"]

    def test_what_is_not_the_runs_own_keeps_the_folder(self, some: Path):
        (some / "plan_1" / "minutes.docx").write_text("of the meeting", encoding="utf-8")
        (some / "plan_3" / RECORD).write_text('{"program": "needsmap", "scenario": 3}', encoding="utf-8")
        (some / "linked").symlink_to(some / "other_2")
        found = what_would_go(some, keep=0, before=None)
        assert sorted(old.entry.folder.name for old in found.going) == ["other_1", "other_2", "plan_2"]
        assert sorted(one.folder.name for one, _ in found.staying) == ["linked", "plan_1", "plan_3"]
        prune(some, found)
        assert names(some) == ["README.md", "linked", "notes", "plan_1", "plan_3"]

    def test_runs_inside_other_folders_stay(self, some: Path):
        (some / "sweep").mkdir()
        (some / "plan_3").rename(some / "sweep" / "member")
        prune(some, what_would_go(some, keep=0, before=None))
        assert names(some) == ["README.md", "notes", "sweep"]
        assert names(some / "sweep") == ["member"]

    def test_a_run_that_was_replaced_meanwhile_stays(self, some: Path):
        found = what_would_go(some, keep=0, before=None, scenario="plan")
        aged(some / "plan_2", NOW)
        assert sorted(folder.name for folder in prune(some, found)) == ["plan_1", "plan_3"]
        assert "plan_2" in names(some)

    def test_removes_nothing_without_yes(self, some: Path, capsys: pytest.CaptureFixture[str]):
        out = said(capsys, "runs", "prune", str(some), "--keep", "2")
        assert "Would be removed: 1 run" in out
        assert "plan_3" in out
        assert "add --yes" in out
        assert len(names(some)) == 7
        assert "Removed: 1 run" in said(capsys, "runs", "prune", str(some), "--keep", "2", "--yes")
        assert "plan_3" not in names(some)

    def test_asks_what_is_old(self, some: Path, capsys: pytest.CaptureFixture[str]):
        assert entry(["runs", "prune", str(some)]) == 2
        assert "--older-than" in capsys.readouterr().err

    def test_older_than_counts_days_from_now(self, some: Path, capsys: pytest.CaptureFixture[str]):
        aged(some / "plan_1", datetime.now(UTC) - timedelta(hours=23))
        aged(some / "plan_2", datetime.now(UTC) - timedelta(hours=25))
        shutil.rmtree(some / "plan_3")
        out = said(capsys, "runs", "prune", str(some), "--older-than", "1", "--scenario", "plan")
        assert "plan_2" in out
        assert "plan_1" not in out
