"""What an ensemble says: read from its worlds, and written into its folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.making import make_products
from mapping.publish.products import Form
from mapping.run.reading import products_of
from mapping.run.steps import publish_plan
from mapping.uncertainty.types import Certainties, Criterion, Ensemble
from mapping.words import Language

ROBUST = "robust"
"""The folder, inside that of the ensemble, of the robust plan that was asked for."""

LOSS = 0.005
"""What a near-optimal plan may lose of the weighted unmet need, unless stated otherwise (a convention)."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an ensemble: what a near-optimal plan may lose (relative), and which robust plan, if any."""

    loss: float = LOSS
    robust: Criterion | None = None


class Listening(Protocol):
    """Told how far the work is, and how to stop it."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """As of `mapping.run.listener.Listener`."""

    def world(self, done: int, worlds: int) -> None:
        """So many of so many worlds are done."""


def read_worlds(case: Case, ensemble: Ensemble, question: Question, workers: int, listener: Listening) -> Certainties:
    """Read what `question` asks from `ensemble`, which is of `case`, `workers` worlds side by side."""
    from mapping.uncertainty.matrix import Circumstances  # noqa: PLC0415 - only planning needs a solver
    from mapping.uncertainty.read import read_certainties  # noqa: PLC0415

    stop = threading.Event()
    listener.solving(stop.set)
    try:
        how = Circumstances(workers, case.scenario.keys.solver.seed, stop, listener.world)
        return read_certainties(case, ensemble, how, question.loss, question.robust)
    finally:
        listener.solving(None)


def write_reading(
    case: Case, plan: Plan, certainties: Certainties, question: Question, folder: Path, language: Language
) -> None:
    """Write what was read to `folder`, the layers that the scenario asks for with it, and the robust plan that was
    asked for, if any.

    Raises:
        BrokenPlanError: the robust plan failed its independent check.
    """
    from mapping.publish.certainties import write_certainties  # noqa: PLC0415 - loads what draws: seconds

    write_certainties(case, plan, certainties, folder, language)
    layers = [product for product in products_of(case.scenario, case.region) if product.certain]
    make_products(layers, case, plan, folder, Form(language, certainties=certainties))
    if question.robust is not None:
        write_robust(case, plan, certainties, question.robust, folder, language)


def write_robust(
    case: Case, plan: Plan, certainties: Certainties, criterion: Criterion, folder: Path, language: Language
) -> None:
    """Write the plan that is best by `criterion`, where it is another than the central `plan`, whole to the folder
    `robust` in `folder`; raises as `write_reading`."""
    from mapping.uncertainty.whole_plan import whole_plan  # noqa: PLC0415 - as above

    chosen = next((one.chosen for one in certainties.robust if one.criterion == criterion), None)
    if chosen is not None and chosen.built != certainties.ensemble.central.built:
        (folder / ROBUST).mkdir()
        publish_plan(case, whole_plan(case, plan, chosen.built), folder / ROBUST, language)


def files_in(folder: Path) -> dict[str, Path]:
    """Every file in `folder` and its folders, by its name from there."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
