"""What the cost indicators of a table say: plain amounts, prices per something, and which of them stand for the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name, is_rate_name
from linter.form.money import amount_unit, parse_money
from linter.form.value import is_amount_of_money, is_per_unit_money, money_of
from linter.submission import Indicator, Money, Period, TargetTable
from linter.tables import table as data
from linter.wording import squeeze

_NEGLIGIBLE = Decimal("0.01")  # under this share of the budget an amount is a price per something
_SMALL_SUM, _SMALL_SHARE = Decimal(10000), Decimal("0.1")  # and so is one of a few thousand yuan under this share


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost indicator of one half with its amount in yuan; `per_unit` for a price (元/人, 单位成本)."""

    pair: Pair
    indicator: Indicator
    money: Money
    per_unit: bool


def costs_of(table: TargetTable, context: Context, half: Period) -> list[Cost]:
    """The cost indicators of one half that carry an amount of money."""
    found = []
    for pair in context.pairs(table):
        indicator = pair.total if half == "total" else pair.annual
        if indicator is None or indicator.category != "cost":
            continue
        money = amount_of(indicator)
        if money is not None:
            found.append(Cost(pair, indicator, money, is_price(indicator, pair.name)))
    return found


def halves_of(table: TargetTable) -> tuple[tuple[Period, Money | None], ...]:
    """Each half of the form with the amount it stands under."""
    if table.two_halves:
        return (("total", table.amounts.total), ("annual", table.amounts.annual))
    return (("annual", table.amounts.annual),)


def amount_of(indicator: Indicator) -> Money | None:
    """The money of a target: with its own unit, that of the level-3 name (成本（万元）), or yuan behind a bare 万 or 亿."""
    value = indicator.value
    if value.kind not in ("number", "range") or value.number is None:
        return None
    if is_amount_of_money(value) or is_per_unit_money(value):
        return money_of(value)
    if value.unit is not None or is_rate_name(indicator.level3 or ""):
        return None
    raw = squeeze(indicator.target or "")
    unit = amount_unit(indicator.level3 or "")
    if unit and not raw.endswith(("万", "亿")):
        return parse_money(format(value.number, "f"), unit=unit)
    if indicator.category == "cost" and raw.endswith(("万", "亿")):
        return Money(value.number, Decimal(10**4))
    return None


def is_price(indicator: Indicator, name: str) -> bool:
    """Whether an amount is per something: by its unit, the level-3 name, or the description."""
    return is_per_unit_money(indicator.value) or _price_by_words(name, indicator.description or "")


@lru_cache(maxsize=4096)
def _price_by_words(name: str, description: str) -> bool:
    return bool(_pattern("per_unit", "name").search(squeeze(name)) or _pattern("per_unit", "description").search(squeeze(description)))


def plain_costs(costs: Iterable[Cost], budget: Money) -> list[Cost]:
    """Costs that can stand for the project or a part of it: no prices, nothing under 1 % of the budget, no savings."""
    return [
        cost for cost in costs
        if not cost.per_unit and not _looks_like_price(cost.money, budget)
        and not _pattern("not_cost", "name").search(squeeze(cost.pair.name))
    ]


def _looks_like_price(money: Money, budget: Money) -> bool:
    share = _SMALL_SHARE if money.yuan < _SMALL_SUM else _NEGLIGIBLE
    return money.yuan < budget.yuan * share


def names_the_whole(name: str) -> bool:
    """Whether a level-3 name says nothing of its own beyond cost words: 项目总成本, 预算控制数."""
    return _without(squeeze(bare_name(name)), _words("whole")) == ""


def names_a_part(name: str, table: TargetTable) -> bool:
    """Whether a cost's name, or the text that says what the project is, shows it to be one thing among several."""
    folded = squeeze(bare_name(name))
    if _pattern("part", "name").search(folded):
        return True
    thing = _without(folded, _words("around"))
    if len(thing) < 2:
        return False
    # A list (培训、宣传、设备) in the project's name or texts, one member of which is the thing
    for text in (table.name, table.text("overview"), table.text("annual_goal")):
        folded_text = squeeze(text)
        at = folded_text.find(thing)
        while at >= 0:
            before, behind = folded_text[at - 1 : at], folded_text[at + len(thing) : at + len(thing) + 8]
            if _pattern("list", "before").fullmatch(before) or _pattern("list", "behind").match(behind):
                return thing != squeeze(table.name)
            at = folded_text.find(thing, at + 1)
    return False


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


@cache
def _words(key: str) -> tuple[str, ...]:
    found: list[str] = data("cost_words")[key]["words"]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _pattern(group: str, key: str) -> re.Pattern[str]:
    return re.compile(data("cost_words")[group][key])
