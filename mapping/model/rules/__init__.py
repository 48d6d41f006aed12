"""The shelf: one policy a file. A new rule is one new file and one line here."""

from mapping.model.rule import Rule
from mapping.model.rules.assignment import ASSIGNMENT
from mapping.model.rules.co_financing import CO_FINANCING
from mapping.model.rules.committed_units import COMMITTED_UNITS
from mapping.model.rules.coverage import COVERAGE
from mapping.model.rules.existing_units import EXISTING_UNITS
from mapping.model.rules.inter_municipal import INTER_MUNICIPAL
from mapping.model.rules.least_served import LEAST_SERVED
from mapping.model.rules.legal_size import LEGAL_SIZE
from mapping.model.rules.minimum_use import MINIMUM_USE
from mapping.model.rules.mobile_hours import MOBILE_HOURS
from mapping.model.rules.money import MONEY
from mapping.model.rules.need_balance import NEED_BALANCE
from mapping.model.rules.number import NUMBER
from mapping.model.rules.pairing import PAIRING
from mapping.model.rules.places import PLACES
from mapping.model.rules.reach import REACH
from mapping.model.rules.rehousing import REHOUSING
from mapping.model.rules.running_after import RUNNING_AFTER
from mapping.model.rules.site_needs import SITE_NEEDS
from mapping.model.rules.site_status import SITE_STATUS
from mapping.model.rules.size_limits import SIZE_LIMITS
from mapping.model.rules.spacing import SPACING
from mapping.model.rules.staff import STAFF
from mapping.model.rules.total_budget import TOTAL_BUDGET

RULES: tuple[Rule, ...] = (
    NEED_BALANCE,
    REACH,
    PLACES,
    ASSIGNMENT,
    MOBILE_HOURS,
    LEGAL_SIZE,
    SIZE_LIMITS,
    MINIMUM_USE,
    MONEY,
    CO_FINANCING,
    TOTAL_BUDGET,
    RUNNING_AFTER,
    STAFF,
    EXISTING_UNITS,
    REHOUSING,
    COMMITTED_UNITS,
    COVERAGE,
    INTER_MUNICIPAL,
    LEAST_SERVED,
    SITE_STATUS,
    SITE_NEEDS,
    SPACING,
    PAIRING,
    NUMBER,
)

__all__ = ["RULES"]
