"""Findings with one to three replacements that fit the indicator and the project, for the rules in `data/suggest_rules.toml`.

The rule's own fixed example gives way to them: “≥3000人次” does not help under 制卡差错率. A replacement is a `Fix` of safety
"suggestion" where it can stand in the cell at fault as it is; where that cell is the name's (C104), or the form has columns of
their own for sign and unit, it is only said.
Nothing is ever written anywhere. Findings that bring fixes of their own, and those nothing fits, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from linter.checks.measurability.criteria import words_of
from linter.finding import Finding, Fix, Verdict
from linter.form.value import parse_target
from linter.submission import Indicator, Submission, TargetTable
from linter.suggest.asked import Asked, asked
from linter.suggest.library import Library
from linter.suggest.missing import for_category, prices_in
from linter.suggest.names import names_for
from linter.suggest.planned import planned
from linter.suggest.repair import against_last_year, as_the_budget, in_unit, turned, unglued, with_unit
from linter.suggest.targets import MOST, Adviser
from linter.tables import words
from linter.wording import squeeze

_EXAMPLE = re.compile(r"[，,；]?(?:例如|比如)[^。；]*")
_YEAR = re.compile(r"(20\d\d)")
_REFERENCE = "供参考（数按实际测算）"


def enriched(verdict: Verdict, submission: Submission, library: Callable[[], Library]) -> Verdict:
    """The verdict with suggestions in the findings of the rules concerned. Order, number and fingerprints stay.

    `library` is called only where there is such a finding: a clean document does not wait for it.
    """
    codes = words("suggest_rules", "codes")
    if not any(finding.code in codes for finding in verdict.findings):
        return verdict
    adviser = _adviser(library())
    tables = {table.index: table for table in submission.tables}
    findings = []
    for finding in verdict.findings:
        table = tables.get(finding.locus.table_index) if finding.locus.table_index is not None else None
        if finding.code in codes and table is not None and not finding.fixes and _REFERENCE not in finding.help:
            finding = _with_suggestions(finding, table, submission, adviser)
        findings.append(finding)
    return replace(verdict, findings=tuple(findings))


@cache
def _adviser(library: Library) -> Adviser:
    return Adviser(library)


def _with_suggestions(finding: Finding, table: TargetTable, submission: Submission, adviser: Adviser) -> Finding:
    year = table.fiscal_year or submission.fiscal_year
    if finding.locus.kind == "category":
        named = for_category(
            adviser.library, table, finding.locus.name or "", agency=submission.agency or "", year=year, budget=budget_of(table)
        )
        return replace(finding, help=_help(finding.help, named))
    indicator = _indicator(finding, table)
    if indicator is None:
        return finding
    if indicator.period == "total" and table.end_date:
        ends = _YEAR.search(table.end_date)
        year = int(ends[1]) if ends else year
    name = _name(indicator, table)
    if not name and finding.code == "C104":
        return replace(finding, help=_help(finding.help, names_for(adviser.library, table, indicator)))
    targets = tuple(dict.fromkeys(_targets(finding.code, name, indicator, table, year, adviser)))[:MOST]
    if not targets:
        return finding
    apart = bool(squeeze(indicator.sign or "") or squeeze(indicator.unit or "") or table.has_unit_column)
    in_cell = bool(indicator.target) and finding.locus.spot == indicator.spot("target")
    fixes = tuple(Fix("suggestion", target) for target in targets) if in_cell and not apart else ()
    return replace(finding, help=_help(finding.help, targets, apart=apart), fixes=fixes)


def _indicator(finding: Finding, table: TargetTable) -> Indicator | None:
    """The indicator a finding speaks of: by its row, and by its half where the fault stands in one only."""
    locus = finding.locus
    own = [indicator for indicator in table.indicators if indicator.row == locus.row]
    return next((i for i in own if locus.period is None or i.period == locus.period), None)


def _name(indicator: Indicator, table: TargetTable) -> str:
    """The fuller level-3 name of the two halves."""
    return max((i.level3 or "" for i in table.indicators if i.row == indicator.row), key=len)


def _targets(
    code: str, name: str, indicator: Indicator, table: TargetTable, year: int | None, adviser: Adviser
) -> Iterator[str]:
    """Replacements for the value, the one that keeps most of what is there first."""
    ask = asked(name, indicator.category)
    mended = _MENDED.get(code, _nothing)(indicator, name, ask, year, adviser)
    if not mended and code == "M302" and indicator.category == "cost":
        mended = as_the_budget(indicator.value, table)
    if mended:
        yield mended
    if code in words("suggest_rules", "number_stays"):
        return
    if ask.kind == "count" and ask.unit:
        yield from planned(table, name, ask.unit)
    said = words_of(indicator) if indicator.target else ""
    usual = adviser.targets(name, indicator.category, said=said, year=year, budget=budget_of(table))
    if indicator.category == "cost" and ask.unit is None:
        usual = prices_in(table, usual)
    yield from usual


def _unit(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    near = adviser.near(name, indicator.category, ask)
    unit = parse_target(near[0].target).unit if near else None
    return with_unit(indicator.value, words_of(indicator), ask, unit)


def _turned(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    return turned(indicator.value)


def _other_unit(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    return in_unit(indicator.value, ask)


def _based(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    return against_last_year(words_of(indicator), year)


def _unglued(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    return unglued(indicator, ask, year)


def _nothing(indicator: Indicator, name: str, ask: Asked, year: int | None, adviser: Adviser) -> str | None:
    return None


_Mender = Callable[[Indicator, str, Asked, "int | None", Adviser], "str | None"]
_MENDED: dict[str, _Mender] = {
    "M302": _unit, "M304": _based, "V403": _turned, "V404": _other_unit, "V405": _unglued,
}


def budget_of(table: TargetTable) -> str:
    """The year's amount as a form would print it: 45万元, 8600元; '' where it is not known."""
    money = table.amounts.annual or table.amounts.total
    if money is None or money.yuan <= 0:
        return ""
    if money.yuan < 10000:
        return f"{money.yuan.normalize():f}元"
    return f"{(money.yuan / 10000).normalize():f}万元"


def _help(help: str, suggestions: tuple[str, ...], *, apart: bool = False) -> str:
    """The remedy with these in place of the rule's own example."""
    if not suggestions:
        return help
    columns = "，符号、数、单位分填各栏" if apart else ""
    return f"{_EXAMPLE.sub('', help)}{_REFERENCE}{columns}：{''.join(f'“{text}”' for text in suggestions)}。"
