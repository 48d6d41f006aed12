"""A plan as JSON text and back; the same plan gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from mapping.plan.types import Plan

_ADAPTER = TypeAdapter(Plan)


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON: one line a record, so that two plans can be compared line by line."""
    return records_in_lines(_ADAPTER.dump_python(plan, mode="json"))


def plan_from_json(text: str) -> Plan:
    """Read a plan back.

    Raises:
        pydantic.ValidationError: if the text is not a plan.
    """
    return _ADAPTER.validate_json(text)


def records_in_lines(content: Mapping[str, Any]) -> str:
    """`content` as a JSON object: a line a key, and of a key that holds a list a line an item."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join("  " + _dumped(item) for item in value)
            parts.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {_dumped(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
