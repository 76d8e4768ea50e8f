"""On a node: the steps of linter/screen/near on Arrow batches. Numbers of things are those that the whole search has given them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linter.screen.near.banding import Banding
from linter.screen.near.buckets import bucket_pairs, fitting
from linter.screen.near.kinds import Kind
from linter.screen.near.signatures import Places, Sketch, band_keys, estimates, sketch

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast

SIGNED = "n long, size long, keys array<long>, sketch binary"
PAIRS = "one long, other long"
_TOP = np.uint64(1 << 63)  # Spark knows no unsigned numbers: with the top bit turned over, signed ones stand in the same order


def signed(batches: Iterable[pa.RecordBatch], kind: Kind, banding: Banding) -> Iterator[pa.RecordBatch]:
    """Things (n, size, value) with their band keys and their sketches instead of their values."""
    import pyarrow as pa

    for batch in batches:
        found = kind.signatures(_values(batch, "value", kind), banding)
        keys = (band_keys(found, banding) ^ _TOP).view(np.int64)
        small = sketch(found)
        yield pa.RecordBatch.from_pydict({
            "n": batch.column("n"), "size": batch.column("size"),
            "keys": pa.ListArray.from_arrays(np.arange(0, keys.size + 1, banding.bands, dtype=np.int32), keys.ravel()),
            "sketch": _rows_of_bytes(small),
        })


def likely(
    batches: Iterable[pa.RecordBatch], banding: Banding, threshold: float, labels: Broadcast[Places]
) -> Iterator[pa.RecordBatch]:
    """Of rows (band, key, n, size, sketch) in whose order buckets stand together: the pairs that are worth comparing exactly."""
    import pyarrow as pa

    for bucket in _whole_buckets(batches):
        members = bucket.column("n").to_numpy()
        sizes = bucket.column("size").to_numpy()
        small = _sketches(bucket.column("sketch"))
        for one, other in bucket_pairs(_begins(bucket).cumsum().astype(np.uint64), np.arange(len(members))):
            fit = fitting(one, other, labels.value[members], sizes, threshold)
            one, other = one[fit], other[fit]
            fit = estimates(small, banding.hashes, one, other) >= banding.estimate
            ends = members[one[fit]], members[other[fit]]
            yield pa.RecordBatch.from_pydict({"one": np.minimum(*ends), "other": np.maximum(*ends)})


def same(batches: Iterable[pa.RecordBatch], kind: Kind, threshold: float) -> Iterator[pa.RecordBatch]:
    """Of pairs (one, other, value, other_value) those that are the same."""
    import pyarrow as pa

    for batch in batches:
        shares = kind.similarities(_values(batch, "value", kind), _values(batch, "other_value", kind), threshold)
        yield batch.select(["one", "other"]).filter(pa.array(shares >= threshold))


def _values(batch: pa.RecordBatch, column: str, kind: Kind) -> NDArray[np.object_]:
    found = np.empty(batch.num_rows, object)
    for place, packed in enumerate(batch.column(column).to_pylist()):
        found[place] = kind.unpack(packed)
    return found


def _rows_of_bytes(small: Sketch) -> list[bytes]:
    width, held = small.shape[1], small.tobytes()
    return [held[start : start + width] for start in range(0, len(held), width)]


def _sketches(column: Any) -> Sketch:
    rows = column.to_pylist()
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1)


def _begins(rows: pa.Table) -> NDArray[np.bool_]:
    """Where buckets begin, the first row's apart."""
    band, key = (rows.column(name).to_numpy() for name in ("band", "key"))
    return np.concatenate(([False], (band[1:] != band[:-1]) | (key[1:] != key[:-1])))


def _whole_buckets(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows in portions that do not cut a bucket in two."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        seam = _begins(pa.Table.from_batches([held[-1].slice(held[-1].num_rows - 1), batch.slice(0, 1)])) if held else np.zeros(2, bool)
        begins = np.flatnonzero(_begins(pa.Table.from_batches([batch])))
        if seam[1] and not len(begins):
            yield pa.Table.from_batches(held)
            held = [batch]
        elif len(begins):
            cut = int(begins[-1])
            yield pa.Table.from_batches([*held, batch.slice(0, cut)])
            held = [batch.slice(cut)]
        else:
            held.append(batch)
    if held:
        yield pa.Table.from_batches(held)
