"""The sheets 项目一览 (a row a project) and 指标表 (a row an indicator)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from linter.finding import Severity
from linter.report.report import Report
from linter.report.rows import NO_NAME
from linter.report.xlsx.sheet import Cell, Column, listing
from linter.report.xlsx.styles import Styles
from linter.result import Result
from linter.submission import Submission, TargetTable
from linter.tables import table

PROJECTS = (
    Column("序号", 5.5, "integer"), Column("文件", 22), Column("单位", 23), Column("表", 6, "center"), Column("项目名称", 30), Column("项目编码", 24),
    Column("年度金额（万元）", 15, "money"), Column("指标数", 7, "integer"), Column("错误", 6, "integer"), Column("警告", 6, "integer"),
    Column("提示", 6, "integer"), Column("初审得分", 9, "score"), Column("初审等级", 9, "marked"), Column("读取情况", 15, "center"),
)
INDICATORS = (
    Column("文件", 16), Column("表", 6, "center"), Column("项目名称", 22), Column("期间", 7, "center"), Column("一级指标", 13), Column("二级指标", 18),
    Column("三级指标", 26), Column("计算符号", 8, "center"), Column("指标值", 18), Column("计量单位", 9, "center"), Column("权重", 7, "center"),
    Column("绩效指标描述", 26), Column("指标值确定依据", 24), Column("出处", 16),
)
_OPTIONAL = frozenset({"计算符号", "计量单位", "权重", "绩效指标描述", "指标值确定依据", "出处"})
_STATUS = {"ok": "全部读出", "partial": "部分读出，请核对", "failed": "无法检查"}
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def add_projects(book: Any, styles: Styles, report: Report) -> None:
    """Adds 项目一览. A document without tables, or that could not be read, has a row of its own."""
    rows = list(_projects(report))
    kept = [n for n, column in enumerate(PROJECTS) if column.header != "项目编码" or any(row[n] for row in rows)]
    listing(book, styles, "项目一览", [PROJECTS[n] for n in kept], ([row[n] for n in kept] for row in rows))


def add_indicators(book: Any, styles: Styles, report: Report) -> None:
    """Adds 指标表. Columns that no form has are left out."""
    rows = [row for result in report.results for each in result.submission.tables for row in _indicators(result.submission, each)]
    kept = [n for n, column in enumerate(INDICATORS) if column.header not in _OPTIONAL or any(row[n] for row in rows)]
    listing(book, styles, "指标表", [INDICATORS[n] for n in kept], ([row[n] for n in kept] for row in rows))


def _projects(report: Report) -> Iterator[Sequence[Cell]]:
    number = 0
    for result in report.results:
        submission = result.submission
        audits = {audit.table_index: audit for audit in result.audits}
        counts = _counts(result)
        for each in submission.tables:
            number += 1
            audit = audits.get(each.index)
            yield (
                number, submission.source, agency_of(submission, each), f"表{each.index + 1}", each.name or each.title or NO_NAME, each.project_code or "",
                in_wan(each) if each.amounts.annual else "单位不明" if "annual" in each.amounts.unit_unknown else "", len(each.indicators),
                *counts.get(each.index, (0, 0, 0)), audit.score if audit else "", audit.grade if audit else "未评", _STATUS[submission.status],
            )
        if not submission.tables:
            number += 1
            said = _STATUS["failed"] if result.failed else "未找到绩效目标表"
            yield (number, submission.source, submission.agency or "", "", "", "", "", "", *map(result.count, _SEVERITIES), "", "", said)


def _counts(result: Result) -> dict[int | None, tuple[int, int, int]]:
    """Table index → errors, warnings, infos."""
    found: dict[int | None, list[int]] = {}
    for finding in result.verdict.findings:
        found.setdefault(finding.locus.table_index, [0, 0, 0])[_SEVERITIES.index(finding.severity)] += 1
    return {index: (errors, warnings, infos) for index, (errors, warnings, infos) in found.items()}


def agency_of(submission: Submission, each: TargetTable) -> str:
    """Who hands the table in, as far as the document says."""
    unit = each.implementing_unit.value if each.implementing_unit else ""
    return submission.agency or unit or each.department or ""


def in_wan(each: TargetTable) -> Decimal | None:
    """The year's amount in units of 10,000 yuan, None where it is not known."""
    return each.amounts.annual.yuan / 10000 if each.amounts.annual else None


def _indicators(submission: Submission, each: TargetTable) -> Iterator[Sequence[Cell]]:
    halves = table("csv_columns")["halves"]
    for i in each.indicators:
        yield (
            submission.source, f"表{each.index + 1}", each.name or each.title or NO_NAME, halves[i.period], i.level1 or "", i.level2 or "", i.level3 or "",
            i.sign or "", i.target or "", i.unit or "", i.weight or "", i.description or "", i.basis or "", i.spot("level3").said(),
        )
