"""L704: a document number that is not written as 机关代字〔年份〕序号号."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.checks.base import Fault, FieldRule, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.finding import Fix
from linter.submission import TEXT_KEYS, TargetTable, Text
from linter.wording import quoted

# The number with its year in any brackets. 号 before a noun counts houses, lines, machines.
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,12}(?:[(（][\u4e00-\u9fff]{1,4}[)）]|[)）])?)\s*"
    r"(?P<open>[〔\[【(（［])\s*(?P<year>(?:19|20)\d\d)(?P<nian>\s*年)?\s*(?P<close>[〕\]】)）］])"
    r"\s*(?P<nth>第)?\s*(?P<zeros>[0０]*)(?P<number>\d{1,5})\s*号(?![楼院路线机井门厅馆桥塔炉栋段库厂岛房])"
)
_NO_CODE = re.compile(r"(?:合同|协议|编号|批号|许可证|执照|证书|证号|标段|年)[)）]?$")
_LEAD = re.compile(r"^.*(?:根据|依据|按照|遵照|印发|关于|文件|以及|和|及|与|等|的|《|》)")


class CitationFormat(FieldRule):
    """查什么：发文字号没有写成“机关代字〔年份〕序号号”：年份用了【】、[ ]、（），序号前加“第”或用0补位。一栏不论几处，报一次。

    为什么：发文字号由发文机关代字、年份、发文顺序号组成（《党政机关公文处理工作条例》第九条），年份用六角括号、序号不加“第”、不编虚位
    （GB/T 9704—2012）；写法不一，评审时难以核对依据（参考审核表“规范完整性”）。

    怎么改：照规范改写。例如“某农发【2023】015号”改为“某农发〔2023〕15号”。
    """

    code = "L704"
    name = "citation-format"
    title = "发文字号写法不规范"
    severity = "info"
    audit_item = "规范完整性"
    help = "请把年份放进六角括号〔〕，序号前不加“第”、不用0补位，例如“某农发〔2023〕15号”。"
    fields = TEXT_KEYS

    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None:
        wrong = wrong_numbers(text.value)
        if not wrong:
            return None
        printed, right = wrong[0]
        more = f"等{len(wrong)}处" if len(wrong) > 1 else ""
        return Fault(
            f"“{said(table, key)}”里的发文字号{quoted(printed)}{more}写法不规范，应为{quoted(right)}。",
            fixes=(Fix("safe", rewritten(text.value)),),
        )


@lru_cache(maxsize=2048)
def wrong_numbers(text: str) -> tuple[tuple[str, str], ...]:
    """The document numbers of a text that are not written as they should be: (as printed, as it should be)."""
    if "号" not in text:
        return ()
    return tuple(
        (_shown(match, match[0]), _shown(match, _right(match))) for match in _NUMBER.finditer(text) if _is_wrong(match)
    )


@lru_cache(maxsize=2048)
def rewritten(text: str) -> str:
    """The text with its document numbers as they should be, all else as it was."""
    return _NUMBER.sub(lambda match: _right(match) if _is_wrong(match) else match[0], text)


def _is_wrong(match: re.Match[str]) -> bool:
    if _NO_CODE.search(match["code"]):
        return False
    return match["open"] != "〔" or match["close"] != "〕" or bool(match["nth"] or match["zeros"] or match["nian"])


def _right(match: re.Match[str]) -> str:
    return f"{match['code']}〔{match['year']}〕{match['number']}号"


def _shown(match: re.Match[str], number: str) -> str:
    """The number without the words that lead up to its code."""
    lead = _LEAD.match(match["code"])
    return number[lead.end() :] if lead and lead.end() < len(match["code"]) else number


CitationFormat.bad = (
    case("年份用了方头括号", form(name="校园安保", texts={"basis": "根据青教办【2021】33号文件，配备专职保安。"})),
    case("圆括号、方括号，一栏几处报一次", form(
        name="基层医疗", texts={"basis": "清卫发(2022)76号、清财社[2020]12号、清医保发〔2021〕8号。", "plan": "按清卫办（2023）9号执行。"}), count=2),
    case("序号用0补位，加了“第”", form(
        name="农机补贴", texts={"overview": "落实清农机〔2020〕012号的补贴。", "measures": "执行清农发〔2022〕第5号。"}), count=2),
)
CitationFormat.good = (
    case("规范的写法", form(name="防火隔离带", texts={"basis": "清林发〔2023〕18号、《森林防火条例》（国务院令第541号）、清政办函〔2022〕6号。"})),
    case("不是发文字号的号", form(
        name="社区用房", texts={"overview": "维修站前街社区（2019）3号楼，合同编号【2023】15号，案号（2022）清01民初76号。", "basis": "12345号热线工单。"})),
    case("年份在句子里", form(name="水质监测", texts={"basis": "省水利厅2023年第12号公告；《水文条例》（2017年修订）第六条。"})),
)
