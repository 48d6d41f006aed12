"""Why a scenario has no plan: asked for by itself, or where a run found none."""

from __future__ import annotations

import threading
from pathlib import Path

from mapping.errors import InfeasibleError
from mapping.explain.conflicts import Explanation, conflict_lines, explain, fact_lines, joined
from mapping.instance import Case
from mapping.run.listener import Listener
from mapping.run.reading import read_case
from mapping.words import Text

SECONDS = 60.0
"""So long a run that found no plan looks for what conflicts."""


def explain_conflicts(path: Path, seconds: float, listener: Listener) -> Explanation:
    """Why the scenario at `path` has no plan, if it has none, and the smallest changes with which it has one.

    Raises:
        InputError: the scenario or the tables have problems.
    """
    listener.step("read")
    return _explained(read_case(path), seconds, listener, changes=True)


def with_conflict(error: InfeasibleError, case: Case, listener: Listener) -> InfeasibleError:
    """`error` with the settings of `case` that conflict, as far as they are found in a minute."""
    found = _explained(case, SECONDS, listener, changes=False)
    if found.possible is not False:
        return error
    head = Text("Няма план, който да спазва всички правила едновременно.", "No plan satisfies all rules at once.")
    return InfeasibleError(
        joined([head, *conflict_lines(found.conflicts), *fact_lines(found.facts), how_to_go_on(case)])
    )


def with_hint(error: InfeasibleError, case: Case) -> InfeasibleError:
    """`error`, which says already what is impossible, with where the smallest changes are told."""
    return InfeasibleError(joined([error.message, how_to_go_on(case)]))


def how_to_go_on(case: Case) -> Text:
    """Where the smallest changes are told."""
    file = case.scenario.chain[0] if case.scenario.chain else Path(case.scenario.file)
    shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
    return Text(
        f"Най-малките промени, с които план има: needsmap explain conflict {shown}",
        f"The smallest changes with which there is a plan: needsmap explain conflict {shown}",
    )


def _explained(case: Case, seconds: float, listener: Listener, changes: bool) -> Explanation:
    stop = threading.Event()
    listener.step("conflict")
    listener.solving(stop.set)
    try:
        return explain(case, seconds, stop, changes)
    finally:
        listener.solving(None)
