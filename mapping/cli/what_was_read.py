"""What `needsmap check` says of a scenario and a region that have no problems."""

from __future__ import annotations

import numpy as np

from mapping.cli.columns import columns
from mapping.cli.replaced_lines import replaced_lines
from mapping.cli.what_need import contradicted_words
from mapping.instance import Case
from mapping.needs import middle
from mapping.needs.overlap import distinct_persons, overlap_words
from mapping.needs.worked import work_out
from mapping.words import Language, Text, number


def what_was_read(case: Case, language: Language) -> str:
    """Places, services, units, funds, and the estimated need by service and period."""
    region, last = case.region, len(case.periods) - 1
    states = {state: sum(unit.state == state for unit in region.units) for state in ("existing", "committed")}
    official = not region.territories.municipalities_approximate
    points = Text(f"Точки: {len(region.settlements)}", f"Points: {len(region.settlements)}")
    places = [
        Text(f"Населени места: {len(region.settlements)} в {len(region.municipalities)} общини",
             f"Settlements: {len(region.settlements)} in {len(region.municipalities)} municipalities"),
        Text(f"Граници: {'официални' if official else 'приблизителни'}",
             f"Boundaries: {'official' if official else 'approximate'}"),
    ] if region.points is None else [points]  # fmt: skip
    facts = [
        Text("Всичко е прочетено, без грешки.", "Everything was read, without problems."),
        Text(f"Сценарий: {case.scenario.keys.title.bg}", f"Scenario: {case.scenario.keys.title.en}"),
        Text(f"Район: {region.title.bg}", f"Region: {region.title.en}"),
        *places,
        Text(f"Услуги: {len(region.catalogue.services)}, от тях се планират {len(case.services)}",
             f"Services: {len(region.catalogue.services)}, of which {len(case.services)} are planned"),
        Text(f"Съществуващи звена: {states['existing']}, поети: {states['committed']}",
             f"Existing units: {states['existing']}, committed: {states['committed']}"),
        Text(f"Фондове: {len(region.funds)}", f"Funds: {len(region.funds)}"),
    ]  # fmt: skip
    periods = [
        str(p.first_year) if p.first_year == p.last_year else f"{p.first_year}–{p.last_year}" for p in case.periods
    ]
    sums = case.needs.persons.sum(axis=0)
    rows = [
        [service.short.of(language), *(number(float(value), language, 1) for value in sums[s])]
        for s, service in enumerate(case.services)
    ]
    rows.append([Text("всичко", "all").of(language), *(number(float(v), language, 1) for v in sums.sum(axis=0))])
    without = int(np.count_nonzero(case.needs.milli[:, :, last].sum(axis=1) == 0))
    heading = Text(
        f"Оценена потребност (потребители); без потребност са {without} населени места:",
        f"Estimated need (users); {without} settlements have none:",
    )
    lines = [fact.of(language) for fact in facts]
    lines += [
        "",
        heading.of(language),
        *columns([Text("услуга", "service").of(language), *periods], rows, left=1),
    ]
    replaced = replaced_lines(region.replaced, language)
    lines += ["", *replaced] if replaced else []
    if case.needs.contradicted:
        lines += ["", Text("Противоречащи си числа (не са ползвани):",
                           "Counts that contradict each other (not used):").of(language)]  # fmt: skip
        lines += [f"  {contradicted_words(one).of(language)}" for one in case.needs.contradicted]
    if region.points is None:
        distinct = distinct_persons(region, work_out(region, "central", [middle(case.periods[-1])]))
        lines += ["", overlap_words(distinct).of(language)]
    return "\n".join([*lines, "", case.travel.method.of(language)]) + "\n"
