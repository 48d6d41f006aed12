"""What a plan rests on, as one number: runs of the same key have the same plan, whatever their names."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import mapping
from mapping.scenario import ScenarioFile

PLANNING_ROOMS: tuple[str, ...] = (
    "catalogue",
    "instance",
    "model",
    "needs",
    "plan",
    "region",
    "run/solving.py",
    "scenario",
    "solve",
    "tables.py",
    "travel",
    "units.py",
    "validation",
)
"""The parts of the package on which a plan depends: another drawing of the map needs no other search."""

NOT_PUBLISHING: tuple[str, ...] = ("cli", "run", "sweep", "__main__.py")
"""The parts on which no product of a finished plan depends."""

PLANNING_PACKAGES = ("pulp", "highspy", "numpy", "geopandas", "shapely", "pyproj", "pyogrio")
"""Other versions of these may lead to another plan."""


def plan_key(keys: ScenarioFile, tables: Mapping[str, str]) -> str:
    """SHA-256 of all that the plan depends on: the scenario's resolved keys (the seed among them), the region's files,
    this program, and the versions of what it plans with.

    Left out is what changes no plan: the scenario's name, title, question and products, the number of threads (the plan
    is the same for any), and where the region's folder is.

    Args:
        keys: the resolved keys of the scenario.
        tables: SHA-256 of every file of the region, by its name in the region's folder.
    """
    stated = keys.model_dump(mode="json", exclude={"title", "question", "outputs", "region"})
    del stated["solver"]["threads"]
    return digest({"planner": planner(), "keys": stated, "tables": dict(tables)})


def planner() -> str:
    """SHA-256 of what plans on this machine: the program's planning code, and the versions of what it works with."""
    return digest({
        "program": mapping.__version__,
        "code": code_of_planning(),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "packages": {name: version_of(name) for name in PLANNING_PACKAGES},
    })  # fmt: skip


@cache
def code_of_planning() -> str:
    """SHA-256 of the code on which plans depend."""
    return _code(path for room in PLANNING_ROOMS for path in _sources(_PACKAGE / room))


@cache
def code_of_publishing() -> str:
    """SHA-256 of the code on which the products of a plan depend."""
    return _code(
        path for path in _sources(_PACKAGE) if path.relative_to(_PACKAGE).parts[0] not in NOT_PUBLISHING
    )  # fmt: skip


def digest(content: Mapping[str, object]) -> str:
    """SHA-256 of `content` as JSON, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return sha256(text.encode()).hexdigest()


def version_of(package: str) -> str:
    """The installed version of `package`, "unknown" where there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


_PACKAGE = Path(mapping.__file__).parent


def _sources(place: Path) -> list[Path]:
    """The source files in a folder, or the one file; not what Python keeps beside them."""
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _code(paths: Iterable[Path]) -> str:
    total = sha256()
    for path in sorted(paths):
        total.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        # git may write other line ends on Windows
        total.update(sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return total.hexdigest()
