"""Results as rows: one a target table, one an indicator and half, one a finding. What data frames and screening's tables hold.

Amounts are numbers of yuan; what is unknown is None. Texts are as printed, except that telephone and card numbers in
evidence and messages are masked as in every output. Rows do not name their document: who puts them together knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linter.contract.check_v1 import dimensions, evidence_said
from linter.masking import masked
from linter.result import Result
from linter.submission import TEXT_KEYS, Indicator, Money

Row = dict[str, Any]

_AMOUNTS = ("total", "annual", "previous_total", "previous_annual")
PROJECTS = (
    "table", "form", "project_name", "project_code", "agency", "implementing_unit", "fiscal_year",
    *(f"amount_{key}" for key in _AMOUNTS), *TEXT_KEYS, "indicators", "errors", "warnings", "infos", "score", "grade",
)
INDICATORS = (
    "table", "project_name", "project_code", "period", "level1", "level2", "category", "level3", "target", "kind", "comparator", "number",
    "upper", "unit", "weight", "description", "basis", "place",
)
FINDINGS = (
    "table", "project_name", "code", "name", "severity", "confidence", "audit_item", "dimension", "kind", "field", "route", "place", "message", "help", "evidence",
    "fingerprint",
)
UNCHECKED = ("table", "code", "reason")


def projects(result: Result) -> Iterator[Row]:
    """A row for each target table, with what was found in it."""
    for table in result.submission.tables:
        findings = [finding for finding in result.verdict.findings if finding.locus.table_index == table.index]
        audit = next((audit for audit in result.audits if audit.table_index == table.index), None)
        yield {
            "table": table.index, "form": table.form, "project_name": table.name or None,
            "project_code": table.project_code, "agency": result.submission.agency,
            "implementing_unit": table.implementing_unit.value if table.implementing_unit else None,
            "fiscal_year": table.fiscal_year or result.submission.fiscal_year,
            **{f"amount_{key}": _yuan(getattr(table.amounts, key)) for key in _AMOUNTS},
            **{key: table.text(key) or None for key in TEXT_KEYS}, "indicators": len(table.indicators),
            **{f"{severity}s": sum(finding.severity == severity for finding in findings) for severity in ("error", "warning", "info")},
            "score": audit.score if audit else None, "grade": audit.grade if audit else None,
        }


def indicators(result: Result) -> Iterator[Row]:
    """A row for each indicator, in each half that it is filled in."""
    for table in result.submission.tables:
        project = {"table": table.index, "project_name": table.name or None, "project_code": table.project_code}
        for indicator in table.indicators:
            yield project | _indicator(indicator)


def findings(result: Result) -> Iterator[Row]:
    """A row for each finding; those on the document as a whole have no table."""
    for finding in result.verdict.findings:
        locus = finding.locus
        yield {
            "table": locus.table_index, "project_name": finding.project_name, "code": finding.code,
            "name": finding.name, "severity": finding.severity, "confidence": finding.confidence, "audit_item": finding.audit_item,
            "dimension": dimensions()[finding.audit_item] if finding.audit_item else None,
            "kind": locus.kind, "field": locus.name, "route": masked(finding.route.said()), "place": locus.spot.said() or None, "message": masked(finding.message), "help": finding.help,
            "evidence": evidence_said(finding), "fingerprint": finding.fingerprint,
        }


def unchecked(result: Result) -> Iterator[Row]:
    """A row for each rule that could not judge a table (or, without a table, the document), with the reason."""
    for entry in result.verdict.ledger:
        if entry.state in ("skipped", "crashed") and not entry.skipped_tables:
            yield {"table": None, "code": entry.code, "reason": entry.reason}
        for index, reason in entry.skipped_tables:
            yield {"table": index, "code": entry.code, "reason": reason}


def _yuan(money: Money | None) -> float | None:
    return float(money.yuan) if money else None


def _indicator(indicator: Indicator) -> dict[str, Any]:
    value = indicator.value
    return {
        "period": indicator.period, "level1": indicator.level1, "level2": indicator.level2, "category": indicator.category,
        "level3": indicator.level3, "target": indicator.target, "kind": value.kind, "comparator": value.comparator,
        "number": None if value.number is None else float(value.number), "upper": None if value.upper is None else float(value.upper),
        "unit": value.unit, "weight": indicator.weight, "description": indicator.description, "basis": indicator.basis,
        "place": indicator.spot("target", "level3").said() or None,
    }
