"""`jixiao suggest`: values and near indicators, for people and as JSON. All of it is for reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from linter.report.columns import grid
from linter.report.page import PIPED, Page

REFERENCE = "供参考：数请按实际测算；指标库里的数是常见写法，不是标准。"


class SuggestedIndicator(NamedTuple):
    """One line of the answer. `category` is Chinese in the text, the contract's word in the JSON."""

    name: str
    category: str
    sector: str
    target: str
    source: str
    similarity: float


def suggestions_text(
    asked: str, category: str, targets: Sequence[str], near: Sequence[SuggestedIndicator], page: Page = PIPED
) -> str:
    """The answer for people. `category`: the category the values are for, in Chinese, '' for none."""
    lines: list[str] = []
    if targets:
        under = f"（{category}）" if category else ""
        lines += page.lines(f"“{asked}”{under}的指标值可以写：{'、'.join(f'“{target}”' for target in targets)}")
    if near:
        lines += ["", *page.lines("相近的指标：")] if lines else page.lines("相近的指标：")
        rows = [["名称", "指标值", "类别", "行业", "来源"]]
        rows += [[each.name, each.target, each.category, each.sector, each.source] for each in near]
        lines += [f"  {line}" for line in grid(rows, ambiguous=page.ambiguous)]
    elif not targets:
        lines += page.lines("没有找到合适的建议。请写成三级指标的名称，例如“窗口办件差错率”，或用 --category 指明类别。")
        return "\n".join(lines) + "\n"
    else:
        lines += page.lines("指标库里没有相近的指标。")
    return "\n".join([*lines, "", *page.lines(REFERENCE)]) + "\n"


def suggestions_json(asked: str, category: str | None, targets: Sequence[str], near: Sequence[SuggestedIndicator]) -> bytes:
    """The answer for programs."""
    answer = {
        "text": asked, "category": category, "targets": list(targets),
        "indicators": [each._asdict() for each in near], "note": REFERENCE,
    }
    return msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n"
