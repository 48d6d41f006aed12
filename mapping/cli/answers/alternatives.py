"""The k best plans that differ in what matters, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, isfinite

from mapping.cli.answers.effects import signed
from mapping.cli.columns import columns
from mapping.explain.alternatives.types import Alternatives
from mapping.explain.effects import worst_served
from mapping.instance import Case
from mapping.model import Mark
from mapping.plan import coverage, last_period
from mapping.publish.costs import cost_of_plan
from mapping.publish.stage_words import gap_words, stage_name, stage_value
from mapping.words import Language, Text, number, percent

MOST_MARKS = 8
WHISKER = 1e-6
"""So much above a whole number is rounding of the solver's."""

END = {
    "enough": None,
    "no_other": Text(
        "Доказано: други планове с друг избор на места в тези граници няма.",
        "Proven: no further plan with another choice of sites loses as little.",
    ),
    "not_found": Text(
        "Повече не бяха намерени в даденото време; дали има, не е доказано.",
        "No more were found in the time given; whether there are any is not proven.",
    ),
}


def alternative_lines(case: Case, found: Alternatives, language: Language) -> list[str]:
    """The table, what is other in each, and how far they are from each other."""
    loss = percent(found.within, language, 1)
    heading = Text(
        f"Планове, които губят най-много {loss} от първата цел и се различават по това кои услуги къде са:",
        f"Plans that lose at most {loss} of the first objective and differ in which services stand where:",
    )
    lines = [heading.of(language), "", *_table(case, found, language)]
    for at, one in enumerate(found.found, start=1):
        gone, come = found.marks - one.marks, one.marks - found.marks
        lines += [
            "",
            Text(f"План {at} спрямо сегашния:", f"Plan {at} against the present one:").of(language),
            f"  {Text('няма', 'without').of(language)}: {_named(case, gone, language)}",
            f"  {Text('ново', 'instead').of(language)}: {_named(case, come, language)}",
        ]
    if found.found:
        lines += ["", *_distances(found, language)]
    end = END[found.end]
    return [*lines, "", end.of(language)] if end is not None else lines


def _table(case: Case, found: Alternatives, language: Language) -> list[str]:
    first = found.run.stages[0]
    rows = []
    for at, plan in enumerate([found.run, *(one.plan for one in found.found)]):
        worst, proof = worst_served(case, plan), plan.stages[0]
        other = found.found[at - 1] if at else None
        rows.append([
            Text("сега", "now").of(language) if other is None else str(at),
            stage_value(first.objective, proof.value, language),
            "–" if other is None or not isfinite(other.loss) else _percent(other.loss, language),
            gap_words(proof.gap, language),
            number(coverage(last_period(plan)).served, language, 1),
            number(sum(cost_of_plan(case, plan).values()) / 100, language),
            f"{percent(worst.share, language, 1)} {case.region.municipality(worst.municipality).name.of(language)}",
            "–" if other is None else str(len(other.marks ^ found.marks)),
            "–" if other is None else _sought(found, other.found, other.bound, language),
        ])  # fmt: skip
    name = stage_name(first.objective, language)
    sought = {
        "different": Text("общи места (доказано поне)", "shared sites (proven at least)"),
        "best": Text("най-добър друг (граница)", "best other (bound)"),
    }[found.wish]
    words = Text(
        f"план|{name}|губи|до границата|обслужени|евро|най-слабо обслужена|други места|{sought.bg}",
        f"plan|{name}|loses|to the bound|served|EUR|worst served|other sites|{sought.en}",
    )
    return columns(words.of(language).split("|"), rows, left=1)


def _percent(loss: float, language: Language) -> str:
    return signed(loss * 100, language, 2) + Text(" %", "%").of(language)


def _sought(found: Alternatives, value: float, bound: float, language: Language) -> str:
    if found.wish == "different":
        least = number(ceil(bound - WHISKER), language) if isfinite(bound) else "–"
        return f"{number(value, language)} ({least})"
    objective = found.run.stages[0].objective
    return f"{stage_value(objective, value, language)} ({stage_value(objective, bound, language)})"


def _named(case: Case, marks: Iterable[Mark], language: Language) -> str:
    """Sites by service and settlement, changes by unit."""
    units = {unit.id: unit.name for unit in case.region.units}
    words = []
    for what, where in sorted(marks):
        if what in units:
            words.append(f"{units[what].of(language)} ({where})")
        else:
            short = case.region.catalogue.service(what).short.of(language)
            words.append(f"{short} – {case.region.settlement(where).label.of(language)}")
    shown = "; ".join(words[:MOST_MARKS]) or "–"
    more = len(words) - MOST_MARKS
    return shown + (Text(f"; и още {more}", f"; and {more} more").of(language) if more > 0 else "")


def _distances(found: Alternatives, language: Language) -> list[str]:
    table = found.distances()
    names = [Text("сега", "now").of(language), *(str(at) for at in range(1, len(table)))]
    rows = [[name, *(str(value) for value in row)] for name, row in zip(names, table, strict=True)]
    head = Text("по колко места се различават", "in how many sites they differ").of(language)
    return columns([head, *names], rows, left=1)
