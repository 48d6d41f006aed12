"""docs/gis.md says what is in the layers.

`python tests/gis/test_page.py` writes its tables anew.
"""

from __future__ import annotations

from pathlib import Path

from mapping.publish.fields import Field
from mapping.publish.fields.words import FIELD_WORDS
from mapping.publish.gis.definitions import CERTAIN, LAYERS, LayerDefinition, with_certainty_fields

PAGE = Path(__file__).parents[2] / "docs" / "gis.md"


def test_every_field_has_words_in_bulgarian():
    used = {field.name for definition in LAYERS for field in with_certainty_fields(definition).fields}
    assert used == set(FIELD_WORDS)


def layers_section() -> str:
    """The tables of docs/gis.md: every layer and field, from the definitions the files are written by."""
    parts = []
    for definition in LAYERS:
        said = f"**{definition.title.bg}** ({definition.title.en}). {definition.record.en} {definition.geometry}."
        parts.append(f"### {definition.name}\n\n{said}\n\n{field_rows(definition, definition.fields)}")
        if definition.name in CERTAIN:
            more = field_rows(definition, CERTAIN[definition.name])
            parts.append(f"Where it is known how sure the plan is, also:\n\n{more}")
    return "## Layers and fields\n\n" + "\n".join(parts)


def field_rows(definition: LayerDefinition, shown: tuple[Field, ...]) -> str:
    words = {field.name: FIELD_WORDS[field.name] for field in shown}
    if definition.name in ("settlements", "territories") and "kind" in words:
        words["kind"] = "вид (град, село)"
    rows = [f"| `{f.name}` | {words[f.name]} | {f.type} | {f.unit} | {f.meaning} |" for f in shown]
    return "\n".join(["| field | in Bulgarian | type | unit | meaning |", "|---|---|---|---|---|", *rows]) + "\n"


def test_the_page_says_what_is_in_the_files():
    page = PAGE.read_text(encoding="utf-8")
    assert page.endswith(layers_section()), "run: python tests/gis/test_page.py"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8").split("## Layers and fields")[0]
    PAGE.write_text(text + layers_section(), encoding="utf-8", newline="\n")
