"""What the scenario itself changes of the facts: need, costs, lead times. No conflict names them: they hold always."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.instance import Case

MEMBERS = ("minimum_use", "catchment", "staff_per_1000")
"""What a scenario may change of the tables that is a member by itself."""


def facts_stated(case: Case) -> tuple[str, ...]:
    """The keys of the scenario that put other facts in place of those of the tables, each once, in their order."""
    return tuple(dict.fromkeys(_keys(case)))


def _keys(case: Case) -> Iterator[str]:
    keys = case.scenario.keys
    if keys.need.level != "central":
        yield "need.level"
    yield from (f"need.services.{service}" for service in keys.need.services)
    yield from (f"need.groups.{group}" for group in keys.need.groups)
    if keys.cost.level != "central":
        yield "cost.level"
    if keys.cost.envelopes != "central":
        yield "cost.envelopes"
    if keys.units_as_of is not None:
        yield "units_as_of"
    yield from (edit.key for edit in case.region.edits.values if not edit.key.endswith(MEMBERS))
