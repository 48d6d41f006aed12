"""What a conflict is made of: settings that can be taken away or eased, and the conflicts and changes found.

A *member* is one setting, in words a planner uses: a floor, a required site, an envelope, a standard. What is no
member holds always: what need, places, teams, costs and lead times are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from mapping.instance import Case, Instance
from mapping.words import Text

Common = Literal["money", "people", "places", "staff"]
"""In what settings of a kind can be added up: EUR, persons in need, settlements, posts."""

Unit = Literal["EUR", "EUR a year", "share", "minutes", "km", "posts", "units", "percent", "persons", "year", "number"]


def same_case(case: Case) -> Case:
    """The case as it is."""
    return case


def same_instance(instance: Instance) -> Instance:
    """The instance as it is."""
    return instance


@dataclass(frozen=True, slots=True)
class Edit:
    """Another case, or another instance made of it: what stays when a setting is taken away or eased."""

    on_case: Callable[[Case], Case] = same_case
    on_instance: Callable[[Instance], Instance] = same_instance


@dataclass(frozen=True, slots=True)
class Easing:
    """How a setting is eased by degrees, in its own unit.

    `by(amount)` eases it by so much; a larger amount eases it more. Amounts are multiples of `step` up to `most`, or
    those of `ladder` (ascending) where it is given. `linear`: the amount moves nothing but sides of rows, in
    proportion; `price` is then what a unit counts in `common`. `says(amount)` is the sentence that tells a planner what
    to write. `then(amount)` is what must be eased too, by as little as possible, once the amount is known.
    """

    unit: Unit
    by: Callable[[float], Edit]
    says: Callable[[float], Text]
    step: float = 1.0
    most: float = float("inf")
    ladder: tuple[float, ...] = ()
    linear: bool = False
    common: Common | None = None
    price: float = 1.0
    then: Callable[[float], Easing | None] | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """How a setting without degrees is given up: the sentence, and what is then in force."""

    says: Text
    edit: Edit


@dataclass(frozen=True, slots=True)
class Member:
    """One setting. `id` is ASCII and unique, `key` where it stands (a key of the scenario file, or a table).

    `words` names it; `without` takes it away. `asks` are the services of which it asks units or persons served (None:
    it asks for nothing, it only limits); every conflict has such a member. `wide`: without it very many more pairs of
    settlement and site are possible. A member with neither `easing` nor `drop` is not the working group's to change.
    """

    id: str
    key: str
    words: Text
    without: Edit
    asks: frozenset[str] | None = None
    wide: bool = False
    easing: Easing | None = None
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Settings that cannot hold together.

    `irreducible`: it is proven that without any one of them there is a plan for the others; else `unproven` are those
    of which this was not settled in time. `smallest`: no conflict of this scenario has fewer members.
    """

    members: tuple[Member, ...]
    unproven: tuple[str, ...] = ()
    smallest: bool = False

    @property
    def irreducible(self) -> bool:
        """Whether no part of it conflicts."""
        return not self.unproven


@dataclass(frozen=True, slots=True)
class Step:
    """One setting eased: by `amount` in `unit` (None where it is given up whole), and the sentence.

    `least`: the amount below which it is proven not to suffice; equal to `amount` but for a step where it is proven.
    """

    member: Member
    says: Text
    edit: Edit
    amount: float | None = None
    unit: Unit | None = None
    least: float = 0.0
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Settings to change together, after which the whole scenario has a plan (checked).

    Where several of one kind are eased as cheaply as together they can be, `total` is what that comes to in `common`,
    and `least` the price below which they do not suffice.
    """

    steps: tuple[Step, ...]
    common: Common | None = None
    total: float = 0.0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether the scenario has a plan (None: not settled in time), its conflicts and the changes that resolve them all.

    `whole`: every change of so few settings was tried; else the time ended the search. `seconds` is how long it took.
    `fixed`: members that are not the working group's to change, without any one of which there is a plan too.
    `facts`: keys of the scenario that change the facts themselves; what would be without them was not asked.
    """

    scenario: str
    possible: bool | None
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Change, ...] = ()
    whole: bool = True
    fixed: tuple[Member, ...] = ()
    facts: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
