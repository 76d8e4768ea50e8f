"""Targets: what value cells mean, in every notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.form.value import (
    is_amount_of_money,
    is_per_unit_money,
    is_rate_unit,
    looks_like_value,
    money_of,
    parse_target,
    per_unit_of,
    unit_kind,
)
from linter.submission import Comparator, TargetKind
from tests.strategies import NOTATIONS, UNITS, Printed, PrintedTarget, printed_numbers, printed_targets

_SIGNS = "≥≤<>=~～-—至到零一二三十百千万亿两半0123456789.,%‰年月日天个人次元/·（）()每以上下内不少于超过约XX*提高较上年满意及时 "


@given(printed_targets())
def test_targets_are_read_back(target: PrintedTarget) -> None:
    read = parse_target(target.text)
    assert (read.kind, read.comparator, read.number) == ("number", target.comparator, target.number)
    assert read.unit == target.unit
    assert read.raw == target.text.strip()
    assert looks_like_value(target.text) == 2


@given(printed_numbers(spelt=False), st.sampled_from(["≥", "≤", "=", ">", "不少于", "小于等于", ""]), st.sampled_from(UNITS))
def test_columns_read_like_one_cell(printed: Printed, sign: str, unit: str) -> None:
    apart = parse_target(printed.text, sign=sign, unit=unit)
    joined = parse_target(f"{sign}{printed.text}{unit}")
    assert apart == joined


@given(printed_numbers(spelt=False), printed_numbers(spelt=False), st.sampled_from("-~～—至到"), st.sampled_from(UNITS))
def test_ranges_are_read_back(low: Printed, high: Printed, between: str, unit: str) -> None:
    for text in (f"{low.text}{between}{high.text}{unit}", f"{low.text}{unit}{between}{high.text}{unit}"):
        read = parse_target(text)
        if read.kind != "malformed":  # 3个-3个 … never; a text that repeats itself is
            assert (read.kind, read.comparator, read.number, read.upper) == ("range", "~", low.number, high.number)


@given(
    st.text(alphabet=_SIGNS, max_size=24),
    st.sampled_from([None, "≥", "定性", "不超过", "="]),
    st.sampled_from([None, "%", "万元", "年", "/"]),
)
@example("1亿", "≥", "万元")
def test_any_text_has_a_meaning(text: str, sign: str | None, unit: str | None) -> None:
    read = parse_target(text, sign=sign, unit=unit)
    assert (read.number is not None) or read.kind not in ("number", "range")
    assert (read.upper is not None) == (read.kind == "range")
    assert text.strip() in read.raw
    assert looks_like_value(text) in (0, 1, 2)


@pytest.mark.parametrize(
    ("text", "comparator", "number", "unit"),
    [
        ("31个", None, "31", "个"), ("三十五人", None, "35", "人"), ("至少两次", ">=", "2", "次"), ("百分之九十五", None, "95", "%"),
        ("百分之95以上", ">=", "95", "%"), ("千分之三", None, "3", "‰"), ("百分百", None, "100", "%"),
        ("1.2万个", None, "12000", "个"),
        ("26 万套", None, "260000", "套"), ("1万5千人", None, "15000", "人"), ("≥1.5亿元", ">=", "1.5", "亿元"),
        ("50多万元", None, "50", "万元"),
        ("3000余人次", None, "3000", "人次"), ("0投诉", None, "0", "投诉"), ("零差错", None, "0", "差错"),
        ("0", None, "0", None), ("≥85", ">=", "85", None),
        ("≥95%（较上年）", ">=", "95", "%"), ("较上年提高5%", None, "5", "%"), ("增长5个百分点", None, "5", "个百分点"),
        ("降低10%以上", ">=", "10", "%"),
        ("年均增长3%以上", ">=", "3", "%"), ("较2023年提高5%", None, "5", "%"), ("下降至3‰以内", "<=", "3", "‰"),
        ("552元/人/月", None, "552", "元/人/月"),
        ("每人每月500元", None, "500", "元/人/月"), ("人均≤300元", "<=", "300", "元/人"), ("单次不超过80元", "<=", "80", "元/次"),
        ("每年2次以上", ">=", "2", "次/年"),
        ("补助标准每户不低于1000元", ">=", "1000", "元/户"), ("1次/2年", None, "1", "次/2年"), ("≤2丢包率", "<=", "2", "丢包率"),
        ("1：2", None, "1", ":2"),
        ("3/5", None, "3", "/5"), ("≤18/10万", "<=", "18", "/10万"), ("95（%）", None, "95", "%"),
        ("±5%以内", "<=", "5", "%"), ("-5%", None, "-5", "%"),
        ("5个工作日内", "<=", "5", "个工作日"), ("3天内", "<=", "3", "天"), ("≥1年", ">=", "1", "年"),
        ("365天", None, "365", "天"), ("≥12月", ">=", "12", "月"),
        ("项目开工后6个月内", "<=", "6", "个月"), ("接报后15分钟内到场", "<=", "15", "分钟"), ("合格率≥95%", ">=", "95", "%"),
        ("满意度达到90%以上", ">=", "90", "%"),
        ("PM2.5≤35微克/立方米", "<=", "35", "微克/立方米"), ("2套系统", None, "2", "套"), ("≥3场培训活动", ">=", "3", "场"),
        ("100%全覆盖", None, "100", "%"),
        ("≥95%较上年提高2个百分点", ">=", "95", "%"), ("≥95%，较上年有所提高", ">=", "95", "%"), ("≤¥3,000", "<=", "3000", "元"),
        ("人民币50万元", None, "50", "万元"),
        ("九成以上", ">=", "9", "成"), ("二级以上", ">=", "2", "级"), ("≥100Mbps", ">=", "100", "Mbps"),
        ("半小时", None, "0.5", "小时"), ("5000度", None, "5000", "度"),
        ("\uf0b395%", ">=", "95", "%"), ("854万", None, "8540000", None), ("PCI≥90", ">=", "90", None), ("全省前三", "<=", "3", "名"),
        ("≥4次维护保养", ">=", "4", "次"), ("≥5%提升幅度", ">=", "5", "%"), ("≥3000Nm³/h", ">=", "3000", "Nm³/h"),
        ("1、培训3次；2、检查2次", None, "3", "次"), ("≥98%（2024年）", ">=", "98", "%"),
        ("不低于95%以上", ">=", "95", "%"),
    ],
)
def test_numbers(text: str, comparator: Comparator | None, number: str, unit: str | None) -> None:
    read = parse_target(text)
    assert (read.kind, read.comparator, read.number, read.unit) == ("number", comparator, Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("80%-90%", "80", "90", "%"), ("80-90％", "80", "90", "%"), ("5至10个", "5", "10", "个"),
        ("3—5天", "3", "5", "天"), ("介于80%和90%之间", "80", "90", "%"),
        ("≥80%且≤90%", "80", "90", "%"), ("90%≤合格率≤100%", "90", "100", "%"), ("20～30元/人次", "20", "30", "元/人次"),
        ("三至五年", "3", "5", "年"),
        ("提高5-10个百分点", "5", "10", "个百分点"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    read = parse_target(text)
    assert (read.kind, read.number, read.upper, read.unit) == ("range", Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("2024年12月31日前", "<="), ("2024 年 6 月", None), ("12月底前", "<="), ("2024-12-31", None), ("2024.12.31前", "<="),
        ("2024/6/30", None), ("11月", None),
        ("当年12月31日前完成", "<="), ("于2024年10月15日前提交研究成果", "<="), ("不晚于2024年6月30日", "<="), ("≤2024年12月31日", "<="),
        ("一季度前", "<="),
        ("2024年底", None), ("上半年", None), ("年底前完成支付", "<="), ("6月、12月", None), ("二〇二四年底前", "<="),
        ("20241231", None), ("2024年春季学期", None),
        ("汛期前完成", "<="), ("3季度", None), ("2024年第四季度末", None), ("2024年12月之前完成全部采购工作", "<="), ("10月1日", None), ("15日前", "<="),
    ],
)
def test_dates(text: str, comparator: Comparator | None) -> None:
    read = parse_target(text)
    assert (read.kind, read.comparator, read.number) == ("date", comparator, None)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1年", 1, "年"), ("一年", 1, "年"), ("12个月", 12, "个月"), ("3个学期", 3, "个学期"), ("全年", None, None),
        ("=全年", None, None), ("每月15日前", None, None),
        ("于每月10日前发放工资", None, None), ("1-12月", None, None), ("2024年1月至12月", None, None),
        ("2024—2026年", None, None), ("全天24小时", None, None),
        ("7×24小时", None, None), ("8:00-18:00", None, None), ("半年", None, None), ("按季度支付", None, None),
        ("2023-2024学年", None, None), ("每周五", None, None),
    ],
)
def test_periods(text: str, number: int | None, unit: str | None) -> None:
    read = parse_target(text)
    assert (read.kind, read.number, read.unit) == ("period", number, unit)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("malformed", [
            "及时及时", "满意满意满意", "≥95%≥95%", "10个10个", "≥", "≥%", "≤万元", "不低于", "≤≥95%", "≥≤95", "≥95%以下",
            "≥5%较上年有所降低的", "≥95%保障道路安全",
            "≥95%≤3天", "≥95%%", "95%≥",
        ]),
        ("placeholder", ["XX月XX日", "×××", "≤**天", "___", "XX万元", "待定", "请填写", "平方米、公里等", "≤80元/亩（元/株等）",
        "及时XX月XX日", "例如：95%"]),
        ("empty", ["", "  ", "-", "—", "/", "无", "略", "不适用", "N/A"]),
        ("qualitative", [
            "及时", "高高兴兴", "天天", "无投诉", "优", "=合格", "一般", "一次性验收合格", "较上年有所提升", "按年度计划时间采购", "不超过预算", "一人一档", "十分",
            "零容忍", "A级",
            "符合GB/T 19001标准", "二级甲等", "第3名", "〔2024〕8号文", "型号A0X12", "三公经费", "2024年预算", "长期",
        ]),
    ],
)
def test_other_kinds(kind: TargetKind, texts: list[str]) -> None:
    assert {text: parse_target(text).kind for text in texts} == dict.fromkeys(texts, kind)


@pytest.mark.parametrize("text", ["1212", "100100", "≥1010", "2020人"])
def test_a_number_that_repeats_itself_is_not_doubled(text: str) -> None:
    assert parse_target(text).kind == "number"


@pytest.mark.parametrize(
    ("text", "sign", "unit", "kind", "comparator", "number", "of", "raw"),
    [
        ("50", "≥", "个", "number", ">=", 50, "个", "≥50个"), ("95", "大于等于", "%", "number", ">=", 95, "%", "大于等于95%"),
        ("≥95%", "≥", "%", "number", ">=", 95, "%", "≥95%"),
        ("90万", "≤", "万元", "number", "<=", 90, "万元", "≤90万万元"),
        ("1.2万", "=", "人", "number", "=", 12000, "人", "=1.2万人"),
        ("5", "≥", "万人次", "number", ">=", 50000, "人次", "≥5万人次"), ("1", None, "年", "period", None, 1, "年", "1年"),
        ("12", None, "月", "number", None, 12, "月", "12月"),
        ("优", "定性", "级", "qualitative", None, None, None, "优"),
        ("95", "定量", "百分比", "number", None, 95, "百分比", "95百分比"), ("无", "≥", "%", "empty", None, None, None, "无"),
        ("95%", "=", "", "number", "=", 95, "%", "=95%"),
        ("100", "≤", "（万元）", "number", "<=", 100, "万元", "≤100（万元）"), ("3-5", "=", "天", "range", "~", 3, "天", "=3-5天"),
        ("2024年12月31日", "≤", "/", "date", "<=", None, None, "≤2024年12月31日"),
        ("≥95", "≤", "%", "malformed", None, None, None, "≤≥95%"), ("", "≥", "%", "empty", None, None, None, ""),
    ],
)
def test_columns_of_sign_and_unit(
    text: str,
    sign: str | None,
    unit: str | None,
    kind: str,
    comparator: str | None,
    number: int | None,
    of: str | None,
    raw: str,
) -> None:
    read = parse_target(text, sign=sign, unit=unit)
    assert (read.kind, read.comparator, read.number, read.unit, read.raw) == (kind, comparator, number, of, raw)


@pytest.mark.parametrize(
    ("text", "amount", "price", "yuan", "per"),
    [
        ("≤90万元", True, False, "900000", None), ("≤170元/人", False, True, "170", "人"),
        ("1.5万元/台（套）", False, True, "15000", "台"),
        ("552元/人·月", False, True, "552", "人/月"), ("300元（每人）", False, True, "300", "人"),
        ("80元每人次", False, True, "80", "人次"), ("50万元人民币", True, False, "500000", None),
        ("300万美元", False, False, None, None), ("20人/班", False, False, None, "班"),
        ("≥95%", False, False, None, None), ("10-20万元", False, False, None, None),
    ],
)
def test_money_in_targets(text: str, amount: bool, price: bool, yuan: str | None, per: str | None) -> None:
    read = parse_target(text)
    money = money_of(read)
    assert (is_amount_of_money(read), is_per_unit_money(read), per_unit_of(read)) == (amount, price, per)
    assert (money.yuan if money else None) == (Decimal(yuan) if yuan else None)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("%", "rate"), ("百分比", "rate"), ("人次", "count"), ("台(套)", "count"), ("平方米", "area"), ("㎡", "area"),
        ("万元", "money"), ("元/人", "price"), ("美元", "foreign"),
        ("次/年", "count"), ("个工作日", "time"), ("/10万", "ratio"), ("mg/L", "mass"), ("投诉", "event"), ("个村", "count"),
        ("丢包率", None), ("", None), (None, None),
    ],
)
def test_kinds_of_units(unit: str | None, kind: str | None) -> None:
    assert unit_kind(unit) == kind
    assert is_rate_unit(unit) == (kind == "rate")


@pytest.mark.parametrize(
    ("shape", "texts"),
    [
        (2, ["≥95%", "31个", "1年", "全年", "11月", "2024年12月31日前", "=100%", "13.4 元/套", "≤3天", "0%", "提高20%", "≥优",
        "80-90%", "每周一次"]),
        (1, ["优", "及时", "提高", "合格", "较上年有所提升", "群众满意", "无安全事故", "85", "0", "XX%", "满意满意", "合格合格", "及时、准确", "2套系统", "当年"]),
        (0, [
            "", "培训人数", "信号灯", "100兆宽带数量", "及时发放", "12345热线接通率", "2023年欠款支付率", "80岁以上老人补贴人数", "3D打印设备", "一户一档率",
            "是否满意", "满意度",
            "两癌筛查人数", "0-6岁儿童体检率", "9年义务教育巩固率", "12月工资发放", "修复天数（≤**天）", "道路保洁道路保洁", "验收", "第二批物资",
        ]),
    ],
)
def test_shape_of_cells(shape: int, texts: list[str]) -> None:
    assert {text: looks_like_value(text) for text in texts} == dict.fromkeys(texts, shape)


def test_every_notation_is_covered_for_each_comparator() -> None:
    for comparator, ways in NOTATIONS.items():
        assert {parse_target(f"{before}10个{after}").comparator for before, after in ways} == {comparator}


def test_a_very_long_text_is_read_in_no_time() -> None:
    for text in ("≥5%" + "较上年" * 50_000, "不少于" * 50_000, "1" * 200_000, "每人" * 50_000 + "5元", "一" * 100_000):
        assert parse_target(text).raw == text
        assert looks_like_value(text) in (0, 2)


def test_the_unit_that_no_number_stands_before() -> None:
    assert parse_target("≤万元").kind == parse_target("≥平方米").kind == "malformed"
