"""An ensemble as JSON text and back, exactly; the same ensemble gives the same bytes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from mapping.uncertainty.types import Ensemble

_ADAPTER = TypeAdapter(Ensemble)


def ensemble_to_json(ensemble: Ensemble) -> str:
    """The ensemble as JSON: one line a factor, world and plan."""
    content: dict[str, Any] = _ADAPTER.dump_python(ensemble, mode="json")
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join("  " + json.dumps(item, ensure_ascii=False, allow_nan=False) for item in value)
            parts.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False, allow_nan=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def ensemble_from_json(text: str) -> Ensemble:
    """Read an ensemble back.

    Raises:
        pydantic.ValidationError: if the text is no ensemble.
    """
    return _ADAPTER.validate_json(text)
