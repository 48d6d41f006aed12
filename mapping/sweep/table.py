"""The table of a sweep: a row for each member, with or without a plan."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any, Literal

from mapping.plan import StageStatus
from mapping.run.result import ResultRecord, StageResult
from mapping.sweep.members import Member
from mapping.sweep.store import write_whole
from mapping.sweep.work import Failed, Trouble
from mapping.units import MILLI

Status = StageStatus | Trouble | Literal["not_run"]
Cell = str | int | float | bool | None

CSV, PARQUET = "table.csv", "table.parquet"

CENTS = 100


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a member: the plan in short, or why there is none; the seconds that it took, and the folder of its
    run as seen from the sweep's."""

    came: ResultRecord | Failed
    seconds: float
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A member and what came of it; None while it has not been planned."""

    member: Member
    ended: Ended | None

    @property
    def result(self) -> ResultRecord | None:
        """The plan in short, where there is one."""
        came = None if self.ended is None else self.ended.came
        return came if isinstance(came, ResultRecord) else None

    @property
    def failed(self) -> Failed | None:
        """Why there is no plan, where planning ended without."""
        came = None if self.ended is None else self.ended.came
        return came if isinstance(came, Failed) else None

    @property
    def status(self) -> Status:
        """How the least proven stage ended, or why there is no plan."""
        if self.result is not None:
            return self.result.status
        return "not_run" if self.failed is None else self.failed.trouble


def write_tables(folder: Path, rows: Sequence[Row]) -> tuple[str, ...]:
    """Write the table as CSV and, where pyarrow is installed, as Parquet; returns the files.

    Raises:
        OSError: the disk refuses.
    """
    records = records_of(rows)
    write_whole(folder / CSV, _csv(records))
    if find_spec("pyarrow") is None:
        return (CSV,)
    _write_parquet(folder / PARQUET, records)
    return CSV, PARQUET


def records_of(rows: Sequence[Row]) -> list[dict[str, Cell]]:
    """The rows as columns and cells, all with the same columns in the same order.

    Persons are of the last period, EUR of all periods; gaps are relative; `seconds` are those of planning the member.
    """
    keys = list(dict.fromkeys(key for row in rows for key in row.member.changes))
    results = [row.result for row in rows if row.result is not None]
    objectives = list(dict.fromkeys(stage.objective for result in results for stage in result.stages))
    purses = list(dict.fromkeys(purse for result in results for purse in result.cents))
    return [_record(row, keys, objectives, purses) for row in rows]


def _record(row: Row, keys: Iterable[str], objectives: Iterable[str], purses: Iterable[str]) -> dict[str, Cell]:
    result, failed = row.result, row.failed
    record: dict[str, Cell] = {"member": row.member.number, "id": row.member.id}
    record |= {key: _plain(row.member.changes.get(key)) for key in keys}
    record["status"] = row.status
    stages: dict[str, StageResult] = {stage.objective: stage for stage in result.stages} if result is not None else {}
    for objective in objectives:
        stage = stages.get(objective)
        record[f"{objective}.status"] = None if stage is None else stage.status
        for name in ("found", "bound", "gap", "value"):
            record[f"{objective}.{name}"] = None if stage is None else _finite(getattr(stage, name))
    record["need"] = None if result is None else result.need_milli / MILLI
    record["served"] = None if result is None else result.served_milli / MILLI
    record["unmet"] = None if result is None else result.unmet_milli / MILLI
    record["units"] = None if result is None else result.units
    record["changes"] = None if result is None else result.changes
    record["eur"] = None if result is None else sum(result.cents.values()) / CENTS
    for purse in purses:
        record[f"eur.{purse}"] = None if result is None else result.cents.get(purse, 0) / CENTS
    record["seconds"] = None if row.ended is None else row.ended.seconds
    record["folder"] = None if row.ended is None else row.ended.folder
    record["error_bg"] = None if failed is None else failed.words.bg
    record["error_en"] = None if failed is None else failed.words.en
    return record


def _plain(value: object) -> Cell:
    """A key's value as a cell: lists and tables as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _csv(records: Sequence[Mapping[str, Cell]]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records[0])
    for record in records:
        writer.writerow(_shown(cell) for cell in record.values())
    return out.getvalue()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else repr(cell)


def _write_parquet(path: Path, records: Sequence[Mapping[str, Cell]]) -> None:
    import pyarrow  # noqa: PLC0415 - weighs more than all other libraries together; the table is CSV without it
    import pyarrow.parquet  # noqa: PLC0415

    columns = {name: _typed(pyarrow, [record[name] for record in records]) for name in records[0]}
    part = path.with_name(f".{path.name}.part")
    pyarrow.parquet.write_table(pyarrow.table(columns), part)
    part.replace(path)


def _typed(arrow: Any, cells: Sequence[Cell]) -> Any:
    """A column: whole numbers, numbers, true and false where all cells are such; else text."""
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, bool) for cell in known):
        return arrow.array(cells, arrow.bool_())
    numbers = not any(isinstance(cell, bool | str) for cell in known)
    if known and numbers and all(isinstance(cell, int) for cell in known):
        return arrow.array(cells, arrow.int64())
    if known and numbers:
        return arrow.array([None if cell is None else float(cell) for cell in cells], arrow.float64())
    return arrow.array([None if cell is None else _shown(cell) for cell in cells], arrow.string())
