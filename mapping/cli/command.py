"""What a command is: its name, its arguments, what it does."""

from __future__ import annotations

import os
import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from mapping.words import LANGUAGES, Language, Text

SCENARIO = Text("файл със сценарий, например scenarios/haskovo.toml", "a scenario file, such as scenarios/haskovo.toml")
FOLDER = Text("папка на готов план, например outputs/haskovo", "the folder of a finished run, such as outputs/haskovo")
OUTPUTS = Text("папка за резултатите (по подразбиране outputs)", "folder for the results (default: outputs)")
WORKERS = Text(
    "колко процеса да работят едновременно (по подразбиране колкото са ядрата); резултатът не зависи от тях",
    "how many processes work side by side (default: one a core); the result does not depend on them",
)
LANG = Text(
    "език на съобщенията и на картата: bg или en (по подразбиране bg)",
    "language of messages and of the map: bg or en (default: bg)",
)
USAGE = Text("употреба: ", "usage: ")
HELP = Text("показва тази помощ", "shows this help")

_ERRORS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"липсва: \1"),
    (r"unrecognized arguments: (.*)", r"непознат аргумент: \1"),
    (r"argument (.*): expected one argument", r"\1 иска стойност"),
    (r"argument (.*): invalid \S+ value: (.*)", r"\1: \2 не е подходяща стойност"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1: \2 не е сред: \3"),
)
"""What argparse says of a wrong command, and the same in Bulgarian."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `add` gives a parser its arguments, `perform` does it and returns the exit code."""

    name: str
    about: Text
    add: Callable[[Parser], None]
    perform: Callable[[Namespace, Language], int]


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """Commands on one thing, which are called by two words: `needsmap scenario list`."""

    name: str
    about: Text
    commands: tuple[Command, ...]


def scenario_argument(parser: Parser) -> None:
    """The scenario file, as `path`."""
    parser.what.add_argument("path", type=Path, metavar="SCENARIO", help=SCENARIO.of(parser.language))


def folder_argument(parser: Parser) -> None:
    """The folder of a finished run, as `path`."""
    parser.what.add_argument("path", type=Path, metavar="RUNFOLDER", help=FOLDER.of(parser.language))


def outputs_option(parser: Parser) -> None:
    """The folder of all runs, as `outputs`."""
    words = OUTPUTS.of(parser.language)
    parser.options.add_argument("--outputs", type=Path, default=Path("outputs"), metavar="DIR", help=words)


def workers_option(parser: Parser) -> None:
    """How many processes work side by side, as `workers`."""
    words, cores = WORKERS.of(parser.language), os.cpu_count() or 1
    parser.options.add_argument("--workers", type=at_least(1), default=cores, metavar="N", help=words)


def at_least(least: int) -> Callable[[str], int]:
    """A reader of whole numbers not below `least`."""

    def read(word: str) -> int:
        value = int(word)
        if value < least:
            raise ArgumentTypeError(f"{value} < {least}")
        return value

    read.__name__ = "int"
    return read


class Parser(ArgumentParser):
    """A parser that speaks one language; `what` is the group of what it works on, `options` that of its options."""

    def __init__(self, prog: str, language: Language, about: Text, epilog: Text | None = None) -> None:
        """A parser of `prog`, with `about` above its help and `epilog` below."""
        super().__init__(
            prog=prog,
            description=about.of(language),
            epilog=epilog.of(language) if epilog is not None else None,
            formatter_class=partial(_Formatter, language=language),
            add_help=False,
            allow_abbrev=False,
        )
        self.language = language
        self._mixing = False
        self.what = self.add_argument_group(Text("какво", "what").of(language))
        self.options = self.add_argument_group(Text("настройки", "options").of(language))
        self.options.add_argument("-h", "--help", action="help", help=HELP.of(language))
        self.options.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help=LANG.of(language))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read the words; options may stand between the things that a command works on."""
        if self._mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        # argparse keeps the usage meanwhile, and takes it for granted that "usage: " stands before it.
        self.usage = self.format_usage().removeprefix(USAGE.of(self.language))
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing, self.usage = False, None

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and exit with 2."""
        shown = message
        for pattern, words in _ERRORS if self.language == "bg" else ():
            shown = re.sub(f"^{pattern}$", words, shown)
        hint = Text(f"Вижте {self.prog} --help.", f"See {self.prog} --help.")
        self.exit(2, f"{self.prog}: {shown}\n{hint.of(self.language)}\n")


class _Formatter(RawDescriptionHelpFormatter):
    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog, width=100)
        self._usage = USAGE.of(language)

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)
