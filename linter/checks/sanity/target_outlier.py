"""V407: a target far outside those that other agencies have set under the same name."""

from __future__ import annotations

from linter.checks.base import BatchRule
from linter.checks.cases import Intake, document, form, ind
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.submission import Indicator, Submission


class TargetOutlier(BatchRule):
    """查什么：成批筛查（jixiao screen）时，同名、同单位、同方向的指标，至少二十个单位用过，而这一个的指标值远在其余各单位的范围以外：
    比率差十个百分点以上，数量差十倍以上，并且远远超出通常的起伏。整个项目要花多少钱（总成本）不比较。

    为什么：多半是单位写错（万元写成元、多一个零）或者标准定得过松、过高（参考审核表“绩效合理性”）。

    怎么改：核对计量单位和位数；确实如此的，说明依据。例如“窗口办结时限 ≤5个工作日”，各单位为 1 至 7 个工作日，写成 50 的请核对。
    """

    code = "V407"
    name = "target-outlier"
    title = "指标值与其他单位相差悬殊"
    severity = "info"
    confidence = "low"
    audit_item = "绩效合理性"
    help = "请核对计量单位和位数；确实如此的，请说明依据。"
    silent_under = ("C102", "M302", "V401", "V403", "V404", "V405", "V406")
    options = {"least_agencies": 20, "spread": "5", "points": "10", "times": "10"}
    options_said = {
        "least_agencies": "同名指标至少有几个单位用过才比较", "spread": "离中间值几倍的通常起伏才报",
        "points": "比率另要差多少个百分点", "times": "数量另要差多少倍",
    }

    def finding(self, pair: Pair, at: Indicator, usual: str, agencies: int) -> Finding:
        """The finding on an indicator. `usual`: the range of the others as people say it, of `agencies` in all."""
        return self.found(
            pair.locus([at]), f"“{pair.name}”的指标值是“{at.target}”，{agencies}个单位的同名指标大多是{usual}。", table=pair.table,
            evidence=at.target or "",
        )


def _offices(*values: str) -> tuple[Submission, ...]:
    return tuple(
        document(form(ind("quantity", "窗口办结时限", value), name="政务服务窗口运行"), agency=f"{'东西南北中'[n % 5]}片区第{n}政务服务中心")
        for n, value in enumerate(values)
    )


_USUAL = tuple(f"≤{1 + n % 7}个工作日" for n in range(24))
TargetOutlier.bad = (
    Intake("二十四个单位是1至7个工作日，一个是500个工作日", _offices(*_USUAL, "≤500个工作日")),
    Intake("到岗率大家都在90%上下，一个是10%", tuple(
        document(form(ind("quality", "窗口到岗率", value), name="政务服务窗口运行"), agency=f"第{n}政务服务中心")
        for n, value in enumerate((*(f"≥{88 + n % 8}%" for n in range(24)), "≥10%")))),
)
TargetOutlier.good = (
    Intake("略高于其他单位", _offices(*_USUAL, "≤15个工作日")),
    Intake("用过这个名称的单位太少", _offices(*_USUAL[:8], "≤500个工作日")),
    Intake("满意度定得过低的由V406报", tuple(
        document(form(ind("satisfaction", "服务对象满意度", value), name="政务服务窗口运行"), agency=f"第{n}政务服务中心")
        for n, value in enumerate((*(f"≥{88 + n % 8}%" for n in range(24)), "≥60%")))),
    Intake("总成本各项目不同", tuple(
        document(form(ind("cost", "项目总成本", value), name="政务服务窗口运行"), agency=f"第{n}政务服务中心")
        for n, value in enumerate((*(f"≤{12 + n % 8}万元" for n in range(24)), "≤3000万元")))),
    Intake("单位不同，不能比较", _offices(*_USUAL, "≤500分钟")),
    Intake("各单位本来就相差悬殊", _offices(*(f"≤{4 ** (n % 6)}个工作日" for n in range(24)), "≤5000个工作日")),
)
