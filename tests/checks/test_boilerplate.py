"""Boilerplate rules beyond their own cases: clusters, series, periods, what is a citation and what a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linter.checks.base import Rule
from linter.checks.boilerplate.annual_copies_total import AnnualCopiesTotal, project_months
from linter.checks.boilerplate.copied_between_projects import CopiedBetweenProjects
from linter.checks.boilerplate.drag_fill import DragFill
from linter.checks.boilerplate.identical_fields import IdenticalFields
from linter.checks.boilerplate.identical_indicators import IdenticalIndicators
from linter.checks.boilerplate.name_restated import NameRestated
from linter.checks.boilerplate.projects import project_key
from linter.checks.cases import document, form, ind
from linter.checks.citations import cites_only
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.own_name import only_name
from linter.finding import Verdict
from linter.submission import TargetTable
from tests.hanging import no_hanging

LONG = "购置便携式水质检测箱四十套，配发到各乡镇供水站，按月检测并公示结果"


def check(rule: type[Rule], *tables: TargetTable, beside: tuple[type[Rule], ...] = ()) -> Verdict:
    return run([rule(), *(other() for other in beside)], Context(document(*tables)), strict=True)


# --- B201, B202 ---------------------------------------------------------------------------------------------------------


def test_a_cluster_is_placed_at_its_first_field_and_names_all_others() -> None:
    table = form(texts={"annual_goal": LONG, "measures": LONG, "total_goal": f"一、{LONG}。", "plan": "三月招标，九月验收。"})
    (finding,) = check(IdenticalFields, table).findings
    assert finding.locus.name == "measures"
    assert [locus.name for locus in finding.related] == ["total_goal", "annual_goal"]


def test_similarity_is_levenshtein_at_nine_tenths_of_the_normalised_text() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    assert check(IdenticalFields, form(texts={"overview": text, "plan": text[:18] + "天地"})).findings
    assert not check(IdenticalFields, form(texts={"overview": text, "plan": text[:17] + "天地人"})).findings


def test_a_dragged_series_silences_the_cluster_it_is() -> None:
    texts = {key: f"保障{2024 + n}年全市气象观测站网稳定运行及设备更新维护"
             for n, key in enumerate(("overview", "basis", "necessity"))}
    findings = check(IdenticalFields, form(texts=texts), beside=(DragFill,)).findings
    assert [f.code for f in findings] == ["B202"]


@pytest.mark.parametrize(("numbers", "found"), [
    ((2024, 2025, 2026), 1), ((2024, 2025), 1), ((2023, 2024), 0), ((7, 8), 0), ((7, 8, 9), 1), ((2024, 2026, 2028), 0),
    ((2026, 2025, 2024), 0), ((2024, 2024, 2024), 0),
])
def test_series(numbers: tuple[int, ...], found: int) -> None:
    texts = {key: f"安排{n}年度支出" for key, n in zip(("basis", "necessity", "measures"), numbers, strict=False)}
    assert len(check(DragFill, form(texts=texts)).findings) == found


def test_only_one_number_of_a_series_may_rise() -> None:
    texts = {key: f"{n}年补助{n - 2000}个村" for key, n in zip(("basis", "plan", "total_goal"), (2024, 2025, 2026), strict=True)}
    assert check(DragFill, form(texts=texts)).findings == ()


# --- B203 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("about", "months"), [
    ({"period": "1年"}, 12), ({"period": "三年"}, 36), ({"period": "2023-2025年"}, 36), ({"period": "2024年"}, 12),
    ({"period": "18个月"}, 18), ({"period": "2023年3月至2024年2月"}, 12), ({"period": "20240101-20241231"}, 12),
    ({"period": "2024.01-2026.06"}, 30), ({"start": "2024-01-01", "end": "2025-12-31"}, 24),
    ({"attribute": "一次性项目（1年结束）"}, 12), ({"attribute": "阶段性项目"}, 24), ({"attribute": "经常性项目"}, None), ({}, None),
    ({"start": "2024-01-01"}, None),
])
def test_how_long_a_project_runs(about: dict[str, str], months: int | None) -> None:
    duration = project_months(form(**about))
    assert (duration[0] if duration else None) == months


def test_without_a_period_the_goals_are_not_judged() -> None:
    verdict = check(AnnualCopiesTotal, form(texts={"total_goal": LONG, "annual_goal": LONG}))
    assert verdict.findings == ()
    assert verdict.ledger[0].state == "skipped"


# --- B204, B207 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "《中华人民共和国水法》第二十一条、《城镇供水条例》。", "国发〔2021〕5号、财预〔2015〕88号", "省水利厅2020年印发《农村供水管理办法》（水农〔2020〕12号）",
    "根据《政府采购法》及相关规定",
])
def test_citations(text: str) -> None:
    assert cites_only(text)


@pytest.mark.parametrize("text", [
    "按照《政府采购法》组织招标，专人验收，分两批支付合同款", LONG, "严格执行《内部控制规范》，每季度通报一次进度，超期的约谈承办单位",
])
def test_texts_that_say_something_besides(text: str) -> None:
    assert not cites_only(text)


def test_a_copied_text_is_one_finding_at_the_first_table_whatever_the_number_of_projects() -> None:
    tables = [form(name=f"{village}村供水站检测", texts={"overview": LONG}) for village in "东南西北中"]
    (finding,) = check(CopiedBetweenProjects, *tables).findings
    assert finding.locus.table_index == 0
    assert [(locus.table_index, locus.name) for locus in finding.related] == [(n, "overview") for n in range(1, 5)]
    assert "等5个项目" in finding.message


def test_overall_forms_are_not_compared_with_projects() -> None:
    overall = form(name="部门整体支出", kind="overall", texts={"annual_goal": LONG})
    assert check(CopiedBetweenProjects, overall, form(name="水质检测", texts={"annual_goal": LONG})).findings == ()


@pytest.mark.parametrize(("one", "other", "same"), [
    ("校舍维修", "校舍维修（上年结转）", True), ("校舍维修", "校舍维修资金结转", True), ("设备购置（1）", "设备购置（2）", False),
    ("2023年校舍维修", "2024年校舍维修", False),
])
def test_when_two_names_are_one_project(one: str, other: str, same: bool) -> None:
    assert (project_key(one) == project_key(other)) is same


def test_shared_rows_are_counted_against_the_larger_set() -> None:
    rows = [ind("quantity", f"第{n}类样品数", f"≥{n}份") for n in range(1, 9)]
    full, part = form(*rows, name="土壤普查"), form(*rows[:6], name="水质普查")
    assert check(IdenticalIndicators, full, part).findings == ()
    assert len(check(IdenticalIndicators, full, replace(part, indicators=full.indicators[:7])).findings) == 1


def test_hundreds_of_different_projects_are_compared_quickly() -> None:
    letters = [chr(0x4E00 + n) for n in range(3000)]

    def text(seed: int, size: int) -> str:
        return "".join(letters[(seed * 7919 + n * n * 31 + n * seed) % 3000] for n in range(size))

    tables = [
        form(ind("quantity", text(n + 5000, 6), f"≥{n}个"), name=text(n, 8),
             texts={key: text(n * 10 + k, 90 + n % 20) for k, key in enumerate(("overview", "necessity", "plan", "total_goal"))})
        for n in range(300)
    ]
    context = Context(document(*tables))
    with no_hanging():
        run([CopiedBetweenProjects(), IdenticalIndicators()], context, strict=True)


# --- B208 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "text"), [
    ("乡村振兴衔接资金-产业路建设", "产业路建设"), ("学生营养改善计划补助资金", "2024年学生营养改善计划"), ("水费", "2024年度水费。"),
    ("基层文化站免费开放补助", "用于基层文化站免费开放"), ("防汛抗旱经费", "防汛、抗旱经费"), ("道路绿化养护（一标段）", "道路绿化养护"),
    ("2024年提前下达中央水利发展资金", "中央水利发展资金"), ("行政执法专用装备采购", "采购行政执法装备"),
])
def test_texts_that_are_the_name(name: str, text: str) -> None:
    assert only_name(text, name, verbs=True)


@pytest.mark.parametrize(("name", "text"), [
    ("水费", "单位水费"), ("物业管理费", "保洁、保安"), ("消防站建设项目", "消防站建设项目，占地5亩"), ("残疾人事业发展", "残疾人就业"),
    ("图书馆设备购置及安装调试服务", "购买设备"), ("", "完成"), ("会议费", "2024年"), ("养老服务", "养老服务补贴发放"),
])
def test_texts_that_are_not(name: str, text: str) -> None:
    assert not only_name(text, name, verbs=True)


def test_the_cluster_rule_speaks_first() -> None:
    table = form(name="档案整理费", texts={"overview": "档案整理费", "basis": "档案整理费。", "plan": "2024年档案整理"})
    findings = check(NameRestated, table, beside=(IdenticalFields,)).findings
    assert [(f.code, f.locus.name) for f in findings] == [("B201", "overview"), ("B208", "plan")]
