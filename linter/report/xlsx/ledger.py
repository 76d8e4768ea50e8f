"""The sheet 规则台账: what became of every rule, whether it found something or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from linter.finding import SEVERITY_SAID, LedgerEntry
from linter.report.report import Report
from linter.report.xlsx.sheet import Cell, Column, listing
from linter.report.xlsx.styles import Styles

COLUMNS = (
    Column("编号", 7, "center"), Column("规则", 38), Column("级别", 6, "center"), Column("审核内容", 13, "center"), Column("结果", 10, "marked"),
    Column("问题数", 8, "integer"), Column("发现问题的文件", 9, "integer"), Column("通过的文件", 9, "integer"), Column("未检查的文件", 9, "integer"),
    Column("未检查的原因", 60),
)
_MOST_REASONS = 5


def add(book: Any, styles: Styles, report: Report) -> None:
    """Adds the sheet."""
    listing(book, styles, "规则台账", COLUMNS, _rows(report))


def _rows(report: Report) -> Iterator[Sequence[Cell]]:
    entries: dict[str, list[LedgerEntry]] = {code: [] for code in report.rules}
    found = Counter(finding.code for result in report.results for finding in result.verdict.findings)
    for result in report.results:
        for entry in result.verdict.ledger:
            entries.setdefault(entry.code, []).append(entry)
    for code, own in sorted(entries.items()):
        states: Counter[str] = Counter(entry.state for entry in own)
        sheet = report.rules.get(code)
        yield (
            code, report.title(code), SEVERITY_SAID[sheet.severity] if sheet else "", (sheet.audit_item or "—") if sheet else "", _state(states),
            found[code], states["found"], states["passed"], states["skipped"] + states["crashed"], _reasons(own),
        )


def _state(states: Counter[str]) -> str:
    """The gravest of what became of a rule: a crash must not hide behind documents that passed."""
    for state, said in (("crashed", "运行出错"), ("found", "发现问题"), ("passed", "通过"), ("skipped", "未检查")):
        if states[state]:
            return said
    return "未启用"


def _reasons(entries: Sequence[LedgerEntry]) -> str:
    reasons: Counter[str] = Counter()
    for entry in entries:
        if entry.state in ("skipped", "crashed"):
            reasons[entry.reason] += 1
        else:
            reasons.update({f"{reason}（个别表）": 1 for reason in {reason for _, reason in entry.skipped_tables}})
    several = len(entries) > 1
    said = [f"{reason}（{count}个文件）" if several else reason for reason, count in reasons.most_common(_MOST_REASONS)]
    return "；".join(said) + (f"；等{len(reasons)}种原因" if len(reasons) > _MOST_REASONS else "")
