"""The published JSON Schemas, generated from the contract types."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from linter.contract.check_v1 import CheckV1
from linter.contract.parse_v1 import ParseV1

CONTRACTS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "parse": (ParseV1, "jixiao parse FILE --format json"),
    "check": (CheckV1, "jixiao check FILE --format json"),
}


def schema(name: str) -> str:
    """The schema of a contract as the text of its file (draft 2020-12). Every field is always written: all are required."""
    contract, command = CONTRACTS[name]
    (top,), components = msgspec.json.schema_components([contract], ref_template="#/$defs/{name}")
    for component in components.values():
        _require_all(component)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{command} (schema_version 1)", **top,
        "$defs": dict(sorted(components.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _require_all(component: dict[str, Any]) -> None:
    """msgspec calls a field with a default optional, as it is when read; when written it is there, but for positions."""
    properties = component.get("properties", {})
    if component.get("title") != "PositionV1":
        component["required"] = list(properties)
        for each in properties.values():
            each.pop("default", None)
