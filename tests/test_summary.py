"""What a run prints about changes of existing units, money and teams."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_bad_changes import REQUIRED, change_rows, toy_copy

from mapping.cli.main import entry


def printed(folder: Path, capsys: pytest.CaptureFixture[str], language: str, kind: str, users: int) -> str:
    """What the run of a toy says whose old home must change; `users` leave it."""
    path = toy_copy(folder, change_rows(kind, places={"enlarge": 8, "shrink": 4}[kind], users=users), REQUIRED)
    assert entry(["run", str(path), "--lang", language, "--outputs", str(folder / "out")]) == 0
    return capsys.readouterr().out


def test_nobody_who_moves_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = printed(tmp_path, capsys, "bg", "enlarge", 0)
    assert re.search(r"Стария дом: разширява се, от \S+\n", text)
    assert "с ново място" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("bg", "; 2 потребители с ново място"), ("en", "; 2 users with a new place")],
)
def test_users_who_move_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str):
    assert said in printed(tmp_path, capsys, language, "shrink", 2)


@pytest.mark.parametrize(("language", "wrong"), [("bg", r"\d%"), ("en", r"\d %")])
def test_money_is_for_new_units_and_changes_and_percent_signs_are_written_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, wrong: str
):
    text = printed(tmp_path, capsys, language, "enlarge", 0)
    assert {"bg": "Пари за новите звена и промените: ", "en": "Money for new units and changes: EUR"}[language] in text
    assert not re.search(wrong, text)
