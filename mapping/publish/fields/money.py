"""Fields of money: funds, envelopes, payments."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, text, whole
from mapping.publish.fields.common import FUND, IN_PERIOD, MONEY_KIND, OF_SERVICE, PURSE, UNIT

MONEY_CSV = OutputFile(
    "money.csv",
    "What a fund (of a municipality, if municipal) spends on a kind in a period that its envelopes cover.",
    (
        *FUND,
        *PURSE,
        MONEY_KIND,
        IN_PERIOD,
        decimal("spent_eur", "EUR", "spent in the period: exactly the sum of its rows in money_by_unit.csv"),
        whole("units", "units", "units it pays for in the period"),
    ),
)
ENVELOPES_CSV = OutputFile(
    "envelopes.csv",
    "An envelope: money for a kind in one or several periods together. Of several, each is a limit. "
    "Where a fund carries money over, every period has a row with all the money and all the spending up to it; what is "
    "left of it stays for the next.",
    (
        *FUND,
        *PURSE,
        MONEY_KIND,
        text("periods", "the periods it covers, joined with `;`"),
        decimal("envelope_eur", "EUR", "available in these periods together"),
        decimal("spent_eur", "EUR", "spent in these periods: exactly the sum of their rows in money.csv"),
        decimal("left_eur", "EUR", "envelope less spent"),
    ),
)
MONEY_BY_UNIT_CSV = OutputFile(
    "money_by_unit.csv",
    "What a fund pays for a unit: a payment of one kind in one period.",
    (
        UNIT,
        *OF_SERVICE,
        text("unit_municipality", "code of the municipality where the unit stands"),
        *FUND,
        *PURSE,
        MONEY_KIND,
        IN_PERIOD,
        decimal("paid_eur", "EUR", "paid in the period"),
    ),
)
