"""C108: the 绩效管理情况 text claims figures that the document itself does not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from linter.checks.base import DocumentRule
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.own_name import alternatives
from linter.finding import Finding, Locus
from linter.form.money import parse_money
from linter.submission import Claim, Money, Submission, TargetTable
from linter.tables import table as data
from linter.wording import squeeze

_SAID = {
    "overall_amount": "整体绩效目标涉及金额", "project_count": "纳入绩效管理的项目数", "project_amount": "纳入绩效管理的项目金额",
    "disclosed_count": "公开绩效目标的项目数", "disclosed_amount": "公开绩效目标的项目金额",
}
_YEAR = re.compile(r"20\d\d(?=年)")
_PARTS = re.compile(r"^[^。]{0,40}?。?其中[:,]?(?P<parts>[^。]+)")
_PART = re.compile(r"[;；]|,(?=[^,;；。\d]{2,16}\d{1,5}[个项张])|[、和及](?=[^,;；。\d]{2,16}\d{1,5}[个项张])")
_COUNT = re.compile(r"(\d{1,5})(?:个|项|张)")
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?[百千万亿]*元")
_SHARE = Decimal("0.005")


class ClaimMismatch(DocumentRule):
    """查什么：“预算绩效管理情况”里说的项目个数、公开的绩效目标个数或者金额，与本文件里的项目支出预算表、绩效目标表对不上，
    或者“其中”各部分加起来不等于总数。纳入绩效管理的项目数与预算表比，公开的目标数与绩效目标表比。

    为什么：说明文字和表是一起公开的，数字对不上说明有表漏了，或者文字没有随预算调整（参考审核表“规范完整性”）。

    怎么改：按表核对后改正文字，或补上漏掉的表。例如附了12张项目绩效目标表，就写“公开项目绩效目标12个”。
    """

    code = "C108"
    name = "claim-mismatch"
    title = "说明文字的数字与表对不上"
    severity = "warning"
    confidence = "medium"
    audit_item = "规范完整性"
    help = "请按项目支出预算表和绩效目标表核对后改正说明文字，或补上漏掉的表；分项之和应等于总数。"

    def needs(self, context: Context) -> str | None:
        if context.submission.narrative is None:
            return "解析结果里没有说明文字，无法核对"
        if not context.submission.claims:
            return "本文件的说明文字里没有读到绩效管理的项目数和金额"
        return None

    def check(self, context: Context) -> Iterator[Finding]:
        submission = context.submission
        for key, claim in submission.claims.items():
            tail = _behind(claim, submission)
            if _of_another_year(claim, submission) or _speaks_of_some(claim):
                continue
            reasons = [reason for reason in (_against_parts(key, claim, tail), _against_document(key, claim, submission)) if reason]
            if reasons:
                yield self.found(
                    Locus("claim", key, spot=claim.spot),
                    f"说明文字里{_SAID[key]}是{_said(key, claim.value)}，{'；'.join(reasons)}。", evidence=claim.quote,
                )


def _said(key: str, value: Decimal) -> str:
    if key.endswith("count"):
        return f"{value:f}个"
    number = f"{value / 10000:,.6f}".rstrip("0").rstrip(".")
    return f"{number}万元"


def _behind(claim: Claim, submission: Submission) -> str:
    """What follows the claim in its paragraph."""
    for paragraph in submission.narrative or ():
        if paragraph.spot == claim.spot:
            folded = squeeze(paragraph.value)
            at = folded.find(claim.quote)
            if at >= 0:
                return folded[at + len(claim.quote) :]
    return ""


def _of_another_year(claim: Claim, submission: Submission) -> bool:
    """Whether the paragraph is written for another year: that is S603's."""
    year = submission.fiscal_year
    said = next((p.value for p in submission.narrative or () if p.spot == claim.spot and claim.quote in squeeze(p.value)), "")
    years = {int(found) for found in _YEAR.findall(squeeze(said))}
    return year is not None and bool(years) and year not in years


def _speaks_of_some(claim: Claim) -> bool:
    return any(word in claim.quote for word in data("claims")["parts"]["some"])


def _against_parts(key: str, claim: Claim, tail: str) -> str:
    """Why the parts listed behind 其中 do not make the claim, '' where they do or are no complete list."""
    listed = _PARTS.match(tail)
    if not listed:
        return ""
    parts = [part for part in _PART.split(listed["parts"]) if _COUNT.search(part) or _AMOUNT.search(part)]
    if len(parts) < 2 or not all(_labels().search(part) for part in parts):
        return ""
    if key.endswith("count"):
        counts = [Decimal(found[1]) for part in parts if (found := _COUNT.search(part))]
        if len(counts) < len(parts) or sum(counts) == claim.value:
            return ""
        return f"而其中各部分相加是{sum(counts):f}个"
    amounts = [money for part in parts if (found := _AMOUNT.search(part)) and (money := parse_money(found[0]))]
    if len(amounts) < len(parts):
        return ""
    total = sum((money.yuan for money in amounts), Decimal(0))
    step = max([claim.step, *(money.step for money in amounts)]) * (len(amounts) + 1) / 2
    return "" if abs(total - claim.value) <= step else f"而其中各部分相加是{_said(key, total)}"


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"^[^\d]{{0,8}}?(?:{alternatives(data('claims')['parts']['labels'])})[^\d]{{0,12}}?\d")


def _against_document(key: str, claim: Claim, submission: Submission) -> str:
    """What the document holds instead, '' where it agrees or cannot tell."""
    projects = [table for table in submission.tables if table.form != "overall"]
    overall = [table for table in submission.tables if table.form == "overall"]
    if key == "overall_amount":
        return _amounts(claim, [[table] for table in overall], "部门整体绩效目标表上是") if len(overall) == 1 else ""
    if key == "disclosed_count":
        if not projects or claim.value in (len(projects), len(submission.tables)):
            return ""
        return f"而本文件有{len(projects)}张项目绩效目标表"
    if key == "disclosed_amount":
        return _amounts(claim, [projects, list(submission.tables)], f"而{len(projects)}张项目绩效目标表合计是") if projects else ""
    rows = submission.budget_lines
    current = [row for row in rows if row.section == "current"]
    if not current:
        return ""
    if key == "project_count":
        counts = {len(current), len(rows), len({row.project_name for row in current}), len({row.project_name for row in rows})}
        return "" if claim.value in counts else f"而项目支出预算表有{len(current)}个项目"
    if any(row.amount is None for row in rows):
        return ""
    sums = [sum((row.amount.yuan for row in some if row.amount), Decimal(0)) for some in (current, rows)]
    step = max((row.amount.step for row in rows if row.amount), default=Decimal(1)) * len(rows) / 2
    if any(_near(claim, total, step) for total in sums):
        return ""
    return f"而项目支出预算表合计是{_said(key, sums[0])}"


def _amounts(claim: Claim, choices: list[list[TargetTable]], said: str) -> str:
    """Whether the claim is the sum of the annual amounts of one of these sets of tables; '' also where one is not known."""
    sums: list[Decimal] = []
    for tables in choices:
        amounts: list[Money] = [table.amounts.annual for table in tables if table.amounts.annual]
        if len(amounts) < len(tables):
            return ""
        sums.append(sum((money.yuan for money in amounts), Decimal(0)))
        if _near(claim, sums[-1], max((money.step for money in amounts), default=Decimal(1))):
            return ""
    return f"{said}{_said('amount', sums[0])}"


def _near(claim: Claim, total: Decimal, step: Decimal) -> bool:
    return abs(claim.value - total) <= max(_SHARE * max(claim.value, total), claim.step / 2, step)


_TABLES = (form(name="农村公路养护", annual="300万元"), form(name="桥梁检测", annual="80万元"), form(name="公交补贴", annual="120万元"))
_ROWS = [("农村公路养护", "300万元"), ("桥梁检测", "80万元"), ("公交补贴", "120万元")]
ClaimMismatch.bad = (
    case("公开的目标比附的表多", *_TABLES, narrative=["2024年公开项目绩效目标5个，涉及项目金额500万元。"]),
    case("公开的金额与各表合计不符", *_TABLES, narrative=["2024年公开项目绩效目标3个，涉及项目金额680万元。"]),
    case("纳入管理的项目数和金额与预算表不符", *_TABLES, budget=_ROWS,
         narrative=["2024年本单位纳入绩效目标管理的二级项目6个，共计金额560万元。"], count=2),
    case("各部分相加不等于总数", *_TABLES,
         narrative=["2024年公开项目绩效目标3个，涉及项目金额500万元。其中：其他运转类项目2个，涉及金额300万元；特定目标类项目2个，涉及金额200万元。"]),
    case("整体绩效目标的金额不符", form(name="", kind="overall", annual="900万元"),
         narrative=["部门整体支出绩效目标已经编报，金额1200万元。"]),
)
ClaimMismatch.good = (
    case("个数、金额、分项都对得上", *_TABLES, budget=_ROWS, narrative=[
        "2024年纳入绩效目标管理的二级项目3个，共计金额500万元。其中：其他运转类项目2个，涉及金额380万元；特定目标类项目1个，涉及金额120万元。",
        "2024年公开项目绩效目标3个，涉及项目金额500万元。"]),
    case("部门整体的表也算一张", form(name="", kind="overall", annual="500万元"), *_TABLES, narrative=["2024年公开项目绩效目标4个。"]),
    case("“其中”只举了重点项目", *_TABLES, narrative=["2024年公开项目绩效目标3个，涉及项目金额500万元。其中：重点项目1个，金额300万元；百万元以上2个，金额420万元。"]),
    case("上一年度的数字，不与本年的表比", *_TABLES, narrative=["2023年纳入绩效目标管理的项目9个，涉及资金900万元。"], budget=_ROWS),
    case("没有说明文字的数字", *_TABLES, narrative=["本单位严格落实绩效管理要求。"], budget=_ROWS),
)
