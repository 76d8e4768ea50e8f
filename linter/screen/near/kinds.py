"""What is searched: texts and sets go through the same search and differ only in what is written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from linter.screen.near.banding import Banding
from linter.screen.near.signatures import Words, set_signatures, text_signatures
from linter.screen.near.verification import Shares, set_similarities, text_similarities

LEAST_SHARED = 5  # B207: sets share at least so many items


@dataclass(frozen=True, slots=True)
class Kind:
    """`values` selects id and value (text or items) from a source, `distinct` one row for each value; the rest works on values."""

    values: str
    size: str
    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]
    signatures: Callable[[Any, Banding], Words]
    similarities: Callable[[Any, Any, float], Shares]

    @property
    def distinct(self) -> str:
        """Smallest id, number of copies and size of each different value."""
        return f"select min(id) as id, count(*) as copies, {self.size}(value) as size, value from ({self.values}) group by value"


def _text_signatures(texts: Any, banding: Banding) -> Words:
    return text_signatures(texts.tolist(), banding)


def _set_signatures(sets: Any, banding: Banding) -> Words:
    offsets = np.zeros(len(sets) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, sets), np.int64, len(sets)), out=offsets[1:])
    return set_signatures(np.concatenate(sets).astype(np.uint64, copy=False), offsets, banding)


def _set_similarities(one: Any, other: Any, at_least: float) -> Shares:
    shares = set_similarities(one, other, at_least)
    larger = np.maximum(*(np.fromiter(map(len, sets), np.int64, len(sets)) for sets in (one, other)))
    return np.where(np.rint(shares * larger) >= LEAST_SHARED, shares, 0.0)


TEXTS = Kind(
    values="select id, text as value from {source} where text <> ''",
    size="length",
    pack=str.encode,
    unpack=bytes.decode,
    signatures=_text_signatures,
    similarities=text_similarities,
)
SETS = Kind(
    values="select id, list_sort(list(distinct item)) as value from {source} where item is not null group by id "
    f"having count(distinct item) >= {LEAST_SHARED}",
    size="len",
    pack=np.ndarray.tobytes,
    unpack=partial(np.frombuffer, dtype=np.uint64),
    signatures=_set_signatures,
    similarities=_set_similarities,
)
