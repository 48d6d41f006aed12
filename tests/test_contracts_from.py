"""No contract before a year: the toy's contracts are signed at the start of 2021 and of 2023."""

from __future__ import annotations

from dataclasses import replace

import pytest
from changing import change, deciding, old_home_may
from rule_testing import caught, check, edited, keys_of
from toy import solved_toy, with_keys

from mapping.instance import Case, build_instance
from mapping.model import build_model

FROM_2023 = 320 - 48 - 20 - 48 - 20
"""Weighted unmet: the old home serves 48 as ever; teams of 2023 serve 10 persons for two years; a home would come too
late, so the state's money builds 20 + 10 places for all 24 of the West (run by 100 + 70 + 2 x 60 of 320) and 10 places
for the East, in the second period only.
"""


def signed_from(year: int) -> Case:
    return keys_of(lambda keys: keys.update(contracts_from=year))


@pytest.mark.parametrize(("year", "unmet"), [(2020, 108), (2021, 108), (2022, FROM_2023), (2023, FROM_2023)])
def test_contracts_of_periods_before_the_year_are_not_signed(year: int, unmet: float):
    check(signed_from(year), {"unmet": unmet})


def test_changes_of_existing_units_are_contracts_too():
    """The old home must close, and cannot do so in the first period."""
    case = deciding(old_home_may(change("close")), "old_home", "close")
    early = check(case, {}).plan
    late = with_keys(case, lambda keys: keys.update(contracts_from=2023))
    names = [column.name for column in build_model(build_instance(late)).program.columns]
    assert [name for name in names if name.startswith("change[")] == ["change[old_home.close.2023_2024]"]
    [old] = [unit for unit in early.units if unit.id == "old_home"]
    assert old.change is not None
    assert "openings" in caught(late, edited(early, "old_home", change=replace(old.change, period=0)))


def test_verify_catches_an_earlier_contract():
    assert caught(signed_from(2022), solved_toy().plan) == {"openings"}
    assert caught(signed_from(2021), solved_toy().plan) == set()
