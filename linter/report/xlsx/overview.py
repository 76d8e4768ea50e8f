"""The sheet 概况: what was checked, counts by severity and dimension, grades, with the workbook's own charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from linter import __version__
from linter.contract.check_v1 import consequences, dimensions
from linter.finding import SEVERITY_SAID, Severity
from linter.report.report import Report
from linter.report.xlsx.cells import clean, height
from linter.report.xlsx.sheet import page
from linter.report.xlsx.styles import DARK, Styles
from linter.tables import table

NAME = "概况"
_WIDTHS = (36.0, 11.0, 11.0, 11.0, 11.0, 11.0, 40.0)
_TOP_RULES, _DOCUMENTS = 10, 200
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_ROW_PIXELS = 20  # of a row with one line
_FIRST = 3  # row of the first block
_PLACED = {"y_offset": 6, "x_offset": 4, "object_position": 2}
_Row = tuple[str | int | float, ...]


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
    row = _block(sheet, styles, _FIRST, "总数", ("", "数量"), tuple(_totals(report)))[1] + 1
    grades = tuple(_by_grade(report))
    first, row = _block(sheet, styles, row, "初审等级", ("等级", "项目数"), grades)
    if any(each[-1] for each in grades):  # it stands beside the two blocks: one page holds all the charts
        chart = _chart(book, "初审等级", (first, first + len(grades) - 1), 1)
        chart.set_size({"width": 560, "height": (row - _FIRST) * _ROW_PIXELS})
        sheet.insert_chart(_FIRST, 3, chart, _PLACED | {"description": "初审等级"})
    row += 1
    for heading, head, rows in (
        ("问题最多的规则（前十）", "规则", tuple(_by_rule(report))), ("按审核内容", "审核内容", tuple(_by_dimension(report))),
    ):
        headers = (head, *SEVERITY_SAID.values(), "合计")
        first, row = _block(sheet, styles, row, heading, headers, rows)
        if any(each[-1] for each in rows):
            chart = _chart(book, heading, (first, first + len(rows) - 1), len(headers) - 1)
            high = 100 + 24 * len(rows)
            chart.set_size({"width": 900, "height": high})
            sheet.insert_chart(row, 0, chart, _PLACED | {"description": heading})
            row += high // _ROW_PIXELS + 2
        row += 1
    _documents(sheet, styles, row, report)


def _block(sheet: Any, styles: Styles, row: int, heading: str, headers: Sequence[str], rows: Sequence[_Row]) -> tuple[int, int]:
    """Writes a small table; its first row of figures and the row after it."""
    sheet.write_string(row, 0, heading, styles["section"])
    sheet.set_row(row, 20)
    for column, header in enumerate(headers):
        sheet.write_string(row + 1, column, header, styles["header"])
    for number, each in enumerate(rows, start=row + 2):
        for column, value in enumerate(each):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value), styles.marked(value) if 0 < column < len(each) - 1 else styles["text"])
            else:
                sheet.write_number(number, column, value, styles["integer"])
        sheet.set_row(number, height([(clean(value), _WIDTHS[column]) for column, value in enumerate(each) if isinstance(value, str)]))
    return row + 2, row + 2 + len(rows)


def _totals(report: Report) -> Iterator[_Row]:
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


def _counted(counts: dict[str, Counter[str]], order: Sequence[str]) -> Iterator[_Row]:
    for key in order:
        own = counts.get(key, Counter())
        yield (key, *(own[severity] for severity in _SEVERITIES), own.total())


def _by_rule(report: Report) -> Iterator[_Row]:
    counts: dict[str, Counter[str]] = {}
    for result in report.results:
        for finding in result.verdict.findings:
            counts.setdefault(f"{finding.code} {report.title(finding.code, finding.name)}", Counter())[finding.severity] += 1
    most = sorted(counts, key=lambda key: (-counts[key].total(), key))[:_TOP_RULES]
    yield from _counted(counts, most)


def _by_dimension(report: Report) -> Iterator[_Row]:
    counts: dict[str, Counter[str]] = {}
    for result in report.results:
        for finding in result.verdict.findings:
            counts.setdefault(dimensions()[finding.audit_item] if finding.audit_item else "不计分", Counter())[finding.severity] += 1
    order = dict.fromkeys(dimensions().values())
    yield from _counted(counts, [*order, *(key for key in counts if key not in order)])


def _by_grade(report: Report) -> Iterator[_Row]:
    counts = Counter(str(audit.grade) for result in report.results for audit in result.audits)
    tables = sum(len(result.submission.tables) for result in report.results)
    for grade in consequences():
        yield grade, counts[grade]
    if tables > counts.total():
        yield "未评", tables - counts.total()


def _chart(book: Any, heading: str, rows: tuple[int, int], last_column: int) -> Any:
    """A chart of the severities stacked, or of one figure. Fills differ by pattern too: they read without colour."""
    kind = "bar" if last_column > 1 else "column"
    chart = book.add_chart({"type": kind, "subtype": "stacked"} if last_column > 1 else {"type": kind})
    fills = ({"fill": {"color": "#B3261E"}}, {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#8A5A00", "bg_color": "#FFD98A"}}, {"fill": {"color": "#D9D9D9"}})
    for number, column in enumerate(range(1, last_column) if last_column > 1 else (1,)):
        look = fills[number] if last_column > 1 else {"fill": {"color": DARK}}
        chart.add_series({
            "name": [NAME, rows[0] - 1, column], "categories": [NAME, rows[0], 0, rows[1], 0], "values": [NAME, rows[0], column, rows[1], column],
            "border": {"color": "#404040", "width": 0.75}, "gap": 60, **look,
            **({"data_labels": {"value": True}} if last_column == 1 else {}),
        })
    font = {"name": "宋体", "size": 9}
    chart.set_title({"name": heading, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": kind == "bar", "line": {"color": "#D9D9D9"}}, "num_format": "0", "interval_unit": 1})
    chart.set_y_axis({"num_font": font, "reverse": kind == "bar", "interval_unit": 1, "major_gridlines": {"visible": kind != "bar", "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": font} if last_column > 1 else {"none": True})
    return chart


def _documents(sheet: Any, styles: Styles, row: int, report: Report) -> None:
    """The documents, with what was not read of them."""
    rows: list[_Row] = []
    for result in report.results[:_DOCUMENTS]:
        notes = [clean(note.text) for note in result.submission.notes]
        said = "；".join(notes[:3]) + (f"；等{len(notes)}条" if len(notes) > 3 else "")
        grade = f"{result.audit_summary.grade}" if result.audit_summary else "—"
        rows.append((result.submission.source, len(result.submission.tables), *map(result.count, _SEVERITIES), grade, said))
    if len(report.results) > _DOCUMENTS:
        rows.append((f"其余{len(report.results) - _DOCUMENTS}个文件见“项目一览”", *[""] * 6))
    _block(sheet, styles, row, "文件", ("文件", "表", *SEVERITY_SAID.values(), "初审等级", "说明"), rows)
