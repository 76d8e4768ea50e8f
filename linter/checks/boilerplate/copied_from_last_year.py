"""B206: goals and indicators of the year before over again, with nothing changed but the year."""

from __future__ import annotations

from dataclasses import replace

from linter.checks.base import BatchRule, table_locus
from linter.checks.cases import Intake, document, form, ind
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import quoted


class CopiedFromLastYear(BatchRule):
    """查什么：成批筛查（jixiao screen --last-year）时，一个项目的目标和全部指标与本单位上年的同一个项目相同，只改了年份。
    数字有变化的不算；指标不足三条的不比较。

    为什么：任务量、标准和进度每年不同，目标和指标一字不改，多半没有按今年的预算和任务重新测算（参考审核表“目标相关性”）。

    怎么改：按今年的任务量核一遍指标值；确实与上年相同的，说明理由。例如“今年计划管护里程与上年相同，为46公里”。
    """

    code = "B206"
    name = "copied-from-last-year"
    title = "照抄上年的目标和指标"
    severity = "info"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请按今年的任务量重新核定目标和指标值；确实与上年相同的，请说明理由。"
    options = {"at_least": 3}
    options_said = {"at_least": "至少几条指标才比较"}

    def finding(self, table: TargetTable, last_project: str, year: int | None, rows: int) -> Finding:
        """The finding on a project. `last_project`: what it was called `year`; `rows`: how many indicators are the same."""
        when = f"{year}年" if year else "上年"
        called = f"（上年名称{quoted(last_project, 30)}）" if last_project != table.name else ""
        return self.found(
            table_locus(table), f"目标和{rows}条指标与{when}的同一个项目{called}完全相同，只改了年份。", table=table,
            evidence=table.text("annual_goal") or table.text("total_goal"),
        )


_GOAL = "{}年管护林道46公里，清理病虫木，保障防火通道畅通。"
_ROWS = (
    ind("quantity", "管护林道里程", "≥46公里"), ind("quality", "巡护到位率", "≥95%"), ind("timeliness", "完成时间", "{}年11月底前"),
    ind("satisfaction", "林区群众满意度", "≥90%"),
)


def _year(year: int, goal: str = _GOAL, miles: str = "≥46公里", name: str = "林道管护") -> TargetTable:
    rows = (ind("quantity", "管护林道里程", miles), _ROWS[1], ind("timeliness", "完成时间", f"{year}年11月底前"), _ROWS[3])
    return form(*rows, name=name, year=year, texts={"annual_goal": goal.format(year)})


CopiedFromLastYear.bad = (
    Intake("只把年份改了", (document(_year(2025), agency="青山林场", year=2025),), (document(_year(2024), agency="青山林场", year=2024),)),
    Intake("上年由主管部门一并报送", (document(_year(2025), agency="青山林场", year=2025),),
           (document(replace(_year(2024), department="林业局"), agency="林业局", year=2024), document(
               form(name="苗圃管护", department="林业局", year=2024, texts={"annual_goal": "管护苗圃12亩。"}), agency="青山林场", year=2024))),
    Intake("项目名称里的年份也改了", (document(_year(2025, name="2025年林道管护"), agency="青山林场", year=2025),),
           (document(_year(2024, name="2024年林道管护"), agency="青山林场", year=2024),)),
)
CopiedFromLastYear.good = (
    Intake("任务量变了", (document(_year(2025, _GOAL.replace("46", "52"), "≥52公里"), agency="青山林场", year=2025),),
           (document(_year(2024), agency="青山林场", year=2024),)),
    Intake("目标重写了", (document(_year(2025, "{}年完成全部林道的路面硬化，新设防火隔离带8公里。"), agency="青山林场", year=2025),),
           (document(_year(2024), agency="青山林场", year=2024),)),
    Intake("另一个单位上年的项目", (document(_year(2025), agency="青山林场", year=2025),), (document(_year(2024), agency="白云林场", year=2024),)),
    Intake("没有给出上年的文件", (document(_year(2025), agency="青山林场", year=2025),)),
)
