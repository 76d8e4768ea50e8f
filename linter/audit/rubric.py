"""How the form is scored: `Rubric`, read from `linter/data/audit.toml`, with what the settings change of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from linter.finding import Finding
from linter.review import Grade
from linter.tables import table


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the form. `judged_by` and `places`: see audit.toml."""

    name: str
    points: int
    judged_by: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Also:
    """Rules that count against further items where they stand on the fields those are about."""

    codes: frozenset[str]
    items: frozenset[str]
    empty: bool


@dataclass(frozen=True, slots=True)
class Rubric:
    """Shares are fractions of an item's points, 0 to 1; `grades` are (from percent, name), best first."""

    items: tuple[Item, ...]
    deductions: Mapping[str, float]
    spread: Mapping[str, float]
    ceilings: Mapping[str, float]
    also: tuple[Also, ...]
    grades: tuple[tuple[float, Grade], ...]
    least_points: int

    def deduction(self, finding: Finding) -> float:
        """What a first finding takes away."""
        if finding.severity == "info":
            return self.deductions["info"]
        return self.deductions.get(finding.code, self.deductions[finding.severity])

    def grade(self, percent: float) -> Grade:
        """The grade of a share of the assessed points."""
        return next(name for limit, name in self.grades if percent >= limit)


def rubric(chosen: Mapping[str, Mapping[str, float]] | None = None) -> Rubric:
    """The scoring that holds. `chosen` is [audit] of the settings: points (item → points), deductions (severity or
    rule code → percent)."""
    usual = _usual()
    if not chosen:
        return usual
    points = chosen.get("points", {})
    return replace(
        usual,
        items=tuple(replace(item, points=int(points.get(item.name, item.points))) for item in usual.items),
        deductions={**usual.deductions, **_shares(chosen.get("deductions", {}))},
    )


@cache
def _usual() -> Rubric:
    data = table("audit")
    return Rubric(
        items=tuple(
            Item(item["name"], item["points"], tuple(item["judged_by"]), tuple(item.get("places", ()))) for item in data["items"]
        ),
        deductions=_shares(data["deductions"]), spread=_shares(data["spread"]), ceilings=_shares(data["ceilings"]),
        also=tuple(Also(frozenset(a["codes"]), frozenset(a["items"]), bool(a.get("empty"))) for a in data["also"]),
        grades=tuple((grade["from"], grade["name"]) for grade in data["grades"]),
        least_points=data["grading"]["least_points"],
    )


def _shares(percents: Mapping[str, Any]) -> dict[str, float]:
    return {key: percent / 100 for key, percent in percents.items()}
