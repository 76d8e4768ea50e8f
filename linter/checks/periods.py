"""Years and periods in running text: what is printed, what it covers and what the words round it say it is (rule S603).

    times_in("项目实施期为2022年3月至2023年2月，2023年完成验收。")
    → 2022年3月至2023年2月 (period, own) · 2023年 (year, doing)

Words and patterns stand in `data/period_words.toml`. Titles in 《》, document numbers and quotations are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.form.numerals import folded
from linter.tables import table

_HIDDEN = re.compile(
    r"《[^》]*》|“[^”]{4,}”|[(\[](?:19|20)\d\d(?:年)?[)\]](?:第)?\d+号?|[^,;。、(]{0,12}?(?:19|20)\d\d年?第?\d+号(?!楼|线|井|机|院)"
)
_PERIOD = re.compile(
    r"(?<!\d)(?P<first>20\d\d)(?:年?度?(?:开始|起)?)" + r"(?:[年./-]?(?P<from>1[0-2]|0?[1-9])(?:月|(?=[./-]))(?:[./-]?\d{1,2}日?)?(?:底|末|初|份)?)?"
    r"(?:开始|起)?(?:-+|~|至|到)"
    r"(?:(?P<last>20\d\d)(?:年度?)?(?:[./-]?(?P<to>1[0-2]|0?[1-9])(?:月|(?=[./-]|$|[^\d万元个]))(?:[./-]?\d{1,2}日?)?)?|(?P<same>1[0-2]|0?[1-9])月)"
)
_YEAR = re.compile(r"(?<![\d.])(?<!\d,)(?P<year>20\d\d)(?=年(?!级|产|代|来)|年?度)")
_CLAUSE = re.compile(r"[,;。!?、\n]")


@dataclass(frozen=True, slots=True)
class Time:
    """A year (`first` = `last`) or a period of a text. `start`, `end`: its span in the folded text.

    Months count from year 0 (2024年3月 → 2024 × 12 + 2). `role`: planned (without doubt) · doing · own (a period said to be
    the project's) · history · baseline · horizon · "" (nothing said). `clause`: the words it stands among.
    """

    printed: str
    first: int
    last: int
    is_period: bool
    role: str
    clause: str

    def outside(self, year: int) -> bool:
        """Whether no part of it lies in the year."""
        return self.last < year * 12 or self.first >= (year + 1) * 12

    def within(self, year: int) -> bool:
        return self.first >= year * 12 and self.last < (year + 1) * 12

    @property
    def years(self) -> range:
        return range(self.first // 12, self.last // 12 + 1)


@lru_cache(maxsize=16384)
def times_in(text: str) -> tuple[Time, ...]:
    """The years and periods of a text, in order."""
    if "20" not in text and "２０" not in text:
        return ()
    plain = _HIDDEN.sub(lambda found: "□" * len(found[0]), folded(text.replace("\n", "；")))
    found: list[tuple[int, Time]] = []
    covered = [False] * len(plain)
    for match in _PERIOD.finditer(plain):
        first = int(match["first"]) * 12 + int(match["from"] or 1) - 1
        last = int(match["last"] or match["first"]) * 12 + int(match["same"] or match["to"] or 12) - 1
        if match["same"] and not match["from"]:
            continue  # 2024年至12月
        if last < first:
            continue
        covered[match.start() : match.end()] = [True] * (match.end() - match.start())
        found.append((match.start(), _time(match, plain, first, last, is_period=True)))
    for match in _YEAR.finditer(plain):
        if not covered[match.start()]:
            year = int(match["year"])
            found.append((match.start(), _time(match, plain, year * 12, year * 12 + 11, is_period=False)))
    return tuple(time for _, time in sorted(found, key=lambda item: item[0]))


def _time(match: re.Match[str], plain: str, first: int, last: int, *, is_period: bool) -> Time:
    begin = max((mark.end() for mark in _CLAUSE.finditer(plain, max(0, match.start() - 60), match.start())), default=max(0, match.start() - 60))
    stop = _CLAUSE.search(plain, match.end())
    end = min(stop.start() if stop else len(plain), match.end() + 60)
    lead, follow = plain[begin : match.start()], plain[match.end() : end]
    printed = match[0] if is_period else f"{match[0]}年"
    return Time(printed, first, last, is_period, _role(lead, follow, is_period=is_period), plain[begin:end])


def _role(lead: str, follow: str, *, is_period: bool) -> str:
    patterns = _patterns()
    if is_period and patterns["own"].search(lead):
        return "own"
    if patterns["baseline"].search(lead):
        return "baseline"
    if patterns["horizon"].search(lead):
        return "horizon"
    if patterns["history"].search(lead) or patterns["history"].search(follow):
        return "history"
    for role in ("planned", "doing"):
        if patterns[role].search(follow):
            return role
    return ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("period_words")
    return {role: re.compile(pattern) for role, pattern in (*words["roles"].items(), ("own", words["period"]["own"]))}
