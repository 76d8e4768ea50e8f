"""Bars of faults by rule and by dimension of the review form, or of anything counted: numbers and lengths only, the template draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linter.contract.check_v1 import dimensions
from linter.finding import SEVERITY_SAID, Finding, Severity
from linter.report.html.said import SEVERITIES
from linter.report.report import Report

WIDTH = 360  # of the drawing, in its own units
_ROOM = 46  # for the figure behind a bar
_MOST_BARS = 12
_LEAST_SCALE = 5  # a full bar is at least so many: a single fault must not fill the drawing
_ELSE = "其他"


class Kind(NamedTuple):
    """What the pieces of one kind stand for: their class in the style sheet, the word for them."""

    look: str
    said: str


FAULTS = tuple(Kind(severity[0], SEVERITY_SAID[severity]) for severity in SEVERITIES)


class Piece(NamedTuple):
    look: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its counts (one a kind), and its pieces from left to right."""

    name: str
    counts: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def end(self) -> float:
        return self.pieces[-1].x + self.pieces[-1].width if self.pieces else 0


@dataclass(frozen=True, slots=True)
class Chart:
    """`id` is unique in the page, `first` the column heading of its table, `unit` follows the figures read aloud."""

    id: str
    title: str
    first: str
    bars: tuple[Bar, ...]
    kinds: tuple[Kind, ...] = FAULTS
    unit: str = "处"


def charts(findings: Iterable[Finding], report: Report, scope: str) -> tuple[Chart, Chart]:
    """By rule, most frequent first, rare ones together; by dimension, in the order of the review form."""
    by_rule: dict[str, Counter[Severity]] = {}
    by_dimension: dict[str, Counter[Severity]] = {name: Counter() for name in dict.fromkeys(dimensions().values())}
    for finding in findings:
        by_rule.setdefault(finding.code, Counter())[finding.severity] += 1
        dimension = dimensions()[finding.audit_item] if finding.audit_item else _ELSE
        by_dimension.setdefault(dimension, Counter())[finding.severity] += 1
    ranked = sorted(by_rule.items(), key=lambda item: (-item[1].total(), item[0]))
    named = [(f"{code} {report.title(code)}", counts) for code, counts in ranked]
    return by_rule_and_dimension(named, by_dimension, scope)


def by_rule_and_dimension(
    rules: Sequence[tuple[str, Counter[Severity]]], dimensions: dict[str, Counter[Severity]], scope: str
) -> tuple[Chart, Chart]:
    """The two charts of these counts; rules beyond the first dozen stand together."""
    named = list(rules[:_MOST_BARS])
    if rest := rules[_MOST_BARS:]:
        named.append((f"其余{len(rest)}条规则", sum((counts for _, counts in rest), Counter())))
    return (
        Chart(f"{scope}r", "按规则统计的问题数", "规则", bars([(name, _in_order(counts)) for name, counts in named], FAULTS)),
        Chart(f"{scope}a", "按审核内容统计的问题数", "审核内容", bars([(name, _in_order(counts)) for name, counts in dimensions.items()], FAULTS)),
    )


def bars(named: Iterable[tuple[str, tuple[int, ...]]], kinds: Sequence[Kind]) -> tuple[Bar, ...]:
    """Bars on one scale, each with a piece for every kind it has any of."""
    held = list(named)
    most = max(_LEAST_SCALE, *(sum(counts) for _, counts in held)) if held else _LEAST_SCALE
    out = []
    for name, counts in held:
        pieces, x = [], 0.0
        for kind, count in zip(kinds, counts, strict=True):
            width = round(count / most * (WIDTH - _ROOM), 1)
            if width:
                pieces.append(Piece(kind.look, round(x, 1), width))
                x += width
        out.append(Bar(name, counts, tuple(pieces)))
    return tuple(out)


def _in_order(counts: Counter[Severity]) -> tuple[int, ...]:
    return tuple(counts[severity] for severity in SEVERITIES)
