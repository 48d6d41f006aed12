"""needsmap explain worth: what the next money in each fund, and the next minute for each service, is worth."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, folder_argument
from mapping.cli.numbers import above_nothing
from mapping.words import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapping.explain.planner import Planner
    from mapping.explain.worth.solved import Solved
    from mapping.explain.worth.steps import Step
    from mapping.run import Reread

WHAT = Text(
    "фондове и услуги, за които да се планира наново (имена или кодове; без тях: първа оценка за всички)",
    "funds and services to plan again for (names or codes; without any: a first indication for all)",
)
EUR = Text("колко евро повече (по подразбиране 100000)", "how many EUR more (default: 100000)")
MINUTES = Text("колко минути повече (по подразбиране 1)", "how many minutes more (default: 1)")


def _add(parser: Parser) -> None:
    folder_argument(parser)
    language = parser.language
    parser.what.add_argument("what", nargs="*", metavar="WHAT", help=WHAT.of(language))
    parser.options.add_argument("--euro", type=above_nothing, default=100_000.0, metavar="EUR", help=EUR.of(language))
    parser.options.add_argument("--minutes", type=above_nothing, default=1.0, metavar="N", help=MINUTES.of(language))


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.answers.changed import changed_lines
    from mapping.cli.answers.worth import head_lines, solved_lines
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.evidence.facts import Facts
    from mapping.explain.worth.chosen import chosen_steps
    from mapping.explain.worth.steps import fund_steps, minute_steps
    from mapping.run import reread
    from mapping.run.planning import planner_of

    run = reread(asked.path)
    steps = (*fund_steps(run.case, run.plan, asked.euro), *minute_steps(run.case, asked.minutes))
    wanted = chosen_steps(Facts(run.case, run.plan), steps, asked.what) if asked.what else ()
    head = [*changed_lines(run.changed_inputs, language), *head_lines(run.case, language), ""]
    listener = TerminalListener(sys.stderr, language)
    try:
        if wanted:
            solved = run_stoppable(
                lambda: _solve(run, wanted, planner_of(listener), listener.say, language),
                listener, lambda: None, INTERRUPTED,
            )  # fmt: skip
            lines = solved_lines(run.case, solved, language)
        else:
            lines = run_stoppable(
                lambda: _look(run, steps, asked.euro, listener.say, language), listener, lambda: None, INTERRUPTED
            )
    finally:
        listener.close()
    sys.stdout.write("\n".join([*head, *lines]) + "\n")
    return 0


def _look(
    run: Reread, steps: tuple[Step, ...], euro: float, say: Callable[[str], None], language: Language
) -> list[str]:
    from mapping.cli.answers.worth import envelope_lines, look_lines, step_name
    from mapping.explain.worth.look import Look

    look, found = Look(run.case), []
    for step in steps:
        say(step_name(run.case, step).of(language))
        found.append((step, look.gain(step)))
    prices = envelope_lines(run.case, look.envelopes(euro), euro, language)
    return [*look_lines(run.case, found, language), "", *prices]


def _solve(
    run: Reread, steps: tuple[Step, ...], planner: Planner, say: Callable[[str], None], language: Language
) -> list[Solved]:
    from mapping.cli.answers.worth import step_name
    from mapping.explain.worth.solved import solve_step

    found = []
    for step in steps:
        say(step_name(run.case, step).of(language))
        found.append(solve_step(run.case, run.plan, step, planner))
    return found


WORTH = Command(
    "worth",
    Text(
        "колко струват следващите 100 000 евро във всеки фонд и следващата минута от стандарта на всяка услуга",
        "what the next EUR 100,000 in each fund and the next minute of each service's standard are worth",
    ),
    _add,
    _perform,
)
