"""Measurability rules beyond their own cases: which values can be measured, over many kinds of agency."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from linter.checks.base import Rule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.measurability import RULES
from linter.checks.measurability.criteria import example_for
from linter.checks.measurability.unmeasurable_target import UnmeasurableTarget
from linter.checks.rate_names import bare_name, is_rate_name, is_unitless_name
from linter.checks.sanity import RULES as SANITY
from linter.finding import Finding
from linter.submission import Category


def check(*rows: Any, rules: tuple[type[Rule], ...] = (*RULES, *SANITY), halves: bool = False) -> list[Finding]:
    table = form(*rows, halves=halves)
    return list(run([rule() for rule in rules], Context(document(table)), strict=True).findings)


def codes(category: Category, name: str, target: str, **columns: str) -> list[str]:
    return [finding.code for finding in check(ind(category, name, target, **columns))]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("timeliness", "校舍维修完成时间", "按时完成"), ("timeliness", "工程进度", "达到计划进度"), ("timeliness", "资金拨付", "按合同约定时间支付"),
        ("timeliness", "政策执行期", "长期"), ("timeliness", "防疫物资到位", "即到即发"), ("timeliness", "平台建设", "完成采购"),
        ("quality", "桥梁质量", "合格"), ("quality", "课堂教学", "提升教师教学能力"), ("quality", "资金使用", "专款专用"),
        ("quality", "演出水平", "优良"), ("quality", "内控制度", "严格执行相关制度规定"), ("quality", "系统功能", "满足业务需求"),
        ("economic", "农民收入", "增加"), ("economic", "国有资产", "保值增值"),
        ("social", "群众获得感", "显著增强"), ("social", "文化传承", "弘扬优秀传统文化"), ("social", "基层治理", "得到改善"),
        ("ecological", "生态环境", "持续向好"), ("ecological", "污水处理", "达标排放"), ("ecological", "垃圾处理", "无害化处理"),
        ("sustainability", "管护机制", "建立健全长效机制"), ("sustainability", "人才队伍", "稳定"),
        ("satisfaction", "家长认可度", "较高"), ("social", "公共交通", "无障碍出行条件改善"),
    ],
)
def test_values_nobody_can_measure(category: Category, name: str, target: str) -> None:
    assert codes(category, name, target) == ["M301"]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("timeliness", "校舍维修完成时间", "2024年底前"), ("timeliness", "完成时间", "当年完成"), ("timeliness", "补助发放", "春节前发放到位"),
        ("timeliness", "低保金发放", "按月发放"), ("timeliness", "工期", "90个日历天"), ("timeliness", "供水服务", "全年不间断"),
        ("timeliness", "抢修响应", "2小时内"), ("timeliness", "任务完成", "第四季度"), ("timeliness", "公示", "每季度末公示"),
        ("quality", "堤防工程", "竣工验收合格"), ("quality", "课题", "通过省级验收并结题"), ("quality", "水质", "Ⅲ类及以上"),
        ("quality", "出水水质", "达到一级A标准"), ("quality", "医院等级", "三级甲等"), ("quality", "种子", "达到国标二级以上"),
        ("quality", "饮用水", "符合《生活饮用水卫生标准》"), ("quality", "设备", "符合招标文件技术参数要求"), ("quality", "护理员", "持证上岗"),
        ("quality", "实验室", "取得CMA资质证书"), ("quality", "审计结论", "无重大违规问题"), ("quality", "引进人才", "博士研究生及以上学历"),
        ("quality", "系统", "完成三级等保测评"), ("quality", "规划成果", "编制完成专项规划文本和图纸"), ("quality", "参保", "应保尽保"),
        ("social", "食品安全", "不发生食品安全事件"), ("social", "信访", "无群体性上访"), ("social", "考核等次", "年度考核优秀"),
        ("social", "泳池", "建成并向社会开放"), ("ecological", "空气质量", "优于上年"), ("ecological", "尾矿库", "零溃坝"),
        ("economic", "财政收入", "不低于上年水平"), ("sustainability", "管网使用年限", "三十年"), ("social", "是否通过复评", "是"),
    ],
)
def test_values_that_can_be_measured(category: Category, name: str, target: str) -> None:
    assert codes(category, name, target) == []


def test_benefits_are_a_hint_and_the_rest_a_warning() -> None:
    found = check(ind("social", "社会影响", "显著"), ind("quality", "讲解质量", "良好"))
    assert {finding.locus.name: finding.severity for finding in found} == {"社会影响": "info", "讲解质量": "warning"}


@pytest.mark.parametrize("scale", ["优", "良好", "优良中差", "优/良/中/差", "好、一般、差", "高中低", "达到", "是", "有"])
def test_declared_scales_are_left_alone(scale: str) -> None:
    assert codes("quality", "展陈效果", scale, sign="定性") == []
    assert codes("cost", "能耗控制", scale, sign="定性") == []


def test_a_scale_must_be_declared_and_a_declared_value_on_a_scale() -> None:
    assert codes("quality", "展陈效果", "优") == ["M301"]
    assert codes("quality", "展陈效果", "得到提升", sign="定性") == ["M301"]


def test_a_frequency_beside_a_vague_word_answers_only_where_a_time_is_asked_for() -> None:
    assert codes("timeliness", "垃圾清运", "每日及时清运") == []
    assert codes("quality", "环境卫生", "每日保持良好") == ["M301"]


def test_passing_counts_where_the_basis_names_the_inspection() -> None:
    assert codes("quality", "课桌椅质量", "合格", basis="以省质检院检验报告为准") == []
    assert codes("quality", "课桌椅质量", "合格", basis="实际工作需要") == ["M301"]


@pytest.mark.parametrize(
    ("category", "name", "target", "code"),
    [
        ("quality", "及时率", "及时及时", "V405"), ("quantity", "接种率", "提高", "M305"), ("cost", "物业费", "按标准", "M303"),
        ("satisfaction", "满意度", "满意", "M305"), ("quantity", "巡查村数", "所有行政村", "M303"), ("social", "覆盖率", "全覆盖", "M305"),
        ("social", "工作效率", "提高", "M301"), ("timeliness", "拨付及时率", "全年", "M305"),
    ],
)
def test_one_fault_is_said_once_by_the_most_specific_rule(category: Category, name: str, target: str, code: str) -> None:
    assert codes(category, name, target) == [code]


def test_equal_halves_are_one_place_and_a_fault_in_one_half_names_it() -> None:
    both = check(ind("quality", "讲解质量", "良好"), halves=True)
    assert [finding.locus.period for finding in both] == [None]
    one = check(ind("quality", "讲解质量", "≥95分", annual=("讲解质量", "良好")), halves=True)
    assert [finding.locus.period for finding in one] == ["annual"]


def test_preset_categories_are_skipped() -> None:
    assert codes("management", "财务制度健全性", "健全") == []
    assert codes("impact", "长效管理机制", "健全") == []
    assert codes("management", "资金到位率", "到位") == []


@pytest.mark.parametrize(
    ("name", "target", "found"),
    [
        ("门诊满意度", "≥85", True), ("门诊满意度（%）", "≥85", False), ("抢修时间（小时）", "2", False), ("藏书量（单位：册）", "5000", False), ("培训人数/人", "300", False),
        ("培训人数（含外聘）", "300", True), ("差错率", "0", False), ("超时次数", "0", False), ("知识产权指数", "≥60", False), ("师生比", "1:18", False), ("培训人数", "300人", False),
        ("容积率", "≤1.8", False), ("扫描页数（万页）", "60", False), ("接待游客（万人次）", "≥120", False), ("改良面积/千亩", "≥6", False),
    ],
)
def test_where_a_unit_may_stand(name: str, target: str, found: bool) -> None:
    assert codes("quality", name, target) == (["M302"] if found else [])


def test_the_remedy_for_a_rate_shows_its_own_number() -> None:
    (finding,) = check(ind("satisfaction", "门诊满意度", "≥85"))
    assert "≥85%" in finding.help


@pytest.mark.parametrize(
    ("name", "target", "description", "found"),
    [
        ("阅读量", "提高20%", None, True), ("阅读量", "较2023年提高20%", None, False), ("阅读量", "提高到20%", None, False), ("阅读量同比增幅", "增长20%", None, False),
        ("阅读量", "提高20%", "与上年同期相比", False), ("投诉下降率", "5%", None, False), ("新增床位", "增加20张", None, False), ("产值", "年均增长6%", None, False),
        ("产值", "翻一番，增长1倍", None, True), ("用水量", "从30%降低到25%", None, False),
    ],
)
def test_changes_need_something_to_compare_with(name: str, target: str, description: str | None, found: bool) -> None:
    columns = {"description": description} if description else {}
    assert ("M304" in codes("social", name, target, **columns)) is found


@pytest.mark.parametrize("name", ["合格率", "知晓率（%）", "群众满意度", "是否满意", "参保率:", "发芽率 (≥)", "满意率"])
def test_names_of_rates(name: str) -> None:
    assert is_rate_name(name)


@pytest.mark.parametrize("name", ["工作效率", "巡查频率", "发射功率", "贷款利率", "分辨率", "认可度", "满意程度", "率先完成", ""])
def test_names_that_are_no_rates(name: str) -> None:
    assert not is_rate_name(name)


def test_bare_names() -> None:
    assert bare_name("知晓率（%）：") == "知晓率"
    assert bare_name("（%）") == "(%)"
    assert is_unitless_name("居民消费价格指数")


@pytest.mark.parametrize("category", get_args(Category))
def test_every_category_has_an_example_that_passes(category: Category) -> None:
    for example in example_for(category).strip("“”").split("”或“"):
        assert codes(category, "某项", example) == [], example


def test_the_message_quotes_the_value_and_says_what_is_wrong_with_it() -> None:
    (finding,) = check(ind("timeliness", "配送时效", "及时"), rules=(UnmeasurableTarget,))
    assert "“及时”" in finding.message
    assert "期限" in finding.message
