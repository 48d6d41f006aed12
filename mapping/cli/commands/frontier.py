"""needsmap frontier: how many people each sum of money reaches, and what a fairer share costs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, outputs_option, scenario_argument
from mapping.cli.numbers import amounts, at_least
from mapping.words import Language, Text, number, percent

if TYPE_CHECKING:
    from mapping.run.frontier import FrontierResult

POINTS = Text(
    "колко точки, от нищо до плана без общ бюджет (по подразбиране 8)",
    "how many points, from nothing to the plan without a total budget (default: 8)",
)
FLOORS = Text(
    "за всяка точка и толкова прагове за най-слабо обслужената община (по подразбиране 0: без тях)",
    "for each point so many floors of the worst-served municipality too (default 0: none)",
)
BUDGETS = Text(
    "вместо равни стъпки тези общи бюджети в евро, разделени със запетая",
    "instead of even steps these total budgets in EUR, separated by commas",
)


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    language = parser.language
    parser.options.add_argument("--points", type=at_least(2), default=8, metavar="N", help=POINTS.of(language))
    parser.options.add_argument("--floors", type=at_least(0), default=0, metavar="N", help=FLOORS.of(language))
    parser.options.add_argument("--budgets", type=amounts, default=(), metavar="EUR,…", help=BUDGETS.of(language))
    outputs_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.run import discard_unfinished
    from mapping.run.frontier import FrontierSize, execute_frontier

    listener = TerminalListener(sys.stderr, language)
    size = FrontierSize(asked.points, asked.floors, asked.budgets)

    def told(done: int, plans: int) -> None:
        words = Text(f"готови планове: {done} от най-много {plans}", f"plans done: {done} of {plans} at most")
        listener.say(words.of(language))

    try:
        result = run_stoppable(
            lambda: execute_frontier(asked.path, asked.outputs, size, listener, told, language),
            listener,
            lambda: discard_unfinished(asked.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    sys.stdout.write("\n".join(_lines(result, language)) + "\n")
    return 0


def _lines(result: FrontierResult, language: Language) -> list[str]:
    from mapping.cli.columns import columns
    from mapping.publish.stage_words import STATUS_WORDS, stage_name, stage_value

    none = {"infeasible": Text("няма такъв план", "no such plan"), "no_plan": Text("не е намерен план", "none found")}
    without = Text("без", "none").of(language)
    rows = []
    for row in result.rows:
        budget = without if row.budget is None else number(row.budget, language)
        least = without if row.least is None else percent(row.least, language, 1)
        if row.plan is None:
            rows.append([str(row.number), budget, least, none[row.status].of(language), *["–"] * 6])
            continue
        status = next(words for name, words in STATUS_WORDS.items() if name == row.status)
        rows.append([
            str(row.number), budget, least, status.of(language),
            number(row.money, language), number(row.served, language, 1),
            stage_value(row.objective, row.found, language), stage_value(row.objective, row.proven, language),
            f"{percent(row.worst_share, language, 1)} {row.worst[1].of(language)}",
            Text("да", "yes").of(language) if row.efficient else Text("не", "no").of(language),
        ])  # fmt: skip
    name = stage_name(result.frontier.objective, language)
    words = Text(
        f"точка|общ бюджет|праг|как завърши|похарчени|обслужени|{name}|граница|най-слабо обслужена|ефективна",
        f"point|total budget|floor|how it ended|spent|served|{name}|bound|worst served|efficient",
    )
    return [
        *columns(words.of(language).split("|"), rows, left=4),
        "",
        Text(
            "Пари в евро за всички периоди, лица в края на плана (оценка, сбор по услуги). Неефективна точка: друг "
            "намерен "
            "план постига поне същото с не повече пари. Разлика под разстоянието до границата може да е от търсенето.",
            "Money in EUR over all periods, persons at the end of the plan (estimate, summed over services). An "
            "inefficient "
            "point: another plan found reaches as much for no more money. Differences below the distance to the bound "
            "may "
            "come from the search.",
        ).of(language),
        Text(f"Папка: {result.folder} (frontier.csv, frontier.png, points/)",
             f"Folder: {result.folder} (frontier.csv, frontier.png, points/)").of(language),
    ]  # fmt: skip


FRONTIER = Command(
    "frontier",
    Text(
        "колко хора достига всяка сума, с план за всяка точка, и какво струва по-справедливото",
        "how many people each sum of money reaches, with the plan behind each point, and what fairness costs",
    ),
    _add,
    _perform,
)
