"""The official review form as far as the machine fills it in: `Audit` (one table) and `AuditSummary` (one document).

Values only; `linter/audit` computes them. Points are those of the form, scores and shares are rounded to one decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Grade = Literal["优", "良", "中", "差"]
ItemState = Literal["scored", "manual"]


@dataclass(frozen=True, slots=True)
class AuditItem:
    """One of the eight items. `score` is in points, None where a person has to judge (`manual`).

    `because` names the rules whose findings count against the item, in a manual one those too light to score it by.
    """

    item: str
    points: int
    state: ItemState
    score: float | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """One table. `score` is the earned share of the assessed points, in percent; `grade` is read off it."""

    table_index: int
    grade: Grade
    score: float
    points_assessed: int
    items: tuple[AuditItem, ...]


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One document: the mean score of its tables, weighted by amount (yuan).

    `tables` were counted in; `without_amount` have a grade and no known amount, `without_grade` were too little assessed;
    `apart` are whole-department forms beside project forms, whose money they would count twice. Where no amount is known
    at all, `amount` is None and every table weighs the same.
    """

    grade: Grade
    score: float
    amount: Decimal | None
    tables: int
    without_amount: int = 0
    without_grade: int = 0
    apart: int = 0
