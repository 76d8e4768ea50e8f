"""F507: a text field states an amount for this year that is neither the annual nor the total amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from linter.checks.base import FIELD_SAID, Fault, FieldRule, NotChecked
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.funds.sums import added, agrees, said, why_no_amount
from linter.checks.mentions import Amount, amounts_in, filler, goes_beyond, roles_in
from linter.checks.own_name import tokens
from linter.form.numerals import folded
from linter.submission import Money, TargetTable, Text
from linter.wording import quoted

_NEGLIGIBLE = Decimal("0.01")  # under this share of the budget an amount is a price or a detail
_ABOUT = Decimal("0.1")
_STATED = frozenset({"need", "total", "given"})
_ELSEWHERE = frozenset({"part", "past", "per", "scope", "whole", "other"})
_REACH = 100  # how far a sentence is followed, in characters
_SENTENCE_END = re.compile(r"[。;!?]")
_OWN_NAME = 4  # a name at least so long, right before an amount, makes it the project's


class AmountInTextMismatch(FieldRule):
    """查什么：文字里写明本项目本年度需要、花费或获得多少钱（预算金额、共需、需经费、总计、预计支出……，或者紧跟在项目名称、
    下达、安排、核定之后），而这个数既不是年度资金总额也不是实施期资金总额。以前年度的支出、欠款、分项、单价和多年合计不算。

    为什么：同一张表里钱数不一致，说明文字是照抄往年或别的项目的，或者资金改了文字没有改（参考审核表“资金匹配性”）。

    怎么改：改成与资金总额一致的数。例如年度资金总额为26万元，概况写“2024年需经费26万元”；说的是一部分的，写明“其中”。
    """

    code = "F507"
    name = "amount-in-text-mismatch"
    title = "文字中的金额与资金总额不符"
    severity = "warning"
    confidence = "medium"
    audit_item = "资金匹配性"
    help = "请改成与资金总额一致的数，例如“2024年需经费26万元”；说的是其中一部分的，请写明“其中”。"

    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None:
        amounts = amounts_in(text.value)
        if not amounts:
            return None
        annual = table.amounts.annual
        if annual is None:
            raise NotChecked(why_no_amount(table, "annual"))
        year = table.fiscal_year or context.submission.fiscal_year
        known = [money for money in (annual, table.amounts.total) if money is not None]
        known += [m for per in table.amounts.sources.values() for m in per.values() if m is not None and m.yuan > 0]
        current = [a for a in amounts if not _elsewhen(a, year)]
        if any(_is(amount, known) for amount in current):
            return None
        most = max(money.yuan for money in known)
        stated = [
            a for a in current
            if _stated(a, amounts, table, annual, year)
            and not (a.years is None and a.money.yuan > most and _beyond_this_year(a, text.value))
        ]
        faulty = _one(stated, known)
        if faulty is None:
            return None
        printed = text.value[faulty.start : faulty.end]
        lead = faulty.lead if len(faulty.lead) <= 24 else f"…{faulty.lead[-20:]}"
        quote = f"{lead}{printed}"
        total = table.amounts.total
        also = f"，实施期资金总额是{said(total)}" if total and total.yuan != annual.yuan else ""
        return Fault(f"“{FIELD_SAID[key]}”写{quoted(quote)}，而年度资金总额是{said(annual)}{also}。", evidence=quote)


def _elsewhen(amount: Amount, year: int | None) -> bool:
    """Whether it is said of other years than the fiscal year."""
    return amount.years is not None and not amount.years.covers(year)


def _is(amount: Amount, known: list[Money]) -> bool:
    share = _ABOUT if amount.about else Decimal("0.005")
    return any(agrees(amount.money, money, share) for money in known)


def _stated(amount: Amount, amounts: tuple[Amount, ...], table: TargetTable, annual: Money, year: int | None) -> bool:
    """Whether the text says that the project needs, costs or is given this amount in the fiscal year."""
    if amount.bound or amount.calculated or "per" in amount.roles or amount.money.yuan < annual.yuan * _NEGLIGIBLE:
        return False
    several = amount.years is not None and not amount.years.only(year)
    if several and not amount.yearly:
        return False
    # every year so much: counts only where no figure of the fiscal year's own stands beside it
    if amount.yearly and any(other is not amount and other.years and other.years.only(year) for other in amounts):
        return False
    before_name = _before_own_name(amount.lead, table.name)
    if before_name is not None and not roles_in(before_name) & _ELSEWHERE:
        return True
    if not amount.roles & _STATED or amount.roles & _ELSEWHERE:
        return False
    if "given" in amount.roles and not amount.roles & {"need", "total"} and not (amount.years and amount.years.only(year)):
        return False
    return len(_own_words(amount.lead, table.name)) < 2


def _beyond_this_year(amount: Amount, text: str) -> bool:
    """Whether its sentence goes on to tell that it is paid over years or partly by others."""
    rest = folded(text[amount.end : amount.end + _REACH].replace("\n", "；"))
    return goes_beyond(_SENTENCE_END.split(rest, maxsplit=1)[0])


def _one(stated: list[Amount], known: list[Money]) -> Amount | None:
    """The one statement that is wrong; several different ones are items of a list, unless one alone is called the sum."""
    distinct = {amount.money.yuan: amount for amount in stated}
    if len(distinct) > 1:
        if any(agrees(added([amount.money for amount in stated]), money) for money in known):
            return None
        sums = {yuan: amount for yuan, amount in distinct.items() if "total" in amount.roles}
        return next(iter(sums.values())) if len(sums) == 1 else None
    return next(iter(distinct.values()), None)


@lru_cache(maxsize=2048)
def _own_words(lead: str, name: str) -> str:
    """What the words before an amount speak of besides the project itself, the time and money in general."""
    own = (lead[token.start : token.end] for token in tokens(lead, folded(name), filler()) if token.kind == "own")
    return "".join(char for char in own if "一" <= char <= "龥")


def _before_own_name(lead: str, name: str) -> str | None:
    """What stands before the project's own name (or its part behind the last dash), where that leads right up to the
    amount; None where it does not."""
    plain = folded(name)
    for own in sorted({plain, plain.rsplit("-", 1)[-1]}, key=len, reverse=True):
        at = lead.rfind(own) if len(own) >= _OWN_NAME else -1
        if at >= 0 and not _own_words(lead[at + len(own) :], ""):
            return lead[:at]
    return None


AmountInTextMismatch.bad = (
    case("共需的钱与资金总额不符", form(
        name="中小学心理健康教育", annual="26万元", texts={"overview": "面向全区中小学开展心理健康教育，2024年共需经费32万元。"})),
    case("紧跟在项目名称后面", form(name="乡镇敬老院运转经费", annual="48万元", texts={"plan": "2024年乡镇敬老院运转经费60万元，按季度拨付。"})),
    case("当年下达的钱", form(name="小麦病虫害防控", annual="70万元", texts={"annual_goal": "2024年下达专项资金90万元，全部用于统防统治。"})),
    case("每年的钱，没有另写当年数", form(name="水文站运行", annual="15万元", texts={"necessity": "水文站运行每年需要经费25万元。"})),
)
AmountInTextMismatch.good = (
    case("一致，单位不同", form(name="读书节活动", annual="12万元", texts={"overview": "2024年读书节活动预计支出120000元。"})),
    case("以前年度、欠款、分项", form(name="河道清淤", annual="200万元", texts={
        "overview": "2022年已安排150万元，2023年安排180万元，累计欠付工程款620万元。2024年需支付200万元，其中机械费90万元。"})),
    case("单价和多年合计", form(name="村医养老补助", annual="36万元", texts={
        "overview": "按每人每月300元标准发放，2023年至2025年共需资金108万元。"})),
    case("分项相加等于资金总额", form(name="博物馆运行", annual="50万元", texts={"plan": "水电费预计支出20万元，安保费预计支出30万元。"})),
    case("全县的钱、合同的钱", form(name="农村公路养护", annual="80万元", texts={
        "basis": "全县共需养护资金1200万元。", "overview": "工程总投资260万元，合同金额245万元。"})),
    case("每年的钱，另写了当年数", form(name="饮水工程维护", annual="30万元", texts={
        "plan": "每年预算约50万元，2024年预算30万元。"})),
)
