"""A sweep in words: a short table of its members, and where everything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from mapping.cli.columns import columns, cut
from mapping.cli.runs_list import SHORT_STATUS
from mapping.publish.stage_words import gap_words
from mapping.scenario.toml import value_text
from mapping.sweep import Row, SweepResult
from mapping.sweep.work import Trouble
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent

MOST_SHOWN = 40
"""Members of a larger sweep are counted here, and listed in its table only."""

WIDEST = 60
TROUBLES: Mapping[Trouble, Text] = {
    "infeasible": Text("правилата си противоречат", "rules contradict"),
    "no_plan": Text("няма план в даденото време", "no plan in the time given"),
    "broken": Text("планът не издържа проверката", "the plan fails its check"),
    "bad_input": Text("грешни данни", "bad input"),
    "crashed": Text("прекъснат от срив", "crashed"),
}
NOT_RUN = Text("не е планиран", "not planned")


def sweep_words(result: SweepResult, language: Language) -> str:
    """What is printed at the end of a sweep."""
    lines = _members(result.rows, language) if len(result.rows) <= MOST_SHOWN else _counts(result.rows, language)
    lines += _troubles(result.rows, language)
    lines.append(Text(
        f"Варианти: {len(result.rows)}; планирани сега {result.planned}, завършени отпреди {result.before}.",
        f"Members: {len(result.rows)}; planned now {result.planned}, finished before {result.before}.",
    ).of(language))  # fmt: skip
    if not result.complete:
        lines.append(Text(
            "Серията е прекъсната; същата команда продължава оттук.",
            "The sweep was stopped; the same command goes on from here.",
        ).of(language))  # fmt: skip
    tables = " ".join(str(result.folder / name) for name in result.files)
    lines.append(Text(f"Таблица: {tables}", f"Table: {tables}").of(language))
    plans = result.folder / "members"
    lines.append(Text(f"Плановете: {plans}", f"The plans: {plans}").of(language))
    return "\n".join(lines) + "\n"


def _members(rows: Sequence[Row], language: Language) -> list[str]:
    words = Text(
        "№|променено|как завърши|отклонение|потребители|обслужени|звена|хил. евро",
        "no.|changed|how it ended|gap|users|served|units|thousand EUR",
    )
    note = Text(
        "Отклонението е на първата цел. Потребителите са оценка за последния период, сбор по услуги.",
        "The gap is that of the first objective. Users are an estimate for the last period, summed over services.",
    )
    common = _common(rows)
    lines = columns(words.of(language).split("|"), (_member(row, common, language) for row in rows), left=3)
    if common:
        same = _changes(common)
        lines.append(Text(f"Във всички варианти: {same}.", f"In all members: {same}.").of(language))
    return [*lines, note.of(language), ""]


def _common(rows: Sequence[Row]) -> dict[str, object]:
    """The changes that all members share."""
    first = rows[0].member.changes if len(rows) > 1 else {}
    return {
        key: value
        for key, value in first.items()
        if all(key in row.member.changes and row.member.changes[key] == value for row in rows)
    }


def _changes(changes: Mapping[str, object]) -> str:
    return ", ".join(f"{key} = {'–' if value is None else value_text(value)}" for key, value in changes.items())


def _member(row: Row, common: Mapping[str, object], language: Language) -> list[str]:
    own = {key: value for key, value in row.member.changes.items() if key not in common}
    head = [str(row.member.number), cut(_changes(own), WIDEST), status_words(row).of(language)]
    result = row.result
    if result is None:
        return [*head, *["–"] * 5]
    gap = result.stages[0].gap if result.stages else None
    share = result.served_milli / result.need_milli if result.need_milli else 1.0
    return [
        *head,
        gap_words(gap if gap is not None and isfinite(gap) else None, language),
        number(result.need_milli / MILLI, language),
        percent(share, language, 1),
        str(result.units),
        number(sum(result.cents.values()) / 100_000, language),
    ]


def status_words(row: Row) -> Text:
    """How a member ended, in a few words."""
    if row.failed is not None:
        return TROUBLES[row.failed.trouble]
    return NOT_RUN if row.result is None else SHORT_STATUS[row.result.status]


def _counts(rows: Iterable[Row], language: Language) -> list[str]:
    counts = Counter(status_words(row).of(language) for row in rows)
    words = Text("как завърши|варианти", "how it ended|members").of(language).split("|")
    return columns(words, ([word, str(count)] for word, count in counts.most_common()), left=1)


def _troubles(rows: Iterable[Row], language: Language) -> list[str]:
    """Each trouble in full, once, with the members that met it."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if row.failed is not None:
            found.setdefault(row.failed.words.of(language), []).append(row.member.number)
    lines = []
    for words, numbers in found.items():
        named = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
        lines.append(Text(f"Без план {named}: {words}", f"Without a plan {named}: {words}").of(language))
    return lines
