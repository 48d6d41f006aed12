"""Random tiny cases: the program's plan is as good as the best of all plans, and passes the independent check.

`python tests/test_brute_force.py 5000` goes through as many cases, on all cores, and tells the seeds that fail.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import pytest
from brute_force import best_values
from random_cases import plain_case, random_case, with_stages
from test_rules import BY_KEY, NO_ROWS
from toy import Solved, solve, toy_case, with_keys

from mapping.errors import InfeasibleError
from mapping.instance import Case, build_instance, prepare_case
from mapping.model import RULES, build_model
from mapping.solve import StageResult
from mapping.verify import verify_plan

CASES = 300
BY_PARTS = 100
AT_ONCE = 10

HARD = (366, 391, 432, 460, 660, 715, 721, 807, 1055, 1093, 1097, 1366, 1682, 1771)
"""Cases where held rows left so little room that a stage went wrong, or rounding to thousandths shows."""

TIGHT = 1e-9
"""The narrowest whisker with which simplex still finds the plan that is held."""

HARD_BY_PARTS = (939, 1483, 1932, 1984)
"""Infeasible cases in which one part has no plan, but the parts were joined to one."""

CLOSE = {"rel": 1e-4, "abs": 2e-3}
"""The whisker of the stages held before; a wrong unit changes far more."""


def solved_or_none(case: Case, by_parts: bool | None = None) -> Solved | None:
    """The solved case; None where the program calls it infeasible."""
    try:
        return solve(case, by_parts)
    except InfeasibleError:
        return None


def disagreement(case: Case) -> str:
    """What the program says of `case` against brute force, and what the independent check finds; empty: nothing."""
    best = best_values(case)
    solved = solved_or_none(case)
    if solved is None:
        return "" if best is None else f"called infeasible, but {best} is feasible"
    if best is None:
        return "solved, but no choice of units is feasible"
    found = [stage.found for stage in solved.solution.stages]
    if found != pytest.approx(best, **CLOSE) and not between(found, best, best_values(case, whisker=TIGHT)):
        return f"found {found}, the best is {best}"
    if any(stage.status != "optimal" for stage in solved.solution.stages):
        return f"not proven: {solved.solution.stages}"
    return "; ".join(f"{breach.rule}: {breach.what.en}" for breach in verify_plan(case, solved.plan))


def between(found: list[float], loose: list[float], tight: list[float] | None) -> bool:
    """Whether every value is between the best with a wide and with a narrow whisker.

    Where a later stage gains much by a hair of an earlier one, the whisker shows.
    """
    pairs = zip(found, loose, tight or loose, strict=True)
    return all(min(one, other) - CLOSE["abs"] <= value <= max(one, other) + CLOSE["abs"] for value, one, other in pairs)


def unsound(case: Case, gap: float) -> str:
    """What is wrong with the values and bounds of `case` solved by parts to a gap; empty where nothing is."""
    case = with_stages(case, gap=gap)
    solved = solved_or_none(case, by_parts=True)
    if solved is None:
        return "" if best_values(case) is None else "by parts: called infeasible"
    stages = solved.solution.stages
    found = [stage.found for stage in stages]
    best = best_values(case, found)
    if best is None:
        return "by parts: solved, but no choice of units is feasible"
    words = unsound_stages(best, best, stages, gap)
    if words:  # what beats a bound by a hair of an earlier stage does so no more with a narrower whisker
        words = unsound_stages(best, best_values(case, found, TIGHT) or best, stages, gap)
    return words


def unsound_stages(loose: list[float], tight: list[float], stages: tuple[StageResult, ...], gap: float) -> str:
    triples = zip(loose, tight, stages, strict=True)
    return "; ".join(
        f"by parts: {words}" for best, held, stage in triples if (words := unsound_stage(best, held, stage, gap))
    )


def unsound_stage(best: float, held: float, stage: StageResult, wanted_gap: float) -> str:
    """`best` and `held`: the best value where earlier stages are held with a wide and with a narrow whisker."""
    sign = 1 if stage.minimise else -1
    slack = CLOSE["abs"] + CLOSE["rel"] * abs(best)
    if sign * stage.found < sign * best - slack:
        return f"{stage.objective}: found {stage.found}, better than the best {best}"
    if not sign * stage.bound <= sign * held + slack:
        return f"{stage.objective}: bound {stage.bound} is beaten by {held}"
    if stage.status not in ("optimal", "within_gap") or not stage.gap <= wanted_gap + CLOSE["rel"]:
        return f"{stage.objective}: {stage.status} with a gap of {stage.gap}, wanted {wanted_gap}"
    if abs(stage.found - stage.bound) > stage.gap * abs(stage.found) + slack:
        return f"{stage.objective}: a gap of {stage.gap} between {stage.found} and {stage.bound}"
    return ""


def some(count: int) -> pytest.MarkDecorator:
    """So many cases, some of them in each test."""
    return pytest.mark.parametrize("first", range(0, count, AT_ONCE))


@some(CASES)
def test_plans_are_as_good_as_the_best_and_pass_the_check(first: int):
    told = {seed: disagreement(random_case(seed)) for seed in range(first, first + AT_ONCE)}
    assert {seed: words for seed, words in told.items() if words} == {}


@pytest.mark.parametrize("gap", [0.0, 0.3])
@some(BY_PARTS)
def test_by_parts_no_bound_is_beaten_and_every_gap_is_reached(first: int, gap: float):
    told = {seed: unsound(random_case(seed), gap) for seed in range(first, first + AT_ONCE)}
    assert {seed: words for seed, words in told.items() if words} == {}


@pytest.mark.parametrize("seed", HARD)
def test_hard_cases(seed: int):
    case = plain_case(seed)
    assert disagreement(case) == ""
    assert unsound(case, 0.0) == ""
    assert unsound(case, 0.3) == ""


@pytest.mark.parametrize("seed", HARD_BY_PARTS)
def test_hard_cases_by_parts(seed: int):
    assert disagreement(random_case(seed)) == ""
    assert unsound(random_case(seed), 0.0) == ""


def test_some_cases_are_infeasible_and_most_are_not():
    feasible = [best_values(random_case(seed)) is not None for seed in range(60)]
    assert 3 <= feasible.count(False) <= 30


def test_every_rule_is_drawn():
    """A rule that is put on the shelf is put into random_rules and brute/ as well."""
    drawn: Counter[str] = Counter()
    for seed in range(CASES):
        program = build_model(build_instance(random_case(seed))).program
        drawn.update({row.name.split("[")[0] for row in program.rows})
    rare = {rule.key for rule in RULES if drawn[rule.key] < 5}
    assert {key for key in rare if not (BY_KEY[key].constrain.__doc__ or "").startswith(NO_ROWS)} == set()


def test_the_toy_without_visits_is_as_good_as_the_best():
    """All of it would be too much to go through; docs/toy.md finds that no visit is missed, so unmet stays 108."""
    case = with_keys(toy_case(), lambda keys: keys.update(services=["home", "day"], sites={"units_per_site": 1}))
    case = prepare_case(case.region, case.scenario)
    best = best_values(case)
    assert best is not None
    assert best[0] == pytest.approx(108)
    assert disagreement(case) == ""


def told_of(seed: int) -> tuple[int, str]:
    """A seed and all that is wrong with its case."""
    try:
        case = random_case(seed)
        words = (disagreement(case), unsound(case, 0.0), unsound(case, 0.3))
    except Exception as error:  # whatever it is, it belongs to the seed, and the others go on
        return seed, f"{type(error).__name__}: {error}"
    return seed, "; ".join(filter(None, words))


def main(count: int) -> int:
    """Go through `count` cases; returns the number that fail."""
    began, failed = time.monotonic(), 0
    with ProcessPoolExecutor() as pool:
        for seed, words in pool.map(told_of, range(count), chunksize=AT_ONCE):
            if words:
                failed += 1
                sys.stdout.write(f"seed {seed}: {words}\n")
            if (seed + 1) % 500 == 0:
                sys.stdout.write(f"{seed + 1} cases, {failed} fail, {time.monotonic() - began:.0f} s\n")
                sys.stdout.flush()
    sys.stdout.write(f"{count} random cases against brute force: {failed} fail\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES) > 0)
