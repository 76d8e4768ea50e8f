"""The sheet 问题明细: one row a finding, with room for the reviewer's verdict, which `jixiao letters --decisions` reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linter.finding import SEVERITY_SAID
from linter.report.rows import CONFIDENCE_SAID
from linter.report.screening.values import FindingLine, Screening
from linter.report.xlsx.sheet import Cell, Column, listing
from linter.report.xlsx.styles import Styles
from linter.tables import table

_WORDS = table("screening")["decisions"]
NAME: str = _WORDS["sheet"]
_VERDICT, _OWN_WORDS, _MARK = (_WORDS[key] for key in ("verdict", "words", "mark"))
COLUMNS = (
    Column("序号", 7, "integer"), Column("单位", 16), Column("项目", 18), Column("级别", 6, "marked"), Column("规则", 14), Column("位置", 18),
    Column("原文", 24), Column("问题", 32), Column("改法", 30), Column(_VERDICT, 10, "blank"), Column(_OWN_WORDS, 28, "open"), Column("出处", 14),
    Column("文件", 20), Column("主管部门", 15), Column("审核内容", 13), Column("把握", 5.5, "center"), Column("雷同组", 7, "integer"), Column(_MARK, 20),
)
_PRINTED = "出处"  # the last column on paper


def add(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds the sheet, and others for what one cannot hold."""
    kept = [column for column in COLUMNS if column.header != "主管部门" or screening.departments]
    headers = [column.header for column in kept]
    verdict, mark = headers.index(_VERDICT), headers.index(_MARK)
    for sheet, rows in listing(book, styles, NAME, kept, _rows(screening, with_parent=bool(screening.departments))):
        last = max(rows, 1)
        sheet.print_area(0, 0, last, headers.index(_PRINTED))
        sheet.data_validation(1, verdict, last, verdict, {
            "validate": "list", "source": _WORDS["choices"], "input_title": _VERDICT, "input_message": f"没有选的不发；选“改写”的，把话写在右边“{_OWN_WORDS}”里。",
            "error_title": _VERDICT, "error_message": f"请选{'、'.join(_WORDS['choices'])}，或者不填。",
        })
        sheet.data_validation(1, mark, last, mark, {"validate": "any", "input_title": _MARK, "input_message": _WORDS["note"]})


def _rows(screening: Screening, *, with_parent: bool) -> Iterator[Sequence[Cell]]:
    for number, line in enumerate(screening.findings(), start=1):
        yield (
            number, line.agency, _project(line), SEVERITY_SAID[line.severity], f"{line.code} {line.title}", line.place, line.evidence, line.message,
            line.remedy, None, None, line.spot, line.source, *((line.parent,) if with_parent else ()),
            f"{line.dimension}（{line.item}）" if line.item else line.dimension, CONFIDENCE_SAID[line.confidence], line.cluster, line.mark,
        )


def _project(line: FindingLine) -> str:
    return "全文" if line.table is None else f"表{line.table} {line.project}".rstrip()
