"""Existing units: their places year by year, and what changes of them cost and move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mapping.region import ExistingUnit, Region, UnitChange
from mapping.region.changes import ChangeKind
from mapping.tables import Estimate
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text


def unit_places(region: Region, visit: Visit) -> Region:
    """Places of existing and committed units, year by year."""

    def of_unit(unit: ExistingUnit) -> ExistingUnit:
        steps = tuple(
            replace(
                step,
                places=visit(
                    Value(
                        f"places.{unit.id}.{step.year}",
                        Text(f"{unit.name.bg}: места от {step.year} г.", f"{unit.name.en}: places from {step.year}"),
                        step.places,
                        whole=True,
                    )
                ),
            )
            for step in unit.places
        )
        return replace(unit, places=steps)

    return replace(region, units=tuple(of_unit(unit) for unit in region.units))


_CHANGE_WORDS: Mapping[ChangeKind, Text] = {
    "enlarge": Text("разширяване", "enlargement"),
    "shrink": Text("намаляване", "reduction"),
    "transform": Text("преобразуване", "transformation"),
    "close": Text("закриване", "closing"),
}


def changes(region: Region, visit: Visit) -> Region:
    """Users, cost, staff and months of each change."""

    def of_change(unit: ExistingUnit, change: UnitChange) -> UnitChange:
        def ask(quantity: str, bg: str, en: str, estimate: Estimate, whole: bool = False) -> Estimate:
            kind = _CHANGE_WORDS[change.kind]
            name = Text(f"{unit.name.bg}, {kind.bg}: {bg}", f"{unit.name.en}, {kind.en}: {en}")
            return visit(Value(f"change.{unit.id}.{change.id}.{quantity}", name, estimate, whole))

        return replace(
            change,
            users=ask("users", "потребители, които напускат", "users who leave", change.users, whole=True),
            capital=ask("capital", "капиталов разход", "capital cost", change.capital),
            running=ask("running", "текущ разход за година", "running cost a year", change.running),
            staff=ask("staff", "персонал", "staff", change.staff),
            lead_months=ask("lead_months", "месеци до промяната", "months to take effect", change.lead_months),
        )

    units = tuple(replace(u, changes=tuple(of_change(u, change) for change in u.changes)) for u in region.units)
    return replace(region, units=units)
