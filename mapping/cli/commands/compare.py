"""needsmap compare: finished runs side by side, each held against the first."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from mapping.cli.command import Command, Parser, outputs_option
from mapping.words import Language, Text

ABOUT = Text(
    "поставя готови планове един до друг: звена, хора, пари, пътуване, справедливост, доказателства; с карта",
    "puts finished runs side by side: units, people, money, travel, fairness, proof; with a map",
)
RUNS = Text(
    "папки на готови планове, поне две; другите се сравняват с първия",
    "folders of finished runs, two at least; the others are held against the first",
)


def _add(parser: Parser) -> None:
    parser.what.add_argument("paths", nargs="+", type=Path, metavar="RUNFOLDER", help=RUNS.of(parser.language))
    outputs_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.compare_words import comparison_words
    from mapping.run import compare_runs, write_comparison

    compared = compare_runs(asked.paths)
    sys.stdout.write(comparison_words(compared.comparison, compared.notices, language))
    sys.stdout.flush()
    folder = write_comparison(compared, asked.outputs, language, lambda text: _tell(text, language))
    sys.stdout.write("\n" + Text(f"Записано в {folder}.", f"Written to {folder}.").of(language) + "\n")
    return 0


def _tell(text: Text, language: Language) -> None:
    sys.stderr.write(text.of(language) + "\n")


COMPARE = Command("compare", ABOUT, _add, _perform)
