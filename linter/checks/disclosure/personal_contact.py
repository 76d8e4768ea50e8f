"""D801: a telephone, identity-card or bank-card number of a person in a document meant for the public."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule, said, table_locus
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.finding import Finding
from linter.masking import masked
from linter.submission import TargetTable
from linter.wording import quoted


class PersonalContactExposed(TableRule):
    """查什么：准备公开的绩效目标表里有联系人的手机号、座机号（“联系电话”旁边七八位的号码也算），或者身份证号、银行卡号。
    已经打了星号的、12345一类的热线不算。报告里只显示号码的首尾几位。

    为什么：电话、证件号码是个人信息，公众看懂绩效目标用不着，随预算公开容易被人利用。

    怎么改：公开版里删去这一栏或打上星号。例如“联系电话：138****5566”。
    """

    code = "D801"
    name = "personal-contact-exposed"
    title = "公开文件带有个人联系方式或证件号码"
    severity = "warning"
    audit_item = None
    help = "请在公开版里删去号码或打上星号，例如“138****5566”；办公总机确需公开的，写单位名称，不写个人姓名。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        found = [(place, shown) for place, text in _texts(table) if (shown := masked(text)) != text]
        if found:
            places = "、".join(dict.fromkeys(place for place, _ in found))
            yield self.found(
                table_locus(table), f"表中“{places}”里有个人的电话或证件号码：{quoted(found[0][1])}。", table=table,
                evidence="；".join(dict.fromkeys(shown for _, shown in found)),
            )


def _texts(table: TargetTable) -> Iterator[tuple[str, str]]:
    """(what it is called, text) of everything in the form that may hold a number of a person."""
    for contact in table.contacts:
        for text in (contact.phone, contact.name):
            if text and any(char.isdigit() for char in text):
                yield contact.role or "联系人", f"联系电话：{text}"
    for key, filled in table.texts.items():
        yield said(table, key), filled.value
    if table.implementing_unit:
        yield said(table, "implementing_unit"), table.implementing_unit.value
    for indicator in table.indicators:
        for cell in (indicator.level3, indicator.target, indicator.description, indicator.basis):
            if cell:
                yield "绩效指标", cell


PersonalContactExposed.bad = (
    case("联系人的手机号", form(name="乡村小规模学校补助", contacts=[("李一", "13812345678")])),
    case("联系电话栏七位座机", form(name="渔政执法", contacts=[("王二", "6633001")])),
    case("正文里的身份证号", form(name="临时救助", texts={"overview": "救助对象赵三，身份证号110105199003072316，发放临时救助金。"})),
    case("备注里的座机", form(name="送戏下乡", texts={"remarks": "填表人：孙四 0358-8225566"})),
)
PersonalContactExposed.good = (
    case("已经打了星号", form(name="乡村小规模学校补助", contacts=[("李一", "138****5678")])),
    case("热线和普通数字", form(ind("quantity", "12345热线办结件数", "≥13812件"), name="政务热线", texts={"overview": "受理12345热线，资金13812345元。"})),
    case("没有填电话", form(name="渔政执法", contacts=[("王二", ""), ("赵三", "")])),
    case("文号和统一编码", form(name="临时救助", code="14110024031200001234", texts={"basis": "民发〔2019〕87号、GB/T 28222-2011。"})),
)
