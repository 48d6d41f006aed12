"""Makers of claims: a value of a table, a choice of the scenario, a decision of the plan, a number made from others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapping.errors import Where
from mapping.evidence.arithmetic import OPERATIONS, Operation, ends_of, figure, in_words
from mapping.evidence.claim import SILENT, Claim, Label
from mapping.evidence.facts import Facts
from mapping.evidence.measures import NONE, unit_words
from mapping.region import Edit
from mapping.region.lines import ROW_KEYS
from mapping.tables import Estimate, Status
from mapping.units import MILLI
from mapping.words import LANGUAGES, Text

PLAN_FILE = "plan.json"


def place_of(facts: Facts, file: str, row: tuple[str, ...], column: str | None = None) -> Where:
    """File, row number and column of a value of the region's tables; the row by its cells where no number is known."""
    path = f"{facts.case.scenario.region_folder.name}/{file}"
    if file.endswith(".toml"):
        return Where(path, key=column)
    number = facts.case.region.lines.get(file, {}).get(row)
    cells = (
        None
        if number is not None
        else ", ".join(f"{n}={v}" for n, v in zip(ROW_KEYS.get(file, ()), row, strict=False) if v)
    )
    return Where(path, number, column, cells or None)


def estimated(
    facts: Facts, key: str, what: Text, estimate: Estimate, file: str, row: tuple[str, ...], level: str = "central"
) -> Claim:
    """A value of a table whose rows carry range and source; `level` says which of its three figures counts.

    Where the user's own figure stands in for the table's, its place is told, and what it replaces; where the scenario
    changes it, the table's and the scenario's key.
    """
    edit = next((one for one in facts.case.region.edits.values if one.after is estimate), None)
    if edit is not None:
        return _edited(facts, key, what, edit, file, row, level)
    own = next((one for one in facts.case.region.replaced if one.after is estimate), None)
    how = {
        "central": SILENT,
        "low": Text(
            "ниската стойност от обхвата: избор на сценария", "the low end of its range: the scenario's choice"
        ),
        "high": Text(
            "високата стойност от обхвата: избор на сценария", "the high end of its range: the scenario's choice"
        ),
    }[level]
    if own is not None:
        bg, en = (figure(own.before.at("central"), language) for language in LANGUAGES)
        how = Text(f"вместо {bg} от {file}: Ваша стойност", f"instead of {en} of {file}: your own figure")
    value = {"central": estimate.central, "low": estimate.low, "high": estimate.high}[level]
    return Claim(
        key,
        what,
        value,
        unit_words(estimate.unit),
        estimate.status,
        how,
        low=estimate.low,
        high=estimate.high,
        source=facts.sources.get(estimate.source),
        where=place_of(facts, file, row) if own is None else Where(own.file, own.row),
        note=Text(estimate.note, estimate.note),
        assumed=estimate.status == "assumption",
    )


def _edited(facts: Facts, key: str, what: Text, edit: Edit, file: str, row: tuple[str, ...], level: str) -> Claim:
    """A value of a table that the scenario multiplies, or in whose place it puts its own."""
    in_table = Text(f"{what.bg}: в таблицата", f"{what.en}: in the table")
    before = estimated(facts, f"{key}/table", in_table, edit.before, file, row, level)
    if edit.factor is None:
        bg, en = (figure(before.value, language) for language in LANGUAGES)
        how = Text(f"вместо {bg} от {file}: избор на сценария", f"instead of {en} of {file}: the scenario's choice")
        value = chosen(facts, key, what, edit.after.central, before.unit, edit.key, how)
        return replace(value, note=Text(edit.before.note, edit.before.note))
    factor = chosen(
        facts, f"{key}/scenario", Text("множител от сценария", "the scenario's factor"), edit.factor, NONE, edit.key
    )
    return computed(key, what, "product", [before, factor], before.unit)


def stated(
    facts: Facts,
    key: str,
    what: Text,
    value: float,
    unit: Text,
    file: str,
    row: tuple[str, ...],
    column: str,
    status: Status | None = None,
    source: str | None = None,
    note: str = "",
) -> Claim:
    """A value of a table whose rows do not carry a range; `status` and `source` are its row's, where it has them."""
    said = facts.columns.get((file, column))
    label: Label = (said.status if said and said.status else status) or "unstated"
    known = facts.sources.get((said.source if said and said.source else source) or "")
    remark = " ".join(filter(None, (note, said.note if said else "")))
    reach = said.range if said else None
    return Claim(
        key,
        what,
        value,
        unit,
        label,
        source=known,
        where=place_of(facts, file, row, column),
        note=Text(remark, remark),
        range_note=reach or SILENT,
        assumed=label in ("assumption", "unstated"),
    )


def chosen(facts: Facts, key: str, what: Text, value: float, unit: Text, path: str, how: Text = SILENT) -> Claim:
    """A choice of the scenario; `path` is its key in the file."""
    return Claim(key, what, value, unit, "user", how, where=facts.case.scenario.where(path))


def decided(key: str, what: Text, value: float, unit: Text, how: Text, parts: Iterable[Claim] = ()) -> Claim:
    """What the plan decided; `parts` are what it had to keep to."""
    parts = tuple(parts)
    return Claim(
        key, what, value, unit, "plan", how, parts, where=Where(PLAN_FILE), assumed=any(part.assumed for part in parts)
    )


def computed(
    key: str,
    what: Text,
    operation: Operation,
    parts: Iterable[Claim],
    unit: Text,
    words: Text = SILENT,
    *,
    value: float | None = None,
    decimals: int | None = None,
) -> Claim:
    """A number made from `parts`; `value` is what the program has for it, where it has one, rounded to `decimals`."""
    parts = tuple(parts)
    values = [part.value for part in parts]
    found = OPERATIONS[operation](values)
    formula = in_words(operation, values)
    how = Text(*(": ".join(filter(None, (w, f))) for w, f in ((words.bg, formula.bg), (words.en, formula.en))))
    low = high = None
    if any(part.low is not None for part in parts):
        known = [
            (part.value if part.low is None else part.low, part.value if part.high is None else part.high)
            for part in parts
        ]
        reach = ends_of(operation, known)
        if reach is not None:
            low, high = reach if decimals is None else (round(reach[0], decimals), round(reach[1], decimals))
    if value is None:
        value = found if decimals is None else round(found, decimals)
    return Claim(
        key,
        what,
        value,
        unit,
        "computed",
        how,
        parts,
        low,
        high,
        operation=operation,
        decimals=decimals,
        assumed=any(part.assumed for part in parts),
    )


def summed(
    key: str, what: Text, parts: Sequence[Claim], unit: Text, words: Text = SILENT, *, decimals: int | None = None
) -> Claim:
    """The sum of `parts`; a single part that is worked out here stands for it."""
    if len(parts) == 1 and parts[0].see is None and parts[0].operation is not None:
        return replace(parts[0], key=key, what=what)
    return computed(key, what, "sum", parts, unit, words, decimals=decimals)


def stub(key: str, what: Text, value: float, unit: Text, assumed: bool = True) -> Claim:
    """A number that is told in full under its own key."""
    return Claim(key, what, value, unit, "computed", assumed=assumed, see=key)


def persons(milli: int) -> float:
    """Thousandths as persons."""
    return milli / MILLI
