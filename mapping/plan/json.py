"""A plan as JSON text and back; the same plan gives the same bytes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from mapping.plan.types import Plan

_ADAPTER = TypeAdapter(Plan)


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON: one line a record, so that two plans can be compared line by line."""
    content: dict[str, Any] = _ADAPTER.dump_python(plan, mode="json")
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join("  " + json.dumps(item, ensure_ascii=False, allow_nan=False) for item in value)
            parts.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False, allow_nan=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def plan_from_json(text: str) -> Plan:
    """Read a plan back.

    Raises:
        pydantic.ValidationError: if the text is not a plan.
    """
    return _ADAPTER.validate_json(text)
