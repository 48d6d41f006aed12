"""Seeded variations of a scenario's region: other need, other cost, other budget, the same places and rules.

One instance proves nothing. For each seed the region's folder is copied and every rate of need, every cost of a service
and every envelope is multiplied by a factor of its own, drawn log-uniformly between 1 / SPREAD and SPREAD:

- need: each service rate, low, central and high alike (a percentage stays at most 100);
- cost: capital and running cost, one factor a service and kind, all its sizes alike;
- budget: each envelope; those of a municipal fund's municipalities each by themselves.

The same seed gives the same files, on every machine (Python's Mersenne Twister, `random.Random(seed).uniform`).
"""

from __future__ import annotations

import csv
import math
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

SEEDS = (1, 2, 3, 4, 5)
SPREAD = {"service_rates.csv": 1.3, "size_values.csv": 1.15, "envelopes.csv": 1.4}
RANGE = ("low", "central", "high")


def write_variation(scenario: Path, seed: int, folder: Path) -> Path:
    """Write the variation `seed` of the scenario at `scenario` below `folder`; returns its scenario file."""
    text = scenario.read_text(encoding="utf-8")
    named = re.search(r'^region = "(.*)"$', text, re.MULTILINE)
    if named is None:
        raise ValueError(f"{scenario} names no region")
    name = f"{scenario.stem}_{seed}"
    region = folder / "geodata" / name
    shutil.copytree(scenario.parent / named.group(1), region)
    draw = random.Random(seed)
    _multiply(region / "service_rates.csv", draw, lambda row: row["group"] + row["service"], _any, most=100.0)
    _multiply(region / "size_values.csv", draw, lambda row: row["service"] + row["quantity"], _is_cost)
    _multiply(region / "envelopes.csv", draw, lambda row: row["fund"] + row["municipality"] + row["kind"], _any)
    path = folder / f"{name}.toml"
    path.write_text(text.replace(named.group(0), f'region = "geodata/{name}"'), encoding="utf-8")
    return path


def _any(row: dict[str, str]) -> bool:
    return bool(row)


def _is_cost(row: dict[str, str]) -> bool:
    return row["quantity"] in ("capital", "running")


def _multiply(
    table: Path,
    draw: random.Random,
    key: Callable[[dict[str, str]], str],
    chosen: Callable[[dict[str, str]], bool],
    most: float = math.inf,
) -> None:
    """Multiply low, central and high of the chosen rows by a factor drawn anew for each key."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    widest = math.log(SPREAD[table.name])
    factors: dict[str, float] = {}
    for row in rows:
        if chosen(row):
            if key(row) not in factors:
                factors[key(row)] = math.exp(draw.uniform(-widest, widest))
            for column in RANGE:
                row[column] = f"{min(most, float(row[column]) * factors[key(row)]):.6g}"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
