"""needsmap explain conflict: which settings of a scenario cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import sys
from argparse import Namespace

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, scenario_argument
from mapping.cli.numbers import above_nothing
from mapping.words import Language, Text

SECONDS = Text(
    "колко секунди най-много да се търси (по подразбиране 600); каквото не е проверено дотогава, се казва",
    "how many seconds to search at most (default: 600); what was not checked by then is said",
)


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    parser.options.add_argument(
        "--seconds", type=above_nothing, default=600.0, metavar="N", help=SECONDS.of(parser.language)
    )


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.explain.conflicts import explanation_words
    from mapping.run.explaining import explain_conflicts

    listener = TerminalListener(sys.stderr, language)
    try:
        found = run_stoppable(
            lambda: explain_conflicts(asked.path, asked.seconds, listener), listener, lambda: None, INTERRUPTED
        )
    finally:
        listener.close()
    sys.stdout.write(explanation_words(found).of(language) + "\n")
    return 0


CONFLICT = Command(
    "conflict",
    Text(
        "казва кои настройки на сценария не могат да важат заедно и най-малките промени, с които план има",
        "says which settings of a scenario cannot hold together, and the smallest changes with which there is a plan",
    ),
    _add,
    _perform,
)
