"""V406: satisfaction below 80 %."""

from __future__ import annotations

import re

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name
from linter.checks.sanity.percentages import names_percent, share_of
from linter.submission import Indicator
from linter.tables import table
from linter.wording import quoted

_NAME = re.compile(table("value_sense")["satisfied"]["name"])
_NOT = re.compile(table("value_sense")["satisfied"]["not"])


class LowSatisfactionTarget(IndicatorRule):
    """查什么：满意度、满意率的指标值低于80%，例如“≥60%”。投诉率、不满意率，以及说满意度提高多少的不算。

    为什么：指标值要从严、从高设定，低于80%等于允许每五个服务对象里有一个以上不满意，年终不用努力就能完成（参考审核表“绩效合理性”）。

    怎么改：参照上年实际完成值和同类项目，定在80%以上。例如“患者满意度≥60%”改为“患者满意度≥90%”。
    """

    code = "V406"
    name = "low-satisfaction-target"
    title = "满意度定得过低"
    severity = "warning"
    audit_item = "绩效合理性"
    help = "请参照上年实际完成值和同类项目，把满意度定在80%以上，例如“≥90%”。"
    options = {"lowest": 80}
    options_said = {"lowest": "满意度低于百分之几才报"}
    silent_under = ("C102",)
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        if indicator.value.comparator in ("<=", "<") or not _asks_satisfaction(pair.name, indicator.category):
            return None
        share = share_of(indicator, pair.name)
        if share is None or (share.bare and not names_percent(pair.name)) or share.number >= int(self.chosen["lowest"]):
            return None
        return Fault(f"{quoted(pair.name)}的值{quoted(words_of(indicator))}低于{self.chosen['lowest']}%。")


def _asks_satisfaction(name: str, category: str) -> bool:
    bare = bare_name(name)
    if _NOT.search(bare):
        return False
    if category != "satisfaction":
        return bare.endswith(("满意度", "满意率", "满意程度"))
    return bool(_NAME.search(bare)) or not bare.endswith("率")


LowSatisfactionTarget.bad = (
    case("满意度60%", form(ind("satisfaction", "患者满意度", "≥60%"), name="县级医院能力提升")),
    case("放在别处的满意率，写成七成", form(ind("social", "家长满意率", "≥75%"), ind("satisfaction", "居民满意率", "七成以上")), count=2),
    case("百分号在名称里；区间从低处起", form(
        ind("satisfaction", "灌区农户满意度（%）", "≥70"), ind("satisfaction", "用水户满意度", "70%-90%"), name="灌区管护"), count=2),
    case("名称没有写完", form(ind("satisfaction", "社会公众或读者", "≥50%"), name="图书馆延时开放")),
)
LowSatisfactionTarget.good = (
    case("80%以上", form(ind("satisfaction", "游客满意度", "≥80%"), ind("satisfaction", "村民满意度", "85%"))),
    case("投诉率、不满意率越低越好", form(ind("satisfaction", "旅客投诉率", "≤1%"), ind("satisfaction", "用户不满意率", "≤5%"))),
    case("满意度提高多少", form(
        ind("satisfaction", "学员满意度", "较上年提高3%"), ind("satisfaction", "群众满意度提升", "≥5%"), name="政务服务大厅")),
    case("调查本身的回收率；打分的满意度", form(
        ind("satisfaction", "调查问卷回收率", "≥60%"), ind("satisfaction", "观众满意度", "≥75分"), name="戏曲进校园")),
)
