"""Bars of faults by rule and by dimension of the review form: numbers and lengths only, the template draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from linter.contract.check_v1 import dimensions
from linter.finding import Finding, Severity
from linter.report.report import Report

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
WIDTH = 360  # of the drawing, in its own units
_ROOM = 46  # for the figure behind a bar
_MOST_BARS = 12
_LEAST_SCALE = 5  # a full bar is at least so many: a single fault must not fill the drawing
_ELSE = "其他"


class Piece(NamedTuple):
    severity: Severity
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its counts (error, warning, info), and its pieces from left to right."""

    name: str
    counts: tuple[int, int, int]
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def end(self) -> float:
        return self.pieces[-1].x + self.pieces[-1].width if self.pieces else 0


@dataclass(frozen=True, slots=True)
class Chart:
    """`id` is unique in the page, `first` the column heading of its table."""

    id: str
    title: str
    first: str
    bars: tuple[Bar, ...]


def charts(findings: Iterable[Finding], report: Report, scope: str) -> tuple[Chart, Chart]:
    """By rule, most frequent first, rare ones together; by dimension, in the order of the review form."""
    by_rule: dict[str, Counter[Severity]] = {}
    by_dimension: dict[str, Counter[Severity]] = {name: Counter() for name in dict.fromkeys(dimensions().values())}
    for finding in findings:
        by_rule.setdefault(finding.code, Counter())[finding.severity] += 1
        dimension = dimensions()[finding.audit_item] if finding.audit_item else _ELSE
        by_dimension.setdefault(dimension, Counter())[finding.severity] += 1
    ranked = sorted(by_rule.items(), key=lambda item: (-item[1].total(), item[0]))
    named = [(f"{code} {report.title(code)}", counts) for code, counts in ranked[:_MOST_BARS]]
    if rest := ranked[_MOST_BARS:]:
        named.append((f"其余{len(rest)}条规则", sum((counts for _, counts in rest), Counter())))
    return (
        Chart(f"{scope}r", "按规则统计的问题数", "规则", _bars(named)),
        Chart(f"{scope}a", "按审核内容统计的问题数", "审核内容", _bars(list(by_dimension.items()))),
    )


def _bars(named: list[tuple[str, Counter[Severity]]]) -> tuple[Bar, ...]:
    most = max(_LEAST_SCALE, *(counts.total() for _, counts in named))
    out = []
    for name, counts in named:
        pieces, x = [], 0.0
        for severity in SEVERITIES:
            width = round(counts[severity] / most * (WIDTH - _ROOM), 1)
            if width:
                pieces.append(Piece(severity, round(x, 1), width))
                x += width
        out.append(Bar(name, (counts["error"], counts["warning"], counts["info"]), tuple(pieces)))
    return tuple(out)
