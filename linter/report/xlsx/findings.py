"""The sheet 问题明细: one row a finding, with room for what was done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from linter.finding import Finding
from linter.report.report import Report
from linter.report.rows import FindingRow, rows
from linter.report.xlsx.sheet import Cell, Column, Link, listing
from linter.report.xlsx.styles import Styles

NAME = "问题明细"
CHOICES = ("已改", "不改（说明）", "待定")
COLUMNS = (
    Column("序号", 5.5, "integer"), Column("文件", 15), Column("项目", 20), Column("级别", 6, "marked"), Column("位置", 20),
    Column("出处", 15, "link"), Column("原文", 26), Column("问题", 36), Column("改法", 34), Column("可替换为", 13),
    Column("规则", 14), Column("把握", 5.5, "center"), Column("整改情况", 13, "blank"),
)
_LONGEST_REPLACEMENT, _LONG = 80, "整段改写，见改法"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")


def add(book: Any, styles: Styles, report: Report) -> None:
    """Adds the sheet. The column of file names is folded away where there is one document."""
    headers = [column.header for column in COLUMNS]
    done = headers.index("整改情况")
    for sheet, count in listing(book, styles, NAME, COLUMNS, _rows(report)):
        if len(report.results) == 1:
            number = headers.index("文件")
            sheet.set_column(number, number, COLUMNS[number].width, None, {"hidden": True})
        if count:
            sheet.data_validation(1, done, count, done, {
                "validate": "list", "source": list(CHOICES), "input_title": "整改情况", "input_message": "请选择；不改的在“不改（说明）”后写明理由。",
                "error_type": "information", "error_title": "整改情况", "error_message": "也可以直接写说明。",
            })


def _rows(report: Report) -> Iterator[Sequence[Cell]]:
    number = 0
    for number, row in enumerate(rows(report), start=1):
        yield (
            number, row.source, " ".join(filter(None, (row.table, row.project))), row.severity, row.place, Link(row.spot, source_link(row.source, row.finding)),
            row.evidence, row.message, row.remedy, _replacement(row), _rule(row), row.confidence, None,
        )
    for result in report.results:
        if result.failed:
            said = "；".join(note.text for note in result.submission.notes)
            number += 1
            yield (number, result.submission.source, "", "无法检查", "", "", "", said, "", "", "", "", None)


def _rule(row: FindingRow) -> str:
    return f"{row.code} {row.title}"


def _replacement(row: FindingRow) -> str:
    """What may stand in the cell instead; a whole paragraph would only make the row unreadable."""
    return row.replacement if len(row.replacement) <= _LONGEST_REPLACEMENT else _LONG


def source_link(source: str, finding: Finding) -> str:
    """Where a click leads: the cell of the file beside the report, '' where the source is no workbook.

    A name with # cannot be told from its cell, and what lies in a zip cannot be opened.
    """
    spot = finding.locus.spot
    parts = PurePosixPath(source).parts
    if not source.lower().endswith(_WORKBOOKS) or not spot.cell or "#" in source or any(part.lower().endswith(".zip") for part in parts[:-1]):
        return ""
    sheet = (spot.sheet or "").replace("'", "''")
    url = f"external:{source}#'{sheet}'!{spot.cell}" if sheet else f"external:{source}"
    return url if len(url) < 2000 else ""
