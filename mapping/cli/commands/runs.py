"""needsmap runs: which finished runs there are, what one of them was, and removing old ones."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from mapping.cli.command import Command, CommandGroup, Parser, folder_argument
from mapping.cli.numbers import at_least, not_negative
from mapping.words import Language, Text

WHERE = Text(
    "папка, в която да се търсят планове (по подразбиране outputs)", "folder to look for runs in (default: outputs)"
)
SCENARIO = Text(
    "само на този сценарий; * замества всичко: hask*", "of this scenario only; * stands for anything: hask*"
)
SINCE = Text("само завършени на или след деня ГГГГ-ММ-ДД", "ended on or after the day YYYY-MM-DD only")
UNTIL = Text("само завършени до деня ГГГГ-ММ-ДД включително", "ended on or before the day YYYY-MM-DD only")
STATUS = Text(
    "само така завършили: optimal (доказано най-добро), within_gap (доказано до исканата точност), time_limit (спряно "
    "от времето), cancelled (спряно по желание)",
    "ended in this way only: optimal (proven best), within_gap (proven within the wanted gap), time_limit (stopped by "
    "the clock), cancelled (stopped on request)",
)
GAP = Text(
    "само с отклонение на първата цел до толкова процента",
    "with a gap of the first objective of at most so many percent only",
)
KEEP = Text("запазва най-новите N на всеки сценарий", "keeps the newest N of each scenario")
OLDER = Text("само по-стари от толкова дни", "older than so many days only")
ONLY = Text("само на този сценарий", "of this scenario only")
YES = Text("премахва ги (без това само ги показва)", "removes them (without it they are only listed)")

STATUSES = ("optimal", "within_gap", "time_limit", "cancelled")


def _where(parser: Parser) -> None:
    help_ = WHERE.of(parser.language)
    parser.what.add_argument("path", type=Path, nargs="?", default=Path("outputs"), metavar="DIR", help=help_)


def _add_list(parser: Parser) -> None:
    _where(parser)
    language, options = parser.language, parser.options
    options.add_argument("--scenario", metavar="NAME", help=SCENARIO.of(language))
    options.add_argument("--since", type=_day, metavar="DAY", help=SINCE.of(language))
    options.add_argument("--until", type=_day, metavar="DAY", help=UNTIL.of(language))
    options.add_argument("--status", choices=STATUSES, help=STATUS.of(language))
    options.add_argument("--gap", type=not_negative, metavar="PERCENT", help=GAP.of(language))


def _list(asked: Namespace, language: Language) -> int:
    from mapping.cli.runs_list import Filter, runs_words
    from mapping.run import runs_under

    chosen = Filter(asked.scenario, asked.since, asked.until, asked.status, asked.gap)
    sys.stdout.write(runs_words(asked.path, runs_under(asked.path, sweeps_whole=True), chosen, language))
    return 0


def _show(asked: Namespace, language: Language) -> int:
    from mapping.cli.runs_show import run_words
    from mapping.run import finished_entry

    sys.stdout.write(run_words(finished_entry(asked.path), language))
    return 0


def _add_prune(parser: Parser) -> None:
    _where(parser)
    language, options = parser.language, parser.options
    options.add_argument("--keep", type=at_least(0), metavar="N", help=KEEP.of(language))
    options.add_argument("--older-than", type=_days, metavar="DAYS", help=OLDER.of(language))
    options.add_argument("--scenario", metavar="NAME", help=ONLY.of(language))
    options.add_argument("--yes", action="store_true", help=YES.of(language))


def _prune(asked: Namespace, language: Language) -> int:
    from mapping.cli.runs_prune import pruning_words
    from mapping.errors import InputError, Problem, Where
    from mapping.run import prune, what_would_go

    if asked.keep is None and asked.older_than is None:
        raise InputError([Problem(
            Where("needsmap runs prune"),
            Text("не е казано какво е старо", "it is not said what is old"),
            Text("Добавете --keep N, --older-than DAYS или и двете.", "Add --keep N, --older-than DAYS, or both."),
        )])  # fmt: skip
    before = None if asked.older_than is None else datetime.now().astimezone() - timedelta(days=asked.older_than)
    found = what_would_go(asked.path, asked.keep, before, asked.scenario)
    gone = prune(asked.path, found) if asked.yes else None
    sys.stdout.write(pruning_words(found, gone, language))
    return 0


def _day(word: str) -> datetime:
    """Midnight, where the program runs, at which the day begins."""
    return datetime.combine(date.fromisoformat(word), time()).astimezone()


def _days(word: str) -> float:
    """So many days; no more than the calendar of programs has."""
    value = not_negative(word)
    if value >= 1e6:
        raise ArgumentTypeError(f"{word} (≤ 1000000)")
    return value


RUNS = CommandGroup(
    "runs",
    Text("готовите планове: кои има, какво е всеки, премахване на стари",
         "finished runs: which there are, what each was, removing old ones"),
    (
        Command("list", Text("изброява готовите планове", "lists the finished runs"), _add_list, _list),
        Command(
            "show",
            Text("казва какво е бил един план, какво е намерил и променени ли са данните му",
                 "says what a run was, what it found, and whether its inputs changed"),
            folder_argument,
            _show,
        ),
        Command(
            "prune",
            Text("показва или премахва стари планове", "lists or removes old runs"),
            _add_prune,
            _prune,
        ),
    ),
)  # fmt: skip
