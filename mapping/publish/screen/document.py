"""All that the page knows, as one JSON value: what is read there is decided here, how it looks in the assets."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.printed.sites import KINDS, MEDIUM_PLACES, MEDIUM_TEAMS, SMALL_PLACES, SMALL_TEAMS
from mapping.publish.printed.territories import PERSONS, SHARES
from mapping.publish.screen.about import about
from mapping.publish.screen.ground import Ground, ground_of
from mapping.publish.screen.json import Json, pair
from mapping.publish.screen.people import municipalities, needs, settlements
from mapping.publish.screen.planned import planned_part
from mapping.publish.screen.sure import Sureness, sure
from mapping.publish.screen.units import units
from mapping.publish.screen.words import WORDS


def document(case: Case, plan: Plan, sureness: Sureness | None) -> Mapping[str, Json]:
    """The data of the page; the same case and plan give the same value.

    Raises:
        ValueError: the settlements have no place on the earth.
    """
    whole, part = case, planned_part(case)
    case, ground, rows = part.case, ground_of(part.case), needs(whole, plan)
    return {
        "words": {key: pair(words) for key, words in WORDS.items()},
        "about": about(whole, plan, case.region.title),
        "limits": {
            "shares": list(SHARES),
            "people": list(PERSONS),
            "places": [SMALL_PLACES, MEDIUM_PLACES],
            "teams": [SMALL_TEAMS, MEDIUM_TEAMS],
        },
        "periods": [period.name for period in plan.periods],
        "services": _services(case),
        "funds": [pair(fund.name) for fund in case.region.funds],
        "ground": _ground(ground),
        "municipalities": municipalities(case, ground),
        "settlements": settlements(case, ground),
        "needs": [rows[i] for i in part.settlements],
        "units": units(case, plan, {} if sureness is None else sureness.units),
        "sure": None if sureness is None else sure(case, sureness),
    }


def _services(case: Case) -> Json:
    """The catalogue by column; `planned` are the services that need is estimated for."""
    planned = {one.id for one in case.services}
    catalogue = case.region.catalogue.services
    return {
        "number": [one.number for one in catalogue],
        "kind": [KINDS.index(one.kind) for one in catalogue],
        "name": [pair(one.name) for one in catalogue],
        "short": [pair(one.short) for one in catalogue],
        "planned": [one.id in planned for one in catalogue],
    }


def _ground(ground: Ground) -> Json:
    return {"width": ground.width, "height": ground.height, "metres": ground.metres, "region": ground.region}
