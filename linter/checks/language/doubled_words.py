"""L701: a name or text that repeats itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from linter.checks.base import PART_SAID, TableRule, field_locus, said
from linter.checks.cases import case, form, ind
from linter.checks.citations import cites_only
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.submission import TEXT_KEYS, TargetTable
from linter.tables import table as data
from linter.wording import normal, quoted, squeeze

_PARTS: tuple[Literal["level3", "description", "basis"], ...] = ("level3", "description", "basis")
_WHOLE = re.compile(r"(.{2,}?)[、,;/。·-]?\1")
_START = re.compile(r"(.{2,20}?)\1")
_END = re.compile(r"([\u4e00-\u9fff]{2,10}?)\1$")
_INSIDE = re.compile(r"([\u4e00-\u9fff]{4,40}?)\1")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}|\d年")
_COMPOUND = re.compile(data("doubled_words")["compound"])
_IDIOM = re.compile(data("doubled_words")["idiom"])
_CITED = re.compile(r"《[^》]*》|〈[^〉]*〉")
_SENTENCES = re.compile(r"[。!?！？\n]+")
_CLAUSES = re.compile(r"[。!?！？\n;；,，、:：]+")
_SENTENCE, _CLAUSE = 10, 4  # characters from which a repetition is no chance


class DoubledWords(TableRule):
    """查什么：项目名称、三级指标名称、指标描述、依据和各栏正文里，同一个词连写了两遍（“床位床位数量”），或者同一句话印了两遍。
    指标值写两遍由V405报；预算表也这样写的项目名称、只重复一个字的、两次引用同一份文件的不算。

    为什么：多半是复制粘贴留下的，名称会和系统、预算表对不上，审核时按填写不规范扣分（参考审核表“规范完整性”）。

    怎么改：只留一遍。例如“床位床位数量”改为“床位数量”。
    """

    code = "L701"
    name = "doubled-words"
    title = "词句重复"
    severity = "info"
    confidence = "medium"
    audit_item = "规范完整性"
    help = "请删去重复的一遍。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        twice = doubled_in_name(table.name)
        if twice and normal(table.name) not in {normal(line.project_name) for line in context.budget}:
            yield self.found(
                field_locus(table, "project_name"), f"项目名称{quoted(table.name)}里{quoted(twice)}写了两遍。", table=table,
                evidence=table.name,
            )
        for key in TEXT_KEYS:
            text = table.text(key)
            twice = doubled_in_text(text) if text else None
            if twice:
                yield self.found(
                    field_locus(table, key), f"“{said(table, key)}”里{quoted(twice)}写了两遍。", table=table, evidence=text,
                )
        for pair in context.pairs(table):
            finding = self._on_pair(pair)
            if finding:
                yield finding

    def _on_pair(self, pair: Pair) -> Finding | None:
        for part in _PARTS:
            faulty = [half for half in pair.halves if _doubled_part(getattr(half, part), part)]
            if faulty:
                text = getattr(faulty[0], part)
                of = "" if part == "level3" else f"指标{quoted(pair.name)}的"
                return self.found(
                    pair.locus(faulty, part),
                    f"{of}{PART_SAID[part]}{quoted(text)}里{quoted(_doubled_part(text, part) or text)}写了两遍。",
                    table=pair.table, evidence=text,
                )
        return None


def _doubled_part(text: str | None, part: str) -> str | None:
    if not text:
        return None
    return doubled_in_name(text) if part == "level3" else doubled_in_text(text)


@lru_cache(maxsize=8192)
def doubled_in_name(name: str) -> str | None:
    """The word that a name writes twice in a row, None for none.

    In the middle of a name only four characters or more count: 大学｜大学生 and 党建工作｜工作经费 are two words that meet.
    """
    folded = squeeze(name)
    if not _repeats_a_pair(folded):
        return None
    whole = _WHOLE.fullmatch(folded)
    if whole and _counts(whole[1]):
        return whole[1]
    return _twice_at_an_end(folded) or _twice_inside(folded)


def _twice_at_an_end(text: str) -> str | None:
    start = _START.match(text)
    if start and _counts(start[1]) and (len(start[1]) > 3 or not _COMPOUND.match(text, start.end())):
        return start[1]
    end = _END.search(text)
    return end[1] if end and _counts(end[1]) else None


def _twice_inside(text: str) -> str | None:
    inside = _INSIDE.search(text)
    return inside[1] if inside and _counts(inside[1]) else None


def _repeats_a_pair(text: str) -> bool:
    """Whether two characters stand side by side twice: without that nothing is doubled, and no pattern need be tried."""
    return len(set(pairwise(text))) < len(text) - 1


def _counts(word: str) -> bool:
    """Whether a repeated piece is a word: not figures, not one character over and over, not 一个一个."""
    return bool(_WORDS.search(word)) and len(set(word)) > 1 and not _IDIOM.search(word)


@lru_cache(maxsize=8192)
def doubled_in_text(text: str) -> str | None:
    """What a running text says twice: all of it, a sentence, a clause right after itself, a word; None for none."""
    if len(text) < 4:
        return None
    whole = normal(text)
    half = len(whole) // 2
    if half >= _CLAUSE and whole[:half] == whole[half:] and _counts(whole[:half]) and not cites_only(text):
        return whole[:half]
    uncited = _CITED.sub("《》", text)
    return _repeated_sentence(uncited) or _repeated_clause(squeeze(uncited.replace("\n", "。")))


def _repeated_sentence(text: str) -> str | None:
    seen: set[str] = set()
    sentences = _SENTENCES.split(text)
    for sentence in sentences if len(sentences) > 1 else ():
        key = normal(sentence)
        if len(key) < _SENTENCE or cites_only(sentence):
            continue
        if key in seen:
            return sentence.strip()
        seen.add(key)
    return None


def _repeated_clause(text: str) -> str | None:
    before = ""
    for clause in _CLAUSES.split(text):
        if clause == before and len(clause) >= _CLAUSE and "《" not in clause and not any(map(str.isdigit, clause)):
            return clause
        before = clause
        if _repeats_a_pair(clause):
            twice = _twice_at_an_end(clause) or _twice_inside(clause)
            if twice:
                return twice
    return None


_WALK = "组织社区工作者入户走访独居老人，记录生活困难"
DoubledWords.bad = (
    case("指标名称里一个词写了两遍", form(
        ind("quantity", "床位床位数量", "≥60张"), ind("quality", "课桌椅合格率课桌椅合格率", "100%"), name="敬老院与学校设备"), count=2),
    case("项目名称写了两遍，预算表不是这样", form(name="小型水库维修养护小型水库维修养护"), budget=[("小型水库维修养护", "30万元")]),
    case("同一句话印了两遍", form(
        name="独居老人探访", texts={"overview": f"{_WALK}。建立台账。{_WALK}。", "plan": f"{_WALK}{_WALK}"}), count=2),
    case("描述和依据写了两遍", form(
        ind("satisfaction", "读者满意度", "≥95%", description="到馆读者的满意程度到馆读者的满意程度"),
        ind("quantity", "借阅册次", "≥2万册次", basis="按照，按照，馆藏流通记录，馆藏流通记录")), count=2),
)
DoubledWords.good = (
    case("预算表也这样写的项目名称", form(name="电梯维保电梯维保"), budget=[("电梯维保电梯维保", "5万元")]),
    case("两个词相遇，叠字，数字", form(
        ind("quantity", "慰问大学大学生人数", "≥20人"), ind("quality", "培训培训师合格率", "≥95%"),
        ind("quantity", "20202020号线路里程", "≥5公里"), ind("social", "物业服务服务对象投诉率", "≤1%"),
        ind("quality", "家家户户走访到位率", "100%"), name="征兵宣传")),
    case("两次引用同一份文件", form(
        name="防汛物资储备", texts={"basis": "《防汛条例》第六条。依据《防汛条例》；《防汛条例》第二十条规定，储备防汛物资。"})),
    case("相近而不同的两句", form(
        name="渔业资源增殖", texts={"plan": "四月完成鲢鱼苗种招标采购工作。六月完成鳙鱼苗种招标采购工作。", "overview": "加强管理，加强监督。"})),
    case("指标值写两遍由V405报", form(ind("timeliness", "发放时效", "按时按时"))),
)
