"""What a rule says: `Finding` (one fault, one primary place) and `LedgerEntry` (what became of a rule in a run)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from linter.submission import Category, Period
from linter.where import NOWHERE, Route, Spot

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
LocusKind = Literal["field", "indicator", "category", "table", "budget_line", "claim", "spending_plan", "document"]
State = Literal["passed", "found", "skipped", "crashed"]

SEVERITY_SAID: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
SEVERITY_RANK: dict[Severity, int] = {"error": 3, "warning": 2, "info": 1}


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in the document as the catalogue names it (SCHEMA.md, 'Where a finding stands').

    `row` tells indicators of one table apart; it is not part of the JSON. `period` is set only where the fault is
    printed in one half of a two-half form.
    """

    kind: LocusKind
    name: str | None = None
    table_index: int | None = None
    period: Period | None = None
    category: Category | None = None
    row: int | None = None
    spot: Spot = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for two loci that are the same place: what one rule's silence under another goes by."""
        if self.kind == "indicator" and self.row is not None:
            return ("indicator", self.table_index, self.row)
        return (self.kind, self.table_index, self.name)


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of the whole cell text. `safe` ones may be applied by machine when the user asks for it."""

    safety: Literal["safe", "suggestion"]
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `message` and `help` are Chinese sentences; `evidence` is the text at fault."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    audit_item: str | None
    message: str
    help: str
    locus: Locus
    related: tuple[Locus, ...] = ()
    evidence: str = ""
    fixes: tuple[Fix, ...] = ()
    project_name: str | None = None
    project_key: str = ""
    route: Route = Route()
    fingerprint: str = ""

    def __post_init__(self) -> None:
        if not self.message or not self.help:
            raise ValueError(f"{self.code}: a finding needs a message and a remedy")


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one rule. `skipped_tables` maps table index → reason, for rules that could judge only some."""

    code: str
    state: State
    reason: str = ""
    skipped_tables: tuple[tuple[int, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a run of the rules over one submission gave."""

    findings: tuple[Finding, ...]
    ledger: tuple[LedgerEntry, ...]
