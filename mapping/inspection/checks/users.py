"""More places than people who are estimated to need them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mapping.inspection.types import Check, Odd, Subject
from mapping.needs import estimate_needs
from mapping.scenario import Period
from mapping.words import Text, number

MARGIN = 1.1
"""A tenth more places than the highest estimate of need may be its rounding; more is odd."""


def _find(subject: Subject) -> Iterator[Odd]:
    region, table = subject.region, subject.tables.units
    year = region.census_date.year
    planned = tuple(service.id for service in region.catalogue.services if service.planning is not None)
    if not planned:
        return
    needs = estimate_needs(region, planned, (Period(first_year=year, last_year=year),), "high").persons[:, :, 0]
    home = {place.ekatte: place.municipality for place in region.settlements}
    codes = [municipality.code for municipality in region.municipalities]
    belongs = np.array([[place.municipality == code for place in region.settlements] for code in codes])
    by_code = belongs.astype(np.float64) @ needs
    there = {unit.id: unit.places_in(year) for unit in region.units}
    for s, service in enumerate(planned):
        of_service = [line for line in table.lines if line.row.service == service]
        for m, code in enumerate([None, *codes], start=-1):
            lines = [
                line
                for line in of_service
                if code is None or (line.row.catchment == "municipality" and home[line.row.ekatte] == code)
            ]
            places = sum(there[line.row.unit] for line in lines)
            need = float(by_code[:, s].sum() if code is None else by_code[m, s])
            if places > MARGIN * need:
                where = region.title if code is None else region.municipality(code).name
                yield Odd(
                    table.where(lines[0], "unit"),
                    Text(f"{where.bg}, „{service}“: {places} места през {year} г.",
                         f"{where.en}, “{service}”: {places} places in {year}"),
                    Text(f"оценената потребност е най-много {number(need, 'bg', 1)} потребители",
                         f"the estimated need is {number(need, 'en', 1)} users at most"),
                    " ".join(line.row.note for line in lines),
                )  # fmt: skip


USERS_ABOVE_NEED = Check(
    "users_above_need",
    Text("Повече места от потребността", "More places than need"),
    Text(
        "Местата през годината на преброяването са с над една десета повече от горния край на оценената потребност: по "
        "услуга за района, и по община за звената само за нея.",
        "Places in the year of the census are more than a tenth above the high end of the estimated need: by service "
        "for the region, and "
        "by "
        "municipality for the units that are for it alone.",
    ),
    "a convention of this program",
    Text(
        "Честотата или делът са ниски, звеното служи и на други, или местата не са верни.",
        "The prevalence or the rate is low, the unit serves others too, or its places are wrong.",
    ),
    _find,
)
