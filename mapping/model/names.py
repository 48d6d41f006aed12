"""Names of very many columns and rows, and views of them one by one: made when somebody asks, not before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar, overload

Naming = Callable[[int], str]
"""The name of the n-th of many columns or rows alike, from 0."""

ALL_NAMES = 200_000
"""In larger programmes names made on demand are not held against each other: the same code wrote smaller ones."""


class Names(Sequence[str]):
    """Names in order; those of a block written at once are made when asked for."""

    def __init__(self) -> None:
        """Start without names."""
        self._first: list[int] = []
        self._blocks: list[list[str] | Naming] = []
        self._count = 0

    def add(self, name: str) -> None:
        """Add one name."""
        if not self._blocks or not isinstance(self._blocks[-1], list):
            self._first.append(self._count)
            self._blocks.append([])
        block = self._blocks[-1]
        assert isinstance(block, list)
        block.append(name)
        self._count += 1

    def add_block(self, count: int, naming: Naming) -> None:
        """Add `count` names made by `naming`."""
        if count:
            self._first.append(self._count)
            self._blocks.append(naming)
            self._count += count

    def __len__(self) -> int:
        """How many names there are."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """The name at `index`."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._count))]
        at = range(self._count)[index]
        number = bisect_right(self._first, at) - 1
        block, within = self._blocks[number], at - self._first[number]
        return block[within] if isinstance(block, list) else block(within)

    def __iter__(self) -> Iterator[str]:
        """All names in order."""
        ends = [*self._first[1:], self._count]
        for first, end, block in zip(self._first, ends, self._blocks, strict=False):
            yield from (block if isinstance(block, list) else map(block, range(end - first)))

    def repeated(self) -> str | None:
        """A name that stands twice; where there are very many, only those written singly are looked at."""
        if self._count > ALL_NAMES:
            return _first_repeated(chain.from_iterable(block for block in self._blocks if isinstance(block, list)))
        return _first_repeated(self)


Item = TypeVar("Item")


class View(Sequence[Item]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, count: int, at: Callable[[int], Item]) -> None:
        """`count` items; `at` makes the one at an index."""
        self._count = count
        self._at = at

    def __len__(self) -> int:
        """How many items there are."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """The item at `index`."""
        if isinstance(index, slice):
            return [self._at(at) for at in range(*index.indices(self._count))]
        return self._at(range(self._count)[index])


def _first_repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
