"""Rules on what texts say: years (S603), numbers (S604), the basis (S605), off-topic goals (S607), sibling projects (S610)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linter.checks.base import Rule
from linter.checks.boilerplate.drag_fill import DragFill
from linter.checks.boilerplate.identical_fields import IdenticalFields
from linter.checks.boilerplate.name_restated import NameRestated
from linter.checks.cases import document, form, ind
from linter.checks.completeness.missing_field import MissingField
from linter.checks.consistency.off_topic_goal import OffTopicGoal
from linter.checks.consistency.sibling_in_text import SiblingInText
from linter.checks.consistency.text_indicator_conflict import TextIndicatorConflict
from linter.checks.consistency.weak_basis import WeakBasis, cites_something
from linter.checks.consistency.year_mismatch import YearMismatch
from linter.checks.context import Context
from linter.checks.engine import run
from linter.finding import Finding
from linter.submission import TargetTable
from tests.hanging import no_hanging


def found(rule: type[Rule], *tables: TargetTable, beside: tuple[type[Rule], ...] = (), **about: Any) -> list[Finding]:
    verdict = run([rule(), *(other() for other in beside)], Context(document(*tables, **about)), strict=True)
    return [finding for finding in verdict.findings if finding.code == rule.code]


# --- S603 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "text", "about"), [
    ("annual_goal", "2023年完成课桌椅采购并配送到校。", {}), ("annual_goal", "2025年培训村医300人次。", {}), ("plan", "2022年6月底前完成招标，2022年12月底前验收。", {}),
    ("overview", "2023年度预计购置体外除颤仪20台。", {}), ("total_goal", "2023年预算支出30万元，用于敬老院取暖。", {}), ("overview", "服务期为2022年1月1日至2022年12月31日。", {}),
    ("plan", "实施期限：2024年7月至2025年6月。", {"period": "1年"}), ("measures", "2021年拟组织演练4次。", {}), ("total_goal", "2025年完成水毁工程修复。", {"attribute": "一次性项目（1年结束）"}),
    ("necessity", "2023年将开展两癌筛查6000人。", {}),
])
def test_a_plan_of_another_year(key: str, text: str, about: dict[str, Any]) -> None:
    (finding,) = found(YearMismatch, form(texts={key: text}, **about))
    assert (finding.locus.kind, finding.locus.name) == ("field", key)
    assert "2024年" in finding.message


@pytest.mark.parametrize(("key", "text", "about"), [
    ("overview", "2021年已建成文化广场12处。", {}), ("annual_goal", "到2026年建成精品线路8条。", {}), ("plan", "2023年完成设计，2024年完成施工。", {}), ("total_goal", "2025年完成主体工程。", {"period": "2023-2025年"}),
    ("measures", "自2019年起实行月调度。", {}), ("annual_goal", "群众满意度较2023年提高2个百分点。", {}), ("overview", "2022年县委常委会会议研究确定。", {}), ("plan", "2022年开展前期工作，目前进入施工阶段。", {}),
    ("overview", "服务期为2023年3月至2024年2月。", {}), ("annual_goal", "2024年完成验收。", {}), ("basis", "2023年计划安排。", {}), ("plan", "拨付2023年欠拨的补助资金。", {}), ("annual_goal", "2023年结转资金支付完毕。", {}),
    ("total_goal", "按照《2021-2023年水质提升行动方案》实施。", {}),
])
def test_history_baselines_and_longer_plans(key: str, text: str, about: dict[str, Any]) -> None:
    assert found(YearMismatch, form(texts={key: text}, **about)) == []


@pytest.mark.parametrize(("name", "wrong"), [
    ("2022年公共文化服务体系建设", True), ("2023年度农村危房改造", True), ("公共文化服务体系建设（2022年）", True), ("2024年农村危房改造", False), ("2022年农村危房改造尾款", False), ("2023年度结转项目", False),
    ("“十四五”规划编制", False), ("2021-2025年灌区改造", False), ("偿还2020年校舍建设欠款", False), ("2023级新生助学金", False),
])
def test_project_names_with_another_year(name: str, wrong: bool) -> None:
    assert bool(found(YearMismatch, form(name=name))) is wrong


def test_names_of_projects_that_rightly_go_on() -> None:
    assert found(YearMismatch, form(name="2022年农村危房改造", period="2022-2024年")) == []
    assert found(YearMismatch, form(name="2022年农村危房改造", texts={"overview": "支付质保金。"})) == []
    assert found(YearMismatch, form(name="2022年农村危房改造"), carryover=[("2022年农村危房改造", "30万元")]) == []


def test_an_indicator_of_another_year_counts_in_the_annual_half() -> None:
    row = ind("quantity", "2025年改造户数", "≥80户", annual=("2024年改造户数", "≥30户"))
    assert found(YearMismatch, form(row, halves=True)) == []
    (finding,) = found(YearMismatch, form(ind("quantity", "2022年改造户数", "≥30户")))
    assert finding.locus.kind == "indicator"


def test_a_dragged_series_is_told_by_its_own_rule() -> None:
    texts = {key: f"保障{2023 + n}年将继续完成气象观测站网运行" for n, key in enumerate(("overview", "basis", "necessity"))}
    texts["overview"] = "2023年将继续完成气象观测站网运行"
    texts |= {"basis": "2024年将继续完成气象观测站网运行", "necessity": "2025年将继续完成气象观测站网运行"}
    assert [f.locus.name for f in found(YearMismatch, form(texts=texts))] == ["overview"]
    assert found(YearMismatch, form(texts=texts), beside=(DragFill,)) == []


@pytest.mark.parametrize(("narrative", "wrong"), [
    (["2023年预算收入总计860万元。", "2023年预算支出860万元，其中基本支出500万元。"], True), (["2023年“三公”经费预算12万元，与上年13万元相比减少1万元。"], True),
    (["2024年预算收入总计900万元，较2023年预算860万元增加40万元。"], False), (["2023年决算支出860万元。", "2023年预算执行率98%。"], False),
    (["2024年收入预算900万元，支出预算900万元。", "2023年收入预算860万元。"], False), (["截至2023年12月31日，共有车辆6辆。"], False), (["2023年末在职人员85人。"], False),
])
def test_an_explanation_of_another_year_s_budget(narrative: list[str], wrong: bool) -> None:
    findings = found(YearMismatch, form(), narrative=narrative)
    assert [f.locus.kind for f in findings] == (["document"] if wrong else [])


def test_without_the_running_text_only_the_tables_are_judged() -> None:
    stored = replace(document(form(texts={"annual_goal": "2022年完成采购。"})), narrative=None)
    verdict = run([YearMismatch()], Context(stored), strict=True)
    assert len(verdict.findings) == 1
    assert verdict.ledger[0].state == "skipped"


# --- S604 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "target", "text"), [
    ("资助学生人数", "≥300人", "全年资助学生420名"), ("发放宣传资料", "≥5000份", "发放宣传资料1万份"), ("维修校舍面积", "≥3000平方米", "维修校舍4500㎡"), ("购置救护车数量", "≥2辆", "购置救护车3台"),
    ("免疫密度", "≥90%", "免疫密度达到95%以上"), ("河道保洁长度", "≥30公里", "负责全县河道保洁45公里"), ("更换路灯数量", "≥500盏", "更换路灯800盏"), ("在校学生数", "≥1200人", "学校现有在校学生1500人"),
    ("下乡演出场次", "≥60场", "全年下乡演出80场"), ("道路养护里程", "≥200公里", "养护道路26万米"),
])
def test_numbers_that_conflict(name: str, target: str, text: str) -> None:
    category: Any = "quality" if target.endswith("%") else "quantity"
    (finding,) = found(TextIndicatorConflict, form(ind(category, name, target), texts={"overview": text}))
    assert (finding.locus.kind, finding.locus.name) == ("field", "overview")
    assert [(place.kind, place.name) for place in finding.related] == [("indicator", name)]


@pytest.mark.parametrize(("name", "target", "text"), [
    ("资助学生人数", "≥300人", "资助贫困学生420名"), ("新建幼儿园数量", "≥3所", "全县现有幼儿园50所"), ("发放宣传资料", "≥5000份", "每村发放宣传资料200份"), ("下乡演出场次", "≥60场", "2022年下乡演出80场"),
    ("渠道清淤长度", "≥12公里", "渠道全长18公里"), ("免疫密度", "≥90%", "免疫密度提高5%"), ("监测点数量", "≥30个", "设置监测点约28个"), ("学生人数", "≥2000人", "小学学生800人，初中学生1200人"),
    ("教师人数", "≥50人", "学生1200人，教师50人"), ("改造公厕数量", "≥20座", "累计改造公厕120座"), ("接种人次", "≥2.4万人次", "每年完成接种24012人次"), ("租用专线", "≥60条", "租用专线支出36万元"),
    ("高标准农田建设面积", "≥2万亩", "建设高标准农田1333.3公顷"),
])
def test_numbers_that_do_not(name: str, target: str, text: str) -> None:
    category: Any = "quality" if target.endswith("%") else "quantity"
    assert found(TextIndicatorConflict, form(ind(category, name, target), texts={"overview": text})) == []


def test_one_finding_an_indicator_with_all_fields() -> None:
    texts = dict.fromkeys(("overview", "plan", "annual_goal"), "全年资助学生420名")
    (finding,) = found(TextIndicatorConflict, form(ind("quantity", "资助学生人数", "≥300人"), texts=texts))
    assert finding.locus.name == "overview"
    assert {place.name for place in finding.related} == {"资助学生人数", "plan", "annual_goal"}


def test_a_field_that_agrees_speaks_for_the_others() -> None:
    texts = {"overview": "资助学生420名", "annual_goal": "资助学生300名"}
    assert found(TextIndicatorConflict, form(ind("quantity", "资助学生人数", "≥300人"), texts=texts)) == []


def test_each_half_is_compared_with_its_own_goal() -> None:
    row = ind("quantity", "改造公厕数量", "≥60座", annual=("改造公厕数量", "≥20座"))
    texts = {"total_goal": "三年改造公厕60座", "annual_goal": "改造公厕20座", "overview": "改造公厕60座"}
    assert found(TextIndicatorConflict, form(row, halves=True, texts=texts, period="3年")) == []
    (finding,) = found(TextIndicatorConflict, form(row, halves=True, texts={**texts, "annual_goal": "改造公厕25座"}, period="3年"))
    assert finding.locus.name == "annual_goal"


def test_satisfaction_of_several_groups_is_not_mixed_up() -> None:
    rows = [ind("satisfaction", "学生满意度", "≥95%"), ind("satisfaction", "家长满意度", "≥90%")]
    assert found(TextIndicatorConflict, form(*rows, texts={"annual_goal": "满意度达到90%以上"})) == []


# --- S605 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "工作需要", "保障教育教学正常开展", "依法履职需要", "按照有关法律法规规定", "学校发展需要，改善办学条件", "根据单位实际工作需要及年度工作计划", "根据财政部门要求", "按照上级部门文件要求", "按照国家政策执行",
    "根据相关文件精神", "为进一步规范财务管理", "提高医疗服务水平，满足群众就医需求", "2024年工作需要", "召开会议所需的各项费用",
])
def test_a_basis_that_cites_nothing(text: str) -> None:
    assert not cites_something(text)


@pytest.mark.parametrize("text", [
    "《幼儿园工作规程》", "财教〔2023〕18号", "差旅费管理办法", "政府集中采购目录", "义务教育法第四十二条", "依据预算法和会计法", "2023年第9次党组会", "县委专题会议精神", "与承建单位签订的施工合同", "省教育厅关于做好暑期研修的通知",
    "根据市财政局要求", "GB 5749-2022", "2023年10月份在册人数", "县领导批示", "本单位“三定”方案", "经局长办公会研究同意", "中央一号文件", "十四五规划纲要", "项目可行性研究报告", "事业单位工资发放标准", "部门职责",
])
def test_a_basis_that_cites_something(text: str) -> None:
    assert cites_something(text)


def test_other_rules_on_the_basis_speak_first() -> None:
    copied = form(name="病媒防制", texts={"basis": "鼠蟑密度偏高", "overview": "鼠蟑密度偏高。"})
    assert found(WeakBasis, copied)
    assert found(WeakBasis, copied, beside=(IdenticalFields,)) == []
    assert found(WeakBasis, form(name="病媒防制", texts={"basis": "病媒防制"}), beside=(NameRestated,)) == []
    assert found(WeakBasis, form(texts={"basis": "无"}), beside=(MissingField,)) == []
    assert found(WeakBasis, form(texts={"basis": "——"})) == []


# --- S607 -----------------------------------------------------------------------------------------------------------------

PUMP = "维持灌区泵站机组完好，保证农田适时灌溉。"


def test_one_finding_a_table_at_the_first_field() -> None:
    tables = [form(name="灌区泵站机组检修", texts={"overview": PUMP}), form(name="幼儿食堂改造", texts={"overview": PUMP, "annual_goal": PUMP})]
    (finding,) = found(OffTopicGoal, *tables)
    assert (finding.locus.table_index, finding.locus.name) == (1, "overview")
    assert [place.name for place in finding.related] == ["annual_goal"]


@pytest.mark.parametrize(("name", "text"), [
    ("幼儿食堂改造", "完成幼儿食堂改造。维持灌区泵站机组完好，保证农田适时灌溉。"), ("灌溉机井维修", PUMP), ("幼儿食堂改造", "保障食品卫生。"), ("设备购置", "提高工作效率，保障单位正常运转。"), ("滨河路信号灯更换", "缓解拥堵，方便出行。"),
])
def test_one_word_on_the_subject_exempts(name: str, text: str) -> None:
    tables = [form(name="灌区泵站机组检修", texts={"overview": text}), form(name=name, texts={"overview": text})]
    assert [f for f in found(OffTopicGoal, *tables) if f.locus.table_index == 1] == []


@pytest.mark.parametrize(("name", "text", "off"), [
    ("水库移民后期扶持资金", "做好水库移民后期扶持，促进库区稳定。", True), ("公用经费", "保障公用经费。", False), ("综合业务经费", "完成综合业务，工作有序。", False),
])
def test_the_name_of_another_project_counts_when_it_says_something(name: str, text: str, off: bool) -> None:
    findings = found(OffTopicGoal, form(name=name), form(name="疫苗冷链车购置", texts={"annual_goal": text}))
    assert bool(findings) is off


# --- S610 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("own", "sibling", "text"), [
    ("校舍维修（第二批）", "校舍维修（第一批）", "对第一批校舍进行维修"), ("西校区食堂改造", "东校区食堂改造", "东校区食堂改造6月开工"), ("柳林河河道治理工程", "清水河河道治理工程", "完成清水河河道治理8公里"),
    ("骨科病区设备购置", "儿科病区设备购置", "儿科病区设备老化"), ("高标准农田建设二期", "高标准农田建设一期", "一期建设高标准农田2万亩"), ("南城派出所办公用房维修", "北城派出所办公用房维修", "北城派出所办公用房漏水"),
    ("大安镇卫生院污水处理站", "平安镇卫生院污水处理站", "平安镇卫生院污水处理站建成投用"), ("农村公路养护工程二标段", "农村公路养护工程一标段", "一标段路面修复"), ("县图书馆消防改造", "县文化馆消防改造", "县文化馆消防改造9月完工"),
    ("财务科信息系统运维", "人事科信息系统运维", "人事科信息系统稳定运行"), ("2024年秋季学期营养餐", "2024年春季学期营养餐", "为春季学期学生供餐"),
    ("三中跑道翻新工程", "一中跑道翻新工程", "一中跑道在暑假翻新"), ("干渠衬砌第三标段", "干渠衬砌第一标段", "第一标段4月开工"),
])
def test_a_text_that_names_the_sibling(own: str, sibling: str, text: str) -> None:
    (finding,) = found(SiblingInText, form(name=sibling), form(name=own, texts={"overview": text}))
    assert (finding.locus.table_index, finding.locus.name) == (1, "overview")
    assert [(place.table_index, place.name) for place in finding.related] == [(0, "project_name")]


@pytest.mark.parametrize(("own", "sibling", "text"), [
    ("校舍维修（第二批）", "校舍维修（第一批）", "第一批校舍开工，第二批校舍招标"), ("校舍维修（第二批）", "校舍维修（第一批）", "在第一批校舍维修的基础上实施"), ("食堂设备采购", "食堂设备维修", "食堂设备维修频繁，需要更新"),
    ("电费补贴发放", "水费补贴发放", "核对水费、物业费缴纳情况"), ("柳林河水质监测", "清水河河道治理工程", "清水河汇入后的断面"), ("农村公路养护（2）", "农村公路养护（1）", "养护农村公路1条"), ("综合业务费-办公费", "综合业务费-印刷费", "用于纸张、印刷费"),
    ("2024年农村厕所改造", "2023年农村厕所改造", "2023年农村厕所改造遗留问题整改"), ("西校区食堂改造", "东校区食堂改造", "东校区、西校区食堂分期改造"), ("县图书馆消防改造", "县文化馆消防改造", "与文化馆共用消防水池"),
    ("小学教师培训", "中学教师培训", "组织小学校长到中学跟岗"), ("中医医院电梯更换", "人民医院电梯更换", "与人民医院电梯同一家维保单位"),
    ("水污染防治", "大气污染防治", "协同推进大气污染减排"), ("西湖公园管护", "东湖公园管护", "紧邻东湖公园，绿道相连"), ("干渠衬砌11标段", "干渠衬砌1标段", "21标段工程"),
])
def test_a_text_that_does_not(own: str, sibling: str, text: str) -> None:
    assert found(SiblingInText, form(name=sibling), form(name=own, texts={"overview": text})) == []


def test_the_off_topic_rule_gives_way_to_the_sibling() -> None:
    text = "完成清水河河道治理8公里，安全度汛"
    tables = [form(name="清水河河道治理工程", texts={"overview": text}), form(name="柳林河河道治理工程", texts={"overview": text})]
    assert found(OffTopicGoal, *tables, beside=(SiblingInText,)) == []


def test_hundreds_of_sibling_names_are_compared_quickly() -> None:
    text = "按月巡检并记录，发现问题及时处理，保证供水安全。"
    tables = [form(name=f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}村供水站水质检测", texts={"overview": text}) for n in range(300)]
    context = Context(document(*tables))
    with no_hanging():
        run([SiblingInText(), OffTopicGoal()], context, strict=True)
