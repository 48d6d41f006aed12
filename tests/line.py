"""The points on a line of tests/data/line: the location problems of docs/classical.md, worked out there by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from mapping.instance import Case
from mapping.run import read_case

LINE = Path(__file__).parent / "data" / "line"
PAGE = Path(__file__).parents[1] / "docs" / "classical.md"


def snippets() -> dict[str, str]:
    """The scenario texts of docs/classical.md by the heading they stand under."""
    text = PAGE.read_text(encoding="utf-8")
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        blocks = re.findall(r"```toml\n(.*?)```", part, re.DOTALL)
        if blocks:
            found[part.splitlines()[0].strip()] = blocks[0]
    return found


HEAD = "What all of them share"
"""The heading of the keys that every scenario of the page begins with."""


def scenario_text(question: str, region: Path) -> str:
    """A scenario of the page, complete: a key of the question stands for the same key of the head."""
    asked = set(re.findall(r"^\s*(\w+) = ", question, re.MULTILINE))
    head = [line for line in snippets()[HEAD].splitlines() if line.split(" = ")[0] not in asked]
    return "\n".join([*head, question]).replace('"line"', f'"{region.as_posix()}"')


def copy_of_line(folder: Path, **tables: str) -> Path:
    """A copy of the region in `folder` with other tables (by their names without .csv)."""
    region = Path(shutil.copytree(LINE, folder / "line"))
    for name, text in tables.items():
        (region / f"{name}.csv").write_text(text, encoding="utf-8")
    return region


def write_question(folder: Path, question: str, region: Path = LINE, name: str = "question") -> Path:
    """Write a scenario with the keys `question` into `folder`; returns its path."""
    path = folder / f"{name}.toml"
    path.write_text(scenario_text(question, region), encoding="utf-8")
    return path


def line_case(folder: Path, question: str, region: Path = LINE) -> Case:
    """The case of a question about the line."""
    return read_case(write_question(folder, question, region))
