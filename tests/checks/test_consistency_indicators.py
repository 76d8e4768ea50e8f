"""Consistency of indicators beyond the rules' own cases: categories, halves, names and descriptions, over many kinds of agency."""

from __future__ import annotations

from typing import Any

import pytest

from linter.checks.base import CATEGORY_SAID, Rule
from linter.checks.cases import document, form, ind
from linter.checks.consistency.description_conflict import DescriptionConflict, thresholds_in
from linter.checks.consistency.duplicate_indicator import DuplicateIndicator
from linter.checks.consistency.halves_differ import HalvesDiffer
from linter.checks.consistency.misfiled_indicator import MisfiledIndicator
from linter.checks.context import Context
from linter.checks.engine import run
from linter.finding import Finding
from linter.submission import Category


def check(rule: type[Rule], *rows: Any, **about: Any) -> list[Finding]:
    return list(run([rule()], Context(document(form(*rows, **about))), strict=True).findings)


def misfiled(category: Category, name: str, target: str) -> list[Finding]:
    return check(MisfiledIndicator, ind(category, name, target))


@pytest.mark.parametrize(
    ("category", "name", "target", "right"),
    [
        ("quality", "受训护士人数", "≥120人", "quantity"), ("timeliness", "管网巡检次数", "≥24次", "quantity"), ("quality", "新增绿地面积（平方米）", "≥900", "quantity"),
        ("timeliness", "发放教材数量", "≥3000册", "quantity"), ("quality", "服务群众人次", "≥800人次", "quantity"), ("quality", "更新课桌数量", "≥200套", "quantity"), ("quality", "奖补农户户数", "≥90户", "quantity"),
        ("quality", "抢险响应及时性", "及时", "timeliness"), ("social", "救助金拨付及时率", "≥98%", "timeliness"), ("quantity", "泵站完工时间", "2024年9月底前", "timeliness"),
        ("economic", "贷款审批时限", "≤5天", "timeliness"), ("cost", "文物修复完成时间", "12月底前", "timeliness"), ("ecological", "苗木补植及时性", "及时", "timeliness"),
        ("quantity", "校舍维修验收合格率", "100%", "quality"), ("timeliness", "设备达标率", "≥98%", "quality"), ("social", "农房改造竣工验收", "通过", "quality"),
        ("economic", "仪器合格率（%）", "≥98", "quality"), ("sustainability", "信息系统验收通过率", "100%", "quality"),
        ("social", "就诊患者满意度", "≥90%", "satisfaction"), ("quality", "用水户满意率", "≥92%", "satisfaction"), ("sustainability", "职工满意程度", "满意", "satisfaction"),
        ("quantity", "设备购置成本", "≤45万元", "cost"), ("social", "展览布展费用", "≤12万元", "cost"), ("timeliness", "维护总成本", "≤9万元", "cost"),
        ("social", "预算执行率", "≥95%", "cost"), ("economic", "专项资金支付率", "100%", "cost"),
        ("timeliness", "护林员工作积极性", "提高", "social"), ("timeliness", "普查数据准确度", "准确", "quality"), ("social", "检验结论准确性", "准确", "quality"),
        ("timeliness", "改善村民居住环境", "改善", "social"), ("timeliness", "促进农民增收", "≥5%", "social"),
    ],
)
def test_indicators_in_the_wrong_place(category: Category, name: str, target: str, right: str) -> None:
    (finding,) = misfiled(category, name, target)
    assert f"“{CATEGORY_SAID[right]}”" in finding.help
    assert CATEGORY_SAID[category] in finding.message


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("social", "受益学生人数", "≥900人"), ("social", "接待游客人次", "≥2万人次"), ("ecological", "带动就业人数", "≥50人"), ("economic", "新增灌溉面积", "≥300亩"),
        ("quantity", "疫苗接种完成率", "≥95%"), ("quality", "宣传覆盖率", "≥90%"), ("quality", "政策知晓率", "≥85%"), ("quantity", "床位使用率", "≥80%"),
        ("quality", "审批效率", "≥95%"), ("social", "办案效率", "提高"), ("timeliness", "案件办结率", "≥90%"), ("timeliness", "热线接通率", "≥95%"), ("cost", "预算执行率", "≥95%"),
        ("social", "监控联网率", "100%"), ("ecological", "贷款逾期率", "≤1%"), ("quantity", "问题反馈率", "≥98%"), ("quantity", "数据录入率", "≥98%"),
        ("quality", "投诉次数", "≤3次"), ("quality", "医疗差错人数", "0人"), ("quality", "取得职业资格人数", "≥80人"), ("quality", "获奖数量", "≥3个"), ("timeliness", "超时办件数量", "≤5件"),
        ("timeliness", "每月巡查次数", "≥4次"), ("timeliness", "按时完成数量", "≥30项"), ("quality", "人均借阅册数", "≥3册"),
        ("ecological", "出境断面水质达标率", "≥95%"), ("ecological", "污水排放达标率", "100%"), ("social", "学生体质健康合格率", "≥92%"), ("social", "农产品抽检合格率", "≥97%"),
        ("timeliness", "验收时间", "2024年底前"), ("timeliness", "验收合格及时率", "≥95%"), ("quantity", "验收项目数量", "≥12个"), ("quality", "验收结果", "合格"),
        ("economic", "降低企业物流成本", "≥5%"), ("social", "门诊次均费用", "≤260元"), ("quantity", "缴纳费用", "12次"), ("timeliness", "支付水电费用", "按月支付"), ("social", "企业开办缩短时限", "≥1天"),
        ("sustainability", "档案保存时限", "≥30年"), ("timeliness", "提高审批速度", "≤3个工作日"), ("timeliness", "提升办事效率", "≥20%"), ("timeliness", "推动项目开工", "2024年6月底前"),
        ("satisfaction", "服务态度及时响应满意度", "≥90%"), ("management", "满意度", "≥90%"), ("impact", "信息报送及时性", "及时"), ("other", "培训费用", "≤5万元"), ("social", "满意度指标", "≥90%"),
        ("quality", "预测准确度", "≥90%"), ("social", "天气预报准确度", "≥90%"),
    ],
)
def test_indicators_that_may_stand_where_they_do(category: Category, name: str, target: str) -> None:
    assert misfiled(category, name, target) == []


def test_a_misfiled_row_of_two_halves_is_said_once() -> None:
    (finding,) = check(MisfiledIndicator, ind("social", "患者满意度", "≥90%", annual=("患者满意度", "≥92%")), halves=True)
    assert (finding.locus.name, finding.locus.period, finding.evidence) == ("患者满意度", None, "患者满意度")


def halves(total: str, annual: str, *, names: tuple[str, str] = ("管护面积", "管护面积"), **about: Any) -> list[Finding]:
    row = ind("quantity", names[0], total, annual=(names[1], annual))
    return check(HalvesDiffer, row, halves=True, **({"period": "1年"} | about))


@pytest.mark.parametrize(
    ("total", "annual"),
    [
        ("≥600人", "≥500人"), ("≥96%", "≥95%"), ("提高60%", "提高50%"), ("≤3天", "≥3天"), ("≤71万元", "≤70万元"), ("5公里", "6000米"), ("优", "良好"),
        ("2024年6月底前", "2024年9月底前"), ("10-20人", "10-30人"), ("≥98%", "98元"), ("全年", "半年"),
    ],
)
def test_halves_of_a_one_year_project_that_differ(total: str, annual: str) -> None:
    (finding,) = halves(total, annual)
    assert finding.locus.period is None
    assert total in finding.message
    assert annual in finding.message


@pytest.mark.parametrize(
    ("total", "annual"),
    [
        ("≥600人", "≥600人"), ("≥600人", "600人"), ("≥600人", "不少于600人"), ("≤71万元", "≤710000元"), ("5公里", "5000米"), ("100%", "100.0%"), ("=100%", "100%"), ("≥1.2万册", "≥12000册"),
        ("通过专家组评审", "通过专家组评"), ("按合同约定支付", "按合同约定支付。"), ("≥300人", "≥300名"), ("无", "≥3次"),
    ],
)
def test_halves_that_say_the_same(total: str, annual: str) -> None:
    assert halves(total, annual) == []


def test_halves_are_compared_only_in_one_year_projects() -> None:
    assert halves("≥9000亩", "≥3000亩", period="3年") == []
    assert halves("≥9000亩", "≥3000亩", period=None, start="2024-01-01", end="2026-12-31") == []
    assert len(halves("≥9000亩", "≥3000亩", period=None, attribute="一次性项目（1年结束）")) == 1


def test_without_a_period_nothing_is_claimed() -> None:
    row = ind("quantity", "管护面积", "≥9000亩", annual=("管护面积", "≥3000亩"))
    (entry,) = run([HalvesDiffer()], Context(document(form(row, halves=True))), strict=True).ledger
    assert entry.state == "skipped"
    assert "项目期" in entry.reason


def test_only_the_same_indicator_is_compared() -> None:
    assert halves("≥300户", "≤2万头", names=("受益牧户数", "草场载畜量")) == []
    assert len(halves("≥300户", "≥200户", names=("受益牧户数量", "受益牧户数"))) == 1


def duplicates(*rows: Any, **about: Any) -> list[Finding]:
    return check(DuplicateIndicator, *rows, **about)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("quantity", "购置数量"), ("quantity", "购置数量")), (("quantity", "任务完成率"), ("timeliness", "任务完成率")), (("quality", "验收合格率"), ("quality", "验收合格率。")),
        (("social", "受益农户数"), ("economic", "受益农户数")), (("quality", "1.水质合格率"), ("quality", "2.水质合格率")), (("cost", "成本控制数"), ("cost", "成本控制数：")),
        (("satisfaction", "学生满意度"), ("satisfaction", "学生 满意度")), (("quantity", "ＧＩＳ图层数"), ("quantity", "GIS图层数")), (("quality", "设备完好率（%）"), ("quality", "设备完好率(%)")),
        (("management", "制度健全性"), ("management", "制度健全性")), (("ecological", "减少排放量"), ("sustainability", "“减少排放量”")),
        (("quantity", "①添置设备数量"), ("quantity", "②添置设备数量")), (("quality", "指标1：竣工验收合格率"), ("quality", "指标2：竣工验收合格率")),
    ],
)
def test_the_same_name_twice(one: tuple[Category, str], other: tuple[Category, str]) -> None:
    (finding,) = duplicates(ind(*one, "≥1项"), ind("quality", "其他指标", "≥2%"), ind(*other, "≥3项"))
    assert finding.locus.row == 0
    assert [locus.row for locus in finding.related] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("购置课桌数量", "购置床铺数量"), ("一期工程完工时间", "二期工程完工时间"), ("农村小学教师培训人数", "农村中学教师培训人数"), ("购置数量（仪器）", "购置数量（防护服）"),
        ("甲型流感疫苗接种率", "乙型流感疫苗接种率"), ("第一季度巡查次数", "第二季度巡查次数"), ("A类病床数量", "B类病床数量"), ("合格率", "验收合格率"), ("0-3岁儿童体检率", "0-6岁儿童体检率"),
        ("数量指标", "数量指标"), ("指标1：检修台数", "指标2：更换台数"), ("指标库条数", "指标库版本数"), ("2023年度欠款偿还", "2024年度欠款偿还"),
    ],
)
def test_names_that_differ(one: str, other: str) -> None:
    assert duplicates(ind("quality", one, "≥1项"), ind("quality", other, "≥2项")) == []


def test_each_half_may_name_an_indicator_once() -> None:
    assert duplicates(ind("quantity", "播种面积", "≥900亩", annual=("播种面积", "≥300亩")), halves=True) == []
    apart = (ind("quantity", "播种面积", "≥900亩", annual=(None, None)), ind("quantity", None, None, annual=("播种面积", "≥300亩")))
    assert duplicates(*apart, halves=True) == []


def test_names_cut_off_by_the_source_are_compared_by_the_fuller_half() -> None:
    rows = (
        ind("quantity", "村级图书室新增图书", "≥900册", annual=("村级图书室新增图书数量", "≥900册")),
        ind("quantity", "村级图书室新增图书", "≥20个", annual=("村级图书室新增图书架数", "≥20个")),
    )
    assert duplicates(*rows, halves=True) == []


def test_three_alike_are_one_finding() -> None:
    (finding,) = duplicates(*(ind("cost", "成本控制数", f"≤{n}万元") for n in (5, 8, 12)))
    assert len(finding.related) == 2
    assert "3次" in finding.message


def described(target: str, **columns: str) -> list[Finding]:
    return check(DescriptionConflict, ind("quality", "冷链设备完好率", target, **columns))


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("≥99%", "冷链完好率大于95%"), ("≥99%", "达到95%以上"), ("≥90%", "省级考核要求不低于百分之95"), ("≤3天", "五日内修复，最长不超过5天"), ("≥60场", "计划不少于80场"),
        ("93%", "不低于95%的标准"), ("=12天", "不超过10天"), ("≥95%", "＞９０％"), ("≤5%", "控制在3%以内"), ("≥300人", "参加人数至少200人"), ("≥95%", "合格率≥98%；"),
    ],
)
def test_thresholds_that_differ(target: str, text: str) -> None:
    assert [finding.code for finding in described(target, description=text)] == ["S609"]
    assert [finding.code for finding in described(target, basis=text)] == ["S609"]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("≥95%", "冷链完好率大于95%"), ("≥95%", "不低于95.0%"), ("≥98%", "完好台数/总台数×100%"), ("≥92%", "上年大于90%"), ("≥95%", "≥90%得满分"), ("≥95%", "90%以上得8分"), ("≥12场", "每场不少于50人"),
        ("≥3000人", "65岁以上老年人"), ("100%", "国家标准不低于95%"), ("≥95%", "其中农村大于90%"), ("良好", "大于95%"), ("≥95%", "差错率不超过3%"), ("≥20所", "100人以上的学校"),
        ("≥20所", "30所以上的规模"), ("≥95%", "完好率达到考核要求"), ("≥5年", "不低于2023年"), ("≥95%", "检测标准≥98%，工作目标≥95%"),
    ],
)
def test_thresholds_that_agree_or_speak_of_something_else(target: str, text: str) -> None:
    assert described(target, description=text) == []


def test_the_finding_names_the_column() -> None:
    (finding,) = described("≥99%", description="冷链设备完好的比例", basis="规范要求大于95%")
    assert "指标值确定依据" in finding.message
    assert finding.evidence == "规范要求大于95%"


def test_thresholds_are_read_with_their_comparators() -> None:
    found = thresholds_in("合格率不低于98%，时间在3天以内，共12场，百分之90以上")
    assert [(t.comparator, str(t.number), t.unit) for t in found] == [(">=", "98", "%"), ("<=", "3", "天"), (">=", "90", "%")]
