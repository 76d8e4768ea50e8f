"""`Pair`: one printed indicator with its two halves (实施期, 年度). Halves that say the same are one locus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from linter.finding import Locus
from linter.submission import Category, Indicator, TargetTable


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the indicator block. `halves`: those that are there, 实施期 first; one-column forms have only `annual`."""

    table: TargetTable
    halves: tuple[Indicator, ...]
    name: str  # the fuller level-3 name of the two halves, '' when neither has one

    @property
    def total(self) -> Indicator | None:
        return self.halves[0] if self.halves[0].period == "total" else None

    @property
    def annual(self) -> Indicator | None:
        return self.halves[-1] if self.halves[-1].period == "annual" else None

    @property
    def first(self) -> Indicator:
        return self.halves[0]

    @property
    def category(self) -> Category:
        return self.first.category

    @property
    def says_twice(self) -> bool:
        """Whether both halves are there and give the same target."""
        return bool(self.total and self.annual and self.total.target == self.annual.target)

    def locus(self, at: Iterable[Indicator] = (), part: str = "target") -> Locus:
        """The place of the fault: in both halves under the fuller name, in one half (`at`) under that half's own."""
        faulty = tuple(at) or self.halves
        only = faulty[0] if len(faulty) == 1 and len(self.halves) == 2 else None
        name = (only.level3 or only.target) if only else (self.name or self.first.target)
        spot = faulty[0].spot(part)
        return Locus(
            "indicator", name or None, self.table.index, only.period if only else None, self.category,
            self.first.row, spot,
        )


def pairs_of(table: TargetTable) -> tuple[Pair, ...]:
    """The indicators of a table, paired by the row they share, in printed order."""
    rows: dict[int, list[Indicator]] = {}
    for indicator in table.indicators:  # all of 实施期 stand before those of 年度
        rows.setdefault(indicator.row, []).append(indicator)
    return tuple(
        Pair(table, tuple(halves), max((half.level3 or "" for half in halves), key=len)) for _, halves in sorted(rows.items())
    )
