"""The same intake on this machine, on a cluster, and on a cluster one worker of which is killed: seconds of each stage, memory, same rows.

    python -m tests.intake /tmp/报送 --submissions 200 --projects 3000
    python -m tests.bench.spark_screening /tmp/报送 /tmp/结果

Master, two workers of one core each, their executors and the program itself share one machine: this proves results, not speed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

import duckdb
import psutil

from linter.screen.local import Progress
from linter.screen.run import Options, Stage, Watch, screen
from linter.settings import DEFAULTS
from linter.workers import Budget
from tests.screen.spark.standalone import Standalone

_DATA = ("documents", "projects", "indicators", "findings", "clusters", "agencies", "unchecked")
_EVERY = 0.5  # seconds between looks at memory


class _Memory:
    """The most megabytes that this process and all it has started were seen to hold together (what they share counts for each)."""

    def __init__(self) -> None:
        self.most = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *about: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._end.wait(_EVERY):
            held = 0
            for each in (own, *own.children(recursive=True)):
                try:
                    held += each.memory_info().rss
                except psutil.Error:
                    continue
            self.most = max(self.most, held / (1 << 20))


def measured(folder: Path, out: Path, cluster: Standalone | None, kill_at: float = 2.0) -> None:
    """Screens and prints what it took. A worker is killed when this share of the sources is done."""
    begun: list[tuple[str, float]] = []
    shutil.rmtree(out, ignore_errors=True)

    def stage(name: Stage) -> None:
        begun.append((name, monotonic()))

    def progress(progress: Progress) -> None:
        if cluster and len(cluster.workers) > 1 and progress.left >= kill_at * progress.sources:
            cluster.kill_worker()
            print(f"  一个工作节点被杀：{progress.left} / {progress.sources} 个来源时")

    options = Options(
        (folder,), out, DEFAULTS, budget=Budget(120, 2048), workers=2, engine="spark" if cluster else "local", master=cluster.master if cluster else ""
    )
    with _Memory() as memory:
        outcome = screen(options, Watch(stage, progress))
    begun.append(("", monotonic()))
    stages = "，".join(f"{name} {after - before:.1f}" for (name, before), (_, after) in pairwise(begun))
    print(
        f"  {begun[-1][1] - begun[0][1]:.1f} 秒（{stages}）；内存 {memory.most:.0f} MB；文件 {outcome.documents}，没有查成 {outcome.failed}，"
        f"中途失去 {outcome.progress.lost}", flush=True,
    )


def rows(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {name: duckdb.read_parquet(str(out / "data" / f"{name}.parquet")).fetchall() for name in _DATA}


@contextmanager
def _cluster(folder: Path) -> Iterator[Standalone]:
    shutil.rmtree(folder, ignore_errors=True)
    with Standalone(folder) as cluster:
        os.environ.update(cluster.environment)
        yield cluster


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kill-at", type=float, default=0.4)
    given = parser.parse_args(arguments)
    print("local，2 个进程", flush=True)
    measured(given.folder, given.out / "local", None)
    expected = rows(given.out / "local")
    print("  " + "，".join(f"{name} {len(held)} 行" for name, held in expected.items()))
    for name, kill_at in (("spark", 2.0), ("spark-killed", given.kill_at)):
        print(name, flush=True)
        with _cluster(given.out / f"{name}-cluster") as cluster:
            measured(given.folder, given.out / name, cluster, kill_at)
        found = rows(given.out / name)
        different = [each for each in _DATA if found[each] != expected[each]]
        print(f"  与 local 不同的表：{'、'.join(different) or '没有'}", flush=True)


if __name__ == "__main__":
    main()
