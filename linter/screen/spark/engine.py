"""The check of an intake on a cluster: shards of sources in rounds, each committed to the store when it has come back.

A round is a Spark job whose result is a folder of Parquet, written by Spark's own commit protocol: a task that is run twice, because its
executor was lost, is in it once. Two rounds are under way at a time, so that no core waits for the slowest document of one; when the main
program is killed, those two are what has to be done again.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic

from linter.errors import JixiaoError
from linter.screen.engines import Engine
from linter.screen.intake import Gone, Intake
from linter.screen.local import How, Progress, Watch, shards
from linter.screen.sources import Source
from linter.screen.spark.cluster import Cluster
from linter.screen.spark.documents import COLUMNS, Errand, gone_through, unpacked
from linter.screen.spark.parquet import batches, write
from linter.screen.spark.search import SparkSearch
from linter.screen.work import Task, checking
from linter.tables import table


@contextmanager
def engine(master: str, out: Path) -> Iterator[Engine]:
    """The engine, for one screening. The cluster is not called upon before there is something to do."""
    with closing(Cluster(master, out)) as cluster:
        yield Engine(partial(check, cluster), SparkSearch(cluster))


def check(cluster: Cluster, intake: Intake, todo: list[Source], task: Task, how: How, watch: Watch) -> Progress:
    """Goes through the sources as `local.check` does. `how.workers` is of no account: the cluster has as many as it has cores."""
    progress = Progress(len(todo), started=monotonic())
    if todo:
        cluster.require(*{Path(source.path) for source in (todo[0], todo[-1])}, what="报送文件")
        context = cluster.spark.sparkContext
        known = context.broadcast(intake.known if len(intake.known) <= int(table("spark")["known"]["most"]) else {})
        errand = Errand((), checking, task, how.budget, str(cluster.folder), known)
        _Run(cluster, intake, errand, progress, watch).go_through(tuple(shards(todo, max(1, context.defaultParallelism))))
    return progress


@dataclass(frozen=True, slots=True)
class _Round:
    """Shards that are one job, and the folder where its result will be."""

    shards: Sequence[Sequence[Source]]
    folder: Path
    work: Future[None]


@dataclass(frozen=True, slots=True)
class _Run:
    cluster: Cluster
    intake: Intake
    errand: Errand
    progress: Progress
    watch: Watch

    def go_through(self, every: Sequence[Sequence[Source]]) -> None:
        rounds = table("spark")["rounds"]
        size = int(rounds["shards"]) * max(1, self.cluster.spark.sparkContext.defaultParallelism)
        under_way: deque[_Round] = deque()
        for start in range(0, len(every), size):
            under_way.append(self._begun(every[start : start + size]))
            if len(under_way) == int(rounds["at_once"]):
                self._finish(under_way)
        while under_way:
            self._finish(under_way)

    def _begun(self, some: Sequence[Sequence[Source]]) -> _Round:
        folder = self.cluster.new_folder("round")
        numbers = self.cluster.spark.range(0, len(some), 1, len(some))  # one shard, one task
        results = numbers.mapInArrow(partial(gone_through, errand=replace(self.errand, shards=some)), COLUMNS)
        return _Round(some, folder, self.cluster.begun(partial(write, results, folder), folder.name))

    def _finish(self, under_way: deque[_Round]) -> None:
        """Awaits the first of the rounds and commits what it brings."""
        before = self.progress.left

        def look() -> None:
            tasks = sum(self.cluster.tasks_done(each.folder.name) * len(each.shards[0]) for each in under_way)
            self.progress.left = min(before + tasks, self.progress.sources)
            self.watch(self.progress)

        self.cluster.ended(under_way[0].work, look)
        self.progress.left = before
        self._commit(under_way.popleft())

    def _commit(self, round: _Round) -> None:
        missing = {(shard, place) for shard, sources in enumerate(round.shards) for place in range(len(sources))}
        for batch in batches(round.folder):
            for row in batch.to_pylist():
                where = row["shard"], row["place"]
                missing.remove(where)
                self._take(round.shards[where[0]][where[1]], unpacked(row["gone"]), row["megabytes"])
        if missing:
            raise JixiaoError("有的节点写的结果这里看不见", remedy="结果文件夹要放在每台机器以同一路径看得见、写得进的共享盘上（如 NFS）。")
        shutil.rmtree(round.folder)

    def _take(self, source: Source, gone: Gone, megabytes: int) -> None:
        self.intake.took(source, gone)
        self.progress.left += 1
        self.progress.done += len(gone.kept)
        self.progress.failed += sum(each.made.status == "failed" for each in gone.kept)
        self.progress.lost += sum(bool(each.lost) for each in gone.kept)
        self.progress.peak_megabytes = max(self.progress.peak_megabytes, megabytes)
        self.watch(self.progress)
