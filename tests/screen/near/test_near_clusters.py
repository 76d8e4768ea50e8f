"""Components, leaders, and buckets of any size."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from linter.screen.near.buckets import NEIGHBOURS, bucket_pairs
from linter.screen.near.clusters import clusters, joined
from linter.screen.near.signatures import Places
from linter.screen.near.verification import Shares


def by_distance(one: Places, other: Places) -> Shares:
    """Things are places on a line of a hundred steps."""
    return 1 - np.abs(one - other) / 100


def found(count: int, *, copies: dict[int, int] | None = None, threshold: float = 0.9) -> dict[int, list[int]]:
    labels = joined(np.arange(count), np.arange(count - 1), np.arange(1, count))
    times = np.ones(count, np.int64)
    for n, many in (copies or {}).items():
        times[n] = many
    result = clusters(labels, times, by_distance, threshold=threshold)
    assert np.allclose(result.similarities, by_distance(result.members, result.leaders))
    return {int(leader): np.sort(result.members[result.leaders == leader]).tolist() for leader in np.unique(result.leaders)}


def test_joined_is_the_first_of_each_component() -> None:
    labels = joined(np.arange(9), np.array([8, 5, 3, 6]), np.array([7, 3, 1, 8]))
    assert labels.tolist() == [0, 1, 2, 1, 4, 1, 6, 6, 6]
    assert joined(labels, np.array([7]), np.array([3])).tolist() == [0, 1, 2, 1, 4, 1, 1, 1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_joined_whatever_the_order(seed: int) -> None:
    chance = np.random.default_rng(seed)
    one, other = chance.integers(0, 500, (2, 400))
    expected = joined(np.arange(500), one, other)
    order = chance.permutation(400)
    halves = joined(joined(np.arange(500), other[order[:200]], one[order[:200]]), one[order[200:]], other[order[200:]])
    assert np.array_equal(halves, expected)


def test_a_chain_is_cut_three_steps_from_its_leader() -> None:
    assert found(31) == {0: list(range(31))}
    assert found(91) == {0: list(range(31)), 31: list(range(31, 62)), 62: list(range(62, 91))}


def test_the_most_copied_leads() -> None:
    assert found(91, copies={45: 3}) == {45: list(range(15, 76)), 0: list(range(15)), 76: list(range(76, 91))}


def test_one_left_alone_goes_with_the_leader_it_resembles_most() -> None:
    assert found(32) == {0: list(range(32))}


def test_a_very_long_chain_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.screen.near.clusters.LEADERS", 2)
    assert found(91) == {0: list(range(31)), 31: list(range(31, 91))}


@pytest.mark.parametrize("at_once", [1, 50, 1 << 18])
def test_small_buckets_give_all_pairs(at_once: int) -> None:
    keys = np.array([4, 4, 4, 7, 9, 9], np.uint64)
    members = np.array([10, 30, 20, 5, 6, 2])
    pairs = [(a, b) for portion in bucket_pairs(keys, members, at_once=at_once) for a, b in zip(*portion, strict=True)]
    assert sorted(pairs) == [(6, 2), (10, 20), (10, 30), (30, 20)]


def test_no_bucket_gives_no_pairs() -> None:
    assert list(bucket_pairs(np.empty(0, np.uint64), np.empty(0, np.int64))) == []


@pytest.mark.parametrize("at_once", [1, 1_000, 1 << 18])
def test_large_buckets_give_bounded_pairs_that_connect_all(at_once: int) -> None:
    size = 10 * NEIGHBOURS
    keys = np.repeat(np.array([3, 8], np.uint64), size)
    members = np.arange(2 * size)[::-1]
    portions = list(bucket_pairs(keys, members, at_once=at_once))
    one, other = (np.concatenate([portion[end] for portion in portions]) for end in (0, 1))
    assert len(one) == len(set(zip(one.tolist(), other.tolist(), strict=True)))
    assert len(one) <= 2 * size * (NEIGHBOURS + 1)
    assert np.unique(joined(np.arange(2 * size), one, other)).tolist() == [0, size]
    close = {tuple(sorted(pair)) for pair in zip(one.tolist(), other.tolist(), strict=True)}
    assert close >= {(a, b) for a, b in combinations(range(size), 2) if b - a <= NEIGHBOURS}
