"""Values that go into the page as JSON: text and numbers, never markup or code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from mapping.words import Text

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_AS_ESCAPE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029\ufeff"}
"""Signs that could end the element or the line that holds the JSON; inside its strings they may be written so."""


def embedded(value: Json) -> str:
    """`value` as JSON that can stand in a `<script type="application/json">`: no `<`, `>`, `&` or odd line end in it.

    A lone surrogate (half a character), which UTF-8 cannot hold, becomes U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_AS_ESCAPE).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def pair(text: Text) -> Json:
    """Both languages, Bulgarian first."""
    return [text.bg, text.en]
