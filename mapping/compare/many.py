"""Any number of plans side by side; each is held against the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mapping.compare.groups import gains_by_group
from mapping.compare.measures import Measures, measures_of
from mapping.compare.plans import NotComparableError, compare_plans
from mapping.compare.types import Gains, PlanChanges
from mapping.instance import Case
from mapping.plan import Plan, PlanPeriod
from mapping.words import Text


@dataclass(frozen=True, slots=True)
class Contender:
    """A plan that is compared, under a name of its own."""

    name: str
    case: Case
    plan: Plan


@dataclass(frozen=True, slots=True)
class Against:
    """What is different in the plan `other` against the first of all: units, people, money; gains by risk group."""

    other: Contender
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
        against.append(Against(other, replace(changes, served=kept), groups))
    measures = tuple(measures_of(one.case, one.plan, services) for one in contenders)
    return Comparison(services, tuple(contenders), measures, tuple(against))


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
