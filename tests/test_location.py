"""Pure location problems: the small forms, the model of all rules and plain enumeration give the same values.

The regions are random and tiny: points of a grid with random weights, costs, places, existing and required units.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from math import inf
from pathlib import Path
from random import Random

import pytest
from line import copy_of_line, line_case
from toy import solve

from mapping.errors import InfeasibleError
from mapping.instance import Case
from mapping.run import read_case
from mapping.solve import LocationRun
from mapping.verify import verify_plan

EVERYBODY = 'coverage = [{ of = "need", share = 1.0, by = 2024 }]\n'

PROBLEMS: dict[str, tuple[str, bool]] = {
    # objectives in order; whether everybody must be served
    "cover_units": ("units", True),
    "cover_money": ("money", True),
    "cover_most": ("unmet", False),
    "cover_most_then_money": ("unmet money", False),
    "median": ("travel", True),
    "median_after_unmet": ("unmet travel", False),
    "facility": ("location_cost", True),
    "center": ("longest_trip", True),
    "spread": ("spread", False),
    "spread_everybody": ("spread", True),
    "spread_budget": ("spread", False),
    "whole_facility": ("location_cost", True),
    "whole_most": ("unmet", False),
}


@dataclass(frozen=True)
class Tiny:
    """A random region and question, and what enumeration needs to know of them."""

    case: Case
    objectives: list[str]
    everybody: bool
    distance: list[list[float]]
    weight: list[int]
    cost: list[int]
    existing: list[int]
    required: list[int]
    sites: list[int]
    numbers: tuple[int, int]
    radius: float
    budget: float
    places: list[float]


def tiny(folder: Path, problem: str, seed: int) -> Tiny:
    """The random instance number `seed` of a problem."""
    random = Random(f"{problem}.{seed}")
    n = random.randint(3, 6)
    xy = [(random.randint(0, 6), random.randint(0, 6)) for _ in range(n)]
    weight = [random.choice([0, 1, 1, 2, 5]) for _ in range(n)]
    weight[0] = max(1, weight[0])
    cost = [random.randint(0, 9) for _ in range(n)]
    role = [random.choice(["both", "both", "both", "demand", "site"]) if i else "both" for i in range(n)]
    stands = [i for i in range(n) if role[i] != "demand" and random.random() < 0.15]
    sites = [i for i in range(n) if role[i] != "demand" and i not in stands]
    required = [i for i in sites if random.random() < 0.1]
    low = random.randint(0, 2) if not problem.startswith("spread") else 2
    high = random.randint(low, max(low, len(sites) + 1))
    radius = random.choice([inf, 2.5, 4.0, 5.5])
    objectives, everybody = PROBLEMS[problem]
    budget = random.choice([inf, 8, 15]) if problem.startswith("cover") or problem == "spread_budget" else inf
    # Only in the problems called whole do places limit, and is a point served by one unit or not at all.
    whole = problem.startswith("whole")
    places = [float(random.randint(1, 7)) if whole else inf for _ in range(n)]
    folder.mkdir()
    (folder / "region.toml").write_text(
        'id = "tiny"\nkind = "points"\ntitle = { bg = "Т", en = "T" }\ndistance = { measure = "euclidean" }\n',
        encoding="utf-8",
    )
    rows = [
        f"P{i},{xy[i][0]},{xy[i][1]},{weight[i]},{role[i]},{'yes' if i in stands else 'no'},"
        f"{int(places[i]) if whole else ''},{cost[i]}"
        for i in range(n)
    ]
    head = "point,x,y,weight,role,existing,capacity,fixed_cost"
    (folder / "points.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    if budget < inf:
        lines = f"kind,first_year,last_year,unit,amount\ncapital,2024,2024,EUR,{budget}\n"
        (folder / "budget.csv").write_text(lines, encoding="utf-8")
    choices = ", ".join(f'{{ service = "unit", settlement = "P{i}", status = "required" }}' for i in required)
    stages = ", ".join(f'{{ objective = "{objective}", gap = 0.0 }}' for objective in objectives.split())
    text = f"""
        region = "."
        title = {{ bg = "З", en = "Q" }}
        question = {{ bg = "Къде?", en = "Where?" }}
        periods = [{{ first_year = 2024, last_year = 2024 }}]
        sites = {{ nearest = 1000, units_per_site = 1, choices = [{choices}] }}
        rules = {{ money = {"true" if budget < inf else "false"}, places = {"true" if whole else "false"} }}
        assignment = "{"whole" if whole else "divisible"}"
        travel_price = 1.0
        number = [{{ at_least = {low}, at_most = {high} }}]
        stages = [{stages}]
        {EVERYBODY if everybody else ""}
        {"" if radius == inf else f"standards = {{ unit = {{ minutes = {radius} }} }}"}
    """
    (folder / "question.toml").write_text("\n".join(line.strip() for line in text.splitlines()), encoding="utf-8")
    case = read_case(folder / "question.toml")
    need = [w if role[i] != "site" else 0 for i, w in enumerate(weight)]
    distance = case.travel.minutes.tolist()
    asked = objectives.split()
    return Tiny(
        case, asked, everybody, distance, need, cost, stands, required, sites, (low, high), radius, budget, places
    )


def enumerated(t: Tiny) -> list[float] | None:
    """The values of the stages by trying every set of new units; None where there is no plan."""
    best: list[float] | None = None
    for size in range(t.numbers[0], min(t.numbers[1], len(t.sites)) + 1):
        for new in combinations(t.sites, size):
            values = valued(t, list(new))
            if values is not None and (best is None or values < best):
                best = values
    return best


def valued(t: Tiny, new: list[int]) -> list[float] | None:
    """What a set of new units reaches, smaller is better; None where it is not allowed."""
    if not set(t.required) <= set(new) or sum(t.cost[j] for j in new) > t.budget:
        return None
    there = [*t.existing, *new]
    within = [[d if d <= t.radius else inf for d in line] for line in t.distance]
    persons = [i for i, w in enumerate(t.weight) if w]
    best: list[float] | None = None
    if max(t.places) < inf:
        ways = product(*([*(j for j in there if within[i][j] < inf), None] for i in persons))
    else:
        ways = iter([tuple(min((j for j in there if within[i][j] < inf), key=within[i].__getitem__, default=None)
                           for i in persons)])  # fmt: skip
    for way in ways:
        values = of_way(t, new, within, dict(zip(persons, way, strict=True)))
        if values is not None and (best is None or values < best):
            best = values
    return best


def of_way(t: Tiny, new: list[int], within: list[list[float]], way: dict[int, int | None]) -> list[float] | None:
    """What an assignment of points to sites reaches; None where it is not allowed."""
    served = {i: j for i, j in way.items() if j is not None}
    missed = [i for i, j in way.items() if j is None]
    if t.everybody and missed:
        return None
    if any(sum(t.weight[i] for i, at in served.items() if at == j) > t.places[j] for j in set(served.values())):
        return None
    near = {i: within[i][j] for i, j in served.items()}
    travel = sum(t.weight[i] * near[i] for i in served)
    cost = sum(t.cost[j] for j in new)
    values = {
        "unmet": sum(t.weight[i] for i in missed),
        "units": len(new),
        "money": cost / 1000,
        "travel": travel,
        "location_cost": cost + travel,
        "longest_trip": max((near[i] for i in served), default=0.0),
        "spread": -min((t.distance[a][b] for a, b in combinations(new, 2)), default=inf),
    }
    return [float(values[objective]) for objective in t.objectives]


def located(case: Case) -> list[float] | None:
    """The values of the small forms; None where they say there is no plan. Every plan passes its check."""
    run = LocationRun.of(case)
    assert run is not None
    try:
        plan = run.solve("test").plan
    except InfeasibleError:
        return None
    assert verify_plan(case, plan) == ()
    assert {proof.status for proof in plan.stages} == {"optimal"}
    return [proof.value if proof.minimise else -proof.value for proof in plan.stages]


def modelled(case: Case) -> list[float] | None:
    """The values of the model of all rules; None where it says there is no plan."""
    try:
        plan = solve(case).plan
    except InfeasibleError:
        return None
    assert verify_plan(case, plan) == ()
    return [proof.value if proof.minimise else -proof.value for proof in plan.stages]


def assert_same(found: list[float] | None, expected: list[float] | None) -> None:
    """The same values to six decimals, or no plan both times."""
    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_small_form_finds_what_enumeration_finds(problem: str, seed: int, tmp_path: Path):
    t = tiny(tmp_path / "tiny", problem, seed)
    if LocationRun.of(t.case) is None:
        # Somebody may stay unmet while travel counts, or far units must reach everybody or be paid for: for the model
        # of all rules.
        assert problem in ("median_after_unmet", "spread_everybody", "spread_budget")
        assert_same(modelled(t.case), enumerated(t))
    else:
        assert_same(located(t.case), enumerated(t))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_model_of_all_rules_finds_it_too(problem: str, seed: int, tmp_path: Path):
    t = tiny(tmp_path / "tiny", problem, seed)
    assert_same(modelled(t.case), enumerated(t))


NOBODY = "point,x,y,weight\nA,0,0,0\nB,1,0,0\n"
NOWHERE = "point,x,y,weight,role\nA,0,0,1,demand\nB,1,0,1,demand\n"
ONE = "number = [{ at_least = 1, at_most = 1 }]\n"


@pytest.mark.parametrize(
    ("points", "keys", "expected"),
    [
        (NOBODY, ONE + EVERYBODY + 'stages = [{ objective = "travel", gap = 0.0 }]\n', [0.0]),
        (NOBODY, ONE + EVERYBODY + 'stages = [{ objective = "longest_trip", gap = 0.0 }]\n', [0.0]),
        (NOBODY, ONE + 'stages = [{ objective = "unmet", gap = 0.0 }]\n', [0.0]),
        (NOBODY, EVERYBODY + 'stages = [{ objective = "units", gap = 0.0 }]\n', [0.0]),
        (NOWHERE, 'stages = [{ objective = "unmet", gap = 0.0 }, { objective = "travel", gap = 0.0 }]\n', [2.0, 0.0]),
        (NOWHERE, EVERYBODY + 'stages = [{ objective = "longest_trip", gap = 0.0 }]\n', None),
    ],
)
def test_nobody_in_need_or_nowhere_to_stand(points: str, keys: str, expected: list[float] | None, tmp_path: Path):
    """Nobody has a way of 0; the two persons without a site stay unmet, or there is no plan."""
    case = line_case(tmp_path, keys, copy_of_line(tmp_path, points=points))
    assert LocationRun.of(case) is None
    assert_same(modelled(case), expected)


def test_every_site_forbidden(tmp_path: Path):
    """One of two points is no site, the other is forbidden: 2 + 3 persons stay unmet."""
    forbidden = 'choices = [{ service = "unit", settlement = "A", status = "forbidden" }]'
    keys = f"""sites = {{ nearest = 1000, units_per_site = 1, {forbidden} }}
stages = [{{ objective = "unmet", gap = 0.0 }}]
"""
    points = "point,x,y,weight,role\nA,0,0,2,both\nB,1,0,3,demand\n"
    case = line_case(tmp_path, keys, copy_of_line(tmp_path, points=points))
    assert LocationRun.of(case) is None
    assert_same(modelled(case), [5.0])
