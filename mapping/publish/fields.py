"""The files that programs read, and every field in them: name, type, unit, meaning.

Writers take their columns from here, and docs/outputs.md shows the same tables, so that what is written and
what is documented cannot differ. In a name `<period>` stands for the years of a period (2021_2023) and
`<service>` for the code of a planned service: such a field is one column for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

FieldType = Literal["text", "integer", "decimal", "flag"]
"""decimal: a number with a decimal point; flag: true or false."""

Cell = str | int | Decimal | bool | None
"""A value of a field; None where it does not apply or is not known."""

Row = dict[str, Cell]
"""The values of one record by column."""

PERIOD = "<period>"
SERVICE = "<service>"


@dataclass(frozen=True, slots=True)
class Field:
    """A field, or a family of fields with `<period>` or `<service>` in the name. `unit` is empty for text."""

    name: str
    type: FieldType
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file: what one record of it is (with its geometry, in GeoJSON), and its fields in order."""

    name: str
    record: str
    fields: tuple[Field, ...]


def expand(fields: Sequence[Field], periods: Sequence[str], services: Sequence[str]) -> dict[str, Field]:
    """The columns of `fields`, in order; `periods` are years as in column names, `services` are codes."""
    columns: dict[str, Field] = {}
    for field in fields:
        for service in services if SERVICE in field.name else ("",):
            for period in periods if PERIOD in field.name else ("",):
                columns[field.name.replace(SERVICE, service).replace(PERIOD, period)] = field
    return columns


def field_table(fields: Sequence[Field]) -> str:
    """`fields` as the table that docs/outputs.md shows (Markdown)."""
    lines = ["| field | type | unit | meaning |", "|---|---|---|---|"]
    lines += [f"| `{field.name}` | {field.type} | {field.unit} | {field.meaning} |" for field in fields]
    return "\n".join(lines) + "\n"


def _text(name: str, meaning: str) -> Field:
    return Field(name, "text", "", meaning)


def _whole(name: str, unit: str, meaning: str) -> Field:
    return Field(name, "integer", unit, meaning)


def _decimal(name: str, unit: str, meaning: str) -> Field:
    return Field(name, "decimal", unit, meaning)


def _names(prefix: str, what: str) -> tuple[Field, Field]:
    return _text(f"{prefix}_bg", f"name of the {what} in Bulgarian"), _text(f"{prefix}_en", "the same in English")


_SERVICE = (_text("service", "code of the service"), *_names("service", "service"))
_EKATTE = _text("ekatte", "EKATTE code of the settlement: five digits, leading zeros kept")
_SETTLEMENT = (_EKATTE, *_names("settlement", "settlement"))
_MUNICIPALITY = (_text("municipality", "code of its municipality"), *_names("municipality", "municipality"))
_PERIOD = _text("period", "first and last year of the period (2021-2023)")
_UNIT = _text("unit", "code of the unit, unique in the plan")
_KIND = _text("kind", "`residential`, `centre` or `mobile`")
_STATE = _text(
    "state",
    "`existing`, `committed` (decided or under construction), `transformed` (what an existing unit becomes) or `new` "
    "(proposed by the plan)",
)
_NUMBER = _whole("number", "", "number of the service: its mark on the map")
_MONEY_KIND = _text("kind", "`capital` or `running`")
_FUND = (_text("fund", "code of the fund"), *_names("fund", "fund"))
_PURSE = (
    _text("municipality", "code of the municipality whose money it is; empty for a fund of the whole region"),
    *_names("municipality", "municipality"),
)
_NEED = _decimal("need", "persons", "expected persons who need the service")
_SERVED = _decimal("served", "persons", "of them, served under the plan")
_UNMET = _decimal("unmet", "persons", "of them, left without the service: need = served + unmet, exactly")
_SHARE = _decimal("share", "0-1", "served / need, six decimals; empty where there is no need")

UNIT_FIELDS = (
    _UNIT,
    *_SERVICE,
    _NUMBER,
    _KIND,
    _STATE,
    _text("catchment", "whose people it may serve: its `municipality`, or the whole `region`"),
    *_SETTLEMENT,
    *_MUNICIPALITY,
    *_names("name", "unit; empty for new units"),
    _whole(
        "places_<period>",
        "places",
        "in service; clients for existing mobile services; empty for new mobile teams",
    ),
    _whole("units_<period>", "units", "in service; teams for new mobile services"),
    _decimal("users_<period>", "persons", "served by the unit"),
    _text("sizes_opened", "what the plan contracts, size:units, joined with `;` (p15:1;p30:2); empty for none"),
    _text(
        "contract_periods",
        "the period of contract of each of `sizes_opened`, in the same order, joined with `;`",
    ),
    _text(
        "service_periods",
        "the first period in service of each of `sizes_opened`, in the same order, joined with `;`",
    ),
    _decimal(
        "staff",
        "full posts",
        "of the whole unit when all its sizes are in service and its change is made (0 once closed or transformed into "
        "another); empty if not known",
    ),
    _decimal("capital_eur", "EUR", "cost of what the plan contracts, changes too; empty where it contracts nothing"),
    _decimal(
        "running_eur_a_year",
        "EUR a year",
        "running cost of what the plan contracts, all in service; else empty",
    ),
    _decimal("capital_paid_eur_<period>", "EUR", "capital money paid by the funds for the unit"),
    _decimal("running_paid_eur_<period>", "EUR", "running money paid by the funds for the unit, all years together"),
    _text(
        "funds",
        "what each fund pays for the unit over all periods, fund:EUR, joined with `;`; empty for none",
    ),
    _whole("settlements_served", "settlements", "towns and villages with users of the unit in the last period"),
    _decimal("mean_minutes", "minutes", "one way, mean over the users of the last period; empty without users"),
    _text("source", "where the unit is known from: a row of the region's `sources.csv`; empty for new units"),
    _text(
        "places_status",
        "how the places of the last period are known: `sourced`, `derived`, `assumption`, `user`",
    ),
    _whole(
        "places_low",
        "places",
        "low end of the range of the places of the last period; empty where none are given",
    ),
    _whole("places_high", "places", "high end of that range"),
    _text("places_source", "source of these places: a row of the region's `sources.csv`"),
    _text("note", "note on the unit in the region's tables"),
)

UNITS_GEOJSON = OutputFile(
    "units.geojson",
    "A unit of the plan. Point, that of its settlement: units of one settlement coincide.",
    UNIT_FIELDS,
)
SETTLEMENTS_GEOJSON = OutputFile(
    "settlements.geojson",
    "A settlement of the region, with or without need. Point.",
    (
        _EKATTE,
        *_names("name", "settlement"),
        _text("kind", "`town` or `village`"),
        *_MUNICIPALITY,
        _whole("population_2013", "persons", "population at the end of 2013 (estimate made before the census)"),
        _whole("population_2021", "persons", "usual residents of the census of 2021"),
        _decimal(
            "need_<period>",
            "persons",
            "expected persons in need, all planned services added: who needs two counts twice",
        ),
        _decimal("served_<period>", "persons", "of them, served"),
        _decimal("unmet_<period>", "persons", "of them, not served"),
        _decimal("share_<period>", "0-1", "served / need, six decimals; empty where there is no need"),
        _decimal("need_<service>_<period>", "persons", "expected persons who need the service"),
        _decimal("served_<service>_<period>", "persons", "of them, served"),
        _decimal("unmet_<service>_<period>", "persons", "of them, not served"),
    ),
)
SERVICE_AREAS_GEOJSON = OutputFile(
    "service_areas.geojson",
    "A unit with users in the last period. MultiPolygon: the joined territories of settlements it serves.",
    (
        _UNIT,
        *_SERVICE,
        _NUMBER,
        _KIND,
        _STATE,
        *_SETTLEMENT,
        *_MUNICIPALITY,
        _text("period", "first and last year of the last period (2026-2027)"),
        _decimal("users", "persons", "served by the unit in that period"),
        _whole("settlements", "settlements", "towns and villages with users of the unit"),
        _whole("municipalities", "municipalities", "municipalities with users of the unit"),
        _decimal("mean_minutes", "minutes", "one way, mean over the users"),
        _decimal("farthest_minutes", "minutes", "one way, the farthest user"),
        _decimal("farthest_km", "km", "one way, the farthest user"),
        Field(
            "approximate_boundaries",
            "flag",
            "",
            "the territories are approximate (nearest settlement), not official",
        ),
        Field("estimated_travel", "flag", "", "minutes and km come from an estimate, not from a road network"),
    ),
)
UNITS_CSV = OutputFile(
    "units.csv",
    "A unit of the plan: existing, committed, transformed (what an existing unit becomes) or new.",
    (
        *UNIT_FIELDS,
        _decimal("lon", "degrees", "longitude of its settlement, WGS84"),
        _decimal("lat", "degrees", "latitude of its settlement, WGS84"),
    ),
)
CHANGES_CSV = OutputFile(
    "changes.csv",
    "A change of an existing unit that the plan makes. What it costs is in units.csv and money_by_unit.csv.",
    (
        _UNIT,
        *_SERVICE,
        *_SETTLEMENT,
        *_MUNICIPALITY,
        _text("change", "code of the change in the region's `unit_changes.csv`"),
        _text("kind", "`enlarge`, `shrink`, `transform` or `close`"),
        _text("into", "what it is transformed into: code of the service; else empty"),
        _text("contract_period", "first and last year of the period of its contract"),
        _text("effect_period", "first and last year of the first period in which it is in effect"),
        _whole("places_before", "places", "of the last period, had it not changed"),
        _whole("places_after", "places", "of the last period, of the unit or of what it is transformed into"),
        _decimal("users_leaving", "persons", "who must have a new place"),
        _decimal("staff", "full posts", "additional"),
        _decimal("capital_eur", "EUR", "capital cost"),
        _decimal("running_eur_a_year", "EUR a year", "additional running cost"),
        _text("source", "row of the region's `sources.csv`"),
    ),
)
MOVED_CSV = OutputFile(
    "moved.csv",
    "Users who leave a changed unit, where they have a new place, in every period of the change's effect.",
    (
        _UNIT,
        _text("to_unit", "the unit where their new place is"),
        *_names("to_service", "service of that unit"),
        _text("to_ekatte", "EKATTE code of its settlement"),
        _PERIOD,
        _decimal("persons", "persons", "who have a new place there"),
    ),
)
TEAMS_CSV = OutputFile(
    "teams.csv",
    "The week of the new mobile teams of a service at one base in a period.",
    (
        _UNIT,
        *_SERVICE,
        *_SETTLEMENT,
        *_MUNICIPALITY,
        _PERIOD,
        _whole("teams", "teams", "in service"),
        _decimal("hours", "hours a week", "working time of all the teams"),
        _decimal("visit_hours", "hours a week", "with clients"),
        _decimal("driving_hours", "hours a week", "on the way there and back, trips shared"),
        _decimal("driving_share", "0-1", "driving / (visits + driving), six decimals; empty where nobody is visited"),
    ),
)
NEEDS_CSV = OutputFile(
    "needs.csv",
    "A settlement, service and period with any need.",
    (*_SETTLEMENT, *_MUNICIPALITY, *_SERVICE, _PERIOD, _NEED, _SERVED, _UNMET),
)
MUNICIPALITIES_CSV = OutputFile(
    "municipalities.csv",
    "A municipality, planned service and period; `all` adds the services, so who needs two counts twice.",
    (*_MUNICIPALITY, *_SERVICE, _PERIOD, _NEED, _SERVED, _UNMET, _SHARE),
)
SERVICES_CSV = OutputFile(
    "services.csv",
    "A service and period: planned services, and others that have units (no need is estimated for those).",
    (
        *_SERVICE,
        _NUMBER,
        _KIND,
        _PERIOD,
        _decimal(
            "need",
            "persons",
            "expected persons who need the service; empty for services that are not planned",
        ),
        _SERVED,
        _UNMET,
        _SHARE,
        _whole("existing_places", "places", "in service in existing units (clients for mobile services)"),
        _whole("committed_places", "places", "in service in committed units (clients for mobile services)"),
        _whole("transformed_places", "places", "in service in what existing units were transformed into"),
        _whole("new_places", "places", "in service in new units"),
        _whole("new_units", "units", "new residential units and centres in service"),
        _whole("new_teams", "teams", "new mobile teams in service"),
    ),
)
MONEY_CSV = OutputFile(
    "money.csv",
    "What a fund (of a municipality, if municipal) spends on a kind in a period that its envelopes cover.",
    (
        *_FUND,
        *_PURSE,
        _MONEY_KIND,
        _PERIOD,
        _decimal("spent_eur", "EUR", "spent in the period: exactly the sum of its rows in money_by_unit.csv"),
        _whole("units", "units", "units it pays for in the period"),
    ),
)
ENVELOPES_CSV = OutputFile(
    "envelopes.csv",
    "An envelope: money for a kind in one or several periods together. Of several, each is a limit. "
    "Where a fund carries money over, every period has a row with all the money and all the spending up to it; what is "
    "left of it stays for the next.",
    (
        *_FUND,
        *_PURSE,
        _MONEY_KIND,
        _text("periods", "the periods it covers, joined with `;`"),
        _decimal("envelope_eur", "EUR", "available in these periods together"),
        _decimal("spent_eur", "EUR", "spent in these periods: exactly the sum of their rows in money.csv"),
        _decimal("left_eur", "EUR", "envelope less spent"),
    ),
)
MONEY_BY_UNIT_CSV = OutputFile(
    "money_by_unit.csv",
    "What a fund pays for a unit: a payment of one kind in one period.",
    (
        _UNIT,
        *_SERVICE,
        _text("unit_municipality", "code of the municipality where the unit stands"),
        *_FUND,
        *_PURSE,
        _MONEY_KIND,
        _PERIOD,
        _decimal("paid_eur", "EUR", "paid in the period"),
    ),
)
ASSIGNMENTS_CSV = OutputFile(
    "assignments.csv",
    "The persons of a settlement whom a unit serves in a period.",
    (
        *_SETTLEMENT,
        _UNIT,
        _text("unit_ekatte", "EKATTE code of the settlement where the unit stands"),
        *_SERVICE,
        _PERIOD,
        _decimal("persons", "persons", "expected persons served"),
        _decimal("minutes", "minutes", "one way by car"),
        _decimal("km", "km", "one way by car"),
    ),
)
STAGES_CSV = OutputFile(
    "stages.csv",
    "An objective of the scenario, in order, and what is proven of it.",
    (
        _whole("stage", "", "place in the order, from 1"),
        _text("objective", "`unmet`, `worst_served`, `travel` or `money`"),
        _text("direction", "`minimise` or `maximise`"),
        *(
            _text("measure_bg", "what value, found and bound are counted in, in Bulgarian"),
            _text("measure_en", "the same in English"),
        ),
        _decimal("value", "measure", "of the finished plan, after later stages used the tolerance"),
        _decimal("found", "measure", "best value when the stage ended"),
        _decimal("bound", "measure", "no plan under the stages before can be better; empty if nothing is proven"),
        _decimal("gap", "0-1", "relative: abs(found - bound) / abs(found); empty if nothing is proven"),
        _decimal("wanted_gap", "0-1", "the gap that the scenario asked for"),
        _decimal("tolerance", "0-1", "relative: how much of the value later stages could give up"),
        _text(
            "status",
            "`optimal` (proven best), `within_gap` (proven within the wanted gap), or stopped before:"
            " `time_limit`, `cancelled`",
        ),
    ),
)
EVIDENCE_CSV = OutputFile(
    "evidence.csv",
    "A number of the map and, below it, those that it was made from, down to the sources: level 0 is the number, and a "
    "row belongs to the nearest row above it with a lower level. The numbers are those of the map's head, table and "
    "marks, of new units and changes, the envelopes, the need of municipalities by service in the last period, and the "
    "rates. A part with a chain of its own is one row with `see` true: `needsmap evidence` follows its `claim`.",
    (
        _text("number", "key of the number whose chain this is"),
        _whole("level", "", "depth in the chain, from 0"),
        _text("claim", "key of what this row says"),
        *(_text("what_bg", "what it is, in Bulgarian"), _text("what_en", "the same in English")),
        _decimal("value", "unit", "the value, at most six decimals"),
        *(_text("unit_bg", "unit of the value, in Bulgarian"), _text("unit_en", "the same in English")),
        _decimal("low", "unit", "low end of its range; empty where none is known"),
        _decimal("high", "unit", "high end of that range"),
        _text(
            "status",
            "`sourced`, `derived`, `assumption` or `user` as in the tables; `computed` from the rows below it, `plan` "
            "(decided by the plan), `unstated`",
        ),
        Field("assumed", "flag", "", "whether it is an assumption or rests on one"),
        Field("see", "flag", "", "whether its parts are told elsewhere, under its `claim`"),
        _text("source", "row of the region's `sources.csv`"),
        _text("publisher", "who published it"),
        _text("date", "when"),
        _text("address", "where on the web"),
        _text("file", "file of the region or scenario that holds the value"),
        _text("row", "line of that file, the header being 1; or the key"),
        _text("column", "column of that file, where the row holds several values"),
    ),
)

GEOJSON_FILES = (UNITS_GEOJSON, SETTLEMENTS_GEOJSON, SERVICE_AREAS_GEOJSON)
TABLES = (
    UNITS_CSV,
    CHANGES_CSV,
    MOVED_CSV,
    TEAMS_CSV,
    NEEDS_CSV,
    MUNICIPALITIES_CSV,
    SERVICES_CSV,
    MONEY_CSV,
    ENVELOPES_CSV,
    MONEY_BY_UNIT_CSV,
    ASSIGNMENTS_CSV,
    STAGES_CSV,
    EVIDENCE_CSV,
)
