"""Which claims answer a question that is understood."""

from __future__ import annotations

from dataclasses import dataclass

from mapping.evidence.choices import standard_claims
from mapping.evidence.coverage import ALL, coverage_key
from mapping.evidence.facts import REGION, Facts, Scope, period_word
from mapping.evidence.money import FIGURES, envelope_key
from mapping.evidence.need import need_key
from mapping.evidence.stages import stage_keys
from mapping.evidence.topics import Topic
from mapping.evidence.unit_claims import unit_keys_of

COVERAGE: tuple[Topic, ...] = ("need", "served", "unmet")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about; `period` None means the last one, no `topics` the numbers that matter most."""

    settlements: tuple[str, ...] = ()
    municipality: str | None = None
    service: str | None = None
    fund: str | None = None
    unit: str | None = None
    objective: str | None = None
    period: int | None = None
    topics: frozenset[Topic] = frozenset()

    def wants(self, topic: Topic) -> bool:
        """Whether numbers of this sort are asked for: named, or nothing of the sort is."""
        asked = self.topics - {"municipality", "everything", "travel"}
        return not asked or topic in asked


def keys_for(facts: Facts, asked: Question) -> tuple[str, ...]:
    """The keys of the claims that answer, those that matter most first; none where the run has no such number."""
    if asked.unit is not None:
        return _of_unit(facts, asked, asked.unit)
    if asked.fund is not None:
        return _of_fund(facts, asked, asked.fund)
    if asked.objective is not None:
        return tuple(key for key in stage_keys(facts) if key.startswith(f"stage/{asked.objective}/"))
    return _of_places(facts, asked) if asked.settlements or "travel" in asked.topics else _of_sums(facts, asked)


def _of_places(facts: Facts, asked: Question) -> tuple[str, ...]:
    """One settlement's numbers, or the way between two."""
    if len(asked.settlements) == 1 and "travel" not in asked.topics:
        return _of_settlement(facts, asked, asked.settlements[0])
    if len(asked.settlements) == 2 and asked.service is None:
        one, other = asked.settlements
        return (f"travel/{one}/{other}/minutes", f"travel/{one}/{other}/km")
    return ()


def _of_sums(facts: Facts, asked: Question) -> tuple[str, ...]:
    if asked.municipality is not None:
        return _of_scope(facts, asked, ("municipality", asked.municipality))
    if asked.service is not None:
        return _of_service(facts, asked, asked.service)
    return _of_map(facts, asked)


def _t(facts: Facts, asked: Question) -> int:
    return facts.last if asked.period is None else asked.period


def _of_unit(facts: Facts, asked: Question, unit: str) -> tuple[str, ...]:
    period = period_word(facts, _t(facts, asked))
    have = unit_keys_of(facts, facts.unit[unit])
    wanted: list[str] = []
    if asked.wants("places"):
        wanted += [f"unit/{unit}/places/{period}"]
        wanted += [f"unit/{unit}/units/{period}"] if f"unit/{unit}/places/{period}" not in have else []
        wanted += [f"change/{unit}/{name}" for name in ("places_before", "places_after", "users")]
    if asked.wants("start"):
        wanted += [key for key in have if f"{unit}/starts" in key]
    if asked.wants("users"):
        wanted += [f"unit/{unit}/users/{period}"]
    if asked.wants("staff"):
        wanted += [f"unit/{unit}/staff"]
    if asked.wants("money") or asked.wants("capital"):
        wanted += [f"unit/{unit}/capital", *(key for key in have if _is_paid(key, "capital"))]
    if asked.wants("money") or asked.wants("running"):
        wanted += [f"unit/{unit}/running", *(key for key in have if _is_paid(key, "running"))]
    return tuple(dict.fromkeys(key for key in wanted if key in have))


def _is_paid(key: str, kind: str) -> bool:
    return key.startswith("payment/") and key.split("/")[4] == kind


def _of_fund(facts: Facts, asked: Question, fund: str) -> tuple[str, ...]:
    kinds = [kind for kind in ("capital", "running") if kind in asked.topics] or ["capital", "running"]
    homes = {facts.settlement[code].municipality for code in asked.settlements} | {asked.municipality or ""} - {""}
    return tuple(
        envelope_key(facts, envelope, figure)
        for envelope in facts.plan.envelopes
        if envelope.fund == fund and envelope.kind in kinds and (not homes or envelope.municipality in homes)
        if asked.period is None or asked.period in envelope.periods
        for figure in FIGURES
    )


def _of_settlement(facts: Facts, asked: Question, ekatte: str) -> tuple[str, ...]:
    t = _t(facts, asked)
    here = [u for u in facts.plan.units if u.settlement == ekatte and asked.service in (None, u.service)]
    if asked.service is None:
        keys = [] if asked.topics else [f"settlement/{ekatte}/population_2021"]
        keys += [key for unit in here for key in _of_unit(facts, asked, unit.id)[:1] if asked.wants("places")]
        if any(record.need_milli for record in facts.records.get((("settlement", ekatte), t), ())):
            keys += [coverage_key(facts, ("settlement", ekatte), ALL, t, m) for m in COVERAGE if asked.wants(m)]
        return tuple(keys)
    keys = [key for unit in here for key in _of_unit(facts, asked, unit.id)]
    if (ekatte, asked.service, t) in facts.needs:
        keys += [need_key(ekatte, asked.service, period_word(facts, t))] if asked.wants("need") else []
        keys += [
            coverage_key(facts, ("settlement", ekatte), asked.service, t, m) for m in COVERAGE[1:] if asked.wants(m)
        ]
    return tuple(keys)


def _of_scope(facts: Facts, asked: Question, scope: Scope) -> tuple[str, ...]:
    t, service = _t(facts, asked), asked.service or ALL
    if service != ALL and service not in facts.service_index:
        return ()
    return tuple(coverage_key(facts, scope, service, t, m) for m in COVERAGE if asked.wants(m))


def _of_service(facts: Facts, asked: Question, service: str) -> tuple[str, ...]:
    keys = [f"map/{service}/{name}" for name in ("now", "committed", "new", "units") if asked.wants("places")]
    keys += _of_scope(facts, asked, REGION)
    if service in facts.service_index and not asked.topics:
        keys += [f"choice/{service}/weight", *(claim.key for claim in standard_claims(facts, service))]
    return tuple(keys)


def _of_map(facts: Facts, asked: Question) -> tuple[str, ...]:
    """The head of the map, or the part of it that is asked for."""
    keys = list(_of_scope(facts, asked, REGION))
    if asked.wants("places"):
        keys.append(f"units/{ALL}")
    if asked.wants("money"):
        keys.append("money/all")
    keys += [f"money/{kind}" for kind in ("capital", "running") if kind in asked.topics]
    return tuple(keys)
