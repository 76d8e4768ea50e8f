"""B209: projects of different agencies whose indicators are the same."""

from __future__ import annotations

from collections.abc import Sequence

from linter.checks.base import BatchRule, table_locus
from linter.checks.batch import Others
from linter.checks.cases import Intake, document, form, ind
from linter.finding import Finding
from linter.submission import TargetTable

_SHOWN = 3


class SetsAcrossUnits(BatchRule):
    """查什么：成批筛查（jixiao screen）时，不同单位的两个项目，指标（三级指标名称连同指标值）八成以上相同，并且相同的不少于五条。
    投入管理类的预设指标不算；上下级单位报的同一个项目不算。

    为什么：单位不同、任务量不同，指标和指标值却成套相同，考核不出各自的结果（参考审核表“指标科学性”）。

    怎么改：按本单位的任务设指标、定指标值。例如把通用的“任务完成率 100%”换成“养护村道里程 ≥46公里”“整治病害 ≥30处”。
    """

    code = "B209"
    name = "indicator-set-across-units"
    title = "与其他单位的指标成套相同"
    severity = "warning"
    audit_item = "指标科学性"
    help = "请按本单位的任务设指标、定指标值，例如把通用的“任务完成率 100%”换成“养护村道里程 ≥46公里”“整治病害 ≥30处”。"
    options = {"share": "0.8"}
    options_said = {"share": "两个项目的指标有多大比例相同才报（0 到 1），相同的不少于五条"}

    def finding(self, tables: Sequence[TargetTable], rows: Sequence[tuple[str, str]], others: Others) -> Finding:
        """The finding in one document: `tables` are those of its projects that have the set, `rows` its names and targets."""
        shown = "、".join(f"{name} {target}" for name, target in rows[:_SHOWN])
        return self.found(
            table_locus(tables[0]), f"{len(rows)}条指标与{others.said()}成套相同，如“{shown}”。", table=tables[0],
            related=[table_locus(table) for table in tables[1:]], evidence=shown,
        )


_SET = (
    ind("quantity", "开展巡查次数", "≥24次"), ind("quantity", "发放宣传册", "≥3000册"), ind("quality", "隐患整改率", "=100%"),
    ind("timeliness", "任务完成时间", "12月20日前"), ind("social", "辖区事故下降率", "≥5%"), ind("satisfaction", "群众满意度", "≥90%"),
)
_OWN = (
    ind("quantity", "整修堤防长度", "≥3.5公里"), ind("quality", "土方压实度合格率", "≥95%"), ind("timeliness", "汛前完工", "5月31日前"),
    ind("cost", "每公里整修成本", "≤80万元"), ind("social", "受保护人口", "≥2万人"), ind("satisfaction", "沿岸居民满意度", "≥90%"),
)
_PRESET = tuple(ind("management", name, "=100%") for name in ("预算执行率", "资金到位率", "制度健全率", "合同备案率", "采购合规率"))
SetsAcrossUnits.bad = (
    Intake("两个街道的六条指标全部相同", (
        document(form(*_SET, name="安全生产巡查"), agency="东湖街道办事处"), document(form(*_SET, name="消防安全整治"), agency="西山街道办事处")), count=2),
    Intake("六条里五条相同", (
        document(form(*_SET, name="安全生产巡查"), agency="东湖街道办事处"),
        document(form(*_SET[:5], ind("satisfaction", "商户满意度", "≥85%"), name="消防安全整治"), agency="西山街道办事处")), count=2),
)
SetsAcrossUnits.good = (
    Intake("名称相同而指标值按各自的任务定", (
        document(form(*_SET, name="安全生产巡查"), agency="东湖街道办事处"),
        document(form(ind("quantity", "开展巡查次数", "≥60次"), ind("quantity", "发放宣传册", "≥5200册"), *_SET[2:], name="安全生产巡查"),
                 agency="西山街道办事处"))),
    Intake("只有预设的投入管理指标相同", (
        document(form(*_PRESET, *_SET, name="安全生产巡查"), agency="东湖街道办事处"), document(form(*_PRESET, *_OWN, name="堤防整修"), agency="水利局"))),
    Intake("相同的不足五条", (
        document(form(*_SET[:4], name="会议费"), agency="东湖街道办事处"), document(form(*_SET[:4], name="培训费"), agency="西山街道办事处"))),
    Intake("同一个单位的两份文件", (
        document(form(*_SET, name="安全生产巡查"), agency="东湖街道办事处"), document(form(*_SET, name="消防安全整治"), agency="东湖街道办事处"))),
)
