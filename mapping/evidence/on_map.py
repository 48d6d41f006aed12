"""The numbers that are on the printed map itself."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.evidence.capacity import KINDS
from mapping.evidence.coverage import ALL, coverage_key
from mapping.evidence.facts import REGION, Facts
from mapping.plan import PlanUnit


def map_keys(facts: Facts) -> Iterator[str]:
    """The keys of the map's head, its table of services, its marks, the shaded served shares and the proof."""
    last = facts.last
    yield from (coverage_key(facts, REGION, ALL, last, measure) for measure in ("need", "served"))
    if any(record.need_milli for record in facts.records.get((REGION, last), ())):
        yield coverage_key(facts, REGION, ALL, last, "share")
    yield from (f"units/{kind}" for kind in (ALL, *KINDS))
    yield from ("money/all", "money/capital", "money/running")
    shown = {unit.service for unit in facts.plan.units if _serves(facts, unit)}
    for service in facts.case.region.catalogue.services:
        if service.id in shown:
            yield f"service/{service.id}/number"
            yield from (f"map/{service.id}/{column}" for column in ("now", "committed", "new", "units"))
    marks = {(unit.settlement, unit.service, unit.state) for unit in facts.plan.units if _serves(facts, unit)}
    for settlement, of, state in sorted(marks):
        yield from (f"mark/{settlement}/{of}/{state}/{figure}" for figure in ("places", "units"))
    for ekatte in facts.settlement:
        if any(record.need_milli for record in facts.records.get((("settlement", ekatte), last), ())):
            yield coverage_key(facts, ("settlement", ekatte), ALL, last, "share")
        yield f"settlement/{ekatte}/population_2021"
    yield from (f"stage/{stage.objective}/value" for stage in facts.plan.stages)


def _serves(facts: Facts, unit: PlanUnit) -> bool:
    return bool(unit.places[facts.last] or unit.units_in_service[facts.last])
