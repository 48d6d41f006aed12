"""The members of a sweep: every set of values that its file asks for, and the scenario that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random

from mapping.errors import InputError, Problem, ProblemLog, Where
from mapping.instance import check_scenario
from mapping.region import Region
from mapping.run.reading import check_outputs
from mapping.run.scenario_files import own_scenario
from mapping.scenario import Scenario, with_keys
from mapping.sweep.file import Draw, Draws, SweepFile
from mapping.words import Text

MOST = 100_000
"""More members than these are taken for a mistake."""

DIGITS = 6
"""Drawn numbers are rounded to so many decimals, so that a table shows the very value that was planned with."""


@dataclass(frozen=True, slots=True)
class Member:
    """One set of values: its `number` in the order of the file (from 1), the keys that it changes, and its `id`, which
    is the same for the same changes wherever they stand in the file."""

    number: int
    id: str
    changes: Mapping[str, object]


def members_of(file: SweepFile) -> tuple[Member, ...]:
    """All members, in the order of the file: list, then grid (the last key varies fastest), then draws.

    Raises:
        InputError: there are too many.
    """
    count = len(file.list or (None,)) * (file.draws.count if file.draws is not None else 1)
    for values in file.grid.values():
        count *= len(values)
    if count > MOST:
        raise InputError([Problem(
            Where("grid"),
            Text(f"серията има {count} варианта, повече от {MOST}", f"the sweep has {count} members, more than {MOST}"),
            Text("Дайте по-малко стойности.", "Give fewer values."),
        )])  # fmt: skip
    return tuple(Member(number, _id(changes), changes) for number, changes in enumerate(_sets(file), start=1))


def _sets(file: SweepFile) -> Iterator[dict[str, object]]:
    drawn = list(_drawn(file.draws)) if file.draws is not None else [{}]
    for item in file.list or ({},):
        for values in product(*file.grid.values()):
            for draw in drawn:
                yield {**file.fixed, **item, **dict(zip(file.grid, values, strict=True)), **draw}


def _drawn(draws: Draws) -> Iterator[dict[str, object]]:
    """The sets of values that are drawn. A value depends on the seed, its number and its key alone: more draws begin
    with the fewer, and another key changes no other's values."""
    for number in range(1, draws.count + 1):
        yield {key: _value(draw, Random(f"{draws.seed} {number} {key}")) for key, draw in draws.keys.items()}


def _value(draw: Draw, random: Random) -> object:
    if draw.uniform is not None:
        low, high = draw.uniform
        return round(low + (high - low) * random.random(), DIGITS)
    if draw.whole is not None:
        return random.randint(*draw.whole)
    return random.choice(draw.choice or ())


def _id(changes: Mapping[str, object]) -> str:
    text = json.dumps(changes, ensure_ascii=False, sort_keys=True, default=str)
    return f"m{sha256(text.encode()).hexdigest()[:10]}"


def scenarios_of(
    path: Path, base: Scenario, region: Region, members: tuple[Member, ...], folder: Path
) -> dict[str, Scenario]:
    """The scenario of each member, by its id: `base`, read from its own file, with the member's changes.

    Each is the file scenario.toml in the member's own folder inside `folder`, and says what it changes of the base.

    Raises:
        InputError: with every change that the sweep file at `path` cannot ask for, each once.
    """
    problems: dict[str, Problem] = {}
    found: dict[str, Scenario] = {}
    stated = replace(base, file=path.name, origins={})
    for member in members:
        if member.id in found:
            continue
        log = ProblemLog()
        try:
            changed = with_keys(stated, member.changes)
            check_scenario(region, changed, log)
            check_outputs(changed, region, log)
            log.close()
            found[member.id] = own_scenario(base, changed.keys, folder / member.id)
        except InputError as error:
            problems.update((problem.of("en"), problem) for problem in error.problems)
    if problems:
        raise InputError(problems.values())
    return found
