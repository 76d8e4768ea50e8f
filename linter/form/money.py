"""Amounts of money → `Money` in yuan. A unit that is printed nowhere is unknown: then there is no amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.form.numerals import ARABIC, CHINESE, arabic, chinese, folded
from linter.form.value_units import per_before, per_behind
from linter.form.value_words import AROUND_BEFORE, BEFORE, one_of
from linter.submission import Money

_SCALES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "百亿": 10**10, "万亿": 10**12,
}
_SCALE = one_of(scale for scale in _SCALES if scale)
# What one of each unit of plain money is worth in yuan.
YUAN_IN: dict[str, Decimal] = {
    unit: Decimal(worth)
    for scale, worth in _SCALES.items()
    for unit in (f"{scale}元", f"{scale}元人民币", f"{scale}人民币" if scale else "人民币")
}
YUAN_IN["块钱"] = Decimal(1)

_LONGEST = 400  # a longer text is a paragraph, and no amount
_PLAIN = re.compile(
    r"\s*([-+−－]?)\s*(\d{1,3}(?:\s*[,，]\s*\d{3})+|\d{1,3}(?:\s\d{3})+|\d+)(?:\s*[.．]\s*(\d+))?\s*"
)
_SEPARATORS = re.compile(r"[\s,，]")
_BEFORE = re.compile(rf"(?:[≥≤<>=~:]|{one_of((*BEFORE, *AROUND_BEFORE))})*(?:人民币|RMB|¥|:)*")
_AMOUNT = re.compile(
    rf"(?P<minus>-?)(?:(?P<yi>{ARABIC})亿(?=\d))?(?P<number>{ARABIC})(?:余|多)?(?P<scale>{_SCALE})?(?:余|多)?"
    r"(?P<yuan>元|块钱|人民币)?(?![\d.])"
)
_SPELT = re.compile(rf"(?<![\d.])(?P<number>{CHINESE}+)[元圆](?:整|正)?")
_SPELT_STEPS = {"万": Decimal(10**4), "萬": Decimal(10**4), "亿": Decimal(10**8), "億": Decimal(10**8)}
_AFTER = re.compile(
    r"(?:人民币|整|正|左右|以内|之内|以下|及以下|以上|及以上|内|上下)*(?:[(\[].*)?(?:[。;,、](?!\d)|$)"
)
_INSIDE = re.compile(rf"(?<![\d.,/*×])¥?(?P<number>{ARABIC})(?:余|多)?(?P<scale>{_SCALE})?(?:余|多)?元")

_UNIT = rf"(?:人民币)?((?:{_SCALE})?元)(?:人民币)?"
_LABELLED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\((?:[^()/]*[:,、为是]|计量单位|金额单位|单位|金额|以|按)?{_UNIT}(?:为单位|计)?(?:[,、%][^()]*)?\)",
        rf"单位[:为是]?{_UNIT}(?![/每化素旦件])",
        rf"以{_UNIT}(?:为单位|计)",
        rf"^[:(]?{_UNIT}[:)]?$",
        rf"(?<![\d.十百千万亿])((?:{_SCALE})元):?$",
        r"(?<=[额金费算款])(元):?$",
    )
)


@lru_cache(maxsize=16384)
def plain_amount(text: str | None) -> Decimal | None:
    """The number a text consists of and nothing else (`83,045,100`, `200.00`, `1 234`), None otherwise."""
    match = _PLAIN.fullmatch(text) if text and len(text) < 40 else None
    if not match:
        return None
    whole = _SEPARATORS.sub("", match[2])
    value = Decimal(f"{whole}.{match[3]}" if match[3] else whole)
    return -value if match[1] and match[1] != "+" else value


@lru_cache(maxsize=16384)
def amount_unit(text: str | None) -> str | None:
    """The money unit named in a label, caption or unit cell: 单位：万元 · 项目资金（元） · 万元; None when there is none.

    A price (元/人), foreign money and an amount (资金200万元) name no unit for others.
    """
    if not text or "元" not in text or len(text) > _LONGEST:
        return None
    plain = folded(text)
    for pattern in _LABELLED:
        match = pattern.search(plain)
        if match:
            return match[1]
    return None


@lru_cache(maxsize=16384)
def parse_money(text: str | None, *, unit: str | None = None) -> Money | None:
    """An amount as printed → yuan, and what one unit of its last printed digit is worth in yuan.

    `unit` (元 千元 万元 百万元 亿元, or a label that names one) counts only where the text has no unit.
    None when the text is no single amount, is a price per something, a range, foreign money, or no unit is known.
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = folded(text)
    start = _BEFORE.match(plain)
    at = start.end() if start else 0
    match = _AMOUNT.match(plain, at)
    if match and not per_before(plain, at):
        if per_behind(plain, match.end()):
            return None
        if _AFTER.match(plain, match.end()):
            return _worth(match, unit, "¥" in plain[:at] or "人民币" in plain[:at])
    spelt = _SPELT.search(plain)
    if spelt and not per_before(plain, spelt.start()) and not per_behind(plain, spelt.end()):
        value = chinese(spelt["number"])
        if value and _AFTER.match(plain, spelt.end()):
            return Money(value, _SPELT_STEPS.get(spelt["number"][-1], Decimal(1)))  # 三十万 is as exact as 30万
    return _only_inside(plain)


def _only_inside(plain: str) -> Money | None:
    """The amount in a phrase that holds just one (预算金额200万元)."""
    found = list(_INSIDE.finditer(plain))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    if per_before(plain, start) or per_behind(plain, end) or plain[max(0, start - 1) : start] in ("-", "~", "至", "到"):
        return None
    return in_yuan(arabic(found[0]["number"]), f"{found[0]['scale'] or ''}元")


def _worth(match: re.Match[str], unit: str | None, yuan_before: bool) -> Money | None:
    scale = match["scale"] or ""
    number = arabic(match["number"])
    if match["yuan"] or yuan_before or scale[-1:] in ("万", "亿"):
        money = in_yuan(number, f"{scale}元")
    elif unit and not scale and (named := unit if unit in YUAN_IN else amount_unit(unit)):
        money = in_yuan(number, named)
    else:
        return None
    if match["yi"]:
        money = Money(money.yuan + arabic(match["yi"]) * 10**8, money.step)
    return Money(-money.yuan, money.step) if match["minus"] else money


def in_yuan(number: Decimal, unit: str) -> Money:
    """`number` of a unit of `YUAN_IN`; its trailing zeros tell the step (12.50 万元 → 100 yuan)."""
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return Money(number * YUAN_IN[unit], step * YUAN_IN[unit])
