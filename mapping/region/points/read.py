"""Reading a points region: every table checked, then held against the others, all problems at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from mapping.errors import ProblemLog, Where
from mapping.region.checks import check_years_apart
from mapping.region.lines import lines_of
from mapping.region.points.build import BUDGET, build_region
from mapping.region.points.rows import BudgetRow, CostRow, PointRow, PointsHeading, WeightRow
from mapping.region.types import Region
from mapping.tables import Names, Row, Table, check_filled, check_known, check_unique, read_table
from mapping.validation import note_validation_errors
from mapping.words import Text

HEADING = "region.toml"

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True)
class PointsReading:
    """What the folder names, even where it has problems (None: unreadable), and the region where it has none."""

    service: str | None
    points: Names
    funds: Names
    region: Region | None


def points_are_meant(folder: Path) -> bool:
    """Whether region.toml says `kind`, which only a points region has; False where it cannot be read."""
    try:
        return "kind" in tomllib.loads((folder / HEADING).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def collect_points(folder: Path, log: ProblemLog) -> PointsReading:
    """Read the points region in `folder`; every problem of every table goes to `log`."""
    noted = len(log)
    heading = _read_heading(folder, log)
    points = read_table(folder, "points.csv", PointRow, log)
    weights = _optional(folder, "weights.csv", WeightRow, log)
    # A table of costs is needed where nothing else says how far it is.
    must = heading is not None and heading.distance.measure == "costs"
    costs = read_table(folder, "costs.csv", CostRow, log) if must else _optional(folder, "costs.csv", CostRow, log)
    budget = _optional(folder, "budget.csv", BudgetRow, log)
    _check_points(points, log)
    if heading is not None:
        _check_coordinates(heading, points, log)
    _check_others(points, weights, costs, log)
    _check_budget(points, budget, log)
    region = None
    if heading is not None and len(log) == noted:
        built = build_region(heading, points.rows, weights.rows, costs.rows, budget.rows)
        region = replace(built, lines=lines_of({"points.csv": points}))
    return PointsReading(
        service=None if heading is None else heading.service.id,
        points=points.names("point"),
        funds={(BUDGET,)} if budget.lines else set(),
        region=region,
    )


def _optional(folder: Path, name: str, row_type: type[RowT], log: ProblemLog) -> Table[RowT]:
    if (folder / name).exists():
        return read_table(folder, name, row_type, log)
    return Table(f"{folder.name}/{name}", ())


def _read_heading(folder: Path, log: ProblemLog) -> PointsHeading | None:
    file = f"{folder.name}/{HEADING}"
    content = tomllib.loads((folder / HEADING).read_text(encoding="utf-8-sig"))
    try:
        return PointsHeading.model_validate(content)
    except ValidationError as error:
        note_validation_errors(log, error.errors(), lambda loc: Where(file, key=".".join(map(str, loc))), PointsHeading)
    return None


def _check_points(points: Table[PointRow], log: ProblemLog) -> None:
    check_filled(points, log)
    check_unique(points, log, lambda r: r.point, "point")
    if points.refused or not points.lines:
        return
    if all(row.role == "site" for row in points.rows):
        log.add(Where(points.file, column="role"),
                Text("никоя точка няма потребност", "no point has any need"),
                Text("Поне една точка трябва да е demand или both.",
                     "At least one point must be demand or both."))  # fmt: skip
    for line in points.lines:
        if line.row.existing == "yes" and line.row.role == "demand":
            log.add(points.where(line, "existing"),
                    Text("тук има звено, а точката е само за потребност",
                         "a unit stands here, but the point is demand only"),
                    Text("Запишете role=both или existing=no.", "Write role=both or existing=no."))  # fmt: skip


def _check_coordinates(heading: PointsHeading, points: Table[PointRow], log: ProblemLog) -> None:
    needed = {"euclidean": ("x", "y"), "sphere": ("lat", "lon"), "costs": ()}[heading.distance.measure]
    for line in points.lines:
        for column in needed:
            if getattr(line.row, column) is None:
                log.add(points.where(line, column),
                        Text(f"„{heading.distance.measure}“ иска координата, а клетката е празна",
                             f"“{heading.distance.measure}” needs a coordinate, the cell is empty"),
                        Text("Попълнете я или дайте разстоянията в costs.csv с measure = \"costs\".",
                             "Fill it in, or give the distances in costs.csv with measure = \"costs\"."))  # fmt: skip


def _check_others(points: Table[PointRow], weights: Table[WeightRow], costs: Table[CostRow], log: ProblemLog) -> None:
    known = points.names("point")
    check_known(weights, log, lambda r: r.point, "point", known)
    check_unique(weights, log, lambda r: (r.point, r.from_year), "point, from_year")
    check_known(costs, log, lambda r: r.from_point, "from_point", known)
    check_known(costs, log, lambda r: r.to_point, "to_point", known)
    check_unique(costs, log, lambda r: (r.from_point, r.to_point), "from_point, to_point")


def _check_budget(points: Table[PointRow], budget: Table[BudgetRow], log: ProblemLog) -> None:
    for line in budget.lines:
        if line.row.first_year > line.row.last_year:
            log.add(budget.where(line, "first_year, last_year"),
                    Text("първата година е след последната", "the first year is after the last"),
                    Text("Разменете двете години.", "Swap the two years."))  # fmt: skip
    check_unique(budget, log, lambda r: (r.kind, r.first_year), "kind, first_year")
    check_years_apart(budget, log, lambda r: r.kind)
    if not budget.lines:
        return
    paid = {line.row.kind for line in budget.lines}
    spent = {
        "capital": any(row.fixed_cost > 0 for row in points.rows),
        "running": any(row.running_cost > 0 for row in points.rows),
    }
    for kind, needed in spent.items():
        if needed and kind not in paid:
            log.add(Where(budget.file, column="kind"),
                    Text(f"точките имат разход „{kind}“, а за него няма ред",
                         f"points have {kind} costs, but no row pays them"),
                    Text(f"Добавете ред с kind={kind}.", f"Add a row with kind={kind}."))  # fmt: skip
