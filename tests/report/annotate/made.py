"""Findings made by hand at places of every kind, and reports on them."""

from __future__ import annotations

from collections.abc import Sequence

from linter.finding import Finding, Fix, Locus, LocusKind, Severity, Verdict
from linter.report.report import Report
from linter.result import Result
from linter.submission import Submission, TargetTable
from linter.where import NOWHERE, Spot


def at(
    spot: Spot, message: str = "这里有毛病。", *, code: str = "M305", severity: Severity = "error", kind: LocusKind = "field", table: int | None = 0,
    evidence: str = "", fixes: tuple[Fix, ...] = (), help: str = "请改正。",
) -> Finding:
    return Finding(
        code=code, name="some-rule", severity=severity, confidence="high", audit_item=None, message=message, help=help,
        locus=Locus(kind, "某栏", table, spot=spot), evidence=evidence, fixes=fixes,
    )


def safe(spot: Spot, old: str, new: str) -> Finding:
    return at(spot, f"写着{old}。", code="V402", severity="info", evidence=old, fixes=(Fix("safe", new),))


def report_of(findings: Sequence[Finding], *, begins: Spot = NOWHERE) -> Report:
    """A report on one document with one table, which begins at a spot."""
    table = TargetTable(0, "project", "项目支出绩效目标表", 2025, None, spot=begins)
    return Report([Result(Submission("某文件", tables=(table,)), Verdict(tuple(findings), ()))])
