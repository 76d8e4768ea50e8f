"""Near names: cosine of character n-grams, the rarer gram counting more. Plain dicts, built on first use.

Single characters count beside pairs: 就餐 and 用餐 share only one. A gram that no name of the library has counts too, so that text
about something else is near to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import Generic, NamedTuple, TypeVar

from linter.checks.rate_names import bare_name

Item = TypeVar("Item")
_SINGLE = 0.35  # weight of a single character beside that of a pair
_UNKNOWN = 0.6  # weight of a gram no name of the library has, beside that of the rarest


class Near(NamedTuple, Generic[Item]):
    """Something found. `score` is 0 to 1."""

    item: Item
    score: float


class Index(Generic[Item]):
    """`items` found by their `names`, which stand in the same order."""

    def __init__(self, items: Sequence[Item], names: Sequence[str]) -> None:
        self.items, self.names = items, names

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Gram → how rare it is."""
        counts: dict[str, int] = {}
        for name in self.names:
            for gram in grams(name):
                counts[gram] = counts.get(gram, 0) + 1
        total = len(self.names) + 1
        return {gram: log(total / count) * (_SINGLE if len(gram) == 1 else 1.0) for gram, count in counts.items()}

    @cached_property
    def _lists(self) -> dict[str, list[tuple[int, float]]]:
        """Gram → the names that have it, with its share of their length."""
        weights = self._weights
        lists: dict[str, list[tuple[int, float]]] = {gram: [] for gram in weights}
        for number, name in enumerate(self.names):
            own = grams(name)
            length = sqrt(sum(weights[gram] ** 2 for gram in own)) or 1.0
            for gram in own:
                lists[gram].append((number, weights[gram] / length))
        return lists

    def nearest(
        self, text: str, count: int, at_least: float = 0.0, fits: Callable[[Item], bool] | None = None
    ) -> list[Near[Item]]:
        """The `count` items nearest to a name, nearest first, of those that `fits` lets through."""
        out: list[Near[Item]] = []
        for score, number in self._ranked(text):
            if score < at_least or len(out) == count:
                break
            item = self.items[number]
            if fits is None or fits(item):
                out.append(Near(item, score))
        return out

    def _ranked(self, text: str) -> list[tuple[float, int]]:
        weights, lists, total = self._weights, self._lists, len(self.names) + 1
        rare = log(total)
        scores: dict[int, float] = {}
        square = 0.0
        for gram in grams(text):
            weight = weights.get(gram)
            if weight is None:
                square += (_UNKNOWN * rare * (_SINGLE if len(gram) == 1 else 1.0)) ** 2
                continue
            square += weight**2
            for number, share in lists[gram]:
                scores[number] = scores.get(number, 0.0) + weight * share
        length = sqrt(square) or 1.0
        return sorted(((score / length, number) for number, score in scores.items()), key=lambda near: (-near[0], near[1]))

    @cached_property
    def _pairs(self) -> tuple[dict[str, list[int]], list[float]]:
        """Pair of characters → the names that have it; and the weight of each name's pairs together."""
        weights = self._weights
        lists: dict[str, list[int]] = {}
        wholes = []
        for number, name in enumerate(self.names):
            own = [gram for gram in grams(name) if len(gram) == 2]
            wholes.append(sum(weights[gram] for gram in own) or 1.0)
            for gram in own:
                lists.setdefault(gram, []).append(number)
        return lists, wholes

    def contained(self, pairs: frozenset[str]) -> dict[int, float]:
        """Number of an item → the share of its name, by rarity, that a longer text (its pairs of characters) speaks of."""
        weights, (lists, wholes) = self._weights, self._pairs
        scores: dict[int, float] = {}
        for gram in pairs & lists.keys():
            for number in lists[gram]:
                scores[number] = scores.get(number, 0.0) + weights[gram] / wholes[number]
        return scores


@lru_cache(maxsize=16384)
def grams(name: str) -> frozenset[str]:
    """Characters and pairs of characters of a name."""
    bare = bare_name(name)
    return frozenset(bare) | pairs_of_characters(bare)


def pairs_of_characters(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a squeezed text."""
    return frozenset(map("".join, pairwise(text)))
