"""Numerals: every way a number is printed is read back exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.form.numerals import arabic, chinese, folded
from tests.strategies import in_chinese


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert chinese(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("两", 2), ("十", 10), ("十五", 15), ("一百二", 120), ("一百零二", 102), ("一千二", 1200), ("两万三", 23000),
        ("两万零三", 20003), ("叁拾万", 300000),
        ("壹仟贰佰", 1200), ("二〇二四", 2024), ("三亿五千万", 350_000_000),
    ],
)
def test_chinese_numerals(printed: str, number: int) -> None:
    assert chinese(printed) == number


@pytest.mark.parametrize("printed", ["", "千", "万", "亿", "千万", "百千", "二二十", "三十五百", "十百", "万万万"])
def test_what_is_no_numeral(printed: str) -> None:
    assert chinese(printed) is None


def test_arabic_keeps_trailing_zeros() -> None:
    assert str(arabic("83,045,100.00")) == "83045100.00"
    assert arabic("0.5") == Decimal("0.5")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("＞＝ ９５ ％", ">=95%"), ("≧95", "≥95"), ("≦9\u30005", "≤95"), ("80～90", "80~90"), ("3—5", "3-5"),
        ("12⽉31⽇", "12月31日"),
        ("台（套）", "台(套)"), ("500㎡", "500㎡"), ("m²", "m²"), ("①完成", "①完成"), ("￥3，000", "¥3,000"),
        ("\uf0b390%", "≥90%"), ("9\u200b5", "95"),
    ],
)
def test_folding(printed: str, plain: str) -> None:
    assert folded(printed) == plain
