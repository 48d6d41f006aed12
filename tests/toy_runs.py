"""Runs of the toy in a folder that a test may change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from runs import SilentListener
from toy import TOY

from mapping.cli.main import entry
from mapping.run import Reuse, RunResult, execute
from mapping.run.folder import RECORD

OUTPUTS = 'outputs = ["tables"]\n'


class Place:
    """A folder with the toy's region, scenarios and outputs, which a test may change."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(TOY.parent / "toy", folder / "toy")
        self.folder, self.outputs = folder, folder / "outputs"
        self.write("plan")

    def write(self, name: str, change: Callable[[str], str] = lambda text: text, outputs: str = OUTPUTS) -> Path:
        path = self.folder / f"{name}.toml"
        path.write_text(outputs + change(TOY.read_text(encoding="utf-8")), encoding="utf-8")
        return path

    def run(self, name: str = "plan", reuse: Reuse | None = None) -> tuple[RunResult, bool]:
        """The result, and whether a plan was searched for."""
        listener = SilentListener()
        result = execute(self.folder / f"{name}.toml", self.outputs, listener, "bg", reuse or Reuse())
        return result, "solve" in listener.steps


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert entry([*words, "--lang", "en"]) == 0
    return capsys.readouterr().out


def aged(folder: Path, finished: datetime) -> None:
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record["finished"] = finished.isoformat()
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
