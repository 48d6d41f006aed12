"""Parameters of the region: speeds, trend of the population, staff to be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mapping.region import Region
from mapping.uncertainty.kinds.value import Value, Visit
from mapping.words import Text

_PARAMETER_NAMES: Mapping[str, Text] = {
    "speed_plain": Text("Скорост в равнината", "Speed in the plain"),
    "speed_rough": Text("Скорост в хълмистите долини", "Speed in the rough valleys"),
    "terminal_minutes": Text("Минути за тръгване и паркиране", "Minutes for leaving and parking"),
    "internal_km_town": Text("Път в същия град", "Way inside the same town"),
    "internal_km_village": Text("Път в същото село", "Way inside the same village"),
    "trend_damping": Text("Част от досегашната промяна на населението", "Part of the past population trend"),
    "trend_half_weight": Text("Население, при което тенденцията тежи наполовина", "Population of half trend weight"),
    "trend_floor": Text("Най-бързо намаляване на населението", "Fastest fall of population"),
    "trend_ceiling": Text("Най-бързо нарастване на населението", "Fastest rise of population"),
    "staff_per_1000": Text("Персонал, който може да се намери, на 1000 души", "Staff to be found per 1,000"),
    "commuting_minutes": Text("Най-дълъг път до работа", "Longest way to work"),
}


def parameters(region: Region, visit: Visit) -> Region:
    """Every parameter of the region."""
    return replace(
        region,
        parameters={
            key: visit(Value(f"parameter.{key}", _PARAMETER_NAMES.get(key, Text(key, key)), estimate))
            for key, estimate in region.parameters.items()
        },
    )
