"""L703: a field that is a sibling field's text with a few characters lost at its start or end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import quoted

if TYPE_CHECKING:
    from jieba import Tokenizer

_LOST = 4  # characters at most
_SHORTEST = 6  # of a text that can be told to be another's


class TruncatedText(TableRule):
    """查什么：一栏的文字就是同一张表另一栏的文字，只是开头或结尾少了一到四个字，从一个词的中间断开，例如一栏写“保证供水安全……”，
    另一栏写“证供水安全……”。整个词的增减（前面加“完成”“保障”）和标点不算。

    为什么：这是复制时漏选了字，读不通，也说明各栏没有分别填写（参考审核表“规范完整性”）。

    怎么改：补全漏掉的字；更好的是按栏目的意思另写。例如“证供水安全”改为“保证供水安全”。
    """

    code = "L703"
    name = "truncated-text"
    title = "文字缺头少尾"
    severity = "info"
    confidence = "medium"
    audit_item = "规范完整性"
    help = "请补全漏掉的字，并按栏目的意思分别填写。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        texts = context.normal_texts(table)
        for key, short in texts.items():
            if len(short) < _SHORTEST:
                continue
            for other, whole in texts.items():
                lost = _lost(short, whole) if 0 < len(whole) - len(short) <= _LOST else None
                if lost:
                    yield self.found(
                        field_locus(table, key),
                        f"“{said(table, key)}”写的{quoted(table.text(key))}{lost}，“{said(table, other)}”里是完整的。",
                        table=table, related=[field_locus(table, other)], evidence=table.text(key),
                    )
                    break


@lru_cache(maxsize=1024)
def _lost(short: str, whole: str) -> str | None:
    """What the shorter of two normalised texts has lost of the other, in words; None when it is no torn-off part of it."""
    number = len(whole) - len(short)
    if whole.endswith(short) and _inside_a_word(whole[:40], number):
        return f"开头少了{quoted(whole[:number])}"
    if whole.startswith(short) and _inside_a_word(whole[-40:], len(whole[-40:]) - number):
        return f"结尾少了{quoted(whole[-number:])}"
    return None


def _inside_a_word(text: str, at: int) -> bool:
    """Whether a cut before the character `at` falls inside a word of the dictionary, or inside a figure."""
    end = 0
    for word in _segmenter().cut(text, HMM=False):
        end += len(word)
        if end >= at:
            return end > at
    return False


@cache
def _segmenter() -> Tokenizer:
    """The segmenter, loaded when it is first needed: its dictionary takes half a second."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


_WATER = "保证城乡居民饮水安全，水质每月检测一次"
TruncatedText.bad = (
    case("开头少了一个字", form(name="农村饮水工程", texts={"necessity": f"{_WATER}。", "total_goal": _WATER[1:]})),
    case("结尾从词的中间断开", form(
        name="中药材种植", texts={"overview": "推广黄芪标准化种植基地建设与技术培训", "annual_goal": "推广黄芪标准化种植基地建设与技术培"})),
    case("年份少了两位", form(
        name="文物普查", texts={"plan": "2024年完成不可移动文物实地调查", "annual_goal": "24年完成不可移动文物实地调查。"})),
)
TruncatedText.good = (
    case("前面加了整个词", form(
        name="残疾人托养", texts={"overview": "残疾人托养机构运营补助", "annual_goal": "完成残疾人托养机构运营补助", "plan": "保障残疾人托养机构运营补助。"})),
    case("后面多了整个词", form(
        name="城市绿道", texts={"overview": "修建滨河绿道并安装照明设施", "total_goal": "修建滨河绿道并安装照明设施项目"})),
    case("两栏相同，只差标点", form(name="气象观测", texts={"overview": f"{_WATER}。", "plan": f"“{_WATER}”"})),
    case("短语，或者差得多", form(
        name="社区食堂", texts={"overview": "老年助餐", "plan": "年助餐", "necessity": "解决高龄独居老人吃饭难", "measures": "吃饭难"})),
)
