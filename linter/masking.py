"""Masks what a report must not repeat: telephone, identity-card and bank-card numbers of persons."""

from __future__ import annotations

import re
from functools import lru_cache

# Mobile: eleven digits from 13 to 19, also written 3-4-4. An amount in yuan is none.
_MOBILE = r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d|[.,]\d|\s*[万亿]?元)"
# Land line: area code, then seven or eight digits, separated; or the bare number beside a word for telephone.
_AREA = r"(?:[（(]0\d{2,3}[)）]|0\d{2,3}\s?[-—－])\s?\d{7,8}(?!\d)"
_BESIDE = r"(?:电话|手机|联系方式|传真)\D{0,6}?(?P<bare>\d{7,8})(?!\d)"
# GB 11643: area (6), date of birth (8), serial (3), check character.
_IDENTITY = r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
_CARD = r"(?P<card>[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?!\d)"
_NUMBER = re.compile(rf"(?<![\d.,A-Za-z])(?:{_IDENTITY}|{_MOBILE}|{_AREA}|{_CARD})|{_BESIDE}")
_ANY = re.compile(r"\d{4}")


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """`text` with such numbers shown by their first three and last two digits: 138******78."""
    return _NUMBER.sub(_mask, text) if _ANY.search(text) else text


def _mask(match: re.Match[str]) -> str:
    if match["card"] and not _luhn([int(char) for char in match["card"] if char.isdigit()]):
        return match[0]
    start = match.start("bare") - match.start() if match["bare"] else 0
    number = match[0][start:]
    total = sum(char.isalnum() for char in number)
    seen = 0
    out = []
    for char in number:
        seen += char.isalnum()
        out.append(char if not char.isalnum() or seen <= 3 or seen > total - 2 else "*")
    return match[0][:start] + "".join(out)


def _luhn(digits: list[int]) -> bool:
    """The check sum of bank-card numbers (ISO/IEC 7812)."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
