"""Robust plans: the best of a set of candidates in expectation, in the worst world, or by its largest regret.

Candidates are plans that can be voted today: the central plan, plans of the worlds (those that stand for most of the
others, `medoids`), the marks that at least half of the worlds have, and plans mixed from these, one service's units
taken from another. Each is first cut to what the world of the central values can pay and use, then carried out in every
world as far as that world allows (`fixed`). Nothing is ever added to a plan when the world is known.

Regret (Savage 1951, "The theory of statistical decision", Journal of the American Statistical Association 46, 55-67) is
what a plan leaves unmet in a world beyond the best plan known for that world; beyond what no plan can beat there it is
at most `RobustPlan.at_most`.

The best candidate is not the best plan: with perfect information no plan that keeps the floors can be better in
expectation than the mean of the worlds' bounds, nor in the worst case than the largest of them. (A plan carried out in
a world where it breaks a floor may: `fixed`.) How far the chosen plan is from these is stated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mapping.solve.arrays import FloatArray
from mapping.uncertainty.matrix import Matrix, Units
from mapping.uncertainty.medoids import medoids
from mapping.uncertainty.types import Built, Candidate, Criterion, Ensemble, RobustPlan, WorldPlan

CRITERIA: tuple[Criterion, ...] = ("expected", "worst", "regret")

MEDOIDS = 6
"""So many plans of worlds are candidates."""

MAJORITY = 0.5
"""Marks of at least this share of the worlds make one more candidate."""

TRIES = 24
"""So many mixed plans are tried at most, when a robust plan is asked for."""

SCREENED = 16
"""Mixed plans are first tried in so many worlds, and go on to all of them only where they are better there."""

BETTER = 1e-5
"""By this much, relative, a plan must be better to count as better."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """All candidates, the central plan first, and the best of them by each criterion."""

    candidates: tuple[Candidate, ...]
    plans: tuple[RobustPlan, ...]


def find_robust(ensemble: Ensemble, matrix: Matrix, asked: Criterion | None = None) -> Robustness:
    """Candidates of an ensemble whose worlds all have plans, and the best by each criterion; the one that is `asked`
    for is improved on by mixing candidates. Without any world there is nothing to hold plans against, and no candidate.
    """
    if not ensemble.plans:
        return Robustness((), ())
    named = _first_candidates(ensemble, matrix)
    search = _Search(ensemble, matrix, dict(named))
    if asked is not None:
        search.mix(asked)
    return Robustness(search.candidates(), tuple(search.best(criterion) for criterion in CRITERIA))


def largest_regret(values: FloatArray, best: FloatArray) -> FloatArray:
    """By plan: the most that it leaves unmet in a world, of `values` (worlds, plans), beyond `best` (worlds,)."""
    worst: FloatArray = np.maximum(0.0, (values - best[:, None]).max(axis=0))
    return worst


def _first_candidates(ensemble: Ensemble, matrix: Matrix) -> list[tuple[Units, str]]:
    """The central plan, those that stand for most worlds, and the majority's; each cut to the central world."""
    wanted: list[tuple[Units, str]] = []
    for index in medoids(ensemble.plans, MEDOIDS):
        plan = ensemble.plans[index]
        wanted.append((plan.built, f"world {plan.world}"))
    wanted.append((majority(ensemble.plans), "majority"))
    found: dict[Units, str] = {ensemble.central.built: "central"}
    for units, name in wanted:
        now = matrix.now(units)
        if now is not None:
            found.setdefault(now, name)
    return list(found.items())


def majority(plans: Sequence[WorldPlan]) -> Units:
    """The units that at least half of `plans` have: service, settlement, size and period all the same."""
    counts: Counter[Built] = Counter()
    for plan in plans:
        for built in plan.built:
            counts.update(replace(built, units=n) for n in range(1, built.units + 1))
    most: dict[Built, int] = {}
    for built, count in counts.items():
        if count >= MAJORITY * len(plans):
            key = replace(built, units=0)
            most[key] = max(most.get(key, 0), built.units)
    return tuple(sorted(replace(key, units=units) for key, units in most.items()))


class _Search:
    """Candidates by their units, with their names; improved on by mixing."""

    def __init__(self, ensemble: Ensemble, matrix: Matrix, named: dict[Units, str]) -> None:
        self._ensemble = ensemble
        self._matrix = matrix
        self._named = named
        self._own = np.array([plan.value for plan in ensemble.plans], dtype=float)
        self._bound = np.array([plan.bound for plan in ensemble.plans], dtype=float)

    @property
    def _plans(self) -> list[Units]:
        return list(self._named)

    def candidates(self) -> tuple[Candidate, ...]:
        """All of them, the central plan first."""
        values = self._matrix.values(self._plans)
        return tuple(
            Candidate(name, units, tuple(values[:, n].tolist()), self._matrix.value_now(units))
            for n, (units, name) in enumerate(self._named.items())
        )

    def best(self, criterion: Criterion) -> RobustPlan:
        """The best candidate; of equally good ones the first."""
        candidates = self.candidates()
        values = self._matrix.values(self._plans)
        scores = self._scores(criterion, values)
        n = int(scores.argmin())
        if scores[n] >= scores[0] - BETTER * abs(scores[0]):
            n = 0  # no plan is chosen over the central one for nothing
        bound = {
            "expected": float(self._bound.mean()),
            "worst": float(self._bound.max()),
            "regret": math.nan,
        }[criterion]
        at_most = math.nan
        if criterion == "regret":
            # Values are of persons in thousandths, bounds are not: a bound may lie a hair above the best plan.
            at_most = float(largest_regret(values[:, [n]], np.minimum(self._bound, self._best(values)))[0])
        return RobustPlan(criterion, candidates[n], float(scores[n]), float(scores[0]), bound, at_most)

    def mix(self, criterion: Criterion) -> None:
        """Take single services' units from other candidates into the best, while that makes it better."""
        tried: set[Units] = set(self._named)
        for number in range(1, TRIES + 1):
            mixed = self._next(criterion, tried)
            if mixed is None:
                return
            tried.add(mixed)
            fits = self._matrix.now(mixed)
            if fits is None or fits in self._named or not self._worth_all(criterion, fits):
                continue
            self._named[fits] = f"mixed {number}"

    def _next(self, criterion: Criterion, tried: set[Units]) -> Units | None:
        """The most promising mix that was not tried: by what the other candidate's service leaves unmet less, on
        average, in the worlds that count."""
        plans = self._plans
        scores = self._scores(criterion, self._matrix.values(plans))
        best = plans[int(scores.argmin())]
        worlds = self._worlds(criterion, best)
        unmet = self._by_service(worlds)
        promising: list[tuple[float, Units]] = []
        for other in plans:
            for service in sorted({one.service for one in (*best, *other)}):
                mixed = with_service(best, other, service)
                if mixed not in tried:
                    gain = unmet[best].get(service, 0.0) - unmet[other].get(service, 0.0)
                    promising.append((gain, mixed))
        return max(promising, key=lambda pair: pair[0])[1] if promising else None

    def _worth_all(self, criterion: Criterion, units: Units) -> bool:
        """Whether `units` are better than the best candidate in some of the worlds."""
        plans = self._plans
        best = plans[int(self._scores(criterion, self._matrix.values(plans)).argmin())]
        worlds = self._worlds(criterion, best)
        values = self._matrix.values([best, units], worlds)
        rows = [self._matrix.worlds.index(world) for world in worlds]
        known = self._matrix.values(plans)[rows]
        least = np.minimum(self._own[rows], np.minimum(known.min(axis=1), values.min(axis=1)))
        scores = _score(criterion, values, least)
        return bool(scores[1] < scores[0] - BETTER * abs(scores[0]))

    def _worlds(self, criterion: Criterion, units: Units) -> list[int]:
        """The worlds to try mixes in: spread over all by what `units` leave unmet, or those worst for it."""
        values = self._matrix.values(self._plans)
        mine = values[:, self._plans.index(units)]
        key = mine if criterion != "regret" else mine - self._best(values)
        order = np.argsort(-key, kind="stable")
        count = min(SCREENED, len(order))
        if criterion == "expected":
            order = order[np.unique(np.linspace(0, len(order) - 1, count).round().astype(int))]
        return [self._matrix.worlds[int(row)] for row in sorted(order[:count].tolist())]

    def _by_service(self, worlds: Sequence[int]) -> Mapping[Units, Mapping[str, float]]:
        """What each candidate leaves unmet of each service, on average over `worlds`."""
        carried = self._matrix.carried(self._plans, worlds)
        found: dict[Units, dict[str, float]] = {}
        for n, units in enumerate(self._plans):
            sums: dict[str, float] = {}
            for row in carried:
                for service, amount in row[n].unmet_by_service.items():
                    sums[service] = sums.get(service, 0.0) + amount / len(worlds)
            found[units] = sums
        return found

    def _scores(self, criterion: Criterion, values: FloatArray) -> FloatArray:
        return _score(criterion, values, self._best(values))

    def _best(self, values: FloatArray) -> FloatArray:
        """By world: the least that any plan known for it leaves unmet, of `values` (worlds, plans) and its own."""
        best: FloatArray = np.minimum(self._own, values.min(axis=1))
        return best


def _score(criterion: Criterion, values: FloatArray, best: FloatArray) -> FloatArray:
    """By plan, less is better: of `values` (worlds, plans), with the `best` known value of each world."""
    measures: Mapping[Criterion, Callable[[], FloatArray]] = {
        "expected": lambda: values.mean(axis=0),
        "worst": lambda: values.max(axis=0),
        "regret": lambda: largest_regret(values, best),
    }
    return measures[criterion]()


def with_service(units: Units, other: Units, service: str) -> Units:
    """`units`, but those of `service` are those of `other`."""
    return tuple(
        sorted([one for one in units if one.service != service] + [one for one in other if one.service == service])
    )
