"""Which values the user's own figures replace, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.region import Replaced
from mapping.tables import Estimate
from mapping.words import Language, Text, number

UNITS = {"EUR/year": Text("евро/година", "EUR/year")}
"""Units of the tables in words; others stand as they are."""

NOTHING = Text(
    "Няма какво да се замени: таблиците на района не съдържат ваши стойности (cost_standards.csv е празна или липсва). "
    "docs/own_figures.md казва къде се записват.",
    "There is nothing to replace: the region's tables hold none of your figures (cost_standards.csv is empty or "
    "missing). docs/own_figures.md says where they go.",
)


def replaced_lines(replaced: Sequence[Replaced], language: Language) -> list[str]:
    """Every value that is replaced, from and to, with its unit; nothing where none is."""
    if not replaced:
        return []
    heading = Text(
        f"Ваши стойности заменят {len(replaced)} стойности от таблиците (от → на):",
        f"Your figures replace {len(replaced)} values of the tables (from → to):",
    ).of(language)
    lines = [heading]
    for one in replaced:
        before, after = _value(one.before, language), _value(one.after, language)
        where = Text(f"{one.file}, ред {one.row}", f"{one.file}, row {one.row}").of(language)
        unit = UNITS.get(one.after.unit, Text(one.after.unit, one.after.unit)).of(language)
        lines.append(f"  {one.what.of(language)}: {before} → {after} {unit} ({where})")
    return lines


def _value(estimate: Estimate, language: Language) -> str:
    """The central value, and its range where it has one."""
    low, central, high = (number(estimate.at(level), language, 0) for level in ("low", "central", "high"))
    return central if low == high else f"{central} ({low}–{high})"
