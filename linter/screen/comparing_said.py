"""A comparison of two screenings as text for the screen, and as a workbook."""

from __future__ import annotations

import io

from linter.finding import SEVERITY_SAID
from linter.report.columns import grid
from linter.report.page import PIPED
from linter.report.xlsx.blank import blank
from linter.report.xlsx.sheet import Column, listing
from linter.report.xlsx.styles import Styles
from linter.screen.comparing import Comparison, Fate

_FATES: tuple[Fate, ...] = ("改好", "仍在", "新出现", "未再报送")
_SHOWN = 20


def comparison_text(comparison: Comparison) -> str:
    """Sums, and the agencies with most left to do."""
    lines = ["，".join(f"{fate} {comparison.count(fate)} 处" for fate in _FATES) + "。"]
    if comparison.projects_gone or comparison.projects_new:
        lines.append(f"前一次有、后一次没有的项目 {comparison.projects_gone} 个；新增的项目 {comparison.projects_new} 个。")
    rows = [("单位", *_FATES, "前一次得分", "后一次得分")]
    rows += [
        (each.agency, *(str(each.fates.get(fate, 0)) for fate in _FATES), _score(each.before), _score(each.after))
        for each in comparison.agencies[:_SHOWN]
    ]
    lines += ["", *grid(rows, ambiguous=PIPED.ambiguous)]
    if len(comparison.agencies) > _SHOWN:
        lines.append(f"其余 {len(comparison.agencies) - _SHOWN} 个单位和每处问题的明细，用 -o 对照.xlsx 写出。")
    return "\n".join(lines) + "\n"


def _score(score: float | None) -> str:
    return "—" if score is None else f"{score:g}"


def comparison_workbook(comparison: Comparison) -> bytes:
    """Two sheets: 单位对照, 问题对照."""
    held = io.BytesIO()
    book = blank(held, "两次筛查对照")
    styles = Styles(book)
    listing(
        book, styles, "单位对照",
        (Column("单位", 34), *(Column(fate, 10, "integer") for fate in _FATES), Column("前一次得分", 11, "score"), Column("后一次得分", 11, "score")),
        ((each.agency, *(each.fates.get(fate, 0) for fate in _FATES), each.before, each.after) for each in comparison.agencies),
    )
    listing(
        book, styles, "问题对照",
        (Column("结果", 9, "center"), Column("单位", 22), Column("项目", 24), Column("级别", 6, "marked"), Column("规则", 7, "center"),
         Column("位置", 22), Column("问题", 44), Column("改法", 36)),
        ((each.fate, each.agency, each.project, SEVERITY_SAID[each.severity], each.code, each.route, each.message, each.remedy) for each in comparison.changes),
    )
    book.close()
    return held.getvalue()
