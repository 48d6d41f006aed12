"""docs/need.md shows the shipped estimate, and every known count is inside its range or explained.

`python tests/test_need_page.py` writes the tables of the page anew.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from mapping.catalogue.rows import AGE_BANDS
from mapping.needs.compare import BAND_WORDS, Comparison, Range
from mapping.needs.labels import LABEL_WORDS, group_label, service_label
from mapping.needs.overlap import overlap_words
from mapping.needs.report import NeedReport, report_needs
from mapping.run import read_case

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "need.md"
SCENARIO = ROOT / "scenarios" / "haskovo.toml"
CENTRE = "HKV34"


@cache
def report() -> NeedReport:
    case = read_case(SCENARIO)
    return report_needs(case.region, case.periods)


def shown(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def between(found: Range) -> str:
    return f"{shown(found.central)} ({shown(found.low)}-{shown(found.high)})"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(header)
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def centre() -> np.ndarray:
    return np.array([float(place.municipality == CENTRE) for place in report().region.settlements])


def bands() -> str:
    found = report()
    everywhere = np.ones(len(found.region.settlements))
    rows = []
    for name, mask in (("Haskovo municipality", centre()), ("Haskovo oblast", everywhere)):
        for k, day in enumerate(found.days):
            people = (found.people[k] * mask[:, None]).sum(axis=0).reshape(len(AGE_BANDS), 2).sum(axis=1)
            low, high = (float((one[k] * mask[:, None]).sum()) for one in found.people_range)
            ends = f" ({low:,.0f}-{high:,.0f})" if high - low > 1 else ""
            rows.append([f"{name}, {day:%d.%m.%Y}", *(f"{n:,.0f}" for n in people), f"{people.sum():,.0f}{ends}"])
    return table(["people", *(BAND_WORDS[band].en.removeprefix("aged ") for band in AGE_BANDS), "all"], rows)


def groups() -> str:
    found, mask = report(), centre()
    rows = [
        [group.name.en, LABEL_WORDS[group_label(found.region, group)].en,
         between(found.persons(group.id, within=mask)), between(found.persons(group.id))]
        for group in found.region.catalogue.groups
    ]  # fmt: skip
    return table(["persons of the risk group, 2026-2027", "known", "Haskovo municipality", "oblast"], rows)


def services() -> str:
    found, mask = report(), centre()
    planned = [service for service in found.region.catalogue.services if service.planning is not None]
    rows = [
        [service.name.en, LABEL_WORDS[service_label(found.region, service.id)].en,
         between(found.users([service.id], within=mask)), between(found.users([service.id]))]
        for service in planned
    ]  # fmt: skip
    ids = [service.id for service in planned]
    rows.append(["all: places, not people", "", between(found.users(ids, within=mask)), between(found.users(ids))])
    return table(["users of the service, 2026-2027", "known", "Haskovo municipality", "oblast"], rows)


def explanation(one: Comparison) -> str:
    """What the row says, with a bar that does not end the cell."""
    return one.count.note.replace("|", "\\|")


def verdict(one: Comparison) -> str:
    if not one.gap:
        return "met" if one.calibrated else "inside"
    return f"**outside** by {abs(one.gap):,.0f}"


def counted(one: Comparison) -> str:
    ends = f" ({shown(one.count.low)}-{shown(one.count.high)})" if one.count.low < one.count.high else ""
    return ("at least " if one.at_least else "") + shown(one.count.central) + ends


def comparisons() -> str:
    rows = [
        [
            f"{one.what.en}, {one.where.en}, {one.when}",
            f"{counted(one)} [{one.count.source}]",
            between(one.estimate),
            "" if one.by_rate is None else between(one.by_rate),
            verdict(one) + ("; contradicts the rates" if one.contradiction else ""),
            explanation(one),
        ]
        for one in report().comparisons
    ]
    return table(["count", "known", "estimate", "by rates", "", "explanation"], rows)


PARTS = {
    "bands": bands,
    "groups": groups,
    "services": services,
    "overlap": lambda: overlap_words(report().distinct).en,
    "comparisons": comparisons,
}


def page() -> str:
    """docs/need.md with its tables as they must be."""
    text = PAGE.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        text, count = re.subn(
            rf"<!-- {name} -->\n.*?<!-- end -->",
            lambda _, name=name, make=make: f"<!-- {name} -->\n{make()}\n<!-- end -->",
            text,
            flags=re.DOTALL,
        )
        assert count == 1, name
    return text


def test_the_page_shows_the_shipped_estimate():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/test_need_page.py"


@pytest.mark.parametrize("one", report().comparisons, ids=lambda one: f"{one.where.en}-{one.what.en}-{one.when}")
def test_every_count_is_inside_the_range_or_explained(one: Comparison):
    """A deviation is explained in the note of its row, which begins with "Outside"; an explanation that is no longer
    needed is a mistake too."""
    assert bool(one.gap) == one.count.note.startswith("Outside")
    assert not one.gap or len(one.count.note) > 80


def test_what_is_met_is_met():
    """Of the counts that the estimate meets, exact ones at the central level to a billionth; floors from above."""
    met = report().met
    assert len(met) >= 15
    for one in met:
        if one.at_least:
            assert one.estimate.central >= one.count.central * (1 - 1e-9)
        else:
            ends = (one.count.low, one.count.central, one.count.high)
            assert (one.estimate.low, one.estimate.central, one.estimate.high) == pytest.approx(ends, rel=1e-9)


def test_no_shipped_counts_contradict_each_other():
    assert all(worked.contradicted == () for worked in report().worked.values())


def test_counts_of_the_facts_that_must_not_be_lost():
    """Numbers of the strategy and of the state that the need can be held against."""
    with (ROOT / "geodata" / "haskovo" / "counts.csv").open(encoding="utf-8") as stream:
        known = {float(row["central"]) for row in csv.DictReader(stream)}
    assert {587, 1116, 195, 22066, 787, 13289, 312, 92, 54, 208, 106, 117, 67, 116, 100, 57, 28, 80, 1390, 395} <= known


def test_the_villages_have_the_published_population():
    places = report().region.settlements
    assert sum(place.population_2021 for place in places if place.kind == "village") == 58_604


def test_all_twelve_groups_have_an_estimate_and_where_nothing_is_known_a_wide_range():
    found = report()
    assert len(found.region.catalogue.groups) == 12
    for group in found.region.catalogue.groups:
        persons = found.persons(group.id)
        assert 0 < persons.low < persons.central < persons.high
        if group_label(found.region, group) == "assumption":
            assert persons.high >= 2 * persons.low
        assert group.prevalence.note


def test_no_rate_is_set_by_hand_to_reach_a_sum():
    rates = report().region.catalogue.rates
    assert not [one for one in rates if "so that" in one.rate.note.lower() and "total" in one.rate.note.lower()]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
