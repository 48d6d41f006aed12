"""No contract before a year: the toy's contracts are signed at the start of 2021 and of 2023."""

from __future__ import annotations

import pytest
from rule_testing import caught, check, keys_of
from toy import solved_toy

from mapping.instance import Case

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


def test_verify_catches_an_earlier_contract():
    assert caught(signed_from(2022), solved_toy().plan) == {"openings"}
    assert caught(signed_from(2021), solved_toy().plan) == set()
