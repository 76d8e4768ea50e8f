"""Numbers as Chinese forms print them, exactly: widths folded, thousands separators, Chinese numerals."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

# A number in Arabic digits within folded text (83,045,100 · 200.00 · 95), and what Chinese numerals are made of.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
CHINESE = r"[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億]"

_DIGITS = {
    sign: str(value)
    for value, signs in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# Look-alikes that compatibility folding leaves apart. The last two are what the Symbol font leaves of ≥ and ≤.
_ALIKE = {
    "≧": "≥", "⩾": "≥", "≮": "≥", "≦": "≤", "⩽": "≤", "≯": "≤", "﹥": ">", "﹤": "<", "﹦": "=",
    "∼": "~", "〜": "~", "˜": "~", "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "─": "-",
    "∶": ":", "︰": ":", "￥": "¥", "•": "·", "・": "·", "‧": "·", "µ": "μ", "╱": "/", "∕": "/", "✕": "×", "╳": "×",
    "〔": "(", "〕": ")", "【": "(", "】": ")", "\uf0b3": "≥", "\uf0a3": "≤",
}
_COMPATIBLE = ((0xFF01, 0xFF5E), (0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0xFE50, 0xFE6B), (0x2E80, 0x2EF3))
_SPACES = (
    *range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F,
    0x2060, 0x3000, 0xFEFF,
)


def _folding() -> dict[int, str | None]:
    table: dict[int, str | None] = {
        code: unicodedata.normalize("NFKC", chr(code)) for first, last in _COMPATIBLE for code in range(first, last + 1)
    }
    table.update({ord(sign): plain for sign, plain in _ALIKE.items()})
    table.update(dict.fromkeys(_SPACES))
    return table


_FOLDING = _folding()


def folded(text: str) -> str:
    """`text` without white space, with full-width forms, radicals and look-alike signs made one: ＞＝ ９５ ％ → >=95%.

    Superscripts, squared units and circled numbers stay: m² is a unit, and ① a list mark, not the number 1.
    """
    return text.translate(_FOLDING)


def arabic(printed: str) -> Decimal:
    """The number a match of `ARABIC` prints; trailing zeros are kept, they tell how finely it is given."""
    return Decimal(printed.replace(",", ""))


def chinese(printed: str) -> Decimal | None:
    """三十五 · 一百二十 · 两万三千 · 二〇二四 · 叁万 → number; None where the characters make none (千, 万 alone)."""
    if not printed:
        return None
    if all(sign in _DIGITS for sign in printed):
        return Decimal("".join(_DIGITS[sign] for sign in printed))
    above, _, low = _split(printed, 10**8)
    if above:
        value = _below_myriads(above)
        rest = _below_myriads(low) if low else 0
        return None if not value or rest is None else Decimal(value * 10**8 + rest)
    small = _below_myriads(printed)
    return None if small is None else Decimal(small)


def _split(printed: str, worth: int) -> tuple[str, str, str]:
    """What stands before and behind the last sign of this worth (万 or 亿)."""
    at = max(printed.rfind(sign) for sign, value in _MYRIADS.items() if value == worth)
    return (printed[:at], printed[at], printed[at + 1 :]) if at > 0 else ("", "", printed)


def _below_myriads(printed: str) -> int | None:
    """A numeral below 亿: 两万三千, 三百零五; None for what is none."""
    above, _, low = _split(printed, 10**4)
    value = _section(above) if above else 0
    rest = _section(low) if low else 0
    if above and rest and len(low) == 1:
        rest *= 1000  # 两万三
    return None if value is None or rest is None or (above and not value) else value * 10**4 + rest


def _section(printed: str) -> int | None:
    """A numeral below 万; a last digit counts tens or hundreds where 零 does not keep it apart (一百二 → 120)."""
    value, digit, last, apart = 0, "", 10**4, False
    for sign in printed:
        if sign in _DIGITS:
            if digit:
                return None
            if _DIGITS[sign] == "0":
                apart = True
            else:
                digit = _DIGITS[sign]
        elif sign in _TENS and _TENS[sign] < last and (digit or sign in "十拾"):
            last = _TENS[sign]
            value += int(digit or 1) * last
            digit, apart = "", False
        else:
            return None
    if not digit:
        return value
    return value + int(digit) * (last // 10 if 100 <= last <= 1000 and not apart else 1)
