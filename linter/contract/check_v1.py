"""The contract of `jixiao check --format json`, version 1 (../shared/SCHEMA.md), and the way to it from a `Result`.

Fields may be added, never renamed. The published JSON Schema is generated from these types.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

import msgspec

from linter import __version__
from linter.contract.parse_v1 import PositionV1, note_said, position
from linter.finding import Confidence, Finding, LedgerEntry, Locus, LocusKind, Severity, State
from linter.masking import masked
from linter.result import Result, Suppressed
from linter.review import Audit, AuditSummary, Grade
from linter.submission import Category, Period, Status
from linter.tables import table

EVIDENCE_LIMIT = 200

Dimension = Literal["完整性", "相关性", "适当性", "可行性"]


class LocusV1(msgspec.Struct, frozen=True):
    """The place by the catalogue's names. `period` only where the fault is printed in one half of a two-half form."""

    kind: LocusKind
    name: str | None
    period: Period | None = None
    category: Category | None = None


class RelatedV1(msgspec.Struct, frozen=True):
    table_index: int | None
    kind: LocusKind
    name: str | None
    period: Period | None = None
    category: Category | None = None
    position: PositionV1 = PositionV1()


class FixV1(msgspec.Struct, frozen=True):
    """A replacement of the whole cell text."""

    safety: Literal["safe", "suggestion"]
    replacement: str


class FindingV1(msgspec.Struct, frozen=True):
    """One fault. `evidence` is the text at fault with telephone, identity and card numbers masked."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    dimension: Dimension | None
    audit_item: str | None
    message: str
    help: str
    table_index: int | None
    project_name: str | None
    locus: LocusV1
    related: list[RelatedV1]
    route: list[str]
    position: PositionV1
    evidence: Annotated[str, msgspec.Meta(max_length=EVIDENCE_LIMIT)]
    fixes: list[FixV1]
    fingerprint: str


class SuppressedV1(msgspec.Struct, frozen=True):
    """A finding that is not reported, by an entry of the ignore file (its reason and line) or because a baseline has it."""

    code: str
    severity: Severity
    table_index: int | None
    project_name: str | None
    locus: LocusV1
    fingerprint: str
    by: Literal["ignore", "baseline"]
    reason: str
    line: int | None


class SkippedV1(msgspec.Struct, frozen=True):
    table_index: int
    reason: str


class LedgerV1(msgspec.Struct, frozen=True):
    """What became of one rule; `reason` is '' unless it was skipped or crashed."""

    code: str
    state: State
    reason: str
    skipped_tables: list[SkippedV1]


class AuditItemV1(msgspec.Struct, frozen=True):
    item: str
    points: int
    state: Literal["scored", "manual"]
    score: float | None
    because: list[str]


class AuditV1(msgspec.Struct, frozen=True):
    """The machine's part of the official review of one table."""

    table_index: int
    grade: Grade
    score: float
    points_assessed: int
    items: list[AuditItemV1]
    consequence: str
    label: str


class AuditSummaryV1(msgspec.Struct, frozen=True):
    """The tables of the document together: their mean score by `amount` (yuan; null: none is known, all weigh the same).

    `tables` were counted in; those without an amount, those without a grade, and whole-department forms set apart
    beside project forms were not.
    """

    grade: Grade
    score: float
    amount: str | None
    tables: int
    tables_without_amount: int
    tables_without_grade: int
    tables_apart: int
    consequence: str
    label: str


class SummaryV1(msgspec.Struct, frozen=True):
    tables: int
    indicators: int
    errors: int
    warnings: int
    infos: int
    suppressed: int = 0


class CheckV1(msgspec.Struct, frozen=True):
    """One document checked. A file that could not be read has status failed and the reason in `notes`."""

    schema_version: Literal[1]
    source: str
    status: Status
    profile: str
    linter_version: str
    notes: list[str]
    findings: list[FindingV1]
    ledger: list[LedgerV1]
    audit: list[AuditV1]
    summary: SummaryV1
    suppressed: list[SuppressedV1] = []
    suppression_notes: list[str] = []
    audit_summary: AuditSummaryV1 | None = None


@cache
def dimensions() -> dict[str, Dimension]:
    """Audit item → dimension of the official review form."""
    return {item["name"]: item["dimension"] for item in table("audit")["items"]}


def check_to_contract(result: Result) -> CheckV1:
    """The result as the JSON contract says it."""
    submission, verdict = result.submission, result.verdict
    return CheckV1(
        schema_version=1, source=submission.source, status=submission.status, profile=result.profile,
        linter_version=__version__, notes=[masked(note_said(note)) for note in submission.notes],
        findings=[_finding_out(finding) for finding in verdict.findings],
        ledger=[_entry_out(entry) for entry in verdict.ledger], audit=[_audit_out(audit) for audit in result.audits],
        summary=SummaryV1(
            tables=len(submission.tables), indicators=sum(len(table.indicators) for table in submission.tables),
            errors=result.count("error"), warnings=result.count("warning"), infos=result.count("info"),
            suppressed=len(result.suppressed),
        ),
        suppressed=[_suppressed_out(each) for each in result.suppressed], suppression_notes=list(result.suppression_notes),
        audit_summary=_audit_summary_out(result.audit_summary) if result.audit_summary else None,
    )


@cache
def consequences() -> dict[Grade, str]:
    """Grade → what it leads to, in Chinese."""
    return {grade["name"]: grade["consequence"] for grade in table("audit")["grades"]}


def evidence_said(finding: Finding) -> str:
    """The text at fault, masked, at most `EVIDENCE_LIMIT` characters."""
    text = masked(finding.evidence)
    return text if len(text) <= EVIDENCE_LIMIT else text[: EVIDENCE_LIMIT - 1] + "…"


def _finding_out(finding: Finding) -> FindingV1:
    locus = finding.locus
    return FindingV1(
        code=finding.code, name=finding.name, severity=finding.severity, confidence=finding.confidence,
        dimension=dimensions()[finding.audit_item] if finding.audit_item else None, audit_item=finding.audit_item,
        message=masked(finding.message), help=finding.help, table_index=locus.table_index,
        project_name=finding.project_name,
        locus=LocusV1(locus.kind, locus.name, locus.period, locus.category),
        related=[_related_out(other) for other in finding.related], route=list(finding.route.steps),
        position=position(locus.spot), evidence=evidence_said(finding),
        fixes=[FixV1(fix.safety, fix.replacement) for fix in finding.fixes], fingerprint=finding.fingerprint,
    )


def _suppressed_out(suppressed: Suppressed) -> SuppressedV1:
    finding, locus = suppressed.finding, suppressed.finding.locus
    return SuppressedV1(
        finding.code, finding.severity, locus.table_index, finding.project_name,
        LocusV1(locus.kind, locus.name, locus.period, locus.category), finding.fingerprint, suppressed.by,
        suppressed.reason, suppressed.line,
    )


def _audit_out(audit: Audit) -> AuditV1:
    return AuditV1(
        audit.table_index, audit.grade, audit.score, audit.points_assessed,
        [AuditItemV1(each.item, each.points, each.state, each.score, list(each.because)) for each in audit.items],
        consequences()[audit.grade], table("audit")["label"],
    )


def _audit_summary_out(summary: AuditSummary) -> AuditSummaryV1:
    return AuditSummaryV1(
        summary.grade, summary.score, None if summary.amount is None else f"{summary.amount:.2f}", summary.tables,
        summary.without_amount, summary.without_grade, summary.apart, consequences()[summary.grade], table("audit")["label"],
    )


def _related_out(locus: Locus) -> RelatedV1:
    return RelatedV1(
        locus.table_index, locus.kind, locus.name, locus.period, locus.category, position(locus.spot)
    )


def _entry_out(entry: LedgerEntry) -> LedgerV1:
    return LedgerV1(
        entry.code, entry.state, entry.reason, [SkippedV1(index, reason) for index, reason in entry.skipped_tables]
    )
