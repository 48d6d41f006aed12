"""Hitting sets: the duality of conflicts and corrections (Reiter 1987, "A theory of diagnosis from first principles",
Artificial Intelligence 32(1), 57-95). Members whose removal leaves a plan hit every conflict; a conflict hits every
such set of members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice


def hitting_sets(sets: Sequence[frozenset[str]], size: int, order: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All smallest-by-inclusion choices of exactly `size` members of `order` that meet each of `sets`, each once."""
    allowed = set(order)
    rank = {member: at for at, member in enumerate(order)}
    seen: set[frozenset[str]] = set()

    def extend(chosen: frozenset[str]) -> Iterator[frozenset[str]]:
        missed = next((one for one in sets if not one & chosen), None)
        if missed is None:
            if len(chosen) == size:
                yield chosen
            return
        if len(chosen) < size:
            for member in sorted(missed & allowed, key=rank.__getitem__):
                yield from extend(chosen | {member})

    for found in extend(frozenset()):
        minimal = all(any(not one & (found - {member}) for one in sets) for member in found)
        if minimal and found not in seen:
            seen.add(found)
            yield tuple(sorted(found, key=rank.__getitem__))


def smallest_hitting(sets: Sequence[frozenset[str]], below: int, order: Sequence[str]) -> frozenset[str] | None:
    """A hitting set of `sets` with as few members of `order` as possible; None where none has fewer than `below`."""
    for size in range(below):
        found = next(islice(hitting_sets(sets, size, order), 1), None)
        if found is not None:
            return frozenset(found)
    return None
