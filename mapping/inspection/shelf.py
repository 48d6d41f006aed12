"""All checks, in the order in which their findings are listed; one check a file."""

from __future__ import annotations

from mapping.inspection.checks.ages import AGE_OUTLIER
from mapping.inspection.checks.areas import CELL_AREA
from mapping.inspection.checks.assumed_places import ASSUMED_PLACES
from mapping.inspection.checks.change import POPULATION_CHANGE
from mapping.inspection.checks.costs import COST_PER_PLACE
from mapping.inspection.checks.envelopes import FUND_WITHOUT_MONEY
from mapping.inspection.checks.far import FAR_FROM_OWN
from mapping.inspection.checks.figures import SAME_FIGURES
from mapping.inspection.checks.groups import GROUP_WITHOUT_RATE
from mapping.inspection.checks.names import SAME_NAME
from mapping.inspection.checks.near import NEAR_POINTS
from mapping.inspection.checks.no_area import NO_AREA
from mapping.inspection.checks.no_staff import NO_STAFF
from mapping.inspection.checks.outside import POINT_OUTSIDE
from mapping.inspection.checks.population import NO_POPULATION
from mapping.inspection.checks.ranges import RANGE_WIDTH
from mapping.inspection.checks.roads import ROAD_RATIO
from mapping.inspection.checks.scale import SCALE_REVERSED
from mapping.inspection.checks.sexes import SEX_OUTLIER
from mapping.inspection.checks.sizes import SIZE_WITHOUT_COST
from mapping.inspection.checks.sources import SOURCES
from mapping.inspection.checks.staff import STAFF_PER_PLACE
from mapping.inspection.checks.straight import STRAIGHT_LINE
from mapping.inspection.checks.totals import MUNICIPAL_TOTALS
from mapping.inspection.checks.units import SIMILAR_UNITS
from mapping.inspection.checks.users import USERS_ABOVE_NEED
from mapping.inspection.types import Check, Finding, Odd, Subject
from mapping.words import Text

CHECKS: tuple[Check, ...] = (
    AGE_OUTLIER,
    SEX_OUTLIER,
    POPULATION_CHANGE,
    MUNICIPAL_TOTALS,
    FUND_WITHOUT_MONEY,
    SAME_NAME,
    NEAR_POINTS,
    SAME_FIGURES,
    SIMILAR_UNITS,
    NO_POPULATION,
    NO_AREA,
    NO_STAFF,
    ASSUMED_PLACES,
    GROUP_WITHOUT_RATE,
    SIZE_WITHOUT_COST,
    SOURCES,
    POINT_OUTSIDE,
    FAR_FROM_OWN,
    CELL_AREA,
    ROAD_RATIO,
    STRAIGHT_LINE,
    SCALE_REVERSED,
    COST_PER_PLACE,
    RANGE_WIDTH,
    STAFF_PER_PLACE,
    USERS_ABOVE_NEED,
)


def inspect(subject: Subject) -> tuple[Finding, ...]:
    """What is odd in the tables of `subject`, explained or not, by check; empty for a points region."""
    if subject.region.points is not None:
        return ()
    return tuple(
        Finding(check, odd.where, odd.what, odd.why, _explained(check, odd))
        for check in CHECKS
        for odd in check.find(subject)
    )


def _explained(check: Check, odd: Odd) -> Text | None:
    """What explains a finding: the check itself, or a note that names the check in square brackets."""
    if odd.explained is not None:
        return odd.explained
    return Text(odd.note, odd.note) if f"[{check.id}]" in odd.note else None
