"""C109: a goal that says only that the work or the payment will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.context import Context, similar
from linter.checks.own_name import YEARS, Token, alternatives, only_name, tokens
from linter.finding import Finding
from linter.submission import TargetTable
from linter.tables import table as data
from linter.wording import quoted, squeeze

_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?(?:亿|千万|百万|十万|万|千|百)?元")
_CLAUSES = re.compile(r"[,;。;!:：]")
_LIST_NUMBER = re.compile(r"^(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、.](?!\d))+)+")
_WORD = re.compile(r"[^\W_]")
_LONGEST = 120  # no text longer than this is empty; saves the work
_LEAST = 4  # characters of its own a goal must have
_NAMED = 4  # a stretch of the name this long is read as the name, verbs in it included


class EmptyGoal(TableRule):
    """查什么：绩效目标只说工作会做完、钱会付掉，如“2025年完成。”“年内完成设备采购并付款。”：去掉年份、金额、项目自己的名称和
    “完成、支付、保障、工作、正常、开展”一类套语后，剩下不到四个字。列出钱花在哪几项上的，或者写明保障什么、提高什么的，不算。

    为什么：绩效目标要指向明确、细化量化（参考财预〔2015〕88号“明确清晰性”），只说“完成”无法判断做到什么程度才算完成。

    怎么改：写出做多少、做到什么标准、带来什么效果。例如把“年内完成设备采购并付款”改为“2024年为6个社区卫生服务中心配备心电图机12台，
    验收合格率100%，就近检查人次比上年增加10%”。
    """

    code = "C109"
    name = "empty-goal"
    title = "绩效目标没有实际内容"
    severity = "warning"
    confidence = "medium"
    audit_item = "明确清晰性"
    help = "请写出做多少、做到什么标准、带来什么效果，例如“2024年为6个社区卫生服务中心配备心电图机12台，验收合格率100%”。"
    silent_under = ("C101", "C102")
    options = {"also": (), "own": ()}
    options_said = {"also": "另外算作套话的词", "own": "不算套话的词：有实际内容"}

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        goals = {key: context.normal_texts(table).get(key, "") for key in ("total_goal", "annual_goal")}
        if similar(goals["total_goal"], goals["annual_goal"]):
            goals["annual_goal"] = ""
        words = stock_words(tuple(self.chosen["also"]), tuple(self.chosen["own"]))
        for key, filled in goals.items():
            text = table.text(key)
            if filled and says_nothing(text, table.name, words):
                yield self.found(
                    field_locus(table, key),
                    f"“{said(table, key)}”写的是{quoted(text)}，除去年份、金额、项目名称和套话，没有说做多少、做成什么样。",
                    table=table, evidence=text,
                )


@lru_cache(maxsize=4096)
def says_nothing(text: str, name: str, words: frozenset[str] | None = None) -> bool:
    """Whether a goal says nothing beyond the year, the money, the project's name and stock `words`. The bare name is B208's."""
    words = stock_words() if words is None else words
    folded = _LIST_NUMBER.sub("", squeeze(text))
    if len(folded) > _LONGEST:
        return False
    bare = YEARS.sub("", _MONEY.sub("", folded))
    known = _letters(words).union(name)
    if sum(1 for c in bare if c not in known and _WORD.match(c)) >= _LEAST:
        return False  # these letters occur neither in the name nor in any stock word
    if only_name(text, name):
        return False
    own_name = squeeze(name)
    cut = tokens(bare, own_name, _pattern(words))
    own = "".join(bare[t.start] for t in cut if t.kind == "own" and _WORD.match(bare[t.start]))
    if len(own) >= _LEAST or any(c.isdigit() or c in "零无" for c in own):
        return False  # something of its own, or a number of things: a target
    return not (_lists_uses(bare, cut) or any(_effect(bare, cut, *clause, words) for clause in _clauses(bare)))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in _CLAUSES.finditer(text):
        yield at, mark.start()
        at = mark.end()
    yield at, len(text)


def _inside_name(cut: Sequence[Token], at: int) -> bool:
    return any(t.kind == "name" and t.start <= at < t.end and t.end - t.start >= _NAMED for t in cut)


def _lists_uses(text: str, cut: Sequence[Token]) -> bool:
    """Whether 、 joins two things or more that the money pays for; a 、 inside the project's own name does not count."""
    marks = [n for n, c in enumerate(text) if c == "、" and not _inside_name(cut, n)]
    if not marks:
        return False
    parts = [text[a + 1 : b] for a, b in zip([-1, *marks], [*marks, len(text)], strict=True)]
    return sum(1 for part in parts if len(_doing_words().sub("", part)) >= 2) >= 2


def _effect(text: str, cut: Sequence[Token], start: int, end: int, words: frozenset[str]) -> bool:
    """Whether a clause speaks of an effect on an object of its own: 保障冬季供暖, 提高巡查效率, 电梯正常运行."""
    clause = text[start:end]
    effect = data("stock_words")["effect"]
    for match in _change_verbs().finditer(clause):
        if not _inside_name(cut, start + match.start()) and _object(clause[match.end() :], words):
            return True
    if clause.endswith(tuple(effect["money_end"])) or _done_words().search(_outside_name(text, cut, start, end)):
        return False
    for match in _keep_verbs().finditer(clause):
        if not _inside_name(cut, start + match.start()) and _object(clause[match.end() :], words):
            return True
    return bool(_states().search(clause)) and _object(clause, words)


def _outside_name(text: str, cut: Sequence[Token], start: int, end: int) -> str:
    """The clause without long stretches of the project's name: 采购 in 食材采购 is no word of its own."""
    kept = [text[t.start : t.end] for t in cut if start <= t.start < end
            and not (t.kind == "name" and t.end - t.start >= _NAMED)]
    return "".join(kept)


def _object(text: str, words: frozenset[str]) -> bool:
    """Whether two letters or more are left once stock words are gone."""
    return len(_WORD.findall(_pattern(words).sub("", text))) >= 2


@lru_cache(maxsize=64)
def stock_words(also: tuple[str, ...] = (), own: tuple[str, ...] = ()) -> frozenset[str]:
    """The words that say nothing about a project, with those a bureau adds and without those it takes out."""
    return frozenset((*also, *(word for group in data("stock_words")["stock"].values() for word in group))) - frozenset(own)


@lru_cache(maxsize=64)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(alternatives(sorted(words)))


@lru_cache(maxsize=64)
def _letters(words: frozenset[str]) -> frozenset[str]:
    return frozenset("".join(words))


@cache
def _doing_words() -> re.Pattern[str]:
    stock = data("stock_words")["stock"]
    return re.compile(alternatives([*stock["doing"], *stock["keeping"], *stock["manner"], *stock["things"]]) + r"|[\W_]")


@cache
def _change_verbs() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["effect"]["change"]))


@cache
def _keep_verbs() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["effect"]["keep"]))


@cache
def _done_words() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["effect"]["done"]))


@cache
def _states() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["effect"]["state"]))


EmptyGoal.bad = (
    case("只有年份和“完成”", form(name="文物保护单位修缮", texts={"annual_goal": "2024年完成。"})),
    case("只说采购和付款，不说采购多少", form(name="学校食堂设备更新", texts={"annual_goal": "2024年12月底前完成采购并支付30万元。"})),
    case("“完成”加项目名称", form(name="高标准农田建设项目", texts={"annual_goal": "1.按计划完成高标准农田建设任务"})),
    case("两个目标写得一样，只报一处", form(
        name="机关后勤服务", texts={"total_goal": "保障单位各项工作正常开展。", "annual_goal": "保障单位各项工作正常开展"})),
    case("财政部门另外算作套话的词", form(name="气象观测", texts={"annual_goal": "2024年完成高质量发展任务。"}), options={"also": ("高质量发展",)}),
)
EmptyGoal.good = (
    case("写明了保障什么", form(name="冬季供暖补助", texts={"annual_goal": "2024年完成支付，保障敬老院冬季供暖正常运行。"})),
    case("列出了钱花在哪几项上", form(name="图书馆运行经费", texts={"annual_goal": "完成图书采购、设备维护、讲座活动。"})),
    case("有数量", form(name="公益电影放映", texts={"annual_goal": "完成公益电影放映240场"})),
    case("提高什么，对象就是项目的内容", form(name="饮用水水质监测项目", texts={"annual_goal": "提高饮用水水质"})),
    case("财政部门认为有内容的词", form(name="气象观测", texts={"annual_goal": "2024年完成政府采购。"}), options={"own": ("政府采购", "采购")}),
    case("只重复项目名称的由B208报", form(name="气象观测站网维护", texts={"annual_goal": "2024年气象观测站网维护。"})),
)
