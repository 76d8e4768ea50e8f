"""Calculations written out in running text (600元/月×5人×12月=36000元) and whether they come out (rules F503, F508)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from linter.form.numerals import ARABIC, arabic, folded

_MINUS = r"-(?=\(?[一-龥]{0,10}\d)"
_OPERATOR = rf"[+×*÷]|[xX](?=\(?\d)|{_MINUS}|乘以?(?=\(?\d)|除以(?=\(?\d)"
_UNIT = r"(?:%|‰)?[^\d\s=≈,;。、:!?()+×*÷xX<>≥≤\-~《》\"“”乘除]{0,10}(?:\([^()=\d]{1,12}\))?"
_OPERAND = rf"(?P<number>{ARABIC})(?P<scale>[十百千]?[万亿])?(?P<unit>{_UNIT})"
_LABEL = r"[一-龥]{0,10}?"  # what an operand is of: …+资料费200元
_PART = rf"\(*{ARABIC}(?:[十百千]?[万亿])?{_UNIT}(?:\)+{_UNIT})?"
_SIDE = rf"{_PART}(?:(?:{_OPERATOR})\(?{_LABEL}{_PART})*"
_EQUALS = r"(?:=|≈|等于)(?:约|大约)?"
_CHAIN = re.compile(rf"(?<![\d.])(?<!\d,)(?:{_SIDE})(?:{_EQUALS}(?:{_SIDE}))+")
_CLAUSES = re.compile(r"[。;!?、]|,(?!\d{3}(?!\d))")
_LONGEST, _DEEPEST = 300, 12  # no one writes longer or deeper ones; what is longer is no calculation
_TOKEN = re.compile(rf"(?P<sign>{_OPERATOR})|(?P<open>\()|(?P<close>\))|{_OPERAND}")
_SPLIT = re.compile(rf"({_EQUALS})")
_BEFORE = re.compile(r"[+×*÷=\-/xX^%]\(*$")
_BEHIND = re.compile(r"\)*[+×*÷=^]|[-/]\d")
_SCALES = {"万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11}
_PER_MONTH = re.compile(r"/(?:[一-龥]{1,2}[/·.])?(?:个)?月|·月|每(?:人|个|户)?(?:每)?月|月$")
_PER_DAY = re.compile(r"/(?:[一-龥]{1,2}[/·.])?(?:天|日)|·(?:天|日)|每(?:人|个)?(?:每)?(?:天|日)|/(?:课)?学?时|/小时")
_MONEY = re.compile(r"元|块")
_NEAR = Decimal("0.1")  # 约 allows 10 %


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation: `printed` as it stands (half-width), `right` what the left side comes to in `unit`, the result's.

    `numbers` are those of the left side; `wrong` is set where no reading of the units makes both sides agree.
    """

    printed: str
    unit: str
    numbers: tuple[Decimal, ...]
    right: Decimal
    wrong: bool


@dataclass(frozen=True, slots=True)
class _Operand:
    low: Decimal
    high: Decimal
    bare: Decimal
    unit: str
    scale: Decimal


_Value = tuple[Decimal, Decimal, Decimal]  # lowest, highest, and the value with the scales of its operands left out


@lru_cache(maxsize=16384)
def calculations_in(text: str) -> tuple[Calculation, ...]:
    """The calculations of a text that are clear: all operands and the result are numbers. Others are left out."""
    if "=" not in text and "＝" not in text and "≈" not in text and "等于" not in text:
        return ()
    found: list[Calculation] = []
    for clause in _CLAUSES.split(folded(text.replace("\n", "；"))):
        if len(clause) <= _LONGEST and clause.count("(") <= _DEEPEST and _SPLIT.search(clause):
            found += _in_clause(clause)
    return tuple(found)


def _in_clause(clause: str) -> Iterator[Calculation]:
    for match in _CHAIN.finditer(clause):
        if _BEFORE.search(clause[max(0, match.start() - 3) : match.start()]) or _BEHIND.match(clause, match.end()):
            continue
        sides = _SPLIT.split(match[0])
        for n in range(0, len(sides) - 2, 2):
            if n == 0 and len(_operands(sides[0])) < 2:  # 1亩=667平方米 is no calculation
                continue
            checked = _check(sides[n], sides[n + 1], sides[n + 2])
            if checked:
                yield checked


def _check(left: str, equals: str, right: str) -> Calculation | None:
    shown, result = _operands(left), _operands(right)
    if not shown or len(result) != 1:
        return None
    goal = result[0]
    if re.match(r"(?<![.\d])\d\.\d", left) and len(shown) > 1:  # 1.3人×… may be list number 1. and 3人
        cut = _check(left[left.index(".") + 1 :], equals, right)
        if cut and not cut.wrong:
            return cut
    value = _evaluate(left)
    if value is None or _unclear(left, shown):
        return None
    low, high, bare = value
    step = Decimal(1).scaleb(_exponent(goal.bare)) * goal.scale
    about = "约" in equals or "≈" in equals
    aim = goal.bare * goal.scale
    readings = [(low, high, aim, step), (bare, bare, goal.bare, step / goal.scale)]
    if not _MONEY.search(goal.unit) and goal.scale == 1:
        readings += [(low, high, aim * scale, step * scale) for scale in (Decimal(10**4), Decimal(10**8))]
    for factor in _hidden_months(shown):
        readings += [(low * factor, high * factor, aim, step), (bare * factor, bare * factor, goal.bare, step / goal.scale)]
    wrong = not any(_agree(*reading, about=about) for reading in readings)
    middle = (low + high) / 2 / goal.scale
    unit = re.sub(rf"^\(*{ARABIC}", "", right)
    return Calculation(f"{left}{equals}{right}", unit, tuple(o.bare for o in shown), middle, wrong)


def _agree(low: Decimal, high: Decimal, goal: Decimal, step: Decimal, *, about: bool) -> bool:
    """Whether the printed result is the value rounded, up or down, to the result's last digit."""
    slack = max(step, _NEAR * abs(goal)) if about else step
    return low - slack < goal < high + slack


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # never NaN or infinite: it was read from digits
    return exponent


def _operands(side: str) -> list[_Operand]:
    return [_operand(match) for match in _TOKEN.finditer(side) if match["number"]]


def _operand(match: re.Match[str]) -> _Operand:
    number, unit = arabic(match["number"]), match["unit"]
    scale = Decimal(_SCALES[match["scale"]]) if match["scale"] else Decimal(1)
    if unit.startswith("%"):
        scale = Decimal("0.01")
    # an amount in 万元 with decimals may itself be rounded
    half = Decimal(5).scaleb(_exponent(number) - 1) * scale if match["scale"] and _exponent(number) < 0 else Decimal(0)
    return _Operand(number * scale - half, number * scale + half, number, unit, scale)


def _unclear(left: str, shown: list[_Operand]) -> bool:
    """A dash that may be a range, or a price per day with no days given: nothing can be said."""
    if any(not left[: m.start()].endswith(("元", ")")) for m in re.finditer(_MINUS, left)):
        return True
    daily = any(_PER_DAY.search(operand.unit) for operand in shown)
    return daily and not any(re.match(r"个?(?:工作)?(?:天|日|课|学|小)", operand.unit) for operand in shown)


def _hidden_months(shown: list[_Operand]) -> tuple[int, ...]:
    """12 where a price is per month and no operand counts the months."""
    monthly = any(_PER_MONTH.search(operand.unit) and _MONEY.search(operand.unit) for operand in shown)
    return (12,) if monthly and not any(re.match(r"个?月", operand.unit) for operand in shown) else ()


def _evaluate(side: str) -> _Value | None:
    """The value of a side by the usual order of operations, None where brackets or operators do not fit."""
    tokens = list(_TOKEN.finditer(side))
    position = 0

    def factor() -> _Value | None:
        nonlocal position
        if position >= len(tokens):
            return None
        token = tokens[position]
        position += 1
        if token["open"]:
            inner = total()
            if inner is None or position >= len(tokens) or not tokens[position]["close"]:
                return None
            position += 1
            return inner
        if not token["number"]:
            return None
        operand = _operand(token)
        return operand.low, operand.high, operand.bare

    def product() -> _Value | None:
        nonlocal position
        left = factor()
        while left and position < len(tokens) and (tokens[position]["sign"] or "")[:1] in ("×", "*", "x", "X", "乘", "÷", "除"):
            divide = tokens[position]["sign"][:1] in ("÷", "除")
            position += 1
            right = factor()
            if right is None or (divide and not all(right)):
                return None
            left = (
                (left[0] / right[1], left[1] / right[0], left[2] / right[2]) if divide
                else (left[0] * right[0], left[1] * right[1], left[2] * right[2])
            )
        return left

    def total() -> _Value | None:
        nonlocal position
        left = product()
        while left and position < len(tokens) and tokens[position]["sign"] in ("+", "-"):
            minus = tokens[position]["sign"] == "-"
            position += 1
            right = product()
            if right is None:
                return None
            left = (
                (left[0] - right[1], left[1] - right[0], left[2] - right[2]) if minus
                else (left[0] + right[0], left[1] + right[1], left[2] + right[2])
            )
        return left

    value = total()
    return value if position == len(tokens) else None
