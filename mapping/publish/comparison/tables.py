"""A comparison as CSV tables: plain ones for programs, and the same as a Bulgarian Excel opens them.

Plans have the numbers of `runs.csv`: `value_2` is that of the second. docs/compare.md describes every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from mapping.compare import Against, Comparison, Gains
from mapping.publish.comparison.headings import heading, in_words
from mapping.publish.comparison.measures import MeasureLine, measure_lines
from mapping.publish.differences import COLUMNS, PAIRED, paired_rows
from mapping.publish.excel_csv import FOLDER, write_excel_csv
from mapping.publish.fields import Row
from mapping.publish.records import named, period_value, persons, plain
from mapping.publish.tables import write_csv
from mapping.words import Text


def write_comparison_tables(comparison: Comparison, folder: Path) -> None:
    """Write the tables of `comparison` to `folder`, and to excel/ in it."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in comparison_tables(comparison).items():
        write_csv(folder / name, columns, rows)
        heads = [heading(name, column) for column in columns]
        values = ([in_words(name, column, row[column]) for column in columns] for row in rows)
        write_excel_csv(folder / FOLDER / name, heads, values)


def comparison_tables(comparison: Comparison) -> dict[str, tuple[list[str], list[Row]]]:
    """Columns and rows of each table, by the name of its file."""
    numbers = range(1, len(comparison.contenders) + 1)
    found = {
        "runs.csv": (RUNS, list(_runs(comparison))),
        "measures.csv": (
            [*MEASURES, *(f"value_{n}" for n in numbers), *(f"{column}_{n}" for n in numbers for column in WHOSE)],
            [_measure(line) for line in measure_lines(comparison)],
        ),
        "stages.csv": (STAGES, list(_stages(comparison))),
        "gains.csv": (GAINS, [row for n, one in _others(comparison) for row in _gains(one, n)]),
    }
    found["scenario_changed.csv"] = (
        KEYS,
        [
            {"run": n, "key": key.key, "first": key.old, "other": key.new}
            for n, one in _others(comparison)
            for key in one.keys
        ],
    )
    for name in PAIRED:
        rows: list[Row] = [
            {"run": n, **row} for n, one in _others(comparison) for row in paired_rows(name, one.case, one.changes)
        ]
        found[name] = (["run", *COLUMNS[name]], rows)
    return found


RUNS = ["run", "name", "title_bg", "title_en", "region", "periods", "services", "solver", "stopped_early"]
MEASURES = ["topic", "code", "name_bg", "name_en", "unit"]
WHOSE = ("whose_bg", "whose_en")
STAGES = ["run", "stage", "objective", "value", "found", "bound", "gap", "wanted_gap", "status"]
KEYS = ["run", "key", "first", "other"]
GAINS = ["run", "by", "code", "name_bg", "name_en", "gained", "lost", "more"]


def _others(comparison: Comparison) -> Iterator[tuple[int, Against]]:
    """The plans that are held against the first, with their numbers."""
    return ((n, one) for n, one in enumerate(comparison.against, 2))


def _runs(comparison: Comparison) -> Iterator[Row]:
    for n, one in enumerate(comparison.contenders, 1):
        title = one.case.scenario.keys.title
        yield {
            "run": n,
            "name": one.name,
            **named("title", Text(title.bg, title.en)),
            "region": one.plan.region,
            "periods": ";".join(period_value(period) for period in one.plan.periods),
            "services": len(one.case.services),
            "solver": one.plan.solver,
            "stopped_early": one.plan.stopped_early,
        }


def _measure(line: MeasureLine) -> Row:
    row: Row = {"topic": line.topic, "code": line.code, **named("name", line.name), "unit": line.unit}
    for n, value in enumerate(line.values, 1):
        whose = line.whose[n - 1] if line.whose else None
        row |= {f"value_{n}": _number(line, value), f"whose_bg_{n}": None, f"whose_en_{n}": None}
        if whose is not None:
            row |= {f"whose_bg_{n}": whose.bg, f"whose_en_{n}": whose.en}
    return row


DECIMALS = {"users": 3, "share": 6, "difference": 6, "EUR": 2, "minutes": 2}


def _number(line: MeasureLine, value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.{DECIMALS.get(line.unit, 0)}f}")


def _stages(comparison: Comparison) -> Iterator[Row]:
    for n, one in enumerate(comparison.contenders, 1):
        for number, stage in enumerate(one.plan.stages, 1):
            yield {
                "run": n,
                "stage": number,
                "objective": stage.objective,
                "value": plain(stage.value),
                "found": plain(stage.found),
                "bound": plain(stage.bound),
                "gap": plain(stage.gap),
                "wanted_gap": plain(stage.wanted_gap),
                "status": stage.status,
            }


def _gains(one: Against, number: int) -> Iterator[Row]:
    region = one.case.region
    changes = one.changes
    yield from _rows(number, "municipality", {m.code: m.name for m in region.municipalities},
                     changes.served_by(lambda record: record.municipality))  # fmt: skip
    yield from _rows(number, "group", {g.id: g.name for g in region.catalogue.groups}, one.groups)
    yield from _rows(number, "service", {s.id: s.name for s in region.catalogue.services},
                     changes.served_by(lambda record: record.service))  # fmt: skip
    yield from _rows(number, "settlement", {s.ekatte: s.name for s in region.settlements},
                     changes.served_by(lambda record: record.settlement))  # fmt: skip


def _rows(number: int, by: str, names: Mapping[str, Text], gains: Mapping[str, Gains]) -> Iterable[Row]:
    for code, name in names.items():
        if code in gains:
            one = gains[code]
            yield {
                "run": number,
                "by": by,
                "code": code,
                **named("name", name),
                "gained": persons(one.gained_milli),
                "lost": persons(one.lost_milli),
                "more": persons(one.gained_milli - one.lost_milli),
            }
