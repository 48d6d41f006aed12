"""The appendix of a run: the numbers of the map with the chains of evidence below them, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite

from mapping.evidence.book import claim_of
from mapping.evidence.claim import Claim
from mapping.evidence.coverage import ALL, coverage_key
from mapping.evidence.facts import Facts
from mapping.evidence.money import FIGURES, envelope_key
from mapping.evidence.need import rate_keys
from mapping.evidence.on_map import map_keys
from mapping.evidence.unit_claims import unit_keys_of
from mapping.publish.fields import Row
from mapping.publish.records import Lookup

DECIMALS = 6


def appendix_keys(facts: Facts) -> Iterator[str]:
    """The numbers of the appendix: the map's, new units and changes, envelopes, need of municipalities, rates."""
    yield from map_keys(facts)
    for unit in facts.plan.units:
        if unit.state == "new" or unit.change is not None:
            yield from (key for key in unit_keys_of(facts, unit) if not key.startswith("payment/"))
    yield from (envelope_key(facts, envelope, figure) for envelope in facts.plan.envelopes for figure in FIGURES)
    for code in facts.municipality:
        for service in (*facts.service_index, ALL):
            yield coverage_key(facts, ("municipality", code), service, facts.last, "need")
    yield from rate_keys(facts)


def evidence_rows(look: Lookup) -> Iterable[Row]:
    """The rows of evidence.csv, in the order of the numbers, each with its chain below it."""
    facts = Facts(look.case, look.plan)
    for key in dict.fromkeys(appendix_keys(facts)):
        for level, claim in claim_of(facts, key).walk():
            yield _row(key, level, claim)


def _row(number: str, level: int, claim: Claim) -> Row:
    source, where = claim.source, claim.where
    line = None if where is None else str(where.row) if where.row is not None else where.key
    return {
        "number": number,
        "level": level,
        "claim": claim.key,
        "what_bg": claim.what.bg,
        "what_en": claim.what.en,
        "value": _rounded(claim.value),
        "unit_bg": claim.unit.bg or None,
        "unit_en": claim.unit.en or None,
        "low": _rounded(claim.low),
        "high": _rounded(claim.high),
        "status": claim.label,
        "assumed": claim.assumed,
        "see": claim.see is not None,
        "source": None if source is None else source.source,
        "publisher": None if source is None else source.publisher,
        "date": None if source is None else str(source.date),
        "address": None if source is None else source.address or None,
        "file": None if where is None else where.file,
        "row": line,
        "column": None if where is None else where.column,
    }


def _rounded(value: float | None) -> Decimal | None:
    """`value` with at most six decimals and no more than it has; None where it is not a finite number."""
    if value is None or not isfinite(value):
        return None
    exact = round(Decimal(repr(float(value))), DECIMALS).normalize()
    return exact if exact else Decimal(0)
