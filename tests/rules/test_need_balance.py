"""Need balance: every person in need is served or shown as unmet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rule_testing import caught, check, rows_of, swap, without
from toy import solved_toy, toy_case


def test_bites_without_it_nobody_would_be_unmet(monkeypatch: pytest.MonkeyPatch):
    assert without(monkeypatch, "need_balance")["unmet"] == pytest.approx(0, abs=1e-6)


def test_check_catches_a_thousandth_less_unmet_than_left():
    case, plan = solved_toy().case, solved_toy().plan
    record = max(plan.needs, key=lambda record: record.unmet_milli)
    fewer = swap(plan.needs, record, unmet_milli=record.unmet_milli - 1)
    assert "need_balance" in caught(case, replace(plan, needs=fewer))


def test_check_catches_another_need_than_estimated():
    case, plan = solved_toy().case, solved_toy().plan
    record = plan.needs[0]
    changes = {"need_milli": record.need_milli + 5, "unmet_milli": record.unmet_milli + 5}
    assert "need_balance" in caught(case, replace(plan, needs=swap(plan.needs, record, **changes)))


def test_check_catches_a_record_left_out():
    case, plan = solved_toy().case, solved_toy().plan
    assert "need_balance" in caught(case, replace(plan, needs=plan.needs[1:]))


def test_edge_no_need_no_row_and_nothing_to_do():
    """Alfa is a town and has no families at risk; where nobody needs anything, nothing is opened."""
    assert not [row for row in rows_of(toy_case(), "need_balance") if "00001.visits" in row]
    needs = replace(toy_case().needs, milli=np.zeros_like(toy_case().needs.milli))
    nobody = replace(toy_case(), needs=needs)
    assert rows_of(nobody, "need_balance") == []
    check(nobody, {"unmet": 0, "worst_served": 1, "travel": 0, "money": 0})


def test_edge_a_thousandth_of_a_person_counts():
    """A thousandth more in Gama's need for homes, which are full: 0.001 x weight 2 x 4 years more unmet."""
    milli = toy_case().needs.milli.copy()
    milli[2, 0, :] += 1
    check(replace(toy_case(), needs=replace(toy_case().needs, milli=milli)), {"unmet": 108 + 0.008})
