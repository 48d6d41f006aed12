"""How members name services, settlements, funds and amounts."""

from __future__ import annotations

from collections.abc import Iterable

from mapping.instance import Case
from mapping.region.rows import MoneyKind
from mapping.words import Text, as_written, number

KINDS: dict[MoneyKind, Text] = {
    "capital": Text("капиталови разходи", "capital costs"),
    "running": Text("текуща издръжка", "running costs"),
}
"""What money is for."""


def service(case: Case, code: str) -> Text:
    """The name of a service in quotation marks."""
    name = case.region.catalogue.service(code).name
    return Text(f"„{name.bg}“", f"“{name.en}”")


def services(case: Case, codes: Iterable[str]) -> Text:
    """The names of services, one after the other; no code: all services."""
    names = [service(case, code) for code in codes]
    if not names:
        return Text("всички услуги", "all services")
    return Text(", ".join(name.bg for name in names), ", ".join(name.en for name in names))


def settlement(case: Case, code: str) -> Text:
    """The label of a settlement."""
    return case.region.settlement(code).label


def municipality(case: Case, code: str) -> Text:
    """A municipality: община Х."""
    name = case.region.municipality(code).name
    return Text(f"община {name.bg}", f"{name.en} municipality")


def group(case: Case, code: str) -> Text:
    """The name of a risk group in quotation marks; its code where the region has no table of groups."""
    for found in case.region.catalogue.groups:
        if found.id == code:
            return Text(f"„{found.name.bg}“", f"“{found.name.en}”")
    return Text(f"„{code}“", f"“{code}”")


def amount(value: float, unit: Text, decimals: int = 0) -> Text:
    """A number with its unit."""
    return Text(f"{number(value, 'bg', decimals)} {unit.bg}", f"{number(value, 'en', decimals)} {unit.en}")


def euro(value: float) -> Text:
    """An amount of money."""
    return amount(value, Text("евро", "EUR"))


def plain_number(value: float) -> Text:
    """A number with as many decimals as it has."""
    return Text(as_written(value, "bg"), as_written(value, "en"))


MINUTES, KM = Text("мин", "min"), Text("км", "km")


def way(value: float, unit: Text) -> Text:
    """Minutes or kilometres, with as many decimals as they have."""
    shown = plain_number(value)
    return Text(f"{shown.bg} {unit.bg}", f"{shown.en} {unit.en}")


def share(value: float) -> Text:
    """A share as a percentage, to a tenth."""
    shown = plain_number(round(value * 100, 3))
    return Text(f"{shown.bg} %", f"{shown.en}%")


def from_to(key: str, before: Text, after: Text) -> Text:
    """The sentence that sets a key or a value of a table."""
    return Text(f"{key}: {after.bg} вместо {before.bg}", f"{key}: {after.en} instead of {before.en}")
