"""The sheet 总览: what was screened, how the verdicts go back, totals, grades, rules and dimensions with the workbook's own charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from linter import __version__
from linter.contract.check_v1 import consequences, dimensions
from linter.finding import SEVERITY_SAID, Severity
from linter.report.screening.values import RuleLine, Screening
from linter.report.xlsx.blocks import PLACED, ROW_PIXELS, Row, block, chart
from linter.report.xlsx.cells import clean, height
from linter.report.xlsx.sheet import page
from linter.report.xlsx.styles import Styles
from linter.tables import table

NAME = "总览"
_WIDTHS = (36.0, 20.0, 11.0, 11.0, 11.0, 40.0)
_TOP_RULES = 10
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def add(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds the sheet: figures above, each chart under or beside the block it draws."""
    sheet = book.add_worksheet(NAME)
    page(sheet, NAME, landscape=False)
    sheet.fit_to_pages(1, 1)
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, f"{screening.year}年绩效目标初审结果" if screening.year else "绩效目标初审结果", styles["title"])
    sheet.set_row(0, 26)
    how = table("screening")["how"]
    row = _said(sheet, styles, 1, f"机器初审，供参考：{table('audit')['disclaimer']}。由 jixiao {__version__} 检查。")
    sheet.write_string(row, 0, how["title"], styles["section"])
    sheet.set_row(row, 20)
    for number, step in enumerate(how["steps"], start=1):
        row = _said(sheet, styles, row + 1 if number == 1 else row, f"{number}. {step}")
    top = row + 1
    row = block(sheet, styles, top, "总数", ("", "数量"), tuple(_totals(screening)), _WIDTHS)[1] + 1
    grades = tuple(_grades(screening))
    first, row = block(sheet, styles, row, "初审等级", ("等级", "项目数"), grades, _WIDTHS)
    if any(each[-1] for each in grades):
        drawn = chart(book, NAME, "初审等级", (first, first + len(grades) - 1), 1)
        drawn.set_size({"width": 500, "height": (row - top) * ROW_PIXELS})
        sheet.insert_chart(top, 2, drawn, PLACED | {"description": "初审等级"})
    row += 1
    for heading, head, rows in (
        ("问题最多的规则（前十）", "规则", tuple(_rules(screening))), ("按审核内容", "审核内容", tuple(_dimensions(screening))),
    ):
        headers = (head, *SEVERITY_SAID.values(), "合计")
        first, row = block(sheet, styles, row, heading, headers, rows, _WIDTHS)
        if any(each[-1] for each in rows):
            drawn = chart(book, NAME, heading, (first, first + len(rows) - 1), len(headers) - 1)
            high = 110 + 24 * len(rows)
            drawn.set_size({"width": 900, "height": high})
            sheet.insert_chart(row, 0, drawn, PLACED | {"description": heading})
            row += high // ROW_PIXELS + 2
        row += 1
    block(sheet, styles, row, "这次检查", ("", "内容"), [(clean(label), text) for label, text in screening.facts.items()], _WIDTHS)


def _said(sheet: Any, styles: Styles, row: int, text: str) -> int:
    """A sentence over the whole width; the row after it."""
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, styles["note"])
    sheet.set_row(row, height([(text, sum(_WIDTHS))]) + 2)
    return row + 1


def _totals(screening: Screening) -> Iterator[Row]:
    totals = screening.totals
    yield "单位", totals.agencies
    if screening.departments:
        yield "主管部门", len(screening.departments)
    yield "文件", totals.documents
    for word, count in (("无法检查的文件", totals.failed), ("只读出一部分的文件", totals.partial), ("重复的文件", totals.duplicates)):
        if count:
            yield f"其中：{word}", count
    yield "绩效目标表", totals.projects
    yield "绩效指标", totals.indicators
    if totals.amount is not None:
        yield "年度金额（万元）", round(totals.amount / 10_000)
    for severity, count in zip(_SEVERITIES, (totals.errors, totals.warnings, totals.infos), strict=True):
        yield SEVERITY_SAID[severity], count
    yield "雷同（组）", max(screening.clusters_in_all, len(screening.clusters))


def _grades(screening: Screening) -> Iterator[Row]:
    counts: Counter[str] = Counter()
    for line in screening.agencies:
        counts.update(line.grades)
    unknown = table("screening")["unknown"]["grade"]
    for grade in (*consequences(), *([unknown] if counts[unknown] else [])):
        yield grade, counts[grade]


def _rules(screening: Screening) -> Iterator[Row]:
    found = sorted((rule for rule in screening.rules if rule.findings), key=lambda rule: (-rule.findings, rule.code))
    for rule in found[:_TOP_RULES]:
        yield (f"{rule.code} {rule.title}", *_by_severity(rule), rule.findings)


def _dimensions(screening: Screening) -> Iterator[Row]:
    unknown = table("screening")["unknown"]["dimension"]
    counts: dict[str, Counter[Severity]] = {name: Counter() for name in dict.fromkeys(dimensions().values())}
    for rule in screening.rules:
        counts.setdefault(rule.dimension or unknown, Counter())[rule.severity] += rule.findings
    for name, own in counts.items():
        yield (name, *(own[severity] for severity in _SEVERITIES), own.total())


def _by_severity(rule: RuleLine) -> Iterator[int]:
    for severity in _SEVERITIES:
        yield rule.findings if rule.severity == severity else 0
