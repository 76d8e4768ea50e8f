"""Findings as rows of a table: what csv, Markdown, xlsx and docx have in common. All texts masked, all in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.contract.check_v1 import dimensions, evidence_said
from linter.finding import SEVERITY_SAID, Finding
from linter.masking import masked
from linter.report.report import Report
from linter.result import Result

CONFIDENCE_SAID = {"high": "高", "medium": "中", "low": "低"}
NO_NAME = "（没有项目名称）"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding. `table` is 表3 or 全文, `place` the way through the form, `spot` where it stands in the file."""

    source: str
    table: str
    project: str
    severity: str
    code: str
    title: str
    place: str
    spot: str
    message: str
    evidence: str
    remedy: str
    replacement: str
    item: str
    confidence: str
    fingerprint: str
    finding: Finding


# headers of the row's parts, in the order people read them
HEADERS = {
    "source": "文件", "table": "表", "project": "项目", "severity": "级别", "code": "规则", "title": "问题类型", "place": "位置", "spot": "出处",
    "message": "问题", "evidence": "原文", "remedy": "改法", "replacement": "可替换为", "item": "审核内容", "confidence": "把握", "fingerprint": "指纹",
}


def rows(report: Report) -> Iterator[FindingRow]:
    """Every finding of every document, in reading order."""
    for result in report.results:
        for finding in result.verdict.findings:
            yield row(finding, result, report)


def row(finding: Finding, result: Result, report: Report) -> FindingRow:
    index = finding.locus.table_index
    label = "全文" if index is None else f"表{index + 1}"
    steps = finding.route.steps[1:] if finding.route.steps[:1] == (label,) else finding.route.steps
    return FindingRow(
        source=result.submission.source, table=label, project="" if index is None else finding.project_name or NO_NAME,
        severity=SEVERITY_SAID[finding.severity], code=finding.code, title=report.title(finding.code, finding.name),
        place=masked(" › ".join(steps)), spot=finding.locus.spot.said(), message=masked(finding.message), evidence=evidence_said(finding),
        remedy=finding.help, replacement="；".join(fix.replacement for fix in finding.fixes),
        item=f"{dimensions()[finding.audit_item]}（{finding.audit_item}）" if finding.audit_item else "",
        confidence=CONFIDENCE_SAID[finding.confidence], fingerprint=finding.fingerprint, finding=finding,
    )
