"""What every page says in the same words: version, severities and their signs, grades and where they lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linter import __version__
from linter.contract.check_v1 import consequences
from linter.finding import SEVERITY_SAID, Severity
from linter.tables import table

SIGNS: dict[Severity, str] = {"error": "错", "warning": "警", "info": "提"}  # on the marks: readable without colour
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def _audit(key: str) -> Any:
    return table("audit")[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words that the templates of all pages share."""

    version: str = __version__
    signs: Mapping[Severity, str] = field(default_factory=lambda: SIGNS)
    said: Mapping[Severity, str] = field(default_factory=lambda: SEVERITY_SAID)
    severities: tuple[Severity, ...] = SEVERITIES
    label: str = field(default_factory=lambda: _audit("label"))
    disclaimer: str = field(default_factory=lambda: _audit("disclaimer"))
    consequences: tuple[tuple[str, str], ...] = field(default_factory=lambda: tuple(consequences().items()))
