"""From buckets (things that share a band) to candidate pairs, at a cost that stays linear however large a bucket is.

A bucket of boilerplate may hold a tenth of all texts, and all its pairs would be more than can be compared. So every member is linked
to the `NEIGHBOURS` members after it, in an order in which those that share the next band too stand together, and to the first of its
bucket. Small buckets get all their pairs by this, large ones enough: their members meet in other bands in another order, and members
of one cluster need a path of links, not all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from linter.screen.near.signatures import Keys, Places

NEIGHBOURS = 32  # of pairs of similarity ≥ 0.90 among 12,000 copies of one template this finds 99.7 %, 16 find 99.6 %, 8 find 99.5 %


def fitting(one: Places, other: Places, labels: Places, sizes: Places, threshold: float) -> NDArray[np.bool_]:
    """Which pairs may be the same by their sizes, and are not known to be connected by `labels` already."""
    ends = sizes[one], sizes[other]
    may: NDArray[np.bool_] = (labels[one] != labels[other]) & (np.minimum(*ends) >= threshold * np.maximum(*ends) - 1e-6)
    return may


def bucket_pairs(keys: Keys, members: Places, *, at_once: int = 1 << 18) -> Iterator[tuple[Places, Places]]:
    """Candidate pairs of one band in portions of about `at_once`; equal `keys` stand together."""
    count = len(keys)
    if not count:
        return
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.append(begins, count))
    first = np.repeat(begins, sizes)
    places = np.arange(count)
    reach = np.minimum(np.repeat(begins + sizes, sizes) - places - 1, NEIGHBOURS)
    upto = np.cumsum(reach)
    start = 0
    while start < count:
        end = max(start + 1, int(np.searchsorted(upto, (upto[start - 1] if start else 0) + at_once, side="right")))
        steps = reach[start:end]
        one = np.repeat(places[start:end], steps)
        within = np.arange(len(one)) - np.repeat(np.cumsum(steps) - steps, steps)
        far = places[start:end][places[start:end] - first[start:end] > NEIGHBOURS]
        yield (
            np.concatenate((members[one], members[far])),
            np.concatenate((members[one + within + 1], members[first[far]])),
        )
        start = end
