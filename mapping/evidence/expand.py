"""Following a number to its sources: what is told under a key of its own is put in its place."""

from __future__ import annotations

from dataclasses import replace

from mapping.evidence.book import claim_of
from mapping.evidence.claim import Claim
from mapping.evidence.facts import Facts
from mapping.words import Text

FEW = 3
"""So many parts with keys of their own are all followed; of more only the largest."""

EXAMPLE = Text("проследено е най-голямото; другите – по ключа им", "the largest is followed; the others by their keys")


def expanded(facts: Facts, claim: Claim, everything: bool = False) -> Claim:
    """`claim` with the parts that are told elsewhere put in: all of few, of many the largest (or `everything`).

    A part that was put in already stays a line with its key.
    """
    return _expanded(facts, claim, everything, {claim.key})


def _expanded(facts: Facts, claim: Claim, everything: bool, met: set[str]) -> Claim:
    if not claim.parts:
        return claim
    apart = [part for part in claim.parts if part.see is not None]
    followed = apart if everything or len(apart) <= FEW else [max(apart, key=lambda part: part.value)]
    parts = []
    for part in claim.parts:
        if part.see is None:
            parts.append(_expanded(facts, part, everything, met))
        elif part in followed and part.see not in met:
            met.add(part.see)
            whole = claim_of(facts, part.see)
            parts.append(_expanded(facts, replace(whole, what=_named(part, whole)), everything, met))
        else:
            parts.append(part)
    how = claim.how
    if len(followed) < len(apart):
        how = Text(*(f"{said}; {more}" if said else more for said, more in zip(
            (how.bg, how.en), (EXAMPLE.bg, EXAMPLE.en), strict=True)))  # fmt: skip
    return replace(claim, how=how, parts=tuple(parts))


def _named(part: Claim, whole: Claim) -> Text:
    """The whole's own name, after the name that it has here where the whole does not begin with it."""
    here, there = part.what, whole.what
    if there.bg.startswith(here.bg):
        return there
    return Text(f"{here.bg} ({there.bg})", f"{here.en} ({there.en})")
