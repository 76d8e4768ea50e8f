"""`check --format sarif`: SARIF 2.1.0 (OASIS), for tools that show the findings of linters. Fingerprints are the tool's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from linter import __version__
from linter.finding import Finding, Locus, Severity
from linter.masking import masked
from linter.report.explain import RuleSheet
from linter.report.report import Report
from linter.report.rows import FindingRow, row
from linter.result import Result, Suppressed

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "jixiao/v1"


def sarif(report: Report) -> bytes:
    """One run over all documents, as indented UTF-8."""
    rules = list(report.rules.values())
    index = {rule.code: n for n, rule in enumerate(rules)}
    log = {
        "$schema": SCHEMA, "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "jixiao", "fullName": "绩效目标质检", "version": __version__, "semanticVersion": __version__, "language": "zh-CN",
                "rules": [_rule(rule) for rule in rules],
            }},
            "language": "zh-CN", "columnKind": "unicodeCodePoints",
            "artifacts": [{"location": {"uri": _uri(result.submission.source)}} for result in report.results],
            "invocations": [_invocation(report.results)],
            "results": [
                each
                for n, result in enumerate(report.results)
                for each in (
                    *(_result(finding, result, report, n, index) for finding in result.verdict.findings),
                    *(_suppressed(hidden, result, report, n, index) for hidden in result.suppressed),
                )
            ],
        }],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n"


def _rule(rule: RuleSheet) -> dict[str, Any]:
    return {
        "id": rule.code, "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.title}, "fullDescription": {"text": "\n\n".join(rule.paragraphs)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, result: Result, report: Report, artifact: int, index: dict[str, int]) -> dict[str, Any]:
    said = row(finding, result, report)
    made: dict[str, Any] = {
        "ruleId": finding.code, "level": _LEVELS[finding.severity],
        "message": {"text": f"{said.message}{said.remedy}"},
        "locations": [_location(said, finding.locus, result, artifact)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {"confidence": finding.confidence, "project": said.project, "evidence": said.evidence, "auditItem": said.item},
    }
    if finding.code in index:
        made["ruleIndex"] = index[finding.code]
    if finding.related:
        made["relatedLocations"] = [_physical(locus, result, artifact) for locus in finding.related]
    return made


def _suppressed(hidden: Suppressed, result: Result, report: Report, artifact: int, index: dict[str, int]) -> dict[str, Any]:
    why = {"kind": "external", "justification": masked(hidden.reason) if hidden.reason else "基线里已有"}
    return _result(hidden.finding, result, report, artifact, index) | {"suppressions": [why]}


def _location(said: FindingRow, locus: Locus, result: Result, artifact: int) -> dict[str, Any]:
    """Where a program looks (file and line) and where a person looks (表3 › 项目概况, Sheet1!D12)."""
    name = " › ".join(filter(None, (said.table, said.place)))
    logical = {"fullyQualifiedName": f"{name}（{said.spot}）" if said.spot else name}
    return _physical(locus, result, artifact) | {"logicalLocations": [logical]}


def _physical(locus: Locus, result: Result, artifact: int) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": _uri(result.submission.source), "index": artifact}}
    if locus.spot.line:
        where["region"] = {"startLine": locus.spot.line}
    return {"physicalLocation": where}


def _invocation(results: Sequence[Result]) -> dict[str, Any]:
    notes = [
        {"level": "error", "message": {"text": masked(note.text)}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(result.submission.source), "index": n}}}]}
        for n, result in enumerate(results) if result.failed for note in result.submission.notes
    ]
    return {"executionSuccessful": not any(result.failed or result.crashed for result in results), "toolExecutionNotifications": notes}


def _uri(source: str) -> str:
    return quote(source)
