"""Numbers as Chinese forms print them, exactly: widths folded, thousands separators, Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# One number in Arabic digits of folded text: 83,045,100 · 200.00 · 95
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
CHINESE = r"[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億]"

_DIGITS = {sign: value for value, signs in enumerate(
    ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for sign in signs}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ALIKE = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≮": "≥", "≯": "≤", "﹥": ">", "﹤": "<", "﹦": "=",
    "∼": "~", "〜": "~", "˜": "~", "～": "~", "—": "-", "–": "-", "－": "-", "―": "-", "﹣": "-", "−": "-", "‐": "-",
    "‑": "-", "─": "-", "﹪": "%", "∶": ":", "︰": ":", "﹕": ":", "￥": "¥", "•": "·", "・": "·", "‧": "·",
    "╱": "/", "∕": "/", "。": "。", "〔": "(", "〕": ")", "【": "(", "】": ")", "✕": "×", "╳": "×",
}


def _folding() -> dict[int, str | None]:
    """Full-width forms, radicals and compatibility ideographs to the characters they stand for; white space dropped.

    Superscripts, squared units and circled numbers stay: m² is a unit, and ① is a list mark, not the number 1.
    """
    table: dict[int, str | None] = {}
    for first, last in ((0xFF01, 0xFF5E), (0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0xFE50, 0xFE6B), (0x2E80, 0x2EF3)):
        for code in range(first, last + 1):
            table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update({ord(sign): plain for sign, plain in _ALIKE.items()})
    spaces = (*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F)
    table.update(dict.fromkeys((*spaces, 0x205F, 0x2060, 0x3000, 0xFEFF)))
    return table


_FOLDING = _folding()


def folded(text: str) -> str:
    """`text` without white space, full-width signs and look-alike operators made one: ＞＝ ９５ ％ → >=95%."""
    return text.translate(_FOLDING)


def arabic(printed: str) -> Decimal:
    """The number a match of `ARABIC` prints; trailing zeros are kept, they tell how finely it is given."""
    return Decimal(printed.replace(",", ""))


def chinese(printed: str) -> Decimal | None:
    """三十五 · 一百二十 · 两万三千 · 二〇二四 · 叁万 → number; None when the characters make no number."""
    if not printed:
        return None
    if all(sign in _DIGITS for sign in printed):
        if len(printed) > 1 and "两" in printed:
            return None
        return Decimal("".join(str(_DIGITS[sign]) for sign in printed))
    total = section = 0
    digit: int | None = None
    ten = 0
    low_myriad = 10**12
    low_ten = 10**4
    for sign in printed:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            ten = _TENS[sign]
            if ten >= low_ten or digit == 0 and ten != 10:
                return None
            section += (digit if digit else 1) * ten
            digit, low_ten = None, ten
        elif sign in _MYRIADS:
            section += digit or 0
            if section == 0 and total == 0 or _MYRIADS[sign] >= low_myriad and total == 0:
                return None
            if _MYRIADS[sign] == 10**8:
                total, low_myriad = (total + section) * 10**8, 10**8
            else:
                total += section * 10**4
                low_myriad = 10**4
            section, digit, low_ten, ten = 0, None, 10**4, 0
        else:
            return None
    return Decimal(total + section + (digit or 0))
