"""A bound for problems in which everybody goes to the nearest unit, from prices on "each point is served once".

With a price for each point every site can be judged by itself: what it costs, less what it earns from the points whose
price is above their distance. The best allowed set of sites at these prices is a bound that no plan can beat, and the
prices are raised where nobody serves a point and lowered where several do (Lagrangian relaxation by subgradients:
Cornuejols, Fisher and Nemhauser 1977, Management Science 23(8), 789-810; Held, Wolfe and Crowder 1974, Mathematical
Programming 6, 62-88).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapping.solve.location.context import Context, FloatArray, IntArray
from mapping.solve.location.heuristic import Best, Choice, Nearest, exchange, value_of

MOVES = 30
"""Exchanges with which a plan that the prices suggest is improved."""


@dataclass(frozen=True, slots=True)
class Priced:
    """The best bound found, the prices (points,) that give it, and the earnings (sites,) of each site at them: its cost
    less what it earns, negative where it is worth opening.
    """

    bound: float
    prices: FloatArray
    reduced: FloatArray


def best_set(choice: Choice, reduced: FloatArray) -> IntArray:
    """The allowed sites with the least sum of `reduced`."""
    free = np.flatnonzero(~choice.must)
    musts = np.flatnonzero(choice.must)
    order = free[np.argsort(reduced[free], kind="stable")]
    least, most = choice.least - len(musts), choice.most - len(musts)
    worth = int((reduced[order] < 0).sum())
    return np.concatenate([musts, order[: max(least, min(most, worth))]]).astype(np.int64)


def price(near: Nearest, choice: Choice, start: Best, gap: float, rounds: int, context: Context) -> tuple[Priced, Best]:
    """Subgradient rounds from the prices of the plan `start`; returns the best bound and the best plan.

    `near` has each point's sites in order of cost. Ends early where bound and plan are `gap` apart (absolutely).
    """
    owner = np.repeat(np.arange(near.points), near.site.shape[1])
    site, cost = near.site.ravel(), near.cost.ravel()
    _, first, second = near.two(start.open)
    prices = np.minimum(np.where(np.isfinite(second), second, first), near.farthest)
    best = start
    found = Priced(-np.inf, prices, np.zeros(near.sites))
    step, since = 1.0, 0
    for number in range(rounds):
        paid = np.minimum(0.0, cost - prices[owner])
        reduced = choice.fixed + np.bincount(site, paid, minlength=near.sites)
        chosen = best_set(choice, reduced)
        bound = float(prices.sum() + reduced[chosen].sum())
        if bound > found.bound + 1e-7 * max(1.0, abs(bound)):
            found = Priced(bound, prices.copy(), reduced)
            since = 0
        else:
            since += 1
            if since >= 20:
                step, since = step / 2, 0
                prices = found.prices.copy()
                if step < 1e-4:
                    break
                continue
        opened = np.zeros(near.sites, dtype=bool)
        opened[chosen] = True
        if number % 10 == 0:
            value = value_of(near, choice, opened)
            if value < best.value:
                best = exchange(near, choice, Best(opened, value), MOVES)
            context.report(best.value, found.bound)
        if best.value - found.bound <= gap or context.over:
            break
        served = np.bincount(owner[opened[site] & (paid < 0)], minlength=near.points)
        direction = 1.0 - served
        length = float((direction**2).sum())
        if length == 0:
            break
        prices = prices + step * max(best.value - bound, gap, 1e-9) / length * direction
        prices = np.minimum(prices, near.farthest)
    return found, best
