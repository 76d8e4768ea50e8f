"""A file as the contract says it (parse v1), whole and without what only its kind of file has."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import pytest

from linter.contract.parse_v1 import to_contract
from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.reading.readers import READERS
from linter.reading.sniff import sniff
from tests.agreement.editions import EDITIONS, REFERENCE, printed
from tests.agreement.submissions import NAMES, submission
from tests.more_layouts import EVERY
from tests.sheets import Case, sheet_of

LAYOUTS = {layout.name: layout for layout in EVERY}
TEMPLATE = Case("template", 1, False, "什么也不改", (sheet_of({}),))
CASES: dict[str, Case] = {"template": TEMPLATE, **{name: submission(name) for name in NAMES}}
_OWN = frozenset({"source", "position", "spans_known"})  # what a kind of file has for itself


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """The parse of a file in memory. Skips the test where this version has no reader of the kind."""
    kind = sniff(data, name)
    if kind not in READERS:
        pytest.skip(f"no reader of {kind}")
    found: dict[str, Any] = msgspec.to_builtins(to_contract(recognise(read_bytes(data, name))))
    return found


def common(value: Any, *, spaces: bool = True) -> Any:
    """The parse without places and without what the kind of file adds; without spaces for PDF, where a line that ends
    does not say why."""
    if isinstance(value, dict):
        return {key: common(each, spaces=spaces) for key, each in value.items() if key not in _OWN}
    if isinstance(value, list):
        return [common(each, spaces=spaces) for each in value]
    return "".join(value.split()) if isinstance(value, str) and not spaces else value


def edition(case: str, layout: str, name: str) -> dict[str, Any]:
    one = EDITIONS[name]
    return parsed(printed(CASES[case], LAYOUTS[layout], one), f"{case}.{one.suffix}")


@cache
def reference(case: str, layout: str) -> dict[str, Any]:
    """The parse of the HTML all others are compared with."""
    return parsed(printed(CASES[case], LAYOUTS[layout], REFERENCE), f"{case}.html")
