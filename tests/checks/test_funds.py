"""Funds rules beyond their own cases: tolerance, parts and wholes, halves, and what cannot be checked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from linter.checks.base import Rule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.funds import RULES
from linter.checks.funds.amount_in_text_mismatch import AmountInTextMismatch
from linter.checks.funds.budget_list_mismatch import BudgetListMismatch
from linter.checks.funds.cost_budget_mismatch import CostBudgetMismatch
from linter.checks.funds.costs import names_a_part, names_the_whole
from linter.checks.funds.one_year_total_differs import OneYearTotalDiffers
from linter.checks.funds.sources_sum_mismatch import SourcesSumMismatch, readings
from linter.checks.funds.spending_plan_invalid import SpendingPlanInvalid
from linter.checks.funds.sums import added, agrees, agrees_exactly, said
from linter.finding import Finding, Verdict
from linter.form.money import parse_money
from linter.submission import Amounts, Money, TargetTable


def verdict(*tables: TargetTable, rules: tuple[type[Rule], ...] = RULES, **about: Any) -> Verdict:
    return run([rule() for rule in rules], Context(document(*tables, **about)), strict=True)


def found(*tables: TargetTable, rules: tuple[type[Rule], ...] = RULES, **about: Any) -> list[Finding]:
    return list(verdict(*tables, rules=rules, **about).findings)


def money(text: str) -> Money:
    amount = parse_money(text)
    assert amount is not None
    return amount


# --- sums ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("80万元", "800000元", True), ("6747万元", "6746.77万元", True), ("100万元", "100.5万元", True), ("100万元", "100.6万元", False),
        ("1万元", "1.4万元", True), ("1万元", "1.6万元", False), ("500000元", "499999元", True),
    ],
)
def test_tolerance_is_half_a_per_cent_or_half_the_last_digit(one: str, other: str, same: bool) -> None:
    assert agrees(money(one), money(other)) is same
    assert agrees(money(other), money(one)) is same


def test_amounts_printed_in_yuan_must_agree_to_the_yuan() -> None:
    assert not agrees_exactly(money("500000元"), money("499999元"))
    assert agrees_exactly(money("50万元"), money("499999元"))
    assert added([money("3万元"), money("200元")]) == Money(Decimal(30200), Decimal(10000))


@pytest.mark.parametrize(
    ("text", "as_written"),
    [("10000000元", "1,000万元"), ("6746.77万元", "6,746.77万元"), ("32760元", "32,760元"), ("552元", "552元"), ("0.5元", "0.5元"), ("0元", "0元")],
)
def test_amounts_are_said_as_people_write_them(text: str, as_written: str) -> None:
    assert said(money(text)) == as_written


# --- F501, F502, F510 -----------------------------------------------------------------------------------------------------


def costs(*rows: tuple[str, str] | tuple[str, str, str], **about: Any) -> list[tuple[str, str]]:
    made = [ind("cost", row[0], row[1], **({"description": row[2]} if len(row) == 3 else {})) for row in rows]
    return [(f.code, f.severity) for f in found(form(*made, **about))]


@pytest.mark.parametrize(
    ("rows", "about", "expected"),
    [
        ([("图书采购成本", "≤50万元")], {"name": "图书采购", "annual": "50万元"}, [("F510", "info")]),
        ([("图书采购成本（万元）", "≤50")], {"name": "图书采购", "annual": "50万元"}, [("F510", "info")]),
        ([("总成本", "50万")], {"name": "图书采购", "annual": "50万元"}, [("F510", "info")]),
        ([("总成本", "≤500万元")], {"name": "图书采购", "annual": "50万元"}, [("F501", "error")]),
        ([("监测成本", "≤60万元")], {"name": "草原生态监测", "annual": "80万元"}, [("F501", "warning")]),
        ([("师资费", "≤20万元"), ("场地费", "≤20万元")], {"name": "培训", "annual": "50万元"}, []),
        ([("师资费", "≤40万元"), ("场地费", "≤20万元")], {"name": "培训", "annual": "50万元"}, [("F501", "error")]),
        ([("项目总成本", "≤50万元"), ("其中场地费", "≤20万元")], {"name": "培训", "annual": "50万元"}, []),
        ([("项目总成本", "≤45万元"), ("人均成本", "≤500元/人")], {"name": "培训", "annual": "50万元"}, [("F501", "warning")]),
        ([("住宿费", "≤350元")], {"name": "会议", "annual": "3万元"}, []),
        ([("低保标准", "≥700元")], {"name": "低保", "annual": "300万元"}, []),
        ([("节约成本", "≥50万元")], {"name": "草原监测", "annual": "80万元"}, []),
        ([("工程总造价", "≤900万元")], {"name": "校舍建设", "annual": "300万元", "total": "900万元"}, []),
        ([("项目支出成本", "≤900万元")], {"name": "部门整体", "annual": "3000万元", "kind": "overall"}, []),
        ([("建设成本", "≤30万元", "每座监测站的建设成本")], {"name": "监测站", "annual": "90万元"}, []),
        ([("运行成本", "≤30万元", "每年的运行成本")], {"name": "监测站", "annual": "90万元"}, [("F501", "warning")]),
        ([("总成本", "≤30")], {"name": "网络租用", "annual": "30万元"}, []),
        ([("成本节约率", "≥5%")], {"name": "网络租用", "annual": "30万元"}, [("F502", "info")]),
        ([("设备费", "60-80万元")], {"name": "网络设备", "annual": "80万元"}, []),
    ],
)
def test_costs_against_the_budget(rows: list[Any], about: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert costs(*rows, **about) == expected


def test_each_half_is_compared_with_its_own_amount() -> None:
    rows = [ind("cost", "项目总成本", "≤900万元", annual=("项目总成本", "≤900万元"))]
    table = form(*rows, name="宿舍楼建设", total="900万元", annual="300万元", halves=True)
    (finding,) = found(table, rules=(CostBudgetMismatch,))
    assert finding.locus.period == "annual"
    assert "年度资金总额300万元" in finding.message


@pytest.mark.parametrize("name", ["项目总成本", "总成本控制", "预算控制数", "项目预算数", "工程总成本", "年度预算资金控制数", "总成本（万元）"])
def test_names_that_stand_for_the_whole(name: str) -> None:
    assert names_the_whole(name)


@pytest.mark.parametrize("name", ["设备购置成本", "物业管理成本", "宣传费", "人员经费"])
def test_names_that_say_something_of_their_own(name: str) -> None:
    assert not names_the_whole(name)


def test_a_part_is_known_by_its_name_or_by_a_list_it_stands_in() -> None:
    table = form(name="基层文化建设", texts={"overview": "资金用于设备购置、人员培训和场馆维护。"})
    assert names_a_part("设备购置费", table)
    assert names_a_part("场馆维护费用", table)
    assert names_a_part("首付款", table)
    assert not names_a_part("演出成本", table)
    assert names_a_part("宣传费", form(name="禁毒宣传和教育"))


def test_costs_cannot_be_compared_without_an_annual_amount() -> None:
    table = replace(form(ind("cost", "总成本", "≤30万元"), annual=None), amounts=Amounts(unit_unknown=("annual",)))
    (entry,) = verdict(table, rules=(CostBudgetMismatch,)).ledger
    assert entry.state == "skipped"
    assert "计量单位" in entry.reason


# --- F503 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "cost", "annual", "wrong"),
    [
        (("培训人数", "≥400人"), ("培训成本", "≤1500元/人"), "60万元", False), (("培训人数", "≥400人"), ("培训成本", "≤1500元/人"), "40万元", True),
        (("参训教师", "400名"), ("培训成本", "≤1500元/人"), "40万元", True), (("护林员", "100人"), ("补助标准", "800元/人·月"), "96万元", False),
        (("护林员", "100人"), ("误工补助", "100元/人·天"), "1万元", False), (("设备", "20台（套）"), ("购置单价", "≤3万元/台"), "90万元", True),
        (("施肥面积", "2万亩"), ("亩均成本", "≤40元"), "80万元", False), (("施肥面积", "2万亩"), ("亩均成本", "≤40元"), "30万元", True),
        (("义诊场次", "12场"), ("单位义诊成本", "≤5000元"), "6万元", False), (("系统运行天数", "≥365天"), ("单位成本", "≤2万元"), "60万元", False),
        (("病床数", "60张"), ("单位能耗成本", "≤300元"), "90万元", True), (("新建墓位数", "400个"), ("每个图书室补助标准", "≤2.5万元/个"), "30万元", False),
        (("开放图书室数量", "12个"), ("每个图书室补助标准", "≤2.5万元/个"), "60万元", True), (("托养人数", "100人"), ("每人每月补贴", "≤1000元/人"), "120万元", False),
        (("托养人数", "100人"), ("每人每月补贴", "≤1000元/人"), "10万元", True), (("送餐老人", "100人"), ("每人每天餐补", "≤10元/人"), "30万元", False),
    ],
)
def test_unit_cost_times_quantity(quantity: tuple[str, str], cost: tuple[str, str], annual: str, wrong: bool) -> None:
    table = form(ind("quantity", *quantity), ind("cost", *cost), name="样例", annual=annual)
    assert ("F503" in [finding.code for finding in found(table)]) is wrong


def test_two_quantities_of_one_unit_tell_nothing() -> None:
    rows = [ind("quantity", "学员", "400人"), ind("quantity", "讲师", "10人"), ind("cost", "培训成本", "≤1500元/人")]
    assert "F503" not in [finding.code for finding in found(form(*rows, annual="10万元"))]


# --- F504, F505 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "total", "right"),
    [
        ({"fiscal": "180万元", "central": "120万元", "provincial": "60万元", "other": "20万元"}, "200万元", True),
        ({"fiscal": "180万元", "central": "120万元", "provincial": "60万元"}, "200万元", False),
        ({"fiscal": "80万元", "fund": "20万元"}, "100万元", True), ({"local": "60万元", "municipal": "40万元", "county": "20万元"}, "60万元", True),
        ({"fiscal": "40万元", "carryover": "10万元"}, "50万元", True), ({"fiscal": "50万元", "carryover": "10万元"}, "50万元", True),
        ({"fiscal": "0元", "central": "30万元", "local": "20万元"}, "50万元", True), ({"central": "30万元", "self_raised": None}, "50万元", False),
    ],
)
def test_parts_of_a_source_are_not_counted_twice(sources: dict[str, str | None], total: str, right: bool) -> None:
    table = form(name="样例", annual=total, sources={"annual": sources})
    assert (not found(table, rules=(SourcesSumMismatch,))) is right


def test_readings_of_plain_sources_are_one_sum() -> None:
    assert [sum_.yuan for sum_ in readings({"central": money("3万元"), "other": money("1万元")})] == [40000]


def test_a_source_of_unknown_unit_is_not_checked() -> None:
    table = form(name="样例", annual="50万元", sources={"annual": {"central": "30万元", "other": None}})
    table = replace(table, amounts=replace(table.amounts, unit_unknown=("sources.annual.other",)))
    (entry,) = verdict(table, rules=(SourcesSumMismatch,)).ledger
    assert entry.state == "skipped"


@pytest.mark.parametrize(
    ("about", "wrong"),
    [
        ({"attribute": "一次性项目（1年结束）"}, True), ({"attribute": "一次性", "period": "12个月"}, True), ({"attribute": "一次性", "period": "2024年"}, True),
        ({"attribute": "一次性", "period": "2024年3月-2025年2月"}, False), ({"attribute": "一次性", "period": "三年"}, False), ({"attribute": "一次性"}, False),
        ({"attribute": "经常性", "period": "1年"}, False), ({"attribute": "一次性", "start": "2024-01-01", "end": "2024-12-31"}, True),
    ],
)
def test_only_one_off_projects_within_a_year_need_equal_totals(about: dict[str, Any], wrong: bool) -> None:
    assert bool(found(form(name="样例", total="90万元", annual="60万元", **about), rules=(OneYearTotalDiffers,))) is wrong


# --- F506 -----------------------------------------------------------------------------------------------------------------


def listed(name: str, annual: str, **about: Any) -> list[str]:
    return [finding.message for finding in found(form(name=name, annual=annual), rules=(BudgetListMismatch,), **about)]


def test_rows_of_one_name_may_be_added_up() -> None:
    rows = [("乡村医生补助", "30万元"), ("乡村医生补助", "20万元")]
    assert listed("乡村医生补助", "50万元", budget=rows) == []
    assert listed("乡村医生补助", "20万元", budget=rows) == []
    assert len(listed("乡村医生补助", "60万元", budget=rows)) == 1
    assert listed("乡村医生补助", "60万元", budget=rows, carryover=[("乡村医生补助", "10万元")]) == []


def test_a_fuzzy_name_must_be_the_only_one_and_free() -> None:
    assert len(listed("农村饮水安全巩固提升工程项目", "50万元", budget=[("农村饮水安全巩固提升工程", "60万元")])) == 1
    assert len(listed("农村饮水安全巩固提升工程监理", "50万元", budget=[("农村饮水安全巩固提升工程", "60万元")])) == 0  # another project
    assert len(listed("农村饮水安全巩固提升工程建设", "50万元", budget=[("农村饮水安全巩固提升工程建造", "60万元")])) == 1
    assert listed("城区道路保洁服务外包第一标段", "50万元", budget=[("城区道路保洁服务外包第二标段", "60万元")]) == []


def test_tables_that_share_a_name_are_not_told_apart() -> None:
    tables = [form(name="设备购置", annual="50万元"), form(name="设备购置", annual="3万元")]
    assert found(*tables, rules=(BudgetListMismatch,), budget=[("设备购置", "53万元")]) == []


def test_without_a_budget_list_nothing_is_checked() -> None:
    (entry,) = verdict(form(name="设备购置"), rules=(BudgetListMismatch,)).ledger
    assert (entry.state, entry.reason) == ("skipped", "本文件没有项目支出预算表")


# --- F507 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "annual", "text"),
    [
        ("学前教育生均公用经费", "80万元", "2024年预计需要资金95万元，用于幼儿园日常运转。"), ("学前教育生均公用经费", "80万元", "项目预算金额：95万元。"),
        ("学前教育生均公用经费", "80万元", "按每生每年600元测算，全年共需92.4万元。"), ("政务云运维", "120万元", "政务云运维经费预算150万元。"),
        ("流域治理", "500万元", "根据县里批复，2024年核定本项目资金600万元。"), ("机关水费", "15万元", "2024年机关水费预计支出18万元。"),
        ("机关水费", "15万元", "办公楼10万元、档案馆8万元，合计18万元。"), ("营养改善计划", "600万元", "营养改善计划每年需要资金750万元，惠及学生1.2万人。"),
        ("公益性岗位", "90万元", "公益性岗位补贴每年需要120万元。"), ("文化惠民演出", "25万元", "全年演出预算资金三十万元。"),
        ("敬老院护理", "60万元", "项目总预算72万元，全部由区级财政承担。"), ("校舍安防", "26万元", "2024年共需经费32万元，分两批拨付。"),
        ("物业服务", "15万元", "服务期三年，每年需25万元。"),
    ],
)
def test_statements_of_need_that_differ(name: str, annual: str, text: str) -> None:
    assert len(found(form(name=name, annual=annual, texts={"overview": text}), rules=(AmountInTextMismatch,))) == 1


@pytest.mark.parametrize(
    ("name", "annual", "text"),
    [
        ("学前教育生均公用经费", "80万元", "按照每生每年600元标准安排，2024年需80.2万元。"), ("政务云运维", "120万元", "购置服务器需30万元，系统升级需40万元。"),
        ("政务云运维", "120万元", "合同总金额360万元，分三年支付。"), ("政务云运维", "120万元", "2021年-2023年共投入资金360万元。"),
        ("政务云运维", "120万元", "上年度政务云运维支出150万元。"), ("流域治理", "500万元", "该工程概算总投资3.2亿元。"),
        ("流域治理", "500万元", "省里下达我市中央预算内资金2300万元。"), ("流域治理", "500万元", "建成后每年节约成本60万元，带动增收120万元。"),
        ("养老服务补贴", "200万元", "惠及老人3000人，截至2023年底累计拨付600万元。"), ("乡村振兴", "300万元", "预算不超过500万元的项目由镇政府审批。"),
        ("困难群众救助", "50万元", "中央财政困难群众救助资金5000万元由省统筹。"), ("应急储备", "40万元", "储备物资价值达到400万元。"), ("工会经费", "8万元", "工资总额400万元。"),
        ("公车运行", "20万元", "公务用车10辆，每辆车年运行费2.2万元。"), ("机关水费", "15万元", "2024年机关水费预计支出约16万元。"),
        ("改制职工安置", "300万元", "安置费用总额2600万元，分年支付，已支付2000万元。"), ("物业服务", "30万元", "三年物业服务费90万元。"),
        ("物业服务", "30万元", "服务期限三年，共需资金90万元。"), ("小区改造配套", "200万元", "改造共需资金1500万元，申请上级补助1300万元。"),
        ("书房建设", "50万元", "场馆建设共需资金320万元，由文旅集团承担270万元。"),
    ],
)
def test_amounts_that_are_not_this_years_need(name: str, annual: str, text: str) -> None:
    assert found(form(name=name, annual=annual, texts={"overview": text}), rules=(AmountInTextMismatch,)) == []


def test_one_finding_a_field_that_names_both_totals() -> None:
    table = form(name="水文站", total="60万元", annual="20万元", texts={"plan": "今年共需经费33万元。明年共需经费35万元。"})
    (finding,) = found(table, rules=(AmountInTextMismatch,))
    assert finding.locus.name == "plan"
    assert "33万元" in finding.message
    assert "20万元" in finding.message
    assert "60万元" in finding.message


# --- F509 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([(3, "30%"), (6, "20%"), (12, "100%")], ["低于"]), ([(3, "25"), (6, "50%"), (12, "100%")], ["没有百分号"]), ([(6, "50%"), (12, "90%")], ["不是100%"]),
        ([(6, "-5%"), (12, "100%")], ["不在0—100%"]), ([(3, "90"), (6, "60%"), (10, "90%")], ["没有百分号", "低于"]),
        ([(3, "30%"), (6, "60%"), (10, "90%")], []), ([(3, "30"), (6, "60"), (12, "100")], []), ([(3, "0.3"), (6, "0.6"), (12, "1")], []),
        ([(3, None), (12, "100%")], []), ([(3, "按进度"), (12, "90%")], []), ([], []), ([(12, "100％")], []), ([(12, "100%"), (3, "30%")], []),
    ],
)
def test_spending_plans(plan: list[tuple[int, str | None]], words: list[str]) -> None:
    findings = found(form(name="样例", plan=plan), rules=(SpendingPlanInvalid,))
    assert len(findings) == bool(words)
    assert all(word in finding.message for finding in findings for word in words)
