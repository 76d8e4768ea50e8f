"""One folded value text → `Target`: numbers with operators and units, dates, periods, residue, faults, words."""

from __future__ import annotations

import re
from decimal import Decimal

from linter.form.numerals import ARABIC, CHINESE, arabic, chinese
from linter.form.value_dates import HINT, date_or_period, holds_date
from linter.form.value_residue import is_residue
from linter.form.value_units import PER, UNITS, unit_end
from linter.form.value_words import (
    AFTER,
    AROUND_AFTER,
    AROUND_BEFORE,
    BEFORE,
    CHANGES,
    COMPARED,
    GLUED,
    SOMEWHAT,
    SYMBOLS,
    one_of,
)
from linter.submission import Comparator, Target

_BEFORE = one_of((*BEFORE, *AROUND_BEFORE))
_NUMBER = rf"-?{ARABIC}|(?:百分之|千分之|万分之)(?:{ARABIC}|{CHINESE}+)|百分百|{CHINESE}+"
_HEAD = re.compile(
    rf"(?P<symbols>[≥≤<>=]*)(?P<per>(?:每(?:{one_of(PER)}))*)(?P<words>(?:{_BEFORE})*)(?P<more>[≥≤<>=]*)(?:¥|人民币)?(?P<number>{_NUMBER})"
)
_BEFORE_WORD = re.compile(_BEFORE)
_AFTER = one_of((*AFTER, *AROUND_AFTER))
_SUFFIX = re.compile(rf"(?:{_AFTER})*")
_AFTER_WORD = re.compile(_AFTER)
_SCALE = re.compile(r"[十百千]?万亿?|[十百千]亿|亿|千(?!瓦|米|克|伏|卡|分|赫|帕)|百(?!分)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TO = re.compile(rf"[-~至到]+(?:[≥≤<>=]*)(?P<number>-?{ARABIC}|{CHINESE}+)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONELY = re.compile(rf"(?:[≥≤<>=]+|{one_of(w for w in BEFORE if len(w) > 1)})(?P<unit>.*)")
_GLUED = re.compile(rf"(?:{GLUED})|.*(?:{COMPARED}|有所).*(?:{CHANGES})|.*[≥≤<>=]\d")
_INNER = re.compile(
    rf"(?P<symbols>[≥≤<>=]*)(?P<words>(?:{one_of(BEFORE)})?)(?<![A-Za-z0-9.第])(?P<number>{ARABIC}|百分之(?:{ARABIC}|{CHINESE}+)|百分百)"
)
_NAMED_UNIT = re.compile(r"[\u4e00-\u9fff]{1,6}")
_VERBISH = re.compile(rf"{SOMEWHAT}|{CHANGES}|[的是了和与及为被将把]|完成|及时|合格|达标")
_SPREAD = re.compile(rf"(?P<low>{ARABIC})(?P<unit>%?)[≤<](?:[^\d≤<≥>=]{{0,8}})[≤<](?P<high>{ARABIC})")
_MIDDLE = re.compile(r"[,，且并和与及;]*(?:[≤<]|不超过|不高于|低于|小于)(?=\d)")


def read_value(plain: str) -> tuple[Target, bool]:
    """A folded text that is not empty → what it means (`raw` left out), and whether nothing of it is left over."""
    half, odd = divmod(len(plain), 2)
    if not odd and half >= 2 and plain[:half] == plain[half:] and not plain.isdigit() and len(set(plain[:half])) > 1:
        return Target("malformed"), True
    if is_residue(plain):
        return Target("placeholder"), True
    dated = HINT.search(plain) is not None
    if dated:
        found = date_or_period(plain)
        if found:
            return found, True
    match = _HEAD.match(plain)
    if match:
        read = _number(plain, match)
        if read:
            return read
    return _phrase(plain, dated), False


def _comparators(symbols: str, words: str) -> tuple[list[Comparator], bool]:
    """The comparators printed before a number, and whether a run of symbols makes none."""
    found: list[Comparator] = []
    if symbols:
        op = SYMBOLS.get(symbols)
        if op is None:
            return found, True
        found.append(op)
    for word in _BEFORE_WORD.findall(words):
        if word in BEFORE:
            found.append(BEFORE[word])
    return found, False


def _printed(text: str) -> tuple[Decimal | None, str | None]:
    """A printed number and the unit that its wording carries (百分之)."""
    if text[0].isdigit():
        return arabic(text), None
    if text[0] == "-":
        return -arabic(text[1:]), None
    if text == "百分百":
        return Decimal(100), "%"
    if text[1:3] == "分之":
        digits = text[3:]
        number = arabic(digits) if digits[0].isdigit() else chinese(digits)
        return number, {"百": "%", "千": "‰", "万": "‱"}[text[0]]
    return chinese(text), None


def _number(plain: str, match: re.Match[str]) -> tuple[Target, bool] | None:
    """The number that a text begins with, None where that is no value (一般, 一次性验收)."""
    printed = match["number"]
    symbols = match["symbols"]
    number, unit = _printed(printed)
    if number is None:
        return None
    found, broken = _comparators(symbols, match["words"])
    more, broken_too = _comparators(match["more"], "")
    found += more
    if broken or broken_too:
        return Target("malformed"), True
    at = match.end()
    upper: Decimal | None = None
    first_unit: str | None = None
    number, unit, at = _scaled(plain, at, number, unit)
    spread = _TO.match(plain, at)
    if spread:
        upper, upper_unit = _printed(spread["number"])
        if upper is not None:
            first_unit = unit
            upper, unit, at = _scaled(plain, spread.end(), upper, upper_unit)
            unit = unit or first_unit
    elif unit is None and plain[at : at + 1] in (":", "/") and plain[at + 1 : at + 2].isdigit():
        end = at + 1
        while end < len(plain) and (plain[end].isdigit() or plain[end] == ":"):
            end += 1
        return Target("number", "", found[0] if found else None, number, None, plain[at:end]), end == len(plain)
    rest = plain[at:]
    spelt = not (printed[0].isdigit() or printed[0] == "-") and "分" not in printed
    after, rest = _suffixes(rest)
    if unit is None and rest and upper is None:
        unit, after_unit, rest = _named(rest, bool(found), spelt)
        after = after or after_unit
    if spelt and (unit is None or rest) and not found:
        return None
    found += after
    kinds = set(found)
    if len(kinds) > 1 and not kinds <= {"~", "="}:
        return Target("malformed"), True
    if rest and symbols and not rest.startswith((",", ";", "、", "。")) and len(rest) > 3 and _GLUED.match(rest):
        return Target("malformed"), True
    if rest and not symbols and unit is None:
        return None
    if match["per"] and unit:
        unit += "".join("/" + part for part in match["per"].split("每")[1:])
    comparator = found[0] if found else None
    if upper is not None or comparator == "~":
        return Target("range", "", "~", number, upper, unit), not rest
    return Target("number", "", comparator, number, None, unit), not rest


def _scaled(plain: str, at: int, number: Decimal, unit: str | None) -> tuple[Decimal, str | None, int]:
    """The number with its multiplier, its unit if it is a known one, and where that ends."""
    if unit:
        return number, unit, at
    end = unit_end(plain, at)
    if end > at:
        return number, plain[at:end], end
    scale = _SCALE.match(plain, at)
    if scale:
        for sign in scale[0]:
            number *= _SCALES[sign]
        at = scale.end()
        if plain[at : at + 1] in ("余", "多") and unit_end(plain, at + 1) > at + 1:
            at += 1
        end = unit_end(plain, at)
        number = number if number != number.to_integral_value() else Decimal(int(number))
        return number, plain[at:end] or None, end
    if plain[at : at + 1] in ("余", "多"):
        end = unit_end(plain, at + 1)
        if end > at + 1:
            return number, plain[at + 1 : end], end
    return number, None, at


def _suffixes(rest: str) -> tuple[list[Comparator], str]:
    """Comparators behind a number (以上, 以内), and what is left without them, remarks in brackets and a last stop."""
    if not rest:
        return [], ""
    found: list[Comparator] = []
    if "(" in rest or "[" in rest:
        rest = _BRACKETS.sub("", rest)
    match = _SUFFIX.match(rest)
    if match and match.end():
        found = [AFTER[word] for word in _AFTER_WORD.findall(match[0]) if word in AFTER]
        rest = rest[match.end() :]
    return found, rest.rstrip("。;,、")


def _named(rest: str, compared: bool, spelt: bool) -> tuple[str | None, list[Comparator], str]:
    """A unit that no table knows: a short noun right behind the number (≤2丢包率)."""
    if spelt:
        return None, [], rest
    for word in sorted(AFTER, key=len, reverse=True):
        if rest.endswith(word) and _NAMED_UNIT.fullmatch(rest[: -len(word)]):
            return rest[: -len(word)], [AFTER[word]], ""
    if _NAMED_UNIT.fullmatch(rest) and not _VERBISH.search(rest):
        return rest, [], ""
    return None, [], rest


def _phrase(plain: str, dated: bool) -> Target:
    """A text that does not begin with a number: an operator alone, a number or date within, or words."""
    lonely = _LONELY.fullmatch(plain)
    if lonely and (not lonely["unit"] or lonely["unit"] in UNITS):
        return Target("malformed")
    best: Target | None = None
    for match in _INNER.finditer(plain):
        number, unit = _printed(match["number"])
        if number is None:
            continue
        number, unit, at = _scaled(plain, match.end(), number, unit)
        if unit is None or (unit in ("年", "月", "日") and not match["symbols"] and not match["words"]):
            continue
        found, _ = _comparators(match["symbols"], match["words"])
        after, _ = _suffixes(plain[at:])
        found += after
        if found or unit == "%":
            return Target("number", "", found[0] if found else None, number, None, unit)
        best = best or Target("number", "", None, number, None, unit)
    if dated:
        date = holds_date(plain)
        if date:
            return date
    if best:
        return best
    symbol = re.match(r"[≥≤<>=]+", plain)
    return Target("qualitative", "", SYMBOLS.get(symbol[0]) if symbol else None)
