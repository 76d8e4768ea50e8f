"""Whether the nodes of a cluster can do the work: whether they have this program, the same version, and see the same files."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from linter import __version__
from linter.errors import JixiaoError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

_INSTALL = "请在每台机器的同一路径装同一版本的 jixiao-linter[spark]，或用 PYSPARK_PYTHON 指明各节点上装了它的 Python。"


def require_seeing(spark: SparkSession, paths: Sequence[Path], what: str) -> None:
    """Raises JixiaoError unless the nodes that have begun to work see `paths`, which are `what`."""
    from pyspark.errors import PythonException

    tasks = max(2, spark.sparkContext.defaultParallelism)
    look = partial(looked, paths=tuple(map(str, paths)))
    try:
        found = spark.range(0, tasks, 1, tasks).mapInArrow(look, "host string, version string, missing string").collect()
    except PythonException as error:
        if "ModuleNotFoundError" not in str(error):
            raise
        raise JixiaoError("集群的节点上没有这个程序，或缺少它要用的包", remedy=_INSTALL) from error
    for row in found:
        if row.version != __version__:
            raise JixiaoError(f"节点 {row.host} 上的程序是 {row.version} 版，这里是 {__version__} 版", remedy=_INSTALL)
        if row.missing:
            raise JixiaoError(
                f"节点 {row.host} 看不见{what}“{row.missing}”", remedy="报送文件和结果文件夹都要放在每台机器以同一路径看得见、写得进的共享盘上（如 NFS）。"
            )


def looked(batches: Iterable[pa.RecordBatch], paths: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """On a node: who it is, its version, and the first of the paths that it does not see."""
    import pyarrow as pa

    missing = next((path for path in paths if not Path(path).exists()), "")
    for batch in batches:
        said = {"host": socket.gethostname(), "version": __version__, "missing": missing}
        yield pa.RecordBatch.from_pydict({key: [value] * batch.num_rows for key, value in said.items()})
