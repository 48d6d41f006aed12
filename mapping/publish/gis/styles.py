"""How QGIS shows each layer when it is opened: the marks and colours of the printed map.

Units: shape by kind, filling by state, the service's number inside; settlements and territories: served share of the
need in the last period; lines and areas: by kind of service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import ceil, sqrt
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from matplotlib.colors import to_hex

from mapping.catalogue.rows import Kind
from mapping.publish.certainty import CERTAINTY_WORDS
from mapping.publish.gis import definitions, symbols
from mapping.publish.gis.definitions import LayerDefinition
from mapping.publish.gis.metadata import plain_xml
from mapping.publish.gis.symbols import Label, Rule
from mapping.publish.printed.certain_sites import CERTAINTY_LOOKS
from mapping.publish.printed.legend import KIND_WORDS, NO_NEED, STATE_WORDS
from mapping.publish.printed.marks import PLAN_LOOKS
from mapping.publish.printed.marks import Look as MarkLook
from mapping.publish.printed.sites import KINDS, STATES, State, state_of
from mapping.publish.printed.territories import NONE_COLOR, NONE_TINT, SHARE_COLORS, SHARE_TINTS, SHARES
from mapping.publish.records import Lookup, period_column, period_value
from mapping.words import Language, Text, percent

INK = "#222222"
MM_A_POINT = 25.4 / 72
SHAPES: Mapping[Kind, str] = {"residential": "square", "centre": "circle", "mobile": "triangle"}
SIZES: Mapping[Kind, float] = {"residential": 4.2, "centre": 4.6, "mobile": 5.2}
KIND_COLORS: Mapping[Kind, str] = {"residential": "#8c3b6f", "centre": "#1f6f8b", "mobile": "#b0641a"}
"""Of lines and areas."""
CHANGED: State = "changed"
STATE_SHOWN = f"CASE WHEN \"state\" = 'existing' AND \"change_kind\" <> '' THEN '{CHANGED}' ELSE \"state\" END"
"""The state that the mark of a unit says: an existing unit that the plan changes has one of its own, as on paper."""
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
    certain = layer.name == definitions.UNITS.name and "certainty" in words
    renderer, labels = (_certain_units if certain else _LOOKS[layer.name])(look, language)
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
    states = {(unit.kind, state_of(unit)) for unit in look.plan.units}
    marks = [
        _unit_mark(kind, state, PLAN_LOOKS[state], STATE_WORDS[state].of(language), language)
        for kind in KINDS
        for state in (*STATES, CHANGED)
        if (kind, state) in states
    ]
    return _marks(look, marks, STATE_SHOWN, language), []


def _certain_units(look: Lookup, language: Language) -> Look:
    """New units by how sure they are, as on the printed map of certainty; the others step back."""
    kinds = {unit.kind for unit in look.plan.units if unit.state == "new"}
    states = {(unit.kind, unit.state) for unit in look.plan.units if unit.state != "new"}
    marks = [
        _unit_mark(
            kind, sure, CERTAINTY_LOOKS[sure], f"{STATE_WORDS['new'].of(language)}, {word.of(language)}", language
        )
        for kind in KINDS
        if kind in kinds
        for sure, word in CERTAINTY_WORDS.items()
    ]
    marks += [
        _unit_mark(kind, state, CERTAINTY_LOOKS[state], STATE_WORDS[state].of(language), language)
        for kind in KINDS
        for state in STATES
        if (kind, state) in states
    ]
    return _marks(look, marks, 'coalesce("certainty", "state")', language), []


def _marks(look: Lookup, marks: Sequence[Rule], state: str, language: Language) -> Element:
    """The marks by kind and by the value of the expression `state`, side by side; a small cross for what does not serve
    in the last period."""
    last = period_column(look.plan.periods[look.last])
    value = f"CASE WHEN \"units_{last}\" > 0 THEN \"kind\" || ' ' || {state} ELSE 'none' END"
    gone = symbols.symbol("marker", symbols.mark("cross2", 2.0, "#888888", "#888888", 0.3))
    centre = symbols.symbol("marker", symbols.mark("circle", 0.8, INK, INK, 0.0))
    rules = [*marks, Rule("none", NOT_IN_SERVICE.of(language), gone)]
    return symbols.side_by_side(symbols.by_value(value, rules), centre)


def _unit_mark(kind: Kind, code: str, drawn: MarkLook, words: str, language: Language) -> Rule:
    edge = "solid" if drawn.dashes == "solid" else "dash"
    shape = symbols.mark(
        SHAPES[kind], SIZES[kind], to_hex(drawn.fill), to_hex(drawn.edge), drawn.line * MM_A_POINT, edge
    )
    number = symbols.characters('to_string("number")', 2.4, to_hex(drawn.ink), 0.5 if kind == "mobile" else 0.0)
    return Rule(f"{kind} {code}", f"{KIND_WORDS[kind].of(language)}: {words}", symbols.symbol("marker", shape, number))


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
