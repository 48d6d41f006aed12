"""Whoever watches a run: a terminal, a page, a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol

from mapping.words import Text

if TYPE_CHECKING:  # checking a finished run needs no solver
    from mapping.solve import Progress

Step = Literal["read", "need", "model", "solve", "check", "publish", "worlds", "certainty", "conflict"]

STEP_WORDS: Mapping[Step, Text] = {
    "read": Text("четене на сценария и таблиците", "reading the scenario and the tables"),
    "need": Text("оценка на потребността и пътуването", "estimating need and travel"),
    "model": Text("съставяне на модела", "writing the model"),
    "solve": Text("търсене на план", "searching for a plan"),
    "check": Text("независима проверка на плана", "checking the plan independently"),
    "conflict": Text(
        "търсене на настройките, които не могат да важат заедно", "looking for the settings that cannot hold together"
    ),
    "certainty": Text(
        "колко сигурен е планът, и кой план е устойчив", "how sure the plan is, and which plan is robust"
    ),
    "worlds": Text("планиране на възможните развития", "planning the worlds"),
    "publish": Text("записване на картата и таблиците", "writing the map and the tables"),
}
"""What each step of a run does, for people."""


class Listener(Protocol):
    """Told what a run does, from the thread in which it runs."""

    def step(self, step: Step) -> None:
        """A step begins."""

    def solving(self, cancel: Callable[[], None] | None) -> None:
        """The solver starts and `cancel` would stop it with the best plan so far, or (None) it has ended."""

    def progress(self, stage: int, stages: int, objective: str, progress: Progress) -> None:
        """Where stage number `stage` (from 1, of `stages`) stands."""
