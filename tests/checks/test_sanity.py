"""Value sanity: values that are written wrongly, cannot be, point the wrong way or do not suit the name; many kinds of agency."""

from __future__ import annotations

import pytest

from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.measurability import RULES as MEASURABILITY
from linter.checks.sanity import RULES as SANITY
from linter.checks.sanity.low_satisfaction import LowSatisfactionTarget
from linter.checks.sanity.malformed_target import MalformedTarget
from linter.checks.sanity.percentages import is_bounded, share_of
from linter.finding import Finding, Fix
from linter.submission import Category


def found(category: Category, name: str, target: str) -> list[Finding]:
    table = form(ind(category, name, target))
    return list(run([MalformedTarget(), *(rule() for rule in MEASURABILITY)], Context(document(table)), strict=True).findings)


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("优质优质", "两遍"), ("≥90%≥90%", "两遍"), ("≥", "只有比较符号"), ("≤%", "只有比较符号"), ("≥=≤30人", "比较符号"), ("≥5%较去年有所减少", "粘在一起"),
    ],
)
def test_what_is_said_about_a_malformed_value(target: str, word: str) -> None:
    (finding,) = found("quality", "灌溉水质", target)
    assert finding.code == "V405"
    assert word in finding.message


def test_a_doubled_number_can_be_mended_a_doubled_word_cannot() -> None:
    assert found("quality", "出勤率", "≥95%≥95%")[0].fixes[0].replacement == "≥95%"
    assert found("quality", "档案", "完整完整")[0].fixes == ()


@pytest.mark.parametrize("category", ["timeliness", "satisfaction", "cost", "quality"])
def test_the_remedy_suits_the_category(category: Category) -> None:
    (finding,) = found(category, "供暖", "按时按时")
    assert {"timeliness": "日前", "satisfaction": "≥90%", "cost": "万元", "quality": "≥95%"}[category] in finding.help


@pytest.mark.parametrize("target", ["促进校际交流提高", "≥95%", "每月≥2次", "10万元-15万元", "清清楚楚", "≥80%（含线上）", "95%以上"])
def test_other_values_are_not_malformed(target: str) -> None:
    assert "V405" not in [finding.code for finding in found("quality", "讲座", target)]


def check(category: Category, name: str, target: str, *, project: str = "社区图书室开放服务", **columns: str) -> list[Finding]:
    table = form(ind(category, name, target, **columns), name=project)
    return list(run([rule() for rule in (*SANITY, *MEASURABILITY)], Context(document(table)), strict=True).findings)


def codes(category: Category, name: str, target: str, *, project: str = "社区图书室开放服务", **columns: str) -> list[str]:
    return [finding.code for finding in check(category, name, target, project=project, **columns)]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("quality", "疫苗接种率", "≥120%"), ("quality", "苗木成活率", ">100%"), ("timeliness", "补贴发放及时率", "≥105%"), ("social", "控辍保学巩固率", "110%"),
        ("quality", "管网漏损下降率", "≥150%"), ("satisfaction", "患者满意度", "≥101%"), ("satisfaction", "游客评价", "≥105%"), ("quality", "路灯完好度", "≥108%"),
        ("social", "政策知晓率（%）", "≥110"), ("timeliness", "工程按期完成率", "不低于120%"), ("cost", "预算执行率", "≥200%"), ("social", "参保人员覆盖率", "95%-105%"),
        ("ecological", "森林火灾受害率", "≥1200‰"), ("social", "热线接通率", "一百二十成"), ("quality", "馆藏数字化率", "≥300"),
    ],
)
def test_percentages_that_cannot_be(category: Category, name: str, target: str) -> None:
    assert codes(category, name, target) == ["V401"]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("economic", "旅游收入增长率", "≥120%"), ("social", "服务能力提升度", "≥130%"), ("social", "公共服务提升率", "≥101%"), ("economic", "农户增收率", "≥150%"),
        ("social", "小学毛入学率", "≥103%"), ("quality", "病床使用率", "≤105%"), ("economic", "资产负债率", "≤120%"), ("economic", "国有资本保值增值率", "≥105%"),
        ("economic", "税收收入完成率", "≥103%"), ("cost", "成本控制率", "≤110%"), ("quality", "合格率", "=100%"), ("quality", "合格率", "≥100%"), ("ecological", "粮食自给率", "≥130%"),
        ("social", "学员就业率", "较上年提高120%"), ("quality", "路基压实度", "≥105%"), ("social", "孕产妇死亡率", "≤120/10万"), ("satisfaction", "旅客满意度", "≥110分"),
        ("quality", "满意率（分）", "≥110"), ("quality", "任务超额完成率", "≥105%"), ("quality", "早高峰公交载客率", "≤120%"), ("economic", "流动比率", "≥120%"),
        ("quality", "河道坡度", "≤120%"), ("ecological", "森林火灾受害率", "≤900‰"),
    ],
)
def test_percentages_that_may_be(category: Category, name: str, target: str) -> None:
    assert "V401" not in codes(category, name, target)


def test_an_impossible_bare_number_is_not_also_said_to_lack_its_unit() -> None:
    assert codes("social", "参训农民持证率", "≥110") == ["V401"]
    assert codes("social", "参训农民持证率", "≥90") == ["M302"]


def test_management_rows_are_left_alone() -> None:
    assert codes("management", "预算执行率", "≥120%") == []
    assert codes("management", "采购合格率", "≥100%") == []


@pytest.mark.parametrize(
    ("name", "target", "columns", "fixes"),
    [
        ("校车年检合格率", "≥100%", {}, (Fix("safe", "=100%"),)), ("救助覆盖率", "100%以上", {}, (Fix("safe", "=100%"),)),
        ("救助覆盖率", "不低于100.00%", {}, (Fix("safe", "=100%"),)), ("覆盖率（%）", "≥100", {}, (Fix("safe", "=100"),)),
        ("巡查率", "100", {"sign": "≥", "unit": "%"}, (Fix("safe", "="),)), ("巡查率", "≥100", {"unit": "%"}, (Fix("safe", "=100"),)),
        ("参训率", "≥100%（含线上）", {}, ()),
    ],
)
def test_at_least_hundred_can_be_mended_safely(name: str, target: str, columns: dict[str, str], fixes: tuple[Fix, ...]) -> None:
    (finding,) = check("quality", name, target, **columns)
    assert (finding.code, finding.fixes) == ("V402", fixes)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("产值增长率", "≥100%"), ("设备完好率", "=100%"), ("设备完好率", "100%"), ("设备完好率", "≥99.9%"), ("招商引资任务完成率", "≥100%"), ("设计强度", "≥100%"),
        ("毛入园率", "≥100%"), ("场地湿度", "≤100%"), ("提升应急救援覆盖率", "≥100%"),
    ],
)
def test_at_least_hundred_may_be_right(name: str, target: str) -> None:
    assert "V402" not in codes("quality", name, target)


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("cost", "检测试剂费用", "≥300元"), ("cost", "校舍维修总成本", ">45万元"), ("cost", "人均培训成本", "不低于450元/人·天"), ("cost", "人员工资", "≥50万元"),
        ("social", "医疗事故发生率", "≥1%"), ("quality", "水泵故障次数", "≥2次"), ("satisfaction", "学员投诉率", "≥2%"), ("economic", "贷款逾期率", "≥3%"), ("quality", "机房停机时长", "≥4小时"),
        ("satisfaction", "家长满意度", "≤95%"), ("quality", "饮用水检验合格率", "<99%"), ("social", "医保政策覆盖率", "≤98%"), ("satisfaction", "社会公众", "≤90%"),
        ("quantity", "购置课桌数量", "≤300套"), ("quantity", "人工造林面积", "≤500亩"), ("quantity", "免费体检人数", "≤2000人"),
    ],
)
def test_comparisons_that_run_the_wrong_way(category: Category, name: str, target: str) -> None:
    assert codes(category, name, target) == ["V403"]


def test_a_mere_quantity_takes_its_sense_from_the_project() -> None:
    assert codes("quantity", "设备数量", "≤20台", project="急救设备购置") == ["V403"]
    assert codes("quantity", "设备数量", "≤20台", project="公务用车购置") == []
    assert codes("quantity", "班级人数", "≤45人", project="中学扩建") == []


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("cost", "低保补助标准", "≥720元/人·月"), ("cost", "护理员津贴", "≥300元/人"), ("cost", "采购节约额", "≥3万元"), ("cost", "社会资本投入", "≥100万元"),
        ("economic", "村集体收入", "≥10万元"), ("quantity", "受理投诉件数", "≥500件"), ("quantity", "投诉件数", "≥500件"), ("quality", "无故障率", "≥99%"), ("quality", "零差错率", "≥98%"),
        ("social", "减少安全事故次数", "≥5次"), ("timeliness", "故障修复率", "≥98%"), ("social", "事故率", "较上年降低≥5%"), ("satisfaction", "投诉率", "≤1%"), ("quality", "不合格率", "≤2%"),
        ("social", "未覆盖率", "≤3%"), ("quantity", "举办会议次数", "≤4次"), ("quantity", "每班培训人数", "≤50人"), ("quantity", "入企检查次数", "≤2次"), ("quantity", "印刷份数", "不超过500份"),
        ("quantity", "电梯维修次数", "≤3次"), ("timeliness", "抢修天数", "≤3天"), ("satisfaction", "旅客差评率", "≤1%"), ("ecological", "水葫芦覆盖率", "≤3%"),
    ],
)
def test_comparisons_that_run_the_right_way(category: Category, name: str, target: str) -> None:
    assert "V403" not in codes(category, name, target)


def test_the_description_may_turn_the_comparison_round() -> None:
    assert codes("quantity", "更换路灯数量", "≤200盏", description="年更换数量越少越好") == []
    assert codes("cost", "口粮补助成本", "≥500元/人", basis="省定标准不低于500元") == []
    assert codes("quantity", "更换路灯数量", "≤200盏", description="全年更换的路灯") == ["V403"]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("timeliness", "报销及时率", "≤5天"), ("quality", "药品抽检合格率", "≥200批次"), ("social", "溺水事故率", "0起"), ("quality", "设备使用率", "≥2000小时"),
        ("timeliness", "工资发放及时率", "每月10日前"), ("timeliness", "验收及时率", "2024年底前"), ("quantity", "参训教师人数", "300个"), ("quantity", "接诊人次", "≥900个"), ("quantity", "巡诊次数", "≥60人"), ("cost", "管护成本", "≤95%"),
        ("quantity", "制种面积", "≥90%"), ("quantity", "送检数量", "100%"), ("quantity", "苗圃面积", "≥30个"), ("quality", "视频质量", "≤3误码率"), ("satisfaction", "好评率", "≥90分"),
    ],
)
def test_units_that_do_not_suit_the_name(category: Category, name: str, target: str) -> None:
    assert codes(category, name, target) == ["V404"]


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [
        ("timeliness", "报销时限", "≤5天"), ("quality", "合格率", "≥98%"), ("social", "死亡率", "≤5‰"), ("social", "万人拥有率", "≥3张/万人"), ("social", "生师比率", "≤18:1"),
        ("social", "出生率", "每千人8人"), ("quality", "优质率", "九成以上"), ("quantity", "参训教师人数", "300名"), ("quantity", "服务次数", "≥500人次"), ("quantity", "讲座次数", "≥6场"),
        ("quantity", "藏书数量", "≥3000条"), ("sustainability", "可用度", "≥5年"), ("economic", "降低养护成本", "≥5%"), ("quantity", "培训人数", "较上年增长10%"),
        ("timeliness", "巡检频率", "2次"), ("economic", "存货周转率", "≥6次"), ("quantity", "人数占比", "≥30%"), ("social", "覆盖率", "全县96个行政村全覆盖"), ("quality", "优良率", "提高2个百分点"),
    ],
)
def test_units_that_suit_the_name(category: Category, name: str, target: str) -> None:
    assert "V404" not in codes(category, name, target)


@pytest.mark.parametrize(
    ("category", "name", "target", "found"),
    [
        ("satisfaction", "村民满意度", "≥79%", True), ("satisfaction", "村民满意度", "≥80%", False), ("satisfaction", "村民满意度", "七成", True), ("social", "患者满意率", "≥50%", True),
        ("satisfaction", "读者认可度", "≥60%", True), ("satisfaction", "社会公众", "≥70%", True), ("satisfaction", "服务对象满意度（%）", "≥60", True), ("satisfaction", "服务对象满意度", "≥60分", False),
        ("satisfaction", "群众投诉率", "≤5%", False), ("satisfaction", "不满意率", "≤5%", False), ("satisfaction", "满意度提升", "≥5%", False), ("satisfaction", "满意度", "提高5%", False),
        ("satisfaction", "问卷回收率", "≥60%", False), ("satisfaction", "满意度", "提高到75%", True), ("social", "社会认可度", "≥60%", False),
    ],
)
def test_satisfaction_that_is_set_too_low(category: Category, name: str, target: str, found: bool) -> None:
    assert ("V406" in codes(category, name, target)) is found


def test_the_lowest_satisfaction_is_an_option() -> None:
    table = form(ind("satisfaction", "村民满意度", "≥85%"))
    strict = LowSatisfactionTarget(options={"lowest": 90})
    assert [f.code for f in run([strict], Context(document(table)), strict=True).findings] == ["V406"]
    assert run([LowSatisfactionTarget()], Context(document(table)), strict=True).findings == ()


@pytest.mark.parametrize(("name", "bounded"), [("完好度", True), ("温度", False), ("能见度", True), ("进度", False), ("知晓率（%）", True), ("", False), ("培训人数", False)])
def test_bounded_names(name: str, bounded: bool) -> None:
    assert is_bounded(name, "quality") is bounded


def test_shares_are_in_per_cent_whatever_the_unit() -> None:
    def share(target: str, name: str = "合格率") -> str:
        found = share_of(form(ind("quality", name, target)).indicators[0], name)
        return f"{found.number.normalize():f}" if found else ""

    assert [share(target) for target in ("≥95%", "950‰", "九成", "≥95", "5天", "良好")] == ["95", "95", "90", "95", "", ""]
    assert share("≥95", "培训人数") == ""
