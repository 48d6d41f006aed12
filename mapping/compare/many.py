"""Any number of plans side by side; each is held against the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mapping.compare.groups import gains_by_group
from mapping.compare.measures import Measures, measures_of
from mapping.compare.plans import NotComparableError, compare_plans
from mapping.compare.types import Gains, PlanChanges
from mapping.instance import Case
from mapping.plan import Plan, PlanPeriod
from mapping.scenario.differences import Difference, differences
from mapping.words import Text

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Contender:
    """A plan that is compared, under a name of its own."""

    name: str
    case: Case
    plan: Plan


@dataclass(frozen=True, slots=True)
class Against:
    """What is different in the plan `other` against the first of all: units, people, money; gains by risk group.

    `keys` are the keys of the scenario that are other than the first's; `case` names all that either plan names.
    """

    other: Contender
    case: Case
    keys: tuple[Difference, ...]
    changes: PlanChanges
    groups: Mapping[str, Gains]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans of one region and the same periods: measures of each (in their order), differences from the first.

    `services` are planned by all of them: what is said of people is said of these alone.
    """

    services: tuple[str, ...]
    contenders: tuple[Contender, ...]
    measures: tuple[Measures, ...]
    against: tuple[Against, ...]

    @property
    def first(self) -> Contender:
        """What the others are held against."""
        return self.contenders[0]

    @property
    def periods(self) -> tuple[PlanPeriod, ...]:
        """The periods of all plans."""
        return self.first.plan.periods

    def number_of(self, contender: Contender) -> int:
        """The number of a plan: the first is 1."""
        return next(n for n, one in enumerate(self.contenders, 1) if one is contender)

    @property
    def services_apart(self) -> bool:
        """Whether some plan has services that another has not."""
        return any(len(one.case.services) != len(self.services) for one in self.contenders)


def compare_many(contenders: Sequence[Contender]) -> Comparison:
    """Compare plans, each with the first.

    Raises:
        NotComparableError: fewer than two, or of different regions or periods; says which.
    """
    if len(contenders) < 2:
        raise NotComparableError(
            Text("За сравнение са нужни поне два плана.", "A comparison needs at least two plans.")
        )
    _check_alike(contenders)
    first = contenders[0]
    services = tuple(
        service.id
        for service in first.case.services
        if all(any(mine.id == service.id for mine in other.case.services) for other in contenders[1:])
    )
    last = len(first.plan.periods) - 1
    against = []
    for other in contenders[1:]:
        changes = compare_plans(first.plan, other.plan)
        kept = tuple(one for one in changes.served if one.service in services)
        groups = gains_by_group((first.case, first.plan), (other.case, other.plan), services, last)
        keys = tuple(
            key
            for key in differences(first.case.scenario.keys, other.case.scenario.keys)
            if not key.key.startswith("outputs")  # what a run makes changes no plan
        )
        against.append(Against(other, naming_case(first.case, other.case), keys, replace(changes, served=kept), groups))
    measures = tuple(measures_of(one.case, one.plan, services) for one in contenders)
    return Comparison(services, tuple(contenders), measures, tuple(against))


def naming_case(first: Case, other: Case) -> Case:
    """The case `other`, of which the region also has what only that of `first` has: where the tables of two plans are
    not the same, everything still has a name."""
    mine, its = other.region, first.region
    catalogue = replace(
        mine.catalogue,
        groups=_union(mine.catalogue.groups, its.catalogue.groups, lambda one: one.id),
        services=_union(mine.catalogue.services, its.catalogue.services, lambda one: one.id),
    )
    region = replace(
        mine,
        catalogue=catalogue,
        settlements=_union(mine.settlements, its.settlements, lambda one: one.ekatte),
        municipalities=_union(mine.municipalities, its.municipalities, lambda one: one.code),
        funds=_union(mine.funds, its.funds, lambda one: one.id),
        units=_union(mine.units, its.units, lambda one: one.id),
    )
    return replace(other, region=region)


def _union(mine: tuple[ItemT, ...], its: tuple[ItemT, ...], key: Callable[[ItemT], str]) -> tuple[ItemT, ...]:
    known = {key(one) for one in mine}
    return (*mine, *(one for one in its if key(one) not in known))


def _check_alike(contenders: Sequence[Contender]) -> None:
    """Refuse plans of different regions or periods, with what each of them is of."""
    first = contenders[0].plan
    if all((one.plan.region, one.plan.periods) == (first.region, first.periods) for one in contenders):
        return
    lines = [
        f"  {one.name}: {one.plan.region}, {', '.join(period.name for period in one.plan.periods)}"
        for one in contenders
    ]
    raise NotComparableError(Text(
        "\n".join(["Плановете не може да се сравнят: те са за различни райони или периоди.", *lines]),
        "\n".join(["The plans cannot be compared: they are of different regions or periods.", *lines]),
    ))  # fmt: skip
