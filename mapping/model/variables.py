"""The variables of the integer programme, written once as columns; rules find them here by what they mean.

- `open[service.site.size.period]`: whole units (for mobile services, whole teams) commissioned in a period;
- `serve[settlement.facility.period]`: persons served, only for pairs inside the standard;
- `change[unit.change.period]`: 1 where an existing unit undergoes a change contracted in a period;
- `moved[unit.change.facility.period]`: users who left the unit and have a new place at the facility;
- `unmet[settlement.service.period]`: persons left without the service;
- `spend[purse.service.scope.kind.period]`: money in thousand EUR;
- `served_share[municipality]`: at most the served share of its weighted need in the last period (0..1);
- `worst_served`: at most the least of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapping.instance import Instance
from mapping.instance.types import MONEY_KINDS
from mapping.model.program import EVERYWHERE, Draft
from mapping.region.rows import MoneyKind

NONE = -1
"""Marks that there is no variable for an index."""


@dataclass(frozen=True, slots=True)
class SpendKey:
    """What a spend variable stands for; `municipality` is None where no municipal purse may pay the service."""

    purse: int
    service: int
    municipality: int | None
    kind: MoneyKind
    period: int


@dataclass(frozen=True, slots=True)
class Variables:
    """Columns by meaning; `open_at` has `open` by facility.

    `serve` (links, periods) and `unmet` (settlements, services, periods) hold NONE for gaps.
    """

    open: Mapping[tuple[int, int, int], int]
    open_at: Mapping[int, tuple[tuple[int, int, int], ...]]
    change: Mapping[tuple[int, int], int]
    moved: Mapping[tuple[int, int, int], int]
    serve: NDArray[np.int64]
    unmet: NDArray[np.int64]
    spend: Mapping[SpendKey, int]
    served_share: tuple[int, ...]
    worst_served: int

    def opened(self, facility: int) -> list[tuple[int, int, int]]:
        """(size, period of contract, column) of every unit that may be commissioned at a facility."""
        return list(self.open_at.get(facility, ()))


def add_variables(instance: Instance, draft: Draft) -> Variables:
    """Write all columns of `instance` into `draft`."""
    opened: dict[tuple[int, int, int], int] = {}
    for f, facility in enumerate(instance.facilities):
        service = instance.services[facility.service]
        if not facility.is_new:
            continue
        here = int(instance.municipality_of[facility.settlement])
        for k in facility.sizes:
            size = service.sizes[k]
            for t, start in enumerate(service.starts):
                if start is not None:
                    name = f"open[{facility.name}.{size.id}.{instance.period_name(t)}]"
                    opened[f, k, t] = draft.column(name, 0.0, float(facility.most_units), True, (here, here))

    change, moved = _change_columns(instance, draft)
    serve = _add_serve(instance, draft)
    unmet = _add_unmet(instance, draft)

    spend: dict[SpendKey, int] = {}
    for key in spend_keys(instance):
        purse = instance.purses[key.purse]
        scope = "region" if key.municipality is None else instance.municipalities[key.municipality]
        period = instance.period_name(key.period)
        service_id = instance.services[key.service].id
        name = f"spend[{purse.fund}.{service_id}.{scope}.{key.kind}.{period}]"
        at_scope = EVERYWHERE if key.municipality is None else (key.municipality, key.municipality)
        spend[key] = draft.column(name, at=at_scope)
    shares = tuple(
        draft.column(f"served_share[{code}]", 0.0, 1.0, at=(m, m)) for m, code in enumerate(instance.municipalities)
    )
    at: dict[int, list[tuple[int, int, int]]] = {}
    for (f, k, t), column in opened.items():
        at.setdefault(f, []).append((k, t, column))
    open_at = {f: tuple(units) for f, units in at.items()}
    return Variables(
        opened, open_at, change, moved, serve, unmet, spend, shares, draft.column("worst_served", 0.0, 1.0)
    )


def changes_at(instance: Instance, facility: int, t: int) -> list[tuple[tuple[int, int], int]]:
    """((change, period of contract), places after it) of every change that can be in effect at a facility by `t`.

    A unit that is transformed keeps no place itself.
    """
    found = []
    for c, change in enumerate(instance.changes):
        if facility not in (change.facility, change.becomes):
            continue
        gone = change.becomes is not None and facility != change.becomes
        for contracted, start in enumerate(change.starts):
            if start is not None and start <= t:
                found.append(((c, contracted), 0 if gone else change.places))
    return found


def _change_columns(
    instance: Instance, draft: Draft
) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int, int], int]]:
    change: dict[tuple[int, int], int] = {}
    moved: dict[tuple[int, int, int], int] = {}
    for c, spec in enumerate(instance.changes):
        for t, start in enumerate(spec.starts):
            if start is not None:
                name = f"change[{spec.name}.{instance.period_name(t)}]"
                change[c, t] = draft.column(name, 0.0, 1.0, True, (spec.municipality, spec.municipality))
    if "rehousing" in instance.rules:
        for c, spec in enumerate(instance.changes):
            first = min((start for start in spec.starts if start is not None), default=len(instance.periods))
            for f in spec.takers:
                for t in range(first, len(instance.periods)):
                    name = f"moved[{spec.name}.{instance.facilities[f].name}.{instance.period_name(t)}]"
                    to = int(instance.municipality_of[instance.facilities[f].settlement])
                    moved[c, f, t] = draft.column(name, 0.0, float(spec.users), at=(spec.municipality, to))
    return change, moved


def _add_serve(instance: Instance, draft: Draft) -> NDArray[np.int64]:
    """Columns `serve` of every link and period with need in which the facility may serve, shape (links, periods)."""
    links = instance.links
    service = np.array([facility.service for facility in instance.facilities], dtype=np.int64)
    exists = instance.need[links.settlement, service[links.facility]] > 0
    exists &= _may_serve(instance)[links.facility]
    link, period = np.nonzero(exists)
    settlements = [instance.settlements[i] for i in links.settlement.tolist()]
    names = [facility.name for facility in instance.facilities]
    periods = [instance.period_name(t) for t in range(len(instance.periods))]

    def naming(n: int) -> str:
        return f"serve[{settlements[link[n]]}.{names[links.facility[link[n]]]}.{periods[period[n]]}]"

    need = instance.need[links.settlement[link], service[links.facility[link]], period]
    serve = np.full(exists.shape, NONE, dtype=np.int64)
    site = np.array([facility.settlement for facility in instance.facilities], dtype=np.int64)
    ends = np.stack([links.settlement[link], site[links.facility[link]]], axis=1)
    serve[link, period] = draft.columns(naming, 0.0, need, instance.municipality_of[ends])
    return serve


def _add_unmet(instance: Instance, draft: Draft) -> NDArray[np.int64]:
    """Columns `unmet` wherever there is need, shape (settlements, services, periods)."""
    settlement, service, period = np.nonzero(instance.need > 0)
    periods = [instance.period_name(t) for t in range(len(instance.periods))]

    def naming(n: int) -> str:
        place = instance.settlements[settlement[n]]
        return f"unmet[{place}.{instance.services[service[n]].id}.{periods[period[n]]}]"

    unmet = np.full(instance.need.shape, NONE, dtype=np.int64)
    need = instance.need[settlement, service, period]
    at = instance.municipality_of[settlement][:, None]
    unmet[settlement, service, period] = draft.columns(naming, 0.0, need, at)
    return unmet


def _may_serve(instance: Instance) -> NDArray[np.bool_]:
    """Whether a facility can serve anybody in a period, shape (facilities, periods)."""
    periods = range(len(instance.periods))
    ready = [
        [any(start is not None and start <= t for start in service.starts) for t in periods]
        for service in instance.services
    ]
    may = np.array(
        [ready[f.service] if f.is_new else [places > 0 for places in f.places] for f in instance.facilities], dtype=bool
    ).reshape(len(instance.facilities), len(instance.periods))
    for facility in {f for change in instance.changes for f in (change.facility, change.becomes) if f is not None}:
        for t in periods:
            may[facility, t] |= any(places > 0 for _, places in changes_at(instance, facility, t))
    return may


def cost_scopes(instance: Instance, service: int, kind: MoneyKind, t: int) -> list[int | None]:
    """How finely the cost of a service must be told apart: by municipality if a municipal purse may pay, else not."""
    k = MONEY_KINDS.index(kind)
    payers = np.flatnonzero(instance.pays[:, service, k, t]).tolist()
    municipal = any(instance.purses[p].municipality is not None for p in payers)
    return list(range(len(instance.municipalities))) if municipal else [None]


def spend_keys(instance: Instance) -> list[SpendKey]:
    """Every (purse, service, scope, kind, period) for which money may flow."""
    keys = []
    for s in range(len(instance.services)):
        for k, kind in enumerate(MONEY_KINDS):
            for t in range(len(instance.periods)):
                payers = np.flatnonzero(instance.pays[:, s, k, t]).tolist()
                regional = [p for p in payers if instance.purses[p].municipality is None]
                for scope in cost_scopes(instance, s, kind, t):
                    own = [p for p in payers if instance.purses[p].municipality == scope] if scope is not None else []
                    keys += [SpendKey(p, s, scope, kind, t) for p in sorted({*regional, *own})]
    return keys
