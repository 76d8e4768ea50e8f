"""Shared Hypothesis strategies: numbers as forms print them, target values and amounts with what they mean.

Everything is made up. A strategy that prints yields the text together with what it stands for, so that a test reads it
back.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from linter.submission import Comparator

_CHINESE_DIGITS = "零一二三四五六七八九"
# Comparator → what may stand before and behind a number for it.
NOTATIONS: dict[Comparator, tuple[tuple[str, str], ...]] = {
    ">=": (
        ("≥", ""), ("≧", ""), ("＞=", ""), (">=", ""), ("=>", ""), ("＞＝", ""), ("不少于", ""), ("不低于", ""), ("至少", ""),
        ("不小于", ""),
        ("大于等于", ""), ("大于或等于", ""), ("", "以上"), ("", "及以上"), ("达到", "以上"), ("≥", "（含）"), ("不低于", "以上"),
    ),
    "<=": (
        ("≤", ""), ("≦", ""), ("<=", ""), ("=<", ""), ("＜=", ""), ("不超过", ""), ("不高于", ""), ("不多于", ""),
        ("不大于", ""), ("小于等于", ""),
        ("", "以内"), ("", "以下"), ("", "之内"), ("控制在", ""), ("控制在", "以内"), ("控制在", "以下"), ("不超过", "以内"),
    ),
    ">": ((">", ""), ("＞", ""), ("﹥", ""), ("大于", ""), ("高于", ""), ("超过", ""), ("多于", "")),
    "<": (("<", ""), ("＜", ""), ("小于", ""), ("低于", ""), ("少于", ""), ("不足", "")),
    "=": (("=", ""), ("＝", ""), ("等于", ""), ("为", "")),
}
PLAIN_NOTATIONS = (("", ""), ("约", ""), ("", "左右"), ("共", ""), ("", "（暂估）"))
UNITS = (
    "%", "‰", "个", "人", "人次", "台（套）", "家", "平方米", "公里", "亩", "吨", "㎡", "小时", "个工作日", "天", "次/年", "个百分点", "元/人", "元/人/月",
    "元/人·月", "场次", "户", "篇", "分", "倍", "份", "mg/L", "家（次）",
)
MONEY_UNITS = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_WIDE = str.maketrans("0123456789.,%()", "０１２３４５６７８９．，％（）")


class Printed(NamedTuple):
    """A number and one way to print it."""

    text: str
    number: Decimal


class PrintedTarget(NamedTuple):
    """A target as printed, and what it means. `unit` has half-width brackets, as the parser gives it."""

    text: str
    comparator: Comparator | None
    number: Decimal
    unit: str


class PrintedAmount(NamedTuple):
    """An amount as printed, the unit of its column (None where the text has its own), its yuan and its step."""

    text: str
    column: str | None
    yuan: Decimal
    step: Decimal


def in_chinese(number: int) -> str:
    """A whole number below 10⁸ in Chinese numerals: 120 → 一百二十, 10005 → 一万零五."""
    if number == 0:
        return "零"
    high, low = divmod(number, 10**4)
    if high:
        return in_chinese(high) + "万" + (("零" if low < 1000 else "") + in_chinese(low) if low else "")
    out = ""
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            out += _CHINESE_DIGITS[digit] + sign
        elif out and number % worth and not out.endswith("零"):
            out += "零"
    return out[1:] if out.startswith("一十") else out


def quantities(most: int = 10**7, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Amounts that are not negative, with up to `places` decimals, trailing zeros kept as drawn."""
    return st.integers(0, places).flatmap(
        lambda digits: st.integers(0, most * 10**digits).map(lambda n: Decimal(n).scaleb(-digits))
    )


@st.composite
def printed_numbers(draw: st.DrawFn, *, spelt: bool = True) -> Printed:
    """A number with or without thousands separators, in half- or full-width digits, or in Chinese numerals."""
    number = draw(quantities())
    ways = ["plain", "commas", "wide", "wide commas"]
    if spelt and number == int(number) and number.as_tuple().exponent == 0:
        ways.append("chinese")
    way = draw(st.sampled_from(ways))
    if way == "chinese":
        return Printed(in_chinese(int(number)), number)
    text = f"{number:,f}" if "commas" in way else f"{number:f}"
    return Printed(text.translate(_WIDE) if "wide" in way else text, number)


@st.composite
def printed_targets(draw: st.DrawFn) -> PrintedTarget:
    """A number with a unit, and a comparator in any notation or none, with or without spaces between them."""
    printed = draw(printed_numbers())
    comparator = draw(st.sampled_from([None, *NOTATIONS]))
    before, after = draw(st.sampled_from(NOTATIONS[comparator] if comparator else PLAIN_NOTATIONS))
    unit = draw(st.sampled_from(UNITS))
    space = draw(st.sampled_from(["", " ", "\u3000", "\n"]))
    text = space.join(part for part in (before, printed.text, unit, after) if part)
    return PrintedTarget(text, comparator, printed.number, unit.replace("（", "(").replace("）", ")"))


@st.composite
def printed_amounts(draw: st.DrawFn) -> PrintedAmount:
    """An amount of money with its unit in the text or in the column."""
    printed = draw(printed_numbers(spelt=False))
    unit = draw(st.sampled_from(list(MONEY_UNITS)))
    exponent = printed.number.as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(1).scaleb(exponent) * MONEY_UNITS[unit]
    yuan = printed.number * MONEY_UNITS[unit]
    if draw(st.booleans()):
        return PrintedAmount(printed.text, draw(st.sampled_from([unit, f"（{unit}）", f"单位：{unit}"])), yuan, step)
    around = [("", ""), ("≤", ""), ("共计", ""), ("约", "左右"), ("", "（其中：本级1万元）"), ("人民币", "")]
    before, after = draw(st.sampled_from(around))
    return PrintedAmount(f"{before}{printed.text}{draw(st.sampled_from(['', ' ']))}{unit}{after}", None, yuan, step)
