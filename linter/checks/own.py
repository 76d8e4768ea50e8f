"""A bureau's own rules (`linter.own_rules.OwnRule`) as rules the engine runs beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from linter.checks.base import CATEGORY_SAID, PART_SAID, NotChecked, Rule, TableRule, category_locus, field_locus, said
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.own_rules import OwnRule, compiled
from linter.submission import TargetTable
from linter.wording import quoted, squeeze

_SECONDS = 0.25  # for one text; a pattern that needs more is a bad one


@cache
def rule_of(spec: OwnRule) -> type[Rule]:
    """The rule class for a bureau's rule; its pages say what the bureau wrote."""

    class Own(TableRule):
        __doc__ = f"查什么：{spec.title}（本单位自定义）。\n\n为什么：本单位审核口径的规定。\n\n怎么改：{spec.opinion}"
        code, name, title, severity = spec.code, f"own-{spec.code.lower()}", spec.title, spec.severity
        audit_item, help, bad, good = spec.item, spec.opinion, (), ()

        too_slow = ""

        def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
            if self.too_slow:
                raise NotChecked(self.too_slow)
            try:
                yield from self._faults(table, context)
            except NotChecked as reason:  # one table too many: the others must not pay for it
                self.too_slow = reason.reason
                raise

        def _faults(self, table: TargetTable, context: Context) -> Iterator[Finding]:
            if spec.object == "field":
                yield from _on_field(self, spec, table)
            elif spec.object == "category":
                yield from _on_category(self, spec, table, context)
            else:
                for pair in context.pairs(table):
                    yield from _on_pair(self, spec, pair)

    return Own


def _on_field(rule: Rule, spec: OwnRule, table: TargetTable) -> Iterator[Finding]:
    text = _field(table, spec.field)
    if text is None:
        return  # the form has no such field
    fault = _fault(spec, text)
    if fault:
        yield rule.found(field_locus(table, spec.field), f"“{said(table, spec.field)}”{fault}。", table=table, evidence=text)


def _field(table: TargetTable, key: str) -> str | None:
    if key == "project_name":
        return table.name
    if key == "implementing_unit":
        return table.implementing_unit.value if table.implementing_unit else None
    return table.texts[key].value if key in table.texts else None


def _on_category(rule: Rule, spec: OwnRule, table: TargetTable, context: Context) -> Iterator[Finding]:
    assert spec.category is not None
    if table.indicators and not any(pair.category == spec.category for pair in context.pairs(table)):
        yield rule.found(category_locus(table, spec.category), f"没有{CATEGORY_SAID[spec.category]}。", table=table)


def _on_pair(rule: Rule, spec: OwnRule, pair: Pair) -> Iterator[Finding]:
    if (spec.category and pair.category != spec.category) or (spec.name and spec.name not in pair.name):
        return
    part = spec.object
    faults = [(half, fault) for half in pair.halves if (fault := _fault(spec, getattr(half, part) or ""))]
    if faults:
        half, fault = faults[0]
        text = getattr(half, part) or ""
        of = f"指标{quoted(pair.name)}的" if pair.name and part != "level3" else ""
        yield rule.found(
            pair.locus([half for half, _ in faults], part), f"{of}{PART_SAID[part]}{quoted(text) if text else ''}{fault}。", table=pair.table, evidence=text
        )


def _fault(spec: OwnRule, text: str) -> str:
    """What is wrong with a text, as words that follow it; '' where nothing is. Only 必填 speaks of an empty text."""
    filled = squeeze(text)
    if spec.condition == "required":
        return "" if filled else "没有填写"
    if not filled:
        return ""
    if spec.condition == "min_length":
        return f"只有{len(filled)}个字，少于{spec.length}个字" if len(filled) < spec.length else ""
    if spec.condition == "max_length":
        return f"有{len(filled)}个字，多于{spec.length}个字" if len(filled) > spec.length else ""
    if spec.condition == "one_of":
        return "" if filled in {squeeze(choice) for choice in spec.choices} else f"不是规定的写法（{'、'.join(spec.choices)}）"
    matched = _matches(spec, text) or _matches(spec, filled)
    if spec.condition == "match":
        return "" if matched else "不符合本单位的规定"
    return "不符合本单位的规定" if matched else ""


def _matches(spec: OwnRule, text: str) -> bool:
    try:
        return compiled(spec.pattern).search(text, timeout=_SECONDS) is not None
    except TimeoutError:
        raise NotChecked(f"自定义规则 {spec.code} 的正则表达式太慢，运行超过 {_SECONDS} 秒，请改写") from None
