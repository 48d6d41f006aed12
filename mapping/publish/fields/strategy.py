"""Fields of the tables that a strategy is written with, and of those who stay without a service."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, names, text, whole
from mapping.publish.fields.common import (
    KIND,
    NEED,
    OF_MUNICIPALITY,
    OF_SERVICE,
    OF_SETTLEMENT,
    SERVED,
    STATE,
    UNMET,
)

STRATEGY_SERVICES_CSV = OutputFile(
    "strategy_services.csv",
    "A unit that stands before the plan or in it, in the columns of the strategy's summary table of planned services.",
    (
        whole("row", "", "its number in the table, from 1"),
        text("unit", "code of the unit, unique in the plan"),
        *OF_SERVICE,
        *names("name", "unit; empty for new units"),
        text("groups_bg", "risk groups that the service is for, in Bulgarian, joined with `;`"),
        text("groups_en", "the same in English"),
        text("reach_bg", "whose people it may serve, in Bulgarian: a municipality or the region"),
        text("reach_en", "the same in English"),
        whole("now", "places", "in the last year before the plan; clients for mobile services"),
        whole(
            "capacity_<period>",
            "places",
            "in the period; clients for mobile services, of new teams the users under the plan, in whole persons",
        ),
        whole("teams_<period>", "teams", "new mobile teams in service; empty for other units"),
        text("content_bg", "what the service does, in Bulgarian; empty without a row in `service_contents.csv`"),
        text("content_en", "the same in English"),
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        STATE,
        text("status_bg", "status and year of start in words, in Bulgarian"),
        text("status_en", "the same in English"),
        text("start", "year or period in which it begins to serve; empty for units that serve already"),
    ),
)
STRATEGY_STAFF_CSV = OutputFile(
    "strategy_staff.csv",
    "A unit with its capacity and staff before the plan and in the last period; after each kind its total, at the end "
    "that of all.",
    (
        text("level", "`unit`, or a total: `kind`, `all`"),
        KIND,
        text("unit", "code of the unit; empty for totals"),
        text("service", "code of the service; empty for totals"),
        *names("service", "service"),
        text("ekatte", "EKATTE code of the settlement; empty for totals"),
        *names("settlement", "settlement"),
        whole("places_now", "places", "in the last year before the plan; clients for mobile services"),
        decimal("staff_now", "full posts", "in that year; empty if not known, in totals the known ones"),
        whole("places_planned", "places", "in the last period, as in `strategy_services.csv`"),
        decimal("staff_planned", "full posts", "when all is in service; empty if not known, in totals the known ones"),
        whole("unknown_now", "units", "whose staff before the plan is not known"),
        whole("unknown_planned", "units", "whose planned staff is not known"),
    ),
)
STRATEGY_INDICATORS_CSV = OutputFile(
    "strategy_indicators.csv",
    "A target of the strategy (`indicators.csv` of the region) or of the scenario, and what the plan reaches of it in "
    "the last period.",
    (
        text("indicator", "code of the indicator; of the scenario, its key"),
        text("document_bg", "where the target stands, in Bulgarian"),
        text("document_en", "the same in English"),
        *names("name", "indicator"),
        text("scope_bg", "whose people, area or units count, in Bulgarian"),
        text("scope_en", "the same in English"),
        text("unit", "unit of the numbers: `percent`, `units`, `places` or `persons`"),
        decimal("target_low", "as `unit` says", "low end of a target that is a range"),
        decimal("target", "as `unit` says", "the least that is asked for"),
        decimal("target_high", "as `unit` says", "high end of a target that is a range"),
        decimal("reached", "as `unit` says", "what the plan reaches; empty where it cannot say"),
        decimal("gap", "as `unit` says", "what is missing to `target`; empty where it cannot be said"),
        text("counted_bg", "how it is counted, or why not, in Bulgarian"),
        text("counted_en", "the same in English"),
        text("source", "row of the region's `sources.csv`; empty for targets of the scenario"),
    ),
)
UNCOVERED_CSV = OutputFile(
    "uncovered.csv",
    "A settlement and service with unmet need in the last period, the most persons first, and why as far as the plan "
    "can tell.",
    (
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        *OF_SERVICE,
        NEED,
        SERVED,
        UNMET,
        text(
            "reason",
            "`no_unit` (none within the standard of travel), `full` (those within it are), `room_left` (one within it "
            "has room, not directed here)",
        ),
        text("nearest_unit", "the nearest unit that may serve the settlement; empty where there is none"),
        text("nearest_ekatte", "EKATTE code of its settlement"),
        decimal("minutes", "minutes", "one way to it"),
        decimal("km", "km", "one way to it"),
    ),
)
