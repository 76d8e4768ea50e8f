"""Numbers → digits: in the placeholders of a format code, in General, and in Chinese numerals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Tokens = tuple[tuple[str, str], ...]

_GENERAL_WIDTH = 11  # characters General prints of a number with decimals
_EXACT = 1e15  # doubles hold no more digits
_UNITS = {"1": ("〇一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")), "2": ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿"))}


def general(value: float) -> str:
    """A number without a format: whole numbers in full, others without the noise of binary fractions."""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    size = abs(value)
    if size >= _EXACT or size < 1e-4:
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    exact = repr(value)
    if len(exact) <= _GENERAL_WIDTH:
        return exact
    decimals = max(0, _GENERAL_WIDTH - 1 - len(str(int(size))))
    said = f"{_rounded(Decimal(f'{value:.15g}'), decimals):f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def placed(tokens: Tokens, value: Decimal) -> str:
    """`value` (not negative) in the placeholders of one section."""
    if any(kind == "exponent" for kind, _ in tokens):
        return _scientific(tokens, value)
    slash = next((n for n, token in enumerate(tokens) if token == ("mark", "/")), None)
    if slash is not None:
        return _fraction(tokens, slash, value)
    value *= 100 ** sum(token == ("mark", "%") for token in tokens)
    places = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((n for n, token in enumerate(tokens) if token == ("mark", ".")), len(tokens))
    whole, after = [n for n in places if n < point], [n for n in places if n > point]
    grouped = False
    for n, token in enumerate(tokens):
        if token == ("mark", ","):
            if whole and whole[0] < n < whole[-1]:
                grouped = True
            elif (places and n > places[-1]) or (whole and whole[-1] < n <= point):
                value /= 1000
    text = f"{_rounded(value, len(after)):f}"
    left, _, right = text.partition(".")
    out = _whole(tokens[:point], whole, "" if left == "0" else left, grouped)
    right = right.ljust(len(after), "0")
    kept = len(right.rstrip("0"))
    for n in range(point, len(tokens)):
        kind, said = tokens[n]
        if kind == "digit":
            at = after.index(n)
            out += right[at] if said == "0" or at < kept else " " if said == "?" else ""
        elif kind == "literal" or said in ".%":
            out += said
    return out


def _whole(tokens: Tokens, places: list[int], digits: str, grouped: bool) -> str:
    """The digits before the point, right to left; the first placeholder takes all that are left."""
    out: list[str] = []
    put = 0

    def put_digit(digit: str) -> None:
        nonlocal put
        if grouped and put and put % 3 == 0:
            out.append(",")
        out.append(digit)
        put += 1

    for n in range(len(tokens) - 1, -1, -1):
        kind, said = tokens[n]
        if kind == "digit":
            if digits:
                put_digit(digits[-1])
                digits = digits[:-1]
            elif said == "0":
                put_digit("0")
            elif said == "?":
                out.append(" ")
            if n == places[0]:
                while digits:
                    put_digit(digits[-1])
                    digits = digits[:-1]
        elif kind == "literal" or said == "%":
            out.append(said)
    if not places:  # .00
        out += list(reversed(digits))
    return "".join(reversed(out))


def _scientific(tokens: Tokens, value: Decimal) -> str:
    at = next(n for n, (kind, _) in enumerate(tokens) if kind == "exponent")
    mantissa, tail = tokens[:at], tokens[at + 1 :]
    point = next((n for n, token in enumerate(mantissa) if token == ("mark", ".")), len(mantissa))
    step = max(sum(kind == "digit" for kind, _ in mantissa[:point]), 1)
    decimals = sum(kind == "digit" for kind, _ in mantissa[point:])
    exponent = value.adjusted() // step * step if value else 0
    if _rounded(value.scaleb(-exponent), decimals).adjusted() >= step:
        exponent += step
    width = sum(kind == "digit" for kind, _ in tail)
    sign = "-" if exponent < 0 else "+" if tokens[at][1][1] == "+" else ""
    return f"{placed(mantissa, value.scaleb(-exponent))}E{sign}{abs(exponent):0{width}d}"


def _fraction(tokens: Tokens, slash: int, value: Decimal) -> str:
    """`# ?/?` and `# ?/8`: whole number and fraction."""
    below = [text for kind, text in tokens[slash + 1 :] if kind == "digit" or text.isdigit()]
    fixed = "".join(below) if any(text not in "#?0" for text in below) else ""
    digits = sum(1 for _ in below)
    gap = next((n for n in range(slash - 1, -1, -1) if tokens[n][0] == "literal" and not tokens[n][1].strip()), None)
    apart = gap is not None and any(kind == "digit" for kind, _ in tokens[:gap])
    whole, rest = divmod(Fraction(value), 1) if apart else (0, Fraction(value))
    bottom = int(fixed) if fixed and int(fixed) else 0
    part = Fraction(round(rest * bottom), bottom) if bottom else rest.limit_denominator(max(10 ** min(digits, 7) - 1, 1))
    if apart and part == 1:
        whole, part = whole + 1, Fraction(0)
    if not part:
        return str(whole)
    top, under = (int(part * bottom), bottom) if bottom else (part.numerator, part.denominator)
    return f"{whole} {top}/{under}" if whole else f"{top}/{under}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if value.adjusted() + decimals < 27 else value


def in_chinese(value: float, native: str) -> str:
    """A number in Chinese numerals as [DBNum1] (一百二十三) and [DBNum2] (壹佰贰拾叁) print it; decimals digit by digit."""
    digits, tens, groups = _UNITS[native]
    left, _, right = general(value).partition(".")
    if not left.isdigit() or len(left) > 16 or (right and not right.isdigit()):
        return general(value)
    said = ""
    pending = False
    for n, digit in enumerate(left):
        place = len(left) - 1 - n
        if digit != "0":
            said += ("零" if native == "2" else "〇") * (pending and bool(said)) + digits[int(digit)] + tens[place % 4]
            pending = False
        else:
            pending = True
        if place % 4 == 0 and place and left[max(0, n - 3) : n + 1].strip("0"):
            said += groups[place // 4]
    if native == "1" and said.startswith("一十"):
        said = said[1:]
    tail = "." + "".join(digits[int(d)] for d in right) if right else ""
    return (said or digits[0]) + tail
