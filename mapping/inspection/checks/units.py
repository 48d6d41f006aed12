"""Two units that may be one: the same service and settlement, places at the same time, nearly the same name."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from mapping.inspection.types import Check, Odd, Subject
from mapping.region import ExistingUnit
from mapping.words import Text

ALIKE = 0.9
"""Ratcliff and Obershelp's measure of two names from which on they are taken for one."""


def _find(subject: Subject) -> Iterator[Odd]:
    table = subject.tables.units
    units = {unit.id: unit for unit in subject.region.units}
    for at, line in enumerate(table.lines):
        for other in table.lines[:at]:
            one, two = other.row, line.row
            if (one.service, one.ekatte) != (two.service, two.ekatte):
                continue
            alike = SequenceMatcher(None, one.name_bg.casefold(), two.name_bg.casefold(), autojunk=False).ratio()
            if alike >= ALIKE and _at_the_same_time(units[one.unit], units[two.unit]):
                yield Odd(
                    table.where(line, "name_bg"),
                    Text(f"„{two.name_bg}“ ({two.unit})", f"“{two.name_en}” ({two.unit})"),
                    Text(f"ред {other.number} е звено от същата услуга, в същото място, с почти същото име: "
                         f"„{one.name_bg}“ ({one.unit})",
                         f"row {other.number} is a unit of the same service in the same place with nearly the same "
                         f"name: “{one.name_en}” ({one.unit})"),
                    two.note,
                )  # fmt: skip


def _at_the_same_time(one: ExistingUnit, two: ExistingUnit) -> bool:
    years = {step.year for unit in (one, two) for step in unit.places}
    return any(one.places_in(year) > 0 and two.places_in(year) > 0 for year in years)


SIMILAR_UNITS = Check(
    "similar_units",
    Text("Звена, които може да са едно", "Units that may be one"),
    Text(
        "Същата услуга и населено място, места по едно и също време, имена с прилика поне 0,9.",
        "The same service and settlement, places at the same time, names that are alike by 0.9 or more.",
    ),
    "Ratcliff and Metzener 1988, Dr. Dobb's Journal 13(7), 46-51 (likeness of names); the limit is a convention of "
    "this "
    "program",
    Text(
        "Ако е едно звено, махнете единия ред: местата му се броят два пъти.",
        "If it is one unit, remove one of the rows: its places are counted twice.",
    ),
    _find,
)
