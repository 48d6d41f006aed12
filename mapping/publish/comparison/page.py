"""The comparison as one page of HTML: it needs no script and no network, and prints.

Its Content-Security-Policy (W3C, level 3) allows its own style by its SHA-256 and pictures that lie beside it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from mapping.compare import Comparison
from mapping.publish.comparison.sections import Section
from mapping.publish.comparison.side_by_side import differences, plans, side_by_side
from mapping.publish.printed.sentences import INDICATIVE
from mapping.words import Language, Text

FILE = "comparison.html"
TITLE = Text("Сравнение на планове", "Comparison of plans")
FIRST = Text("Преди да сравнявате", "Before you compare")
MAP = Text("Карта на разликите", "Map of the differences")

STYLE = """
body { font: 15px/1.45 "DejaVu Sans", Verdana, Arial, sans-serif; color: #1a1a1a; margin: 2em auto; max-width: 78em;
  padding: 0 1em; }
h1 { font-size: 1.6em; margin-bottom: 0.1em; }
h2 { font-size: 1.2em; margin: 2.2em 0 0.4em; border-top: 2px solid #3d362e; padding-top: 0.6em; }
h3 { font-size: 1em; margin: 1.6em 0 0.4em; }
p { margin: 0.4em 0; }
.note { color: #444; font-size: 0.87em; }
.first { border: 2px solid #b3001b; padding: 0.5em 1em; margin: 1em 0; }
.wide { overflow-x: auto; margin-bottom: 1.2em; }
table { border-collapse: collapse; font-size: 0.87em; }
th, td { padding: 0.25em 0.7em; border-bottom: 1px solid #d8d3ca; vertical-align: top; text-align: left; }
th { border-bottom: 2px solid #3d362e; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.n { text-align: right; min-width: 6.5em; }
tbody tr:nth-child(even) { background: #f4f2ee; }
img { width: 100%; border: 1px solid #d8d3ca; }
@media print { body { max-width: none; margin: 0; font-size: 11px; } h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; } .wide { overflow: visible; } }
"""


def write_page(
    comparison: Comparison, notices: Sequence[Text], maps: Mapping[str, str], folder: Path, language: Language
) -> None:
    """Write `folder`/comparison.html; `maps` are the pictures of the differences, by the name of the plan that is held
    against the first. The same comparison gives the same bytes."""
    text = page_text(comparison, notices, maps, language)
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")


def page_text(comparison: Comparison, notices: Sequence[Text], maps: Mapping[str, str], language: Language) -> str:
    """The page as text."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' file:; base-uri 'none'"
    title = TITLE.of(language)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        f'<h1>{title}</h1>\n<p class="note">{escape(INDICATIVE.of(language))}</p>',
        _notices(notices, language),
        _section(plans(comparison, language), "h2"),
        *(_section(section, "h2") for section in side_by_side(comparison, language)),
    ]
    for against in comparison.against:
        first, *others = differences(comparison, against, language)
        parts.append(_section(first, "h2"))
        picture = maps.get(against.other.name)
        if picture is not None:
            words = escape(f"{MAP.of(language)}: {first.heading}")
            parts.append(f'<p><img src="{escape(picture)}" alt="{words}"></p>')
        parts += [_section(section, "h3") for section in others]
    return "\n".join(part for part in parts if part) + "\n</body>\n</html>\n"


def _notices(notices: Sequence[Text], language: Language) -> str:
    if not notices:
        return ""
    items = "\n".join(f"<p>{escape(notice.of(language))}</p>" for notice in notices)
    return f'<div class="first">\n<p><strong>{FIRST.of(language)}</strong></p>\n{items}\n</div>'


def _section(section: Section, tag: str) -> str:
    """A heading of many lines is a heading and paragraphs."""
    heading, *more = section.heading.split("\n")
    parts = [f"<{tag}>{escape(heading)}</{tag}>"] if heading else []
    parts += [f"<p>{escape(line)}</p>" for line in more]
    if section.rows:
        head = _row(section.head, section.left, "th")
        body = "\n".join(_row(row, section.left, "td") for row in section.rows)
        parts.append(f'<div class="wide"><table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table></div>')
    parts += [f'<p class="note">{escape(note)}</p>' for note in section.notes]
    return "\n".join(parts)


def _row(cells: Sequence[str], left: int, tag: str) -> str:
    shown = (
        f"<{tag}>{escape(cell)}</{tag}>" if at < left else f'<{tag} class="n">{escape(cell)}</{tag}>'
        for at, cell in enumerate(cells)
    )  # fmt: skip
    return f"<tr>{''.join(shown)}</tr>"
