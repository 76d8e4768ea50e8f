"""The words of target values, compiled from `data/target_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linter.submission import Comparator
from linter.tables import table

_TABLE = table("target_words")
_COMPARATORS: dict[Comparator, dict[str, list[str]]] = _TABLE["comparators"]


def one_of(found: Iterable[str]) -> str:
    """The inside of a regular expression for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(found), key=lambda word: (-len(word), word))))


SYMBOLS: dict[str, Comparator] = {word: op for op, entry in _COMPARATORS.items() for word in entry["symbols"]}
BEFORE: dict[str, Comparator] = {word: op for op, entry in _COMPARATORS.items() for word in entry["before"]}
AFTER: dict[str, Comparator] = {word: op for op, entry in _COMPARATORS.items() for word in entry["after"]}
UNFINISHED = frozenset(_TABLE["unfinished"]["words"])
AROUND_BEFORE = frozenset(_TABLE["around"]["before"])
AROUND_AFTER = frozenset(_TABLE["around"]["after"])
EACH = frozenset(_TABLE["each"]["words"])
EMPTY = frozenset(_TABLE["empty"]["words"])
IDIOMS = frozenset(_TABLE["idioms"]["words"])
WITHOUT_MEANING = frozenset(_TABLE["signs"]["without_meaning"])
WHOLE_PERIODS = frozenset(_TABLE["period"]["whole"])
SEASONS = frozenset(_TABLE["period"]["seasons"])
NAME_ENDINGS = tuple(_TABLE["names"]["endings"])
DEGREES = one_of(_TABLE["change"]["degree"])
CHANGES = one_of(_TABLE["change"]["words"])
COMPARED = one_of(_TABLE["change"]["compared"])
GLUED = one_of(_TABLE["glued"]["begins"])
MANNERS = one_of(_TABLE["deadline"]["manner"])
DEEDS = one_of(_TABLE["deadline"]["deed"])
WORDING: dict[str, list[str]] = _TABLE["wording"]
