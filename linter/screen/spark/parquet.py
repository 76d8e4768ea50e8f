"""Folders of Parquet by which data go to the cluster and come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_PATTERN = re.compile(r"[{}\[\]*?\\]")


def read(spark: SparkSession, folder: Path) -> DataFrame:
    """A folder as the cluster sees it. What Spark would take for a pattern in its name is escaped."""
    return spark.read.parquet(_place(_PATTERN.sub(r"\\\g<0>", str(folder))))


def write(frame: DataFrame, folder: Path) -> None:
    """Runs what makes `frame`, on the cluster; the folder is complete afterwards, or the job has failed."""
    frame.write.parquet(_place(str(folder)))


def _place(path: str) -> str:
    return f"file://{path}"  # whatever file system the cluster's own is; not as_uri(), as Hadoop takes %E4 for three characters


def batches(folder: Path) -> Iterator[pa.RecordBatch]:
    """What a folder holds, piece by piece, in no order."""
    from pyarrow.parquet import ParquetFile

    for path in sorted(folder.glob("*.parquet")):
        with ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=256)
