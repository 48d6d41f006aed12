"""Units and the few conversions between them.

Money is kept in euro; sources in leva keep their leva in the note of the row.
"""

BGN_PER_EUR = 1.95583
"""Fixed rate of the lev, in force until and at the change-over on 2026-01-01 (Council Regulation (EU)
2025/1409).
"""

MILLI = 1000
"""Persons are counted in thousandths inside the program, so that totals add up exactly."""


THOUSAND = 1000.0
"""Money is counted in thousand EUR in the programme and in the value of the stage `money`."""


def milli(persons: float) -> int:
    """Round `persons` (expected persons) to whole thousandths."""
    return round(persons * MILLI)
