"""Amounts of money in running text: what is printed, in yuan, the year spoken of and the words that introduce it.

    amounts_in("2024年食堂取暖预计花费42万元，其中燃气30万元。")
    → 42万元 (years 2024, roles {need}) · 30万元 (years 2024, roles {part})

Words and patterns stand in `data/mention_words.toml`. Calculations are read by `checks/calculations.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.checks.own_name import alternatives
from linter.form.money import parse_money
from linter.form.numerals import ARABIC, CHINESE, folded
from linter.submission import Money
from linter.tables import table

_SCALE = "万亿|百亿|千万|百万|十万|[亿万千百]"
_AMOUNT = re.compile(
    rf"(?<![\d.A-Za-z])(?<!\d,)(?P<sign>¥?)(?:(?P<number>{ARABIC})(?:[多余])?(?P<scale>{_SCALE})?(?P<yuan>元|圆|块钱)?"
    rf"|(?P<spelt>{CHINESE}{{2,}})(?:元|圆)(?:整)?)"
)
_SENTENCE_END = "。;!?"
_CLAUSE_END = frozenset("。;!?,")
_CITED = re.compile(r"《[^》]*》")
_REACH = 200  # how far the words about an amount may stand from it, in characters
_CALCULATED_BEFORE = re.compile(r"[=+×*xX÷]\(?$")
_CALCULATED_BEHIND = re.compile(r"[^,;。、=+×*xX÷\d]{0,8}\)?[=+×*xX÷][\d(]")
_UNIT_BEHIND = re.compile(r"[\w/]")


@dataclass(frozen=True, slots=True)
class Years:
    """The time an amount is said to belong to. `kind`: year (one), span (several), since (open), several (三年, from when is not said),
    this, past, next."""

    kind: str
    first: int | None = None
    last: int | None = None

    def covers(self, year: int | None) -> bool:
        """Whether the fiscal year is among them. Without a known fiscal year only 今年 and 本年 are sure."""
        if self.kind == "this":
            return True
        if self.first is None or year is None:
            return False
        return self.first <= year and (self.last is None or year <= self.last)

    def only(self, year: int | None) -> bool:
        """Whether they are the fiscal year and no other."""
        return self.kind == "this" or (self.kind == "year" and self.first == year)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of money in a running text.

    `start`, `end`: its span in the text as printed. `lead`: the words of its clause before it, back to the amount before;
    `follow`: the words behind it up to the end of the clause; both half-width without white space. `roles`: what the lead
    says it is (need total given part past per scope whole other). `about`: 约, 左右. `bound`: a limit or an end of a range.
    `calculated`: it stands in a calculation.
    """

    printed: str
    money: Money
    start: int
    end: int
    lead: str
    follow: str
    years: Years | None = None
    yearly: bool = False
    roles: frozenset[str] = frozenset()
    about: bool = False
    bound: bool = False
    calculated: bool = False


@lru_cache(maxsize=16384)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """All amounts of money of a text, in order. Prices (元/人, 每人500元) are among them, with the role `per`."""
    if not any(sign in text for sign in "元圆万亿¥￥"):
        return ()
    plain = folded(text.replace("\n", "；"))
    places: list[int] | None = None
    found: list[Amount] = []
    behind_last = 0
    for match in _AMOUNT.finditer(plain):
        money = _money(match, plain)
        if money is None:
            continue
        if places is None:
            places = _places(text)
        at, behind = match.start(), match.end()
        sentence = max(plain.rfind(sign, max(0, at - _REACH), at) for sign in _SENTENCE_END) + 1 or max(0, at - _REACH)
        clause = at
        while clause > max(sentence, behind_last) and plain[clause - 1] not in _CLAUSE_END:
            clause -= 1
        end = behind
        while end < min(len(plain), behind + _REACH) and plain[end] not in _CLAUSE_END:
            end += 1
        lead, follow, before = plain[clause:at], plain[behind:end], plain[sentence:at]
        years, yearly = _when(before)
        found.append(
            Amount(
                printed=match[0], money=money, start=places[at], end=places[behind - 1] + 1, lead=lead, follow=follow,
                years=years, yearly=yearly, roles=_roles(lead, follow, before),
                about=_marked("about", lead, follow), bound=_marked("bound", plain[max(0, at - 8) : at], follow),
                calculated=bool(_CALCULATED_BEFORE.search(lead) or _CALCULATED_BEHIND.match(follow)),
            )
        )
        behind_last = match.end()
    return tuple(found)


def _money(match: re.Match[str], plain: str) -> Money | None:
    if match["spelt"]:
        return parse_money(match[0])
    if match["yuan"] or match["sign"]:
        return parse_money(match[0])
    scale = match["scale"] or ""
    if not scale.endswith(("万", "亿")):
        return None
    bare, rest = _bare(), plain[match.end() : match.end() + 12]
    if bare["behind"].match(rest):
        return parse_money(f"{match['number']}{scale}元")
    if not _UNIT_BEHIND.match(rest) and bare["before"].search(plain[max(0, match.start() - 14) : match.start()]):
        return parse_money(f"{match['number']}{scale}元")
    return None


def _places(text: str) -> list[int]:
    """For each character of the folded text its place in the text as printed."""
    widths = [1 if char == "\n" else len(folded(char)) for char in text]
    return [n for n, width in enumerate(widths) for _ in range(width)]


def _roles(lead: str, follow: str, sentence: str) -> frozenset[str]:
    found = roles_in(lead)
    if "其中" in sentence:
        found |= {"part"}
    return found | {"per"} if _marked("per", "", follow) else found


def _marked(mark: str, before: str, behind: str) -> bool:
    """Whether an amount is marked as `about`, `bound` or `per` by what stands right before or right behind it."""
    ends, begins = _marks()[mark]
    return bool(ends.search(before) or begins.match(behind))


@lru_cache(maxsize=4096)
def roles_in(lead: str) -> frozenset[str]:
    """What words that lead up to an amount (half-width, without white space) say it is."""
    return frozenset(role for role, pattern in _role_patterns().items() if pattern.search(lead))


@lru_cache(maxsize=4096)
def _when(before: str) -> tuple[Years | None, bool]:
    """The time the words before an amount speak of last, and whether they say 每年."""
    years: Years | None = None
    yearly = False
    for match in _time().finditer(_CITED.sub(lambda cited: "《" * len(cited[0]), before)):
        kind = match.lastgroup
        if kind == "yearly":
            yearly = True
            years = None if years and years.kind == "several" else years
        elif kind == "span":
            first, last = re.findall(r"20\d\d", match[0])
            years, yearly = Years("span", int(first), int(last)), False
        elif kind in ("since", "year"):
            number = int(re.findall(r"20\d\d", match[0])[0])
            years, yearly = Years(kind, number, None if kind == "since" else number), False
        elif kind:
            years, yearly = Years(kind), False
    return years, yearly


@cache
def _time() -> re.Pattern[str]:
    data = table("mention_words")["time"]
    return re.compile(
        r"(?P<span>20\d\d年?度?(?:开始|起)?(?:-+|[~至到])20\d\d(?=年))"
        r"|(?P<since>20\d\d年?度?(?:\d{1,2}月)?(?:起|以来|开始))|(?P<year>20\d\d(?=年))"
        + "".join(f"|(?P<{key}>{data[key]})" for key in ("yearly", "several", "this", "past", "next"))
    )


@lru_cache(maxsize=4096)
def goes_beyond(rest: str) -> bool:
    """Whether what follows an amount in its sentence tells that it is more than this year's money: paid over several years,
    some of it paid already, or others pay a share."""
    return bool(_beyond().search(rest))


@cache
def _beyond() -> re.Pattern[str]:
    return re.compile(table("mention_words")["beyond"]["pattern"])


@cache
def _bare() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in table("mention_words")["bare"].items()}


@cache
def _marks() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        mark: (re.compile(f"(?:{sides['before']})$"), re.compile(sides["behind"]))
        for mark, sides in table("mention_words")["marks"].items()
    }


@cache
def _role_patterns() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(pattern) for role, pattern in table("mention_words")["roles"].items()}


@cache
def filler() -> re.Pattern[str]:
    """Words that name nothing of their own when they stand round an amount."""
    return re.compile(alternatives(table("mention_words")["filler"]["words"]))
