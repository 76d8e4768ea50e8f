"""The sheets that are lists: 单位排名, 主管部门, 项目一览, 未检查, 规则统计."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from linter.contract.check_v1 import consequences
from linter.finding import SEVERITY_SAID
from linter.report.screening.heat import columns as dimensions_of
from linter.report.screening.values import AgencyLine, Screening
from linter.report.xlsx.blocks import PLACED, ROW_PIXELS
from linter.report.xlsx.sheet import Cell, Column, Link, listing
from linter.report.xlsx.styles import DARK, Styles
from linter.tables import table

_COUNTS = (Column("错误", 7, "integer"), Column("警告", 7, "integer"), Column("提示", 7, "integer"))
_PARENT = Column("主管部门", 18)
_JUDGED = (Column("初审得分", 9, "score"), Column("初审等级", 9, "marked"))
_BAR_COLOURS = {"错误": "#E6A09B", "警告": "#FFD98A"}
_TOP_RULES = 20


def add_agencies(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds 单位排名, the worst first; a name leads to the agency's page, 意见书 to its letter."""
    _ranking(book, styles, "单位排名", screening, screening.agencies, _PARENT if screening.departments else None)


def add_departments(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds 主管部门: each summed up with its units."""
    _ranking(book, styles, "主管部门", screening, screening.departments, None)


def add_projects(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds 项目一览."""
    parent = _PARENT if screening.departments else None
    columns = (
        Column("序号", 7, "integer"), Column("单位", 22), parent, Column("项目名称", 32), Column("项目编码", 24), Column("年度金额（万元）", 15, "money"),
        Column("指标数", 7, "integer"), *_COUNTS, *_JUDGED, Column("文件", 30), Column("表", 6, "center"),
    )
    unknown = table("screening")["unknown"]["grade"]
    rows = (
        (
            number, line.agency, line.parent, line.project, line.code, _wan(line.amount), line.indicators, line.errors, line.warnings, line.infos,
            line.score, line.grade or unknown, line.source, f"表{line.table}",
        )
        for number, line in enumerate(screening.projects(), start=1)
    )
    listing(book, styles, "项目一览", *_kept(columns, rows))


def add_failures(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds 未检查: every document that was not checked, or not wholly, and what to do about it."""
    columns = (Column("情况", 11, "center"), Column("单位", 22), Column("文件", 50), Column("原因", 50), Column("怎么办", 50))
    listing(book, styles, "未检查", columns, ((each.state, each.agency, each.path, each.reason, each.remedy) for each in screening.failures))


def add_rules(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds 规则统计 with a chart of the shares beside the list: paper has the list alone."""
    name = "规则统计"
    columns = (
        Column("规则", 38), Column("级别", 8, "marked"), Column("审核内容", 12, "center"), Column("问题数", 10, "integer"), Column("单位数", 10, "integer"),
        Column("项目数", 10, "integer"), Column("占项目", 10, "percent"), Column("未能判断的表", 12, "integer"),
    )
    rules = sorted(screening.rules, key=lambda rule: (-rule.findings, rule.code))
    unknown = table("screening")["unknown"]["dimension"]
    rows = (
        (
            f"{rule.code} {rule.title}", SEVERITY_SAID[rule.severity], rule.dimension or unknown, rule.findings, rule.agencies, rule.projects, rule.share,
            rule.not_checked,
        )
        for rule in rules
    )
    ((sheet, count), *_) = listing(book, styles, name, columns, rows)
    shown = min(sum(rule.findings > 0 for rule in rules), _TOP_RULES)
    sheet.set_portrait()
    sheet.print_area(0, 0, max(count, 1), len(columns) - 1)
    if shown:
        sheet.insert_chart(1, len(columns) + 1, _shares(book, name, shown), PLACED | {"description": "有多大比例的项目出现这类问题"})


def _shares(book: Any, name: str, rows: int) -> Any:
    heading, font = "出现这类问题的项目占多大比例（问题最多的规则）", {"name": "宋体", "size": 9}
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series({
        "name": [name, 0, 6], "categories": [name, 1, 0, rows, 0], "values": [name, 1, 6, rows, 6], "fill": {"color": DARK}, "gap": 50,
        "data_labels": {"value": True, "num_format": "0%"},
    })
    drawn.set_title({"name": heading, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    drawn.set_x_axis({"num_font": font, "num_format": "0%", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    drawn.set_y_axis({"num_font": font, "reverse": True, "interval_unit": 1})
    drawn.set_legend({"none": True})
    drawn.set_size({"width": 860, "height": 120 + ROW_PIXELS * rows})
    return drawn


def _ranking(book: Any, styles: Styles, name: str, screening: Screening, lines: Iterable[AgencyLine], parent: Column | None) -> None:
    named = dimensions_of(screening)
    unknown = table("screening")["unknown"]["grade"]
    grades = (*consequences(), unknown)
    columns = (
        Column("名次", 6, "integer"), Column("主管部门" if name == "主管部门" else "单位", 28, "link"), parent, Column("项目数", 7, "integer"),
        Column("年度金额（万元）", 15, "money"), *_JUDGED, *_COUNTS, *(Column(each, 8, "integer") for each in named), Column("雷同组数", 7, "integer"),
        *(Column(grade if grade == unknown else f"评{grade}", 6, "integer") for grade in grades), Column("文件", 6, "integer"), Column("未检查", 7, "integer"),
        Column("意见书", 8, "link"),
    )
    rows = (
        (
            line.rank, Link(line.agency, _link(line.page)), line.parent, line.projects, _wan(line.amount), line.score, line.grade or unknown, line.errors,
            line.warnings, line.infos, *(line.dimensions.get(each, 0) for each in named), line.copies, *(line.grades.get(each, 0) for each in grades),
            line.documents, line.failed, Link("Word", _link(line.letter)) if line.letter else None,
        )
        for line in lines
    )
    shown, cells = _kept(columns, rows)
    for sheet, count in listing(book, styles, name, shown, cells):
        for at, column in enumerate(shown):
            if column.header in _BAR_COLOURS:
                sheet.conditional_format(1, at, max(count, 1), at, {"type": "data_bar", "bar_color": _BAR_COLOURS[column.header]})


def _kept(columns: Sequence[Column | None], rows: Iterable[Sequence[Cell]]) -> tuple[list[Column], Iterator[Sequence[Cell]]]:
    """Columns and rows without those columns that are None."""
    kept = [n for n, column in enumerate(columns) if column]
    return [column for column in columns if column], ([row[n] for n in kept] for row in rows)


def _wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / 10_000


def _link(path: str) -> str:
    """A link of the workbook to a file beside it; a name with # cannot be told from a place in the file."""
    return f"external:{path}" if path and "#" not in path else ""
