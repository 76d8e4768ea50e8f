"""M301: a target without number, date, period or checkable criterion."""

from __future__ import annotations

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import (
    declared_qualitative,
    example_for,
    fault_of,
    has_number,
    is_verifiable,
    words_of,
)
from linter.checks.pairs import Pair
from linter.submission import BENEFIT_CATEGORIES, Indicator
from linter.wording import quoted


class UnmeasurableTarget(IndicatorRule):
    """查什么：指标值里没有数字、日期、期限，也没有能用“是”或“否”回答并拿得出证明的标准，例如“及时”“提高”“良好”“按标准”
    “较上年有所提升”，或者写的是一项活动。“合格”“符合”“达标”要写明按哪项标准、由谁检验。“全年”“无投诉”“专家验收通过”“0起”是可以核对的。

    为什么：参考财预〔2015〕88号，绩效目标应“细化量化”，不能量化的要用可以分级的定性表述；没有标准的指标值年终无法打分（参考审核表“指标科学性”）。
    效益类指标允许分级的定性表述，所以只作提示；指标性质一栏填“定性”、指标值在“优、良、中、差”一类等级里的不报。

    怎么改：写出数、日期或能核对的标准。例如“及时”改为“2024年10月31日前”或“受理后≤5个工作日”，“提高”改为“较2023年提高≥5%”，
    “合格”改为“通过市级质量监督机构检验”。
    """

    code = "M301"
    name = "unmeasurable-target"
    title = "指标值无法衡量"
    severity = "warning"
    confidence = "medium"
    audit_item = "指标科学性"
    help = "请写出数、日期或能核对的标准。"
    silent_under = ("C102", "V405", "M303", "M305")
    options = {"also": (), "accepted": ()}
    options_said = {"also": "另外算作空泛的词：指标值里有它就报", "accepted": "本单位认可的词：指标值里有它就不报"}
    skip_categories = ("management", "impact")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        if indicator.value.kind != "qualitative" or has_number(indicator):
            return None
        value = words_of(indicator)
        if any(word in value for word in self.chosen["accepted"]):
            return None
        if not any(word in value for word in self.chosen["also"]) and (is_verifiable(indicator) or declared_qualitative(indicator)):
            return None
        benefit = indicator.category in BENEFIT_CATEGORIES
        return Fault(
            f"指标值{quoted(value)}{fault_of(value)}，年终无法判断是否达到。",
            help=f"请写出数、日期或能核对的标准，例如{example_for(indicator.category)}。"
            + ("确实不能量化的，写明分几级、由谁评定。" if benefit else ""),
            severity="info" if benefit else None,
        )


UnmeasurableTarget.bad = (
    case("财政部门另外算作空泛的说法", form(ind("quality", "评审结论", "专家组评审通过"), name="灌区节水改造"), options={"also": ("评审通过",)}),
    case("时效只写“及时”", form(ind("timeliness", "疫苗配送时效", "及时"), name="免疫规划疫苗接种")),
    case("质量只写“良好”“按标准”", form(
        ind("quality", "渠道衬砌质量", "良好"), ind("quality", "管材质量", "按照标准执行"), name="灌区节水改造"), count=2),
    case("“合格”没有说由谁按什么检验", form(ind("quality", "校服质量", "合格"), name="中小学校服")),
    case("只说较上年有变化", form(ind("social", "基层诊疗能力", "较上年度有所增强"), name="乡镇卫生院能力建设")),
    case("写的是活动", form(ind("social", "非遗传承", "为传承人提供展示场所"), name="非遗展馆免费开放")),
    case("按计划，没有期限", form(ind("timeliness", "选种时间", "按工作计划进行"), name="良种补贴")),
    case("满意，但不是满意度", form(ind("satisfaction", "村民对改厕工作的评价", "基本满意"), name="农村户厕改造")),
)
UnmeasurableTarget.good = (
    case("财政部门认可的说法", form(ind("quality", "管材质量", "合格"), name="灌区节水改造"), options={"accepted": ("合格",)}),
    case("数字、日期、期限", form(
        ind("timeliness", "工程完工时间", "2024年9月底前"), ind("timeliness", "供水服务时间", "全年"),
        ind("timeliness", "讲解服务期限", "1年"), ind("quality", "食品安全事件", "0起"), name="城乡供水保障")),
    case("能用是或否回答的标准", form(
        ind("quality", "课题结题", "专家组评审通过"), ind("social", "安全生产", "无重大安全事故"),
        ind("quality", "水质", "达到地表水Ⅲ类标准"), ind("quality", "检测结论", "符合GB 5749-2022要求"), name="农村饮水安全")),
    case("按月、年底前也是期限", form(
        ind("timeliness", "低保金发放时间", "每月10日前"), ind("timeliness", "补贴发放频次", "按季度发放"),
        ind("timeliness", "年报报送", "年底前报送"), name="困难群众救助")),
    case("名称写明了检验，值写“合格”", form(
        ind("quality", "消防验收结果", "合格"), ind("social", "群众投诉", "无投诉"), name="敬老院改造")),
    case("通过指名的测评、核查", form(
        ind("sustainability", "系统等级保护", "通过三级等保测评"), ind("quality", "调查成果通过省级核查", "通过"), name="政务云平台")),
    case("形成了成果", form(ind("quality", "普查成果", "形成文物普查报告"), ind("sustainability", "平台", "建成并投入使用"))),
    case("指标性质填“定性”，值在等级里", form(
        ind("quality", "展陈效果", "优", sign="定性"), ind("social", "课程评价", "好", sign="定性"), name="美术馆展览")),
    case("投入管理、影响力由表格预设", form(ind("management", "管理制度健全性", "健全"), ind("impact", "长效机制", "健全"))),
)
