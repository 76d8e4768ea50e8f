"""`Crew`: workers under supervision. Sources go to them in batches; one that hangs, dies or takes too much is replaced, and its
follower goes on behind the item that ended it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any

from linter.errors import JixiaoError
from linter.workers.process import OUT_OF_MEMORY
from linter.workers.values import Again, Budget, Cause, Done, Event, Handler, Left, Lost
from linter.workers.worker import Batch, Worker

_TICK = 0.1  # seconds between looks at clocks and memory
_START = 60.0  # seconds a worker may take to get ready
_STARTS = 3  # workers that die before they are ready, one after the other, before the crew gives up
_KILLED, _KILLED_SAID = -getattr(signal, "SIGKILL", 9), "SIGKILL"

Wanted = Callable[[Any, Any], bool]


class Crew:
    """`workers` processes that each run `make(*arguments)`, a `Handler`. Use as a context manager; `run` may be called again."""

    def __init__(self, make: Callable[..., Handler], *arguments: Any, workers: int, budget: Budget) -> None:
        self._make, self._arguments, self._count, self.budget = make, arguments, max(workers, 1), budget
        self._workers: list[Worker] = []
        self._failed_starts = 0
        self.peak_megabytes = 0  # the most that any worker held, as far as it was looked at
        self.replaced = 0  # workers that had to be replaced

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def processes(self) -> list[int]:
        """The workers' process numbers."""
        return [worker.process.pid or 0 for worker in self._workers]

    def close(self) -> None:
        """Ends all workers at once, whatever they are doing."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def run(self, batches: Iterable[Sequence[Any]], wanted: Wanted = lambda source, about: True) -> Iterator[Event | None]:
        """What comes of the sources, in the order it comes; None at every look at the clock, so that the caller may look at its own.

        `wanted(source, about)` says whether an item that is met is to be done. Raises JixiaoError where workers do not start.
        """
        coming = map(Batch, filter(None, batches))
        unfinished: deque[Batch] = deque()  # what dead workers have left
        while len(self._workers) < self._count:
            self._workers.append(self._started())
        for worker in self._workers:
            self._next(worker, coming, unfinished)
        while unfinished or not all(worker.ready for worker in self._workers) or any(worker.batch for worker in self._workers):
            ready = wait([worker.connection for worker in self._workers], timeout=_TICK)
            for number, worker in enumerate(self._workers):
                fate: tuple[Cause, str] | None
                if worker.connection in ready:
                    message = worker.hear()
                    if message is not None:
                        event = self._heard(worker, message, wanted)
                        if event is not None:
                            yield event
                        if message[0] in ("ready", "idle"):
                            self._next(worker, coming, unfinished)
                        continue
                    fate = self._ended(worker)
                else:
                    fate = self._overdrawn(worker)
                if fate is not None:
                    self._workers[number] = self._started()
                    self.replaced += worker.ready
                    yield from self._lost(worker, *fate, unfinished)
            yield None

    def _overdrawn(self, worker: Worker) -> tuple[Cause, str] | None:
        """Ends a worker that has used up its time or memory; why."""
        held = worker.measure()
        self.peak_megabytes = max(self.peak_megabytes, held)
        if worker.batch is None and worker.ready:
            return None
        if worker.seconds > (self.budget.seconds if worker.ready else max(self.budget.seconds, _START)):
            worker.end()
            return "time", f"{self.budget.seconds:g}"
        if worker.batch is not None and held > self.budget.megabytes:
            worker.end()
            return "memory", f"{self.budget.megabytes}"
        return None

    def _started(self) -> Worker:
        if self._failed_starts >= _STARTS:
            raise JixiaoError("检查进程启动不了", remedy="请关闭一些程序、检查内存是否够用；加大 --memory 或减少 --workers 再试。")
        self._failed_starts += 1
        return Worker(self._make, self._arguments, self.budget)

    def _next(self, worker: Worker, coming: Iterator[Batch], unfinished: deque[Batch]) -> None:
        """Gives a worker its next batch: what a dead one has left before what is new."""
        worker.batch = worker.about = None
        if not worker.ready:
            return
        batch = unfinished.popleft() if unfinished else next(coming, None)
        if batch is not None:
            worker.batch = batch
            worker.turn()
            worker.tell(("batch", batch.sources, batch.number, batch.met))

    def _heard(self, worker: Worker, message: tuple[Any, ...], wanted: Wanted) -> Event | None:
        kind, *rest = message
        batch, event = worker.batch, None
        if kind == "ready":
            worker.ready, self._failed_starts = True, 0
        elif kind == "refused":
            raise JixiaoError(f"检查进程启动不了（{rest[0].strip().splitlines()[-1]}）", remedy="请把这一行发给维护者。")
        elif batch is not None:
            if kind == "begin":
                self._begun(worker, batch, rest[0], wanted)
            else:
                event = _told(worker, batch, kind, rest)
        self.peak_megabytes = max(self.peak_megabytes, worker.measure())
        worker.turn()
        return event

    def _begun(self, worker: Worker, batch: Batch, about: Any, wanted: Wanted) -> None:
        batch.met += 1
        go = wanted(batch.source, about)
        worker.about = about if go else None
        worker.tell(go)

    def _ended(self, worker: Worker) -> tuple[Cause, str]:
        """Why a process that was not ended by the crew is gone."""
        code = worker.end()
        if code == OUT_OF_MEMORY:
            return "memory", f"{self.budget.megabytes}"
        if code == -getattr(signal, "SIGALRM", 14):
            return "time", f"{self.budget.seconds:g}"
        if code == _KILLED and os.name == "posix" and worker.megabytes > self.budget.megabytes // 2:
            return "memory", f"{self.budget.megabytes}"  # the system's own out-of-memory killer
        return "crash", f"{signal.Signals(-code).name}" if code and code < 0 else f"{code}"

    def _lost(self, worker: Worker, cause: Cause, detail: str, unfinished: deque[Batch]) -> Iterator[Event]:
        """What is said of the item that a worker ended with, and where its follower goes on."""
        batch = worker.batch
        if batch is None:
            return
        if worker.about is not None and detail == _KILLED_SAID and batch.again != batch.place:
            batch.again = batch.place
            yield Again(batch.source, worker.about)
            batch.met -= 1
        elif worker.about is not None:
            yield Lost(batch.source, worker.about, cause, detail, worker.seconds, worker.megabytes)
        elif batch.stuck == batch.place or cause == "time":
            # between two items, and not by chance: what comes next in this source cannot be reached
            yield Lost(batch.source, None, cause, detail, worker.seconds, worker.megabytes)
            yield Left(batch.source, batch.met)
            batch.number, batch.met = batch.number + 1, 0
        else:
            batch.stuck = batch.place
        if batch.number < len(batch.sources):
            unfinished.append(batch)


def _told(worker: Worker, batch: Batch, kind: str, rest: list[Any]) -> Event | None:
    """The event that a worker's message is."""
    about = worker.about
    if kind == "source" and rest[0] != batch.number:
        batch.number, batch.met = rest[0], 0
    if kind == "left":
        return Left(batch.source, rest[0])
    if kind == "end":
        worker.about = None
        return Done(batch.source, about, rest[0], worker.seconds, worker.measure())
    if kind == "broke":
        worker.about = None
        return Lost(batch.source, about, "crash", rest[0], worker.seconds, worker.measure())
    return None
