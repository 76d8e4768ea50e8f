"""`check --format md`: the findings as Markdown, a section a document and a table a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.contract.parse_v1 import note_said
from linter.finding import SEVERITY_SAID, Severity
from linter.masking import masked
from linter.report.report import Report
from linter.report.rows import FindingRow, row
from linter.result import Result
from linter.wording import quoted

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_COLUMNS = ("级别", "规则", "位置", "问题", "改法")


def markdown(report: Report) -> str:
    """The report as Markdown. What documents say is escaped: it can neither break the table nor become markup."""
    lines = ["# 绩效目标质检结果", ""]
    for result in report.results:
        lines += _document(result, report)
    return "\n".join(lines).rstrip("\n") + "\n"


def _document(result: Result, report: Report) -> Iterator[str]:
    submission = result.submission
    yield f"## {_escaped(submission.source)}"
    yield ""
    if result.failed:
        yield from (f"- 无法检查：{_escaped(masked(note.text))}" for note in submission.notes)
        yield ""
        return
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    counts = "，".join(f"{SEVERITY_SAID[severity]} {result.count(severity)} 处" for severity in severities)
    yield f"{len(submission.tables)} 张绩效目标表；{counts}。"
    yield ""
    if result.audit_summary:
        yield f"机器初审参考：{result.audit_summary.grade}（{result.audit_summary.score:g} 分）。"
        yield ""
    yield from (f"- {_escaped(masked(note_said(note)))}" for note in submission.notes)
    if submission.notes:
        yield ""
    found = [row(finding, result, report) for finding in result.verdict.findings]
    for label in dict.fromkeys(each.table for each in found):
        own = [each for each in found if each.table == label]
        yield f"### {' '.join(filter(None, (label, _escaped(own[0].project))))}"
        yield ""
        yield from _table(own)
        yield ""


def _table(rows: Sequence[FindingRow]) -> Iterator[str]:
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|" + " --- |" * len(_COLUMNS)
    for each in rows:
        where = _escaped(each.place) + (f"<br>{_escaped(each.spot)}" if each.spot else "")
        text = "" if each.evidence and each.evidence[:12] in each.message else f"<br>原文：{_escaped(quoted(each.evidence, 60))}" if each.evidence else ""
        cells = (each.severity, f"{each.code} {_escaped(each.title)}", where, _escaped(each.message) + text, _escaped(each.remedy))
        yield f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text).replace("\r\n", "\n").replace("\n", "<br>")
