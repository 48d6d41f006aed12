"""QML, the language of QGIS styles: symbols, renderers and labels as elements of XML.

Written after what QGIS 3.22 saves; keys that are left out have QGIS's own defaults. Lengths are millimetres on the
screen or the page, colours `#rrggbb`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

SymbolType = Literal["marker", "line", "fill"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is drawn with a symbol: records for which `expression` holds, under `label` in the legend."""

    expression: str
    label: str
    symbol: Element


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside records for which `expression` holds, on maps of scale 1:`scale` and larger (0: all).

    `text` is an expression; `away` how far it stands from the point; `over` puts it over the middle of an area.
    """

    text: str
    expression: str
    size: float
    color: str
    scale: int = 0
    bold: bool = False
    away: float = 0.6
    over: bool = False


def symbol(kind: SymbolType, *layers: Element, opacity: float = 1.0) -> Element:
    """A symbol of one or more layers, the lowest first."""
    made = Element("symbol", {"type": kind, "name": "0", "alpha": f"{opacity:g}", "clip_to_extent": "1"})
    made.extend(layers)
    return made


def symbol_layer(of_class: str, values: Mapping[str, str], set_by: Mapping[str, str] | None = None) -> Element:
    """A layer of a symbol; `set_by` gives properties their values by expressions."""
    made = Element("layer", {"class": of_class, "enabled": "1", "pass": "0", "locked": "0"})
    made.append(_options(values))
    if set_by:
        outer = SubElement(SubElement(made, "data_defined_properties"), "Option", {"type": "Map"})
        SubElement(outer, "Option", {"name": "name", "value": "", "type": "QString"})
        inner = SubElement(outer, "Option", {"name": "properties", "type": "Map"})
        for name, expression in set_by.items():
            one = SubElement(inner, "Option", {"name": name, "type": "Map"})
            SubElement(one, "Option", {"name": "active", "value": "true", "type": "bool"})
            SubElement(one, "Option", {"name": "expression", "value": expression, "type": "QString"})
            SubElement(one, "Option", {"name": "type", "value": "3", "type": "int"})
        SubElement(outer, "Option", {"name": "type", "value": "collection", "type": "QString"})
    return made


def fill(color: str, edge: str, width: float, style: str = "solid") -> Element:
    """A filled area with an edge; `style` "no" leaves it empty."""
    return symbol_layer("SimpleFill", {
        "color": _color(color), "style": style, "outline_color": _color(edge), "outline_style": "solid",
        "outline_width": f"{width:g}", "outline_width_unit": "MM", "joinstyle": "round",
    })  # fmt: skip


def line(color: str, width: float) -> Element:
    """A line."""
    return symbol_layer("SimpleLine", {
        "line_color": _color(color), "line_width": f"{width:g}", "line_width_unit": "MM", "line_style": "solid",
        "capstyle": "round", "joinstyle": "round",
    })  # fmt: skip


def mark(shape: str, size: float, color: str, edge: str, width: float, edge_style: str = "solid") -> Element:
    """A mark of a shape: square, circle, triangle, cross2."""
    return symbol_layer("SimpleMarker", {
        "name": shape, "size": f"{size:g}", "size_unit": "MM", "color": _color(color), "outline_color": _color(edge),
        "outline_style": edge_style, "outline_width": f"{width:g}", "outline_width_unit": "MM", "joinstyle": "miter",
    })  # fmt: skip


def characters(expression: str, size: float, color: str, below: float = 0.0) -> Element:
    """A text inside a mark, from an expression; `below` moves it down."""
    values = {
        "font": "DejaVu Sans", "chr": " ", "size": f"{size:g}", "size_unit": "MM", "color": _color(color),
        "outline_width": "0", "offset": f"0,{below:g}", "offset_unit": "MM",
        "horizontal_anchor_point": "1", "vertical_anchor_point": "1",
    }  # fmt: skip
    return symbol_layer("FontMarker", values, {"char": expression})


def single(of: Element) -> Element:
    """One symbol for all."""
    made = Element("renderer-v2", {"type": "singleSymbol", "symbollevels": "0", "enableorderby": "0"})
    _symbols(made, [of])
    return made


def by_rules(rules: Sequence[Rule]) -> Element:
    """The symbol of each rule that holds; the expression ELSE holds where no other does."""
    made = Element("renderer-v2", {"type": "RuleRenderer", "symbollevels": "0", "enableorderby": "0"})
    top = SubElement(made, "rules", {"key": "{needsmap}"})
    for number, rule in enumerate(rules):
        SubElement(top, "rule", {
            "key": f"{{needsmap-{number}}}", "filter": rule.expression, "label": rule.label, "symbol": str(number),
        })  # fmt: skip
    _symbols(made, [rule.symbol for rule in rules])
    return made


def by_value(expression: str, values: Sequence[Rule]) -> Element:
    """The symbol for each value of an expression (`Rule.expression` is the value); others are not drawn."""
    made = Element(
        "renderer-v2", {"type": "categorizedSymbol", "attr": expression, "symbollevels": "0", "enableorderby": "0"}
    )
    categories = SubElement(made, "categories")
    for number, value in enumerate(values):
        SubElement(categories, "category", {
            "value": value.expression, "label": value.label, "symbol": str(number), "render": "true", "type": "string",
        })  # fmt: skip
    _symbols(made, [value.symbol for value in values])
    return made


def side_by_side(of: Element, centre: Element) -> Element:
    """Marks at one place beside each other in a grid, round a `centre`; drawn by the renderer `of`."""
    made = Element("renderer-v2", {
        "type": "pointDisplacement", "placement": "2", "tolerance": "0.1", "toleranceUnit": "MM",
        "circleRadiusAddition": "0", "circleWidth": "0.2", "circleColor": _color("#7d7d7d"), "labelAttributeName": "",
        "symbollevels": "0", "enableorderby": "0",
    })  # fmt: skip
    font = {"description": "DejaVu Sans,8,-1,5,50,0,0,0,0,0", "style": ""}
    SubElement(made, "labelFontProperties", font)
    made.append(of)
    centre.set("name", "centerSymbol")
    made.append(centre)
    return made


def labels(wanted: Iterable[Label]) -> Element:
    """Labels with a white edge, that give way to each other."""
    made = Element("labeling", {"type": "rule-based"})
    rules = SubElement(made, "rules", {"key": "{needsmap-labels}"})
    for number, label in enumerate(wanted):
        attributes = {"key": f"{{needsmap-label-{number}}}", "filter": label.expression}
        if label.scale:
            attributes |= {"scalemindenom": "1", "scalemaxdenom": str(label.scale)}
        settings = SubElement(SubElement(rules, "rule", attributes), "settings", {"calloutType": "simple"})
        text = SubElement(settings, "text-style", {
            "fieldName": label.text, "isExpression": "1", "fontFamily": "DejaVu Sans", "fontSize": f"{label.size:g}",
            "fontSizeUnit": "Point", "fontWeight": "75" if label.bold else "50", "textColor": _color(label.color),
            "namedStyle": "Bold" if label.bold else "Book",
        })  # fmt: skip
        SubElement(text, "text-buffer", {
            "bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": _color("#ffffff"),
            "bufferOpacity": "0.85",
        })  # fmt: skip
        SubElement(settings, "placement", {
            "placement": "1" if label.over else "6", "dist": f"{label.away:g}", "distUnits": "MM", "quadOffset": "4",
            "predefinedPositionOrder": "TR,TL,BR,BL,R,L,TSR,BSR", "offsetType": "1", "priority": "5",
            "polygonPlacementFlags": "2", "placementFlags": "10", "centroidInside": "1",
        })  # fmt: skip
        SubElement(settings, "rendering", {
            "drawLabels": "1", "displayAll": "0", "obstacle": "1", "obstacleFactor": "1", "maxNumLabels": "2000",
            "limitNumLabels": "0", "minFeatureSize": "0", "fontMaxPixelSize": "10000", "fontLimitPixelSize": "0",
        })  # fmt: skip
    return made


def _symbols(renderer: Element, of: Iterable[Element]) -> None:
    inside = SubElement(renderer, "symbols")
    for number, one in enumerate(of):
        one.set("name", str(number))
        inside.append(one)


def _options(values: Mapping[str, str]) -> Element:
    made = Element("Option", {"type": "Map"})
    for name, value in values.items():
        SubElement(made, "Option", {"name": name, "value": value, "type": "QString"})
    return made


def _color(of: str) -> str:
    """Red, green, blue and opacity, 0-255."""
    return ",".join(str(int(of[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
