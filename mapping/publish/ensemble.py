"""An ensemble as files: ensemble.json, from which it can be read again, and plain tables of what was drawn and planned.

- factors.csv: every uncertain value with its range, its source and the block that it moves with;
- worlds.csv: a row a world, a column a factor: the value that it has there;
- plans.csv: a row a world: how the plan is proven, users in need and served in the last period, EUR; world 0 is the
  central plan;
- built.csv: a row for the new units of one size that a world's plan opens at a settlement in a period.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from mapping.errors import InputError, Problem, Where
from mapping.instance import Case
from mapping.publish.fields import Cell, Row
from mapping.publish.records import plain
from mapping.publish.tables import write_csv
from mapping.uncertainty.json import ensemble_from_json, ensemble_to_json
from mapping.uncertainty.types import Ensemble, WorldPlan
from mapping.uncertainty.worlds import world_values
from mapping.words import Text

ENSEMBLE = "ensemble.json"
"""The file from which an ensemble can be read again."""

FACTOR_COLUMNS = (
    "factor", "name_bg", "name_en", "block", "low", "central", "high", "unit", "status", "source",
)  # fmt: skip
PLAN_COLUMNS = ("world", "status", "unmet", "bound", "gap", "need", "served", "money_eur", "new_units")
BUILT_COLUMNS = ("world", "service", "settlement", "settlement_bg", "size", "first_year", "last_year", "units")


def write_ensemble(case: Case, ensemble: Ensemble, folder: Path) -> None:
    """Write the files of `ensemble` to `folder`, which is there; `case` is that of the central values."""
    (folder / ENSEMBLE).write_text(ensemble_to_json(ensemble), encoding="utf-8", newline="\n")
    write_csv(folder / "factors.csv", FACTOR_COLUMNS, _factors(ensemble))
    write_csv(folder / "worlds.csv", ("world", *(f.id for f in ensemble.factors)), _worlds(ensemble))
    write_csv(folder / "plans.csv", PLAN_COLUMNS, map(_plan, (ensemble.central, *ensemble.plans)))
    write_csv(folder / "built.csv", BUILT_COLUMNS, _built(case, ensemble))


def read_ensemble(folder: Path) -> Ensemble:
    """Read the ensemble in `folder` back, so that more can be read from it without planning again.

    Raises:
        InputError: there is no ensemble in `folder`, or it cannot be read.
    """
    try:
        return ensemble_from_json((folder / ENSEMBLE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([Problem(
            Where((folder / ENSEMBLE).as_posix()),
            Text("тук няма ансамбъл, който може да се прочете", "there is no ensemble here that can be read"),
            Text("Пуснете needsmap ensemble отново.", "Run needsmap ensemble again."),
        )]) from error  # fmt: skip


def _factors(ensemble: Ensemble) -> Iterable[Row]:
    for factor in ensemble.factors:
        e = factor.estimate
        yield {
            "factor": factor.id,
            "name_bg": factor.name.bg,
            "name_en": factor.name.en,
            "block": factor.block,
            "low": plain(e.low),
            "central": plain(e.central),
            "high": plain(e.high),
            "unit": e.unit,
            "status": e.status,
            "source": e.source,
        }


def _worlds(ensemble: Ensemble) -> Iterable[Row]:
    for world in ensemble.worlds:
        values = world_values(ensemble.factors, world)
        yield {"world": world.number, **{factor: _six_figures(value) for factor, value in values.items()}}


def _plan(plan: WorldPlan) -> Row:
    return {
        "world": plan.world,
        "status": plan.status,
        "unmet": _known(plan.value),
        "bound": _known(plan.bound),
        "gap": _known(plan.gap),
        "need": _known(plan.need),
        "served": _known(plan.served),
        "money_eur": plain(plan.money),
        "new_units": sum(one.units for one in plan.built),
    }


def _built(case: Case, ensemble: Ensemble) -> Iterable[Row]:
    for plan in (ensemble.central, *ensemble.plans):
        for one in plan.built:
            period = case.periods[one.period]
            yield {
                "world": plan.world,
                "service": one.service,
                "settlement": one.settlement,
                "settlement_bg": case.region.settlement(one.settlement).name.bg,
                "size": one.size,
                "first_year": period.first_year,
                "last_year": period.last_year,
                "units": one.units,
            }


def _known(value: float) -> Cell:
    return plain(value) if math.isfinite(value) else None


def _six_figures(value: float) -> Cell:
    return plain(float(f"{value:.6g}"))
