"""Plans that are other than known ones in what matters: which services stand where, and which existing units change.

`present[site]` is 1 where new units of a service stand, whatever their number, sizes and periods. A plan's marks are
its present sites and the changes it makes. Each known plan is cut off by a row on the Hamming distance (Balas and
Jeroslow 1972, "Canonical cuts on the unit hypercube", SIAM Journal on Applied Mathematics 23, 61-69): at least
`distance` marks are other. The goal `shared` counts the marks that a plan has in common with the known ones: made
least, it is "hop, skip, jump" (Brill, Chang and Hopkins 1982, "Modeling to generate alternatives", Management Science
28, 221-235).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapping.instance import Instance
from mapping.model.program import Draft, Goal
from mapping.model.variables import Variables

Mark = tuple[str, str]
"""A service and the settlement where new units of it stand; or an existing unit and its change."""


@dataclass(frozen=True, slots=True)
class Others:
    """The marks of known plans, which of them are cut off (another plan differs from each of those in `distance` marks
    at least), and what the first goal may be at worst (None: anything)."""

    known: tuple[frozenset[Mark], ...]
    cut: tuple[frozenset[Mark], ...]
    distance: int
    worst: float | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """The goal of sharing few marks with known plans, and the columns that together are 1 where a mark is present."""

    goal: Goal
    present: Mapping[Mark, tuple[int, ...]]


def define_others(instance: Instance, variables: Variables, draft: Draft, first: Goal, others: Others) -> Sharing:
    """Write presence, the cuts, and the limit of the first goal."""
    present = _presence(instance, variables, draft)
    for number, marks in enumerate(others.cut, start=1):
        mine = [mark for mark in present if mark in marks]
        # sum_{not mine} y + sum_{mine} (1 - y) >= distance
        terms = [(column, 1.0 if mark not in marks else -1.0) for mark, parts in present.items() for column in parts]
        draft.row(f"others[{number}]", terms, ">=", float(others.distance - len(mine)), linking=True)
    if others.worst is not None:
        draft.row("others[first]", first.terms.items(), "<=" if first.minimise else ">=", others.worst, linking=True)
    shared: dict[int, float] = {}
    for mark, parts in present.items():
        times = sum(mark in marks for marks in others.known)
        for column in parts if times else ():
            shared[column] = float(times)
    return Sharing(Goal("shared", True, shared), present)


def _presence(instance: Instance, variables: Variables, draft: Draft) -> Mapping[Mark, tuple[int, ...]]:
    """The columns that together are 1 where a mark is present."""
    present: dict[Mark, tuple[int, ...]] = {}
    for f, facility in enumerate(instance.facilities):
        opened = [(column, 1.0) for _, _, column in variables.opened(f)]
        if opened:
            here = int(instance.municipality_of[facility.settlement])
            y = draft.column(f"present[{facility.name}]", 0.0, 1.0, whole=True, at=(here, here))
            draft.row(f"present[{facility.name}.most]", [*opened, (y, -float(facility.most_units))], "<=", 0.0)
            draft.row(f"present[{facility.name}.least]", [*opened, (y, -1.0)], ">=", 0.0)
            service = instance.services[facility.service].id
            present[service, instance.settlements[facility.settlement]] = (y,)
    for (c, _), column in variables.change.items():
        mark = (instance.changes[c].unit, instance.changes[c].id)
        present[mark] = (*present.get(mark, ()), column)
    return present
