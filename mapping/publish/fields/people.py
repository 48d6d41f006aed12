"""Fields of the people and groups that the need stands on."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, names, text
from mapping.publish.fields.common import IN_PERIOD, OF_MUNICIPALITY, OF_SETTLEMENT

_HOME = (*OF_SETTLEMENT, *OF_MUNICIPALITY)

PEOPLE_CSV = OutputFile(
    "people.csv",
    "The people of a settlement in an age band, at the census and in the middle of a period (less those whom "
    "`census_corrections.csv` sets apart).",
    (
        *_HOME,
        text("at", "day of the census (2021-09-07), or first and last year of the period (2021-2023)"),
        text("band", "`age_0_14`, `age_15_29`, `age_30_44`, `age_45_64` or `age_65_plus`"),
        decimal("male", "persons", "men; split and projected by the program: expected persons, not a count"),
        decimal("female", "persons", "women, in the same way"),
        decimal("persons", "persons", "both: at the census as counted"),
    ),
)
GROUPS_CSV = OutputFile(
    "groups.csv",
    "The persons of a risk group in a settlement and period. Groups overlap: see distinct.csv before adding them.",
    (
        *_HOME,
        text("group", "code of the risk group"),
        *names("group", "risk group"),
        IN_PERIOD,
        decimal("low", "persons", "low end of the range"),
        decimal("central", "persons", "central estimate"),
        decimal("high", "persons", "high end of the range"),
        text(
            "known",
            "how well: `count` (a count is met), `rate` (a published or derived rate), `floor` (an assumed rate, at "
            "least a known count), `assumption`",
        ),
    ),
)
DISTINCT_CSV = OutputFile(
    "distinct.csv",
    "Distinct persons in any risk group: of the region, a municipality or a settlement, in a period.",
    (
        text("scope", "`region`, `municipality` or `settlement`"),
        text("ekatte", "EKATTE code of the settlement; empty for a municipality or the region"),
        *names("settlement", "settlement"),
        text("municipality", "code of the municipality; empty for the region"),
        *names("municipality", "municipality"),
        IN_PERIOD,
        decimal("at_least", "persons", "the largest group of each age band and sex"),
        decimal("central", "persons", "stated overlaps as stated, all else independent by age band and sex"),
        decimal("at_most", "persons", "the sum less the stated overlaps at the low end of their ranges"),
        decimal("added", "persons", "the sum of all groups: who belongs to two counts twice"),
    ),
)
