"""What `needsmap need` says: people now and later, groups and users with ranges, what was met, what contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from mapping.catalogue.rows import AGE_BANDS, SEXES
from mapping.cli.columns import columns
from mapping.instance import Case
from mapping.needs import Contradicted
from mapping.needs.compare import BAND_WORDS, Comparison, Range
from mapping.needs.labels import LABEL_WORDS, group_label, service_label
from mapping.needs.overlap import overlap_words
from mapping.needs.report import NeedReport, report_needs
from mapping.words import Language, Text, day, number

NO_NEED = Text(
    "Районът от точки има тегла, не хора: няма какво да се оценява.",
    "A region of points has weights, not people: there is nothing to estimate.",
)


def what_need(case: Case, language: Language) -> str:
    """The estimate of need of a case, as text for a terminal."""
    if case.region.points is not None:
        return NO_NEED.of(language) + "\n"
    report = report_needs(case.region, case.periods)
    parts = [
        *_people(report, language),
        "",
        *_groups(report, language),
        overlap_words(report.distinct).of(language),
        "",
        *_services(report, case, language),
        "",
        *_met(report, language),
        *_contradicted(report, case.needs.contradicted, language),
        *_outside(report, language),
    ]
    return "\n".join(parts) + "\n"


def contradicted_words(found: Contradicted) -> Text:
    """One contradiction between counts or criteria, for people."""
    rows = ", ".join(found.rows)
    if found.kind == "empty":
        return Text(
            f"„{found.of}“: {rows} не може да се спази: там няма никого, който да се брои.",
            f"“{found.of}”: {rows} cannot be met: nobody is there to be counted.",
        )
    if found.kind == "slow":
        return Text(f"„{found.of}“: {rows} не е достигнат докрай.", f"“{found.of}”: {rows} was not met in full.")
    return Text(
        f"„{found.of}“: {rows} си противоречат с около {number(found.gap, 'bg', 1)} души и не са ползвани. "
        "Поправете ги или оставете един от тях само за сравнение (use=compare).",
        f"“{found.of}”: {rows} contradict each other by about {number(found.gap, 'en', 1)} persons and were not used. "
        "Correct them, or leave one of them for comparison only (use=compare).",
    )


def _people(report: NeedReport, language: Language) -> list[str]:
    header = [Text("община", "municipality").of(language), Text("към", "on").of(language)]
    header += [BAND_WORDS[band].of(language) for band in AGE_BANDS] + [Text("всички", "all").of(language)]
    rows = []
    scopes = [(m.name.of(language), m.code) for m in report.region.municipalities]
    for name, code in [*scopes, (report.region.title.of(language), None)]:
        inside = np.array([code in (None, place.municipality) for place in report.region.settlements])
        for k, when in enumerate(report.days):
            bands = report.people[k][inside].sum(axis=0).reshape(len(AGE_BANDS), len(SEXES)).sum(axis=1)
            numbers = [number(float(n), language) for n in (*bands, bands.sum())]
            rows.append([name if k == 0 else "", day(when, language), *numbers])
    least, most = (float(people[-1].sum()) for people in report.people_range)
    return [
        Text("Население по възраст (преброяване и прогноза, без лицата в институции извън потребността):",
             "People by age (census and projection, less those set apart):").of(language),
        *columns(header, rows, left=2),
        Text(f"  В края между {number(least, 'bg')} и {number(most, 'bg')}, според това каква част от досегашната "
             "промяна продължава.",
             f"  At the end between {number(least, 'en')} and {number(most, 'en')}, by how much of the past change "
             "goes on.").of(language),
    ]  # fmt: skip


def _range(found: Range, language: Language) -> list[str]:
    decimals = 1 if found.central < 100 else 0
    return [number(value, language, decimals) for value in (found.central, found.low, found.high)]


def _years(report: NeedReport) -> str:
    last = report.periods[-1]
    return f"{last.first_year}–{last.last_year}" if last.first_year != last.last_year else str(last.last_year)


def _header(first: Text, language: Language) -> list[str]:
    names = (first, Text("как е известно", "how it is known"), Text("лица", "persons"),
             Text("от", "from"), Text("до", "to"))  # fmt: skip
    return [name.of(language) for name in names]


def _groups(report: NeedReport, language: Language) -> list[str]:
    rows = [
        [group.name.of(language), LABEL_WORDS[group_label(report.region, group, report.contradicted)].of(language),
         *_range(report.persons(group.id), language)]
        for group in report.region.catalogue.groups
    ]  # fmt: skip
    title = Text(f"Лица по рискови групи, {_years(report)}:", f"Persons by risk group, {_years(report)}:")
    return [title.of(language), *columns(_header(Text("рискова група", "risk group"), language), rows, left=2)]


def _services(report: NeedReport, case: Case, language: Language) -> list[str]:
    rows = [
        [service.short.of(language),
         LABEL_WORDS[service_label(report.region, service.id, report.contradicted)].of(language),
         *_range(report.users([service.id]), language)]
        for service in case.services
    ]  # fmt: skip
    together = _range(report.users(service.id for service in case.services), language)
    rows.append([Text("всичко", "all").of(language), "", *together])
    title = Text(f"Потребители по услуги, {_years(report)}:", f"Users by service, {_years(report)}:")
    return [title.of(language), *columns(_header(Text("услуга", "service"), language), rows, left=2)]


def _count(one: Comparison, language: Language) -> str:
    least = Text("поне ", "at least ").of(language) if one.at_least else ""
    shown = number(one.count.central, language)
    if one.count.low < one.count.high:
        shown += f" ({number(one.count.low, language)}–{number(one.count.high, language)})"
    return least + shown


def _what(one: Comparison, language: Language) -> str:
    # A year, or a day as tables write it.
    when = day(date.fromisoformat(one.when), language) if "-" in one.when else one.when
    return f"{one.what.of(language)}, {one.where.of(language)}, {when}"


def _between(found: Range, language: Language) -> str:
    central, low, high = _range(found, language)
    return f"{central} ({low}–{high})"


def _table(comparisons: Iterable[Comparison], third: Text, rate: bool, language: Language) -> list[str]:
    header = [
        Text("какво е преброено", "count").of(language),
        Text("известно", "known").of(language),
        third.of(language),
    ]
    rows = [
        [_what(one, language), _count(one, language),
         _between(one.by_rate if rate and one.by_rate is not None else one.estimate, language)]
        for one in comparisons
    ]  # fmt: skip
    return columns(header, rows, left=1)


def _met(report: NeedReport, language: Language) -> list[str]:
    if not report.met:
        return [Text("Няма известни числа, които оценката да спазва.",
                     "There are no known counts for the estimate to meet.").of(language)]  # fmt: skip
    title = Text("Оценката спазва тези известни числа:", "The estimate meets these known counts:")
    return [title.of(language), *_table(report.met, Text("само по честоти", "by rates alone"), True, language)]


def _contradicted(report: NeedReport, found: tuple[Contradicted, ...], language: Language) -> list[str]:
    lines: list[str] = []
    if found:
        lines += ["", Text("Противоречащи си числа:", "Counts that contradict each other:").of(language)]
        lines += [f"  {contradicted_words(one).of(language)}" for one in found]
    if report.contradictions:
        lines += ["", Text("Честотите противоречат на известен брой (извън двата диапазона):",
                           "Rates contradict a known count (beyond both ranges):").of(language)]  # fmt: skip
        for one in report.contradictions:
            size = number(abs(one.contradiction), language)
            by = Text(f"честотите дават с поне {size} по-{'малко' if one.contradiction < 0 else 'много'}",
                      f"the rates give at least {size} {'fewer' if one.contradiction < 0 else 'more'}")  # fmt: skip
            lines.append(f"  {_what(one, language)}: {by.of(language)} [{one.count.source}]")
    return lines


def _outside(report: NeedReport, language: Language) -> list[str]:
    inside = len(report.comparisons) - len(report.outside)
    total = len(report.comparisons)
    lines = ["", Text(f"Сравнение с {total} известни числа: {inside} в диапазона.",
                      f"Held against {total} known counts: {inside} inside the range.").of(language)]  # fmt: skip
    if report.outside:
        third = Text("оценка", "estimate")
        lines += [Text("Извън него (обясненията са в бележките на таблиците и в docs/need.md):",
                       "Outside it (explained in the notes of the tables and in docs/need.md):").of(language),
                  *_table(report.outside, third, False, language)]  # fmt: skip
    return lines
