"""needsmap alternatives: the k best plans that differ in what matters."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, folder_argument
from mapping.cli.numbers import at_least, share
from mapping.words import Language, Text

NUMBER = Text("колко други плана (по подразбиране 3)", "how many other plans (default: 3)")
WITHIN = Text(
    "колко може да губи план от първата цел спрямо сегашния, например 1%% (по подразбиране 1%%)",
    "what a plan may lose of the first objective against the present one, such as 1%% (default: 1%%)",
)
BEST = Text(
    "всеки следващ е най-добрият с друг избор на места, вместо колкото може по-различен",
    "each is the best with another choice of sites, instead of one as different as can be",
)
OUTPUTS = Text("папка за резултатите (по подразбиране до плана)", "folder for the results (default: beside the run)")


def _add(parser: Parser) -> None:
    folder_argument(parser)
    language = parser.language
    parser.options.add_argument("--number", type=at_least(1), default=3, metavar="K", help=NUMBER.of(language))
    parser.options.add_argument("--within", type=share, default=0.01, metavar="PERCENT", help=WITHIN.of(language))
    parser.options.add_argument("--best", action="store_true", help=BEST.of(language))
    parser.options.add_argument("--outputs", type=Path, default=None, metavar="DIR", help=OUTPUTS.of(language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.answers.alternatives import alternative_lines
    from mapping.cli.answers.changed import changed_lines
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.run import discard_unfinished
    from mapping.run.alternatives import execute_alternatives

    listener = TerminalListener(sys.stderr, language)
    where = asked.path.resolve().parent if asked.outputs is None else asked.outputs

    def told(found: int) -> None:
        words = Text(
            f"намерени други планове: {found} от {asked.number}", f"other plans found: {found} of {asked.number}"
        )
        listener.say(words.of(language))

    try:
        result = run_stoppable(
            lambda: execute_alternatives(
                asked.path, asked.outputs, asked.number, asked.within, "best" if asked.best else "different",
                listener, told,
            ),
            listener,
            lambda: discard_unfinished(where, os.getpid()),
            INTERRUPTED,
        )  # fmt: skip
    finally:
        listener.close()
    lines = [*changed_lines(result.changed_inputs, language)]
    lines += alternative_lines(result.case, result.alternatives, language)
    lines += ["", Text(f"Папка: {result.folder} (alternatives.csv, marks.csv, plans/)",
                       f"Folder: {result.folder} (alternatives.csv, marks.csv, plans/)").of(language)]  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


ALTERNATIVES = Command(
    "alternatives",
    Text(
        "други планове, почти също толкова добри, с друг избор на места",
        "other plans, almost as good, with another choice of sites",
    ),
    _add,
    _perform,
)
