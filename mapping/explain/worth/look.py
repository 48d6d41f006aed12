"""A first look at what a step is worth, from the linear relaxation: as if units could be divided.

For money the relaxation's prices: what the first objective gains for each euro more in an envelope. The price holds for
the next euro; of many the relaxation gains at most as much (it gains less and less), and whole units may gain more or
less. For minutes the relaxation is solved again with the longer standard.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from mapping.errors import NoPlanError
from mapping.explain.worth.steps import Step
from mapping.instance import Case, Instance, Limit, build_instance
from mapping.model import Model, build_model
from mapping.region.rows import MoneyKind
from mapping.solve.arrays import Found
from mapping.solve.parts import PartSolver
from mapping.units import THOUSAND
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class EnvelopePrice:
    """What the first objective gains for `euro` more in one envelope alone."""

    fund: str
    municipality: str | None
    kind: MoneyKind
    periods: tuple[int, ...]
    gain: float


class Look:
    """The linear relaxation of the first stage of `case`."""

    def __init__(self, case: Case) -> None:
        """Solve it.

        Raises:
            NoPlanError: the programme is too large for its linear relaxation.
        """
        self._case = case
        self._instance, self._model, self._found = _relaxed(case)

    def gain(self, step: Step) -> float:
        """What the first objective gains by `step` in the relaxation, at least 0."""
        if step.kind == "fund":
            return self._priced(step)
        _, _, found = _relaxed(step.case(self._case))
        return max(0.0, self._found.bound - found.bound)

    def envelopes(self, euro: float) -> tuple[EnvelopePrice, ...]:
        """What `euro` more would gain in each envelope alone, by the prices; the most first, nothing left out."""
        found = []
        for at, limit in self._limits():
            purse = self._instance.purses[limit.purse]
            code = None if purse.municipality is None else self._instance.municipalities[purse.municipality]
            found.append(EnvelopePrice(purse.fund, code, limit.kind, limit.periods, self._gain_of(at, euro)))
        return tuple(sorted(found, key=lambda one: -one.gain))

    def _priced(self, step: Step) -> float:
        """All limits of the fund grow in proportion."""
        return sum(
            self._gain_of(at, limit.amount * step.share)
            for at, limit in self._limits()
            if self._instance.purses[limit.purse].fund == step.code
        )

    def _gain_of(self, row: int, euro: float) -> float:
        return max(0.0, -float(self._found.duals[row]) * euro / THOUSAND)

    def _limits(self) -> Iterator[tuple[int, Limit]]:
        """The rows of the envelopes, and what they allow."""
        names = {name: at for at, name in enumerate(self._model.program.row_names)}
        for limit in self._instance.limits:
            at = names.get(f"money[limit.{limit.name}]")
            if at is not None:
                yield at, limit


def _relaxed(case: Case) -> tuple[Instance, Model, Found]:
    instance = build_instance(case)
    model = build_model(instance)
    options = case.scenario.keys.solver
    parts = PartSolver(model.program, options.threads, options.seed, threading.Event())
    if parts.very_large:
        raise NoPlanError(
            Text("Задачата е твърде голяма за първа оценка.", "The problem is too large for a first look.")
        )
    found = parts.relaxed(model.goals[0])
    if not isfinite(found.bound):
        raise NoPlanError(Text("Линейната задача не се реши.", "The linear relaxation was not solved."))
    return instance, model, found
