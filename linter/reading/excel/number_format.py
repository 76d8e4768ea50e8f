"""Number format codes (`0.00%`, `yyyy"年"m"月"`) → the text a cell shows, as Excel and WPS print it in Chinese.

The codes are those of ECMA-376 part 1, 18.8.31: up to four sections for positive, negative, zero and text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from linter.reading.excel.date_format import DATE_TOKENS, shown_date
from linter.reading.excel.digits import general, in_chinese, placed

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|[\\!].|[$¥￥€£+\-()（）:^&'~{}<>= ])|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]"""
    r"""|(?P<general>G/通用格式|通用格式|General)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"""
    r"""|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|b{2,4})|(?P<end>;)|(?P<mark>[0#?.,%/@])|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NATIVE = re.compile(r"DBNum([123])", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-\]]*)")
_TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}
LONGEST_CODE = 255  # Excel takes no longer ones


_PLAIN = re.compile(r"(#,##)?0(?:\.(0+))?(%)?(?:_.)?")
_SHORT = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")  # with few decimals nothing is to be rounded, which floats get wrong
_EXACT_DIGITS = 15  # that doubles hold


class Section(NamedTuple):
    """`tokens`: (kind, text) in order. `condition`: operator and bound. `native`: digits to print, "1" 一二三, "2" 壹贰叁, "3" １２３."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None
    native: str

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)


def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """What a cell that holds the number `raw` shows under the format `code`; `raw` itself where it is no number."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if value != value or value in (float("inf"), float("-inf")):
        return raw
    if code == "General":
        return general(value)
    plain = _plain(code)
    if plain and abs(value) < 1e15:
        grouped, decimals, percent = plain
        after = _SHORT.fullmatch(raw)
        if after and len(after[1] or "") <= decimals + 2 * percent and len(raw) + decimals + 2 * percent <= _EXACT_DIGITS:
            if percent:
                return f"{(value or 0.0) * 100:{grouped}.{decimals}f}%"
            return f"{value or 0.0:{grouped}.{decimals}f}"
        rounded = (Decimal(f"{value:.15g}") * (100 if percent else 1)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return f"{rounded if rounded else abs(rounded):{grouped}f}{'%' if percent else ''}"
    sections, _ = compiled(code)
    section, magnitude, signed = _chosen(sections, value)
    if section is None:
        return general(value)
    if not section.tokens:
        return ""
    if section.has("date", "elapsed"):
        said = shown_date(section.tokens, value, from_1904, section.native)
        return general(value) if said is None else said
    return _number(section, magnitude, signed)


def shown_text(text: str, code: str) -> str:
    """What a cell that holds `text` shows: its text section may add words, or hide it."""
    _, section = compiled(code)
    if section is None:
        return text
    return "".join(text if kind == "text" else said for kind, said in section.tokens if kind in ("text", "literal"))


@lru_cache(maxsize=4096)
def _plain(code: str) -> tuple[str, int, bool] | None:
    """Mark of thousands, decimals and percent of the commonest codes (0.00, #,##0.00, 0%), which need no placing of digits."""
    found = _PLAIN.fullmatch(code)
    return ("," if found[1] else "", len(found[2] or ""), bool(found[3])) if found else None


@lru_cache(maxsize=4096)
def compiled(code: str) -> tuple[tuple[Section, ...], Section | None]:
    """The sections for numbers, and the one for text where there is one of its own."""
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    natives = [""]
    for found in _TOKEN.finditer(code[:LONGEST_CODE]):
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "end":
            parts.append([])
            conditions.append(None)
            natives.append("")
        elif kind == "bracket":
            if condition := _CONDITION.fullmatch(text):
                try:
                    conditions[-1] = (condition[1], float(condition[2]))
                except ValueError:
                    continue
            elif native := _NATIVE.match(text):
                natives[-1] = native[1]
            elif currency := _CURRENCY.match(text):
                parts[-1].append(("literal", currency[1]))
            elif _ELAPSED.fullmatch(text):
                parts[-1].append(("elapsed", text.lower()))
        elif kind != "fill":
            parts[-1].append(_token(kind, text))
    sections = [Section(tuple(p), c, n) for p, c, n in zip(parts[:4], conditions, natives, strict=False)]
    text_section = None
    if len(sections) == 4 or (len(sections) > 1 and sections[-1].has("text")):
        text_section = sections.pop()
    elif len(sections) == 1 and sections[0].has("text"):
        return (), sections[0]
    return tuple(sections), text_section


def _token(kind: str, text: str) -> tuple[str, str]:
    if kind == "literal" or kind == "other":
        return "literal", text.strip('"') if text[0] == '"' else text[1:] if text[0] in "\\!" and len(text) > 1 else text
    if kind == "space":
        return "literal", " "
    if kind == "mark":
        return ("text" if text == "@" else "digit" if text in "0#?" else "mark"), text
    return kind, text.lower() if kind in DATE_TOKENS else text


def _chosen(sections: tuple[Section, ...], value: float) -> tuple[Section | None, float, bool]:
    """The section for a number, the number to print in it, and whether a minus sign belongs before it."""
    if not sections:
        return None, value, False
    if any(section.condition for section in sections):
        for n, section in enumerate(sections):
            if section.condition is None and not (n == 1 and len(sections) == 3 and value >= 0):
                return section, abs(value), value < 0
            if section.condition and _TESTS[section.condition[0]](value, section.condition[1]):
                return section, abs(value), value < 0
        return None, value, False
    if len(sections) == 1:
        return sections[0], abs(value), value < 0
    if len(sections) == 3 and value == 0:
        return sections[2], 0.0, False
    return (sections[1], -value, False) if value < 0 else (sections[0], value, False)


def _number(section: Section, value: float, signed: bool) -> str:
    tokens = section.tokens
    if section.has("general"):
        said = in_chinese(value, section.native) if section.native in ("1", "2") else general(value)
        out = "".join(said if kind == "general" else text for kind, text in tokens if kind in ("general", "literal"))
    elif not section.has("digit"):
        return "".join(text for kind, text in tokens if kind == "literal" or text == "%")
    else:
        out = placed(tokens, Decimal(f"{value:.15g}"))
        if section.native:
            out = out.translate(_NATIVE_DIGITS[section.native])
    return f"-{out.lstrip()}" if signed and any(c in "123456789" or c not in "0.,% -" for c in out) else out


_NATIVE_DIGITS = {n: str.maketrans("0123456789", to) for n, to in (("1", "〇一二三四五六七八九"), ("2", "零壹贰叁肆伍陆柒捌玖"), ("3", "０１２３４５６７８９"))}
