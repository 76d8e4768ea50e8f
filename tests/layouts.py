"""One made-up submission (`tests/sheets.py`) → the same document in every layout × container.

A layout is one function from a `Sheet` to rows of cells with spans, and the list of what it can carry; a container is one
function from such rows to text. `editions(case)` gives every edition that carries all the case needs.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from linter.checks.cases import LEVELS
from linter.submission import TEXT_FIELDS, Period
from tests.sheets import Case, Line, Sheet

AGENCY = "清湾区文化和旅游局"


class Cell(NamedTuple):
    text: str
    across: int = 1
    down: int = 1


Rows = list[list[Cell]]


def _row(*cells: str | tuple[str, int] | tuple[str, int, int]) -> list[Cell]:
    return [Cell(cell) if isinstance(cell, str) else Cell(*cell) for cell in cells]


def in_yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.normalize():,f}"


def in_ten_thousand(amount: Decimal | None) -> str:
    """万元 with two decimals, or as many as it takes to print the amount exactly."""
    if amount is None:
        return ""
    value = (amount / 10000).normalize()
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{value:.{max(2, -exponent)}f}"


# --- indicator blocks ----------------------------------------------------------------------------------------------------


def _grouped(lines: Sequence[Line]) -> Iterator[tuple[Line, int, int]]:
    """Each line in the order of the form, with the rows its level-1 and level-2 labels span (0: covered from above)."""
    order = list(LEVELS)
    ranked = sorted(lines, key=lambda line: order.index(line.category))
    levels = [LEVELS[line.category] for line in ranked]
    for n, line in enumerate(ranked):
        first = n == 0 or levels[n - 1][0] != levels[n][0]
        second = n == 0 or levels[n - 1] != levels[n]
        yield (
            line, sum(one == levels[n][0] for one, _ in levels) if first else 0,
            levels.count(levels[n]) if second else 0,
        )


def _block(sheet: Sheet, *parts: Callable[[Line], list[Cell]]) -> Rows:
    """Rows of indicators: the level labels, then each part; a second part stands behind its level-2 label over again."""
    rows: Rows = []
    for line, one, two in _grouped(sheet.lines):
        level1, level2 = LEVELS[line.category]
        cells = [Cell(level1, 1, one)] if one else []
        for part in parts:
            if two:
                cells.append(Cell(level2, 1, two))
            cells += part(line)
        rows.append(cells)
    return rows


def _half(period: Period) -> Callable[[Line], list[Cell]]:
    return lambda line: _row(*line.half(period))


# --- layouts -------------------------------------------------------------------------------------------------------------

_FIELD_LABELS = {
    "overview": "项目概况", "basis": "立项依据", "necessity": "项目设立必要性", "measures": "保证项目实施的制度、措施", "plan": "项目实施计划",
}
_LEVELS_SOURCES = {"central": "中央财政资金", "provincial": "省级财政资金", "local": "市县（区）财政资金", "self_raised": "单位自筹", "other": "其他资金"}
_FISCAL_SOURCES = {"fiscal": "财政拨款", "carryover": "上年结转", "other": "其他资金"}


def _source(sheet: Sheet, half: Period, key: str, default: str) -> Decimal:
    """A source as the case gives it; where it gives none of this half, all the money comes from `default`."""
    given = sheet.sources.get(half)
    if given is not None:
        return given.get(key, Decimal(0))
    whole = sheet.total if half == "total" else sheet.annual
    return (whole or Decimal(0)) if key == default else Decimal(0)


def two_halves(sheet: Sheet) -> Rows:
    """实施期目标｜年度目标 side by side, seven texts, sources by level of government; amounts in yuan."""
    rows = [
        _row(("项目名称", 2), (sheet.name, 6)),
        _row(("主管部门及代码", 2), (f"118-{AGENCY}", 2), ("实施单位", 2), (AGENCY, 2)),
        _row(("项目属性", 2), (sheet.attribute, 2), ("项目期", 2), (sheet.period, 2)),
        _row(("项目资金（元）", 2, 6), "实施期资金总额：", in_yuan(sheet.total), ("年度资金总额：", 2), (in_yuan(sheet.annual), 2)),
    ]
    for number, (key, label) in enumerate(_LEVELS_SOURCES.items()):
        said = f"其中：{label}" if number == 0 else label
        rows.append(_row(
            said, in_yuan(_source(sheet, "total", key, "local")), (said, 2), (in_yuan(_source(sheet, "annual", key, "local")), 2)
        ))
    rows += [_row((label, 2), (sheet.texts[key], 6)) for key, label in _FIELD_LABELS.items()]
    rows += [_row(("总体目标", 1, 2), ("实施期目标", 4), ("年度目标", 3)), _row((sheet.texts["total_goal"], 4), (sheet.texts["annual_goal"], 3))]
    header = _row("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
    block = [header, *_block(sheet, _half("total"), _half("annual"))]
    return [*rows, [Cell("绩效指标", 1, len(block)), *block[0]], *block[1:]]


def application(sheet: Sheet) -> Rows:
    """Central 申报表: 中期｜年度 goals and indicators, sources 财政拨款 and 其他资金; amounts in 万元."""
    kept = {key: _FISCAL_SOURCES[key] for key in ("fiscal", "other")}
    rows = [
        _row(("项目名称", 2), (sheet.name, 6)),
        _row(("主管部门及代码", 2), (f"[118]{AGENCY}", 3), "实施单位", (AGENCY, 2)),
        _row(("项目属性", 2), (sheet.attribute, 3), "项目期", (sheet.period, 2)),
        _row(("项目资金（万元）", 2, 3), ("中期资金总额", 2), in_ten_thousand(sheet.total), ("年度资金总额", 2), in_ten_thousand(sheet.annual)),
    ]
    for number, (key, label) in enumerate(kept.items()):
        said = f"其中：{label}" if number == 0 else label
        rows.append(_row(
            (said, 2), in_ten_thousand(_source(sheet, "total", key, "fiscal")),
            (said, 2), in_ten_thousand(_source(sheet, "annual", key, "fiscal")),
        ))
    rows += [_row(("总体目标", 1, 2), ("中期目标", 4), ("年度目标", 3)), _row((sheet.texts["total_goal"], 4), (sheet.texts["annual_goal"], 3))]
    header = _row("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
    block = [header, *_block(sheet, _half("total"), _half("annual"))]
    return [*rows, [Cell("绩效指标", 1, len(block)), *block[0]], *block[1:]]


def described(sheet: Sheet) -> Rows:
    """绩效指标描述 and 指标值确定依据 beside each target, cumulative spending plan; amounts in 万元."""
    plan = sheet.plan or {3: "20%", 6: "50%", 9: "80%", 12: "100%"}
    wide = 7
    steps = [Cell(f"{month}月底") for month in plan], [Cell(share) for share in plan.values()]
    rows = [
        _row("项目编码", "QW0724B0031", "", "项目名称", (sheet.name, wide - 4)),
        _row(("预算规模及资金用途", 1, 2), "预算数", in_ten_thousand(sheet.annual), "其中：财政资金",
             in_ten_thousand(_source(sheet, "annual", "fiscal", "fiscal")), "其他资金",
             in_ten_thousand(_source(sheet, "annual", "other", "fiscal"))),
        _row((sheet.texts["overview"], wide - 1)),
        [Cell("资金支出计划（%）", 1, 2), *steps[0]], steps[1],
        _row("绩效目标", (sheet.texts["annual_goal"], wide - 1)),
        _row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", ("指标值确定依据", 2)),
    ]
    return rows + _block(sheet, lambda line: _row(
        line.level3, line.description or "按年度任务统计", line.target, (line.basis or "年度工作安排", 2)
    ))


def one_column(sheet: Sheet) -> Rows:
    """Dates, seven texts and remarks, one half of indicators; a weight column where the case has weights; amounts in 万元."""
    wide = 5 if sheet.weighted else 4
    last = wide - 3
    labels = _FIELD_LABELS | {"remarks": "备注"}
    header = ("一级指标", "二级指标", "三级指标", "目标值", "权重")[:wide]
    rows = [
        _row("项目名称", (sheet.name, wide - 1)), _row("单位编码", "118001", "资金用途", ("专项类", last)),
        _row("开始时间", sheet.start, "结束时间", (sheet.end, last)),
        _row("项目总金额", in_ten_thousand(sheet.total), "项目本年度金额", (in_ten_thousand(sheet.annual), last)),
        _row(("项目详细信息", wide)), *(_row(label, (sheet.texts.get(key, ""), wide - 1)) for key, label in labels.items()),
        _row(("项目绩效目标", wide)), _row("项目总目标", (sheet.texts["total_goal"], wide - 1)),
        _row("年度绩效目标", (sheet.texts["annual_goal"], wide - 1)), _row(*header),
    ]
    return rows + _block(sheet, lambda line: _row(line.level3, line.target, *((line.weight,) if sheet.weighted else ())))


def public(sheet: Sheet) -> Rows:
    """Central 公开表: annual amount, sources with carry-over, one goal, weights that sum to 90; amounts in 万元."""
    rows = [
        _row("项目名称", (sheet.name, 5)), _row("主管部门及代码", (f"[118]{AGENCY}", 2), "实施单位", (AGENCY, 2)),
        _row(("项目资金（万元）", 1, 4), "年度资金总额", in_ten_thousand(sheet.annual), "执行率分值", ("10", 2)),
    ]
    for number, (key, label) in enumerate(_FISCAL_SOURCES.items()):
        amount = in_ten_thousand(_source(sheet, "annual", key, "fiscal"))
        rows.append(_row(f"其中：{label}" if number == 0 else label, amount, ("", 3)))
    rows.append(_row("年度总体目标", (sheet.texts["annual_goal"], 5)))
    wide = 1 if sheet.weighted else 2
    header = _row("一级指标", "二级指标", "三级指标", ("指标值", wide), *(["分值权重（90）"] if sheet.weighted else []))
    block = [header, *_block(sheet, lambda line: _row(line.level3, (line.target, wide), *([line.weight] if sheet.weighted else [])))]
    return [*rows, [Cell("绩效指标", 1, len(block)), *block[0]], *block[1:]]


_SIGNED = re.compile(r"([≥≤=＞＜><]?)(\d[\d,.]*)(%|‰|[一-龥][一-龥/]*)?")


def flat(sheets: Sequence[Sheet], year: int) -> Rows:
    """清单式: one indicator a row, the project's columns repeated; sign, value, unit and weight in columns of their own."""
    weighted = any(sheet.weighted for sheet in sheets)
    rows = [_row(
        "预算年度", "项目名称", "实施单位", "年度资金总额（元）", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
        *(["权重"] if weighted else []),
    )]
    for sheet in sheets:
        for line, _, _ in _grouped(sheet.lines):
            signed = _SIGNED.fullmatch(line.target)
            shown = (signed[1], signed[2], signed[3] or "") if signed else ("定性" if line.target else "", line.target, "")
            rows.append(_row(
                str(year), sheet.name, AGENCY, in_yuan(sheet.annual), sheet.texts["annual_goal"], *LEVELS[line.category], line.level3, *shown,
                *([line.weight] if weighted else []),
            ))
    return rows


# --- containers ----------------------------------------------------------------------------------------------------------

Part = str | Rows  # a paragraph, or a table


def dense(rows: Rows) -> list[list[str]]:
    """The rows with an empty text in every covered place."""
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            for down in range(cell.down):
                for across in range(cell.across):
                    taken[y + down, x + across] = "" if down or across else cell.text
            x += cell.across
    wide = 1 + max(x for _, x in taken)
    return [[taken.get((y, x), "") for x in range(wide)] for y in range(len(rows))]


def as_dump(parts: Sequence[Part]) -> str:
    """Plain text with tabs, the way documents are copied out of a word processor: no spans."""
    said = (part if isinstance(part, str) else "\n".join("\t".join(row) for row in dense(part)) for part in parts)
    return "\n\n".join(said) + "\n"


def as_markdown(parts: Sequence[Part]) -> str:
    def piped(rows: Rows) -> str:
        lines = [f"| {' | '.join(row)} |" for row in dense(rows)]
        return "\n".join([lines[0], "|" + " --- |" * (lines[0].count("|") - 1), *lines[1:]])

    return "\n\n".join(part if isinstance(part, str) else piped(part) for part in parts) + "\n"


def as_html(parts: Sequence[Part]) -> str:
    def tag(cell: Cell) -> str:
        across = f' colspan="{cell.across}"' if cell.across > 1 else ""
        down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
        return f"<td{across}{down}>{html.escape(cell.text)}</td>"

    def table(rows: Rows) -> str:
        return "<table>\n" + "\n".join(f"<tr>{''.join(map(tag, row))}</tr>" for row in rows) + "\n</table>"

    said = (f"<p>{html.escape(part)}</p>" if isinstance(part, str) else table(part) for part in parts)
    return '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head><body>\n' + "\n".join(said) + "\n</body></html>\n"


def as_csv(parts: Sequence[Part]) -> str:
    """Only tables: a list has nothing round it."""
    out = io.StringIO()
    for part in parts:
        if not isinstance(part, str):
            csv.writer(out).writerows(dense(part))
    return out.getvalue()


CONTAINERS: dict[str, Callable[[Sequence[Part]], str]] = {"txt": as_dump, "md": as_markdown, "html": as_html, "csv": as_csv}

# --- editions ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """How forms of one kind are printed, what they can carry (names as in `Sheet.needs`), and in which containers."""

    name: str
    write: Callable[[Sheet], Rows] | None
    carries: frozenset[str]
    containers: tuple[str, ...]
    unit: str = "万元"


def _texts(*keys: str) -> set[str]:
    return {f"texts.{key}" for key in keys}


def _sources(keys: Sequence[str], *halves: Period) -> set[str]:
    return {f"sources.{half}.{key}" for half in halves for key in keys}


_WHOLE = {"document", "title", "blank"}
LAYOUTS = (
    Layout("two_halves", two_halves, frozenset({*_WHOLE, "total", "annual", "attribute", "period", *_texts(*TEXT_FIELDS),
                                                *_sources([*_LEVELS_SOURCES], "total", "annual")}), ("txt", "html"), "元"),
    Layout("application", application, frozenset({*_WHOLE, "total", "annual", "attribute", "period", *_texts("total_goal", "annual_goal"),
                                                  *_sources(("fiscal", "other"), "total", "annual")}), ("html",)),
    Layout("described", described, frozenset({*_WHOLE, "description", "basis", "plan", *_texts("overview", "annual_goal"),
                                              *_sources(("fiscal", "other"), "annual")}), ("md", "txt")),
    Layout("one_column", one_column, frozenset({*_WHOLE, "total", "start", "end", "weight", *_texts(*TEXT_FIELDS, "remarks")}), ("html", "txt")),
    Layout("public", public, frozenset({*_WHOLE, "weight", *_texts("annual_goal"), *_sources([*_FISCAL_SOURCES], "annual")}), ("html",)),
    Layout("flat", None, frozenset({"document", "weight", *_texts("annual_goal")}), ("csv", "md"), "元"),
)


def editions(case: Case) -> Iterator[tuple[Layout, str]]:
    """Every layout and container that carries what the case needs."""
    for layout in LAYOUTS:
        if case.needs <= layout.carries:
            for container in layout.containers:
                wanted = not case.only or f"{layout.name}.{container}" in case.only
                if wanted and (container != "csv" or "document" not in case.needs):
                    yield layout, container


def parts_of(case: Case, layout: Layout) -> list[Part]:
    """The paragraphs and tables of the case's document as the layout prints them, whatever the container."""
    parts: list[Part] = [f"{AGENCY}{case.year}年单位预算公开", *case.paragraphs]
    for said, rows in (("本年预算", case.budget), ("上年结转", case.carryover)):
        if rows:
            listed = [_row("项目名称", "合计"), *(_row(name, in_ten_thousand(amount)) for name, amount in rows)]
            parts += [f"{case.year}年项目支出预算表（{said}）", "单位：万元", listed]
    if layout.write is None:
        return [*parts, "项目绩效目标清单", flat(case.sheets, case.year), *case.notes]
    for sheet in case.sheets:
        parts += [f"项目支出绩效目标表{sheet.title}", f"（{case.year}年度）", f"单位：{layout.unit}", layout.write(sheet)]
    return [*parts, *case.notes]


def document(case: Case, layout: Layout, container: str) -> bytes:
    """The bytes of the case's document in one edition."""
    return CONTAINERS[container](parts_of(case, layout)).encode()
