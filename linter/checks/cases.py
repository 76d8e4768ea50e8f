"""Cases: the bad and good examples of a rule. They are its tests, and what `jixiao explain` prints.

    Case("合格率的指标值写“合格”", form(indicators=[ind("quality", "合格率", "合格")]))

A rule on many documents has `Intake`s.

`form` builds one target table with harmless defaults; give only what the case is about. Texts are made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from linter.form.claims import narrative_claims
from linter.form.money import parse_money
from linter.form.value import parse_target
from linter.submission import (
    Amounts,
    BudgetLine,
    Category,
    Contact,
    FormKind,
    Indicator,
    Money,
    Paragraph,
    Period,
    SpendingStep,
    Submission,
    TargetTable,
    Text,
)
from linter.where import Spot

LEVELS: dict[str, tuple[str, str]] = {
    "quantity": ("产出指标", "数量指标"), "quality": ("产出指标", "质量指标"), "timeliness": ("产出指标", "时效指标"),
    "cost": ("产出指标", "成本指标"), "economic": ("效益指标", "经济效益指标"), "social": ("效益指标", "社会效益指标"),
    "ecological": ("效益指标", "生态效益指标"), "sustainability": ("效益指标", "可持续影响指标"),
    "satisfaction": ("满意度指标", "服务对象满意度指标"), "management": ("投入与目标管理", "投入管理"),
    "impact": ("影响力目标", "长效管理"), "other": ("其他指标", "其他指标"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One example. `say` is the Chinese sentence a reader sees; `count` how many findings a bad case must give."""

    say: str
    submission: Submission
    count: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)
    budget_list: tuple[BudgetLine, ...] | None = None
    whole_agency: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """One example of a rule on many documents: what agencies have handed in `now`, and the year before (`last`)."""

    say: str
    now: tuple[Submission, ...]
    last: tuple[Submission, ...] = ()
    count: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    category: Category
    level3: str | None
    target: str | None
    annual: tuple[str | None, str | None] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def ind(category: Category, level3: str | None, target: str | None, *, annual: tuple[str | None, str | None] | None = None,
        **columns: str) -> _Row:
    """A row of the indicator block. `annual` (name, target) where the 年度 half differs; columns: description, basis,
    sign, unit, weight."""
    return _Row(category, level3, target, annual, columns)


def _money(text: str | None) -> Money | None:
    return parse_money(text) if text else None


def form(
    *rows: _Row,
    name: str = "社区图书室开放服务",
    annual: str | None = "30万元",
    total: str | None = None,
    kind: FormKind = "project",
    year: int | None = 2024,
    halves: bool = False,
    texts: Mapping[str, str] | None = None,
    sources: Mapping[Period, Mapping[str, str | None]] | None = None,
    plan: Iterable[tuple[int, str | None]] = (),
    attribute: str | None = None,
    period: str | None = None,
    start: str | None = None,
    end: str | None = None,
    code: str | None = None,
    unit: str | None = None,
    department: str | None = None,
    spans_known: bool = True,
    unit_column: bool = False,
    weight_column: bool = False,
    printed: Iterable[str] | None = None,
    contacts: Iterable[tuple[str, str]] = (),
    index: int = 0,
) -> TargetTable:
    """One 绩效目标表. With `halves` every row stands in both halves (实施期 and 年度). Amounts: "30万元", "1,200元"."""
    indicators: list[Indicator] = []
    for period_ in ("total", "annual") if halves else ("annual",):
        for number, row in enumerate(rows):
            name3, target = row.annual if period_ == "annual" and row.annual else (row.level3, row.target)
            if not name3 and not target:
                continue
            level1, level2 = LEVELS[row.category]
            joined = f"{row.columns.get('sign', '')}{target or ''}{row.columns.get('unit', '')}" if target else target
            indicators.append(
                Indicator(
                    period="total" if period_ == "total" else "annual", category=row.category, level1=level1, level2=level2,
                    level3=name3, target=joined,
                    value=parse_target(target, sign=row.columns.get("sign"), unit=row.columns.get("unit")),
                    description=row.columns.get("description"), basis=row.columns.get("basis"), sign=row.columns.get("sign"),
                    unit=row.columns.get("unit"), weight=row.columns.get("weight"), row=number,
                )
            )
    given = dict(texts or {})
    return TargetTable(
        index=index, form=kind, title="项目支出绩效目标表", fiscal_year=year,
        project_name=Text(name) if name else None, project_code=code, department=department,
        implementing_unit=Text(unit) if unit else None, project_attribute=attribute, project_period=period,
        start_date=start, end_date=end,
        amounts=Amounts(
            total=_money(total), annual=_money(annual),
            sources={half: {key: _money(v) for key, v in per.items()} for half, per in (sources or {}).items()},
        ),
        texts={key: Text(value) for key, value in given.items()},
        spending_plan=tuple(SpendingStep(month, percent) for month, percent in plan),
        contacts=tuple(Contact("联系人", name, phone) for name, phone in contacts),
        indicators=tuple(indicators),
        printed=frozenset(printed if printed is not None else {"project_name", "amounts.annual", "indicators", *given}),
        has_unit_column=unit_column, has_weight_column=weight_column, two_halves=halves, spans_known=spans_known,
    )


def document(*tables: TargetTable, budget: Iterable[tuple[str, str]] = (), carryover: Iterable[tuple[str, str]] = (),
             agency: str | None = "清河区文化馆", year: int | None = 2024, narrative: Iterable[str] = ()) -> Submission:
    """A document of these tables (renumbered) with the rows of a 项目支出预算表: (project, amount), and running text."""
    paragraphs = tuple(Paragraph(text, Spot(line=number)) for number, text in enumerate(narrative, 1))

    sections: tuple[tuple[Literal["current", "carryover"], Iterable[tuple[str, str]]], ...] = (
        ("current", budget), ("carryover", carryover),
    )
    lines = tuple(
        BudgetLine(section, agency, project, parse_money(amount)) for section, rows in sections for project, amount in rows
    )
    return Submission(
        "示例", agency=agency, fiscal_year=year, budget_lines=lines, narrative=paragraphs,
        claims=narrative_claims(list(paragraphs)),
        tables=tuple(replace(table, index=n) for n, table in enumerate(tables)),
    )


def case(say: str, *tables: TargetTable, count: int = 1, options: Mapping[str, Any] | None = None, **about: Any) -> Case:
    """A case on a document of `tables`; `about` goes to `document` (budget, carryover, agency, year, narrative)."""
    return Case(say, document(*tables, **about), count, options or {})
