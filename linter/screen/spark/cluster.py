"""`Cluster`: a session that is started when it is first needed, work on it that can be watched, and a folder that all nodes see."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from linter.errors import JixiaoError
from linter.screen.spark.seeing import require_seeing
from linter.screen.spark.session import said_by, started
from linter.tables import table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TICK = 0.1  # seconds between looks
T = TypeVar("T")


class Cluster:
    """`folder` lies in the results folder, which every node must see at the same path; it is gone when the screening ends. `log` stays."""

    def __init__(self, master: str, out: Path) -> None:
        self.master = master
        self.log = out.absolute() / "spark.log"
        self._kept = out.absolute() / ".spark"
        self.folder = self._kept / uuid4().hex
        self._folders = 0
        self._spark: SparkSession | None = None
        self._pool = ThreadPoolExecutor(int(table("spark")["rounds"]["at_once"]), "spark")

    @property
    def spark(self) -> SparkSession:
        """The session. Raises JixiaoError where there is none to be had, or its nodes cannot do the work."""
        if self._spark is None:
            shutil.rmtree(self._kept, ignore_errors=True)  # of a run that was killed: two never share a results folder
            self.folder.mkdir(parents=True)
            self._spark = started(self.master, self.log)
            self.require(self.folder, what="结果文件夹")
        return self._spark

    def new_folder(self, name: str) -> Path:
        """The name of a folder that is not there yet."""
        self._folders += 1
        return self.folder / f"{name}-{self._folders}"

    def require(self, *paths: Path, what: str) -> None:
        """Raises JixiaoError unless the nodes see these paths and have this program, all within a bounded time."""
        spark, seconds = self.spark, float(table("spark")["wait"]["executors"])
        work = self.begun(lambda: require_seeing(spark, paths, what), "看得见")
        if not wait([work], timeout=seconds).done:
            raise JixiaoError(
                f"等了 {seconds:g} 秒，集群没有分给执行进程", remedy="请看集群有没有启动工作节点、是不是被别的作业占满，或调小 spark.executor.memory。"
            )
        self.ended(work)

    def begun(self, work: Callable[[], T], group: str) -> Future[T]:
        """Begins, on another thread, what runs jobs on the cluster; `tasks_done` knows them by `group`."""
        context = self.spark.sparkContext

        def run() -> T:
            context.setJobGroup(group, group)
            return work()

        return self._pool.submit(run)

    def ended(self, work: Future[T], watch: Callable[[], None] = lambda: None) -> T:
        """What came of the work; meanwhile `watch` is called, and what it raises ends the wait."""
        while not wait([work], timeout=_TICK).done:
            watch()
        try:
            return work.result()
        except JixiaoError:
            raise
        except Exception as error:
            raise JixiaoError(
                f"Spark 作业没有做完（{said_by(error)}）", remedy=f"查完的不会丢：请检查集群后再运行同一条命令，会接着查；详情见“{self.log}”。"
            ) from error

    def tasks_done(self, group: str) -> int:
        """How many tasks of the work have ended so far."""
        tracker = self.spark.sparkContext.statusTracker()
        jobs = filter(None, map(tracker.getJobInfo, tracker.getJobIdsForGroup(group)))
        stages = filter(None, (tracker.getStageInfo(stage) for job in jobs for stage in job.stageIds))
        return sum(stage.numCompletedTasks for stage in stages)

    def close(self) -> None:
        """Ends the session and whatever runs on it."""
        if self._spark is not None:
            self._spark.stop()
            shutil.rmtree(self._kept, ignore_errors=True)
        self._pool.shutdown(cancel_futures=True)
