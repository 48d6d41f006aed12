"""Raking (iterative proportional fitting): cells of a table scaled until their sums meet known totals.

The method is that of Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known, Annals of Mathematical Statistics 11, 427-444. Of all tables that meet the margins
it finds the one nearest to the seed in relative entropy (Csiszár 1975, Annals of Probability 3, 146-158): no cell turns
negative, an empty cell stays empty, and odds ratios that no margin touches stay as they were.

A margin that is only a floor ("at least so many") keeps a multiplier that never falls below 1: Bregman's method for
inequalities (Bregman 1967, USSR Computational Mathematics and Mathematical Physics 7(3), 200-217).

Margins that contradict each other cannot converge: in the limit their multipliers grow by the same factors in every
round. The logarithms y of these factors then prove the contradiction (Farkas 1902): y'target > 0 although y adds up to
0 or less in every cell. That proof is checked, and the margins in it are named; a table that lies on the edge (some
cells must be empty for the margins to hold) is found in the same way, with y'target = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EXACT = 1e-11
"""A margin is met when its sum differs from the target by less than this part of it."""

LOOK_EVERY = 40
"""Rounds between two looks at how the multipliers grow."""

CLEAR = 1e-7
"""Part of the largest growth below which a multiplier counts as still."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A known total: the `cells` (indices) together hold `target` persons, or at least so many (`at_least`)."""

    name: str
    cells: Ints
    target: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Margins that cannot all hold.

    "empty": nobody is in the cells of a margin that asks for somebody (the other names are margins of 0 that emptied
    them). "sums": they add up to different totals; `gap` is by how many persons, in units of the first margin.
    """

    margins: tuple[str, ...]
    kind: Literal["empty", "sums"]
    gap: float


@dataclass(frozen=True, slots=True)
class Raked:
    """The raked `cells`, what each was multiplied by (`factors`; 1 where the seed is empty), and what could not be met.

    Margins named in `contradictions` were left out; all others are met. `missed` are margins that were not met in the
    rounds given although nothing proves a contradiction.
    """

    cells: Floats
    factors: Floats
    contradictions: tuple[Contradiction, ...]
    missed: tuple[str, ...]
    rounds: int


def rake(seed: Floats, margins: Sequence[Margin], most_rounds: int = 4000) -> Raked:
    """Scale the cells of `seed` (any shape is refused but (n,); not negative) until `margins` are met.

    Raises:
        ValueError: if a seed or a target is negative or not finite, or two margins have the same name.
    """
    _check(seed, margins)
    cells = seed.astype(np.float64)
    wanted = list(margins)
    contradictions: list[Contradiction] = []
    missed: tuple[str, ...] = ()
    rounds = 0
    while True:
        wanted, empty = _without_empty(seed, wanted)
        contradictions += empty
        cells, found, missed, used = _rounds(_emptied(seed, wanted), wanted, most_rounds)
        rounds += used
        if found is None:
            break
        contradictions.append(found)
        wanted = [margin for margin in wanted if margin.name not in found.margins]
    factors = np.divide(cells, seed, out=np.ones_like(cells), where=seed > 0)
    return Raked(cells, factors, tuple(contradictions), missed, rounds)


def _check(seed: Floats, margins: Sequence[Margin]) -> None:
    if seed.ndim != 1 or not np.isfinite(seed).all() or (seed < 0).any():
        raise ValueError("the seed is a row of finite numbers, none of them negative")
    for margin in margins:
        if not np.isfinite(margin.target) or margin.target < 0:
            raise ValueError(f"the target of {margin.name} is {margin.target}")
    if len({margin.name for margin in margins}) < len(margins):
        raise ValueError("two margins have the same name")


def _emptied(seed: Floats, margins: Sequence[Margin]) -> Floats:
    """`seed` with nobody in the cells of margins of 0."""
    cells = seed.astype(np.float64)
    for margin in margins:
        if margin.target == 0 and not margin.at_least:
            cells[margin.cells] = 0.0
    return cells


def _without_empty(seed: Floats, margins: list[Margin]) -> tuple[list[Margin], list[Contradiction]]:
    """`margins` without those that ask for somebody where nobody can be, and these as contradictions."""
    cells = _emptied(seed, margins)
    filled = cells > 0
    kept, found = [], []
    for margin in margins:
        if margin.target == 0 or filled[margin.cells].any():
            kept.append(margin)
            continue
        mine = set(margin.cells[seed[margin.cells] > 0].tolist())
        emptying = [
            other.name
            for other in margins
            if other.target == 0 and not other.at_least and mine & set(other.cells.tolist())
        ]
        found.append(Contradiction((margin.name, *emptying), "empty", margin.target))
    return kept, found


@dataclass(slots=True)
class _Family:
    """Margins without a cell in common, so that all are met in one step. `label` (n,) is the margin of each cell; the
    last label is that of cells without one."""

    members: list[int]
    label: Ints
    target: Floats
    floor: NDArray[np.bool_]


def _families(n: int, margins: Sequence[Margin]) -> list[_Family]:
    found: list[_Family] = []
    for number, margin in enumerate(margins):
        for family in found:
            if (family.label[margin.cells] < 0).all():
                break
        else:
            family = _Family([], np.full(n, -1, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=np.bool_))
            found.append(family)
        family.label[margin.cells] = len(family.members)
        family.members.append(number)
    for family in found:
        family.label[family.label < 0] = len(family.members)
        family.target = np.array([margins[number].target for number in family.members])
        family.floor = np.array([margins[number].at_least for number in family.members])
    return found


def _sums(cells: Floats, family: _Family) -> Floats:
    count = len(family.members)
    return np.asarray(np.bincount(family.label, weights=cells, minlength=count + 1)[:count], dtype=np.float64)


def _rounds(
    cells: Floats, margins: Sequence[Margin], most_rounds: int
) -> tuple[Floats, Contradiction | None, tuple[str, ...], int]:
    """Scale family by family; stops when all are met, when a contradiction is proven, or after `most_rounds`."""
    margins = [margin for margin in margins if margin.target > 0]
    families = _families(len(cells), margins)
    log = np.zeros(len(margins))
    before = log.copy()
    for turn in range(1, most_rounds + 1):
        for family in families:
            sums = _sums(cells, family)
            step = np.divide(family.target, sums, out=np.ones_like(sums), where=sums > 0)
            # A floor's multiplier never falls below 1.
            held = np.exp(-log[family.members])
            step = np.where(family.floor, np.maximum(step, held), step)
            log[family.members] += np.log(step)
            cells *= np.append(step, 1.0)[family.label]
        missed = _missed(cells, families, margins, log)
        if not missed:
            return cells, None, (), turn
        if turn % LOOK_EVERY == 0:
            proof = _proof(cells, families, margins, log - before)
            if proof is not None and isinstance(proof, Contradiction):
                return cells, proof, (), turn
            if proof is not None:
                cells[proof] = 0.0
        if turn % LOOK_EVERY == LOOK_EVERY // 2:
            before = log.copy()
    return cells, None, missed, most_rounds


def _missed(cells: Floats, families: Sequence[_Family], margins: Sequence[Margin], log: Floats) -> tuple[str, ...]:
    """Margins that are not met yet, and floors that still lift cells although these hold more than they must."""
    names = []
    for family in families:
        sums = _sums(cells, family)
        short = sums < family.target * (1 - EXACT)
        free = family.floor & (log[family.members] <= EXACT)
        over = (sums > family.target * (1 + EXACT)) & ~free
        names += [margins[family.members[m]].name for m in np.flatnonzero(short | over).tolist()]
    return tuple(names)


def _proof(
    cells: Floats, families: Sequence[_Family], margins: Sequence[Margin], growth: Floats
) -> Contradiction | Ints | None:
    """What the growth of the multipliers proves: a contradiction, or cells that must be empty; None for nothing."""
    largest = float(np.abs(growth).max(initial=0.0))
    if largest == 0:
        return None
    y = np.where(np.abs(growth) < CLEAR * largest, 0.0, growth / largest)
    if any(y[m] < 0 and margin.at_least for m, margin in enumerate(margins)):
        return None
    of_cell = np.zeros(len(cells))
    for family in families:
        of_cell += np.append(y[family.members], 0.0)[family.label]
    there = cells > 0
    if (of_cell[there] > CLEAR).any():
        return None
    targets = np.array([margin.target for margin in margins])
    size, total = float(np.abs(y * targets).sum()), float((y * targets).sum())
    # A cell counts as still where its growth is noise; what the noise could add up to is no proof.
    noise = CLEAR * float(cells[there].sum())
    if total > max(1e-9 * size, noise):
        names = tuple(margins[m].name for m in np.argsort(-np.abs(y), kind="stable").tolist() if y[m] != 0)
        return Contradiction(names, "sums", total)
    falling = np.flatnonzero(there & (of_cell < -0.5))
    return falling if abs(total) <= 1e-9 * size and len(falling) else None
