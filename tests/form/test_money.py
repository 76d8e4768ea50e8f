"""Money: yuan and step of amounts as printed, and where the unit comes from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.form.money import amount_unit, parse_money, plain_amount
from tests.strategies import Printed, PrintedAmount, printed_amounts, printed_numbers


@given(printed_amounts())
def test_amounts_are_read_back(amount: PrintedAmount) -> None:
    money = parse_money(amount.text, unit=amount.column)
    assert money is not None
    assert (money.yuan, money.step) == (amount.yuan, amount.step)


@given(printed_amounts())
def test_a_price_is_no_amount(amount: PrintedAmount) -> None:
    if amount.column is None and "（" not in amount.text and not amount.text.endswith("左右"):
        assert parse_money(f"{amount.text}/人") is None
        assert parse_money(f"每户{amount.text}") is None


@given(printed_numbers(spelt=False))
def test_without_a_unit_there_is_no_amount(printed: Printed) -> None:
    assert parse_money(printed.text) is None
    assert plain_amount(printed.text) == printed.number


@given(st.text(alphabet="0123456789,.，．万亿元千百¥￥/-~每人（）(): 年%≤约", max_size=20))
def test_any_text_is_an_amount_or_not(text: str) -> None:
    money = parse_money(text, unit="万元")
    assert money is None or (money.step > 0 and money.yuan.is_finite())
    assert plain_amount(text) is None or plain_amount(text) == plain_amount(text.strip())


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "step"),
    [
        ("12,345,600", "元", "12345600", "1"),
        ("200.00", "万元", "2000000", "100"),
        ("12.50万元", None, "125000", "100"),
        ("≤ 615.30 万元", "元", "6153000", "100"),  # the text's own unit counts
        ("1.5亿元", None, "150000000", "10000000"),
        ("1亿2000万元", None, "120000000", "10000"),
        ("90万", None, "900000", "10000"),
        ("￥3,000", None, "3000", "1"),
        ("0.05元", None, "0.05", "0.01"),
        ("5百万元", None, "5000000", "1000000"),
        ("叁拾万元整", None, "300000", "10000"),  # as exact as 30万元
        ("三千六百元", None, "3600", "1"),
        ("300000元（叁拾万元整）", None, "300000", "1"),
        ("46万（其中培训20万元，设备26万元）", "万元", "460000", "10000"),
        ("预算金额75万元", None, "750000", "10000"),
        ("50多万元", None, "500000", "10000"),
        ("-3.5", "万元", "-35000", "1000"),
        ("200万", "元", "2000000", "10000"),
        ("3000人民币", None, "3000", "1"),
        ("0", "万元", "0", "10000"),
    ],
)
def test_amounts(text: str, unit: str | None, yuan: str, step: str) -> None:
    money = parse_money(text, unit=unit)
    assert money is not None
    assert (money.yuan, money.step) == (Decimal(yuan), Decimal(step))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (None, "元"), ("", "万元"), ("—", "万元"), ("100", None), ("100", "人"), ("100人", "元"), ("2024年", "元"),
        ("12%", "元"), ("300美元", "万元"),
        ("300", "万美元"), ("3000元/人", "元"), ("人均500元", None), ("单价300元", None), ("300元（每人）", None), ("200-300万元", None),
        ("150元/月*3人*12月=5400元", None), ("本级20万元，上级10万元", None), ("20.00万元20.00万元", None), ("多元化", None),
        ("千元", None), ("万元", "万元"), ("二元结构", None), ("1,5", "元"),
        ("9" * 500, "元"),
    ],
)
def test_what_is_no_single_known_amount(text: str | None, unit: str | None) -> None:
    assert parse_money(text, unit=unit) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（元）", "元"), ("单位：万元", "万元"), ("金额单位:人民币万元", "万元"), ("资金总额（万元）", "万元"), ("万元", "万元"), ("其他资金 万元", "万元"),
        ("金额单位：千元 填报日期：2024年3月", "千元"), ("预算数（单位：百万元）", "百万元"), ("资金（人民币：元）", "元"), ("以亿元为单位", "亿元"),
        ("单位：万元、%", "万元"),
        ("合计金额元", "元"), ("资金【万元】：", "万元"),
    ],
)
def test_unit_of_a_label(text: str, unit: str) -> None:
    assert amount_unit(text) == unit


@pytest.mark.parametrize(
    "text",
    ["", None, "年度资金总额：", "单位：元/人", "（元/人）", "项目资金200万元", "多元化发展", "教学单元", "（万美元）", "美元", "500元", "公元"],
)
def test_labels_without_a_unit(text: str | None) -> None:
    assert amount_unit(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 1 234 ", "1234"), ("１，２３４", "1234"), ("-5", "-5"), ("67,000.\n50", "67000.50"), ("12 31", None),
        ("5%", None), ("1,23", None), ("￥5", None),
        ("五", None), ("", None), ("3.1.4", None),
    ],
)
def test_plain_amount(text: str, number: str | None) -> None:
    assert plain_amount(text) == (None if number is None else Decimal(number))
