"""What ties a document's budget list, its target tables and its explanation together: C106, C107, C108, S606 and the matching of names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linter.checks.base import Rule
from linter.checks.budget_names import BudgetNames
from linter.checks.cases import document, form
from linter.checks.completeness.claim_mismatch import ClaimMismatch
from linter.checks.completeness.project_without_table import ProjectWithoutTable
from linter.checks.completeness.table_without_budget_line import TableWithoutBudgetLine
from linter.checks.consistency.name_mismatch import NameMismatch
from linter.checks.context import Context
from linter.checks.engine import run
from linter.finding import Verdict
from linter.form.money import parse_money
from linter.submission import BudgetLine, TargetTable


def check(rule: type[Rule], *tables: TargetTable, context: dict[str, Any] | None = None, **about: Any) -> Verdict:
    return run([rule()], Context(document(*tables, **about), **(context or {})), strict=True)


def rows(*names: str, amount: str = "30万元") -> tuple[BudgetLine, ...]:
    return tuple(BudgetLine("current", None, name, parse_money(amount)) for name in names)


# --- names ----------------------------------------------------------------------------------------------------------------

SAME = [
    ("中小学校园安保服务", "中小学校园安保服务费"), ("妇女“两癌”免费筛查", "妇女两癌免费筛查"), ("水库移民后期扶持资金", "水库移民后期扶持项目资金"), ("图书馆免费开放补助", "图书馆免费开放补助经费"),
    ("农村公路日常养护工程", "农村公路日常养护工程（结转）"), ("高标准农田管护", "高标准农田管户"), ("2024年村级公益事业奖补", "村级公益事业奖补"), ("残疾人托养服务补贴", "残疾人托养服务补助"),
    ("党建工作经费", "党建经费"), ("河长制工作", "河长制"),
]
OTHER = [
    ("校舍维修（第一批）", "校舍维修（第二批）"), ("东城小学改扩建", "西城小学改扩建"), ("2023年水利救灾资金", "2024年水利救灾资金"), ("乡镇卫生院一期", "乡镇卫生院二期"),
    ("小学教师培训", "幼儿体检补助"), ("初中营养餐", "高中营养餐"), ("图书购置", "图纸购置"), ("农业保险保费补贴", "畜牧良种补贴"),
]


@pytest.mark.parametrize(("name", "listed"), SAME)
def test_names_of_one_project(name: str, listed: str) -> None:
    table = form(name=name, annual="30万元")
    assert BudgetNames([table], rows(listed)).of(table)


@pytest.mark.parametrize(("name", "listed"), OTHER)
def test_names_of_two_projects(name: str, listed: str) -> None:
    table = form(name=name, annual="31万元")
    assert BudgetNames([table], rows(listed, amount="52万元")).of(table) is None


def test_equal_amounts_help_where_a_word_differs_but_never_over_a_number() -> None:
    table = form(name="乡镇水文站运行维护", annual="30万元")
    assert BudgetNames([table], rows("乡镇水文站维修维护")).of(table)
    assert BudgetNames([table], rows("乡镇水文站维修维护", amount="80万元")).of(table) is None
    numbered = form(name="乡镇水文站维护2", annual="30万元")
    assert BudgetNames([numbered], rows("乡镇水文站维护3")).of(numbered) is None


def test_the_match_must_be_mutual() -> None:
    near, far = form(name="农村饮水工程维修养护", annual="30万元"), form(name="农村引水工程维修养护站", annual="30万元", index=1)
    names = BudgetNames([near, far], rows("农村饮水工程维修养护费"))
    assert names.of(near)
    assert names.of(far) is None


def test_hundreds_of_unrelated_names_are_matched_quickly() -> None:
    letters = [chr(0x4E00 + n) for n in range(2000)]
    name = ["".join(letters[(seed * 131 + n * 17 + n * n) % 2000] for n in range(12)) for seed in range(600)]
    tables = [form(name=text, index=n) for n, text in enumerate(name[:300])]
    names = BudgetNames(tables, rows(*name[300:]))
    assert sum(names.of(table) is not None for table in tables) < 10


# --- C106 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [
    "中考考务费", "乡镇卫生院发热门诊改造", "动物疫病防控", "公益性岗位补贴", "图书馆古籍修复", "应急物资储备", "污水管网清疏", "法律援助办案补贴", "学校公用经费补助", "综合业务费-印刷费",
])
def test_a_row_without_table_is_found(missing: str) -> None:
    (finding,) = check(ProjectWithoutTable, form(name="河湖保洁"), budget=[("河湖保洁", "30万元"), (missing, "12.5万元")]).findings
    assert (finding.locus.kind, finding.locus.name, finding.locus.table_index) == ("budget_line", missing, None)
    assert finding.project_name is None
    assert "12.5万元" in finding.evidence


@pytest.mark.parametrize("listed", [
    "河湖保洁", "河湖保洁费", "河湖保洁（上年结转）", "河湖保洁项目", " 河湖 保洁", "综合整治-河湖保洁", "河湖、保洁", "住房公积金", "机关事业单位基本养老保险缴费", "定额公用经费",
])
def test_rows_that_need_no_other_table(listed: str) -> None:
    assert check(ProjectWithoutTable, form(name="河湖保洁", annual="12.5万元"), budget=[(listed, "12.5万元")]).findings == ()


def test_lists_of_another_level_are_not_compared() -> None:
    tables = [form(name=name) for name in ("课桌椅购置", "校车运行", "营养餐补助")]
    (entry,) = check(ProjectWithoutTable, *tables, budget=[("教育教学", "30万元"), ("后勤管理", "20万元"), ("学生资助", "9万元")]).ledger
    assert entry.state == "skipped"


@pytest.mark.parametrize(("context", "count"), [
    ({"budget_list": rows("护林员补助", "湿地保护")}, 0), ({"budget_list": rows("护林员补助", "湿地保护"), "whole_agency": True}, 1),
])
def test_a_list_of_the_user_counts_only_for_a_whole_agency(context: dict[str, Any], count: int) -> None:
    assert len(check(ProjectWithoutTable, form(name="护林员补助"), context=context).findings) == count


# --- C107 -----------------------------------------------------------------------------------------------------------------

LIST = [("河湖保洁", "30万元"), ("校车运行补助", "45万元"), ("综合业务费", "80万元"), ("乡村医生补贴（第一批）", "20万元")]


@pytest.mark.parametrize("name", [
    "中考考务费", "乡村医生补贴（第二批）", "发热门诊改造", "动物疫病防控", "公益性岗位补贴", "图书馆古籍修复", "应急物资储备", "河湖划界", "校车购置更新", "法律援助办案补贴", "2024年农机购置补贴",
])
def test_a_project_that_is_not_listed_is_found(name: str) -> None:
    findings = check(TableWithoutBudgetLine, form(name="河湖保洁"), form(name=name, annual="66万元"), budget=LIST).findings
    assert [(f.locus.kind, f.locus.table_index) for f in findings] == [("table", 1)]
    assert name in findings[0].message


@pytest.mark.parametrize("name", [
    "河湖保洁", "河湖、保洁", "河湖保洁费", "校车运行补助资金", "校车运行补助（结转）", "综合业务费-印刷费", "综合业务费—档案整理", "乡村医生补贴(第一批)", "1.河湖保洁", "基建-河湖保洁", "2024年校车运行补助",
])
def test_projects_that_are_listed(name: str) -> None:
    assert check(TableWithoutBudgetLine, form(name=name, annual="45万元"), budget=LIST).findings == ()


def test_a_name_inside_a_listed_one_is_not_clearly_another_project_where_the_amounts_agree() -> None:
    listed = [("学前幼儿资助", "26万元"), ("校车运行补助", "45万元")]
    for annual, count in (("26万元", 0), ("31万元", 1)):
        table = form(name="幼儿资助", annual=annual)
        assert len(check(TableWithoutBudgetLine, table, form(name="校车运行补助"), budget=listed).findings) == count
        assert len(check(ProjectWithoutTable, table, form(name="校车运行补助"), budget=listed).findings) == count


def test_carried_over_projects_are_listed_too_and_other_forms_need_no_row() -> None:
    assert check(TableWithoutBudgetLine, form(name="河湖划界"), budget=LIST, carryover=[("河湖划界", "8万元")]).findings == ()
    assert check(TableWithoutBudgetLine, form(name="渔业发展", kind="transfer"), form(name="整体", kind="overall"), budget=LIST).findings == ()


def test_without_a_list_the_rule_says_what_it_lacks() -> None:
    (entry,) = check(TableWithoutBudgetLine, form()).ledger
    assert entry.state == "skipped"
    assert "预算清单" in entry.reason


def test_a_list_given_by_the_user_is_named_in_the_message() -> None:
    (finding,) = check(TableWithoutBudgetLine, form(name="湿地保护"), context={"budget_list": rows("护林员补助")}).findings
    assert "所给的预算清单" in finding.message


# --- C108 -----------------------------------------------------------------------------------------------------------------

TABLES = tuple(form(name=name, annual=annual) for name, annual in (("河湖保洁", "30万元"), ("校车运行补助", "45万元"), ("课桌椅购置", "25万元")))
BUDGET = [("河湖保洁", "30万元"), ("校车运行补助", "45万元"), ("课桌椅购置", "25万元"), ("考务费", "10万元")]


@pytest.mark.parametrize(("text", "claims"), [
    ("2024年公开项目绩效目标5个，涉及项目金额100万元。", {"disclosed_count"}), ("2024年公开项目绩效目标3个，涉及项目金额130万元。", {"disclosed_amount"}),
    ("2024年公开8个项目绩效目标，涉及金额600万元。", {"disclosed_count", "disclosed_amount"}),
    ("2024年纳入绩效目标管理的二级项目3个，共计金额110万元。", {"project_count"}), ("2024年纳入绩效目标管理的二级项目4个，共计金额95万元。", {"project_amount"}),
    ("2024年公开项目绩效目标3个，涉及项目金额100万元。其中：新增项目1个，金额25万元；延续项目3个，金额75万元。", {"disclosed_count"}),
    ("2024年公开项目绩效目标3个，涉及项目金额100万元。其中：一般公共预算项目2个，金额75万元；政府性基金项目1个，金额35万元。", {"disclosed_amount"}),
])
def test_claims_that_do_not_hold(text: str, claims: set[str]) -> None:
    findings = check(ClaimMismatch, *TABLES, budget=BUDGET, narrative=[text]).findings
    assert {finding.locus.name for finding in findings} == claims
    assert all(finding.locus.kind == "claim" and finding.project_name is None for finding in findings)


@pytest.mark.parametrize("text", [
    "2024年公开项目绩效目标3个，涉及项目金额100万元。", "2024年纳入绩效目标管理的二级项目4个，共计金额110万元。", "2024年公开项目绩效目标3个，涉及项目金额1,000,000元。",
    "2024年公开项目绩效目标3个，涉及项目金额100万元。其中：新增项目1个，金额25万元；延续项目2个，金额75万元。",
    "2024年公开项目绩效目标3个，涉及项目金额100万元。其中：教育类重点项目1个，金额25万元；百万元以上项目0个，金额0万元。",
    "2023年纳入绩效目标管理的项目9个，涉及资金800万元。", "2024年对重点项目开展绩效评价2个。", "全面实施绩效管理，提高资金使用效益。", "共对9个项目开展绩效自评，涉及资金800万元。",
])
def test_claims_that_hold_or_cannot_be_compared(text: str) -> None:
    assert check(ClaimMismatch, *TABLES, budget=BUDGET, narrative=[text]).findings == ()


def test_an_amount_that_a_table_lacks_is_not_added_up() -> None:
    text = "2024年公开项目绩效目标4个，涉及项目金额900万元。"
    assert check(ClaimMismatch, *TABLES, form(name="考务费", annual=None), narrative=[text]).findings == ()


def test_claims_of_a_stored_parse_result_are_not_judged() -> None:
    stored = replace(document(*TABLES, narrative=["2024年公开项目绩效目标9个。"]), narrative=None)
    (entry,) = run([ClaimMismatch()], Context(stored)).ledger
    assert entry.state == "skipped"


# --- S606 -----------------------------------------------------------------------------------------------------------------


def test_the_row_is_related_and_the_table_is_the_place() -> None:
    (finding,) = check(NameMismatch, form(name="乡镇敬老院运转经费", annual="30万元"), budget=[("乡镇敬老院运转费", "30万元")]).findings
    assert (finding.locus.kind, finding.locus.table_index) == ("table", 0)
    assert [(place.kind, place.name) for place in finding.related] == [("budget_line", "乡镇敬老院运转费")]


@pytest.mark.parametrize(("name", "listed"), [
    ("河湖划界（二期）", "河湖划界二期"), ("农技推广", "农技推广（上年结转）"), ("“三馆一站”免费开放", "三馆一站免费开放"), ("校车 运行补助", "校车运行补助"),
])
def test_punctuation_and_marks_of_carried_over_money_are_no_mismatch(name: str, listed: str) -> None:
    assert check(NameMismatch, form(name=name, annual="30万元"), budget=[(listed, "30万元")]).findings == ()
