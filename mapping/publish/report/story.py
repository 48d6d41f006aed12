"""What every chapter of the report is written from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapping.instance import Case
from mapping.needs.report import NeedReport, report_needs
from mapping.plan import Plan
from mapping.publish.records import Lookup, look_up
from mapping.publish.report.figures import KeyFigures, key_figures
from mapping.publish.report.names import Names
from mapping.publish.report.paper import Paper
from mapping.publish.uncovered import Uncovered, uncovered
from mapping.uncertainty.types import Certainties


@dataclass(frozen=True, slots=True)
class Story:
    """The plan with what was worked out from it. `needs` is None of a region of points, `certainties` where no
    ensemble was asked for."""

    look: Lookup
    names: Names
    needs: NeedReport | None
    figures: KeyFigures
    left: tuple[Uncovered, ...]
    certainties: Certainties | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: whether there is anything to write, and writing it with its heading; `lies` on landscape pages."""

    wanted: Callable[[Story], bool]
    write: Callable[[Story, Paper], None]
    lies: bool = False


def always(_: Story) -> bool:
    """A chapter that every report has."""
    return True


def tell(case: Case, plan: Plan, certainties: Certainties | None) -> Story:
    """Work out what the chapters need."""
    look = look_up(case, plan)
    needs = None if case.region.points is not None else report_needs(case.region, case.periods)
    return Story(look, Names(look), needs, key_figures(look, needs), uncovered(look), certainties)
