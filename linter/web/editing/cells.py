"""Which cells can be changed, what they say now, and where they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, fields

from linter.form.indicators import joined_target
from linter.report.form import Address, Cell
from linter.report.form.indicators import PARTS
from linter.submission import TEXT_KEYS, Amounts, Indicator, Money, Period, TargetTable
from linter.where import NOWHERE, Spot

AMOUNTS = tuple(field.name for field in fields(Amounts) if field.name not in ("sources", "unit_unknown"))
NAMED = ("project_name", "implementing_unit")  # fields that know where they stand
PLAIN = ("project_code", "department", "project_attribute", "project_period", "start_date", "end_date", "filled_at")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a cell holds as it stands in a file: `text`, or for amounts `money`. `spot` is NOWHERE where the reader did not note it."""

    text: str
    spot: Spot = NOWHERE
    money: Money | None = None
    is_money: bool = False


def holding(table: TargetTable, address: Address) -> Holding | None:
    """What the cell at an address holds; None where it is none that can be changed."""
    if address.kind == "field" and address.name:
        return _field(table, address.name)
    if address.kind == "spending_plan" and address.row is not None:
        step = next((step for step in table.spending_plan if step.month == address.row), None)
        return Holding(step.percent or "", step.spot) if step else None
    if address.kind == "indicator" and address.part in PARTS:
        indicator = indicator_at(table, address)
        return None if indicator is None else _part(indicator, address.part)
    return None


def indicator_at(table: TargetTable, address: Address) -> Indicator | None:
    return next((i for i in table.indicators if i.row == address.row and i.period == address.period), None)


def cell_of(cells: list[Cell], key: str) -> Cell | None:
    """The cell of a drawn form with an address of this key."""
    return next((cell for cell in cells if cell.address and cell.address.key == key), None)


def bare_target(indicator: Indicator) -> str:
    """The text of the value cell alone: `target` is joined with what the columns of sign and unit say."""
    joined = indicator.target or ""
    if not (indicator.sign or indicator.unit):
        return joined
    rest = joined.removeprefix(indicator.sign or "")
    for bare in (rest.removesuffix(indicator.unit or ""), rest, joined.removesuffix(indicator.unit or "")):
        if bare and joined_target(indicator.sign, bare, indicator.unit) == joined:
            return bare
    return joined


def source_of(name: str) -> tuple[Period, str] | None:
    """Half and key of an address like sources.annual.central."""
    _, _, rest = name.partition("sources.")
    half, _, key = rest.partition(".")
    if half == "total":
        return "total", key
    return ("annual", key) if half == "annual" else None


def _field(table: TargetTable, name: str) -> Holding | None:
    if name in TEXT_KEYS:
        text = table.texts.get(name)
        return Holding(text.value, text.spot) if text else Holding("")
    if name in NAMED:
        named = getattr(table, name)
        return Holding(named.value, named.spot) if named else Holding("")
    if name in PLAIN:
        return Holding(getattr(table, name) or "")
    money: Money | None
    if name.startswith("amounts.") and (key := name.removeprefix("amounts.")) in AMOUNTS:
        money = getattr(table.amounts, key)
    elif source := source_of(name):
        money = table.amounts.sources.get(source[0], {}).get(source[1])
    else:
        return None
    return Holding(amount_said(money), money.spot if money else NOWHERE, money, is_money=True)


def amount_said(money: Money | None) -> str:
    """An amount as a person would type it: 2250万元, 830.5元."""
    if money is None:
        return ""
    whole = money.yuan / 10_000
    number, unit = (whole, "万元") if abs(whole) >= 1 and whole == whole.quantize(whole.__class__("0.000001")) else (money.yuan, "元")
    return f"{number.normalize():f}{unit}"


def _part(indicator: Indicator, part: str) -> Holding:
    said = bare_target(indicator) if part == "target" else getattr(indicator, part) or ""
    return Holding(said, indicator.spots.get(part, NOWHERE))
