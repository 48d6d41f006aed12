"""The chapters of the report in their order, and writing it."""

from __future__ import annotations

from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.report.package import newest_source
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.appendix import EVIDENCE, SOURCES
from mapping.publish.report.sections.assumptions import ASSUMPTIONS
from mapping.publish.report.sections.certainty import CERTAINTY
from mapping.publish.report.sections.changes import CHANGES
from mapping.publish.report.sections.indicators import INDICATORS
from mapping.publish.report.sections.method import METHOD
from mapping.publish.report.sections.money import MONEY
from mapping.publish.report.sections.municipalities import MUNICIPALITIES
from mapping.publish.report.sections.need import NEED
from mapping.publish.report.sections.picture import PICTURE
from mapping.publish.report.sections.risks import RISKS
from mapping.publish.report.sections.summary import SUMMARY
from mapping.publish.report.sections.uncovered import UNCOVERED
from mapping.publish.report.sections.units import STAFF, UNITS
from mapping.publish.report.story import Chapter, tell
from mapping.uncertainty.types import Certainties
from mapping.words import Language, Text

NAME = "report.docx"
SUBJECT = Text("Индикативна оценка до приемане от работната група", "Indicative estimate until adopted")

CHAPTERS: tuple[Chapter, ...] = (
    SUMMARY, PICTURE, METHOD, NEED, UNITS, STAFF, MUNICIPALITIES, MONEY, UNCOVERED, CHANGES, INDICATORS, CERTAINTY,
    RISKS, ASSUMPTIONS, EVIDENCE, SOURCES,
)  # fmt: skip


def write_report(
    case: Case, plan: Plan, folder: Path, language: Language = "bg", certainties: Certainties | None = None
) -> None:
    """Write `folder`/report.docx; chapters without anything to say are left out."""
    story = tell(case, plan, certainties)
    paper = Paper(language, story.names.title)
    for number, chapter in enumerate(one for one in CHAPTERS if one.wanted(story)):
        paper.turn(landscape=chapter.lies)
        chapter.write(story, paper)
        if number == 0:
            paper.contents(new_page=True)
    paper.write(folder / NAME, SUBJECT, newest_source(case.region))
