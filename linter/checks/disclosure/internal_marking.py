"""D802: a mark that the document is not meant for the public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from linter.checks.base import DocumentRule, document_locus
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.own_name import alternatives
from linter.finding import Finding
from linter.form.numerals import folded
from linter.submission import Submission
from linter.tables import table as data
from linter.where import Spot
from linter.wording import quoted

_LONGEST_HEADING, _LONGEST_NOTE = 60, 120  # running text beyond that bears no marks
_CITED = re.compile(r"《[^》]*》")


class InternalMarking(DocumentRule):
    """查什么：准备公开的文件里留着内部标识：“仅供内部审核”“内部资料，注意保存”“（征求意见稿）”“草稿”“送审稿”等，
    写在标题、页眉页脚、附注里。引用的文件名称、正文里说到的文稿不算。

    为什么：带内部标识的文件一旦公开，要么是版本传错了，要么是不该公开的材料，公开前都要查清。

    怎么改：换成定稿，或者确认可以公开后删去标识。例如标题“项目支出绩效目标表（草稿）”改为“项目支出绩效目标表”。
    """

    code = "D802"
    name = "internal-marking"
    title = "公开文件带有内部标识"
    severity = "warning"
    confidence = "medium"
    audit_item = None
    help = "请换成定稿，或者确认可以公开后删去标识，例如“绩效目标表（草稿）”改为“绩效目标表”。"

    def needs(self, context: Context) -> str | None:
        return "解析结果里没有标题、页眉页脚等文字，无法检查" if context.submission.narrative is None else None

    def check(self, context: Context) -> Iterator[Finding]:
        for text, spot in _texts(context.submission):
            found = marking(text)
            if found:
                yield self.found(
                    document_locus(spot), f"文件里留有内部标识{quoted(found)}：{quoted(text)}。", evidence=text
                )
                return


def _texts(submission: Submission) -> Iterator[tuple[str, Spot]]:
    for paragraph in submission.narrative or ():
        yield paragraph.value, paragraph.spot
    for table in submission.tables:
        yield table.title, table.spot
        if "remarks" in table.texts:
            yield table.texts["remarks"].value, table.texts["remarks"].spot


@lru_cache(maxsize=4096)
def marking(text: str) -> str | None:
    """The mark a heading, footer or note bears, None when it bears none."""
    plain = _CITED.sub("", folded(text[: 2 * _LONGEST_NOTE]))
    if len(plain) > _LONGEST_NOTE:
        return None
    strong = _strong().search(plain)
    if strong:
        return strong[0]
    if len(plain) > _LONGEST_HEADING:
        return None
    alone = _alone().search(plain)
    return next(found for found in alone.groups() if found) if alone else None


@cache
def _strong() -> re.Pattern[str]:
    return re.compile("|".join(data("markings")["strong"]["patterns"]))


@cache
def _alone() -> re.Pattern[str]:
    words = alternatives(data("markings")["alone"]["words"])
    mark = rf"(?:{words})(?:(?:第?\d|[一二三四])[稿次版])?"
    # behind a mark in brackets: which version, or a plea; any other word goes on: （样稿印制费） is no mark
    rest = r"(?:[\d一二三四五六年月日第版稿次号]{0,8}|[,;:]?[供请仅勿待不未][^()\[\]<>。]{0,8})"
    return re.compile(
        rf"^[\W_]*({mark})(?:[★*☆]?\d*[年月]*)?[\W_]*$|[(\[<]({mark}){rest}[)\]>][\W_]*$|^[(\[<]({mark})[)\]>]"
        rf"|^({mark})(?:[,;:!][供请仅勿待不未][^,;。]{{0,10}}[\W_]*$|(?:★|☆|\*))|表[-_—]?({mark})$"
    )


InternalMarking.bad = (
    case("附注写“仅供内部审核”", form(), narrative=["2024年部门预算公开说明", "注：本表仅供内部审核使用。"]),
    case("标题带草稿", form(), narrative=["2024年部门预算（草稿）", "一、部门职责", "征求意见稿"]),
    case("页眉写“内部资料 注意保存”", form(), narrative=["内部资料 注意保存", "第一部分 部门概况"]),
)
InternalMarking.good = (
    case("引用的文件是征求意见稿", form(), narrative=["依据《村镇供水工程运行管理规程（征求意见稿）》编制。"]),
    case("正文说到起草的文稿", form(), narrative=["年内完成县志初稿、送审稿编纂，印发征求意见稿三次，经专家评审后定稿。"]),
    case("正文说到涉密采购", form(), narrative=["注：涉密采购事项按照国家有关规定办理。", "加强内部控制，公开内部审计结果。"]),
)
