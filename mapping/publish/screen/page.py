"""One HTML file that holds everything: words, data, styles and scripts, with a policy that lets it fetch nothing.

The Content-Security-Policy (W3C, level 3) in the page allows the page's own script and style by their SHA-256, pictures
from the page itself, and nothing else: no address, no `eval`, no markup made from text (Trusted Types).
"""

from __future__ import annotations

import base64
import hashlib
import html
from importlib.resources import files
from pathlib import Path

from mapping.instance import Case
from mapping.plan import Plan
from mapping.publish.screen.document import document
from mapping.publish.screen.json import embedded
from mapping.publish.screen.sure import Sureness, sureness
from mapping.uncertainty.types import Certainties

FILE = "map.html"

SCRIPTS = (
    "dom", "data", "numbers", "names", "totals", "state", "marks", "placing", "view", "ground", "cards", "labels",
    "links", "layers", "legend", "search", "pieces", "village", "unit", "municipality", "service", "region", "about",
    "certainty", "details", "printing", "main",
)  # fmt: skip
"""The scripts in the order in which they stand in the page; each uses only what stands before it when it is read."""
STYLES = ("page", "panels", "map", "print")


def write_screen_map(case: Case, plan: Plan, folder: Path, *, certainty: Certainties | None = None) -> None:
    """Write `folder`/map.html, in Bulgarian and English; with `certainty` it says how sure the plan is.

    The same inputs give the same bytes.

    Raises:
        ValueError: the settlements have no place on the earth, so there is nothing to draw.
    """
    sure = None if certainty is None else sureness(plan, certainty)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(screen_map(case, plan, sure), encoding="utf-8", newline="\n")


def screen_map(case: Case, plan: Plan, sure: Sureness | None = None) -> str:
    """The page as text; `sure` says how sure the plan is, where that is known."""
    script = '"use strict";\n(() => {\n' + "\n".join(_asset(f"{name}.js") for name in SCRIPTS) + "})();\n"
    style = "\n".join(_asset(f"{name}.css") for name in STYLES)
    title = case.scenario.keys.title
    holes = {
        "POLICY": _policy(script, style),
        "TITLE": html.escape(title.bg),
        "STYLE": style,
        "DATA": embedded(document(case, plan, sure)),
        "SCRIPT": script,
    }
    return _filled(_asset("page.html"), holes)


def _filled(template: str, holes: dict[str, str]) -> str:
    """The template with its holes, written {{NAME}}, filled once: what is filled in is not looked at again."""
    first, *rest = template.split("{{")
    parts = [first]
    for part in rest:
        name, _, after = part.partition("}}")
        parts += [holes[name], after]
    return "".join(parts)


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (files("mapping.publish.screen") / "assets" / name).read_text(encoding="utf-8")
