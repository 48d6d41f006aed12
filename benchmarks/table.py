"""Tables of results: printed, and written as CSV and Markdown to the folder that the caller names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; `notes` say what the columns mean. Rows are by column name, all of one run."""

    name: str
    title: str
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in the order they first appear."""
        return list(dict.fromkeys(column for row in self.rows for column in row))

    def markdown(self) -> str:
        """The table as Markdown, which reads well as plain text too."""
        columns = self.columns
        cells = [columns, *[[shown(row.get(column)) for column in columns] for row in self.rows]]
        widths = [max(len(line[c]) for line in cells) for c in range(len(columns))]
        numeric = [all(not isinstance(row.get(column), str) for row in self.rows) for column in columns]
        lines = [_line(line, widths, numeric) for line in cells]
        rule = "|" + "|".join("-" * (w + 1) + (":" if n else "-") for w, n in zip(widths, numeric, strict=True)) + "|"
        text = [f"## {self.title}", "", lines[0], rule, *lines[1:]]
        return "\n".join([*text, "", *self.notes] if self.notes else text) + "\n"


def shown(value: Cell) -> str:
    """A cell as people read it: four significant figures, thousands apart."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.4g}" if abs(value) < 1 else f"{value:.{2 if abs(value) < 100 else 1}f}"


def write(tables: Iterable[Table], machine: str, folder: Path) -> None:
    """Write every table to `folder`: <name>.csv in full precision, and all of them in results.md."""
    folder.mkdir(parents=True, exist_ok=True)
    page = ["# Benchmarks", "", machine, ""]
    for table in tables:
        page += [table.markdown()]
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns)
            writer.writeheader()
            writer.writerows(table.rows)
    (folder / "results.md").write_text("\n".join(page), encoding="utf-8")


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True)]
    return "| " + " | ".join(padded) + " |"
