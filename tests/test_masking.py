"""What a report must not repeat, and what only looks like it."""

from __future__ import annotations

import pytest

from linter.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人李某13900001234", "联系人李某139******34"),
        ("139-0000-1234", "139-****-**34"),
        ("139 0000 1234", "139 **** **34"),
        ("0351-7654321", "035*-*****21"),
        ("（0351）7654321", "（035*）*****21"),
        ("联系电话：7654321", "联系电话：765**21"),
        ("身份证110101199003071234", "身份证110*************34"),
        ("11010119900307123X", "110*************3X"),
        ("卡号6222 0202 0000 0000 006", "卡号622* **** **** **** *06"),
    ],
)
def test_numbers_of_persons(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "预算13900001234元", "13900001234.56", "1,390,000,123", "合计139000万元", "项目编码14010024101000000123A",
        "140100241010000001234", "2024年12月31日前", "7654321", "支出8304510元", "≥95%", "财预〔2015〕88号", "",
    ],
)
def test_amounts_codes_and_dates_stay(text: str) -> None:
    assert masked(text) == text
