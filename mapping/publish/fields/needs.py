"""Fields of need and who meets it: settlements, municipalities, services, assignments."""

from __future__ import annotations

from mapping.publish.fields.base import OutputFile, decimal, names, text, whole
from mapping.publish.fields.common import (
    EKATTE,
    IN_PERIOD,
    KIND,
    NEED,
    NUMBER,
    OF_MUNICIPALITY,
    OF_SERVICE,
    OF_SETTLEMENT,
    SERVED,
    SHARE,
    UNIT,
    UNMET,
)

SETTLEMENTS_GEOJSON = OutputFile(
    "settlements.geojson",
    "A settlement of the region, with or without need. Point.",
    (
        EKATTE,
        *names("name", "settlement"),
        text("kind", "`town` or `village`"),
        *OF_MUNICIPALITY,
        whole("population_2013", "persons", "population at the end of 2013 (estimate made before the census)"),
        whole("population_2021", "persons", "usual residents of the census of 2021"),
        decimal(
            "need_<period>",
            "persons",
            "expected persons in need, all planned services added: who needs two counts twice",
        ),
        decimal("served_<period>", "persons", "of them, served"),
        decimal("unmet_<period>", "persons", "of them, not served"),
        decimal("share_<period>", "0-1", "served / need, six decimals; empty where there is no need"),
        decimal("need_<service>_<period>", "persons", "expected persons who need the service"),
        decimal("served_<service>_<period>", "persons", "of them, served"),
        decimal("unmet_<service>_<period>", "persons", "of them, not served"),
    ),
)
NEEDS_CSV = OutputFile(
    "needs.csv",
    "A settlement, service and period with any need.",
    (*OF_SETTLEMENT, *OF_MUNICIPALITY, *OF_SERVICE, IN_PERIOD, NEED, SERVED, UNMET),
)
MUNICIPALITIES_CSV = OutputFile(
    "municipalities.csv",
    "A municipality, planned service and period; `all` adds the services, so who needs two counts twice.",
    (*OF_MUNICIPALITY, *OF_SERVICE, IN_PERIOD, NEED, SERVED, UNMET, SHARE),
)
SERVICES_CSV = OutputFile(
    "services.csv",
    "A service and period: planned services, and others that have units (no need is estimated for those).",
    (
        *OF_SERVICE,
        NUMBER,
        KIND,
        IN_PERIOD,
        decimal(
            "need",
            "persons",
            "expected persons who need the service; empty for services that are not planned",
        ),
        SERVED,
        UNMET,
        SHARE,
        whole("existing_places", "places", "in service in existing units (clients for mobile services)"),
        whole("committed_places", "places", "in service in committed units (clients for mobile services)"),
        whole("transformed_places", "places", "in service in what existing units were transformed into"),
        whole("new_places", "places", "in service in new units"),
        whole("new_units", "units", "new residential units and centres in service"),
        whole("new_teams", "teams", "new mobile teams in service"),
    ),
)
ASSIGNMENTS_CSV = OutputFile(
    "assignments.csv",
    "The persons of a settlement whom a unit serves in a period.",
    (
        *OF_SETTLEMENT,
        UNIT,
        text("unit_ekatte", "EKATTE code of the settlement where the unit stands"),
        *OF_SERVICE,
        IN_PERIOD,
        decimal("persons", "persons", "expected persons served"),
        decimal("minutes", "minutes", "one way by car"),
        decimal("km", "km", "one way by car"),
    ),
)
