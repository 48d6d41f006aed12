"""needsmap ensemble: plan many worlds inside the tables' ranges, to see how sure each mark is."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from mapping.cli import INTERRUPTED
from mapping.cli.command import Command, Parser, at_least, outputs_option, scenario_argument, workers_option
from mapping.words import Language, Text, number, percent

if TYPE_CHECKING:
    from mapping.run import EnsembleResult

WORLDS = Text("колко възможни развития да се планират (по подразбиране 200)", "how many worlds to plan (default: 200)")
SEED = Text("начало на случайните числа (по подразбиране 1)", "seed of the random numbers (default: 1)")
LOSS = Text(
    "колко процента от претеглената непокрита потребност може да загуби план, близък до най-добрия "
    "(по подразбиране 0.5)",
    "what percentage of the weighted unmet need a near-optimal plan may lose (default: 0.5)",
)
ROBUST = Text(
    "търси и устойчив план и го записва в папка robust: най-добър средно (expected), в най-лошото развитие (worst) или "
    "с най-малък пропуск (regret)",
    "also searches for a robust plan and writes it to the folder robust: best on average (expected), in the worst "
    "world (worst), or with the least regret (regret)",
)


def _percent(word: str) -> float:
    value = float(word)
    if not 0 <= value <= 100:
        raise ArgumentTypeError(f"{value}: 0–100")
    return value / 100


def _add(parser: Parser) -> None:
    scenario_argument(parser)
    language = parser.language
    options = parser.options
    options.add_argument("--worlds", type=at_least(1), default=200, metavar="N", help=WORLDS.of(language))
    options.add_argument("--seed", type=at_least(0), default=1, metavar="N", help=SEED.of(language))
    workers_option(parser)
    options.add_argument("--loss", type=_percent, default=0.005, metavar="PERCENT", help=LOSS.of(language))
    criteria = ("expected", "worst", "regret")
    options.add_argument("--robust", choices=criteria, default=None, help=ROBUST.of(language))
    outputs_option(parser)


def _perform(asked: Namespace, language: Language) -> int:
    from mapping.cli.interrupt import run_stoppable
    from mapping.cli.progress import TerminalListener
    from mapping.run import EnsembleSize, Question, discard_unfinished, execute_ensemble

    listener = TerminalListener(sys.stderr, language)
    size = EnsembleSize(asked.worlds, asked.seed, asked.workers)
    question = Question(asked.loss, asked.robust)
    try:
        result = run_stoppable(
            lambda: execute_ensemble(asked.path, asked.outputs, size, listener, question, language),
            listener,
            lambda: discard_unfinished(asked.outputs, os.getpid()),
            INTERRUPTED,
        )
    finally:
        listener.close()
    sys.stdout.write(_summary(result, language))
    return 0


def _summary(result: EnsembleResult, language: Language) -> str:
    from mapping.publish.certainty_words import summary_sentences

    record, plans = result.record, result.ensemble.plans
    gaps = sorted(plan.gap for plan in plans if plan.found)
    lines = [
        Text(
            f"Планирани са {record.planned} от {record.worlds} възможни развития (начало {record.seed}); "
            f"променят се {len(result.ensemble.factors)} стойности от таблиците.",
            f"{record.planned} of {record.worlds} possible futures were planned (seed {record.seed}); "
            f"{len(result.ensemble.factors)} values of the tables vary.",
        )
    ]
    if record.without_plan:
        lines.append(
            Text(
                f"Без план са {record.without_plan} възможни развития: в тях правилата не могат да се спазят "
                "едновременно или план не е намерен; вижте status в plans.csv.",
                f"{record.without_plan} possible futures have no plan: the rules cannot hold together there, or none "
                "was found; see status in plans.csv.",
            )
        )
    if gaps:
        middle, most = gaps[len(gaps) // 2], gaps[-1]
        lines.append(
            Text(
                f"Отклонение от доказаната граница: по средата {percent(middle, 'bg', 1)}, най-много "
                f"{percent(most, 'bg', 1)}.",
                f"Gap to the proven bound: {percent(middle, 'en', 1)} in the middle, {percent(most, 'en', 1)} at most.",
            )
        )
    lines += summary_sentences(result.plan, result.certainties)
    seconds = number(sum(record.seconds.values()), language)
    lines.append(
        Text(f"Папка: {result.folder} ({seconds} s)", f"Folder: {result.folder} ({seconds} s)"),
    )
    return "\n".join(line.of(language) for line in lines) + "\n"


ENSEMBLE = Command(
    "ensemble",
    Text(
        "планира много възможни развития в диапазоните на таблиците: колко сигурно е всяко място",
        "plans many worlds inside the tables' ranges: how sure each mark is",
    ),
    _add,
    _perform,
)
