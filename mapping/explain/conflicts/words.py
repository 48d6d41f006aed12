"""An explanation in words: what conflicts, what would resolve it, and what is not proven of it."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.types import Change, Common, Conflict, Explanation, Step
from mapping.words import Text, number

SHOWN = 12
"""So many members of a conflict that could not be narrowed down are listed."""

TOGETHER: dict[Common, Text] = {
    "money": Text("само с повече пари", "with more money only"),
    "people": Text("само с по-ниски прагове", "with lower floors only"),
    "places": Text("само с по-ниски прагове", "with lower floors only"),
    "staff": Text("само с повече персонал", "with more staff only"),
}
TOTALS: dict[Common, tuple[Text, int]] = {
    "money": (Text("евро за всички години", "EUR over all years"), 0),
    "people": (Text("нуждаещи се", "in need"), 1),
    "staff": (Text("щатни бройки", "posts"), 1),
}
"""In what amounts of a kind are added up; areas and numbers of settlements are not."""


def explanation_words(found: Explanation) -> Text:
    """All that was found, for a terminal."""
    if found.possible is None:
        return Text(
            f"За {_seconds(found).bg} не се установи дали сценарият „{found.scenario}“ има план. Дайте повече време с "
            "--seconds.",
            f"Whether the scenario “{found.scenario}” has a plan was not settled in {_seconds(found).en}. Give more "
            "time with --seconds.",
        )
    if found.possible:
        return Text(
            f"Сценарият „{found.scenario}“ има план: настройките му могат да важат заедно.",
            f"The scenario “{found.scenario}” has a plan: its settings can hold together.",
        )
    lines = [
        Text(
            f"Сценарият „{found.scenario}“ няма план: настройките му не могат да важат заедно.",
            f"The scenario “{found.scenario}” has no plan: its settings cannot hold together.",
        ),
        *conflict_lines(found.conflicts),
        *fact_lines(found.facts),
        *_change_lines(found),
        Text(f"Търсено е {_seconds(found).bg}.", f"The search took {_seconds(found).en}."),
    ]
    return joined(lines)


def joined(lines: Sequence[Text]) -> Text:
    """One line under the other."""
    return Text("\n".join(line.bg for line in lines), "\n".join(line.en for line in lines))


def conflict_lines(conflicts: Sequence[Conflict]) -> list[Text]:
    """Every conflict: a heading, its members with their keys, and how well it is proven."""
    lines: list[Text] = []
    for count, conflict in enumerate(conflicts, start=1):
        many = len(conflicts) > 1
        what = Text(f"Противоречие {count}. " if many else "", f"Conflict {count}. " if many else "")
        alone = len(conflict.members) == 1
        lines.append(
            Text(f"{what.bg}Не може да се изпълни:", f"{what.en}This cannot be met:")
            if alone
            else Text(f"{what.bg}Не могат да важат заедно:", f"{what.en}These cannot hold together:")
        )
        for member in conflict.members[:SHOWN]:
            lines.append(Text(f"  • {member.words.bg} [{member.key}]", f"  • {member.words.en} [{member.key}]"))
        if len(conflict.members) > SHOWN:
            more = len(conflict.members) - SHOWN
            lines.append(Text(f"  … и още {more}", f"  … and {more} more"))
        lines.append(_proof(conflict))
    return lines


def fact_lines(keys: Sequence[str]) -> list[Text]:
    """That the facts are not those of the tables, where the scenario changes them."""
    if not keys:
        return []
    shown = ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")
    return [
        Text(
            f"  Данните са други от таблиците, защото сценарият ги променя: {shown}. Какво би било без това, не е "
            "търсено.",
            f"  The facts are not those of the tables, because the scenario changes them: {shown}. What would be "
            "without that was not asked.",
        )
    ]


def _proof(conflict: Conflict) -> Text:
    if not conflict.irreducible:
        n = len(conflict.unproven)
        return Text(
            f"  Времето не стигна да се докаже, че всяко от тях е нужно: за {n} може да се окаже, че са излишни.",
            f"  Time did not suffice to prove that each of them is needed: {n} may turn out to be superfluous.",
        )
    if len(conflict.members) == 1:
        return Text(
            "  Не може и само по себе си, при данните, с които се планира.",
            "  Not even by itself, given the facts that are planned with.",
        )
    if conflict.smallest:
        return Text(
            "  Без което и да е от тях останалите могат да важат; по-малко противоречие в сценария няма.",
            "  Without any one of them the others can hold; no conflict of this scenario is smaller.",
        )
    return Text(
        "  Без което и да е от тях останалите могат да важат.", "  Without any one of them the others can hold."
    )


def _change_lines(found: Explanation) -> list[Text]:
    lines = [Text("", "")]
    if not found.changes:
        lines.append(
            Text("Не се намери промяна на малко настройки, с която сценарият има план.",
                 "No change of a few settings was found with which the scenario has a plan.")
        )  # fmt: skip
    else:
        lines.append(
            Text("План има (проверено) с коя да е една от тези промени:",
                 "There is a plan (checked) with any one of these changes:")
        )  # fmt: skip
    for change in found.changes:
        lines += _of_change(change)
    for member in found.fixed:
        lines.append(
            Text(
                f"План би имало и без следното, но това не е за промяна от работната група: {member.words.bg}.",
                f"There would be a plan without the following too, but it is not the working group's to change: "
                f"{member.words.en}.",
            )
        )
    if not found.whole:
        lines.append(
            Text("Времето не стигна за всички възможни промени; може да има и други.",
                 "Time did not suffice for all possible changes; there may be others.")
        )  # fmt: skip
    return lines


def _of_change(change: Change) -> list[Text]:
    if change.common is not None and len(change.steps) > 1:
        alone = TOGETHER[change.common]
        total = _total(change, change.common)
        head = Text(f"  – {alone.bg}, заедно{total.bg}:", f"  – {alone.en}, together{total.en}:")
        return [head, *(Text(f"      {step.says.bg}", f"      {step.says.en}") for step in change.steps)]
    says = Text("; и ".join(s.says.bg for s in change.steps), "; and ".join(s.says.en for s in change.steps))
    notes = [note for step in change.steps if (note := _note(step)) is not None]
    after = Text("".join(f" ({n.bg})" for n in notes), "".join(f" ({n.en})" for n in notes))
    return [Text(f"  – {says.bg}{after.bg}", f"  – {says.en}{after.en}")]


def _total(change: Change, common: Common) -> Text:
    if common not in TOTALS:
        return Text("", "")
    unit, decimals = TOTALS[common]
    total, least = (naming.amount(value, unit, decimals) for value in (change.total, change.least))
    proof = Text("по-малко не стига", "less is not enough")
    if change.total > change.least * (1 + CLOSE):
        proof = Text(f"доказано е, че са нужни поне {least.bg}", f"it is proven that at least {least.en} are needed")
    yearly = any(step.unit == "EUR a year" and step.member.id == "after.running" for step in change.steps)
    once = Text(", таванът е броен за една година", ", the ceiling counted for one year") if yearly else Text("", "")
    return Text(f" (общо {total.bg}{once.bg}; {proof.bg})", f" ({total.en} in all{once.en}; {proof.en})")


CLOSE = 0.01
"""Relative: a total this near its bound is called the cheapest; what is between them is rounding."""


def _note(step: Step) -> Text | None:
    """What is not proven of an amount."""
    if step.proven:
        return None
    return Text("стига; не е доказано, че не стига и по-малко", "enough; that less is not enough is not proven")


def _seconds(found: Explanation) -> Text:
    decimals = 0 if found.seconds >= 10 else 1
    shown = Text(number(found.seconds, "bg", decimals), number(found.seconds, "en", decimals))
    return Text(f"{shown.bg} секунди", f"{shown.en} seconds")
