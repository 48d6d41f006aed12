"""The values of the plan's objectives and what is proven of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from mapping.errors import Where
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts
from mapping.evidence.makers import PLAN_FILE
from mapping.evidence.measures import NONE
from mapping.model.objectives import OBJECTIVE_WORDS
from mapping.words import Text

FIGURES = {
    "value": Text("стойност в готовия план", "value in the finished plan"),
    "found": Text("най-добра стойност, когато етапът завърши", "best value when the stage ended"),
    "bound": Text("граница: няма план, който да я подобри", "bound: no plan can be better"),
    "gap": Text("отклонение между намереното и границата", "gap between what was found and the bound"),
}


def stage_keys(facts: Facts) -> Iterator[str]:
    """The figures of every stage that are numbers."""
    for stage in facts.plan.stages:
        yield from (f"stage/{stage.objective}/{name}" for name in FIGURES if isfinite(getattr(stage, name)))


def stage_claim(facts: Facts, objective: str, figure: str) -> Claim:
    """A figure of a stage: found or proven by the solver."""
    stage = next((stage for stage in facts.plan.stages if stage.objective == objective), None)
    if stage is None or figure not in FIGURES:
        raise KeyError(objective)
    name, measure = OBJECTIVE_WORDS[objective]
    solver = facts.plan.solver
    how = Text(
        f"намерено и доказано от решаващата програма {solver}; needsmap verify го проверява отново без нея",
        f"found and proven by the solver {solver}; needsmap verify checks it again without it",
    )
    what = Text(f"цел „{name.bg}“: {FIGURES[figure].bg}", f"objective “{name.en}”: {FIGURES[figure].en}")
    unit = NONE if figure == "gap" else measure
    value = float(getattr(stage, figure))
    return Claim(
        f"stage/{objective}/{figure}",
        what,
        value,
        unit,
        "plan",
        how,
        where=Where(PLAN_FILE, key="stages"),
        assumed=True,
    )
