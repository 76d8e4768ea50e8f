"""An amount as the form shows it: yuan, and 万元 beside it where that is shorter to read."""

from __future__ import annotations

from decimal import Decimal

from linter.submission import Money

_TEN_THOUSAND = Decimal(10_000)


def money_said(money: Money | None) -> str:
    """`22,500,000.00元（2,250万元）`; '' for no amount."""
    if money is None:
        return ""
    yuan = f"{money.yuan:,.2f}元"
    if abs(money.yuan) < _TEN_THOUSAND:
        return yuan
    whole, _, rest = f"{money.yuan / _TEN_THOUSAND:,.6f}".partition(".")
    decimals = rest.rstrip("0")
    return f"{yuan}（{whole}{f'.{decimals}' if decimals else ''}万元）"
