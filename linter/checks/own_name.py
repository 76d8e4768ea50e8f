"""What a text says beyond its project's own name: shared by C109 (a goal that says nothing) and B208 (the name restated)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from linter.tables import table
from linter.wording import normal, squeeze

YEARS = re.compile(
    r"(?:19|20)\d\d(?:年?[-—~至](?:19|20)?\d\d)?(?:财政|预算)?年(?:度|底|末|初|内)?(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?前?)?"
    r"|\d{1,2}月(?:\d{1,2}日|底|末|份)?(?:[-—~至]\d{1,2}月(?:\d{1,2}日|底|末|份)?)?前?|(?:全|本|当|今)年度?|年度"
)
_LEAF = re.compile(r"[-—–―/_]+")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


class Token(NamedTuple):
    """A stretch of text: part of the project's name, a stock word, or a single character of its own."""

    kind: Literal["name", "stock", "own"]
    start: int
    end: int


def tokens(text: str, name: str, stock: re.Pattern[str]) -> list[Token]:
    """`text` cut up from left to right, the longest piece of `name` (two characters or more) or stock word first.

    Both texts squeezed. `stock` must try its longer words first.
    """
    out: list[Token] = []
    at, size = 0, len(text)
    while at < size:
        end = at + 2
        while end <= size and text[at:end] in name:
            end += 1
        named = end - 1
        match = stock.match(text, at)
        if match and match.end() >= named:
            out.append(Token("stock", at, match.end()))
        elif named - at >= 2:
            out.append(Token("name", at, named))
        else:
            out.append(Token("own", at, at + 1))
        at = out[-1].end
    return out


def alternatives(words: Sequence[str]) -> str:
    """A regular expression of these words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def only_name(text: str, name: str, *, verbs: bool = False) -> bool:
    """Whether `text` says nothing but the project's name or its part after the last hyphen.

    Year, 部门, 经费, 费, 费用, 支出, 项目 and punctuation count for nothing on both sides, with `verbs` a leading verb
    (用于, 采购 …) too. Parts of the name may be left out, but half of it at least must be there.
    """
    if not name or len(text) > 2 * len(name) + 20:
        return False
    said = _core(YEARS.sub("", squeeze(text)))
    if _covers(said, name):
        return True
    if verbs:
        bare = _leading_verbs().sub("", said)
        return bare != said and _covers(bare, name)
    return False


def _covers(said: str, name: str) -> bool:
    return bool(said) and any(_made_of(said, whole) for whole in _cores(name))


def _made_of(said: str, whole: str) -> bool:
    if said == whole:
        return True
    covered, at = 0, 0
    while at < len(said):
        end = at + 2
        while end <= len(said) and said[at:end] in whole:
            end += 1
        if end - 1 - at >= 2:
            covered += end - 1 - at
            at = end - 1
        elif said[at] in table("stock_words")["name"]["links"]:
            at += 1
        else:
            return False
    return covered * 2 >= len(whole)


@lru_cache(maxsize=2048)
def _cores(name: str) -> tuple[str, ...]:
    """The name and its part after the last hyphen, with and without what stands in brackets, bared of empty words."""
    folded = YEARS.sub("", squeeze(name))
    wholes = {folded, _LEAF.split(_BRACKETED.sub("", folded))[-1], _LEAF.split(folded)[-1], _BRACKETED.sub("", folded)}
    return tuple(core for core in sorted(map(_core, wholes)) if core)


def _core(text: str) -> str:
    return _extras().sub("", normal(text))


@cache
def _extras() -> re.Pattern[str]:
    return re.compile(alternatives(table("stock_words")["name"]["extras"]))


@cache
def _leading_verbs() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(table('stock_words')['name']['verbs'])})+")
