"""The command as a user meets it: in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from runs import SMALL, STAGES, impossible, write_small

import mapping
from mapping.cli.arguments import read_arguments
from mapping.cli.command import Command, CommandGroup, folder_argument
from mapping.cli.commands import COMMANDS
from mapping.cli.main import entry
from mapping.plan import plan_from_json
from mapping.words import Text

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")

# Hard enough to run for a minute: it is stopped long before.
ENDLESS = (
    SMALL.replace('services = ["ftc_dementia", "home_patronage"]\n', "")
    + """
[[stages]]
objective = "unmet"
gap = 0.0

[[stages]]
objective = "money"
gap = 0.0
"""
)


CALLS: list[tuple[str, ...]] = [
    (entry.name, *second)
    for entry in COMMANDS
    for second in ([(), *((c.name,) for c in entry.commands)] if isinstance(entry, CommandGroup) else [()])
]
"""Every command, by the words that call it."""


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONWARNINGS": "", **changes}


def needsmap(*arguments: str | Path, cwd: Path | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mapping", *map(str, arguments)],
        cwd=cwd, env=environment(**changes), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def without_region(scenario: bytes) -> list[bytes]:
    """The lines of a resolved scenario but the one with the region's folder, of which there must be one."""
    lines = scenario.splitlines()
    rest = [line for line in lines if not line.startswith(b"region = ")]
    assert len(rest) == len(lines) - 1
    return rest


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario that was run in it, in Bulgarian; outputs/small and what was printed."""
    folder = tmp_path_factory.mktemp("work")
    done = needsmap("run", write_small(folder), cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "stdout.txt").write_text(done.stdout, encoding="utf-8")
    (folder / "stderr.txt").write_text(done.stderr, encoding="utf-8")
    return folder


class TestHelp:
    @pytest.mark.parametrize("command", [(), *CALLS], ids=" ".join)
    def test_is_bulgarian_by_default_and_english_on_request(
        self, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ):
        assert entry([*command, "--help"]) == 0
        assert "употреба:" in capsys.readouterr().out
        assert entry([*command, "--help", "--lang=en"]) == 0
        english = capsys.readouterr().out
        assert english.startswith("usage:")
        assert not re.search("[а-яА-Я]", english)

    def test_names_every_command(self):
        said = needsmap("--help").stdout
        assert all(re.search(rf"^ +{entry.name} ", said, re.MULTILINE) for entry in COMMANDS)

    def test_version(self):
        assert needsmap("--version").stdout == f"needsmap {mapping.__version__}\n"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "липсва: COMMAND"),
            (("run",), "липсва: SCENARIO"),
            (("fly",), "не е сред"),
            (("check", "a", "b"), "непознат аргумент: b"),
            (("run", "a", "--outputs"), "--outputs иска стойност"),
        ],
    )
    def test_a_wrong_command_line_is_told_in_words(
        self, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
    ):
        assert entry(words) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err


class TestGroups:
    """Commands of two words, as `needsmap scenario list`."""

    GROUP = CommandGroup("things", Text("неща", "things"), (
        Command("list", Text("изброява", "lists"), lambda _: None, lambda *_: 0),
        Command("show", Text("показва", "shows"), folder_argument, lambda *_: 0),
    ))  # fmt: skip

    def test_the_second_word_chooses_the_command_and_its_arguments(self):
        asked = read_arguments(["things", "show", "outputs/x", "--lang", "en"], [self.GROUP])
        assert (asked.command.name, asked.values.path, asked.language) == ("show", Path("outputs/x"), "en")

    def test_help_of_the_group_lists_its_commands(self, capsys: pytest.CaptureFixture[str]):
        with pytest.raises(SystemExit) as end:
            read_arguments(["things", "--help"], [self.GROUP])
        assert end.value.code == 0
        said = capsys.readouterr().out
        assert all(word in said for word in ("list", "изброява", "show", "показва"))

    def test_a_group_alone_or_with_a_wrong_word_is_an_error_in_words(self, capsys: pytest.CaptureFixture[str]):
        for words, said in ((["things"], "липсва: SUBCOMMAND"), (["things", "sho"], "не е сред")):
            with pytest.raises(SystemExit) as end:
                read_arguments(words, [self.GROUP])
            assert end.value.code == 2
            assert said in capsys.readouterr().err


class TestRun:
    def test_prints_what_it_decided(self, workplace: Path):
        said = (workplace / "stdout.txt").read_text(encoding="utf-8")
        for words in (
            "Проба",
            "Потребност 2024–2027",
            "услуга",
            "непокрити",
            "Нови звена и екипи",
            "община",
            "Пари за новите звена и промените",
            "рамка",
            "Доказателство по етапи",
            "доказано",
            "Оценено пътуване",
            "Картата:",
            "map.png",
        ):
            assert words in said, words

    def test_shows_progress_on_stderr_in_lines(self, workplace: Path):
        said = (workplace / "stderr.txt").read_text(encoding="utf-8")
        assert "\r" not in said
        for number in range(1, 5):
            assert f"етап {number}/4" in said
        assert "отклонение" in said

    def test_need_is_served_plus_unmet_in_what_is_printed(self, workplace: Path):
        """The total line of the table of services."""
        said = (workplace / "stdout.txt").read_text(encoding="utf-8")
        [total] = re.findall(
            r"^ +всичко +([\d\u00a0\u202f ]+,\d) +([\d\u00a0\u202f ]+,\d) .*?([\d\u00a0\u202f]+,\d)$",
            said,
            re.MULTILINE,
        )
        need, served, unmet = (float(re.sub(r"\s", "", part).replace(",", ".")) for part in total)
        assert abs(need - served - unmet) < 0.11

    def test_a_second_run_gives_the_same_bytes_in_every_file_but_run_json(self, workplace: Path, tmp_path: Path):
        """As deep as the first one, for scenario.toml names the region's folder as seen from the run's."""
        done = needsmap("run", workplace / "small.toml", "--outputs", tmp_path / "second", cwd=workplace)
        assert done.returncode == 0, done.stderr
        first, second = workplace / "outputs" / "small", tmp_path / "second" / "small"
        assert sorted(p.name for p in first.iterdir()) == sorted(p.name for p in second.iterdir())
        for path in first.iterdir():
            other = (second / path.name).read_bytes()
            if path.name == "scenario.toml":  # says where the region lies as seen from its own folder
                assert without_region(path.read_bytes()) == without_region(other)
            elif path.name != "run.json":
                assert path.read_bytes() == other, path.name

    def test_in_english(self, tmp_path: Path):
        done = needsmap("run", write_small(tmp_path), "--outputs", tmp_path / "o", "--lang", "en")
        assert done.returncode == 0, done.stderr
        assert not re.search("[а-яА-Я]", done.stdout + done.stderr)
        assert "Proof by stage" in done.stdout

    def test_the_results_never_replace_the_region(self, tmp_path: Path):
        scenario = write_small(tmp_path, name="haskovo")
        (tmp_path / "geodata" / "haskovo").mkdir(parents=True)
        (tmp_path / "geodata" / "haskovo" / "units.csv").touch()
        done = needsmap("run", scenario, "--outputs", tmp_path / "geodata")
        assert done.returncode == 2
        assert "не е резултат от needsmap" in done.stderr
        assert (tmp_path / "geodata" / "haskovo" / "units.csv").exists()

    def test_a_path_that_cannot_be_written_is_told_in_words(self, tmp_path: Path):
        (tmp_path / "outputs").write_text("", encoding="utf-8")
        done = needsmap("run", write_small(tmp_path), "--outputs", tmp_path / "outputs")
        assert done.returncode == 1
        assert "Не може да се пише" in done.stderr
        assert "Traceback" not in done.stderr

    def test_no_plan_in_the_time_given_is_exit_code_4(self, tmp_path: Path):
        text = SMALL + '[[stages]]\nobjective = "unmet"\ngap = 0.0\nseconds = 1e-9\n'
        done = needsmap("run", write_small(tmp_path, text=text), "--outputs", tmp_path / "o")
        assert done.returncode == 4, done.stderr
        assert list((tmp_path / "o").iterdir()) == []

    def test_rules_that_contradict_each_other_are_exit_code_3(self, tmp_path: Path):
        done = needsmap("run", write_small(tmp_path, text=impossible()), "--outputs", tmp_path / "o")
        assert done.returncode == 3, done.stderr
        assert "правила" in done.stderr
        assert list((tmp_path / "o").iterdir()) == []


class TestCheck:
    def test_says_what_was_read(self, tmp_path: Path):
        done = needsmap("check", write_small(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")
        assert "Населени места: 261 в 11 общини" in done.stdout
        assert "Услуги: 24, от тях се планират 2" in done.stdout
        assert "всичко" in done.stdout
        assert sorted(path.name for path in tmp_path.iterdir()) == ["small.toml"]

    def test_reports_all_problems_with_exit_code_2(self, tmp_path: Path):
        text = (SMALL + STAGES).replace("[title]", "servces = 1\n[title]").replace("gap = 0.1", "gap = 2")
        done = needsmap("check", write_small(tmp_path, text=text), "--lang", "en")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("The input has 2 problems; nothing was written.")
        assert "“services”" in done.stderr


class TestVerify:
    def test_a_run_that_nobody_touched(self, workplace: Path):
        done = needsmap("verify", "outputs/small", cwd=workplace)
        assert (done.returncode, done.stderr) == (0, "")
        assert "издържа" in done.stdout

    def test_from_another_folder_too(self, workplace: Path, tmp_path: Path):
        assert needsmap("verify", workplace / "outputs" / "small", cwd=tmp_path).returncode == 0

    def test_a_changed_scenario_is_named(self, workplace: Path):
        scenario = workplace / "small.toml"
        before = scenario.read_bytes()
        scenario.write_bytes(before + b"\n[need]\nlevel = 'high'\n")
        try:
            done = needsmap("verify", workplace / "outputs" / "small", "--lang", "en")
        finally:
            scenario.write_bytes(before)
        assert done.returncode == 0
        assert "The inputs changed since the run: small.toml" in done.stdout

    def test_a_changed_plan_is_caught(self, workplace: Path):
        path = workplace / "outputs" / "small" / "plan.json"
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace('"milli": 1', '"milli": 2', 1), encoding="utf-8")
        try:
            done = needsmap("verify", workplace / "outputs" / "small", "--lang", "en")
        finally:
            path.write_text(before, encoding="utf-8")
        assert done.returncode == 5
        assert "need_balance" in done.stderr

    def test_a_changed_table_is_caught(self, workplace: Path):
        path = workplace / "outputs" / "small" / "units.csv"
        before = path.read_bytes()
        path.write_bytes(before + b"more\n")
        try:
            done = needsmap("verify", workplace / "outputs" / "small", "--lang", "en")
        finally:
            path.write_bytes(before)
        assert done.returncode == 5
        assert "units.csv" in done.stderr

    def test_a_folder_that_is_no_run(self, tmp_path: Path):
        assert needsmap("verify", tmp_path).returncode == 2


class TestStreams:
    @pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp437"])
    def test_a_console_of_another_encoding_gets_utf8(self, tmp_path: Path, encoding: str):
        done = needsmap("check", write_small(tmp_path), PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
        assert done.returncode == 0
        assert "област Хасково" in done.stdout

    def test_a_reader_that_stops_early_causes_no_traceback(self, tmp_path: Path):
        with subprocess.Popen(
            [sys.executable, "-m", "mapping", "check", str(write_small(tmp_path))],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as run:  # fmt: skip
            assert run.stdout is not None
            assert run.stderr is not None
            run.stdout.close()
            assert run.stderr.read() == b""

    def test_an_unexpected_error_is_a_sentence_and_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        def broken(*_: object) -> int:
            raise RuntimeError("secret inside")

        monkeypatch.setattr("mapping.cli.commands.perform", broken)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        assert entry(["check", "x"]) == 1
        _, err = capsys.readouterr()
        assert "неочаквана грешка" in err
        assert "unexpected error" in err
        assert "secret" not in err
        [report] = tmp_path.glob("needsmap-*.txt")
        assert str(report) in err
        assert "secret inside" in report.read_text(encoding="utf-8")


@posix
class TestInterrupt:
    """Ctrl-C while the solver works on a scenario that takes minutes."""

    def start(self, folder: Path) -> subprocess.Popen[str]:
        scenario = write_small(folder, text=ENDLESS)
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "mapping",
                "run",
                str(scenario),
                "--outputs",
                str(folder / "o"),
                "--lang",
                "en",
            ],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def wait_for(self, run: subprocess.Popen[str], words: str) -> None:
        assert run.stderr is not None
        for line in run.stderr:
            if re.search(words, line):
                return
        raise AssertionError(f"never said: {words}")

    def test_once_keeps_the_best_plan_and_says_that_it_was_stopped(self, tmp_path: Path):
        run = self.start(tmp_path)
        self.wait_for(run, r"stage 1/2.*unmet need \d")
        run.send_signal(signal.SIGINT)
        out, err = run.communicate()
        assert run.returncode == 0, err
        assert "STOPPED ON REQUEST" in out
        assert "Traceback" not in err
        plan = plan_from_json((tmp_path / "o" / "small" / "plan.json").read_text(encoding="utf-8"))
        assert {stage.status for stage in plan.stages} == {"cancelled"}
        assert "cancelled on request" in (tmp_path / "o" / "small" / "run.json").read_text(encoding="utf-8")
        assert needsmap("verify", tmp_path / "o" / "small").returncode == 0

    def test_twice_ends_at_once_and_writes_nothing(self, tmp_path: Path):
        run = self.start(tmp_path)
        self.wait_for(run, "searching for a plan")
        while run.poll() is None:
            run.send_signal(signal.SIGINT)
            time.sleep(0.05)
        _, err = run.communicate()
        assert run.returncode == 130, err
        assert "Traceback" not in err
        assert list((tmp_path / "o").iterdir()) == []

    def test_before_the_search_ends_at_once(self, tmp_path: Path):
        run = self.start(tmp_path)
        self.wait_for(run, "reading the scenario")
        run.send_signal(signal.SIGINT)
        _, err = run.communicate()
        assert run.returncode == 130
        assert "Traceback" not in err
        assert not (tmp_path / "o" / "small").exists()
