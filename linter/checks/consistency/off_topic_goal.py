"""S607: a goal or overview that has nothing to do with the project's name and nothing to do with its indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from linter.checks.base import DocumentRule, field_locus, said
from linter.checks.cases import case, form, ind
from linter.checks.context import Context, similar
from linter.checks.own_name import alternatives
from linter.finding import Finding
from linter.submission import TargetTable
from linter.tables import table as data
from linter.wording import normal, quoted, squeeze

_FIELDS = ("overview", "total_goal", "annual_goal")
_LEAST = 8  # characters; what is shorter says too little to be off topic
_WORDS = re.compile(r"[一-龥A-Za-z]{2,}")
_LEVEL = re.compile(r"[-—–―]+")
_NAMED = 5  # another project's name so long is no chance


class OffTopicGoal(DocumentRule):
    """查什么：项目概况或绩效目标与项目名称、绩效指标都不沾边：通篇没有一个实词与名称或指标相同，而且写的正是同一份文件里另一个项目的
    内容：文字与那个项目的一样，或者写着那个项目的名称。有一句话说到本项目就不算。

    为什么：这多半是从别的项目照抄来的，目标与项目对不上，无法据此安排资金和考核（参考审核表“目标相关性”）。

    怎么改：按本项目要做的事重写。例如物业管理项目的概况写“办公楼保洁、安保、设备维修”，不写别的项目的工程内容。
    """

    code = "S607"
    name = "off-topic-goal"
    title = "概况或目标与项目不相干"
    severity = "info"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请按本项目要做的事重写，写明做什么、做多少、达到什么效果。"
    silent_under = ("S610",)

    def check(self, context: Context) -> Iterator[Finding]:
        tables = [table for table in context.submission.tables if table.form != "overall" and table.name]
        for table in tables:
            own = "".join([table.name, "，", *(f"{pair.name}，" for pair in context.pairs(table) if pair.category != "management")])
            off = [(key, why) for key in _FIELDS if (why := _why_off(table, key, own, tables, context))]
            if off:
                key, why = off[0]
                yield self.found(
                    field_locus(table, key),
                    f"“{said(table, key)}”写的是{quoted(table.text(key))}，与项目名称{quoted(table.name)}和绩效指标都没有关系，{why}。",
                    table=table, evidence=table.text(key), related=[field_locus(table, other) for other, _ in off[1:]],
                )


def _why_off(table: TargetTable, key: str, own: str, tables: Sequence[TargetTable], context: Context) -> str | None:
    """What the text is about instead, None where it may be about the project."""
    text = table.text(key)
    if len(normal(text)) < _LEAST or _content(text) & _content(own):
        return None
    for other in tables:
        if other is table or normal(other.name) == normal(table.name):
            continue
        copied = any(similar(normal(text), context.normal_texts(other).get(field, "")) for field in _FIELDS)
        if copied and len(_content(text) & _content(_LEVEL.split(other.name)[-1])) >= 2:
            return f"与另一个项目{quoted(other.name)}的相同"
        bare = _small().sub("", normal(other.name))
        if len(bare) >= _NAMED and bare in normal(text) and len(_content(bare)) >= 3:
            return f"说的是另一个项目{quoted(other.name)}"
    return None


@lru_cache(maxsize=8192)
def _content(text: str) -> frozenset[str]:
    """The pairs of letters of a text once words that say nothing of the subject are gone."""
    runs = _WORDS.findall(_stock().sub(" ", squeeze(text)))
    return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))


@cache
def _stock() -> re.Pattern[str]:
    stock = data("stock_words")
    words = {word for name in ("stock", "effect") for words in stock[name].values() for word in words} - {"维护", "保护", "办公"}
    return re.compile(alternatives([*words, *stock["name"]["extras"], *data("stock_words")["subject"]["none"]]))


@cache
def _small() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(data('stock_words')['name']['extras'])})+$")


OffTopicGoal.bad = (
    case("照抄了另一个项目的概况", form(
        ind("quantity", "保洁面积", "≥8000平方米"), ind("satisfaction", "职工满意度", "≥90%"), name="办公楼物业服务",
        texts={"overview": "维持灌区泵站机组完好，保证农田适时灌溉。"}),
        form(ind("quantity", "检修机组数", "≥6台"), name="灌区泵站机组检修", texts={"overview": "维持灌区泵站机组完好，保证农田适时灌溉。"})),
    case("说的是另一个项目", form(name="学生视力筛查", texts={"annual_goal": "完成图书馆古籍修复，提升古籍保存条件。"}), form(name="图书馆古籍修复")),
    case("目标写着另一个项目的名称", form(
        ind("quantity", "接种疫苗剂次", "≥2万剂次"), name="疾控中心业务", texts={"total_goal": "做好水库移民后期扶持，促进库区稳定。"}),
        form(name="水库移民后期扶持资金")),
)
OffTopicGoal.good = (
    case("写的是效果，没有重复名称", form(ind("quantity", "更换数量", "≥200组"), name="滨河路信号灯更换", texts={"overview": "缓解拥堵，方便市民出行。"})),
    case("有一句话说到本项目", form(
        ind("quantity", "保洁面积", "≥8000平方米"), name="办公楼物业服务", texts={"overview": "维持灌区泵站机组完好。做好办公楼安保。"}),
        form(name="灌区泵站机组检修", texts={"overview": "维持灌区泵站机组完好。做好办公楼安保。"})),
    case("与指标有关", form(ind("quantity", "清淤长度", "≥6公里"), ind("quality", "堤防完好率", "≥95%"), name="民生实事", texts={
        "annual_goal": "完成河道清淤6公里，加固堤防，保障汛期安全。"})),
    case("几个项目共用一句空话", *(form(name=name, texts={"overview": "保障各项工作正常有序开展，维持单位日常运转。"}) for name in ("会议费", "培训费"))),
)
