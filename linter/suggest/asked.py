"""What the name of an indicator asks to be measured: a share, a deadline, a number of something, money (`data/suggest_names.toml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, cast

from linter.checks.own_name import alternatives
from linter.checks.rate_names import bare_name, is_rate_name, is_unitless_name
from linter.suggest.measure_words import unit_of
from linter.tables import table

Kind = Literal[
    "satisfaction", "change", "rate", "score", "event", "frequency", "term", "pay", "response", "deadline", "price", "money",
    "count", "plain",
]
_TIMES = ("frequency", "term", "pay", "response", "deadline")
_TIME_SAID = re.compile(r"(?:时间|时限|时长|时效|期限|工期|年限|周期|频次|频率|天数|寿命|质保期|保修期|及时性|进度|日期)$")
_SHARE = re.compile(r"(?:率|比例|占比|比重)$")


class Asked(NamedTuple):
    """`lower`: better the less of it. `unit`: of a count, or what a price is for, where the name tells."""

    kind: Kind
    lower: bool = False
    unit: str | None = None


@lru_cache(maxsize=16384)
def asked(name: str, category: str) -> Asked:
    """What a level-3 name asks for; the category decides where the name alone does not. `plain`: nothing usual."""
    bare = bare_name(name)
    kind = _kind(bare, category)
    if kind == "rate":
        return Asked(kind, lower=is_lower_share(bare))
    if kind == "change":
        return Asked(kind)
    if kind == "count":
        return Asked(kind, unit=unit_of(bare))
    if kind == "price":
        return Asked(kind, lower=True, unit=_priced(bare))
    if kind == "money":
        return Asked(kind, lower=not _found("money", "wanted", bare))
    return Asked(kind, lower=kind == "event")


def _kind(bare: str, category: str) -> Kind:
    if category == "satisfaction" and not _found("event", "endings", bare):
        return "satisfaction"
    for kind in table("suggest_names")["order"]:
        if kind in _TIMES and not _TIME_SAID.search(bare) and (
            category not in ("timeliness", "other", "sustainability") or (category == "other" and _is("count", bare))
        ):
            continue
        if kind in ("price", "money") and category not in ("cost", "economic", "other"):
            continue
        if kind == "price" and category != "cost" and not (category == "other" and bare.endswith(_words("price", "endings"))):
            continue
        if _is(kind, bare):
            return cast(Kind, kind)
    if category == "timeliness":
        return "deadline"
    if category == "quantity" and unit_of(bare):
        return "count"
    if category == "cost":
        return "money"
    return "plain"


def _is(kind: str, bare: str) -> bool:
    if kind == "rate" and is_rate_name(bare):
        return True
    if kind == "count":
        counted = bare.endswith(("数量", "数", *table("measure_words")["endings"]))
        return counted and not is_unitless_name(bare)
    if kind == "price" and _per_unit().search(bare):
        return True
    return (_found(kind, "within", bare) or _found(kind, "endings", bare)) and not _found(kind, "not", bare)


def is_lower_share(bare: str) -> bool:
    """Whether a share is better the less of it: 差错率, 事故发生率, 流失率; not 差错整改率."""
    stem = _SHARE.sub("", bare)
    data = table("suggest_names")["rate"]
    if stem.endswith(tuple(data["occurs"])):
        return True
    return stem.endswith(tuple(data["lower"])) or stem.rstrip("次数人件户").endswith(tuple(data["lower"]))


def _priced(bare: str) -> str | None:
    """What a price is for: 人均 → 人, 每平方米 → 平方米; 资助标准 of people → None."""
    found = _PER.search(bare)
    if found:
        return found[1] or found[2]
    thing = _PRICE_SAID.sub("", bare)
    unit = unit_of(thing) if thing != bare else None
    return unit if unit in table("measure_words")["price"] else None


@cache
def _per_unit() -> re.Pattern[str]:
    return re.compile(table("cost_words")["per_unit"]["name"])


_PRICE_SAID = re.compile(r"(?:采购|购置|租赁|制作|印制)?(?:平均)?(?:单价|均价|价格|造价|租金|单位成本|平均成本|成本)$")
_PER = re.compile(rf"[每单]({alternatives([*table('measure_words')['price']])})|([人户亩床生])均")


@cache
def _words(kind: str, key: str) -> tuple[str, ...]:
    group: dict[str, Any] = table("suggest_names").get(kind, {})
    return tuple(group.get(key, ()))


def _found(kind: str, key: str, bare: str) -> bool:
    words = _words(kind, key)
    if key == "endings":
        return bare.endswith(words)
    return any(word in bare for word in words)
