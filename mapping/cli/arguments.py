"""The command's arguments, their help and their errors, in the language asked for."""

from __future__ import annotations

import re
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

import mapping
from mapping.words import LANGUAGES, Language, Text

Command = Literal["run", "check", "verify"]

ABOUT = Text(
    "needsmap: къде да се открият нови социални услуги, от какъв вид и размер, кога и с чии пари.",
    "needsmap: where new social services should open, of which kind and size, when, and paid by whom.",
)
EXIT_CODES = Text(
    "Код на изход: 0 успех, 1 грешка на програмата или диска, 2 грешни входни данни, 3 правилата си\n"
    "противоречат, 4 няма план в даденото време, 5 планът не издържа проверката, 130 прекъснато.\n"
    "Ctrl-C спира търсенето и задържа най-добрия план; второ Ctrl-C прекратява веднага.",
    "Exit codes: 0 done, 1 the program or the disk failed, 2 bad input, 3 the rules contradict each\n"
    "other, 4 no plan in the time given, 5 the plan fails its check, 130 interrupted.\n"
    "Ctrl-C stops the search and keeps the best plan; a second Ctrl-C ends at once.",
)
RUN = Text("намира план и записва картата и таблиците", "finds a plan and writes the map and the tables")
CHECK = Text("проверява сценария и таблиците, без да търси план", "checks the scenario and the tables, plans nothing")
VERIFY = Text("проверява отново готов план от папката му", "checks a finished plan again, from its folder")
SCENARIO = Text("файл със сценарий, например scenarios/haskovo.toml", "a scenario file, such as scenarios/haskovo.toml")
FOLDER = Text("папка на готов план, например outputs/haskovo", "the folder of a finished run, such as outputs/haskovo")
OUTPUTS = Text("папка за резултатите (по подразбиране outputs)", "folder for the results (default: outputs)")
LANG = Text(
    "език на съобщенията и на картата: bg или en (по подразбиране bg)",
    "language of messages and of the map: bg or en (default: bg)",
)
HELP = Text("показва тази помощ", "shows this help")
VERSION = Text("показва версията", "shows the version")

_ERRORS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"липсва: \1"),
    (r"unrecognized arguments: (.*)", r"непознат аргумент: \1"),
    (r"argument (.*): expected one argument", r"\1 иска стойност"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1: \2 не е сред: \3"),
)
"""What argparse says of a wrong command, and the same in Bulgarian."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the user asked for. `path` is a scenario file, or the folder of a run for `verify`."""

    command: Command
    path: Path
    outputs: Path
    language: Language


def wanted_language(words: Sequence[str]) -> Language:
    """The language that --lang asks for, wherever it stands; Bulgarian if it asks for none that is known."""
    for at, word in enumerate(words):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(words):
            value = words[at + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    return "bg"


def read_arguments(words: Sequence[str]) -> Arguments:
    """Read the command line; prints help, version or what is wrong with it,
    and exits, where that is called for.
    """
    language = wanted_language(words)
    found = _parser(language).parse_args(list(words))
    return Arguments(found.command, found.path, getattr(found, "outputs", Path("outputs")), language)


def _parser(language: Language) -> _Parser:
    top = _Parser("needsmap", language, ABOUT, EXIT_CODES)
    version = f"needsmap {mapping.__version__}"
    top.options.add_argument("--version", action="version", version=version, help=VERSION.of(language))
    title = Text("команди", "commands").of(language)
    # argparse's types know the arguments of its own parser only.
    commands: Any = top.add_subparsers(title=title, dest="command", required=True, metavar="COMMAND")
    for name, about, metavar, what in (
        ("run", RUN, "SCENARIO", SCENARIO),
        ("check", CHECK, "SCENARIO", SCENARIO),
        ("verify", VERIFY, "RUNFOLDER", FOLDER),
    ):
        command = commands.add_parser(name, help=about.of(language), language=language, about=about)
        group = command.add_argument_group(Text("какво", "what").of(language))
        group.add_argument("path", type=Path, metavar=metavar, help=what.of(language))
        if name == "run":
            command.options.add_argument(
                "--outputs", type=Path, default=Path("outputs"), metavar="DIR", help=OUTPUTS.of(language)
            )
    return top


class _Parser(ArgumentParser):
    """A parser that speaks one language; `options` is its group of options."""

    def __init__(self, prog: str, language: Language, about: Text, epilog: Text | None = None) -> None:
        super().__init__(
            prog=prog,
            description=about.of(language),
            epilog=epilog.of(language) if epilog is not None else None,
            formatter_class=partial(_Formatter, language=language),
            add_help=False,
            allow_abbrev=False,
        )
        self.language = language
        self.options = self.add_argument_group(Text("настройки", "options").of(language))
        self.options.add_argument("-h", "--help", action="help", help=HELP.of(language))
        self.options.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help=LANG.of(language))

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
        self._usage = Text("употреба: ", "usage: ").of(language)

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)
