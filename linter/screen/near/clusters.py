"""From verified pairs to clusters, on arrays; neither the order of the pairs nor that of the input changes the result.

"The same" is not transitive: A~B~C does not make A~C, and among a million texts chains of small changes run from one subject to quite
another. So a connected component is not a cluster yet. Its most copied text (the earliest, if several are) leads, and those that are
no further from it than three steps of "the same" (similarity ≥ 3·threshold - 2: 0.70 at 0.90) are its cluster. The rest of the component
chooses a leader in the same way, again and again. A text left alone, or left over after `LEADERS` rounds, goes with the leader
that it resembles most: whatever has a text that is the same stands in a cluster. The result depends on nothing but which texts are
in a component, so an engine that finds other links between the same texts comes to the same clusters.

Two steps would cut more (measured at 0.85 on a set half of which are four templates with other names in them: 1.9 % of the planted
pairs were not together, with three steps 0.9 %), and one step would cut apart texts that are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from linter.screen.near.signatures import Places
from linter.screen.near.verification import Shares

LEADERS = 64  # rounds, so that the cost for a runaway component of m texts is at most 64·m comparisons


@dataclass(frozen=True, slots=True)
class Clusters:
    """Who belongs to whom: parallel arrays of members, their leaders (members of their own cluster) and the similarity of the two."""

    members: Places
    leaders: Places
    similarities: Shares


def joined(labels: Places, one: Places, other: Places) -> Places:
    """`labels` (each thing's component, named after its first member) after these pairs have been joined."""
    labels = labels.copy()
    while True:
        ends = labels[one], labels[other]
        apart = ends[0] != ends[1]
        if not apart.any():
            return labels
        one, other = one[apart], other[apart]
        np.minimum.at(labels, np.maximum(*ends)[apart], np.minimum(*ends)[apart])
        while True:
            further = labels[labels]
            if np.array_equal(further, labels):
                break
            labels = further


def clusters(
    labels: Places, copies: Places, similarities: Callable[[Places, Places], Shares], *, threshold: float
) -> Clusters:
    """Clusters of two or more within the components that `labels` names; `copies` says how often each thing occurs."""
    sizes = np.bincount(labels, minlength=len(labels))
    live = np.flatnonzero(sizes[labels] > 1)
    live = live[np.lexsort((live, -copies[live], labels[live]))]
    bound = 3 * threshold - 2 - 1e-9  # 0.9 · 3 is not 2.7 exactly
    leader = np.full(len(live), -1)
    closest = np.full(len(live), -1.0)  # how similar each is to `leader`; -1 before the first round
    left = np.arange(len(live))
    for _ in range(LEADERS):
        if not len(left):
            break
        component = labels[live[left]]
        head = np.concatenate(([True], component[1:] != component[:-1]))
        heads = left[head][np.cumsum(head) - 1]
        share = np.ones(len(left))
        share[~head] = similarities(live[left[~head]], live[heads[~head]])
        near = share >= bound
        followed = np.isin(heads, heads[near & ~head])  # a head that nobody follows leads nobody
        closer = followed & (share > closest[left])
        leader[left[closer]], closest[left[closer]] = live[heads[closer]], share[closer]
        left = left[~near]
    led = leader >= 0
    return Clusters(live[led], leader[led], closest[led])
