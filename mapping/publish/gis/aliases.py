"""The fields in Bulgarian, as QGIS and ArcGIS show them at the head of a column, and the words for coded values."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.publish.certainty import CERTAINTY_WORDS
from mapping.publish.fields import PERIOD, SERVICE, Field
from mapping.publish.gis.definitions import LayerDefinition
from mapping.publish.printed.legend import KIND_WORDS, STATE_WORDS
from mapping.publish.records import Lookup, period_column
from mapping.words import Text

FIELD_WORDS: Mapping[str, str] = {
    "unit": "код на звеното",
    "service": "код на услугата",
    "service_bg": "услуга",
    "service_en": "услуга (английски)",
    "number": "номер на услугата",
    "kind": "вид услуга",
    "state": "състояние",
    "catchment": "обхват",
    "ekatte": "ЕКАТТЕ",
    "settlement_bg": "населено място",
    "settlement_en": "населено място (английски)",
    "municipality": "код на общината",
    "municipality_bg": "община",
    "municipality_en": "община (английски)",
    "name_bg": "име",
    "name_en": "име (английски)",
    "places_<period>": "места <period>",
    "units_<period>": "звена или екипи <period>",
    "users_<period>": "потребители <period>",
    "sizes_opened": "нови: размер и брой",
    "contract_periods": "период на договора",
    "service_periods": "първи период на работа",
    "staff": "персонал (щатни бройки)",
    "capital_eur": "капиталов разход (евро)",
    "running_eur_a_year": "текущ разход на година (евро)",
    "capital_paid_eur_<period>": "платени капиталови <period> (евро)",
    "running_paid_eur_<period>": "платени текущи <period> (евро)",
    "funds": "от кой фонд (евро)",
    "settlements_served": "обслужвани населени места",
    "mean_minutes": "средно пътуване (минути)",
    "farthest_minutes": "най-далечен потребител (минути)",
    "farthest_km": "най-далечен потребител (км)",
    "source": "източник",
    "places_status": "места: как са известни",
    "places_low": "места: най-малко",
    "places_high": "места: най-много",
    "places_source": "места: източник",
    "note": "бележка",
    "population_2013": "население 2013",
    "population_2021": "население 2021",
    "need_<period>": "потребност <period> (лица)",
    "served_<period>": "обслужени <period> (лица)",
    "unmet_<period>": "непокрити <period> (лица)",
    "share_<period>": "обслужен дял <period>",
    "need_<service>_<period>": "потребност <period>: <service>",
    "served_<service>_<period>": "обслужени <period>: <service>",
    "unmet_<service>_<period>": "непокрити <period>: <service>",
    "period": "период",
    "users": "потребители",
    "settlements": "брой населени места",
    "municipalities": "брой общини",
    "approximate_boundaries": "приблизителни граници",
    "estimated_travel": "оценено пътуване",
    "unit_ekatte": "ЕКАТТЕ на звеното",
    "persons": "лица",
    "minutes": "път (минути)",
    "km": "път (км)",
    "teams": "екипи",
    "hours": "часове седмично",
    "visit_hours": "при потребители (часове)",
    "driving_hours": "на път (часове)",
    "driving_share": "дял на пътуването",
    "seat": "ЕКАТТЕ на общинския център",
    "area_km2": "площ (кв. км)",
    "area_decares": "площ по таблицата (дка)",
    "units_solid": "единици: сигурно",
    "units_likely": "единици: вероятно",
    "units_open": "единици: под въпрос",
    "share_first": "дял от развитията с поне една",
    "share_all": "дял от развитията с толкова",
    "certainty": "сигурност",
    "share_low": "обслужен дял: ниска стойност",
    "share_median": "обслужен дял: медиана",
    "share_high": "обслужен дял: висока стойност",
}
"""By the name of a field; `<period>` and `<service>` stand for the years and the name of the service."""

SETTLEMENT_KINDS: Mapping[str, Text] = {
    "town": Text("град", "town"),
    "village": Text("село", "village"),
    "point": Text("точка", "point"),
}
_OF_SETTLEMENTS = ("settlements", "territories")
"""Layers whose `kind` is that of a settlement."""

_STATUS = {
    "sourced": Text("от източник", "sourced"),
    "derived": Text("изчислено", "derived"),
    "assumption": Text("допускане", "assumption"),
    "user": Text("от потребителя", "user"),
}
_CATCHMENT = {"municipality": Text("общината", "municipality"), "region": Text("целият регион", "region")}


def aliases(look: Lookup, layer: LayerDefinition) -> dict[str, str]:
    """The words for every column of the layer; a field without words is shown by its name.

    Two columns never have the same words: what is said twice (services of one name) gets the column's name behind.
    """
    words: dict[str, str] = {}
    for field in layer.fields:
        said = _words(layer, field)
        for service in look.services if SERVICE in field.name else (None,):
            for period in look.plan.periods if PERIOD in field.name else (None,):
                column, alias = field.name, said
                if service is not None:
                    column, alias = column.replace(SERVICE, service.id), alias.replace(SERVICE, service.name.bg)
                if period is not None:
                    column = column.replace(PERIOD, period_column(period))
                    alias = alias.replace(PERIOD, period.name)
                words[column] = f"{alias} [{column}]" if alias in words.values() else alias
    return words


def coded_values(layer: LayerDefinition) -> dict[str, tuple[str, Mapping[str, Text]]]:
    """The columns of codes that have words: the name of the list of codes, and the words of each."""
    of_settlements = layer.name in _OF_SETTLEMENTS
    kinds: dict[str, Text] = {code: words for code, words in KIND_WORDS.items()}  # noqa: C416 - codes as mere text
    states: dict[str, Text] = {code: words for code, words in STATE_WORDS.items()}  # noqa: C416
    known: dict[str, tuple[str, Mapping[str, Text]]] = {
        "kind": ("settlement_kind", SETTLEMENT_KINDS) if of_settlements else ("service_kind", kinds),
        "state": ("unit_state", states),
        "catchment": ("catchment", _CATCHMENT),
        "places_status": ("status", _STATUS),
        "certainty": ("certainty", {code: words for code, words in CERTAINTY_WORDS.items()}),  # noqa: C416
    }
    return {field.name: known[field.name] for field in layer.fields if field.name in known}


def _words(layer: LayerDefinition, field: Field) -> str:
    if field.name == "kind" and layer.name in _OF_SETTLEMENTS:
        return "вид (град, село)"
    return FIELD_WORDS.get(field.name, field.name)
