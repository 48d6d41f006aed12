"""Which values the user's own figures replace, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.region import Replaced
from mapping.tables import Estimate
from mapping.words import Language, Text, number

UNITS = {
    "EUR/year": Text("евро/година", "EUR/year"),
    "percent": Text("%", "%"),
    "per 1000": Text("на 1000 души", "per 1,000 persons"),
}
"""Units of the tables in words; others stand as they are."""

NOTHING = Text(
    "Няма какво да се замени: таблиците на района не съдържат ваши стойности (cost_standards.csv и "
    "criteria.csv са празни или липсват). "
    "docs/own_figures.md казва къде се записват.",
    "There is nothing to replace: the region's tables hold none of your figures (cost_standards.csv and criteria.csv "
    "are empty or missing). docs/own_figures.md says where they go.",
)


def replaced_lines(replaced: Sequence[Replaced], language: Language) -> list[str]:
    """Every value that is replaced, from and to, with its unit; nothing where none is."""
    if not replaced:
        return []
    one_only = len(replaced) == 1
    heading = Text(
        f"Ваши стойности заменят {len(replaced)} {'стойност' if one_only else 'стойности'} от таблиците (от → на):",
        f"Your figures replace {len(replaced)} {'value' if one_only else 'values'} of the tables (from → to):",
    ).of(language)
    lines = [heading]
    for one in replaced:
        before, after = _value(one.before, language), _value(one.after, language)
        if one.before.unit != one.after.unit:
            before = f"{before} {_unit(one.before.unit, language)}"
        where = Text(f"{one.file}, ред {one.row}", f"{one.file}, row {one.row}").of(language)
        lines.append(f"  {one.what.of(language)}: {before} → {after} {_unit(one.after.unit, language)} ({where})")
    return lines


def _unit(unit: str, language: Language) -> str:
    return UNITS.get(unit, Text(unit, unit)).of(language)


def _value(estimate: Estimate, language: Language) -> str:
    """The central value, and its range where it has one; with decimals where they are needed to see it."""
    decimals = 0 if estimate.central >= 1000 else 1 if estimate.central >= 10 else 2
    low, central, high = (number(estimate.at(level), language, decimals) for level in ("low", "central", "high"))
    return central if low == high else f"{central} ({low}–{high})"
