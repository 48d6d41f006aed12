"""Every uncertain value of a region as a factor, and a region with other values in their place.

`mapping.uncertainty.kinds` goes through the values. Those without a range (low = high) are no factors; neither are
choices (standards of travel, minimum use, site needs, weights, floors) and what the law or a fund's rules say (largest
lawful unit, co-financing, criteria of the planning ordinance): they are decided, not estimated. Counts and overlaps of
groups that the estimate is only held against change no plan.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import replace

from mapping.errors import InputError, Problem, ProblemLog, Where
from mapping.region import Region
from mapping.region.rows import DependenceRow
from mapping.scenario import Scenario
from mapping.tables import Estimate
from mapping.uncertainty.kinds import Value, walk
from mapping.uncertainty.types import Factor
from mapping.words import Text


def find_factors(region: Region) -> tuple[Factor, ...]:
    """All uncertain values of `region`, each with the block that `dependence.csv` puts it in (else its own)."""
    found: list[Factor] = []

    def note(value: Value) -> Estimate:
        if value.estimate.low < value.estimate.high:
            block = block_of(value.id, region.dependence)
            found.append(Factor(value.id, value.name, block, value.estimate, value.whole))
        return value.estimate

    walk(region, note)
    return tuple(found)


def check_central(scenario: Scenario) -> None:
    """Raise `InputError` where the scenario asks for low or high values: worlds vary around the central ones; or where
    its first objective is not the unmet need, by which worlds and plans are held against each other."""
    keys = scenario.keys
    levels = {"need.level": keys.need.level, "cost.level": keys.cost.level, "cost.envelopes": keys.cost.envelopes}
    wrong = [key for key, level in levels.items() if level != "central"]
    problems = [
        Problem(
            scenario.where(key),
            Text(
                "възможните развития се менят около централните стойности, а сценарият иска други",
                "worlds vary around the central values, but the scenario asks for others",
            ),
            Text('Поставете "central" или махнете ключа.', 'Write "central", or remove the key.'),
        )
        for key in wrong
    ]
    first = keys.stages[0].objective
    if first != "unmet":
        problems.append(
            Problem(
                scenario.where("stages"),
                Text(
                    f"възможните развития се сравняват по непокритата потребност, а първата цел е „{first}“",
                    f"worlds are compared by their unmet need, but the first objective is “{first}”",
                ),
                Text("Поставете цел unmet на първо място.", "Put the objective unmet first."),
            )
        )
    if problems:
        raise InputError(problems)


def check_dependence(region: Region, factors: tuple[Factor, ...]) -> None:
    """Hold the names in dependence.csv against the uncertain values.

    Raises:
        InputError: nothing has a range; or a row names none of the values that have one.
    """
    log = ProblemLog()
    if not factors:
        log.add(
            Where(region.id),
            Text("никоя стойност няма диапазон", "no value has a range"),
            Text("Дайте low и high, различни от central.", "Give low and high other than central."),
        )
    ids = [factor.id for factor in factors]
    for row in region.dependence:
        for pattern in row.patterns:
            if factors and not any(fnmatch.fnmatchcase(name, pattern) for name in ids):
                log.add(
                    Where("dependence.csv", key=row.block),
                    Text(f"„{pattern}“ не назовава никоя несигурна стойност", f"“{pattern}” names no uncertain value"),
                    Text(
                        "Вижте имената в docs/uncertainty.md или в worlds.csv на един ансамбъл.",
                        "See the names in docs/uncertainty.md, or in worlds.csv of an ensemble.",
                    ),
                )
    log.close()


def with_values(region: Region, values: Mapping[str, float]) -> Region:
    """`region` with other central values, by factor id; the ranges stay.

    Raises:
        KeyError: an id that is no value of the region.
    """
    left = set(values)

    def write(value: Value) -> Estimate:
        if value.id not in values:
            return value.estimate
        left.discard(value.id)
        return replace(value.estimate, central=values[value.id])

    written = walk(region, write)
    if left:
        raise KeyError(min(left))
    return written


def block_of(factor: str, dependence: tuple[DependenceRow, ...]) -> str:
    """The block of the first row of `dependence` that names the factor; the factor's own id where none does."""
    for row in dependence:
        if any(fnmatch.fnmatchcase(factor, pattern) for pattern in row.patterns):
            return row.block
    return factor
