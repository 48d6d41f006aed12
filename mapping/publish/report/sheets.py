"""The project sheets: a sheet for each place where new units of a service stand, as applicants for funding write them.

All of them stand in one document, for the working group; and each is a document of its own, because it is the
municipality that applies, for one service at one place, and needs a file that it can pass on and go on writing in. New
units of a service at one place are one entry of the plan, one team of builders and one application: one sheet.
"""

from __future__ import annotations

import re
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan, PlanUnit
from mapping.publish.report.counted import SHEET, counted
from mapping.publish.report.figures import new_units
from mapping.publish.report.package import newest_source
from mapping.publish.report.paper import Paper
from mapping.publish.report.sections.summary import STATUS
from mapping.publish.report.sheet import write_sheet
from mapping.publish.report.story import Story, tell
from mapping.uncertainty.types import Certainties
from mapping.words import Language, Text

WHOLE, FOLDER = "project_sheets.docx", "project_sheets"
TITLE = Text("Проектни фишове на новите звена", "Project sheets of the new units")
SUBJECT = Text("Проектен фиш, индикативна оценка", "Project sheet, indicative estimate")


def write_project_sheets(
    case: Case, plan: Plan, folder: Path, language: Language = "bg", certainties: Certainties | None = None
) -> None:
    """Write `folder`/project_sheets.docx with all sheets, and each of them to `folder`/project_sheets/."""
    story = tell(case, plan, certainties)
    day = newest_source(case.region)
    units = new_units(story.look)
    whole = Paper(language, TITLE)
    names = story.names
    whole.title(TITLE, names.title)
    whole.status(STATUS)
    sheets = counted(len(units), SHEET)
    whole.paragraph(
        Text(f"Документът съдържа {sheets.bg}: по един за всяко място, на което планът открива нови звена или екипи на "
             "една услуга. Същите фишове са и отделни файлове в папката project_sheets.",
             f"The document holds {sheets.en}: one for each place where the plan opens new units or teams of a "
             f"service. "
             "The same sheets are files of their own in the folder project_sheets.")
        if units
        else Text("Планът не открива нови звена: няма проектни фишове.",
                  "The plan opens no new units: there are no project sheets.")
    )  # fmt: skip
    if units:
        whole.contents(levels=1)
    for number, unit in enumerate(units, 1):
        service, place = names.service(unit.service), names.place(unit.settlement)
        whole.heading(Text(f"{service.bg}, {place.bg}", f"{service.en}, {place.en}"), new_page=True)
        write_sheet(story, unit, number, whole, level=2)
    whole.write(folder / WHOLE, SUBJECT, day)
    if units:
        (folder / FOLDER).mkdir()
    for number, unit in enumerate(units, 1):
        paper = Paper(language, sheet_title(story, unit))
        paper.title(sheet_title(story, unit), names.title)
        paper.status(STATUS)
        write_sheet(story, unit, number, paper, level=1)
        paper.write(folder / FOLDER / file_name(story, unit, number), SUBJECT, day)


def sheet_title(story: Story, unit: PlanUnit) -> Text:
    """The service and the place."""
    service, place = story.names.service(unit.service), story.names.place(unit.settlement)
    return Text(f"Проектен фиш: {service.bg}, {place.bg}", f"Project sheet: {service.en}, {place.en}")


def file_name(story: Story, unit: PlanUnit, number: int) -> str:
    """A name of plain letters that every system takes: 07_day_elderly_malko_gradishte_46574.docx."""
    place = story.look.settlements[unit.settlement].name.en
    slug = re.sub("[^a-z0-9]+", "_", place.casefold().encode("ascii", "ignore").decode())[:40].strip("_")
    code = re.sub("[^A-Za-z0-9]+", "_", unit.settlement)
    return "_".join(filter(None, (f"{number:02d}", unit.service, slug, code))) + ".docx"
