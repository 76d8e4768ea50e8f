"""C101: a field the form prints is not filled in."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TargetTable
from linter.tables import table as data
from linter.tables import words
from linter.wording import normal, quoted


def is_empty(text: str) -> bool:
    """Whether a cell holds nothing: no letter or figure at all, or only 无, 略, 同上 and the like."""
    bare = normal(text)
    return not bare or bare in words("fields", "empty.words")


class MissingField(TableRule):
    """查什么：表上印有、要求填写的栏目（项目名称、年度资金总额、项目概况、立项依据、必要性、制度措施、实施计划、总体目标、年度目标）
    空着，或者只写“无”“略”“同上”“—”。另一半填了同样的内容也不能代替；备注、联系人、其他资金和为零的资金来源不要求填写。

    为什么：各栏是否填全是审核的头一项（参考财预〔2015〕88号审核表“规范完整性”），缺项的申报表会被直接退回。

    怎么改：按栏目的意思补写一两句具体的话。例如立项依据写明文件名称和文号，实施计划写明每个季度做什么。
    """

    code = "C101"
    name = "missing-field"
    title = "必填栏目没有填写"
    severity = "error"
    audit_item = "规范完整性"
    help = "请把这一栏补填完整；与别的栏目有关的内容也要写出来，不要写“同上”。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        for key in data("fields")["required"][table.form]:
            text = self._at_fault(table, key)
            if text is None:
                continue
            name = said(table, key)
            message = f"“{name}”只填了{quoted(text)}，等于没有填写。" if text.strip() else f"“{name}”一栏空着，没有填写。"
            yield self.found(
                field_locus(table, key), message, table=table, help=_HELP.get(key), evidence=text,
                confidence="high" if table.spans_known else "medium",
            )

    @staticmethod
    def _at_fault(table: TargetTable, key: str) -> str | None:
        """What an unfilled field holds ('' or 无 …), None when it is filled or the form does not have it."""
        if key == "amounts.annual":
            unknown = {"annual", key} & set(table.amounts.unit_unknown)
            return "" if key in table.printed and table.amounts.annual is None and not unknown else None
        if key == "project_name":
            if key not in table.printed:
                return None
            text = table.name
        elif key in table.texts or key in table.printed:
            text = table.text(key)
        else:
            return None
        return text if is_empty(text) else None


_HELP = {
    "project_name": "请填写与预算批复一致的项目名称。",
    "amounts.annual": "请填写本年度安排的资金总额，并写明单位，例如“30万元”。",
    "overview": "请用一两句话写明项目做什么、为谁做、做多少，例如“为12所乡镇卫生院配备便携式超声设备12台”。",
    "basis": "请写明所依据的文件名称和文号、会议纪要或合同，例如“《中华人民共和国公共图书馆法》第四条；区政府2023年第5次常务会议纪要”。",
    "necessity": "请写明不做这个项目会有什么问题，例如“现有水表超过使用年限，每年漏损率超过15%”。",
    "measures": "请写明保证项目实施的制度和办法，例如“按本单位采购内控制度办理，设专人验收，按季度检查进度”。",
    "plan": "请按时间写明安排，例如“3月完成招标，4月至10月施工，11月验收”。",
    "total_goal": "请写明整个实施期要做成什么、达到什么效果，并给出数量和标准。",
    "annual_goal": "请写明本年度要做成什么、达到什么效果，例如“年内完成8个村的自来水入户，受益群众不少于3000人”。",
}

MissingField.bad = (
    case("立项依据空着", form(ind("quantity", "体检人数", "≥500人"), name="农村妇女免费体检", texts={"basis": "", "overview": "为农村妇女开展两癌筛查。"})),
    case("制度措施只写“无”，实施计划只写“同上”",
         form(name="灌区渠道清淤", texts={"overview": "清淤干渠18公里。", "measures": "无", "plan": "同上。"}), count=2),
    case("年度资金总额印了栏目没有填数", form(name="非遗展演", annual=None, printed={"project_name", "amounts.annual"})),
    case("文本转存的文件里，印出的栏目空着也算空", form(name="助学金发放", texts={"annual_goal": "—"}, spans_known=False)),
)
MissingField.good = (
    case("表上没有的栏目不要求", form(name="社区养老服务", texts={"annual_goal": "为60岁以上老人提供上门服务不少于2000次。"})),
    case("以“无”字开头的正常句子，备注写“无”", form(
        name="排水管网清疏", texts={"necessity": "无雨污分流设施的老旧街区汛期易积水。", "remarks": "无"})),
    case("金额填了但单位不明，由别处说明", form(name="校园足球", annual=None, printed={"project_name"})),
    case("部门整体绩效目标表不要求项目名称", form(name="", kind="overall", printed={"project_name", "amounts.annual"})),
)
