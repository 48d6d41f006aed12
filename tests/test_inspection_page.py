"""docs/inspection.md says what every check does and what each finding of the shipped region is.

`python tests/test_inspection_page.py` writes the page anew. What a finding is was looked up by a person: a finding
without a sentence, and a sentence without its finding, fail.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from runs import HASKOVO

from mapping.inspection.shelf import CHECKS
from mapping.inspection.types import Finding
from mapping.run import inspect_path

PAGE = Path(__file__).parents[1] / "docs" / "inspection.md"

HEAD = """
# What looks odd in a region's tables

    needsmap inspect geodata/haskovo     # or a scenario: its region
    needsmap check scenarios/haskovo.toml   # its last line counts the findings

`needsmap check` refuses tables that cannot be right: sums that differ, names that no table knows, rows given twice.
`needsmap inspect` looks for what can be read but is odd: outliers, doubles, gaps, points outside their borders, values
that are hard to believe. A finding is no error, and the exit code stays 0: it is either right and worth an
explanation, or a mistake of the source or of copying. Each finding has its file, row and column, what is there, why
that is odd, and what to do.

A finding is *explained* where the tables say why it is so: a row of `census_corrections.csv` for the settlement (ages,
sexes, growth), a road distance that is not used (`use` is `skip`), or a note of the row that names the check in square
brackets, such as `[sex_outlier] The barracks of the border police`. Explained findings are listed too, after the open
ones.

This page is written by `python tests/test_inspection_page.py`. A check is a file of `mapping/inspection/checks/`.

## The checks

Limits without a source are conventions of this program.

| check | how | after |
|---|---|---|
"""

FOUND = """
## What they find in Haskovo oblast

The last column says what the finding is, looked up by hand.

| check | where | found | | what it is |
|---|---|---|---|---|
"""

SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("age_outlier", "Pastrogor", "The reception centre; taken out of the need."),
    ("age_outlier", "Simeonovgrad (47278): 1409",
     "A young town: children are 23 % here and 14 % in the other towns, people of 15-29 are many too. No institution "
     "is known, and the sums of the municipality are the published ones. Services for children are needed where the "
     "children are, so nothing is corrected."),
    ("age_outlier", "Simeonovgrad (47278): 1488", "The other side of the same: many children, fewer others."),
    ("age_outlier", "Konush",
     "As the census has it: the row and the municipality add up. No cause was found; a slip of half a hundred between "
     "two bands would matter little for the need."),
    ("sex_outlier", "Pastrogor", "The reception centre again."),
    ("population_change", "Pastrogor", "The reception centre again: without it 137, near the 166 of 2013."),
    ("no_area", "7 settlements", "As in the EKATTE register: their land is counted with a neighbour's."),
    ("no_staff", "28 of 43",
     "Only the strategy of Haskovo municipality has a table of staff. The posts of existing units are not part of the "
     "plan, so this matters only for what is shown."),
    ("assumed_places", "17 of 43",
     "The largest gap in the tables: capacities that no source states, above all of assistants and patronage. The "
     "municipalities know them."),
    ("sources", "without a year",
     "Pages of the web without a date. Road distances do not age; capacities and prices do."),
    ("point_outside", "Siv kladenets", "The outline of the country is generalised; the point is right."),
    ("point_outside", "Slaveevo", "The outline of the country is generalised; the point is right."),
    ("road_ratio", "Harmanli", "Rounded by its publisher; not used for the fit."),
    ("road_ratio", "Mineralni bani", "Hardly possible; not used for the fit."),
    ("road_ratio", "Mezek", "Rounded by its publisher; not used for the fit."),
    ("range_width", "legal_places",
     "Limits of the law, read for one service and taken for others: as a range cannot say “15 or none”, they stay as "
     "they are until somebody reads the ordinance."),
    ("range_width", "visits_week", "A choice rather than an estimate: patronage comes on every working day."),
    ("users_above_need", "Madzharovo",
     "The 25 users are an assumption themselves (15 to 45): the municipality is known to be among the five with most "
     "users per inhabitant in the country, which a rate of the whole oblast cannot show."),
)  # fmt: skip


@cache
def found() -> tuple[Finding, ...]:
    return inspect_path(HASKOVO)[1]


def sentences_of(finding: Finding) -> list[str]:
    return [words for check, part, words in SENTENCES if check == finding.check.id and part in finding.what.en]


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def page() -> str:
    checks = [f"| `{c.id}`: {c.title.en} | {cell(c.method.en)} | {cell(c.source)} |" for c in CHECKS]
    rows = []
    for f in found():
        state = "open" if f.open else "explained"
        said = cell(f"{f.what.en}; {f.why.en}")
        rows.append(f"| `{f.check.id}` | {f.where.of('en')} | {said} | {state} | {' '.join(sentences_of(f))} |")
    return HEAD.lstrip() + "\n".join(checks) + "\n" + FOUND + "\n".join(rows) + "\n"


def test_every_finding_of_the_shipped_region_has_its_sentence():
    assert [f.of("en") for f in found() if len(sentences_of(f)) != 1] == []


def test_every_sentence_has_its_finding():
    for check, part, _ in SENTENCES:
        assert [f for f in found() if f.check.id == check and part in f.what.en], (check, part)


def test_the_page_is_what_the_checks_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/test_inspection_page.py"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
