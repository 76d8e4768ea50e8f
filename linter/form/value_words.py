"""The words of target values, compiled once from `data/target_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linter.submission import Comparator
from linter.tables import table

_TABLE = table("target_words")
_COMPARATORS: dict[Comparator, dict[str, list[str]]] = _TABLE["comparators"]


def one_of(found: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(found), key=lambda word: (-len(word), word))))


SYMBOLS: dict[str, Comparator] = {s: op for op, entry in _COMPARATORS.items() for s in entry["symbols"]}
BEFORE: dict[str, Comparator] = {s: op for op, entry in _COMPARATORS.items() for s in entry["before"]}
AFTER: dict[str, Comparator] = {s: op for op, entry in _COMPARATORS.items() for s in entry["after"]}
AROUND_BEFORE: frozenset[str] = frozenset(_TABLE["around"]["before"])
AROUND_AFTER: frozenset[str] = frozenset(_TABLE["around"]["after"])
EMPTY: frozenset[str] = frozenset(_TABLE["empty"]["words"])
MEANINGLESS_SIGNS: frozenset[str] = frozenset(_TABLE["signs"]["without_meaning"])
WHOLE_PERIODS: frozenset[str] = frozenset(_TABLE["period"]["whole"])
CHANGES = one_of(_TABLE["change"]["words"])
COMPARED = one_of(_TABLE["change"]["compared"])
SOMEWHAT = one_of(_TABLE["change"]["somewhat"])
GLUED = one_of(_TABLE["glued"]["begins"])
QUALITATIVE: dict[str, list[str]] = _TABLE["qualitative"]
