"""Comparing and saying amounts of money. Tolerance: the larger of 0.5 % and half a unit of the last printed digit."""

from __future__ import annotations

from decimal import Decimal

from linter.submission import Money, TargetTable

_SHARE = Decimal("0.005")


def agrees(one: Money, other: Money, share: Decimal = _SHARE) -> bool:
    """Whether two amounts are the same within the tolerance of RULES.md, family F."""
    slack = max(share * max(abs(one.yuan), abs(other.yuan)), one.step / 2, other.step / 2)
    return abs(one.yuan - other.yuan) <= slack


def agrees_exactly(one: Money, other: Money) -> bool:
    """The same to the yuan where both are printed so finely, else within the tolerance (F504, F505)."""
    if one.exact and other.exact:
        return one.yuan == other.yuan
    return agrees(one, other)


def added(amounts: list[Money]) -> Money:
    """The sum; as coarse as its coarsest part."""
    return Money(sum((m.yuan for m in amounts), Decimal(0)), max((m.step for m in amounts), default=Decimal(1)))


def said(money: Money | Decimal) -> str:
    """As people write it: 1,000万元 · 6,746.77万元 · 32,760元."""
    yuan = money.yuan if isinstance(money, Money) else money
    if abs(yuan) >= 10000 and yuan % 100 == 0:
        return f"{_grouped(yuan / 10000)}万元"
    return f"{_grouped(yuan)}元"


def _grouped(number: Decimal) -> str:
    """With thousands separators, at most two decimals, no trailing zeros."""
    return f"{number.quantize(Decimal('0.01')):,}".rstrip("0").rstrip(".")


def why_no_amount(table: TargetTable, key: str) -> str:
    """Why an amount (`annual`, `total`) of a table cannot be compared with anything: a reason for the ledger."""
    said_as = "年度资金总额" if key == "annual" else "实施期资金总额"
    if key in table.amounts.unit_unknown:
        return f"{said_as}的计量单位（元或万元）未知，无法比较"
    return f"表中没有读到{said_as}，无法比较"
