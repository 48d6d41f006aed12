"""From a published instance (facloc-bench/1, FORMAT.md of the folder) to a region of points and a scenario.

Nothing of the instance is computed here but what the format says in other words: shortest paths of a graph, distances
of one formula (cosine, in single precision), costs of covering sets. Everything else the region says and the program
works out.
"""

from __future__ import annotations

import csv
import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Instance = dict[str, Any]
YEAR = 2024


@dataclass(frozen=True, slots=True)
class Stated:
    """The scenario file of a case, and how the plan's value becomes the published one: scale x value + offset, of the
    stage `objective`.
    """

    scenario: Path
    objective: str
    scale: float
    offset: float


class NotStatedError(Exception):
    """The case asks for what no scenario can say."""


def cost_matrix(instance: Instance) -> FloatArray:
    """Distances or costs (demand, sites), inf where no way leads; of covering sets 0 inside and inf outside."""
    cost = instance["cost"]
    kind = cost["kind"]
    if kind == "matrix":
        return np.array([[np.inf if v is None else v for v in row] for row in cost["values"]], dtype=float)
    if kind == "sets":
        found = np.full((instance["demand"]["n"], instance["sites"]["n"]), np.inf)
        for i, sites in enumerate(cost["cover"]):
            found[i, sites] = 0.0
        return found
    if kind == "graph":
        return _shortest_paths(cost)
    sites = np.array(instance["sites"]["xy"], dtype=float)
    demand = np.array(instance["demand"].get("xy") or instance["sites"]["xy"], dtype=float)
    if kind == "euclidean":
        plain = np.sqrt(((demand[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2))
        return {"none": plain, "floor": np.floor(plain), "nearest": np.rint(plain)}[cost.get("round", "none")]
    return _on_sphere(demand, sites, cost)


def _shortest_paths(cost: dict[str, Any]) -> FloatArray:
    """All pairs of a graph; an edge given twice counts as given last."""
    last = {(min(i, j), max(i, j)): float(w) for i, j, w in cost["edges"]}
    ways: list[list[tuple[int, float]]] = [[] for _ in range(cost["n_nodes"])]
    for (i, j), length in last.items():
        ways[i - 1].append((j - 1, length))
        ways[j - 1].append((i - 1, length))
    found = np.full((len(ways), len(ways)), np.inf)
    for start in range(len(ways)):
        queue = [(0.0, start)]
        while queue:
            length, node = heapq.heappop(queue)
            if length >= found[start, node]:
                continue
            found[start, node] = length
            for other, more in ways[node]:
                if length + more < found[start, other]:
                    heapq.heappush(queue, (length + more, other))
    return found


def _on_sphere(demand: FloatArray, sites: FloatArray, cost: dict[str, Any]) -> FloatArray:
    d, s = np.radians(demand), np.radians(sites)
    if cost["formula"] == "haversine":
        half = np.sin((d[:, None, 1] - s[None, :, 1]) / 2) ** 2
        half += np.cos(d[:, None, 1]) * np.cos(s[None, :, 1]) * np.sin((d[:, None, 0] - s[None, :, 0]) / 2) ** 2
        return np.asarray(2 * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * cost["radius_m"])
    cosine = np.cos(d[:, None, 1]) * np.cos(s[None, :, 1]) * np.cos(d[:, None, 0] - s[None, :, 0])
    cosine += np.sin(d[:, None, 1]) * np.sin(s[None, :, 1])
    found = np.arccos(np.clip(cosine, -1, 1)).astype(np.float32).astype(float) * cost["radius_m"]
    if cost.get("same_points"):
        np.fill_diagonal(found, 0.0)
    return np.asarray(found)


def write_case(instance: Instance, case: dict[str, Any], folder: Path) -> Stated:
    """Write region and scenario of `case` into `folder`.

    Raises:
        NotStatedError: no scenario can say it.
    """
    problem, asked = case["problem"], case["params"]
    if problem == "multi_period" or asked.get("fill_predefined"):
        raise NotStatedError("several periods with closing" if problem == "multi_period" else "predefined sites full")
    region = folder / "region"
    region.mkdir(parents=True)
    points = _Points(instance, problem, asked)
    distance = points.write(region)
    (region / "region.toml").write_text(
        f'id = "published"\nkind = "points"\ntitle = {{ bg = "Задача", en = "Problem" }}\n[distance]\n{distance}',
        encoding="utf-8",
    )
    if "budget" in asked:
        rows = [("kind", "first_year", "last_year", "unit", "amount"), ("capital", YEAR, YEAR, "EUR", asked["budget"])]
        _write(region / "budget.csv", rows)
    text, objective, scale = _question(problem, asked, points)
    scenario = folder / "question.toml"
    scenario.write_text(text, encoding="utf-8")
    offset = float(sum(points.weight)) if problem == "mclp" else 0.0
    return Stated(scenario, objective, scale, offset)


class _Points:
    """The points of an instance: its sites, its demand, or both at once where they are the same."""

    def __init__(self, instance: Instance, problem: str, asked: dict[str, Any]) -> None:
        self._instance, self._problem, self._asked = instance, problem, asked
        self._kind = instance["cost"]["kind"]
        demand, sites = instance["demand"], instance["sites"]
        self.same = demand["n"] == sites["n"] and (
            self._kind == "graph" or (self._kind in ("euclidean", "sphere") and not demand.get("xy"))
        )
        weighted = problem in ("p_median", "mclp", "cflp", "sscflp", "cpmp", "clscpso")
        self.weight = [float(w) for w in demand.get("weight") or [1] * demand["n"]] if weighted else [1.0] * demand["n"]
        # The cost of a whole row is divided by its weight by the program; of a row without weight it is all.
        self._cost_of_all = problem in ("cflp", "sscflp", "cpmp") and not asked.get("cost_times_weight")
        existing = sites.get("existing", []) if asked.get("keep_existing") else []
        self.existing = set(existing)

    def site(self, j: int) -> str:
        """The id of a site."""
        return f"p{j}" if self.same else f"s{j}"

    def _demand(self, i: int) -> str:
        return f"p{i}" if self.same else f"d{i}"

    def write(self, region: Path) -> str:
        """Write points.csv, and costs.csv where they are needed; returns the keys of [distance]."""
        sites, demand, cost = self._instance["sites"], self._instance["demand"], self._instance["cost"]
        limited = self._problem in ("cflp", "sscflp", "cpmp", "clscpso")
        capacity = sites.get("capacity") if limited else None
        if limited and "capacity_all" in self._asked:
            capacity = [self._asked["capacity_all"]] * sites["n"]
        charged = self._problem in ("set_cover", "ufl", "cflp", "sscflp") or "budget" in self._asked
        fixed = sites.get("fixed_cost") if charged else None
        measured = self._kind in ("euclidean", "sphere") and not self._cost_of_all and cost.get("formula") != "cosine"
        names = ("lon", "lat") if self._kind == "sphere" else ("x", "y")
        rows: list[tuple[object, ...]] = [
            ("point", *names, "weight", "role", "existing", "capacity", "fixed_cost"),
        ]

        def place(xy: list[float] | None) -> tuple[object, object]:
            return (repr(float(xy[0])), repr(float(xy[1]))) if measured and xy else ("", "")

        for j in range(sites["n"]):
            role, weight = ("both", self.weight[j]) if self.same else ("site", "")
            rows.append((
                self.site(j),
                *place(sites["xy"][j] if sites.get("xy") else None),
                weight,
                role,
                "yes" if j in self.existing else "no",
                "" if capacity is None else capacity[j],
                "" if fixed is None else fixed[j],
            ))  # fmt: skip
        if not self.same:
            for i in range(demand["n"]):
                xy = demand["xy"][i] if demand.get("xy") else None
                rows.append((self._demand(i), *place(xy), self.weight[i], "demand", "no", "", ""))
        _write(region / "points.csv", rows)
        if measured and self._kind == "euclidean":
            rounding = {"none": "none", "floor": "down", "nearest": "nearest"}[cost.get("round", "none")]
            return f'measure = "euclidean"\nround = "{rounding}"\n'
        if measured:
            return f'measure = "sphere"\nradius = {float(cost["radius_m"])!r}\n'
        self._write_costs(region)
        return f'measure = "costs"\ncost_of = "{"all" if self._cost_of_all else "one"}"\n'

    def _write_costs(self, region: Path) -> None:
        matrix = cost_matrix(self._instance)
        if "radius" in self._asked:
            matrix = np.where(matrix <= self._asked["radius"], matrix, np.inf)
        i, j = np.nonzero(np.isfinite(matrix))
        pairs = zip(i.tolist(), j.tolist(), matrix[i, j].tolist(), strict=True)
        rows: Iterable[tuple[object, ...]] = ((self._demand(a), self.site(b), repr(c)) for a, b, c in pairs)
        _write(region / "costs.csv", [("from_point", "to_point", "cost"), *rows])


def _question(problem: str, asked: dict[str, Any], points: _Points) -> tuple[str, str, float]:
    """The scenario's text, the objective whose value is published, and the factor on it."""
    everybody = f'coverage = [{{ of = "need", share = 1.0, by = {YEAR} }}]'
    lines = [
        'region = "region"',
        'title = { bg = "Задача", en = "Problem" }',
        'question = { bg = "Къде?", en = "Where?" }',
        f"periods = [{{ first_year = {YEAR}, last_year = {YEAR} }}]",
    ]
    capacitated = problem in ("cflp", "sscflp", "cpmp", "clscpso")
    money = "true" if "budget" in asked else "false"
    lines.append(f"rules = {{ money = {money}, places = {'true' if capacitated else 'false'} }}")
    musts = [j for j in asked.get("predefined", []) if j not in points.existing]
    choices = ", ".join(f'{{ service = "unit", settlement = "{points.site(j)}", status = "required" }}' for j in musts)
    lines.append(f"sites = {{ nearest = 1000000, units_per_site = 1, choices = [{choices}] }}")
    if "radius" in asked:
        lines.append(f"standards = {{ unit = {{ minutes = {float(asked['radius'])!r} }} }}")
    if "p" in asked:
        p = asked["p"] - len(points.existing)
        least = f"at_least = {p}, " if asked.get("p_rule", "exact") == "exact" else ""
        lines.append(f"number = [{{ {least}at_most = {p} }}]")
    if problem in ("sscflp", "cpmp"):
        lines.append('assignment = "whole"')
    if problem not in ("mclp", "p_dispersion"):
        lines.append(everybody)
    unicost = asked.get("unicost", problem in ("lscp", "clscpso"))
    only_budget = asked.get("fixed_cost_only_in_budget")
    objective = {
        "lscp": "units" if unicost else "money",
        "set_cover": "units" if unicost else "money",
        "clscpso": "units",
        "mclp": "unmet",
        "p_median": "travel",
        "cpmp": "travel",
        "ufl": "location_cost",
        "cflp": "location_cost",
        "sscflp": "travel" if only_budget else "location_cost",
        "p_center": "longest_trip",
        "p_dispersion": "spread",
    }[problem]
    if objective == "location_cost":
        lines.append("travel_price = 1.0")
    lines.append(f'stages = [{{ objective = "{objective}", gap = 0.0, seconds = {asked.get("seconds", SECONDS)} }}]')
    return "\n".join(lines) + "\n", objective, {"money": 1000.0, "unmet": -1.0}.get(objective, 1.0)


SECONDS = 300
"""The longest time of a case."""


def _write(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def right(value: float | None, reference: dict[str, Any], infeasible: bool, sense: str) -> str:
    """Whether a value is the published one: yes, better (than best known), no, or what there is to compare with."""
    published = reference.get("value")
    if reference["status"] == "infeasible":
        return "yes" if infeasible else "NO"
    if published is None:
        return "no value"
    if value is None or not math.isfinite(value):
        return "NO"
    allowed = reference.get("tol_abs", reference.get("tol_rel", 1e-6) * max(1.0, abs(published)))
    if abs(value - published) <= allowed:
        return "yes"
    better = value < published if sense == "min" else value > published
    return "better" if better and reference["status"] == "best_known" else "NO"
