"""What is different between two plans, in words and short tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mapping.compare import Contract, ExistingDifference, Gains, PlanChanges, UnitDifference, UnitDifferenceKind
from mapping.instance import Case
from mapping.model import OBJECTIVE_WORDS
from mapping.plan import Plan, coverage, money_by_fund
from mapping.publish.comparison.sections import Section
from mapping.publish.stage_words import gap_words, stage_name, stage_value
from mapping.publish.workbook.words import MONEY_KINDS
from mapping.region.changes import ChangeKind
from mapping.units import MILLI
from mapping.words import Language, Text, number

UNIT_WORDS: dict[UnitDifferenceKind, Text] = {
    "opened": Text("открива се", "opens"),
    "dropped": Text("отпада", "drops out"),
    "moved": Text("премества се", "moves"),
    "resized": Text("друг размер", "another size"),
    "retimed": Text("друга година", "another year"),
}
WHAT = Text("какво", "what")
SERVICE = Text("услуга", "service")
UNIT = Text("звено", "unit")
STAYS = Text("остава", "stays")
CHANGE_WORDS: Mapping[ChangeKind, Text] = {
    "enlarge": Text("разширява се", "is enlarged"),
    "shrink": Text("намалява", "is made smaller"),
    "transform": Text("преобразува се", "is transformed"),
    "close": Text("закрива се", "is closed"),
}
MINUS, NOTHING = "−", "="
DIFFERENCE = Text("разлика", "difference")
GAIN_HEADS = (Text("печелят", "gain"), Text("губят", "lose"), DIFFERENCE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two plans, what is different, and what the columns of the one and of the other are called; `case` names units."""

    case: Case
    before: Plan
    after: Plan
    changes: PlanChanges
    names: tuple[Text, Text]
    language: Language

    @property
    def heads(self) -> tuple[str, str]:
        """The columns' names in the language."""
        return self.names[0].of(self.language), self.names[1].of(self.language)


def units(pair: Pair) -> Section:
    """New units that open, drop out, move, or have another size or year."""
    changes, language = pair.changes, pair.language
    if not changes.units:
        return Section(Text("Нови звена: без промяна.", "New units: no change.").of(language))
    counts = {kind: sum(one.kind == kind for one in changes.units) for kind in UNIT_WORDS}
    said = ", ".join(f"{UNIT_WORDS[kind].of(language)} {count}" for kind, count in counts.items() if count)
    rows = tuple(
        (
            UNIT_WORDS[one.kind].of(language),
            pair.case.region.catalogue.service(one.service).short.of(language),
            _stands(pair, one, one.settlement_before, one.before),
            _stands(pair, one, one.settlement_after, one.after),
        )
        for one in changes.units
    )
    heading = Text(f"Нови звена: {said}.", f"New units: {said}.").of(language)
    return Section(heading, (WHAT.of(language), SERVICE.of(language), *pair.heads), rows, left=4)


def _stands(pair: Pair, one: UnitDifference, settlement: str | None, contracts: Sequence[Contract]) -> str:
    if settlement is None:
        return "–"
    language = pair.language
    service = pair.case.region.catalogue.service(one.service)
    team, places = Text("екип", "team").of(language), Text("места", "places").of(language)
    several = service.planning is not None and len(service.planning.sizes) > 1

    def size(contract: Contract) -> str:
        if service.kind == "mobile":
            return f"{team} {contract.size}" if several else team
        return f"{contract.places // contract.units} {places}"

    said = "; ".join(f"{c.units} × {size(c)}, {pair.changes.periods[c.period].name}" for c in contracts)
    return f"{pair.case.region.settlement(settlement).label.of(language)}: {said}"


def existing(pair: Pair) -> Section | None:
    """Existing units of which the plans make something else; None where there is none."""
    changes, language = pair.changes, pair.language
    if not changes.existing:
        return None
    names = {unit.id: unit.name for unit in pair.case.region.units}

    def said(kind: ChangeKind | None, change: str | None, period: int | None, *, apart: bool) -> str:
        if kind is None or period is None:
            return STAYS.of(language)
        which = f" ({change})" if apart else ""
        return f"{CHANGE_WORDS[kind].of(language)}{which}, {changes.periods[period].name}"

    def both(one: ExistingDifference) -> tuple[str, str]:
        apart = one.before_kind == one.after_kind and one.before_change != one.after_change
        return (
            said(one.before_kind, one.before_change, one.before_period, apart=apart),
            said(one.after_kind, one.after_change, one.after_period, apart=apart),
        )

    rows = tuple(
        (
            names[one.unit].of(language) if one.unit in names else one.unit,
            *both(one),
        )
        for one in changes.existing
    )
    heading = Text("Съществуващи звена:", "Existing units:").of(language)
    return Section(heading, (UNIT.of(language), *pair.heads), rows, left=3)


def people(pair: Pair, wanted: Callable[[str], bool] = lambda _service: True) -> Section:
    """Need and persons served, and who gains and who loses by municipality; of the services that are `wanted`."""
    changes, language = pair.changes, pair.language
    last = len(changes.periods) - 1
    was, now = (
        coverage(r for r in plan.needs if r.period == last and wanted(r.service)) for plan in (pair.before, pair.after)
    )
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
    names = {one.code: one.name for one in pair.case.region.municipalities}
    head = Text("община", "municipality")
    return gains_section("\n".join(lines), head, names, changes.served_by(lambda one: one.municipality), language)


def gains_section(
    heading: str, head: Text, names: Mapping[str, Text], gains: Mapping[str, Gains], language: Language
) -> Section:
    """Who gains and who loses, in the order of `names`, with their sum where there are several."""
    rows = [(names[code].of(language), *_gains(gains[code], language)) for code in names if code in gains]
    return Section(heading, (head.of(language), *(words.of(language) for words in GAIN_HEADS)), tuple(rows), left=1)


def signed(more: float, write: Callable[[float], str]) -> str:
    """A difference with its sign, as `write` writes its size; `NOTHING` where it writes no other digits than 0."""
    words = write(abs(more))
    if not any(character in "123456789" for character in words):
        return NOTHING
    return f"{'+' if more > 0 else MINUS}{words}"


def _gains(gains: Gains, language: Language) -> tuple[str, str, str]:
    gained, lost = (number(milli / MILLI, language, 1) for milli in (gains.gained_milli, gains.lost_milli))
    return gained, lost, signed(gains.more, lambda value: number(value, language, 1))


def money(pair: Pair) -> Section:
    """Money by fund and kind, where it differs."""
    language = pair.language
    was, now = money_by_fund(pair.before), money_by_fund(pair.after)
    totals = [number(sum(sums.values()) / 100, language) for sums in (was, now)]
    heading = Text(
        f"Пари за новите звена и промените (евро, всички периоди): {totals[0]} → {totals[1]}.",
        f"Money for new units and changes (EUR, all periods): {totals[0]} → {totals[1]}.",
    ).of(language)
    names = {fund.id: fund.name.of(language) for fund in pair.case.region.funds}
    rows = []
    for fund, kind in dict.fromkeys([*was, *now]):
        cents = (was.get((fund, kind), 0), now.get((fund, kind), 0))
        if cents[0] != cents[1]:
            sums = (number(value / 100, language) for value in cents)
            more = signed((cents[1] - cents[0]) / 100, lambda value: number(value, language))
            rows.append((names.get(fund, fund), MONEY_KINDS[kind].of(language), *sums, more))
    head = (Text("фонд", "fund").of(language), Text("разходи", "cost").of(language), *pair.heads)
    return Section(heading, (*head, DIFFERENCE.of(language)), tuple(rows), left=2)


def stages(pair: Pair) -> Section:
    """The objectives of both plans, and up to which gap they are not proven."""
    language = pair.language
    rows = tuple(
        (
            f"{stage_name(stage.objective, language)} ({OBJECTIVE_WORDS[stage.objective][1].of(language)})",
            stage_value(stage.objective, stage.before, language),
            stage_value(stage.objective, stage.after, language),
            gap_words(stage.gap, language),
        )
        for stage in pair.changes.stages
    )
    head = (Text("цел", "objective"), Text("недоказано до", "not proven up to"))
    return Section("", (head[0].of(language), *pair.heads, head[1].of(language)), rows, left=1)
