"""Decisions about existing units that cannot be: said before anything is solved, with the key and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import SMALL, STAGES, write_small

from mapping.errors import InputError
from mapping.run import read_case

DECISION = '\n[[changes]]\nunit = "{unit}"\nchange = "{change}"\nstatus = "{status}"\n'


def said(folder: Path, *decisions: tuple[str, str, str]) -> list[tuple[str | None, str]]:
    """(key, what is wrong) of every problem of a small scenario with these decisions."""
    text = "".join(DECISION.format(unit=unit, change=change, status=status) for unit, change, status in decisions)
    with pytest.raises(InputError) as caught:
        read_case(write_small(folder, text=SMALL + STAGES + text))
    return [(problem.where.key, problem.what.en) for problem in caught.value.problems]


def test_a_unit_or_change_that_the_tables_do_not_have(tmp_path: Path):
    [first, second] = said(
        tmp_path, ("haskovo_home_kenana", "sell", "forbidden"), ("kenana", "shrink_to_130", "forbidden")
    )
    assert first == ("changes[1]", "“haskovo_home_kenana” has no change “sell” in unit_changes.csv")
    assert second[0] == "changes[2]"


def test_a_unit_decided_twice(tmp_path: Path):
    [(key, what)] = said(
        tmp_path,
        ("haskovo_medico_social_home", "close", "required"),
        ("haskovo_medico_social_home", "to_severe_disabilities", "required"),
    )
    assert (key, what) == ("changes[2]", "this unit is already decided")


@pytest.mark.parametrize(
    ("unit", "change"),
    [
        ("haskovo_home_kenana", "shrink_to_130"),  # of a service that the scenario does not plan
        ("haskovo_medico_social_home", "to_severe_disabilities"),  # into one
        ("haskovo_supervised_home", "to_family_type"),  # has had no places since 2016
    ],
)
def test_a_required_change_that_cannot_be_made(tmp_path: Path, unit: str, change: str):
    [(key, what)] = said(tmp_path, (unit, change, "required"))
    assert key == "changes[1]"
    assert what.startswith(f"“{unit}” cannot change so: at the start of 2021")


def test_units_as_of_a_year_leave_out_what_came_later(tmp_path: Path):
    case = read_case(write_small(tmp_path, text="units_as_of = 2019\n" + SMALL + STAGES))
    places = {unit.id: [step.year for step in unit.places] for unit in case.region.units}
    assert places["haskovo_home_kenana"] == [2015]
    assert "dimitrovgrad_ftc_dementia" not in places  # from 2020 on
    assert "levka_residential_elderly" not in places  # committed
