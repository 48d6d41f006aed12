"""What the user's own figures change in a plan, in words and short tables."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.cli.columns import columns
from mapping.cli.replaced_lines import replaced_lines
from mapping.publish.stage_words import gap_words, stage_name, stage_value
from mapping.cli.summary import KIND_WORDS
from mapping.compare import Contract, PlanChanges, UnitDifference, UnitDifferenceKind
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import Plan, coverage, money_by_fund
from mapping.units import MILLI
from mapping.words import Language, Text, number

UNIT_WORDS: dict[UnitDifferenceKind, Text] = {
    "opened": Text("открива се", "opens"),
    "dropped": Text("отпада", "drops out"),
    "moved": Text("премества се", "moves"),
    "resized": Text("друг размер", "another size"),
    "retimed": Text("друга година", "another year"),
}


def effect_words(case: Case, before: Plan, after: Plan, changes: PlanChanges, language: Language) -> str:
    """What the user's own figures change in the plan of `case`."""
    parts = [replaced_lines(case.region.replaced, language)]
    if changes.same:
        parts.append([Text(
            "Планът не се променя: същите звена, същите потребители, същите пари.",
            "The plan does not change: the same units, the same users, the same money.",
        ).of(language)])  # fmt: skip
    else:
        parts += [
            _units(case, changes, language),
            _existing(case, changes, language),
            _people(case, before, after, changes, language),
            _money(case, before, after, language),
        ]
    parts += [_stages(changes, language), [_caveat(before, after).of(language)]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _units(case: Case, changes: PlanChanges, language: Language) -> list[str]:
    if not changes.units:
        return [Text("Нови звена: без промяна.", "New units: no change.").of(language)]
    counts = {kind: sum(one.kind == kind for one in changes.units) for kind in UNIT_WORDS}
    said = ", ".join(f"{UNIT_WORDS[kind].of(language)} {count}" for kind, count in counts.items() if count)
    heading = Text(f"Нови звена: {said}.", f"New units: {said}.").of(language)
    words = Text("какво|услуга|без вашите стойности|с тях", "what|service|without your figures|with them")
    rows = [
        [
            UNIT_WORDS[one.kind].of(language),
            case.region.catalogue.service(one.service).short.of(language),
            _stands(case, one, one.settlement_before, one.before, changes, language),
            _stands(case, one, one.settlement_after, one.after, changes, language),
        ]
        for one in changes.units
    ]
    return [heading, *columns(words.of(language).split("|"), rows, left=4)]


def _stands(
    case: Case,
    one: UnitDifference,
    settlement: str | None,
    contracts: Sequence[Contract],
    changes: PlanChanges,
    language: Language,
) -> str:
    if settlement is None:
        return "–"
    service = case.region.catalogue.service(one.service)
    team, places = Text("екип", "team").of(language), Text("места", "places").of(language)
    several = service.planning is not None and len(service.planning.sizes) > 1

    def size(contract: Contract) -> str:
        if service.kind == "mobile":
            return f"{team} {contract.size}" if several else team
        return f"{contract.places // contract.units} {places}"

    said = "; ".join(f"{c.units} × {size(c)}, {changes.periods[c.period].name}" for c in contracts)
    return f"{case.region.settlement(settlement).label.of(language)}: {said}"


def _existing(case: Case, changes: PlanChanges, language: Language) -> list[str]:
    if not changes.existing:
        return []
    names = {unit.id: unit.name for unit in case.region.units}
    stays = Text("остава", "stays").of(language)
    heading = Text("Съществуващи звена:", "Existing units:").of(language)
    words = Text("звено|без вашите стойности|с тях", "unit|without your figures|with them").of(language).split("|")

    def said(change: str | None, period: int | None) -> str:
        return stays if change is None or period is None else f"{change}, {changes.periods[period].name}"

    rows = [
        [
            names[one.unit].of(language) if one.unit in names else one.unit,
            said(one.before_change, one.before_period),
            said(one.after_change, one.after_period),
        ]
        for one in changes.existing
    ]
    return [heading, *columns(words, rows, left=3)]


def _people(case: Case, before: Plan, after: Plan, changes: PlanChanges, language: Language) -> list[str]:
    last = len(changes.periods) - 1
    was, now = (coverage(r for r in plan.needs if r.period == last) for plan in (before, after))
    period = changes.periods[last].name
    lines = []
    if was.need_milli != now.need_milli:
        lines.append(Text(
            f"Потребност {period} г. (оценка, очаквани потребители): {number(was.need, 'bg', 1)} → "
            f"{number(now.need, 'bg', 1)}.",
            f"Need {period} (estimate, expected users): {number(was.need, 'en', 1)} → {number(now.need, 'en', 1)}.",
        ).of(language))  # fmt: skip
    lines.append(Text(
        f"Обслужени {period} г. (оценка, очаквани потребители): {number(was.served, 'bg', 1)} → "
        f"{number(now.served, 'bg', 1)}.",
        f"Served {period} (estimate, expected users): {number(was.served, 'en', 1)} → {number(now.served, 'en', 1)}.",
    ).of(language))  # fmt: skip
    gains = changes.served_by(lambda one: one.municipality)
    rows = [
        [
            municipality.name.of(language),
            number(gains[municipality.code].gained_milli / MILLI, language, 1),
            number(gains[municipality.code].lost_milli / MILLI, language, 1),
            number(gains[municipality.code].more, language, 1),
        ]
        for municipality in case.region.municipalities
        if municipality.code in gains
    ]
    words = Text("община|печелят|губят|разлика", "municipality|gain|lose|difference").of(language).split("|")
    return [*lines, *(columns(words, rows, left=1) if rows else [])]


def _money(case: Case, before: Plan, after: Plan, language: Language) -> list[str]:
    was, now = money_by_fund(before), money_by_fund(after)
    totals = [number(sum(sums.values()) / 100, language) for sums in (was, now)]
    heading = Text(
        f"Пари за новите звена и промените (евро, всички периоди): {totals[0]} → {totals[1]}.",
        f"Money for new units and changes (EUR, all periods): {totals[0]} → {totals[1]}.",
    ).of(language)
    names = {fund.id: fund.name.of(language) for fund in case.region.funds}
    rows = [
        [
            names[fund],
            KIND_WORDS[kind].of(language),
            *(number(cents / 100, language) for cents in (was.get((fund, kind), 0), now.get((fund, kind), 0))),
            number((now.get((fund, kind), 0) - was.get((fund, kind), 0)) / 100, language),
        ]
        for fund, kind in dict.fromkeys([*was, *now])
        if was.get((fund, kind), 0) != now.get((fund, kind), 0)
    ]
    words = Text("фонд|разходи|без вашите|с тях|разлика", "fund|cost|without yours|with them|difference")
    return [heading, *(columns(words.of(language).split("|"), rows, left=2) if rows else [])]


def _stages(changes: PlanChanges, language: Language) -> list[str]:
    rows = [
        [
            f"{stage_name(stage.objective, language)} ({OBJECTIVE_WORDS[stage.objective][1].of(language)})",
            stage_value(stage.objective, stage.before, language),
            stage_value(stage.objective, stage.after, language),
            gap_words(stage.gap, language),
        ]
        for stage in changes.stages
    ]
    words = Text("цел|без вашите|с тях|недоказано до", "objective|without yours|with them|not proven up to")
    return columns(words.of(language).split("|"), rows, left=1)


def _caveat(before: Plan, after: Plan) -> Text:
    early = before.stopped_early or after.stopped_early
    return Text(
        "Двата плана са доказани само до отклонението в таблицата: малка разлика може да е равностоен избор, а не "
        "следствие от вашите стойности." + (" Търсенето на поне единия е спряно по-рано." if early else ""),
        "Both plans are proven only up to the gap in the table: a small difference may be an equally good choice and "
        "no effect of your figures." + (" The search for at least one of them was stopped early." if early else ""),
    )
