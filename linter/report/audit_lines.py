"""The review form in the text report: a short block under each table, the sum-up at the end of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from linter.contract.check_v1 import consequences
from linter.finding import Finding
from linter.report.page import Page
from linter.result import Result
from linter.review import Audit, AuditItem, AuditSummary, Grade
from linter.tables import table


def table_lines(audit: Audit, result: Result, page: Page) -> Iterator[str]:
    """Grade and what follows from it, the items that lost points and by which rules, the items left to a person."""
    errors = sum(finding.severity == "error" and _touches(finding, audit.table_index) for finding in result.verdict.findings)
    first = f"；其中错误{errors}处，要先改正" if errors and audit.grade in ("优", "良") else ""
    yield from page.lines(
        f"{audit.grade}（{_said(audit.score)}分，已评{audit.points_assessed}分）：{consequences()[audit.grade]}{first}。",
        first=f"  {table('audit')['label']}：",
    )
    lost = [item for item in audit.items if _lost(item)]
    if lost:
        elsewhere = _elsewhere(result.verdict.findings, audit.table_index)
        yield from page.lines("、".join(_loss(item, elsewhere) for item in lost) + "。", first="    失分：")
    manual = [item.item for item in audit.items if item.state == "manual"]
    if manual:
        yield from page.lines("、".join(manual) + "。", first="    需人工审核：")


def has_losses(audit: Audit) -> bool:
    """Whether any item lost points."""
    return any(map(_lost, audit.items))


def document_lines(result: Result, page: Page) -> Iterator[str]:
    """The sum-up: the mean grade, how the tables divide, what was left out, and what the machine did not look at."""
    summary = result.audit_summary
    if summary is None:
        return
    form, counts = table("audit"), Counter(audit.grade for audit in result.audits)
    if len(result.submission.tables) > 1:
        yield from _mean(summary, counts, page)
    always = [item["name"] for item in form["items"] if not item["judged_by"]]
    yield from page.lines(f"{form['disclaimer']}；{'、'.join(always)}主要靠人工判断。", first=f"{form['label']}：")


def _mean(summary: AuditSummary, counts: Mapping[Grade, int], page: Page) -> Iterator[str]:
    grades = "，".join(f"{grade}{counts[grade]}张" for grade in consequences() if counts[grade])
    how = "金额都不明，按张数平均" if summary.amount is None else "按金额加权平均"
    mean = f"{summary.tables}张表{how}{_said(summary.score)}分，{summary.grade}。"
    first = f"{table('audit')['label']}，全文："
    yield from page.lines(f"{grades}；{mean}{''.join(_left_out(summary))}", first=first, rest="  ")
    said = "；".join(f"{grade}：{consequence}" for grade, consequence in consequences().items() if counts[grade])
    yield from page.lines(f"{said}。", first="  ")


def _touches(finding: Finding, index: int) -> bool:
    return any(locus.table_index == index for locus in (finding.locus, *finding.related))


def _elsewhere(findings: Iterable[Finding], index: int) -> dict[str, int]:
    """Codes that touch this table only through findings listed under another, with that table's index."""
    homes: dict[str, set[int]] = {}
    for finding in findings:
        home = finding.locus.table_index
        if home is not None and _touches(finding, index):
            homes.setdefault(finding.code, set()).add(home)
    return {code: min(tables) for code, tables in homes.items() if index not in tables}


def _lost(item: AuditItem) -> bool:
    return item.score is not None and item.score < item.points


def _loss(item: AuditItem, elsewhere: Mapping[str, int]) -> str:
    codes = "、".join(f"{code}，见表{elsewhere[code] + 1}" if code in elsewhere else code for code in item.because)
    return f"{item.item} {_said(item.score or 0)}/{item.points}{f'（{codes}）' if codes else ''}"


def _left_out(summary: AuditSummary) -> Iterator[str]:
    if summary.without_amount:
        yield f"另有{summary.without_amount}张表金额不明，没有计入平均分。"
    if summary.without_grade:
        yield f"另有{summary.without_grade}张表能评的内容太少，没有评等级。"
    if summary.apart:
        yield f"部门整体绩效目标表{summary.apart}张，没有计入平均分。"


def _said(score: float) -> str:
    """72.4, 80 (not 80.0)."""
    return f"{score:.1f}".removesuffix(".0")
