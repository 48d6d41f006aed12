"""The steps that runs share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapping.errors import BrokenPlanError
from mapping.instance import Case
from mapping.model import Breach
from mapping.plan import Plan, plan_to_json
from mapping.publish.making import make_products
from mapping.publish.products import Form
from mapping.run.folder import PLAN
from mapping.run.listener import Listener, Step
from mapping.run.reading import products_of
from mapping.verify import verify_plan
from mapping.words import Language, Text

MOST_BREACHES = 20
"""So many breaches of a broken plan are listed singly."""


def broken_plan(breaches: tuple[Breach, ...], heading: Text) -> BrokenPlanError:
    """The error that lists what a plan breaks."""
    more = len(breaches) - MOST_BREACHES
    lines = {"bg": [heading.bg], "en": [heading.en]}
    for breach in breaches[:MOST_BREACHES]:
        lines["bg"].append(f"  {breach.rule}: {breach.what.bg}")
        lines["en"].append(f"  {breach.rule}: {breach.what.en}")
    if more > 0:
        lines["bg"].append(f"  … и още {more}")
        lines["en"].append(f"  … and {more} more")
    return BrokenPlanError(Text("\n".join(lines["bg"]), "\n".join(lines["en"])))


def check_plan(case: Case, plan: Plan) -> None:
    """Check `plan` without a solver; raises `BrokenPlanError` with what it breaks."""
    breaches = verify_plan(case, plan)
    if breaches:
        raise broken_plan(
            breaches,
            Text(
                "Планът не издържа независимата проверка: това е грешка на програмата. Нищо не е записано.",
                "The plan failed its independent check, a defect of the program. Nothing was written.",
            ),
        )


def publish_plan(case: Case, plan: Plan, folder: Path, language: Language) -> dict[str, tuple[str, ...]]:
    """Write `plan` to `folder`, which is made if need be: plan.json, and the products that the scenario asks for (the
    usual ones where it does not say); returns the files of each product.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PLAN).write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
    return make_products(products_of(case.scenario, case.region), case, plan, folder, Form(language))


class Clock:
    """Tells the listener what begins, and keeps how long it took."""

    def __init__(self, listener: Listener) -> None:
        """Nothing has begun."""
        self._listener = listener
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Time what is done inside."""
        self._listener.step(step)
        began = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - began, 3)
