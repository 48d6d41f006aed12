"""needsmap explain village: who serves a settlement, what it lacks, and what it would take."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli.command import Command, Parser, folder_argument
from mapping.words import Language, Text

SETTLEMENT = Text("населено място: име или код", "a settlement: name or code")


def _add(parser: Parser) -> None:
    folder_argument(parser)
    parser.what.add_argument("settlement", nargs="+", metavar="SETTLEMENT", help=SETTLEMENT.of(parser.language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.answers.changed import changed_lines
    from mapping.cli.answers.village import village_lines
    from mapping.evidence.facts import Facts
    from mapping.explain.village.describe import describe, read_settlement
    from mapping.run import reread

    run = reread(asked.path)
    facts = Facts(run.case, run.plan)
    village = describe(facts, read_settlement(facts, " ".join(asked.settlement)))
    lines = [*changed_lines(run.changed_inputs, language), *village_lines(facts, village, language)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


VILLAGE = Command(
    "village",
    Text(
        "кой обслужва населено място, какво му липсва, защо и какво е нужно",
        "who serves a settlement, what it lacks, why, and what it would take",
    ),
    _add,
    _perform,
)
