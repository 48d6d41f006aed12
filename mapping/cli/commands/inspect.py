"""needsmap inspect: what reads without error but looks odd in a region's tables."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli.command import Command, Parser
from mapping.words import Language, Text

WHAT = Text(
    "папка на район или сценарий, например geodata/haskovo",
    "the folder of a region, or a scenario, such as geodata/haskovo",
)


def _add(parser: Parser) -> None:
    parser.what.add_argument("path", type=Path, metavar="REGION", help=WHAT.of(parser.language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.findings import findings_words
    from mapping.run import inspect_path

    region, findings = inspect_path(asked.path)
    sys.stdout.write(findings_words(region, findings, language))
    return 0


INSPECT = Command(
    "inspect",
    Text(
        "показва странното в таблиците: извънредни стойности, повторения, липси",
        "shows what is odd in the tables: outliers, doubles, gaps",
    ),
    _add,
    _perform,
)
