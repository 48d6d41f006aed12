"""How QGIS shows each layer when it is opened: the marks and colours of the printed map.

Units: shape by kind, filling by state, the service's number inside; settlements and territories: served share of the
need in the last period; lines and areas: by kind of service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import ceil, sqrt
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mapping.catalogue.rows import Kind
from mapping.publish.gis import definitions, symbols
from mapping.publish.gis.definitions import LayerDefinition
from mapping.publish.gis.metadata import plain_xml
from mapping.publish.gis.symbols import Label, Rule
from mapping.publish.printed.legend import KIND_WORDS, NO_NEED, STATE_WORDS
from mapping.publish.printed.marks import NEW_RED
from mapping.publish.printed.sites import KINDS, STATES, State
from mapping.publish.printed.territories import NONE_COLOR, NONE_TINT, SHARE_COLORS, SHARE_TINTS, SHARES
from mapping.publish.records import Lookup, period_column, period_value
from mapping.words import Language, Text, percent

INK = "#222222"
SHAPES: Mapping[Kind, str] = {"residential": "square", "centre": "circle", "mobile": "triangle"}
SIZES: Mapping[Kind, float] = {"residential": 4.2, "centre": 4.6, "mobile": 5.2}
KIND_COLORS: Mapping[Kind, str] = {"residential": "#8c3b6f", "centre": "#1f6f8b", "mobile": "#b0641a"}
"""Of lines and areas."""
STATE_LOOKS: Mapping[State, tuple[str, str, float, str, str]] = {
    "existing": ("#ffffff", INK, 0.3, "solid", INK),
    "committed": ("#fbe3d6", NEW_RED, 0.4, "dash", INK),
    "transformed": ("#fbe3d6", NEW_RED, 0.5, "solid", INK),
    "new": (NEW_RED, NEW_RED, 0.3, "solid", "#ffffff"),
}
"""Filling, edge, its width and style, colour of the number."""
NOT_IN_SERVICE = Text("не работи в последния период", "not in service in the last period")
SIDE_MM = 2.6
"""Half of the room that a unit's mark takes in the square of a place's units, mm."""
VILLAGES_FROM, MUNICIPALITIES_FROM = 200_000, 300_000
"""Villages and municipalities have their names on maps of this scale (1 to …) and larger: on smaller ones they would
lie over the marks."""
SERVED = Text("обслужени", "served")
VERSION = "3.22.0"
"""The oldest QGIS that these styles are written for."""


def style_of(layer: LayerDefinition, look: Lookup, words: Mapping[str, str], language: Language) -> str:
    """The style of a layer as QML: symbols, labels, and `words` for the columns (none in English: their names are)."""
    root = Element("qgis", {"version": VERSION, "styleCategories": "Symbology|Labeling|Fields|MapTips"})
    renderer, labels = _LOOKS[layer.name](look, language)
    root.set("labelsEnabled", "1" if labels else "0")
    root.append(renderer)
    if labels:
        root.append(symbols.labels(labels))
    if language == "bg":
        aliases = SubElement(root, "aliases")
        for index, (column, alias) in enumerate(words.items(), start=1):  # 0 is the record's number
            SubElement(aliases, "alias", {"field": column, "name": plain_xml(alias), "index": str(index)})
    indent(root, " ")
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode") + "\n"


Look = tuple[Element, list[Label]]


def _units(look: Lookup, language: Language) -> Look:
    last = period_column(look.plan.periods[look.last])
    value = f'CASE WHEN "units_{last}" > 0 THEN "kind" || \' \' || "state" ELSE \'none\' END'
    marks = []
    for kind in KINDS:
        for state in STATES:
            color, edge, width, style, ink = STATE_LOOKS[state]
            below = 0.5 if kind == "mobile" else 0.0
            shape = symbols.mark(SHAPES[kind], SIZES[kind], color, edge, width, style)
            number = symbols.characters('to_string("number")', 2.4, ink, below)
            label = f"{KIND_WORDS[kind].of(language)}: {STATE_WORDS[state].of(language)}"
            marks.append(Rule(f"{kind} {state}", label, symbols.symbol("marker", shape, number)))
    gone = symbols.symbol("marker", symbols.mark("cross2", 2.0, "#888888", "#888888", 0.3))
    marks.append(Rule("none", NOT_IN_SERVICE.of(language), gone))
    shown = {(unit.kind, unit.state) for unit in look.plan.units}
    kept = [m for m in marks if m.expression == "none" or tuple(m.expression.split(" ")) in shown]
    centre = symbols.symbol("marker", symbols.mark("circle", 0.8, INK, INK, 0.0))
    return symbols.side_by_side(symbols.by_value(value, kept), centre), []


def _settlements(look: Lookup, language: Language) -> Look:
    def dot(color: str) -> Element:
        return symbols.symbol("marker", symbols.mark("circle", 2.2, color, "#333333", 0.2))

    none = symbols.symbol("marker", symbols.mark("cross2", 1.6, NONE_COLOR, NONE_COLOR, 0.3))
    renderer = symbols.by_rules(_shares(look, language, [dot(color) for color in SHARE_COLORS], none))
    return renderer, _names(look, f'"name_{language}"')


def _names(look: Lookup, name: str) -> list[Label]:
    """Names of towns and, on larger maps, of villages; those of places with units stand clear of the units' marks,
    which QGIS lays out in a square."""
    counts = Counter(unit.settlement for unit in look.plan.units)
    by_side: dict[int, list[str]] = {}
    for code, count in counts.items():
        by_side.setdefault(ceil(sqrt(count)), []).append(code)
    groups = [(f"\"ekatte\" IN ({', '.join(map(_quoted, sorted(codes)))})", 0.6 + SIDE_MM * side)
              for side, codes in sorted(by_side.items())]  # fmt: skip
    groups.append((f'"ekatte" NOT IN ({", ".join(map(_quoted, sorted(counts)))})' if counts else "TRUE", 0.6))
    made = []
    for places, away in groups:
        made.append(Label(name, f"\"kind\" = 'town' AND {places}", 9, INK, bold=True, away=away))
        made.append(Label(name, f"\"kind\" <> 'town' AND {places}", 7, INK, scale=VILLAGES_FROM, away=away))
    return made


def _quoted(code: str) -> str:
    return "'" + code.replace("'", "''") + "'"


def _territories(look: Lookup, language: Language) -> Look:
    def area(color: str) -> Element:
        return symbols.symbol("fill", symbols.fill(color, "#ffffff", 0.15))

    return symbols.by_rules(_shares(look, language, [area(tint) for tint in SHARE_TINTS], area(NONE_TINT))), []


def _municipalities(_: Lookup, language: Language) -> Look:
    outline = symbols.symbol("fill", symbols.fill("#ffffff", "#6b6258", 0.5, style="no"))
    name = Text("'общ. ' || \"municipality_bg\"", "\"municipality_en\" || ' municipality'").of(language)
    return symbols.single(outline), [Label(name, "", 10, "#6b6258", scale=MUNICIPALITIES_FROM, over=True)]


def _service_areas(_: Lookup, language: Language) -> Look:
    def area(kind: Kind) -> Element:
        color = KIND_COLORS[kind]
        return symbols.symbol("fill", symbols.fill(color, color, 0.35, style="no"), opacity=0.8)  # they overlap

    return symbols.by_value('"kind"', [Rule(kind, KIND_WORDS[kind].of(language), area(kind)) for kind in KINDS]), []


def _assignments(look: Lookup, language: Language) -> Look:
    def way(kind: Kind) -> Element:
        return symbols.symbol("line", symbols.line(KIND_COLORS[kind], 0.25), opacity=0.6)

    return symbols.by_rules(_last(look, language, [(kind, way(kind)) for kind in KINDS])), []


def _mobile_rounds(look: Lookup, language: Language) -> Look:
    way = symbols.symbol("line", symbols.line(KIND_COLORS["mobile"], 0.5), opacity=0.6)
    period = look.plan.periods[look.last]
    words = f"{definitions.MOBILE_ROUNDS.title.of(language)}, {period.name}"
    return symbols.by_rules([Rule(f"\"period\" = '{period_value(period)}'", words, way)]), []


_LOOKS: Mapping[str, Callable[[Lookup, Language], Look]] = {
    definitions.UNITS.name: _units,
    definitions.SETTLEMENTS.name: _settlements,
    definitions.TERRITORIES.name: _territories,
    definitions.MUNICIPALITIES.name: _municipalities,
    definitions.SERVICE_AREAS.name: _service_areas,
    definitions.ASSIGNMENTS.name: _assignments,
    definitions.MOBILE_ROUNDS.name: _mobile_rounds,
}


def _shares(look: Lookup, language: Language, of: Sequence[Element], none: Element) -> list[Rule]:
    """The symbols for the classes of served share in the last period; a share on a limit is of the class above."""
    column = f'"share_{period_column(look.plan.periods[look.last])}"'
    limits = (0.0, *SHARES, 1.0)
    rules = []
    for number, one in enumerate(of):
        low, high = limits[number], limits[number + 1]
        above = "<=" if number == len(of) - 1 else "<"
        words = f"{SERVED.of(language)} {percent(low, language)} – {percent(high, language)}"
        rules.append(Rule(f'{column} >= {low:g} AND {column} {above} {high:g} AND "population_2021" > 0', words, one))
    return [*rules, Rule("ELSE", NO_NEED.of(language), none)]


def _last(look: Lookup, language: Language, of: Sequence[tuple[Kind, Element]]) -> list[Rule]:
    """The symbol of each kind, for the records of the last period."""
    period = look.plan.periods[look.last]
    return [
        Rule(
            f"\"period\" = '{period_value(period)}' AND \"kind\" = '{kind}'",
            f"{KIND_WORDS[kind].of(language)}, {period.name}",
            one,
        )
        for kind, one in of
    ]
