"""Sibling projects: projects of one document whose names are equal but for one word (rule S610).

    第一批校舍维修 · 第二批校舍维修      东湖小学食堂改造 · 西山小学食堂改造
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.checks.periods import times_in
from linter.submission import TargetTable
from linter.tables import table as data
from linter.wording import normal, squeeze

_LONGEST_WORD = 8
_LEAST_COMMON = 4
_REACH = 8  # how far before a name the words stand that set it beside the project
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]+(?:批|期|标段|阶段|轮|包|号|年度?|季度|学期|中队|大队|中学|小学)|[一二三四五六七八九十]+(?:所|院|校|队|厂|站)|[上下]半年")
_BARE = re.compile(r"[一二三四五六七八九十\d]+")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BEHIND = ("标段", "阶段", "季度", "学期", "中队", "大队", "中学", "小学", "半年", "年度", "批", "期", "轮", "包", "号", "年", "所", "院", "校", "队", "厂", "站", "中", "小", "幼", "组")


@dataclass(frozen=True, slots=True)
class Sibling:
    """One project's view of a sibling: the word that is its `own`, the `other`'s, and what the names share round it."""

    table: TargetTable
    own: str
    other: str
    before: str
    behind: str


def siblings_of(tables: Sequence[TargetTable]) -> dict[int, list[Sibling]]:
    """Table index → the siblings of its project, for those that have any."""
    named = [(table, normal(table.name)) for table in tables if table.form != "overall" and len(normal(table.name)) > _LEAST_COMMON]
    found: dict[int, list[Sibling]] = {}
    for n, (table, name) in enumerate(named):
        for other, other_name in named[n + 1 :]:
            if abs(len(name) - len(other_name)) > _LONGEST_WORD or (name[:2] != other_name[:2] and name[-2:] != other_name[-2:]):
                continue
            split = _split(name, other_name)
            if split:
                before, own, theirs, behind = split
                found.setdefault(table.index, []).append(Sibling(other, own, theirs, before, behind))
                found.setdefault(other.index, []).append(Sibling(table, theirs, own, before, behind))
    return found


@lru_cache(maxsize=8192)
def _split(one: str, other: str) -> tuple[str, str, str, str] | None:
    """(shared beginning, one's word, other's word, shared end), None where the names differ by more or less than a word."""
    if one == other:
        return None
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    start, end = _whole(one, other, start, end)
    word, their = one[start : len(one) - end], other[start : len(other) - end]
    if not word or not their or max(len(word), len(their)) > _LONGEST_WORD:
        return None
    if start + end < _LEAST_COMMON or 2 * (start + end) < max(len(one), len(other)):
        return None
    return one[:start], word, their, one[len(one) - end :]


def _whole(one: str, other: str, start: int, end: int) -> tuple[int, int]:
    """The cut moved so that it splits no number and no 第…批."""
    while start and one[start - 1].isdigit():
        start -= 1
    while end and one[len(one) - end].isdigit() and (one[len(one) - end - 1].isdigit() or other[len(other) - end - 1].isdigit()):
        end -= 1
    if start and one[start - 1] == "第":
        start -= 1
    if _BARE.fullmatch(one[start : len(one) - end].lstrip("第") or "-") and end:
        for unit in _BEHIND:
            if one[len(one) - end :].startswith(unit):
                end -= len(unit)
                break
    return start, end


@cache
def _general() -> frozenset[str]:
    """Words that any text may use: what is done (维修, 采购), work and money in general."""
    objects, stock = data("object_words")["verbs"], data("stock_words")
    lists = (*objects["groups"], objects["neutral"], *stock["stock"].values(), *stock["effect"].values(), stock["name"]["extras"])
    return frozenset(word for words in lists for word in words)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(data("period_words")["siblings"]["beside"])


def names_sibling(text: str, sibling: Sibling) -> str | None:
    """The words of a text that name the sibling where the project's own word should stand; None where it does not."""
    plain = normal(text)
    word, before, behind = sibling.other, sibling.before, sibling.behind
    if sibling.own in plain or word not in plain or word in _general():
        return None
    if _BARE.fullmatch(word):
        found = re.search(rf"{re.escape(before[-3:])}\({re.escape(word)}\)", squeeze(text)) if len(before) >= 2 else None
        return found[0] if found else None
    if _YEAR.fullmatch(word) and any(time.role in ("history", "baseline") for time in times_in(text)):
        return None
    at = plain.find(word)
    while at >= 0:
        stop = at + len(word)
        left = len(before) >= 2 and plain[max(0, at - 2) : at] == before[-2:]
        right = len(behind) >= 2 and plain[stop : stop + 2] == behind[:2]
        if _YEAR.fullmatch(word):
            named = right if behind else left
        else:
            named = left or right or bool(_ORDINAL.fullmatch(word))
        cut = (word[-1].isdigit() and plain[stop : stop + 1].isdigit()) or (word[0].isdigit() and plain[max(0, at - 1) : at].isdigit())
        if named and not cut and not _beside().search(plain, max(0, at - _REACH), at):
            return word if len(word) > 1 else plain[at - left : stop + right]
        at = plain.find(word, at + 1)
    return None
