"""Further layouts (DOMAIN.md §3), in the style of `tests/layouts.py`; together with those they are `EVERY`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linter.checks.cases import LEVELS
from linter.submission import TEXT_FIELDS
from tests import layouts
from tests.layouts import (
    AGENCY,
    LAYOUTS,
    Cell,
    Layout,
    Part,
    Rows,
    _block,
    _grouped,
    _row,
    _source,
    _sources,
    _texts,
    in_ten_thousand,
    in_yuan,
)
from tests.sheets import Case, Line, Sheet

_SIGNED = re.compile(r"([≥≤=＞＜><]?)(\d[\d,.]*)(%|‰|[一-龥][一-龥/]*)?")
_LONG_TEXTS = {"overview": "项目概况", "basis": "立项依据", "necessity": "项目设立的必要性", "measures": "保证项目实施的制度、措施", "plan": "项目实施计划"}


def applied(sheet: Sheet) -> Rows:
    """财政项目支出绩效目标申报表 (Shanghai): planned dates, total beside the year's request, one block; amounts in yuan."""
    fiscal, carried, other = (in_yuan(_source(sheet, "annual", key, "fiscal")) for key in ("fiscal", "carryover", "other"))
    rows = [
        _row("项目名称", (sheet.name, 4)), _row("主管部门", AGENCY, "项目单位", (AGENCY, 2)),
        _row("计划开始日期", sheet.start, "计划完成日期", (sheet.end, 2)),
        *(_row(label, (sheet.texts[key], 4)) for key, label in _LONG_TEXTS.items()),
        _row(("项目资金（元）", 1, 4), "项目资金总额", in_yuan(sheet.total), "年度资金申请总额", in_yuan(sheet.annual)),
        _row("其中：财政资金", in_yuan(sheet.total), "其中：当年财政拨款", fiscal), _row("", "", "上年结转资金", carried), _row("", "", "其他资金", other),
        _row(("项目总目标", 2), ("年度总体目标", 3)), _row((sheet.texts["total_goal"], 2), (sheet.texts["annual_goal"], 3)),
        _row("一级指标", "二级指标", ("三级指标", 2), "年度指标值"),
    ]
    return rows + _block(sheet, lambda line: _row((line.level3, 2), line.target))


def long_annual(sheet: Sheet) -> Rows:
    """长期 and 年度 indicators as two blocks below each other (2011); amounts in 万元."""
    rows = [
        _row("项目名称", (sheet.name, 4)), _row("项目单位", AGENCY, "主管部门", (AGENCY, 2)),
        _row(("资金来源", 1, 2), "本年资金总额", (in_ten_thousand(sheet.annual), 3)),
        _row("财政拨款", in_ten_thousand(_source(sheet, "annual", "fiscal", "fiscal")), "其他", in_ten_thousand(_source(sheet, "annual", "other", "fiscal"))),
        _row("项目概况", (sheet.texts["overview"], 4)),
        _row(("项目立项情况", 1, 2), "项目立项的依据", (sheet.texts["basis"], 3)), _row("项目申报的必要性", (sheet.texts["necessity"], 3)),
        _row("长期目标", (sheet.texts["total_goal"], 4)), _row("年度目标", (sheet.texts["annual_goal"], 4)),
    ]
    halves = (("长期绩效指标", "total"), ("年度绩效指标", "annual"))
    for label, half in halves:
        rows.append(_row((label, 2), "指标内容", "指标值", "备注"))
        rows += _block(sheet, lambda line, half=half: _row(*line.half(half), ""))
    return rows


def signed(sheet: Sheet) -> Rows:
    """Sign, value and unit in columns of their own; 起止时间 in one cell; 成本指标 as in `LEVELS`; amounts in 万元."""
    rows = [
        _row("项目名称", (sheet.name, 5)), _row("主管预算部门", (AGENCY, 2), "实施单位", (AGENCY, 2)),
        _row("项目属性", (sheet.attribute, 2), "起止时间", (f"{month(sheet.start)}-{month(sheet.end)}" if sheet.start else "", 2)),
        _row("资金总额", in_ten_thousand(sheet.annual), "财政资金", in_ten_thousand(_source(sheet, "annual", "fiscal", "fiscal")),
             "其他资金", in_ten_thousand(_source(sheet, "annual", "other", "fiscal"))),
        _row("绩效目标", (sheet.texts["annual_goal"], 5)),
        _row("一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位"),
    ]
    return rows + _block(sheet, lambda line: _row(line.level3, *in_columns(line)))


def in_columns(line: Line) -> tuple[str, str, str]:
    """Sign, value and unit; a value in words has the sign 定性."""
    found = _SIGNED.fullmatch(line.target)
    if found:
        return found[1], found[2], found[3] or ""
    return ("定性" if line.target else ""), line.target, ""


def month(day: str) -> str:
    year, month, _ = day.split("-")
    return f"{year}年{int(month)}月"


def transfer(sheet: Sheet) -> Rows:
    """转移支付整体绩效目标表: one name, a target for the whole period and one for the year; amounts in 万元."""
    rows = [
        _row("专项名称", (sheet.name, 4)), _row("中央主管部门", "文化和旅游部", "专项实施期", (f"{sheet.start[:4]}年-{sheet.end[:4]}年", 2)),
        _row("资金情况", "实施期金额", in_ten_thousand(sheet.total), "年度金额", in_ten_thousand(sheet.annual)),
        _row(("实施期总体目标", 3), ("年度目标", 2)), _row((sheet.texts["total_goal"], 3), (sheet.texts["annual_goal"], 2)),
        _row("一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"),
    ]
    return rows + _block(sheet, lambda line: _row(line.level3 or line.half("annual")[0], line.target, line.half("annual")[1]))


def overall(sheet: Sheet) -> Rows:
    """部门整体支出绩效目标表: tasks with their money, sum, one block; amounts in 万元."""
    fiscal, other = (in_ten_thousand(_source(sheet, "annual", key, "fiscal")) for key in ("fiscal", "other"))
    whole = in_ten_thousand(sheet.annual)
    rows = [
        _row(("部门（单位）名称", 2), (sheet.name, 5)),
        _row(("年度主要任务", 1, 4), ("任务名称", 1, 2), ("主要内容", 2, 2), ("预算金额（万元）", 3)), _row("总额", "财政拨款", "其他资金"),
        _row("开展年度工作", (sheet.texts["overview"], 2), whole, fiscal, other), _row(("金额合计", 3), whole, fiscal, other),
        _row("年度总体目标", (sheet.texts["annual_goal"], 6)),
    ]
    block = [_row("一级指标", "二级指标", ("三级指标", 2), ("指标值", 2)), *_block(sheet, lambda line: _row((line.level3, 2), (line.target, 2)))]
    return [*rows, [Cell("年度绩效指标", 1, len(block)), *block[0]], *block[1:]]


def university(sheet: Sheet) -> Rows:
    """公开表 of a university: 项目期目标 beside 年度目标, one block of values, 万元 with six decimals."""
    six = "" if sheet.annual is None else f"{sheet.annual / 10000:.6f}"
    fiscal, other = (f"{_source(sheet, 'annual', key, 'fiscal') / 10000:.6f}" for key in ("fiscal", "other"))
    rows = [
        _row(("项目名称", 2), (sheet.name, 5)), _row(("主管部门", 2), (AGENCY, 2), "实施单位", (AGENCY, 2)),
        _row(("项目资金（万元）", 2, 3), ("年度资金总额：", 2), (six, 3)), _row(("其中：财政拨款", 2), (fiscal, 3)), _row(("其他资金", 2), (other, 3)),
        _row(("总体目标", 1, 2), ("项目期目标", 3), ("年度目标", 3)), _row((sheet.texts["total_goal"], 3), (sheet.texts["annual_goal"], 3)),
    ]
    block = [_row("一级指标", "二级指标", ("三级指标", 2), ("指标值", 2)), *_block(sheet, lambda line: _row((line.level3, 2), (line.target, 2)))]
    return [*rows, [Cell("绩效指标", 1, len(block)), *block[0]], *block[1:]]


def joined(sheets: Sequence[Sheet]) -> list[Part]:
    """Two lists as a budget system exports them: projects, and their indicators by 项目编码; amounts in yuan."""
    weighted = any(sheet.weighted for sheet in sheets)
    codes = [f"QW0724B{number:04}" for number in range(31, 31 + len(sheets))]
    projects = [_row("项目编码", "项目名称", "实施单位", "年度资金总额（元）", "年度绩效目标")]
    rows = [_row("项目编码", "一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", *(["权重"] if weighted else []))]
    for code, sheet in zip(codes, sheets, strict=True):
        projects.append(_row(code, sheet.name, AGENCY, in_yuan(sheet.annual), sheet.texts["annual_goal"]))
        for line, _, _ in _grouped(sheet.lines):
            rows.append(_row(code, *LEVELS[line.category], line.level3, *in_columns(line), *([line.weight] if weighted else [])))
    return ["项目清单", projects, "项目绩效指标清单", rows]


MORE = (
    Layout("applied", applied, frozenset({"total", "start", "end", *_texts(*TEXT_FIELDS), *_sources(("fiscal", "carryover", "other"), "annual")}), ("html",), "元"),
    Layout("long_annual", long_annual, frozenset({"annual", *_texts("overview", "basis", "necessity", "total_goal", "annual_goal"),
                                                  *_sources(("fiscal", "other"), "annual")}), ("txt", "html")),
    Layout("signed", signed, frozenset({"attribute", "months", *_texts("annual_goal"), *_sources(("fiscal", "other"), "annual")}), ("txt", "html")),
    Layout("transfer", transfer, frozenset({"total", "annual target", *_texts("total_goal", "annual_goal")}), ("txt", "html")),
    Layout("overall", overall, frozenset({*_texts("annual_goal")}), ("html",)),
    Layout("joined", None, frozenset({"weight", *_texts("annual_goal")}), ("html",), "元"),
    Layout("university", university, frozenset({*_texts("total_goal", "annual_goal"), *_sources(("fiscal", "other"), "annual")}), ("html",)),
)
EVERY = (*LAYOUTS, *MORE)
_TITLES = {"overall": "部门整体支出绩效目标表", "transfer": "转移支付整体绩效目标表", "applied": "财政项目支出绩效目标申报表"}


def parts_of(case: Case, layout: Layout) -> list[Part]:
    """The parts of the case's document, under the title forms of this layout have.

    A form of one half leaves out what the case has in its other half only.
    """
    if not layout.carries & {"annual", "annual target"}:
        sheets = (replace(sheet, lines=tuple(line for line in sheet.lines if line.level3 or line.target)) for sheet in case.sheets)
        case = replace(case, sheets=tuple(sheets))
    title = _TITLES.get(layout.name)
    said = layouts.parts_of(case, layout)
    if layout.name == "joined":
        at = said.index("项目绩效目标清单")
        said[at : at + 2] = joined(case.sheets)
    return [_squared(part) if not isinstance(part, str) else part.replace("项目支出绩效目标表", title) if title else part for part in said]


def _squared(rows: Rows) -> Rows:
    """Short rows go on with one empty cell to the edge of the table."""
    places = [[0] * len(layouts.dense(rows)[0]) for _ in rows]
    for y, row in enumerate(rows):
        for cell in row:
            x = places[y].index(0)
            for down in range(cell.down):
                places[y + down][x : x + cell.across] = [1] * cell.across
    return [[*row, Cell("", taken.count(0))] if 0 in taken else row for row, taken in zip(rows, places, strict=True)]


def upright(parts: Sequence[Part]) -> list[Part]:
    """Labels of one column over three rows and more, one character a line."""
    def turned(cell: Cell) -> Cell:
        stands = cell.across == 1 and cell.down >= 3 and 2 <= len(cell.text) <= 3 * cell.down
        return cell._replace(text="\n".join(cell.text)) if stands else cell

    return [part if isinstance(part, str) else [[turned(cell) for cell in row] for row in part] for part in parts]
