"""The shape of a rule. A rule file is the whole truth about a rule: docstring, metadata, cases and `check`.

The docstring of a rule class is Chinese and has three paragraphs, `查什么：`, `为什么：` and `怎么改：`; `jixiao explain`
and the rules page print it. Four bases say what a rule works on; the engine walks once and delivers:

    DocumentRule.check(context)                    → findings
    TableRule.check(table, context)                → findings
    FieldRule.fault(table, key, text, context)     → Fault | None   (each filled field of `fields`)
    IndicatorRule.fault(indicator, pair, context)  → Fault | None   (each half of each indicator; equal halves are one)

A fifth, `BatchRule`, is about many documents: screening finds what is alike among them and the rule says it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from linter.finding import Confidence, Finding, Fix, Locus, Severity
from linter.submission import TEXT_FIELDS, Category, Indicator, TargetTable, Text
from linter.where import NOWHERE, Route, Spot

if TYPE_CHECKING:
    from linter.checks.cases import Case, Intake
    from linter.checks.context import Context
    from linter.checks.pairs import Pair


class NotChecked(Exception):
    """Raised by a rule that lacks what it needs: the run's ledger says 未检查 with this Chinese reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fault:
    """What a field or indicator rule found; None takes the rule's own `help`, `severity`, `confidence`.

    `part` is the column of the indicator at fault ("target", "level3", "description", "basis"), `evidence` the text.
    """

    message: str
    help: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    evidence: str = ""
    part: str = "target"
    fixes: tuple[Fix, ...] = ()
    related: tuple[Locus, ...] = ()


class Rule(ABC):
    """Metadata every rule declares. `silent_under`: codes whose finding at the same place says it better.

    `options_said` tells in Chinese what each option means. What a bureau sets wins: `severity` over the one a case calls
    for, `opinion` over every remedy, `audit_item` over the rule's own.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    confidence: ClassVar[Confidence] = "high"
    audit_item: ClassVar[str | None]
    help: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    options_said: ClassVar[Mapping[str, str]] = {}
    silent_under: ClassVar[tuple[str, ...]] = ()
    bad: ClassVar[tuple[Case | Intake, ...]]
    good: ClassVar[tuple[Case | Intake, ...]]

    def __init__(
        self, *, severity: Severity | None = None, options: Mapping[str, Any] | None = None, opinion: str = "", audit_item: str = ""
    ) -> None:
        self.chosen: Mapping[str, Any] = {**self.options, **(options or {})}
        self._override, self._opinion, self._item = severity, opinion, audit_item

    def needs(self, context: Context) -> str | None:
        """The Chinese reason why this rule cannot run on this document at all, or None."""
        return None

    def lacks(self) -> str | None:
        """The Chinese reason why a part of this rule did not run on any table, or None; what the rest found stays."""
        return None

    def found(
        self,
        locus: Locus,
        message: str,
        *,
        table: TargetTable | None = None,
        help: str | None = None,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        related: Iterable[Locus] = (),
        evidence: str = "",
        fixes: tuple[Fix, ...] = (),
        route: Route | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            code=self.code, name=self.name, severity=self._override or severity or self.severity,
            confidence=confidence or self.confidence, audit_item=self._item or self.audit_item, message=message,
            help=self._opinion or help or self.help, locus=locus, related=tuple(related), evidence=evidence, fixes=fixes,
            project_name=table.name or None if table else None,
            project_key=(table.project_code or table.name) if table else "",
            route=route or route_to(locus, table),
        )


class DocumentRule(Rule):
    """A rule on the document as a whole."""

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]: ...


class TableRule(Rule):
    """A rule on one target table. `forms` limits it to kinds of form (project, overall, transfer)."""

    forms: ClassVar[tuple[str, ...]] = ("project", "overall", "transfer")

    @abstractmethod
    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]: ...


class FieldRule(Rule):
    """A rule on each filled text field of a table."""

    fields: ClassVar[tuple[str, ...]] = TEXT_FIELDS

    @abstractmethod
    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None: ...


class IndicatorRule(Rule):
    """A rule on each indicator. Skips `skip_categories`."""

    skip_categories: ClassVar[tuple[Category, ...]] = ()

    @abstractmethod
    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None: ...


class BatchRule(Rule):
    """A rule on the documents of a whole intake: `linter/screen` looks for what it is about and asks it for the finding.

    A check of single documents passes it over. Its cases are whole intakes (`linter.checks.cases.Intake`).
    """


def field_locus(table: TargetTable, key: str, spot: Spot | None = None) -> Locus:
    """The place of a field: a key of `texts`, project_name, implementing_unit, amounts.annual …"""
    if spot is None:
        if key in table.texts:
            spot = table.texts[key].spot
        elif key == "project_name" and table.project_name:
            spot = table.project_name.spot
        else:
            spot = table.spot
    return Locus("field", key, table.index, spot=spot)


def table_locus(table: TargetTable) -> Locus:
    return Locus("table", None, table.index, spot=table.spot)


def category_locus(table: TargetTable, name: str) -> Locus:
    return Locus("category", name, table.index, spot=table.spot)


def document_locus(spot: Spot = NOWHERE) -> Locus:
    return Locus("document", spot=spot)


def said(table: TargetTable | None, key: str) -> str:
    """A field as the form itself calls it, else by its usual name."""
    printed = table.labels.get(key) if table else None
    return printed or FIELD_SAID.get(key, key)


FIELD_SAID = {
    "overview": "项目概况", "basis": "立项依据", "necessity": "项目设立必要性", "measures": "制度、措施",
    "plan": "项目实施计划", "total_goal": "实施期总体目标", "annual_goal": "年度绩效目标", "remarks": "备注",
    "project_name": "项目名称", "implementing_unit": "实施单位", "amounts.annual": "年度资金总额",
    "amounts.total": "实施期资金总额", "indicators": "绩效指标",
}
CATEGORY_SAID = {
    "quantity": "数量指标", "quality": "质量指标", "timeliness": "时效指标", "cost": "成本指标", "economic": "经济效益指标",
    "social": "社会效益指标", "ecological": "生态效益指标", "sustainability": "可持续影响指标", "satisfaction": "满意度指标",
    "management": "投入管理", "impact": "影响力指标", "other": "其他指标", "benefit": "效益指标",
}
PART_SAID = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "指标值", "description": "绩效指标描述",
    "basis": "指标值确定依据",
}
HALF_SAID = {"total": "实施期", "annual": "年度"}


def route_to(locus: Locus, table: TargetTable | None) -> Route:
    """The way a reader walks to a place: 表3 › 质量指标 › 验收合格率."""
    steps = [f"表{locus.table_index + 1}"] if locus.table_index is not None else []
    if locus.kind == "field":
        steps.append(said(table, locus.name or ""))
    elif locus.kind == "category":
        steps.append(CATEGORY_SAID.get(locus.name or "", locus.name or ""))
    elif locus.kind == "spending_plan":
        steps.append("资金支出计划")
    elif locus.kind == "indicator":
        steps.append(CATEGORY_SAID.get(locus.category or "other", "绩效指标"))
        steps.append(locus.name or "")
    return Route(tuple(steps))
