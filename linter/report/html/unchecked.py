"""What was not judged: rules by reason, notes of the reader, findings someone suppressed."""

from __future__ import annotations

from typing import NamedTuple

from linter.report.report import Report
from linter.result import Result

_TABLES_SHOWN = 8


class Reason(NamedTuple):
    """A reason from the ledger and the rules it kept from judging. `crashed`: the program broke down."""

    reason: str
    rules: str
    crashed: bool


class Hidden(NamedTuple):
    """Findings that are not listed: by whom, why, and how many."""

    why: str
    times: int


def reasons(result: Result, report: Report) -> tuple[Reason, ...]:
    """Rules that judged nothing, then those that passed over some tables."""
    whole: dict[tuple[str, bool], list[str]] = {}
    partly: dict[str, dict[str, list[str]]] = {}
    for entry in result.verdict.ledger:
        name = f"{entry.code} {report.title(entry.code)}"
        if entry.state in ("skipped", "crashed"):
            whole.setdefault((entry.reason, entry.state == "crashed"), []).append(name)
            continue
        for index, reason in entry.skipped_tables:
            partly.setdefault(reason, {}).setdefault(name, []).append(f"表{index + 1}")
    return (
        *(Reason(reason, "、".join(names), crashed) for (reason, crashed), names in whole.items()),
        *(Reason(reason, "；".join(f"{name}（{_some(at)}）" for name, at in names.items()), False) for reason, names in partly.items()),
    )


def _some(words: list[str]) -> str:
    return "、".join(words[:_TABLES_SHOWN]) + (f"等{len(words)}张" if len(words) > _TABLES_SHOWN else "")


def hidden(result: Result) -> tuple[Hidden, ...]:
    """Suppressed findings by their reason."""
    counts: dict[str, int] = {}
    for each in result.suppressed:
        why = f"忽略清单：{each.reason}" if each.by == "ignore" else "基线里已有"
        counts[why] = counts.get(why, 0) + 1
    return tuple(Hidden(*item) for item in counts.items())
