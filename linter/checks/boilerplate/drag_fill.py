"""B202: a text dragged down with a spreadsheet's fill handle: 2024年…, 2025年…, 2026年…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TEXT_FIELDS, TargetTable
from linter.wording import quoted, squeeze

_NUMBER = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")
_YEARS = range(1990, 2100)
Split = tuple[str, list[str]]  # words with numbers masked, numbers
_SURE = 3  # fields in a row that leave no doubt


class DragFill(TableRule):
    """查什么：几个栏目的文字除一个数逐栏加1以外完全相同，如概况写“2024年……”、依据写“2025年……”、必要性写“2026年……”。
    三栏以上算；只有相邻两栏时，要那个数是年份，并且后一栏的年份已经不是预算年度。

    为什么：这是在电子表格里下拉填充留下的痕迹，各栏并没有分别填写，年份也错了（参考审核表“目标相关性”“条件充分性”）。

    怎么改：各栏分别填写，并把年份改回预算年度。例如立项依据写文件名称和文号，而不是“保障2025年……”。
    """

    code = "B202"
    name = "drag-filled-series"
    title = "下拉填充造成的连续年份"
    severity = "error"
    audit_item = "目标相关性"
    help = "请各栏分别填写，并把年份改回预算年度；在电子表格里复制时用“复制单元格”，不要用下拉填充。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        keys_filled = [key for key in TEXT_FIELDS if table.text(key)]
        texts = [_split(table.text(key)) for key in keys_filled]
        at = 0
        while at < len(texts) - 1:
            run = _series(texts, at)
            if _counts(run, table):
                keys = keys_filled[at : at + len(run)]
                text = table.text(keys[0])
                fields = "、".join(f"“{said(table, key)}”" for key in keys)
                numbers = "、".join(str(n) for n in run)
                yield self.found(
                    field_locus(table, keys[0]),
                    f"{fields}的文字除数字依次为{numbers}外完全相同，像是下拉填充的：{quoted(text)}。",
                    table=table, related=[field_locus(table, key) for key in keys[1:]], evidence=text,
                )
                at += len(run)
            else:
                at += 1


def _series(texts: Sequence[Split], at: int) -> list[int]:
    """The rising numbers of the longest series that starts at the field `at`; one field is no series."""
    words, numbers = texts[at]
    run: list[int] = []
    place = None
    for other_words, others in texts[at + 1 :]:
        if not numbers or other_words != words or len(others) != len(numbers):
            break
        differ = [n for n, pair in enumerate(zip(numbers, others, strict=True)) if pair[0] != pair[1]]
        if len(differ) != 1 or differ[0] != (differ[0] if place is None else place):
            break
        place = differ[0]
        if int(others[place]) != int(numbers[place]) + 1:
            break
        run = run or [int(numbers[place])]
        run.append(int(others[place]))
        numbers = others
    return run


def _split(text: str) -> Split:
    """The text with its numbers masked, and the numbers; a text without numbers is no part of a series."""
    if not _NUMBER.search(text):
        return "", []
    folded = squeeze(text)
    return _NOT_WORD.sub("", _NUMBER.sub("0", folded)), _NUMBER.findall(folded)


def _counts(run: Sequence[int], table: TargetTable) -> bool:
    if len(run) >= _SURE:
        return True
    return len(run) == 2 and run[1] in _YEARS and table.fiscal_year is not None and run[1] != table.fiscal_year


def _dragged(text: str, *keys: str, first: int = 2024) -> dict[str, str]:
    return {key: text.replace("年份", f"{first + n}年") for n, key in enumerate(keys)}


DragFill.bad = (
    case("四栏年份逐栏加1", form(
        name="妇幼保健服务", texts=_dragged("为年份孕产妇提供免费产前筛查", "overview", "basis", "necessity", "measures"))),
    case("序号被一起填充", form(
        name="渔政执法", texts={"overview": "开展渔政执法行动第1批", "basis": "开展渔政执法行动第2批", "necessity": "开展渔政执法行动第3批"})),
    case("相邻两栏，后一栏已是下一年度", form(
        name="档案数字化", texts={**_dragged("完成年份馆藏档案扫描", "total_goal", "annual_goal"), "overview": "扫描馆藏民生档案。"})),
)
DragFill.good = (
    case("各年任务不同，年份递增是正常的", form(
        name="中心校迁建", texts={"overview": "2022年完成征地，2023年主体封顶。", "plan": "2024年完成装修并投入使用。", "total_goal": "2025年完成绿化。"})),
    case("同一段文字，年份相同，由B201报", form(
        name="法律援助", texts=dict.fromkeys(("overview", "necessity", "plan"), "办理2024年法律援助案件"))),
    case("两栏只差一，说的是实际数量", form(
        name="图书流动站", texts={"overview": "全区现有流动站点11个", "total_goal": "全区现有流动站点12个"})),
)
