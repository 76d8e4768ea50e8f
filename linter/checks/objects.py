"""Numbers with a unit in running text, and what they count (rule S604; amounts of money are read by `mentions.py`).

    counts_in("完成道路标线施划8.4万平米，购置教学仪器约300台。")
    → 84000 平方米, behind 完成道路标线施划 · 300 台 (about), behind 购置教学仪器

Words and units stand in `data/object_words.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from linter.form.numerals import ARABIC, CHINESE, arabic, chinese, folded
from linter.form.value_units import UNITS, unit_end, unit_kind
from linter.tables import table

_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z第])(?<!\d,)(?:(?P<number>{ARABIC})(?P<more>[多余])?(?P<scale>[百千]?[万亿])?(?P<most>[多余])?"
    rf"|(?<![一-龥]第)(?P<spelt>{CHINESE}+)(?P<some>[多余])?)"
)
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10, "千亿": 10**11}
_CLAUSE_END = frozenset(",;。!?、:")
_SENTENCE_END = ";。!?"
_HIDDEN = re.compile(r"《[^》]*》|[(\[](?:19|20)\d\d[)\]]第?\d+号?")
_RANGE_BEFORE = re.compile(r"\d[万亿%]?[一-龥]?[-~至到]$")
_RANGE_BEHIND = re.compile(r"[-~至到]\d")
_ABOUT = re.compile(r"(?:约|大约|近|大概|左右|预计约)(?:为|有|需)?$")
_AROUND = re.compile(r"左右|上下|余|多")
_KINDS = frozenset({"count", "length", "area", "volume", "mass", "energy", "rate"})
_GENERIC = frozenset({"个", "项"})
_REACH = 40


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things in a running text. `number` in `unit` (scales taken out), `step` the worth of its last digit.

    `lead`: the words of its clause before it, back to the number before; `follow`: those behind its unit; `before`: its
    sentence up to it. All half-width without white space. `about`: 约, 左右, 余.
    """

    printed: str
    number: Decimal
    step: Decimal
    unit: str
    lead: str
    follow: str
    before: str
    about: bool


@lru_cache(maxsize=16384)
def counts_in(text: str) -> tuple[Count, ...]:
    """The numbers with a unit of a text, in order; years, times, ranges and money are left out."""
    plain = _HIDDEN.sub(lambda found: "□" * len(found[0]), folded(text.replace("\n", "；")))
    found: list[Count] = []
    last = 0
    for match in _NUMBER.finditer(plain):
        at, behind = match.start(), match.end()
        end = unit_end(plain, behind)
        if end == behind:
            continue
        unit = plain[behind:end]
        if unit_kind(unit) not in _KINDS or plain[end : end + 1] == "元":
            continue
        value = _value(match)
        if value is None or _RANGE_BEFORE.search(plain[max(0, at - 6) : at]) or _RANGE_BEHIND.match(plain, end):
            last = end
            continue
        begin = at
        while begin > max(last, at - _REACH) and plain[begin - 1] not in _CLAUSE_END:
            begin -= 1
        stop = end
        while stop < min(len(plain), end + _REACH) and plain[stop] not in _CLAUSE_END and not plain[stop].isdigit():
            stop += 1
        sentence = max(plain.rfind(sign, 0, at) for sign in _SENTENCE_END) + 1
        number, step = value
        about = bool(match["more"] or match["most"] or match["some"] or _ABOUT.search(plain[begin:at]) or _AROUND.match(plain, end))
        found.append(
            Count(plain[at:end], number, step, unit, plain[begin:at], plain[end:stop], plain[sentence:at], about)
        )
        last = end
    return tuple(found)


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The number and the worth of its last printed digit."""
    if match["spelt"]:
        spelt = chinese(match["spelt"])
        return (spelt, Decimal(1)) if spelt is not None and spelt >= 2 else None
    number = arabic(match["number"])
    scale = _SCALES.get(match["scale"] or "", 1)
    exponent = number.as_tuple().exponent
    return number * scale, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * scale


@cache
def _measures() -> dict[str, tuple[int, Decimal]]:
    """Unit → which measure it belongs to, and its worth in that measure's first unit."""
    return {
        unit: (number, Decimal(worth)) for number, group in enumerate(table("object_words")["units"]) for unit, worth in group["worth"].items()
    }


def comparable(one: str, other: str) -> tuple[Decimal, Decimal] | None:
    """The factors that bring two units to a common one; None for units that count different kinds of things.

    Count units of things (台, 套, 块, 处) go together; persons, turns, households and events do not mix with them.
    """
    if one == other:
        return Decimal(1), Decimal(1)
    first, second = _measures().get(one), _measures().get(other)
    if first and second:
        return (first[1], second[1]) if first[0] == second[0] else None
    if UNITS.get(one) != "count" or UNITS.get(other) != "count":
        return None
    mixed = (first is None or one in _GENERIC) and (second is None or other in _GENERIC)
    return (Decimal(1), Decimal(1)) if mixed or {one, other} == {"个", "人"} else None
