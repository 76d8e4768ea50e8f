"""The exact similarity of candidate pairs: what decides, after signatures have only proposed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linter.screen.near.signatures import Keys, Places

Shares = NDArray[np.float64]
_WORKERS = 2


def text_similarities(one: Sequence[str], other: Sequence[str], at_least: float = 0.0) -> Shares:
    """Levenshtein similarity pair by pair, 0 where it is below `at_least`; the measure of `linter.checks.context.similar`."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    # float64, or 0.9 would come out as 0.89999998 and miss a threshold of 0.9
    found: Shares = process.cpdist(
        one, other, scorer=Levenshtein.normalized_similarity, score_cutoff=at_least, dtype=np.float64, workers=_WORKERS
    )
    return found


def set_similarities(one: Sequence[Keys], other: Sequence[Keys], at_least: float = 0.0) -> Shares:
    """What two sets (of distinct items) share of the larger of them, pair by pair, 0 where it is below `at_least`."""
    shared = np.zeros(len(one), np.int64)
    sizes = _sizes(one), _sizes(other)
    if len(one):
        pair = np.concatenate([np.repeat(np.arange(len(one)), size) for size in sizes])
        item = np.concatenate([*one, *other])
        order = np.lexsort((item, pair))
        pair, item = pair[order], item[order]
        twice = (pair[1:] == pair[:-1]) & (item[1:] == item[:-1])
        shared = np.bincount(pair[1:][twice], minlength=len(one))
    share = shared / np.maximum(np.maximum(*sizes), 1)
    return np.where(share >= at_least, share, 0.0)


def _sizes(sets: Sequence[Keys]) -> Places:
    return np.fromiter(map(len, sets), np.int64, len(sets))
