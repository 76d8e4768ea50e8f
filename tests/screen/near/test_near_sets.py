"""Sets of indicators: the rule of B207 (80 % of the larger, at least five) among many."""

from __future__ import annotations

import random
from itertools import combinations

import duckdb
import numpy as np
import pytest

from linter.screen.near.search import near_sets
from linter.screen.near.verification import set_similarities
from tests.screen.near.conftest import groups


def given_sets(db: duckdb.DuckDBPyConnection, sets: list[list[int]]) -> None:
    rows = [(n, item) for n, items in enumerate(sets) for item in items]
    random.Random(1).shuffle(rows)
    db.execute("create or replace table sets (id bigint, item ubigint)")
    db.register("given", {"id": np.array([n for n, _ in rows]), "item": np.array([item for _, item in rows], np.uint64)})
    db.execute("insert into sets select * from given")
    db.unregister("given")


def hashes(chance: random.Random, count: int) -> list[int]:
    return [chance.getrandbits(64) for _ in range(count)]


def test_sharing_four_fifths_of_the_larger(db: duckdb.DuckDBPyConnection) -> None:
    ten = hashes(random.Random(2), 10)
    other = hashes(random.Random(3), 10)
    given_sets(db, [ten, ten[:8], ten[2:] + other[:2], other, other[:7], ten[:4] * 2])
    near_sets(db, "sets", "found")
    assert groups(db) == [[0, 1, 2]], "7 of 10 are too few, and so are 4"
    assert dict(db.execute("select id, similarity from found").fetchall()) == {0: 1.0, 1: 0.8, 2: 0.8}


def test_fewer_than_five_shared_are_none(db: duckdb.DuckDBPyConnection) -> None:
    five = hashes(random.Random(4), 5)
    given_sets(db, [five[:4], five[:4], five, [*five, 1], [five[0], five[1], five[2], five[3], 2]])
    near_sets(db, "sets", "found")
    assert groups(db) == [[2, 3]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_pairs_as_all_compared(db: duckdb.DuckDBPyConnection, seed: int) -> None:
    chance = random.Random(seed)
    sets = []
    for _ in range(60):
        items = hashes(chance, chance.randrange(5, 25))
        sets += [items, [*chance.sample(items, len(items) - len(items) // 6), *hashes(chance, len(items) // 8)]]
    given_sets(db, sets)
    near_sets(db, "sets", "found")
    pairs = [
        [a, b] for a, b in combinations(range(len(sets)), 2)
        if len(set(sets[a]) & set(sets[b])) >= max(5, 0.8 * max(len(sets[a]), len(sets[b])))
    ]
    assert groups(db) == pairs
    assert len(pairs) > 30


def test_share_of_two_sets() -> None:
    one = [np.array(items, np.uint64) for items in ([1, 2, 3], [], [5, 6, 2**63])]
    other = [np.array(items, np.uint64) for items in ([3, 2, 9, 8], [], [2**63, 5, 6])]
    assert set_similarities(one, other).tolist() == [0.5, 0.0, 1.0]
    assert set_similarities(one, other, at_least=0.6).tolist() == [0.0, 0.0, 1.0]
    assert set_similarities([], []).tolist() == []


def test_no_sets(db: duckdb.DuckDBPyConnection) -> None:
    given_sets(db, [])
    assert near_sets(db, "sets", "found").members == 0
