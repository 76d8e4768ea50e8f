"""`explain`: one rule as a page to read, and `rules`: all of them as a list. Also the text of docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import msgspec

from linter.finding import SEVERITY_SAID, Severity
from linter.report.columns import grid
from linter.report.page import PIPED, Page


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """What a rule says of itself. `paragraphs` is its docstring (查什么 / 为什么 / 怎么改), `options` name → default.

    `bad` and `good` are the sentences of its cases, `said` what it says of each bad one, () for a rule on many documents.
    """

    code: str
    name: str
    title: str
    severity: Severity
    dimension: str | None
    audit_item: str | None
    paragraphs: tuple[str, ...]
    profiles: tuple[str, ...]
    options: dict[str, str]
    silent_under: tuple[str, ...]
    bad: tuple[str, ...]
    said: tuple[str, ...]
    good: tuple[str, ...]


def explain(sheet: RuleSheet, page: Page = PIPED) -> str:
    """The page of one rule. Ends with a line break."""
    lines = [page.bold(f"{sheet.code} {sheet.name} {sheet.title}"), ""]
    for paragraph in sheet.paragraphs:
        lines += [*page.lines(paragraph), ""]
    for said, value in _facts(sheet):
        lines += page.lines(value, first=f"{said}：")
    if sheet.options:
        lines += page.lines("；".join(f"{key} = {default}" for key, default in sheet.options.items()), first="选项（默认值）：")
    lines += ["", "会报的例子"]
    for example, said in _examples(sheet):
        lines += page.lines(example, first="  - ")
        lines += page.lines(f"报：{said}", first="    ") if said else []
    lines += ["", "不报的例子"]
    for example in sheet.good:
        lines += page.lines(example, first="  - ")
    return "\n".join(lines) + "\n"


def _facts(sheet: RuleSheet) -> Iterator[tuple[str, str]]:
    yield "级别", SEVERITY_SAID[sheet.severity]
    if sheet.audit_item:
        yield "审核内容", f"{sheet.dimension}（{sheet.audit_item}）"
    yield "规则组合", "、".join(sheet.profiles)
    if sheet.silent_under:
        yield "让位", f"同一处已由 {'、'.join(sheet.silent_under)} 报告时不再报告"


def _examples(sheet: RuleSheet) -> Iterator[tuple[str, str]]:
    """Each bad example and what is said of it."""
    yield from zip(sheet.bad, sheet.said or [""] * len(sheet.bad), strict=True)


def rules_text(sheets: Sequence[RuleSheet], page: Page = PIPED) -> str:
    """All rules, one a line."""
    rows = [("编号", "级别", "名称", "标题"), *((s.code, SEVERITY_SAID[s.severity], s.name, s.title) for s in sheets)]
    return "\n".join([*grid(rows, ambiguous=page.ambiguous), f"共 {len(sheets)} 条。详细说明：jixiao explain 编号"]) + "\n"


def rules_json(sheets: Sequence[RuleSheet]) -> bytes:
    """All rules with everything they say of themselves."""
    return msgspec.json.format(msgspec.json.encode([asdict(sheet) for sheet in sheets]), indent=2) + b"\n"


def rules_markdown(sheets: Sequence[RuleSheet]) -> str:
    """The rule pages of the documentation."""
    lines = ["# 规则说明", "", "本页由 `make regenerate` 从规则本身生成，请勿手改。", "", "| 编号 | 级别 | 名称 | 标题 | 规则组合 |",
             "|---|---|---|---|---|"]
    lines += [f"| [{s.code}](#{s.code.lower()}) | {SEVERITY_SAID[s.severity]} | {s.name} | {s.title} | {'、'.join(s.profiles)} |"
              for s in sheets]
    for sheet in sheets:
        lines += ["", f"## {sheet.code}", "", f"**{sheet.title}**（`{sheet.name}`）"]
        for paragraph in sheet.paragraphs:
            lines += ["", paragraph]
        lines += ["", *(f"- {said}：{value}" for said, value in _facts(sheet))]
        lines += [f"- 选项 `{key}`，默认 `{default}`" for key, default in sheet.options.items()]
        lines += ["", "会报的例子：", "", *(f"- {example}" + (f"<br>报：{said}" if said else "") for example, said in _examples(sheet))]
        lines += ["", "不报的例子：", "", *(f"- {example}" for example in sheet.good)]
    return "\n".join(lines) + "\n"
