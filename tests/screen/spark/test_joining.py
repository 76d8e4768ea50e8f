"""The steps on the nodes give, however their rows come in batches, what the search on this machine works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import pytest

from linter.screen.near.banding import Banding
from linter.screen.near.buckets import bucket_pairs, fitting
from linter.screen.near.kinds import SETS, TEXTS, Kind
from linter.screen.near.signatures import band_keys, estimates, sketch
from linter.screen.spark.joining import likely, same, signed

pa = pytest.importorskip("pyarrow")
_BANDING, _THRESHOLD = Banding(8, 3, 0.45), 0.9


@dataclass(frozen=True)
class Broadcast:
    value: Any


def texts(count: int) -> list[str]:
    """Mostly one template, so that buckets are larger than what all pairs are made of."""
    random = Random(7)
    return [f"第{random.randrange(10**6)}号窗口面向群众提供政务服务，保障日常运转和设备维护" for _ in range(count)] + ["购置图书馆书架两百组", "修缮老旧供水管网"]


def in_batches(table: Any, rows: int) -> list[Any]:
    return list(table.to_batches(max_chunksize=rows))


def things(kind: Kind, values: Sequence[Any]) -> Any:
    return pa.table({"n": np.arange(len(values)), "size": np.array([len(value) for value in values]), "value": pa.array(map(kind.pack, values), pa.binary())})


def buckets(kind: Kind, values: Sequence[Any], rows: int) -> Any:
    """What Spark makes of the signatures: a row for each band, in order."""
    found = []
    for batch in signed(in_batches(things(kind, values), rows), kind, _BANDING):
        for row in batch.to_pylist():
            for band, key in enumerate(row["keys"]):
                found.append((band, key, row["keys"][(band + 1) % _BANDING.bands], row["n"], row["size"], row["sketch"]))
    found.sort()
    columns = list(zip(*found, strict=True))
    return pa.table({"band": columns[0], "key": columns[1], "n": columns[3], "size": columns[4], "sketch": columns[5]})


def expected(values: list[str], labels: Any) -> set[tuple[int, int]]:
    """The pairs as linter/screen/near finds them."""
    signatures = TEXTS.signatures(np.array(values, object), _BANDING)
    keys, small, sizes = band_keys(signatures, _BANDING), sketch(signatures), np.array([len(value) for value in values])
    pairs = set()
    for band in range(_BANDING.bands):
        order = np.lexsort((np.arange(len(values)), keys[:, (band + 1) % _BANDING.bands], keys[:, band]))
        for one, other in bucket_pairs(keys[order, band], order):
            fit = fitting(one, other, labels, sizes, _THRESHOLD)
            one, other = one[fit], other[fit]
            fit = estimates(small, _BANDING.hashes, one, other) >= _BANDING.estimate
            pairs |= {(int(min(a, b)), int(max(a, b))) for a, b in zip(one[fit], other[fit], strict=True)}
    return pairs


@pytest.mark.parametrize("rows", [1, 7, 64, 10_000])
def test_the_same_pairs_whatever_the_batches(rows: int) -> None:
    values = texts(150)
    labels = np.arange(len(values))
    table = buckets(TEXTS, values, rows)
    found = [
        (row["one"], row["other"]) for batch in likely(in_batches(table, rows), _BANDING, _THRESHOLD, Broadcast(labels)) for row in batch.to_pylist()
    ]
    assert set(found) == expected(values, labels)
    assert len(set(found)) > 1000


def test_what_is_connected_is_not_compared_again() -> None:
    values = texts(150)
    labels = np.zeros(len(values), np.int64)
    table = buckets(TEXTS, values, 64)
    assert sum(batch.num_rows for batch in likely(in_batches(table, 64), _BANDING, _THRESHOLD, Broadcast(labels))) == 0


@pytest.mark.parametrize(("kind", "values", "pairs"), [
    (TEXTS, ["保障窗口日常运转和设备维护", "保障窗口日常运转和设备维修", "购置图书馆书架两百组"], [(0, 1)]),
    (SETS, [np.arange(10, dtype=np.uint64) << np.uint64(60), np.arange(9, dtype=np.uint64) << np.uint64(60), np.arange(20, 30, dtype=np.uint64)], [(0, 1)]),
])
def test_pairs_are_compared_by_their_values(kind: Kind, values: list[Any], pairs: list[tuple[int, int]]) -> None:
    packed = [kind.pack(value) for value in values]
    table = pa.table({
        "one": [0, 0, 1], "other": [1, 2, 2], "value": pa.array([packed[0], packed[0], packed[1]], pa.binary()),
        "other_value": pa.array([packed[1], packed[2], packed[2]], pa.binary()),
    })
    assert [(row["one"], row["other"]) for batch in same(in_batches(table, 2), kind, 0.8) for row in batch.to_pylist()] == pairs
