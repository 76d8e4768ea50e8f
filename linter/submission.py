"""What a document says once it has been read: `Submission` → `TargetTable` → `Indicator` …

Plain frozen values; money is Decimal yuan, never float; every text carries the `Spot` it was read from.
The JSON form of these types is the contract `linter/contract/parse_v1.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linter.where import NOWHERE, Spot

Status = Literal["ok", "partial", "failed"]
FormKind = Literal["project", "overall", "transfer"]
Period = Literal["total", "annual"]
Category = Literal[
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainability",
    "satisfaction", "management", "impact", "other",
]
TargetKind = Literal["number", "range", "date", "period", "qualitative", "placeholder", "malformed", "empty"]
Comparator = Literal[">=", ">", "<=", "<", "=", "~"]

# Keys of `TargetTable.texts`, in the order the rules look at them (RULES.md, General conventions).
TEXT_FIELDS = ("overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal")
TEXT_KEYS = (*TEXT_FIELDS, "remarks")
OUTPUT_CATEGORIES = ("quantity", "quality", "timeliness", "cost")
BENEFIT_CATEGORIES = ("economic", "social", "ecological", "sustainability")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the form and where it stands. `value` is as printed, layout-only spaces and breaks removed."""

    value: str
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Target:
    """指标值: what a value cell means. `number`/`upper` are exact; `unit` as printed; malformed parts stay in `raw`."""

    kind: TargetKind
    raw: str = ""
    comparator: Comparator | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None


EMPTY_TARGET = Target("empty")


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: one row of the indicator block, in one half of the form.

    `row` counts the rows of the block from 0; the two halves of one printed row share it.
    `target` is what a reader reads (sign, value and unit joined); `sign`, `unit`, `weight` keep columns of their own.
    `spots` says where each part stands, by the attribute's name ("level3", "target", "description" …).
    """

    period: Period
    category: Category
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    value: Target = EMPTY_TARGET
    description: str | None = None
    basis: str | None = None
    sign: str | None = None
    unit: str | None = None
    weight: str | None = None
    row: int = 0
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def spot(self, *names: str) -> Spot:
        """The place of the first of `names` that is known, else of the indicator's name or target."""
        for name in (*names, "level3", "target"):
            if name in self.spots:
                return self.spots[name]
        return NOWHERE


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in yuan. `step` is the worth of one unit of its last printed digit, in yuan (1 for whole yuan)."""

    yuan: Decimal
    step: Decimal
    spot: Spot = NOWHERE

    @property
    def exact(self) -> bool:
        """Whether it is printed to the yuan or finer."""
        return self.step <= 1


@dataclass(frozen=True, slots=True)
class Amounts:
    """项目资金. An amount whose unit is not known is absent here and named in `unit_unknown`.

    `sources`: half → source key (central provincial local self_raised fiscal carryover other …) → amount.
    """

    total: Money | None = None
    annual: Money | None = None
    previous_total: Money | None = None
    previous_annual: Money | None = None
    sources: Mapping[Period, Mapping[str, Money | None]] = field(default_factory=dict)
    unit_unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpendingStep:
    """资金支出计划: the cumulative share to be spent by the end of `month`; `percent` as printed, None when empty."""

    month: int
    percent: str | None
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Contact:
    role: str
    name: str | None
    phone: str | None
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class TargetTable:
    """绩效目标表: one form. `texts` holds only fields the form has; an empty cell is a Text with value ''.

    `printed` names every field the form prints a label for (keys of `texts`, project_name, amounts.annual …), so that
    rules tell an empty field from one the form does not have; `labels` gives the label as printed (资金用途). `spans_known` is False for text dumps, whose rows may
    have lost cells.
    """

    index: int
    form: FormKind
    title: str
    fiscal_year: int | None
    project_name: Text | None
    project_code: str | None = None
    department: str | None = None
    implementing_unit: Text | None = None
    project_attribute: str | None = None
    project_period: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    amounts: Amounts = Amounts()
    texts: Mapping[str, Text] = field(default_factory=dict)
    spending_plan: tuple[SpendingStep, ...] = ()
    filled_at: str | None = None
    contacts: tuple[Contact, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    printed: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    has_unit_column: bool = False
    has_weight_column: bool = False
    two_halves: bool = False
    spans_known: bool = False
    spot: Spot = NOWHERE

    @property
    def name(self) -> str:
        """The project's name, '' when the form gives none."""
        return self.project_name.value if self.project_name else ""

    def text(self, key: str) -> str:
        """The text of a field, '' when it is empty or the form has no such field."""
        found = self.texts.get(key)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A leaf project row of 项目支出预算表."""

    section: Literal["current", "carryover"]
    unit: str | None
    project_name: str
    amount: Money | None
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure the 绩效管理情况 text claims: a count, or yuan."""

    value: Decimal
    step: Decimal
    quote: str
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of the result must know: an unread cell, a form set aside, a missing unit.

    `lossless`: a reader's word on how it read (hidden rows too, by way of Word); all was read, and the status stays ok.
    """

    text: str
    spot: Spot = NOWHERE
    table_index: int | None = None
    lossless: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text outside tables."""

    value: str
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything one document says about performance targets.

    `claims` keys: overall_amount, project_count, project_amount, disclosed_count, disclosed_amount.
    `narrative` is None where the source does not carry it (a stored parse result).
    """

    source: str
    status: Status = "ok"
    notes: tuple[Note, ...] = ()
    agency: str | None = None
    fiscal_year: int | None = None
    budget_lines: tuple[BudgetLine, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    tables: tuple[TargetTable, ...] = ()
    narrative: tuple[Paragraph, ...] | None = None
