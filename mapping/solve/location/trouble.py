"""Why a location problem has no plan, in words."""

from __future__ import annotations

import numpy as np

from mapping.errors import InfeasibleError, NoPlanError
from mapping.instance import Case, Location
from mapping.solve.location.context import FloatArray
from mapping.solve.outcome import Outcome
from mapping.words import Text

SHOWN = 5
"""So many unreachable points are named."""


def check_possible(case: Case, location: Location) -> None:
    """Raise `InfeasibleError` for what can be seen without solving: points nobody reaches, more units than sites."""
    new = int((~location.existing).sum())
    if location.least > new:
        raise InfeasibleError(
            Text(
                f"Искат се поне {location.least} нови звена, а местата за нови звена са {new}.",
                f"At least {location.least} new units are asked for, but there are {new} sites for new units.",
            )
        )
    required = int((location.must & ~location.existing).sum())
    wanted = max(location.least, required)
    if wanted > location.most:
        raise InfeasibleError(
            Text(
                f"Искат се поне {wanted} нови звена, а са позволени най-много {location.most}.",
                f"At least {wanted} new units are asked for, at most {location.most} are allowed.",
            )
        )
    beyond = np.flatnonzero(~np.isfinite(location.distance).any(axis=1))
    if location.everybody and len(beyond):
        names = [case.region.settlements[int(location.point[i])].ekatte for i in beyond[:SHOWN]]
        shown = ", ".join(names) + (" …" if len(beyond) > SHOWN else "")
        raise InfeasibleError(
            Text(
                f"Иска се всички да бъдат обслужени, а {len(beyond)} точки не са в обхвата на никое място: {shown}. "
                "Увеличете standards или намалете coverage.share.",
                f"Everybody is to be served, but {len(beyond)} points are within reach of no site: {shown}. "
                "Raise standards, or lower coverage.share.",
            )
        )
    if location.everybody and location.capacity is not None:
        places, persons = largest_together(location, location.capacity), float(location.persons.sum())
        if places < persons - 1e-9:
            raise InfeasibleError(
                Text(
                    f"Трябва да бъдат обслужени {persons:g}, а позволените звена имат общо най-много {places:g} места.",
                    f"All {persons:g} are to be served, but the units allowed have {places:g} places together at most.",
                )
            )


def largest_together(location: Location, room: FloatArray) -> float:
    """The most places that the units allowed can have together."""
    must = location.must
    free = location.most - int((must & ~location.existing).sum())
    others = np.sort(room[~must])[::-1]
    return float(room[must].sum() + others[: max(0, free)].sum())


def with_plan(outcome: Outcome) -> FloatArray:
    """The values of `outcome`, or the error that says why there are none."""
    if outcome.values is not None:
        return outcome.values
    if outcome.status == "infeasible":
        raise impossible()
    raise no_plan()


def impossible() -> InfeasibleError:
    """No plan satisfies the scenario."""
    return InfeasibleError(
        Text(
            "Няма план, който да спазва всички правила едновременно: с толкова звена (или пари, или места) не може "
            "всички да бъдат обслужени в стандарта. Проверете number, coverage, standards и бюджета.",
            "No plan satisfies all rules at once: so many units (or so much money, or so many places) cannot serve "
            "everybody within the standard. Check number, coverage, standards and the budget.",
        )
    )


def no_plan() -> NoPlanError:
    """The time ran out before there was a plan."""
    return NoPlanError(
        Text(
            "Времето изтече (или работата беше спряна), преди да се намери план. Увеличете stages.seconds.",
            "The time ran out (or the run was cancelled) before any plan was found. Raise stages.seconds.",
        )
    )
