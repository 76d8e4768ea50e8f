"""Amounts of money → `Money` in yuan. A unit that is printed nowhere is unknown: then there is no amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.form.numerals import ARABIC, CHINESE, arabic, chinese, folded
from linter.submission import Money

_SCALES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "百亿": 10**10, "万亿": 10**12,
}
_SCALE = "|".join(sorted(filter(None, _SCALES), key=len, reverse=True))
MONEY_UNITS = {f"{scale}元": Decimal(worth) for scale, worth in _SCALES.items()}

_PLAIN = re.compile(r"\s*([-+−－]?)\s*(\d{1,3}(?:\s*[,，]\s*\d{3})+|\d{1,3}(?:\s\d{3})+|\d+)(?:\s*[.．]\s*(\d+))?\s*")
_BEFORE = r"(?:[≥≤<>=~]+|不(?:超过|高于|大于|多于|少于|低于|小于)|控制在|至少|约|大约|近|共计|合计|总计|共|计|为|[:：])*"
_AMOUNT = re.compile(
    rf"(?:人民币|RMB|[¥:])*(?P<sign>-?)(?:(?P<yi>{ARABIC})亿(?=\d))?(?P<number>{ARABIC})(?P<scale>{_SCALE})?余?"
    r"(?P<yuan>元|块钱)?(?!\d)"
)
_SPELT = re.compile(rf"(?P<number>{CHINESE}+)[元圆](?:整|正)?")
_HEAD = re.compile(_BEFORE)
_PER = re.compile(r"(?:人民币|整)?(?:\([^()]*\))?(?:/|每|[-~至到]\d|[%‰])")
_TAIL = re.compile(
    r"(?:人民币|整|左右|以内|之内|以下|以上|及以下|及以上|上下|内)*(?:[(\[].*)?[。;,；，]?"
)
_INSIDE = re.compile(rf"(?<![\d.,/])(?:[¥]\s*)?(?P<number>{ARABIC})(?P<scale>{_SCALE})?元(?!/|每|\d)")

_LABELLED = (
    re.compile(rf"[(\[](?:[^()\[\]/]*?[:,、为是]|单位|金额|以|按|均为)?(?:人民币)?((?:{_SCALE})?元)(?:人民币)?(?:[,、%][^()]*)?[)\]]"),
    re.compile(rf"单位[:为是]?(?:人民币)?((?:{_SCALE})?元)(?![/每\w])"),
    re.compile(rf"^[:(]?(?:人民币)?((?:{_SCALE})?元)(?:人民币)?[:)]?$"),
    re.compile(rf"(?<![\d.多单美日欧港澳韩一二三四五六七八九十])((?:{_SCALE})元):?$"),
    re.compile(r"(?<=[额金费算款])(元):?$"),
)


@lru_cache(maxsize=16384)
def plain_amount(text: str | None) -> Decimal | None:
    """The number a text consists of and nothing else (`83,045,100`, `200.00`, `1 234`), None otherwise."""
    match = _PLAIN.fullmatch(text) if text else None
    if not match:
        return None
    whole = re.sub(r"[\s,，]", "", match[2])
    value = Decimal(f"{whole}.{match[3]}" if match[3] else whole)
    return -value if match[1] and match[1] != "+" else value


@lru_cache(maxsize=16384)
def amount_unit(text: str | None) -> str | None:
    """The money unit named in a label, caption or unit cell: 单位：万元 · 项目资金（元） · 万元; None when there is none."""
    if not text or ("元" not in text):
        return None
    plain = folded(text)
    for pattern in _LABELLED:
        match = pattern.search(plain)
        if match:
            return match[1]
    return None


@lru_cache(maxsize=16384)
def parse_money(text: str | None, *, unit: str | None = None) -> Money | None:
    """An amount as printed → yuan and the worth of its last printed digit.

    `unit` (元 千元 万元 百万元 亿元 …) is that of the label, caption or column and counts only where the text has none.
    None when the text is no single amount, is a price per something, or no unit is known.
    """
    if not text:
        return None
    plain = folded(text)
    if unit is not None and unit not in MONEY_UNITS:
        unit = amount_unit(unit)
    start = _HEAD.match(plain)
    match = _AMOUNT.match(plain, start.end() if start else 0)
    if match:
        rest = plain[match.end():]
        if _PER.match(rest):
            return None
        if _TAIL.fullmatch(rest):
            return _worth(match, unit)
    spelt = _SPELT.search(plain)
    if spelt:
        value = chinese(spelt["number"])
        if value and _TAIL.fullmatch(plain[spelt.end():]):
            digits = str(value)
            return Money(value, Decimal(10) ** (len(digits) - len(digits.rstrip("0"))))
    inside = list(_INSIDE.finditer(plain))
    if len(inside) == 1:
        worth = Decimal(_SCALES[inside[0]["scale"] or ""])
        return _money(arabic(inside[0]["number"]), worth)
    return None


def _worth(match: re.Match[str], unit: str | None) -> Money | None:
    number, scale = arabic(match["number"]), match["scale"] or ""
    if match["yuan"] or scale[-1:] in ("万", "亿"):
        worth = Decimal(_SCALES[scale])
    elif "¥" in match[0] and not scale:
        worth = Decimal(1)
    elif unit and not scale:
        worth = MONEY_UNITS[unit]
    else:
        return None
    money = _money(number, worth)
    if match["yi"]:
        money = Money(money.yuan + arabic(match["yi"]) * 10**8, money.step)
    return Money(-money.yuan, money.step) if match["sign"] else money


def amount(number: Decimal, unit: str) -> Money:
    """`number` of a unit of `MONEY_UNITS` in yuan."""
    return _money(number, MONEY_UNITS[unit])


def _money(number: Decimal, worth: Decimal) -> Money:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # never NaN or infinite: it was read from digits
    return Money(number * worth, Decimal(1).scaleb(exponent) * worth)
