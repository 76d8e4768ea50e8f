"""Amounts and calculations in running text: what is read, where it stands, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.calculations import calculations_in
from linter.checks.mentions import Amount, Years, amounts_in, roles_in
from tests.hanging import no_hanging


def only(text: str) -> Amount:
    (found,) = amounts_in(text)
    return found


# --- amounts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("共需32万元", 320000), ("共需 1,250,000.50 元", Decimal("1250000.50")), ("总投资1.2亿元", 120000000), ("约需三十五万元", 350000),
        ("需经费￥8000", 8000), ("下达债务资金700万", 7000000), ("拨付的60万专项资金", 600000), ("水费，15万元", 150000), ("需５０万元", 500000),
    ],
)
def test_amounts_in_yuan(text: str, yuan: Decimal | int) -> None:
    assert only(text).money.yuan == yuan


@pytest.mark.parametrize("text", ["播种5万亩", "服务3万人次", "印制2000册", "2024年12月", "达到1.5亿斤", "面积800平方米", "覆盖3万，户", ""])
def test_numbers_that_are_no_money(text: str) -> None:
    assert amounts_in(text) == ()


def test_span_is_that_of_the_text_as_printed() -> None:
    text = "本 项目\n预计支出 1, 250 元，其中 印刷 3 万元。"
    assert [text[a.start : a.end] for a in amounts_in(text)] == ["1, 250 元", "3 万元"]


@given(st.text(alphabet="0123456789万亿元，。,. 年每人约共需\n￥/%（）-", max_size=60))
def test_spans_never_overlap_and_stay_inside(text: str) -> None:
    end = 0
    for amount in amounts_in(text):
        assert end <= amount.start < amount.end <= len(text)
        assert amount.money.step > 0
        end = amount.end


@pytest.mark.parametrize(
    ("text", "years", "yearly"),
    [
        ("2024年需经费26万元", Years("year", 2024, 2024), False),
        ("2022年已支付90万元，2023年支付80万元", Years("year", 2023, 2023), False),
        ("2023年至2025年共需资金108万元", Years("span", 2023, 2025), False),
        ("2023-2025年每年安排36万元", Years("span", 2023, 2025), True),
        ("从2022年起每年安排36万元", Years("since", 2022, None), True),
        ("今年需经费26万元", Years("this"), False),
        ("服务期三年，需经费78万元", Years("several"), False),
        ("分三年实施，共需经费78万元", Years("several"), False),
        ("合同期三年，每年支付26万元", None, True),
        ("三年级学生体检需经费26万元", None, False),
        ("二〇二四年需经费26万元", None, False),
        ("设备已使用十年，更换需经费26万元", None, False),
        ("上年度支出26万元", Years("past"), False),
        ("根据《2022年工作方案》，需经费26万元", None, False),
        ("2022年完成一期。需经费26万元", None, False),
    ],
)
def test_year_spoken_of(text: str, years: Years | None, yearly: bool) -> None:
    last = amounts_in(text)[-1]
    assert (last.years, last.yearly) == (years, yearly)


def test_years_cover_the_fiscal_year() -> None:
    assert Years("span", 2023, 2025).covers(2024)
    assert not Years("span", 2023, 2025).only(2024)
    assert Years("since", 2022, None).covers(2030)
    assert Years("this").only(None)
    assert not Years("year", 2023, 2023).covers(2024)
    assert not Years("year", 2024, 2024).covers(None)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("共需经费32万元", "need"), ("合计18万元", "total"), ("2024年下达专项资金90万元", "given"), ("其中场地费5万元", "part"), ("已拨付60万元", "past"),
        ("全县共需1200万元", "scope"), ("合同金额245万元", "whole"), ("带动增收300万元", "other"), ("每人每月300元", "per"), ("补助3万元/户", "per"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert role in only(text).roles


def test_a_part_stays_a_part_to_the_end_of_the_sentence() -> None:
    roles = [("part" in a.roles) for a in amounts_in("需50万元，其中设备20万元、安装10万元。另需培训费5万元。")]
    assert roles == [False, True, True, False]


@pytest.mark.parametrize("text", ["不超过50万元", "50万元以内", "10-20万元", "10万元至20万元"])
def test_limits_and_ranges_are_marked(text: str) -> None:
    assert all(amount.bound for amount in amounts_in(text))


def test_about_and_calculated_are_marked() -> None:
    assert only("约需26万元").about
    assert only("26万元左右").about
    assert [a.calculated for a in amounts_in("20人×500元=1万元，另有2万元")] == [True, True, False]


def test_words_of_one_amount_do_not_reach_behind_the_amount_before() -> None:
    first, second = amounts_in("已拨付60万元后仍需40万元")
    assert "past" in first.roles
    assert "past" not in second.roles


def test_roles_in_words_alone() -> None:
    assert roles_in("") == frozenset()
    assert "need" in roles_in("预计支出")


# --- calculations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1100元/月×8人×12个月=105600元", "散居8人，1100元/月*8人*12月＝105,600元", "2000亩x150元/亩=30万元", "(20人×3天+5人)×100元=6500元",
        "监控12万元+报警5.5万元=17.5万元", "100万元-20万元=80万元", "1200元×85%=1020元", "60万元÷4个季度=15万元", "333件×3元≈1000元",
        "12.35万元×3年=37.06万元",  # 12.35 may itself be rounded
        "30×2=60万元",  # 万 left out on the left
        "2000元×30人=6",  # 万元 left out on the right
        "500元/月×20人=12万元",  # twelve months understood
        "1.3名专家×500元=1500元",  # list number 1., three experts
        "30%+40%+30%=100%", "10台×3500元/台=35000元=3.5万元", "8人乘以300元=2400元",
    ],
)
def test_right_calculations(text: str) -> None:
    found = calculations_in(text)
    assert found
    assert not any(calculation.wrong for calculation in found)


@pytest.mark.parametrize(
    ("text", "right", "unit"),
    [
        ("1100元/月×8人×12个月=106500元", 105600, "元"), ("2000亩×150元/亩=3万元", 30, "万元"), ("12万元+5.5万元=18.5万元", Decimal("17.5"), "万元"),
        ("600元×50人=35000元", 30000, "元"), ("10台×3500元/台=35000元=35万元", Decimal("3.5"), "万元"), ("90万元-15万元=65万元", 75, "万元"),
        ("运营成本90万元-票款收入42万元=58万元", 48, "万元"),
    ],
)
def test_wrong_calculations_with_the_right_result(text: str, right: Decimal | int, unit: str) -> None:
    (wrong,) = [calculation for calculation in calculations_in(text) if calculation.wrong]
    assert (wrong.right, wrong.unit) == (right, unit)


@pytest.mark.parametrize(
    "text",
    [
        "单价×3×4=60元", "3×4=12+管理费", "补贴额=用水量×单价", "1亩=667平方米", "每日2-3人×500元=1500元", "300元/天×20人=6万元", "A+3+4=10", "合格率=合格数/总数×100%",
        "展板规格3m×2m", "比例1:30", "(3人×500元=1600元", "12月31日=年底", "型号为X=3的设备5+2套",
        "1-城区6个月×3万元=20万元", "2024年-城区12个=14个",
    ],
)
def test_what_is_no_clear_calculation(text: str) -> None:
    assert not any(calculation.wrong for calculation in calculations_in(text))


def test_numbers_of_the_left_side() -> None:
    (calculation,) = calculations_in("600元×50人×12个月=360000元")
    assert calculation.numbers == (600, 50, 12)


@given(st.integers(1, 9999), st.integers(1, 999), st.integers(-5000, 5000))
def test_a_product_is_right_only_when_it_is(price: int, count: int, off: int) -> None:
    (calculation,) = calculations_in(f"{price}元×{count}人={price * count + abs(off)}元")
    assert calculation.right == price * count
    if off == 0:
        assert not calculation.wrong
    elif calculation.wrong is False:  # another reading of the units, never the plain one
        assert price * count * 10000 == price * count + abs(off)


@pytest.mark.parametrize(
    "text", ["1×" * 20000 + "=", "(" * 20000 + "1=", "1人+资料费" * 5000 + "=", "(1+" * 5000 + "1" + ")" * 5000 + "=3", "1万元" * 20000]
)
def test_no_text_takes_long(text: str) -> None:
    with no_hanging():
        calculations_in(text)
        amounts_in(text)
