"""L702: brackets and quotation marks that are not paired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TEXT_KEYS, TargetTable
from linter.wording import normal

_KINDS = {"《": "书名号", "(": "括号", "“": "引号", "【": "方头括号"}
_CLOSES = {"》": "《", ")": "(", "”": "“", "】": "【"}
_MARKS = re.compile(r"[《》()“”【】（）]")
_FOLDED = {"（": "(", "）": ")"}
_LIST_MARK = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|(?<![A-Za-z])[A-Za-z]|[①-⑳])$")
_INTERVAL = re.compile(r"[\[(]\s*-?\d+(?:\.\d+)?%?\s*[,，~-]\s*-?\d+(?:\.\d+)?%?\s*[\])]")
_INCHES = re.compile(r'\d"')
_ROUND = 8  # characters shown on either side of the mark


class UnbalancedPunctuation(TableRule):
    """查什么：一栏文字里书名号《》、括号（）、引号“”、方头括号【】不成对：有左没有右，或者没有左就先有右；直引号是单数。
    “1）”这样的序号不算。

    为什么：标点不成对，引用的文件名称从哪里到哪里就不清楚，也常常是文字漏了一截（参考审核表“规范完整性”）。

    怎么改：补上缺的一半或删去多的一半。例如“依据《义务教育法第四十四条”改为“依据《义务教育法》第四十四条”。
    """

    code = "L702"
    name = "unbalanced-punctuation"
    title = "标点不成对"
    severity = "info"
    audit_item = "规范完整性"
    help = "请补上缺的一半或删去多的一半，并核对文字有没有漏掉一截。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        for key in ("project_name", *TEXT_KEYS):
            text = table.name if key == "project_name" else table.text(key)
            odd = unpaired(text) if text else None
            if odd is None:
                continue
            if key == "project_name" and normal(text) in {normal(line.project_name) for line in context.budget}:
                continue
            shown = text[max(0, odd.at - _ROUND) : odd.at + _ROUND + 1].strip()
            yield self.found(
                field_locus(table, key), f"“{said(table, key)}”里的{odd.said}，在“…{shown}…”处。", table=table, evidence=text,
            )


class Odd(NamedTuple):
    """An unpaired mark: where it stands in the text, and what is wrong in words."""

    at: int
    said: str


@lru_cache(maxsize=4096)
def unpaired(text: str) -> Odd | None:
    """The first mark of a text that has no partner, None where all are paired. Kinds are counted apart from one another."""
    plain = _INTERVAL.sub(lambda found: "0" * len(found[0]), text)
    open_at: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    odd: list[Odd] = []
    for match in _MARKS.finditer(plain):
        mark = _FOLDED.get(match[0], match[0])
        if mark in _KINDS:
            open_at[mark].append(match.start())
        elif open_at[_CLOSES[mark]]:
            open_at[_CLOSES[mark]].pop()
        elif mark != ")" or not _LIST_MARK.search(plain[max(0, match.start() - 3) : match.start()]):
            odd.append(Odd(match.start(), f"{_KINDS[_CLOSES[mark]]}不成对，多了右边一半或缺左边一半"))
    for kind, places in open_at.items():
        if places:
            odd.append(Odd(places[0], f"{_KINDS[kind]}不成对，多了左边一半或缺右边一半"))
    straight = plain.count('"')
    if straight % 2 and not (straight == 1 and _INCHES.search(plain)):
        odd.append(Odd(plain.index('"'), "直引号是单数，不成对"))
    return min(odd, default=None)


UnbalancedPunctuation.bad = (
    case("书名号只有一半", form(name="校舍安全排查", texts={"basis": "依据《义务教育法第四十四条开展排查。"})),
    case("引号反了；开头就是右引号", form(
        name="巾帼志愿服务", texts={"overview": "”开展春蕾行动”，资助困境女童。", "plan": "推进“妇女之家建设，组织讲座。"}), count=2),
    case("括号缺右边一半", form(name="水库移民后期扶持", texts={"measures": "建立联席会议制度（每季度一次，由水利局召集。"})),
    case("直引号是单数", form(name="数字乡村试点", texts={"total_goal": '"建设镇村两级平台，接入监测设备。'})),
    case("项目名称里的括号", form(name="乡镇卫生院维修（二期")),
)
UnbalancedPunctuation.good = (
    case("成对，半角全角混用", form(
        name="图书馆总分馆", texts={"basis": "依据《公共图书馆法》（2018年修正)，“十四五”规划【文化篇】。", "plan": '建设"书香驿站"6个。'})),
    case("序号“1）”“a)”", form(
        name="农村厕所改造", texts={"plan": "1）三月摸底；2）五月施工；一）验收；a)归档。", "measures": "建立台账3）落实专人。"})),
    case("寸和区间", form(name="远程会诊设备", texts={"overview": '购置24"显示器6台，评分在(80,90]之间的优先。'})),
    case("预算表也这样写的项目名称", form(name="渠首闸改造（一期"), budget=[("渠首闸改造（一期", "80万元")]),
)
