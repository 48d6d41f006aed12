"""What envelopes allow, period by period: sums for several years, yearly money, money carried over."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from builders import estimate, tiny_case, tiny_plan

from mapping.instance import Case
from mapping.instance.envelopes import Pot, limits_of, pots_of
from mapping.plan import Envelope as PlanEnvelope
from mapping.plan import available_by_fund
from mapping.region import Envelope
from mapping.scenario import Period


def case_with(periods: list[tuple[int, int]], *envelopes: Envelope) -> Case:
    """A case whose fund `state` has these envelopes."""
    case = tiny_case()
    keys = case.scenario.keys.model_copy(
        update={"periods": tuple(Period(first_year=first, last_year=last) for first, last in periods)}
    )
    state = replace(case.region.funds[0], envelopes=envelopes)
    region = replace(case.region, funds=(state, *case.region.funds[1:]))
    return replace(case, region=region, scenario=replace(case.scenario, keys=keys))


def limits(periods: list[tuple[int, int]], *envelopes: Envelope) -> list[tuple[tuple[int, ...], float]]:
    case = case_with(periods, *envelopes)
    return limits_of(pots_of(case, case.region.funds[0], None, "capital"))


def envelope(first: int, last: int, amount: float, yearly: bool = False, carry_over: bool = False) -> Envelope:
    return Envelope(None, "capital", first, last, yearly, estimate(amount), carry_over)


TWO_YEARS = [(2021, 2022), (2023, 2024), (2025, 2026)]


def test_a_sum_for_all_years_is_one_limit():
    assert limits(TWO_YEARS, envelope(2021, 2026, 900)) == [((0, 1, 2), 900)]


def test_yearly_money_limits_each_period_by_its_years():
    """The envelope starts in the second year of the first period and ends in the first of the last."""
    assert limits(TWO_YEARS, envelope(2022, 2025, 100, yearly=True)) == [((0,), 100), ((1,), 200), ((2,), 100)]


def test_carried_over_money_is_limited_up_to_each_period():
    found = limits(TWO_YEARS, envelope(2022, 2025, 100, yearly=True, carry_over=True))
    assert found == [((0,), 100), ((0, 1), 300), ((0, 1, 2), 400)]


def test_an_envelope_outside_all_periods_allows_nothing():
    assert limits(TWO_YEARS, envelope(2030, 2031, 100)) == []
    assert limits(TWO_YEARS, envelope(2030, 2031, 100, yearly=True, carry_over=True)) == []


def test_yearly_envelopes_that_meet_in_a_period_add_up():
    """Half of the second period is paid at 100 a year, half at 30: 130, and not the smaller of 100 and 30."""
    found = limits(TWO_YEARS, envelope(2021, 2023, 100, yearly=True), envelope(2024, 2026, 30, yearly=True))
    assert found == [((0,), 200), ((1,), 130), ((2,), 60)]


def test_sums_that_meet_in_a_period_may_both_be_spent_there():
    """Alone the first period has the first sum only, the last the second; all together have both."""
    found = limits(TWO_YEARS, envelope(2021, 2023, 100), envelope(2024, 2026, 200))
    assert found == [((0,), 100), ((2,), 200), ((0, 1, 2), 300)]


def test_carried_over_money_ends_with_its_envelope():
    """After 2023 only the second envelope is left; the period in the middle may draw on both."""
    first = envelope(2021, 2023, 100, yearly=True, carry_over=True)
    found = limits(TWO_YEARS, first, envelope(2024, 2026, 10))
    assert found == [((0,), 200), ((2,), 10), ((0, 1, 2), 310)]


@pytest.mark.parametrize("seed", range(200))
def test_limits_hold_exactly_where_the_money_can_be_drawn(seed: int):
    """Against drawing each period's spending euro by euro from the pot that lapses first."""
    rng = Random(seed)
    periods, year = [], 2021
    for _ in range(rng.randint(1, 5)):
        periods.append((year, year + rng.randint(0, 2)))
        year = periods[-1][1] + 1
    envelopes, start = [], 2021 + rng.randint(0, 1)
    while start < year:
        end = start + rng.randint(0, 5)
        yearly = rng.random() < 0.6
        envelopes.append(envelope(start, end, rng.randint(0, 6), yearly, yearly and rng.random() < 0.6))
        start = end + rng.randint(1, 3)
    case = case_with(periods, *envelopes)
    pots = pots_of(case, case.region.funds[0], None, "capital")
    allowed = limits_of(pots)
    covered = {t for pot in pots for t in range(pot.first, pot.last + 1)}
    for _ in range(40):
        spent = [rng.randint(0, 12) if t in covered else 0 for t in range(len(periods))]
        holds = all(sum(spent[t] for t in together) <= amount for together, amount in allowed)
        assert holds == drawn(pots, spent)


def drawn(pots: list[Pot], spent: list[int]) -> bool:
    left = [pot.amount for pot in pots]
    for t, wanted in enumerate(spent):
        for _ in range(wanted):
            usable = [n for n, pot in enumerate(pots) if pot.first <= t <= pot.last and left[n] >= 1]
            if not usable:
                return False
            left[min(usable, key=lambda n: pots[n].last)] -= 1
    return True


def test_what_a_fund_has_in_all_counts_carried_money_once():
    """Capital 300 up to the end (not 100 + 300); running money 50 in each period; both municipalities together."""

    def entry(municipality: str, kind: str, periods: tuple[int, ...], cents: int) -> PlanEnvelope:
        return PlanEnvelope("budget", municipality, kind, periods, cents)  # type: ignore[arg-type]

    plan = replace(
        tiny_plan(),
        envelopes=(
            entry("AAA01", "capital", (0,), 100),
            entry("AAA01", "capital", (0, 1), 300),
            entry("BBB02", "capital", (1,), 7),
            entry("AAA01", "running", (0,), 50),
            entry("AAA01", "running", (1,), 50),
        ),
    )
    assert available_by_fund(plan) == {("budget", "capital"): 307, ("budget", "running"): 100}
