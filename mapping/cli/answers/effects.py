"""What another plan changes, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

from mapping.cli.columns import columns
from mapping.cli.summary import KIND_WORDS
from mapping.compare import Contract, UnitDifference
from mapping.explain.effects import Effects, Gain, Interval
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.publish.stage_words import STATUS_WORDS, gap_words, stage_name, stage_value
from mapping.units import MILLI
from mapping.words import Language, Text, number, percent

MOST_ROWS = 12
"""So many rows of a table are shown, the largest changes first."""

UNIT_WORDS = {
    "opened": Text("открива се", "opens"),
    "dropped": Text("отпада", "goes"),
    "moved": Text("мести се", "moves"),
    "resized": Text("друг размер или брой", "other size or number"),
    "retimed": Text("друг период", "other period"),
}


def signed(value: float, language: Language, decimals: int = 1) -> str:
    """`value` with its sign; without one where it rounds to nothing."""
    shown = number(abs(value), language, decimals)
    if not round(value, decimals):
        return shown
    return f"+{shown}" if value > 0 else f"−{shown}"


def effect_lines(case: Case, effects: Effects, language: Language) -> list[str]:
    """Everything that `effects` say, tables and sentences."""
    last = effects.after.periods[-1].name
    parts = [
        _head(case, effects, language),
        interval_lines(effects.first, language) if effects.first is not None else [],
        _units(case, effects.changes.units, language),
        _existing(case, effects, language),
        _gains(Text(f"Кой печели и кой губи по общини, {last} г.", f"Who gains and who loses by municipality, {last}"),
               effects.by_municipality, lambda code: case.region.municipality(code).name, language),
        _gains(Text("По населени места", "By settlement"), effects.by_settlement,
               lambda code: case.region.settlement(code).label, language),
        _gains(Text("По услуги", "By service"), effects.by_service,
               lambda code: case.region.catalogue.service(code).short, language),
        _gains(Text("По рискови групи", "By risk group"), effects.by_group,
               lambda code: next(g.name for g in case.region.catalogue.groups if g.id == code), language),
        _funds(case, effects, language),
        _proof(effects, language),
    ]  # fmt: skip
    lines: list[str] = []
    for part in parts:
        lines += ["", *part] if part and lines else part
    return lines


def _head(case: Case, effects: Effects, language: Language) -> list[str]:
    before, after = effects.served_before_milli / MILLI, effects.served_after_milli / MILLI
    rows = [[
        Text("обслужени лица (сбор по услуги)", "persons served (summed over services)").of(language),
        *_pair(before, after, language, 1),
    ]]  # fmt: skip
    for kind, was, now in effects.money:
        rows.append([f"{KIND_WORDS[kind].of(language)}, EUR", *_pair(was / 100, now / 100, language, 0)])
    mean = [way.mean for way in effects.travel]
    if mean[0] is not None and mean[1] is not None:
        words = Text("средно пътуване на потребител, минути", "mean travel of a user, minutes").of(language)
        rows.append([words, *_pair(mean[0], mean[1], language, 1)])
    was_worst, now_worst = effects.fairness
    names = [case.region.municipality(one.municipality).name.of(language) for one in effects.fairness]
    which = names[0] if names[0] == names[1] else f"{names[0]} → {names[1]}"
    rows.append([
        Text(f"най-слабо обслужена община ({which})", f"worst-served municipality ({which})").of(language),
        percent(was_worst.share, language, 1),
        percent(now_worst.share, language, 1),
        f"{signed((now_worst.share - was_worst.share) * 100, language)} {Text('пр. п.', 'pp').of(language)}",
    ])  # fmt: skip
    header = Text("в края на плана|сега|тогава|разлика", "at the end of the plan|now|then|difference")
    return columns(header.of(language).split("|"), rows, left=1)


def _pair(before: float, after: float, language: Language, decimals: int) -> list[str]:
    return [
        number(before, language, decimals),
        number(after, language, decimals),
        signed(after - before, language, decimals),
    ]


def interval_lines(one: Interval, language: Language) -> list[str]:
    """How much of the difference in the first objective is proven."""
    name, unit = OBJECTIVE_WORDS[one.objective][0].of(language), OBJECTIVE_WORDS[one.objective][1].of(language)
    found = _amount(one.objective, one.found, language)
    line = Text(f"Първа цел, {name} ({unit}): намерена разлика {found}.",
                f"First objective, {name} ({unit}): difference found {found}.").of(language)  # fmt: skip
    if not (isfinite(one.low) and isfinite(one.high)):
        more = Text("Доказана граница няма: търсенето е прекъснато.", "Nothing is proven: the search was interrupted.")
        return [line, more.of(language)]
    low, high = _amount(one.objective, one.low, language), _amount(one.objective, one.high, language)
    worse = (one.low > 0) == one.minimise
    way = Text("по-лошо", "worse") if worse else Text("по-добро", "better")
    between = (
        Text(f"с {low}", f"by {low}")
        if low == high
        else Text(f"с между {low} и {high}", f"by between {low} and {high}")
    )
    sure = Text(
        f"Доказано: изборът сам по себе си променя целта {between.bg} ({way.bg}).",
        f"Proven: the choice by itself changes the objective {between.en} ({way.en}).",
    )
    unsure = Text(
        f"Доказано е само, че изборът променя целта с между {low} и {high}: в рамките на точността на двете търсения "
        "не "
        "може да се каже дали печели или губи. Останалите разлики може да са от търсенето, не от избора.",
        f"Proven is only that the choice changes the objective by between {low} and {high}: inside the precision of "
        "the "
        "two searches it cannot be told whether it gains or loses. Other differences may come from the search.",
    )
    none = Text("Доказано: изборът не променя първата цел.", "Proven: the choice does not change the first objective.")
    if one.low == 0 == one.high:
        return [line, none.of(language)]
    return [line, (sure if one.sure else unsure).of(language)]


def _amount(objective: str, value: float, language: Language) -> str:
    if objective == "worst_served":
        return f"{signed(value * 100, language)} {Text('пр. п.', 'pp').of(language)}"
    return signed(value, language, 0 if abs(value) >= 1000 else 1)


def _units(case: Case, units: Sequence[UnitDifference], language: Language) -> list[str]:
    """Units that open, go, move or change."""
    if not units:
        return [Text("Нови звена: без промяна.", "New units: no change.").of(language)]

    def place(code: str | None) -> str:
        return "–" if code is None else case.region.settlement(code).label.of(language)

    def contracts(made: Sequence[Contract]) -> str:
        return " + ".join(f"{one.units} × {one.size}" for one in made) or "–"

    rows = [
        [
            UNIT_WORDS[one.kind].of(language),
            case.region.catalogue.service(one.service).short.of(language),
            place(one.settlement_before), contracts(one.before),
            place(one.settlement_after), contracts(one.after),
        ]
        for one in units
    ]  # fmt: skip
    words = Text("нови звена|услуга|сега|размер|тогава|размер", "new units|service|now|size|then|size")
    return columns(words.of(language).split("|"), rows, left=6)


def _existing(case: Case, effects: Effects, language: Language) -> list[str]:
    """Existing units of which the other plan makes something else."""
    names = {unit.id: unit.name for unit in case.region.units}
    stays = Text("остава", "stays").of(language)
    rows = [
        [names[one.unit].of(language), one.before_change or stays, one.after_change or stays]
        for one in effects.changes.existing
        if one.unit in names
    ]
    words = Text("съществуващи звена|сега|тогава", "existing units|now|then").of(language).split("|")
    return columns(words, rows, left=3) if rows else []


def _gains(heading: Text, gains: Sequence[Gain], name: Callable[[str], Text], language: Language) -> list[str]:
    """Who gains and who loses; the largest changes first."""
    told = [gain for gain in gains if gain.gained_milli >= 50 or gain.lost_milli >= 50]
    if not told:
        return [Text(f"{heading.bg}: без промяна.", f"{heading.en}: no change.").of(language)]
    rows = [
        [
            name(gain.code).of(language),
            signed(gain.gained_milli / MILLI, language),
            signed(-gain.lost_milli / MILLI, language),
            signed(gain.more_milli / MILLI, language),
        ]
        for gain in told[:MOST_ROWS]
    ]
    words = Text("повече лица|по-малко лица|разлика", "more persons|fewer persons|difference")
    lines = columns([heading.of(language), *words.of(language).split("|")], rows, left=1)
    more = len(told) - len(rows)
    return [*lines, Text(f"  … и още {more}", f"  … and {more} more").of(language)] if more > 0 else lines


def _funds(case: Case, effects: Effects, language: Language) -> list[str]:
    """Money by fund, municipalities together."""
    sums: dict[tuple[str, str], list[int]] = {}
    for one in effects.changes.money:
        pair = sums.setdefault((one.fund, one.kind), [0, 0])
        pair[0] += one.before_cents
        pair[1] += one.after_cents
    names = {fund.id: fund.name for fund in case.region.funds}
    rows = [
        [names[fund].of(language), KIND_WORDS[kind].of(language), *_pair(was / 100, now / 100, language, 0)]
        for (fund, kind), (was, now) in sums.items()
        if was != now
    ]
    words = Text("фонд|разходи|сега, EUR|тогава, EUR|разлика", "fund|cost|now, EUR|then, EUR|difference")
    return columns(words.of(language).split("|"), rows, left=2) if rows else []


def _proof(effects: Effects, language: Language) -> list[str]:
    """How both plans are proven, stage by stage."""
    before = {stage.objective: stage for stage in effects.before.stages}
    rows = []
    for stage in effects.after.stages:
        was = before.get(stage.objective)
        rows.append([
            stage_name(stage.objective, language),
            "–" if was is None else stage_value(stage.objective, was.value, language),
            "–" if was is None else gap_words(was.gap, language),
            stage_value(stage.objective, stage.value, language),
            gap_words(stage.gap, language),
            STATUS_WORDS[stage.status].of(language),
        ])  # fmt: skip
    words = Text("цел|сега|отклонение|тогава|отклонение|тогава завърши", "objective|now|gap|then|gap|then it ended")
    return columns(words.of(language).split("|"), rows, left=1)
