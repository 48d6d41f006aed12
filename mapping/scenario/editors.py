"""The JSON Schema of scenario files: what editors need to complete keys, explain them and underline what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mapping.scenario.keypath import dotted
from mapping.scenario.merge import OWN
from mapping.scenario.schema import ScenarioFile
from mapping.scenario.words import KEY_WORDS
from mapping.words import Text

Json = dict[str, Any]

PLACEHOLDERS = {
    "weights": "<service>",
    "group_weights": "<group>",
    "standards": "<service>",
    "sizes": "<service>",
    "catalogue": "<service>",
    "parameters": "<parameter>",
    "need.services": "<service>",
    "need.groups": "<group>",
    "funds": "<fund>",
}
"""Tables whose keys are names of the region's tables, and how docs/scenario.md writes those names."""

STEP_WORDS = {
    "extends": Text(
        "файлът, който този сценарий разширява, спрямо неговата папка",
        "the file that this scenario extends, relative to its folder",
    ),
    "change": Text(
        'други стойности за отделни ключове на разширения сценарий, в кавички: "stages[1].gap" = 0.01',
        'other values for single keys of the extended scenario, in quotation marks: "stages[1].gap" = 0.01',
    ),
    "remove": Text(
        'ключове, раздели и елементи на списъци, които отпадат: ["inter_municipal", "coverage[2]"]',
        'keys, tables and items of lists that are left out: ["inter_municipal", "coverage[2]"]',
    ),
    "add": Text(
        "елементи, които се добавят в края на списъци: [[add.coverage]]",
        "items that are added at the end of lists: [[add.coverage]]",
    ),
}


def editor_schema() -> Json:
    """The schema (JSON Schema 2020-12), with what every key means in both languages.

    A file that extends another needs its own title and question only; its keys may be those of the steps of an
    extension too.
    """
    schema = ScenarioFile.model_json_schema()
    definitions: Json = schema.pop("$defs")
    whole = _opened(schema, definitions, ())
    required = whole.pop("required")
    properties: Json = whole["properties"]
    needed = {name: {"required": keys} for name, keys in _needed(definitions, schema["properties"])}
    lists = {"type": "object", "description": _both(STEP_WORDS["add"]), **_lists_of(properties)}
    steps: Json = {
        "extends": {"type": "string", "description": _both(STEP_WORDS["extends"])},
        "remove": {"type": "array", "items": {"type": "string"}, "description": _both(STEP_WORDS["remove"])},
        "change": {"type": "object", "description": _both(STEP_WORDS["change"])},
        "add": lists,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "needsmap: сценарий / scenario",
        **whole,
        "properties": {**steps, **properties},
        "if": {"required": ["extends"]},
        "then": {"required": list(OWN)},
        "else": {
            "required": required,
            "properties": {**dict.fromkeys(("remove", "change", "add"), False), **needed},
        },
    }


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(editor_schema(), ensure_ascii=False, indent=1) + "\n"


def _opened(schema: Json, definitions: Json, at: tuple[str, ...]) -> Json:
    """`schema` with every reference written out, and the meaning of each key in place of the program's own words."""
    if "$ref" in schema:
        inner = definitions[schema["$ref"].rpartition("/")[2]]
        return _opened({**inner, **{k: v for k, v in schema.items() if k != "$ref"}}, definitions, at)
    found = {k: v for k, v in schema.items() if k not in ("title", "description")}
    words = KEY_WORDS.get(dotted(at).replace("[1]", "[]"))
    if words is not None:
        found["description"] = _both(words)
    if "anyOf" in found:
        choices = [choice for choice in found.pop("anyOf") if choice.get("type") != "null"]
        found = {**_opened(choices[0], definitions, at), **found}
    if found.get("default", 0) is None or isinstance(found.get("default"), dict):
        del found["default"]
    if at and at[0] not in OWN and not any(part.endswith("[]") for part in at):
        found.pop("required", None)  # a file that extends another may state some keys of a table only
    if "properties" in found:
        found["properties"] = {
            name: _opened(inner, definitions, (*at, name)) for name, inner in found["properties"].items()
        }
    for named in ("additionalProperties", "patternProperties"):
        _open_named(found, named, definitions, at)
    if "items" in found:
        found["items"] = _opened(found["items"], definitions, (*at[:-1], f"{at[-1]}[]"))
    return found


def _needed(definitions: Json, properties: Json) -> Iterator[tuple[str, list[str]]]:
    """The tables, and the keys that each of them must have where no other file may state them."""
    for name, schema in properties.items():
        choices = schema.get("anyOf", [schema])
        inner = definitions.get(choices[0].get("$ref", "").rpartition("/")[2], {})
        if name not in OWN and "required" in inner:
            yield name, inner["required"]


def _open_named(found: Json, named: str, definitions: Json, at: tuple[str, ...]) -> None:
    """Write out what stands under keys that are names of the region's tables."""
    inner = found.get(named)
    if not isinstance(inner, dict):
        return
    below = (*at, PLACEHOLDERS.get(".".join(at), ""))
    if named == "additionalProperties":
        found[named] = _opened(inner, definitions, below)
    else:
        found[named] = {pattern: _opened(value, definitions, below) for pattern, value in inner.items()}
        found.setdefault("additionalProperties", False)


def _lists_of(properties: Json) -> Json:
    """The lists among `properties` and in tables below them, and nothing else."""
    found: Json = {}
    for name, schema in properties.items():
        if schema.get("type") == "array":
            found[name] = {k: v for k, v in schema.items() if k in ("type", "items", "description")}
        elif "properties" in schema:
            inner = _lists_of(schema["properties"])
            if inner["properties"]:
                found[name] = {"type": "object", **inner}
    return {"properties": found, "additionalProperties": False}


def _both(words: Text) -> str:
    return f"{words.bg}\n{words.en}"
