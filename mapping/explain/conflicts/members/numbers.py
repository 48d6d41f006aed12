"""Numbers of units asked for, the year of the first contracts, whole assignment."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Easing, Edit, Member
from mapping.instance import Case
from mapping.scenario.schema import Number
from mapping.words import Text

MOST_UNITS = 10_000
"""No plan has more new units."""

SIDES = (
    ("at_least", -1, Text("поне", "at least")),
    ("at_most", 1, Text("най-много", "at most")),
)


def numbers(plain: Plain) -> Iterator[Member]:
    """Both sides of every wish for a number of new units."""
    case = plain.case
    for at, wish in enumerate(case.scenario.keys.number):
        for side, sign, word in SIDES:
            value = wish.at_least if side == "at_least" else wish.at_most
            if value is None or (side == "at_least" and value == 0):
                continue
            yield _of_side(case, wish, at, side, value, sign, word)


def _of_side(case: Case, wish: Number, at: int, side: str, value: int, sign: int, word: Text) -> Member:
    key, services = f"number[{at + 1}].{side}", naming.services(case, wish.services)
    by_year = Text("", "") if wish.by is None else Text(f" до {wish.by} г.", f" by {wish.by}")
    planned = frozenset(wish.services or (service.id for service in case.services))

    def says(by: float) -> Text:
        after = str(value + sign * round(by))
        return naming.from_to(key, Text(str(value), str(value)), Text(after, after))

    return Member(
        id=key,
        key=key,
        words=Text(
            f"{word.bg} {value} нови звена{by_year.bg} ({services.bg})",
            f"{word.en} {value} new units{by_year.en} ({services.en})",
        ),
        without=_side(at, side, None),
        asks=planned if side == "at_least" else None,
        easing=Easing(
            "number",
            lambda by: _side(at, side, value + sign * round(by)),
            says,
            most=value if side == "at_least" else MOST_UNITS,
            linear=True,
        ),
    )


def first_contracts(plain: Plain) -> Iterator[Member]:
    """The year before which no contract is signed, where that rules a period out."""
    case = plain.case
    year = case.scenario.keys.contracts_from
    if year is None:
        return
    earlier = sorted({year - p.contract_year for p in case.periods if p.contract_year < year})
    if earlier:
        yield Member(
            id="contracts_from",
            key="contracts_from",
            words=Text(f"договори се подписват едва от {year} г.", f"no contract is signed before {year}"),
            without=Edit(lambda other: with_keys(other, contracts_from=None)),
            easing=Easing(
                "year",
                lambda by: Edit(lambda other: with_keys(other, contracts_from=year - round(by))),
                lambda by: naming.from_to(
                    "contracts_from", Text(f"{year}", f"{year}"), Text(f"{year - by:.0f}", f"{year - by:.0f}")
                ),
                ladder=tuple(float(years) for years in earlier),
            ),
        )


def assignment(plain: Plain) -> Iterator[Member]:
    """That the need of a settlement is not divided."""
    if plain.case.scenario.keys.assignment == "whole":
        divided = Edit(lambda other: with_keys(other, assignment="divisible"))
        yield Member(
            id="assignment",
            key="assignment",
            words=Text(
                "потребността на едно населено място не се дели между звена",
                "the need of a settlement is not divided between units",
            ),
            without=divided,
            drop=Drop(naming.from_to("assignment", Text("whole", "whole"), Text("divisible", "divisible")), divided),
        )


def _side(at: int, side: str, value: int | None) -> Edit:
    def on_case(case: Case) -> Case:
        wishes = list(case.scenario.keys.number)
        wishes[at] = wishes[at].model_copy(update={side: value})
        return with_keys(case, number=tuple(wishes))

    return Edit(on_case)
