"""needsmap evidence: where a number of a finished plan comes from, down to its sources."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from mapping.cli.command import Command, Parser, folder_argument
from mapping.words import Language, Text

if TYPE_CHECKING:
    from mapping.evidence.facts import Facts

ABOUT = Text(
    "показва откъде идва число от картата или таблиците: формула, таблица и ред, източник",
    "shows where a number of the map or the tables comes from: formula, table and row, source",
)
WHAT = Text(
    "какво: населено място, услуга, община, фонд, звено, „пътуване Малево Хасково“ или ключ на число",
    "what: a settlement, service, municipality, fund, unit, “travel Malevo Haskovo”, or the key of a number",
)
RANDOM = Text("вместо това толкова случайни числа от картата", "instead, so many numbers of the map at random")
SEED = Text(
    "семе на случайния избор: същото семе дава същите числа", "seed of the choice: the same seed, the same numbers"
)
DEPTH = Text("колко нива да се покажат (по подразбиране всички)", "how many levels to show (default: all)")
FULL = Text(
    "проследява всяка част на дълъг сбор, не само най-голямата",
    "follows every part of a long sum, not the largest only",
)

LARGEST_SEED = 10**6


def _add(parser: Parser) -> None:
    folder_argument(parser)
    language = parser.language
    parser.what.add_argument("what", nargs="*", metavar="WHAT", help=WHAT.of(language))
    parser.options.add_argument("--random", type=_number, metavar="N", help=RANDOM.of(language))
    parser.options.add_argument("--seed", type=int, metavar="S", help=SEED.of(language))
    parser.options.add_argument("--depth", type=_number, metavar="N", help=DEPTH.of(language))
    parser.options.add_argument("--full", action="store_true", help=FULL.of(language))


def _number(text: str) -> int:
    """A whole number from 0."""
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.evidence.book import claim_of
    from mapping.evidence.expand import expanded
    from mapping.evidence.facts import Facts
    from mapping.evidence.find import find
    from mapping.evidence.tree import forest_lines
    from mapping.run import reread

    run = reread(asked.path)
    facts = Facts(run.case, run.plan)
    keys: Sequence[str]
    if asked.random is None:
        keys = find(facts, " ".join(asked.what))
    else:
        keys = _at_random(facts, asked.random, asked.seed, language)
    _say_what_changed(run.changed_inputs, language)
    claims = [expanded(facts, claim_of(facts, key), asked.full) for key in keys]
    sys.stdout.write("\n".join(forest_lines(claims, language, asked.depth)) + "\n")
    sys.stdout.write(_how_on(asked.path, language))
    return 0


def _at_random(facts: Facts, count: int, seed: int | None, language: Language) -> Sequence[str]:
    from mapping.evidence.on_map import map_keys

    used = SystemRandom().randrange(LARGEST_SEED) if seed is None else seed
    keys = sorted(map_keys(facts))
    chosen = Random(used).sample(keys, min(count, len(keys)))
    sys.stdout.write(Text(
        f"{len(chosen)} случайни от {len(keys)} числа на картата (--seed {used}).\n\n",
        f"{len(chosen)} of the {len(keys)} numbers on the map, at random (--seed {used}).\n\n",
    ).of(language))  # fmt: skip
    return chosen


def _say_what_changed(names: Sequence[str], language: Language) -> None:
    if names:
        listed = ", ".join(names)
        sys.stdout.write(Text(
            f"Внимание: входните данни са променени след плана: {listed}. Веригите са по днешните таблици и може да не "
            "стигат до числата на плана; пуснете плана отново.\n\n",
            f"Warning: the inputs changed since the run: {listed}. The chains follow today's tables and may not lead "
            "to the plan's numbers; run the plan again.\n\n",
        ).of(language))  # fmt: skip


def _how_on(folder: Path, language: Language) -> str:
    return Text(
        f"\nПо-нататък: needsmap evidence {folder} и ключ след стрелка (→), друго име или --full.\n",
        f"\nFurther: needsmap evidence {folder} and a key after an arrow (→), another name, or --full.\n",
    ).of(language)


EVIDENCE = Command("evidence", ABOUT, _add, _perform)
