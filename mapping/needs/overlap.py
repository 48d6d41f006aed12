"""Distinct persons in need: a lone old person with a disability in a remote village is one person with several needs.

How many different people n groups hold together depends on their overlaps, of which few are known. Three numbers, for
each settlement (people of different age bands and sexes are different people, so all is worked out by cell first):

- at least: the largest group of each cell;
- at most: the sum of the groups less the stated overlaps on a spanning forest of them, the largest first (Hunter 1976,
  Journal of Applied Probability 13, 597-603; Worsley 1982, Biometrika 69, 297-302), each at the low end of its range;
  never more than the residents;
- central: stated overlaps as stated, all else independent within a cell: the distribution on that forest (Chow and Liu
  1968, IEEE Transactions on Information Theory 14, 462-467), whose chance of belonging to no group is the product over
  groups of (1 - p) times, for each stated pair, P(neither) / ((1 - p)(1 - q)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.needs.raking import Floats
from mapping.needs.worked import Worked
from mapping.region import Overlap, Region
from mapping.scenario import Level
from mapping.words import Text, number


@dataclass(frozen=True, slots=True)
class Distinct:
    """Distinct persons in any group, each of shape (times, settlements); `added` counts one in two groups twice."""

    lower: Floats
    central: Floats
    upper: Floats
    added: Floats


def distinct_persons(region: Region, worked: Worked) -> Distinct:
    """Distinct persons in need by time and settlement."""
    people, persons = worked.people, worked.persons
    added = persons.sum(axis=(2, 3))
    lower = persons.max(axis=3, initial=0.0).sum(axis=2)
    shares = np.divide(persons, people[..., None], out=np.zeros_like(persons), where=people[..., None] > 0)
    shares = np.clip(shares, 0.0, 1.0)
    upper, none = added.copy(), np.prod(1 - shares, axis=3)
    for overlap in forest(region, worked):
        a, b = worked.groups.index(overlap.group), worked.groups.index(overlap.other)
        upper = upper - (_both(persons, shares, a, b, overlap, "low") * people).sum(axis=2)
        p, q = shares[..., a], shares[..., b]
        apart = (1 - p) * (1 - q)
        neither = 1 - p - q + _both(persons, shares, a, b, overlap, "central")
        none = none * np.divide(neither, apart, out=np.ones_like(apart), where=apart > 0)
    central = ((1 - np.clip(none, 0.0, 1.0)) * people).sum(axis=2)
    upper = np.maximum(np.minimum(upper, people.sum(axis=2)), lower)
    return Distinct(lower, np.clip(central, lower, upper), upper, added)


def forest(region: Region, worked: Worked) -> tuple[Overlap, ...]:
    """The stated overlaps that make a spanning forest of the groups, the largest first (Kruskal 1956)."""
    totals = {group: float(worked.of_group(group).sum()) for group in worked.groups}
    size = {o: min(o.share.central / 100 * totals[o.group], totals[o.other]) for o in region.overlaps}
    tree = {group: group for group in worked.groups}
    chosen = []
    for overlap in sorted(region.overlaps, key=lambda o: -size[o]):
        one, other = _root(tree, overlap.group), _root(tree, overlap.other)
        if one != other:
            tree[one] = other
            chosen.append(overlap)
    return tuple(chosen)


def _root(tree: dict[str, str], group: str) -> str:
    while tree[group] != group:
        group = tree[group]
    return group


def _both(persons: Floats, shares: Floats, a: int, b: int, overlap: Overlap, level: Level) -> Floats:
    """The share of a cell that is in both groups, shape (times, settlements, cells).

    Where nobody of `b` is in a cell, its persons of `a` are not either: the rest of `a` carries the whole share.
    """
    p, q = shares[..., a], shares[..., b]
    everybody, possible = float(persons[..., a].sum()), float(persons[..., a][q > 0].sum())
    share = overlap.share.at(level) / 100 * (everybody / possible if possible > 0 else 0.0)
    both: Floats = np.clip(share * p, np.maximum(0.0, p + q - 1), np.minimum(p, q))
    return both


def overlap_words(distinct: Distinct, time: int = -1) -> Text:
    """One sentence for the map and the report: how many different people the groups hold in the region."""
    lower, central, upper, added = (
        float(values[time].sum()) for values in (distinct.lower, distinct.central, distinct.upper, distinct.added)
    )
    lower, central, upper, added = (_rounded(value) for value in (lower, central, upper, added))
    return Text(
        f"Рисковите групи се припокриват: около {number(central, 'bg')} различни лица (от {number(lower, 'bg')} до "
        f"{number(upper, 'bg')}), а не {number(added, 'bg')}, колкото е сборът на групите; потребностите от услуги се "
        "събират като места, не като хора.",
        f"The risk groups overlap: about {number(central, 'en')} different persons ({number(lower, 'en')} to "
        f"{number(upper, 'en')}), not the {number(added, 'en')} that the groups add up to; needs of services may be "
        "added to count places, not people.",
    )


def _rounded(persons: float) -> float:
    """To three figures: more would claim what an estimate cannot know."""
    return float(f"{persons:.3g}")
