"""One folded value text → `Target`: operators, numbers, units, and what is wrong with them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from linter.form.numerals import ARABIC, CHINESE, arabic, chinese
from linter.form.value_dates import HINT, date_or_period, date_within
from linter.form.value_residue import is_residue
from linter.form.value_units import EACH_PART, UNITS, each_to_slashes, is_rate_unit, per_before, unit_end
from linter.form.value_words import (
    AFTER,
    AROUND_AFTER,
    AROUND_BEFORE,
    BEFORE,
    CHANGES,
    COMPARED,
    DEGREES,
    GLUED,
    IDIOMS,
    SYMBOLS,
    UNFINISHED,
    one_of,
)
from linter.submission import Comparator, Target

_SYMBOL = "[≥≤<>=]"
_COMPARED = rf"(?:{COMPARED}|[较比与](?:上|前|20\d\d)年度?(?:相比)?)"
_BEFORE = one_of((*BEFORE, *AROUND_BEFORE))
_CHANGED = rf"{_COMPARED}|{DEGREES}|(?:{CHANGES})(?:率|幅度|比例)?[了至到]?"
_NUMBER = rf"-?{ARABIC}|百分之?百|[百千万]分之(?:{ARABIC}|{CHINESE}+)|半(?=个|小时|天|日|年|月)|{CHINESE}+"
_HEAD = re.compile(
    rf"(?P<symbols>{_SYMBOL}*)(?:(?P<each>{EACH_PART}+)?(?P<words>(?:{_BEFORE}|{_CHANGED})*)(?P<more>{_SYMBOL}*))"
    rf"(?P<currency>¥|人民币)?[±(]?(?P<number>{_NUMBER})"
)
_BEFORE_WORD = re.compile(_BEFORE)
_AFTER_WORD = re.compile(one_of((*AFTER, *AROUND_AFTER)))
_SUFFIXES = re.compile(rf"(?:{_AFTER_WORD.pattern})*")
_LEADING_SYMBOLS = re.compile(rf"{_SYMBOL}+")
_SCALE = re.compile(r"[十百千]?万亿?|[十百千]?亿|千(?!瓦|米|克|伏|卡|分|赫|帕)|百(?!分)")
_LOW = re.compile(rf"({ARABIC})(万|千(?![瓦米克伏])|)")
_WORTH = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TO = re.compile(rf"(?:-|~|至|到|和|与|,)+(?P<number>{ARABIC}|[百千]分之(?:{ARABIC}|{CHINESE}+)|{CHINESE}+)")
_UP_TO = re.compile(
    rf"(?:[,;、]?(?:且|并且|并|同时|和)?|[≤<]=?[\u4e00-\u9fffA-Za-z]{{1,10}})"
    rf"(?:[≤<]=?|{one_of(word for word, op in BEFORE.items() if op in ('<=', '<'))})(?P<number>{ARABIC})"
)
_RATIO = re.compile(r"[:/]\d+(?:\.\d+)?(?:[:/]\d+(?:\.\d+)?)*[十百千万]*人?")
_UNIT_IN_BRACKETS = re.compile(r"\(([^()]{1,6})\)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONELY = re.compile(rf"(?:{_SYMBOL}+|{one_of(UNFINISHED)})(?P<unit>.*)")
_CLAUSE = re.compile(rf"(?:{GLUED})(?!率|度|幅|比例|程度|值|量)")
_COMPARISON = re.compile(_COMPARED)
_CHANGE = re.compile(CHANGES)
_INNER = re.compile(
    rf"(?P<symbols>{_SYMBOL}*)(?P<words>(?:{one_of(BEFORE)})?)(?<![A-Za-z0-9.第-])"
    rf"(?P<number>{ARABIC}|百分之?百|[百千万]分之(?:{ARABIC}|{CHINESE}+))"
)
_SHORT_NOUN = re.compile(r"[\u4e00-\u9fff]{1,6}|[A-Za-zμΩ]{1,6}[²³]?(?:/[A-Za-zμ]{1,4}[²³]?)?")
_RANK = re.compile(r"前(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})(?P<unit>[名位强])?(?=$|[,;。、)以])")
_NO_NOUN = re.compile(rf"{DEGREES}|{CHANGES}|[的是了和与及为被将把]|完成|及时|合格|达标|满意")
_NO_DATE = re.compile(r"\d{4}\.\d+")  # ≤2024.10 is a quantity, ≥6月 a length of time
_MONTHS = re.compile(r"\d+月")
_YEARS = range(1900, 2101)
_LOWER: frozenset[Comparator] = frozenset((">=", ">"))

Reading = tuple[Target, bool]
"""A target without its `raw`, and whether nothing of the text is left over."""


def read_value(plain: str) -> Reading:
    """What a folded text that is not empty means."""
    part = (plain + plain).find(plain, 1)  # the length of what the text repeats, its own length when it repeats nothing
    if 1 < part < len(plain) and not plain.isdecimal():
        return Target("malformed"), True
    if is_residue(plain):
        return Target("placeholder"), True
    dated = HINT.search(plain) is not None
    if dated:
        found = _dated(plain)
        if found:
            return found, True
    match = _HEAD.match(plain)
    read = _number(plain, match) if match else None
    return read or (_phrase(plain, dated), False)


def _dated(plain: str) -> Target | None:
    """The date or period a text is; with a comparator a length of time is a number, and no period (≥1年)."""
    symbols = _LEADING_SYMBOLS.match(plain)
    if not symbols:
        return date_or_period(plain)
    op, body = SYMBOLS.get(symbols[0]), plain[symbols.end() :]
    if op is None or _NO_DATE.fullmatch(body) or (op in _LOWER and _MONTHS.fullmatch(body)):
        return None
    found = date_or_period(body)
    return Target(found.kind, comparator=op) if found and found.number is None else None


def _comparators(symbols: str, words: str) -> list[Comparator] | None:
    """The comparators printed before a number; None where the symbols make none (≥≤)."""
    found: list[Comparator] = []
    if symbols:
        if symbols not in SYMBOLS:
            return None
        found.append(SYMBOLS[symbols])
    if words:
        found += [BEFORE[word] for word in _BEFORE_WORD.findall(words) if word in BEFORE]
    return found


def _printed(text: str) -> tuple[Decimal | None, str | None]:
    """A printed number, and the unit its wording carries (百分之 → %)."""
    if text[0] == "-":
        return -arabic(text[1:]), None
    if text[0].isdecimal():
        return arabic(text), None
    if text == "半":
        return Decimal("0.5"), None
    if text in ("百分百", "百分之百"):
        return Decimal(100), "%"
    if text[1:3] == "分之":
        digits = text[3:]
        return arabic(digits) if digits[0].isdecimal() else chinese(digits), {"百": "%", "千": "‰", "万": "‱"}[text[0]]
    return chinese(text), None


class _Quantity(NamedTuple):
    """A number or range with what is printed right behind it."""

    number: Decimal
    upper: Decimal | None
    unit: str | None
    after: list[Comparator]
    rest: str


def _quantity(plain: str, match: re.Match[str], before: list[Comparator]) -> _Quantity | None:
    """The quantity that a match of `_HEAD` begins, None where its numeral makes no number."""
    number, unit = _printed(match["number"])
    if number is None:
        return None
    number, unit, at = _scaled(plain, match.end(), number, unit)
    upper: Decimal | None = None
    if unit is None and (ratio := _RATIO.match(plain, at) or _UNIT_IN_BRACKETS.match(plain, at)):
        if ratio[0][0] != "(" or ratio[1] in UNITS:
            unit, at = ratio[1] if ratio[0][0] == "(" else ratio[0], ratio.end()
    elif (spread := _TO.match(plain, at)) and (plain[at] not in "和与," or "~" in before):
        upper, upper_unit = _printed(spread["number"])
        if upper is not None:
            upper, upper_unit, at = _scaled(plain, spread.end(), upper, upper_unit)
            unit = upper_unit or unit
    after, rest = _suffixes(plain[at:])
    if rest and upper is None:
        if _LOWER.intersection(before + after) or (rest[0] in "≤<" and not before + after):
            until = _up_to(rest, unit)
            if until:
                return _Quantity(number, until[0], until[1], [], until[2])
        if unit is None and match["number"][-1].isdecimal():
            unit, named_after, rest = _named(rest)
            after = after or named_after
    return _Quantity(number, upper, unit, after, rest)


def _number(plain: str, match: re.Match[str]) -> Reading | None:
    """The number that a text begins with; None where that is no value (一般, 一次性验收, 12345 before other words)."""
    before, more = _comparators(match["symbols"], match["words"]), _comparators(match["more"], "")
    if before is None or more is None:
        return Target("malformed"), True
    before += more
    quantity = _quantity(plain, match, before)
    if quantity is None or (not before and _is_word(plain, match["number"], quantity)):
        return None
    number, upper, unit, after, rest = quantity
    ranged = upper is not None
    if not ranged and len({*before, *after} - {"~"}) > 1:
        return Target("malformed"), True
    if rest and (rest == unit or not rest.strip("≥≤<>=") or (match["symbols"] and _glued(rest, unit))):
        return Target("malformed"), True
    if rest and unit is None and not before:
        return None
    if unit is None and match["currency"]:
        unit = "元"
    if unit and match["each"] and not is_rate_unit(unit):
        unit += each_to_slashes(match["each"])
    if ranged:
        return Target("range", "", "~", number, upper, unit), not rest
    comparator = next((op for op in before + after if op != "~"), None)
    return Target("number", "", comparator, number, None, unit), not rest


def _is_word(plain: str, printed: str, quantity: _Quantity) -> bool:
    """Whether the numeral is part of a word (一致, 一次性) or of a date (2024年预算, 6月工资)."""
    number, _, unit, _, rest = quantity
    if (unit == "年" and number in _YEARS) or unit == "月" or (unit in ("日", "号") and rest):
        return True
    if printed[-1].isdecimal() or "分" in printed:
        return False
    if number == 0 and not rest:
        return False
    return unit is None or bool(rest) or plain in IDIOMS


def _glued(rest: str, unit: str | None) -> bool:
    """Whether what stands right behind a value is a second value or a clause of its own (≥5%较上年有所降低)."""
    if rest[0] in ",;、。:":
        return False
    if _LEADING_SYMBOLS.match(rest):
        return True
    if len(rest) <= 3 or any(sign.isdecimal() for sign in rest):
        return False
    if (unit is None or is_rate_unit(unit)) and _CLAUSE.match(rest):  # ≥4次维护保养 says what is counted
        return True
    compared = _COMPARISON.search(rest)
    return compared is not None and _CHANGE.search(rest, compared.end()) is not None


def _scaled(plain: str, at: int, number: Decimal, unit: str | None) -> tuple[Decimal, str | None, int]:
    """The number with its multiplier, its unit if a table knows it, and where that ends."""
    if unit:
        return number, unit, at
    if plain[at : at + 1] in ("余", "多", "几"):
        at += 1
    end = unit_end(plain, at)
    if end > at:
        return number, plain[at:end], end
    scale = _SCALE.match(plain, at)
    if not scale:
        return number, None, at
    for sign in scale[0]:
        number *= _WORTH[sign]
    at = scale.end()
    if plain[at : at + 1] in ("余", "多"):
        at += 1
    low = _LOW.match(plain, at)
    if low and scale[0] in ("万", "亿"):  # 1亿2000万, 1万5000
        number += arabic(low[1]) * _WORTH.get(low[2], 1)
        at = low.end()
    whole = number.to_integral_value()
    end = unit_end(plain, at)
    unit = plain[at:end] or None
    return Decimal(int(whole)) if number == whole else number, unit, end


def _suffixes(rest: str) -> tuple[list[Comparator], str]:
    """The comparators behind a number (以上, 以内), and what is left without them, remarks in brackets and a last stop."""
    if not rest:
        return [], ""
    if "(" in rest or "[" in rest or ")" in rest:
        rest = _BRACKETS.sub("", rest).replace(")", "")
    match = _SUFFIXES.match(rest)
    found: list[Comparator] = []
    if match and match.end():
        found = [AFTER[word] for word in _AFTER_WORD.findall(match[0]) if word in AFTER]
        rest = rest[match.end() :]
    return found, rest.rstrip("。;,、.")


def _up_to(rest: str, unit: str | None) -> tuple[Decimal, str | None, str] | None:
    """The upper end behind a lower one (≥80%且≤90%, 80%≤合格率≤90%): number, unit, what is left.

    None where there is none, or where its unit is another (≥95%≤3天).
    """
    match = _UP_TO.match(rest)
    if not match:
        return None
    number, upper_unit, at = _scaled(rest, match.end(), arabic(match["number"]), None)
    if unit and upper_unit and unit != upper_unit:
        return None
    return number, upper_unit or unit, _suffixes(rest[at:])[1]


def _named(rest: str) -> tuple[str | None, list[Comparator], str]:
    """A unit that no table knows: a short noun right behind the number (≤2丢包率)."""
    noun, after = rest, list[Comparator]()
    for word in AFTER:
        if rest.endswith(word):
            noun, after = rest[: -len(word)], [AFTER[word]]
    if _SHORT_NOUN.fullmatch(noun) and not _NO_NOUN.search(noun):
        return noun, after, ""
    return None, [], rest


def _phrase(plain: str, dated: bool) -> Target:
    """A text that does not begin with a number: an operator alone, a number or date within, or words."""
    lonely = _LONELY.fullmatch(plain)
    if lonely and (not lonely["unit"] or unit_end(plain, lonely.start("unit")) == len(plain)):
        return Target("malformed")
    best: Target | None = None
    for match in _INNER.finditer(plain):
        number, unit = _printed(match["number"])
        before = _comparators(match["symbols"], match["words"])
        if number is None or before is None:
            continue
        number, unit, at = _scaled(plain, match.end(), number, unit)
        if (unit is None and not match["symbols"]) or (unit == "年" and number in _YEARS) or (unit in ("月", "日", "号") and not before):
            continue
        found = before + _suffixes(plain[at:])[0]
        unit = unit + per_before(plain, match.start()) if unit else None
        if found or unit == "%":
            return Target("number", "", found[0] if found else None, number, None, unit)
        best = best or Target("number", "", None, number, None, unit)
    date = date_within(plain) if dated else None
    if date or best:
        return date or best or Target("qualitative")
    rank = _RANK.search(plain)
    if rank and (place := _printed(rank["number"])[0]) is not None:
        return Target("number", "", "<=", place, None, rank["unit"] or "名")
    symbols = _LEADING_SYMBOLS.match(plain)
    return Target("qualitative", "", SYMBOLS.get(symbols[0]) if symbols else None)
