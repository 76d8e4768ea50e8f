"""`parse --format tree`: what was read, as an outline for people."""

from __future__ import annotations

from collections.abc import Iterator

from linter.contract.parse_v1 import note_said, yuan
from linter.report.page import PIPED, Page
from linter.submission import Indicator, Money, Submission, TargetTable
from linter.tables import table

_FIELDS = (
    ("project_code", "项目编码"), ("department", "主管部门"), ("project_attribute", "项目属性"),
    ("project_period", "项目期"), ("start_date", "开始日期"), ("end_date", "结束日期"), ("filled_at", "填报日期"),
)
_CLAIMS = {"overall_amount": "整体绩效目标金额", "project_count": "项目数", "project_amount": "项目金额",
           "disclosed_count": "公开项目数", "disclosed_amount": "公开金额"}
_SECTIONS = {"current": "本年预算", "carryover": "上年结转"}
_STATUS = {"ok": "已读懂", "partial": "部分读懂", "failed": "无法读取"}


def tree(submission: Submission, page: Page = PIPED) -> str:
    """The outline. Ends with a line break."""
    lines = [page.bold(submission.source)]
    lines += [f"状态：{_STATUS[submission.status]}", f"单位：{submission.agency or '未认出'}",
              f"年度：{submission.fiscal_year or '未认出'}"]
    for note in submission.notes:
        lines += page.lines(note_said(note), first="说明：")
    for key, claim in submission.claims.items():
        lines += page.lines(f"{claim.value:f}{claim.quote and f'（{claim.quote}）'}", first=f"{_CLAIMS.get(key, key)}：")
    if submission.budget_lines:
        lines += ["", page.bold(f"项目支出预算表（{len(submission.budget_lines)}行）")]
        for row in submission.budget_lines:
            said = f"{_SECTIONS[row.section]}  {_yuan(row.amount)}  {row.project_name}{f'（{row.unit}）' if row.unit else ''}"
            lines += page.lines(said, first="  ")
    for target_table in submission.tables:
        lines += ["", *_table(target_table, page)]
    return "\n".join(lines) + "\n"


def _yuan(money: Money | None) -> str:
    return f"{yuan(money)}元" if money else "金额不明"


def _table(t: TargetTable, page: Page) -> Iterator[str]:
    labels = table("csv_columns")
    for line in page.lines(f"表{t.index + 1} {t.name or '（没有项目名称）'}"):
        yield page.bold(line)
    yield from page.lines(f"{labels['forms'][t.form]}  {t.title}  {t.spot.said()}".rstrip(), first="  ")
    for attribute, said in _FIELDS:
        if getattr(t, attribute):
            yield from page.lines(getattr(t, attribute), first=f"  {said}：")
    if t.implementing_unit:
        yield from page.lines(t.implementing_unit.value, first="  实施单位：")
    yield from _money(t, page)
    for key, text in t.texts.items():
        yield from page.lines(text.value or "（空）", first=f"  {labels['columns'][f'text.{key}']}：")
    if t.spending_plan:
        steps = "，".join(f"{step.month}{labels['months']['suffix']} {step.percent or '（空）'}" for step in t.spending_plan)
        yield from page.lines(steps, first="  资金支出计划：")
    for contact in t.contacts:
        yield from page.lines(" ".join(filter(None, (contact.name, contact.phone))) or "（空）", first=f"  {contact.role}：")
    for half in ("total", "annual"):
        own = [i for i in t.indicators if i.period == half]
        if own:
            yield f"  绩效指标（{labels['halves'][half]}，{len(own)}条）"
            yield from _indicators(own, page)


def _money(t: TargetTable, page: Page) -> Iterator[str]:
    labels = table("csv_columns")
    for key in ("total", "annual", "previous_total", "previous_annual"):
        money: Money | None = getattr(t.amounts, key)
        if money or key in t.amounts.unit_unknown:
            said = _yuan(money) if money else "看不出单位"
            yield f"  {labels['columns'][f'amount.{key}'].removesuffix(labels['money']['suffix'])}：{said}"
        sources = t.amounts.sources.get("total" if key == "total" else "annual") if key in ("total", "annual") else None
        parts = [f"{labels['sources'].get(name, name)} {_yuan(each)}" for name, each in (sources or {}).items() if each]
        if parts:
            yield from page.lines("，".join(parts), first="    其中：")


def _indicators(own: list[Indicator], page: Page) -> Iterator[str]:
    """Category headings once, then name and value, the other columns in brackets."""
    before: tuple[str | None, str | None] | None = None
    for i in own:
        levels = (i.level1, i.level2)
        if levels != before:
            yield "    " + page.way(i.level1 or "（无一级指标）", i.level2 or "（无二级指标）")
            before = levels
        more = [("描述", i.description), ("依据", i.basis), ("权重", i.weight)]
        extra = "；".join(f"{said}：{value}" for said, value in more if value)
        said = f"{i.level3 or '（无名称）'}：{i.target or '（空）'}{f'（{extra}）' if extra else ''}"
        yield from page.lines(said, first="      ")
