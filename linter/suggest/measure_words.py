"""The unit that the name of a count asks for (`data/measure_words.toml`): 培训教师人数 → 人, 新增公厕 → 座."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from linter.checks.rate_names import bare_name
from linter.form.value import unit_kind
from linter.tables import table

_COUNTED = ("数量", "总数", "总量", "规模", "数", "量")
_DONE = re.compile(r"(?:购置|采购|新建|建设|改造|更新|更换|维修|维护|修缮|安装|制作|发放|配备|配送|养护|租赁)$")


@lru_cache(maxsize=8192)
def unit_of(name: str) -> str | None:
    """The unit of a count by its name, None where the name does not tell."""
    bare = bare_name(name)
    found = _longest(bare, "endings")
    if found:
        return found
    counted = next((word for word in _COUNTED if bare.endswith(word) and len(bare) > len(word)), "")
    thing = bare.removesuffix(counted)
    found = _longest(thing, "things") or _longest(_DONE.sub("", thing), "things")
    if found or not counted:
        return found
    return next((end for size in (2, 1) if unit_kind(end := thing[-size:]) == "count" and len(thing) > size), None)


def typical(unit: str) -> str | None:
    """A number to show a unit with, None for a unit the table does not know."""
    found = table("measure_words")["typical"].get(unit)
    return None if found is None else str(found)


def price_of(unit: str) -> str | None:
    """An amount in yuan for one of these."""
    found = table("measure_words")["price"].get(unit)
    return None if found is None else str(found)


def _longest(text: str, key: str) -> str | None:
    words, longest = _table(key)
    for size in range(min(longest, len(text)), 0, -1):
        if text[-size:] in words:
            return words[text[-size:]]
    return None


@cache
def _table(key: str) -> tuple[dict[str, str], int]:
    words: dict[str, str] = table("measure_words")[key]
    return words, max(map(len, words))
