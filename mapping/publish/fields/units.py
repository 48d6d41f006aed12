"""Fields of units, what changes of them, and the weeks of mobile teams."""

from __future__ import annotations

from mapping.publish.fields.base import Field, OutputFile, decimal, names, text, whole
from mapping.publish.fields.common import (
    IN_PERIOD,
    KIND,
    NUMBER,
    OF_MUNICIPALITY,
    OF_SERVICE,
    OF_SETTLEMENT,
    STATE,
    UNIT,
)

UNIT_FIELDS = (
    UNIT,
    *OF_SERVICE,
    NUMBER,
    KIND,
    STATE,
    text(
        "change_kind",
        "what the plan changes of an existing unit, or made a transformed one: `enlarge`, `shrink`, `transform` or "
        "`close`; empty where nothing changes",
    ),
    text("catchment", "whose people it may serve: its `municipality`, or the whole `region`"),
    *OF_SETTLEMENT,
    *OF_MUNICIPALITY,
    *names("name", "unit; empty for new units"),
    whole(
        "places_<period>",
        "places",
        "in service; clients for existing mobile services; empty for new mobile teams",
    ),
    whole("units_<period>", "units", "in service; teams for new mobile services"),
    decimal("users_<period>", "persons", "served by the unit"),
    text("sizes_opened", "what the plan contracts, size:units, joined with `;` (p15:1;p30:2); empty for none"),
    text(
        "contract_periods",
        "the period of contract of each of `sizes_opened`, in the same order, joined with `;`",
    ),
    text(
        "service_periods",
        "the first period in service of each of `sizes_opened`, in the same order, joined with `;`",
    ),
    decimal(
        "staff",
        "full posts",
        "of the whole unit when all its sizes are in service and its change is made (0 once closed or transformed into "
        "another); empty if not known",
    ),
    decimal("capital_eur", "EUR", "cost of what the plan contracts, changes too; empty where it contracts nothing"),
    decimal(
        "running_eur_a_year",
        "EUR a year",
        "running cost of what the plan contracts, all in service; else empty",
    ),
    decimal("capital_paid_eur_<period>", "EUR", "capital money paid by the funds for the unit"),
    decimal("running_paid_eur_<period>", "EUR", "running money paid by the funds for the unit, all years together"),
    text(
        "funds",
        "what each fund pays for the unit over all periods, fund:EUR, joined with `;`; empty for none",
    ),
    whole("settlements_served", "settlements", "towns and villages with users of the unit in the last period"),
    decimal("mean_minutes", "minutes", "one way, mean over the users of the last period; empty without users"),
    text("source", "where the unit is known from: a row of the region's `sources.csv`; empty for new units"),
    text(
        "places_status",
        "how the places of the last period are known: `sourced`, `derived`, `assumption`, `user`",
    ),
    whole(
        "places_low",
        "places",
        "low end of the range of the places of the last period; empty where none are given",
    ),
    whole("places_high", "places", "high end of that range"),
    text("places_source", "source of these places: a row of the region's `sources.csv`"),
    text("note", "note on the unit in the region's tables"),
)
UNITS_GEOJSON = OutputFile(
    "units.geojson",
    "A unit of the plan. Point, that of its settlement: units of one settlement coincide.",
    UNIT_FIELDS,
)
UNITS_CSV = OutputFile(
    "units.csv",
    "A unit of the plan: existing, committed, transformed (what an existing unit becomes) or new.",
    (
        *UNIT_FIELDS,
        decimal("lon", "degrees", "longitude of its settlement, WGS84"),
        decimal("lat", "degrees", "latitude of its settlement, WGS84"),
    ),
)
CHANGES_CSV = OutputFile(
    "changes.csv",
    "A change of an existing unit that the plan makes. What it costs is in units.csv and money_by_unit.csv.",
    (
        UNIT,
        *OF_SERVICE,
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        text("change", "code of the change in the region's `unit_changes.csv`"),
        text("kind", "`enlarge`, `shrink`, `transform` or `close`"),
        text("into", "what it is transformed into: code of the service; else empty"),
        text("contract_period", "first and last year of the period of its contract"),
        text("effect_period", "first and last year of the first period in which it is in effect"),
        whole("places_before", "places", "of the last period, had it not changed"),
        whole("places_after", "places", "of the last period, of the unit or of what it is transformed into"),
        decimal("users_leaving", "persons", "who must have a new place"),
        decimal("staff", "full posts", "additional"),
        decimal("capital_eur", "EUR", "capital cost"),
        decimal("running_eur_a_year", "EUR a year", "additional running cost"),
        text("source", "row of the region's `sources.csv`"),
    ),
)
MOVED_CSV = OutputFile(
    "moved.csv",
    "Users who leave a changed unit, where they have a new place, in every period of the change's effect.",
    (
        UNIT,
        text("to_unit", "the unit where their new place is"),
        *names("to_service", "service of that unit"),
        text("to_ekatte", "EKATTE code of its settlement"),
        IN_PERIOD,
        decimal("persons", "persons", "who have a new place there"),
    ),
)
TEAMS_CSV = OutputFile(
    "teams.csv",
    "The week of the new mobile teams of a service at one base in a period.",
    (
        UNIT,
        *OF_SERVICE,
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        IN_PERIOD,
        whole("teams", "teams", "in service"),
        decimal("hours", "hours a week", "working time of all the teams"),
        decimal("visit_hours", "hours a week", "with clients"),
        decimal("driving_hours", "hours a week", "on the way there and back, trips shared"),
        decimal("driving_share", "0-1", "driving / (visits + driving), six decimals; empty where nobody is visited"),
    ),
)
SERVICE_AREAS_GEOJSON = OutputFile(
    "service_areas.geojson",
    "A unit with users in the last period. MultiPolygon: the joined territories of settlements it serves.",
    (
        UNIT,
        *OF_SERVICE,
        NUMBER,
        KIND,
        STATE,
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        text("period", "first and last year of the last period (2026-2027)"),
        decimal("users", "persons", "served by the unit in that period"),
        whole("settlements", "settlements", "towns and villages with users of the unit"),
        whole("municipalities", "municipalities", "municipalities with users of the unit"),
        decimal("mean_minutes", "minutes", "one way, mean over the users"),
        decimal("farthest_minutes", "minutes", "one way, the farthest user"),
        decimal("farthest_km", "km", "one way, the farthest user"),
        Field(
            "approximate_boundaries",
            "flag",
            "",
            "the territories are approximate (nearest settlement), not official",
        ),
        Field("estimated_travel", "flag", "", "minutes and km come from an estimate, not from a road network"),
    ),
)
