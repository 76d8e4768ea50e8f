"""F505: a one-off project of one year whose total and annual amounts differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.base import NotChecked, TableRule, table_locus
from linter.checks.boilerplate.annual_copies_total import project_months
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.funds.sums import agrees_exactly, said, why_no_amount
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import squeeze

_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?=(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))")


class OneYearTotalDiffers(TableRule):
    """查什么：一年就结束的一次性项目，实施期资金总额与年度资金总额不相等。两边都以元列示的必须相等，以万元列示的允许0.5%以内的误差。

    为什么：只做一年的项目，实施期就是本年度，两个总额应当是同一个数；不相等说明其中一个填错，或者项目并不止一年（参考审核表“资金匹配性”）。

    怎么改：改成同一个数，例如两处都填38万元；项目实际跨年度的，把项目属性和项目期改正，例如改为“2年”。
    """

    code = "F505"
    name = "one-year-total-differs"
    title = "一年期项目两个资金总额不等"
    severity = "warning"
    audit_item = "资金匹配性"
    help = "请把两个资金总额改成同一个数，例如都填38万元；项目实际跨年度的，请改正项目属性和项目期。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        if "一次性" not in squeeze(table.project_attribute or "") or not _within_one_year(table):
            return
        total, annual = table.amounts.total, table.amounts.annual
        if total is None or annual is None:
            lacking = "total" if total is None else "annual"
            if lacking in table.amounts.unit_unknown:
                raise NotChecked(why_no_amount(table, lacking))
            return
        if not agrees_exactly(total, annual):
            yield self.found(
                table_locus(table),
                f"一年期的一次性项目，实施期资金总额{said(total)}与年度资金总额{said(annual)}不相等。",
                table=table, evidence=f"{said(total)}≠{said(annual)}",
            )


def _within_one_year(table: TargetTable) -> bool:
    """Whether the form says that the project takes a year at most, and it does not run over into a second one."""
    duration = project_months(table)
    return duration is not None and duration[0] <= 12 and len(set(_YEAR.findall(squeeze(duration[1])))) <= 1


OneYearTotalDiffers.bad = (
    case("一次性项目，两个总额不等", form(
        name="图书馆书架更新", attribute="一次性项目（1年结束）", period="1年", total="68万元", annual="38万元")),
    case("以元列示，差几百元也不行", form(
        name="应急演练物资", attribute="一次性", period="2024年1月-2024年12月", total="180,500元", annual="180,000元")),
    case("起止日期在同一年", form(
        name="灾后渠道修复", attribute="一次性", start="2024-03-01", end="2024-11-30", total="90万元", annual="60万元")),
)
OneYearTotalDiffers.good = (
    case("两个总额相等", form(name="敬老院消防改造", attribute="一次性项目（1年结束）", period="12个月", total="75万元", annual="750000元")),
    case("跨年度的项目", form(name="中学宿舍楼建设", attribute="一次性项目", period="2年", total="900万元", annual="400万元")),
    case("十二个月，但跨了两个年度", form(
        name="冬季清雪除冰", attribute="一次性", start="2024-10-01", end="2025-09-30", total="60万元", annual="20万元")),
    case("经常性项目", form(name="农技推广服务", attribute="经常性项目", period="1年", total="60万元", annual="20万元")),
    case("没有写明多长时间", form(name="乡村旅游规划", attribute="一次性", total="60万元", annual="20万元")),
)
