"""The sheet 概况: what was checked, counts by severity and dimension, grades, with the workbook's own charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from linter import __version__
from linter.contract.check_v1 import consequences, dimensions
from linter.finding import SEVERITY_SAID, Severity
from linter.report.report import Report
from linter.report.xlsx.blocks import PLACED, ROW_PIXELS, Row, block, chart
from linter.report.xlsx.cells import clean, height
from linter.report.xlsx.sheet import page
from linter.report.xlsx.styles import Styles
from linter.tables import table

NAME = "概况"
_WIDTHS = (36.0, 11.0, 11.0, 11.0, 11.0, 11.0, 40.0)
_TOP_RULES, _DOCUMENTS = 10, 200
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_FIRST = 3  # row of the first block


def add(book: Any, styles: Styles, report: Report) -> None:
    """Adds the sheet: figures above, each chart under the block it draws."""
    sheet = book.add_worksheet(NAME)
    page(sheet, NAME, landscape=False)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, "绩效目标质检结果", styles["title"])
    sheet.set_row(0, 26)
    form = table("audit")
    said = f"机器初审，供参考：{form['disclaimer']}。由 jixiao {__version__} 检查，规则组合 {'、'.join(dict.fromkeys(r.profile for r in report.results))}。"
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, said, styles["note"])
    sheet.set_row(1, height([(said, sum(_WIDTHS))]) + 2)
    row = block(sheet, styles, _FIRST, "总数", ("", "数量"), tuple(_totals(report)), _WIDTHS)[1] + 1
    grades = tuple(_by_grade(report))
    first, row = block(sheet, styles, row, "初审等级", ("等级", "项目数"), grades, _WIDTHS)
    if any(each[-1] for each in grades):  # it stands beside the two blocks: one page holds all the charts
        drawn = chart(book, NAME, "初审等级", (first, first + len(grades) - 1), 1)
        drawn.set_size({"width": 560, "height": (row - _FIRST) * ROW_PIXELS})
        sheet.insert_chart(_FIRST, 3, drawn, PLACED | {"description": "初审等级"})
    row += 1
    for heading, head, rows in (
        ("问题最多的规则（前十）", "规则", tuple(_by_rule(report))), ("按审核内容", "审核内容", tuple(_by_dimension(report))),
    ):
        headers = (head, *SEVERITY_SAID.values(), "合计")
        first, row = block(sheet, styles, row, heading, headers, rows, _WIDTHS)
        if any(each[-1] for each in rows):
            drawn = chart(book, NAME, heading, (first, first + len(rows) - 1), len(headers) - 1)
            high = 100 + 24 * len(rows)
            drawn.set_size({"width": 900, "height": high})
            sheet.insert_chart(row, 0, drawn, PLACED | {"description": heading})
            row += high // ROW_PIXELS + 2
        row += 1
    _documents(sheet, styles, row, report)


def _totals(report: Report) -> Iterator[Row]:
    submissions = [result.submission for result in report.results]
    yield "文件", len(submissions)
    failed = sum(result.failed for result in report.results)
    if failed:
        yield "其中：无法检查的文件", failed
    partial = sum(submission.status == "partial" for submission in submissions)
    if partial:
        yield "其中：只读出一部分的文件", partial
    yield "绩效目标表", sum(len(submission.tables) for submission in submissions)
    yield "绩效指标", sum(len(each.indicators) for submission in submissions for each in submission.tables)
    for severity in _SEVERITIES:
        yield SEVERITY_SAID[severity], sum(result.count(severity) for result in report.results)
    hidden = sum(len(result.suppressed) for result in report.results)
    if hidden:
        yield "按忽略清单、基线没有列出的", hidden


def _counted(counts: dict[str, Counter[str]], order: Sequence[str]) -> Iterator[Row]:
    for key in order:
        own = counts.get(key, Counter())
        yield (key, *(own[severity] for severity in _SEVERITIES), own.total())


def _by_rule(report: Report) -> Iterator[Row]:
    counts: dict[str, Counter[str]] = {}
    for result in report.results:
        for finding in result.verdict.findings:
            counts.setdefault(f"{finding.code} {report.title(finding.code, finding.name)}", Counter())[finding.severity] += 1
    most = sorted(counts, key=lambda key: (-counts[key].total(), key))[:_TOP_RULES]
    yield from _counted(counts, most)


def _by_dimension(report: Report) -> Iterator[Row]:
    counts: dict[str, Counter[str]] = {}
    for result in report.results:
        for finding in result.verdict.findings:
            counts.setdefault(dimensions()[finding.audit_item] if finding.audit_item else "不计分", Counter())[finding.severity] += 1
    order = dict.fromkeys(dimensions().values())
    yield from _counted(counts, [*order, *(key for key in counts if key not in order)])


def _by_grade(report: Report) -> Iterator[Row]:
    counts = Counter(str(audit.grade) for result in report.results for audit in result.audits)
    tables = sum(len(result.submission.tables) for result in report.results)
    for grade in consequences():
        yield grade, counts[grade]
    if tables > counts.total():
        yield "未评", tables - counts.total()


def _documents(sheet: Any, styles: Styles, row: int, report: Report) -> None:
    """The documents, with what was not read of them."""
    rows: list[Row] = []
    for result in report.results[:_DOCUMENTS]:
        notes = [clean(note.text) for note in result.submission.notes]
        said = "；".join(notes[:3]) + (f"；等{len(notes)}条" if len(notes) > 3 else "")
        grade = f"{result.audit_summary.grade}" if result.audit_summary else "—"
        rows.append((result.submission.source, len(result.submission.tables), *map(result.count, _SEVERITIES), grade, said))
    if len(report.results) > _DOCUMENTS:
        rows.append((f"其余{len(report.results) - _DOCUMENTS}个文件见“项目一览”", *[""] * 6))
    block(sheet, styles, row, "文件", ("文件", "表", *SEVERITY_SAID.values(), "初审等级", "说明"), rows, _WIDTHS)
