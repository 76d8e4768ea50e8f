"""The search for near-duplicates with its join on a cluster; what comes of it is that of linter/screen/near, row by row.

Distinct things are numbered in DuckDB, their signatures, the join of their bands and the exact comparison are DataFrame operations, and
components and clusters are made where the search was begun. On one machine DuckDB's join is many times faster: this is for what one
machine cannot hold.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from linter.screen.near.banding import SET_BANDING, Banding
from linter.screen.near.clusters import joined
from linter.screen.near.kinds import SETS, TEXTS
from linter.screen.near.search import NearSearch
from linter.screen.near.signatures import Places
from linter.screen.spark.cluster import Cluster
from linter.screen.spark.joining import PAIRS, SIGNED, likely, same, signed
from linter.screen.spark.parquet import batches, read, write

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame


class SparkSearch:
    """Stands in for the module `linter.screen.near`."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def near_texts(self, db: DuckDBPyConnection, source: str, into: str, *, threshold: float = 0.90) -> None:
        _OnCluster(self.cluster, db, TEXTS, source, threshold, None).run(into)

    def near_sets(self, db: DuckDBPyConnection, source: str, into: str, *, threshold: float = 0.80) -> None:
        _OnCluster(self.cluster, db, SETS, source, threshold, SET_BANDING).run(into)


class _OnCluster(NearSearch):
    def __init__(self, cluster: Cluster, *about: Any) -> None:
        super().__init__(*about)
        self.cluster = cluster

    def components(self, count: int, banding: Banding) -> Places:
        labels = np.arange(count)
        if count < 2:
            return labels
        things = read(self.cluster.spark, self._carried(count))
        # most pairs of boilerplate are connected by the first band already, and need not be compared again for the others
        for bands in (range(1), range(1, banding.bands)):
            folder = self.cluster.new_folder("pairs")
            found = self._compared(things, bands, banding, labels)
            self.cluster.ended(self.cluster.begun(partial(write, found, folder), folder.name))
            labels = joined(labels, *_pairs(folder))
            shutil.rmtree(folder)
        return labels

    def _carried(self, count: int) -> Path:
        """A folder with all things, for the nodes to read."""
        import pyarrow as pa
        from pyarrow.parquet import write_table

        folder = self.cluster.new_folder("things")
        folder.mkdir()
        for numbers, values in self.things(count):
            columns = {"n": numbers.astype(np.int64), "size": self.sizes[numbers].astype(np.int64), "value": pa.array(map(self.kind.pack, values), pa.binary())}
            write_table(pa.table(columns), folder / f"{numbers[0]}.parquet")
        return folder

    def _compared(self, things: DataFrame, bands: range, banding: Banding, labels: Places) -> DataFrame:
        """The pairs of things that share one of the bands and are the same, but for those that `labels` knows to be connected."""
        from pyspark.sql import functions as f

        known = self.cluster.spark.sparkContext.broadcast(labels)
        keys = things.mapInArrow(partial(signed, kind=self.kind, banding=banding), SIGNED)
        keyed = keys.select("*", f.posexplode("keys").alias("band", "key")).where(f.col("band").between(bands.start, bands.stop - 1))
        keyed = keyed.select("band", "key", f.expr(f"element_at(keys, (band + 1) % {banding.bands} + 1)").alias("next"), "n", "size", "sketch")
        buckets = keyed.repartition("band", "key").sortWithinPartitions("band", "key", "next", "n")
        pairs = buckets.mapInArrow(partial(likely, banding=banding, threshold=self.threshold, labels=known), PAIRS).distinct()
        one = things.select(f.col("n").alias("one"), "value")
        other = things.select(f.col("n").alias("other"), f.col("value").alias("other_value"))
        return pairs.join(one, "one").join(other, "other").mapInArrow(partial(same, kind=self.kind, threshold=self.threshold), PAIRS)


def _pairs(folder: Path) -> tuple[Places, Places]:
    held = [(batch.column("one").to_numpy(), batch.column("other").to_numpy()) for batch in batches(folder)]
    none = np.empty(0, np.int64)
    return np.concatenate([none, *(one for one, _ in held)]), np.concatenate([none, *(other for _, other in held)])
