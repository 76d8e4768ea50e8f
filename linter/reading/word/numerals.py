"""Numbers as automatic numbering prints them (ST_NumberFormat of ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_CHINESE, _LEGAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _counted(number: int, digits: str, tens: str) -> str:
    """Below ten thousand, in Chinese: 12 → 十二, 305 → 三百零五."""
    if number >= 10_000 or number < 1:
        return str(number)
    said, zero = "", False
    for power, unit in ((1000, tens[2]), (100, tens[1]), (10, tens[0]), (1, "")):
        digit = number // power % 10
        if digit:
            said += (digits[0] if zero else "") + digits[digit] + unit
            zero = False
        else:
            zero = bool(said)
    ten = digits[1] + tens[0]
    return said[1:] if said.startswith(ten) and digits is _CHINESE else said


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _from(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _cycled(marks: str) -> Callable[[int], str]:
    return lambda number: marks[number - 1] if 0 < number <= len(marks) else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(max(number, 0)))


def _chinese(number: int) -> str:
    return _counted(number, _CHINESE, "十百千")


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,  # what Chinese Word calls 一、二、三
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseDigitalTenThousand": _chinese,
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾佰仟"),
    "ideographDigital": lambda number: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(number, 0))),
    "ideographTraditional": _cycled(_STEMS),
    "ideographZodiac": _cycled(_BRANCHES),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def printed(number: int, kind: str) -> str:
    """A number in a format; kinds nobody needs here print as 1, 2, 3."""
    return _FORMATS.get(kind, str)(number)
