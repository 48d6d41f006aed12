"""All plans side by side, in words and short tables."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.compare import Against, Comparison
from mapping.model import OBJECTIVE_WORDS
from mapping.publish.comparison import pairwise
from mapping.publish.comparison.measures import UNIT_WORDS, MeasureLine, Topic, measure_lines
from mapping.publish.comparison.pairwise import Pair, gains_section
from mapping.publish.comparison.sections import Section
from mapping.publish.stage_words import STATUS_WORDS, gap_words, stage_name, stage_value
from mapping.words import Language, Text

HEADINGS: dict[Topic, Text] = {
    "overview": Text("Показатели", "Measures"),
    "municipality": Text("Обслужен дял от потребността по общини", "Served share of the need by municipality"),
    "group": Text(
        "Обслужен дял от потребността по рискови групи (в едно населено място и услуга – поравно за всички групи)",
        "Served share of the need by risk group (within a settlement and service, the same for all groups)",
    ),
    "service": Text("Обслужен дял от потребността по услуги", "Served share of the need by service"),
    "fund": Text("Пари по фондове, всички години, евро", "Money by fund, all years, EUR"),
}
ROWS: dict[Topic, Text] = {
    "overview": Text("показател", "measure"),
    "municipality": Text("община", "municipality"),
    "group": Text("рискова група", "risk group"),
    "service": Text("услуга", "service"),
    "fund": Text("фонд", "fund"),
}
PEOPLE = Text(
    "Потребители: очаквани лица, сбор по услуги (едно лице може да се брои при няколко); оценка.",
    "Users: expected persons, summed over services (a person may count under several); an estimate.",
)
UNWEIGHTED = Text(
    "Дяловете тук броят хора; целите на сценария ги броят с теглата му, затова се различават.",
    "Shares here count people; the scenario's objectives count them by its weights, and so differ.",
)
TRAVEL = Text(
    "Пътуването е до звеното, което обслужва; при мобилните услуги пътува екипът.",
    "Travel is to the unit that serves; of mobile services the team travels.",
)
PROOF = Text("Доказателство по етапи", "Proof by stage")
PROOF_HEADS = (
    Text("план", "plan"),
    Text("цел", "objective"),
    Text("как завърши", "how it ended"),
    Text("в плана", "in the plan"),
    Text("намерено", "found"),
    Text("граница", "bound"),
    Text("отклонение", "gap"),
)
CAVEAT = Text(
    "Плановете са доказани само до отклонението в таблицата: от няколко равностойни плана може да се намери всеки, "
    "затова малка разлика може да е равностоен избор, а не следствие от сценария.",
    "Plans are proven only up to the gap in the table: of several equally good plans any may be found, so a small "
    "difference may be an equally good choice and no effect of the scenario.",
)
EARLY = Text(
    "Търсенето на поне един от плановете е спряно преди зададената точност.",
    "The search for at least one of the plans was stopped before its stated precision.",
)
SAME = Text("Същите звена, същите потребители, същите пари.", "The same units, the same users, the same money.")
KEYS = Text("Какво искат сценариите различно:", "What the scenarios ask for differently:")
SAME_KEYS = Text("Сценариите искат едно и също.", "The scenarios ask for the same.")
KEY = Text("ключ", "key")
LONGEST_VALUE = 60
"""Characters of a key's value that are shown; the tables have it whole."""
GROUP_GAINS = Text("По рискови групи:", "By risk group:")
GROUP = Text("рискова група", "risk group")


LONGEST_HEAD = 18
"""Characters of a plan's name in the head of a table; the list of plans has it whole."""
ACROSS = 6
"""So many plans stand side by side in one table; of more, the first stands in each of several tables."""


def titled(comparison: Comparison) -> tuple[str, ...]:
    """The plans' names with their numbers, as the tables' heads write them; where a name goes on as the first one's
    does, without that."""
    first = comparison.first.name
    names = [one.name.removeprefix(f"{first}_") for one in comparison.contenders]
    names = names if len(set(names)) == len(names) else [one.name for one in comparison.contenders]
    return tuple(f"{n}. {_short(name)}" for n, name in enumerate(names, 1))


def blocks(count: int) -> list[list[int]]:
    """The numbers (from 0) of the plans that stand in each table, the first in all of them."""
    if count <= ACROSS:
        return [list(range(count))]
    return [[0, *range(at, min(at + ACROSS - 1, count))] for at in range(1, count, ACROSS - 1)]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_HEAD else name[: LONGEST_HEAD - 1].rstrip() + "…"


def plans(comparison: Comparison, language: Language) -> Section:
    """What is compared: every plan with its scenario's title; the first is what the others are held against."""
    heads = [f"{n}. {one.name}" for n, one in enumerate(comparison.contenders, 1)]
    titles = [one.case.scenario.keys.title for one in comparison.contenders]
    rows = tuple((head, words.bg if language == "bg" else words.en) for head, words in zip(heads, titles, strict=True))
    period, count = comparison.periods[-1].name, len(heads)
    heading = Text(
        f"Сравнени са {count} плана; хората са тези в последния период, {period} г.",
        f"{count} plans are compared; people are those of the last period, {period}.",
    ).of(language)
    head = (Text("план", "plan").of(language), Text("сценарий", "scenario").of(language))
    return Section(heading, head, rows, left=2)


def side_by_side(comparison: Comparison, language: Language) -> tuple[Section, ...]:
    """The measures of all plans, a section for each topic that has any; then the proofs."""
    lines = measure_lines(comparison)
    sections = [
        section
        for topic in HEADINGS
        for section in _measures(comparison, topic, [one for one in lines if one.topic == topic], language)
    ]
    return (*(section for section in sections if section.rows), _proofs(comparison, language))


def _measures(comparison: Comparison, topic: Topic, lines: Sequence[MeasureLine], language: Language) -> list[Section]:
    """The table of a topic, or several where there are many plans; its notes stand below the last."""
    two = len(comparison.contenders) == 2
    rows = []
    for line in lines:
        unit = f", {UNIT_WORDS[line.unit].of(language)}" if topic == "overview" and line.unit != "share" else ""
        cells = [line.shown(value, language) for value in line.values]
        rows.append((f"{line.name.of(language)}{unit}", [*cells, *([_more(line, language)] if two else [])]))
    heads = [*titled(comparison), *([pairwise.DIFFERENCE.of(language)] if two else [])]
    notes: list[str] = []
    for line in lines:
        named = [words.of(language) if words is not None else "–" for words in line.whose]
        if named:
            whose = "; ".join(f"{n}. {name}" for n, name in enumerate(named, 1))
            notes.append(f"{line.name.of(language)[:1].upper()}{line.name.of(language)[1:]}: {whose}.")
    if topic == "overview":
        notes += [words.of(language) for words in (PEOPLE, UNWEIGHTED, TRAVEL)]
    tables = [list(range(len(heads)))] if two else blocks(len(comparison.contenders))
    return [
        Section(
            HEADINGS[topic].of(language) if block == tables[0] else "",
            (ROWS[topic].of(language), *(heads[n] for n in block)),
            tuple((name, *(cells[n] for n in block)) for name, cells in rows),
            left=1,
            notes=tuple(notes) if block == tables[-1] else (),
        )
        for block in tables
    ]


def _more(line: MeasureLine, language: Language) -> str:
    """How much more the second plan has, with its sign; shares in percentage points; empty where nothing is known."""
    before, after = line.values
    if before is None or after is None:
        return ""
    points = line.unit == "share"
    shown = MeasureLine(line.topic, line.code, line.name, "difference" if points else line.unit, ())
    words = pairwise.signed(after - before, lambda value: shown.shown(value, language))
    unit = Text(" пр. п.", " pp").of(language) if words != pairwise.NOTHING and shown.unit == "difference" else ""
    return words + unit


def _proofs(comparison: Comparison, language: Language) -> Section:
    rows = []
    for head, one in zip(titled(comparison), comparison.contenders, strict=True):
        for proof in one.plan.stages:
            name, unit = stage_name(proof.objective, language), OBJECTIVE_WORDS[proof.objective][1].of(language)
            numbers = (stage_value(proof.objective, v, language) for v in (proof.value, proof.found, proof.bound))
            rows.append(
                (head, f"{name} ({unit})", STATUS_WORDS[proof.status].of(language), *numbers,
                 gap_words(proof.gap, language))
            )  # fmt: skip
    early = any(one.plan.stopped_early for one in comparison.contenders)
    notes = (CAVEAT.of(language), *([EARLY.of(language)] if early else []))
    heads = tuple(words.of(language) for words in PROOF_HEADS)
    return Section(f"{PROOF.of(language)}.", heads, tuple(rows), left=3, notes=notes)


def in_brief(comparison: Comparison, against: Against, language: Language) -> Section:
    """What is different in one plan against the first, in a few sentences: what changes of the new units, who is
    served, money."""
    heads = titled(comparison)
    first, second = heads[0], heads[comparison.number_of(against.other) - 1]
    title = Text(f"{second} спрямо {first}", f"{second} against {first}").of(language)
    if against.changes.same and not against.groups:
        return Section(f"{title}. {SAME.of(language)}")
    pair = Pair(
        against.case, comparison.first.plan, against.other.plan, against.changes,
        (Text(first, first), Text(second, second)), language,
    )  # fmt: skip
    people = pairwise.people(pair, lambda service: service in comparison.services)
    said = (pairwise.units(pair).heading, people.heading, pairwise.money(pair).heading)
    return Section(f"{title}:", notes=tuple(f"  {line}" for one in said for line in one.split("\n")))


def differences(comparison: Comparison, against: Against, language: Language) -> tuple[Section, ...]:
    """What is different in one plan against the first: units, and people by municipality and group."""
    heads = titled(comparison)
    first, second = heads[0], heads[comparison.number_of(against.other) - 1]
    title = Text(f"{second} спрямо {first}", f"{second} against {first}").of(language)
    keys = _keys(against, (first, second), language)
    if against.changes.same and not against.groups:
        return (Section(f"{title}. {SAME.of(language)}"), keys)
    pair = Pair(
        against.case, comparison.first.plan, against.other.plan, against.changes,
        (Text(first, first), Text(second, second)), language,
    )  # fmt: skip
    names = {one.id: one.name for one in against.case.region.catalogue.groups}
    people = pairwise.people(pair, lambda service: service in comparison.services)
    groups = gains_section(GROUP_GAINS.of(language), GROUP, names, against.groups, language)
    sections = (pairwise.units(pair), pairwise.existing(pair), people, groups if groups.rows else None)
    return (Section(f"{title}:"), keys, *(section for section in sections if section is not None))


def _keys(against: Against, heads: tuple[str, str], language: Language) -> Section:
    """The keys of the scenario in which the two differ."""
    if not against.keys:
        return Section(SAME_KEYS.of(language))
    rows = tuple((one.key, _cut(one.old), _cut(one.new)) for one in against.keys)
    return Section(KEYS.of(language), (KEY.of(language), *heads), rows, left=3)


def _cut(value: str | None) -> str:
    if value is None:
        return "–"
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1].rstrip() + "…"
