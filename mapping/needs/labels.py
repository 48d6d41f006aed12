"""How well the number of people of a group, or of users of a service, is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from mapping.catalogue import Group
from mapping.needs.calibration import Contradicted
from mapping.needs.worked import calibrating
from mapping.region import KnownCount, Region
from mapping.words import Text

Label = Literal["criterion", "count", "floor", "rate", "assumption"]
"""criterion: set by the user's criterion of the ordinance; count: a count is met; floor: at least a count, the rest by
assumed rates; rate: a published or derived rate; assumption: an assumed one."""

LABEL_WORDS: Mapping[Label, Text] = {
    "criterion": Text("по критерий", "by a criterion"),
    "count": Text("известен брой", "count known"),
    "floor": Text("допусната честота, не под известен брой", "rate assumed, at least a known count"),
    "rate": Text("известна честота", "rate known"),
    "assumption": Text("допускане", "assumed"),
}


def _met(region: Region, contradicted: Iterable[Contradicted]) -> list[KnownCount]:
    left_out = {row for one in contradicted for row in one.rows}
    return [count for count in calibrating(region) if f"counts.csv:{count.row}" not in left_out]


def group_label(region: Region, group: Group, contradicted: Iterable[Contradicted] = ()) -> Label:
    """How the persons of `group` are known; counts that were left out as `contradicted` tell nothing."""
    mine = [c for c in _met(region, contradicted) if c.measure == "persons" and c.group == group.id]
    if any(count.sense == "exact" for count in mine):
        return "count"
    if group.prevalence.status != "assumption":
        return "rate"
    return "floor" if mine else "assumption"


def service_label(region: Region, service: str, contradicted: Iterable[Contradicted] = ()) -> Label:
    """How the users of `service` are known; counts that were left out as `contradicted` tell nothing."""
    if any(criterion.service == service for criterion in region.criteria):
        return "criterion"
    mine = [count for count in _met(region, contradicted) if count.measure == "users" and count.service == service]
    if any(count.sense == "exact" and count.group is None for count in mine):
        return "count"
    if mine:
        return "floor"
    known = {group.id for group in region.catalogue.groups if group.prevalence.status != "assumption"}
    rates = [rate for rate in region.catalogue.rates if rate.service == service]
    return "rate" if all(r.group in known and r.rate.status != "assumption" for r in rates) else "assumption"
