"""Layers import downwards only, and each outside library stays in its room (contracts in pyproject.toml)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_import_contracts_hold():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_module_belongs_to_a_package():
    """A folder without __init__.py would be left out of the installed program."""
    folders = {path.parent for path in (ROOT / "mapping").rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_a_worker_and_a_short_command_do_not_load_what_draws():
    """matplotlib alone takes two seconds of CPU, which every worker of a sweep and every command would wait for."""
    program = "import mapping.sweep.work, mapping.run, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"matplotlib", "xlsxwriter", "docx", "pyarrow"} & set(done.stdout.split()) == set()
