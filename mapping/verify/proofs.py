"""Whether what the plan says of its own quality hangs together:
values, bounds, gaps, and how each stage ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from math import inf, isfinite

from mapping.instance import Case, planning_of
from mapping.instance.timing import running_years
from mapping.model import Breach
from mapping.plan import Plan, StageProof
from mapping.units import MILLI, THOUSAND
from mapping.words import Text

KEY = "proof"

CLOSE = 1e-4
"""Relative: rounding of the stated figures to six decimals, and the solver's own tolerance."""

ROUNDED = 5e-7
"""What a stated figure of six decimals may be off."""

PROVEN = 1e-6
"""A relative gap this small is a solver's tolerance, not a gap."""

CLOSE_VALUE = 1e-6
"""Relative: a stated value is that of the plan as it is written, to six decimals."""


MAXIMISED = frozenset({"worst_served", "spread"})
"""Objectives of which more is better; of all others less is."""


def check_proofs(case: Case, plan: Plan) -> Iterator[Breach]:
    """The stages are the scenario's; each value is the plan's own, and each status says what its figures say."""
    wanted = [(stage.objective, stage.gap, stage.tolerance) for stage in case.scenario.keys.stages]
    if [(proof.objective, proof.wanted_gap, proof.tolerance) for proof in plan.stages] != wanted:
        yield Breach(KEY, Text("етапите не са тези на сценария", "the stages are not those of the scenario"))
    for number, proof in enumerate(plan.stages, start=1):
        for what in _check_stage(case, plan, proof):
            yield Breach(KEY, Text(f"етап {number} ({proof.objective}): {what.bg}",
                                   f"stage {number} ({proof.objective}): {what.en}"))  # fmt: skip


def _check_stage(case: Case, plan: Plan, proof: StageProof) -> Iterator[Text]:
    if proof.objective not in _MEASURES:
        yield Text("непозната цел", "an unknown objective")
        return
    if proof.minimise != (proof.objective not in MAXIMISED):
        yield Text("обърната посока: дали по-малкото е по-добро", "the wrong direction: whether less is better")
        return
    if isfinite(proof.bound):
        yield from _bound_and_gap(case, plan, proof)
        yield from _status(proof)
    elif isfinite(proof.gap) or proof.status in ("optimal", "within_gap"):
        yield Text("без доказана граница няма доказано отклонение", "without a proven bound there is no proven gap")
    yield from _value(case, plan, proof)


def _bound_and_gap(case: Case, plan: Plan, proof: StageProof) -> Iterator[Text]:
    slack = CLOSE * max(1.0, abs(proof.found))
    # The plan's persons are rounded to thousandths, so its value may pass the bound by what these come to.
    for reached, allowed in ((proof.found, slack), (proof.value, slack + _lost(case, plan, proof.objective))):
        better = proof.bound - reached if proof.minimise else reached - proof.bound
        if better > allowed:
            yield Text(f"{reached:g} е по-добро от доказаната граница {proof.bound:g}",
                       f"{reached:g} is better than the proven bound {proof.bound:g}")  # fmt: skip
    difference, found = abs(proof.found - proof.bound), abs(proof.found)
    if isfinite(proof.gap):
        # gap x found = difference, each of the three (the bound too) off by its rounding.
        wrong = abs(proof.gap * found - difference) > 2 * ROUNDED * (2.0 + found + abs(proof.gap)) or proof.gap < 0
    else:
        # Only what is nothing may be without end away from its bound, in parts of itself.
        wrong = found > ROUNDED or difference <= ROUNDED
    if wrong:
        yield Text("отклонението не е разликата между намереното и границата",
                   "the gap is not the difference of what was found and the bound")  # fmt: skip


def _status(proof: StageProof) -> Iterator[Text]:
    """The status follows from what was found and the bound, whatever the stated gap; both are rounded."""
    difference, found = abs(proof.found - proof.bound), abs(proof.found)
    least, most = difference - 2 * ROUNDED, difference + 2 * ROUNDED
    # What is found may be larger or smaller by its rounding too, and the solver's tolerance counts as reached.
    optimal = PROVEN * (found + 1.0)
    within = proof.wanted_gap * (found + ROUNDED) + optimal
    if proof.status == "optimal" and least > optimal:
        yield Text("обявен за оптимален, но има отклонение", "called optimal, but there is a gap")
    if proof.status == "within_gap" and least > within:
        yield Text("обявен за достигнат, но отклонението е над поисканото",
                   "called within its gap, but the gap is larger than wanted")  # fmt: skip
    if proof.status != "optimal" and most < PROVEN * (found - ROUNDED):
        yield Text("доказано оптимален, но не е обявен за такъв", "proven optimal, but not called so")
    elif proof.status in ("time_limit", "cancelled") and most < proof.wanted_gap * (found - ROUNDED):
        yield Text("обявен за спрян, но отклонението е достигнато", "called stopped, but the gap is reached")


def _value(case: Case, plan: Plan, proof: StageProof) -> Iterator[Text]:
    """The stated value is that of the plan's records, and the later stages kept it within the tolerance."""
    measured = _MEASURES[proof.objective](case, plan)
    better = measured - proof.value if proof.minimise else proof.value - measured
    # A stage that never ran may state less than the plan reaches, never more.
    off = better if proof.status == "cancelled" else abs(better)
    if off > CLOSE_VALUE * max(1.0, abs(measured)):
        yield Text(f"обявена стойност {proof.value:g}, а по плана е {measured:g}",
                   f"the stated value is {proof.value:g}, the plan's is {measured:g}")  # fmt: skip
    worse = proof.value - proof.found if proof.minimise else proof.found - proof.value
    rounding = CLOSE * max(1.0, abs(proof.found)) + _lost(case, plan, proof.objective)
    if worse > proof.tolerance * abs(proof.found) + rounding:
        yield Text("по-късен етап е влошил стойността над допуска",
                   "a later stage made the value worse than the tolerance allows")  # fmt: skip


def _lost(case: Case, plan: Plan, objective: str) -> float:
    """What rounding by one thousandth of a person a visit may change in an objective."""
    if objective in ("travel", "location_cost"):
        price = 1.0 if objective == "travel" else case.scenario.keys.travel_price
        return price * sum(visit.minutes * _years(plan, visit.period) for visit in plan.served) / MILLI
    if objective == "unmet":
        weights = _weights(case)
        each = (weights[v.settlement, v.service, v.period] * _period_weight(case, v.period) * _years(plan, v.period)
                for v in plan.served)  # fmt: skip
        return sum(each) / MILLI
    if objective == "worst_served":
        return max((lost / need for lost, need in _rounded_shares(case, plan) if need > 0), default=0.0)
    return 0.0


def _rounded_shares(case: Case, plan: Plan) -> list[tuple[float, float]]:
    """By municipality, in the last period: weighted thousandths that rounding may lose, and weighted need."""
    last = len(plan.periods) - 1
    home = {place.ekatte: place.municipality for place in case.region.settlements}
    weights = _weights(case)
    lost: dict[str, float] = {}
    need: dict[str, float] = {}
    for visit in plan.served:
        if visit.period == last:
            code = home[visit.settlement]
            lost[code] = lost.get(code, 0.0) + weights[visit.settlement, visit.service, last] / MILLI
    for record in plan.needs:
        if record.period == last:
            amount = weights[record.settlement, record.service, last] * record.need_milli / MILLI
            need[record.municipality] = need.get(record.municipality, 0.0) + amount
    return [(lost.get(code, 0.0), amount) for code, amount in need.items()]


def _years(plan: Plan, t: int) -> int:
    return plan.periods[t].last_year - plan.periods[t].first_year + 1


def _weights(case: Case) -> dict[tuple[str, str, int], float]:
    """(settlement, service, period) -> what one person weighs: the service's weight x that of the groups in need."""
    keys, needs = case.scenario.keys, case.needs
    found = {}
    for i, place in enumerate(case.region.settlements):
        for s, service in enumerate(needs.services):
            for t in range(len(case.periods)):
                mean = 1.0
                for g, group in enumerate(needs.groups):
                    if group in keys.group_weights:
                        mean += float(needs.parts[i, s, t, g]) * (keys.group_weights[group] - 1)
                found[place.ekatte, service, t] = keys.weights.get(service, 1.0) * mean
    return found


def _period_weight(case: Case, t: int) -> float:
    weights = case.scenario.keys.period_weights
    return weights[t] if weights else 1.0


def _unmet(case: Case, plan: Plan) -> float:
    weights = _weights(case)
    return sum(
        record.unmet_milli / MILLI * weights[record.settlement, record.service, record.period]
        * _period_weight(case, record.period) * _years(plan, record.period)
        for record in plan.needs
    )  # fmt: skip


def _worst_served(case: Case, plan: Plan) -> float:
    """The served share of weighted need of the worst-served municipality in the last period;
    1 where there is none.
    """
    last = [record for record in plan.needs if record.period == len(plan.periods) - 1]
    weights = _weights(case)
    sums: dict[str, list[float]] = {}
    for record in last:
        pair = sums.setdefault(record.municipality, [0.0, 0.0])
        weight = weights[record.settlement, record.service, record.period] / MILLI
        pair[0] += weight * (record.need_milli - record.unmet_milli)
        pair[1] += weight * record.need_milli
    return min((served / need for served, need in sums.values() if need > 0), default=1.0)


def _travel(_case: Case, plan: Plan) -> float:
    return sum(visit.persons * visit.minutes * _years(plan, visit.period) for visit in plan.served)


def _money(case: Case, plan: Plan) -> float:
    """Capital and running cost of all openings and changes over all periods, thousand EUR."""
    services = {service.id: service for service in case.services}
    changes = {(unit.id, change.id): change for unit in case.region.units for change in unit.changes}
    cents = 0.0
    for unit in plan.units:
        for opening in unit.openings:
            lead = planning_of(services[unit.service]).lead_months.central
            years = sum(running_years(case.periods, opening.period, lead, t) for t in range(len(case.periods)))
            cents += opening.capital_cents + opening.running_cents_a_year * years
        made = unit.change
        if made is not None and unit.state != "transformed":
            lead = changes[unit.id, made.id].lead_months.central
            years = sum(running_years(case.periods, made.period, lead, t) for t in range(len(case.periods)))
            cents += made.capital_cents + made.running_cents_a_year * years
    return cents / 100 / THOUSAND


def _units(_case: Case, plan: Plan) -> float:
    return float(sum(opening.units for unit in plan.units for opening in unit.openings))


def _longest_trip(_case: Case, plan: Plan) -> float:
    return max((visit.minutes for visit in plan.served), default=0.0)


def _location_cost(case: Case, plan: Plan) -> float:
    """Money in EUR, and travel at its price."""
    return THOUSAND * _money(case, plan) + case.scenario.keys.travel_price * _travel(case, plan)


def _spread(case: Case, plan: Plan) -> float:
    """Minutes between the nearest two settlements with new units, the shorter way; the most that two settlements of the
    region are apart where there are no two.
    """
    index = {place.ekatte: i for i, place in enumerate(case.region.settlements)}
    minutes = case.travel.minutes
    used = sorted({index[unit.settlement] for unit in plan.units if unit.openings})
    nearest = min((float(min(minutes[i, j], minutes[j, i])) for i, j in combinations(used, 2)), default=inf)
    if isfinite(nearest):
        return nearest
    both = (float(min(minutes[i, j], minutes[j, i])) for i, j in combinations(range(len(minutes)), 2))
    return max((value for value in both if isfinite(value)), default=0.0)


_MEASURES: Mapping[str, Callable[[Case, Plan], float]] = {
    "unmet": _unmet,
    "worst_served": _worst_served,
    "travel": _travel,
    "money": _money,
    "units": _units,
    "longest_trip": _longest_trip,
    "location_cost": _location_cost,
    "spread": _spread,
}
"""Objective -> its value, worked out from the plan's records."""
