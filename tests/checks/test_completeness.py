"""Completeness rules beyond their own cases: what counts as empty, as residue, as a goal without content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linter.checks.cases import document, form, ind
from linter.checks.completeness.empty_goal import EmptyGoal, says_nothing
from linter.checks.completeness.missing_category import MissingCategory, builds_or_buys
from linter.checks.completeness.missing_field import MissingField, is_empty
from linter.checks.completeness.missing_target import MissingTarget
from linter.checks.completeness.placeholder_text import PlaceholderText
from linter.checks.completeness.residue import Part, is_form_label, residue
from linter.checks.completeness.weights_sum import WeightsSum
from linter.checks.context import Context
from linter.checks.engine import run
from linter.finding import Verdict
from linter.submission import Amounts, TargetTable
from linter.where import Spot


def check(rule: type, *tables: TargetTable) -> Verdict:
    return run([rule()], Context(document(*tables)), strict=True)


# --- C101 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "无", "无。", "略", "（略）", "同上", "—", "－－", "/", "暂无", "……", "同总体目标", "如上。", "见上", " \u3000 "])
def test_what_counts_as_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", "无线监测网建设", "略阳县", "详见附件", "同上级部门共建", "同总体目标，另增加20户", "如上级资金到位则提前开工", "2024年"])
def test_what_does_not_count_as_empty(text: str) -> None:
    assert not is_empty(text)


def test_missing_fields_are_reported_in_the_order_of_the_form_each_at_its_own_place() -> None:
    table = form(name="", texts={"plan": "", "basis": "同上", "remarks": ""}, printed={"project_name", "necessity"})
    verdict = check(MissingField, table)
    assert [f.locus.name for f in verdict.findings] == ["project_name", "basis", "necessity", "plan"]
    assert {f.locus.kind for f in verdict.findings} == {"field"}


def test_an_amount_whose_unit_is_unknown_is_not_missing() -> None:
    table = replace(form(annual=None, printed={"amounts.annual"}), amounts=Amounts(unit_unknown=("annual",)))
    assert check(MissingField, table).findings == ()


# --- C102 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("≥XX人", "target"), ("≥X人", "target"), ("X台", "target"), ("ＸＸ万元", "target"), ("**万元", "target"),
        ("≤**元/人·月", "target"), ("***", "target"), ("20XX年12月前", "target"), ("202X年底", "target"),
        ("12月XX日前", "target"), ("×年×月×日", "target"), ("及时XX月XX日", "target"), ("年 月 日前", "target"),
        ("待定", "target"), ("开标时间待定，预计六月", "text"), ("请填写", "target"), ("（请注明单位）", "target"),
        ("万元/台/套等", "target"), ("个、处等", "unit"), ("≥50台、套等", "target"), ("……", "target"), ("??", "target"),
        ("指标1：", "level3"), ("如：培训人数", "level3"), ("（XX）", "level3"), ("示例：培训人数", "level3"),
        ("××小学新建教学楼", "text"), ("第XX批", "text"), ("____月", "text"), ("某某单位", "text"), ("例：完成培训", "text"),
    ],
)
def test_residue_is_seen(text: str, part: Part) -> None:
    assert residue(text, part) is not None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("X光片合格率", "level3"), ("X射线探伤", "level3"), ("5X级防护", "level3"), ("XXL码校服", "text"),
        ("GXX12监测仪", "text"), ("XX-3A型水泵", "text"), ("3×4米", "target"), ("5000×2", "target"), ("480元/月*5人*12月", "text"),
        ("3人*月", "text"), ("**重点**工作", "text"), ("138****5566", "text"), ("GPS_TRACK__ID", "text"),
        ("接待定额标准", "text"), ("招待定点单位", "text"), ("等待定级的学员", "text"), ("制度体系尚待完善，需加强管理", "text"),
        ("邀请填写问卷的人数", "level3"), ("元/人·天", "unit"), ("台/套", "unit"), ("人/次", "unit"), ("教室、宿舍等", "target"),
        ("≥3个村、社区等", "target"), ("建设典型示例工程", "text"), ("服务对象，例如学生、家长", "text"), ("如期完成率", "level3"),
        ("指标1：培训人数", "level3"), ("2024年6月30日前", "target"), ("√", "target"), ("MAX≥5", "target"),
    ],
)
def test_near_misses_are_no_residue(text: str, part: Part) -> None:
    assert residue(text, part) is None


def test_one_finding_for_an_indicator_however_many_cells_and_halves_are_at_fault() -> None:
    rows = (ind("quantity", "XX数量", "≥XX个", description="XX", unit="个、台等"), ind("quality", "合格率", "≥95%"))
    (finding,) = check(PlaceholderText, form(*rows, halves=True)).findings
    assert finding.locus.kind == "indicator"
    assert finding.locus.period is None


def test_residue_in_one_half_only_is_placed_there() -> None:
    row = ind("timeliness", "完工时间", "2024年9月", annual=("完工时间（年度）", "XX月"))
    (finding,) = check(PlaceholderText, form(row, ind("quantity", "里程", "≥3公里"), halves=True)).findings
    assert (finding.locus.name, finding.locus.period) == ("完工时间（年度）", "annual")


@pytest.mark.parametrize("name", ["服务对象满意度指标", "数量指标", "社会效益指标：", "质量指标1"])
def test_category_labels_are_no_names(name: str) -> None:
    assert is_form_label(name)


@pytest.mark.parametrize("name", ["服务对象满意度", "学员满意度指标达成率", "成本", "减排指标", ""])
def test_other_names_are(name: str) -> None:
    assert not is_form_label(name)


def test_a_form_without_a_third_level_is_not_reproached_with_its_labels() -> None:
    rows = (ind("quantity", "数量指标", "≥5场"), ind("quality", "质量指标", "≥95%"), ind("social", "社会效益指标", "≥300人"))
    assert check(PlaceholderText, form(*rows)).findings == ()


# --- C103 ---------------------------------------------------------------------------------------------------------------


def test_severities_follow_the_category_and_the_kind_of_project() -> None:
    rows = (ind("social", "服务人次", "≥5000人次"),)
    said = {f.locus.name: f.severity for f in check(MissingCategory, form(*rows, name="幼儿园改扩建")).findings}
    assert said == {
        "quantity": "error", "quality": "warning", "timeliness": "info", "cost": "info", "satisfaction": "info",
    } | {"cost": "warning"}


def test_a_missing_quantity_is_an_error_only_without_any_output() -> None:
    rows = (ind("quality", "授课合格率", "≥95%"), ind("social", "受益人数", "≥200人"))
    said = {f.locus.name: f.severity for f in check(MissingCategory, form(*rows)).findings}
    assert said["quantity"] == "warning"


@pytest.mark.parametrize(
    ("name", "overview", "expected"),
    [
        ("老年大学校舍修缮", "", True), ("农贸市场建设", "", True), ("急救站运行", "购置除颤仪20台。", True),
        ("基层党组织建设", "", False), ("干部队伍建设", "", False), ("办公场所租赁", "", False),
        ("信息化建设专项-数据录入外包", "", False), ("教育专项-实验室改造", "", True), ("美丽乡村建设-一期", "", True),
    ],
)
def test_projects_that_build_or_buy(name: str, overview: str, expected: bool) -> None:
    assert builds_or_buys(form(name=name, texts={"overview": overview})) is expected


def test_a_table_whose_indicators_were_not_found_is_not_judged() -> None:
    verdict = check(MissingCategory, form(printed={"project_name"}))
    assert verdict.findings == ()
    assert verdict.ledger[0].state == "skipped"


# --- C104 ---------------------------------------------------------------------------------------------------------------


def test_a_name_printed_once_for_both_halves_needs_a_target_in_one() -> None:
    table = form(
        ind("quantity", "普查户数", "≥900户", annual=("普查户数", None)), ind("quality", "差错率", "≤1%"), halves=True)
    assert len(check(MissingTarget, table).findings) == 1
    shared = {"level3": Spot(table=1, row=9, column=3)}
    table = replace(table, indicators=tuple(replace(i, spots=shared) for i in table.indicators))
    assert check(MissingTarget, table).findings == ()


def test_both_halves_lacking_the_target_are_one_finding() -> None:
    table = form(ind("quantity", "普查户数", None), ind("quality", "差错率", "≤1%"), halves=True, spans_known=False)
    (finding,) = check(MissingTarget, table).findings
    assert finding.locus.period is None


# --- C109 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("乡镇卫生院能力提升项目", "2024年完成项目建设任务。"), ("高龄津贴", "完成高龄津贴发放工作"), ("教师培训费", "保障培训工作顺利完成"),
        ("办公楼维修改造项目", "完成办公楼维修改造"), ("信息系统运维费", "按合同支付运维费用"), ("城乡居民医保补助", "及时足额拨付到位"),
        ("图书购置费", "2024年12月31日前完成图书购置，支付12.5万元"), ("文化惠民演出", "开展文化惠民演出活动"), ("防汛物资储备", "完成防汛物资采购及储备"),
        ("债券利息", "2024年按时支付债券利息"), ("党报党刊征订", "完成2024年党报党刊征订任务。"), ("第二批-公厕管护费", "确保公厕管护工作正常开展并支付到位"),
        ("", "保证各项工作正常开展"),
    ],
)
def test_goals_that_say_nothing(name: str, goal: str) -> None:
    assert says_nothing(goal, name)


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("高龄津贴", "按时足额发放高龄津贴"), ("高龄津贴", "保障高龄老人基本生活"), ("教师培训费", "完成教师培训200人次"),
        ("教师培训费", "确保各类培训正常开展"), ("办公楼维修改造项目", "改善办公条件"), ("水库除险加固工程", "消除水库安全隐患"),
        ("信息系统运维费", "保障信息系统正常运行"), ("信息系统运维费", "信息系统安全稳定运行"), ("医保补助", "应保尽保"),
        ("图书购置费", "购置图书2000册"), ("法院办案业务经费", "支付完成，保障审判执行工作正常开展"), ("农机购置补贴", "零投诉"),
        ("机关食堂运行", "支付食材、燃气、服务人员劳务费"), ("校园安保服务费", "维护校园安全"), ("城区路灯电费", "保证城区路灯正常亮灯"),
        ("森林覆盖率提升工程", "提升森林覆盖率"),
    ],
)
def test_goals_that_say_something(name: str, goal: str) -> None:
    assert not says_nothing(goal, name)


def test_a_list_inside_the_projects_own_name_does_not_exempt() -> None:
    assert says_nothing("完成东湖、西湖等水面保洁", "东湖、西湖等水面保洁")


def test_two_different_empty_goals_are_two_findings() -> None:
    texts = {"total_goal": "按计划完成各项任务。", "annual_goal": "2024年完成支付。"}
    assert [f.locus.name for f in check(EmptyGoal, form(texts=texts)).findings] == ["total_goal", "annual_goal"]


# --- C110 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weights", "faults"), [
    (("60", "40"), 0), (("50%", "40%"), 0), (("0.5", "0.5"), 0), (("45.5分", "44.5分"), 0), (("60", "35"), 1), (("100", "0"), 1),
    (("60", None), 1), (("50", "六十"), 1),
])
def test_weights(weights: tuple[str | None, ...], faults: int) -> None:
    rows = [ind(c, n, "≥1次", **({"weight": w} if w else {})) for (c, n), w in
            zip((("quantity", "巡查"), ("social", "整改")), weights, strict=True)]
    assert len(check(WeightsSum, form(*rows, weight_column=True)).findings) == faults


def test_weights_lost_by_a_text_dump_are_not_judged() -> None:
    rows = (ind("quantity", "巡查", "≥1次", weight="60"), ind("social", "整改", "≥1次"))
    verdict = check(WeightsSum, form(*rows, weight_column=True, spans_known=False))
    assert verdict.findings == ()
    assert verdict.ledger[0].state == "skipped"
