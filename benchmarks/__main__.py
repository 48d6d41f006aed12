"""The command line of the benchmarks: which to run, and where the results go."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import machine, sweep, table
from benchmarks.country import write_country
from benchmarks.ensemble import ensemble
from benchmarks.one import Measurement, run_one
from benchmarks.publishing import publishing
from benchmarks.table import Cell, Table
from benchmarks.variations import SEEDS, write_variation

HASKOVO = Path(__file__).parents[1] / "scenarios" / "haskovo.toml"
REGION = Path(__file__).parents[1] / "geodata" / "haskovo"

FIRST_GAP, FIRST_SECONDS = 0.002, 180.0
"""The target of the first stage: 1 % in 30 s, 0.2 % in 3 minutes, on two cores."""


def building_row(measured: Measurement) -> dict[str, Cell]:
    """Sizes and seconds of every step up to PuLP's statement."""
    return {
        "scenario": measured.scenario,
        "settlements": measured.settlements,
        "services": measured.services,
        "pairs": measured.pairs,
        "columns": measured.columns,
        "whole": measured.whole_columns,
        "rows": measured.rows,
        **{f"{step} s": measured.seconds[step] for step in ("read", "need", "instance", "model", "statement")},
        "build s": measured.build_seconds,
        "cpu s": sum(measured.cpu_seconds[s] for s in ("read", "need", "instance", "model", "statement")),
        "built MB": measured.built_memory,
    }


def stage_rows(measured: Measurement) -> list[dict[str, Cell]]:
    """A row a stage: what it found, what is proven, how long it took."""
    return [
        {
            "scenario": measured.scenario,
            "stage": stage.objective,
            "value": stage.found,
            "bound": stage.bound,
            "gap %": stage.gap * 100,
            "status": stage.status,
            "nodes": stage.nodes,
            "seconds": stage.seconds,
            **{f"s to {label}": reached for label, reached in stage.reached.items()},
        }
        for stage in measured.stages
    ]


def solving_row(measured: Measurement) -> dict[str, Cell]:
    """The whole run: building against solving, memory, and what the independent check says."""
    return {
        "scenario": measured.scenario,
        "build s": measured.build_seconds,
        "solve s": measured.solve_seconds,
        "build / solve %": 100 * measured.build_seconds / max(measured.solve_seconds, 1e-9),
        "peak MB": measured.peak_memory,
        "rules broken": measured.breaches,
    }


def _scenarios(folder: Path) -> list[Path]:
    return [HASKOVO, *(write_variation(HASKOVO, seed, folder) for seed in SEEDS)]


def building(folder: Path) -> list[Table]:
    """Building only: seconds and memory of every step, for Haskovo and its variations."""
    rows = [building_row(run_one(path, solve=False)) for path in _scenarios(folder)]
    return [Table("building", "Building (seconds by step)", rows)]


def first(folder: Path) -> list[Table]:
    """The first stage alone, to 0.2 %, at most three minutes: when 1 % and 0.2 % are reached."""
    measured = [run_one(path, True, FIRST_GAP, FIRST_SECONDS) for path in _scenarios(folder)]
    rows = [row for one in measured for row in stage_rows(one)]
    return [Table("first", f"First stage, to a gap of {FIRST_GAP:.1%}, at most {FIRST_SECONDS:.0f} s", rows)]


def stages(folder: Path) -> list[Table]:
    """All stages as the scenario states them, with building, memory and the check of the plan."""
    measured = [run_one(path, solve=True) for path in _scenarios(folder)]
    return [
        Table("stages", "All stages", [row for one in measured for row in stage_rows(one)]),
        Table("runs", "Building against solving", [solving_row(one) for one in measured]),
        Table("sizes", "Building (seconds by step)", [building_row(one) for one in measured]),
    ]


BENCHMARKS: dict[str, Callable[[Path], list[Table]]] = {"building": building, "first": first, "stages": stages}
"""Those that need nothing but the project."""


def country(folder: Path, settlements: Path, solve: bool) -> list[Table]:
    """The country: building it, and (if asked) its first stage, to 5 % in at most 15 minutes."""
    measured = run_one(write_country(settlements, REGION, HASKOVO, folder), solve)
    tables = [Table("country", "The country: building (seconds by step)", [building_row(measured)])]
    if solve:
        tables.append(Table("country_first", "The country: first stage", stage_rows(measured)))
        tables.append(Table("country_run", "The country: building against solving", [solving_row(measured)]))
    return tables


ENSEMBLE = "ensemble"
"""Worlds of Haskovo against one single plan; not among the default ones, for it takes as long as several."""

COUNTRY = ("country", "country_first")
"""Those that need a table of settlements; the second solves as well."""

SWEEPS = ("sweep", "sweep_kills")
"""Small runs of the toy region: throughput of processes side by side; and that random kills lose nothing."""

PUBLISHING = "publishing"
"""The full package of a finished run, which must be named."""

KNOWN = (*BENCHMARKS, ENSEMBLE, PUBLISHING, *SWEEPS, *COUNTRY)
"""All of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked for, print their tables, and write them where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(KNOWN)}; default: the first three")
    parser.add_argument("--worlds", type=int, default=12, help="worlds of the ensemble (default: 12; all: 200)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="processes of the ensemble and of sweeps"
    )
    parser.add_argument("--members", type=int, default=500, help="members of a sweep (default: 500)")
    parser.add_argument("--kills", type=int, default=30, help="kills of a sweep (default: 30)")
    parser.add_argument("--out", type=Path, help="folder for CSV and Markdown; nothing is written without it")
    parser.add_argument("--settlements", type=Path, help="CSV of the country's settlements, for the country")
    parser.add_argument("--run", type=Path, help="folder of a finished run, for publishing")
    asked = parser.parse_args(arguments)
    names = asked.names or list(BENCHMARKS)
    for name in names:
        if name not in KNOWN:
            parser.error(f"there is no benchmark {name}")
        if name in COUNTRY and asked.settlements is None:
            parser.error(f"{name} needs --settlements")
        if name == PUBLISHING and asked.run is None:
            parser.error(f"{name} needs --run")
    line = machine.describe()
    print(line, end="\n\n")
    tables: list[Table] = []
    with tempfile.TemporaryDirectory(prefix="needsmap_bench_") as temporary:
        for name in names:
            folder = Path(temporary) / name
            folder.mkdir()
            if name in COUNTRY:
                made_now = country(folder, asked.settlements, solve=name == "country_first")
            elif name == PUBLISHING:
                made_now = publishing(asked.run, folder)
            elif name == ENSEMBLE:
                made_now = ensemble(HASKOVO, asked.worlds, asked.workers)
            elif name in SWEEPS:
                made_now = list(sweep.tables(name, folder, asked.members, asked.workers, asked.kills))
            else:
                made_now = BENCHMARKS[name](folder)
            for made in made_now:
                print(made.markdown(), flush=True)
                tables.append(made)
            if asked.out is not None:
                table.write(tables, line, asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
