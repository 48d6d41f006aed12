"""The fields in Bulgarian, as QGIS and ArcGIS show them at the head of a column, and the words for coded values."""

from __future__ import annotations

from collections.abc import Mapping

from mapping.publish.certainty import CERTAINTY_WORDS
from mapping.publish.certainty_words import STATUS_WORDS
from mapping.publish.fields import PERIOD, SERVICE, Field
from mapping.publish.fields.words import FIELD_WORDS
from mapping.publish.gis.definitions import LayerDefinition
from mapping.publish.printed.legend import KIND_WORDS, STATE_WORDS
from mapping.publish.records import Lookup, period_column
from mapping.words import Text

SETTLEMENT_KINDS: Mapping[str, Text] = {
    "town": Text("град", "town"),
    "village": Text("село", "village"),
    "point": Text("точка", "point"),
}
CHANGE_WORDS: Mapping[str, Text] = {
    "enlarge": Text("увеличаване", "enlarged"),
    "shrink": Text("намаляване", "made smaller"),
    "transform": Text("преобразуване", "transformed"),
    "close": Text("закриване", "closed"),
}
_OF_SETTLEMENTS = ("settlements", "territories")
"""Layers whose `kind` is that of a settlement."""

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
        "change_kind": ("unit_change", {code: words for code, words in CHANGE_WORDS.items()}),  # noqa: C416
        "catchment": ("catchment", _CATCHMENT),
        "places_status": ("status", {code: words for code, words in STATUS_WORDS.items()}),  # noqa: C416
        "certainty": ("certainty", {code: words for code, words in CERTAINTY_WORDS.items()}),  # noqa: C416
    }
    return {field.name: known[field.name] for field in layer.fields if field.name in known}


def _words(layer: LayerDefinition, field: Field) -> str:
    if field.name == "kind" and layer.name in _OF_SETTLEMENTS:
        return "вид (град, село)"
    return FIELD_WORDS.get(field.name, field.name)
