"""Measurable values for an indicator: those of near indicators in the library, then the usual ones (`data/suggest_targets.toml`).

    Adviser(library).targets("制卡差错率", "quality", year=2024)    → ("≤0.1%", "≤1%", "≤3%")
    Adviser(library).targets("物资配送", "timeliness", year=2024)   → ("2024年11月30日前", …)

At most three, the fitting ones first; none where nothing can be said. All are for reference: the numbers are examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from linter.checks.rate_names import bare_name
from linter.form.value import parse_target, per_unit_of, unit_kind
from linter.suggest.asked import Asked, asked
from linter.suggest.library import Entry, Library
from linter.suggest.measure_words import price_of, typical
from linter.tables import table
from linter.wording import squeeze

MOST = 3
NEAR = 0.45  # similarity from which an indicator of the library is taken for one of the same kind
NEAR_PRICE = 0.35  # … a price that does not say what it is for: there is no usual one to fall back on
NEAR_UNKNOWN = 0.55  # … where the name itself does not tell what is to be measured
_FROM_LIBRARY = 2
_REMEMBERED = 20_000  # answers kept, so that a long run does not grow
_DATE = re.compile(r"\d{1,2}月")
_NO_CHANGE = re.compile(r"不[一-龥]{2}")
_RATE = re.compile(r"(.+?)([≥=]\d+%)$")


class Adviser:
    """Gives values from one library; remembers what it said, since documents repeat themselves."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._told: dict[tuple[str, str, str, int | None, str], tuple[str, ...]] = {}

    def targets(
        self, name: str, category: str, *, said: str = "", year: int | None = None, budget: str = ""
    ) -> tuple[str, ...]:
        """Values for the cell of the indicator `name`. `said`: what stands there; `budget`: the year's amount, 45万元."""
        key = (bare_name(name), category, said, year, budget)
        if key not in self._told:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            found = dict.fromkeys(squeeze(target) for target in self._all(*key) if target)
            self._told[key] = tuple(found)[:MOST]
        return self._told[key]

    def _all(self, name: str, category: str, said: str, year: int | None, budget: str) -> Iterator[str]:
        ask = asked(name, category)
        if ask.kind == "plain":
            yield from self._for_plain(name, category, said, year)
            return
        yield from (dated(entry.target, year) for entry in self.near(name, category, ask))
        yield from _usual(name, category, ask, said, year, budget)

    def near(self, name: str, category: str, ask: Asked) -> list[Entry]:
        """Indicators of the library that measure the same kind of thing under a near name."""
        index = self.library.index(category)
        at_least = NEAR_PRICE if ask.kind == "price" and ask.unit is None else NEAR
        found = index.nearest(name, _FROM_LIBRARY, at_least, lambda entry: bool(entry.target) and _alike(ask, entry))
        return [near.item for near in found]

    def _for_plain(self, name: str, category: str, said: str, year: int | None) -> Iterator[str]:
        """A name that asks nothing usual: a near indicator by its own name and value, the words said as a rate, a change."""
        yield from _held(said, year)
        if name:
            index = self.library.index(category)
            for near in index.nearest(name, 1, NEAR_UNKNOWN, lambda entry: bool(entry.target)):
                yield near.item.name + dated(near.item.target, year)
        yield from _rates_said(said, category)
        yield from filled(_by_noun(name, category), year)
        yield from _rates_said(name, category)
        yield from filled(_by_category(category, said, name), year, change=change_in(said, name))


def _alike(ask: Asked, entry: Entry) -> bool:
    """Whether an indicator of the library asks the same: the same kind and sense, the same unit where that is known."""
    other = asked(entry.name, entry.category)
    if other.kind != ask.kind or other.lower != ask.lower:
        return False
    target = parse_target(entry.target)
    if ask.kind in ("rate", "change", "satisfaction"):
        return unit_kind(target.unit) == "rate"
    if ask.kind in ("price", "money") and unit_kind(target.unit) not in ("price", "money"):
        return False
    if ask.unit is None:
        return True
    return (per_unit_of(target) if ask.kind == "price" else target.unit) == ask.unit


def _usual(name: str, category: str, ask: Asked, said: str, year: int | None, budget: str) -> Iterator[str]:
    """The usual values for what the name asks."""
    kinds = table("suggest_targets")["kind"]
    if ask.kind == "count" and ask.unit:
        number = typical(ask.unit)
        if number:
            yield f"≥{number}{ask.unit}"
    elif ask.kind == "price":
        paid = any(word in name for word in table("suggest_names")["price"]["to_people"])
        unit = ask.unit or ("人" if paid else "")
        number = price_of(unit)
        if number:
            yield f"≤{number}元/{unit}"
    elif ask.kind == "money":
        if category != "cost":
            yield from filled(table("suggest_targets")["category"]["economic"], year, change=change_in(said, name))
        elif budget and stands_for_whole(name):
            yield f"≤{budget}"
    elif ask.kind in ("rate", "satisfaction"):
        yield from kinds["rate_lower"] if ask.lower else (*_by_ending(name), *kinds[ask.kind])
    elif ask.kind in ("deadline", "pay", "response") and category != "timeliness":
        yield from table("suggest_targets")["elsewhere"]["time"]
    elif ask.kind == "term":
        words: dict[str, list[str]] = table("suggest_targets")["term"]
        key = next((key for key, within in words.items() if any(word in name for word in within)), "term_months")
        yield from kinds[key]
    elif ask.kind == "response":
        yield from kinds[_how_fast(name)]
    elif ask.kind == "pay":
        monthly = any(word in name for word in table("suggest_names")["pay"]["monthly"])
        yield from filled(kinds["pay_monthly" if monthly else "pay"], year)
    else:
        yield from filled(kinds.get(ask.kind, ()), year)


def _how_fast(name: str) -> str:
    words = table("suggest_names")["response"]
    if any(word in name for word in words["minutes"]):
        return "response_minutes"
    return "response_hours" if any(word in name for word in words["hours"]) else "response_days"


def dated(target: str, year: int | None) -> str:
    """A target with the fiscal year in front of a bare date: 11月30日前 → 2024年11月30日前."""
    return f"{year}年{target}" if year and _DATE.match(target) else target


def filled(templates: list[str] | tuple[str, ...], year: int | None, *, change: str = "提高") -> Iterator[str]:
    """Templates of the table with the year and the way of the change put in."""
    for template in templates:
        yield template.format(year=f"{year}年" if year else "", last=since(year), change=change)


def _held(said: str, year: int | None) -> Iterator[str]:
    """What a state that is to be kept is measured against: 不降低 → 不低于2023年水平."""
    for template, within in table("suggest_targets")["hold"].items():
        if any(word in said for word in within):
            yield template.format(base=f"{year - 1}年" if year else "上年")


def since(year: int | None) -> str:
    """What a change is measured against: 较2023年, 较上年 where the fiscal year is not known."""
    return f"较{year - 1}年" if year else "较上年"


@lru_cache(maxsize=4096)
def change_in(said: str, name: str) -> str:
    """The way of the change that the value, else the name, speaks of; 提高 where neither does."""
    return _change_said(said, name) or "提高"


def _change_said(said: str, name: str) -> str | None:
    ways: dict[str, list[str]] = table("suggest_targets")["change"]
    for text in (_NO_CHANGE.sub("", said), name):
        found = [(text.find(word), way) for way, words in ways.items() for word in words if word in text]
        if found:
            return min(found)[1]
    return None


def _by_category(category: str, said: str, name: str) -> list[str]:
    """The usual values under a category; a change only where one is spoken of, or nothing else is usual."""
    usual: list[str] = table("suggest_targets")["category"].get(category, [])
    still = [template for template in usual if "{change}" not in template]
    return usual if not still or _change_said(said, name) else still


@lru_cache(maxsize=4096)
def _rates_said(text: str, category: str) -> tuple[str, ...]:
    """The rate that says in figures what the words mean: 资料准确 → 准确率≥98%. Not under quantity."""
    if category == "quantity":
        return ()
    words = _word_rates()
    found = [word for word in words if word in text]
    return tuple(words[word] for word in found if not any(word in other and word != other for other in found))[:1]


@lru_cache(maxsize=4096)
def _by_noun(name: str, category: str) -> tuple[str, ...]:
    """What one usually measures of such a thing: a skill by passing a test, a mood by asking people. Not under quantity."""
    if category in ("quantity", "cost"):
        return ()
    nouns = table("suggest_targets")["noun"]
    fitting = (noun for noun in nouns if category in noun.get("under", (category,)))
    return next((tuple(noun["targets"]) for noun in fitting if any(word in name for word in noun["within"])), ())


def _by_ending(name: str) -> Iterator[str]:
    """The usual value of a rate by its last words: 合格率 → ≥98%."""
    for phrase in _word_rates().values():
        rate = _RATE.match(phrase)
        if rate and name.endswith(rate[1]):
            yield rate[2]


@cache
def _word_rates() -> dict[str, str]:
    words: dict[str, str] = table("suggest_targets")["word_rate"]
    return words


@lru_cache(maxsize=4096)
def stands_for_whole(name: str) -> bool:
    """Whether a cost by its name is that of the whole project: 项目总成本, 预算控制数."""
    rest = bare_name(name)
    for word in _whole_words():
        rest = rest.replace(word, "")
    return not rest


@cache
def _whole_words() -> tuple[str, ...]:
    return tuple(sorted(table("cost_words")["whole"]["words"], key=len, reverse=True))
