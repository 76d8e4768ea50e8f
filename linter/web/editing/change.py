"""An edit made: submission and new text → the submission that says so, read as the recogniser reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from linter.errors import JixiaoError
from linter.form.indicators import joined_target
from linter.form.money import parse_money
from linter.form.value import parse_target
from linter.report.form import Address, form_view
from linter.submission import TEXT_KEYS, Amounts, Indicator, Money, Submission, TargetTable, Text
from linter.web.editing.cells import NAMED, bare_target, cell_of, holding, source_of
from linter.web.editing.edit import Edit
from linter.where import NOWHERE

Held = TypeVar("Held", TargetTable, Indicator, Amounts)
LONGEST = 20_000  # characters of a cell; the longest published ones have 3,000


def with_edits(submission: Submission, edits: Iterable[Edit]) -> Submission:
    """The submission after all edits, in their order. Raises JixiaoError for one that cannot be made."""
    for edit in edits:
        submission = with_edit(submission, edit)
    return submission


def with_edit(submission: Submission, edit: Edit) -> Submission:
    tables = list(submission.tables)
    at = next((n for n, table in enumerate(tables) if table.index == edit.table), None)
    if at is None:
        raise _no_cell()
    tables[at] = _changed(tables[at], address_of(tables[at], edit.cell), _clean(edit.text))
    return replace(submission, tables=tuple(tables))


def address_of(table: TargetTable, key: str) -> Address:
    """The address of a cell that can be changed. Raises JixiaoError."""
    cell = cell_of(list(form_view(table).cells), key)
    if cell is None or cell.address is None:
        raise _no_cell()
    if holding(table, cell.address) is None:
        raise JixiaoError("这一格在网页上不能改", remedy="请在原来的文件里改好，重新上传。")
    return cell.address


def _clean(text: str) -> str:
    """What a person typed, without what a file could not hold."""
    said = "".join(char for char in text.replace("\r\n", "\n") if char in "\n\t" or char >= " ").strip()
    if len(said) > LONGEST:
        raise JixiaoError(f"文字太长，超过了 {LONGEST} 个字", remedy="请缩短后再提交。")
    return said


def _changed(table: TargetTable, address: Address, text: str) -> TargetTable:
    if address.kind == "indicator":
        return replace(table, indicators=tuple(
            _indicator(each, address.part or "", text) if (each.row, each.period) == (address.row, address.period) else each
            for each in table.indicators
        ))
    if address.kind == "spending_plan":
        return replace(table, spending_plan=tuple(
            replace(step, percent=text or None) if step.month == address.row else step for step in table.spending_plan
        ))
    name = address.name or ""
    if name in TEXT_KEYS:
        before = table.texts.get(name)
        return replace(table, texts={**table.texts, name: Text(text, before.spot if before else NOWHERE)})
    if name in NAMED:
        named = getattr(table, name)
        return _with(table, name, Text(text, named.spot if named else NOWHERE) if text else None)
    if name.startswith(("amounts.", "sources.")):
        return replace(table, amounts=_amounts(table.amounts, name, text))
    return _with(table, name, text or None)


def _indicator(indicator: Indicator, part: str, text: str) -> Indicator:
    said = {"sign": indicator.sign, "target": bare_target(indicator) or None, "unit": indicator.unit}
    if part not in said:
        return _with(indicator, part, text or None)
    said[part] = text or None
    sign, value, unit = said["sign"], said["target"], said["unit"]
    return replace(
        indicator, sign=sign, unit=unit, target=joined_target(sign, value, unit), value=parse_target(value, sign=sign, unit=unit)
    )


def _amounts(amounts: Amounts, name: str, text: str) -> Amounts:
    if source := source_of(name):
        half, key = source
        held = amounts.sources.get(half, {})
        return replace(amounts, sources={**amounts.sources, half: {**held, key: _money(text, held.get(key))}})
    key = name.removeprefix("amounts.")
    unknown = tuple(each for each in amounts.unit_unknown if each != key)
    return _with(replace(amounts, unit_unknown=unknown), key, _money(text, getattr(amounts, key)))


def _money(text: str, before: Money | None) -> Money | None:
    """The amount a text says, as exact as the one before it: people leave out zeros (31.5万元) that forms print."""
    if not text:
        return None
    money = parse_money(text)
    if money is None and text.strip("0.") == "":
        money = Money(Decimal(0), Decimal(1))
    if money is None:
        raise JixiaoError(f"“{text[:30]}”看不出是多少钱", remedy="请连同单位写，例如 2250万元、830.5元。")
    if before and money.yuan == before.yuan:
        return before
    return Money(money.yuan, min(money.step, before.step), before.spot) if before else money


def _with(held: Held, name: str, value: object) -> Held:
    """`held` with another value of one attribute, whose name is data."""
    changed: dict[str, Any] = {name: value}
    return replace(held, **changed)


def _no_cell() -> JixiaoError:
    return JixiaoError("表里没有这一格", remedy="请刷新页面后再试。")
