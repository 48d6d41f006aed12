"""Fields that several files share."""

from __future__ import annotations

from mapping.publish.fields.base import decimal, names, text, whole

OF_SERVICE = (text("service", "code of the service"), *names("service", "service"))
EKATTE = text("ekatte", "EKATTE code of the settlement: five digits, leading zeros kept")
OF_SETTLEMENT = (EKATTE, *names("settlement", "settlement"))
OF_MUNICIPALITY = (text("municipality", "code of its municipality"), *names("municipality", "municipality"))
IN_PERIOD = text("period", "first and last year of the period (2021-2023)")
UNIT = text("unit", "code of the unit, unique in the plan")
KIND = text("kind", "`residential`, `centre` or `mobile`")
STATE = text(
    "state",
    "`existing`, `committed` (decided or under construction), `transformed` (what an existing unit becomes) or `new` "
    "(proposed by the plan)",
)
NUMBER = whole("number", "", "number of the service: its mark on the map")
MONEY_KIND = text("kind", "`capital` or `running`")
FUND = (text("fund", "code of the fund"), *names("fund", "fund"))
PURSE = (
    text("municipality", "code of the municipality whose money it is; empty for a fund of the whole region"),
    *names("municipality", "municipality"),
)
NEED = decimal("need", "persons", "expected persons who need the service")
SERVED = decimal("served", "persons", "of them, served under the plan")
UNMET = decimal("unmet", "persons", "of them, left without the service: need = served + unmet, exactly")
SHARE = decimal("share", "0-1", "served / need, six decimals; empty where there is no need")
