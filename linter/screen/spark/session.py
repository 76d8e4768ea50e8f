"""A session on the cluster: started with settings that leave the terminal readable, and what may be in the way told in plain words."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import JixiaoError
from linter.screen.spark.java import require_java
from linter.tables import table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_STANDALONE, _PORT = "spark://", 7077
_ERROR = re.compile(r"(?:\w+\.)*\w+(?:Error|Exception): .+")


def started(master: str, log: Path) -> SparkSession:
    """A session with `master`, or where that is '' with what Spark's own configuration names. What Spark's own program has to tell goes
    to `log`: executors that were lost fill screens with what it then gets over. Raises JixiaoError."""
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # its frames are not used
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise JixiaoError("没有安装 pyspark", remedy='请执行 pip install "jixiao-linter[spark]"，或者去掉 --engine spark 在本机检查。') from error
    require_java()
    if master.startswith(_STANDALONE):
        _reach(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master) if master else SparkSession.builder
    for key, value in table("spark")["settings"].items():
        builder = builder.config(key, value)
    try:
        with _interrupts_kept(), _complaints_to(log):
            spark = builder.getOrCreate()
    except Exception as error:
        raise JixiaoError(f"Spark 启动不了（{said_by(error)}）", remedy=f"请检查 --spark-master、Spark 的配置和集群的状态；详情见“{log}”。") from error
    if not master and (spark.sparkContext.master or "").startswith("local"):
        spark.stop()
        raise JixiaoError(
            "没有说明 Spark 集群在哪里",
            remedy="请写 --spark-master spark://主机:7077（或 yarn、k8s://…），也可以用环境变量 SPARK_MASTER；只用本机的，去掉 --engine spark 更快。",
        )
    return spark


def said_by(error: BaseException) -> str:
    """What an exception of Spark says, without the stacks of the JVM and of Python: the error that it ends in, where it has one."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return next(filter(_ERROR.fullmatch, reversed(lines)), lines[0])[:300]


def _reach(master: str) -> None:
    """Raises JixiaoError where no one listens at any of the addresses: Spark itself would wait for a minute and then give in with a riddle."""
    for address in master.removeprefix(_STANDALONE).split(","):
        host, _, port = address.rpartition(":")
        if not host:
            host, port = port, str(_PORT)
        if not port.isdecimal():
            raise JixiaoError(f"Spark 主节点的地址“{master}”看不懂", remedy="请写成 spark://主机:7077。")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=float(table("spark")["wait"]["connect"])).close()
        except OSError:
            continue
        return
    raise JixiaoError(f"连不上 Spark 主节点“{master}”", remedy="请检查地址和端口、主节点是否已启动、防火墙是否放行。")


@contextmanager
def _interrupts_kept() -> Iterator[None]:
    """Ctrl-C stays ours: a handler that Spark sets would call the session even after its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _complaints_to(log: Path) -> Iterator[None]:
    """Programs that are started meanwhile have `log` for their standard error, to their end."""
    sys.stderr.flush()
    own = os.dup(2)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(own, 2)
        os.close(own)
