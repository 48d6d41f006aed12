"""Fields of an ensemble's folder: how sure units are, what else is built often, ranges, assumptions, robust plans."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, names, text, whole
from mapping.publish.fields.common import OF_MUNICIPALITY, OF_SERVICE, OF_SETTLEMENT
from mapping.publish.fields.needs import SETTLEMENTS_GEOJSON
from mapping.publish.fields.units import UNITS_GEOJSON

_WORLDS = (
    whole("worlds_with", "worlds", "worlds whose plans have at least `n` new units of the service there"),
    whole("worlds", "worlds", "all worlds that have a plan"),
    decimal("share", "0-1", "worlds_with / worlds"),
    decimal("share_low", "0-1", "low end of the 95 % Wilson range of the share, worlds taken as independent draws"),
    decimal("share_high", "0-1", "high end of that range"),
)
_PLACE = (*OF_SERVICE, *OF_SETTLEMENT, *OF_MUNICIPALITY)
_N = whole("n", "", "which of the new units of the service there: 1 is the first")
_UNMET = "weighted persons x years"

UNIT_CERTAINTY = (
    whole("units_solid", "units", "new units in service in the last period that are solid; empty for other units"),
    whole("units_likely", "units", "of them, likely"),
    whole("units_open", "units", "of them, open"),
    decimal("share_first", "0-1", "part of the worlds that build at least one unit there; empty for other units"),
    decimal("share_all", "0-1", "part of the worlds that build at least as many; empty for other units"),
    text("certainty", "class of `share_all`: `solid`, `likely` or `open`; empty for other units"),
)
"""Further fields of units.geojson in an ensemble's folder."""

SETTLEMENT_RANGE = (
    decimal(
        "share_low", "0-1", "served share of its need in the last period, 5 % quantile over the worlds; else empty"
    ),
    decimal("share_median", "0-1", "median over the worlds"),
    decimal("share_high", "0-1", "95 % quantile over the worlds"),
)
"""Further fields of settlements.geojson in an ensemble's folder."""

CERTAIN_UNITS_GEOJSON = OutputFile(UNITS_GEOJSON.name, UNITS_GEOJSON.record, (*UNITS_GEOJSON.fields, *UNIT_CERTAINTY))
CERTAIN_SETTLEMENTS_GEOJSON = OutputFile(
    SETTLEMENTS_GEOJSON.name, SETTLEMENTS_GEOJSON.record, (*SETTLEMENTS_GEOJSON.fields, *SETTLEMENT_RANGE)
)

CERTAINTY_CSV = OutputFile(
    "certainty.csv",
    "A new unit of the plan in the last period, and how sure it is.",
    (
        text("unit", "code of the units of the service there in units.csv"),
        *_PLACE,
        _N,
        *_WORLDS,
        text(
            "certainty",
            "`solid` (in at least 80 % of the worlds), `likely` (in at least 50 %) or `open` (in fewer); a convention",
        ),
        text(
            "elsewhere",
            "EKATTE codes of places where it could as well stand, the cheapest first, joined with `;`; `nowhere`: its "
            "money goes elsewhere; empty where none is known",
        ),
        text("elsewhere_bg", "their names in Bulgarian, in the same order"),
        text("elsewhere_en", "the same in English"),
        text(
            "elsewhere_loss",
            "by which part (0-1) the weighted unmet need grows at most, in the same order",
        ),
    ),
)
MISSING_CSV = OutputFile(
    "missing.csv",
    "A unit that the plan has not, though at least half of the worlds build it.",
    (*_PLACE, _N, *_WORLDS),
)
SERVED_RANGES_CSV = OutputFile(
    "served_ranges.csv",
    "A settlement, and which part of its need in the last period the plans of the worlds serve; empty without need.",
    (
        *OF_SETTLEMENT,
        *OF_MUNICIPALITY,
        decimal("low", "0-1", "5 % quantile over the worlds"),
        decimal("median", "0-1", "median over the worlds"),
        decimal("high", "0-1", "95 % quantile over the worlds"),
        decimal("central", "0-1", "under the plan for the central values"),
    ),
)
ASSUMPTIONS_CSV = OutputFile(
    "assumptions.csv",
    "A value that differs between the worlds, and how much it moves the plan; those that move it most come first.",
    (
        text("factor", "code of the value"),
        *names("name", "value"),
        text("block", "values of one block move together"),
        decimal("low", "unit", "low end of its range"),
        decimal("central", "unit", "the value taken in the plan"),
        decimal("high", "unit", "high end of its range"),
        text("unit", "what low, central and high are counted in"),
        text("status", "how the value is known: `sourced`, `derived`, `assumption`, `user`"),
        text("source", "row of the region's `sources.csv`"),
        *names("source", "source"),
        decimal(
            "effect_low", "0-1", "relative change of the weighted unmet need where the value is in its lowest fifth"
        ),
        decimal("effect_high", "0-1", "the same where it is in its highest fifth"),
        text("direction", "what more of it does to the unmet need: `up`, `down`, or `none` (no more than chance)"),
        decimal("share_of_variance", "0-1", "part of the variance of the unmet need that it explains"),
        decimal(
            "marks_moved",
            "0-1",
            "part of the plan's new units that are not built at its ends, less those not built in its middle",
        ),
        decimal(
            "worth",
            _UNMET,
            "by how much knowing it before deciding would lower the unmet need, on average; empty where it was not "
            "computed",
        ),
        decimal("worth_share", "0-1", "worth / mean weighted unmet need over the worlds"),
        text("note", "note on the value in the region's tables"),
    ),
)
ROBUST_CSV = OutputFile(
    "robust.csv",
    "A plan that is best over all worlds by a criterion, held against the plan for the central values.",
    (
        text(
            "criterion",
            "`expected` (mean over the worlds), `worst` (the worst world) or `regret` (the largest distance from the "
            "best that is known in a world)",
        ),
        text("plan", "which of the candidates is best"),
        decimal("value", _UNMET, "its weighted unmet need by the criterion: less is better"),
        decimal("central_value", _UNMET, "that of the plan for the central values, by the same criterion"),
        decimal("gain", _UNMET, "central_value - value: what the robust plan gains"),
        decimal("bound", _UNMET, "no plan that keeps the floors can be better; empty where that is not known"),
        decimal("at_most", _UNMET, "for `regret`: its regret held against each world's bound; else empty"),
        decimal("expected", _UNMET, "its mean over the worlds"),
        decimal(
            "price",
            _UNMET,
            "what it costs on average: expected less the mean of the plan for the central values (negative: it is "
            "better)",
        ),
        decimal("at_central", _UNMET, "its weighted unmet need where the central values hold"),
        decimal("price_at_central", _UNMET, "what it costs there against the plan for the central values"),
    ),
)

CERTAIN_TABLES = (CERTAINTY_CSV, MISSING_CSV, SERVED_RANGES_CSV, ASSUMPTIONS_CSV, ROBUST_CSV)
