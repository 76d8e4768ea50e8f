"""What `jixiao suggest` answers: near indicators of the library for a name, a `name：value` or a sentence about a project, and values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linter.submission import Category
from linter.suggest.asked import Kind, asked
from linter.suggest.library import Entry, Library
from linter.suggest.measure_words import unit_of
from linter.suggest.missing import best
from linter.suggest.retrieve import Index, Near, pairs_of_characters
from linter.suggest.targets import Adviser
from linter.wording import squeeze

AT_LEAST = 0.3  # similarity below which an indicator is about something else …
MEASURES_SO = 0.2  # … where both are measured the same way
SPOKEN_OF = 0.55  # how much of an indicator's name a sentence must speak of
_SENTENCE = re.compile(r"[,，。;；、].*|.{20,}")
_NAME_AND_VALUE = re.compile(r"([^:]{2,30}):(.{1,20})")
_WAYS: dict[str, tuple[Kind, ...]] = {
    "time": ("frequency", "term", "pay", "response", "deadline"), "money": ("price", "money"), "count": ("count", "event"),
    "share": ("rate", "change"),
}
_CATEGORY_OF: dict[Kind, Category] = {
    "satisfaction": "satisfaction", "rate": "quality", "score": "quality", "change": "economic", "frequency": "timeliness",
    "pay": "timeliness", "response": "timeliness", "deadline": "timeliness", "price": "cost", "money": "cost", "count": "quantity",
    "event": "social", "term": "sustainability",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """`targets`: values for the indicator asked about; `near`: indicators with their similarity (0 to 1), nearest first.

    `category` is the one the values are for: as given, else that of the nearest indicator, else by what the name asks.
    """

    text: str
    category: Category | None
    targets: tuple[str, ...]
    near: tuple[Near[Entry], ...]


def advise(text: str, library: Library, *, category: Category | None = None, count: int = 5) -> Advice:
    """Suggestions for a text; both parts may be empty where nothing is near."""
    folded = squeeze(text)
    parts = _NAME_AND_VALUE.fullmatch(folded)
    name, said = (parts[1], parts[2]) if parts else (folded, "")
    index = library.index(category) if category else library.index()
    if _SENTENCE.search(name):
        spoken = index.contained(pairs_of_characters(name))
        ranked = sorted(((score, number) for number, score in spoken.items() if score >= SPOKEN_OF), key=lambda f: (-f[0], f[1]))
        return Advice(text, category, (), tuple(best([Near(index.items[number], score) for score, number in ranked], count)))
    near = _near(name, index, category, count)
    meant = category or _category(name, near)
    targets = Adviser(library).targets(name, meant, said=said) if meant else ()
    return Advice(text, meant, targets, tuple(near))


def _near(name: str, index: Index[Entry], category: Category | None, count: int) -> list[Near[Entry]]:
    """The nearest that are measured the same way, then the nearest of the others."""
    way = _way(asked(name, category or "other").kind)
    if way == "plain":
        return index.nearest(name, count, AT_LEAST)
    same = index.nearest(name, count, MEASURES_SO, lambda entry: _way(asked(entry.name, entry.category).kind) == way)
    others = [near for near in index.nearest(name, count, AT_LEAST) if near not in same]
    return [*same, *others][:count]


def _way(kind: Kind) -> str:
    """Kinds that are measured alike go together."""
    return next((way for way, kinds in _WAYS.items() if kind in kinds), kind)


def _category(name: str, near: list[Near[Entry]]) -> Category | None:
    """The category by what the name asks and by the nearest indicator that asks the same; a thing to count is a quantity."""
    kind = asked(name, "other").kind
    first = _CATEGORY_OF.get(kind)
    if first in ("satisfaction", "timeliness", "cost"):
        return first
    if near and near[0].score >= AT_LEAST and (first is None or _way(asked(near[0].item.name, near[0].item.category).kind) == _way(kind)):
        return near[0].item.category
    return first or ("quantity" if unit_of(name) else None)
