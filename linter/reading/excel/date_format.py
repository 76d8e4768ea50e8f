"""Serial numbers of days → dates and times as a format code prints them."""

from __future__ import annotations

from datetime import date, timedelta

from linter.reading.excel.digits import in_chinese

DATE_TOKENS = frozenset(("date", "elapsed"))
_LAST_DAY = 2_958_465  # 9999-12-31
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def shown_date(tokens: tuple[tuple[str, str], ...], serial: float, from_1904: bool, native: str = "") -> str | None:
    """The date of a serial number, None where it is none (before 1900, after 9999: Excel prints ####)."""
    if from_1904:
        serial += 1462
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    decimals = _second_decimals(tokens)
    ticks = round(serial * 86400 * 10**decimals)
    days, rest = divmod(ticks, 86400 * 10**decimals)
    seconds, fraction = divmod(rest, 10**decimals)
    day = _day(days)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    halves = any(kind == "half" for kind, _ in tokens)
    out = ""
    skip = 0
    for n, (kind, text) in enumerate(tokens):
        if kind == "literal" or text in ("/", ","):
            out += text
        elif kind == "elapsed":
            whole = (ticks // 10**decimals) // {"h": 3600, "m": 60, "s": 1}[text[0]]
            out += f"{whole:0{len(text)}d}"
        elif kind == "half":
            out += {"AM/PM": ("AM", "PM"), "A/P": ("A", "P")}.get(text.upper(), ("上午", "下午"))[hour >= 12]
        elif kind == "date":
            first, width = text[0], len(text)
            if first == "h":
                out += f"{(hour % 12 or 12) if halves else hour:0{min(width, 2)}d}"
            elif first == "s":
                out += f"{second:0{min(width, 2)}d}"
            elif first == "m" and width <= 2 and _is_minute(tokens, n):
                out += f"{minute:0{width}d}"
            else:
                out += _calendar(first, width, day, native, days)
        elif text == ".":
            out += "." if not decimals or tokens[n + 1 : n + 2] != (("digit", "0"),) else f".{fraction:0{decimals}d}"
            skip = decimals
        elif kind == "digit" and skip:
            skip -= 1
    return out


def _day(days: int) -> date:
    """Excel counts a 29 February 1900 that never was (day 60)."""
    return date(1899, 12, 30) + timedelta(days=days + (days < 60))


def _calendar(first: str, width: int, day: date, native: str, days: int) -> str:
    if first in "ye":
        year = f"{day.year:04d}" if width > 2 or first == "e" else f"{day.year % 100:02d}"
        return year.translate(_YEAR_DIGITS[native]) if native in _YEAR_DIGITS else year
    if first == "b":
        return f"{day.year + 543:04d}"
    if first == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[day.weekday()]
    if width >= 3:
        name = (_MONTHS[day.month - 1] if first == "m" else _DAYS[day.weekday()])
        return name if width == 4 else name[0] if width == 5 and first == "m" else name[:3]
    number = day.month if first == "m" else 29 if days == 60 else day.day
    return in_chinese(number, native) if native in ("1", "2") else f"{number:0{width}d}"


_YEAR_DIGITS = {"1": str.maketrans("0123456789", "〇一二三四五六七八九"), "2": str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")}


def _is_minute(tokens: tuple[tuple[str, str], ...], at: int) -> bool:
    """Whether an m means minutes: it follows hours or stands before seconds."""
    units = [(n, text[0]) for n, (kind, text) in enumerate(tokens) if kind in DATE_TOKENS]
    place = next(i for i, (n, _) in enumerate(units) if n == at)
    return (place > 0 and units[place - 1][1] == "h") or (place + 1 < len(units) and units[place + 1][1] == "s")


def _second_decimals(tokens: tuple[tuple[str, str], ...]) -> int:
    at = next((n for n, token in enumerate(tokens) if token == ("mark", ".")), None)
    if at is None:
        return 0
    count = 0
    while count < 3 and tokens[at + 1 + count : at + 2 + count] == (("digit", "0"),):
        count += 1
    return count
