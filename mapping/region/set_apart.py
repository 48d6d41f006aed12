"""Men and women of a settlement, without those whom census_corrections.csv sets apart."""

from __future__ import annotations

from collections.abc import Sequence

from mapping.catalogue.rows import SEXES, Sex
from mapping.region.rows import CensusCorrectionRow, SettlementRow


def people_by_sex(row: SettlementRow, corrections: Sequence[CensusCorrectionRow]) -> dict[Sex, float]:
    """Men and women less the corrections; persons of a correction whose sex is not stated are taken out of both in
    proportion."""
    counted: dict[Sex, float] = {"male": row.male, "female": row.female}
    for correction in corrections:
        everybody = sum(counted.values())
        for sex in SEXES:
            part = counted[sex] / everybody if correction.sex is None and everybody else float(correction.sex == sex)
            counted[sex] = max(0.0, counted[sex] - part * correction.persons)
    return counted


def set_apart_by_sex(row: SettlementRow, corrections: Sequence[CensusCorrectionRow]) -> dict[Sex, float]:
    """Men and women whom the corrections set apart; nobody is told apart without corrections."""
    left = people_by_sex(row, corrections)
    return {"male": row.male - left["male"], "female": row.female - left["female"]} if corrections else {}
